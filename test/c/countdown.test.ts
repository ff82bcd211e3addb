import { describe, expect, test } from 'vitest';
import { compile } from '../../src/c/compile.ts';

/** What a run of a loop shows: how it ends, its counter, its turns, and when it asked for more fuel. */
function watch(source: string, everyTurn: boolean, starts: number[], target = {}) {
  const program = compile({ source, everyTurn, target });
  return starts.map((start) => {
    const asked: string[] = [];
    const run = program.instantiate({
      read: () => 0,
      write: () => {},
      call: () => 0,
      outOfFuel: (steps, line) => {
        asked.push(`${steps} turns, line ${line}`);
        return asked.length < 25 ? 13 : 0;
      },
    });
    const end = run.start({ fuel: 20, entry: 'f', args: [start] });
    return { start, end, asked, notes: run.notes(), steps: run.steps() };
  });
}

const LOOPS = [
  'while (n--);',
  'while (--n);',
  'while (n-- > 0) {}',
  'while (--n != 0) { ; }',
  'while (--n > 0) ;',
  'for (; n--;) ;',
  'for (; n; n--) ;',
  'for (; n > 0; --n) ;',
  'for (; n != 0; n--) { __asm("nop"); }',
  'for (; n > 5; n--) nop();',
  'for (; n >= 5; n--) ;',
  'for (; n >= 0; n--) ;',
  'for (; n < 200; n++) ;',
  'for (; n <= 127; n++) ;',
  'for (; n < limit; n++) ;',
  'for (; n > limit; n--) ;',
  'for (; n <= limit; ++n) ;',
  'while (n) n--;',
  'while (n < 90) { n++; }',
  'do { } while (n--);',
  'do ; while (--n);',
  'do { n--; } while (n > 3);',
  'do n++; while (n < 100);',
];
const STARTS = [0, 1, 2, 19, 20, 21, 33, 120, -1, -3, 300, 0x7fffffff];

describe('a loop that only counts', () => {
  // What goes wrong when turns are taken at once: the counter's last value, a type's end, fuel that runs out on the way.
  test.each(LOOPS)('%s ends as it does turn by turn', (loop) => {
    for (const type of ['unsigned', 'int', 'unsigned char', 'short']) {
      for (const limit of [40, -2]) {
        const text = `void nop(void) { } int f(int start) { volatile ${type} n = (${type})start; ${type} limit = (${type})${limit};\n${loop}\n return (int)n; }`;
        expect(watch(text, false, STARTS), text).toEqual(watch(text, true, STARTS));
      }
    }
  });

  test('16-bit counters of a small chip', () => {
    for (const loop of LOOPS) {
      const text = `void nop(void) { } int f(int start) { unsigned int n = start; int limit = 60;\n${loop}\n return n; }`;
      const small = { intBits: 16, pointerBytes: 2 };
      expect(watch(text, false, STARTS, small), text).toEqual(watch(text, true, STARTS, small));
    }
  });

  test('a call that does something is no such loop', () => {
    const text = `int seen; void count(void) { seen++; } void nop(void) { } void late(void);
      int f(int n) { while (n--) { nop(); count(); } while (seen < 50) { late(); seen++; } return seen; } void late(void) { seen += 2; }`;
    expect(watch(text, false, [5])).toMatchObject([{ end: { reason: 'returned', value: 50 } }]);
    expect(watch(text, false, [5])).toEqual(watch(text, true, [5]));
  });

  test('a billion turns take no time', () => {
    const text =
      'int main(void) { unsigned turns = 0; for (int i = 0; i < 1000; i++) { for (unsigned j = 0; j < 1000000; j++) ; turns++; } return turns; }';
    const run = compile({ source: text }).instantiate({
      read: () => 0,
      write: () => {},
      call: () => 0,
      outOfFuel: () => 1_000_000,
    });
    expect(run.start({ fuel: 1_000_000 })).toEqual({ reason: 'returned', value: 1000 });
    expect(run.steps()).toBe(1_000_001_000);
  });
});
