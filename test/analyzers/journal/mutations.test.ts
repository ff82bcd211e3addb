import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { journal } from '../../../src/analyzers/journal/index.ts';
import { explain } from '../../../src/index.ts';
import { CASES } from './cases.ts';

/** What happens to a log between a terminal and a chat. */
const MUTATIONS: Record<string, (log: string) => string> = {
  'as it is': (log) => log,
  'collapsed to one line': (log) => log.replaceAll('\n', ' '),
  fenced: (log) => `\`\`\`\n${log}\n\`\`\``,
  'fenced with a language and a thank you': (log) => `看下这个\n\`\`\`log\n${log}\n\`\`\`\n谢谢`,
  'in Chinese chat': (log) => `大佬们帮忙看看，服务起不来了：\n${log}\n急，在线等`,
  'in English chat': (log) =>
    `hey, my service does not come up since the update, any idea?\n\n${log}\n\nthanks in advance`,
  coloured: (log) =>
    log
      .split('\n')
      .map((line) => `\u001b[0;1;31m${line}\u001b[0m`)
      .join('\n'),
  'quoted in Markdown': (log) =>
    log
      .split('\n')
      .map((line) => `> ${line}`)
      .join('\n'),
  'with HTML entities': (log) =>
    log.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;'),
  'with Windows line ends': (log) => log.replaceAll('\n', '\r\n'),
  'with the pager’s last line': (log) => `${log}\nlines 1-23/23 (END)`,
  'with blanks that do not break': (log) => log.replaceAll(' ', '\u00a0'),
  indented: (log) => log.replace(/^/gm, '    '),
  'with blank lines between': (log) => log.replaceAll('\n', '\n\n'),
  'collapsed and fenced': (log) => `\`\`\`${log.replaceAll('\n', ' ')}\`\`\``,
  'collapsed behind Chinese words': (log) =>
    `昨天升级之后就这样了，帮我看看这个日志是什么问题 ${log.replaceAll('\n', ' ')}`,
  'behind a shell’s prompt': (log) => `root@box:~# journalctl -xe --no-pager\n${log}\nroot@box:~# `,
  'wrapped at 80 columns': (log) => log.replace(/([^\n]{80})(?=[^\n])/g, '$1\n'),
};
/** Where the cut may take the cause away, only symptoms are left; that is no error. */
const CUTS: Record<string, (log: string) => string> = {
  'cut at 80 columns': (log) =>
    log
      .split('\n')
      .map((line) => line.slice(0, 80))
      .join('\n'),
  'cut at 100 columns with an arrow': (log) =>
    log
      .split('\n')
      .map((line) => (line.length > 100 ? `${line.slice(0, 99)}>` : line))
      .join('\n'),
};

const words = (text: string) =>
  text.replace(/\s+/g, '').replaceAll('&quot;', '"').replaceAll('&lt;', '<').replaceAll('&gt;', '>');

describe.each(CASES)('$name', (example) => {
  it.each(Object.entries(MUTATIONS))('%s', async (_, mutate) => {
    const paste = mutate(example.log);
    const facts = await journal.analyze(paste, { lineOffset: 0 });
    expect(facts.verdict).toBe(example.verdict);
    const first = facts.causes[0];
    if (example.causeId) expect(first?.causeId).toBe(example.causeId);
    if (example.cause) expect(words(first!.lines.join('\n'))).toContain(words(example.cause));
    for (const never of example.notCause ?? []) {
      for (const cause of facts.causes) expect(words(cause.lines.join('\n'))).not.toContain(words(never));
    }
    if (example.fix) expect(first!.fix.en).toMatch(example.fix);
    if (example.next) expect(facts.next.join('\n')).toMatch(example.next);
    // Quotes are word for word what was pasted, and one entry, never a whole collapsed paste.
    for (const line of facts.causes.flatMap((cause) => cause.lines)) {
      expect(words(paste)).toContain(words(line));
      expect(line.length).toBeLessThan(600);
    }
    expect(facts.labels).toHaveLength(facts.entries);
    journal.facts.parse(facts);
    for (const language of ['zh', 'en'] as const) journal.part.parse(journal.say(facts, language));
  });

  it.each(Object.entries(CUTS))('%s', async (_, mutate) => {
    const facts = await journal.analyze(mutate(example.log), { lineOffset: 0 });
    const allowed = example.verdict === 'root-cause' ? ['root-cause', 'symptom-only'] : [example.verdict];
    expect(allowed).toContain(facts.verdict);
    for (const never of example.notCause ?? []) {
      for (const cause of facts.causes) expect(cause.lines.join('\n')).not.toContain(never);
    }
  });
});

interface Pasted {
  id: string;
  paste: string;
  verdict: 'root-cause' | 'symptom-only' | 'healthy';
  causeId?: string[];
  cite?: string;
  notCause?: string[];
}
interface Part {
  analyzer: string;
  verdict: Pasted['verdict'];
  causes: { causeId: string; lines: string[] }[];
}
const FOLDER = join(import.meta.dirname, '..', '..', 'cases', 'journal');
const PASTED = readdirSync(FOLDER)
  .filter((file) => file !== 'open.yaml')
  .flatMap((file) => parse(readFileSync(join(FOLDER, file), 'utf8')) as Pasted[]);

/** How many of all examples lose their verdict in a form; in the others none does. It may sink, never rise. */
const LOST: Record<string, number> = {
  'with blanks that do not break': 1,
  indented: 1,
  'with blank lines between': 3,
  'collapsed behind Chinese words': 5,
};

/** The other forms are the scorecard's (score/mutations.ts), which holds the same cases to its figures. */
const BY_SCORE = new Set([
  'fenced',
  'in Chinese chat',
  'in English chat',
  'collapsed to one line',
  'quoted in Markdown',
  'with HTML entities',
  'wrapped at 80 columns',
]);
const OWN = Object.entries(MUTATIONS).filter(([name]) => !BY_SCORE.has(name));

/** Every paste of the cases and of this suite, through the door that a person uses: split and routed as well. */
describe('through explain', () => {
  const examples = [
    ...PASTED.map(({ id, paste, ...rest }) => ({ name: id, log: paste.trimEnd(), ...rest })),
    ...CASES.map(({ causeId, cause, ...rest }) => ({ ...rest, causeId: causeId ? [causeId] : undefined, cite: cause })),
  ];
  it.each(OWN)('%s: the verdicts stay', async (name, mutate) => {
    const lost: string[] = [];
    for (const example of examples) {
      const { report } = await explain(mutate(example.log), { language: 'en' });
      const parts = report.parts.filter((part) => part.analyzer === 'journal') as unknown as Part[];
      const best = (['root-cause', 'symptom-only', 'healthy'] as const).find((verdict) =>
        parts.some((part) => part.verdict === verdict),
      );
      const cause = parts.flatMap((part) => part.causes)[0];
      const right =
        best === example.verdict &&
        (best !== 'root-cause' || !example.causeId || example.causeId.includes(cause!.causeId));
      if (!right) lost.push(`${example.name}: ${best ?? 'nothing found'} ${cause?.causeId ?? ''}`);
    }
    expect(lost.length, lost.join('\n')).toBeLessThanOrEqual(LOST[name] ?? 0);
  });
});
