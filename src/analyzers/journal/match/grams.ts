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

/** Tells which of many patterns may match a text: those of whose literals a piece of a few characters stands in it. */
export class Grams {
  readonly #table = new Uint16Array(SIZE);
  readonly #lists: Filed[][] = [[]];
  readonly #always: number[] = [];
  readonly #seen: Uint32Array;
  #round = 0;

  /**
   * @param literals of each pattern, lower case: a match contains at least one of them.
   * @param common lines of all kinds, to tell rare pieces from common ones.
   * @param known where the rarest piece of a word ends, for words looked at before.
   */
  constructor(literals: string[][], common: () => string, known: Record<string, number> = {}) {
    let counts: Uint16Array | undefined;
    const endOf = (word: string): number | null => {
      if (Object.hasOwn(known, word)) return known[word]!;
      counts ??= gramCounts(common());
      return rarest(word, counts);
    };
    this.#seen = new Uint32Array(literals.length);
    for (const [pattern, words] of literals.entries()) {
      const ends = words.map(endOf);
      if (ends.length === 0 || ends.some((end) => end === null)) this.#always.push(pattern);
      else for (const [index, word] of words.entries()) this.#file(word, ends[index]!, pattern);
    }
  }

  #file(word: string, end: number, pattern: number): void {
    const gram = word.slice(end - 4, end);
    const key = slot(
      (gram.charCodeAt(0) << 24) | (gram.charCodeAt(1) << 16) | (gram.charCodeAt(2) << 8) | gram.charCodeAt(3),
    );
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

/** How often each four characters stand in a text, by slot: two that share one are counted together. */
export function gramCounts(text: string): Uint16Array {
  const counts = new Uint16Array(SIZE);
  let packed = 0;
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    packed = (packed << 8) | (code < 256 ? LOWER[code]! : 0);
    if (at >= 3 && counts[slot(packed)]! < 65_535) counts[slot(packed)]! += 1;
  }
  return counts;
}

/** How common the four bytes in front of `end` are; more than any count where they are not all plain letters. */
export function costOf(word: ArrayLike<number>, end: number, counts: Uint16Array): number {
  let packed = 0;
  let letters = true;
  for (let at = end - 4; at < end; at += 1) {
    const code = word[at]!;
    if (code < 0x20 || code > 0x7e) return Number.POSITIVE_INFINITY;
    const lower = LOWER[code]!;
    letters &&= lower >= 97 && lower <= 122;
    packed = (packed << 8) | lower;
  }
  // Letters tell more than digits and blanks.
  return counts[slot(packed)]! + (letters ? 0 : 12);
}

/** Where in words the four characters end that are least common; a word without such four is left out. */
export function rarestEnds(words: Iterable<string>, common: string): Record<string, number> {
  const counts = gramCounts(common);
  return Object.fromEntries(
    [...words].flatMap((word) => {
      const end = rarest(word, counts);
      return end === null ? [] : [[word, end]];
    }),
  );
}

/** Where in a word the four characters end that are least common elsewhere. */
function rarest(word: string, counts: Uint16Array): number | null {
  const codes = Array.from(word, (char) => char.charCodeAt(0));
  let best: number | null = null;
  let least = Number.POSITIVE_INFINITY;
  for (let end = 4; end <= codes.length; end += 1) {
    const cost = costOf(codes, end, counts);
    if (cost < least) {
      best = end;
      least = cost;
    }
  }
  return best;
}
