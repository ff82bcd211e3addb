/**
 * What the functions of a module share: which are needed, the table of those behind pointers, types, imports and texts of
 * notes. Names of the paste never reach the module: everything is an index.
 */
import type { Expression, FunctionDefinition, Symbol, VariableDeclaration } from '../ast.ts';
import { type FunctionType, layoutOf, resolve, type Type } from '../types.ts';
import type { Unit } from '../unit.ts';
import { FUNCTIONS, JUMP, type OutsideCall, valueType } from './abi.ts';
import { MemoryImage } from './image.ts';
import { I32, type Signature, type ValueType } from './wasm.ts';

/** A function behind a pointer, and its place in the table. */
interface Pointed {
  index: number;
  symbol: Symbol;
  definition: FunctionDefinition;
}

/** What the functions of a module share: types, addresses, texts, calls to the outside. */
export class ModuleEmitter {
  readonly unit: Unit;
  readonly types: Signature[] = [];
  readonly #typeKeys = new Map<string, number>();
  /** Variables and texts that have their place in memory (globals.ts). */
  readonly addresses = new Map<Symbol, number>();
  readonly texts = new Map<string, number>();
  readonly outside: OutsideCall[] = [];
  readonly #outsideKeys = new Map<string, number>();
  /** Functions that are still to be compiled. */
  readonly queue: FunctionDefinition[] = [];
  readonly #queued = new Set<FunctionDefinition>();
  readonly table: Symbol[] = [];
  readonly #tableKeys = new Map<Symbol, number>();
  readonly image: MemoryImage;
  /** Variables whose initialisers are not constant. */
  readonly dynamic: VariableDeclaration[] = [];
  readonly messages: string[] = [];
  readonly noteTexts: string[] = [];
  /** Functions the run may be set aside in, as far as it is known (suspension.ts). */
  readonly resumable = new Map<FunctionDefinition, boolean>();
  jumps = false;
  /** Set where the variables do not fit: then nothing can run. */
  tooBig: { line: number; message: string } | null = null;

  constructor(unit: Unit) {
    this.unit = unit;
    this.image = new MemoryImage(unit.stackBytes);
  }

  typeIndex(signature: Signature): number {
    const key = `${signature.parameters.join()}:${signature.results.join()}`;
    let index = this.#typeKeys.get(key);
    if (index === undefined) {
      index = this.types.length;
      this.types.push(signature);
      this.#typeKeys.set(key, index);
    }
    return index;
  }

  signatureOf(type: FunctionType, parameterTypes?: Type[]): Signature {
    const parameters: ValueType[] = [];
    const returns = resolve(type.returns);
    if (returns.kind === 'struct') parameters.push(I32);
    for (const parameter of parameterTypes ?? type.parameters.map((p) => p.type))
      parameters.push(valueType(parameter) ?? I32);
    if (type.variadic) parameters.push(I32);
    const result = returns.kind === 'struct' ? null : valueType(returns);
    return { parameters, results: result === null ? [] : [result] };
  }

  functionAddress(symbol: Symbol): number {
    if (symbol.weak && !this.definitionOf(symbol) && this.canonical(symbol) === symbol) return 0;
    const target = this.definitionOf(symbol) ? this.canonical(symbol) : symbol;
    let index = this.#tableKeys.get(target);
    if (index === undefined) {
      index = this.table.length + 1;
      this.table.push(target);
      this.#tableKeys.set(target, index);
      const definition = this.definitionOf(target);
      if (definition) this.need(definition);
    }
    return FUNCTIONS + index * 4;
  }

  readonly #pointed = new Map<number, { length: number; list: Pointed[] }>();

  /** Functions with a body whose address something takes, by their place in the table; those that are called with this type. */
  pointedAt(type: number): readonly Pointed[] {
    const known = this.#pointed.get(type) ?? { length: 0, list: [] };
    this.#pointed.set(type, known);
    for (; known.length < this.table.length; known.length++) {
      const symbol = this.table[known.length]!;
      const definition = this.definitionOf(symbol);
      if (definition && this.typeIndex(this.signatureOf(definition.type)) === type)
        known.list.push({ index: known.length + 1, symbol, definition });
    }
    return known.list;
  }

  memberOffset(e: Expression & { kind: 'member' }): number {
    let struct = resolve(e.object.type);
    if (struct.kind === 'pointer' || struct.kind === 'array')
      struct = resolve(struct.kind === 'pointer' ? struct.to : struct.of);
    let offset = 0;
    for (const field of e.path) {
      if (struct.kind === 'struct') layoutOf(struct.definition, this.unit.target);
      offset += field.offset;
      struct = resolve(field.type);
    }
    return offset;
  }

  /** A prototype of the paste means the prelude's definition where the paste has none. */
  canonical(symbol: Symbol): Symbol {
    if (symbol.alias !== undefined && !symbol.defined) {
      const other = this.unit.paste.names.get(symbol.alias);
      if (other && other !== symbol && other.kind === symbol.kind && other.alias === undefined) return other;
    }
    if (symbol.defined || symbol.scope !== 'global') return symbol;
    if (symbol.kind === 'function') {
      const own = this.unit.paste.names.get(symbol.name);
      if (own?.defined) return own;
      const theirs = this.unit.lookup(symbol.name, true);
      if (theirs && theirs !== symbol && theirs.kind === 'function' && (theirs.defined || theirs.native)) return theirs;
      return symbol;
    }
    if (symbol.kind === 'variable' && symbol.storage === 'extern') {
      const other = this.unit.paste.names.get(symbol.name);
      if (other && other !== symbol && other.kind === 'variable') return other;
      const theirs = symbol.fromPrelude ? undefined : this.unit.lookup(symbol.name, true);
      if (theirs && theirs !== symbol && theirs.kind === 'variable') return theirs;
    }
    return symbol;
  }

  definitionOf(symbol: Symbol): FunctionDefinition | null {
    return this.canonical(symbol).definition ?? null;
  }

  need(definition: FunctionDefinition): void {
    if (this.#queued.has(definition)) return;
    this.#queued.add(definition);
    this.queue.push(definition);
    this.unit.wanted(definition.symbol);
  }

  /** Index of an import for a call that leaves the module. */
  outsideIndex(call: OutsideCall): number {
    const key = `${call.native}${call.name}:${call.signature.parameters.join()}:${call.signature.results.join()}:${call.kinds.join()}:${call.words.join()}`;
    let index = this.#outsideKeys.get(key);
    if (index === undefined) {
      index = this.outside.length;
      this.outside.push(call);
      this.#outsideKeys.set(key, index);
    }
    return index;
  }

  /** setjmp or longjmp is used: the module needs the exception that carries the jump. */
  usesJumps(): void {
    if (this.jumps) return;
    this.jumps = true;
    this.typeIndex(JUMP);
  }

  message(text: string): number {
    return numberIn(this.messages, text);
  }

  noteText(text: string): number {
    return numberIn(this.noteTexts, text);
  }
}

/** The place of a text in a list that holds each once. */
function numberIn(texts: string[], text: string): number {
  const known = texts.indexOf(text);
  return known >= 0 ? known : texts.push(text) - 1;
}
