/**
 * Finds the lines of a log that can matter, in its bytes, before anything is decoded. Two bytes are read at a time; four
 * bytes are looked up in a table of pieces of words that rules need, and only where one is filed the word is compared.
 */

import { costOf, gramCounts, LOWER } from './grams.ts';

const BITS = 19;
const SHIFT = 32 - BITS;
/** Sets the bit that tells small letters from capitals; the same for what is filed and what is read. */
const CASE = 0x20202020;

function slot(packed: number): number {
  return Math.imul(packed | CASE, 0x9e3779b1) >>> SHIFT;
}

interface Filed {
  word: Uint8Array;
  /** Where in the word the four filed bytes begin; -1: one byte in front of it. */
  from: number;
}

/** Tells from the bytes of a line, before they are text, whether one of many words may be in it. */
export class ByteFilter {
  readonly #filed = new Uint8Array(1 << BITS);
  readonly #lists = new Map<number, Filed[]>();

  /**
   * @param words in lower case, of three bytes or more; shorter ones are left out.
   * @param common lines of all kinds, to tell rare pieces from common ones.
   */
  constructor(words: Iterable<string>, common: string) {
    const counts = gramCounts(common);
    for (const text of new Set(words)) {
      const word = new TextEncoder().encode(text.toLowerCase());
      if (word.length >= 5) this.#fileLong(word, counts);
      else if (word.length >= 3) this.#fileShort(word);
    }
  }

  /** A word that begins at an even place is met at one piece, at an odd place at the one beside it. */
  #fileLong(word: Uint8Array, counts: Uint16Array): void {
    let best = 0;
    let least = Number.POSITIVE_INFINITY;
    for (let from = 0; from + 5 <= word.length; from += 1) {
      const cost = costOf(word, from + 4, counts) + costOf(word, from + 5, counts);
      if (cost < least) {
        best = from;
        least = cost;
      }
    }
    for (const from of [best, best + 1])
      this.#file(word[from]!, word[from + 1]!, word[from + 2]!, word[from + 3]!, { word, from });
  }

  /** Too short for two pieces: one is filed with every byte that can stand beside it. */
  #fileShort(word: Uint8Array): void {
    for (let other = 0; other < 256; other += 1) {
      this.#file(other, word[0]!, word[1]!, word[2]!, { word, from: -1 });
      if (word.length === 3) this.#file(word[0]!, word[1]!, word[2]!, other, { word, from: 0 });
    }
    if (word.length === 4) this.#file(word[0]!, word[1]!, word[2]!, word[3]!, { word, from: 0 });
  }

  #file(a: number, b: number, c: number, d: number, filed: Filed): void {
    const key = slot(a | (b << 8) | (c << 16) | (d << 24));
    this.#filed[key] = 1;
    const list = this.#lists.get(key);
    if (!list) this.#lists.set(key, [filed]);
    else if (!list.some((other) => other.word === filed.word && other.from === filed.from)) list.push(filed);
  }

  /**
   * True where a line holds one of the words.
   * @param halves the same memory as `bytes`, two bytes each.
   */
  holds(bytes: Uint8Array, halves: Uint16Array, start: number, end: number): boolean {
    const filed = this.#filed;
    const last = (end + 1) >> 1;
    let at = start >> 1;
    let low = halves[at]!;
    while (at < last) {
      at += 1;
      const high = halves[at]!;
      if (
        filed[Math.imul(low | (high << 16) | CASE, 0x9e3779b1) >>> SHIFT] === 1 &&
        this.#confirm(bytes, (at - 1) << 1, start, end, low | (high << 16))
      )
        return true;
      low = high;
    }
    return false;
  }

  #confirm(bytes: Uint8Array, at: number, start: number, end: number, packed: number): boolean {
    for (const { word, from } of this.#lists.get(slot(packed))!) {
      const first = at - from;
      if (first < start || first + word.length > end) continue;
      let index = 0;
      while (index < word.length && LOWER[bytes[first + index]!] === word[index]) index += 1;
      if (index === word.length) return true;
    }
    return false;
  }
}

/** Lines that agree so far are of one kind. */
const LONGEST_KEY = 160;

/** A key for lines that differ only in numbers, ids and times: every word with a digit in it counts as one. */
export function kindOfLine(bytes: Uint8Array, start: number, end: number): number {
  let one = 0x811c9dc5 | 0;
  let two = 0x2545f491 | 0;
  let run = 0;
  let digits = false;
  const stop = Math.min(end, start + LONGEST_KEY);
  for (let at = start; at <= stop; at += 1) {
    const code = at < stop ? bytes[at]! : 10;
    const letter = (code >= 97 && code <= 122) || (code >= 65 && code <= 90) || code === 95 || code >= 128;
    const digit = code >= 48 && code <= 57;
    // Once a word holds a digit it is an id, an address or a time: `SHA256:ab/c+d`, `10.0.0.7:5432/app`.
    const goesOn = digits && (code === 58 || code === 47 || code === 43 || code === 61);
    if (letter || digit || goesOn) {
      run = Math.imul(run ^ code, 0x01000193);
      digits ||= digit;
      continue;
    }
    if (run !== 0) {
      const piece = digits ? 48 : run;
      one = Math.imul(one ^ piece, 0x01000193);
      two = Math.imul(two + piece, 0x9e3779b1) ^ (two >>> 15);
    }
    one = Math.imul(one ^ code, 0x01000193);
    two = Math.imul(two + code, 0x85ebca6b) ^ (two >>> 13);
    run = 0;
    digits = false;
  }
  return (one >>> 0) * 0x200000 + (two & 0x1fffff);
}
