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

export class Grams {
  readonly #table = new Uint16Array(SIZE);
  /** Which slots hold anything: a quarter of the table, so that it stays in the processor's cache. */
  readonly #filed = new Uint8Array(SIZE);
  readonly #lists: number[][] = [[]];
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
      const grams = words.map((word) => rarest(word, counts));
      if (grams.length === 0 || grams.some((gram) => gram === null)) this.#always.push(pattern);
      else for (const gram of new Set(grams)) this.#file(gram!, pattern);
    }
  }

  #file(gram: string, pattern: number): void {
    const key = slot(
      (gram.charCodeAt(0) << 24) | (gram.charCodeAt(1) << 16) | (gram.charCodeAt(2) << 8) | gram.charCodeAt(3),
    );
    this.#filed[key] = 1;
    let list = this.#table[key]!;
    if (list === 0) {
      list = this.#lists.push([]) - 1;
      this.#table[key] = list;
    }
    this.#lists[list]!.push(pattern);
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
      for (const pattern of this.#lists[list]!) {
        if (this.#seen[pattern] === this.#round) continue;
        this.#seen[pattern] = this.#round;
        found.push(pattern);
      }
    }
    return found;
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
      if (filed[Math.imul(packed, 0x9e3779b1) >>> 14] === 1) {
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

function rarest(word: string, counts: ReadonlyMap<string, number>): string | null {
  let best: string | null = null;
  for (let at = 0; at + 4 <= word.length; at += 1) {
    const gram = word.slice(at, at + 4);
    if (/[^\x20-\x7e]/.test(gram)) continue;
    if (best === null || (counts.get(gram) ?? 0) < (counts.get(best) ?? 0)) best = gram;
  }
  return best;
}
