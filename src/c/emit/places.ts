/**
 * Where an lvalue is (C11 6.3.2.1): variables, members, elements, what pointers point to; as much as possible is known
 * when compiling.
 */
import type { Expression, Member, Symbol } from '../ast.ts';
import { isVariableLength } from '../semantics/values.ts';
import { isInt, isPointer, pointerTo, resolve, sizeOf } from '../types.ts';
import { SyntaxProblem } from '../unit.ts';
import { BASE, MEMORY_LIMIT, valueType } from './abi.ts';
import { addressOfRef, shifted } from './access.ts';
import { sizeOfRuntime, valueAs } from './convert.ts';
import type { EmitCore, Home, Ref } from './core.ts';
import { addressOf, textAddress } from './globals.ts';
import { initialiseAt } from './initialise.ts';
import { checkBelow, NOTE, note, surelyBelow } from './notes.ts';
import { I64, op } from './wasm.ts';

/** Pushes the moving part of a place. `addressOnly`: one past the end is allowed. */
export function refOf(f: EmitCore, e: Expression, addressOnly = false): Ref {
  const fixed = fixedAddress(f, e);
  if (fixed !== null) return fixed;
  switch (e.kind) {
    case 'identifier':
      return symbolRef(f, e.symbol, e.line);
    case 'compound-literal':
      return compoundLiteral(f, e);
    case 'string':
      return { kind: 'fixed', offset: textAddress(f.module, e) - BASE };
    case 'unary':
      if (e.operator === '*') return pointerRef(f, e.operand, 0);
      break;
    case 'member':
      return memberRef(f, e);
    case 'index':
      return indexRef(f, e, addressOnly);
    case 'cast':
      if (resolve(e.type).kind === 'struct') return refOf(f, e.operand, addressOnly);
      break;
    case 'comma':
      f.drop(e.left);
      return refOf(f, e.right, addressOnly);
  }
  // A struct value: its address is its value.
  f.expression(e);
  return { kind: 'address', offset: 0 };
}

function fixedAddress(f: EmitCore, e: Expression): Ref | null {
  const address = constantAddress(f, e);
  return address === null ? null : refOfAddress(address);
}

function refOfAddress(address: number): Ref {
  const raw = address - BASE;
  if (raw >= 0 && raw < MEMORY_LIMIT) return { kind: 'fixed', offset: raw };
  return { kind: 'host', address: address | 0 };
}

function constantAddress(f: EmitCore, e: Expression): number | null {
  switch (e.kind) {
    case 'identifier':
      return e.symbol.kind === 'variable' && e.symbol.address !== undefined ? e.symbol.address : null;
    case 'unary':
      return e.operator === '*' ? constantPointer(f, e.operand) : null;
    case 'member': {
      const base = e.arrow ? constantPointer(f, e.object) : constantAddress(f, e.object);
      return base === null ? null : base + f.module.memberOffset(e);
    }
    case 'index': {
      if (typeof e.index.constant !== 'bigint' || isVariableLength(resolve(e.array.type))) return null;
      const base = resolve(e.array.type).kind === 'array' ? constantAddress(f, e.array) : constantPointer(f, e.array);
      return base === null ? null : base + Number(e.index.constant) * sizeOf(e.type, f.unit.target);
    }
    default:
      return null;
  }
}

function constantPointer(f: EmitCore, e: Expression): number | null {
  if (typeof e.constant === 'bigint') return Number(BigInt.asUintN(32, e.constant));
  if (e.kind === 'identifier' && e.symbol.unknown && typeof e.symbol.constant === 'bigint' && !e.symbol.writes) {
    return Number(e.symbol.constant);
  }
  if (e.kind === 'cast' && isPointer(f.decay(e.type)) && isPointer(f.decay(e.operand.type)))
    return constantPointer(f, e.operand);
  if (e.kind === 'unary' && e.operator === '&') return constantAddress(f, e.operand);
  if (e.kind === 'member' || e.kind === 'index' || e.kind === 'identifier') {
    return resolve(e.type).kind === 'array' ? constantAddress(f, e) : null;
  }
  if (e.kind === 'binary' && e.operator === '+' && isPointer(f.decay(e.type))) {
    const pointerLeft = isPointer(f.decay(e.left.type));
    const base = constantPointer(f, pointerLeft ? e.left : e.right);
    const by = pointerLeft ? e.right.constant : e.left.constant;
    const to = f.decay(e.type);
    if (base === null || typeof by !== 'bigint' || !isPointer(to)) return null;
    return base + Number(by) * sizeOf(to.to, f.unit.target);
  }
  return null;
}

