/** Expressions to wasm. A struct's value is its C address. */
import type { Call, Expression } from '../ast.ts';
import { isFloat, resolve } from '../types.ts';
import { BIT_SPACE, SyntaxProblem } from '../unit.ts';
import { valueType } from './abi.ts';
import { addressOfRef, load } from './access.ts';
import { binaryChain } from './arithmetic.ts';
import { assignment, step } from './assignments.ts';
import { fieldOf, readBits } from './bit-fields.ts';
import { readBit } from './bit-variables.ts';
import { conditional } from './branches.ts';
import { vaArg } from './builtin-memory.ts';
import { builtin } from './builtins.ts';
import { direct, indirect, outside, stripCallee } from './calls.ts';
import { condition, convert, sizeOfRuntime, valueAs, wrapFor } from './convert.ts';
import type { EmitCore } from './core.ts';
import { textAddress } from './globals.ts';
import { checkGiven } from './notes.ts';
import { refOf } from './places.ts';
import { I64, op } from './wasm.ts';

/** The value of an expression, on the stack. */
export function expression(f: EmitCore, e: Expression): void {
  const hoisted = f.hoisted.size > 0 ? f.hoisted.get(e) : undefined;
  if (hoisted !== undefined) {
    if (hoisted >= 0) f.get(hoisted);
    return;
  }
  if (e.constant !== undefined && e.kind !== 'comma') {
    const type = f.decay(e.type);
    if (type.kind !== 'struct' && type.kind !== 'void') {
      f.constant(wrapFor(e.constant, type), type);
      return;
    }
  }
  switch (e.kind) {
    case 'number':
      f.constant(e.constant, e.type);
      return;
    case 'string':
      f.i32(textAddress(f.module, e));
      return;
    case 'identifier':
      identifier(f, e);
      return;
    case 'unary':
      unary(f, e);
      return;
    case 'postfix':
      step(f, e.operand, e.operator, 'old', e.line);
      return;
    case 'binary':
      binaryChain(f, e);
      return;
    case 'assignment':
      assignment(f, e, true);
      return;
    case 'conditional':
      conditional(f, e);
      return;
    case 'call':
      call(f, e);
      return;
    case 'member':
    case 'index':
      loadPlace(f, e);
      return;
    case 'cast':
      if (resolve(e.type).kind === 'void') drop(f, e.operand);
      else {
        expression(f, e.operand);
        convert(f, e.operand.type, e.type);
      }
      return;
    case 'sizeof':
      sizeOfRuntime(f, e.of);
      if (valueType(e.type) === I64) f.op(op.i64ExtendI32U);
      return;
    case 'compound-literal': {
      const ref = refOf(f, e);
      const type = resolve(e.type);
      if (type.kind === 'array' || type.kind === 'struct') addressOfRef(f, ref);
      else load(f, ref, type, e.line);
      return;
    }
    case 'comma': {
      const terms = commaTerms(e);
      for (const term of terms.slice(0, -1)) drop(f, term);
      expression(f, terms.at(-1)!);
      return;
    }
    case 'statement-expression':
      f.statementExpression(e, true);
      return;
    case 'va-arg':
      vaArg(f, e);
      return;
    case 'label-address':
      f.constant(e.constant!, e.type);
      return;
    case 'initializer-list':
      throw new SyntaxProblem('a braced list cannot stand here', e.line, 'type');
  }
}

function identifier(f: EmitCore, e: Expression & { kind: 'identifier' }): void {
  const { symbol } = e;
  if (symbol.kind === 'function') {
    f.i32(f.module.functionAddress(symbol));
    return;
  }
  if (symbol.kind === 'bit') {
    readBit(f, symbol, e.line);
    return;
  }
  if (symbol.unknown && symbol.constant !== undefined && !symbol.writes) {
    f.constant(symbol.constant, e.type);
    return;
  }
  loadPlace(f, e);
}

function loadPlace(f: EmitCore, e: Expression): void {
  checkGiven(f, e);
  const type = resolve(e.type);
  const field = fieldOf(f, e);
  const ref = refOf(f, e, type.kind === 'array');
  if (field) readBits(f, ref, field, e.line);
  else if (type.kind === 'array' || type.kind === 'struct') addressOfRef(f, ref);
  else if (type.kind === 'function') addressOfRef(f, ref);
  else load(f, ref, type, e.line);
}

