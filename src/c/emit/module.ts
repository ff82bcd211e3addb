/**
 * The module around the functions: where globals and texts live, which functions are needed, imports, types, and the
 * initial memory image. Names of the paste never reach the module: everything is an index.
 */
import {
  type Call,
  type Expression,
  type FunctionDefinition,
  type Symbol,
  type VariableDeclaration,
  walk,
} from '../ast.ts';
import { placeInitializer } from '../initializers.ts';
import { alignOf, type FunctionType, isFloat, isInt, layoutOf, resolve, sizeOf, type Type } from '../types.ts';
import type { Unit } from '../unit.ts';
import {
  BASE,
  CALLS_A_TICK,
  FIXED_IMPORTS,
  FUNCTIONS,
  JUMP,
  LIMITS,
  type OutsideCall,
  PAGE,
  SLICE,
  valueType,
  WAITING,
} from './abi.ts';
import type { Region } from './core.ts';
import { FunctionEmitter } from './function.ts';
import { initialisers, thunk } from './synthetic.ts';
import { assemble, type Bytes, I32, type Signature, type ValueType, writeU5 } from './wasm.ts';

export interface EmittedFunction {
  name: string;
  definition: FunctionDefinition | null;
  line: number;
  /** Byte offset of its code in the module, and lines by offset from there. */
  offset: number;
  marks: number[];
  /** Functions written out in it instead of being called; what is inside of another one comes behind it. */
  regions: readonly Region[];
  /** Its calls of functions of the module: the offset and the function's index in turn. */
  calls: number[];
}

export interface EmittedModule {
  bytes: Uint8Array;
  outside: OutsideCall[];
  functions: EmittedFunction[];
  /** Functions before the module's own. */
  importCount: number;
  /** Where the stack ends and the variables begin. */
  stackEnd: number;
  dataEnd: number;
  heapBase: number;
  exported: Map<string, string>;
  /** Trap texts of assert and the like. */
  texts: string[];
  notes: string[];
}

interface Relocation {
  at: number;
  target: string | Symbol;
}

export interface CodeBlock {
  name: string;
  definition: FunctionDefinition | null;
  type: number;
  body: Bytes;
  relocations: Relocation[];
  marks: number[];
  hints: number[];
  regions: Region[];
  line: number;
}

/** A function behind a pointer, and its place in the table. */
interface Pointed {
  index: number;
  symbol: Symbol;
  definition: FunctionDefinition;
}

export class ModuleEmitter {
  readonly unit: Unit;
  readonly types: Signature[] = [];
  readonly #typeKeys = new Map<string, number>();
  readonly #addresses = new Map<Symbol, number>();
  readonly #texts = new Map<string, number>();
  readonly outside: OutsideCall[] = [];
  readonly #outsideKeys = new Map<string, number>();
  readonly #queue: FunctionDefinition[] = [];
  readonly #queued = new Set<FunctionDefinition>();
  readonly #code: CodeBlock[] = [];
  readonly #table: (Symbol | string)[] = [];
  readonly #tableKeys = new Map<Symbol | string, number>();
  #image = new Uint8Array(4096);
  /** Data starts where the stack ends. */
  #top: number;
  readonly #dynamic: { declaration: VariableDeclaration }[] = [];
  readonly messages: string[] = [];
  readonly noteTexts: string[] = [];
  readonly #resumable = new Map<FunctionDefinition, boolean>();
  #jumps = false;
  #tooBig: string | null = null;
  /** Set where the variables do not fit: then nothing can run. */
  tooBig: { line: number; message: string } | null = null;

