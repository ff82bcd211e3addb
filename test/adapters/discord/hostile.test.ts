// What people paste must not ping, must not look like somebody else's words, must not leave its code block.
import { describe, expect, it } from 'vitest';
import { layEmbed, layPlain, layRich } from '../../../src/adapters/discord/layout.ts';
import { cutAtSentence, harmless } from '../../../src/adapters/discord/text.ts';
import { detailsOf, viewReply, viewReport } from '../../../src/adapters/discord/view.ts';
import { ask, explain } from '../../../src/index.ts';
import { textOf } from './double.ts';

const MARKS = [
  '```',
  '``',
  '`',
  '````',
  '\n```\n',
  '@everyone',
  '@here',
  '<@811111111111111111>',
  '<@&700000000000000001>',
  '<#600000000000000001>',
  '</explain:123456789012345678>',
  '<a:wave:123456789012345678>',
  '<id:customize>',
  '[free](https://evil.example)',
  '\u200b',
  '\u200d',
  '\u202e',
  '\u2066',
  '**',
  '||',
  '~~',
  '# ',
  '> ',
  '-# ',
  '\\',
  '"',
  'Permission denied',
  'x',
  ' ',
  ':',
  '，',
]; // prettier-ignore

/** The same noise every time. */
function random(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 1_103_515_245 + 12_345) & 0x7fffffff;
    return state / 0x7fffffff;
  };
}

/** What Discord would show outside of code: its blocks begin and end with three backticks, whatever stands around. */
const outsideCode = (text: string) =>
  text.replace(/```(?:[\w+\-.#]*\n)?\n*[^\n][\s\S]*?\n*```/g, '').replace(/(`+)[\s\S]*?[^`]\1(?!`)/g, '');

function expectHarmless(text: string, of: string): void {
  expect(text, of).not.toMatch(/@(?:everyone|here)\b/);
  expect(text, of).not.toMatch(/<(?:@[!&]?|#)\d+>|<\/[\w -]+:\d+>|<a?:\w+:\d+>|<id:/);
  expect(text, of).not.toMatch(/[\u202A-\u202E\u2066-\u2069]/);
  expect(outsideCode(text), of).not.toMatch(/```|\]\(https?:/);
}

describe('hostile text', () => {
  it('of any kind stays inside its block, in every form an answer has', async () => {
    const next = random(7);
    const noise = () =>
      Array.from({ length: 1 + Math.floor(next() * 8) }, () => MARKS[Math.floor(next() * MARKS.length)]).join('');
    for (let round = 0; round < 25; round += 1) {
      const bad = noise();
      const flat = bad.replace(/\n/g, ' ');
      const pastes = [
        `Mar 04 10:00:01 web-3 app[9]: fatal: cannot open ${flat}: Permission denied\nMar 04 10:00:01 web-3 systemd[1]: app.service: Main process exited, code=exited, status=1/FAILURE`,
        `// ${flat}\nint main(void) { GPIOA->BSRR = 1 << 5; /* Turn on ${flat} */ while (1) { GPIOA->ODR ^= 1 << 6; Delay(100); } }`,
        `Pod 是什么 ${bad}\n\n一个 Pod 里的容器各有自己的 IP ${bad}。Pod 重启后 emptyDir 里的数据还在 ${flat}。`,
      ];
      for (const paste of pastes) {
        const { report, memory } = await explain(paste);
        const view = viewReport(report, []);
        for (const [lay, limit] of [
          [layRich, 4000],
          [layEmbed, 6096],
          [layPlain, 2000],
        ] as const) {
          const laid = lay(view, '123');
          const body = JSON.parse(JSON.stringify({ ...laid, files: [] }));
          const text = [
            textOf(body),
            ...(body.embeds ?? []).map((embed: { description: string }) => embed.description),
          ].join('\n');
          expect(text.length).toBeLessThanOrEqual(limit);
          expectHarmless(text, paste);
        }
        expectHarmless(detailsOf(view, 3900), paste);
        const reply = await ask(`why ${flat}?`, memory);
        expectHarmless(viewReply(reply).body, `${paste}\n${flat}`);
      }
    }
  });

  it('a longer fence, which Discord does not know, becomes one it knows', () => {
    expect(harmless('````\na ``` b\n````\nafter')).toBe('```\na `\u200b`\u200b` b\n```\nafter');
    expect(harmless('```c\nint x;\n```')).toBe('```c\nint x;\n```');
  });

  it('a cut closes the block it falls into, and never halves a character', () => {
    const cut = cutAtSentence(`\`\`\`\n${'x'.repeat(300)}`, 100);
    expect(cut.endsWith('\n```')).toBe(true);
    expect(cut.length).toBeLessThanOrEqual(100);
    expect(cutAtSentence('😀'.repeat(100), 51)).not.toMatch(/[\uD800-\uDBFF]$/);
    expect(cutAtSentence('第一句。第二句很短。第三句很长很长很长很长', 26)).toMatch(/。$/);
  });
});
