/**
 * Expressions to wasm: values, places, conversions, calls. Integers narrower than 32 bits are kept in an i32 that holds
 * exactly their value; a struct's value is its C address. One file, because all cases call each other.
 */
import type { Call, Expression, FunctionDefinition, Member, Symbol } from '../ast.ts';
import { walk } from '../ast.ts';
import { placeInitializer } from '../initializers.ts';
import { isVariableLength } from '../semantics/semantics.ts';
import {
  type Field,
  type FunctionType,
  type IntType,
  isFloat,
  isInt,
  isPointer,
  pointerTo,
  promote,
  resolve,
  sizeOf,
  type Type,
  unqualified,
} from '../types.ts';
import { BIT_SPACE, SyntaxProblem } from '../unit.ts';
import { EmitCore, type Home, type Ref } from './core.ts';
import { type Inlinable, inlinable } from './inline.ts';
import { BASE, FUNCTIONS, GLOBAL, IMPORT, MEMORY_LIMIT, type OutsideCall, valueType } from './module.ts';
import { F32, F64, I32, I64, op, type Signature, type ValueType } from './wasm.ts';

interface BitField {
  /** Bytes read and written at once. */
  container: Type;
  bits: number;
  bit: number;
  signed: boolean;
  type: Type;
}

/** i32 opcodes by operator: [signed, unsigned]; i64 ones lie at a fixed distance, floats in their own table. */
const INT_OPS: Record<string, [number, number]> = {
  '+': [0x6a, 0x6a],
  '-': [0x6b, 0x6b],
  '*': [0x6c, 0x6c],
  '/': [0x6d, 0x6e],
  '%': [0x6f, 0x70],
  '&': [0x71, 0x71],
  '|': [0x72, 0x72],
  '^': [0x73, 0x73],
  '<<': [0x74, 0x74],
  '>>': [0x75, 0x76],
  '==': [0x46, 0x46],
  '!=': [0x47, 0x47],
  '<': [0x48, 0x49],
  '>': [0x4a, 0x4b],
  '<=': [0x4c, 0x4d],
  '>=': [0x4e, 0x4f],
};
const FLOAT_OPS: Record<string, number> = {
  '==': 0x5b,
  '!=': 0x5c,
  '<': 0x5d,
  '>': 0x5e,
  '<=': 0x5f,
  '>=': 0x60,
  '+': 0x92,
  '-': 0x93,
  '*': 0x94,
  '/': 0x95,
};
const COMPARISONS = new Set(['==', '!=', '<', '>', '<=', '>=']);
const I64_SHIFT = 0x12;
const I64_COMPARE_SHIFT = 0x0b;
const F64_SHIFT = 0x0e;
const F64_COMPARE_SHIFT = 0x06;

/** i32.trunc_sat and relatives: the byte after 0xfc. */
const TRUNC_SAT = { i32F32S: 0, i32F32U: 1, i32F64S: 2, i32F64U: 3, i64F32S: 4, i64F32U: 5, i64F64S: 6, i64F64U: 7 };

/** Functions a call through a pointer looks for by itself. */
const KNOWN_LIMIT = 8;
/** Parts of other functions that are written out in one. */
const INLINED_LIMIT = 600;

/** Copies and fills from this size on are told to the host. */
const LARGE_BYTES = 4096;

export abstract class ExpressionEmitter extends EmitCore {
  /** Values computed before the statement they stand in: calls of setjmp, statement expressions that hold a label. */
  readonly hoisted = new Map<Expression, number>();

  abstract statementExpression(e: Expression & { kind: 'statement-expression' }, wanted: boolean): void;

  decay(type: Type): Type {
    const known = resolve(type);
    if (known.kind === 'array') return pointerTo(known.of);
    if (known.kind === 'function') return pointerTo(known);
    if (known.kind === 'unknown') return this.unit.types.int;
    return known;
  }

  // Conversions

  convert(fromType: Type, toType: Type): void {
    const from = this.decay(fromType);
    const to = this.decay(toType);
    if (to.kind === 'void' || from.kind === 'struct' || from === to) return;
    if (from.kind === 'void' && to.kind !== 'struct') {
      // A call that returns nothing left no value; whatever wanted one gets a zero.
      this.constant(0n, to);
      return;
    }
    if (isInt(to) && to.rank === 0) {
      if (isInt(from) && from.rank === 0) return;
      this.truth(from);
      return;
    }
    if (isFloat(from)) {
      if (isFloat(to)) {
        if (from.bytes === 8 && to.bytes === 4) this.op(op.f32DemoteF64);
        else if (from.bytes === 4 && to.bytes === 8) this.op(op.f64PromoteF32);
        return;
      }
      const wide = from.bytes === 8;
      if (isInt(to) && to.bytes === 8) {
        this.op(
          0xfc,
          to.signed ? (wide ? TRUNC_SAT.i64F64S : TRUNC_SAT.i64F32S) : wide ? TRUNC_SAT.i64F64U : TRUNC_SAT.i64F32U,
        );
      } else if (isInt(to) && to.bytes === 4 && !to.signed) {
        // As common machines do it: through 64 bits, so that negative values wrap.
        this.op(0xfc, wide ? TRUNC_SAT.i64F64S : TRUNC_SAT.i64F32S, op.i32WrapI64);
      } else {
        this.op(0xfc, wide ? TRUNC_SAT.i32F64S : TRUNC_SAT.i32F32S);
        this.normalise(to);
      }
      return;
    }
    const fromWide = isInt(from) && from.bytes === 8;
    const fromSigned = isInt(from) && from.signed;
    if (isFloat(to)) {
      if (fromWide) this.op(to.bytes === 4 ? (fromSigned ? 0xb4 : 0xb5) : fromSigned ? 0xb9 : 0xba);
      else this.op(to.bytes === 4 ? (fromSigned ? 0xb2 : 0xb3) : fromSigned ? 0xb7 : 0xb8);
      return;
    }
    const toWide = isInt(to) && to.bytes === 8;
    if (fromWide) {
      if (toWide) return;
      this.op(op.i32WrapI64);
      this.normalise(to);
      return;
    }
    if (toWide) {
      this.op(fromSigned ? op.i64ExtendI32S : op.i64ExtendI32U);
      return;
    }
    if (!isInt(to) || to.bytes === 4) return;
    if (isInt(from)) {
      // Nothing to cut where every value of the source fits.
      if (from.bytes < to.bytes && (!from.signed || to.signed)) return;
      if (from.bytes === to.bytes && from.signed === to.signed) return;
    }
    this.normalise(to);
  }

  /** A scalar on the stack becomes 0 or 1. */
  truth(type: Type): void {
    switch (valueType(type)) {
      case I64:
        this.op(op.i64Eqz, op.i32Eqz);
        break;
      case F32:
        this.op(op.f32Const);
        this.code.f32(0);
        this.op(op.f32Ne);
        break;
      case F64:
        this.op(op.f64Const);
        this.code.f64(0);
        this.op(op.f64Ne);
        break;
      default:
        this.op(op.i32Eqz, op.i32Eqz);
    }
  }

  /** The value of an expression in a type. */
  as(e: Expression, type: Type): void {
    if (e.constant !== undefined && !this.#hasEffects(e)) {
      const value = this.module.constantOf(e, type);
      if (value !== null && resolve(type).kind !== 'struct') {
        this.constant(wrapFor(value, type), type);
        return;
      }
    }
    this.expression(e);
    this.convert(e.type, type);
  }

