/** What a module and its host agree on: addresses, limits, imports and globals, and how C types are passed. */
import { resolve, type Type } from '../types.ts';
import { F32, F64, I32, I64, type Signature, type ValueType } from './wasm.ts';

/** C address of the engine's first byte: RAM to look at, and far from the peripherals of the usual chips. */
export const BASE = 0x3000_0000;

/** C address of function pointer 0; each function has four bytes. */
export const FUNCTIONS = 0x3e00_0000;

/** Where nothing of the engine's own lies any more. */
export const CODE_END = FUNCTIONS + 0x100_0000;

/** Below this address nothing lies that a 32-bit chip's program could mean. */
export const NULL_PAGE = 0x400;

/** Bytes of a page of memory. */
export const PAGE = 65536;

/** Limits of the sandbox, in bytes; the stack may be given a smaller one. */
export const LIMITS = { data: 64 << 20, stack: 8 << 20, heap: 128 << 20 };

/** No own object lies at or above this offset. */
export const MEMORY_LIMIT = LIMITS.stack + LIMITS.data + LIMITS.heap;

/** Functions of the host, by their numbers. */
export const IMPORT = {
  read: 0,
  write: 1,
  fuel: 2,
  trap: 3,
  note: 4,
  head: 5,
  copy: 6,
  fill: 7,
  large: 8,
  calls: 9,
} as const;

/** Calls of functions that call others, between two looks of the host at the clock. */
export const CALLS_A_TICK = 500_000;

/** Globals of the module, by their numbers. */
export const GLOBAL = {
  stack: 0,
  fuel: 1,
  heads: 2,
  heapEnd: 3,
  heapBase: 4,
  jumps: 5,
  calls: 6,
  waiting: 7,
  saved: 8,
  /** What the loop that is entered now waits for a value to reach, and its line. */
  bound: 9,
  boundLine: 10,
} as const;

/**
 * Coroutines share the low end of the stack, a slice each: its variables that wait lie at the bottom, its own stack above.
 * The first slice is that of the command line; the entry function keeps its variables in the second and has the main stack.
 */
export const SLICE = { bytes: 0x1_0000, saved: 0x4000 } as const;

/** What GLOBAL.waiting says: everything runs, calls are being left to wait, calls are being entered again. */
export const WAITING = { no: 0, leaving: 1, entering: 2 } as const;

/** What every module imports, in the order of IMPORT. */
export const FIXED_IMPORTS: { name: string; signature: Signature }[] = [
  { name: 'read', signature: { parameters: [I32, I32, I32], results: [I32] } },
  { name: 'write', signature: { parameters: [I32, I32, I32, I32], results: [] } },
  { name: 'fuel', signature: { parameters: [I32], results: [] } },
  { name: 'trap', signature: { parameters: [I32, I32], results: [] } },
  { name: 'note', signature: { parameters: [I32, I32, I32, I32], results: [] } },
  { name: 'head', signature: { parameters: [I32, I32], results: [] } },
  { name: 'copy', signature: { parameters: [I32, I32, I32, I32], results: [] } },
  { name: 'fill', signature: { parameters: [I32, I32, I32, I32], results: [] } },
  { name: 'large', signature: { parameters: [I32], results: [] } },
  { name: 'calls', signature: { parameters: [], results: [] } },
];

/** What longjmp throws: the number of the call that set the place, the place, the stack there, the value. */
export const JUMP: Signature = { parameters: [I32, I32, I32, I32], results: [] };

/** A call that leaves the module: a host call, or one of the engine's own natives. */
export interface OutsideCall {
  native: boolean;
  name: string;
  /** How each argument is to be read: i32 u32 i64 f32 f64. */
  kinds: string[];
  /** The types, for the host: "int", "pointer", "text", "float". */
  words: string[];
  result: string;
  signature: Signature;
}

/** How a C type is passed in wasm; null for void. */
export function valueType(type: Type): ValueType | null {
  const known = resolve(type);
  switch (known.kind) {
    case 'void':
      return null;
    case 'int':
      return known.bytes === 8 ? I64 : I32;
    case 'float':
      return known.bytes === 4 ? F32 : F64;
    default:
      return I32;
  }
}
