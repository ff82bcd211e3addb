import { placeOf } from '../place.ts';
import type { Detector } from './detector.ts';

/** Shorter than this nobody sees it. */
const UNSEEN_US = 50;
const SEEN_US = 1000;
const PULSE_NAMES =
  /cl?k|clock|sck|scl|sda|strobe|stcp|shcp|latch|st_?cp|sh_?cp|rclk|srclk|trig|pulse|cs\b|nss|data|din|wr\b|rd\b|_en\b|dq|ds18|ws28|dht|e\b|rs\b/i;

/** A pin that each period is set and undone at once, and at no time long enough to be seen, in a program that otherwise waits. */
export const conflictingWritesNoDelay: Detector = (evidence) => {
  const { repeat, simulation, naming } = evidence;
  if (!repeat) return [];
  const { events } = simulation.machine;
  const from = repeat.start;
  const to = Math.min(events.length, from + 2 * repeat.period + 1);
  const time = (i: number): number => events[i]!.exactUs + events[i]!.estimatedUs;
  const pins = new Map<string, { port: string; bit: number }>();
  for (const event of events.slice(from, to))
    for (const { port, bit } of event.changes) pins.set(`${port}:${bit}`, { port, bit });
  const found: { line: number; names: Record<string, string> }[] = [];
  for (const pin of pins.values()) {
    const mine: { index: number; level: number }[] = [];
    for (let i = from; i < to; i++) {
      const change = events[i]!.changes.find((each) => each.port === pin.port && each.bit === pin.bit);
      if (change) mine.push({ index: i, level: change.level });
    }
    const perPeriod = mine.filter((each) => each.index < from + repeat.period).length;
    if (mine.length < 3 || perPeriod > 4) continue;
    const spans: [{ us: number; asked: boolean }[], { us: number; asked: boolean }[]] = [[], []];
    for (let i = 0; i + 1 < mine.length; i++)
      spans[mine[i]!.level as 0 | 1].push({
        us: time(mine[i + 1]!.index) - time(mine[i]!.index),
        asked: events[mine[i + 1]!.index]!.exactUs > events[mine[i]!.index]!.exactUs,
      });
    for (const level of [0, 1] as const) {
      // A short pulse that the program asked for with a delay call is meant.
      const brief = spans[level].length > 0 && spans[level].every(({ us, asked }) => us < UNSEEN_US && !asked);
      const long = spans[(1 - level) as 0 | 1].some(({ us }) => us > SEEN_US);
      const named = naming.name(pin);
      if (!brief || !long || [named.pin, ...named.aliases].some((name) => PULSE_NAMES.test(name))) continue;
      const first = mine.find((each) => each.level === level)!;
      const line = placeOf(events[first.index]!.frames, evidence.lastLine)?.line;
      if (line) found.push({ line, names: { pin: named.pin, level: String(level) } });
      break;
    }
  }
  return found;
};
