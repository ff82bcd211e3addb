/** Loops: their blocks, the fuel they take, turns that are taken at once, counters that run over. */
import { type Call, type Expression, type Loop, type Symbol, walk } from '../ast.ts';
import { resolve } from '../types.ts';
import { GLOBAL } from './abi.ts';
import { arithmetic } from './arithmetic.ts';
import { br, brIf, type ControlEmitter, loopHead, restoreStack } from './control.ts';
import { condition, valueAs } from './convert.ts';
import { countdown } from './countdown.ts';
import { NOTE, note } from './notes.ts';
import { tellBound } from './waits.ts';
import { I32, op, VOID } from './wasm.ts';

/** while, do and for. */
export function loopStatement(f: ControlEmitter, s: Loop): void {
  const live = f.live.length;
  f.mark(s.line);
  if (s.init) f.statement(s.init);
  const counts = f.fuelLocal < 0 && callsNothing(s);
  if (counts) {
    f.fuelLocal = f.temp(I32);
    f.op(op.globalGet, GLOBAL.fuel);
    f.set(f.fuelLocal);
  }
  tellBound(f, s);
  f.block(op.block, VOID);
  const exit = f.depth;
  f.block(op.loop, VOID);
  const top = f.depth;
  skipTurns(f, s);
  if (s.keyword !== 'do' && s.condition && s.endless === null) {
    f.mark(s.condition.line);
    condition(f, s.condition);
    f.op(op.i32Eqz);
    brIf(f, exit);
  }
  f.block(op.block, VOID);
  f.breaks.push({ depth: exit });
  f.continues.push({ depth: f.depth });
  const before = new Set(f.sure);
  f.statement(s.body);
  f.breaks.pop();
  f.continues.pop();
  f.end();
  restoreStack(f);
  // A continue may leave the body early: what it gives a value is not sure.
  f.sure = new Set(before);
  if (s.step) {
    f.mark(s.step.line);
    checkCounter(f, s);
    f.drop(s.step);
  }
  f.sure = before;
  if (s.endless !== null) {
    loopHead(f, s.endless, s.line);
    f.fuel(s.line);
    br(f, top);
  } else if (s.keyword === 'do') {
    f.mark(s.condition!.line);
    condition(f, s.condition!);
    f.op(op.i32Eqz);
    brIf(f, exit);
    f.fuel(s.line);
    br(f, top);
  } else {
    f.fuel(s.line);
    br(f, top);
  }
  f.end();
  f.end();
  restoreStack(f);
  if (counts) {
    f.get(f.fuelLocal);
    f.op(op.globalSet, GLOBAL.fuel);
    f.release(I32, f.fuelLocal);
    f.fuelLocal = -1;
  }
  f.live.length = live;
}

/** A call of a function with an empty body: `_nop_()`. */
function doesNothing(f: ControlEmitter, { callee, args, builtin }: Call): boolean {
  if (builtin || args.length > 0 || callee.kind !== 'identifier' || callee.symbol.kind !== 'function') return false;
  const definition = f.module.definitionOf(callee.symbol);
  if (!definition) return false;
  // Bodies of preludes are read when something needs them.
  f.module.need(definition);
  const { body, parameters, unavailable } = definition;
  return body.items.length === 0 && parameters.length === 0 && !unavailable;
}

