/** Operators that do not compute all of their operands: && || and ?:. */
import type { Expression } from '../ast.ts';
import { isInt } from '../types.ts';
import { valueType } from './abi.ts';
import { condition, convert, truth, valueAs } from './convert.ts';
import type { EmitCore } from './core.ts';
import { I32, op, VOID } from './wasm.ts';

/** && and ||. */
export function logical(f: EmitCore, e: Expression & { kind: 'binary' }): void {
  // a && b && c leans to the left: collected first, then nested ifs.
  const terms: Expression[] = [];
  let at: Expression = e;
  while (at.kind === 'binary' && at.operator === e.operator && at.constant === undefined) {
    terms.push(at.right);
    at = at.left;
  }
  terms.push(at);
  terms.reverse();
  const and = e.operator === '&&';
  f.block(op.block, I32);
  const rest = (at: number): void => {
    for (const term of terms.slice(at, -1)) {
      f.i32(and ? 0 : 1);
      condition(f, term);
      if (and) f.op(op.i32Eqz);
      f.op(op.brIf, 0, op.drop);
      if (at === 0) {
        f.maybe(() => rest(1));
        return;
      }
    }
    condition(f, terms.at(-1)!);
    f.op(op.i32Eqz, op.i32Eqz);
  };
  rest(0);
  f.end();
}

/** `a ? b : c` and GNU `a ?: c`; by `select` where both sides are cheap. */
export function conditional(f: EmitCore, e: Expression & { kind: 'conditional' }): void {
  const type = f.decay(e.type);
  const wasm = type.kind === 'void' ? null : valueType(type);
  const value = (branch: Expression): void => {
    if (wasm === null) f.drop(branch);
    else if (type.kind === 'struct') f.expression(branch);
    else valueAs(f, branch, type);
  };
  if (!e.then) {
    // a ?: b evaluates a once.
    const own = f.decay(e.condition.type);
    const ownWasm = valueType(own) ?? I32;
    const temp = f.temp(ownWasm);
    f.expression(e.condition);
    f.tee(temp);
    if (ownWasm !== I32) truth(f, own);
    f.block(op.if, wasm ?? VOID);
    f.get(temp);
    convert(f, own, type);
    if (wasm === null) f.op(op.drop);
    f.else();
    f.maybe(() => value(e.otherwise));
    f.end();
    f.release(ownWasm, temp);
    return;
  }
  const { then } = e;
  if (
    wasm !== null &&
    type.kind !== 'struct' &&
    isSimple(e.condition) &&
    cheap(f, then, 4) &&
    cheap(f, e.otherwise, 4)
  ) {
    // Computing both sides is cheaper than a branch that is guessed wrong every other time.
    value(then);
    value(e.otherwise);
    condition(f, e.condition);
    f.op(op.select);
    return;
  }
  condition(f, e.condition);
  f.block(op.if, wasm ?? VOID);
  f.maybe(() => value(then));
  f.else();
  f.maybe(() => value(e.otherwise));
  f.end();
}

/** A few operations on locals and constants that neither trap nor have effects. */
function cheap(f: EmitCore, e: Expression, budget: number): boolean {
  if (e.constant !== undefined) return true;
  if (budget <= 0) return false;
  switch (e.kind) {
    case 'identifier':
      return f.homes.get(e.symbol)?.kind === 'local' && (!f.flags.has(e.symbol) || f.sure.has(e.symbol));
    case 'cast':
      return isInt(f.decay(e.type)) && isInt(f.decay(e.operand.type)) && cheap(f, e.operand, budget - 1);
    case 'binary':
      if (!isInt(f.decay(e.operandType))) return false;
      if (e.operator === '<<' || e.operator === '>>') {
        if (typeof e.right.constant !== 'bigint' || e.right.constant < 0n || e.right.constant > 15n) return false;
      } else if (!['+', '-', '&', '|', '^'].includes(e.operator)) return false;
      return cheap(f, e.left, budget - 1) && cheap(f, e.right, budget - 1);
    default:
      return false;
  }
}

/** Evaluating it cannot write anywhere. */
export function isSimple(e: Expression): boolean {
  if (e.constant !== undefined || e.kind === 'identifier') return true;
  if (e.kind === 'binary') return isSimple(e.left) && isSimple(e.right);
  if (e.kind === 'cast') return isSimple(e.operand);
  if (e.kind === 'unary') return e.operator !== '++' && e.operator !== '--' && isSimple(e.operand);
  return e.kind === 'member' && isSimple(e.object);
}
