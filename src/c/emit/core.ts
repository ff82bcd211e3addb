/**
 * One function's code while it grows: the byte buffer, wasm locals, temporaries, line marks, and where variables live.
 */
import type { Expression, FunctionDefinition, Symbol } from '../ast.ts';
import { isVariableLength } from '../semantics/values.ts';
import { alignOf, isInt, pointerTo, resolve, sizeOf, type Type } from '../types.ts';
import { SyntaxProblem, type Unit } from '../unit.ts';
import { GLOBAL, IMPORT, valueType } from './abi.ts';
import type { CodeBlock, Region } from './emitted.ts';
import type { ModuleEmitter } from './module.ts';
import { Bytes, F32, F64, I32, I64, op, type ValueType, VOID } from './wasm.ts';

/** Where an lvalue is. Parts that are only known when running are on the wasm stack. */
export type Ref =
  | { kind: 'local'; index: number; type: Type }
  /** Known own memory at frame pointer + offset. */
  | { kind: 'frame'; offset: number }
  /** Known own memory at a fixed offset. */
  | { kind: 'fixed'; offset: number }
  /** Own memory; the raw address is on the stack. */
  | { kind: 'raw'; offset: number }
  /** Any C address; it is on the stack. */
  | { kind: 'address'; offset: number }
  /** A fixed address of the host. */
  | { kind: 'host'; address: number };

/** Own memory that needs nothing from the stack. */
export type KnownPlace = Ref & { kind: 'frame' | 'fixed' };

export type Home =
  | { kind: 'local'; index: number; type: ValueType }
  | { kind: 'frame'; offset: number }
  /** The wasm local holds the C address (variable-length arrays, struct parameters). */
  | { kind: 'pointer'; index: number };

/** Bytes one function may keep on the stack. */
const FRAME_LIMIT = 7 << 20;

/** A function that is being written: its code, its locals, its part of the stack. */
export abstract class EmitCore {
  readonly module: ModuleEmitter;
  readonly unit: Unit;
  readonly definition: FunctionDefinition | null;
  readonly code = new Bytes();
  readonly relocations: CodeBlock['relocations'] = [];
  readonly marks: number[] = [];
  /** Branches that are hardly ever, or nearly always, taken: their places, and 0 or 1. */
  readonly hints: number[] = [];
  /** What other functions' bodies were written out here. */
  readonly regions: Region[] = [];
  readonly locals: ValueType[] = [];
  readonly homes = new Map<Symbol, Home>();
  /** Locals the variables in scope live in, for the hash at loop heads. */
  readonly live: Symbol[] = [];
  readonly #free: Record<number, number[]> = { [I32]: [], [I64]: [], [F32]: [], [F64]: [] };
  parameterCount = 0;
  frameSize = 0;
  framePointer = -1;
  #fuelTemp = -1;
  #line = -1;
  /** The parameter that holds what stands behind the last one with a name; -1 without any. */
  variadic = -1;
  /** Values computed before the statement they stand in: calls of setjmp, statement expressions that hold a label. */
  readonly hoisted = new Map<Expression, number>();
  /** What parameters of functions that are written out here point to. */
  readonly pointed = new Map<Symbol, Ref>();
  /** Parts of other functions that are written out in this one. */
  inlinedSize = 0;
  /** Open blocks around the place that is being written. */
  depth = 0;

  constructor(module: ModuleEmitter, definition: FunctionDefinition | null) {
    this.module = module;
    this.unit = module.unit;
    this.definition = definition;
  }

  /**
   * Scalars declared without a value: a flag says whether they have one. `sure` holds those that have one for certain
   * where code is being written; they need no look at the flag.
   */
  readonly flags = new Map<Symbol, number>();
  sure = new Set<Symbol>();

  /** What `work` makes sure is not sure behind it: it may not run. */
  maybe(work: () => void): void {
    if (this.flags.size === 0) {
      work();
      return;
    }
    const before = new Set(this.sure);
    work();
    this.sure = before;
  }

