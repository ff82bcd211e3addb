/** Builtins on integers that take more than one instruction: overflow, byte order. */
import type { Call, Expression } from '../ast.ts';
import { type IntType, isInt, isPointer, pointerTo, resolve } from '../types.ts';
import { store } from './access.ts';
import { arithmetic } from './arithmetic.ts';
import { convert, valueAs } from './convert.ts';
import type { EmitCore } from './core.ts';
import { I32, I64, op } from './wasm.ts';

/** The operator in `__builtin_add_overflow` and the like. */
const overflowing = ({ builtin }: Call): string =>
  builtin!.includes('add') ? '+' : builtin!.includes('sub') ? '-' : '*';

/** Overflow of 64 bits, for operands of the result's own signedness. */
function wideOverflow(f: EmitCore, e: Call, to: IntType): void {
  const [a, b, result] = [f.temp(I64), f.temp(I64), f.temp(I64)];
  valueAs(f, e.args[0]!, to);
  f.set(a);
  valueAs(f, e.args[1]!, to);
  f.set(b);
  const kind = overflowing(e);
  f.get(a);
  f.get(b);
  arithmetic(f, kind, to, e.line);
  f.set(result);
  valueAs(f, e.args[2]!, pointerTo(to));
  f.get(result);
  store(f, { kind: 'address', offset: 0 }, to, e.line);
  const push = (...locals: number[]): void => {
    for (const local of locals) f.get(local);
  };
  if (kind === '*') {
    // a * b / a is b again unless bits were lost; 0 and the one quotient that does not exist are taken out first.
    push(a);
    f.op(op.i64Eqz);
    f.block(op.if, I32);
    f.i32(0);
    f.else();
    if (to.signed) {
      push(a);
      f.i64(-1n);
      f.op(op.i64Eq);
      push(b);
      f.i64(-(1n << 63n));
      f.op(op.i64Eq, op.i32And);
      f.block(op.if, I32);
      f.i32(1);
      f.else();
    }
    push(result, a);
    f.op(to.signed ? 0x7f : 0x80);
    push(b);
    f.op(op.i64Ne);
    if (to.signed) f.end();
    f.end();
  } else if (to.signed) {
    push(a, result);
    f.op(op.i64Xor);
    if (kind === '+') push(b, result);
    else push(a, b);
    f.op(op.i64Xor, op.i64And);
    f.i64(63n);
    f.op(op.i64ShrU, op.i32WrapI64);
  } else {
    if (kind === '+') push(result, a);
    else push(a, b);
    f.op(0x54);
  }
  for (const local of [a, b, result]) f.release(I64, local);
}

/** The value with its bytes in the opposite order. */
export function byteSwap(f: EmitCore, value: Expression, bytes: number): void {
  const wide = bytes === 8;
  const wasm = wide ? I64 : I32;
  const temp = f.temp(wasm);
  const push = (n: bigint): void => (wide ? f.i64(n) : f.i32(Number(n)));
  valueAs(f, value, wide ? f.unit.types.ullong : { ...f.unit.types.uint, bytes: 4 });
  f.set(temp);
  for (let i = 0; i < bytes; i++) {
    f.get(temp);
    push(BigInt(i * 8));
    f.op(wide ? op.i64ShrU : op.i32ShrU);
    push(255n);
    f.op(wide ? op.i64And : op.i32And);
    push(BigInt((bytes - 1 - i) * 8));
    f.op(wide ? op.i64Shl : op.i32Shl);
    if (i > 0) f.op(wide ? op.i64Or : op.i32Or);
  }
  f.release(wasm, temp);
}

/** Stores the result, leaves 1 where it was cut. */
export function overflow(f: EmitCore, e: Call): void {
  // Computed in 64 bits; exact for operands of up to 32 bits, which is what it is used for.
  const pointer = f.decay(e.args[2]!.type);
  const to = isPointer(pointer) ? resolve(pointer.to) : f.unit.types.int;
  const { llong } = f.unit.types;
  if (isInt(to) && to.bytes === 8) {
    wideOverflow(f, e, to);
    return;
  }
  const result = f.temp(I64);
  valueAs(f, e.args[0]!, llong);
  valueAs(f, e.args[1]!, llong);
  arithmetic(f, overflowing(e), llong, e.line);
  f.set(result);
  valueAs(f, e.args[2]!, pointer);
  f.get(result);
  convert(f, llong, to);
  store(f, { kind: 'address', offset: 0 }, to, e.line);
  f.get(result);
  convert(f, llong, to);
  convert(f, to, llong);
  f.get(result);
  f.op(op.i64Ne);
  f.release(I64, result);
}
