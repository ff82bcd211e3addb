/**
 * Statements of a flat function. What holds a label inside an expression is computed before its statement: at a label
 * nothing can lie on the stack.
 */
import { children, type Expression, type Loop, type Statement, type Switch } from '../ast.ts';
import { pointerTo } from '../types.ts';
import { GLOBAL, valueType, WAITING } from './abi.ts';
import { store } from './access.ts';
import { type ControlEmitter, defaultResult, loopHead, restoreStack } from './control.ts';
import { condition, valueAs } from './convert.ts';
import { compoundStatement, declare } from './declarations.ts';
import { flatBranch, flatJump, flatJumpUnless, markPaths, newLabel, placeLabel, pushLabel } from './pieces.ts';
import { suspends } from './suspension.ts';
import { matches } from './switches.ts';
import { I32, I64, op, VOID } from './wasm.ts';

/** A statement that may hold labels. */
export function flatStatement(f: ControlEmitter, s: Statement): void {
  if (!f.labelled.has(s)) {
    f.statement(s);
    return;
  }
  switch (s.kind) {
    case 'compound':
      compoundStatement(f, s, (item) => flatStatement(f, item));
      return;
    case 'label': {
      const named = f.namedLabels.get(s.name);
      if (named) {
        placeLabel(f, named.label);
        restoreStack(f);
        named.placed = true;
      }
      flatStatement(f, s.body);
      return;
    }
    case 'case': {
      const label = f.caseLabels.get(s);
      if (label !== undefined) placeLabel(f, label);
      flatStatement(f, s.body);
      return;
    }
    case 'if': {
      hoist(f, s.condition);
      if (!f.labelled.has(s.then) && !(s.otherwise && f.labelled.has(s.otherwise))) {
        f.statement(s);
        return;
      }
      const otherwise = newLabel(f);
      flatJumpUnless(f, s.condition, otherwise);
      flatStatement(f, s.then);
      if (s.otherwise) {
        const done = newLabel(f);
        flatJump(f, done);
        placeLabel(f, otherwise);
        flatStatement(f, s.otherwise);
        placeLabel(f, done);
      } else placeLabel(f, otherwise);
      return;
    }
    case 'loop':
      flatLoop(f, s);
      return;
    case 'switch':
      flatSwitch(f, s);
      return;
    case 'declaration':
      for (const variable of s.variables) {
        if (variable.initializer && variable.symbol.storage !== 'static') hoist(f, variable.initializer);
        declare(f, variable);
      }
      return;
    case 'expression':
      hoist(f, s.expression);
      f.statement(s);
      return;
    case 'return':
      if (s.value) hoist(f, s.value);
      f.statement(s);
      return;
    case 'goto':
      if (s.target) hoist(f, s.target);
      f.statement(s);
      return;
    default:
      f.statement(s);
  }
}

function flatLoop(f: ControlEmitter, s: Loop): void {
  const live = f.live.length;
  const top = newLabel(f);
  const next = newLabel(f);
  const exit = newLabel(f);
  if (s.init) flatStatement(f, s.init);
  placeLabel(f, top);
  if (s.keyword !== 'do' && s.condition) hoist(f, s.condition);
  if (s.keyword !== 'do' && s.condition && s.endless === null) flatJumpUnless(f, s.condition, exit);
  f.breaks.push({ flat: exit });
  f.continues.push({ flat: next });
  flatStatement(f, s.body);
  f.breaks.pop();
  f.continues.pop();
  placeLabel(f, next);
  restoreStack(f);
  if (s.step) {
    hoist(f, s.step);
    f.drop(s.step);
  }
  if (s.keyword === 'do') hoist(f, s.condition!);
  if (s.keyword === 'do' && s.endless === null) flatJumpUnless(f, s.condition!, exit);
  if (s.endless !== null) loopHead(f, s.endless, s.line);
  f.fuel(s.line);
  flatJump(f, top);
  placeLabel(f, exit);
  restoreStack(f);
  f.live.length = live;
}

function flatSwitch(f: ControlEmitter, s: Switch): void {
  const type = f.decay(s.value.type);
  const wide = valueType(type) === I64;
  const exit = newLabel(f);
  const value = f.newLocal(wide ? I64 : I32);
  f.mark(s.line);
  hoist(f, s.value);
  f.expression(s.value);
  f.set(value);
  let fallback = exit;
  for (const c of s.cases) {
    let label = f.caseLabels.get(c);
    if (label === undefined) {
      // A regular switch that holds a goto's label: its cases become labels of the flat function too.
      label = newLabel(f);
      f.caseLabels.set(c, label);
    }
    f.labelled.add(c);
    if (c.from === null) {
      fallback = label;
      continue;
    }
    matches(f, value, wide, { from: c.from, to: c.to! });
    f.block(op.if, VOID);
    flatJump(f, label);
    f.end();
  }
  flatJump(f, fallback);
  markPaths(f, s.body);
  f.breaks.push({ flat: exit });
  flatStatement(f, s.body);
  f.breaks.pop();
  placeLabel(f, exit);
  restoreStack(f);
}

/**
 * Computes what holds a label before the statement it stands in: at a label nothing can lie on the stack. Calls of
 * setjmp are such labels, longjmp leads there.
 */
