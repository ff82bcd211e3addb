/**
 * Variables and texts that are there from the start: their addresses, what they start as, and expressions that are
 * constant once addresses are known.
 */
import type { Expression, Symbol, VariableDeclaration } from '../ast.ts';
import { placeInitializer } from '../initializers.ts';
import { alignOf, isFloat, isInt, resolve, sizeOf, type Type } from '../types.ts';
import { BASE } from './abi.ts';
import type { ModuleEmitter } from './module.ts';

/** Raw address (offset in the module's memory) of a global or static variable. */
export function addressOf(m: ModuleEmitter, symbol: Symbol): number {
  const known = m.addresses.get(symbol);
  if (known !== undefined) return known;
  const size = Math.max(sizeOf(symbol.type, m.unit.target), extent(m, symbol));
  const at = m.image.reserve(size, Math.max(alignOf(symbol.type, m.unit.target), size >= 16 ? 8 : 4));
  if (m.image.full && !m.tooBig) {
    const message = `${symbol.name} needs ${size} bytes: the global variables need more memory than there is`;
    m.tooBig = { line: symbol.line, message };
    m.unit.note('error', 'too-big', m.tooBig.message, symbol.line);
  }
  m.addresses.set(symbol, at);
  if (symbol.unknown && typeof symbol.constant === 'bigint') m.image.writeInt(at, symbol.constant, 4);
  const declaration = symbol.variable;
  if (declaration?.initializer) initialise(m, declaration, at);
  return at;
}

/** Bytes that an initialiser of a struct with a flexible array member reaches to. */
function extent(m: ModuleEmitter, symbol: Symbol): number {
  const type = resolve(symbol.type);
  const value = symbol.variable?.initializer;
  if (type.kind !== 'struct' || value?.kind !== 'initializer-list' || !hasFlexibleArray(type)) return 0;
  const { target } = m.unit;
  let end = 0;
  placeInitializer(type, value, target, ({ offset, type: part, value: text }) => {
    const size =
      text.kind === 'string' && part.kind === 'array'
        ? (part.length ?? text.codes.length + 1) * sizeOf(part.of, target)
        : sizeOf(part, target);
    end = Math.max(end, offset + size);
  });
  return end;
}

function initialise(m: ModuleEmitter, declaration: VariableDeclaration, at: number): void {
  const { symbol, initializer } = declaration;
  if (!initializer) return;
  const constant = !declaration.constructorArgs && storeConstant(m, at, symbol.type, initializer);
  if (!constant) m.dynamic.push(declaration);
}

/** Writes an initialiser into the memory image; false where some of it is not constant. */
function storeConstant(
  m: ModuleEmitter,
  at: number,
  type: Type,
  value: Expression,
  field?: { bits?: number; bit?: number },
): boolean {
  const known = resolve(type);
  if (value.kind === 'initializer-list' || (value.kind === 'string' && known.kind === 'array')) {
    if (value.kind === 'string') return storeString(m, at, known, value);
    let whole = true;
    placeInitializer(type, value, m.unit.target, (placed) => {
      whole = storeConstant(m, at + placed.offset, placed.type, placed.value, placed.field) && whole;
    });
    return whole;
  }
  if (known.kind === 'struct') {
    if (value.kind === 'compound-literal') return storeConstant(m, at, type, value.initializer);
    return false;
  }
  const constant = constantOf(m, value, known);
  if (constant === null) return false;
  if (isFloat(known)) {
    m.image.writeFloat(at, Number(constant), known.bytes);
    return true;
  }
  let bits = typeof constant === 'bigint' ? constant : BigInt(Math.trunc(constant));
  const size = sizeOf(known, m.unit.target);
  if (field?.bits !== undefined) {
    const mask = (1n << BigInt(field.bits)) - 1n;
    const shift = BigInt(field.bit ?? 0);
    const old = m.image.readInt(at, 8);
    bits = (old & ~(mask << shift)) | ((bits & mask) << shift);
    m.image.writeInt(at, bits, 8);
    return true;
  }
  m.image.writeInt(at, bits, size);
  return true;
}

function storeString(m: ModuleEmitter, at: number, type: Type, value: Expression & { kind: 'string' }): boolean {
  if (type.kind !== 'array') return false;
  const size = sizeOf(type.of, m.unit.target);
  const length = type.length ?? value.codes.length + 1;
  value.codes.slice(0, length).forEach((code, i) => {
    m.image.writeInt(at + i * size, BigInt(code), size);
  });
  return true;
}

/** C address of a string literal; equal texts share one. */
export function textAddress(m: ModuleEmitter, value: Expression & { kind: 'string' }): number {
  const size = value.type.kind === 'array' ? sizeOf(value.type.of, m.unit.target) : 1;
  const key = `${size}:${value.codes.join()}`;
  let at = m.texts.get(key);
  if (at === undefined) {
    at = m.image.reserve((value.codes.length + 1) * size, Math.max(size, 1));
    for (const [i, code] of value.codes.entries()) m.image.writeInt(at + i * size, BigInt(code), size);
    m.texts.set(key, at);
  }
  return at + BASE;
}