/** Where a variable is. */
export function symbolRef(f: EmitCore, given: Symbol, line: number): Ref {
  const symbol = f.module.canonical(given);
  if (symbol.address !== undefined) return refOfAddress(symbol.address);
  if (symbol.kind !== 'variable') throw new SyntaxProblem(`${symbol.name} has no place in memory`, line, 'type');
  if (symbol.scope === 'global' || symbol.storage === 'static')
    return { kind: 'fixed', offset: addressOf(f.module, symbol) };
  const home: Home = f.home(symbol);
  switch (home.kind) {
    case 'local':
      return { kind: 'local', index: home.index, type: symbol.type };
    case 'frame':
      return { kind: 'frame', offset: home.offset };
    case 'pointer':
      f.get(home.index);
      return { kind: 'address', offset: 0 };
  }
}

/** The place an argument points to, where that is known and nothing has to be computed for it. */
export function knownPlace(f: EmitCore, pointer: Expression): Ref | null {
  const constant = constantPointer(f, pointer);
  if (constant !== null) return refOfAddress(constant);
  if (pointer.kind === 'unary' && pointer.operator === '&') return knownObject(f, pointer.operand);
  return resolve(pointer.type).kind === 'array' ? knownObject(f, pointer) : null;
}

function knownObject(f: EmitCore, e: Expression): Ref | null {
  if (e.kind === 'identifier') {
    const symbol = f.module.canonical(e.symbol);
    if (symbol.kind !== 'variable') return null;
    const global = symbol.scope === 'global' || symbol.storage === 'static' || symbol.address !== undefined;
    if (!global && f.homes.get(symbol)?.kind !== 'frame') return null;
    return symbolRef(f, symbol, e.line);
  }
  if (e.kind === 'member' && !e.arrow && e.path.at(-1)!.bits === undefined) {
    const object = knownObject(f, e.object);
    return object && shifted(object, f.module.memberOffset(e));
  }
  return null;
}

/** What a pointer points to; `moving`: an index is added to it. */
function pointerRef(f: EmitCore, pointer: Expression, offset: number, moving = false): Ref {
  const constant = constantPointer(f, pointer);
  if (constant !== null) return refOfAddress(constant + offset);
  if (pointer.kind === 'identifier' && !moving && f.pointed.size > 0) {
    const place = f.pointed.get(pointer.symbol);
    if (place) return shifted(place, offset);
  }
  if (pointer.kind === 'unary' && pointer.operator === '&') return shifted(refOf(f, pointer.operand), offset);
  if (
    pointer.kind === 'cast' &&
    isPointer(f.decay(pointer.type)) &&
    pointer.operand.kind === 'unary' &&
    pointer.operand.operator === '&' &&
    isStorage(pointer.operand.operand)
  ) {
    return shifted(refOf(f, pointer.operand.operand), offset);
  }
  if (
    pointer.kind === 'binary' &&
    (pointer.operator === '+' || pointer.operator === '-') &&
    isPointer(f.decay(pointer.type))
  ) {
    const type = f.decay(pointer.type);
    const leftPointer = isPointer(f.decay(pointer.left.type));
    const base = leftPointer ? pointer.left : pointer.right;
    const by = leftPointer ? pointer.right : pointer.left;
    if (isPointer(type) && typeof by.constant === 'bigint' && !isVariableLength(resolve(type.to))) {
      const bytes = Number(by.constant) * sizeOf(type.to, f.unit.target) * (pointer.operator === '-' ? -1 : 1);
      if (bytes + offset >= 0 && bytes + offset < 65536) return pointerRef(f, base, offset + bytes);
    }
  }
  if (resolve(pointer.type).kind === 'array') return shifted(refOf(f, pointer), offset);
  f.expression(pointer);
  return { kind: 'address', offset };
}

function isStorage(e: Expression): boolean {
  return e.kind === 'identifier' || (e.kind === 'member' && !e.arrow) || e.kind === 'index';
}

