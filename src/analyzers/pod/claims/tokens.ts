import { table } from '../../../language/table.ts';

/** One word, Han character, number or mark of a sentence, and where it stands. */
export interface Token {
  /** Stem of a Latin word, one Han character, the mark itself; for a number `#`. */
  key: string;
  /** The word as written, folded. */
  word: string;
  start: number;
  end: number;
  number?: number;
  /** Behind 的: what stands before it says which one. */
  attributed?: true;
}

const IRREGULAR = table<string>({
  does: 'do',
  did: 'do',
  done: 'do',
  has: 'have',
  had: 'have',
  having: 'have',
  was: 'is',
  are: 'is',
  were: 'is',
  be: 'is',
  been: 'is',
  being: 'is',
  dies: 'die',
  died: 'die',
  dying: 'die',
  uses: 'use',
  used: 'use',
  using: 'use',
  goes: 'go',
  went: 'go',
  gone: 'gone',
  going: 'go',
  gets: 'get',
  got: 'get',
  getting: 'get',
  lost: 'lose',
  loses: 'lose',
  losing: 'lose',
  kept: 'keep',
  ran: 'run',
  wrote: 'write',
  written: 'write',
  sent: 'send',
  held: 'hold',
  took: 'take',
  taken: 'take',
  takes: 'take',
  taking: 'take',
  gave: 'give',
  given: 'give',
  made: 'make',
  chosen: 'choose',
  chose: 'choose',
  came: 'come',
  left: 'leave',
  saw: 'see',
  seen: 'see',
  sees: 'see',
  put: 'put',
  puts: 'put',
  found: 'find',
  built: 'build',
  brought: 'bring',
  thrown: 'throw',
  ties: 'tie',
  tied: 'tie',
  ips: 'ip',
  vms: 'vm',
  ready: 'ready',
  need: 'need',
  needs: 'need',
  needed: 'need',
  string: 'string',
  fixed: 'fixed',
  anded: 'anded',
  // Its own stem would be that of "not".
  note: 'notice',
  notes: 'notice',
  noted: 'notice',
  during: 'during',
  bring: 'bring',
  nothing: 'nothing',
  anything: 'anything',
  everything: 'everything',
  something: 'something',
});

/** A light stemmer: inflections of one word become one key, in the lexicon and in the text alike. */
export function stem(word: string): string {
  const known = IRREGULAR[word];
  if (known !== undefined) return trim(known);
  if (word.length <= 3 || /[^a-z]/.test(word)) return trim(word);
  let base = word;
  if (base.endsWith('ies') || base.endsWith('ied')) base = `${base.slice(0, -3)}y`;
  else if (/(?:ch|sh|x|z|ss)es$/.test(base)) base = base.slice(0, -2);
  else if (base.endsWith('s') && !/(?:ss|us|is)$/.test(base)) base = base.slice(0, -1);
  for (const ending of ['ing', 'ed']) {
    const rest = base.slice(0, -ending.length);
    if (base.endsWith(ending) && !base.endsWith('eed') && rest.length >= 3 && /[aeiouy]/.test(rest)) {
      base = rest;
      break;
    }
  }
  return trim(base);
}

function trim(base: string): string {
  if (base.length <= 3) return base;
  let rest = base.endsWith('e') ? base.slice(0, -1) : base;
  if (rest.length > 3 && rest.at(-1) === rest.at(-2) && /[bdfglmnprt]/.test(rest.at(-1)!)) rest = rest.slice(0, -1);
  return rest;
}

/** Words without meaning of their own for a claim; they would only stand between words that belong together. */
const IDLE = new Set(['a', 'an', 'the', 'just', 'simply', "'s", '的', '了', 'very', 'quite', 'really', 'own-']);

/** Before a number that is part of a name: k8s, gp3, web-0. In v1.28 it is a number. */
const PART_OF_NAME = /(?:[a-uw-z]|[a-z]v)$|[a-z][-_]$/;

