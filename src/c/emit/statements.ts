/** Statements to wasm. Loops, ifs and switches become structured control flow. */
import type { Expression, Statement, Symbol } from '../ast.ts';
import { resolve, sizeOf } from '../types.ts';
import { SyntaxProblem } from '../unit.ts';
import { copy } from './bulk.ts';
import { br, type ControlEmitter, defaultResult } from './control.ts';
import { condition, valueAs } from './convert.ts';
import { compoundStatement, declare } from './declarations.ts';
import { loopStatement } from './loops.ts';
import { computedGoto, flatBranch, gotoLabel, jump } from './pieces.ts';
import { switchStatement } from './switches.ts';
import { op, VOID } from './wasm.ts';

/** One statement. */
export function statement(f: ControlEmitter, s: Statement): void {
  switch (s.kind) {
    case 'compound':
      compoundStatement(f, s, (item) => statement(f, item));
      return;
    case 'expression':
      f.mark(s.line);
      f.drop(s.expression);
      return;
    case 'declaration':
      for (const variable of s.variables) declare(f, variable);
      return;
    case 'if':
      ifStatement(f, s);
      return;
    case 'loop':
      loopStatement(f, s);
      return;
    case 'switch':
      switchStatement(f, s);
      return;
    case 'case':
    case 'label':
      statement(f, s.body);
      return;
    case 'break':
    case 'continue': {
      const target = (s.kind === 'break' ? f.breaks : f.continues).at(-1);
      if (!target) throw new SyntaxProblem(`"${s.kind}" outside of a loop`, s.line);
      jump(f, target);
      return;
    }
    case 'goto':
      if (s.target) computedGoto(f, s.target, s.line);
      else gotoLabel(f, s.name, s.line);
      return;
    case 'return':
      returnStatement(f, s.value, s.line);
      return;
    case 'assembly':
      for (const effect of s.effects) f.drop(effect);
      for (const place of s.outputs) if (place.kind === 'identifier') f.given(place.symbol);
      return;
    case 'empty':
      return;
  }
}

/** GNU `({ ... })`. */
export function statementExpression(
  f: ControlEmitter,
  e: Expression & { kind: 'statement-expression' },
  wanted: boolean,
): void {
  const { items } = e.body;
  const last = items.at(-1);
  const type = f.decay(e.type);
  const live = f.live.length;
  const flat = f.flat;
  for (const item of items.slice(0, -1)) statement(f, item);
  if (last) {
    if (last.kind === 'expression' && type.kind !== 'void' && wanted) f.expression(last.expression);
    else statement(f, last);
  }
  if (wanted && type.kind !== 'void' && last?.kind !== 'expression') f.constant(0n, type);
  f.flat = flat;
  f.live.length = live;
}

function ifStatement(f: ControlEmitter, first: Statement & { kind: 'if' }): void {
  // A chain of else-ifs: a block that every branch leaves, no nesting.
  let s: Statement | null = first;
  const chain: (Statement & { kind: 'if' })[] = [];
  while (s?.kind === 'if') {
    chain.push(s);
    s = s.otherwise;
  }
  const otherwise = s;
  if (chain.length === 1) {
    f.mark(first.line);
    condition(f, first.condition);
    f.block(op.if, VOID);
    const before = new Set(f.sure);
    statement(f, first.then);
    const after = f.sure;
    f.sure = before;
    if (otherwise) {
      f.sure = new Set(before);
      f.else();
      statement(f, otherwise);
      for (const symbol of f.sure) if (!after.has(symbol)) f.sure.delete(symbol);
    }
    f.end();
    return;
  }
  f.block(op.block, VOID);
  const done = f.depth;
  let always: Set<Symbol> | null = null;
  const meet = (): void => {
    const own = f.sure;
    always = always ? new Set([...always].filter((symbol) => own.has(symbol))) : own;
  };
  for (const item of chain) {
    f.mark(item.line);
    condition(f, item.condition);
    f.block(op.if, VOID);
    const before = new Set(f.sure);
    statement(f, item.then);
    meet();
    f.sure = before;
    br(f, done);
    f.end();
  }
  if (otherwise) {
    statement(f, otherwise);
    meet();
    f.sure = always ?? f.sure;
  }
  f.end();
}

function returnStatement(f: ControlEmitter, value: Expression | null, line: number): void {
  f.mark(line);
  const type = f.returnType;
  if (type.kind === 'struct') {
    if (value) {
      f.get(f.structTarget);
      f.expression(value);
      f.i32(sizeOf(type, f.unit.target));
      copy(f, false, line);
    }
  } else if (type.kind === 'void') {
    if (value) f.drop(value);
  } else if (value && resolve(value.type).kind !== 'void') valueAs(f, value, type);
  else {
    if (value) f.drop(value);
    defaultResult(f);
  }
  if (f.flat) flatBranch(f, true);
  else br(f, f.exit);
}
