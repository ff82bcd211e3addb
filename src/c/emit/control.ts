/**
 * The control flow of one function while it is written: where breaks, returns and gotos lead, and what lies on its stack.
 */
import type { AnyNode, Case, FunctionDefinition, Statement, Symbol } from '../ast.ts';
import { type FunctionType, resolve, type Type } from '../types.ts';
import { GLOBAL, IMPORT, valueType } from './abi.ts';
import { STORES, toRaw } from './access.ts';
import { EmitCore } from './core.ts';
import type { ModuleEmitter } from './module.ts';
import { op, type ValueType, VOID } from './wasm.ts';

/** A branch of a flat function whose depth is known once all pieces are written. */
interface Patch {
  at: number;
  nested: number;
  chunk: number;
  exit: boolean;
}

/** Where a break or a continue leads: an open block, or a label of a flat function. */
export type Target = { depth: number } | { flat: number };

/** A function that is being written: its blocks, and where breaks, returns and labels lead. */
export abstract class ControlEmitter extends EmitCore {
  /** The function's type; what it returns is another's while that is written out in it. */
  type: FunctionType;
  returnType: Type;
  /** The parameter that holds the address of a returned struct. */
  structTarget = -1;
  /** Where a return leads: the block around the body. */
  exit = 1;
  readonly breaks: Target[] = [];
  readonly continues: Target[] = [];
  /** Variable-length arrays that exist where code is being written, the newest last. */
  readonly arrays: number[] = [];
  /** There are some, and no alloca keeps their room. */
  hasArrays = false;
  /** Where locals lie in memory while the host looks at a loop's head. */
  readonly spills = new Map<Symbol, number>();

  /** Flat: the local that says which piece comes next, and the piece being written. */
  flat = false;
  pc = -1;
  chunk = 0;
  flatStart = 0;
  /** Labels are numbers; the pieces they begin, and what is patched once all pieces are written. */
  labelCount = 0;
  readonly labelChunks: number[] = [];
  readonly patches: Patch[] = [];
  readonly labelConstants: { at: number; label: number }[] = [];
  readonly namedLabels = new Map<string, { label: number; placed: boolean; endless: number; line: number }>();
  readonly caseLabels = new Map<Case, number>();
  /** What holds a label somewhere below: written piece by piece. */
  readonly labelled = new Set<AnyNode>();
  /** setjmp is called: the number of this call, and what a jump brings. */
  hasJumps = false;
  callNumber = -1;
  brought = -1;

  /** The run may be set aside in this function, and what outlives that: parameters and locals. */
  resumes = false;
  kept: ValueType[] = [];

  constructor(module: ModuleEmitter, definition: FunctionDefinition | null) {
    super(module, definition);
    const { types } = this.unit;
    this.type = definition?.type ?? {
      kind: 'function',
      returns: types.void,
      parameters: [],
      variadic: false,
      prototyped: true,
    };
    this.returnType = resolve(this.type.returns);
  }

  override block(kind: number, type: number): void {
    super.block(kind, type);
    if (this.depth === 1) this.flatStart = this.code.length;
  }

  abstract statement(s: Statement): void;
}

/** What the block around the body leaves. */
export function blockType(f: ControlEmitter): number {
  if (f.returnType.kind === 'struct') return VOID;
  return valueType(f.returnType) ?? VOID;
}

/** What a function returns that ends without saying what. */
export function defaultResult(f: ControlEmitter): void {
  if (f.returnType.kind !== 'struct' && f.returnType.kind !== 'void') f.constant(0n, f.returnType);
}

/** Leaves for the end, or the loop, of an open block. */
export function br(f: ControlEmitter, depth: number): void {
  f.code.byte(op.br);
  f.code.u(f.depth - depth);
}

/** The same where the value on the stack is not zero. */
export function brIf(f: ControlEmitter, depth: number): void {
  f.code.byte(op.brIf);
  f.code.u(f.depth - depth);
}

/** The stack as it is where only the arrays in scope lie on it: jumps get here with more. */
export function restoreStack(f: ControlEmitter): void {
  if (!f.hasArrays) return;
  const newest = f.arrays.at(-1);
  if (newest === undefined) f.get(f.fp());
  else {
    f.get(newest);
    toRaw(f);
  }
  f.op(op.globalSet, GLOBAL.stack);
}

/** Tells the host that an endless loop starts again, with all variables in memory. */
export function loopHead(f: ControlEmitter, loop: number, line: number): void {
  f.op(op.globalGet, GLOBAL.heads);
  f.rarely();
  for (const symbol of f.live) {
    const home = f.homes.get(symbol);
    if (home?.kind !== 'local') continue;
    const offset = spillSlot(f, symbol);
    f.get(f.fp());
    f.get(home.index);
    f.memory(STORES[home.type]!, offset);
  }
  f.i32(loop);
  f.i32(line);
  f.callImport(IMPORT.head, line);
  f.end();
}

function spillSlot(f: ControlEmitter, symbol: Symbol): number {
  let offset = f.spills.get(symbol);
  if (offset === undefined) {
    offset = f.frame(8, 8);
    f.spills.set(symbol, offset);
  }
  return offset;
}