const PIECE = /\p{Script=Han}|[a-z]+(?:'(?:s|t|re|ve|ll|d)(?![a-z]))?|\d+(?:[.,]\d+)*|[^\s]/gu;

/** `Never` inside a sentence, or before Chinese, is the value of a policy and denies nothing. */
const NEVER = 'Never';

function isValue(sentence: string, start: number): boolean {
  if (!sentence.startsWith(NEVER, start)) return false;
  const before = sentence.slice(0, start).trimEnd();
  const next = sentence.slice(start + NEVER.length).trimStart();
  return (before !== '' && !/[.!?。！？"“(（]$/.test(before)) || !/^[a-z]/i.test(next);
}

/** `-A` between blanks. */
const ALL_FLAG = /^[\s`(（\p{Script=Han}]?-A(?:[\s`)）,，。\p{Script=Han}]|$)/u;

const CONTRACTED = table<string[]>({
  cannot: ['can', 'not'],
  "can't": ['can', 'not'],
  "won't": ['will', 'not'],
  "shan't": ['shall', 'not'],
});

/** The folded tokens of a sentence; each stands for the stretch of the sentence it came from. */
export function tokensOf(sentence: string): Token[] {
  const tokens: Token[] = [];
  const plain = foldSameLength(sentence);
  let attributed = false;
  for (const found of plain.matchAll(PIECE)) {
    const from = tokens.length;
    const word = found[0];
    const start = found.index;
    const end = start + word.length;
    if (/^\d/.test(word) && PART_OF_NAME.test(plain.slice(Math.max(0, start - 3), start))) {
      tokens.push({ key: word, word, start, end });
    } else if (/^\d/.test(word)) {
      tokens.push({ key: '#', word, start, end, number: Number.parseFloat(word.replace(/,(?=\d{3})/g, '')) });
    } else if (word === 'a' && ALL_FLAG.test(sentence.slice(Math.max(0, start - 2), end + 1))) {
      // The flag of kubectl, no article.
      tokens.splice(-1, 1, { key: '-A', word: '-A', start: start - 1, end });
    } else if (word === 'never' && isValue(sentence, start)) {
      tokens.push({ key: NEVER, word, start, end });
    } else if (/^[a-z]/.test(word)) {
      const parts =
        CONTRACTED[word] ?? (word.endsWith("n't") ? [word.slice(0, -3), 'not'] : [word.replace(/'.*$/, '')]);
      for (const part of parts) if (!IDLE.has(part)) tokens.push({ key: stem(part), word: part, start, end });
    } else if (word === '了' && tokens.at(-1)?.word === '没' && tokens.at(-1)!.end === start) {
      // "没了" is gone, "没" is not.
      tokens.splice(-1, 1, { key: '没了', word: '没了', start: start - 1, end });
    } else if (
      !IDLE.has(word) &&
      !(/[-._/]/.test(word) && /\w/.test(plain[start - 1] ?? '') && /\w/.test(plain[end] ?? ''))
    )
      tokens.push({ key: word, word, start, end });
    if (attributed && tokens.length > from) tokens[from]!.attributed = true;
    attributed = word === '的';
  }
  return tokens;
}

const WIDE: Record<string, string> = {
  '，': ',',
  '；': ';',
  '：': ':',
  '（': '(',
  '）': ')',
  '！': '!',
  '？': '?',
  '‘': "'",
  '’': "'",
  '“': '"',
  '”': '"',
  '「': '"',
  '」': '"',
  '％': '%',
};

/** Lower case and plain marks, every character kept in its place. */
function foldSameLength(text: string): string {
  let out = '';
  for (const character of text) {
    // Most characters stand for themselves.
    if ((character >= '一' && character <= '\u9fff') || (character >= '+' && character <= '@')) {
      out += character;
      continue;
    }
    if (character < '\x7f') {
      out += character === '*' || character === '`' ? ' ' : character.toLowerCase();
      continue;
    }
    const wide = WIDE[character];
    if (wide !== undefined) out += wide;
    else if (/[`*\u200b-\u200f\ufeff]/.test(character)) out += ' '.repeat(character.length);
    else {
      const low = character.normalize('NFKC').toLowerCase();
      out += low.length === character.length ? low : character;
    }
  }
  return out;
}