/** The constant an expression has once addresses are known. */
export function constantOf(m: ModuleEmitter, e: Expression, type: Type): bigint | number | null {
  if (e.constant !== undefined) {
    return converted(e.constant, type);
  }
  const address = addressConstant(m, e);
  return address === null ? null : converted(address, type);
}

function converted(value: bigint | number, type: Type): bigint | number | null {
  const known = resolve(type);
  if (isFloat(known)) return known.bytes === 4 ? Math.fround(Number(value)) : Number(value);
  if (typeof value === 'number') {
    if (!Number.isFinite(value)) return null;
    if (isInt(known) && known.rank === 0) return value !== 0 ? 1n : 0n;
    return BigInt(Math.trunc(value));
  }
  if (isInt(known) && known.rank === 0) return value ? 1n : 0n;
  return value;
}

function addressConstant(m: ModuleEmitter, e: Expression): bigint | null {
  switch (e.kind) {
    case 'string':
      return BigInt(textAddress(m, e));
    case 'identifier':
      if (e.symbol.kind === 'function') return BigInt(m.functionAddress(e.symbol));
      return resolve(e.type).kind === 'array'
        ? objectAddress(m, e)
        : e.symbol.constant !== undefined && !e.symbol.unknown
          ? BigInt(e.symbol.constant as bigint)
          : null;
    case 'unary':
      if (e.operator === '&') {
        if (e.operand.kind === 'identifier' && e.operand.symbol.kind === 'function')
          return BigInt(m.functionAddress(e.operand.symbol));
        return objectAddress(m, e.operand);
      }
      return null;
    case 'cast': {
      const inner = e.operand.constant ?? addressConstant(m, e.operand);
      const to = resolve(e.type);
      return typeof inner === 'bigint' && (to.kind === 'pointer' || (to.kind === 'int' && to.bytes >= 4))
        ? inner
        : null;
    }
    case 'member':
    case 'index':
      return resolve(e.type).kind === 'array' ? objectAddress(m, e) : null;
    case 'binary': {
      const type = resolve(e.type);
      if (type.kind !== 'pointer' && !(type.kind === 'int' && type.bytes >= 4)) return null;
      const left = e.left.constant ?? addressConstant(m, e.left);
      const right = e.right.constant ?? addressConstant(m, e.right);
      if (typeof left !== 'bigint' || typeof right !== 'bigint') return null;
      const of = resolve(e.operandType);
      const scale =
        of.kind === 'pointer' && type.kind === 'pointer' ? BigInt(Math.max(1, sizeOf(of.to, m.unit.target))) : 1n;
      const leftType = resolve(e.left.type);
      const leftIsPointer = leftType.kind === 'pointer' || leftType.kind === 'array';
      if (e.operator === '+') return leftIsPointer ? left + right * scale : left * scale + right;
      if (e.operator === '-') return left - right * scale;
      return null;
    }
    case 'conditional': {
      if (e.condition.constant === undefined) return null;
      const chosen = e.condition.constant ? (e.then ?? e.condition) : e.otherwise;
      const value = chosen.constant ?? addressConstant(m, chosen);
      return typeof value === 'bigint' ? value : null;
    }
    case 'compound-literal':
      return resolve(e.type).kind === 'array' ? objectAddress(m, e) : null;
    default:
      return null;
  }
}

function objectAddress(m: ModuleEmitter, e: Expression): bigint | null {
  switch (e.kind) {
    case 'string':
      return BigInt(textAddress(m, e));
    case 'identifier':
      if (e.symbol.address !== undefined) return BigInt(e.symbol.address);
      if (e.symbol.kind !== 'variable' || (e.symbol.scope !== 'global' && e.symbol.storage !== 'static')) return null;
      return BigInt(addressOf(m, m.canonical(e.symbol)) + BASE);
    case 'compound-literal': {
      if (e.symbol.scope !== 'global') return null;
      const fresh = !m.addresses.has(e.symbol);
      const at = addressOf(m, e.symbol);
      if (fresh && !storeConstant(m, at, e.type, e.initializer)) return null;
      return BigInt(at + BASE);
    }
    case 'unary': {
      if (e.operator !== '*') return null;
      const value = e.operand.constant ?? addressConstant(m, e.operand);
      return typeof value === 'bigint' ? value : null;
    }
    case 'member': {
      const base = e.arrow ? (e.object.constant ?? addressConstant(m, e.object)) : objectAddress(m, e.object);
      if (typeof base !== 'bigint') return null;
      return base + BigInt(m.memberOffset(e));
    }
    case 'index': {
      if (typeof e.index.constant !== 'bigint') return null;
      const base =
        resolve(e.array.type).kind === 'array'
          ? objectAddress(m, e.array)
          : (e.array.constant ?? addressConstant(m, e.array));
      if (typeof base !== 'bigint') return null;
      return base + e.index.constant * BigInt(sizeOf(e.type, m.unit.target));
    }
    default:
      return null;
  }
}

function hasFlexibleArray(type: Type): boolean {
  const known = resolve(type);
  if (known.kind !== 'struct') return known.kind === 'array' && known.length === null;
  const last = known.definition.fields.at(-1);
  return last !== undefined && hasFlexibleArray(last.type);
}