  constructor(unit: Unit) {
    this.unit = unit;
    this.#top = unit.stackBytes;
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

  #reserve(size: number, align: number): number {
    const at = Math.ceil(this.#top / align) * align;
    if (at + size > this.unit.stackBytes + LIMITS.data) {
      this.#tooBig ??= 'the global variables need more memory than there is';
      return this.unit.stackBytes;
    }
    this.#top = at + Math.max(size, 1);
    return at;
  }

  /** Makes room up to an address; returns where the image begins in memory. */
  #imageRoom(address: number): void {
    const end = address - this.unit.stackBytes;
    if (end <= this.#image.length) return;
    const bigger = new Uint8Array(Math.max(end, this.#image.length * 2));
    bigger.set(this.#image);
    this.#image = bigger;
  }

  /** Raw address (offset in the module's memory) of a global or static variable. */
  addressOf(symbol: Symbol): number {
    const known = this.#addresses.get(symbol);
    if (known !== undefined) return known;
    const size = Math.max(sizeOf(symbol.type, this.unit.target), this.#extent(symbol));
    const at = this.#reserve(size, Math.max(alignOf(symbol.type, this.unit.target), size >= 16 ? 8 : 4));
    if (this.#tooBig && !this.tooBig) {
      this.tooBig = { line: symbol.line, message: `${symbol.name} needs ${size} bytes: ${this.#tooBig}` };
      this.unit.note('error', 'too-big', this.tooBig.message, symbol.line);
    }
    this.#addresses.set(symbol, at);
    if (symbol.unknown && typeof symbol.constant === 'bigint') this.#writeInt(at, symbol.constant, 4);
    const declaration = symbol.variable;
    if (declaration?.initializer) this.#initialise(declaration, at);
    return at;
  }

  /** Bytes that an initialiser of a struct with a flexible array member reaches to. */
  #extent(symbol: Symbol): number {
    const type = resolve(symbol.type);
    const value = symbol.variable?.initializer;
    if (type.kind !== 'struct' || value?.kind !== 'initializer-list' || !hasFlexibleArray(type)) return 0;
    const { target } = this.unit;
    let end = 0;
    placeInitializer(type, value, target, ({ offset, type: part, value: text }) => {
      const size =
        text.kind === 'string' && part.kind === 'array'
          ? (part.length ?? text.codes.length + 1) * sizeOf(part.of, target)
          : sizeOf(part, target);
      end = Math.max(end, offset + size);
    });
    return end;
  }

  #initialise(declaration: VariableDeclaration, at: number): void {
    const { symbol, initializer } = declaration;
    if (!initializer) return;
    if (declaration.constructorArgs) {
      this.#dynamic.push({ declaration });
      return;
    }
    if (!this.storeConstant(at, symbol.type, initializer)) this.#dynamic.push({ declaration });
  }

  /** Writes an initialiser into the memory image; false where some of it is not constant. */
  storeConstant(at: number, type: Type, value: Expression, field?: { bits?: number; bit?: number }): boolean {
    const known = resolve(type);
    if (value.kind === 'initializer-list' || (value.kind === 'string' && known.kind === 'array')) {
      if (value.kind === 'string') return this.#storeString(at, known, value);
      let whole = true;
      placeInitializer(type, value, this.unit.target, (placed) => {
        whole = this.storeConstant(at + placed.offset, placed.type, placed.value, placed.field) && whole;
      });
      return whole;
    }
    if (known.kind === 'struct') {
      if (value.kind === 'compound-literal') return this.storeConstant(at, type, value.initializer);
      return false;
    }
    const constant = this.constantOf(value, known);
    if (constant === null) return false;
    if (isFloat(known)) {
      const buffer = new DataView(new ArrayBuffer(8));
      if (known.bytes === 4) buffer.setFloat32(0, Number(constant), true);
      else buffer.setFloat64(0, Number(constant), true);
      this.#imageRoom(at + known.bytes);
      this.#image.set(new Uint8Array(buffer.buffer, 0, known.bytes), at - this.unit.stackBytes);
      return true;
    }
    let bits = typeof constant === 'bigint' ? constant : BigInt(Math.trunc(constant));
    const size = sizeOf(known, this.unit.target);
    if (field?.bits !== undefined) {
      const mask = (1n << BigInt(field.bits)) - 1n;
      const shift = BigInt(field.bit ?? 0);
      const old = this.#readInt(at, 8);
      bits = (old & ~(mask << shift)) | ((bits & mask) << shift);
      this.#writeInt(at, bits, 8);
      return true;
    }
    this.#writeInt(at, bits, size);
    return true;
  }

  #storeString(at: number, type: Type, value: Expression & { kind: 'string' }): boolean {
    if (type.kind !== 'array') return false;
    const size = sizeOf(type.of, this.unit.target);
    const length = type.length ?? value.codes.length + 1;
    value.codes.slice(0, length).forEach((code, i) => {
      this.#writeInt(at + i * size, BigInt(code), size);
    });
    return true;
  }

  #writeInt(at: number, value: bigint, size: number): void {
    this.#imageRoom(at + size);
    let rest = BigInt.asUintN(64, value);
    for (let i = 0; i < size; i++) {
      this.#image[at - this.unit.stackBytes + i] = Number(rest & 255n);
      rest >>= 8n;
    }
  }

  #readInt(at: number, size: number): bigint {
    this.#imageRoom(at + size);
    let value = 0n;
    for (let i = size - 1; i >= 0; i--) value = (value << 8n) | BigInt(this.#image[at - this.unit.stackBytes + i]!);
    return value;
  }

  /** C address of a string literal; equal texts share one. */
  textAddress(value: Expression & { kind: 'string' }): number {
    const size = value.type.kind === 'array' ? sizeOf(value.type.of, this.unit.target) : 1;
    const key = `${size}:${value.codes.join()}`;
    let at = this.#texts.get(key);
    if (at === undefined) {
      at = this.#reserve((value.codes.length + 1) * size, Math.max(size, 1));
      this.#imageRoom(at + (value.codes.length + 1) * size);
      for (const [i, code] of value.codes.entries()) this.#writeInt(at + i * size, BigInt(code), size);
      this.#texts.set(key, at);
    }
    return at + BASE;
  }

  functionAddress(symbol: Symbol): number {
    if (symbol.weak && !this.definitionOf(symbol) && this.canonical(symbol) === symbol) return 0;
    const target = this.definitionOf(symbol) ? this.canonical(symbol) : symbol;
    let index = this.#tableKeys.get(target);
    if (index === undefined) {
      index = this.#table.length + 1;
      this.#table.push(target);
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
    for (; known.length < this.#table.length; known.length++) {
      const symbol = this.#table[known.length]!;
      const definition = typeof symbol === 'string' ? null : this.definitionOf(symbol);
      if (definition && this.typeIndex(this.signatureOf(definition.type)) === type)
        known.list.push({ index: known.length + 1, symbol: symbol as Symbol, definition });
    }
    return known.list;
  }

  /** The constant an expression has once addresses are known. */
  constantOf(e: Expression, type: Type): bigint | number | null {
    if (e.constant !== undefined) {
      return this.#convert(e.constant, type);
    }
    const address = this.#addressConstant(e);
    return address === null ? null : this.#convert(address, type);
  }

  #convert(value: bigint | number, type: Type): bigint | number | null {
    const known = resolve(type);
    if (isFloat(known)) return known.bytes === 4 ? Math.fround(Number(value)) : Number(value);
    if (typeof value === 'number') {
      if (!Number.isFinite(value)) return null;
      if (isInt(known) && known.rank === 0) return value !== 0 ? 1n : 0n;
      return BigInt(Math.trunc(value));
    }
    if (isInt(known) && known.rank === 0) return value ? 1n : 0n;
    return value;
  }

  #addressConstant(e: Expression): bigint | null {
    switch (e.kind) {
      case 'string':
        return BigInt(this.textAddress(e));
      case 'identifier':
        if (e.symbol.kind === 'function') return BigInt(this.functionAddress(e.symbol));
        return resolve(e.type).kind === 'array'
          ? this.#objectAddress(e)
          : e.symbol.constant !== undefined && !e.symbol.unknown
            ? BigInt(e.symbol.constant as bigint)
            : null;
      case 'unary':
        if (e.operator === '&') {
          if (e.operand.kind === 'identifier' && e.operand.symbol.kind === 'function')
            return BigInt(this.functionAddress(e.operand.symbol));
          return this.#objectAddress(e.operand);
        }
        return null;
      case 'cast': {
        const inner = e.operand.constant ?? this.#addressConstant(e.operand);
        const to = resolve(e.type);
        return typeof inner === 'bigint' && (to.kind === 'pointer' || (to.kind === 'int' && to.bytes >= 4))
          ? inner
          : null;
      }
      case 'member':
      case 'index':
        return resolve(e.type).kind === 'array' ? this.#objectAddress(e) : null;
      case 'binary': {
        const type = resolve(e.type);
        if (type.kind !== 'pointer' && !(type.kind === 'int' && type.bytes >= 4)) return null;
        const left = e.left.constant ?? this.#addressConstant(e.left);
        const right = e.right.constant ?? this.#addressConstant(e.right);
        if (typeof left !== 'bigint' || typeof right !== 'bigint') return null;
        const of = resolve(e.operandType);
        const scale =
          of.kind === 'pointer' && type.kind === 'pointer' ? BigInt(Math.max(1, sizeOf(of.to, this.unit.target))) : 1n;
        const leftType = resolve(e.left.type);
        const leftIsPointer = leftType.kind === 'pointer' || leftType.kind === 'array';
        if (e.operator === '+') return leftIsPointer ? left + right * scale : left * scale + right;
        if (e.operator === '-') return left - right * scale;
        return null;
      }
      case 'conditional': {
        if (e.condition.constant === undefined) return null;
        const chosen = e.condition.constant ? (e.then ?? e.condition) : e.otherwise;
        const value = chosen.constant ?? this.#addressConstant(chosen);
        return typeof value === 'bigint' ? value : null;
      }
      case 'compound-literal':
        return resolve(e.type).kind === 'array' ? this.#objectAddress(e) : null;
      default:
        return null;
    }
  }

