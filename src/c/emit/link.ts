/**
 * A module of all that is needed: its functions are compiled, numbered and put together with imports, table and memory.
 */
import type { Symbol } from '../ast.ts';
import type { Unit } from '../unit.ts';
import { CALLS_A_TICK, FIXED_IMPORTS, JUMP, LIMITS, PAGE, SLICE, WAITING } from './abi.ts';
import type { CodeBlock, EmittedModule } from './emitted.ts';
import { FunctionEmitter } from './function.ts';
import { addressOf } from './globals.ts';
import { ModuleEmitter } from './module.ts';
import { initialisers, thunk } from './synthetic.ts';
import { assemble, I32, type ValueType, writeU5 } from './wasm.ts';

/** Compiles all functions and what they need. */
export function emitModule(unit: Unit): EmittedModule {
  const m = new ModuleEmitter(unit);
  const code: CodeBlock[] = [];
  for (const declaration of unit.variables) {
    const { symbol } = declaration;
    if (symbol.fromPrelude || symbol.kind !== 'variable' || symbol.address !== undefined) continue;
    if (symbol.scope !== 'global') continue;
    if (m.canonical(symbol) !== symbol) continue;
    addressOf(m, symbol);
  }
  for (const definition of unit.functions) m.need(definition);
  emitQueue(m, code);
  // Initialisers that are not constant run before main, in the order of the text.
  const loose = unit.functions.find((f) => f.name === '.loose');
  const init = initialisers(m, () => m.dynamic.splice(0), loose);
  emitQueue(m, code);
  return link(m, code, init);
}

/** Compiles what is needed, and what that needs. */
function emitQueue(m: ModuleEmitter, code: CodeBlock[]): void {
  for (let next = m.queue.shift(); next; next = m.queue.shift()) code.push(new FunctionEmitter(m, next).emit());
}

function link(m: ModuleEmitter, code: CodeBlock[], init: CodeBlock): EmittedModule {
  // Table entries of functions without a body need a function that makes the outside call.
  const thunks = new Map<Symbol, CodeBlock>();
  for (const entry of m.table) if (!m.definitionOf(entry)) thunks.set(entry, thunk(m, entry));
  const blocks = [...code, init, ...thunks.values()];
  const importCount = FIXED_IMPORTS.length + m.outside.length;
  const indexOf = new Map<Symbol | CodeBlock, number>();
  blocks.forEach((block, i) => {
    indexOf.set(block, importCount + i);
    if (block.definition) indexOf.set(block.definition.symbol, importCount + i);
  });
  const called = (symbol: Symbol): number | undefined => indexOf.get(m.canonical(symbol)) ?? indexOf.get(symbol);
  for (const block of blocks) {
    for (const { at, target } of block.relocations) {
      const index = typeof target === 'string' ? FIXED_IMPORTS.length + Number(target) : called(target);
      writeU5(block.body.data, at, index ?? 0);
    }
  }
  const types = FIXED_IMPORTS.map((item) => m.typeIndex(item.signature));
  const imports = FIXED_IMPORTS.map((item, i) => ({ module: 'r', name: item.name, type: types[i]! }));
  m.outside.forEach((call, i) => {
    imports.push({ module: 'o', name: String(i), type: m.typeIndex(call.signature) });
  });
  const exported = new Map<string, string>();
  const exports: { name: string; index: number }[] = [];
  for (const [i, block] of blocks.entries()) {
    const name = `f${i}`;
    if (block === init) exported.set('.init', name);
    else if (block.definition && !exported.has(block.definition.name)) exported.set(block.definition.name, name);
    else continue;
    exports.push({ name, index: importCount + i });
  }
  const dataEnd = m.image.end;
  const heapBase = dataEnd;
  const { bytes, bodyOffsets } = assemble({
    types: m.types,
    imports,
    functions: blocks.map((block) => ({ type: block.type, body: block.body, hints: block.hints })),
    table: m.table.map((entry) => indexOf.get(thunks.get(entry) ?? entry) ?? 0),
    memory: { initial: Math.ceil(heapBase / PAGE), maximum: Math.ceil((heapBase + LIMITS.heap) / PAGE) },
    tag: m.jumps ? m.typeIndex(JUMP) : null,
    globals: globalsOf(m, heapBase),
    exports,
    data: m.image.segments(),
  });
  return {
    bytes,
    outside: m.outside,
    functions: blocks.map((block, i) => ({
      name: block.name,
      definition: block.definition,
      line: block.line,
      offset: bodyOffsets[i]!,
      marks: block.marks,
      regions: block.regions,
      calls: block.relocations.flatMap(({ at, target }) => {
        const index = typeof target === 'string' ? undefined : called(target);
        return index === undefined ? [] : [at, index];
      }),
    })),
    importCount,
    stackEnd: m.unit.stackBytes,
    dataEnd,
    heapBase,
    exported,
    texts: m.messages,
    notes: m.noteTexts,
  };
}

/** In the order of GLOBAL. */
function globalsOf(m: ModuleEmitter, heapBase: number): { type: ValueType; value: number; exported: string }[] {
  return [
    { type: I32, value: m.unit.stackBytes, exported: 'sp' },
    { type: I32, value: 0, exported: 'fuel' },
    { type: I32, value: 0, exported: 'heads' },
    { type: I32, value: heapBase, exported: 'heapEnd' },
    { type: I32, value: heapBase, exported: 'heapBase' },
    { type: I32, value: 0, exported: 'jumps' },
    { type: I32, value: CALLS_A_TICK, exported: 'calls' },
    { type: I32, value: WAITING.no, exported: 'waiting' },
    { type: I32, value: SLICE.bytes, exported: 'saved' },
    { type: I32, value: 0, exported: 'bound' },
    { type: I32, value: 0, exported: 'boundLine' },
  ];
}
