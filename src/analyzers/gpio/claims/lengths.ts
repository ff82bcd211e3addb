import { englishNumbers, LARGER_ENGLISH_NUMBERS } from '../../../language/number-words.ts';
import { table } from '../../../language/table.ts';

const UNITS: [RegExp, number][] = [
  [/^(?:us|µs|μs|微秒|microsec)/i, 1],
  [/^(?:ms|毫秒|msec|milli)/i, 1000],
  [/^(?:min|分钟)/i, 60e6],
  [/^(?:h|小时|钟头)/i, 3600e6],
  [/^(?:s|秒)/i, 1e6],
];
const UNIT =
  '(?:ms|毫秒|msecs?|milliseconds?|us|µs|μs|微秒|microseconds?|minutes?|mins?|分钟|hours?|hrs?|个?小时|s|秒钟?|secs?|seconds?)';
const LENGTH = new RegExp(`(\\d+(?:\\.\\d+)?)\\s*-?\\s*(${UNIT})(?![a-z])`, 'gi');

const WORDS = table<number>({
  a: 1,
  an: 1,
  ...englishNumbers(),
  ...LARGER_ENGLISH_NUMBERS,
  thousand: 1000,
  half: 0.5,
});
const ENGLISH_UNIT = '(?:milli|micro)?sec(?:ond)?s?|minutes?|hours?|ms|us';
const WORD = Object.keys(WORDS).join('|');
const TENS = '(?:(?:twenty|thirty|forty|fifty)-)?';
const ENGLISH = new RegExp(
  `\\b(${TENS}(?:${WORD}))(?:\\s+(hundred|thousand))?(\\s+and\\s+a\\s+half)?(?=[\\s-]+(?:${ENGLISH_UNIT})\\b)`,
  'gi',
);
/** "Half a second" is half of one, "half an hour" too. */
const HALF = new RegExp(
  `(?<!\\band\\s+(?:a\\s+)?)\\b(?:a\\s+)?half(?:\\s+an?)?[\\s-]+(?=(?:${ENGLISH_UNIT})\\b)`,
  'gi',
);
/** "A second time" and "the second LED" count, they tell no length. */
const ORDINAL =
  /\b(?:an?|the|every|each)\s+second\s+(?!(?:on|off|for|before|after|between|and|then|to|at|in|so|while|delay|wait|pause|or|of)\b)(?=[a-z])/gi;
const DIGITS = '一二三四五六七八九';
const CHINESE =
  /(?<![一二两三四五六七八九十百千几零点第数])([一二两三四五六七八九十百千半]+)(?=个?\s*(?:毫秒|微秒|秒(?!表)|分钟|小时))/g;
/** "A quarter of a second", "四分之一秒": a part of a unit. */
const PARTS: [RegExp, number][] = [
  [/\b(?:a\s+)?quarter\s+(?:of\s+a\s+)?second\b|四分之一\s*秒|1\s*\/\s*4\s*(?:s\b|秒|second)/gi, 250],
  [/\b(?:a\s+)?half\s+of\s+a\s+second\b|1\s*\/\s*2\s*(?:s\b|秒|second)/gi, 500],
  [/\b(?:a|one)\s+tenth\s+of\s+a\s+second\b|十分之一\s*秒|1\s*\/\s*10\s*(?:s\b|秒|second)/gi, 100],
  [/\b(?:a|one)\s+(?:fifth)\s+of\s+a\s+second\b|五分之一\s*秒/gi, 200],
];
/** Any other part of a unit, and a unit and some more, are no figure that could be held against a wait. */
const UNREAD =
  /\b(?:of|per|an?)\s+a?\s*(?:milli)?second\b.*\bof\b|\b\w+(?:th|rd)s?\s+of\s+an?\s+(?:second|minute)|分之|\d\s*\/\s*\d|\b(?:few|several|couple)\b|\b(?:hundred|thousand)\s+(?:and|\w+ty)\b|几|数\s*[十百]|(?:second|minute|hour)s?\s+and\b|分半|小时半/i;

/** "Twenty-five" is the sum of its words. */
const englishNumber = (words: string): number =>
  words.split('-').reduce((sum, word) => sum + (WORDS[word.toLowerCase()] ?? 0), 0);

/** 十五, 两百, 一千五百 as a figure; null for what is no number. */
function chineseNumber(word: string): number | null {
  if (word === '半') return 0.5;
  let total = 0;
  let digit: number | null = null;
  for (const sign of word) {
    const scale = { 十: 10, 百: 100, 千: 1000 }[sign];
    if (scale !== undefined) {
      total += (digit ?? 1) * scale;
      digit = null;
    } else {
      const value: number = sign === '两' ? 2 : DIGITS.indexOf(sign) + 1;
      if (value === 0 || digit !== null) return null;
      digit = value;
    }
  }
  return total + (digit ?? 0);
}

/** The lengths of time a comment tells, in microseconds: "500ms", "two minutes", "一秒半"; null where one cannot be read. */
export function lengthsIn(text: string): number[] | null {
  const parts = PARTS.reduce((words, [part, ms]) => words.replace(part, ` ${ms} ms `), text);
  if (UNREAD.test(parts)) return null;
  const figures = parts
    .replace(ORDINAL, ' ')
    .replace(
      /([一二两三四五六七八九十]|\d+)\s*秒半/g,
      (_, whole: string) => `${(chineseNumber(whole) ?? Number(whole)) + 0.5}秒`,
    )
    .replace(HALF, '0.5 ')
    .replace(
      ENGLISH,
      (_, word: string, scale?: string, half?: string) =>
        `${(englishNumber(word) + (half ? 0.5 : 0)) * (scale ? englishNumber(scale) : 1)}`,
    )
    .replace(CHINESE, (word) => `${chineseNumber(word) ?? word}`);
  return [...figures.matchAll(LENGTH)].map(([, figure, unit]) => {
    const word = unit!.replace(/^个/, '');
    return Number(figure) * UNITS.find(([known]) => known.test(word))![1];
  });
}
