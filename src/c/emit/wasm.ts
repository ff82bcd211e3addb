/**
 * WebAssembly's binary format: bytes, opcodes and the sections of a module (WebAssembly core specification 2.0, chapter
 * 5).
 */

/** The type of a block that leaves nothing. */
export const VOID = 0x40;

export const I32 = 0x7f;
export const I64 = 0x7e;
export const F32 = 0x7d;
export const F64 = 0x7c;
export type ValueType = typeof I32 | typeof I64 | typeof F32 | typeof F64;

export const op = {
  unreachable: 0x00,
  block: 0x02,
  loop: 0x03,
  if: 0x04,
  else: 0x05,
  try: 0x06,
  catch: 0x07,
  throw: 0x08,
  rethrow: 0x09,
  end: 0x0b,
  br: 0x0c,
  brIf: 0x0d,
  brTable: 0x0e,
  call: 0x10,
  callIndirect: 0x11,
  drop: 0x1a,
  select: 0x1b,
  localGet: 0x20,
  localSet: 0x21,
  localTee: 0x22,
  globalGet: 0x23,
  globalSet: 0x24,
  i32Load: 0x28,
  i64Load: 0x29,
  f32Load: 0x2a,
  f64Load: 0x2b,
  i32Load8S: 0x2c,
  i32Load8U: 0x2d,
  i32Load16S: 0x2e,
  i32Load16U: 0x2f,
  i32Store: 0x36,
  i64Store: 0x37,
  f32Store: 0x38,
  f64Store: 0x39,
  i32Store8: 0x3a,
  i32Store16: 0x3b,
  memorySize: 0x3f,
  memoryGrow: 0x40,
  i32Const: 0x41,
  i64Const: 0x42,
  f32Const: 0x43,
  f64Const: 0x44,
  i32Eqz: 0x45,
  i32Eq: 0x46,
  i32Ne: 0x47,
  i32LtS: 0x48,
  i32LtU: 0x49,
  i32GeU: 0x4f,
  i64Eqz: 0x50,
  i64Eq: 0x51,
  i64Ne: 0x52,
  f32Eq: 0x5b,
  f32Ne: 0x5c,
  f64Eq: 0x61,
  f64Ne: 0x62,
  i32Add: 0x6a,
  i32Sub: 0x6b,
  i32Mul: 0x6c,
  i32DivS: 0x6d,
  i32DivU: 0x6e,
  i32And: 0x71,
  i32Or: 0x72,
  i32Xor: 0x73,
  i32Shl: 0x74,
  i32ShrS: 0x75,
  i32ShrU: 0x76,
  i64Add: 0x7c,
  i64Sub: 0x7d,
  i64And: 0x83,
  i64Or: 0x84,
  i64Xor: 0x85,
  i64Shl: 0x86,
  i64ShrS: 0x87,
  i64ShrU: 0x88,
  f32Neg: 0x8c,
  f32Add: 0x92,
  f32Sub: 0x93,
  f64Neg: 0x9a,
  f64Add: 0xa0,
  f64Sub: 0xa1,
  i32WrapI64: 0xa7,
  i64ExtendI32S: 0xac,
  i64ExtendI32U: 0xad,
  f32DemoteF64: 0xb6,
  f64PromoteF32: 0xbb,
  i32ReinterpretF32: 0xbc,
  i64ReinterpretF64: 0xbd,
  f32ReinterpretI32: 0xbe,
  f64ReinterpretI64: 0xbf,
  i32Extend8S: 0xc0,
  i32Extend16S: 0xc1,
} as const;

/** Short pieces of memory are cut from one that is long: V8 allocates and frees every array of bytes by itself. */
const SLAB = 65_536;
let slab = new Uint8Array(SLAB);
let slabUsed = 0;

function take(room: number): Uint8Array {
  if (room > SLAB / 8) return new Uint8Array(room);
  if (slabUsed + room > SLAB) {
    slab = new Uint8Array(SLAB);
    slabUsed = 0;
  }
  slabUsed += room;
  return slab.subarray(slabUsed - room, slabUsed);
}

/** A growing list of bytes. */
export class Bytes {
  data: Uint8Array;
  length = 0;

  constructor(room = 256) {
    this.data = take(room);
  }

  #room(more: number): void {
    if (this.length + more <= this.data.length) return;
    const bigger = take(Math.max(this.data.length * 2, this.length + more));
    bigger.set(this.data.subarray(0, this.length));
    this.data = bigger;
  }

  byte(value: number): void {
    if (this.length === this.data.length) this.#room(1);
    this.data[this.length++] = value;
  }

  bytes(values: ArrayLike<number>): void {
    this.#room(values.length);
    this.data.set(values, this.length);
    this.length += values.length;
  }

  append(other: Bytes): void {
    this.bytes(other.data.subarray(0, other.length));
  }

  /** Unsigned LEB128. */
  u(value: number): void {
    let rest = value;
    while (rest >= 128) {
      this.byte((rest % 128) | 128);
      rest = Math.floor(rest / 128);
    }
    this.byte(rest);
  }

  /** Unsigned LEB128 in five bytes, to be patched. */
  u5(value: number): void {
    this.#room(5);
    writeU5(this.data, this.length, value);
    this.length += 5;
  }

  /** Signed LEB128 of a 32-bit integer. */
  s(value: number): void {
    let rest = value | 0;
    for (;;) {
      const low = rest & 127;
      rest >>= 7;
      if ((rest === 0 && !(low & 64)) || (rest === -1 && low & 64)) {
        this.byte(low);
        return;
      }
      this.byte(low | 128);
    }
  }

  s64(value: bigint): void {
    let rest = BigInt.asIntN(64, value);
    for (;;) {
      const low = Number(rest & 127n);
      rest >>= 7n;
      if ((rest === 0n && !(low & 64)) || (rest === -1n && low & 64)) {
        this.byte(low);
        return;
      }
      this.byte(low | 128);
    }
  }

  f32(value: number): void {
    this.#room(4);
    new DataView(this.data.buffer, this.data.byteOffset).setFloat32(this.length, value, true);
    this.length += 4;
  }

  f64(value: number): void {
    this.#room(8);
    new DataView(this.data.buffer, this.data.byteOffset).setFloat64(this.length, value, true);
    this.length += 8;
  }

  name(text: string): void {
    const encoded = Buffer.from(text);
    this.u(encoded.length);
    this.bytes(encoded);
  }
}

