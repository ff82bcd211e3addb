/** One function's code while it grows: the byte buffer, wasm locals, temporaries, line marks, and where variables live. */
import type { Expression, FunctionDefinition, Symbol } from '../ast.ts';
import { isVariableLength } from '../semantics/semantics.ts';
import { alignOf, isInt, resolve, sizeOf, type Type } from '../types.ts';
import { SyntaxProblem, type Unit } from '../unit.ts';
import {
  BASE,
  CODE_END,
  type CodeBlock,
  GLOBAL,
  IMPORT,
  MEMORY_LIMIT,
  type ModuleEmitter,
  NULL_PAGE,
  valueType,
} from './module.ts';
import { Bytes, F32, F64, I32, I64, op, type ValueType } from './wasm.ts';

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

export type Home =
  | { kind: 'local'; index: number; type: ValueType }
  | { kind: 'frame'; offset: number }
  /** The wasm local holds the C address (variable-length arrays, struct parameters). */
  | { kind: 'pointer'; index: number };

/** A stretch of code that stands for the call of another function in `line`. */
export interface Region {
  start: number;
  end: number;
  definition: FunctionDefinition;
  line: number;
}

/** Bytes one function may keep on the stack. */
const FRAME_LIMIT = 7 << 20;

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
  rarely(type = 0x40): void {
    this.hints.push(this.code.length, 0);
    this.block(op.if, type);
  }

  /** An `if` whose first part is nearly always the one that runs. */
  mostly(type = 0x40): void {
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

  #loadOp(type: Type): number {
    const known = resolve(type);
    if (known.kind === 'float') return known.bytes === 4 ? op.f32Load : op.f64Load;
    if (isInt(known)) {
      switch (known.bytes) {
        case 1:
          return known.signed ? op.i32Load8S : op.i32Load8U;
        case 2:
          return known.signed ? op.i32Load16S : op.i32Load16U;
        case 8:
          return op.i64Load;
      }
    }
    return op.i32Load;
  }

  #storeOp(type: Type): number {
    const known = resolve(type);
    if (known.kind === 'float') return known.bytes === 4 ? op.f32Store : op.f64Store;
    if (isInt(known)) {
      switch (known.bytes) {
        case 1:
          return op.i32Store8;
        case 2:
          return op.i32Store16;
        case 8:
          return op.i64Store;
      }
    }
    return op.i32Store;
  }

  /** Bytes the host sees of a value. */
  #width(type: Type): number {
    const known = resolve(type);
    if (known.kind === 'pointer') return 4;
    return sizeOf(known, this.unit.target);
  }

  /** Turns what the host returned (i32) into a value of the type. */
  #fromHost(type: Type): void {
    const known = resolve(type);
    if (known.kind === 'float') this.op(op.f32ReinterpretI32);
    else if (isInt(known) && known.bytes < 4) this.normalise(known);
  }

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

  #hostRead(pushAddress: (extra: number) => void, type: Type, line: number): void {
    const read = (extra: number, width: number): void => {
      pushAddress(extra);
      this.i32(width);
      this.i32(line);
      this.callImport(IMPORT.read, line);
    };
    const width = this.#width(type);
    if (width <= 4) {
      read(0, width);
      this.#fromHost(type);
      return;
    }
    read(0, 4);
    this.op(op.i64ExtendI32U);
    read(4, 4);
    this.op(op.i64ExtendI32U);
    this.i64(32n);
    this.op(op.i64Shl, op.i64Or);
    if (resolve(type).kind === 'float') this.op(op.f64ReinterpretI64);
  }

  #hostWrite(pushAddress: (extra: number) => void, value: number, type: Type, line: number): void {
    const known = resolve(type);
    const width = this.#width(type);
    const write = (extra: number, bytes: number, push: () => void): void => {
      pushAddress(extra);
      this.i32(bytes);
      push();
      this.i32(line);
      this.callImport(IMPORT.write, line);
    };
    if (width <= 4) {
      write(0, width, () => {
        this.get(value);
        if (known.kind === 'float') this.op(op.i32ReinterpretF32);
      });
      return;
    }
    const whole = (): void => {
      this.get(value);
      if (known.kind === 'float') this.op(op.i64ReinterpretF64);
    };
    write(0, 4, () => {
      whole();
      this.op(op.i32WrapI64);
    });
    write(4, 4, () => {
      whole();
      this.i64(32n);
      this.op(op.i64ShrU, op.i32WrapI64);
    });
  }

  /** Whether an access to a fixed address does nothing: nobody listens, and it is no null pointer. */
  #silent(address: number): boolean {
    const at = address >>> 0;
    return this.unit.deaf && at >= NULL_PAGE && (at < BASE || at >= CODE_END);
  }

  /** Reads a scalar; the moving part of the place is on the stack. */
  load(ref: Ref, type: Type, line: number): void {
    switch (ref.kind) {
      case 'local':
        this.get(ref.index);
        return;
      case 'frame':
        this.get(this.fp());
        this.memory(this.#loadOp(type), ref.offset);
        return;
      case 'fixed':
        this.i32(0);
        this.memory(this.#loadOp(type), ref.offset);
        return;
      case 'raw':
        this.mark(line);
        this.memory(this.#loadOp(type), ref.offset);
        return;
      case 'host':
        if (this.#silent(ref.address)) {
          this.constant(0n, type);
          return;
        }
        this.#hostRead((extra) => this.i32(ref.address + extra), type, line);
        return;
      case 'address': {
        const address = this.temp(I32);
        const raw = this.temp(I32);
        this.tee(address);
        this.i32(BASE);
        this.op(op.i32Sub);
        this.tee(raw);
        this.i32(MEMORY_LIMIT);
        this.op(op.i32LtU);
        this.mostly(valueType(type) ?? I32);
        this.get(raw);
        this.mark(line);
        this.memory(this.#loadOp(type), ref.offset);
        this.else();
        this.#hostRead(
          (extra) => {
            this.get(address);
            if (ref.offset + extra !== 0) {
              this.i32(ref.offset + extra);
              this.op(op.i32Add);
            }
          },
          type,
          line,
        );
        this.end();
        this.release(I32, address);
        this.release(I32, raw);
      }
    }
  }

  /** Writes a scalar: the moving part of the place, then the value, are on the stack. */
  store(ref: Ref, type: Type, line: number): void {
    const wasm = valueType(type) ?? I32;
    const store = (): void => this.#store(type, 'offset' in ref ? ref.offset : 0);
    switch (ref.kind) {
      case 'local':
        this.set(ref.index);
        return;
      case 'raw':
        this.mark(line);
        store();
        return;
      case 'frame':
      case 'fixed': {
        // The address has to come before the value.
        const value = this.temp(wasm);
        this.set(value);
        this.storeFrom(ref, value, type, line);
        this.release(wasm, value);
        return;
      }
      case 'host': {
        if (this.#silent(ref.address)) {
          this.op(op.drop);
          return;
        }
        const value = this.temp(wasm);
        this.set(value);
        this.#hostWrite((extra) => this.i32(ref.address + extra), value, type, line);
        this.release(wasm, value);
        return;
      }
      case 'address': {
        const value = this.temp(wasm);
        const address = this.temp(I32);
        const raw = this.temp(I32);
        this.set(value);
        this.tee(address);
        this.i32(BASE);
        this.op(op.i32Sub);
        this.tee(raw);
        this.i32(MEMORY_LIMIT);
        this.op(op.i32LtU);
        this.mostly();
        this.get(raw);
        this.get(value);
        this.mark(line);
        store();
        this.else();
        this.#hostWrite(
          (extra) => {
            this.get(address);
            if (ref.offset + extra !== 0) {
              this.i32(ref.offset + extra);
              this.op(op.i32Add);
            }
          },
          value,
          type,
          line,
        );
        this.end();
        this.release(wasm, value);
        this.release(I32, address);
        this.release(I32, raw);
      }
    }
  }

  /** Writes the value of a local to a place that needs nothing from the stack. */
  storeFrom(ref: Ref & { kind: 'frame' | 'fixed' }, value: number, type: Type, line: number): void {
    this.mark(line);
    if (ref.kind === 'frame') this.get(this.fp());
    else this.i32(0);
    this.get(value);
    this.#store(type, ref.offset);
  }

  #store(type: Type, offset: number): void {
    // Where pointers have eight bytes the upper four are zero.
    if (this.unit.target.pointerBytes === 8 && resolve(type).kind === 'pointer') {
      this.op(op.i64ExtendI32U);
      this.memory(op.i64Store, offset);
    } else this.memory(this.#storeOp(type), offset);
  }

  /** Before the value of a store to a place that needs nothing from the stack; finish with `storeHere`. */
  storeBase(ref: Ref & { kind: 'frame' | 'fixed' }): void {
    if (ref.kind === 'frame') this.get(this.fp());
    else this.i32(0);
  }

  storeHere(ref: Ref & { kind: 'frame' | 'fixed' }, type: Type): void {
    this.#store(type, ref.offset);
  }

  /** The C address of a place, on the stack. */
  addressOfRef(ref: Ref): void {
    switch (ref.kind) {
      case 'local':
        throw new Error('a local has no address');
      case 'frame':
        this.get(this.fp());
        this.i32(BASE + ref.offset);
        this.op(op.i32Add);
        return;
      case 'fixed':
        this.i32(BASE + ref.offset);
        return;
      case 'raw':
        this.i32(BASE + ref.offset);
        this.op(op.i32Add);
        return;
      case 'address':
        if (ref.offset !== 0) {
          this.i32(ref.offset);
          this.op(op.i32Add);
        }
        return;
      case 'host':
        this.i32(ref.address);
    }
  }

  abstract expression(e: Expression): void;
}
