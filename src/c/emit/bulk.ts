/** Copies and fills of memory; the host does what lies outside of our own, and hears of large ones for its clock. */
import type { Call } from '../ast.ts';
import { IMPORT } from './abi.ts';
import { isOwn, storeBase, toAddress, toRaw } from './access.ts';
import { valueAs } from './convert.ts';
import type { EmitCore, KnownPlace } from './core.ts';
import { I32, op } from './wasm.ts';

/** Copies and fills from this size on are told to the host. */
export const LARGE_BYTES = 4096;

/** Stack: destination, source (C addresses), bytes. */
export function copy(f: EmitCore, known: boolean, line: number, anySize = false): void {
  const n = f.temp(I32);
  const source = f.temp(I32);
  const target = f.temp(I32);
  f.set(n);
  if (anySize) tellLarge(f, n, line);
  toRaw(f);
  f.set(source);
  toRaw(f);
  f.set(target);
  const plain = (): void => {
    f.get(target);
    f.get(source);
    f.get(n);
    f.mark(line);
    f.op(0xfc, 10, 0, 0);
  };
  if (known) plain();
  else {
    f.get(target);
    isOwn(f);
    f.get(source);
    isOwn(f);
    f.op(op.i32And);
    f.mostly();
    plain();
    f.else();
    for (const local of [target, source]) {
      f.get(local);
      toAddress(f);
    }
    f.get(n);
    f.i32(line);
    f.callImport(IMPORT.copy, line);
    f.end();
  }
  f.release(I32, n);
  f.release(I32, source);
  f.release(I32, target);
}

/** One instruction may move all of the memory: the host hears of it, for its clock. */
function tellLarge(f: EmitCore, n: number, line: number): void {
  f.get(n);
  f.i32(LARGE_BYTES);
  f.op(op.i32GeU);
  f.rarely();
  f.get(n);
  f.callImport(IMPORT.large, line);
  f.end();
}

/** Zeros known memory. */
export function zero(f: EmitCore, at: KnownPlace, size: number): void {
  if (size <= 32) {
    let done = 0;
    while (done < size) {
      const step = size - done >= 8 ? 8 : size - done >= 4 ? 4 : 1;
      storeBase(f, at);
      if (step === 8) f.i64(0n);
      else f.i32(0);
      f.memory(step === 8 ? op.i64Store : step === 4 ? op.i32Store : op.i32Store8, at.offset + done);
      done += step;
    }
    return;
  }
  storeBase(f, at);
  if (at.offset !== 0) {
    f.i32(at.offset);
    f.op(op.i32Add);
  }
  f.i32(0);
  f.i32(size);
  f.op(0xfc, 11, 0);
}

/** memset. */
export function fill(f: EmitCore, e: Call): void {
  const target = f.temp(I32);
  const value = f.temp(I32);
  const n = f.temp(I32);
  for (const [i, local] of [target, value, n].entries()) {
    valueAs(f, e.args[i]!, { ...f.unit.types.uint, bytes: 4 });
    f.set(local);
  }
  tellLarge(f, n, e.line);
  f.get(target);
  toRaw(f);
  isOwn(f);
  f.mostly();
  f.get(target);
  toRaw(f);
  f.get(value);
  f.get(n);
  f.mark(e.line);
  f.op(0xfc, 11, 0);
  f.else();
  for (const local of [target, value, n]) f.get(local);
  f.i32(e.line);
  f.callImport(IMPORT.fill, e.line);
  f.end();
  for (const local of [target, value, n]) f.release(I32, local);
}
