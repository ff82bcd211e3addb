import { englishNumbers, hanNumbers, LARGER_ENGLISH_NUMBERS } from '../../../language/number-words.ts';
import { table } from '../../../language/table.ts';
import type { Token } from './tokens.ts';

/** A number a clause gives, in the base unit of its kind. */
export interface Count {
  value: number;
  /** s: seconds; times; percent; bytes; version; cores; n: anything else. */
  unit: 's' | 'times' | 'percent' | 'bytes' | 'version' | 'cores' | 'n';
}

const WORDS = table<number>({
  zero: 0,
  ...englishNumbers(),
  ...LARGER_ENGLISH_NUMBERS,
  half: 0.5,
  once: 1,
  twice: 2,
  single: 1,
  ...hanNumbers(),
  半: 0.5,
  百: 100,
  单: 1,
});

const UNITS: [RegExp, Count['unit'], number][] = [
  [/^(?:seconds?|secs?|s|秒)$/, 's', 1],
  [/^(?:minutes?|mins?|m|分)$/, 's', 60],
  [/^刻$/, 's', 900],
  [/^(?:hours?|hrs?|h|时)$/, 's', 3600],
  [/^(?:days?|d|天)$/, 's', 86_400],
  [/^(?:weeks?|周)$/, 's', 604_800],
  [/^(?:times?|attempts?|retries|tries|failures?|次|回)$/, 'times', 1],
  [/^(?:%|percent)$/, 'percent', 1],
  [/^(?:kib?|kb|k)$/, 'bytes', 1024],
  [/^(?:mib?|mb|兆)$/, 'bytes', 1_048_576],
  [/^(?:gib?|gb|g)$/, 'bytes', 1_073_741_824],
  [/^(?:cores?|cpus?|核)$/, 'cores', 1],
];

/** Nobody waits so many minutes: 100m is a tenth of a core. */
const MILLICORES = 50;

const BEFORE_ONE = /^(?:every|each|per|每|for|after|within|than|about|is|to)$/;
const ONE = /^(?:minute|hour|day|week)$/;

/** The numbers of a clause: digits, words (ten, 三十) "every second" and "for a week", each with its unit. */
export function numbersIn(tokens: Token[]): Count[] {
  const counts: Count[] = [];
  for (let at = 0; at < tokens.length; at += 1) {
    const token = tokens[at]!;
    let value = token.number ?? WORDS[token.word];
    let next = at + 1;
    if (value === undefined) {
      const unit = BEFORE_ONE.test(token.word) ? unitAt(tokens, next) : null;
      // The article is no token: "for a week" is one week.
      const one = unit && (/^(?:every|each|per|每)$/.test(token.word) || ONE.test(tokens[next]!.word));
      const more = partBehind(tokens, unit ? next + 1 : at + 1);
      // "A minute and a half", "a quarter of an hour".
      const half = unit ? null : unitAt(tokens, at);
      const quarter = token.word === 'quarter' && tokens[next]?.word === 'of' ? unitAt(tokens, next + 1) : null;
      if (one && unit.unit === 's') counts.push({ value: unit.factor * (1 + more), unit: 's' });
      else if (more > 0 && half?.unit === 's' && token.word.length > 2)
        counts.push({ value: half.factor * (1 + more), unit: 's' });
      else if (quarter?.unit === 's') counts.push({ value: quarter.factor / 4, unit: 's' });
      continue;
    }
    // "二、QoS": the number of a heading.
    if (at === 0 && tokens[next]?.word === '、') continue;
    if (token.number === undefined && /\p{Script=Han}/u.test(token.word)) {
      const read = readHan(tokens, at);
      value = read.value;
      next = read.next;
    }
    const counter = tokens[next]?.word;
    if (counter === '个' || counter === '-') next += 1;
    // "两个半小时", "two and a half minutes", "一分半钟".
    const half = partBehind(tokens, next);
    if (half > 0 && unitAt(tokens, next + (tokens[next]!.word === '半' ? 1 : 2))) {
      value += half;
      next += tokens[next]!.word === '半' ? 1 : 2;
    }
    const unit = unitAt(tokens, next);
    if (unit?.unit === 's') value += partBehind(tokens, next + 1);
    const before = tokens[at - 1]?.word ?? '';
    if (token.number === undefined && !unit) {
      // "One", "两" and the like are rarely meant as a number where no unit follows.
      if (value >= 2) counts.push({ value, unit: 'n' });
    } else if (unit && /^m$/.test(counter ?? '') && value >= MILLICORES)
      counts.push({ value: value / 1000, unit: 'cores' });
    else if (unit) counts.push({ value: value * unit.factor, unit: unit.unit });
    else if (/^1\.\d\d?$/.test(token.word) || /^(?:v|version|kubernetes|版)$/.test(before))
      counts.push({ value, unit: 'version' });
    else counts.push({ value, unit: isInSeconds(tokens, at) ? 's' : 'n' });
    at = next - 1;
  }
  return counts;
}

/** What is added behind a number or a unit: "and a half", "半". */
function partBehind(tokens: Token[], at: number): number {
  const half = tokens[at]?.word === '半' || (tokens[at]?.word === 'and' && tokens[at + 1]?.word === 'half');
  return half ? 0.5 : 0;
}

/** So far behind the name of a field its value stands: "timeoutSeconds by default is 1". */
const VALUE_BEHIND = 5;

/** True for the bare value of a field that counts seconds: `periodSeconds: 10`. */
function isInSeconds(tokens: Token[], at: number): boolean {
  const before = tokens.slice(Math.max(0, at - VALUE_BEHIND), at);
  const field = before.findLastIndex(({ word }) => /[a-z]{3}seconds$/.test(word));
  return (
    field >= 0 && before.slice(field).every(({ number, word }) => number === undefined && !/^[,;，；]$/.test(word))
  );
}

function unitAt(tokens: Token[], at: number): { unit: Count['unit']; factor: number } | null {
  let word = tokens[at]?.word;
  if (word === '小' && tokens[at + 1]?.word === '时') word = '时';
  if (word === undefined) return null;
  for (const [pattern, unit, factor] of UNITS) if (pattern.test(word)) return { unit, factor };
  return null;
}

/** 十五, 三十, 一百: up to a hundred and something. */
function readHan(tokens: Token[], from: number): { value: number; next: number } {
  let value = 0;
  let digit = 0;
  let next = from;
  for (; next < tokens.length; next += 1) {
    const word = tokens[next]!.word;
    const number = /\p{Script=Han}/u.test(word) ? WORDS[word] : undefined;
    if (number === undefined) break;
    if (number === 10 || number === 100) {
      value += (digit || 1) * number;
      digit = 0;
    } else digit = number;
  }
  return { value: value + digit, next };
}
