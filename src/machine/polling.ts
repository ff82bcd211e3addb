/**
 * A program that reads pins or a register over and over: what they gave is known until something happens, and time goes
 * on to that.
 */
import type { Machine } from './machine.ts';
import { nextInputUs, skipToNext } from './sources.ts';

/** What reading a pin again costs of them where nothing has happened since. */
const GLANCE = 1 / 8;

const MOST_GLANCES = 8192;

/** Reads of one place in a row after which a program is taken to wait. */
export const WATCHING = 2000;

/** Reads of pins after which it is asked whether the loop only looks; twice as many each time the answer is no. */
export const GLANCES = 16;

/** Reads, writes and calls a program may make: about a second's worth. */
export const ACCESS_LIMIT = 1_500_000;

/** Something has happened, or may have: what pins gave is not known any more. */
export function stir(machine: Machine): void {
  if (machine.seen.size > 0) machine.seen.clear();
  machine.glances = 0;
  machine.othersSinceFuel = true;
}

/** In a loop of the program that only looks at things. */
export function onlyLooks(machine: Machine, line: number): boolean {
  const { waits } = machine.options;
  if (!waits || waits.size === 0 || machine.handlerDepth > 0 || machine.scheduler !== null || !machine.run)
    return false;
  if (line > 0) return waits.has(line);
  const place = machine.run.frames().find((frame) => frame.line > 0);
  return place !== undefined && waits.has(place.line);
}

/** A read of pins: what it gave the last time where nothing has happened since; null where that is not known. */
export function look(machine: Machine, key: number, line: number): number | null {
  const value = machine.seen.get(key);
  if (value === undefined || !machine.run || machine.run.steps() >= machine.seenUntil) return null;
  machine.accesses += GLANCE;
  machine.glances += 1;
  if (++machine.unasked < machine.askEvery) return value;
  machine.unasked = 0;
  machine.keepTime();
  if (machine.accesses > ACCESS_LIMIT) machine.stop('out-of-steps');
  if (!onlyLooks(machine, line)) {
    machine.askEvery = Math.min(MOST_GLANCES, machine.askEvery * 2);
    return value;
  }
  machine.askEvery = GLANCES;
  if (!skipToNext(machine)) machine.stop('settled');
  return null;
}

/** Keeps what a read of pins gave. */
export function remember(machine: Machine, key: number, value: number): void {
  if (!machine.run || machine.handlerDepth > 0) return;
  if (machine.seen.size === 0 || machine.run.steps() >= machine.seenUntil) {
    machine.seen.clear();
    const next = nextInputUs(machine);
    machine.seenUntil = next === Number.POSITIVE_INFINITY ? next : machine.run.steps() + machine.clock.stepsUntil(next);
  }
  machine.seen.set(key, value);
}

/**
 * A program that reads one place over and over waits for it: time goes on to the next thing that happens. True: it is a
 * register of a unit that is not modelled, whose flag the hardware would have changed by now.
 */
export function watch(machine: Machine, address: number): boolean {
  const watched = machine.watched;
  if (watched.address !== address || watched.activity !== machine.activity) {
    machine.watched = { address, activity: machine.activity, reads: 0 };
    return false;
  }
  watched.reads += 1;
  if (watched.reads % WATCHING !== 0 || machine.handlerDepth > 0) return false;
  if (watched.reads < WATCHING * 10 && machine.file.isStorage(address)) return true;
  if (machine.file.isSteady(address)) return false;
  if (!skipToNext(machine) && watched.reads >= WATCHING * 100) {
    machine.starved = true;
    machine.stop('settled');
  }
  return false;
}
