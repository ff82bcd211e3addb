import type { ClockField, TimerPlace } from '../../knowledge/chip.ts';
import type { Machine } from '../machine.ts';
import type { Cell } from '../registers.ts';
import { PeriodicTimer } from './periodic.ts';

interface Field {
  offset: number;
  register?: string | undefined;
  bit: number;
  bits: number;
}

/** A field, and the values that count; absent: every one but 0. */
interface Choice extends Field {
  at?: number[] | undefined;
}

/** A program that watches the counter run sees it run; what it writes there begins the round anew. */
function showElapsed(
  machine: Machine,
  cell: Cell,
  timer: PeriodicTimer,
  ticks: () => number,
  tickUs: () => number,
): void {
  let lastRead = -1;
  cell.onWrite = (value) => {
    cell.value = value;
    timer.restart(value * tickUs());
  };
  cell.onRead = () => {
    machine.repeat.timeReads += 1;
    if (!timer.running) return cell.value;
    const count = (): number => Math.max(0, Math.floor(ticks() - timer.leftUs / tickUs() + 1e-6));
    if (lastRead === machine.activity) {
      const ahead = Math.min(machine.ahead(count()), ticks() - 1 - count());
      if (ahead > 2) machine.passTime((ahead - 1) * tickUs());
      else machine.clock.pass(Math.max(0.5, tickUs()));
    }
    lastRead = machine.activity;
    timer.look(() => true);
    return count();
  };
}

/** By how much a bus's clock is slower than the core's. */
function busDivider(machine: Machine, { register, bit, bits, plus, table }: ClockField): number {
  const number = (machine.file.stored(machine.addressOf(register), 1) >>> bit) & ((1 << bits) - 1);
  return table ? (table[number] ?? 1) : number + plus;
}

