import type { Frame } from '../c/api.ts';
import type { Machine } from './machine.ts';

const CHANGE_ENABLE = 0x80;
const HIGHEST_POWER = 8;
/** No AVR of these families runs faster (ATmega328P data sheet 29.3, ATtiny85 21.3). */
const FASTEST_HZ = 20e6;

/** What a program's own clock prescaler makes of the clock that its waits are computed for. */
export interface Prescaled {
  by: number;
  /** What the oscillator is taken to run at. */
  oscillatorHz: number;
  /** With any oscillator the chip can have, waits take longer than they say. */
  impossible: boolean;
  frames: Frame[];
}

/**
 * CLKPR of newer AVRs (ATmega328P data sheet 9.12.2): a write of CLKPCE alone, then the power of two. F_CPU, which waits and
 * timers are computed for, is what the program takes the divided clock for; the oscillator follows from it, as long as the
 * chip can run that fast. Else F_CPU is the oscillator's and everything takes longer.
 */
export function connectClockPrescaler(machine: Machine): void {
  if (!machine.chip.blocks['CPU']?.registers.some(({ name }) => name === 'CLKPR')) return;
  const cell = machine.file.cell(machine.addressOf('CPU.CLKPR'));
  const { clockHz } = machine.chip;
  let open = false;
  cell.onWrite = (written) => {
    const opens = (written & 0xff) === CHANGE_ENABLE;
    const power = written & 15;
    if (open && !opens && (written & CHANGE_ENABLE) === 0 && power <= HIGHEST_POWER) {
      const by = 2 ** power;
      const asked = clockHz * by;
      const first = machine.prescaled;
      const oscillatorHz = first?.oscillatorHz ?? (asked > FASTEST_HZ ? clockHz : asked);
      machine.prescaled = {
        by,
        oscillatorHz,
        impossible: first?.impossible ?? asked > FASTEST_HZ,
        frames: machine.frames(),
      };
      machine.slow = asked / oscillatorHz;
      cell.value = power;
    }
    open = opens;
  };
}
