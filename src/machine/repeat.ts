import type { PinEvent } from './events.ts';
import type { Machine } from './machine.ts';
import { nextInputUs } from './sources.ts';

export interface Repeat {
  /** events[start .. start + period) come again and again. */
  start: number;
  period: number;
  /** True: the program and the chip were seen in the same state twice. False: the events alone were seen to repeat. */
  proven: boolean;
}

/** More states than this are not remembered: a program that counts without end has none that comes back. */
const STATE_LIMIT = 40_000;
/** Visits after a change at which the state is compared; later only each SPARSE-th and the one after it. */
const CLOSE_LOOKS = 300;
const SPARSE = 256;
/** Visits looked at after an idle one: what woke the program has mostly changed nothing. */
const CLOSE_AFTER_IDLE = 3;
/** Looks in vain after which they become rarer, so that a loop that only counts costs no more than its turns. */
const VAIN_LOOKS = 256;
/** Visits in a row without a write, a call or a change after which a program is taken to count for ever. */
const COUNTS_FOR_EVER = 20_000_000;
/** A period of more events than this is not run a second time. */
const REPLAY_LIMIT = 300;

/**
 * Finds out at the heads of endless loops whether the program and the chip are in a state they were in before. Then
 * everything from there on comes again, for as long as nothing from outside changes.
 */
export class RepeatFinder {
  found: Repeat | null = null;
  private readonly seen = new Map<string, number>();
  private visits = 0;
  private eventsAt = -1;
  private activityAt = -1;
  private idleFrom = 0;
  private vainLooks = 0;
  /** Visits that are looked at whatever their number. */
  private closeLooks = 0;
  private readonly last = new Map<
    number,
    { state: string; events: number; timeReads: number; nextInputUs: number; atUs: number }
  >();
  /** How long the turn took that has just been found idle. */
  turnUs = 0;
  /** Counts reads of the running time; a program that looks at the clock can behave differently in the same state. */
  timeReads = 0;

  /**
   * 'repeats': proven and seen long enough. 'idle': nothing has changed since the last visit. 'silent': a state came
   * back and no pin had changed meanwhile.
   */
  visit(loop: number, machine: Machine, hash: () => string): 'repeats' | 'idle' | 'silent' | null {
    const events = machine.events.length;
    if (this.found && (this.found.period > REPLAY_LIMIT || events >= this.found.start + 2 * this.found.period + 1))
      return 'repeats';
    if (events !== this.eventsAt) {
      this.eventsAt = events;
      this.visits = 0;
      this.idleFrom = 0;
      this.vainLooks = 0;
    }
    this.visits += 1;
    // Long after the last change a state is looked at now and then only: programs that count turns would drown in it.
    if (this.visits > CLOSE_LOOKS) {
      if (this.visits % 1000 === 0 && machine.quietForLong()) return 'silent';
      if (machine.activity !== this.activityAt) {
        this.activityAt = machine.activity;
        this.idleFrom = this.visits;
      } else if (this.visits - this.idleFrom > COUNTS_FOR_EVER) return 'silent';
      const sparse = SPARSE * (1 + Math.floor(this.vainLooks / VAIN_LOOKS));
      if (this.closeLooks > 0) this.closeLooks -= 1;
      else if (this.visits % sparse > 1) return null;
    }
    const state = `${loop}|${hash()}|${machine.fixedSnapshot()}`;
    const before = this.last.get(loop);
    const atUs = machine.clock.nowUs;
    const next = nextInputUs(machine);
    this.last.set(loop, { state, events, timeReads: this.timeReads, nextInputUs: next, atUs });
    const same = before?.state === state && before.events === events && before.timeReads === this.timeReads;
    // An input that has changed meanwhile may not have been looked at yet.
    if (same && before.nextInputUs === next) {
      this.turnUs = atUs - before.atUs;
      this.vainLooks = 0;
      this.closeLooks = CLOSE_AFTER_IDLE;
      return 'idle';
    }
    this.vainLooks += 1;
    if (this.timeReads > 0 || this.found) return null;
    const key = `${state}|${machine.phases()}|${next}`;
    const first = this.seen.get(key);
    if (first === undefined) {
      if (this.seen.size < STATE_LIMIT) this.seen.set(key, events);
      return null;
    }
    if (first === events) {
      this.seen.clear();
      return 'silent';
    }
    if (next !== Number.POSITIVE_INFINITY) return null;
    this.found = { start: first, period: events - first, proven: true };
    return null;
  }
}

