import type { Screen } from './style.ts';
import { cutTo, padded, widthOf } from './width.ts';

/** What of a GPIO part is drawn. */
export interface PinTrace {
  outputs: { pin: string; aliases: string[] }[];
  events: { pin: string; level: 0 | 1 }[][];
  eventInfo: { line: number; calls: string[]; seconds: number; exact: boolean }[];
  loop: { start: number; period: number } | null;
}

const LIMIT_STEPS = 48;
const LIMIT_PINS = 16;
const LEVEL = ['▁', '▔'] as const;
/** Columns before the first change. */
const REST = 2;

const WORDS = {
  zh: { line: '行', time: '时间', again: '无限重复', more: '……后面还有', pins: '个引脚没有画' },
  en: { line: 'line', time: 'time', again: 'repeats for ever', more: '… more follows', pins: 'more pins' },
};

function shortTime(seconds: number): string {
  const number = (value: number): string => String(Number(value.toPrecision(3)));
  if (seconds === 0) return '0';
  if (seconds >= 100) return `${Math.round(seconds)}s`;
  if (seconds >= 1) return `${number(seconds)}s`;
  if (seconds >= 0.001) return `${number(seconds * 1000)}ms`;
  return `${number(seconds * 1e6)}µs`;
}

/** Above and below each change: the line that made it (the caller's, where a function did), and the time; once a moment. */
function labelsOf({ eventInfo }: PinTrace): { line: string; time: string }[] {
  return eventInfo.map((info, at) => {
    const call = info.calls.at(-1);
    const line = call === undefined ? info.line : Number(call.slice(call.lastIndexOf(':') + 1));
    const before = eventInfo[at - 1];
    const same = before !== undefined && info.seconds - before.seconds < 1e-4 * Math.max(info.seconds, 0.01);
    const time = at === 0 && info.seconds < 1e-4 ? 0 : info.seconds;
    return {
      line: line > 0 ? String(line) : '',
      time: same ? '' : `${info.exact || time === 0 ? '' : '~'}${shortTime(time)}`,
    };
  });
}

/**
 * Pins over time in Unicode, a row a pin, a column a change: columns have equal widths, the times below carry the scale.
 * What does not fit beside one another goes on below. Empty where fewer than two things change.
 */
export function waveformLines(trace: PinTrace, language: 'zh' | 'en', { style, width }: Screen): string[] {
  const { events, loop } = trace;
  if (events.length < 2) return [];
  const words = WORDS[language];
  const moving = trace.outputs.filter(({ pin }) => events.some((changes) => changes.some((each) => each.pin === pin)));
  const pins = moving.slice(0, LIMIT_PINS);
  const wanted = loop ? loop.start + loop.period : events.length;
  const shown = Math.min(wanted, events.length, LIMIT_STEPS);
  const labels = labelsOf(trace).slice(0, shown);
  const names = Math.min(20, Math.max(...[...pins.map(({ pin }) => pin), words.line, words.time].map(widthOf)));
  const column = Math.max(4, ...labels.map(({ line, time }) => Math.max(line.length, time.length) + 1));
  const perBand = Math.max(1, Math.floor((width - names - 2 - REST) / column));
  const levels = pins.map(({ pin }) => levelsOf(pin, events, shown));
  const out: string[] = [];
  for (let from = 0; from < shown; from += perBand) {
    const to = Math.min(from + perBand, shown);
    const row = (name: string, text: string): string => `${padded(cutTo(name, names), names)}  ${text}`.trimEnd();
    const cells = (pick: (step: number) => string): string =>
      ' '.repeat(REST) + Array.from({ length: to - from }, (_, at) => pick(from + at).padEnd(column)).join('');
    if (from > 0) out.push('');
    out.push(
      style.dim(
        row(
          words.line,
          cells((step) => labels[step]!.line),
        ),
      ),
    );
    for (const [at, { pin }] of pins.entries()) {
      const wave = Array.from({ length: to - from }, (_, step) => levels[at]![from + step + 1]!);
      const paint = (level: 0 | 1, times: number): string =>
        (level === 1 ? style.green : style.dim)(LEVEL[level].repeat(times));
      const rest = paint(levels[at]![from]!, REST);
      out.push(row(pin, rest + wave.map((level) => paint(level, column)).join('')));
    }
    out.push(
      style.dim(
        row(
          words.time,
          cells((step) => labels[step]!.time),
        ),
      ),
    );
    if (loop && loop.start < to && loop.start < shown) {
      const bracket = loopBracket(loop, from, to, column, words.again);
      if (bracket) out.push(style.cyan(row('', bracket)));
    }
  }
  if (shown < wanted) out.push(style.dim(words.more));
  if (moving.length > pins.length) {
    const left = moving.length - pins.length;
    out.push(style.dim(language === 'zh' ? `还有 ${left} ${words.pins}` : `${left} ${words.pins}`));
  }
  return out;
}

/** The level before the first step and after each: a change is a change, so before its first a pin had the other level. */
function levelsOf(pin: string, events: PinTrace['events'], shown: number): (0 | 1)[] {
  const first = events.flat().find((change) => change.pin === pin);
  let level: 0 | 1 = first?.level === 1 ? 0 : 1;
  const levels: (0 | 1)[] = [level];
  for (const changes of events.slice(0, shown)) {
    for (const change of changes) if (change.pin === pin) level = change.level;
    levels.push(level);
  }
  return levels;
}

/** `╰── repeats for ever ──╯` under the part of the loop that a band shows; open where it goes on. */
function loopBracket(
  loop: NonNullable<PinTrace['loop']>,
  from: number,
  to: number,
  column: number,
  label: string,
): string {
  const end = loop.start + loop.period;
  const first = Math.max(loop.start, from);
  const last = Math.min(end, to);
  if (first >= last) return '';
  const length = (last - first) * column;
  const left = first === loop.start ? '╰' : '─';
  const right = last === end ? '╯' : '─';
  const inside = Math.max(0, length - 2);
  const text = widthOf(label) + 2 <= inside ? ` ${label} ` : widthOf('↻') <= inside ? '↻' : '';
  const before = Math.floor((inside - widthOf(text)) / 2);
  const line = `${left}${'─'.repeat(before)}${text}${'─'.repeat(Math.max(0, inside - before - widthOf(text)))}${right}`;
  return ' '.repeat(REST + (first - from) * column) + line;
}
