import { describe, expect, it } from 'vitest';
import { renderAnswer } from '../../../../src/adapters/cli/terminal/answer.ts';
import { renderMarkdown } from '../../../../src/adapters/cli/terminal/markdown.ts';
import { codeRange, rangeOf, snippet } from '../../../../src/adapters/cli/terminal/snippet.ts';
import { screenOf, styleWith } from '../../../../src/adapters/cli/terminal/style.ts';
import { waveformLines } from '../../../../src/adapters/cli/terminal/waveform.ts';
import { widthOf } from '../../../../src/adapters/cli/terminal/width.ts';
import { explain } from '../../../../src/index.ts';

const plain = (width: number) => ({ style: styleWith(false), width });
const coloured = (width: number) => ({ style: styleWith(true), width });
const bare = (text: string) => text.replace(/\x1b\[\d+m/g, '');

describe('whether there is a screen', () => {
  const nothing = { noColour: false, forceColour: false, dumb: false, columns: undefined };
  const tty = { isTTY: true, columns: 100 };
  it.each([
    ['a pipe', {}, nothing, true, null],
    ['a terminal', tty, nothing, true, true],
    ['a terminal with NO_COLOR', tty, { ...nothing, noColour: true }, true, false],
    ['a terminal with --no-color', tty, nothing, false, false],
    ['a terminal that knows no colours', tty, { ...nothing, dumb: true }, true, false],
    ['a pipe with FORCE_COLOR', {}, { ...nothing, forceColour: true }, true, true],
    ['a pipe with FORCE_COLOR and --no-color', {}, { ...nothing, forceColour: true }, false, null],
  ])('%s', (_, stream, settings, wanted, colour) => {
    expect(screenOf(stream, settings, wanted)?.style.colour ?? null).toBe(colour);
  });
});

describe('Markdown', () => {
  it('headings, bold, code, quotes, lists, small print', () => {
    const text = '# Title\n**bold** and `code`\n> said\n- one\n2. two\n-# small \\_print\\_';
    expect(renderMarkdown(text, plain(40))).toBe('Title\nbold and `code`\n│ said\n• one\n2. two\nsmall _print_');
    const colours = renderMarkdown(text, coloured(40));
    expect(colours).toContain('\x1b[1mbold\x1b[22m and \x1b[36mcode\x1b[39m');
    expect(colours).toContain('\x1b[2msmall _print_\x1b[22m');
  });

  it('names with underscores, globs and pointers are no emphasis', () => {
    const text = 'GPIO_PIN_5 and a*b*c and *p = 1, **x is bold? no';
    expect(bare(renderMarkdown(text, coloured(80)))).toBe(text);
  });

  it('wraps prose at words, Chinese anywhere but before punctuation, and keeps the indent of a list', () => {
    expect(renderMarkdown('- one two three four', plain(12)).split('\n')).toEqual(['• one two', '  three four']);
    for (const line of renderMarkdown('这一行每次都让引脚翻转，这一行没有动别的引脚。'.repeat(3), plain(24)).split(
      '\n',
    )) {
      expect(widthOf(line)).toBeLessThanOrEqual(24);
      expect(line).not.toMatch(/^[，。]/);
    }
  });

  it('code in a fence is not wrapped', () => {
    const long = 'x'.repeat(60);
    expect(renderMarkdown(`\`\`\`\n${long}\n\`\`\``, plain(30))).toBe(`  │ ${long}`);
  });

  it('what a paste holds cannot drive the terminal', () => {
    expect(renderMarkdown('`\x1b]0;owned\x07` \x9b2J\r', coloured(80))).not.toMatch(/\x1b\]|\x07|\x9b|\r/);
  });
});

describe('a source line', () => {
  it('has its number, and carets under what is meant', () => {
    const line = '\tGPIOA->BSRR = 1 << 33; // on';
    expect(snippet(7, line, rangeOf(line, '1 << 33')!, 'red', plain(60))).toEqual([
      '   7 │     GPIOA->BSRR = 1 << 33; // on',
      '     │                   ^^^^^^^',
    ]);
    expect(line.slice(...codeRange(line))).toBe('GPIOA->BSRR = 1 << 33;');
  });

  it('stands under two columns where Chinese does', () => {
    const [, carets] = snippet(1, '// 点亮', [3, 5], 'green', plain(60));
    expect(carets).toBe('     │    ^^^^');
  });

  it('stands right behind an emoji', () => {
    const line = '💡 x = 1';
    expect(snippet(1, line, rangeOf(line, 'x')!, 'green', plain(60))[1]).toBe('     │    ^');
  });

  it('goes on below where it is wider than the screen', () => {
    const rows = snippet(12, 'a'.repeat(50), [30, 40], 'red', plain(30));
    expect(rows.every((row) => row.length <= 30)).toBe(true);
    expect(rows.filter((row) => row.includes('^'))).toHaveLength(1);
  });
});

