/** Functions that no text has: what runs before main, and what stands behind a pointer to a function of the host. */
import {
  type Expression,
  type FunctionDefinition,
  newFunction,
  type Symbol,
  type VariableDeclaration,
} from '../ast.ts';
import { type FunctionType, resolve } from '../types.ts';
import { SyntaxProblem } from '../unit.ts';
import type { OutsideCall } from './abi.ts';
import type { CodeBlock } from './emitted.ts';
import { FunctionEmitter } from './function.ts';
import { addressOf } from './globals.ts';
import { initialiseAt } from './initialise.ts';
import type { ModuleEmitter } from './module.ts';
import { I32, op, VOID } from './wasm.ts';

/** Initialisers that are not constant, in order, then the statements outside of any function. */
export function initialisers(
  module: ModuleEmitter,
  take: () => VariableDeclaration[],
  loose: FunctionDefinition | undefined,
): CodeBlock {
  const emitter = new FunctionEmitter(module, null);
  emitter.block(op.block, VOID);
  if (module.tooBig) emitter.trap(`out-of-memory:${module.tooBig.message}`, module.tooBig.line);
  for (let list = take(); list.length > 0; list = take()) {
    for (const { symbol, initializer, line, constructorArgs } of list) {
      try {
        const at = { kind: 'fixed' as const, offset: addressOf(module, symbol) };
        if (constructorArgs) emitter.drop(initializer!);
        else initialiseAt(emitter, at, symbol.type, initializer!);
      } catch (error) {
        if (!(error instanceof SyntaxProblem)) throw error;
        module.unit.note('error', 'initialiser', `${symbol.name} starts as 0: ${error.message}`, line);
      }
    }
  }
  const starters = module.unit.functions.filter((definition) => definition.runs && !definition.unavailable);
  const atExit = module.unit.lookup('atexit', true);
  for (const { runs, symbol, line, type } of starters) {
    if (type.parameters.length > 0) continue;
    if (runs === 'before') {
      emitter.callSymbol(symbol, line);
      if (resolve(type.returns).kind !== 'void') emitter.op(op.drop);
    } else if (atExit?.definition) {
      module.need(atExit.definition);
      emitter.i32(module.functionAddress(symbol));
      emitter.callSymbol(atExit, line);
      emitter.op(op.drop);
    }
  }
  // Statements outside of any function that make no sense leave main as it is.
  if (loose && !loose.unavailable) {
    module.need(loose);
    emitter.callSymbol(loose.symbol, loose.line);
  }
  emitter.end();
  return emitter.finish('.init');
}

/** A function of the host that is called through a pointer. */
export function thunk(module: ModuleEmitter, symbol: Symbol): CodeBlock {
  const type = resolve(symbol.type) as FunctionType;
  if (symbol.native) return nativeThunk(module, symbol, type);
  const parameters = type.parameters.map(
    (p, i): Symbol => ({
      kind: 'variable',
      name: `p${i}`,
      type: p.type,
      line: 0,
      column: 0,
      scope: 'parameter',
      fromPrelude: true,
    }),
  );
  const definition = newFunction(
    { line: 0, column: 0 },
    {
      name: symbol.name,
      symbol: { ...symbol },
      type: { ...type, variadic: false },
      parameters,
      body: { kind: 'compound', line: 0, column: 0, items: [], endLine: 0 },
      endLine: 0,
      fromPrelude: true,
    },
  );
  const returns = resolve(type.returns);
  const call: Expression = {
    kind: 'call',
    line: 0,
    column: 0,
    type: type.returns,
    name: symbol.name,
    callee: { kind: 'identifier', line: 0, column: 0, name: symbol.name, symbol, type },
    args: parameters.map((p) => ({ kind: 'identifier', line: 0, column: 0, name: p.name, symbol: p, type: p.type })),
  };
  definition.body.items.push(
    returns.kind === 'void'
      ? { kind: 'expression', line: 0, column: 0, expression: call }
      : { kind: 'return', line: 0, column: 0, value: call },
  );
  return new FunctionEmitter(module, definition).emit();
}

/** Passes its arguments on as they are, the list of a variadic function included. */
function nativeThunk(module: ModuleEmitter, symbol: Symbol, type: FunctionType): CodeBlock {
  const emitter = new FunctionEmitter(module, null);
  emitter.type = type;
  emitter.returnType = resolve(type.returns);
  const signature = module.signatureOf(type);
  emitter.parameterCount = signature.parameters.length;
  signature.parameters.forEach((_, i) => {
    emitter.get(i);
  });
  emitter.i32(0);
  const call: OutsideCall = {
    native: true,
    name: symbol.name,
    kinds: [],
    words: [],
    result: '',
    signature: { parameters: [...signature.parameters, I32], results: signature.results },
  };
  emitter.callOutside(module.outsideIndex(call), 0);
  return emitter.finish(symbol.name);
}
