/** The memory of a module before it runs: where variables and texts are put, and the bytes they start as. */
import { LIMITS } from './abi.ts';

/** Zeros that are written out rather than beginning another segment. */
const GAP = 32;

/** What memory holds before the program begins. */
export class MemoryImage {
  /** Data starts where the stack ends. */
  readonly #start: number;
  #top: number;
  #bytes = new Uint8Array(4096);
  /** Something did not fit. */
  full = false;

  constructor(start: number) {
    this.#start = start;
    this.#top = start;
  }

  /** Where the data ends. */
  get end(): number {
    return Math.ceil(this.#top / 16) * 16;
  }

  /** The offset of new room in the module's memory. */
  reserve(size: number, align: number): number {
    const at = Math.ceil(this.#top / align) * align;
    if (at + size > this.#start + LIMITS.data) {
      this.full = true;
      return this.#start;
    }
    this.#top = at + Math.max(size, 1);
    return at;
  }

  /** The bytes up to an address exist; returns where it lies among them. */
  #room(at: number, size: number): number {
    const from = at - this.#start;
    const end = from + size;
    if (end > this.#bytes.length) {
      const bigger = new Uint8Array(Math.max(end, this.#bytes.length * 2));
      bigger.set(this.#bytes);
      this.#bytes = bigger;
    }
    return from;
  }

  writeInt(at: number, value: bigint, size: number): void {
    const from = this.#room(at, size);
    let rest = BigInt.asUintN(64, value);
    for (let i = 0; i < size; i++) {
      this.#bytes[from + i] = Number(rest & 255n);
      rest >>= 8n;
    }
  }

  readInt(at: number, size: number): bigint {
    const from = this.#room(at, size);
    let value = 0n;
    for (let i = size - 1; i >= 0; i--) value = (value << 8n) | BigInt(this.#bytes[from + i]!);
    return value;
  }

  writeFloat(at: number, value: number, size: 4 | 8): void {
    const from = this.#room(at, size);
    const view = new DataView(this.#bytes.buffer);
    if (size === 4) view.setFloat32(from, value, true);
    else view.setFloat64(from, value, true);
  }

  /** Stretches that are not zero. */
  segments(): { offset: number; bytes: Uint8Array }[] {
    const out: { offset: number; bytes: Uint8Array }[] = [];
    const image = this.#bytes;
    const length = Math.min(this.end - this.#start, image.length);
    let at = 0;
    while (at < length) {
      while (at < length && image[at] === 0) at++;
      if (at >= length) break;
      let stop = at;
      let zeros = 0;
      let last = at;
      for (; stop < length && zeros < GAP; stop++) {
        if (image[stop] === 0) zeros++;
        else {
          zeros = 0;
          last = stop;
        }
      }
      out.push({ offset: at + this.#start, bytes: image.slice(at, last + 1) });
      at = stop;
    }
    return out;
  }
}
