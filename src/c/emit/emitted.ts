/** What comes out of compiling: functions as blocks of code, and the module made of them. */
import type { FunctionDefinition, Symbol } from '../ast.ts';
import type { OutsideCall } from './abi.ts';
import type { Bytes } from './wasm.ts';

export interface EmittedFunction {
  name: string;
  definition: FunctionDefinition | null;
  line: number;
  /** Byte offset of its code in the module, and lines by offset from there. */
  offset: number;
  marks: number[];
  /** Functions written out in it instead of being called; what is inside of another one comes behind it. */
  regions: readonly Region[];
  /** Its calls of functions of the module: the offset and the function's index in turn. */
  calls: number[];
}

export interface EmittedModule {
  bytes: Uint8Array;
  outside: OutsideCall[];
  functions: EmittedFunction[];
  /** Functions before the module's own. */
  importCount: number;
  /** Where the stack ends and the variables begin. */
  stackEnd: number;
  dataEnd: number;
  heapBase: number;
  exported: Map<string, string>;
  /** Trap texts of assert and the like. */
  texts: string[];
  notes: string[];
}

/** A stretch of code that stands for the call of another function in `line`. */
export interface Region {
  start: number;
  end: number;
  definition: FunctionDefinition;
  line: number;
}

interface Relocation {
  at: number;
  target: string | Symbol;
}

export interface CodeBlock {
  name: string;
  definition: FunctionDefinition | null;
  type: number;
  body: Bytes;
  relocations: Relocation[];
  marks: number[];
  hints: number[];
  regions: Region[];
  line: number;
}
