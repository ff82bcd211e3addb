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

/** Each line changed; what ends the last line is taken off, as a selection with a mouse does. */
const eachLine = (text: string, change: (line: string, index: number) => string): string =>
  text.trimEnd().split('\n').map(change).join('\n');
/** The text with a line of something else behind the first function or block that is whole. */
const between = (text: string, words: string): string => text.replace(/\n\}\n(?=[\s\S]*\n\}\n)/, `\n}\n${words}\n`);
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
    ['the chip and its clock below it', 'chat', (t) => `${t.trimEnd()}\nSTC89C52 11.0592M`],
    ['the compiler and its version below it', 'chat', (t) => `${t.trimEnd()}\navr-gcc 12`],
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
    ['what grep -n puts in front', 'line-numbers', (t) => eachLine(t, (l, i) => `main.c:${i + 1}:${l}`)],
    [
      'what git blame puts in front',
      'line-numbers',
      (t) => eachLine(t, (l, i) => `4f2a91c3 (Li Lei 2023-05-01 10:20:11 +0800 ${String(i + 1).padStart(3)}) ${l}`),
    ],
    ['numbers as comments', 'line-numbers', (t) => eachLine(t, (l, i) => `/* ${String(i + 1).padStart(3)} */ ${l}`)],
    ['bullets', 'bars', (t) => eachLine(t, (l) => `• ${l}`)],
    ['bars of a chat program', 'bars', (t) => eachLine(t, (l) => `| ${l}`)],
    ['a column of a table', 'bars', (t) => eachLine(t, (l) => `| ${l} |`)],
    [
      'the colours of a terminal',
      'colours',
      (t) => t.replace(/\bint\b/g, '\x1b[32mint\x1b[0m').replace(/^/, '\x1b[0m'),
    ],
    ['BBCode', 'fence', (t) => `[code=c]${t}[/code]`],
    ['a wiki', 'fence', (t) => `<syntaxhighlight lang="c">\n${t}</syntaxhighlight>`],
    ['Jira', 'fence', (t) => `{code:c}\n${t}{code}`],
    ['three quotes for a fence', 'fence', (t) => `'''c\n${t}'''`],
    ['line separators of Unicode', 'line-endings', (t) => t.trimEnd().replace(/\n/g, '\u2028')],
    ["a chat program's quotation", 'chat', (t) => `「小明：${t.trimEnd()}」\n- - - - - - - - -\n这段什么意思`],
  ])('survives %s', (_, code, mangle) => {
    const mended = mendC(mangle(text));
    expect(codes(mended.mends)).toContain(code);
    expect(tokens(mended.text)).toEqual(want);
  });
});

describe('signs that editors and keyboards put for others', () => {
  it.each([
    ['an arrow', 'void f(void) { GPIOA→ODR = 1; }', 'void f(void) { GPIOA->ODR = 1; }'],
    [
      'relations',
      'int f(int a) { return a ≥ 2 && a ≠ 7 && a ≤ 9; }',
      'int f(int a) { return a >= 2 && a != 7 && a <= 9; }',
    ],
    ['the dash that Word makes of two', 'void f(int n) { while (n—); }', 'void f(int n) { while (n--); }'],
    ['the hyphens of a PDF', 'int a = b \u2010 1; int *p = q\u2010>r;', 'int a = b - 1; int *p = q->r;'],
    ['ligatures of a PDF', '#deﬁne A 1\nint ﬂag = A;', '#define A 1\nint flag = A;'],
    ['the Greek question mark', 'int a\u037e int b\u037e', 'int a; int b;'],
    ['a Cyrillic letter in a name', 'int tаsk; int f(void) { return tаsk; }', 'int task; int f(void) { return task; }'],
    [
      'capitals of a telephone',
      'Int x;\nVoid loop() {\n  If (x) {\n    x = 1;\n  }\n}',
      'int x;\nvoid loop() {\n  if (x) {\n    x = 1;\n  }\n}',
    ],
    ["a mail's codes", 'int a =3D 1;\nint b =3D =\n2;', 'int a = 1;\nint b = 2;'],
    ['Markdown before a sign', 'int f(int i) { return i \\< 2; }', 'int f(int i) { return i < 2; }'],
  ])('%s', (_, paste, code) => {
    const mended = mendC(paste);
    expect(mended.mends.length).toBeGreaterThan(0);
    expect(mended.text).toBe(code);
  });

  it('an arrow between words of a chat stays', () => {
    const text = '// PA0 → LED1, 温度 ≥ 30\nint x; /* a → b */\nconst char *s = "→";\n';
    expect(mendC(text).text).toBe(text);
  });
});

