/** Library functions that live outside the module: printf and its family, mathematics, the clock. */
import { format } from './format.ts';
import { STANDARD, type Streams } from './streams.ts';

/** What a native needs of the run it belongs to. */
export interface NativeContext {
  memory: () => Uint8Array;
  /** C address -> offset in memory; throws a trap where it is not the program's own. */
  own: (address: number, bytes: number) => number;
  streams: Streams;
  exit: (value: number) => never;
  abort: (message: string) => never;
  steps: () => number;
  intBytes: number;
  longBytes: number;
  pointerBytes: number;
}

type Native = (context: NativeContext, ...args: never[]) => number | bigint | undefined;

/** Bytes one formatted text may have. */
const TEXT_LIMIT = 1 << 20;

/** The bytes of a text in the program's memory, up to its zero. */
export function readText(context: NativeContext, address: number, limit = TEXT_LIMIT): number[] {
  const memory = context.memory();
  const start = context.own(address, 1);
  const end = Math.min(memory.length, start + limit);
  const out: number[] = [];
  for (let i = start; i < end && memory[i] !== 0; i++) out.push(memory[i]!);
  return out;
}

function formatted(context: NativeContext, text: number, list: number): number[] {
  let at = list;
  const view = (): DataView => new DataView(context.memory().buffer);
  const slot = (): number => {
    const offset = context.own(at, 8);
    at += 8;
    return offset;
  };
  return format(
    readText(context, text),
    {
      next: () => view().getBigUint64(slot(), true),
      nextDouble: () => view().getFloat64(slot(), true),
      text: (address, limit) => readText(context, address, Math.min(limit, TEXT_LIMIT)),
      store: (address, bytes, value) => {
        const offset = context.own(address, bytes);
        for (let i = 0; i < bytes; i++) context.memory()[offset + i] = Number((value >> BigInt(8 * i)) & 255n);
      },
      intBytes: context.intBytes,
      longBytes: context.longBytes,
      pointerBytes: context.pointerBytes,
    },
    TEXT_LIMIT,
  );
}

function print(context: NativeContext, text: number, list: number): number {
  const bytes = formatted(context, text, list);
  return context.streams.write(STANDARD.output, bytes) === bytes.length ? bytes.length : -1;
}

/** printf to any stream. */
function printOn(context: NativeContext, stream: number, text: number, list: number): number {
  const bytes = formatted(context, text, list);
  return context.streams.write(stream, bytes) === bytes.length ? bytes.length : -1;
}

const nameAt = (context: NativeContext, address: number): string =>
  Buffer.from(readText(context, address, 1024)).toString('latin1');

function printTo(context: NativeContext, target: number, room: number, text: number, list: number): number {
  const bytes = formatted(context, text, list);
  if (room > 0) {
    const count = Math.min(bytes.length, room - 1);
    const offset = context.own(target, count + 1);
    const memory = context.memory();
    for (let i = 0; i < count; i++) memory[offset + i] = bytes[i]!;
    memory[offset + count] = 0;
  }
  return bytes.length;
}

/** One-argument functions of math.h that JavaScript has under a name of its own. */
const MATH: Record<string, (x: number) => number> = {
  sin: Math.sin,
  cos: Math.cos,
  tan: Math.tan,
  asin: Math.asin,
  acos: Math.acos,
  atan: Math.atan,
  sinh: Math.sinh,
  cosh: Math.cosh,
  tanh: Math.tanh,
  asinh: Math.asinh,
  acosh: Math.acosh,
  atanh: Math.atanh,
  exp: Math.exp,
  exp2: (x) => 2 ** x,
  expm1: Math.expm1,
  log: Math.log,
  log2: Math.log2,
  log10: Math.log10,
  log1p: Math.log1p,
  cbrt: Math.cbrt,
};

/** C's pow differs from JavaScript's where the base is 1 or -1. */
function pow(x: number, y: number): number {
  if (x === 1 || y === 0) return 1;
  if (x === -1 && !Number.isFinite(y) && !Number.isNaN(y)) return 1;
  return x ** y;
}