function unary(f: EmitCore, e: Expression & { kind: 'unary' }): void {
  const type = f.decay(e.type);
  switch (e.operator) {
    case '&': {
      if (e.operand.kind === 'identifier' && e.operand.symbol.kind === 'function') {
        f.i32(f.module.functionAddress(e.operand.symbol));
        return;
      }
      if (e.operand.kind === 'identifier' && e.operand.symbol.kind === 'bit') {
        f.i32((e.operand.symbol.address ?? BIT_SPACE) | 0);
        return;
      }
      addressOfRef(f, refOf(f, e.operand, true));
      return;
    }
    case '*':
      if (type.kind === 'void') drop(f, e.operand);
      else loadPlace(f, e);
      return;
    case '!':
      condition(f, e.operand);
      f.op(op.i32Eqz);
      return;
    case '++':
    case '--':
      step(f, e.operand, e.operator, 'new', e.line);
      return;
    case '+':
      valueAs(f, e.operand, type);
      return;
    case '~':
      // The complement of an 8051's bit is a bit.
      if (e.operand.kind === 'identifier' && e.operand.symbol.kind === 'bit') {
        condition(f, e.operand);
        f.op(op.i32Eqz);
        return;
      }
      valueAs(f, e.operand, type);
      if (valueType(type) === I64) {
        f.i64(-1n);
        f.op(op.i64Xor);
      } else {
        f.i32(-1);
        f.op(op.i32Xor);
        f.normalise(type);
      }
      return;
    case '-':
      if (isFloat(type)) {
        valueAs(f, e.operand, type);
        f.op(type.bytes === 4 ? op.f32Neg : op.f64Neg);
        return;
      }
      if (valueType(type) === I64) {
        f.i64(0n);
        valueAs(f, e.operand, type);
        f.op(op.i64Sub);
      } else {
        f.i32(0);
        valueAs(f, e.operand, type);
        f.op(op.i32Sub);
        f.normalise(type);
      }
  }
}

function call(f: EmitCore, e: Call): void {
  if (e.builtin) {
    builtin(f, e);
    return;
  }
  const callee = stripCallee(e.callee);
  if (callee.kind === 'identifier' && callee.symbol.kind === 'function') {
    const symbol = f.module.canonical(callee.symbol);
    if (symbol.definition) {
      f.module.need(symbol.definition);
      direct(f, e, symbol);
    } else outside(f, e, symbol);
    return;
  }
  indirect(f, e, callee);
}

/** Evaluates for its effects only. */
export function drop(f: EmitCore, e: Expression): void {
  if (f.hoisted.size > 0 && f.hoisted.has(e)) return;
  switch (e.kind) {
    case 'number':
    case 'string':
    case 'sizeof':
      return;
    case 'assignment':
      assignment(f, e, false);
      return;
    case 'postfix':
      step(f, e.operand, e.operator, 'none', e.line);
      return;
    case 'unary':
      if (e.operator === '++' || e.operator === '--') {
        step(f, e.operand, e.operator, 'none', e.line);
        return;
      }
      break;
    case 'cast':
      if (!resolve(e.operand.type).volatile) {
        drop(f, e.operand);
        return;
      }
      break;
    case 'statement-expression':
      f.statementExpression(e, false);
      return;
    case 'comma':
      for (const term of commaTerms(e)) drop(f, term);
      return;
    case 'identifier':
      // `(void)x;` says that x is not used.
      if (e.symbol.kind === 'function' || e.symbol.kind === 'enum-constant' || f.homes.has(e.symbol)) return;
      break;
  }
  if (e.constant !== undefined) return;
  const type = f.decay(e.type);
  expression(f, e);
  if (type.kind !== 'void') f.op(op.drop);
}

/** What `a, b, c` does, in order. Such chains lean to the left: their length is no nesting. */
function commaTerms(e: Expression): Expression[] {
  const terms: Expression[] = [];
  let at = e;
  while (at.kind === 'comma') {
    terms.push(at.right);
    at = at.left;
  }
  terms.push(at);
  return terms.reverse();
}
