import type { TimerPlace } from '../../knowledge/chip.ts';
import type { Machine } from '../machine.ts';
import { generatorHz } from '../sam-clocks.ts';
import { PeriodicTimer } from './periodic.ts';

const DIVIDERS = [1, 2, 4, 8, 16, 64, 256, 1024];
const OVERFLOW = 1;

/** Where the registers of a TC and of a TCC differ. */
const PLACES = {
  tc: { clear: 0x0c, set: 0x0d, flags: 0x0e, count: 0x10, period: 0x14, compare: 0x18, match: 4 },
  tcc: { clear: 0x24, set: 0x28, flags: 0x2c, count: 0x34, period: 0x40, compare: 0x44, match: 16 },
};

/**
 * TC and TCC of a SAM D21 (DS40001882, 30 and 31): counts up to the period, or to CC0 in the modes that take it for one; the
 * overflow and the match of the first channel ask for the interrupt.
 */
export function connectSamTimer(machine: Machine, place: TimerPlace): void {
  const base = place.base!;
  const kind = place.name.startsWith('TCC') ? 'tcc' : 'tc';
  const at = PLACES[kind];
  const cell = (offset: number) => machine.file.cell(base + offset);
  const [control, set, clear, flags] = [cell(0), cell(at.set), cell(at.clear), cell(at.flags)];
  const [count, period, compare] = [cell(at.count), cell(at.period), cell(at.compare)];
  const matched = 1 << at.match;
  /** TC: 0 of 16 bits, 1 of 8, 2 of 32. */
  const bits = (): number => (kind === 'tcc' ? 24 : ([16, 8, 32][(control.value >>> 2) & 3] ?? 16));
  const full = (): number => 2 ** bits();
  const wave = (): number => (kind === 'tcc' ? cell(0x3c).value & 7 : (control.value >>> 5) & 3);
  const first = (): number => compare.value % full();
  /** The match is the end of the round (MFRQ, and MPWM of a TC without a period register). */
  const matchEnds = (): boolean => wave() === 1 || (kind === 'tc' && wave() === 3 && bits() !== 8);
  const top = (): number => {
    if (matchEnds()) return first() + 1;
    return kind === 'tcc' || bits() === 8 ? (period.value % full()) + 1 : full();
  };
  const tickUs = (): number =>
    (DIVIDERS[(control.value >>> 8) & 7]! * 1e6) / (generatorHz(machine, place.number ?? 0) ?? machine.chip.clockHz);
  const running = (): boolean => (control.value & 2) !== 0;
  /** Only the match inside of the round is asked for. */
  const inside = (): boolean =>
    !matchEnds() && (set.value & matched) !== 0 && (set.value & OVERFLOW) === 0 && first() > 0;
  const timer = new PeriodicTimer(machine, {
    name: place.name,
    periodUs: () => (running() ? (inside() ? first() : top()) * tickUs() : Number.POSITIVE_INFINITY),
    enabled: running,
    interrupting: () => (set.value & (OVERFLOW | matched)) !== 0,
    handlers: Object.values(place.handlers),
    raise: () => {
      flags.value = (flags.value | (inside() ? matched : OVERFLOW | matched)) >>> 0;
    },
    after: () => (inside() ? top() * tickUs() : null),
  });
  set.onWrite = (written) => {
    set.value = (set.value | written) >>> 0;
    timer.refresh();
  };
  clear.onWrite = (written) => {
    set.value = (set.value & ~written) >>> 0;
  };
  clear.onRead = () => set.value;
  flags.onWrite = (written) => {
    flags.value = (flags.value & ~written) >>> 0;
  };
  flags.onRead = () => {
    timer.look(() => flags.value !== 0);
    return flags.value;
  };
  control.onWrite = (written, mask) => {
    const was = running();
    control.value = ((control.value & ~mask) | written) >>> 0;
    if (control.value & 1) {
      for (const each of [control, set, flags, count, period, compare]) each.value = 0;
      period.value = full() - 1;
    }
    if (running() !== was) timer.restart();
    else timer.rescale();
  };
  count.onWrite = (written, mask) => {
    count.value = ((count.value & ~mask) | written) >>> 0;
    timer.restart((count.value % full()) * tickUs());
  };
  for (const each of [period, compare]) each.onChange = () => timer.rescale();
}
