import { describe, expect, it } from 'vitest';
import { type PlainOptions, runPlain } from '../../src/c/plain.ts';

const run = (source: string, options: Partial<PlainOptions> = {}) =>
  runPlain(source, { fuel: 100_000_000, limitMs: 10_000, ...options });
/** What a program prints that runs without a word of complaint. */
function printed(source: string, options: Partial<PlainOptions> = {}): string {
  const { exit, stdout, error } = run(source, options);
  expect([exit, error]).toEqual([0, null]);
  return stdout;
}
const main = (body: string, before = ''): string =>
  `#include <stdio.h>\n#include <stdlib.h>\n#include <string.h>\n#include <setjmp.h>\n${before}\nint main(void) {\n${body}\nreturn 0; }\n`;

describe('setjmp', () => {
  it('comes back with the value of longjmp, through several calls', () => {
    const deep =
      'jmp_buf env; void dive(int n) { char pad[64]; pad[0] = n; if (n == 0) longjmp(env, 5); dive(n - 1); }';
    expect(
      printed(main('int r = setjmp(env); printf("%d\\n", r); if (r == 0) { dive(9); puts("never"); }', deep)),
    ).toBe('0\n5\n');
  });

  it('stands in conditions, switches and loops; longjmp of 0 brings 1', () => {
    const body = `
      for (int i = 0; i < 2; i++) { if (!setjmp(e)) longjmp(e, 0); else printf("i%d ", i); }
      switch (setjmp(e)) { case 0: longjmp(e, 2); case 2: puts("two"); break; default: puts("?"); }`;
    expect(printed(main(body, 'jmp_buf e;'))).toBe('i0 i1 two\n');
  });

  it('of a call that has returned is an error with its words', () => {
    const source = main('set(); longjmp(e, 1);', 'jmp_buf e; void set(void) { setjmp(e); }');
    expect(run(source)).toMatchObject({ exit: 134, error: { text: expect.stringContaining('longjmp leads to') } });
  });
});

describe('goto', () => {
  it('leads to computed labels', () => {
    const body = `static void *ops[] = { &&add, &&twice, &&end }; int x = 1; const char *p = "0102"; goto *ops[*p++ - '0'];
      add: x += 3; goto *ops[*p++ - '0']; twice: x *= 2; goto *ops[*p++ - '0']; end: printf("%d\\n", x);`;
    expect(printed(main(body))).toBe('11\n');
  });

  it('stays within a statement expression, also in a branch that is never taken', () => {
    const body = `int n = ({ int k = 0; again: if (++k < 5) goto again; k; });
      n += 1 ? 10 : ({ int k = 3; back: if (k--) goto back; k; }); printf("%d\\n", n);`;
    expect(printed(main(body))).toBe('15\n');
  });

  it('gives the room of variable-length arrays back', () => {
    const body = `int n = 0; lab:; int x[n % 1000 + 1]; x[n % 1000] = n; if (++n < 100000) goto lab;
      for (int i = 0; i < 100000; i++) { int y[i % 1000 + 1]; y[0] = i; if (y[0] & 1) continue; n += y[0] & 1; }
      printf("%d\\n", n);`;
    expect(printed(main(body))).toBe('100000\n');
  });
});

describe('what would run with other numbers than it should says so', () => {
  it.each([
    ['complex numbers', 'int main(void) { double _Complex z = 1.0; return z != 0; }', 'complex numbers'],
    [
      'vectors',
      'typedef float v4 __attribute__((vector_size(16)));\nint main(void) { return 0; }',
      'vectors of numbers',
    ],
    ['__int128', '__int128 wide;\nint main(void) { return 0; }', 'integers of 128 bits'],
  ])('%s are refused', (_, source, what) => {
    expect(run(source)).toMatchObject({ exit: 1, stdout: '', error: { text: `${what} are not supported` } });
  });

  it('a function without a body, and what is left out at the end of a scope', () => {
    const text = 'int blink(int); int main(void) { return blink(3) + 4; }';
    expect(run(text)).toMatchObject({ exit: 4, error: { text: expect.stringMatching(/^blink has no body here/) } });
    expect(run('int main(void) { return x + 3; }')).toMatchObject({
      exit: 3,
      error: { line: 1, text: expect.stringMatching(/^x is declared nowhere; taken for/) },
    });
    const cleaned = main('int __attribute__((cleanup(give))) n = 1;', 'void give(int *n) { puts("given"); }');
    expect(run(cleaned)).toMatchObject({ error: { text: expect.stringMatching(/^what give does when/) } });
  });

  it('but seed48 and its kin are here, as POSIX has them', () => {
    const body = `unsigned short s[3] = {1, 0, 0}; seed48(s); long a = lrand48(); double b = drand48();
      long c = nrand48(s), d = jrand48(s); printf("%ld %f %ld %ld\\n", a, b, c, d);`;
    expect(printed(main(body))).toBe('192374 0.731953 192374 -1151252339\n');
  });
});