describe('pins over time', () => {
  const blink = (count: number) => ({
    outputs: [{ pin: 'PC13', aliases: [] }],
    events: Array.from({ length: count }, (_, at) => [{ pin: 'PC13', level: (at % 2 === 0 ? 1 : 0) as 0 | 1 }]),
    eventInfo: Array.from({ length: count }, (_, at) => ({
      line: 5 + (at % 2),
      calls: [],
      seconds: at / 10,
      exact: true,
    })),
    loop: { start: 0, period: 2 },
  });

  it('a blinking pin: lines above, times below, the loop marked', () => {
    expect(waveformLines(blink(8), 'en', plain(60))).toEqual([
      'line    5     6',
      'PC13  ▁▁▔▔▔▔▔▔▁▁▁▁▁▁',
      'time    0     100ms',
      '        ╰────↻─────╯',
    ]);
  });

  it('fits any width: what does not fit goes on below', () => {
    const trace = { ...blink(24), loop: { start: 4, period: 20 } };
    const lines = waveformLines(trace, 'zh', plain(40));
    for (const line of lines) expect(widthOf(line)).toBeLessThanOrEqual(40);
    expect(lines.filter((line) => line.startsWith('PC13')).length).toBeGreaterThan(3);
    // Each band begins at the level at which the one before ended.
    const waves = lines.filter((line) => line.startsWith('PC13')).map((line) => line.slice(6));
    for (const [at, wave] of waves.slice(1).entries()) expect(wave[0]).toBe(waves[at]!.at(-1));
  });

  it('one change is no waveform', () => {
    expect(waveformLines({ ...blink(1), loop: null }, 'en', plain(60))).toEqual([]);
  });
});

describe('a whole answer', () => {
  const program = [
    '#include "stm32f10x.h"',
    'int main(void) {',
    '  RCC->APB2ENR |= 1 << 2;',
    '  GPIOA->CRL = 0x22;',
    '  while (1) {',
    '    GPIOA->BSRR = 1; // LED on',
    '    for (volatile int i = 0; i < 100000; i++);',
    '    GPIOA->BSRR = 1 << 33;',
    '  }',
    '}',
  ].join('\n');

  it('shows the line of a mistake below it, in both languages', async () => {
    for (const language of ['zh', 'en'] as const) {
      const lines = renderAnswer(await explain(program, { language }), plain(70)).split('\n');
      const at = lines.indexOf('   8 │     GPIOA->BSRR = 1 << 33;');
      expect(at).toBeGreaterThan(0);
      expect(lines[at + 1]).toMatch(/^ {5}│ {5}\^+$/);
      for (const line of lines) expect(widthOf(line)).toBeLessThanOrEqual(70);
    }
  });

  it('counts in the paste where words stand above the program', async () => {
    const { report, memory } = await explain(`why does my LED blink?\n\n${program}`, { language: 'en' });
    expect(renderAnswer({ report, memory }, plain(70))).toContain('  10 │     GPIOA->BSRR = 1 << 33;');
  });

  it('shows the line of a cause with carets under its message', async () => {
    const log = [
      'Mar 04 10:00:00 h systemd[1]: Starting nginx.service...',
      'Mar 04 10:00:01 h nginx[1]: nginx: [emerg] bind() to 0.0.0.0:80 failed (98: Address already in use)',
      "Mar 04 10:00:01 h systemd[1]: nginx.service: Failed with result 'exit-code'.",
    ].join('\n');
    const lines = renderAnswer(await explain(log, { language: 'zh' }), plain(120)).split('\n');
    const at = lines.findIndex((line) => line.startsWith('   2 │ Mar 04 10:00:01 h nginx[1]'));
    expect(at).toBeGreaterThan(0);
    expect(lines[at + 1]!.indexOf('^')).toBe(lines[at]!.indexOf('bind()'));
  });

  it('says nothing else than the plain answer', async () => {
    const explained = await explain(program, { language: 'en' });
    const words = (text: string) => new Set(text.match(/[A-Za-z]{3,}/g));
    const shown = words(renderAnswer(explained, plain(100)));
    for (const word of words(explained.report.text)) expect(shown, word).toContain(word);
  });
});