  #objectAddress(e: Expression): bigint | null {
    switch (e.kind) {
      case 'string':
        return BigInt(this.textAddress(e));
      case 'identifier':
        if (e.symbol.address !== undefined) return BigInt(e.symbol.address);
        if (e.symbol.kind !== 'variable' || (e.symbol.scope !== 'global' && e.symbol.storage !== 'static')) return null;
        return BigInt(this.addressOf(this.canonical(e.symbol)) + BASE);
      case 'compound-literal': {
        if (e.symbol.scope !== 'global') return null;
        const fresh = !this.#addresses.has(e.symbol);
        const at = this.addressOf(e.symbol);
        if (fresh && !this.storeConstant(at, e.type, e.initializer)) return null;
        return BigInt(at + BASE);
      }
      case 'unary': {
        if (e.operator !== '*') return null;
        const value = e.operand.constant ?? this.#addressConstant(e.operand);
        return typeof value === 'bigint' ? value : null;
      }
      case 'member': {
        const base = e.arrow ? (e.object.constant ?? this.#addressConstant(e.object)) : this.#objectAddress(e.object);
        if (typeof base !== 'bigint') return null;
        return base + BigInt(this.memberOffset(e));
      }
      case 'index': {
        if (typeof e.index.constant !== 'bigint') return null;
        const base =
          resolve(e.array.type).kind === 'array'
            ? this.#objectAddress(e.array)
            : (e.array.constant ?? this.#addressConstant(e.array));
        if (typeof base !== 'bigint') return null;
        return base + e.index.constant * BigInt(sizeOf(e.type, this.unit.target));
      }
      default:
        return null;
    }
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

  /** Whether a call of the function can come to a host call in which the run may be set aside. */
  resumes(definition: FunctionDefinition): boolean {
    if (this.unit.suspends.size === 0) return false;
    let known = this.#resumable.get(definition);
    if (known === undefined) {
      known = this.#reachesSuspension(definition);
      this.#resumable.set(definition, known);
    }
    return known;
  }

  #reachesSuspension(definition: FunctionDefinition): boolean {
    const seen = new Set([definition]);
    let found = false;
    for (const each of seen) {
      this.unit.wanted(each.symbol);
      if (each.unavailable) continue;
      walk(each.body, (node) => {
        if (node.kind !== 'call' || found) return;
        const to = this.#leadsTo(node);
        if (to === true) found = true;
        else if (to) seen.add(to);
      });
      if (found) return true;
    }
    return false;
  }

  /** The function a call leads to; true where it may be set aside itself, or nobody knows where it leads. */
  #leadsTo(call: Call): FunctionDefinition | boolean {
    if (call.builtin) return false;
    let callee = call.callee;
    while (callee.kind === 'unary' && callee.operator === '&') callee = callee.operand;
    if (callee.kind !== 'identifier' || callee.symbol.kind !== 'function') return true;
    const symbol = this.canonical(callee.symbol);
    return symbol.definition ?? this.unit.suspends.has(symbol.name);
  }

