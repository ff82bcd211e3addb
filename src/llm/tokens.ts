import type { Language } from '../language/language.ts';
import { englishNumbers, hanNumbers } from '../language/number-words.ts';
import { stemEnglish } from './plain-words.ts';

/** What a text says, taken apart far enough to compare two texts. */
export interface Reading {
  text: string;
  /** Names, paths, commands, times: copied or wrong. */
  names: string[];
  numbers: { value: number; unit: string | null }[];
  /** Words in order with whether they stand under a negation; clauses are separated by null. */
  words: ({ stem: string; word: string; negated: boolean; name: boolean } | null)[];
  /** Names that are said to be on or off, high or low. */
  levels: { name: string; on: boolean }[];
  /** Names and words that belong together, thought by thought. */
  thoughts: string[][];
}

const CLAUSE_END = /[,;.!?，；。！？、：:\n]|\bwhile\b|\bthen\b|\bbut\b|然后|而/;
const TIME = /\b\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?\b/g;
const BACKTICKS = /`([^`\n]{1,200})`/g;
const NAME =
  /(?:~|\.{1,2})?(?:\/[\w.@+*-]+)+\/?|--?[a-z][\w-]*|\b0x[0-9A-Fa-f]+\b|[A-Za-z_][\w]*(?:(?:->|::|\.|\/|@|:|=|-|\^)[A-Za-z0-9_*]+)*/g;
const NUMBER = /\d+(?:[.,]\d+)*/g;

const UNITS: Record<string, string> = {
  ms: 'ms',
  millisecond: 'ms',
  milliseconds: 'ms',
  毫秒: 'ms',
  s: 's',
  sec: 's',
  second: 's',
  seconds: 's',
  secs: 's',
  秒: 's',
  秒钟: 's',
  us: 'us',
  µs: 'us',
  microsecond: 'us',
  microseconds: 'us',
  微秒: 'us',
  min: 'min',
  minute: 'min',
  minutes: 'min',
  分钟: 'min',
  分: 'min',
  h: 'h',
  hour: 'h',
  hours: 'h',
  小时: 'h',
  day: 'd',
  days: 'd',
  天: 'd',
  times: 'times',
  time: 'times',
  次: 'times',
  遍: 'times',
  '%': '%',
  v: 'V',
  hz: 'Hz',
  khz: 'kHz',
  mhz: 'MHz',
  kb: 'KB',
  mb: 'MB',
  gb: 'GB',
  kib: 'KiB',
  mib: 'MiB',
  gib: 'GiB',
  mi: 'Mi',
  gi: 'Gi',
};
export const NUMBER_WORDS: Record<string, number> = {
  ...englishNumbers(2),
  eleven: 11,
  twelve: 12,
  twice: 2,
  thrice: 3,
};
const HAN_NUMBERS = hanNumbers(2);
const ON = /^(?:on|high|lit|bright|亮|亮起|点亮|常亮|高|高电平|打开|置位|置高|拉高)$/;
const OFF = /^(?:off|low|dark|dim|灭|熄灭|熄|暗|低|低电平|关|关掉|关闭|清零|拉低|置低)$/;
const NEGATORS = /^(?:not|no|never|cannot|without|unable|nothing|neither|none|nor|\w+n['’]t)$/i;
const HAN_NEGATORS =
  /^(?:从来|还|并|都|也|就|再也|根本)?(?:不|没有?|未|无|并非|非|别|从未|从不)(?:是|会|能|再|用|必|法|曾|有)?$/;
/** "fails to start" says that it does not start; "the refused connection" denies nothing. */
const NEGATORS_WITH_TO = /^(?:fail|failed|fails|failing|refuse|refused|refuses|unable)$/i;
const NEGATORS_BEHIND = /^(?:失败|不了|不到|不起来|起不来)$/;
const NEGATION_REACH = 6;
/** Here another thought begins, which the negation does not reach. */
const NEGATION_ENDS = /^(?:on|in|at|by|with|for|from|during|because|so|which|that|until|after|before|since)$/i;
/** "on line 7", "on the pin": a place, no level. */
const PLACE_AFTER_ON = /^(?:line|lines|the|that|this|these|those|a|an|it|its|pin|pins|port|which|each|every|both)$/i;

const segmenter = new Intl.Segmenter('zh', { granularity: 'word' });

/** A word that is a name and not language: it has a digit, a sign or an unusual capital in it. */
export function isName(word: string): boolean {
  return /[\d_/@=^*]|->|::|\w\.\w|^--?\w|[a-z][A-Z]|[A-Z]{2}/.test(word) && word !== 'OK';
}

/** Reads a text for comparison. `language` decides how its words are cut. */
export function readText(source: string, language: Language): Reading {
  const text = source.normalize('NFKC');
  const names: string[] = [];
  let rest = text;
  const take = (pattern: RegExp, keep: (match: string) => boolean, inner = 0): void => {
    rest = rest.replace(pattern, (...match: string[]) => {
      if (!keep(match[inner]!)) return match[0]!;
      names.push(match[inner]!);
      // A letter keeps the name's place among the words.
      return `\u0001${names.length - 1}\u0002`.padEnd(match[0]!.length, '\u0003');
    });
  };
  take(BACKTICKS, () => true, 1);
  take(TIME, () => true);
  take(NAME, isName);
  const numbers = readNumbers(rest);
  return { text, names, numbers, ...readWords(rest, names, language) };
}

function readNumbers(text: string): Reading['numbers'] {
  const numbers: Reading['numbers'] = [];
  const plain = text.replace(/\u0001\d+\u0002\u0003*/g, ' ');
  for (const match of plain.matchAll(NUMBER)) {
    const after = plain
      .slice(match.index + match[0].length)
      .match(/^\s*([A-Za-zµ%]+|毫秒|微秒|秒钟|秒|分钟|分|小时|天|次|遍)/);
    numbers.push({ value: Number(match[0].replaceAll(',', '')), unit: UNITS[after?.[1]?.toLowerCase() ?? ''] ?? null });
  }
  for (const match of plain.matchAll(
    /\b(two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|twice|thrice)\b(?:\s+([a-z]+))?/gi,
  )) {
    const word = match[1]!.toLowerCase();
    numbers.push({
      value: NUMBER_WORDS[word]!,
      unit: /^(?:twice|thrice)$/.test(word) ? 'times' : (UNITS[match[2]?.toLowerCase() ?? ''] ?? null),
    });
  }
  for (const match of plain.matchAll(
    /(?<!第)([两二三四五六七八九十])\s*(毫秒|微秒|秒钟|秒|分钟|小时|天|次|遍|个|条|只|盏|台|种)/g,
  )) {
    numbers.push({ value: HAN_NUMBERS[match[1]!]!, unit: UNITS[match[2]!] ?? null });
  }
  return numbers;
}

function readWords(text: string, names: string[], language: Language): Pick<Reading, 'words' | 'levels' | 'thoughts'> {
  const words: Reading['words'] = [];
  const levels: Reading['levels'] = [];
  const thoughts: string[][] = [];
  for (const clause of text.split(CLAUSE_END)) {
    const tokens = clauseTokens(clause ?? '', names, language);
    markNegations(tokens);
    levels.push(...readLevels(tokens));
    words.push(...tokens, null);
    thoughts.push(tokens.map((token) => (token.name ? token.word.toLowerCase() : token.stem)));
  }
  return { words, levels, thoughts };
}

interface Token {
  stem: string;
  word: string;
  negated: boolean;
  name: boolean;
  start: number;
}

function clauseTokens(clause: string, names: string[], language: Language): Token[] {
  const tokens: Token[] = [];
  const piece = (part: string, start: number): void => {
    for (const segment of segmenter.segment(part)) {
      if (!segment.isWordLike || /^\d/.test(segment.segment)) continue;
      const word = segment.segment;
      const stem = language === 'en' || /^[A-Za-z]/.test(word) ? stemEnglish(word) : word;
      tokens.push({ stem, word, negated: false, name: false, start: start + segment.index });
    }
  };
  let from = 0;
  for (const match of clause.matchAll(/\u0001(\d+)\u0002\u0003*/g)) {
    piece(clause.slice(from, match.index), from);
    const name = names[Number(match[1])]!;
    tokens.push({ stem: name, word: name, negated: false, name: true, start: match.index });
    from = match.index + match[0].length;
  }
  piece(clause.slice(from), from);
  return tokens;
}

function markNegations(tokens: Token[]): void {
  for (const [index, token] of tokens.entries()) {
    const withTo = NEGATORS_WITH_TO.test(token.word) && tokens[index + 1]?.word === 'to';
    if (withTo || NEGATORS.test(token.word) || HAN_NEGATORS.test(token.word)) {
      for (const after of tokens.slice(index + 1, index + 1 + NEGATION_REACH)) {
        if (NEGATION_ENDS.test(after.word)) break;
        after.negated = !after.negated;
      }
    } else if (NEGATORS_BEHIND.test(token.word)) {
      for (const before of tokens.slice(Math.max(0, index - 2), index)) before.negated = !before.negated;
    }
  }
}

/** Each name takes the level word nearest to it in its clause. */
function readLevels(tokens: Token[]): Reading['levels'] {
  const marks = tokens.flatMap((token, index) => {
    if (/^on$/i.test(token.word) && PLACE_AFTER_ON.test(tokens[index + 1]?.word ?? '')) return [];
    if (ON.test(token.word.toLowerCase())) return [{ index, on: !token.negated }];
    return OFF.test(token.word.toLowerCase()) ? [{ index, on: token.negated }] : [];
  });
  if (marks.length === 0) return [];
  return tokens.flatMap((token, index) => {
    if (!token.name) return [];
    const nearest = marks.reduce((best, next) =>
      Math.abs(next.index - index) <= Math.abs(best.index - index) ? next : best,
    );
    return [{ name: token.word.toUpperCase(), on: nearest.on }];
  });
}