/** A timer described by its fields: LPC match timers, Kinetis PIT, PIC TMR0 and TMR1, Tiva GPTM. */
export function connectPlainTimer(machine: Machine, place: TimerPlace): void {
  const { plain } = place;
  const base = place.base ?? 0;
  if (!plain) return;
  const bytes = machine.chip.unitBytes;
  const addressOf = ({ register, offset }: Field): number => (register ? machine.addressOf(register) : base) + offset;
  const cells = (field: Field) => {
    const all = Array.from({ length: Math.ceil((field.bit + field.bits) / (8 * bytes)) }, (_, i) =>
      machine.file.cell(addressOf(field) + i * bytes),
    );
    return plain.highFirst ? all.toReversed() : all;
  };
  const raw = (field: Field): number =>
    cells(field).reduce((sum, cell, i) => sum + cell.value * 2 ** (8 * bytes * i), 0);
  const get = (field: Field): number => Math.floor(raw(field) / 2 ** field.bit) % 2 ** field.bits;
  const is = (choice: Choice): boolean => (choice.at ? choice.at.includes(get(choice)) : get(choice) > 0);
  const { flag, reload, counter, prescaler, divider, source, bypass, choice, swings, locks } = plain;
  const flagCell = machine.file.cell(addressOf(flag));
  const flagMask = (1 << flag.bit) >>> 0;
  const raised = (): boolean => (flagCell.value & flagMask) !== 0;
  /** Hertz of a clock that is not the core's. */
  const ownHz = (): number => (source ? (source.table[get(source)] ?? 0) : 0);
  const tickUs = (): number => {
    const own = ownHz();
    // What divides the core's clock for a bus divides no clock of the timer's own.
    let clocks = own > 0 ? 1 : plain.bus ? busDivider(machine, plain.bus) : (place.clockDivider ?? 1);
    if (prescaler && !(bypass && get(bypass)))
      clocks *= prescaler.table ? (prescaler.table[get(prescaler)] ?? 1) : get(prescaler) + prescaler.plus;
    if (divider) clocks *= divider.table ? (divider.table[get(divider)] ?? 1) : get(divider) + divider.plus;
    if (plain.every) clocks *= Math.max(1, get(plain.every));
    const chosen = choice?.of[get(choice)];
    if (chosen) clocks *= chosen.table[get(chosen)] ?? 1;
    return (clocks * 1e6) / (own || (place.hz ?? machine.chip.clockHz));
  };
  const full = counter ? 2 ** counter.bits : 0;
  const running = (): boolean =>
    plain.on.every(is) &&
    !plain.off.some(is) &&
    ownHz() >= 0 &&
    !(plain.still && get(plain.still) === plain.still.value);
  /** What keeps its interrupt from coming. */
  const shut = () => [
    ...plain.interrupt.filter((field) => get(field) === 0),
    ...plain.masked.filter((field) => get(field) > 0),
  ];
  const lets = (): boolean => shut().length === 0;
  const free = (): boolean => plain.free && plain.elapsed !== undefined && reload !== undefined && get(reload) === 0;
  const ticks = (): number => {
    if (free()) return 2 ** plain.elapsed!.bits;
    if (reload && swings && get(swings) === swings.value) return 2 * get(reload);
    if (reload) return reload.toEnd ? 2 ** reload.bits - get(reload) : get(reload) + reload.plus;
    return counter ? full - get(counter) : 1;
  };
  const vectors = Object.values(place.handlers).map((names) => names.split('|'));
  const timer: PeriodicTimer = new PeriodicTimer(machine, {
    name: place.name,
    periodUs: () => {
      timer.ownClock = place.hz !== undefined || ownHz() > 0;
      return running() && (!reload || reload.toEnd || get(reload) > 0 || free())
        ? ticks() * tickUs()
        : Number.POSITIVE_INFINITY;
    },
    interrupting: () => lets() && locks.every((field) => get(field) === 0),
    shutBy: () => {
      const closed = shut();
      return closed.length > 0 && closed.every(({ said }) => said !== undefined) ? closed[0]!.said! : null;
    },
    heldBy: () => (lets() ? (locks.find((field) => get(field) > 0)?.said ?? null) : null),
    taken: () => {
      if (plain.clear === 'taken') flagCell.value = (flagCell.value & ~flagMask) >>> 0;
      for (const field of locks) {
        const cell = machine.file.cell(addressOf(field));
        cell.value = (cell.value | (1 << field.bit)) >>> 0;
      }
    },
    handlers: vectors.flat(),
    chosen: plain.vector ? () => vectors[get(plain.vector!)] ?? null : undefined,
    raised: () => plain.insists && raised(),
    raise: () => {
      if (free()) return;
      flagCell.value = (flagCell.value | flagMask) >>> 0;
      const [on] = plain.on;
      if (!plain.stops || !is(plain.stops) || !on) return;
      const cell = machine.file.cell(addressOf(on));
      cell.value = (cell.value & ~(1 << on.bit)) >>> 0;
    },
    // Past its end a counter that nothing reloads goes on from 0.
    after: () => {
      if (!counter || reload) return null;
      for (const cell of cells(counter)) cell.value = 0;
      return full * tickUs();
    },
  });
  if (source?.register)
    timer.assumedHz = () => (cells(source).some(({ written }) => written) || ownHz() <= 0 ? null : ownHz());
  const watch = (field: Field | undefined, act: () => void): void => {
    if (!field) return;
    for (const cell of cells(field)) {
      const older = cell.onChange;
      cell.onChange = () => {
        older?.();
        act();
      };
    }
  };
  const deciding = [
    plain.every,
    plain.still,
    // A counter that runs up to its overflow takes the reload value there, and not before.
    reload?.toEnd ? undefined : reload,
    prescaler,
    divider,
    source,
    bypass,
    choice,
    ...(choice?.of ?? []),
    swings,
  ];
  for (const field of [...plain.on, ...plain.off, ...deciding]) watch(field, () => timer.refresh());
  const { restart } = plain;
  watch(restart, () => {
    if (!restart || get(restart) === 0) return;
    const cell = machine.file.cell(addressOf(restart));
    cell.value = (cell.value & ~(1 << restart.bit)) >>> 0;
    timer.restart();
  });
  watch(counter, () => timer.restart());
  const olderRead = flagCell.onRead;
  flagCell.onRead = () => {
    const before = olderRead?.();
    timer.look(raised);
    return before === undefined ? flagCell.value : (before | (flagCell.value & flagMask)) >>> 0;
  };
  const clear = plain.clear.endsWith('-elsewhere') ? plain.clearAt : flag;
  const clears = plain.clear.startsWith('zero') ? 0 : 1;
  if (plain.elapsed) showElapsed(machine, machine.file.cell(addressOf(plain.elapsed)), timer, ticks, tickUs);
  if (plain.clear === 'zero' && plain.flagsOnly)
    flagCell.onWrite = (value, mask) => {
      flagCell.value = (flagCell.value & (value | ~mask)) >>> 0;
    };
  if (plain.clear === 'zero' || plain.clear === 'taken' || !clear) return;
  const target = machine.file.cell(addressOf(clear));
  const older = target.onWrite;
  target.onWrite = (value, mask) => {
    if (older) older(value, mask);
    else if (target !== flagCell) target.value = ((target.value & ~mask) | value) >>> 0;
    else if (flag.settings) target.value = ((target.value & (~mask | flagMask)) | (value & ~flagMask)) >>> 0;
    if ((mask >>> clear.bit) & 1 && ((value >>> clear.bit) & 1) === clears)
      flagCell.value = (flagCell.value & ~flagMask) >>> 0;
    if (flag.settings) target.onChange?.();
  };
}