describe('what surrounds a program', () => {
  it('argc and argv', () => {
    const source =
      '#include <stdio.h>\nint main(int argc, char **argv) { printf("%d %s %d\\n", argc, argv[0], !argv[1]); return 0; }';
    expect(printed(source, { programName: 'blink.c' })).toBe('1 blink.c 1\n');
  });

  it('files beside it', () => {
    const files = { 'led.h': '#pragma once\n#include "pin.h"\n#define LED (PIN + 1)\n', 'pin.h': '#define PIN 4\n' };
    expect(
      printed(
        '#include "led.h"\n#if __has_include("pin.h")\nint printf(const char *, ...);\nint main(void) { printf("%d\\n", LED); return 0; }\n#endif',
        { files },
      ),
    ).toBe('5\n');
  });

  it('constructors, destructors and atexit, in order', () => {
    const before = `void last(void) { puts("last"); }
      __attribute__((constructor)) static void first(void) { puts("first"); }
      static void __attribute__((destructor)) after(void) { puts("after"); }`;
    expect(printed(main('atexit(last); puts("main");', before))).toBe('first\nmain\nlast\nafter\n');
  });

  it('aliases and weak names', () => {
    const before = `void Default(void) { puts("default"); } void Reset(void) __attribute__((weak, alias("Default")));
      extern void nowhere(void) __attribute__((weak));`;
    expect(printed(main('Reset(); puts(nowhere ? "there" : "not there");', before))).toBe('default\nnot there\n');
  });

  it("glibc's rand", () => {
    expect(printed(main('printf("%d ", rand()); srand(42); printf("%d\\n", rand());'))).toBe('1804289383 71876166\n');
  });
});

describe('files', () => {
  it('are written, read, sought and appended to', () => {
    const body = `FILE *f = fopen("a.txt", "w"); fprintf(f, "%d apples\\nand %s\\n", 12, "pears"); fclose(f);
      f = fopen("a.txt", "a"); fputs("end", f); fclose(f);
      int n; char word[20], line[40];
      f = fopen("a.txt", "r"); n = 0; fscanf(f, "%d %19s", &n, word); printf("%d %s|", n, word);
      fgets(line, sizeof line, f); fgets(line, sizeof line, f); printf("%s|", line);
      fseek(f, -3, SEEK_END); printf("%ld %c%c%c %d", ftell(f), fgetc(f), fgetc(f), fgetc(f), fgetc(f) == EOF && feof(f)); fclose(f);
      remove("a.txt"); printf(" %d\\n", fopen("a.txt", "r") == NULL);`;
    expect(printed(main(body))).toMatch(/^12 apples\|and pears\n\|20 (?:end|dne) [01] 1\n$/);
  });

  it('scanf reads numbers in every base, sets and widths', () => {
    const body = `int a, b, c, n; unsigned x; char s[8], t[8]; double d; float f;
      int k = sscanf("12 -0x1f 017 ff 3.5e2 .25 key=val;", "%d %i %o %x %lf %f %3[a-z]=%[^;]%n", &a, &b, &c, &x, &d, &f, s, t, &n);
      printf("%d: %d %d %d %u %g %g %s %s %d\\n", k, a, b, c, x, d, f, s, t, n);`;
    expect(printed(main(body))).toBe('8: 12 -31 15 255 350 0.25 key val 33\n');
  });

  it('without an input stdin ends at once', () => {
    expect(printed(main('int x = 7; printf("%d %d %d\\n", scanf("%d", &x), x, getchar());'))).toBe('-1 7 -1\n');
  });
});