function memberRef(f: EmitCore, e: Member): Ref {
  const offset = f.module.memberOffset(e);
  if (e.arrow) return pointerRef(f, e.object, offset);
  return shifted(refOf(f, e.object), offset);
}

function indexRef(f: EmitCore, e: Expression & { kind: 'index' }, addressOnly: boolean): Ref {
  const array = resolve(e.array.type);
  const element = e.type;
  if (isVariableLength(resolve(element))) {
    valueAs(f, e.array, pointerTo(element));
    valueAs(f, e.index, f.unit.types.int);
    sizeOfRuntime(f, element);
    f.op(op.i32Mul, op.i32Add);
    return { kind: 'address', offset: 0 };
  }
  const size = sizeOf(element, f.unit.target);
  const constant = typeof e.index.constant === 'bigint' ? Number(e.index.constant) : null;
  const isArray = array.kind === 'array' && !isVariableLength(array);
  const base = isArray ? refOf(f, e.array, addressOnly) : pointerRef(f, e.array, 0, constant === null);
  const length = isArray ? array.length : null;
  // A last member of one or no element is a flexible array in disguise.
  const bounded = length !== null && !(e.array.kind === 'member' && length <= 1);
  if (constant !== null) {
    if (bounded && (constant < 0 || constant > length || (constant === length && !addressOnly)))
      note(f, NOTE.bounds, constant, length, e.line);
    const bytes = constant * size;
    if (!Number.isSafeInteger(bytes) || Math.abs(bytes) > 0x7fff_ffff) {
      // Far outside of everything: the address wraps as the machine's would.
      addressOfRef(f, base);
      f.i32(Number(BigInt.asIntN(32, BigInt(constant) * BigInt(size))));
      f.op(op.i32Add);
      return { kind: 'address', offset: 0 };
    }
    if (base.kind === 'local' || bytes >= 0) return shifted(base, bytes);
    addressOfRef(f, base);
    f.i32(bytes);
    f.op(op.i32Add);
    return { kind: 'address', offset: 0 };
  }
  // The moving part: base (if any on the stack) + index * size.
  const onStack = base.kind === 'raw' || base.kind === 'address';
  const indexType = f.decay(e.index.type);
  f.expression(e.index);
  if (valueType(indexType) === I64) f.op(op.i32WrapI64);
  const fits = bounded && surelyBelow(f, e.index, length + (addressOnly ? 1 : 0));
  if (bounded && !fits) checkBelow(f, length + (addressOnly ? 1 : 0), NOTE.bounds, length, e.line);
  if (size !== 1) {
    if (Number.isInteger(Math.log2(size))) {
      f.i32(Math.log2(size));
      f.op(op.i32Shl);
    } else {
      f.i32(size);
      f.op(op.i32Mul);
    }
  }
  switch (base.kind) {
    case 'frame':
      f.get(f.fp());
      f.op(op.i32Add);
      return { kind: 'raw', offset: base.offset };
    case 'fixed':
      // What lies before an array is memory on a chip; an offset in the instruction would carry a negative index out of it all.
      if (!fits && !f.unit.deaf && isInt(indexType) && indexType.signed) {
        f.i32(base.offset);
        f.op(op.i32Add);
        return { kind: 'raw', offset: 0 };
      }
      return { kind: 'raw', offset: base.offset };
    case 'host':
      f.i32(base.address);
      f.op(op.i32Add);
      return { kind: 'address', offset: 0 };
    default:
      if (!onStack) throw new SyntaxProblem('this cannot be indexed', e.line, 'type');
      f.op(op.i32Add);
      return base;
  }
}

/** A known array or struct of this function, given its values. */
function compoundLiteral(f: EmitCore, e: Expression & { kind: 'compound-literal' }): Ref {
  const type = resolve(e.type);
  const home = f.home(e.symbol);
  if (home.kind === 'local') {
    valueAs(f, e.initializer.items[0]?.value ?? e, type);
    f.set(home.index);
    return { kind: 'local', index: home.index, type };
  }
  if (home.kind !== 'frame')
    throw new SyntaxProblem('a compound literal of this type is not supported', e.line, 'type');
  initialiseAt(f, { kind: 'frame', offset: home.offset }, e.type, e.initializer);
  return { kind: 'frame', offset: home.offset };
}
