/**
 * A run that is set aside leaves all its calls and enters them again later (`Run.suspend`): each call lays its locals down on
 * the way out and takes them up on the way in. A class of its own, with few private names: V8 12 crashes on kept code of a
 * class that has more than 75.
 */
import type { Loop } from '../ast.ts';
import { GLOBAL, SLICE, WAITING } from './abi.ts';
import { LOADS, STORES } from './access.ts';
import { boundOf } from './bounds.ts';
import { valueAs } from './convert.ts';
import { EmitCore } from './core.ts';
import { type Bytes, op, type ValueType, VOID } from './wasm.ts';

/** Room of one local, whatever its type. */
const LOCAL_BYTES = 8;

export abstract class WaitEmitter extends EmitCore {
  /** The run may be set aside in this function. */
  resumes = false;
  /** What outlives that: parameters and locals. */
  private kept: ValueType[] = [];

  private get keptBytes(): number {
    return this.kept.length * LOCAL_BYTES;
  }

  /** Enters a call again: takes its locals up, the outermost call first. */
  takeUp(code: Bytes, parameters: readonly ValueType[]): void {
    this.kept = [...parameters, ...this.locals];
    code.bytes([op.globalGet, GLOBAL.waiting, op.i32Const, WAITING.entering, op.i32Eq, op.if, VOID]);
    code.bytes([op.globalGet, GLOBAL.saved, op.i32Const]);
    code.s(this.keptBytes);
    code.bytes([op.i32Sub, op.globalSet, GLOBAL.saved]);
    for (const [index, type] of this.kept.entries()) {
      code.bytes([op.globalGet, GLOBAL.saved, LOADS[type]!, 0]);
      code.u(index * LOCAL_BYTES);
      code.byte(op.localSet);
      code.u(index);
    }
    code.byte(op.end);
  }

  /** Lets the host know what a loop that watches something grow waits for. */
  tellBound(s: Loop): void {
    const bound = this.unit.everyTurn ? null : boundOf(s);
    if (!bound) return;
    const { uint } = this.unit.types;
    this.i32(bound.more);
    for (const part of bound.parts) {
      valueAs(this, part, uint);
      this.op(op.i32Add);
    }
    this.op(op.globalSet, GLOBAL.bound);
    this.i32(bound.line);
    this.op(op.globalSet, GLOBAL.boundLine);
  }

  /** Leaves a call to wait: lays its locals down, the innermost call's first. */
  layDown(line: number): void {
    this.op(op.globalGet, GLOBAL.waiting, op.i32Const, WAITING.leaving, op.i32Eq);
    this.rarely();
    this.i32(SLICE.saved - this.keptBytes);
    this.op(op.globalGet, GLOBAL.saved);
    this.i32(SLICE.bytes - 1);
    this.op(op.i32And, op.i32LtS);
    this.rarely();
    this.trap('stack-overflow:the calls nest so deeply that the stack is full', line);
    this.end();
    for (const [index, type] of this.kept.entries()) {
      this.op(op.globalGet, GLOBAL.saved);
      this.get(index);
      this.memory(STORES[type]!, index * LOCAL_BYTES);
    }
    this.op(op.globalGet, GLOBAL.saved);
    this.i32(this.keptBytes);
    this.op(op.i32Add, op.globalSet, GLOBAL.saved);
    this.end();
  }
}