  #hasEffects(e: Expression): boolean {
    // A constant operand never hides a call: folding stops there, except behind && and ||, which do not evaluate it.
    return e.kind === 'comma';
  }

  /** An i32 that is not zero where the expression is true. */
  condition(e: Expression): void {
    if (e.constant !== undefined) {
      this.i32(e.constant ? 1 : 0);
      return;
    }
    if (e.kind === 'unary' && e.operator === '!') {
      const type = this.decay(e.operand.type);
      if (valueType(type) === I64) {
        this.expression(e.operand);
        this.op(op.i64Eqz);
        return;
      }
      if (valueType(type) === I32) {
        this.condition(e.operand);
        this.op(op.i32Eqz);
        return;
      }
    }
    const type = this.decay(e.type);
    this.expression(e);
    if (valueType(type) !== I32) this.truth(type);
  }

  // Places

  /** Pushes the moving part of a place. `addressOnly`: one past the end is allowed. */
  ref(e: Expression, addressOnly = false): Ref {
    const fixed = this.#fixedAddress(e);
    if (fixed !== null) return fixed;
    switch (e.kind) {
      case 'identifier':
        return this.symbolRef(e.symbol, e.line);
      case 'compound-literal':
        return this.#compoundLiteral(e);
      case 'string':
        return { kind: 'fixed', offset: this.module.textAddress(e) - BASE };
      case 'unary':
        if (e.operator === '*') return this.#pointerRef(e.operand, 0);
        break;
      case 'member':
        return this.#memberRef(e);
      case 'index':
        return this.#indexRef(e, addressOnly);
      case 'cast':
        if (resolve(e.type).kind === 'struct') return this.ref(e.operand, addressOnly);
        break;
      case 'comma':
        this.drop(e.left);
        return this.ref(e.right, addressOnly);
    }
    // A struct value: its address is its value.
    this.expression(e);
    return { kind: 'address', offset: 0 };
  }

  #fixedAddress(e: Expression): Ref | null {
    const address = this.#constantAddress(e);
    return address === null ? null : this.#refOfAddress(address);
  }

  #refOfAddress(address: number): Ref {
    const raw = address - BASE;
    if (raw >= 0 && raw < MEMORY_LIMIT) return { kind: 'fixed', offset: raw };
    return { kind: 'host', address: address | 0 };
  }

  #constantAddress(e: Expression): number | null {
    switch (e.kind) {
      case 'identifier':
        return e.symbol.kind === 'variable' && e.symbol.address !== undefined ? e.symbol.address : null;
      case 'unary':
        return e.operator === '*' ? this.#constantPointer(e.operand) : null;
      case 'member': {
        const base = e.arrow ? this.#constantPointer(e.object) : this.#constantAddress(e.object);
        return base === null ? null : base + this.module.memberOffset(e);
      }
      case 'index': {
        if (typeof e.index.constant !== 'bigint' || isVariableLength(resolve(e.array.type))) return null;
        const base =
          resolve(e.array.type).kind === 'array' ? this.#constantAddress(e.array) : this.#constantPointer(e.array);
        return base === null ? null : base + Number(e.index.constant) * sizeOf(e.type, this.unit.target);
      }
      default:
        return null;
    }
  }

  #constantPointer(e: Expression): number | null {
    if (typeof e.constant === 'bigint') return Number(BigInt.asUintN(32, e.constant));
    if (e.kind === 'identifier' && e.symbol.unknown && typeof e.symbol.constant === 'bigint' && !e.symbol.writes) {
      return Number(e.symbol.constant);
    }
    if (e.kind === 'cast' && isPointer(this.decay(e.type)) && isPointer(this.decay(e.operand.type)))
      return this.#constantPointer(e.operand);
    if (e.kind === 'unary' && e.operator === '&') return this.#constantAddress(e.operand);
    if (e.kind === 'member' || e.kind === 'index' || e.kind === 'identifier') {
      return resolve(e.type).kind === 'array' ? this.#constantAddress(e) : null;
    }
    if (e.kind === 'binary' && e.operator === '+' && isPointer(this.decay(e.type))) {
      const pointerLeft = isPointer(this.decay(e.left.type));
      const base = this.#constantPointer(pointerLeft ? e.left : e.right);
      const by = pointerLeft ? e.right.constant : e.left.constant;
      const to = this.decay(e.type);
      if (base === null || typeof by !== 'bigint' || !isPointer(to)) return null;
      return base + Number(by) * sizeOf(to.to, this.unit.target);
    }
    return null;
  }

  symbolRef(given: Symbol, line: number): Ref {
    const symbol = this.module.canonical(given);
    if (symbol.address !== undefined) return this.#refOfAddress(symbol.address);
    if (symbol.kind !== 'variable') throw new SyntaxProblem(`${symbol.name} has no place in memory`, line, 'type');
    if (symbol.scope === 'global' || symbol.storage === 'static')
      return { kind: 'fixed', offset: this.module.addressOf(symbol) };
    const home: Home = this.home(symbol);
    switch (home.kind) {
      case 'local':
        return { kind: 'local', index: home.index, type: symbol.type };
      case 'frame':
        return { kind: 'frame', offset: home.offset };
      case 'pointer':
        this.get(home.index);
        return { kind: 'address', offset: 0 };
    }
  }

  /** What parameters of functions that are written out here point to. */
  readonly pointed = new Map<Symbol, Ref>();

  /** The place an argument points to, where that is known and nothing has to be computed for it. */
  #knownPlace(pointer: Expression): Ref | null {
    const constant = this.#constantPointer(pointer);
    if (constant !== null) return this.#refOfAddress(constant);
    if (pointer.kind === 'unary' && pointer.operator === '&') return this.#knownObject(pointer.operand);
    return resolve(pointer.type).kind === 'array' ? this.#knownObject(pointer) : null;
  }

  #knownObject(e: Expression): Ref | null {
    if (e.kind === 'identifier') {
      const symbol = this.module.canonical(e.symbol);
      if (symbol.kind !== 'variable') return null;
      const global = symbol.scope === 'global' || symbol.storage === 'static' || symbol.address !== undefined;
      if (!global && this.homes.get(symbol)?.kind !== 'frame') return null;
      return this.symbolRef(symbol, e.line);
    }
    if (e.kind === 'member' && !e.arrow && e.path.at(-1)!.bits === undefined) {
      const object = this.#knownObject(e.object);
      return object && shift(object, this.module.memberOffset(e));
    }
    return null;
  }

  /** What a pointer points to; `moving`: an index is added to it. */
  #pointerRef(pointer: Expression, offset: number, moving = false): Ref {
    const constant = this.#constantPointer(pointer);
    if (constant !== null) return this.#refOfAddress(constant + offset);
    if (pointer.kind === 'identifier' && !moving && this.pointed.size > 0) {
      const place = this.pointed.get(pointer.symbol);
      if (place) return shift(place, offset);
    }
    if (pointer.kind === 'unary' && pointer.operator === '&') return shift(this.ref(pointer.operand), offset);
    if (
      pointer.kind === 'cast' &&
      isPointer(this.decay(pointer.type)) &&
      pointer.operand.kind === 'unary' &&
      pointer.operand.operator === '&' &&
      this.#isStorage(pointer.operand.operand)
    ) {
      return shift(this.ref(pointer.operand.operand), offset);
    }
    if (
      pointer.kind === 'binary' &&
      (pointer.operator === '+' || pointer.operator === '-') &&
      isPointer(this.decay(pointer.type))
    ) {
      const type = this.decay(pointer.type);
      const leftPointer = isPointer(this.decay(pointer.left.type));
      const base = leftPointer ? pointer.left : pointer.right;
      const by = leftPointer ? pointer.right : pointer.left;
      if (isPointer(type) && typeof by.constant === 'bigint' && !isVariableLength(resolve(type.to))) {
        const bytes = Number(by.constant) * sizeOf(type.to, this.unit.target) * (pointer.operator === '-' ? -1 : 1);
        if (bytes + offset >= 0 && bytes + offset < 65536) return this.#pointerRef(base, offset + bytes);
      }
    }
    if (resolve(pointer.type).kind === 'array') return shift(this.ref(pointer), offset);
    this.expression(pointer);
    return { kind: 'address', offset };
  }

  #isStorage(e: Expression): boolean {
    return e.kind === 'identifier' || (e.kind === 'member' && !e.arrow) || e.kind === 'index';
  }

  #memberRef(e: Member): Ref {
    const offset = this.module.memberOffset(e);
    if (e.arrow) return this.#pointerRef(e.object, offset);
    return shift(this.ref(e.object), offset);
  }

  #indexRef(e: Expression & { kind: 'index' }, addressOnly: boolean): Ref {
    const array = resolve(e.array.type);
    const element = e.type;
    if (isVariableLength(resolve(element))) {
      this.as(e.array, pointerTo(element));
      this.as(e.index, this.unit.types.int);
      this.sizeOfRuntime(element);
      this.op(op.i32Mul, op.i32Add);
      return { kind: 'address', offset: 0 };
    }
    const size = sizeOf(element, this.unit.target);
    const constant = typeof e.index.constant === 'bigint' ? Number(e.index.constant) : null;
    const isArray = array.kind === 'array' && !isVariableLength(array);
    const base = isArray ? this.ref(e.array, addressOnly) : this.#pointerRef(e.array, 0, constant === null);
    const length = isArray ? array.length : null;
    // A last member of one or no element is a flexible array in disguise.
    const bounded = length !== null && !(e.array.kind === 'member' && length <= 1);
    if (constant !== null) {
      if (bounded && (constant < 0 || constant > length || (constant === length && !addressOnly)))
        this.note('array-bounds', constant, length, e.line);
      const bytes = constant * size;
      if (!Number.isSafeInteger(bytes) || Math.abs(bytes) > 0x7fff_ffff) {
        // Far outside of everything: the address wraps as the machine's would.
        this.addressOfRef(base);
        this.i32(Number(BigInt.asIntN(32, BigInt(constant) * BigInt(size))));
        this.op(op.i32Add);
        return { kind: 'address', offset: 0 };
      }
      if (base.kind === 'local' || bytes >= 0) return shift(base, bytes);
      this.addressOfRef(base);
      this.i32(bytes);
      this.op(op.i32Add);
      return { kind: 'address', offset: 0 };
    }
    // The moving part: base (if any on the stack) + index * size.
    const onStack = base.kind === 'raw' || base.kind === 'address';
    const indexType = this.decay(e.index.type);
    this.expression(e.index);
    if (valueType(indexType) === I64) this.op(op.i32WrapI64);
    const fits = bounded && this.#fits(e.index, length + (addressOnly ? 1 : 0));
    if (bounded && !fits) this.#checkBelow(length + (addressOnly ? 1 : 0), NOTE.bounds, length, e.line);
    if (size !== 1) {
      if (Number.isInteger(Math.log2(size))) {
        this.i32(Math.log2(size));
        this.op(op.i32Shl);
      } else {
        this.i32(size);
        this.op(op.i32Mul);
      }
    }
    switch (base.kind) {
      case 'frame':
        this.get(this.fp());
        this.op(op.i32Add);
        return { kind: 'raw', offset: base.offset };
      case 'fixed':
        // What lies before an array is memory on a chip; an offset in the instruction would carry a negative index out of it all.
        if (!fits && !this.unit.deaf && isInt(indexType) && indexType.signed) {
          this.i32(base.offset);
          this.op(op.i32Add);
          return { kind: 'raw', offset: 0 };
        }
        return { kind: 'raw', offset: base.offset };
      case 'host':
        this.i32(base.address);
        this.op(op.i32Add);
        return { kind: 'address', offset: 0 };
      default:
        if (!onStack) throw new SyntaxProblem('this cannot be indexed', e.line, 'type');
        this.op(op.i32Add);
        return base;
    }
  }

  /** Whether an index is seen to be below a limit: masked, a remainder, or a small unsigned type. */
  #fits(index: Expression, limit: number): boolean {
    const type = this.decay(index.type);
    if (index.kind === 'cast' && isInt(resolve(index.type))) {
      const to = resolve(index.type);
      if (isInt(to) && !to.signed && to.bytes < 4 && limit >= 2 ** (to.bytes * 8)) return true;
    }
    if (isInt(type) && !type.signed && type.bytes < 4 && limit >= 2 ** (type.bytes * 8)) return true;
    if (index.kind !== 'binary') return false;
    if (index.operator === '&') {
      const mask =
        typeof index.right.constant === 'bigint'
          ? index.right.constant
          : typeof index.left.constant === 'bigint'
            ? index.left.constant
            : null;
      return mask !== null && mask >= 0n && mask < BigInt(limit);
    }
    const operand = resolve(index.operandType);
    if (index.operator === '%' && isInt(operand) && !operand.signed) {
      return (
        typeof index.right.constant === 'bigint' && index.right.constant <= BigInt(limit) && index.right.constant > 0n
      );
    }
    return false;
  }

  /** Notes where the value on the stack, which stays there, is not below `limit`; the note says `allowed`. */
  #checkBelow(limit: number, note: number, allowed: number, line: number): void {
    const value = this.temp(I32);
    this.tee(value);
    this.i32(limit);
    this.op(op.i32GeU);
    this.rarely();
    this.i32(note);
    this.get(value);
    this.i32(allowed);
    this.i32(line);
    this.callImport(IMPORT.note, line);
    this.end();
    this.get(value);
    this.release(I32, value);
  }

  note(code: 'array-bounds', a: number, b: number, line: number): void {
    void code;
    this.i32(NOTE.bounds);
    this.i32(a);
    this.i32(b);
    this.i32(line);
    this.callImport(IMPORT.note, line);
  }

  /** A known array or struct of this function, given its values. */
  #compoundLiteral(e: Expression & { kind: 'compound-literal' }): Ref {
    const type = resolve(e.type);
    const home = this.home(e.symbol);
    if (home.kind === 'local') {
      this.as(e.initializer.items[0]?.value ?? e, type);
      this.set(home.index);
      return { kind: 'local', index: home.index, type };
    }
    if (home.kind !== 'frame')
      throw new SyntaxProblem('a compound literal of this type is not supported', e.line, 'type');
    this.initialiseAt({ kind: 'frame', offset: home.offset }, e.type, e.initializer);
    return { kind: 'frame', offset: home.offset };
  }

  /** Stores an initialiser into known memory. */
  initialiseAt(at: Ref & { kind: 'frame' | 'fixed' }, givenType: Type, value: Expression): void {
    const type = resolve(givenType);
    const size = sizeOf(type, this.unit.target);
    if (value.kind === 'string' && type.kind === 'array') {
      this.#zero(at, size);
      this.#storeCodes(at, type, value);
      return;
    }
    if (value.kind !== 'initializer-list') {
      if (type.kind === 'struct') {
        this.#structTo(at, type, value);
        return;
      }
      this.storeBase(at);
      this.as(value, type);
      this.storeHere(at, type);
      return;
    }
    if (type.kind !== 'array' && type.kind !== 'struct') {
      const first = value.items[0]?.value;
      this.storeBase(at);
      if (first) this.as(first, type);
      else this.constant(0n, type);
      this.storeHere(at, type);
      return;
    }
    this.#zero(at, size);
    // A designator may set again what stands before it; without one, zeros are there already.
    const again = hasDesignators(value);
    placeInitializer(type, value, this.unit.target, (placed) => {
      const place = { ...at, offset: at.offset + placed.offset };
      if (placed.value.kind === 'string' && placed.type.kind === 'array') {
        this.#storeCodes(place, placed.type, placed.value);
      } else if (placed.field?.bits !== undefined) {
        const field = this.#bitField(placed.field);
        this.as(placed.value, placed.field.type);
        const wasm = valueType(field.type) ?? I32;
        const temp = this.temp(wasm);
        this.set(temp);
        this.#writeBits(place, field, temp, placed.value.line);
        this.release(wasm, temp);
      } else if (resolve(placed.type).kind === 'struct') {
        this.#structTo(place, placed.type, placed.value);
      } else if (again || placed.value.constant !== 0n) {
        this.storeBase(place);
        this.as(placed.value, placed.type);
        this.storeHere(place, placed.type);
      }
    });
  }

  #storeCodes(at: Ref & { kind: 'frame' | 'fixed' }, type: Type, value: Expression & { kind: 'string' }): void {
    if (type.kind !== 'array') return;
    const size = sizeOf(type.of, this.unit.target);
    const count = Math.min(value.codes.length, type.length ?? value.codes.length);
    if (size === 1 && count > 16) {
      this.addressOfRef(at);
      this.i32(this.module.textAddress(value));
      this.i32(count);
      this.copy(true, value.line);
      return;
    }
    for (let i = 0; i < count; i++) {
      if (value.codes[i] === 0) continue;
      const place = { ...at, offset: at.offset + i * size };
      this.storeBase(place);
      this.constant(BigInt(value.codes[i]!), type.of);
      this.storeHere(place, type.of);
    }
  }

  #zero(at: Ref & { kind: 'frame' | 'fixed' }, size: number): void {
    if (size <= 32) {
      let done = 0;
      while (done < size) {
        const step = size - done >= 8 ? 8 : size - done >= 4 ? 4 : 1;
        this.storeBase(at);
        if (step === 8) this.i64(0n);
        else this.i32(0);
        this.memory(step === 8 ? op.i64Store : step === 4 ? op.i32Store : op.i32Store8, at.offset + done);
        done += step;
      }
      return;
    }
    this.storeBase(at);
    if (at.offset !== 0) {
      this.i32(at.offset);
      this.op(op.i32Add);
    }
    this.i32(0);
    this.i32(size);
    this.op(0xfc, 11, 0);
  }

  /** Copies a struct value to known memory. */
  #structTo(at: Ref & { kind: 'frame' | 'fixed' }, type: Type, value: Expression): void {
    // `TIMER_INIT_DEFAULT`: a constant of a header that is not known; nothing can be copied from it.
    if (resolve(value.type).kind !== 'struct') {
      this.#zero(at, sizeOf(type, this.unit.target));
      return;
    }
    this.addressOfRef(at);
    this.expression(value);
    this.i32(sizeOf(type, this.unit.target));
    this.copy(false, value.line);
  }

  /** Stack: destination, source (C addresses), bytes. */
  copy(known: boolean, line: number, anySize = false): void {
    const n = this.temp(I32);
    const source = this.temp(I32);
    const target = this.temp(I32);
    this.set(n);
    if (anySize) this.#tellLarge(n, line);
    this.i32(BASE);
    this.op(op.i32Sub);
    this.set(source);
    this.i32(BASE);
    this.op(op.i32Sub);
    this.set(target);
    const plain = (): void => {
      this.get(target);
      this.get(source);
      this.get(n);
      this.mark(line);
      this.op(0xfc, 10, 0, 0);
    };
    if (known) plain();
    else {
      this.get(target);
      this.i32(MEMORY_LIMIT);
      this.op(op.i32LtU);
      this.get(source);
      this.i32(MEMORY_LIMIT);
      this.op(op.i32LtU, op.i32And);
      this.mostly();
      plain();
      this.else();
      for (const local of [target, source]) {
        this.get(local);
        this.i32(BASE);
        this.op(op.i32Add);
      }
      this.get(n);
      this.i32(line);
      this.callImport(IMPORT.copy, line);
      this.end();
    }
    this.release(I32, n);
    this.release(I32, source);
    this.release(I32, target);
  }

  /** One instruction may move all of the memory: the host hears of it, for its clock. */
  #tellLarge(n: number, line: number): void {
    this.get(n);
    this.i32(LARGE_BYTES);
    this.op(op.i32GeU);
    this.rarely();
    this.get(n);
    this.callImport(IMPORT.large, line);
    this.end();
  }

  // Bit-fields

  #bitField(field: Field): BitField {
    const type = resolve(field.type);
    if (!isInt(type)) throw new SyntaxProblem('a bit-field of this type is not supported', field.line, 'type');
    let container: Type = { ...unqualified(type), signed: false, rank: 3 };
    const last = (field.bit ?? 0) + field.bits!;
    if (last > type.bytes * 8) {
      // A packed field that straddles its unit.
      if (last > 64) throw new SyntaxProblem('a packed bit-field of this width is not supported', field.line, 'type');
      container = this.unit.types.ullong;
    } else if (type.rank === 0) container = this.unit.types.uchar;
    return { container, bits: field.bits!, bit: field.bit ?? 0, signed: type.signed && type.rank !== 0, type };
  }

  #fieldOf(e: Expression): BitField | null {
    if (e.kind !== 'member') return null;
    const field = e.path.at(-1)!;
    this.module.memberOffset(e);
    return field.bits === undefined ? null : this.#bitField(field);
  }

  #readBits(ref: Ref, field: BitField, line: number): void {
    this.load(ref, field.container, line);
    this.#extractBits(field);
  }

  /** Container on the stack -> value of the field. */
  #extractBits(field: BitField): void {
    const wide = valueType(field.container) === I64;
    const width = wide ? 64 : 32;
    const push = (n: number): void => (wide ? this.i64(BigInt(n)) : this.i32(n));
    if (field.signed) {
      push(width - field.bit - field.bits);
      this.op(wide ? op.i64Shl : op.i32Shl);
      push(width - field.bits);
      this.op(wide ? op.i64ShrS : op.i32ShrS);
    } else {
      if (field.bit > 0) {
        push(field.bit);
        this.op(wide ? op.i64ShrU : op.i32ShrU);
      }
      if (field.bits < width) {
        if (wide) this.i64((1n << BigInt(field.bits)) - 1n);
        else this.i32(Number((1n << BigInt(field.bits)) - 1n));
        this.op(wide ? op.i64And : op.i32And);
      }
    }
    if (wide && valueType(field.type) === I32) this.op(op.i32WrapI64);
  }

  /** Writes the local `value` (of the field's type) into a field at a place that needs nothing from the stack. */
  #writeBits(
    ref: Ref & { kind: 'frame' | 'fixed' | 'host' | 'local' },
    field: BitField,
    value: number,
    line: number,
  ): void {
    if (ref.kind === 'frame' || ref.kind === 'fixed') this.storeBase(ref);
    this.load(ref, field.container, line);
    this.#mergeBits(field, value);
    if (ref.kind === 'frame' || ref.kind === 'fixed') this.storeHere(ref, field.container);
    else this.store(ref, field.container, line);
  }

  /** Old container on the stack -> new container. */
  #mergeBits(field: BitField, value: number): void {
    const wide = valueType(field.container) === I64;
    const mask = ((1n << BigInt(field.bits)) - 1n) << BigInt(field.bit);
    if (wide) this.i64(BigInt.asIntN(64, ~mask));
    else this.i32(Number(BigInt.asIntN(32, ~mask)));
    this.op(wide ? op.i64And : op.i32And);
    this.get(value);
    if (wide && valueType(field.type) === I32) this.op(op.i64ExtendI32U);
    if (field.bit > 0) {
      if (wide) this.i64(BigInt(field.bit));
      else this.i32(field.bit);
      this.op(wide ? op.i64Shl : op.i32Shl);
    }
    if (wide) this.i64(BigInt.asIntN(64, mask));
    else this.i32(Number(BigInt.asIntN(32, mask)));
    this.op(wide ? op.i64And : op.i32And, wide ? op.i64Or : op.i32Or);
  }

  // Values

  expression(e: Expression): void {
    const hoisted = this.hoisted.size > 0 ? this.hoisted.get(e) : undefined;
    if (hoisted !== undefined) {
      if (hoisted >= 0) this.get(hoisted);
      return;
    }
    if (e.constant !== undefined && e.kind !== 'comma') {
      const type = this.decay(e.type);
      if (type.kind !== 'struct' && type.kind !== 'void') {
        this.constant(wrapFor(e.constant, type), type);
        return;
      }
    }
    switch (e.kind) {
      case 'number':
        this.constant(e.constant, e.type);
        return;
      case 'string':
        this.i32(this.module.textAddress(e));
        return;
      case 'identifier':
        this.#identifier(e);
        return;
      case 'unary':
        this.#unary(e);
        return;
      case 'postfix':
        this.#step(e.operand, e.operator, 'old', e.line);
        return;
      case 'binary':
        this.#binaryChain(e);
        return;
      case 'assignment':
        this.#assignment(e, true);
        return;
      case 'conditional':
        this.#conditional(e);
        return;
      case 'call':
        this.#call(e);
        return;
      case 'member':
      case 'index':
        this.#loadPlace(e);
        return;
      case 'cast':
        if (resolve(e.type).kind === 'void') this.drop(e.operand);
        else {
          this.expression(e.operand);
          this.convert(e.operand.type, e.type);
        }
        return;
      case 'sizeof':
        this.sizeOfRuntime(e.of);
        if (valueType(e.type) === I64) this.op(op.i64ExtendI32U);
        return;
      case 'compound-literal': {
        const ref = this.ref(e);
        const type = resolve(e.type);
        if (type.kind === 'array' || type.kind === 'struct') this.addressOfRef(ref);
        else this.load(ref, type, e.line);
        return;
      }
      case 'comma': {
        // Left-deep chains are flattened: their length is no nesting.
        const spine: Expression[] = [];
        let at: Expression = e;
        while (at.kind === 'comma') {
          spine.push(at.right);
          at = at.left;
        }
        this.drop(at);
        for (let i = spine.length - 1; i > 0; i--) this.drop(spine[i]!);
        this.expression(spine[0]!);
        return;
      }
      case 'statement-expression':
        this.statementExpression(e, true);
        return;
      case 'va-arg':
        this.#vaArg(e);
        return;
      case 'label-address':
        this.constant(e.constant!, e.type);
        return;
      case 'initializer-list':
        throw new SyntaxProblem('a braced list cannot stand here', e.line, 'type');
    }
  }

  #identifier(e: Expression & { kind: 'identifier' }): void {
    const { symbol } = e;
    if (symbol.kind === 'function') {
      this.i32(this.module.functionAddress(symbol));
      return;
    }
    if (symbol.kind === 'bit') {
      this.#readBit(symbol, e.line);
      return;
    }
    if (symbol.unknown && symbol.constant !== undefined && !symbol.writes) {
      this.constant(symbol.constant, e.type);
      return;
    }
    this.#loadPlace(e);
  }

  #readBit(symbol: Symbol, line: number): void {
    if (symbol.address !== undefined) {
      this.load({ kind: 'host', address: symbol.address | 0 }, this.unit.types.uchar, line);
      this.i32(1);
      this.op(op.i32And);
      return;
    }
    this.load(this.symbolRef(symbol.bitOf!, line), symbol.bitOf!.type, line);
    if (valueType(symbol.bitOf!.type) === I64) this.op(op.i32WrapI64);
    this.i32(symbol.bit ?? 0);
    this.op(op.i32ShrU);
    this.i32(1);
    this.op(op.i32And);
  }

  /** The local `value` is 0 or 1. */
  #writeBit(symbol: Symbol, value: number, line: number): void {
    if (symbol.address !== undefined) {
      this.get(value);
      this.store({ kind: 'host', address: symbol.address | 0 }, this.unit.types.uchar, line);
      return;
    }
    const base = symbol.bitOf!;
    const ref = this.symbolRef(base, line);
    const field: BitField = {
      container: { ...this.unit.types.uchar, bytes: sizeOf(base.type, this.unit.target) as 1, rank: 3 },
      bits: 1,
      bit: symbol.bit ?? 0,
      signed: false,
      type: this.unit.types.bool,
    };
    if (ref.kind === 'frame' || ref.kind === 'fixed' || ref.kind === 'host' || ref.kind === 'local')
      this.#writeBits(ref, field, value, line);
  }

  /** A note where a variable is read that never got a value. */
  #checkGiven(e: Expression): void {
    if (e.kind !== 'identifier' || this.flags.size === 0) return;
    const flag = this.flags.get(e.symbol);
    if (flag === undefined || this.sure.has(e.symbol)) return;
    this.get(flag);
    this.op(op.i32Eqz);
    this.rarely();
    this.i32(NOTE.uninitialised);
    this.i32(this.module.noteText(e.name));
    this.i32(0);
    this.i32(e.line);
    this.callImport(IMPORT.note, e.line);
    this.end();
  }

  #loadPlace(e: Expression): void {
    this.#checkGiven(e);
    const type = resolve(e.type);
    const field = this.#fieldOf(e);
    const ref = this.ref(e, type.kind === 'array');
    if (field) this.#readBits(ref, field, e.line);
    else if (type.kind === 'array' || type.kind === 'struct') this.addressOfRef(ref);
    else if (type.kind === 'function') this.addressOfRef(ref);
    else this.load(ref, type, e.line);
  }

  #unary(e: Expression & { kind: 'unary' }): void {
    const type = this.decay(e.type);
    switch (e.operator) {
      case '&': {
        if (e.operand.kind === 'identifier' && e.operand.symbol.kind === 'function') {
          this.i32(this.module.functionAddress(e.operand.symbol));
          return;
        }
        if (e.operand.kind === 'identifier' && e.operand.symbol.kind === 'bit') {
          this.i32((e.operand.symbol.address ?? BIT_SPACE) | 0);
          return;
        }
        this.addressOfRef(this.ref(e.operand, true));
        return;
      }
      case '*':
        if (type.kind === 'void') this.drop(e.operand);
        else this.#loadPlace(e);
        return;
      case '!':
        this.condition(e.operand);
        this.op(op.i32Eqz);
        return;
      case '++':
      case '--':
        this.#step(e.operand, e.operator, 'new', e.line);
        return;
      case '+':
        this.as(e.operand, type);
        return;
      case '~':
        // The complement of an 8051's bit is a bit.
        if (e.operand.kind === 'identifier' && e.operand.symbol.kind === 'bit') {
          this.condition(e.operand);
          this.op(op.i32Eqz);
          return;
        }
        this.as(e.operand, type);
        if (valueType(type) === I64) {
          this.i64(-1n);
          this.op(op.i64Xor);
        } else {
          this.i32(-1);
          this.op(op.i32Xor);
          this.normalise(type);
        }
        return;
      case '-':
        if (isFloat(type)) {
          this.as(e.operand, type);
          this.op(type.bytes === 4 ? op.f32Neg : op.f64Neg);
          return;
        }
        if (valueType(type) === I64) {
          this.i64(0n);
          this.as(e.operand, type);
          this.op(op.i64Sub);
        } else {
          this.i32(0);
          this.as(e.operand, type);
          this.op(op.i32Sub);
          this.normalise(type);
        }
    }
  }

  /** Left-deep chains (a + b + c ...) are walked down in a loop. */
  #binaryChain(e: Expression & { kind: 'binary' }): void {
    const spine: (Expression & { kind: 'binary' })[] = [];
    let at: Expression = e;
    while (at.kind === 'binary' && at.constant === undefined && at.operator !== '&&' && at.operator !== '||') {
      spine.push(at);
      at = at.left;
    }
    if (spine.length === 0) {
      this.#logical(e);
      return;
    }
    const last = spine.at(-1)!;
    this.#operand(last.left, last);
    for (let i = spine.length - 1; i >= 0; i--) {
      const node = spine[i]!;
      if (i < spine.length - 1) this.convert(spine[i + 1]!.type, this.#operandTypeOf(node, node.left));
      this.#applyWith(node);
    }
  }

  #operandTypeOf(node: Expression & { kind: 'binary' }, side: Expression): Type {
    const of = this.decay(node.operandType);
    const own = this.decay(side.type);
    if (isPointer(of)) return COMPARISONS.has(node.operator) || isPointer(own) ? of : own;
    return of;
  }

  #operand(side: Expression, node: Expression & { kind: 'binary' }): void {
    this.as(side, this.#operandTypeOf(node, side));
  }

  /** The left operand is on the stack in its operand type. */
  #applyWith(node: Expression & { kind: 'binary' }): void {
    const of = this.decay(node.operandType);
    if (isPointer(of) && !COMPARISONS.has(node.operator)) {
      this.#pointerArithmetic(node, of.to);
      return;
    }
    if (node.operator === '<<' || node.operator === '>>') {
      this.#shift(node.operator, of, node.right, node.line);
      return;
    }
    this.#operand(node.right, node);
    this.arithmetic(node.operator, of, node.line);
  }

  #pointerArithmetic(node: Expression & { kind: 'binary' }, to: Type): void {
    const leftPointer = isPointer(this.decay(node.left.type));
    const rightPointer = isPointer(this.decay(node.right.type));
    const variable = isVariableLength(resolve(to));
    const size = Math.max(1, variable ? 1 : sizeOf(to, this.unit.target));
    const scale = (): void => {
      if (variable) {
        this.sizeOfRuntime(to);
        this.op(op.i32Mul);
      } else if (size !== 1) {
        this.i32(size);
        this.op(op.i32Mul);
      }
    };
    if (leftPointer && rightPointer) {
      this.expression(node.right);
      this.op(op.i32Sub);
      if (variable) {
        this.sizeOfRuntime(to);
        this.op(op.i32DivS);
      } else if (size !== 1) {
        this.i32(size);
        this.op(op.i32DivS);
      }
      this.convert(this.unit.types.int.bytes === 4 ? this.unit.types.int : this.unit.types.long, node.type);
      return;
    }
    if (leftPointer) {
      if (typeof node.right.constant === 'bigint' && !variable) {
        this.i32(Number(BigInt.asIntN(32, node.right.constant * BigInt(size))));
      } else {
        this.expression(node.right);
        if (valueType(this.decay(node.right.type)) === I64) this.op(op.i32WrapI64);
        scale();
      }
    } else {
      if (valueType(this.decay(node.left.type)) === I64) this.op(op.i32WrapI64);
      scale();
      this.expression(node.right);
    }
    this.op(node.operator === '-' ? op.i32Sub : op.i32Add);
  }

  #shift(operator: string, type: Type, by: Expression, line: number): void {
    const wide = valueType(type) === I64;
    const width = wide ? 64 : 32;
    const bits = isInt(type) ? type.bytes * 8 : 32;
    const byType = this.decay(by.type);
    if (typeof by.constant === 'bigint') {
      if (by.constant < 0n || by.constant >= BigInt(bits)) {
        this.i32(NOTE.shift);
        this.i32(Number(BigInt.asIntN(32, by.constant)));
        this.i32(bits);
        this.i32(line);
        this.callImport(IMPORT.note, line);
      }
      // Undefined; compilers fold the bits that are shifted out to nothing.
      const gone = by.constant >= BigInt(bits) && (operator === '<<' || (isInt(type) && !type.signed));
      if (gone) {
        this.op(op.drop);
        if (wide) this.i64(0n);
        else this.i32(0);
        return;
      }
      if (wide) this.i64(by.constant & 63n);
      else this.i32(Number(by.constant & 31n));
    } else {
      this.expression(by);
      if (valueType(byType) === I64) this.op(op.i32WrapI64);
      if (!this.#fits(by, bits)) this.#checkBelow(bits, NOTE.shift, bits, line);
      if (wide) this.op(op.i64ExtendI32U);
    }
    const pair = INT_OPS[operator]!;
    const opcode = isInt(type) && !type.signed ? pair[1] : pair[0];
    this.op(wide ? opcode + I64_SHIFT : opcode);
    if (width === 32 && operator === '<<') this.normalise(type);
  }

  /** Both operands are on the stack in `type`. */
  arithmetic(operator: string, type: Type, line: number): void {
    if (isFloat(type)) {
      const base = FLOAT_OPS[operator]!;
      this.op(type.bytes === 4 ? base : base + (COMPARISONS.has(operator) ? F64_COMPARE_SHIFT : F64_SHIFT));
      return;
    }
    const signed = isInt(type) ? type.signed : false;
    const opcode = INT_OPS[operator]![signed ? 0 : 1];
    if (operator === '/' || operator === '%') this.mark(line);
    if (valueType(type) === I64) {
      this.op(opcode + (COMPARISONS.has(operator) ? I64_COMPARE_SHIFT : I64_SHIFT));
      return;
    }
    this.op(opcode);
    if (isInt(type) && type.bytes < 4 && (operator === '+' || operator === '-' || operator === '*' || operator === '/'))
      this.normalise(type);
  }

  #logical(e: Expression & { kind: 'binary' }): void {
    // a && b && c leans to the left: collected first, then nested ifs.
    const terms: Expression[] = [];
    let at: Expression = e;
    while (at.kind === 'binary' && at.operator === e.operator && at.constant === undefined) {
      terms.push(at.right);
      at = at.left;
    }
    terms.push(at);
    terms.reverse();
    const and = e.operator === '&&';
    this.block(op.block, I32);
    const rest = (at: number): void => {
      for (const term of terms.slice(at, -1)) {
        this.i32(and ? 0 : 1);
        this.condition(term);
        if (and) this.op(op.i32Eqz);
        this.op(op.brIf, 0, op.drop);
        if (at === 0) {
          this.maybe(() => rest(1));
          return;
        }
      }
      this.condition(terms.at(-1)!);
      this.op(op.i32Eqz, op.i32Eqz);
    };
    rest(0);
    this.end();
  }

  #conditional(e: Expression & { kind: 'conditional' }): void {
    const type = this.decay(e.type);
    const wasm = type.kind === 'void' ? null : valueType(type);
    const value = (branch: Expression): void => {
      if (wasm === null) this.drop(branch);
      else if (type.kind === 'struct') this.expression(branch);
      else this.as(branch, type);
    };
    if (!e.then) {
      // a ?: b evaluates a once.
      const own = this.decay(e.condition.type);
      const ownWasm = valueType(own) ?? I32;
      const temp = this.temp(ownWasm);
      this.expression(e.condition);
      this.tee(temp);
      if (ownWasm !== I32) this.truth(own);
      this.block(op.if, wasm ?? 0x40);
      this.get(temp);
      this.convert(own, type);
      if (wasm === null) this.op(op.drop);
      this.else();
      this.maybe(() => value(e.otherwise));
      this.end();
      this.release(ownWasm, temp);
      return;
    }
    const { then } = e;
    if (
      wasm !== null &&
      type.kind !== 'struct' &&
      isSimple(e.condition) &&
      this.#cheap(then, 4) &&
      this.#cheap(e.otherwise, 4)
    ) {
      // Computing both sides is cheaper than a branch that is guessed wrong every other time.
      value(then);
      value(e.otherwise);
      this.condition(e.condition);
      this.op(op.select);
      return;
    }
    this.condition(e.condition);
    this.block(op.if, wasm ?? 0x40);
    this.maybe(() => value(then));
    this.else();
    this.maybe(() => value(e.otherwise));
    this.end();
  }

  /** A few operations on locals and constants that neither trap nor have effects. */
  #cheap(e: Expression, budget: number): boolean {
    if (e.constant !== undefined) return true;
    if (budget <= 0) return false;
    switch (e.kind) {
      case 'identifier':
        return this.homes.get(e.symbol)?.kind === 'local' && (!this.flags.has(e.symbol) || this.sure.has(e.symbol));
      case 'cast':
        return isInt(this.decay(e.type)) && isInt(this.decay(e.operand.type)) && this.#cheap(e.operand, budget - 1);
      case 'binary':
        if (!isInt(this.decay(e.operandType))) return false;
        if (e.operator === '<<' || e.operator === '>>') {
          if (typeof e.right.constant !== 'bigint' || e.right.constant < 0n || e.right.constant > 15n) return false;
        } else if (!['+', '-', '&', '|', '^'].includes(e.operator)) return false;
        return this.#cheap(e.left, budget - 1) && this.#cheap(e.right, budget - 1);
      default:
        return false;
    }
  }

  /** Evaluates for its effects only. */
  drop(e: Expression): void {
    if (this.hoisted.size > 0 && this.hoisted.has(e)) return;
    switch (e.kind) {
      case 'number':
      case 'string':
      case 'sizeof':
        return;
      case 'assignment':
        this.#assignment(e, false);
        return;
      case 'postfix':
        this.#step(e.operand, e.operator, 'none', e.line);
        return;
      case 'unary':
        if (e.operator === '++' || e.operator === '--') {
          this.#step(e.operand, e.operator, 'none', e.line);
          return;
        }
        break;
      case 'cast':
        if (!resolve(e.operand.type).volatile) {
          this.drop(e.operand);
          return;
        }
        break;
      case 'statement-expression':
        this.statementExpression(e, false);
        return;
      case 'comma': {
        const spine: Expression[] = [];
        let at: Expression = e;
        while (at.kind === 'comma') {
          spine.push(at.right);
          at = at.left;
        }
        this.drop(at);
        for (let i = spine.length - 1; i >= 0; i--) this.drop(spine[i]!);
        return;
      }
      case 'identifier':
        // `(void)x;` says that x is not used.
        if (e.symbol.kind === 'function' || e.symbol.kind === 'enum-constant' || this.homes.has(e.symbol)) return;
        break;
    }
    if (e.constant !== undefined) return;
    const type = this.decay(e.type);
    this.expression(e);
    if (type.kind !== 'void') this.op(op.drop);
  }

  #assignment(e: Expression & { kind: 'assignment' }, wanted: boolean): void {
    const type = resolve(e.target.type);
    const line = e.line;
    if (type.kind === 'struct') {
      this.#structAssignment(e, wanted);
      return;
    }
    const valueOf = (): void => {
      if (e.operator === '=') this.as(e.value, type);
    };
    if (e.target.kind === 'identifier' && e.target.symbol.kind === 'bit') {
      this.#assignBit(e, wanted);
      return;
    }
    const field = this.#fieldOf(e.target);
    if (e.operator === '=' && !field) {
      const wasm = valueType(type) ?? I32;
      const ref = this.ref(e.target);
      if (ref.kind === 'frame' || ref.kind === 'fixed') {
        this.storeBase(ref);
        valueOf();
        if (wanted) {
          const temp = this.temp(wasm);
          this.tee(temp);
          this.storeHere(ref, type);
          this.get(temp);
          this.release(wasm, temp);
        } else this.storeHere(ref, type);
        return;
      }
      valueOf();
      if (ref.kind === 'local') {
        if (wanted) this.tee(ref.index);
        else this.set(ref.index);
        if (e.target.kind === 'identifier') this.given(e.target.symbol);
        return;
      }
      if (!wanted) {
        this.store(ref, type, line);
        return;
      }
      const temp = this.temp(wasm);
      this.tee(temp);
      this.store(ref, type, line);
      this.get(temp);
      this.release(wasm, temp);
      return;
    }
    // As gcc has it: a value with calls in it comes first, then the target is read.
    let early: { local: number; wasm: ValueType; type: Type } | null = null;
    if (e.operator !== '=' && !isSimple(e.value) && holdsCall(e.value)) {
      const own = this.decay(e.value.type);
      const into = isPointer(this.decay(type)) || /^<<|^>>/.test(e.operator) ? own : this.decay(e.operandType);
      const wasm = valueType(into) ?? I32;
      early = { local: this.temp(wasm), wasm, type: into };
      this.as(e.value, into);
      this.set(early.local);
    }
    const value: Expression = early ? computed(e.value, early.type) : e.value;
    if (early) this.hoisted.set(value, early.local);
    this.#update(
      e.target,
      wanted ? 'new' : 'none',
      line,
      field,
      (wasm) => {
        if (e.operator === '=') {
          // A bit-field: the old value is not used.
          void wasm;
          this.op(op.drop);
          this.as(e.value, type);
          return;
        }
        const operator = e.operator.slice(0, -1);
        const own = this.decay(type);
        const of = this.decay(e.operandType);
        if (isPointer(own)) {
          const size = Math.max(1, sizeOf(own.to, this.unit.target));
          if (isVariableLength(resolve(own.to))) {
            this.as(value, this.unit.types.int);
            this.sizeOfRuntime(own.to);
            this.op(op.i32Mul);
          } else if (typeof value.constant === 'bigint')
            this.i32(Number(BigInt.asIntN(32, value.constant * BigInt(size))));
          else {
            this.expression(value);
            if (valueType(this.decay(value.type)) === I64) this.op(op.i32WrapI64);
            if (size !== 1) {
              this.i32(size);
              this.op(op.i32Mul);
            }
          }
          this.op(operator === '-' ? op.i32Sub : op.i32Add);
          return;
        }
        this.convert(own, of);
        if (operator === '<<' || operator === '>>') this.#shift(operator, of, value, line);
        else {
          this.as(value, of);
          this.arithmetic(operator, of, line);
        }
        this.convert(of, own);
      },
      field !== null && !isSimple(e.value),
    );
    if (early) {
      this.hoisted.delete(value);
      this.release(early.wasm, early.local);
    }
  }

  #structAssignment(e: Expression & { kind: 'assignment' }, wanted: boolean): void {
    const size = sizeOf(e.target.type, this.unit.target);
    const ref = this.ref(e.target);
    this.addressOfRef(ref);
    // A constant of a header that is not known, as in #structTo.
    if (resolve(e.value.type).kind !== 'struct' && e.value.kind !== 'initializer-list') {
      if (!wanted) this.op(op.drop);
      return;
    }
    let kept = -1;
    if (wanted) {
      kept = this.temp(I32);
      this.tee(kept);
    }
    if (e.value.kind === 'initializer-list')
      throw new SyntaxProblem('a braced list cannot be assigned', e.line, 'type');
    this.expression(e.value);
    this.i32(size);
    this.copy(false, e.line);
    if (wanted) {
      this.get(kept);
      this.release(I32, kept);
    }
  }

  #assignBit(e: Expression & { kind: 'assignment' }, wanted: boolean): void {
    const symbol = (e.target as Expression & { kind: 'identifier' }).symbol;
    const { types } = this.unit;
    const value = this.temp(I32);
    if (e.operator === '=') this.as(e.value, types.bool);
    else {
      const of = this.decay(e.operandType);
      this.#readBit(symbol, e.line);
      this.convert(types.bool, of);
      const operator = e.operator.slice(0, -1);
      if (operator === '<<' || operator === '>>') this.#shift(operator, of, e.value, e.line);
      else {
        this.as(e.value, of);
        this.arithmetic(operator, of, e.line);
      }
      this.convert(of, types.bool);
    }
    this.set(value);
    this.#writeBit(symbol, value, e.line);
    if (wanted) this.get(value);
    this.release(I32, value);
  }

  #step(target: Expression, operator: '++' | '--', result: 'old' | 'new' | 'none', line: number): void {
    const type = this.decay(target.type);
    if (target.kind === 'identifier' && target.symbol.kind === 'bit') {
      const value = this.temp(I32);
      this.#readBit(target.symbol, line);
      this.op(op.i32Eqz);
      this.set(value);
      this.#writeBit(target.symbol, value, line);
      if (result !== 'none') {
        this.get(value);
        if (result === 'old') this.op(op.i32Eqz);
      }
      this.release(I32, value);
      return;
    }
    this.#update(target, result, line, this.#fieldOf(target), () => {
      const plus = operator === '++';
      if (isFloat(type)) {
        this.constant(1, type);
        this.op(type.bytes === 4 ? (plus ? op.f32Add : op.f32Sub) : plus ? op.f64Add : op.f64Sub);
        return;
      }
      if (isPointer(type)) {
        if (isVariableLength(resolve(type.to))) this.sizeOfRuntime(type.to);
        else this.i32(Math.max(1, sizeOf(type.to, this.unit.target)));
        this.op(plus ? op.i32Add : op.i32Sub);
        return;
      }
      if (valueType(type) === I64) {
        this.i64(1n);
        this.op(plus ? op.i64Add : op.i64Sub);
        return;
      }
      if (isInt(type) && type.rank === 0) {
        if (plus) {
          this.op(op.drop);
          this.i32(1);
        } else this.op(op.i32Eqz);
        return;
      }
      this.i32(1);
      this.op(plus ? op.i32Add : op.i32Sub);
      this.normalise(type);
    });
  }

  /** Reads a place, lets `change` turn the old value (on the stack) into the new one, and writes it back. */
  #update(
    target: Expression,
    result: 'old' | 'new' | 'none',
    line: number,
    field: BitField | null,
    change: (wasm: ValueType) => void,
    rereads = false,
  ): void {
    const type = this.decay(target.type);
    const wasm = valueType(type) ?? I32;
    this.#checkGiven(target);
    let ref = this.ref(target);
    let pointer = -1;
    if (ref.kind === 'raw' || ref.kind === 'address') {
      pointer = this.temp(I32);
      this.set(pointer);
    }
    const push = (): void => {
      if (pointer >= 0) this.get(pointer);
    };
    const old = result === 'old' ? this.temp(wasm) : -1;
    if (field) {
      // The container is read once and written once: it may be a register.
      const value = this.temp(wasm);
      const holder = valueType(field.container) ?? I32;
      const container = this.temp(holder);
      push();
      this.load(ref, field.container, line);
      this.set(container);
      this.get(container);
      this.#extractBits(field);
      if (old >= 0) this.tee(old);
      change(wasm);
      this.set(value);
      if (ref.kind === 'frame' || ref.kind === 'fixed') this.storeBase(ref);
      else push();
      if (rereads) {
        // The value may have changed a neighbour in the same container.
        push();
        this.load(ref, field.container, line);
      } else this.get(container);
      this.#mergeBits(field, value);
      this.#storeOver(ref, field.container, line);
      this.release(holder, container);
      if (result === 'new') {
        // What the field holds now, cut to its width.
        const wide = wasm === I64;
        this.get(value);
        this.#extractBits({
          ...field,
          bit: 0,
          container: wide ? this.unit.types.ullong : { ...this.unit.types.uint, bytes: 4 },
        });
      }
      this.release(wasm, value);
    } else {
      if (ref.kind === 'frame' || ref.kind === 'fixed') this.storeBase(ref);
      else push();
      if (ref.kind === 'raw' || ref.kind === 'address') push();
      this.load(ref, type, line);
      if (old >= 0) this.tee(old);
      change(wasm);
      if (result === 'new') {
        const value = this.temp(wasm);
        this.tee(value);
        this.#storeOver(ref, type, line);
        this.get(value);
        this.release(wasm, value);
      } else this.#storeOver(ref, type, line);
    }
    if (old >= 0) {
      this.get(old);
      this.release(wasm, old);
    }
    if (pointer >= 0) this.release(I32, pointer);
    ref = { kind: 'fixed', offset: 0 };
  }

  #storeOver(ref: Ref, type: Type, line: number): void {
    if (ref.kind === 'frame' || ref.kind === 'fixed') this.storeHere(ref, type);
    else this.store(ref, type, line);
  }

  sizeOfRuntime(type: Type): void {
    const known = resolve(type);
    if (known.kind === 'array' && isVariableLength(known)) {
      if (known.lengthOf)
        this.as(known.lengthOf, this.unit.types.int.bytes === 4 ? this.unit.types.int : this.unit.types.long);
      else this.i32(known.length ?? 0);
      this.sizeOfRuntime(known.of);
      this.op(op.i32Mul);
      return;
    }
    this.i32(sizeOf(known, this.unit.target));
  }

  // Calls

  #call(e: Call): void {
    if (e.builtin) {
      this.#builtin(e);
      return;
    }
    const callee = stripCallee(e.callee);
    if (callee.kind === 'identifier' && callee.symbol.kind === 'function') {
      const symbol = this.module.canonical(callee.symbol);
      if (symbol.definition) {
        this.module.need(symbol.definition);
        this.#direct(e, symbol);
      } else this.#outside(e, symbol);
      return;
    }
    this.#indirect(e, callee);
  }

  /** Room for a returned struct; pushes its address. */
  #structResult(type: Type): number {
    const offset = this.frame(Math.max(4, sizeOf(type, this.unit.target)), 8);
    this.addressOfRef({ kind: 'frame', offset });
    return offset;
  }

  #argument(arg: Expression, type: Type): void {
    const known = resolve(type);
    if (known.kind !== 'struct') {
      this.as(arg, known);
      return;
    }
    // The callee gets a copy of its own.
    const size = sizeOf(known, this.unit.target);
    const offset = this.frame(Math.max(4, size), 8);
    this.addressOfRef({ kind: 'frame', offset });
    this.expression(arg);
    this.i32(size);
    this.copy(false, arg.line);
    this.addressOfRef({ kind: 'frame', offset });
  }

  /** Arguments beyond the parameters go to memory, eight bytes each; pushes the address of the first. */
  #variadicArguments(args: Expression[]): void {
    if (args.length === 0) {
      this.i32(0);
      return;
    }
    let size = 0;
    const slots = args.map((arg) => {
      const type = this.decay(arg.type);
      const at = size;
      size += type.kind === 'struct' ? Math.ceil(Math.max(1, sizeOf(type, this.unit.target)) / 8) * 8 : 8;
      return at;
    });
    const offset = this.frame(size, 8);
    args.forEach((arg, i) => {
      const place: Ref & { kind: 'frame' } = { kind: 'frame', offset: offset + slots[i]! };
      const type = this.decay(arg.type);
      if (type.kind === 'struct') {
        this.#structTo(place, type, arg);
        return;
      }
      const promoted = isFloat(type)
        ? { ...this.unit.types.double, bytes: 8 as const, rank: 2 }
        : promote(type, this.unit.types);
      this.storeBase(place);
      this.as(arg, promoted);
      // Whole slots: what reads more than was passed finds the extended value.
      if (valueType(promoted) === I32) {
        this.op(isInt(promoted) && promoted.signed ? op.i64ExtendI32S : op.i64ExtendI32U);
        this.memory(op.i64Store, place.offset);
      } else this.memory(isFloat(promoted) ? op.f64Store : op.i64Store, place.offset);
    });
    this.addressOfRef({ kind: 'frame', offset });
  }

  #direct(e: Call, symbol: Symbol): void {
    const type = symbol.definition!.type;
    const returns = resolve(type.returns);
    let result = -1;
    if (returns.kind === 'struct') result = this.#structResult(returns);
    type.parameters.forEach((parameter, i) => {
      const arg = e.args[i];
      if (arg) this.#argument(arg, parameter.type);
      else this.constant(0n, parameter.type);
    });
    const rest = e.args.slice(type.parameters.length);
    if (type.variadic) this.#variadicArguments(rest);
    else for (const arg of rest) this.drop(arg);
    const small = this.#worthInlining(symbol.definition!);
    if (!small || !this.inline(symbol.definition!, e.line, this.#pointers(e, symbol.definition!, small)))
      this.callSymbol(symbol, e.line);
    this.#adaptResult(e, returns, result);
  }

  #inlined = 0;

  #worthInlining(definition: FunctionDefinition): Inlinable | null {
    const small = inlinable(definition);
    if (!small || this.#inlined + small.size > INLINED_LIMIT) return null;
    this.#inlined += small.size;
    return small;
  }

  /** Which parameters point to a place that is known here. */
  #pointers(e: Call, definition: FunctionDefinition, { constant }: Inlinable): [Symbol, Ref][] {
    return definition.parameters.flatMap((symbol, i): [Symbol, Ref][] => {
      const arg = e.args[i];
      const place = arg && isPointer(resolve(symbol.type)) && constant.has(symbol) ? this.#knownPlace(arg) : null;
      return place ? [[symbol, place]] : [];
    });
  }

  /** Writes a function out where its arguments are on the stack; false where that cannot be done. */
  abstract inline(definition: FunctionDefinition, line: number, pointed: [Symbol, Ref][]): boolean;

  #adaptResult(e: Call, returns: Type, result: number): void {
    const wanted = this.decay(e.type);
    if (returns.kind === 'struct') {
      this.addressOfRef({ kind: 'frame', offset: result });
      return;
    }
    if (returns.kind === 'void') {
      if (wanted.kind !== 'void') this.constant(0n, wanted);
      return;
    }
    if (wanted.kind === 'void') this.op(op.drop);
    else this.convert(returns, wanted);
  }

  #indirect(e: Call, callee: Expression): void {
    let known = resolve(callee.type);
    while (known.kind === 'pointer') known = resolve(known.to);
    if (known.kind !== 'function') throw new SyntaxProblem('this cannot be called', e.line, 'type');
    const type: FunctionType = known;
    const returns = resolve(type.returns);
    let result = -1;
    if (returns.kind === 'struct') result = this.#structResult(returns);
    const promoted = (arg: Expression): Type => {
      const own = this.decay(arg.type);
      return isFloat(own) && own.bytes === 4 && own.rank === 1 ? this.unit.types.double : promote(own, this.unit.types);
    };
    const fixed = type.prototyped ? type.parameters.map((p) => p.type) : e.args.map(promoted);
    fixed.forEach((parameter, i) => {
      const arg = e.args[i];
      if (arg) this.#argument(arg, parameter);
      else this.constant(0n, parameter);
    });
    if (type.prototyped) {
      const rest = e.args.slice(fixed.length);
      if (type.variadic) this.#variadicArguments(rest);
      else for (const arg of rest) this.drop(arg);
    }
    this.expression(callee);
    this.i32(FUNCTIONS);
    this.op(op.i32Sub);
    this.i32(2);
    this.op(op.i32ShrU);
    this.callsPointer = true;
    this.#callTable(e, this.module.signatureOf(type, fixed));
    this.#adaptResult(e, returns, result);
  }

  /**
   * Calls the function at an index of the table. Those known to be in it are called by name or written out, behind one jump;
   * any other one through the table.
   */
  #callTable(e: Call, signature: Signature): void {
    const type = this.module.typeIndex(signature);
    const known = this.module.pointedAt(type);
    const through = (): void => {
      this.mark(e.line);
      this.op(op.callIndirect);
      this.code.u(type);
      this.op(0);
    };
    if (known.length === 0 || known.length > KNOWN_LIMIT) {
      through();
      return;
    }
    const index = this.temp(I32);
    this.set(index);
    const args = signature.parameters.map((parameter) => [parameter, this.temp(parameter)] as const);
    for (const [, local] of [...args].reverse()) this.set(local);
    const low = known[0]!.index;
    const table = new Array<number>(known.at(-1)!.index - low + 1).fill(known.length);
    for (const [i, { index: at }] of known.entries()) table[at - low] = i;
    this.block(op.block, signature.results[0] ?? 0x40);
    for (let i = 0; i <= known.length; i++) this.block(op.block, 0x40);
    this.get(index);
    this.i32(low);
    this.op(op.i32Sub, op.brTable);
    this.code.u(table.length);
    for (const i of table) this.code.u(i);
    this.code.u(known.length);
    for (const [i, { symbol, definition }] of known.entries()) {
      this.end();
      for (const [, local] of args) this.get(local);
      const small = this.#worthInlining(definition);
      if (!small || !this.inline(definition, e.line, this.#pointers(e, definition, small)))
        this.callSymbol(symbol, e.line);
      this.op(op.br);
      this.code.u(known.length - i);
    }
    this.end();
    for (const [, local] of args) this.get(local);
    this.get(index);
    through();
    this.end();
    for (const [parameter, local] of args) this.release(parameter, local);
    this.release(I32, index);
  }

  /** A function without a body: the host's, or one of the engine's own. */
  #outside(e: Call, symbol: Symbol): void {
    const type = resolve(symbol.type) as FunctionType;
    const returns = resolve(type.returns);
    const native = Boolean(symbol.native);
    const call: OutsideCall = {
      native,
      name: symbol.name,
      kinds: [],
      words: [],
      result: '',
      signature: { parameters: [], results: [] },
    };
    let result = -1;
    if (returns.kind === 'struct') {
      result = this.#structResult(returns);
      this.#zero({ kind: 'frame', offset: result }, sizeOf(returns, this.unit.target));
      this.op(op.drop);
    }
    const push = (arg: Expression, as: Type): void => {
      const known = this.decay(as);
      const wasm = valueType(known) ?? I32;
      this.#argument(arg, known);
      call.signature.parameters.push(wasm);
      call.kinds.push(kindOf(known));
      call.words.push(wordOf(known));
    };
    const fixed = type.parameters.length;
    e.args.forEach((arg, i) => {
      if (i < fixed) push(arg, type.parameters[i]!.type);
      else if (!native) push(arg, this.decay(arg.type));
    });
    if (native) {
      for (let i = e.args.length; i < fixed; i++) {
        const known = this.decay(type.parameters[i]!.type);
        this.constant(0n, known);
        call.signature.parameters.push(valueType(known) ?? I32);
        call.kinds.push(kindOf(known));
        call.words.push(wordOf(known));
      }
      if (type.variadic) {
        this.#variadicArguments(e.args.slice(fixed));
        call.signature.parameters.push(I32);
        call.kinds.push('u32');
        call.words.push('pointer');
      }
    }
    this.i32(e.line);
    call.signature.parameters.push(I32);
    const wanted = this.decay(e.type);
    if (returns.kind !== 'struct' && returns.kind !== 'void') {
      call.result = kindOf(this.decay(returns));
      call.signature.results.push(valueType(this.decay(returns)) ?? I32);
    }
    this.callOutside(this.module.outsideIndex(call), e.line);
    if (returns.kind === 'struct') this.addressOfRef({ kind: 'frame', offset: result });
    else if (returns.kind === 'void') {
      if (wanted.kind !== 'void') this.constant(0n, wanted);
    } else if (wanted.kind === 'void') this.op(op.drop);
    else this.convert(this.decay(returns), wanted);
  }

  #vaArg(e: Expression & { kind: 'va-arg' }): void {
    // The list is a pointer to the next slot.
    const type = resolve(e.type);
    const { types } = this.unit;
    const list = pointerTo(types.void);
    const slot = type.kind === 'struct' ? Math.ceil(Math.max(1, sizeOf(type, this.unit.target)) / 8) * 8 : 8;
    this.#update({ ...e.list, type: list } as Expression, 'old', e.line, null, () => {
      this.i32(slot);
      this.op(op.i32Add);
    });
    if (type.kind === 'struct') return;
    const stored = isFloat(type) ? { ...types.double, bytes: 8 as const } : type;
    this.load({ kind: 'address', offset: 0 }, stored, e.line);
    if (isFloat(type) && type.bytes === 4) this.op(op.f32DemoteF64);
  }

  #builtin(e: Call): void {
    const { types } = this.unit;
    const name = e.builtin!;
    const arg = e.args;
    const f64 = { ...types.double, bytes: 8 as const };
    const double = (opcode: number): void => {
      this.as(arg[0]!, f64);
      this.op(opcode);
      this.convert(f64, e.type);
    };
    const count = (opcode: number, wide: boolean): void => {
      this.as(arg[0]!, wide ? types.ullong : { ...types.uint, bytes: 4 });
      this.op(wide ? opcode + I64_SHIFT : opcode);
      if (wide) this.op(op.i32WrapI64);
    };
    const isWide = (suffixed: string): boolean =>
      name.endsWith('ll') || (name.endsWith(`${suffixed}l`) && types.long.bytes === 8);
    switch (name) {
      case '__builtin_va_start': {
        const last = this.variadicParameter();
        const ref = this.ref(arg[0]!);
        const list = pointerTo(types.void);
        if (ref.kind === 'frame' || ref.kind === 'fixed') {
          this.storeBase(ref);
          this.get(last);
          this.storeHere(ref, list);
        } else {
          this.get(last);
          this.store(ref, list, e.line);
        }
        return;
      }
      case '__builtin_va_end':
        this.drop(arg[0]!);
        return;
      case '__builtin_va_copy': {
        const value = this.temp(I32);
        this.expression(arg[1]!);
        this.set(value);
        const ref = this.ref(arg[0]!);
        this.#storeLocal(ref, value, pointerTo(types.void), e.line);
        this.release(I32, value);
        return;
      }
      case 'assert': {
        this.condition(arg[0]!);
        this.op(op.i32Eqz);
        this.rarely();
        const codes = (arg[1] as Expression & { kind: 'string' }).codes;
        this.trap(`abort:assertion failed: ${Buffer.from(codes).toString('utf8')}`, e.line);
        this.end();
        return;
      }
      case '__builtin_longjmp':
        this.#longjmp(e);
        return;
      case '__builtin_unreachable':
      case '__builtin_trap':
        this.trap('abort:the program gave up (trap)', e.line);
        return;
      case '__builtin_prefetch':
        for (const a of arg) this.drop(a);
        return;
      case '__builtin_copy':
        for (const a of arg.slice(0, 3)) this.as(a, { ...types.uint, bytes: 4 });
        this.copy(false, e.line, true);
        return;
      case '__builtin_fill':
        this.#fill(e);
        return;
      case '__builtin_alloca': {
        this.fp();
        this.as(arg[0]!, { ...types.uint, bytes: 4 });
        this.allocate(e.line);
        return;
      }
      case '__builtin_heap_base':
        this.op(op.globalGet, GLOBAL.heapBase);
        this.i32(BASE);
        this.op(op.i32Add);
        return;
      case '__builtin_heap_grow':
        this.#heapGrow(arg[0]!);
        return;
      case '__builtin_stack':
        this.op(op.globalGet, GLOBAL.stack);
        this.i32(BASE);
        this.op(op.i32Add);
        return;
      case '__builtin_frame_address':
        this.addressOfRef({ kind: 'frame', offset: this.frame(4, 4) });
        return;
      case '__builtin_is_own':
        this.as(arg[0]!, pointerTo(types.void));
        this.i32(BASE);
        this.op(op.i32Sub);
        this.i32(MEMORY_LIMIT);
        this.op(op.i32LtU);
        return;
      case '__builtin_sqrt':
        double(0x9f);
        return;
      case '__builtin_sqrtf':
        this.as(arg[0]!, types.float);
        this.op(0x91);
        return;
      case '__builtin_floor':
        double(0x9c);
        return;
      case '__builtin_ceil':
        double(0x9b);
        return;
      case '__builtin_trunc':
        double(0x9d);
        return;
      case '__builtin_nearest':
        double(0x9e);
        return;
      case '__builtin_fabs':
        double(0x99);
        return;
      case '__builtin_copysign':
        this.as(arg[0]!, f64);
        this.as(arg[1]!, f64);
        this.op(0xa6);
        this.convert(f64, e.type);
        return;
      case '__builtin_huge_val':
      case '__builtin_inf':
      case '__builtin_inff':
        this.constant(Number.POSITIVE_INFINITY, e.type);
        return;
      case '__builtin_nan':
        this.constant(Number.NaN, e.type);
        return;
      case '__builtin_isnan': {
        const temp = this.temp(F64);
        this.as(arg[0]!, f64);
        this.tee(temp);
        this.get(temp);
        this.op(op.f64Ne);
        this.release(F64, temp);
        return;
      }
      case '__builtin_signbit':
        this.as(arg[0]!, f64);
        this.op(op.i64ReinterpretF64);
        this.i64(63n);
        this.op(op.i64ShrU, op.i32WrapI64);
        return;
      case '__builtin_bits_of_float':
        this.as(arg[0]!, types.float);
        this.op(op.i32ReinterpretF32);
        return;
      case '__builtin_bits_of_double':
        this.as(arg[0]!, f64);
        this.op(op.i64ReinterpretF64);
        return;
      case '__builtin_float_of_bits':
        this.as(arg[0]!, { ...types.uint, bytes: 4 });
        this.op(op.f32ReinterpretI32);
        return;
      case '__builtin_double_of_bits':
        this.as(arg[0]!, types.ullong);
        this.op(op.f64ReinterpretI64);
        this.convert(f64, e.type);
        return;
      case '__builtin_clz':
      case '__builtin_clzl':
      case '__builtin_clzll':
        count(0x67, isWide('clz'));
        return;
      case '__builtin_ctz':
      case '__builtin_ctzl':
      case '__builtin_ctzll':
        count(0x68, isWide('ctz'));
        return;
      case '__builtin_popcount':
      case '__builtin_popcountl':
      case '__builtin_popcountll':
        count(0x69, isWide('popcount'));
        return;
      case '__builtin_parity':
        count(0x69, false);
        this.i32(1);
        this.op(op.i32And);
        return;
      case '__builtin_ffs': {
        const temp = this.temp(I32);
        this.as(arg[0]!, { ...types.int, bytes: 4 });
        this.tee(temp);
        this.op(0x68);
        this.i32(1);
        this.op(op.i32Add);
        this.i32(0);
        this.get(temp);
        this.op(op.select);
        this.release(I32, temp);
        return;
      }
      case '__builtin_abs': {
        const temp = this.temp(I32);
        this.as(arg[0]!, types.int);
        this.set(temp);
        this.i32(0);
        this.get(temp);
        this.op(op.i32Sub);
        this.get(temp);
        this.get(temp);
        this.i32(0);
        this.op(op.i32LtS, op.select);
        this.release(I32, temp);
        return;
      }
      case '__builtin_bswap16':
      case '__builtin_bswap32':
      case '__builtin_bswap64':
        this.#byteSwap(arg[0]!, Number(name.slice(-2)) / 8, e.type);
        return;
      case '__builtin_add_overflow':
      case '__builtin_sub_overflow':
      case '__builtin_mul_overflow':
        this.#overflow(e, name);
        return;
      default:
        throw new SyntaxProblem(`${name} is not supported`, e.line);
    }
  }

  /** Leaves for the place that setjmp kept: [place, call, stack]. */
  #longjmp(e: Call): void {
    const { types } = this.unit;
    const word: Type = { ...types.int, bytes: 4 };
    const env = this.temp(I32);
    const value = this.temp(I32);
    this.module.usesJumps();
    this.as(e.args[0]!, pointerTo(types.void));
    this.set(env);
    if (e.args[1]) this.as(e.args[1], word);
    else this.i32(1);
    this.set(value);
    for (const offset of [4, 0, 8]) {
      this.get(env);
      this.load({ kind: 'address', offset }, word, e.line);
    }
    this.get(value);
    this.i32(1);
    this.get(value);
    this.op(op.select);
    // A throw costs as much as moving that many bytes.
    this.i32(LARGE_BYTES << 8);
    this.callImport(IMPORT.large, e.line);
    this.mark(e.line);
    this.op(op.throw, 0);
    this.release(I32, env);
    this.release(I32, value);
  }

  abstract variadicParameter(): number;
  abstract allocate(line: number): void;

  #storeLocal(ref: Ref, value: number, type: Type, line: number): void {
    if (ref.kind === 'frame' || ref.kind === 'fixed') {
      this.storeBase(ref);
      this.get(value);
      this.storeHere(ref, type);
      return;
    }
    this.get(value);
    this.store(ref, type, line);
  }

  #fill(e: Call): void {
    const { types } = this.unit;
    const target = this.temp(I32);
    const value = this.temp(I32);
    const n = this.temp(I32);
    for (const [i, local] of [target, value, n].entries()) {
      this.as(e.args[i]!, { ...types.uint, bytes: 4 });
      this.set(local);
    }
    this.#tellLarge(n, e.line);
    this.get(target);
    this.i32(BASE);
    this.op(op.i32Sub);
    this.i32(MEMORY_LIMIT);
    this.op(op.i32LtU);
    this.mostly();
    this.get(target);
    this.i32(BASE);
    this.op(op.i32Sub);
    this.get(value);
    this.get(n);
    this.mark(e.line);
    this.op(0xfc, 11, 0);
    this.else();
    for (const local of [target, value, n]) this.get(local);
    this.i32(e.line);
    this.callImport(IMPORT.fill, e.line);
    this.end();
    for (const local of [target, value, n]) this.release(I32, local);
  }

  /** Overflow of 64 bits, for operands of the result's own signedness. */
  #wideOverflow(e: Call, name: string, to: IntType): void {
    const [a, b, result] = [this.temp(I64), this.temp(I64), this.temp(I64)];
    this.as(e.args[0]!, to);
    this.set(a);
    this.as(e.args[1]!, to);
    this.set(b);
    const kind = name.includes('add') ? '+' : name.includes('sub') ? '-' : '*';
    this.get(a);
    this.get(b);
    this.op(kind === '+' ? op.i64Add : kind === '-' ? op.i64Sub : 0x7e);
    this.set(result);
    this.as(e.args[2]!, pointerTo(to));
    this.get(result);
    this.store({ kind: 'address', offset: 0 }, to, e.line);
    const push = (...locals: number[]): void => {
      for (const local of locals) this.get(local);
    };
    if (kind === '*') {
      // a * b / a is b again unless bits were lost; 0 and the one quotient that does not exist are taken out first.
      push(a);
      this.op(op.i64Eqz);
      this.block(op.if, I32);
      this.i32(0);
      this.else();
      if (to.signed) {
        push(a);
        this.i64(-1n);
        this.op(op.i64Eq);
        push(b);
        this.i64(-(1n << 63n));
        this.op(op.i64Eq, op.i32And);
        this.block(op.if, I32);
        this.i32(1);
        this.else();
      }
      push(result, a);
      this.op(to.signed ? 0x7f : 0x80);
      push(b);
      this.op(op.i64Ne);
      if (to.signed) this.end();
      this.end();
    } else if (to.signed) {
      push(a, result);
      this.op(op.i64Xor);
      if (kind === '+') push(b, result);
      else push(a, b);
      this.op(op.i64Xor, op.i64And);
      this.i64(63n);
      this.op(op.i64ShrU, op.i32WrapI64);
    } else {
      if (kind === '+') push(result, a);
      else push(a, b);
      this.op(0x54);
    }
    for (const local of [a, b, result]) this.release(I64, local);
  }

  /** Makes sure that the heap reaches to an address; 1 where it does. */
  #heapGrow(to: Expression): void {
    const end = this.temp(I32);
    this.as(to, { ...this.unit.types.uint, bytes: 4 });
    this.i32(BASE);
    this.op(op.i32Sub);
    this.set(end);
    this.get(end);
    this.op(op.memorySize, 0);
    this.i32(16);
    this.op(op.i32Shl, 0x4b);
    this.block(op.if, I32);
    this.get(end);
    this.op(op.memorySize, 0);
    this.i32(16);
    this.op(op.i32Shl, op.i32Sub);
    this.i32(0xfffff);
    this.op(op.i32Add);
    this.i32(16);
    this.op(op.i32ShrU, op.memoryGrow, 0);
    this.i32(-1);
    this.op(op.i32Ne);
    this.else();
    this.i32(1);
    this.end();
    const ok = this.temp(I32);
    this.tee(ok);
    this.block(op.if, 0x40);
    this.get(end);
    this.op(op.globalSet, GLOBAL.heapEnd);
    this.end();
    this.get(ok);
    this.release(I32, ok);
    this.release(I32, end);
  }

  #byteSwap(value: Expression, bytes: number, type: Type): void {
    const wide = bytes === 8;
    const wasm = wide ? I64 : I32;
    const temp = this.temp(wasm);
    const push = (n: bigint): void => (wide ? this.i64(n) : this.i32(Number(n)));
    this.as(value, wide ? this.unit.types.ullong : { ...this.unit.types.uint, bytes: 4 });
    this.set(temp);
    for (let i = 0; i < bytes; i++) {
      this.get(temp);
      push(BigInt(i * 8));
      this.op(wide ? op.i64ShrU : op.i32ShrU);
      push(255n);
      this.op(wide ? op.i64And : op.i32And);
      push(BigInt((bytes - 1 - i) * 8));
      this.op(wide ? op.i64Shl : op.i32Shl);
      if (i > 0) this.op(wide ? op.i64Or : op.i32Or);
    }
    this.release(wasm, temp);
    void type;
  }

  #overflow(e: Call, name: string): void {
    // Computed in 64 bits; exact for operands of up to 32 bits, which is what it is used for.
    const pointer = this.decay(e.args[2]!.type);
    const to = isPointer(pointer) ? resolve(pointer.to) : this.unit.types.int;
    const { llong } = this.unit.types;
    if (isInt(to) && to.bytes === 8) {
      this.#wideOverflow(e, name, to);
      return;
    }
    const result = this.temp(I64);
    this.as(e.args[0]!, llong);
    this.as(e.args[1]!, llong);
    this.op(name.includes('add') ? op.i64Add : name.includes('sub') ? op.i64Sub : 0x7e);
    this.set(result);
    this.as(e.args[2]!, pointer);
    this.get(result);
    this.convert(llong, to);
    this.store({ kind: 'address', offset: 0 }, to, e.line);
    this.get(result);
    this.convert(llong, to);
    this.convert(to, llong);
    this.get(result);
    this.op(op.i64Ne);
    this.release(I64, result);
  }
}

