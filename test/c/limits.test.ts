import { describe, expect, test } from 'vitest';
import { runSandboxed } from '../../src/c/sandbox.ts';
import { runC } from './bench-host.ts';

const trapOf = (text: string): unknown => {
  const { end } = runC(text);
  return end.reason === 'trap' ? [end.code, end.line] : end;
};

describe('undefined behaviour is caught with its line', () => {
  test('null and wild pointers', () => {
    expect(trapOf('int main(void) {\n int *p = 0;\n *p = 1;\n return 0; }')).toEqual(['null-pointer', 3]);
    expect(
      trapOf('struct S { int a, b; };\nint f(struct S *s) { return s->b; }\nint main(void) { return f(0); }'),
    ).toEqual(['null-pointer', 2]);
    expect(trapOf('int main(void) {\n int a[4]; int *p = a;\n return p[100000000]; }')).toEqual(['wild-pointer', 3]);
  });

  test('division by zero', () => {
    expect(trapOf('int f(int a, int b) {\n return a / b;\n}\nint main(void) { return f(1, 0); }')).toEqual([
      'division-by-zero',
      2,
    ]);
  });

  test('calling through a null function pointer', () => {
    expect(trapOf('void (*f)(void);\nint main(void) {\n f();\n return 0; }')).toEqual(['wild-pointer', 3]);
  });

  test('endless recursion, with and without arrays', () => {
    expect(trapOf('int f(int x) { return f(x + 1) + 1; }\nint main(void) { return f(0); }')).toEqual([
      'stack-overflow',
      1,
    ]);
    expect(
      trapOf('int f(int x) { char a[4000]; a[x & 7] = 1; return f(x + 1) + a[2]; }\nint main(void) { return f(0); }'),
    ).toEqual(['stack-overflow', 1]);
  });

  test('array bounds and shift widths are noted and survived', () => {
    const { run, end } = runC(
      'int a[3], after[4];\nint main(void) { int i = 3, s = 40;\n a[i] = 1;\n return (1 << s) > 0; }',
    );
    expect(end.reason).toBe('returned');
    expect(run.notes().map((n) => [n.code, n.line])).toEqual([
      ['array-bounds', 3],
      ['shift-width', 4],
    ]);
  });

  test('one past the end is an address, not an access', () => {
    expect(
      runC(
        'int a[3]; int main(void) { int n = 0, i = 3; for (int *p = a; p != &a[i]; p++) n++; return n; }',
      ).run.notes(),
    ).toEqual([]);
  });
});

describe('hostile texts end in a sentence', () => {
  const diagnosed = (text: string): string[] => runC(text, { fuel: 1000 }).program.diagnostics.map((d) => d.code);

  test('ten thousand parentheses', () => {
    expect(diagnosed(`int main(void) { return ${'('.repeat(10_000)}1${')'.repeat(10_000)}; }`)).toContain('too-deep');
  });

  test('nested blocks, initialisers, declarators, ifs, unary operators', () => {
    for (const text of [
      `int main(void) ${'{'.repeat(5000)}${'}'.repeat(5000)}`,
      `int x = ${'{'.repeat(5000)}1${'}'.repeat(5000)};`,
      `int ${'('.repeat(5000)}x${')'.repeat(5000)};`,
      `int main(void) { ${'if (1) '.repeat(5000)}; }`,
      `int main(void) { return ${'- '.repeat(5000)}1; }`,
      `int main(void) { return ${'1 ? '.repeat(5000)}1${' : 1'.repeat(5000)}; }`,
    ])
      expect(diagnosed(text)).toContain('too-deep');
  });

  test('ten megabytes of parentheses', () => {
    expect(diagnosed('('.repeat(10_000_000))).toContain('too-long');
  });

  test('a sum of five thousand terms is fine, one of fifty thousand is refused', () => {
    const sum = (n: number): string => `int x; int main(void) { return ${'x + '.repeat(n)}7; }`;
    expect(runC(sum(5000)).end).toEqual({ reason: 'returned', value: 7 });
    expect(runC(sum(50_000)).program.functions[0]!.available).toBe(false);
  });

  test('macro bombs', () => {
    const doubling = Array.from({ length: 40 }, (_, i) => `#define A${i + 1} A${i} A${i}`).join('\n');
    expect(diagnosed(`${doubling}\n#define A0 x+\nint x = A40 1;`)).toContain('macro-explosion');
    const nested = `#define f(x) x x\nint x = ${'f('.repeat(400)}1${')'.repeat(400)};`;
    expect(diagnosed(nested)).toContain('macro-explosion');
    expect(
      diagnosed('#define f(x) g(f(x))\n#define g(x) f(x) + g(x)\nint main(void) { return f(f(g(1))); }'),
    ).not.toContain('macro-explosion');
  });

  test('objects larger than the memory', () => {
    expect(trapOf('char a[1 << 30];\nint main(void) { return 0; }')).toEqual(['out-of-memory', 1]);
    expect(runC('int main(void) { char a[1 << 30]; a[0] = 1; return a[0]; }').program.functions[0]!.available).toBe(
      false,
    );
    expect(
      runC('#include <stdlib.h>\nint main(void) { int n = 0; while (malloc(1 << 20)) n++; return n > 50 && n < 300; }')
        .end,
    ).toEqual({ reason: 'returned', value: 1 });
  });

  test('directives that are never closed, strings and comments that never end', () => {
    for (const text of [
      '#if 1\nint main(void) { return 0; }',
      'char *s = "abc\nint main(void) { return 0; }',
      'int main(void) { return 0; } /* open',
      "int c = 'a",
      '#define',
      '#include',
      '#',
      '\\',
    ]) {
      expect(() => runC(text)).not.toThrow();
    }
  });
});

