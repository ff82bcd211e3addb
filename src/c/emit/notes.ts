/**
 * Notes that a running program gives on undefined behaviour it survives: an index, a shift, a variable without a value.
 */
import type { Expression } from '../ast.ts';
import { isInt, resolve } from '../types.ts';
import { IMPORT } from './abi.ts';
import type { EmitCore } from './core.ts';
import { I32, op } from './wasm.ts';

/** Notes a running program can give; see the runtime for their words. */
export const NOTE = { bounds: 0, shift: 1, uninitialised: 2, overflow: 3 } as const;

/** Tells the host of undefined behaviour: what kind it is, and two numbers that its words need. */
export function note(f: EmitCore, kind: number, a: number, b: number, line: number): void {
  f.i32(kind);
  f.i32(a);
  f.i32(b);
  f.i32(line);
  f.callImport(IMPORT.note, line);
}

/** Whether an index is seen to be below a limit: masked, a remainder, or a small unsigned type. */
export function surelyBelow(f: EmitCore, index: Expression, limit: number): boolean {
  const type = f.decay(index.type);
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
export function checkBelow(f: EmitCore, limit: number, note: number, allowed: number, line: number): void {
  const value = f.temp(I32);
  f.tee(value);
  f.i32(limit);
  f.op(op.i32GeU);
  f.rarely();
  f.i32(note);
  f.get(value);
  f.i32(allowed);
  f.i32(line);
  f.callImport(IMPORT.note, line);
  f.end();
  f.get(value);
  f.release(I32, value);
}

/** A note where a variable is read that never got a value. */
export function checkGiven(f: EmitCore, e: Expression): void {
  if (e.kind !== 'identifier' || f.flags.size === 0) return;
  const flag = f.flags.get(e.symbol);
  if (flag === undefined || f.sure.has(e.symbol)) return;
  f.get(flag);
  f.op(op.i32Eqz);
  f.rarely();
  note(f, NOTE.uninitialised, f.module.noteText(e.name), 0, e.line);
  f.end();
}
