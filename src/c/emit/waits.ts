/**
 * A run that is set aside leaves all its calls and enters them again later (`Run.suspend`): each call lays its locals
 * down on the way out and takes them up on the way in.
 */
import type { Loop } from '../ast.ts';
import { GLOBAL, SLICE, WAITING } from './abi.ts';
import { LOADS, STORES } from './access.ts';
import { boundOf } from './bounds.ts';
import type { ControlEmitter } from './control.ts';
import { valueAs } from './convert.ts';
import { type Bytes, op, type ValueType, VOID } from './wasm.ts';

/** Room of one local, whatever its type. */
const LOCAL_BYTES = 8;

/** Enters a call again: takes its locals up, the outermost call first. */
export function takeUp(f: ControlEmitter, code: Bytes, parameters: readonly ValueType[]): void {
  f.kept = [...parameters, ...f.locals];
  code.bytes([op.globalGet, GLOBAL.waiting, op.i32Const, WAITING.entering, op.i32Eq, op.if, VOID]);
  code.bytes([op.globalGet, GLOBAL.saved, op.i32Const]);
  code.s(f.kept.length * LOCAL_BYTES);
  code.bytes([op.i32Sub, op.globalSet, GLOBAL.saved]);
  for (const [index, type] of f.kept.entries()) {
    code.bytes([op.globalGet, GLOBAL.saved, LOADS[type]!, 0]);
    code.u(index * LOCAL_BYTES);
    code.byte(op.localSet);
    code.u(index);
  }
  code.byte(op.end);
}

/** Lets the host know what a loop that watches something grow waits for. */
export function tellBound(f: ControlEmitter, s: Loop): void {
  const bound = f.unit.everyTurn ? null : boundOf(s);
  if (!bound) return;
  const { uint } = f.unit.types;
  f.i32(bound.more);
  for (const part of bound.parts) {
    valueAs(f, part, uint);
    f.op(op.i32Add);
  }
  f.op(op.globalSet, GLOBAL.bound);
  f.i32(bound.line);
  f.op(op.globalSet, GLOBAL.boundLine);
}

/** Leaves a call to wait: lays its locals down, the innermost call's first. */
export function layDown(f: ControlEmitter, line: number): void {
  f.op(op.globalGet, GLOBAL.waiting, op.i32Const, WAITING.leaving, op.i32Eq);
  f.rarely();
  f.i32(SLICE.saved - f.kept.length * LOCAL_BYTES);
  f.op(op.globalGet, GLOBAL.saved);
  f.i32(SLICE.bytes - 1);
  f.op(op.i32And, op.i32LtS);
  f.rarely();
  f.trap('stack-overflow:the calls nest so deeply that the stack is full', line);
  f.end();
  for (const [index, type] of f.kept.entries()) {
    f.op(op.globalGet, GLOBAL.saved);
    f.get(index);
    f.memory(STORES[type]!, index * LOCAL_BYTES);
  }
  f.op(op.globalGet, GLOBAL.saved);
  f.i32(f.kept.length * LOCAL_BYTES);
  f.op(op.i32Add, op.globalSet, GLOBAL.saved);
  f.end();
}
