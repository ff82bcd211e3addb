import type { TimerPlace } from '../../knowledge/chip.ts';
import type { Machine } from '../machine.ts';
import { carried, carry } from '../ppi.ts';
import { PeriodicTimer } from './periodic.ts';

const COUNTER_HZ = 16e6;
const WIDTHS = [16, 8, 24, 32];
const CHANNELS = 4;

/** TIMER of an nRF5x (nRF52840 product specification 6.30): tasks, compare events, shorts; the channel that is asked for counts. */
export function connectNrfTimer(machine: Machine, place: TimerPlace): void {
  const cell = (offset: number) => machine.file.cell(place.base! + offset);
  const [start, stop, clear, shutdown] = [0x000, 0x004, 0x00c, 0x010].map(cell) as [Cell, Cell, Cell, Cell];
  const events = Array.from({ length: CHANNELS }, (_, n) => cell(0x140 + 4 * n));
  const compares = Array.from({ length: CHANNELS }, (_, n) => cell(0x540 + 4 * n));
  const [shorts, enable, disable] = [0x200, 0x304, 0x308].map(cell) as [Cell, Cell, Cell];
  const [mode, width, prescaler] = [0x504, 0x508, 0x510].map(cell) as [Cell, Cell, Cell];
  const has = (register: Cell, bit: number): boolean => ((register.value >>> bit) & 1) === 1;
  const tickUs = (): number => (2 ** Math.min(9, prescaler.value & 15) * 1e6) / COUNTER_HZ;
  // The one that brings the counter back to 0, else the one that interrupts, else the one that is set.
  const channel = (): number => {
    const all = Array.from({ length: CHANNELS }, (_, n) => n);
    const set = all.filter((n) => compares[n]!.value > 0);
    return set.find((n) => has(shorts, n)) ?? set.find((n) => has(enable, 16 + n)) ?? set[0] ?? 0;
  };
  const full = (): number => 2 ** (WIDTHS[width.value & 3] ?? 16);
  const match = (): number => compares[channel()]!.value % full();
  const timer = new PeriodicTimer(machine, {
    name: place.name,
    periodUs: () =>
      has(start, 0) && (mode.value & 3) === 0 && match() > 0 ? match() * tickUs() : Number.POSITIVE_INFINITY,
    enabled: () => has(start, 0),
    arm: () => {
      start.value = 1;
      enable.value = 0xf0000;
    },
    interrupting: () => has(enable, 16 + channel()),
    acts: () => carried(machine, place.base! + 0x140 + 4 * channel()),
    handlers: Object.values(place.handlers),
    raise: () => {
      const n = channel();
      // Where code elsewhere sets it up, which channel it uses is not known: the handler asks for its own.
      const unknown = compares.every(({ value }) => value === 0);
      for (const each of unknown ? events : [events[n]!]) each.value = 1;
      if (has(shorts, 8 + n)) start.value = 0;
      carry(machine, place.base! + 0x140 + 4 * n);
    },
    // A counter that nothing clears goes once round.
    after: () => (has(start, 0) && match() > 0 && !has(shorts, channel()) ? full() * tickUs() : null),
  });
  timer.ownClock = true;
  start.onWrite = (written) => {
    if (!(written & 1) || has(start, 0)) return;
    start.value = 1;
    timer.restart();
  };
  for (const task of [stop, shutdown])
    task.onWrite = (written) => {
      if (!(written & 1)) return;
      start.value = 0;
      timer.refresh();
    };
  clear.onWrite = (written) => {
    if (written & 1) timer.restart();
  };
  enable.onWrite = (written) => {
    enable.value = (enable.value | written) >>> 0;
    timer.refresh();
  };
  disable.onWrite = (written) => {
    enable.value = (enable.value & ~written) >>> 0;
  };
  for (const each of [...compares, shorts, prescaler, width, mode]) each.onChange = () => timer.rescale();
  for (const event of events)
    event.onRead = () => {
      timer.look(() => event.value !== 0);
      return event.value;
    };
}

type Cell = ReturnType<Machine['file']['cell']>;
