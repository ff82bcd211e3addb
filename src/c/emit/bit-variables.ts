/** Bits of an 8051 that have a name of their own (`sbit LED = P1^0;`): read, written, assigned. */
import type { Expression, Symbol } from '../ast.ts';
import { sizeOf } from '../types.ts';
import { valueType } from './abi.ts';
import { isKnown, load, store } from './access.ts';
import { arithmetic, shiftBy } from './arithmetic.ts';
import { type BitField, writeBits } from './bit-fields.ts';
import { convert, valueAs } from './convert.ts';
import type { EmitCore } from './core.ts';
import { symbolRef } from './places.ts';
import { I32, I64, op } from './wasm.ts';

/** The bit on the stack, 0 or 1. */
export function readBit(f: EmitCore, symbol: Symbol, line: number): void {
  if (symbol.address !== undefined) {
    load(f, { kind: 'host', address: symbol.address | 0 }, f.unit.types.uchar, line);
    f.i32(1);
    f.op(op.i32And);
    return;
  }
  load(f, symbolRef(f, symbol.bitOf!, line), symbol.bitOf!.type, line);
  if (valueType(symbol.bitOf!.type) === I64) f.op(op.i32WrapI64);
  f.i32(symbol.bit ?? 0);
  f.op(op.i32ShrU);
  f.i32(1);
  f.op(op.i32And);
}

/** The local `value` is 0 or 1. */
export function writeBit(f: EmitCore, symbol: Symbol, value: number, line: number): void {
  if (symbol.address !== undefined) {
    f.get(value);
    store(f, { kind: 'host', address: symbol.address | 0 }, f.unit.types.uchar, line);
    return;
  }
  const base = symbol.bitOf!;
  const ref = symbolRef(f, base, line);
  const field: BitField = {
    container: { ...f.unit.types.uchar, bytes: sizeOf(base.type, f.unit.target) as 1, rank: 3 },
    bits: 1,
    bit: symbol.bit ?? 0,
    signed: false,
    type: f.unit.types.bool,
  };
  if (isKnown(ref) || ref.kind === 'host' || ref.kind === 'local') writeBits(f, ref, field, value, line);
}

/** An assignment to a bit; `wanted`: its value is left on the stack. */
export function assignBit(f: EmitCore, e: Expression & { kind: 'assignment' }, wanted: boolean): void {
  const symbol = (e.target as Expression & { kind: 'identifier' }).symbol;
  const { types } = f.unit;
  const value = f.temp(I32);
  if (e.operator === '=') valueAs(f, e.value, types.bool);
  else {
    const of = f.decay(e.operandType);
    readBit(f, symbol, e.line);
    convert(f, types.bool, of);
    const operator = e.operator.slice(0, -1);
    if (operator === '<<' || operator === '>>') shiftBy(f, operator, of, e.value, e.line);
    else {
      valueAs(f, e.value, of);
      arithmetic(f, operator, of, e.line);
    }
    convert(f, of, types.bool);
  }
  f.set(value);
  writeBit(f, symbol, value, e.line);
  if (wanted) f.get(value);
  f.release(I32, value);
}
