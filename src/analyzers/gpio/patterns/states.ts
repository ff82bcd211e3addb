import { type PinStory, timedRound } from '../behaviour.ts';
import type { GpioFacts } from '../facts.ts';
import { levelAfter } from '../levels.ts';

/** Levels of the moving pins between two changes, and for how long they stand. */
export interface State {
  levels: (0 | 1)[];
  seconds: number;
}

/** States shorter than this share of the period are only the way from one to the next. */
const PASSING_SHARE = 0.004;

/** The states of one period that last, in order, neighbours that are equal joined; empty where times are unknown. */
export function statesOf(facts: GpioFacts, pins: PinStory[]): State[] {
  const { loop, loopSeconds } = facts;
  if (!loop || loopSeconds === null || loopSeconds <= 0) return [];
  const round = timedRound(facts);
  const levels = pins.map((story) => levelAfter(facts, story.pin, round));
  const start = facts.eventInfo[round]!.seconds;
  const states: State[] = [];
  for (let at = round; at < round + loop.period; at++) {
    const changes = facts.events[at];
    if (!changes) return [];
    for (const { pin, level } of changes) {
      const index = pins.findIndex((story) => story.pin === pin);
      if (index >= 0) levels[index] = level;
    }
    const end = at + 1 < round + loop.period ? facts.eventInfo[at + 1]!.seconds : start + loopSeconds;
    const seconds = end - facts.eventInfo[at]!.seconds;
    if (seconds < PASSING_SHARE * loopSeconds) continue;
    const before = states.at(-1);
    if (before?.levels.every((level, i) => level === levels[i])) before.seconds += seconds;
    else states.push({ levels: [...levels], seconds });
  }
  const [first] = states;
  const last = states.at(-1);
  if (first && last && states.length > 1 && first.levels.every((level, i) => level === last.levels[i])) {
    first.seconds += last.seconds;
    states.pop();
  }
  return states;
}

/** True where all lengths are about the same. */
export function even(seconds: number[]): boolean {
  return Math.max(...seconds) - Math.min(...seconds) <= 0.03 * Math.max(...seconds);
}
