import { describe, expect, it } from 'vitest';
import { explain } from '../../../src/index.ts';

/** A chip of a family has its own counters: the pins that its relatives count are none of its. */
const CHIPS: [name: string, port: string][] = [
  ['ATmega16', 'B'],
  ['ATmega328P', 'B'],
  ['ATmega2560', 'B'],
  ['ATtiny85', 'B'],
  ['ATtiny13', 'B'],
];

describe('counters of pins on chips of one family', () => {
  it.each(CHIPS)('a blinking %s is explained', async (name, port) => {
    const { report, problems } = await explain(`/* ${name} */
#include <avr/io.h>
#include <util/delay.h>
int main(void) {
  DDR${port} = 1 << 1;
  while (1) {
    PORT${port} ^= 1 << 1;
    _delay_ms(250);
  }
}`);
    expect(problems).toEqual([]);
    expect(report.parts.map(({ analyzer }) => analyzer)).toEqual(['gpio']);
  });
});
