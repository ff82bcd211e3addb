/**
 * Places in memory, and loads and stores there. Own memory is reached by an instruction, everything else through the
 * host.
 */
import { isInt, resolve, sizeOf, type Type } from '../types.ts';
import { BASE, CODE_END, IMPORT, MEMORY_LIMIT, NULL_PAGE, valueType } from './abi.ts';
import type { EmitCore, KnownPlace, Ref } from './core.ts';
import { F32, F64, I32, I64, op, VOID } from './wasm.ts';

/** Loads and stores of whole wasm values; integers of one and two bytes: signed, unsigned. */
export const LOADS: Record<number, number> = {
  [I32]: op.i32Load,
  [I64]: op.i64Load,
  [F32]: op.f32Load,
  [F64]: op.f64Load,
};

export const STORES: Record<number, number> = {
  [I32]: op.i32Store,
  [I64]: op.i64Store,
  [F32]: op.f32Store,
  [F64]: op.f64Store,
};

const NARROW_LOADS: Record<number, [number, number]> = {
  1: [op.i32Load8S, op.i32Load8U],
  2: [op.i32Load16S, op.i32Load16U],
};

const NARROW_STORES: Record<number, number> = { 1: op.i32Store8, 2: op.i32Store16 };

function loadOp(type: Type): number {
  const known = resolve(type);
  const narrow = isInt(known) ? NARROW_LOADS[known.bytes] : undefined;
  if (narrow) return narrow[isInt(known) && known.signed ? 0 : 1];
  return LOADS[valueType(known) ?? I32]!;
}

function storeOp(type: Type): number {
  const known = resolve(type);
  return (isInt(known) ? NARROW_STORES[known.bytes] : undefined) ?? STORES[valueType(known) ?? I32]!;
}

/** Bytes the host sees of a value. */
function hostWidth(f: EmitCore, type: Type): number {
  const known = resolve(type);
  if (known.kind === 'pointer') return 4;
  return sizeOf(known, f.unit.target);
}

/** Turns what the host returned (i32) into a value of the type. */
function fromHost(f: EmitCore, type: Type): void {
  const known = resolve(type);
  if (known.kind === 'float') f.op(op.f32ReinterpretI32);
  else if (isInt(known) && known.bytes < 4) f.normalise(known);
}

function hostRead(f: EmitCore, pushAddress: (extra: number) => void, type: Type, line: number): void {
  const read = (extra: number, width: number): void => {
    pushAddress(extra);
    f.i32(width);
    f.i32(line);
    f.callImport(IMPORT.read, line);
  };
  const width = hostWidth(f, type);
  if (width <= 4) {
    read(0, width);
    fromHost(f, type);
    return;
  }
  read(0, 4);
  f.op(op.i64ExtendI32U);
  read(4, 4);
  f.op(op.i64ExtendI32U);
  f.i64(32n);
  f.op(op.i64Shl, op.i64Or);
  if (resolve(type).kind === 'float') f.op(op.f64ReinterpretI64);
}

function hostWrite(f: EmitCore, pushAddress: (extra: number) => void, value: number, type: Type, line: number): void {
  const known = resolve(type);
  const width = hostWidth(f, type);
  const write = (extra: number, bytes: number, push: () => void): void => {
    pushAddress(extra);
    f.i32(bytes);
    push();
    f.i32(line);
    f.callImport(IMPORT.write, line);
  };
  if (width <= 4) {
    write(0, width, () => {
      f.get(value);
      if (known.kind === 'float') f.op(op.i32ReinterpretF32);
    });
    return;
  }
  const whole = (): void => {
    f.get(value);
    if (known.kind === 'float') f.op(op.i64ReinterpretF64);
  };
  write(0, 4, () => {
    whole();
    f.op(op.i32WrapI64);
  });
  write(4, 4, () => {
    whole();
    f.i64(32n);
    f.op(op.i64ShrU, op.i32WrapI64);
  });
}

/** Whether an access to a fixed address does nothing: nobody listens, and it is no null pointer. */
function silent(f: EmitCore, address: number): boolean {
  const at = address >>> 0;
  return f.unit.deaf && at >= NULL_PAGE && (at < BASE || at >= CODE_END);
}

/**
 * What an access does to the engine's own memory, whose raw address lies on the stack then, or through the host. The C address
 * is on the stack.
 */
function ownOrHost(
  f: EmitCore,
  offset: number,
  result: number,
  own: () => void,
  host: (pushAddress: (extra: number) => void) => void,
): void {
  const address = f.temp(I32);
  const raw = f.temp(I32);
  f.tee(address);
  toRaw(f);
  f.tee(raw);
  isOwn(f);
  f.mostly(result);
  f.get(raw);
  own();
  f.else();
  host((extra) => {
    f.get(address);
    if (offset + extra !== 0) {
      f.i32(offset + extra);
      f.op(op.i32Add);
    }
  });
  f.end();
  f.release(I32, address);
  f.release(I32, raw);
}

/** A C address on the stack becomes the offset in the module's memory. */
export function toRaw(f: EmitCore): void {
  f.i32(BASE);
  f.op(op.i32Sub);
}

