import { describe, expect, it } from 'vitest';
import { runPlain } from '../../src/c/plain.ts';
import { branchingIn } from '../../src/c/recursion.ts';

/** What `unpaste run` makes of a text: its exit code and the sentence it says. */
function run(
  source: string,
  files: Record<string, string> = {},
): { exit: number | null; says: string; stdout: string } {
  const { exit, error, stdout } = runPlain(source, { fuel: 2_000_000_000, limitMs: 60_000, files });
  return { exit, says: error?.text ?? '', stdout };
}

const repeat = (count: number, line: (i: number) => string): string =>
  Array.from({ length: count }, (_, i) => line(i)).join('');

describe('programs that never end are stopped with the reason', () => {
  it.each([
    ['an empty loop', 'int main(void) { while (1); }'],
    ['a counter of 32 bits', 'int main(void) { unsigned i = 0; for (;;) i++; }'],
    ['a counter of 64 bits', 'int main(void) { volatile unsigned long long i = 0; for (;;) i++; }'],
    ['calls', 'int f(int x) { return x + 1; } int main(void) { int i = 0; for (;;) i = f(i); }'],
    [
      'the library alone works',
      '#include <string.h>\nstatic char a[1 << 25]; int main(void) { for (;;) memset(a, 1, sizeof a); }',
    ],
    ['texts are formatted', '#include <stdio.h>\nchar a[9999]; int main(void) { for (;;) sprintf(a, "%9000d", 1); }'],
    ['a goto that leads back', 'int main(void) { volatile unsigned long long i = 0; again: i++; goto again; }'],
    [
      'a longjmp that leads back',
      '#include <setjmp.h>\njmp_buf b; long n; void f(void) { n++; longjmp(b, 1); } int main(void) { setjmp(b); f(); return 0; }',
    ],
    [
      'a switch in a loop',
      'int main(void) { unsigned long long s = 0; for (;;) switch (s & 1) { case 0: s++; continue; default: s += 3; break; } }',
    ],
    ['a heap that is full', '#include <stdlib.h>\nint main(void) { for (;;) malloc(1 << 20); }'],
  ])('%s', (_, source) => {
    expect(run(source)).toMatchObject({ exit: null, says: 'stopped: this loop never ends, nothing leads out of it' });
  });

  it('a loop that prints', () => {
    const { exit, says, stdout } = run('#include <stdio.h>\nint main(void) { for (;;) printf("%2000d", 1); }');
    expect([exit, says]).toEqual([null, 'stopped: the program prints more than can be shown']);
    expect(stdout.length).toBeLessThan(5 << 20);
  });

  it('but not a loop that a function called in it leaves', () => {
    const source = `#include <stdlib.h>
      unsigned n;
      void step(void) { if (++n == 400000000u) exit(7); }
      int main(void) { for (;;) step(); }`;
    expect(run(source)).toMatchObject({ exit: 7, says: '' });
  });
});

describe('calls without an end', () => {
  it.each([
    ['two calls each', 'void f(void) { f(); f(); } int main(void) { f(); return 0; }'],
    [
      'two functions',
      'int g(int n); int f(int n) { return g(n) + g(n); } int g(int n) { return f(n) + 1; } int main(void) { return f(1); }',
    ],
    [
      'with large arrays',
      'int f(int n) { char a[10000]; a[0] = n; return f(n + a[0]) + 1; } int main(void) { return f(0); }',
    ],
  ])('%s', (_, source) => {
    expect(run(source)).toMatchObject({ exit: 134, says: 'the calls nest so deeply that the stack is full' });
  });
});

describe('calls that branch', () => {
  it.each([
    ['into themselves', 'long n; void g(int d) { n++; if (d) { g(d - 1); g(d - 1); } } int main(void) { g(60); }'],
    [
      'by way of another function',
      'int b(int); int a(int n) { return n ? b(n - 1) + b(n - 1) : 0; } int b(int n) { return n ? a(n - 1) : 0; } int main(void) { return a(200); }',
    ],
  ])('%s are not waited for', (_, source) => {
    expect(run(source)).toMatchObject({ exit: null, says: expect.stringMatching(/calls itself more than once/) });
  });

  it('but Ackermann, whose many open calls come and go, is: it would be stopped after a second', () => {
    const path = (moving: number, turn: number) =>
      Array.from({ length: 200 + moving }, (_, at) => ({ name: 'f', at: at < 200 ? at : turn, line: 1, later: true }));
    const stopsAt = (moving: number): number | undefined => {
      let turn = 0;
      const look = branchingIn(() => path(moving, turn));
      return [0, 200, 400, 600, 800].find((ms) => {
        turn += 1;
        return look(ms);
      });
    };
    expect(stopsAt(30)).toBe(600);
    expect(stopsAt(3000)).toBe(undefined);
  });

  it('but those that come back are', () => {
    const fibonacci =
      'int f(int n) { return n < 2 ? n : f(n - 1) + f(n - 2); } int main(void) { return f(27) == 196418; }';
    expect(run(fibonacci)).toMatchObject({ exit: 1, says: '' });
  });
});

