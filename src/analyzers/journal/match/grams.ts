/**
 * Which patterns can match a line at all, found in one pass over its characters: every pattern is filed under one
 * piece of four characters that any line it matches must contain.
 */

const SIZE = 1 << 18;
const MASK = SIZE - 1;

function hash(a: number, b: number, c: number, d: number): number {
  return (((a * 0x9e3b) ^ (b * 0x5bd1) ^ (c * 0x2c1f)) * 31 + d * 0x1f35) & MASK;
}

/** ASCII letters to lower case, everything else as it is. */
export const LOWER = Uint8Array.from({ length: 256 }, (_, code) => (code >= 65 && code <= 90 ? code + 32 : code));

export class Grams {
  readonly #table = new Uint16Array(SIZE);
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
    const key = hash(gram.charCodeAt(0), gram.charCodeAt(1), gram.charCodeAt(2), gram.charCodeAt(3));
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
    let a = 0;
    let b = 0;
    let c = 0;
    for (let at = 0; at < text.length; at += 1) {
      const code = text.charCodeAt(at);
      const d = code < 256 ? LOWER[code]! : 0;
      const list = this.#table[hash(a, b, c, d)]!;
      if (list !== 0 && at >= 3) {
        for (const pattern of this.#lists[list]!) {
          if (this.#seen[pattern] === this.#round) continue;
          this.#seen[pattern] = this.#round;
          found.push(pattern);
        }
      }
      a = b;
      b = c;
      c = d;
    }
    return found;
  }

  /** True where the bytes from `start` to `end` can hold a match of any pattern. */
  touches(bytes: Uint8Array, start: number, end: number): boolean {
    const table = this.#table;
    let a = 0;
    let b = 0;
    let c = 0;
    for (let at = start; at < end; at += 1) {
      const d = LOWER[bytes[at]!]!;
      if (table[hash(a, b, c, d)] !== 0) return true;
      a = b;
      b = c;
      c = d;
    }
    return false;
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
