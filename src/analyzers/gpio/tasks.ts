import type { Machine, PinEvent } from '../../machine/machine.ts';
import type { Repeat } from '../../machine/repeat.ts';
import { tighten } from '../../machine/repeat.ts';

/** Tasks followed, and changes that are laid side by side. */
const TASK_LIMIT = 6;
const JOINED_LIMIT = 1000;

const timeOf = (event: PinEvent): number => event.exactUs + event.estimatedUs;

interface Run {
  machine: Machine;
  /** Changes of this task alone. */
  events: PinEvent[];
  /** Its own repetition, counted in its own changes, and how long that takes. */
  repeat: { start: number; period: number; us: number } | null;
}

function runOf(machine: Machine, from: number): Run {
  const events = machine.events.slice(from);
  const { found } = machine.repeat;
  if (!found || found.period === 0) return { machine, events, repeat: null };
  const start = Math.max(0, found.start - from);
  const first = events[start];
  const second = events[start + found.period];
  const us = first && second ? Math.round(second.exactUs - first.exactUs) : 0;
  return { machine, events, repeat: us > 0 ? { start, period: found.period, us } : null };
}

/** The task's changes up to a moment: those that were recorded, then its repetition again and again. */
function until(run: Run, endUs: number): PinEvent[] {
  const { events, repeat } = run;
  if (!repeat) return events.filter((event) => timeOf(event) <= endUs);
  const result = events.slice(0, repeat.start + repeat.period);
  for (let round = 1; result.length < JOINED_LIMIT; round++) {
    for (const event of events.slice(repeat.start, repeat.start + repeat.period))
      result.push({ ...event, exactUs: event.exactUs + round * repeat.us });
    if (timeOf(result.at(-1)!) > endUs) break;
  }
  return result.filter((event) => timeOf(event) <= endUs);
}

function leastCommonMultiple(numbers: number[]): number {
  const divisor = (a: number, b: number): number => (b === 0 ? a : divisor(b, a % b));
  return numbers.reduce((all, each) => (all / divisor(all, each)) * each, 1);
}

/**
 * Several tasks: each is run by itself, and what they do to pins is put together by time. Exact as long as they share
 * nothing; where all of them repeat, the whole repeats after the least common multiple of their periods.
 */
export function joinTasks(machine: Machine, follow: (task: number) => Machine): void {
  const others = machine.tasks.slice(1, TASK_LIMIT).map((_, i) => follow(i + 1));
  const runs = [runOf(machine, 0), ...others.map((each) => runOf(each, each.tasksFrom))];
  const acting = runs.filter((run) => run.events.length > 0);
  const repeating = acting.filter((run) => run.repeat !== null);
  const allRepeat =
    repeating.length > 0 && acting.every((run) => run.repeat !== null || run.machine.stopped === 'settled');
  const roundUs = allRepeat ? leastCommonMultiple(repeating.map((run) => run.repeat!.us)) : 0;
  const startUs = Math.max(0, ...repeating.map((run) => timeOf(run.events[run.repeat!.start]!)));
  // A task that ended or fell silent does not limit the others.
  const lively = acting.filter((run) => run.events.length > 8);
  const endUs = allRepeat ? startUs + 2 * roundUs + 1000 : Math.min(...lively.map((run) => timeOf(run.events.at(-1)!)));
  const merged = runs
    .flatMap((run, task) => until(run, endUs).map((event) => ({ event, task })))
    .sort(
      (a, b) =>
        Math.round(a.event.exactUs - b.event.exactUs) ||
        (machine.tasks[b.task]?.priority ?? 0) - (machine.tasks[a.task]?.priority ?? 0) ||
        a.task - b.task,
    )
    .map(({ event }) => event);
  machine.events.splice(0, machine.events.length, ...merged.slice(0, JOINED_LIMIT));
  machine.repeat.found = allRepeat ? wholeRepeat(merged, startUs, roundUs) : null;
  for (const other of others) {
    for (const [name, port] of other.ports) machine.ports.get(name)!.everOutput |= port.everOutput;
    for (const [key, frames] of other.madeOutput) if (!machine.madeOutput.has(key)) machine.madeOutput.set(key, frames);
    for (const [name, port] of other.ports)
      for (let bit = 0; bit < port.pins; bit++)
        if ((port.everOutput >>> bit) & 1) machine.modesOfTasks.set(`${name}:${bit}`, port.mode(bit));
    machine.awaited ??= other.awaited;
  }
}

function wholeRepeat(merged: PinEvent[], startUs: number, roundUs: number): Repeat | null {
  const start = merged.findIndex((event) => event.exactUs >= startUs - 1);
  const period = merged.filter((event) => event.exactUs >= startUs - 1 && event.exactUs < startUs - 1 + roundUs).length;
  if (start < 0 || period === 0 || start + 2 * period > JOINED_LIMIT || merged.length < start + 2 * period) return null;
  return tighten({ start, period, proven: true }, merged, true);
}
