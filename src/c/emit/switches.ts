/** Switches: a jump table where the values lie close together, else one comparison a case. */
import type { Case, Statement, Switch } from '../ast.ts';
import { SyntaxProblem } from '../unit.ts';
import { valueType } from './abi.ts';
import { br, brIf, type ControlEmitter, restoreStack } from './control.ts';
import { I32, I64, op, VOID } from './wasm.ts';

/** Values of a switch that may lie unused in a jump table, for each case. */
const TABLE_SPREAD = 4;

/** A switch whose labels stand directly in its block. */
export function switchStatement(f: ControlEmitter, s: Switch): void {
  if (s.cases.some((c) => f.caseLabels.has(c)))
    throw new SyntaxProblem('a case label stands inside a nested statement', s.line);
  f.mark(s.line);
  const type = f.decay(s.value.type);
  const live = f.live.length;
  const items = s.body.kind === 'compound' ? s.body.items : [s.body];
  // Segments of statements, each begun by one or more labels.
  const segments: { cases: Case[]; items: Statement[] }[] = [{ cases: [], items: [] }];
  for (const item of items) {
    let at: Statement = item;
    const cases: Case[] = [];
    while (at.kind === 'case' || at.kind === 'label') {
      if (at.kind === 'case') cases.push(at);
      at = at.body;
    }
    if (cases.length > 0) segments.push({ cases, items: [] });
    segments.at(-1)!.items.push(at);
  }
  const wide = valueType(type) === I64;
  const value = f.temp(wide ? I64 : I32);
  f.expression(s.value);
  if (type.kind === 'int' && type.bytes < 4 && f.unit.target.intBits !== 16) f.normalise(type);
  f.set(value);
  f.block(op.block, VOID);
  const exit = f.depth;
  const count = segments.length;
  for (let i = 0; i < count; i++) f.block(op.block, VOID);
  // Segment i begins where the block opened as number count - 1 - i ends.
  const depthOf = (i: number): number => exit + count - i;
  let fallback = exit;
  const ranges: { from: bigint; to: bigint; depth: number }[] = [];
  segments.forEach((segment, i) => {
    for (const c of segment.cases) {
      if (c.from === null) fallback = depthOf(i);
      else ranges.push({ from: c.from, to: c.to!, depth: depthOf(i) });
    }
  });
  dispatch(f, value, wide, ranges, fallback);
  f.breaks.push({ depth: exit });
  const sure = f.sure;
  segments.forEach((segment) => {
    f.end();
    f.sure = new Set(sure);
    for (const item of segment.items) f.statement(item);
  });
  f.sure = sure;
  f.breaks.pop();
  f.end();
  restoreStack(f);
  f.release(wide ? I64 : I32, value);
  f.live.length = live;
}

function dispatch(
  f: ControlEmitter,
  value: number,
  wide: boolean,
  ranges: { from: bigint; to: bigint; depth: number }[],
  fallback: number,
): void {
  const usable = ranges.filter((range) => range.to >= range.from);
  if (usable.length === 0) {
    br(f, fallback);
    return;
  }
  const low = usable.reduce((min, r) => (r.from < min ? r.from : min), usable[0]!.from);
  const high = usable.reduce((max, r) => (r.to > max ? r.to : max), usable[0]!.to);
  const span = high - low + 1n;
  if (!wide && usable.length >= 4 && span <= BigInt(usable.length * TABLE_SPREAD + 8)) {
    const table = new Array<number>(Number(span)).fill(fallback);
    for (let i = usable.length - 1; i >= 0; i--) {
      for (let v = usable[i]!.from; v <= usable[i]!.to; v++) table[Number(v - low)] = usable[i]!.depth;
    }
    f.get(value);
    f.i32(Number(BigInt.asIntN(32, low)));
    f.op(op.i32Sub, op.brTable);
    f.code.u(table.length);
    for (const depth of table) f.code.u(f.depth - depth);
    f.code.u(f.depth - fallback);
    return;
  }
  for (const range of usable) {
    matches(f, value, wide, range);
    brIf(f, range.depth);
  }
  br(f, fallback);
}

/** 1 where the local lies in the range. */
export function matches(f: ControlEmitter, value: number, wide: boolean, range: { from: bigint; to: bigint }): void {
  const push = (n: bigint): void => (wide ? f.i64(n) : f.i32(Number(BigInt.asIntN(32, n))));
  f.get(value);
  push(range.from);
  if (range.from === range.to) {
    f.op(wide ? op.i64Eq : op.i32Eq);
    return;
  }
  // value - from <= to - from, unsigned
  f.op(wide ? op.i64Sub : op.i32Sub);
  push(range.to - range.from);
  f.op(wide ? 0x58 : 0x4d);
}
