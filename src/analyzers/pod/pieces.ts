/**
 * Which of many expressions can match a sentence at all, found in one pass over its characters: each is filed under the
 * rarest pair of characters of every word of which a match must contain one.
 */

/** Words of which any match contains at least one; null where nothing can be said. */
type Needed = string[] | null;

/** More alternatives than this say too little. */
const LIMIT_WORDS = 60;

/** A choice of words is the better the longer its shortest one is. */
const weight = (words: string[]): number => Math.min(4, ...words.map((word) => word.length)) - words.length / 100;

function better(a: Needed, b: Needed): Needed {
  if (!a || !b) return a ?? b;
  return weight(b) > weight(a) ? b : a;
}

/** Reads an expression in the few forms the patterns here are written in; what it does not know says nothing. */
class Reader {
  readonly #text: string;
  #at = 0;
  /** The whole is a choice. */
  #chooses = false;
  readonly found: string[][] = [];

  constructor(text: string) {
    this.#text = text;
  }

  /** Alternatives up to the end or the closing parenthesis. */
  alternatives(top: boolean): Needed {
    let words: Needed = [];
    for (;;) {
      const own = this.#sequence(top);
      words = words && own && words.length + own.length <= LIMIT_WORDS ? [...words, ...own] : null;
      if (this.#text[this.#at] !== '|') return words;
      // Of several alternatives none has to be there by itself.
      if (top) this.found.length = 0;
      this.#chooses ||= top;
      this.#at += 1;
    }
  }

  #sequence(top: boolean): Needed {
    let best: Needed = null;
    let run = '';
    const take = (words: Needed): void => {
      if (top && words && !this.#chooses) this.found.push(words);
      best = better(best, words);
    };
    const end = (): void => {
      if (run !== '') take([run]);
      run = '';
    };
    for (; this.#at < this.#text.length; ) {
      const sign = this.#text[this.#at]!;
      if (sign === '|' || sign === ')') break;
      if (sign === '(') {
        end();
        const words = this.#group();
        if (!this.#isOptional()) take(words);
        continue;
      }
      const literal = this.#character(sign);
      if (literal === null) {
        end();
        this.#isOptional();
        continue;
      }
      const quantified = /[?*+{]/.test(this.#text[this.#at] ?? '');
      if (!quantified) run += literal;
      else {
        end();
        if (!this.#isOptional()) take([literal]);
      }
    }
    end();
    return best;
  }

  #group(): Needed {
    const look = /^\((?:\?(?:<?[=!]|<\w+>|:))?/.exec(this.#text.slice(this.#at))![0];
    this.#at += look.length;
    const words = this.alternatives(false);
    this.#at += 1;
    return /[=!]$/.test(look) ? null : words;
  }

  /** One character that stands for itself; null for a class of them or none at all. */
  #character(sign: string): string | null {
    if (sign === '[') {
      while (this.#at < this.#text.length && this.#text[this.#at] !== ']')
        this.#at += this.#text[this.#at] === '\\' ? 2 : 1;
      this.#at += 1;
      return null;
    }
    if (sign === '\\') {
      const escaped = this.#text[this.#at + 1]!;
      const long = /^\\(?:[pP]\{[^}]*\}|u\{[^}]*\}|u[\da-fA-F]{4}|x[\da-fA-F]{2}|k<\w+>)/.exec(
        this.#text.slice(this.#at, this.#at + 40),
      );
      this.#at += long ? long[0].length : 2;
      return long || /[A-Za-z\d]/.test(escaped) ? null : escaped;
    }
    this.#at += 1;
    return /[.^$]/.test(sign) ? null : sign;
  }

  /** Passes a quantifier; true where it lets what stands before it be missing. */
  #isOptional(): boolean {
    const quantifier = /^(?:[?*+]|\{(\d+)(?:,\d*)?\})\??/.exec(this.#text.slice(this.#at, this.#at + 12));
    if (!quantifier) return false;
    this.#at += quantifier[0].length;
    return quantifier[0].startsWith('?') || quantifier[0].startsWith('*') || Number(quantifier[1]) === 0;
  }
}

/** Choices of words: a match contains a word of each. */
export function neededWords(pattern: string): string[][] {
  const reader = new Reader(pattern);
  const words = reader.alternatives(true);
  return reader.found.length > 0 ? reader.found : words ? [words] : [];
}

const single = (text: string, at: number): number => text.charCodeAt(at);
const pair = (text: string, at: number): number => (text.charCodeAt(at) << 16) | text.charCodeAt(at + 1);

/** Pairs of characters of a word; a word of one character is filed under itself. */
const piecesOf = (word: string): number[] =>
  word.length === 1 ? [single(word, 0)] : Array.from({ length: word.length - 1 }, (_, at) => pair(word, at));

/** Patterns by what a text must contain for them to match. */
export class Pieces {
  readonly #filed = new Map<number, number[]>();
  readonly #always: number[] = [];

  /** @param patterns each as the expressions that must all be found. */
  constructor(patterns: string[][]) {
    const choices = patterns.map((all) => all.flatMap(neededWords));
    const counts = new Map<number, number>();
    for (const piece of choices.flat(2).flatMap(piecesOf)) counts.set(piece, (counts.get(piece) ?? 0) + 1);
    const rarest = (word: string): number => piecesOf(word).reduce((a, b) => (counts.get(b)! < counts.get(a)! ? b : a));
    // A lone character is in more sentences than any pair.
    const load = (word: string): number => counts.get(rarest(word))! * (word.length === 1 ? 8 : 1);
    for (const [pattern, own] of choices.entries()) {
      const costs = own.map((words) => words.reduce((sum, word) => sum + load(word), 0));
      const best = own[costs.indexOf(Math.min(...costs))];
      if (!best) this.#always.push(pattern);
      else
        for (const piece of new Set(best.map(rarest))) {
          const list = this.#filed.get(piece);
          if (list) list.push(pattern);
          else this.#filed.set(piece, [pattern]);
        }
    }
  }

  /** The patterns that may match a text, in their order. */
  candidates(text: string): number[] {
    const found = new Set(this.#always);
    for (let at = 0; at < text.length; at += 1) {
      for (const pattern of this.#filed.get(single(text, at)) ?? []) found.add(pattern);
      if (at + 1 < text.length) for (const pattern of this.#filed.get(pair(text, at)) ?? []) found.add(pattern);
    }
    return [...found].sort((a, b) => a - b);
  }
}