describe("gcc's extensions", () => {
  it('asm without instructions copies its operands, one with instructions gives its outputs a value', () => {
    const body = `int a, b = 5; unsigned primask; asm volatile ("" : "=r" (a) : "0" (b + 1));
      __asm volatile ("MRS %0, primask" : "=r" (primask)); asm volatile ("" : "+r" (b) : : "memory");
      printf("%d %d %u\\n", a, b, primask);`;
    expect(printed(main(body))).toBe('6 5 0\n');
  });

  it('atomics and overflow', () => {
    const body = `_Atomic int n = 1; int old = atomic_fetch_add(&n, 4); int e = 5; int done = atomic_compare_exchange_strong(&n, &e, 9);
      long r; int big = __builtin_mul_overflow(3037000500L, 3037000500L, &r); int small = __builtin_add_overflow(1L, 2L, &r);
      printf("%d %d %d %d %d %ld %d\\n", old, done, (int)n, big, small, r, __sync_add_and_fetch(&n, 1));`;
    expect(printed(main(body, '#include <stdatomic.h>'))).toMatch(/^1 1 \d+ 1 0 3 10\n$/);
  });

  it('builtins under their second names', () => {
    const body = `char s[8]; __builtin_strcpy(s, "abc"); printf("%zu %d %d %d\\n", __builtin_strlen(s),
      __builtin_isunordered(1.0, __builtin_nan("")), __builtin_ffsll(1LL << 40), __builtin_clrsb(-1));`;
    expect(printed(main(body))).toBe('3 1 41 31\n');
  });
});

describe('old and odd C', () => {
  it('K&R definitions with const, pointers to functions and names without a type', () => {
    const before = `int count(s, c) const char *s; char c; { int n = 0; while (*s) n += *s++ == c; return n; }
      apply(f, x) int (*f)(int); { return f(x); }
      static int half(int x) { return x / 2; }`;
    expect(printed(main('printf("%d %d\\n", count("banana", \'a\'), apply(half, 9));', before))).toBe('3 4\n');
  });

  it('a designator that sets an earlier element to zero again', () => {
    expect(printed(main('int a[4] = { [0 ... 3] = 7, [2] = 0 }; printf("%d%d%d%d\\n", a[0], a[1], a[2], a[3]);'))).toBe(
      '7707\n',
    );
  });

  it('a flexible array with an initialiser', () => {
    const before = 'struct T { int n; char text[]; } t = { 3, "abc" }; int behind = 5;';
    expect(printed(main('printf("%d %s %d %zu\\n", t.n, t.text, behind, sizeof t);', before))).toBe('3 abc 5 4\n');
  });

  it('a value with calls comes before the place it is added to', () => {
    const before = 'int x = 2; int change(void) { x |= 128; return 1; }';
    expect(printed(main('x |= change(); printf("%d\\n", x);', before))).toBe('131\n');
  });

  it('floating constants beyond an integer become its end', () => {
    expect(printed(main('printf("%d %d %u\\n", (int)2147483648.0f, (int)-1e30, (unsigned char)300.5);'))).toBe(
      '2147483647 -2147483648 255\n',
    );
  });

  it('words of other compilers and of C++ are names', () => {
    const body =
      'int small = 1, large = 2, final = 3, compact = 4, using = 5, code = 6, data = 7, reentrant = 8, interrupt = 9;';
    expect(
      printed(
        main(`${body} printf("%d\\n", small + large + final + compact + using + code + data + reentrant + interrupt);`),
      ),
    ).toBe('45\n');
  });

  it('names of an enum in a condition end with the statement', () => {
    expect(
      printed(main('{ if (sizeof(enum { in = 1 })) printf("%d", in); printf("%d\\n", in); }', 'enum { in = 0 };')),
    ).toBe('10\n');
  });
});

describe('without a chip', () => {
  const source = `#include <stdio.h>
#define ODR (*(volatile unsigned *)0x40010c0c)
#define WIDE (*(volatile double *)0x40010c10)
static unsigned n; static unsigned next(void) { return ++n; }
static void set(volatile unsigned *port, int pin) { *port |= 1u << pin; }
int main(void) {
  ODR = next(); ODR |= next(); WIDE = 2.5; set(&ODR, 3);
  unsigned turns = 0; for (int i = 0; i < 3; i++) for (unsigned j = 0; j < 1000; j++) ; turns += n;
  printf("%u %u %g %u\\n", n, ODR, WIDE, turns); return 0; }`;

  it('what is at fixed addresses reads as 0, and what is written there is computed', () => {
    expect(printed(source)).toBe('2 0 0 2\n');
  });

  it('every access and turn is one without shortcuts, and comes out the same', () => {
    expect(run(source, { shortcuts: false })).toEqual(run(source));
  });

  it('a null pointer is one all the same', () => {
    const text = main('*(volatile int *)0 = 1;');
    expect(run(text)).toMatchObject({ exit: 134, error: { text: expect.stringContaining('null pointer') } });
    expect(run(text)).toEqual(run(text, { shortcuts: false }));
  });
});
