import { describe, expect, test } from 'vitest';
import { mainOf, runC } from './bench-host.ts';

/** Functions that are written out where they are called (src/c/emit/inline.ts) must do what a call of them does. */
describe('small functions', () => {
  test('a parameter that is changed is a copy', () => {
    expect(
      mainOf('int f(int n) { n += 3; return n; } int main(void) { int a = 4; int b = f(a); return a * 10 + b; }'),
    ).toBe(47);
  });

  test('the argument of a narrow parameter is cut, and so is what comes back', () => {
    const text = 'unsigned char low(unsigned char n) { return n + 1; } int main(void) { return low(511) + low(254); }';
    expect(mainOf(text)).toBe(255);
  });

  test('a call as an argument of the same function', () => {
    expect(mainOf('int sub(int a, int b) { return a - b; } int main(void) { return sub(sub(9, 2), sub(5, 3)); }')).toBe(
      5,
    );
  });

  test('returns from the middle, in a loop, and without a value', () => {
    const text = `int seen;
      void note(int n) { if (n & 1) return; seen += n; }
      int sign(int n) { if (n < 0) return -1; if (n) return 1; return 0; }
      int main(void) { int sum = 0; for (int i = -3; i < 5; i++) { sum += sign(i); note(i); } return sum * 100 + seen; }`;
    expect(mainOf(text)).toBe(104);
  });

  test('a local without a value is a new one in every call', () => {
    const text = `int odd(int n) { int keep; if (n == 1) keep = 7; else if (n > 1) keep += 1; return keep; }
      int main(void) { int sum = 0; for (int i = 1; i < 4; i++) sum = sum * 10 + odd(i); return sum; }`;
    expect(mainOf(text)).toBe(711);
  });

  test('a static local lives on', () => {
    expect(
      mainOf('int next(void) { static int n = 5; return n++; } int main(void) { next(); next(); return next(); }'),
    ).toBe(7);
  });

  test('a pointer to an object of the caller, of the chip, and one that moves', () => {
    const text = `typedef struct { int a, b; } P; P g = {1, 2};
      int second(P *p) { return p->b; }
      int before(int *p) { return p[-1]; }
      int at(int *p, int i) { return p[i]; }
      int walk(int *p) { p++; return *p; }
      int main(void) { P l = {3, 4}; int v[3] = {5, 6, 7}; static int w[3] = {1, 8, 9};
        return second(&g) == 2 && second(&l) == 4 && before(v + 2) == 6 && before(&w[2]) == 8 && at(&w[1], -1) == 1
          && at(v, 2) == 7 && walk(v) == 6 && second((P *)0x40000000) == 0; }`;
    const { end, log } = runC(text);
    expect(end).toMatchObject({ value: 1 });
    expect(log.map((entry) => entry.replace(/ @.*/, ''))).toEqual(['r4 40000004']);
  });

  test('in a function with goto', () => {
    const text = `int inc(int n) { return n + 1; }
      int main(void) { int n = 0; again: n = inc(n); if (n < 5) goto again; return n; }`;
    expect(mainOf(text)).toBe(5);
  });

  test('a trap in it has its own line', () => {
    const text = 'int quotient(int a, int b) {\n return a / b;\n}\nint main(void) {\n return quotient(1, 0);\n}';
    expect(runC(text).end).toMatchObject({ reason: 'trap', code: 'division-by-zero', line: 2 });
    const null_ = 'void set(int *p) {\n *p = 1;\n}\nint main(void) {\n int *p = 0;\n set(p);\n}';
    expect(runC(null_).end).toMatchObject({ reason: 'trap', code: 'null-pointer', line: 2 });
  });
});

describe('calls through pointers', () => {
  const TABLE = `typedef int (*Step)(int);
    int twice(int n) { return 2 * n; } int less(int n) { return n - 1; } int same(int n) { return n; }
    int loop(int n) { int s = 0; while (n--) s += n; return s; }
    Step steps[] = { twice, less, loop };`;

  test('each function of a table, written out or called', () => {
    expect(mainOf(`${TABLE} int main(void) { return steps[0](6) * 100 + steps[1](6) * 20 + steps[2](4); }`)).toBe(1306);
  });

  test('a function that becomes known later, and one that comes from elsewhere in the table', () => {
    expect(
      mainOf(`${TABLE} int run(Step s) { return s(5); } int main(void) { return run(same) * 10 + run(less); }`),
    ).toBe(54);
  });

  test('null, a pointer to no function and one of another type end the run', () => {
    for (const [pointer, words] of [
      ['0', 'null or no function'],
      ['(Step)0x3f000000', 'null or no function'],
      ['(Step)other', 'another type'],
    ] as const) {
      const { end } = runC(
        `${TABLE} void other(int a, int b) { } int main(void) { Step s = ${pointer};\n return s(1); }`,
      );
      expect(end).toMatchObject({ reason: 'trap', code: 'wild-pointer', line: 5 });
      expect(end).toHaveProperty('message', expect.stringContaining(words));
    }
  });

  test('the chain of calls names the function behind the pointer', () => {
    const text = `void led(void) {\n *(volatile int *)0x40000000 = 1;\n}
void (*const table[])(void) = { led };
int main(void) {\n table[0]();\n return 0;\n}`;
    let frames: unknown;
    const started = runC(text).program.instantiate({
      read: () => 0,
      write: () => {
        frames = started.frames();
      },
      call: () => 0,
      outOfFuel: () => 0,
    });
    started.start({ fuel: 100 });
    expect(frames).toEqual([
      { function: 'led', line: 2 },
      { function: 'main', line: 6 },
    ]);
  });
});
