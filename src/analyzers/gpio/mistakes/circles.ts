import { type AnyNode, type Expression, type Loop, type Statement, type Symbol, walk } from '../../../c/ast.ts';
import { bare, constantOf, isInteger } from './tree.ts';

/** Turns of a loop that are counted through. */
const MOST_TURNS = 70_000;

/**
 * A loop over one counter that comes back to a value it had before and so never gets to its end: the counter depends on nothing
 * but itself, and every value it is given before is followed.
 */
export function goesInCircles(loop: Loop, scope: Statement): boolean {
  const counter = loop.condition && counterOf(loop.condition);
  if (!counter || counter.addressTaken || counter.scope === 'global' || !isInteger(counter.type)) return false;
  const { bytes, signed } = counter.type;
  if (bytes > 4) return false;
  const wrap = (value: number): number =>
    bytes === 4
      ? signed
        ? value | 0
        : value >>> 0
      : signed
        ? (value << (32 - bytes * 8)) >> (32 - bytes * 8)
        : value & (2 ** (bytes * 8) - 1);
  const steps: Step[] = [];
  if (!collect(loop.body, counter, steps) || (loop.step && !collectExpression(loop.step, counter, steps))) return false;
  // A plain counting loop is nobody's circle; one that wraps round is another mistake.
  if (!steps.some((step) => step.kind === 'if')) return false;
  if (mentions(loop.condition!, counter) && !readsOnly(loop.condition!, counter)) return false;
  const starts = startsOf(loop, scope, counter);
  return starts.length > 0 && starts.every((start) => circles(start, loop.condition!, steps, counter, wrap));
}

type Step =
  | { kind: 'set'; value: Expression }
  | { kind: 'add'; by: number }
  | { kind: 'if'; condition: Expression; then: Step[]; otherwise: Step[] };

/** The values the counter is given outside of the loop; none where one of them is not known. */
function startsOf(loop: Loop, scope: Statement, counter: Symbol): number[] {
  const given: (number | null)[] = [];
  walk(scope, (node, parents) => {
    if (node === loop.body || parents.includes(loop.body)) return false;
    if (node.kind === 'variable' && node.symbol === counter && node.initializer)
      given.push(constantOf(node.initializer));
    if (node.kind === 'assignment' && bare(node.target).kind === 'identifier' && mentions(node.target, counter))
      given.push(node.operator === '=' ? constantOf(node.value) : null);
    return undefined;
  });
  return given.includes(null) ? [] : given.filter((value) => value !== null);
}

function circles(
  start: number,
  condition: Expression,
  steps: Step[],
  counter: Symbol,
  wrap: (value: number) => number,
): boolean {
  let value = start;
  const seen = new Set<number>();
  for (let turn = 0; turn < MOST_TURNS; turn++) {
    const goesOn = valueOf(condition, counter, value);
    if (goesOn === null || goesOn === 0) return false;
    if (seen.has(value)) return true;
    seen.add(value);
    const next = run(steps, counter, value, wrap);
    if (next === null) return false;
    value = next;
  }
  return false;
}

function run(steps: Step[], counter: Symbol, start: number, wrap: (value: number) => number): number | null {
  let value: number | null = start;
  for (const step of steps) {
    if (value === null) return null;
    if (step.kind === 'add') value = wrap(value + step.by);
    else if (step.kind === 'set') {
      const set: number | null = valueOf(step.value, counter, value);
      value = set === null ? null : wrap(set);
    } else {
      const holds = valueOf(step.condition, counter, value);
      value = holds === null ? null : run(holds ? step.then : step.otherwise, counter, value, wrap);
    }
  }
  return value;
}

function counterOf(condition: Expression): Symbol | null {
  const at = bare(condition);
  const left = at.kind === 'binary' ? bare(at.left) : at;
  return left.kind === 'identifier' && left.symbol.kind === 'variable' ? left.symbol : null;
}

function mentions(node: AnyNode, counter: Symbol): boolean {
  let found = false;
  walk(node, (each) => {
    if (each.kind === 'identifier' && each.symbol === counter) found = true;
  });
  return found;
}

/** Whether an expression leaves the counter as it is. */
function readsOnly(node: AnyNode, counter: Symbol): boolean {
  let only = true;
  walk(node, (each) => {
    const target = each.kind === 'assignment' ? each.target : steps(each);
    if (target && bare(target).kind === 'identifier' && mentions(target, counter)) only = false;
  });
  return only;
}

const steps = (node: AnyNode): Expression | null =>
  (node.kind === 'postfix' || node.kind === 'unary') && (node.operator === '++' || node.operator === '--')
    ? node.operand
    : null;

/** What the statements do to the counter, in their order; false where that cannot be told. */
function collect(statement: Statement, counter: Symbol, into: Step[]): boolean {
  if (readsOnly(statement, counter)) return true;
  switch (statement.kind) {
    case 'compound':
      return statement.items.every((item) => collect(item, counter, into));
    case 'expression':
      return collectExpression(statement.expression, counter, into);
    case 'if': {
      if (!readsOnly(statement.condition, counter)) return false;
      const step = { kind: 'if' as const, condition: statement.condition, then: [], otherwise: [] };
      into.push(step);
      return (
        collect(statement.then, counter, step.then) &&
        (statement.otherwise === null || collect(statement.otherwise, counter, step.otherwise))
      );
    }
    default:
      return false;
  }
}

function collectExpression(expression: Expression, counter: Symbol, into: Step[]): boolean {
  if (readsOnly(expression, counter)) return true;
  const at = bare(expression);
  if (steps(at)) {
    into.push({ kind: 'add', by: 'operator' in at && at.operator === '++' ? 1 : -1 });
    return true;
  }
  if (at.kind !== 'assignment' || !readsOnly(at.value, counter)) return false;
  if (at.operator === '=') {
    into.push({ kind: 'set', value: at.value });
    return true;
  }
  const by = constantOf(at.value);
  if (by === null || (at.operator !== '+=' && at.operator !== '-=')) return false;
  into.push({ kind: 'add', by: at.operator === '+=' ? by : -by });
  return true;
}

/** An expression's value where nothing but constants and the counter stand in it. */
function valueOf(node: Expression, counter: Symbol, value: number): number | null {
  const constant = constantOf(node);
  if (constant !== null) return constant;
  const at = bare(node);
  if (at.kind === 'identifier') return at.symbol === counter ? value : null;
  if (at.kind === 'unary' && at.operator === '!') {
    const inner = valueOf(at.operand, counter, value);
    return inner === null ? null : inner ? 0 : 1;
  }
  if (at.kind !== 'binary') return null;
  const [left, right] = [valueOf(at.left, counter, value), valueOf(at.right, counter, value)];
  if (left === null || right === null) return null;
  switch (at.operator) {
    case '<':
      return Number(left < right);
    case '<=':
      return Number(left <= right);
    case '>':
      return Number(left > right);
    case '>=':
      return Number(left >= right);
    case '==':
      return Number(left === right);
    case '!=':
      return Number(left !== right);
    case '+':
      return left + right;
    case '-':
      return left - right;
    case '%':
      return right === 0 ? null : left % right;
    case '&&':
      return Number(left !== 0 && right !== 0);
    case '||':
      return Number(left !== 0 || right !== 0);
    default:
      return null;
  }
}
