/**
 * Loops that only count: `while (n--);`, `for (i = 0; i < 50000; i++);`. What so many turns leave behind is known without
 * taking them, so all turns that fuel is left for are taken at once; whoever counts turns sees no difference.
 */
import type { Call, Expression, Loop, Statement, Symbol } from '../ast.ts';
import { type IntType, resolve } from '../types.ts';

export interface Countdown {
  counter: Symbol;
  up: boolean;
  /** Turns are taken until the counter gets here: a constant, or an expression (of `type`) that the loop does not change. */
  end: bigint | Expression;
  type: IntType;
  /** A turn that is left to the loop itself, since its condition steps first. */
  less: 0 | 1;
}

/**
 * Null where a loop does more than count, or could count past the end of a type. `idle` knows calls that do nothing:
 * `_nop_()` and its kin.
 */
export function countdown(loop: Loop, idle: (call: Call) => boolean): Countdown | null {
  if (loop.endless !== null || !loop.condition) return null;
  const body = onlyStatement(loop.body, idle);
  if (body === undefined) return null;
  let { condition } = loop;
  const inBody = body && stepOf(body);
  const inLoop = loop.step && stepOf(loop.step);
  if ((body && !inBody) || (loop.step && !inLoop)) return null;
  let step = inBody ?? inLoop;
  if (inBody && inLoop) return null;
  let less: 0 | 1 = step && loop.keyword === 'do' ? 1 : 0;
  // The condition steps itself: n--, --n, n-- > 0, --n != 0.
  let counter = condition.kind === 'binary' ? condition.left : condition;
  if (counter.kind === 'postfix' || counter.kind === 'unary') {
    const own = stepOf(counter);
    if (!own || step || own.up) return null;
    less = counter.kind === 'unary' ? 1 : 0;
    step = own;
    counter = counter.operand;
    if (condition.kind === 'binary') condition = { ...condition, left: counter };
    else condition = counter;
    if (condition.kind === 'binary' && !(condition.right.constant === 0n && /^(?:>|!=)$/.test(condition.operator)))
      return null;
  }
  if (!step || counter.kind !== 'identifier' || counter.symbol !== step.counter) return null;
  const own = resolve(step.counter.type);
  if (!isCounter(step.counter) || own.kind !== 'int') return null;
  if (condition.kind === 'identifier') return step.up ? null : { ...step, end: 0n, type: own, less };
  if (condition.kind !== 'binary') return null;
  const { operator, right } = condition;
  const type = resolve(condition.operandType);
  if (type.kind !== 'int' || type.bytes > 4 || (own.bytes === type.bytes && own.signed !== type.signed)) return null;
  const constant = typeof right.constant === 'bigint' ? right.constant : null;
  if (operator === '!=') {
    if (constant !== 0n || step.up) return null;
  } else if (!(step.up ? /^<=?$/ : /^>=?$/).test(operator)) return null;
  if (constant === null) {
    // The limit is a variable beside the counter, of the same kind.
    if (right.kind !== 'identifier' || right.symbol === step.counter || !isCounter(right.symbol)) return null;
    const other = resolve(right.symbol.type);
    if (other.kind !== 'int' || own.bytes !== type.bytes || other.bytes !== type.bytes) return null;
    if (other.signed !== type.signed) return null;
    return { ...step, end: right, type, less };
  }
  const bits = BigInt(own.bytes * 8 - (own.signed ? 1 : 0));
  if (constant < (own.signed ? -(1n << bits) : 0n) || constant >= 1n << bits) return null;
  return { ...step, end: constant, type, less };
}

/** The one statement that does something; null where none does, undefined where there are more. */
function onlyStatement(body: Statement, idle: (call: Call) => boolean): Expression | null | undefined {
  if (body.kind === 'empty') return null;
  if (body.kind === 'expression') {
    const { expression } = body;
    return expression.kind === 'call' && idle(expression) ? null : expression;
  }
  if (body.kind === 'assembly') return body.effects.length + body.outputs.length === 0 ? null : undefined;
  if (body.kind !== 'compound') return undefined;
  let found: Expression | null = null;
  for (const item of body.items) {
    const one = onlyStatement(item, idle);
    if (one === undefined || (one && found)) return undefined;
    found ??= one;
  }
  return found;
}

function stepOf(e: Expression): { counter: Symbol; up: boolean } | null {
  if ((e.kind !== 'postfix' && e.kind !== 'unary') || e.operand.kind !== 'identifier') return null;
  if (e.operator !== '++' && e.operator !== '--') return null;
  return { counter: e.operand.symbol, up: e.operator === '++' };
}

function isCounter({ kind, type, scope, storage, address, addressTaken }: Symbol): boolean {
  const known = resolve(type);
  return (
    kind === 'variable' &&
    scope !== 'global' &&
    storage !== 'static' &&
    storage !== 'extern' &&
    address === undefined &&
    !addressTaken &&
    known.kind === 'int' &&
    known.rank !== 0 &&
    known.bytes <= 4
  );
}
