/** Constants: folded as the target computes them (C11 6.6), and addresses that are known. */
import type { Expression } from '../ast.ts';
import {
  type IntType,
  isFloat,
  isInt,
  isPointer,
  type PointerType,
  resolve,
  sizeOf,
  type Type,
  wrapInt,
} from '../types.ts';
import type { Unit } from '../unit.ts';
import { decay } from './values.ts';

const REALS: Readonly<Record<string, (a: number, b: number) => number>> = {
  '+': (a, b) => a + b,
  '-': (a, b) => a - b,
  '*': (a, b) => a * b,
  '/': (a, b) => a / b,
};
const INTEGERS: Readonly<Record<string, (a: bigint, b: bigint) => bigint>> = {
  '+': (a, b) => a + b,
  '-': (a, b) => a - b,
  '*': (a, b) => a * b,
  '/': (a, b) => a / b,
  '%': (a, b) => a % b,
  '&': (a, b) => a & b,
  '|': (a, b) => a | b,
  '^': (a, b) => a ^ b,
};

/** Converts a constant; undefined where it has none in that type. */
export function convertConstant(value: bigint | number | undefined, to: Type): bigint | number | undefined {
  if (value === undefined) return undefined;
  const type = resolve(to);
  if (isInt(type)) {
    if (typeof value === 'bigint') return wrapInt(value, type);
    if (type.rank === 0) return value !== 0 ? 1n : 0n;
    return saturate(value, type);
  }
  if (isFloat(type)) {
    const n = Number(value);
    return type.bytes === 4 ? Math.fround(n) : n;
  }
  if (isPointer(type)) return typeof value === 'bigint' ? BigInt.asUintN(32, value) : undefined;
  return undefined;
}

/** The value of a binary operation on constants; undefined where it has none. */
export function fold(
  unit: Unit,
  operator: string,
  left: Expression,
  right: Expression,
  operandType: Type,
  type: Type,
): bigint | number | undefined {
  if (left.constant === undefined) return undefined;
  if (operator === '&&' && !left.constant) return 0n;
  if (operator === '||' && left.constant) return 1n;
  if (right.constant === undefined) return undefined;
  if (operator === '&&' || operator === '||') return right.constant ? 1n : 0n;
  if (isPointer(operandType)) {
    if (typeof left.constant !== 'bigint' || typeof right.constant !== 'bigint') return undefined;
    const size = BigInt(Math.max(1, sizeOf(operandType.to, unit.target)));
    const a = left.constant;
    const b = right.constant;
    if (isPointer(type)) {
      const scaled = isPointer(decay(left.type)) ? [a, b] : [b, a];
      const value = operator === '+' ? scaled[0]! + scaled[1]! * size : scaled[0]! - scaled[1]! * size;
      return BigInt.asUintN(32, value);
    }
    if (operator === '-') return (a - b) / size;
    return compare(operator, BigInt.asUintN(32, a), BigInt.asUintN(32, b));
  }
  const a = convertConstant(left.constant, operandType);
  if (operator === '<<' || operator === '>>') {
    if (typeof a !== 'bigint' || typeof right.constant !== 'bigint' || !isInt(type)) return undefined;
    const by = right.constant;
    if (by < 0n || by >= BigInt(type.bytes * 8)) return undefined;
    return wrapInt(operator === '<<' ? a << by : a >> by, type);
  }
  const b = convertConstant(right.constant, operandType);
  if (a === undefined || b === undefined) return undefined;
  if (typeof a === 'number' && typeof b === 'number') {
    const narrow = (n: number): number => (isFloat(type) && type.bytes === 4 ? Math.fround(n) : n);
    const real = REALS[operator];
    return real ? narrow(real(a, b)) : compare(operator, a, b);
  }
  if (typeof a !== 'bigint' || typeof b !== 'bigint') return undefined;
  if (!isInt(type)) return undefined;
  if (b === 0n && (operator === '/' || operator === '%')) return undefined;
  const whole = INTEGERS[operator];
  return whole ? wrapInt(whole(a, b), type) : compare(operator, a, b);
}

/** The address of an lvalue at a fixed place, as a bigint. */
export function constantAddress(unit: Unit, e: Expression): bigint | undefined {
  switch (e.kind) {
    case 'identifier':
      return e.symbol.address !== undefined && e.symbol.kind === 'variable' ? BigInt(e.symbol.address) : undefined;
    case 'unary':
      return e.operator === '*' && typeof e.operand.constant === 'bigint' ? e.operand.constant : undefined;
    case 'member': {
      let base: bigint | undefined;
      if (e.arrow) base = typeof e.object.constant === 'bigint' ? e.object.constant : undefined;
      else base = constantAddress(unit, e.object);
      if (base === undefined) return undefined;
      const struct = resolve(e.arrow ? (decay(e.object.type) as PointerType).to : e.object.type);
      if (struct.kind !== 'struct' || struct.definition.open) return undefined;
      sizeOf(struct, unit.target);
      return base + BigInt(e.path.reduce((sum, field) => sum + field.offset, 0));
    }
    case 'index': {
      if (typeof e.index.constant !== 'bigint') return undefined;
      const array = resolve(e.array.type);
      const base =
        array.kind === 'array'
          ? constantAddress(unit, e.array)
          : typeof e.array.constant === 'bigint'
            ? e.array.constant
            : undefined;
      if (base === undefined) return undefined;
      return base + e.index.constant * BigInt(sizeOf(e.type, unit.target));
    }
    default:
      return undefined;
  }
}

/** A floating constant as an integer: what does not fit becomes the nearest value, as gcc and ARM's VCVT have it. */
function saturate(value: number, type: IntType): bigint | undefined {
  if (Number.isNaN(value)) return 0n;
  const bits = BigInt(type.bytes * 8);
  const low = type.signed ? -(1n << (bits - 1n)) : 0n;
  const high = (1n << (type.signed ? bits - 1n : bits)) - 1n;
  if (value === Number.POSITIVE_INFINITY) return high;
  if (value === Number.NEGATIVE_INFINITY) return low;
  const whole = BigInt(Math.trunc(value));
  return whole < low ? low : whole > high ? high : whole;
}

function compare(operator: string, a: bigint | number, b: bigint | number): bigint | undefined {
  switch (operator) {
    case '==':
      return a === b ? 1n : 0n;
    case '!=':
      return a !== b ? 1n : 0n;
    case '<':
      return a < b ? 1n : 0n;
    case '>':
      return a > b ? 1n : 0n;
    case '<=':
      return a <= b ? 1n : 0n;
    case '>=':
      return a >= b ? 1n : 0n;
    default:
      return undefined;
  }
}
