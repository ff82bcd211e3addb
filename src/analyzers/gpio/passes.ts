import type { Machine } from '../../machine/machine.ts';
import type { GpioFacts } from './facts.ts';
import { placeOf } from './place.ts';
import type { Evidence } from './reason.ts';

/** Passes of the loop that was entered last: the program's main loop. */
export function passesOf(machine: Machine): { events: number; delays: number }[] {
  const main = machine.passes.at(-1)?.loop;
  return machine.passes.filter((pass) => pass.loop === main).map(({ events, delays }) => ({ events, delays }));
}

/** Levels of all pins after the first `events` changes. */
function levelsAfter(machine: Machine, events: number): Map<string, 0 | 1> {
  const levels = new Map<string, 0 | 1>();
  for (const event of machine.events.slice(0, events)) {
    for (const { port, bit, level } of event.changes) levels.set(`${port}:${bit}`, level);
  }
  return levels;
}

/**
 * Where the first pass of the main loop differs from all that follow: at each of its waits, the pins whose level is one
 * thing the first time and another, always the same, later on.
 */
export function firstPassOf(evidence: Evidence, lastLine: number): GpioFacts['firstPass'] {
  const { machine } = evidence.simulation;
  const passes = passesOf(machine);
  if (passes.length < 3) return [];
  // The head tells when the loop starts over: the first pass ends at the first visit, and holds as many waits as the others.
  const length = passes[1]!.delays - passes[0]!.delays;
  const first = machine.delays.slice(Math.max(0, passes[0]!.delays - length), passes[0]!.delays);
  const later = passes.slice(0, -1).map((pass, i) => machine.delays.slice(pass.delays, passes[i + 1]!.delays));
  if (length === 0 || later.length < 2 || later.some((each) => each.length !== first.length) || first.length > 20)
    return [];
  const found: GpioFacts['firstPass'] = [];
  for (const [index, wait] of first.entries()) {
    const before = levelsAfter(machine, wait.events);
    const others = later.map((pass) => levelsAfter(machine, pass[index]!.events));
    for (const key of new Set(others.flatMap((each) => [...each.keys()]))) {
      const levels = others.map((each) => each.get(key) ?? 0);
      const level = levels[0]!;
      const was = before.get(key) ?? 0;
      if (was === level || levels.some((each) => each !== level)) continue;
      const at = key.lastIndexOf(':');
      const pin = { port: key.slice(0, at), bit: Number(key.slice(at + 1)) };
      const line = evidence.lineOf(placeOf(wait.frames, lastLine)?.line ?? 0);
      found.push({ ...evidence.naming.name(pin), delay: index + 1, line, first: was, later: level });
    }
  }
  return found;
}
