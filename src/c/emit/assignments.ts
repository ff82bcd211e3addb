/** What changes a place: assignments, also compound ones, ++ and --. A register is read once and written once. */
import { type Expression, walk } from '../ast.ts';
import { isVariableLength } from '../semantics/values.ts';
import { isFloat, isInt, isPointer, resolve, sizeOf, type Type } from '../types.ts';
import { SyntaxProblem } from '../unit.ts';
import { valueType } from './abi.ts';
import { addressOfRef, isKnown, load, store, storeBase, storeHere, storeOver } from './access.ts';
import { arithmetic, distance, shiftBy } from './arithmetic.ts';
import { type BitField, extractBits, fieldOf, mergeBits } from './bit-fields.ts';
import { assignBit, readBit, writeBit } from './bit-variables.ts';
import { isSimple } from './branches.ts';
import { copy } from './bulk.ts';
import { convert, sizeOfRuntime, valueAs } from './convert.ts';
import type { EmitCore } from './core.ts';
import { checkGiven } from './notes.ts';
import { refOf } from './places.ts';
import { I32, I64, op, type ValueType } from './wasm.ts';

/** An assignment; `wanted`: its value is left on the stack. */
export function assignment(f: EmitCore, e: Expression & { kind: 'assignment' }, wanted: boolean): void {
  const type = resolve(e.target.type);
  const line = e.line;
  if (type.kind === 'struct') {
    structAssignment(f, e, wanted);
    return;
  }
  if (e.target.kind === 'identifier' && e.target.symbol.kind === 'bit') {
    assignBit(f, e, wanted);
    return;
  }
  const field = fieldOf(f, e.target);
  if (e.operator === '=' && !field) {
    const wasm = valueType(type) ?? I32;
    const ref = refOf(f, e.target);
    if (isKnown(ref)) {
      storeBase(f, ref);
      valueAs(f, e.value, type);
      if (wanted) {
        const temp = f.temp(wasm);
        f.tee(temp);
        storeHere(f, ref, type);
        f.get(temp);
        f.release(wasm, temp);
      } else storeHere(f, ref, type);
      return;
    }
    valueAs(f, e.value, type);
    if (ref.kind === 'local') {
      if (wanted) f.tee(ref.index);
      else f.set(ref.index);
      if (e.target.kind === 'identifier') f.given(e.target.symbol);
      return;
    }
    if (!wanted) {
      store(f, ref, type, line);
      return;
    }
    const temp = f.temp(wasm);
    f.tee(temp);
    store(f, ref, type, line);
    f.get(temp);
    f.release(wasm, temp);
    return;
  }
  // As gcc has it: a value with calls in it comes first, then the target is read.
  let early: { local: number; wasm: ValueType; type: Type } | null = null;
  if (e.operator !== '=' && !isSimple(e.value) && holdsCall(e.value)) {
    const own = f.decay(e.value.type);
    const into = isPointer(f.decay(type)) || /^<<|^>>/.test(e.operator) ? own : f.decay(e.operandType);
    const wasm = valueType(into) ?? I32;
    early = { local: f.temp(wasm), wasm, type: into };
    valueAs(f, e.value, into);
    f.set(early.local);
  }
  const value: Expression = early ? computed(e.value, early.type) : e.value;
  if (early) f.hoisted.set(value, early.local);
  update(
    f,
    e.target,
    wanted ? 'new' : 'none',
    line,
    field,
    () => {
      if (e.operator === '=') {
        // A bit-field: the old value is not used.
        f.op(op.drop);
        valueAs(f, e.value, type);
        return;
      }
      const operator = e.operator.slice(0, -1);
      const own = f.decay(type);
      const of = f.decay(e.operandType);
      if (isPointer(own)) {
        distance(f, value, own.to);
        f.op(operator === '-' ? op.i32Sub : op.i32Add);
        return;
      }
      convert(f, own, of);
      if (operator === '<<' || operator === '>>') shiftBy(f, operator, of, value, line);
      else {
        valueAs(f, value, of);
        arithmetic(f, operator, of, line);
      }
      convert(f, of, own);
    },
    field !== null && !isSimple(e.value),
  );
  if (early) {
    f.hoisted.delete(value);
    f.release(early.wasm, early.local);
  }
}

function structAssignment(f: EmitCore, e: Expression & { kind: 'assignment' }, wanted: boolean): void {
  const size = sizeOf(e.target.type, f.unit.target);
  const ref = refOf(f, e.target);
  addressOfRef(f, ref);
  // A constant of a header that is not known, as in structTo.
  if (resolve(e.value.type).kind !== 'struct' && e.value.kind !== 'initializer-list') {
    if (!wanted) f.op(op.drop);
    return;
  }
  let kept = -1;
  if (wanted) {
    kept = f.temp(I32);
    f.tee(kept);
  }
  if (e.value.kind === 'initializer-list') throw new SyntaxProblem('a braced list cannot be assigned', e.line, 'type');
  f.expression(e.value);
  f.i32(size);
  copy(f, false, e.line);
  if (wanted) {
    f.get(kept);
    f.release(I32, kept);
  }
}

