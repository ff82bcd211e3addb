/** Variables of a block: their initialisers, and arrays of variable length on the stack. */
import {
  type Compound,
  type FunctionDefinition,
  type Statement,
  type Symbol,
  type VariableDeclaration,
  walk,
} from '../ast.ts';
import { isVariableLength } from '../semantics/values.ts';
import { resolve } from '../types.ts';
import { allocate } from './builtin-memory.ts';
import { type ControlEmitter, restoreStack } from './control.ts';
import { sizeOfRuntime, valueAs } from './convert.ts';
import { addressOf } from './globals.ts';
import { initialiseAt } from './initialise.ts';
import { I32 } from './wasm.ts';

/** A variable comes into scope, with its initialiser. */
export function declare(f: ControlEmitter, variable: VariableDeclaration): void {
  const { symbol, initializer } = variable;
  if (symbol.kind !== 'variable') return;
  if (symbol.storage === 'static' || symbol.address !== undefined) {
    if (symbol.address === undefined) addressOf(f.module, symbol);
    return;
  }
  f.mark(variable.line);
  const home = f.home(symbol);
  if (home.kind === 'pointer') {
    f.fp();
    sizeOfRuntime(f, symbol.type);
    allocate(f, variable.line);
    f.set(home.index);
    f.arrays.push(home.index);
    return;
  }
  if (home.kind === 'local') f.live.push(symbol);
  if (variable.constructorArgs) {
    if (initializer) f.drop(initializer);
    return;
  }
  if (!initializer) {
    if (home.kind === 'local' && !f.flat && !symbol.fromPrelude) track(f, symbol);
    return;
  }
  if (home.kind === 'frame') {
    initialiseAt(f, { kind: 'frame', offset: home.offset }, symbol.type, initializer);
    return;
  }
  const value = initializer.kind === 'initializer-list' ? initializer.items[0]?.value : initializer;
  if (value) valueAs(f, value, symbol.type);
  else f.constant(0n, symbol.type);
  f.set(home.index);
}

/** From here on it is known whether the variable has a value. */
function track(f: ControlEmitter, symbol: Symbol): void {
  let flag = f.flags.get(symbol);
  if (flag === undefined) {
    flag = f.newLocal(I32);
    f.flags.set(symbol, flag);
  }
  f.i32(0);
  f.set(flag);
  f.sure.delete(symbol);
}

/** Whether the function has variable-length arrays, and no alloca whose room must stay. */
export function looksForArrays(definition: FunctionDefinition): boolean {
  if (!definition.locals.some((symbol) => isVariableLength(resolve(symbol.type)))) return false;
  let kept = false;
  walk(definition.body, (node) => {
    if (node.kind === 'call' && node.builtin === '__builtin_alloca') kept = true;
  });
  return !kept;
}

/** A block: its arrays are gone behind it. */
export function compoundStatement(f: ControlEmitter, s: Compound, each: (item: Statement) => void): void {
  const live = f.live.length;
  const arrays = f.arrays.length;
  for (const item of s.items) each(item);
  if (f.arrays.length > arrays) {
    f.arrays.length = arrays;
    restoreStack(f);
  }
  f.live.length = live;
}
