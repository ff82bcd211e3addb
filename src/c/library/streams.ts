/**
 * The files of a run: they live in its own memory and are gone when it ends. Streams 1, 2 and 3 are the standard ones;
 * what is written to 2 is not shown, what is read from 3 is the text the run was given.
 */

interface Contents {
  bytes: Uint8Array;
  length: number;
}

interface Stream {
  contents: Contents;
  at: number;
  readable: boolean;
  writable: boolean;
  append: boolean;
  end: boolean;
  error: boolean;
  /** Bytes that ungetc put back, the next one last. */
  back: number[];
  /** What is written is the program's output. */
  terminal: boolean;
}

export const STANDARD = { output: 1, error: 2, input: 3 } as const;
/** The first stream that fopen gives. */
const FIRST = 16;
/** Streams open at once, and bytes of all files together. */
const STREAM_LIMIT = 64;
const BYTE_LIMIT = 16 << 20;

/** The files of a program, all in memory, and what it has open. */
export class Streams {
  readonly #files = new Map<string, Contents>();
  readonly #streams = new Map<number, Stream>();
  readonly #show: (bytes: number[]) => void;
  #written = 0;
  #names = 0;

  constructor(show: (bytes: number[]) => void, input: string) {
    this.#show = show;
    const bytes = new Uint8Array(Buffer.from(input));
    const made = (contents: Contents, readable: boolean, terminal: boolean): Stream => ({
      contents,
      at: 0,
      readable,
      writable: !readable,
      append: false,
      end: false,
      error: false,
      back: [],
      terminal,
    });
    const nothing = (): Contents => ({ bytes: new Uint8Array(0), length: 0 });
    this.#streams.set(STANDARD.output, made(nothing(), false, true));
    this.#streams.set(STANDARD.error, made(nothing(), false, false));
    this.#streams.set(STANDARD.input, made({ bytes, length: bytes.length }, true, false));
  }

  /** fopen; with `over`, freopen. 0 where it cannot be opened. */
  open(name: string, mode: string, over = 0): number {
    let id = over;
    if (!id) for (id = FIRST; this.#streams.has(id); ) id++;
    const [kind] = mode;
    if (id >= FIRST + STREAM_LIMIT || !kind || !'rwa'.includes(kind)) return 0;
    let contents = this.#files.get(name);
    if (!contents) {
      if (kind === 'r') return 0;
      contents = { bytes: new Uint8Array(64), length: 0 };
      this.#files.set(name, contents);
    } else if (kind === 'w') contents.length = 0;
    const both = mode.includes('+');
    this.#streams.set(id, {
      contents,
      at: 0,
      readable: both || kind === 'r',
      writable: both || kind !== 'r',
      append: kind === 'a',
      end: false,
      error: false,
      back: [],
      terminal: false,
    });
    return id;
  }

  /** A name that no file has yet. */
  freshName(): string {
    let name: string;
    do name = `/tmp/file${++this.#names}`;
    while (this.#files.has(name));
    return name;
  }

  close(id: number): number {
    return this.#streams.delete(id) ? 0 : -1;
  }

  /** The next byte, -1 at the end. */
  get(id: number): number {
    const stream = this.#streams.get(id);
    if (!stream?.readable) {
      if (stream) stream.error = true;
      return -1;
    }
    const back = stream.back.pop();
    if (back !== undefined) return back;
    if (stream.at >= stream.contents.length) {
      stream.end = true;
      return -1;
    }
    return stream.contents.bytes[stream.at++]!;
  }

  putBack(id: number, byte: number): number {
    const stream = this.#streams.get(id);
    if (!stream || byte < 0) return -1;
    stream.back.push(byte & 255);
    stream.end = false;
    return byte & 255;
  }

  /** How many bytes were taken. */
  write(id: number, bytes: number[]): number {
    const stream = this.#streams.get(id);
    if (!stream?.writable) {
      if (stream) stream.error = true;
      return 0;
    }
    if (stream.terminal) {
      this.#show(bytes);
      return bytes.length;
    }
    if (id === STANDARD.error) return bytes.length;
    this.#written += bytes.length;
    if (this.#written > BYTE_LIMIT) {
      stream.error = true;
      return 0;
    }
    const { contents } = stream;
    if (stream.append) stream.at = contents.length;
    const end = stream.at + bytes.length;
    if (end > contents.bytes.length) {
      const bigger = new Uint8Array(Math.max(end, contents.bytes.length * 2));
      bigger.set(contents.bytes.subarray(0, contents.length));
      contents.bytes = bigger;
    }
    if (stream.at > contents.length) contents.bytes.fill(0, contents.length, stream.at);
    contents.bytes.set(bytes, stream.at);
    stream.at = end;
    contents.length = Math.max(contents.length, end);
    return bytes.length;
  }

  /** fseek with C's SEEK_SET 0, SEEK_CUR 1, SEEK_END 2. */
  seek(id: number, by: number, from: number): number {
    const stream = this.#streams.get(id);
    if (!stream || stream.terminal) return -1;
    const start = from === 0 ? 0 : from === 1 ? stream.at - stream.back.length : stream.contents.length;
    const at = start + by;
    if (at < 0 || at > BYTE_LIMIT) return -1;
    stream.at = at;
    stream.back = [];
    stream.end = false;
    return 0;
  }

  tell(id: number): number {
    const stream = this.#streams.get(id);
    return stream && !stream.terminal ? stream.at - stream.back.length : -1;
  }

  /** Bit 0: the end was met, bit 1: something failed. */
  status(id: number): number {
    const stream = this.#streams.get(id);
    return stream ? (stream.end ? 1 : 0) | (stream.error ? 2 : 0) : 2;
  }

  clear(id: number): void {
    const stream = this.#streams.get(id);
    if (stream) stream.end = stream.error = false;
  }

  remove(name: string): number {
    return this.#files.delete(name) ? 0 : -1;
  }

  rename(from: string, to: string): number {
    const contents = this.#files.get(from);
    if (!contents) return -1;
    this.#files.delete(from);
    this.#files.set(to, contents);
    return 0;
  }
}
