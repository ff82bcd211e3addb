/** Bit-fields: the container is read and written, the field cut out of it or merged into it. */
import type { Expression } from '../ast.ts';
import { type Field, isInt, resolve, type Type, unqualified } from '../types.ts';
import { SyntaxProblem } from '../unit.ts';
import { valueType } from './abi.ts';
import { isKnown, load, storeBase, storeOver } from './access.ts';
import type { EmitCore, KnownPlace, Ref } from './core.ts';
import { I32, I64, op } from './wasm.ts';

export interface BitField {
  /** Bytes read and written at once. */
  container: Type;
  bits: number;
  bit: number;
  signed: boolean;
  type: Type;
}

/** How a field lies in the bytes that are read and written for it. */
export function bitField(f: EmitCore, field: Field): BitField {
  const type = resolve(field.type);
  if (!isInt(type)) throw new SyntaxProblem('a bit-field of this type is not supported', field.line, 'type');
  let container: Type = { ...unqualified(type), signed: false, rank: 3 };
  const last = (field.bit ?? 0) + field.bits!;
  if (last > type.bytes * 8) {
    // A packed field that straddles its unit.
    if (last > 64) throw new SyntaxProblem('a packed bit-field of this width is not supported', field.line, 'type');
    container = f.unit.types.ullong;
  } else if (type.rank === 0) container = f.unit.types.uchar;
  return { container, bits: field.bits!, bit: field.bit ?? 0, signed: type.signed && type.rank !== 0, type };
}

/** The bit-field that an expression names; null where it names none. */
export function fieldOf(f: EmitCore, e: Expression): BitField | null {
  if (e.kind !== 'member') return null;
  const field = e.path.at(-1)!;
  f.module.memberOffset(e);
  return field.bits === undefined ? null : bitField(f, field);
}

/** Reads a field. */
export function readBits(f: EmitCore, ref: Ref, field: BitField, line: number): void {
  load(f, ref, field.container, line);
  extractBits(f, field);
}

/** Container on the stack -> value of the field. */
export function extractBits(f: EmitCore, field: BitField): void {
  const wide = valueType(field.container) === I64;
  const width = wide ? 64 : 32;
  const push = (n: number): void => (wide ? f.i64(BigInt(n)) : f.i32(n));
  if (field.signed) {
    push(width - field.bit - field.bits);
    f.op(wide ? op.i64Shl : op.i32Shl);
    push(width - field.bits);
    f.op(wide ? op.i64ShrS : op.i32ShrS);
  } else {
    if (field.bit > 0) {
      push(field.bit);
      f.op(wide ? op.i64ShrU : op.i32ShrU);
    }
    if (field.bits < width) {
      if (wide) f.i64((1n << BigInt(field.bits)) - 1n);
      else f.i32(Number((1n << BigInt(field.bits)) - 1n));
      f.op(wide ? op.i64And : op.i32And);
    }
  }
  if (wide && valueType(field.type) === I32) f.op(op.i32WrapI64);
}

/** Writes the local `value` (of the field's type) into a field at a place that needs nothing from the stack. */
export function writeBits(
  f: EmitCore,
  ref: KnownPlace | (Ref & { kind: 'host' | 'local' }),
  field: BitField,
  value: number,
  line: number,
): void {
  if (isKnown(ref)) storeBase(f, ref);
  load(f, ref, field.container, line);
  mergeBits(f, field, value);
  storeOver(f, ref, field.container, line);
}

/** Old container on the stack -> new container. */
export function mergeBits(f: EmitCore, field: BitField, value: number): void {
  const wide = valueType(field.container) === I64;
  const mask = ((1n << BigInt(field.bits)) - 1n) << BigInt(field.bit);
  if (wide) f.i64(BigInt.asIntN(64, ~mask));
  else f.i32(Number(BigInt.asIntN(32, ~mask)));
  f.op(wide ? op.i64And : op.i32And);
  f.get(value);
  if (wide && valueType(field.type) === I32) f.op(op.i64ExtendI32U);
  if (field.bit > 0) {
    if (wide) f.i64(BigInt(field.bit));
    else f.i32(field.bit);
    f.op(wide ? op.i64Shl : op.i32Shl);
  }
  if (wide) f.i64(BigInt.asIntN(64, mask));
  else f.i32(Number(BigInt.asIntN(32, mask)));
  f.op(wide ? op.i64And : op.i32And, wide ? op.i64Or : op.i32Or);
}
