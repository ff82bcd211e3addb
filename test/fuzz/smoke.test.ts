import { describe, expect, it } from 'vitest';
import { explain } from '../../src/index.ts';

/** Inputs for each reader: enough to notice a reader that broke, little enough for every run of the tests. */
const ROUNDS = { mender: 150, splitter: 40, journal: 40, articles: 25, attachments: 150, events: 40 };

describe('readers under mutated input', () => {
  it.each(Object.entries(ROUNDS))('%s takes it without an exception and within its limits', async (name, rounds) => {
    const { fuzz } = (await import(`../../fuzz/${name}.fuzz.ts`)) as { fuzz(rounds: number): Promise<boolean> };
    expect(await fuzz(rounds)).toBe(true);
  });
});

describe('what the fuzzers found', () => {
  it('splitter: words that every JavaScript object has are words like others', async () => {
    for (const text of ['constructor', 'What does a constructor do?', '__proto__ hasOwnProperty toString pod?'])
      expect((await explain(text)).problems).toEqual([]);
  });

  it('mender: what looks like the beginning of a function and is none costs that line only', async () => {
    for (const code of ['d p()f(digitalRead(K) ) { ', 't LE15, KEY = 2;d setup(KEY, digitalWrite(L'])
      expect((await explain(`${code}\nint main(void) { GPIOA->BSRR = 1 << 5; while (1); }`)).problems).toEqual([]);
  });
});