/** Same pins, same levels. */
export function sameChanges(a: PinEvent, b: PinEvent): boolean {
  if (a.changes.length !== b.changes.length) return false;
  return a.changes.every((change) =>
    b.changes.some((other) => other.port === change.port && other.bit === change.bit && other.level === change.level),
  );
}

/** Same time from one event to the next, with what an estimate may differ by. */
export function sameGap(a: PinEvent, afterA: PinEvent, b: PinEvent, afterB: PinEvent, timed: boolean): boolean {
  const exact = exactDifference(a, afterA, b, afterB);
  const first = afterA.steps - a.steps;
  const second = afterB.steps - b.steps;
  if (timed) {
    const one = afterA.exactUs + afterA.estimatedUs - a.exactUs - a.estimatedUs;
    const two = afterB.exactUs + afterB.estimatedUs - b.exactUs - b.estimatedUs;
    return Math.abs(one - two) <= 20 + 0.005 * Math.max(one, two);
  }
  return exact < 1 && Math.abs(first - second) <= 40 + 0.003 * Math.max(first, second);
}

/** Gaps so different in the steps they take that no estimate could make them one. */
function unlikeGaps(a: PinEvent, afterA: PinEvent, b: PinEvent, afterB: PinEvent): boolean {
  const [first, second] = [afterA.steps - a.steps, afterB.steps - b.steps];
  const exact = exactDifference(a, afterA, b, afterB);
  const asked = Math.max(afterA.exactUs - a.exactUs, afterB.exactUs - b.exactUs);
  return asked < 1 && exact < 1 && Math.abs(first - second) > 500 + 0.4 * Math.max(first, second);
}

const exactDifference = (a: PinEvent, afterA: PinEvent, b: PinEvent, afterB: PinEvent): number =>
  Math.abs(afterA.exactUs - a.exactUs - (afterB.exactUs - b.exactUs));

/** Does the sequence from `start` on repeat with this period, as far as it was recorded? */
function holds(events: PinEvent[], start: number, period: number, timed: boolean, gaps: boolean): boolean {
  for (let i = start; i + period < events.length; i++) {
    if (!sameChanges(events[i]!, events[i + period]!)) return false;
    if (
      gaps &&
      i + period + 1 < events.length &&
      !sameGap(events[i]!, events[i + 1]!, events[i + period]!, events[i + period + 1]!, timed)
    ) {
      return false;
    }
  }
  return true;
}

/** Takes a repeat to its shortest period and its earliest start. */
export function tighten(repeat: Repeat, events: PinEvent[], timed: boolean): Repeat {
  let { start, period } = repeat;
  const recorded = events.slice(0, Math.min(events.length, start + 2 * period + 1));
  for (let shorter = 1; shorter <= period / 2; shorter++) {
    if (period % shorter === 0 && holds(recorded, start, shorter, timed, true) && recorded.length > start + shorter) {
      period = shorter;
      break;
    }
  }
  while (
    start > 0 &&
    start - 1 + period < events.length &&
    sameChanges(events[start - 1]!, events[start - 1 + period]!)
  ) {
    const next = events[start + period];
    // An estimate is no reason to let it begin later.
    if (next && !timed && exactDifference(events[start - 1]!, events[start]!, events[start - 1 + period]!, next) >= 1)
      break;
    if (next && unlikeGaps(events[start - 1]!, events[start]!, events[start - 1 + period]!, next)) break;
    start -= 1;
  }
  return { ...repeat, start, period };
}

/** The shortest period that the recorded events show at least `times` times in a row up to their end; `exactly`: in their times too. */
export function observeRepeat(events: PinEvent[], timed: boolean, times = 3, exactly = false): Repeat | null {
  for (const gaps of exactly ? [true] : [true, false]) {
    for (let period = 1; period * times <= events.length; period++) {
      let start = events.length - period;
      while (start > 0 && sameChanges(events[start - 1]!, events[start - 1 + period]!)) {
        if (
          gaps &&
          start + period < events.length &&
          !sameGap(events[start - 1]!, events[start]!, events[start - 1 + period]!, events[start + period]!, timed)
        )
          break;
        start -= 1;
      }
      if (
        events.length - start >= period * times &&
        // Most of what was recorded, not just its end: bits of one level shifted out look like a loop of two clock edges.
        events.length - start >= events.length * 0.6
      ) {
        return { start, period, proven: false };
      }
    }
  }
  return null;
}