/** Notes a running program can give; see the runtime for their words. */
export const NOTE = { bounds: 0, shift: 1, uninitialised: 2, overflow: 3 } as const;

/** Evaluating it cannot write anywhere. */
function isSimple(e: Expression): boolean {
  if (e.constant !== undefined || e.kind === 'identifier') return true;
  if (e.kind === 'binary') return isSimple(e.left) && isSimple(e.right);
  if (e.kind === 'cast') return isSimple(e.operand);
  if (e.kind === 'unary') return e.operator !== '++' && e.operator !== '--' && isSimple(e.operand);
  return e.kind === 'member' && isSimple(e.object);
}

function shift(ref: Ref, by: number): Ref {
  if (by === 0) return ref;
  if (ref.kind === 'local') return ref;
  if (ref.kind === 'host') return { kind: 'host', address: (ref.address + by) | 0 };
  return { ...ref, offset: ref.offset + by };
}

const hasDesignators = (list: Expression & { kind: 'initializer-list' }): boolean =>
  list.items.some(
    ({ designators, value }) => designators.length > 0 || (value.kind === 'initializer-list' && hasDesignators(value)),
  );

/** Whether a function is called somewhere in an expression. */
function holdsCall(e: Expression): boolean {
  let found = false;
  walk(e, (node) => {
    if (node.kind === 'call' && !node.builtin) found = true;
    return !found;
  });
  return found;
}

