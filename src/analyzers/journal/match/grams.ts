/**
 * Which patterns can match a line at all, found in one pass over its characters: every pattern is filed under one
 * piece of four characters that any line it matches must contain.
 */

const SIZE = 1 << 18;

/** Where four characters, packed into one number, are filed. */
function slot(packed: number): number {
  return Math.imul(packed, 0x9e3779b1) >>> 14;
}

/** ASCII letters to lower case, everything else as it is. */
export const LOWER = Uint8Array.from({ length: 256 }, (_, code) => (code >= 65 && code <= 90 ? code + 32 : code));

/** A word of a pattern, filed under its last four characters up to `end`. */
interface Filed {
  pattern: number;
  word: Uint8Array;
  end: number;
}

export class Grams {
  readonly #table = new Uint16Array(SIZE);
  /** Which slots hold anything: a quarter of the table, so that it stays in the processor's cache. */
  readonly #filed = new Uint8Array(SIZE);
  readonly #lists: Filed[][] = [[]];
  readonly #always: number[] = [];
  readonly #seen: Uint32Array;
  #round = 0;

  /**
   * @param literals of each pattern, lower case: a match contains at least one of them.
   * @param common lines of all kinds, to tell rare pieces from common ones.
   */
  constructor(literals: string[][], common: string) {
    const counts = new Map<string, number>();
    const lower = common.toLowerCase();
    for (let at = 0; at + 4 <= lower.length; at += 1) {
      const gram = lower.slice(at, at + 4);
      counts.set(gram, (counts.get(gram) ?? 0) + 1);
    }
    this.#seen = new Uint32Array(literals.length);
    for (const [pattern, words] of literals.entries()) {
      const ends = words.map((word) => rarest(word, counts));
      if (ends.length === 0 || ends.some((end) => end === null)) this.#always.push(pattern);
      else for (const [index, word] of words.entries()) this.#file(word, ends[index]!, pattern);
    }
  }

  #file(word: string, end: number, pattern: number): void {
    const gram = word.slice(end - 4, end);
    const key = slot(
      (gram.charCodeAt(0) << 24) | (gram.charCodeAt(1) << 16) | (gram.charCodeAt(2) << 8) | gram.charCodeAt(3),
    );
    this.#filed[key] = 1;
    let list = this.#table[key]!;
    if (list === 0) {
      list = this.#lists.push([]) - 1;
      this.#table[key] = list;
    }
    this.#lists[list]!.push({ pattern, word: Uint8Array.from(word, (char) => char.charCodeAt(0) & 0xff), end });
  }

  /** Patterns without any word of four letters; they are tried on every line. */
  get always(): readonly number[] {
    return this.#always;
  }

  /** The patterns a text can match, in no order. */
  candidates(text: string): number[] {
    const found: number[] = [...this.#always];
    this.#round += 1;
    let packed = 0;
    for (let at = 0; at < text.length; at += 1) {
      const code = text.charCodeAt(at);
      packed = (packed << 8) | (code < 256 ? LOWER[code]! : 0);
      const list = this.#table[slot(packed)]!;
      if (list === 0 || at < 3) continue;
      for (const { pattern, word, end } of this.#lists[list]!) {
        if (this.#seen[pattern] === this.#round || !standsIn(text, at + 1 - end, word)) continue;
        this.#seen[pattern] = this.#round;
        found.push(pattern);
      }
    }
    return found;
  }

  /** True where a filed word really stands in the line, around the four characters that end at `at`. */
  #holds(bytes: Uint8Array, at: number, start: number): boolean {
    const packed =
      (LOWER[bytes[at - 3] ?? 0]! << 24) |
      (LOWER[bytes[at - 2] ?? 0]! << 16) |
      (LOWER[bytes[at - 1] ?? 0]! << 8) |
      LOWER[bytes[at]!]!;
    for (const { word, end } of this.#lists[this.#table[slot(packed)]!]!) {
      const from = at + 1 - end;
      if (from < start || from + word.length > bytes.length) continue;
      let index = 0;
      while (index < word.length && (word[index]! >= 128 || LOWER[bytes[from + index]!] === word[index])) index += 1;
      if (index === word.length) return true;
    }
    return false;
  }

  /**
   * Goes through bytes line by line, and calls back for each whole line that can hold a match.
   * @returns how many whole lines there were, and where the unfinished last one begins.
   */
  scan(
    bytes: Uint8Array,
    end: number,
    touched: (start: number, end: number, line: number) => void,
  ): { lines: number; rest: number } {
    const filed = this.#filed;
    let lines = 0;
    let start = 0;
    let packed = 0;
    let at = 0;
    while (at < end) {
      const byte = bytes[at]!;
      if (byte === 10) {
        lines += 1;
        at += 1;
        start = at;
        packed = 0;
        continue;
      }
      packed = (packed << 8) | LOWER[byte]!;
      if (filed[Math.imul(packed, 0x9e3779b1) >>> 14] === 1 && this.#holds(bytes, at, start)) {
        const newline = bytes.indexOf(10, at);
        if (newline < 0 || newline >= end) return { lines, rest: start };
        touched(start, newline, lines);
        lines += 1;
        at = newline + 1;
        start = at;
        packed = 0;
        continue;
      }
      at += 1;
    }
    return { lines, rest: start };
  }
}

/** True where a word stands at a place of a text, whatever its case; characters beyond Latin are left to the pattern. */
function standsIn(text: string, from: number, word: Uint8Array): boolean {
  if (from < 0 || from + word.length > text.length) return false;
  for (let index = 0; index < word.length; index += 1) {
    const code = text.charCodeAt(from + index);
    if (code < 128 && word[index]! < 128 && LOWER[code] !== word[index]) return false;
  }
  return true;
}

/** Where in a word the four characters end that are least common elsewhere; letters tell more than digits and blanks. */
function rarest(word: string, counts: ReadonlyMap<string, number>): number | null {
  let best: number | null = null;
  let least = Number.POSITIVE_INFINITY;
  for (let end = 4; end <= word.length; end += 1) {
    const gram = word.slice(end - 4, end);
    if (/[^\x20-\x7e]/.test(gram)) continue;
    const cost = (counts.get(gram) ?? 0) + (/^[a-z]{4}$/.test(gram) ? 0 : 12);
    if (cost < least) {
      best = end;
      least = cost;
    }
  }
  return best;
}
