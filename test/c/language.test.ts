import { describe, expect, test } from 'vitest';
import { evaluate, mainOf, printed } from './bench-host.ts';

describe('statements', () => {
  test('switch falls through, ranges and default work', () => {
    const f =
      'int f(int x) { int n = 0; switch (x) { case 1: n++; case 2: n += 10; break; case 5 ... 9: return 5; default: n = -1; } return n; }';
    expect([1, 2, 3, 7].map((x) => evaluate(`f(${x})`, f))).toEqual([11, 10, -1, 5]);
  });

  test('case labels inside a loop (Duff)', () => {
    const f = `int f(int c) { int n = (c + 3) / 4, r = 0;
      switch (c % 4) { case 0: do { r++; case 3: r += 10; case 2: r += 100; case 1: r += 1000; } while (--n > 0); } return r; }`;
    expect([1, 5, 8].map((c) => evaluate(`f(${c})`, f))).toEqual([1000, 2111, 2222]);
  });

  test('goto forwards, backwards and out of nested loops', () => {
    const f = `int f(int n) { int i = 0;
      again: if (i < n) { i++; if (i == 3) goto skip; goto again; skip: i += 10; goto again; }
      for (;;) { for (;;) { goto out; } } out: return i; }`;
    expect(evaluate('f(5)', f)).toBe(13);
  });

  test('a long chain of else-if is no nesting', () => {
    const chain = Array.from({ length: 2000 }, (_, i) => `if (x == ${i}) return ${i};`).join(' else ');
    expect(evaluate('f(1777)', `int f(int x) { ${chain} return -1; }`)).toBe(1777);
  });
});

describe('objects', () => {
  test('structs are passed, returned and assigned by value', () => {
    const text = `struct P { int x, y; }; struct P swap(struct P p) { int t = p.x; p.x = p.y; p.y = t; return p; }
      int main(void) { struct P a = { 3, 4 }, b = swap(a); a = swap(b); return a.x * 1000 + a.y * 100 + b.x * 10 + b.y; }`;
    expect(mainOf(text)).toBe(3443);
  });

  test('a const variable is as good as a number for the length of an array, in C too', () => {
    // Without it the array had no room: what came behind it was written over its elements.
    const text = `const int rows = 2, cols = rows * 2; int grid[rows][cols] = { { 1, 2, 3, 4 }, { 5, 6, 7, 8 } };
      const int count = 4; const int pins[count] = { 10, 11, 12, 13 }; int after = 9;
      int main(void) { return pins[3] * 10000 + grid[1][3] * 1000 + (int)(sizeof pins / sizeof *pins) * 10 + after; }`;
    expect(mainOf(text)).toBe(138049);
  });

  test('an array at file scope whose length is a plain variable has room for what stands in its braces', () => {
    const text = 'int n = 3; int list[n] = { 4, 5, 6 }; int after = 7; int main(void) { return list[2] * 10 + after; }';
    expect(mainOf(text)).toBe(67);
  });

  test('designated, nested and elided initialisers', () => {
    const text = `struct { int a; struct { int b, c[3]; } d; } s = { .d = { .c = { [1] = 7 } , .b = 2 }, .a = 1 };
      int m[2][3] = { 1, 2, 3, 4 }; int l[] = { [5] = 3, 1, [1] = 9 };
      int main(void) { return s.a * 1000 + s.d.b * 100 + s.d.c[1] * 10 + m[1][0] + (int)(sizeof l / sizeof *l) * 10000 + l[6] * 100000; }`;
    expect(mainOf(text)).toBe(171274);
  });

  test('unions share their bytes', () => {
    expect(
      evaluate(
        'u.u == 0x3fc00000 && u.b[3] == 0x3f',
        'union { float f; unsigned u; unsigned char b[4]; } u = { 1.5f };',
      ),
    ).toBe(1);
  });

  test('function pointers in tables and structs', () => {
    const before = `typedef int (*op)(int, int); int add(int a, int b) { return a + b; } int sub(int a, int b) { return a - b; }
      struct { const char *name; op run; } ops[] = { { "add", add }, { "sub", sub } }; op pick(int i) { return ops[i].run; }`;
    expect(evaluate('ops[0].run(2, 3) * 10 + (*pick(1))(9, 5)', before)).toBe(54);
  });

  test('variable-length arrays, compound literals, statement expressions', () => {
    const f =
      'int f(int n) { int a[n]; for (int i = 0; i < n; i++) a[i] = i * i; return a[n - 1] + (int)sizeof a + *(int[]){ 5, 6 } + ({ int z = 3; z * 2; }); }';
    expect(evaluate('f(4)', f)).toBe(9 + 16 + 5 + 6);
  });

  test('variadic functions', () => {
    const text = `#include <stdarg.h>
      double sum(int n, ...) { va_list a; va_start(a, n); double s = 0; while (n--) s += va_arg(a, int) + va_arg(a, double); va_end(a); return s; }
      int main(void) { return (int)sum(2, 1, 2.5, 3, 4.5); }`;
    expect(mainOf(text)).toBe(11);
  });

  test('old style definitions and implicit int', () => {
    expect(mainOf('f(a, b) char b; { return a + b; }\nmain() { return f(40, 2); }')).toBe(42);
  });
});