  /** A variable got a value. */
  given(symbol: Symbol): void {
    const flag = this.flags.get(symbol);
    if (flag === undefined || this.sure.has(symbol)) return;
    this.i32(1);
    this.set(flag);
    this.sure.add(symbol);
  }

  // Locals

  newLocal(type: ValueType): number {
    this.locals.push(type);
    return this.parameterCount + this.locals.length - 1;
  }

  temp(type: ValueType): number {
    return this.#free[type]!.pop() ?? this.newLocal(type);
  }

  release(type: ValueType, index: number): void {
    this.#free[type]!.push(index);
  }

  /** Room in the frame; returns the offset from the frame pointer. */
  frame(size: number, align: number): number {
    const at = Math.ceil(this.frameSize / align) * align;
    this.frameSize = at + size;
    if (this.frameSize > FRAME_LIMIT) {
      throw new SyntaxProblem(
        `the variables of this function need ${this.frameSize} bytes; there are ${FRAME_LIMIT}`,
        this.definition?.line ?? 0,
        'too-big',
      );
    }
    this.fp();
    return at;
  }

  fp(): number {
    if (this.framePointer < 0) this.framePointer = this.newLocal(I32);
    return this.framePointer;
  }

  /** Gives a variable of this function its place. */
  home(symbol: Symbol): Home {
    const known = this.homes.get(symbol);
    if (known) return known;
    const type = resolve(symbol.type);
    let home: Home;
    if (isVariableLength(type)) home = { kind: 'pointer', index: this.newLocal(I32) };
    else {
      const scalar = type.kind !== 'array' && type.kind !== 'struct';
      if (scalar && !symbol.addressTaken) {
        const wasm = valueType(type) ?? I32;
        home = { kind: 'local', index: this.newLocal(wasm), type: wasm };
      } else {
        const size = sizeOf(type, this.unit.target);
        if (size === 0 && type.kind === 'struct' && !type.definition.complete) {
          throw new SyntaxProblem(`the struct "${type.definition.tag}" is not defined`, symbol.line);
        }
        home = {
          kind: 'frame',
          offset: this.frame(Math.max(size, 4), Math.max(4, alignOf(type, this.unit.target), size >= 8 ? 8 : 4)),
        };
      }
    }
    this.homes.set(symbol, home);
    return home;
  }

  // Instructions

  op(...bytes: number[]): void {
    for (const byte of bytes) this.code.byte(byte);
  }

  get(index: number): void {
    this.code.byte(op.localGet);
    this.code.u(index);
  }

  set(index: number): void {
    this.code.byte(op.localSet);
    this.code.u(index);
  }

  tee(index: number): void {
    this.code.byte(op.localTee);
    this.code.u(index);
  }

  i32(value: number): void {
    this.code.byte(op.i32Const);
    this.code.s(value);
  }

  i64(value: bigint): void {
    this.code.byte(op.i64Const);
    this.code.s64(value);
  }

  block(kind: number, type: number): void {
    this.code.byte(kind);
    this.code.byte(type);
    this.depth++;
  }

  /** An `if` that is hardly ever entered: what is called in it takes no register from the code around it. */
  rarely(type = VOID): void {
    this.hints.push(this.code.length, 0);
    this.block(op.if, type);
  }

  /** An `if` whose first part is nearly always the one that runs. */
  mostly(type = VOID): void {
    this.hints.push(this.code.length, 1);
    this.block(op.if, type);
  }

  end(): void {
    this.code.byte(op.end);
    this.depth--;
  }

  else(): void {
    this.code.byte(op.else);
  }