describe('what stands between the pieces of a program', () => {
  const program = 'int n = 3;\nstatic void wait(void)\n{\n  n--;\n}\n\nint main(void)\n{\n  wait();\n  return n;\n}\n';
  it.each([
    ['words in Chinese', 'chat', '然后主函数是这样的：'],
    ['words in English', 'chat', 'and here is the rest of it:'],
    ['the name of a file', 'chat', 'main.c:'],
    ['the name of a file as a heading', 'chat', '## main.c'],
    ['the name of a file in a line', 'chat', '---------- main.c ----------'],
    ['the number of a page', 'chat', '第 12 页 共 30 页'],
    ['dots', 'elision', '...'],
    ['dots below one another', 'elision', '.\n.\n.'],
    ['that something is left out', 'elision', '（此处省略若干代码）'],
  ])('%s', (_, code, words) => {
    const mended = mendC(between(program, words));
    expect(codes(mended.mends)).toEqual([code]);
    expect(tokens(mended.text)).toEqual(tokens(program));
  });

  // A long program is sent in several messages; each begins with a line of its own, wherever the limit falls.
  it.each([
    'bob — Today at 10:24 AM',
    '[10:24 AM] bob: second half',
    '张三(12345678)  10:24:31',
    '李工 昨天 22:13',
    '小王：',
  ])("the head of somebody's next message between any two lines: %s", (head) => {
    const lines = 'const int pins[] = {\n  1,\n  2\n};\n'.concat(program).trimEnd().split('\n');
    for (let at = 1; at < lines.length; at += 1) {
      const mended = mendC([...lines.slice(0, at), '', head, ...lines.slice(at)].join('\n'));
      expect(tokens(mended.text), `before line ${at + 1}`).toEqual(tokens(lines.join('\n')));
      expect(codes(mended.mends)).toEqual(['chat']);
    }
  });

  it.each([
    ['dots above it', (t: string) => `...\n${t}`, 'elision'],
    ['dots below it', (t: string) => `${t}……`, 'elision'],
    ['a rule below it', (t: string) => `${t}---`, 'chat'],
    ['a backtick that nothing opens', (t: string) => `${t.trimEnd()}\``, 'fence'],
  ])('%s', (_, change, code) => {
    const mended = mendC(change(program));
    expect(codes(mended.mends)).toEqual([code]);
    expect(tokens(mended.text)).toEqual(tokens(program));
  });

  it('dots in the place of a statement, and those of variable arguments', () => {
    const mended = mendC('void say(const char *text,\n         ...);\nint main(void)\n{\n  ......\n  return 3;\n}\n');
    expect(codes(mended.mends)).toEqual(['elision']);
    expect(tokens(mended.text)).toEqual(tokens('void say(const char *text, ...); int main(void) { return 3; }'));
  });
});

it('a numbered program whose line breaks were lost gets them back from its numbers', () => {
  const lines = ['#include <a.h>', '', 'int n; // 次数 7', 'int main(void)', '{', '  n = 7 * 2;', '  return n;', '}'];
  const mended = mendC(lines.map((line, i) => `${i + 1} ${line.trim()}`).join(' '));
  expect(tokens(mended.text)).toEqual(tokens(lines.join('\n')));
  expect(codes(mended.mends)).toEqual(['line-numbers']);
});

it('lines that were cut at a width, in the middle of words, are whole again', () => {
  const program = programs.find(({ name }) => name === 'spl-blink-en.c')!.text;
  const cut = program
    .split('\n')
    .flatMap((line) => line.match(/.{1,60}/g) ?? [''])
    .join('\n');
  expect(tokens(mendC(cut).text)).toEqual(tokens(program));
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

describe('lines that were cut at the width of a terminal', () => {
  const column = 80;
  const cut = (text: string): string => text.replace(/^(.{80}).+$/gm, '$1');
  const PROGRAM = `void setup(void)
{
    gpio_init_pin(GPIOB, GPIO_MODE_OUTPUT_PUSH_PULL, GPIO_SPEED_50MHZ, GPIO_PIN_0 | GPIO_PIN_1);
    gpio_set(GPIOB, GPIO_PIN_0);                              /* the first lamp is on from the start */
    if (gpio_read(GPIOA, GPIO_PIN_3) == 0 && gpio_read(GPIOA, GPIO_PIN_4) == 0 && armed) {
        gpio_set(GPIOB, GPIO_PIN_1); /* both */
    }
}`;

  it('are ended, so that nothing below them is lost, and are listed with their column', () => {
    const mended = mendC(cut(PROGRAM));
    expect(mended.cutLines).toEqual({ lines: [3, 5], column });
    const lines = mended.text.split('\n');
    expect(lines[2]).toMatch(/\);$/);
    expect(lines[3]).toMatch(/\*\/$/);
    expect(lines[4]).toMatch(/\) \{$/);
    expect(lines).toHaveLength(8);
    expect(mended.mends.map((mend) => sayMend(mend, 'en')).join('; ')).toContain('lines 3, 5 are cut off at column 80');
  });

  it.each([
    ['a program that is whole', PROGRAM],
    ['one that a terminal wrapped', PROGRAM.replace(/(.{80})(?=.)/g, '$1\n')],
    ['a call that goes on with its bracket', `void f(void)\n${'{ a();'.padEnd(75)}write\n(led, 0); }`],
    [
      'a condition that is closed below',
      `${'static void wait(int n) { int from = ticks;'.padEnd(64)}while ((ticks - \nfrom) < n); }`,
    ],
    ['arguments below one another', `init(${'x'.repeat(73)},\n     second,\n     third);\n${'y'.repeat(78)}();`],
  ])('are not seen in %s', (_, text) => {
    expect(mendC(text).cutLines).toBeNull();
  });

  it('are known by the width they had with numbers in front of them', () => {
    const numbered = PROGRAM.split('\n').map((line, i) => `${String(i + 1).padStart(3)}  ${line}`);
    expect(mendC(cut(numbered.join('\n'))).cutLines).toEqual({ lines: [3, 5], column });
  });

  it('that a mail program broke behind the name of a type keep the blank that was there', () => {
    const line = `  while (1) { OUTTGL = 1 << 17; ${'a'.repeat(14)}(); for (volatile uint32_t`;
    expect(line).toHaveLength(72);
    const mended = mendC(`int main(void) {\n${line}\ni = 0; i < 200; i++); }\n}`);
    expect(mended.text).toContain('volatile uint32_t i = 0');
  });

  it('are joined where the rest of a single one stands below it', () => {
    const short = PROGRAM.split('\n').toSpliced(3, 4).join('\n');
    const mended = mendC(short.replace(/^(.{80})(?=.)/m, '$1\n'));
    expect(mended.text.replace(/\n+/g, '\n')).toBe(short);
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
      'cut-lines',
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
