/**
 * Conversions between C types (C11 6.3). Integers narrower than 32 bits are kept in an i32 that holds exactly their
 * value.
 */
import type { Expression } from '../ast.ts';
import { isVariableLength } from '../semantics/values.ts';
import { isFloat, isInt, resolve, sizeOf, type Type } from '../types.ts';
import { valueType } from './abi.ts';
import type { EmitCore } from './core.ts';
import { constantOf } from './globals.ts';
import { F32, F64, I32, I64, op } from './wasm.ts';

/** i32.trunc_sat and relatives: the byte after 0xfc. */
const TRUNC_SAT = { i32F32S: 0, i32F32U: 1, i32F64S: 2, i32F64U: 3, i64F32S: 4, i64F32U: 5, i64F64S: 6, i64F64U: 7 };

/** The value on the stack, of one type, in another. */
export function convert(f: EmitCore, fromType: Type, toType: Type): void {
  const from = f.decay(fromType);
  const to = f.decay(toType);
  if (to.kind === 'void' || from.kind === 'struct' || from === to) return;
  if (from.kind === 'void' && to.kind !== 'struct') {
    // A call that returns nothing left no value; whatever wanted one gets a zero.
    f.constant(0n, to);
    return;
  }
  if (isInt(to) && to.rank === 0) {
    if (isInt(from) && from.rank === 0) return;
    truth(f, from);
    return;
  }
  if (isFloat(from)) {
    if (isFloat(to)) {
      if (from.bytes === 8 && to.bytes === 4) f.op(op.f32DemoteF64);
      else if (from.bytes === 4 && to.bytes === 8) f.op(op.f64PromoteF32);
      return;
    }
    const wide = from.bytes === 8;
    if (isInt(to) && to.bytes === 8) {
      f.op(
        0xfc,
        to.signed ? (wide ? TRUNC_SAT.i64F64S : TRUNC_SAT.i64F32S) : wide ? TRUNC_SAT.i64F64U : TRUNC_SAT.i64F32U,
      );
    } else if (isInt(to) && to.bytes === 4 && !to.signed) {
      // As common machines do it: through 64 bits, so that negative values wrap.
      f.op(0xfc, wide ? TRUNC_SAT.i64F64S : TRUNC_SAT.i64F32S, op.i32WrapI64);
    } else {
      f.op(0xfc, wide ? TRUNC_SAT.i32F64S : TRUNC_SAT.i32F32S);
      f.normalise(to);
    }
    return;
  }
  const fromWide = isInt(from) && from.bytes === 8;
  const fromSigned = isInt(from) && from.signed;
  if (isFloat(to)) {
    if (fromWide) f.op(to.bytes === 4 ? (fromSigned ? 0xb4 : 0xb5) : fromSigned ? 0xb9 : 0xba);
    else f.op(to.bytes === 4 ? (fromSigned ? 0xb2 : 0xb3) : fromSigned ? 0xb7 : 0xb8);
    return;
  }
  const toWide = isInt(to) && to.bytes === 8;
  if (fromWide) {
    if (toWide) return;
    f.op(op.i32WrapI64);
    f.normalise(to);
    return;
  }
  if (toWide) {
    f.op(fromSigned ? op.i64ExtendI32S : op.i64ExtendI32U);
    return;
  }
  if (!isInt(to) || to.bytes === 4) return;
  if (isInt(from)) {
    // Nothing to cut where every value of the source fits.
    if (from.bytes < to.bytes && (!from.signed || to.signed)) return;
    if (from.bytes === to.bytes && from.signed === to.signed) return;
  }
  f.normalise(to);
}

/** A scalar on the stack becomes 0 or 1. */
export function truth(f: EmitCore, type: Type): void {
  switch (valueType(type)) {
    case I64:
      f.op(op.i64Eqz, op.i32Eqz);
      break;
    case F32:
      f.op(op.f32Const);
      f.code.f32(0);
      f.op(op.f32Ne);
      break;
    case F64:
      f.op(op.f64Const);
      f.code.f64(0);
      f.op(op.f64Ne);
      break;
    default:
      f.op(op.i32Eqz, op.i32Eqz);
  }
}

/** The value of an expression in a type. */
export function valueAs(f: EmitCore, e: Expression, type: Type): void {
  // A constant operand never hides a call: folding stops there, except behind && and ||, which do not evaluate it.
  if (e.constant !== undefined && e.kind !== 'comma') {
    const value = constantOf(f.module, e, type);
    if (value !== null && resolve(type).kind !== 'struct') {
      f.constant(wrapFor(value, type), type);
      return;
    }
  }
  f.expression(e);
  convert(f, e.type, type);
}

/** An i32 that is not zero where the expression is true. */
export function condition(f: EmitCore, e: Expression): void {
  if (e.constant !== undefined) {
    f.i32(e.constant ? 1 : 0);
    return;
  }
  if (e.kind === 'unary' && e.operator === '!') {
    const type = f.decay(e.operand.type);
    if (valueType(type) === I64) {
      f.expression(e.operand);
      f.op(op.i64Eqz);
      return;
    }
    if (valueType(type) === I32) {
      condition(f, e.operand);
      f.op(op.i32Eqz);
      return;
    }
  }
  const type = f.decay(e.type);
  f.expression(e);
  if (valueType(type) !== I32) truth(f, type);
}

/** The size of a type in bytes, computed where it depends on a length. */
export function sizeOfRuntime(f: EmitCore, type: Type): void {
  const known = resolve(type);
  if (known.kind === 'array' && isVariableLength(known)) {
    if (known.lengthOf) valueAs(f, known.lengthOf, f.unit.types.int.bytes === 4 ? f.unit.types.int : f.unit.types.long);
    else f.i32(known.length ?? 0);
    sizeOfRuntime(f, known.of);
    f.op(op.i32Mul);
    return;
  }
  f.i32(sizeOf(known, f.unit.target));
}

/** A constant cut to what its type holds. */
export function wrapFor(value: bigint | number, type: Type): bigint | number {
  const known = resolve(type);
  if (isInt(known)) {
    const whole = typeof value === 'bigint' ? value : BigInt(Math.trunc(value));
    if (known.rank === 0) return whole === 0n ? 0n : 1n;
    return known.signed ? BigInt.asIntN(known.bytes * 8, whole) : BigInt.asUintN(known.bytes * 8, whole);
  }
  return value;
}