function hoist(f: ControlEmitter, e: Expression): void {
  if (!f.labelled.has(e)) return;
  if (e.kind === 'statement-expression') {
    hoistStatements(f, e);
    return;
  }
  if (e.kind === 'binary' && (e.operator === '&&' || e.operator === '||') && f.labelled.has(e.right)) {
    // a && b is a ? b != 0 : 0.
    const local = f.newLocal(I32);
    const end = newLabel(f);
    hoist(f, e.left);
    condition(f, e.left);
    f.op(op.i32Eqz, op.i32Eqz);
    f.tee(local);
    if (e.operator === '&&') f.op(op.i32Eqz);
    f.block(op.if, VOID);
    flatJump(f, end);
    f.end();
    hoist(f, e.right);
    condition(f, e.right);
    f.op(op.i32Eqz, op.i32Eqz);
    f.set(local);
    placeLabel(f, end);
    f.hoisted.set(e, local);
    return;
  }
  if (e.kind === 'conditional' && e.then && (f.labelled.has(e.then) || f.labelled.has(e.otherwise))) {
    hoistConditional(f, e, e.then);
    return;
  }
  if (e.kind === 'comma' && f.resumes) {
    hoistComma(f, e);
    return;
  }
  for (const child of children(e)) hoist(f, child as Expression);
  if (e.kind === 'call' && e.builtin === '__builtin_setjmp') hoistSetjmp(f, e);
  else if (e.kind === 'call' && f.resumes && suspends(f.module, e)) hoistWait(f, e);
}

function hoistConditional(f: ControlEmitter, e: Expression & { kind: 'conditional' }, then: Expression): void {
  const type = f.decay(e.type);
  const wasm = type.kind === 'void' ? null : valueType(type);
  const local = wasm === null ? -1 : f.newLocal(wasm);
  const [otherwise, done] = [newLabel(f), newLabel(f)];
  const branch = (value: Expression): void => {
    hoist(f, value);
    if (wasm === null) f.drop(value);
    else {
      if (type.kind === 'struct') f.expression(value);
      else valueAs(f, value, type);
      f.set(local);
    }
  };
  hoist(f, e.condition);
  flatJumpUnless(f, e.condition, otherwise);
  branch(then);
  flatJump(f, done);
  placeLabel(f, otherwise);
  branch(e.otherwise);
  placeLabel(f, done);
  f.hoisted.set(e, local);
}

function hoistStatements(f: ControlEmitter, e: Expression & { kind: 'statement-expression' }): void {
  const type = f.decay(e.type);
  const wasm = type.kind === 'void' ? null : valueType(type);
  const last = e.body.items.at(-1);
  const live = f.live.length;
  for (const item of e.body.items) {
    if (item !== last || wasm === null) {
      flatStatement(f, item);
      continue;
    }
    // The value may be a label's own statement: `label: x;`.
    let at = item;
    while (at.kind === 'label') {
      const named = f.namedLabels.get(at.name);
      if (named) {
        placeLabel(f, named.label);
        named.placed = true;
      }
      at = at.body;
    }
    if (at.kind !== 'expression') {
      flatStatement(f, at);
      continue;
    }
    hoist(f, at.expression);
    const local = f.newLocal(wasm);
    f.expression(at.expression);
    f.set(local);
    f.hoisted.set(e, local);
  }
  if (!f.hoisted.has(e)) f.hoisted.set(e, wasm === null ? -1 : f.newLocal(wasm));
  f.live.length = live;
}

/** What stands left of a comma is done before the rest begins. */
function hoistComma(f: ControlEmitter, e: Expression & { kind: 'comma' }): void {
  const type = f.decay(e.type);
  const wasm = type.kind === 'void' ? null : valueType(type);
  hoist(f, e.left);
  f.drop(e.left);
  hoist(f, e.right);
  if (wasm === null) {
    f.drop(e.right);
    f.hoisted.set(e, -1);
    return;
  }
  const local = f.newLocal(wasm);
  f.expression(e.right);
  f.set(local);
  f.hoisted.set(e, local);
}

/**
 * A call in which the run may be set aside. Its arguments are computed before the label; behind it everything can be done
 * a second time: the callee takes up its own variables again and goes on where it was.
 */
function hoistWait(f: ControlEmitter, e: Expression & { kind: 'call' }): void {
  const keep = (each: Expression): void => {
    const wasm = valueType(f.decay(each.type));
    if (wasm === null || each.constant !== undefined || f.hoisted.has(each)) return;
    const local = f.newLocal(wasm);
    f.expression(each);
    f.set(local);
    f.hoisted.set(each, local);
  };
  for (const arg of e.args) keep(arg);
  if (e.callee.kind !== 'identifier' || e.callee.symbol.kind !== 'function') keep(e.callee);
  const label = newLabel(f);
  const wasm = valueType(f.decay(e.type));
  const value = wasm === null ? -1 : f.newLocal(wasm);
  placeLabel(f, label);
  f.mark(e.line);
  f.expression(e);
  if (value >= 0) f.set(value);
  f.op(op.globalGet, GLOBAL.waiting, op.i32Const, WAITING.leaving, op.i32Eq);
  f.rarely();
  pushLabel(f, label);
  f.set(f.pc);
  defaultResult(f);
  flatBranch(f, true);
  f.end();
  f.hoisted.set(e, value);
}

function hoistSetjmp(f: ControlEmitter, e: Expression & { kind: 'call' }): void {
  const env = f.temp(I32);
  const label = newLabel(f);
  const value = f.newLocal(I32);
  f.module.usesJumps();
  valueAs(f, e.args[0]!, pointerTo(f.unit.types.void));
  f.set(env);
  const put = (offset: number, what: () => void): void => {
    f.get(env);
    what();
    store(f, { kind: 'address', offset }, { ...f.unit.types.int, bytes: 4 }, e.line);
  };
  put(0, () => pushLabel(f, label));
  put(4, () => f.get(f.callNumber));
  put(8, () => f.op(op.globalGet, GLOBAL.stack));
  f.release(I32, env);
  f.i32(0);
  f.set(f.brought);
  placeLabel(f, label);
  f.get(f.brought);
  f.set(value);
  f.hoisted.set(e, value);
}