/** Takes the turns of a loop that only counts, as many as there is fuel for; the last ones are left to the loop. */
function skipTurns(f: ControlEmitter, s: Loop): void {
  const counts = f.unit.everyTurn ? null : countdown(s, (call) => doesNothing(f, call));
  if (!counts) return;
  const { counter, up, end, type, less } = counts;
  const home = f.homes.get(counter);
  const hasValue = (symbol: Symbol): boolean => !f.flags.has(symbol) || f.sure.has(symbol);
  if (home?.kind !== 'local' || !hasValue(counter)) return;
  if (typeof end !== 'bigint' && !(end.kind === 'identifier' && f.homes.get(end.symbol)?.kind === 'local')) return;
  if (typeof end !== 'bigint' && end.kind === 'identifier' && !hasValue(end.symbol)) return;
  const limit = (): void => {
    if (typeof end === 'bigint') f.constant(BigInt.asIntN(32, end), f.unit.types.int);
    else valueAs(f, end, type);
  };
  const turns = f.temp(I32);
  const fuel = f.temp(I32);
  const compare = (direction: '<' | '>'): void => arithmetic(f, direction, type, s.line);
  f.get(home.index);
  limit();
  compare(up ? '<' : '>');
  f.block(op.if, VOID);
  if (up) limit();
  else f.get(home.index);
  if (up) f.get(home.index);
  else limit();
  f.op(op.i32Sub);
  if (less > 0) {
    f.i32(less);
    f.op(op.i32Sub);
  }
  f.tee(turns);
  if (f.fuelLocal < 0) f.op(op.globalGet, GLOBAL.fuel);
  else f.get(f.fuelLocal);
  f.i32(1);
  f.op(op.i32Sub);
  f.tee(fuel);
  f.get(turns);
  f.get(fuel);
  f.op(op.i32LtU, op.select);
  f.set(turns);
  f.get(home.index);
  f.get(turns);
  f.op(up ? op.i32Add : op.i32Sub);
  f.set(home.index);
  if (f.fuelLocal < 0) f.op(op.globalGet, GLOBAL.fuel);
  else f.get(f.fuelLocal);
  f.get(turns);
  f.op(op.i32Sub);
  if (f.fuelLocal < 0) f.op(op.globalSet, GLOBAL.fuel);
  else f.set(f.fuelLocal);
  f.end();
  f.release(I32, turns);
  f.release(I32, fuel);
}

/** A signed counter that is about to step over the end of its type. */
function checkCounter(f: ControlEmitter, s: Loop): void {
  const { step, condition } = s;
  if (!step || (step.kind !== 'postfix' && step.kind !== 'unary') || step.operand.kind !== 'identifier') return;
  if (step.operator !== '++' && step.operator !== '--') return;
  const { symbol } = step.operand;
  const type = resolve(symbol.type);
  const home = f.homes.get(symbol);
  if (type.kind !== 'int' || !type.signed || type.rank === 0 || type.bytes === 8 || home?.kind !== 'local') return;
  const bits = BigInt(type.bytes * 8 - 1);
  const end = step.operator === '++' ? (1n << bits) - 1n : -(1n << bits);
  if (condition?.kind === 'binary' && stopsBefore(condition, symbol, step.operator, end)) return;
  f.get(home.index);
  f.i32(Number(end));
  f.op(op.i32Eq);
  f.rarely();
  note(f, NOTE.overflow, f.module.noteText(symbol.name), 0, step.line);
  f.end();
}

/** A loop in which nothing can see how much fuel is left, and that is left at its end only. */
function callsNothing(s: Loop): boolean {
  let calm = s.endless === null;
  walk(s, (node) => {
    switch (node.kind) {
      case 'call':
      case 'va-arg':
      case 'statement-expression':
      case 'compound-literal':
      case 'return':
      case 'goto':
      case 'label':
        calm = false;
        break;
      case 'loop':
        if (node.endless !== null) calm = false;
        break;
      case 'unary':
        if (node.operator === '*') calm = false;
        break;
      case 'member':
        if (node.arrow) calm = false;
        break;
      case 'index':
        if (resolve(node.array.type).kind !== 'array') calm = false;
        break;
      case 'identifier':
        if (node.symbol.address !== undefined || node.symbol.kind === 'bit' || node.symbol.unknown) calm = false;
        break;
    }
    return calm;
  });
  return calm;
}

/** Whether a loop's condition cannot hold for the last value of its counter. */
function stopsBefore(
  condition: Expression & { kind: 'binary' },
  counter: Symbol,
  step: '++' | '--',
  end: bigint,
): boolean {
  const { left, right, operator } = condition;
  if (left.kind !== 'identifier' || left.symbol !== counter) return false;
  const limit = right.constant;
  if (typeof limit === 'bigint') {
    if (step === '++')
      return operator === '<' ? limit <= end : operator === '<=' ? limit < end : operator === '!=' && limit <= end;
    return operator === '>' ? limit >= end : operator === '>=' ? limit > end : operator === '!=' && limit >= end;
  }
  const own = resolve(counter.type);
  const other = resolve(right.type);
  const fits = own.kind === 'int' && other.kind === 'int' && other.signed && other.bytes <= own.bytes;
  return fits && (step === '++' ? operator === '<' : operator === '>');
}