export const natives: Record<string, Native> = {
  printf: (c, text: number, list: number) => print(c, text, list),
  vprintf: (c, text: number, list: number) => print(c, text, list),
  fprintf: (c, stream: number, text: number, list: number) => printOn(c, stream, text, list),
  vfprintf: (c, stream: number, text: number, list: number) => printOn(c, stream, text, list),
  sprintf: (c, target: number, text: number, list: number) => printTo(c, target, TEXT_LIMIT, text, list),
  vsprintf: (c, target: number, text: number, list: number) => printTo(c, target, TEXT_LIMIT, text, list),
  __snprintf: (c, target: number, room: number, text: number, list: number) => printTo(c, target, room, text, list),
  __put: (c, address: number, count: number) => {
    const offset = c.own(address, count);
    c.streams.write(STANDARD.output, [...c.memory().subarray(offset, offset + count)]);
    return undefined;
  },
  __putc: (c, code: number) => {
    c.streams.write(STANDARD.output, [code & 255]);
    return undefined;
  },
  __write: (c, stream: number, address: number, count: number) => {
    const offset = c.own(address, count >>> 0);
    return c.streams.write(stream, [...c.memory().subarray(offset, offset + (count >>> 0))]);
  },
  __open: (c, name: number, mode: number, over: number) => c.streams.open(nameAt(c, name), nameAt(c, mode), over),
  __close: (c, stream: number) => c.streams.close(stream),
  __get: (c, stream: number) => c.streams.get(stream),
  __unget: (c, code: number, stream: number) => c.streams.putBack(stream, code),
  __seek: (c, stream: number, by: number, from: number) => c.streams.seek(stream, by, from),
  __tell: (c, stream: number) => c.streams.tell(stream),
  __status: (c, stream: number) => c.streams.status(stream),
  __clear: (c, stream: number) => {
    c.streams.clear(stream);
    return undefined;
  },
  __remove: (c, name: number) => c.streams.remove(nameAt(c, name)),
  __rename: (c, from: number, to: number) => c.streams.rename(nameAt(c, from), nameAt(c, to)),
  __fresh_name: (c, to: number) => {
    const bytes = Buffer.from(`${c.streams.freshName()}\0`);
    c.memory().set(bytes, c.own(to, bytes.length));
    return undefined;
  },
  __exit: (c, value: number) => c.exit(value),
  __abort: (c, text: number) => c.abort(Buffer.from(readText(c, text)).toString('utf8')),
  __clock: (c) => c.steps() | 0,
  __math2: (_c, which: number, x: number, y: number) => {
    if (which === 0) return pow(x, y);
    if (which === 1) return Math.atan2(x, y);
    if (which === 2) return x % y;
    return Math.hypot(x, y);
  },
  __strtod: (c, text: number, used: number) => {
    const line = Buffer.from(readText(c, text, 400)).toString('latin1');
    const match =
      /^\s*([+-]?(?:0[xX](?:[0-9a-fA-F]+\.?[0-9a-fA-F]*|\.[0-9a-fA-F]+)(?:[pP][+-]?\d+)?|(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?|inf(?:inity)?|nan))/i.exec(
        line,
      );
    const offset = c.own(used, 4);
    new DataView(c.memory().buffer).setInt32(offset, match ? match[0].length : 0, true);
    if (!match) return 0;
    const body = match[1]!.toLowerCase();
    const negative = body.startsWith('-');
    const plain = body.replace(/^[+-]/, '');
    let value: number;
    if (plain.startsWith('inf')) value = Number.POSITIVE_INFINITY;
    else if (plain === 'nan') value = Number.NaN;
    else if (plain.startsWith('0x')) {
      const [, whole = '', fraction = '', power = '0'] = /^0x([0-9a-f]*)\.?([0-9a-f]*)(?:p([+-]?\d+))?/.exec(plain)!;
      value = Number(BigInt(`0x${whole + fraction || '0'}`)) * 2 ** (Number(power) - 4 * fraction.length);
    } else value = Number(plain);
    return negative ? -value : value;
  },
};

for (const [name, compute] of Object.entries(MATH)) natives[`__${name}`] = (_c, x: number) => compute(x);