/** Writes a number in five bytes whatever its size: its place is kept before the number is known. */
export function writeU5(data: Uint8Array, at: number, value: number): void {
  let rest = value;
  for (let i = 0; i < 4; i++) {
    data[at + i] = (rest & 127) | 128;
    rest >>>= 7;
  }
  data[at + 4] = rest & 127;
}

export interface Signature {
  parameters: ValueType[];
  results: ValueType[];
}

export interface ModuleParts {
  types: Signature[];
  imports: { module: string; name: string; type: number }[];
  /** `hints`: where in the body a branch is, and whether it is likely (1) or not (0), in turn, ascending. */
  functions: { type: number; body: Bytes; hints: number[] }[];
  /** Function indices, from table slot 1 on. */
  table: number[];
  memory: { initial: number; maximum: number };
  /** Type of the one exception tag (longjmp); null where nothing throws. */
  tag: number | null;
  globals: { type: ValueType; value: number; exported: string }[];
  exports: { name: string; index: number }[];
  data: { offset: number; bytes: Uint8Array }[];
}

/** The module's bytes, and where in them each function's body begins. */
export function assemble(parts: ModuleParts): { bytes: Uint8Array; bodyOffsets: number[] } {
  const out = new Bytes();
  out.bytes([0x00, 0x61, 0x73, 0x6d, 0x01, 0x00, 0x00, 0x00]);
  const section = (id: number, fill: (bytes: Bytes) => void): number => {
    const body = new Bytes();
    fill(body);
    out.byte(id);
    out.u(body.length);
    const start = out.length;
    out.append(body);
    return start;
  };
  section(1, (b) => {
    b.u(parts.types.length);
    for (const type of parts.types) {
      b.byte(0x60);
      b.u(type.parameters.length);
      b.bytes(type.parameters);
      b.u(type.results.length);
      b.bytes(type.results);
    }
  });
  section(2, (b) => {
    b.u(parts.imports.length);
    for (const item of parts.imports) {
      b.name(item.module);
      b.name(item.name);
      b.byte(0);
      b.u(item.type);
    }
  });
  section(3, (b) => {
    b.u(parts.functions.length);
    for (const fn of parts.functions) b.u(fn.type);
  });
  const tableSize = parts.table.length + 1;
  section(4, (b) => b.bytes([1, 0x70, 0x01, ...leb(tableSize), ...leb(tableSize)]));
  section(5, (b) => {
    b.bytes([1, 0x01]);
    b.u(parts.memory.initial);
    b.u(parts.memory.maximum);
  });
  const { tag } = parts;
  if (tag !== null) {
    section(13, (b) => {
      b.bytes([1, 0]);
      b.u(tag);
    });
  }
  section(6, (b) => {
    b.u(parts.globals.length);
    for (const global of parts.globals) {
      b.bytes([global.type, 0x01, op.i32Const]);
      b.s(global.value);
      b.byte(op.end);
    }
  });
  section(7, (b) => {
    b.u(parts.exports.length + parts.globals.length + 1);
    b.name('memory');
    b.bytes([0x02, 0]);
    parts.globals.forEach((global, i) => {
      b.name(global.exported);
      b.byte(0x03);
      b.u(i);
    });
    for (const item of parts.exports) {
      b.name(item.name);
      b.byte(0x00);
      b.u(item.index);
    }
  });
  if (parts.table.length > 0) {
    section(9, (b) => {
      b.bytes([1, 0x00, op.i32Const, 1, op.end]);
      b.u(parts.table.length);
      for (const index of parts.table) b.u(index);
    });
  }
  // Branch hinting proposal: engines that do not know the section pass over it.
  section(0, (b) => {
    const hinted = parts.functions.flatMap(({ hints }, i) => (hints.length > 0 ? [{ hints, i }] : []));
    b.name('metadata.code.branch_hint');
    b.u(hinted.length);
    for (const { hints, i } of hinted) {
      b.u(parts.imports.length + i);
      b.u(hints.length / 2);
      for (let at = 0; at < hints.length; at += 2) {
        b.u(hints[at]!);
        b.bytes([1, hints[at + 1]!]);
      }
    }
  });
  const inside: number[] = [];
  const codeStart = section(10, (b) => {
    b.u(parts.functions.length);
    for (const fn of parts.functions) {
      b.u(fn.body.length);
      inside.push(b.length);
      b.append(fn.body);
    }
  });
  if (parts.data.length > 0) {
    section(11, (b) => {
      b.u(parts.data.length);
      for (const segment of parts.data) {
        b.bytes([0, op.i32Const]);
        b.s(segment.offset);
        b.byte(op.end);
        b.u(segment.bytes.length);
        b.bytes(segment.bytes);
      }
    });
  }
  return { bytes: out.data.slice(0, out.length), bodyOffsets: inside.map((offset) => codeStart + offset) };
}

function leb(value: number): number[] {
  const bytes = new Bytes();
  bytes.u(value);
  return [...bytes.data.subarray(0, bytes.length)];
}
