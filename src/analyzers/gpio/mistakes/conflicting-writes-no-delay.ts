import { type Expression, walk } from '../../../c/ast.ts';
import { commentsOf } from '../code.ts';
import { isDelayName } from '../delay-names.ts';
import { placeOf } from '../place.ts';
import { type Evidence, everythingSaid } from '../reason.ts';
import type { Detected, Detector } from './detector.ts';
import { callsBelow, visitOwn, waits } from './tree.ts';

/** Shorter than this nobody sees it. */
const UNSEEN_US = 50;
const SEEN_US = 1000;
/** Words in a name: what pulses are the business of, so that a brief one is meant. */
const PULSE_NAMES =
  /lcd|oled|max72|tm16|595|spi|i2c|iic|uart|enable|clock|strobe|latch|trig|pulse|data|ds18|ws28|dht|srclk|(?:^|_)(?:tx|en|en[ab]|rw|cl?k|sck|scl|sclk|sda|sdi|sdo|stcp|shcp|st_cp|sh_cp|rclk|cs|nss|ss|din|wr|rd|dq|e|rs|step|stp|pul)\d*(?:_|$)/i;
const BUS_FUNCTIONS = /lcd|oled|max72|tm16|595|spi|i2c|iic|uart|send|shift|transmit|write_?(?:byte|data|cmd|com)/i;

/** A pin that each period is set and undone at once, and at no time long enough to be seen, in a program that otherwise waits. */
export const conflictingWritesNoDelay: Detector = (evidence) => {
  const { repeat, simulation, naming } = evidence;
  if (!repeat || waitsForUnknown(evidence)) return [];
  const { events } = simulation.machine;
  const from = repeat.start;
  const to = Math.min(events.length, from + 2 * repeat.period + 1);
  const time = (i: number): number => events[i]!.exactUs + events[i]!.estimatedUs;
  const pins = new Map<string, { port: string; bit: number }>();
  for (const event of events.slice(from, to))
    for (const { port, bit } of event.changes) pins.set(`${port}:${bit}`, { port, bit });
  // "All off, then the right ones on" undoes what stays on at once, by the same statement that puts the others out.
  const wayTo = (i: number): string => events[i]!.frames.map((frame) => frame.line).join();
  const clearsAll = (index: number, level: number): boolean => {
    const way = wayTo(index);
    return events
      .slice(from, to)
      .some(
        (event, i) =>
          wayTo(from + i) === way &&
          time(events.length - 1) - time(from + i) > UNSEEN_US &&
          event.changes.some(
            (change) =>
              change.level === level &&
              !events
                .slice(from + i + 1)
                .some(
                  (later, k) =>
                    time(from + i + 1 + k) - time(from + i) < UNSEEN_US &&
                    later.changes.some((each) => each.port === change.port && each.bit === change.bit),
                ),
          ),
      );
  };
  const hurried = neverWaits(evidence, from, to);
  if (hurried) return [hurried];
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
      const first = mine.find((each) => each.level === level)!;
      const named = naming.name(pin);
      const place = placeOf(events[first.index]!.frames, evidence.lastLine);
      const words = [named.pin, ...named.aliases];
      if (!place || !brief || !long || isPulse(evidence, words)) continue;
      if (BUS_FUNCTIONS.test(place.function)) continue;
      if (clearsAll(first.index, level)) continue;
      const undone = mine.find(({ index }) => index > first.index);
      if (undone && loopsBetween(evidence, place, placeOf(events[undone.index]!.frames, evidence.lastLine))) continue;
      if (
        asksBetween(
          evidence,
          mine.filter((each) => each.level === level).map(({ index }) => time(index)),
        )
      )
        continue;
      found.push({ line: place.line, names: { pin: named.pin, level: String(level) } });
      break;
    }
  }
  // Several such pins are the lines of a bus.
  return found.length > 2 ? [] : found;
};

type Place = ReturnType<typeof placeOf>;

/** `while (SR & BUSY)` between the two writes: how long it turns on the chip is not what it did here. */
function loopsBetween(evidence: Evidence, from: Place, to: Place): boolean {
  if (!from || !to || from.function !== to.function) return false;
  let between = false;
  visitOwn(evidence, (node) => {
    between ||= node.kind === 'loop' && node.line > from.line && node.line < to.line;
  });
  return between;
}

/** The row of a key matrix: inputs are read while it is at this level. */
function asksBetween({ simulation: { machine } }: Evidence, sinceUs: number[]): boolean {
  return sinceUs.some((since) => machine.looks.some(({ atUs }) => atUs >= since && atUs - since < UNSEEN_US));
}

/** A lamp that flashes is called a strobe, too. */
const SEEN_STROBE = /strobe (?:light|lamp)|siren|alarm|police|爆闪|警灯|警示灯/i;
const isPulse = (evidence: Evidence, names: readonly string[]): boolean =>
  names.some((name) => {
    const words = name.replace(/([a-z])(?=[A-Z])/g, '$1_');
    return PULSE_NAMES.test(
      /strobe/i.test(words) && SEEN_STROBE.test(everythingSaid(evidence)) ? words.replace(/strobe/i, '') : words,
    );
  });

const TO_BE_SEEN = /blink|flash|闪|流水|跑马/i;
/** The memory of a chip. */
const OF_MEMORY =
  /\b(?:program|self|data|internal)[- ]flash\b|\bflash[- ](?:program|memory|size|write|page|sector|latency|wait|bank|loader)/gi;
const TO_BE_MEASURED = /scope|示波|speed|速度|measure|测|test|波形|frequency|频率|pwm|fast|最快/i;

/** Where the words promise blinking and nothing in the whole loop takes time: the first change of it. */
function neverWaits(evidence: Evidence, from: number, to: number): Detected | null {
  const { events, delays, sources } = evidence.simulation.machine;
  const words = [...commentsOf(evidence.reading.source).map((comment) => comment.text), evidence.options.request ?? ''];
  if (
    delays.length > 0 ||
    !words.some((text) => TO_BE_SEEN.test(text.replace(OF_MEMORY, ''))) ||
    words.some((text) => TO_BE_MEASURED.test(text))
  )
    return null;
  if (sources.some((source) => source.nextUs() !== Number.POSITIVE_INFINITY)) return null;
  const time = (i: number): number => events[i]!.exactUs + events[i]!.estimatedUs;
  for (let i = from; i + 1 < to; i++) if (time(i + 1) - time(i) >= UNSEEN_US) return null;
  const [change] = events[from]?.changes ?? [];
  const place = events[from] && placeOf(events[from].frames, evidence.lastLine);
  if (!change || !place || to - from < 3) return null;
  return { line: place.line, names: { pin: evidence.naming.name(change).pin, level: String(change.level) } };
}

/** `delay(analogRead(A0))`, and `i < strip.numPixels()` around a delay: how long it waits is for something else to say. */
function waitsForUnknown(evidence: Evidence): boolean {
  let unknown = false;
  visitOwn(evidence, (node) => {
    if (node.kind === 'call' && node.name !== null && isDelayName(node.name))
      unknown ||= node.args.some((arg) => callsBelow(arg).length > 0);
    if (node.kind === 'loop' && node.condition && asksAnObject(node.condition)) unknown ||= waits(evidence, node.body);
  });
  return unknown;
}

/** A method of an object of a class that the paste does not hold. */
function asksAnObject(condition: Expression): boolean {
  let asks = false;
  walk(condition, (node) => {
    asks ||= node.kind === 'call' && node.name !== null && node.name.includes('.');
  });
  return asks;
}