/** ++ and --: what they leave is the old value, the new one, or nothing. */
export function step(
  f: EmitCore,
  target: Expression,
  operator: '++' | '--',
  result: 'old' | 'new' | 'none',
  line: number,
): void {
  const type = f.decay(target.type);
  if (target.kind === 'identifier' && target.symbol.kind === 'bit') {
    const value = f.temp(I32);
    readBit(f, target.symbol, line);
    f.op(op.i32Eqz);
    f.set(value);
    writeBit(f, target.symbol, value, line);
    if (result !== 'none') {
      f.get(value);
      if (result === 'old') f.op(op.i32Eqz);
    }
    f.release(I32, value);
    return;
  }
  update(f, target, result, line, fieldOf(f, target), () => {
    const plus = operator === '++';
    if (isFloat(type)) {
      f.constant(1, type);
      f.op(type.bytes === 4 ? (plus ? op.f32Add : op.f32Sub) : plus ? op.f64Add : op.f64Sub);
      return;
    }
    if (isPointer(type)) {
      if (isVariableLength(resolve(type.to))) sizeOfRuntime(f, type.to);
      else f.i32(Math.max(1, sizeOf(type.to, f.unit.target)));
      f.op(plus ? op.i32Add : op.i32Sub);
      return;
    }
    if (valueType(type) === I64) {
      f.i64(1n);
      f.op(plus ? op.i64Add : op.i64Sub);
      return;
    }
    if (isInt(type) && type.rank === 0) {
      if (plus) {
        f.op(op.drop);
        f.i32(1);
      } else f.op(op.i32Eqz);
      return;
    }
    f.i32(1);
    f.op(plus ? op.i32Add : op.i32Sub);
    f.normalise(type);
  });
}

/** Reads a place, lets `change` turn the old value (on the stack) into the new one, and writes it back. */
export function update(
  f: EmitCore,
  target: Expression,
  result: 'old' | 'new' | 'none',
  line: number,
  field: BitField | null,
  change: () => void,
  rereads = false,
): void {
  const type = f.decay(target.type);
  const wasm = valueType(type) ?? I32;
  checkGiven(f, target);
  const ref = refOf(f, target);
  let pointer = -1;
  if (ref.kind === 'raw' || ref.kind === 'address') {
    pointer = f.temp(I32);
    f.set(pointer);
  }
  const push = (): void => {
    if (pointer >= 0) f.get(pointer);
  };
  const old = result === 'old' ? f.temp(wasm) : -1;
  if (field) {
    // The container is read once and written once: it may be a register.
    const value = f.temp(wasm);
    const holder = valueType(field.container) ?? I32;
    const container = f.temp(holder);
    push();
    load(f, ref, field.container, line);
    f.set(container);
    f.get(container);
    extractBits(f, field);
    if (old >= 0) f.tee(old);
    change();
    f.set(value);
    if (isKnown(ref)) storeBase(f, ref);
    else push();
    if (rereads) {
      // The value may have changed a neighbour in the same container.
      push();
      load(f, ref, field.container, line);
    } else f.get(container);
    mergeBits(f, field, value);
    storeOver(f, ref, field.container, line);
    f.release(holder, container);
    if (result === 'new') {
      // What the field holds now, cut to its width.
      const wide = wasm === I64;
      f.get(value);
      extractBits(f, {
        ...field,
        bit: 0,
        container: wide ? f.unit.types.ullong : { ...f.unit.types.uint, bytes: 4 },
      });
    }
    f.release(wasm, value);
  } else {
    if (isKnown(ref)) storeBase(f, ref);
    else push();
    if (ref.kind === 'raw' || ref.kind === 'address') push();
    load(f, ref, type, line);
    if (old >= 0) f.tee(old);
    change();
    if (result === 'new') {
      const value = f.temp(wasm);
      f.tee(value);
      storeOver(f, ref, type, line);
      f.get(value);
      f.release(wasm, value);
    } else storeOver(f, ref, type, line);
  }
  if (old >= 0) {
    f.get(old);
    f.release(wasm, old);
  }
  if (pointer >= 0) f.release(I32, pointer);
}

/** Whether a function is called somewhere in an expression. */
function holdsCall(e: Expression): boolean {
  let found = false;
  walk(e, (node) => {
    if (node.kind === 'call' && !node.builtin) found = true;
    return !found;
  });
  return found;
}

/** Stands for a value that has been computed before, in the type it was computed in. */
const computed = (e: Expression, type: Type): Expression => ({
  kind: 'comma',
  line: e.line,
  column: e.column,
  left: e,
  right: e,
  type,
});
