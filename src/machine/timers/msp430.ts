import type { TimerPlace } from '../../knowledge/chip.ts';
import type { Machine } from '../machine.ts';
import { CompareChannel } from './compare.ts';
import { PeriodicTimer } from './periodic.ts';

const INTERRUPT_ENABLE = 0x10;
const FLAG = 1;
const OVERFLOW_ENABLE = 2;
const CLEAR = 4;
const CRYSTAL_HZ = 32_768;
const EXPANSION = 0x20;
/** Values of TAIV, highest priority first: SLAU144 12.3.5, and SLAU208 17.3.6 for timers with seven channels. */
const VECTOR_CHANNEL = [0, 2, 4];
const VECTOR_OVERFLOW = { older: 10, newer: 14 };

/** A clock beside the processor's; ACLK is the watch crystal's where the registers do not tell. */
const clockHz = (machine: Machine, name: 'aclk' | 'smclk'): number =>
  machine.clocks?.beside(name) ?? (name === 'aclk' ? CRYSTAL_HZ : machine.chip.clockHz);

/** Timer_A of an MSP430 (SLAU144 chapter 12): up, continuous and up/down mode, three compare channels, the overflow and TAIV. */
export function connectMsp430Timer(machine: Machine, place: TimerPlace): void {
  const base = place.base!;
  const low = (offset: number) => machine.file.cell(base + offset);
  const word = (offset: number): number => low(offset).value | (low(offset + 1).value << 8);
  const control = () => word(0x00);
  const fromAclk = () => ((control() >>> 8) & 3) === 1;
  // A second divider, in families that have one (SLAU208 17.3.7 TAxEX0).
  const expansion = low(EXPANSION).name.endsWith('EX0') ? low(EXPANSION) : null;
  const tickUs = (): number => {
    const again = expansion ? (expansion.value & 7) + 1 : 1;
    return ((1 << ((control() >>> 6) & 3)) * again * 1e6) / clockHz(machine, fromAclk() ? 'aclk' : 'smclk');
  };
  const mode = () => (control() >>> 4) & 3;
  const top = () => word(0x12);
  // Newer families give a timer its clock on request, whatever the mode (SLAU208 5.2.13).
  const sleeps = (): boolean => {
    const clock = (control() >>> 8) & 3;
    const name = clock === 1 ? 'ACLK' : clock === 2 ? 'SMCLK' : '';
    if (expansion !== null || !machine.stoppedClocks.has(name)) return false;
    if (mode() !== 0) machine.stoppedTimers.set(place.name, name);
    return true;
  };
  const round = (): number => {
    if (sleeps()) return Number.POSITIVE_INFINITY;
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
    for (const each of [timer, ...channels]) each.ownClock = fromAclk();
    if (control() & CLEAR) {
      low(0).value &= ~CLEAR;
      timer.restart();
    } else timer.refresh();
    rephase();
  };
  machine.onClocks.push(() => {
    timer.refresh();
    rephase();
  });
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
  connectVector(machine, place, low, expansion ? VECTOR_OVERFLOW.newer : VECTOR_OVERFLOW.older);
}

/** Reading TAIV gives the highest pending cause and clears its flag. */
function connectVector(
  machine: Machine,
  place: TimerPlace,
  low: (offset: number) => { value: number },
  overflow: number,
): void {
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
    return overflow;
  };
}

const HOLD = 0x80;
const INTERVAL = 0x10;
const RESTART = 8;

/** Bits of WDTCTL that choose the clock, and clocks of a round, in the older families (SLAU144 10.3.1) and the newer (SLAU208 16.3.1). */
const OLDER = { fromAclk: (set: number) => (set & 4) !== 0, select: 3, clocks: [32_768, 8192, 512, 64] };
const NEWER = {
  fromAclk: (set: number) => (set & 0x60) !== 0,
  select: 7,
  clocks: [2 ** 31, 2 ** 27, 2 ** 23, 2 ** 19, 32_768, 8192, 512, 64],
};

/** The watchdog as an interval timer: WDTCTL, with WDTIE in IE1 and WDTIFG in IFG1 (SFRIE1 and SFRIFG1 in newer families). */
export function connectMsp430Watchdog(machine: Machine, place: TimerPlace): void {
  const newer = machine.chip.blocks['SYS']!.registers.some(({ name }) => name === 'SFRIE1');
  const { fromAclk, select, clocks } = newer ? NEWER : OLDER;
  const control = machine.file.cell(place.base!);
  const enable = machine.file.cell(machine.addressOf(newer ? 'SYS.SFRIE1' : 'SYS.IE1'));
  const flags = machine.file.cell(machine.addressOf(newer ? 'SYS.SFRIFG1' : 'SYS.IFG1'));
  let set = 0;
  const timer = new PeriodicTimer(machine, {
    name: place.name,
    periodUs: () => {
      if (set & HOLD || !(set & INTERVAL)) return Number.POSITIVE_INFINITY;
      return (clocks[set & select]! * 1e6) / clockHz(machine, fromAclk(set) ? 'aclk' : 'smclk');
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
    timer.ownClock = fromAclk(set);
    if (set & RESTART || (before & HOLD) !== (set & HOLD)) timer.restart();
    else timer.refresh();
  };
  flags.onRead = () => {
    timer.look(() => (flags.value & 1) !== 0);
    return flags.value;
  };
}
