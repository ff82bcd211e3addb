import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { type Mend, mendC, sayMend } from '../../src/c/mend/mend.ts';

const directory = fileURLToPath(new URL('./mend-programs/', import.meta.url));
const programs = readdirSync(directory)
  .sort()
  .map((name) => ({ name, text: readFileSync(directory + name, 'utf8') }));

/** Tokens without comments; directives are bracketed, so that where they end counts too. Shares nothing with the mender. */
function tokens(text: string): string[] {
  const out: string[] = [];
  const bare = text
    .replace(/\\[ \t]*\n/g, ' ')
    .replace(/\/\*[\s\S]*?\*\/|\/\/[^\n]*|"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'/g, (found) =>
      found.startsWith('/') ? ' ' : found,
    );
  for (const line of bare.split('\n')) {
    const directive = /^\s*#/.test(line);
    if (directive) out.push('<directive');
    for (const found of line.matchAll(/"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|[\w$]+|[^\s\w]/g)) out.push(found[0]);
    if (directive) out.push('directive>');
  }
  return out;
}

const html = (text: string): string =>
  text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;').replace(/"/g, '&quot;');
const codes = (mends: Mend[]): string[] => mends.map((mend) => mend.code);

describe.each(programs)('$name', ({ text }) => {
  const want = tokens(text);

  it('comes back untouched as it is', () => {
    const mended = mendC(text);
    expect(mended.mends).toEqual([]);
    expect(mended.text).toBe(text);
    expect(mended.restored).toBe(false);
  });

  it('has the same tokens after it was collapsed to one line', () => {
    const mended = mendC(text.replace(/\n/g, ' '));
    expect(tokens(mended.text)).toEqual(want);
    expect(mended.restored).toBe(true);
    expect(mended.originalLine(5)).toBe(1);
  });

  it('has the same tokens after its indentation was lost with its lines', () => {
    expect(tokens(mendC(text.replace(/\s*\n\s*/g, ' ')).text)).toEqual(want);
  });

  it.each<[string, Mend['code'], (text: string) => string]>([
    ['words around it', 'chat', (t) => `大家好，帮我看看这段代码\n${t}\n谢谢大佬！`],
    [
      'English words around it',
      'chat',
      (t) => `Hi all, what does the following code do?\n\n${t}\nthanks in advance :)`,
    ],
    ['words stuck to it', 'chat', (t) => `请问这个什么意思${t.trimStart()}`],
    ['a question stuck to it', 'chat', (t) => `can you explain this code: ${t.trimStart()}`],
    ['a fence', 'fence', (t) => `explain pls\n\`\`\`c\n${t.trimEnd()}\n\`\`\`\nthx`],
    ['a fence that never closes', 'fence', (t) => `\`\`\`cpp\n${t}`],
    ['a fence with attributes', 'fence', (t) => `\`\`\`cpp title="main.cpp"\n${t.trimEnd()}\n\`\`\``],
    ['a fence behind spoiler bars', 'fence', (t) => `||\`\`\`c\n${t.trimEnd()}\n\`\`\`||`],
    ['backticks around it', 'fence', (t) => `\`${t.trim().replaceAll('`', '')}\``],
    ["the page's name of the language and its button", 'chat', (t) => `c\n复制代码\n${t}`],
    ['a fence of tildes', 'fence', (t) => `~~~\n${t.trimEnd()}\n~~~`],
    ['entities', 'entities', html],
    [
      'numbers without a sign behind them',
      'line-numbers',
      (t) =>
        t
          .trimEnd()
          .split('\n')
          .map((l, i) => `${String(i + 1).padStart(4)}  ${l}`)
          .join('\n'),
    ],
    ['entities escaped twice', 'entities', (t) => html(html(t))],
    ['<br> for line breaks', 'entities', (t) => html(t).split('\n').join('<br>')],
    [
      'line numbers with a colon',
      'line-numbers',
      (t) =>
        t
          .trimEnd()
          .split('\n')
          .map((l, i) => `${i + 1}: ${l}`)
          .join('\n'),
    ],
    [
      'padded line numbers',
      'line-numbers',
      (t) =>
        t
          .trimEnd()
          .split('\n')
          .map((l, i) => `${String(i + 1).padStart(3, '0')}| ${l}`)
          .join('\n'),
    ],
    [
      'quote marks',
      'quote-marks',
      (t) =>
        t
          .trimEnd()
          .split('\n')
          .map((l) => `> ${l}`)
          .join('\n'),
    ],
    [
      'the marks of a diff',
      'diff-marks',
      (t) =>
        t
          .trimEnd()
          .split('\n')
          .map((l) => `+${l}`)
          .join('\n'),
    ],
    ['non-breaking spaces', 'nbsp', (t) => t.replace(/ /g, '\u00a0')],
    ['zero-width spaces', 'invisible', (t) => t.replace(/;/g, ';\u200b')],
    ['carriage returns', 'line-endings', (t) => t.replace(/\n/g, '\r\n')],
    ['the quotes of JSON', 'escapes', (t) => JSON.stringify(t)],
    ['an extra closing brace', 'braces', (t) => `${t.trimEnd()}\n}\n`],
  ])('survives %s', (_, code, mangle) => {
    const mended = mendC(mangle(text));
    expect(codes(mended.mends)).toContain(code);
    expect(tokens(mended.text)).toEqual(want);
  });
});

describe('where a comment or directive ended on a collapsed line', () => {
  const main = 'int main(void) { init(); while (1) { run(); } }';
  it.each([
    ['// LED on PB5 #define LED 5', '#define LED 5'],
    ['#endif // USE_FULL_ASSERT /** brief */', '/** brief */'],
    ['#define N 10 // 次数 static int x = N;', 'static int x = N;'],
    ['#define ON() do { a(); b(); } while (0) static int x;', 'static int x;'],
    ['#if defined(A) && (B > 2) static int x; #endif', 'static int x;'],
    ['#include <stdint.h> // types typedef uint8_t u8;', 'typedef uint8_t u8;'],
    ['static int a; // see http://a.b/c?d=e static int b;', 'static int b;'],
    ['static int a; // unsigned, never negative static int b;', 'static int b;'],
    ['#define EMPTY_GUARD static int b;', 'static int b;'],
    ['#define uint unsigned int uint x;', 'uint x;'],
    ['#pragma pack(1) struct s { char c; };', 'struct s {'],
  ])('%s', (start, line) => {
    const mended = mendC(`${start} ${main}`);
    expect(mended.text.split('\n').map((text) => text.trim())).toContain(line);
    expect(tokens(mended.text).join(' ')).toContain(tokens(main).join(' '));
  });

  it('keeps a call that follows the words of a comment', () => {
    const mended = mendC(
      'void f(void) { // turn on LED GPIO_SetBits(GPIOA, 5); // 500ms delay(500); // wait while (n--); }',
    );
    expect(mended.text).toBe(
      [
        'void f(void) { // turn on LED',
        '  GPIO_SetBits(GPIOA, 5); // 500ms',
        '  delay(500); // wait',
        '  while (n--);',
        '}',
      ].join('\n'),
    );
  });

  it('leaves a line that was commented out a comment', () => {
    const mended = mendC('void f(void) { a = 1; // b = 2; c = 3; d = 4; }');
    expect(tokens(mended.text)).toEqual(tokens('void f(void) { a = 1; c = 3; d = 4; }'));
  });

  it('mends the line of a function on one line, and only that', () => {
    const mended = mendC(
      '#include <a.h>\n\nvoid f(void) { // first x = 1; // second y = 2; }\nint g(void)\n{\n    return 1;\n}\n',
    );
    expect(tokens(mended.text)).toEqual(
      tokens('#include <a.h>\nvoid f(void) { x = 1; y = 2; } int g(void) { return 1; }'),
    );
    expect(mended.text).toContain('\nint g(void)\n{\n    return 1;\n}');
    const line = mended.text.split('\n').indexOf('int g(void)') + 1;
    expect(mended.originalLine(line)).toBe(4);
  });
});

describe('characters that look like others', () => {
  it('are replaced in code and left alone in comments and strings', () => {
    const mended = mendC('void f（void）｛\n　　g（“你好，世界”，１）；　// 打印，换行；\n｝\n');
    expect(mended.text).toBe(
      'void f(void){\n  g("你好，世界",1);　// 打印，换行；\n}\n'
        .replace(';　', ';　')
        .replace('\n  g', '\n  g')
        .replace(';　//', '; //'),
    );
    expect(codes(mended.mends).sort()).toEqual(['full-width', 'smart-quotes']);
  });

  it('do not matter in comments and strings alone', () => {
    const text = 'int x; // “引号”，以及　空格\nchar *s = "（全角）；";\n';
    expect(mendC(text).text).toBe(text);
  });
});

describe('what is missing or too much', () => {
  it('adds the brace that the next function shows to be missing', () => {
    const mended = mendC('void a(void)\n{\n    x = 1;\n\nvoid b(void)\n{\n    y = 2;\n}\n');
    expect(tokens(mended.text)).toEqual(tokens('void a(void) { x = 1; } void b(void) { y = 2; }'));
    expect(mended.mends).toEqual([{ code: 'braces', line: 5, count: 1, detail: '+' }]);
  });

  it('adds a semicolon where only that can be meant', () => {
    const mended = mendC('void a(void)\n{\n    x = 1\n    y = 2;\n    led_on(3)\n}\n');
    expect(mended.text).toBe('void a(void)\n{\n    x = 1;\n    y = 2;\n    led_on(3);\n}\n');
    expect(mended.mends).toEqual([{ code: 'semicolon', line: 3, count: 2 }]);
  });

  it('adds one behind an assignment to a macro', () => {
    const mended = mendC('#define LCD_DDR DDRD\nvoid a(void)\n{\n    LCD_DDR = 0xFC\n    _delay_ms(40);\n}\n');
    expect(mended.text).toContain('LCD_DDR = 0xFC;\n');
  });

  it('takes back the backslashes of Markdown', () => {
    const mended = mendC('#define LED\\_PIN 13\nvoid a(void)\n{\n    \\*p = LED\\_PIN; // \\*\n}\n');
    expect(mended.text).toBe('#define LED_PIN 13\nvoid a(void)\n{\n    *p = LED_PIN; // *\n}\n');
    expect(codes(mended.mends)).toEqual(['escapes']);
  });

  it('does not add one behind a macro that brings its own', () => {
    const text = '#define LED_ON() P1 = 0;\nvoid a(void)\n{\n    LED_ON()\n    x = 1;\n}\n';
    expect(mendC(text).text).toBe(text);
  });

  it('closes a comment that never ends', () => {
    const mended = mendC('int x;\n/* the rest\nis lost\n');
    expect(codes(mended.mends)).toEqual(['unclosed']);
    expect(tokens(mended.text)).toEqual(['int', 'x', ';']);
  });

  it('sets a statement aside that breaks off, and closes what is open', () => {
    const mended = mendC('void a(void)\n{\n    x = 1;\n    GPIO_SetBits(GPIOA,');
    expect(tokens(mended.text)).toEqual(tokens('void a(void) { x = 1; }'));
    expect(codes(mended.mends)).toEqual(['cut', 'braces']);
  });

  it('gives the torn end of a comment its slashes back', () => {
    const mended = mendC(
      'int x; // this is a rather long comment about what the variable is for and\nwhy it has to be here\nint y;\n',
    );
    expect(tokens(mended.text)).toEqual(tokens('int x; int y;'));
    expect(codes(mended.mends)).toEqual(['wrapped']);
  });
});

describe('odd but valid code stays as it is', () => {
  it.each([
    ['several statements on a line', 'int a;int b;void f(void){a=1;b=2;if(a){b=3;}else{b=4;}}\n'],
    [
      'macros without a value and with half a block',
      '#define BEGIN {\n#define END }\n#define NOTHING\nvoid f(void) BEGIN END\n',
    ],
    ['a directive in a comment', 'int x; // use #define LED 5 here; or not { }\nint y;\nint z;\nint w;\n'],
    ['what looks like a trigraph and a digraph', "char *q = \"??/ ??)\"; int a<:3:>;\nchar c = '\\'';\n"],
    ['switched-off code', 'void f(void)\n{\n    // while (1) { a(); b(); c(); }\n    d();\n}\n'],
    [
      'a label and a conditional over lines',
      'int f(int a)\n{\n    int r = a ? 1\n          : 2;\nout:\n    return r;\n}\n',
    ],
    ['a page in strings', 'void h(void)\n{\n    c.println("<p>a &lt; b&nbsp;</p><br>");\n}\n'],
    ['comparison and shift with ampersands', 'int f(int lt)\n{\n    return 1&lt<<2;\n}\n'],
    ['a table of numbers on lines', 'int t[] = {\n1,\n2,\n3,\n4,\n5\n};\n'],
  ])('%s', (_, text) => {
    expect(mendC(text)).toMatchObject({ text, mends: [], restored: false });
  });
});

describe('hostile text', () => {
  it.each([
    ['ten million characters of slashes', '//'.repeat(5_000_000)],
    ['ten million parentheses', '('.repeat(10_000_000)],
    ['braces only', '{'.repeat(200_000)],
    ['open calls in a comment', `int x; // ${'a( '.repeat(60_000)}`],
    ['definitions that never end', '#define A( '.repeat(20_000)],
    ['words', 'hello '.repeat(50_000)],
    ['entities', '&amp;'.repeat(60_000)],
    ['conditions without an end', `x; // ${'if (a) '.repeat(40_000)}`],
  ])('%s', (_, text) => {
    const mended = mendC(text);
    expect(mended.text.length).toBeGreaterThanOrEqual(0);
    expect(mended.originalLine(1)).toBe(1);
  });
});

describe('what a person reads of it', () => {
  const all: Mend[] = (
    [
      'line-breaks',
      'escapes',
      'line-endings',
      'entities',
      'fence',
      'smart-quotes',
      'full-width',
      'nbsp',
      'invisible',
      'line-numbers',
      'quote-marks',
      'diff-marks',
      'wrapped',
      'braces',
      'semicolon',
      'unclosed',
      'cut',
      'chat',
    ] as const
  ).map((code) => ({ code, line: 1, count: 12 }));

  it('names every mend in both languages', () => {
    for (const mend of all) {
      expect(sayMend(mend, 'zh')).toMatch(/[\u4e00-\u9fff]/);
      expect(sayMend(mend, 'en')).toMatch(/^[\x20-\x7e]+$/);
    }
    expect(sayMend(all[0]!, 'zh')).toBe('还原了 12 处丢失的换行');
    expect(sayMend({ ...all[0]!, count: 1 }, 'en')).toBe('put back 1 lost line break');
  });
});
