import { EVENTS_KEPT, type GpioFacts, type NamedPin } from './facts.ts';

/** What one output pin does over the whole run, read off the recorded changes. */
export interface PinStory {
  pin: string;
  label: string;
  /** Level before the first change is 0 unless the chip's pins rest high. */
  changes: { index: number; level: 0 | 1; seconds: number; line: number }[];
  /** Changes inside one period of the loop, see `timedRound`. */
  looping: { index: number; level: 0 | 1; seconds: number; line: number }[];
  /** Level it stays at, where nothing in the loop changes it. */
  steady: 0 | 1 | null;
  /** Seconds it is high and low in one period, where it changes in the loop. */
  highSeconds: number;
  lowSeconds: number;
}

/** "PB5 (LED)": the answer's name, with the paste's own name for it. */
export function labelOf(pin: NamedPin): string {
  const own = pin.aliases.find(
    (alias) =>
      alias !== pin.pin &&
      !/^(?:P[A-L0-9][.^_[]?\d|R[A-E]\d$|LAT[A-E]\d|PT[A-E]\d|GPIO|GP\d|IO\d|D?\d+$|PORT[A-L])/.test(alias),
  );
  return own ? `${pin.pin} (${own})` : pin.pin;
}

/**
 * The round of the loop to take times from: its number of first change. The second one where it was recorded, since
 * the way into the loop may give its first change another time.
 */
export function timedRound(facts: GpioFacts): number {
  const { start, period } = facts.loop!;
  return facts.events.length >= start + 2 * period ? start + period : start;
}

/** True where all times of the loop come from exact waits. */
export function exactLoop(facts: GpioFacts): boolean {
  const { loop } = facts;
  return loop !== null && facts.eventInfo.slice(0, loop.start + loop.period + 1).every((info) => info.exact);
}

/** Changes from which a run that was ended by its length tells that more would have come. */
const MANY_CHANGES = 8;

/** True where the pins were still changing when the run was ended, and nothing had repeated by then. */
export function stillChanging({ loop, ended, eventInfo, ranSeconds }: GpioFacts): boolean {
  if (loop !== null || eventInfo.length < MANY_CHANGES) return false;
  if (ended !== 'out-of-steps') return ended === 'enough-events';
  const gaps = eventInfo.slice(1).map(({ seconds }, i) => seconds - eventInfo[i]!.seconds);
  return eventInfo.length >= EVENTS_KEPT || ranSeconds - eventInfo.at(-1)!.seconds <= 1.5 * Math.max(...gaps);
}

/** In such a run a pin counts as settled only where it moved a few times at the very beginning. */
const FEW_CHANGES = 3;
const EARLY_SHARE = 0.1;

/** The story of every output, in the order of the first change. */
export function storiesOf(facts: GpioFacts): PinStory[] {
  const stories = new Map<string, PinStory>();
  for (const output of facts.outputs) {
    stories.set(output.pin, {
      pin: output.pin,
      label: labelOf(output),
      changes: [],
      looping: [],
      steady: null,
      highSeconds: 0,
      lowSeconds: 0,
    });
  }
  const { loop } = facts;
  const round = loop ? timedRound(facts) : 0;
  for (const [index, changes] of facts.events.entries()) {
    const info = facts.eventInfo[index]!;
    for (const { pin, level } of changes) {
      const story = stories.get(pin);
      if (!story) continue;
      const change = { index, level, seconds: info.seconds, line: info.line };
      story.changes.push(change);
      if (loop && index >= round && index < round + loop.period) story.looping.push(change);
    }
  }
  for (const story of stories.values()) {
    if (story.looping.length === 0) {
      story.steady = settles(story, facts) ? (story.changes.at(-1)?.level ?? restLevel(facts)) : null;
    } else measure(story, facts);
  }
  return [...stories.values()].sort((a, b) => (a.changes[0]?.index ?? 1e9) - (b.changes[0]?.index ?? 1e9));
}

/** Pins whose levels follow from something that is not in the paste. */
export const openPins = ({ open }: GpioFacts): Set<string> =>
  new Set(open.flatMap(({ pins }) => pins.map(({ pin }) => pin)));

function settles({ changes }: PinStory, facts: GpioFacts): boolean {
  const { loop } = facts;
  if (loop) return changes.every((change) => change.index < loop.start);
  const last = changes.at(-1);
  if (!last || !stillChanging(facts)) return true;
  return changes.length <= FEW_CHANGES && last.index < EARLY_SHARE * facts.events.length;
}

/** The level of a pin that nobody has written: ports of an 8051 come up high. */
export const restLevel = (facts: GpioFacts): 0 | 1 => (facts.family === '8051' ? 1 : 0);

function measure(story: PinStory, facts: GpioFacts): void {
  const total = facts.loopSeconds;
  if (total === null) return;
  const { looping } = story;
  for (const [i, change] of looping.entries()) {
    const next = looping[i + 1]?.seconds ?? looping[0]!.seconds + total;
    const span = Math.max(0, next - change.seconds);
    if (change.level) story.highSeconds += span;
    else story.lowSeconds += span;
  }
}