describe('texts that grow', () => {
  it('macros that double forty times', () => {
    const doubled = repeat(40, (i) => `#define A${i + 1} A${i} + A${i}\n`);
    expect(run(`#define A0 1\n${doubled}int main(void) { return A40; }`)).toMatchObject({
      exit: 1,
      says: expect.stringMatching(/expanding macro/),
    });
  });

  it('a macro used in its own arguments', () => {
    const source =
      '#define F(x) (x)+(x)+(x)+(x)+(x)+(x)+(x)+(x)\nint main(void) { return F(F(F(F(F(F(F(F(F(1))))))))); }';
    expect(run(source)).toMatchObject({ exit: 1, says: expect.stringMatching(/expanding macro F/) });
  });

  it('five thousand terms in a macro are no explosion', () => {
    const sum = Array.from({ length: 5000 }, () => '1').join(' + ');
    expect(run(`#define S ${sum}\nint main(void) { return S == 5000 ? 3 : 4; }`)).toMatchObject({ exit: 3, says: '' });
  });

  it('a file that includes itself, once and twice', () => {
    const main = '#include "a.h"\nint main(void) { return 0; }';
    for (const text of ['#include "a.h"\n', '#include "a.h"\n#include "a.h"\n'])
      expect(run(main, { 'a.h': text })).toMatchObject({
        exit: 1,
        says: expect.stringMatching(/"a\.h" is included again and again/),
      });
  });
});

describe('large texts', () => {
  it('a switch of five thousand cases', () => {
    const cases = repeat(5000, (i) => `case ${i * 7919}: x = ${i};\nbreak;\n`);
    expect(run(`int main(void) { int x = 7919 * 40; switch (x) { ${cases} } return x; }`)).toMatchObject({ exit: 40 });
  });

  it('a table of fifty thousand numbers', () => {
    const numbers = repeat(50_000, (i) => `${i & 255},`);
    expect(run(`unsigned char t[] = {${numbers}}; int main(void) { return t[300]; }`)).toMatchObject({ exit: 44 });
  });

  it('an array index that is a range of a hundred million', () => {
    expect(run('int t[] = { [0 ... 100000000] = 1 }; int main(void) { return sizeof t > 0; }').exit).not.toBeNull();
  });

  it('conditions in conditions', () => {
    const source = `${'#if 1\n'.repeat(20_000)}int main(void) { return 4; }\n${'#endif\n'.repeat(20_000)}`;
    expect(run(source)).toMatchObject({ exit: 4 });
  });

  it('structs in structs, each four of the one before', () => {
    const structs = repeat(39, (i) => `struct S${i + 1} { struct S${i} x[4]; };\n`);
    expect(run(`struct S0 { int a; };\n${structs}struct S39 s; int main(void) { return 0; }`)).toMatchObject({
      exit: 1,
      says: expect.stringMatching(/s needs .* bytes/),
    });
  });

  it('arrays larger than the memory', () => {
    for (const source of [
      'char a[1<<30]; int main(void) { return a[5]; }',
      'int main(void) { char a[1<<30]; return a[5]; }',
    ])
      expect(run(source)).toMatchObject({ exit: 1, says: expect.stringMatching(/bytes/) });
  });
});

describe('the heap', () => {
  it.each([
    ['freed twice', 'char *p = malloc(4); malloc(8); free(p); free(p);'],
    ['freed in its middle', 'char *p = malloc(40); free(p + 8);'],
    ['never allocated', 'static int x[9]; free(x + 5);'],
  ])('%s', (_, body) => {
    const { exit, says } = run(`#include <stdlib.h>\nint main(void) { ${body} return 0; }`);
    expect(exit).toBe(134);
    expect(says).toBe('free() or realloc() gets a pointer that malloc did not give, or that was freed before');
  });
});