/** The offset on the stack becomes a C address. */
export function toAddress(f: EmitCore): void {
  f.i32(BASE);
  f.op(op.i32Add);
}

/** Whether a raw address lies in the engine's own memory. */
export function isOwn(f: EmitCore): void {
  f.i32(MEMORY_LIMIT);
  f.op(op.i32LtU);
}

/** Reads a scalar; the moving part of the place is on the stack. */
export function load(f: EmitCore, ref: Ref, type: Type, line: number): void {
  switch (ref.kind) {
    case 'local':
      f.get(ref.index);
      return;
    case 'frame':
      f.get(f.fp());
      f.memory(loadOp(type), ref.offset);
      return;
    case 'fixed':
      f.i32(0);
      f.memory(loadOp(type), ref.offset);
      return;
    case 'raw':
      f.mark(line);
      f.memory(loadOp(type), ref.offset);
      return;
    case 'host':
      if (silent(f, ref.address)) {
        f.constant(0n, type);
        return;
      }
      hostRead(f, (extra) => f.i32(ref.address + extra), type, line);
      return;
    case 'address':
      ownOrHost(
        f,
        ref.offset,
        valueType(type) ?? I32,
        () => {
          f.mark(line);
          f.memory(loadOp(type), ref.offset);
        },
        (pushAddress) => hostRead(f, pushAddress, type, line),
      );
  }
}

/** Writes a scalar: the moving part of the place, then the value, are on the stack. */
export function store(f: EmitCore, ref: Ref, type: Type, line: number): void {
  const wasm = valueType(type) ?? I32;
  switch (ref.kind) {
    case 'local':
      f.set(ref.index);
      return;
    case 'raw':
      f.mark(line);
      storeValue(f, type, ref.offset);
      return;
    case 'frame':
    case 'fixed': {
      // The address has to come before the value.
      const value = f.temp(wasm);
      f.set(value);
      f.mark(line);
      storeBase(f, ref);
      f.get(value);
      storeHere(f, ref, type);
      f.release(wasm, value);
      return;
    }
    case 'host': {
      if (silent(f, ref.address)) {
        f.op(op.drop);
        return;
      }
      const value = f.temp(wasm);
      f.set(value);
      hostWrite(f, (extra) => f.i32(ref.address + extra), value, type, line);
      f.release(wasm, value);
      return;
    }
    case 'address': {
      const value = f.temp(wasm);
      f.set(value);
      ownOrHost(
        f,
        ref.offset,
        VOID,
        () => {
          f.get(value);
          f.mark(line);
          storeValue(f, type, ref.offset);
        },
        (pushAddress) => {
          hostWrite(f, pushAddress, value, type, line);
          f.release(wasm, value);
        },
      );
    }
  }
}

function storeValue(f: EmitCore, type: Type, offset: number): void {
  // Where pointers have eight bytes the upper four are zero.
  if (f.unit.target.pointerBytes === 8 && resolve(type).kind === 'pointer') {
    f.op(op.i64ExtendI32U);
    f.memory(op.i64Store, offset);
  } else f.memory(storeOp(type), offset);
}

/** Before the value of a store to a place that needs nothing from the stack; finish with `storeHere`. */
export function storeBase(f: EmitCore, ref: KnownPlace): void {
  if (ref.kind === 'frame') f.get(f.fp());
  else f.i32(0);
}

/** After the value: stores it to the place that `storeBase` began with. */
export function storeHere(f: EmitCore, ref: KnownPlace, type: Type): void {
  storeValue(f, type, ref.offset);
}

/** Finishes a store whose `storeBase`, where the place wants one, stands before the value. */
export function storeOver(f: EmitCore, ref: Ref, type: Type, line: number): void {
  if (isKnown(ref)) storeHere(f, ref, type);
  else store(f, ref, type, line);
}

/** Stores the value of a local. */
export function storeLocal(f: EmitCore, ref: Ref, value: number, type: Type, line: number): void {
  if (isKnown(ref)) storeBase(f, ref);
  f.get(value);
  storeOver(f, ref, type, line);
}

/** The C address of a place, on the stack. */
export function addressOfRef(f: EmitCore, ref: Ref): void {
  switch (ref.kind) {
    case 'local':
      throw new Error('a local has no address');
    case 'frame':
      f.get(f.fp());
      f.i32(BASE + ref.offset);
      f.op(op.i32Add);
      return;
    case 'fixed':
      f.i32(BASE + ref.offset);
      return;
    case 'raw':
      f.i32(BASE + ref.offset);
      f.op(op.i32Add);
      return;
    case 'address':
      if (ref.offset !== 0) {
        f.i32(ref.offset);
        f.op(op.i32Add);
      }
      return;
    case 'host':
      f.i32(ref.address);
  }
}

/** The place so many bytes further on. */
export function shifted(ref: Ref, by: number): Ref {
  if (by === 0) return ref;
  if (ref.kind === 'local') return ref;
  if (ref.kind === 'host') return { kind: 'host', address: (ref.address + by) | 0 };
  return { ...ref, offset: ref.offset + by };
}

/** Whether a place needs nothing from the stack. */
export const isKnown = (ref: Ref): ref is KnownPlace => ref.kind === 'frame' || ref.kind === 'fixed';