describe('the sandboxed run of a plain program', () => {
  test('exit code, output, steps', async () => {
    const result = await runSandboxed(
      '#include <stdio.h>\nint main(void) { for (int i = 0; i < 3; i++) printf("%d ", i); return 300; }',
    );
    expect(result).toMatchObject({ exit: 44, stdout: '0 1 2 ', error: null });
    expect(result.steps).toBeGreaterThan(2);
  });

  test('exit(), a failed assertion, a text that does not compile', async () => {
    expect(
      (
        await runSandboxed(
          '#include <stdlib.h>\nvoid bye(void) { puts("bye"); } int main(void) { atexit(bye); exit(3); }',
        )
      ).stdout,
    ).toBe('bye\n');
    expect(await runSandboxed('#include <assert.h>\nint main(void) {\n assert(1 == 2);\n return 0; }')).toMatchObject({
      exit: 134,
      error: { line: 3, text: 'assertion failed: 1 == 2' },
    });
    expect(await runSandboxed('int main(void) {\n return +; }')).toMatchObject({ exit: 1, error: { line: 2 } });
  });

  test('out of fuel and out of time', async () => {
    expect(await runSandboxed('int main(void) { for (;;) ; }', { fuel: 1000 })).toMatchObject({
      exit: null,
      error: { line: 1 },
    });
    expect(await runSandboxed('int main(void) { for (;;) ; }', { limitMs: 50 })).toMatchObject({ exit: null });
  });
});

describe('variables without a value, counters that run over', () => {
  const notes = (text: string): string[] =>
    runC(text, { fuel: 1_000_000 })
      .run.notes()
      .map((n) => `${n.code} ${n.line} ${n.message.split(' ')[0]}`);

  test('a local that is read before it has a value', () => {
    expect(notes('int main(void) {\n int sum;\n for (int i = 0; i < 3; i++) sum += i;\n return sum; }')[0]).toBe(
      'uninitialised 3 sum',
    );
    expect(
      notes('int f(int x) {\n int y;\n if (x > 2) y = 1;\n return y;\n}\nint main(void) { return f(3) + f(1); }'),
    ).toEqual(['uninitialised 4 y']);
  });

  test('no note where every way gives a value', () => {
    expect(
      notes(
        'int f(int x) { int y; if (x > 2) y = 1; else if (x) y = 2; else y = 3; return y; }\nint main(void) { return f(3) + f(1) + f(0); }',
      ),
    ).toEqual([]);
    expect(
      notes(
        'int main(void) { int best, n = 0; for (int i = 0; i < 5; i++) { if (i == 0) best = 7; else if (i > best) best = i; n += best; } int k; switch (n) { case 35: k = 1; break; default: k = 2; } int z; (void)z; return k; }',
      ),
    ).toEqual([]);
    expect(
      notes('int get(int *p) { *p = 4; return 1; } int main(void) { int v; if (get(&v)) return v; return 0; }'),
    ).toEqual([]);
  });

  test('a signed counter that steps over the end of its type', () => {
    expect(
      notes('int main(void) { int n = 0;\n for (signed char i = 0; i < 200; i++) if (++n > 300) break;\n return n; }'),
    ).toEqual(['signed-overflow 2 the']);
    expect(
      notes(
        'int main(void) { int n = 0; for (int i = 0; i < 200; i++) n++; for (int i = 9; i >= 0; i--) n++; return n; }',
      ),
    ).toEqual([]);
  });
});

test('a loop that repeats its state for ever is stopped at once, one that only takes long is not', async () => {
  const endless = await runSandboxed('int main(void) {\n volatile unsigned char x = 0;\n while (1) x++;\n}');
  expect(endless).toMatchObject({ exit: null, error: { line: 3 } });
  // Looks begin after some milliseconds, whatever a machine does in them; without them it would take all of its fuel.
  expect(endless.steps).toBeLessThan(400_000_000);
  const long = await runSandboxed('int main(void) { unsigned n = 0; for (;;) { if (++n == 12000000u) return 5; } }');
  expect(long).toMatchObject({ exit: 5, error: null });
});
