import { type PinStory, timedRound } from './behaviour.ts';
import type { GpioFacts } from './facts.ts';

/** What a pin does over and over: levels with how long each lasts, as short as the repetition allows. */
export interface Rhythm {
  spans: { level: 0 | 1; seconds: number }[];
  /** When in the period the first span begins, in seconds from the period's start. */
  offsetSeconds: number;
  seconds: number;
}

/** Changes that follow one another more quickly have no wait between them. */
export const SHORTEST_SECONDS = 1e-6;
/** Two lengths count as one below this share of them; a few statements between two waits differ by less. */
const SAME_SHARE = 0.02;
const same = (a: number, b: number): boolean => Math.abs(a - b) <= Math.max(SAME_SHARE * Math.max(a, b), 2e-5);

/** The rhythm of a pin that changes in the loop; null where it does not, or where the times are unknown. */
export function rhythmOf(story: PinStory, facts: GpioFacts): Rhythm | null {
  const total = facts.loopSeconds;
  const { looping } = story;
  const { loop } = facts;
  if (total === null || total <= 0 || looping.length < 2 || !loop) return null;
  // Nothing waits: how long a few instructions take is no length that could be told.
  if (total / looping.length < SHORTEST_SECONDS) return null;
  const spans = looping.map((change, i) => ({
    level: change.level,
    seconds: Math.max(0, (looping[i + 1]?.seconds ?? looping[0]!.seconds + total) - change.seconds),
  }));
  if (spans.some((span, i) => span.level === spans[(i + 1) % spans.length]!.level)) return null;
  let unit = spans.length;
  for (let length = 2; length < spans.length; length += 2) {
    if (spans.length % length !== 0) continue;
    const repeats = spans.every(
      (span, i) => span.level === spans[i % length]!.level && same(span.seconds, spans[i % length]!.seconds),
    );
    if (repeats) {
      unit = length;
      break;
    }
  }
  const shortest = spans.slice(0, unit);
  const start = facts.eventInfo[timedRound(facts)]!.seconds;
  return {
    spans: shortest,
    offsetSeconds: looping[0]!.seconds - start,
    seconds: shortest.reduce((sum, span) => sum + span.seconds, 0),
  };
}

/** The same levels for the same times, whenever they begin. */
export function sameRhythm(a: Rhythm, b: Rhythm): boolean {
  if (a.spans.length !== b.spans.length) return false;
  for (let turn = 0; turn < a.spans.length; turn++) {
    const fits = a.spans.every((span, i) => {
      const other = b.spans[(i + turn) % b.spans.length]!;
      return span.level === other.level && same(span.seconds, other.seconds);
    });
    if (fits) return true;
  }
  return false;
}

/** Two writes one after the other are one instant to the eye when they are this share of the period apart. */
const INSTANT_SHARE = 0.005;

/** Pins that always change in the same instants to the same (or always to the opposite) level. */
export function moveTogether(a: PinStory, b: PinStory, facts: GpioFacts, opposite = false): boolean {
  if (a.looping.length !== b.looping.length || facts.loopSeconds === null) return false;
  const instant = INSTANT_SHARE * facts.loopSeconds;
  return a.looping.every((change, i) => {
    const other = b.looping[i]!;
    return (
      other.level === (opposite ? 1 - change.level : change.level) &&
      (other.index === change.index || Math.abs(other.seconds - change.seconds) <= instant)
    );
  });
}