  /** Whether the run may be set aside in this call. */
  suspends(call: Call): boolean {
    if (this.unit.suspends.size === 0) return false;
    const to = this.#leadsTo(call);
    return typeof to === 'boolean' ? to : this.resumes(to);
  }

  need(definition: FunctionDefinition): void {
    if (this.#queued.has(definition)) return;
    this.#queued.add(definition);
    this.#queue.push(definition);
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
    if (this.#jumps) return;
    this.#jumps = true;
    this.typeIndex(JUMP);
  }

  message(text: string): number {
    const known = this.messages.indexOf(text);
    if (known >= 0) return known;
    return this.messages.push(text) - 1;
  }

  noteText(text: string): number {
    const known = this.noteTexts.indexOf(text);
    if (known >= 0) return known;
    return this.noteTexts.push(text) - 1;
  }

  emit(): EmittedModule {
    const { unit } = this;
    for (const declaration of unit.variables) {
      const { symbol } = declaration;
      if (symbol.fromPrelude || symbol.kind !== 'variable' || symbol.address !== undefined) continue;
      if (symbol.scope !== 'global') continue;
      if (this.canonical(symbol) !== symbol) continue;
      this.addressOf(symbol);
    }
    for (const definition of unit.functions) this.need(definition);
    for (;;) {
      const next = this.#queue.shift();
      if (!next) break;
      this.#code.push(new FunctionEmitter(this, next).emit());
    }
    const init = this.#emitInit();
    return this.#finish(init);
  }

  /** Initialisers that are not constant run before main, in the order of the text. */
  #emitInit(): CodeBlock {
    const loose = this.unit.functions.find((f) => f.name === '.loose');
    const made = initialisers(this, () => this.#dynamic.splice(0).map((d) => d.declaration), loose);
    for (;;) {
      const next = this.#queue.shift();
      if (!next) break;
      this.#code.push(new FunctionEmitter(this, next).emit());
    }
    return made;
  }

  #finish(init: CodeBlock): EmittedModule {
    // Table entries of functions without a body need a function that makes the outside call.
    const thunks = new Map<Symbol, CodeBlock>();
    for (const entry of this.#table) {
      if (typeof entry === 'string' || this.definitionOf(entry)) continue;
      thunks.set(entry, thunk(this, entry));
    }
    const blocks = [...this.#code, init, ...thunks.values()];
    const importCount = FIXED_IMPORTS.length + this.outside.length;
    const indexOf = new Map<Symbol | CodeBlock, number>();
    blocks.forEach((block, i) => {
      indexOf.set(block, importCount + i);
      if (block.definition) indexOf.set(block.definition.symbol, importCount + i);
    });
    for (const block of blocks) {
      for (const { at, target } of block.relocations) {
        let index: number | undefined;
        if (typeof target === 'string') index = FIXED_IMPORTS.length + Number(target);
        else index = indexOf.get(this.canonical(target)) ?? indexOf.get(target);
        writeU5(block.body.data, at, index ?? 0);
      }
    }
    const dataEnd = Math.ceil(this.#top / 16) * 16;
    const heapBase = dataEnd;
    const types = FIXED_IMPORTS.map((item) => this.typeIndex(item.signature));
    const imports = FIXED_IMPORTS.map((item, i) => ({ module: 'r', name: item.name, type: types[i]! }));
    this.outside.forEach((call, i) => {
      imports.push({ module: 'o', name: String(i), type: this.typeIndex(call.signature) });
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
    const { bytes, bodyOffsets } = assemble({
      types: this.types,
      imports,
      functions: blocks.map((block) => ({ type: block.type, body: block.body, hints: block.hints })),
      table: this.#table.map((entry) => {
        const block = typeof entry === 'string' ? undefined : thunks.get(entry);
        return (block ? indexOf.get(block) : indexOf.get(entry as Symbol)) ?? 0;
      }),
      memory: { initial: Math.ceil(heapBase / PAGE), maximum: Math.ceil((heapBase + LIMITS.heap) / PAGE) },
      tag: this.#jumps ? this.typeIndex(JUMP) : null,
      globals: [
        { type: I32, value: this.unit.stackBytes, exported: 'sp' },
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
      ],
      exports,
      data: this.#segments(dataEnd),
    });
    return {
      bytes,
      outside: this.outside,
      functions: blocks.map((block, i) => ({
        name: block.name,
        definition: block.definition,
        line: block.line,
        offset: bodyOffsets[i]!,
        marks: block.marks,
        regions: block.regions,
        calls: block.relocations.flatMap(({ at, target }) => {
          const index =
            typeof target === 'string' ? undefined : (indexOf.get(this.canonical(target)) ?? indexOf.get(target));
          return index === undefined ? [] : [at, index];
        }),
      })),
      importCount,
      stackEnd: this.unit.stackBytes,
      dataEnd,
      heapBase,
      exported,
      texts: this.messages,
      notes: this.noteTexts,
    };
  }

  /** Non-zero stretches of the image. */
  #segments(end: number): { offset: number; bytes: Uint8Array }[] {
    const out: { offset: number; bytes: Uint8Array }[] = [];
    const image = this.#image;
    const length = Math.min(end - this.unit.stackBytes, image.length);
    let at = 0;
    while (at < length) {
      while (at < length && image[at] === 0) at++;
      if (at >= length) break;
      let stop = at;
      let zeros = 0;
      let last = at;
      for (; stop < length && zeros < 32; stop++) {
        if (image[stop] === 0) zeros++;
        else {
          zeros = 0;
          last = stop;
        }
      }
      out.push({ offset: at + this.unit.stackBytes, bytes: image.slice(at, last + 1) });
      at = stop;
    }
    return out;
  }
}

function hasFlexibleArray(type: Type): boolean {
  const known = resolve(type);
  if (known.kind !== 'struct') return known.kind === 'array' && known.length === null;
  const last = known.definition.fields.at(-1);
  return last !== undefined && hasFlexibleArray(last.type);
}
