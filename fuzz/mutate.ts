/** The same numbers in [0, 1) for the same seed (mulberry32). */
export function randomFrom(seed: number): () => number {
  let state = (seed * 0x9e3779b1) >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** Longest input made; readers see longer ones only through their own limits. */
const LIMIT_BYTES = 64 * 1024;
/** What breaks readers of text, whatever they read. */
const ODD = [
  '\0',
  '\r',
  '\r\n',
  '\t',
  '\u2028',
  '\u200b',
  '\ufeff',
  '\u202e',
  '\ud800',
  '😀',
  '　',
  '“',
  '\\',
  '\\n',
  '&lt;',
  '```',
  '\x1b[31m',
  '$&',
  '%n',
  '[',
  '(',
  '{',
  '9'.repeat(40),
  '-1',
  'NaN',
  '__proto__',
  'constructor',
]; // prettier-ignore

/** A seed after one to twelve changes such as chats, tools and attackers make. */
export function mutate(seeds: Buffer[], words: string[], random: () => number): Buffer {
  const below = (limit: number): number => Math.floor(random() * limit);
  const pick = <T>(from: T[]): T => from[below(from.length)]!;
  let bytes: Buffer = Buffer.from(pick(seeds));
  for (let change = 1 + below(12); change > 0; change -= 1) {
    const at = below(bytes.length + 1);
    const to = Math.min(bytes.length, at + below(random() < 0.8 ? 60 : 4000));
    bytes = changed(bytes, at, to);
    if (bytes.length > LIMIT_BYTES) bytes = bytes.subarray(0, LIMIT_BYTES);
  }
  return bytes;

  function changed(old: Buffer, at: number, to: number): Buffer {
    const head = old.subarray(0, at);
    const cut = old.subarray(at, to);
    const tail = old.subarray(to);
    const around = (middle: Buffer | string): Buffer => Buffer.concat([head, Buffer.from(middle), tail]);
    switch (below(12)) {
      case 0: // lost
        return around('');
      case 1: // said twice
        return Buffer.concat([head, cut, cut, tail]);
      case 2: // truncated
        return old.subarray(0, Math.max(1, at));
      case 3: // lost line breaks
        return around(cut.toString('latin1').replaceAll('\n', ' '));
      case 4: // a keyword where none should be
        return Buffer.concat([head, Buffer.from(pick(words)), cut, tail]);
      case 5: // an odd character
        return Buffer.concat([head, Buffer.from(pick(ODD)), cut, tail]);
      case 6: // over and over
        return around(
          Buffer.from((cut.toString('latin1').slice(0, 80) || pick(words)).repeat(1 + below(200)), 'latin1'),
        );
      case 7: // a piece of another seed
        return around(slice(pick(seeds)));
      case 8: // flipped bits
        return around(Buffer.from(cut.map((byte) => (random() < 0.1 ? byte ^ (1 << below(8)) : byte))));
      case 9: // a number of another size
        return Buffer.from(old.toString('latin1').replace(/\d+/, String(2 ** below(64) - 1)), 'latin1');
      case 10: // lines in another order
        return around(cut.toString('latin1').split('\n').reverse().join('\n'));
      default: // one word everywhere
        return Buffer.concat([head, Buffer.from(`${pick(words)} ${pick(words)}`), tail]);
    }
  }

  function slice(other: Buffer): Buffer {
    const from = below(other.length);
    return other.subarray(from, from + below(400));
  }
}