/** Stands for a value that has been computed before, in the type it was computed in. */
const computed = (e: Expression, type: Type): Expression => ({
  kind: 'comma',
  line: e.line,
  column: e.column,
  left: e,
  right: e,
  type,
});

/** (*f)(), (**f)() and (&f)() are f(). */
function stripCallee(e: Expression): Expression {
  let at = e;
  while (at.kind === 'unary' && at.operator === '&') at = at.operand;
  return at;
}

function wrapFor(value: bigint | number, type: Type): bigint | number {
  const known = resolve(type);
  if (isInt(known)) {
    const whole = typeof value === 'bigint' ? value : BigInt(Math.trunc(value));
    if (known.rank === 0) return whole === 0n ? 0n : 1n;
    return known.signed ? BigInt.asIntN(known.bytes * 8, whole) : BigInt.asUintN(known.bytes * 8, whole);
  }
  return value;
}

function kindOf(type: Type): string {
  if (isFloat(type)) return type.bytes === 4 ? 'f32' : 'f64';
  if (isInt(type)) return type.bytes === 8 ? (type.signed ? 'i64' : 'u64') : type.signed ? 'i32' : 'u32';
  return 'u32';
}

function wordOf(type: Type): string {
  if (isFloat(type)) return 'float';
  if (isPointer(type)) {
    const to = resolve(type.to);
    return isInt(to) && to.rank === 1 ? 'text' : 'pointer';
  }
  if (type.kind === 'struct') return 'struct';
  return isInt(type) && type.name === 'char' ? 'char' : 'int';
}
