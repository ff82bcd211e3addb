/** Builtins that reach into memory and the stack: the heap, variable arguments, longjmp. */
import type { Call, Expression } from '../ast.ts';
import { isFloat, pointerTo, resolve, sizeOf, type Type } from '../types.ts';
import { GLOBAL, IMPORT } from './abi.ts';
import { load, toAddress, toRaw } from './access.ts';
import { update } from './assignments.ts';
import { LARGE_BYTES } from './bulk.ts';
import { valueAs } from './convert.ts';
import type { EmitCore } from './core.ts';
import { I32, op, VOID } from './wasm.ts';

/** Leaves for the place that setjmp kept: [place, call, stack]. */
export function longjmp(f: EmitCore, e: Call): void {
  const { types } = f.unit;
  const word: Type = { ...types.int, bytes: 4 };
  const env = f.temp(I32);
  const value = f.temp(I32);
  f.module.usesJumps();
  valueAs(f, e.args[0]!, pointerTo(types.void));
  f.set(env);
  if (e.args[1]) valueAs(f, e.args[1], word);
  else f.i32(1);
  f.set(value);
  for (const offset of [4, 0, 8]) {
    f.get(env);
    load(f, { kind: 'address', offset }, word, e.line);
  }
  f.get(value);
  f.i32(1);
  f.get(value);
  f.op(op.select);
  // A throw costs as much as moving that many bytes.
  f.i32(LARGE_BYTES << 8);
  f.callImport(IMPORT.large, e.line);
  f.mark(e.line);
  f.op(op.throw, 0);
  f.release(I32, env);
  f.release(I32, value);
}

/** Makes sure that the heap reaches to an address; 1 where it does. */
export function heapGrow(f: EmitCore, to: Expression): void {
  const end = f.temp(I32);
  valueAs(f, to, { ...f.unit.types.uint, bytes: 4 });
  toRaw(f);
  f.set(end);
  f.get(end);
  f.op(op.memorySize, 0);
  f.i32(16);
  f.op(op.i32Shl, 0x4b);
  f.block(op.if, I32);
  f.get(end);
  f.op(op.memorySize, 0);
  f.i32(16);
  f.op(op.i32Shl, op.i32Sub);
  f.i32(0xfffff);
  f.op(op.i32Add);
  f.i32(16);
  f.op(op.i32ShrU, op.memoryGrow, 0);
  f.i32(-1);
  f.op(op.i32Ne);
  f.else();
  f.i32(1);
  f.end();
  const ok = f.temp(I32);
  f.tee(ok);
  f.block(op.if, VOID);
  f.get(end);
  f.op(op.globalSet, GLOBAL.heapEnd);
  f.end();
  f.get(ok);
  f.release(I32, ok);
  f.release(I32, end);
}

/** The next argument of a variable list. */
export function vaArg(f: EmitCore, e: Expression & { kind: 'va-arg' }): void {
  // The list is a pointer to the next slot.
  const type = resolve(e.type);
  const { types } = f.unit;
  const list = pointerTo(types.void);
  const slot = type.kind === 'struct' ? Math.ceil(Math.max(1, sizeOf(type, f.unit.target)) / 8) * 8 : 8;
  update(f, { ...e.list, type: list } as Expression, 'old', e.line, null, () => {
    f.i32(slot);
    f.op(op.i32Add);
  });
  if (type.kind === 'struct') return;
  const stored = isFloat(type) ? { ...types.double, bytes: 8 as const } : type;
  load(f, { kind: 'address', offset: 0 }, stored, e.line);
  if (isFloat(type) && type.bytes === 4) f.op(op.f32DemoteF64);
}

/** Bytes on the wasm stack -> C address of new room on the stack. */
export function allocate(f: EmitCore, line: number): void {
  const size = f.temp(I32);
  f.set(size);
  f.op(op.globalGet, GLOBAL.stack);
  f.get(size);
  f.i32(15);
  f.op(op.i32Add);
  f.i32(-16);
  f.op(op.i32And, op.i32Sub);
  f.tee(size);
  f.i32(4096);
  f.op(op.i32LtS);
  f.rarely();
  f.trap('stack-overflow:a variable-length array does not fit on the stack', line);
  f.end();
  f.get(size);
  f.op(op.globalSet, GLOBAL.stack);
  f.get(size);
  toAddress(f);
  f.release(I32, size);
}
