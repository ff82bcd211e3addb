/** Binary operators on numbers and pointers (C11 6.5.5 to 6.5.12). */
import type { Expression } from '../ast.ts';
import { isVariableLength } from '../semantics/values.ts';
import { isFloat, isInt, isPointer, resolve, sizeOf, type Type } from '../types.ts';
import { valueType } from './abi.ts';
import { logical } from './branches.ts';
import { convert, sizeOfRuntime, valueAs } from './convert.ts';
import type { EmitCore } from './core.ts';
import { checkBelow, NOTE, note, surelyBelow } from './notes.ts';
import { I64, op } from './wasm.ts';

/** i32 opcodes by operator: [signed, unsigned]; i64 ones lie at a fixed distance, floats in their own table. */
const INT_OPS: Record<string, [number, number]> = {
  '+': [0x6a, 0x6a],
  '-': [0x6b, 0x6b],
  '*': [0x6c, 0x6c],
  '/': [0x6d, 0x6e],
  '%': [0x6f, 0x70],
  '&': [0x71, 0x71],
  '|': [0x72, 0x72],
  '^': [0x73, 0x73],
  '<<': [0x74, 0x74],
  '>>': [0x75, 0x76],
  '==': [0x46, 0x46],
  '!=': [0x47, 0x47],
  '<': [0x48, 0x49],
  '>': [0x4a, 0x4b],
  '<=': [0x4c, 0x4d],
  '>=': [0x4e, 0x4f],
};

const FLOAT_OPS: Record<string, number> = {
  '==': 0x5b,
  '!=': 0x5c,
  '<': 0x5d,
  '>': 0x5e,
  '<=': 0x5f,
  '>=': 0x60,
  '+': 0x92,
  '-': 0x93,
  '*': 0x94,
  '/': 0x95,
};

const COMPARISONS = new Set(['==', '!=', '<', '>', '<=', '>=']);

/** From an opcode on i32 to the one on i64. */
export const I64_SHIFT = 0x12;

const I64_COMPARE_SHIFT = 0x0b;

const F64_SHIFT = 0x0e;

const F64_COMPARE_SHIFT = 0x06;

/** Left-deep chains (a + b + c ...) are walked down in a loop. */
export function binaryChain(f: EmitCore, e: Expression & { kind: 'binary' }): void {
  const spine: (Expression & { kind: 'binary' })[] = [];
  let at: Expression = e;
  while (at.kind === 'binary' && at.constant === undefined && at.operator !== '&&' && at.operator !== '||') {
    spine.push(at);
    at = at.left;
  }
  if (spine.length === 0) {
    logical(f, e);
    return;
  }
  const last = spine.at(-1)!;
  operand(f, last.left, last);
  for (let i = spine.length - 1; i >= 0; i--) {
    const node = spine[i]!;
    if (i < spine.length - 1) convert(f, spine[i + 1]!.type, operandTypeOf(f, node, node.left));
    applyWith(f, node);
  }
}

function operandTypeOf(f: EmitCore, node: Expression & { kind: 'binary' }, side: Expression): Type {
  const of = f.decay(node.operandType);
  const own = f.decay(side.type);
  if (isPointer(of)) return COMPARISONS.has(node.operator) || isPointer(own) ? of : own;
  return of;
}

function operand(f: EmitCore, side: Expression, node: Expression & { kind: 'binary' }): void {
  valueAs(f, side, operandTypeOf(f, node, side));
}

/** The left operand is on the stack in its operand type. */
function applyWith(f: EmitCore, node: Expression & { kind: 'binary' }): void {
  const of = f.decay(node.operandType);
  if (isPointer(of) && !COMPARISONS.has(node.operator)) {
    pointerArithmetic(f, node, of.to);
    return;
  }
  if (node.operator === '<<' || node.operator === '>>') {
    shiftBy(f, node.operator, of, node.right, node.line);
    return;
  }
  operand(f, node.right, node);
  arithmetic(f, node.operator, of, node.line);
}