describe('preprocessor', () => {
  test('pasting, stringizing, variadic and self-referential macros', () => {
    const text = `#include <stdio.h>
      #define CAT(a, b) a##b
      #define STR(x) #x
      #define XSTR(x) STR(x)
      #define LOG(f, ...) printf(f, ##__VA_ARGS__)
      #define foo foo + 1
      int CAT(ab, cd) = 7; int foo2 = 1;
      int main(void) { int foo = 1; LOG("hi "); LOG("%d %s %d", abcd, XSTR(CAT(x, 1)), foo); }`;
    expect(printed(text.replace('int foo = 1;', '\n#undef foo\nint foo = 2;\n'))).toBe('hi 7 x1 2');
    expect(evaluate('foo', 'int main2(void);\nenum { foo = 4 };\n#define foo foo + 1')).toBe(5);
  });

  test('conditionals with defined, arithmetic and unknown names', () => {
    const text = `#define N 5
      #if defined(N) && N * 2 > 9 && !UNKNOWN
      int r = 1;
      #elif 1
      int r = 2;
      #endif
      int main(void) { return r; }`;
    expect(mainOf(text)).toBe(1);
  });
});

describe('library', () => {
  test('printf agrees with C on widths, flags and rounding', () => {
    const text = `#include <stdio.h>
      int main(void) { printf("[%5d][%-5d][%05d][%+d][%#x][%#o][%8.3f][%08.2f][%.0f][%e][%g][%.2s][%*d][%%]", 42, 42, 42, 42, 255, 8, 3.14159, -2.5, 2.5, 12345.678, 1e-5, "abc", 4, 7); }`;
    expect(printed(text)).toBe(
      '[   42][42   ][00042][+42][0xff][010][   3.142][-0002.50][2][1.234568e+04][1e-05][ab][   7][%]',
    );
  });

  test('strings, sorting, searching, the heap', () => {
    const text = `#include <stdio.h>
      #include <stdlib.h>
      #include <string.h>
      int cmp(const void *a, const void *b) { return *(const int *)a - *(const int *)b; }
      int main(void) {
        int l[] = { 5, 2, 9, 1 }, key = 9; qsort(l, 4, sizeof *l, cmp);
        char *s = malloc(20); strcpy(s, "foo"); strcat(s, "bar"); s = realloc(s, 100);
        printf("%d%d%d%d %d %s %zu %ld", l[0], l[1], l[2], l[3], (int)((int *)bsearch(&key, l, 4, sizeof *l, cmp) - l), strchr(s, 'b'), strlen(s), strtol("0x1f", 0, 0));
        free(s);
        for (char t[] = "a,b", *k = strtok(t, ","); k; k = strtok(0, ",")) printf("<%s>", k);
      }`;
    expect(printed(text)).toBe('1259 3 bar 6 31<a><b>');
  });

  test("a name of the library that the text defines itself is the text's own", () => {
    expect(
      mainOf(
        'int abs(int x) { return 7; } static int index = 3; typedef enum { false, true } bool; int main(void) { bool b = true; return abs(-1) + index + b; }',
      ),
    ).toBe(11);
  });
});