  /** Records that code from here on belongs to a line of the text. */
  mark(line: number): void {
    if (line === this.#line) return;
    this.#line = line;
    this.marks.push(this.code.length, line);
  }

  /** Where writing is; `back` forgets what was written since. */
  place(): () => void {
    const { length } = this.code;
    const { marks, hints, relocations, regions, live, depth, sure } = this;
    const lengths = [marks.length, hints.length, relocations.length, regions.length, live.length] as const;
    const known = new Set(sure);
    return () => {
      this.code.length = length;
      [marks.length, hints.length, relocations.length, regions.length, live.length] = lengths;
      this.depth = depth;
      this.sure = known;
      this.#line = -1;
    };
  }

  callImport(index: number, line: number): void {
    this.mark(line);
    this.code.byte(op.call);
    this.code.u(index);
  }

  callOutside(index: number, line: number): void {
    this.mark(line);
    this.code.byte(op.call);
    this.relocations.push({ at: this.code.length, target: String(index) });
    this.code.u5(0);
  }

  callSymbol(symbol: Symbol, line: number): void {
    this.mark(line);
    this.code.byte(op.call);
    this.relocations.push({ at: this.code.length, target: symbol });
    this.code.u5(0);
  }

  memory(opcode: number, offset: number): void {
    this.code.byte(opcode);
    this.code.byte(0);
    this.code.u(offset);
  }

  /** Something is called through a pointer. */
  callsPointer = false;

  /** In a loop that calls nothing the fuel is counted in a wasm local. */
  fuelLocal = -1;

  /** Counts one step; out of fuel, the host decides. */
  fuel(line: number): void {
    const inLocal = this.fuelLocal >= 0;
    if (!inLocal) this.op(op.globalGet, GLOBAL.fuel);
    else this.get(this.fuelLocal);
    this.op(op.i32Const, 1, op.i32Sub);
    if (inLocal) this.tee(this.fuelLocal);
    else {
      if (this.#fuelTemp < 0) this.#fuelTemp = this.newLocal(I32);
      this.tee(this.#fuelTemp);
      this.op(op.globalSet, GLOBAL.fuel);
      this.get(this.#fuelTemp);
    }
    this.op(op.i32Eqz);
    this.rarely();
    if (inLocal) {
      this.i32(0);
      this.op(op.globalSet, GLOBAL.fuel);
    }
    this.i32(line);
    this.callImport(IMPORT.fuel, line);
    if (inLocal) {
      this.op(op.globalGet, GLOBAL.fuel);
      this.set(this.fuelLocal);
    }
    this.end();
  }

  trap(message: string, line: number): void {
    this.i32(this.module.message(message));
    this.i32(line);
    this.callImport(IMPORT.trap, line);
    this.op(op.unreachable);
  }

  constant(value: bigint | number, type: Type): void {
    const wasm = valueType(type);
    switch (wasm) {
      case I32:
        this.i32(Number(BigInt.asIntN(32, typeof value === 'bigint' ? value : BigInt(Math.trunc(value)))));
        break;
      case I64:
        this.i64(typeof value === 'bigint' ? value : BigInt(Math.trunc(value)));
        break;
      case F32:
        this.code.byte(op.f32Const);
        this.code.f32(Number(value));
        break;
      case F64:
        this.code.byte(op.f64Const);
        this.code.f64(Number(value));
        break;
    }
  }

  // Loads and stores

  normalise(type: Type): void {
    const known = resolve(type);
    if (!isInt(known) || known.bytes >= 4) return;
    if (known.rank === 0) this.op(op.i32Eqz, op.i32Eqz);
    else if (known.signed) this.op(known.bytes === 1 ? op.i32Extend8S : op.i32Extend16S);
    else {
      this.i32(known.bytes === 1 ? 0xff : 0xffff);
      this.op(op.i32And);
    }
  }

  /** The type of an expression's value: arrays and functions become pointers, what is unknown an int. */
  decay(type: Type): Type {
    const known = resolve(type);
    if (known.kind === 'array') return pointerTo(known.of);
    if (known.kind === 'function') return pointerTo(known);
    if (known.kind === 'unknown') return this.unit.types.int;
    return known;
  }

  // What every topic needs of the others.

  /** The value of an expression, on the stack. */
  abstract expression(e: Expression): void;
  /** Evaluates for its effects only. */
  abstract drop(e: Expression): void;
  abstract statementExpression(e: Expression & { kind: 'statement-expression' }, wanted: boolean): void;
  /** Writes a function out where its arguments are on the stack; false where that cannot be done. */
  abstract inline(definition: FunctionDefinition, line: number, pointed: [Symbol, Ref][]): boolean;
}
