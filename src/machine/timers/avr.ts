import type { TimerPlace } from '../../knowledge/chip.ts';
import type { Machine } from '../machine.ts';
import { PeriodicTimer } from './periodic.ts';

const PRESCALERS = [0, 1, 8, 64, 256, 1024, 0, 0];
/** Timer 2 has two steps more (ATmega328P table 18-9). */
const PRESCALERS_2 = [0, 1, 8, 32, 64, 128, 256, 1024];

/** Overflow and compare-A events of an ATmega timer (ATmega48A/PA/88A/PA/168A/PA/328/P chapters 15, 16, 18). */
export function connectAvrTimer(machine: Machine, place: TimerPlace): void {
  const n = place.number ?? 0;
  const wide = place.driver === 'avr16';
  const block = `TIMER${n}`;
  const cell = (name: string) => machine.file.cell(machine.addressOf(`${block}.${name}${n}`));
  const named = (stem: string, suffix: string) => machine.file.cell(machine.addressOf(`${block}.${stem}${n}${suffix}`));
  const modeA = named('TCCR', 'A');
  const modeB = named('TCCR', 'B');
  const counterAddress = machine.addressOf(`${block}.TCNT${n}`);
  const compareAddress = machine.addressOf(`${block}.OCR${n}A`);
  const mask = cell('TIMSK');
  const flags = cell('TIFR');
  const word = (address: number): number =>
    machine.file.cell(address).value | (wide ? machine.file.cell(address + 1).value << 8 : 0);
  const top = wide ? 0xffff : 0xff;
  const tickUs = (): number => {
    const divider = (n === 2 ? PRESCALERS_2 : PRESCALERS)[modeB.value & 7]!;
    return divider === 0 ? Number.POSITIVE_INFINITY : (divider * 1e6) / machine.chip.clockHz;
  };
  const comparing = (): boolean => (wide ? (modeB.value & 0x18) === 0x08 : (modeA.value & 3) === 2);
  const make = (bit: number, vectors: string[], periodUs: () => number, after?: () => number | null) => {
    const timer = new PeriodicTimer(machine, {
      name: `${place.name} ${vectors[0]}`,
      periodUs,
      interrupting: () => (mask.value & bit) !== 0,
      handlers: vectors,
      raise: () => {
        // Running the handler clears the flag.
        if (!(mask.value & bit) || !machine.interruptsOn || machine.handler(...vectors) === null) flags.value |= bit;
      },
      ...(after ? { after } : {}),
    });
    return timer;
  };
  const overflow = make(
    1,
    [`TIMER${n}_OVF_vect`, `SIG_OVERFLOW${n}`],
    () => (comparing() ? Number.POSITIVE_INFINITY : (top + 1) * tickUs()),
    () => {
      setWord(counterAddress, 0);
      return null;
    },
  );
  const compare = make(
    2,
    [`TIMER${n}_COMPA_vect`, `TIMER${n}_COMP_vect`, `SIG_OUTPUT_COMPARE${n}A`],
    () => (comparing() ? word(compareAddress) + 1 : top + 1) * tickUs(),
  );
  const compareB = make(
    4,
    [`TIMER${n}_COMPB_vect`],
    () => (comparing() ? word(compareAddress) + 1 : top + 1) * tickUs(),
  );
  const all = [overflow, compare, compareB];
  const setWord = (address: number, value: number): void => {
    machine.file.cell(address).value = value & 0xff;
    if (wide) machine.file.cell(address + 1).value = (value >>> 8) & 0xff;
  };
  for (const each of [modeA, modeB]) each.onChange = () => all.forEach((timer) => void timer.refresh());
  for (let i = 0; i < (wide ? 2 : 1); i++) {
    machine.file.cell(compareAddress + i).onChange = () => compare.refresh();
    machine.file.cell(counterAddress + i).onChange = () => {
      const phase = word(counterAddress) * tickUs();
      if (Number.isFinite(phase)) overflow.restart(phase);
      if (word(counterAddress) === 0) compare.restart();
    };
  }
  flags.onWrite = (written) => {
    flags.value &= ~written;
  };
  flags.onRead = () => {
    if (!comparing()) overflow.look(() => (flags.value & 1) !== 0);
    if (comparing()) compare.look(() => (flags.value & 2) !== 0);
    return flags.value;
  };
}
