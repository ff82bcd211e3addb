import type { TimerPlace } from '../../knowledge/chip.ts';
import type { Machine } from '../machine.ts';
import type { Cell } from '../registers.ts';
import { PeriodicTimer } from './periodic.ts';

const PRESCALERS = [0, 1, 8, 64, 256, 1024, 0, 0];
/** Timer 2 has two steps more (ATmega328P table 18-9). */
const PRESCALERS_2 = [0, 1, 8, 32, 64, 128, 256, 1024];

interface Layout {
  wide: boolean;
  modeA: Cell;
  modeB: Cell;
  counterAddress: number;
  compareAddress: number;
  mask: Cell;
  flags: Cell;
  /** True in the mode in which the compare value is the top. */
  comparing(): boolean;
  bits: { overflow: number; compareA: number; compareB: number };
  /** COMPA of the newer, COMP of the older chips. */
  suffix: string;
}

/** Interrupt bits in TIMSK and TIFR of an ATmega16 or 32 (data sheet 2466, 16.11.6), by timer. */
const CLASSIC_BITS = [
  { overflow: 0x01, compareA: 0x02, compareB: 0 },
  { overflow: 0x04, compareA: 0x10, compareB: 0x08 },
  { overflow: 0x40, compareA: 0x80, compareB: 0 },
];

/** Interrupt bits of timer 0 in TIMSK and TIFR, by the names the chip's file gives (ATtiny85: data sheet 2586, 11.9.6). */
const tinyBits = ({ chip }: Machine): Layout['bits'] => {
  const bit = (name: string) => 1 << Number(chip.macros[name]);
  return { overflow: bit('TOIE0'), compareA: bit('OCIE0A'), compareB: bit('OCIE0B') };
};

/** Where a timer's registers lie: one set a timer in newer chips, shared mask and flags in older ones. */
function layoutOf(machine: Machine, place: TimerPlace): Layout {
  const n = place.number ?? 0;
  const wide = place.driver === 'avr16' || (place.driver === 'avr-classic' && n === 1);
  const block = `TIMER${n}`;
  const address = (name: string) => machine.addressOf(`${block}.${name}`);
  const cell = (name: string) => machine.file.cell(address(name));
  const tiny = place.driver === 'avr-tiny';
  if (place.driver !== 'avr-classic') {
    const modeA = cell(`TCCR${n}A`);
    const modeB = cell(`TCCR${n}B`);
    return {
      wide,
      modeA,
      modeB,
      counterAddress: address(`TCNT${n}`),
      compareAddress: address(`OCR${n}A`),
      mask: tiny ? machine.file.cell(machine.addressOf('CPU.TIMSK')) : cell(`TIMSK${n}`),
      flags: tiny ? machine.file.cell(machine.addressOf('CPU.TIFR')) : cell(`TIFR${n}`),
      comparing: () => (wide ? (modeB.value & 0x18) === 0x08 : (modeA.value & 3) === 2),
      bits: tiny ? tinyBits(machine) : { overflow: 1, compareA: 2, compareB: 4 },
      suffix: 'A',
    };
  }
  const modeB = cell(wide ? 'TCCR1B' : `TCCR${n}`);
  return {
    wide,
    modeA: wide ? cell('TCCR1A') : modeB,
    modeB,
    counterAddress: address(`TCNT${n}`),
    compareAddress: address(wide ? 'OCR1A' : `OCR${n}`),
    mask: machine.file.cell(machine.addressOf('CPU.TIMSK')),
    flags: machine.file.cell(machine.addressOf('CPU.TIFR')),
    comparing: () => (wide ? (modeB.value & 0x18) === 0x08 : (modeB.value & 0x48) === 0x08),
    bits: CLASSIC_BITS[n]!,
    suffix: wide ? 'A' : '',
  };
}

/** Overflow and compare-A events of an ATmega timer (ATmega48A/PA/88A/PA/168A/PA/328/P chapters 15, 16, 18). */
export function connectAvrTimer(machine: Machine, place: TimerPlace): void {
  const n = place.number ?? 0;
  const { wide, modeA, modeB, counterAddress, compareAddress, mask, flags, comparing, bits, suffix } = layoutOf(
    machine,
    place,
  );
  const word = (address: number): number =>
    machine.file.cell(address).value | (wide ? machine.file.cell(address + 1).value << 8 : 0);
  const top = wide ? 0xffff : 0xff;
  const tickUs = (): number => {
    const divider = (n === 2 ? PRESCALERS_2 : PRESCALERS)[modeB.value & 7]!;
    return divider === 0 ? Number.POSITIVE_INFINITY : (divider * 1e6) / machine.coreHz;
  };
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
    bits.overflow,
    [`TIMER${n}_OVF_vect`, `TIM${n}_OVF_vect`, `SIG_OVERFLOW${n}`],
    () => (comparing() ? Number.POSITIVE_INFINITY : (top + 1) * tickUs()),
    () => {
      setWord(counterAddress, 0);
      return null;
    },
  );
  const compare = make(
    bits.compareA,
    [
      `TIMER${n}_COMP${suffix}_vect`,
      `TIMER${n}_COMPA_vect`,
      `TIM${n}_COMPA_vect`,
      `TIMER${n}_COMP_vect`,
      `SIG_OUTPUT_COMPARE${n}A`,
    ],
    () => (comparing() ? word(compareAddress) + 1 : top + 1) * tickUs(),
  );
  const compareB = make(
    bits.compareB,
    [`TIMER${n}_COMPB_vect`, `TIM${n}_COMPB_vect`],
    () => (comparing() ? word(compareAddress) + 1 : top + 1) * tickUs(),
  );
  const all = [overflow, compare, compareB];
  const setWord = (address: number, value: number): void => {
    machine.file.cell(address).value = value & 0xff;
    if (wide) machine.file.cell(address + 1).value = (value >>> 8) & 0xff;
  };
  for (const each of [modeA, modeB]) each.onChange = () => all.forEach((timer) => void timer.refresh());
  for (let i = 0; i < (wide ? 2 : 1); i++) {
    machine.file.cell(compareAddress + i).onChange = () => compare.rescale();
    machine.file.cell(counterAddress + i).onChange = () => {
      const phase = word(counterAddress) * tickUs();
      if (Number.isFinite(phase)) overflow.restart(phase);
      if (word(counterAddress) === 0) compare.restart();
    };
  }
  flags.onWrite = (written) => {
    flags.value &= ~written;
  };
  // Older chips keep the flags of all timers in one register.
  const others = flags.onRead;
  flags.onRead = () => {
    others?.();
    if (!comparing()) overflow.look(() => (flags.value & bits.overflow) !== 0);
    if (comparing()) compare.look(() => (flags.value & bits.compareA) !== 0);
    return flags.value;
  };
}
