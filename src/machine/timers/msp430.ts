import type { TimerPlace } from '../../knowledge/chip.ts';
import type { Machine } from '../machine.ts';
import { CompareChannel } from './compare.ts';
import { PeriodicTimer } from './periodic.ts';

const INTERRUPT_ENABLE = 0x10;
const FLAG = 1;
const OVERFLOW_ENABLE = 2;
const CLEAR = 4;
const CRYSTAL_HZ = 32_768;
/** Values of TAIV (SLAU144 12.3.5), highest priority first. */
const VECTOR_CHANNEL = [0, 2, 4];
const VECTOR_OVERFLOW = 10;

/** The processor clock that the calibration constants in BCSCTL1 choose (SLAS735: 1, 8, 12 and 16 MHz). */
function processorHz(machine: Machine): number {
  const range = machine.file.cell(machine.addressOf('SYS.BCSCTL1')).value & 15;
  return ({ 13: 8e6, 14: 12e6, 15: 16e6 } as Record<number, number>)[range] ?? machine.chip.clockHz;
}

/** Timer_A of an MSP430 (SLAU144 chapter 12): up, continuous and up/down mode, three compare channels, the overflow and TAIV. */
export function connectMsp430Timer(machine: Machine, place: TimerPlace): void {
  const base = place.base!;
  const low = (offset: number) => machine.file.cell(base + offset);
  const word = (offset: number): number => low(offset).value | (low(offset + 1).value << 8);
  const control = () => word(0x00);
  const tickUs = (): number => {
    const hz = ((control() >>> 8) & 3) === 1 ? CRYSTAL_HZ : processorHz(machine);
    return ((1 << ((control() >>> 6) & 3)) * 1e6) / hz;
  };
  const mode = () => (control() >>> 4) & 3;
  const top = () => word(0x12);
  const round = (): number => {
    if (mode() === 0 || (mode() !== 2 && top() === 0)) return Number.POSITIVE_INFINITY;
    return mode() === 2 ? 65_536 : mode() === 3 ? 2 * top() : top() + 1;
  };
  const shared = [place.handlers['overflow'] ?? ''];
  const timer = new PeriodicTimer(machine, {
    name: place.name,
    periodUs: () => round() * tickUs(),
    interrupting: () => (control() & OVERFLOW_ENABLE) !== 0,
    handlers: shared,
    raise: () => {
      low(0).value |= FLAG;
    },
  });
  const channels = [0, 1, 2].map((channel) => {
    const capture = 2 + 2 * channel;
    const each = new CompareChannel(machine, {
      name: `${place.name} channel ${channel}`,
      timer,
      round,
      tickUs,
      match: () => word(0x12 + 2 * channel),
      interrupting: () => (low(capture).value & INTERRUPT_ENABLE) !== 0,
      handlers: channel === 0 ? [place.handlers['ccr0'] ?? ''] : shared,
      raise: () => {
        // The handler of channel 0 clears its flag by running; the others are told by TAIV.
        const alone = channel === 0 && machine.interruptsOn && (low(capture).value & INTERRUPT_ENABLE) !== 0;
        if (!alone || each.handler() === null) low(capture).value |= FLAG;
      },
    });
    low(capture).onRead = () => {
      each.look(() => (low(capture).value & FLAG) !== 0);
      return low(capture).value;
    };
    return each;
  });
  const rephase = (): void => {
    for (const each of channels) each.restart();
  };
  const changed = (): void => {
    if (control() & CLEAR) {
      low(0).value &= ~CLEAR;
      timer.restart();
    } else timer.refresh();
    rephase();
  };
  for (const offset of [0, 1, 0x12, 0x13, 0x14, 0x15, 0x16, 0x17]) low(offset).onChange = changed;
  low(0).onRead = () => {
    timer.look(() => (low(0).value & FLAG) !== 0);
    return low(0).value;
  };
  const count = (): number => (timer.running ? Math.max(0, Math.floor(round() - timer.leftUs / tickUs())) : 0);
  low(0x10).onRead = () => {
    machine.repeat.timeReads += 1;
    machine.clock.pass(tickUs());
    timer.look(() => true);
    return count() & 0xff;
  };
  low(0x11).onRead = () => count() >>> 8;
  connectVector(machine, place, low);
}

/** Reading TAIV gives the highest pending cause and clears its flag. */
function connectVector(machine: Machine, place: TimerPlace, low: (offset: number) => { value: number }): void {
  if (place.vector === undefined) return;
  machine.file.cell(place.vector).onRead = () => {
    for (const channel of [1, 2]) {
      const capture = low(2 + 2 * channel);
      if (!(capture.value & FLAG) || !(capture.value & INTERRUPT_ENABLE)) continue;
      capture.value &= ~FLAG;
      return VECTOR_CHANNEL[channel]!;
    }
    if (!(low(0).value & FLAG)) return 0;
    low(0).value &= ~FLAG;
    return VECTOR_OVERFLOW;
  };
}

const HOLD = 0x80;
const INTERVAL = 0x10;
const FROM_CRYSTAL = 4;
const RESTART = 8;
const DIVIDERS = [32_768, 8192, 512, 64];

/** The watchdog as an interval timer (SLAU144 chapter 10): WDTCTL, with WDTIE in IE1 and WDTIFG in IFG1. */
export function connectMsp430Watchdog(machine: Machine, place: TimerPlace): void {
  const control = machine.file.cell(place.base!);
  const enable = machine.file.cell(machine.addressOf('SYS.IE1'));
  const flags = machine.file.cell(machine.addressOf('SYS.IFG1'));
  let set = 0;
  const timer = new PeriodicTimer(machine, {
    name: place.name,
    periodUs: () => {
      if (set & HOLD || !(set & INTERVAL)) return Number.POSITIVE_INFINITY;
      return (DIVIDERS[set & 3]! * 1e6) / (set & FROM_CRYSTAL ? CRYSTAL_HZ : processorHz(machine));
    },
    interrupting: () => (enable.value & 1) !== 0,
    handlers: ['WDT_VECTOR'],
    raise: () => {
      const handled = machine.interruptsOn && enable.value & 1 && machine.handler('WDT_VECTOR') !== null;
      if (!handled) flags.value |= 1;
    },
  });
  control.onWrite = (written) => {
    const before = set;
    set = written & 0xff;
    if (set & RESTART || (before & HOLD) !== (set & HOLD)) timer.restart();
    else timer.refresh();
  };
  flags.onRead = () => {
    timer.look(() => (flags.value & 1) !== 0);
    return flags.value;
  };
}
