/** What happens by itself: the next event of the sources and inputs, and going on to it. */
import type { Source } from './events.ts';
import type { Machine } from './machine.ts';
import { stir } from './polling.ts';

/** Handlers that run inside of each other. */
export const MAX_NESTING = 1;

/** When a level changes from outside next. */
export function nextInputUs(machine: Machine): number {
  let next = Number.POSITIVE_INFINITY;
  for (const changes of machine.outsideBy.values()) {
    for (const { atUs } of changes) if (atUs > machine.clock.nowUs && atUs < next) next = atUs;
  }
  return next;
}

/** Goes to a moment, with what happens then; false where it never comes. */
function goTo(machine: Machine, us: number): boolean {
  if (us === Number.POSITIVE_INFINITY) return false;
  stir(machine);
  machine.clock.pass(us - machine.clock.nowUs);
  catchUp(machine);
  return true;
}

/** Goes to the next moment at which something happens by itself; for a program that only waits. */
export const skipToNext = (machine: Machine): boolean =>
  goTo(machine, Math.min(nextSourceUs(machine), nextInputUs(machine)));

/** A loop that waits this long a turn looks at its pins at its own pace. */
const WAITS_US = 100;

/** The same for a loop that changes nothing: it goes on in whole turns where it waits in them, so that it looks when it would. */
export function skipTurns(machine: Machine, turnUs: number): boolean {
  const next = Math.min(nextSourceUs(machine), nextInputUs(machine));
  if (turnUs < WAITS_US || next === Number.POSITIVE_INFINITY) return skipToNext(machine);
  const turns = Math.floor((next - machine.clock.nowUs) / turnUs);
  return turns < 1 || goTo(machine, machine.clock.nowUs + turns * turnUs);
}

/** Goes to the next change from outside. */
export const skipToInput = (machine: Machine): boolean => goTo(machine, nextInputUs(machine));

/** The source whose event comes first. */
export function nextSource(machine: Machine): Source | null {
  let first: Source | null = null;
  let at = Number.POSITIVE_INFINITY;
  for (const source of machine.sources) {
    const next = source.nextUs();
    if (next < at) {
      at = next;
      first = source;
    }
  }
  return first;
}

/** When the next event of a source comes. */
export function nextSourceUs(machine: Machine): number {
  return nextSource(machine)?.nextUs() ?? Number.POSITIVE_INFINITY;
}

/** Fires what has come due. */
export function catchUp(machine: Machine): void {
  for (let guard = 0; guard < 1000 && machine.handlerDepth < MAX_NESTING; guard++) {
    const source = nextSource(machine);
    if (!source || source.nextUs() > machine.clock.nowUs) return;
    fire(machine, source);
  }
}

/** Lets an event happen, with its handler. */
export function fire(machine: Machine, source: Source): void {
  // A handler that only counts makes no access, and the program may wait for it for ever.
  machine.enter();
  stir(machine);
  machine.dueUs = Number.NEGATIVE_INFINITY;
  const handler = source.fire();
  machine.settle();
  if (handler === null || !machine.run) return;
  machine.handlerDepth += 1;
  machine.firing = handler;
  machine.raised = source.raisesFlags ? new Set() : null;
  try {
    machine.run.interrupt(handler);
    repeatWhileAsked(machine, source, handler);
  } finally {
    machine.raised = null;
    machine.firing = null;
    machine.handlerDepth -= 1;
  }
  machine.keepTime();
}

/** Calls after which a handler whose flag still stands is taken never to clear it. */
const CALLS_FOR_EVER = 16;
/** What a processor takes to enter a handler and to leave it, about. */
const CALL_CLOCKS = 24;
/** Calls in a row without a change after which none is waited for. */
const QUIET_CALLS = 5000;

/** A handler that leaves its flag standing is called again at once, and the program it interrupted does not go on. */
function repeatWhileAsked(machine: Machine, source: Source, handler: string): void {
  // What a library's own handler does for its callback is not all written out, and a function that is not here may clear it.
  if (!source.asking || handler.startsWith('__')) return;
  const unknown = machine.unknownCalls;
  for (let calls = 0, quiet = 0; source.asking() && machine.unknownCalls === unknown; calls++) {
    const before = machine.events.length;
    machine.keepTime();
    machine.clock.estimatedUs += (CALL_CLOCKS * 1e6) / machine.chip.clockHz;
    if (calls === CALLS_FOR_EVER && !source.byLevel?.()) machine.neverLeft = handler;
    machine.run!.interrupt(handler);
    machine.settle();
    quiet = machine.events.length === before ? quiet + 1 : 0;
    if (quiet < QUIET_CALLS) continue;
    // The level ends without the handler's doing.
    if (source.byLevel?.()) return;
    machine.stop('settled');
  }
}