function pointerArithmetic(f: EmitCore, node: Expression & { kind: 'binary' }, to: Type): void {
  const leftPointer = isPointer(f.decay(node.left.type));
  const rightPointer = isPointer(f.decay(node.right.type));
  if (leftPointer && rightPointer) {
    f.expression(node.right);
    f.op(op.i32Sub);
    bySize(f, to, op.i32DivS);
    convert(f, f.unit.types.int.bytes === 4 ? f.unit.types.int : f.unit.types.long, node.type);
    return;
  }
  if (leftPointer) distance(f, node.right, to);
  else {
    if (valueType(f.decay(node.left.type)) === I64) f.op(op.i32WrapI64);
    bySize(f, to, op.i32Mul);
    f.expression(node.right);
  }
  f.op(node.operator === '-' ? op.i32Sub : op.i32Add);
}

/** How far an index moves a pointer to this type, in bytes. */
export function distance(f: EmitCore, by: Expression, to: Type): void {
  if (typeof by.constant === 'bigint' && !isVariableLength(resolve(to))) {
    const size = BigInt(Math.max(1, sizeOf(to, f.unit.target)));
    f.i32(Number(BigInt.asIntN(32, by.constant * size)));
    return;
  }
  f.expression(by);
  if (valueType(f.decay(by.type)) === I64) f.op(op.i32WrapI64);
  bySize(f, to, op.i32Mul);
}

/** Multiplies or divides by the size of what a pointer points to. */
function bySize(f: EmitCore, to: Type, operation: number): void {
  if (isVariableLength(resolve(to))) sizeOfRuntime(f, to);
  else {
    const size = sizeOf(to, f.unit.target);
    if (size <= 1) return;
    f.i32(size);
  }
  f.op(operation);
}

/** Shifts what is on the stack; too wide a shift is a note. */
export function shiftBy(f: EmitCore, operator: string, type: Type, by: Expression, line: number): void {
  const wide = valueType(type) === I64;
  const width = wide ? 64 : 32;
  const bits = isInt(type) ? type.bytes * 8 : 32;
  const byType = f.decay(by.type);
  if (typeof by.constant === 'bigint') {
    if (by.constant < 0n || by.constant >= BigInt(bits)) {
      note(f, NOTE.shift, Number(BigInt.asIntN(32, by.constant)), bits, line);
    }
    // Undefined; compilers fold the bits that are shifted out to nothing.
    const gone = by.constant >= BigInt(bits) && (operator === '<<' || (isInt(type) && !type.signed));
    if (gone) {
      f.op(op.drop);
      if (wide) f.i64(0n);
      else f.i32(0);
      return;
    }
    if (wide) f.i64(by.constant & 63n);
    else f.i32(Number(by.constant & 31n));
  } else {
    f.expression(by);
    if (valueType(byType) === I64) f.op(op.i32WrapI64);
    if (!surelyBelow(f, by, bits)) checkBelow(f, bits, NOTE.shift, bits, line);
    if (wide) f.op(op.i64ExtendI32U);
  }
  const pair = INT_OPS[operator]!;
  const opcode = isInt(type) && !type.signed ? pair[1] : pair[0];
  f.op(wide ? opcode + I64_SHIFT : opcode);
  if (width === 32 && operator === '<<') f.normalise(type);
}

/** Both operands are on the stack in `type`. */
export function arithmetic(f: EmitCore, operator: string, type: Type, line: number): void {
  if (isFloat(type)) {
    const base = FLOAT_OPS[operator]!;
    f.op(type.bytes === 4 ? base : base + (COMPARISONS.has(operator) ? F64_COMPARE_SHIFT : F64_SHIFT));
    return;
  }
  const signed = isInt(type) ? type.signed : false;
  const opcode = INT_OPS[operator]![signed ? 0 : 1];
  if (operator === '/' || operator === '%') f.mark(line);
  if (valueType(type) === I64) {
    f.op(opcode + (COMPARISONS.has(operator) ? I64_COMPARE_SHIFT : I64_SHIFT));
    return;
  }
  f.op(opcode);
  if (isInt(type) && type.bytes < 4 && (operator === '+' || operator === '-' || operator === '*' || operator === '/'))
    f.normalise(type);
}
