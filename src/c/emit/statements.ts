/**
 * Statements and whole functions to wasm. Loops, ifs and switches become structured control flow. A function with goto, or
 * with case labels inside nested statements, is cut at its labels into pieces behind one dispatch loop ("flat" below).
 */
import {
  type AnyNode,
  type Call,
  type Case,
  type Compound,
  children,
  type Expression,
  type FunctionDefinition,
  type Loop,
  type Statement,
  type Switch,
  type Symbol,
  type VariableDeclaration,
  walk,
} from '../ast.ts';
import { isVariableLength } from '../semantics/semantics.ts';
import { type FunctionType, pointerTo, resolve, sizeOf, type Type } from '../types.ts';
import { SyntaxProblem } from '../unit.ts';
import { BASE, GLOBAL, IMPORT, type OutsideCall, valueType, WAITING } from './abi.ts';
import { type Ref, STORES, store, storeBase, storeHere } from './access.ts';
import { arithmetic } from './arithmetic.ts';
import { copy } from './bulk.ts';
import { condition, sizeOfRuntime, valueAs } from './convert.ts';
import type { Home } from './core.ts';
import { countdown } from './countdown.ts';
import { drop, expression } from './expressions.ts';
import { initialiseAt } from './initialise.ts';
import type { CodeBlock, ModuleEmitter } from './module.ts';
import { NOTE, note } from './notes.ts';
import { WaitEmitter } from './waits.ts';
import { Bytes, F64, I32, I64, op, type ValueType, VOID, writeU5 } from './wasm.ts';

export type Target = { depth: number } | { flat: number };

interface Patch {
  at: number;
  nested: number;
  chunk: number;
  exit: boolean;
}

/** Bytes around a function's code: its locals, and what opens and closes its frame. */
const HEAD_ROOM = 128;

/** Values of a switch that may lie unused in a jump table, for each case. */
const TABLE_SPREAD = 4;

export class FunctionEmitter extends WaitEmitter {
  #type: FunctionType;
  #returnType: Type;
  #structTarget = -1;
  #variadic = -1;
  readonly #breaks: Target[] = [];
  readonly #continues: Target[] = [];

  // Flat mode
  #flat = false;
  #pc = -1;
  #chunk = 0;
  #labels = 0;
  readonly #labelChunk: number[] = [];
  readonly #patches: Patch[] = [];
  readonly #constants: { at: number; label: number }[] = [];
  readonly #named = new Map<string, { label: number; placed: boolean; endless: number; line: number }>();
  readonly #caseLabels = new Map<Case, number>();
  /** What holds a label somewhere below: written piece by piece. */
  readonly #labelled = new Set<AnyNode>();
  /** setjmp is called: the number of this call, and what a jump brings. */
  #jumps = false;
  #call = -1;
  #brought = -1;

  constructor(module: ModuleEmitter, definition: FunctionDefinition | null) {
    super(module, definition);
    const { types } = this.unit;
    this.#type = definition?.type ?? {
      kind: 'function',
      returns: types.void,
      parameters: [],
      variadic: false,
      prototyped: true,
    };
    this.#returnType = resolve(this.#type.returns);
  }

  /** Compiles the function; where that fails only a call of it traps. */
  emit(): CodeBlock {
    const definition = this.definition!;
    if (!definition.unavailable) {
      try {
        return this.#compile(definition);
      } catch (error) {
        if (!(error instanceof SyntaxProblem)) throw error;
        definition.unavailable = { line: error.line, message: error.message };
        this.unit.note('error', error.code, error.message, error.line);
        const message = `the function ${definition.name} cannot run because of line ${error.line}: ${error.message}`;
        this.unit.note('error', 'function-unavailable', message, definition.line);
      }
    }
    const stub = new FunctionEmitter(this.module, definition);
    stub.#parameters(definition);
    const { line, message } = definition.unavailable!;
    stub.trap(
      `unavailable-function:${definition.name} cannot run because of line ${line}: ${message}`,
      definition.line,
    );
    return stub.#finish(definition.name);
  }

  #compile(definition: FunctionDefinition): CodeBlock {
    this.#parameters(definition);
    this.#flat = this.#isFlat(definition);
    this.#hasArrays = this.#looksForArrays(definition);
    this.block(op.block, this.#blockType());
    if (this.#flat) {
      this.#pc = this.newLocal(I32);
      if (this.#jumps) {
        this.#call = this.newLocal(I32);
        this.#brought = this.newLocal(I32);
        this.op(op.globalGet, GLOBAL.jumps, op.i32Const, 1, op.i32Add, op.globalSet, GLOBAL.jumps);
        this.op(op.globalGet, GLOBAL.jumps);
        this.set(this.#call);
        this.#flatStart = this.code.length;
      }
      this.#flatStatement(definition.body);
      this.#assembleFlat();
    } else this.statement(definition.body);
    this.mark(definition.endLine);
    this.#defaultResult();
    this.end();
    if (this.resumes) this.layDown(definition.line);
    return this.#finish(definition.name);
  }

  #blockType(): number {
    if (this.#returnType.kind === 'struct') return VOID;
    return valueType(this.#returnType) ?? VOID;
  }

  #defaultResult(): void {
    if (this.#returnType.kind !== 'struct' && this.#returnType.kind !== 'void') this.constant(0n, this.#returnType);
  }

  #parameters(definition: FunctionDefinition): void {
    const signature = this.module.signatureOf(this.#type);
    this.parameterCount = signature.parameters.length;
    let index = 0;
    if (this.#returnType.kind === 'struct') this.#structTarget = index++;
    for (const symbol of definition.parameters) {
      const type = resolve(symbol.type);
      if (type.kind === 'struct') this.homes.set(symbol, { kind: 'pointer', index });
      else if (symbol.addressTaken) {
        const size = Math.max(4, sizeOf(type, this.unit.target));
        const offset = this.frame(size, size >= 8 ? 8 : 4);
        this.homes.set(symbol, { kind: 'frame', offset });
        storeBase(this, { kind: 'frame', offset });
        this.get(index);
        storeHere(this, { kind: 'frame', offset }, type);
      } else {
        this.homes.set(symbol, { kind: 'local', index, type: signature.parameters[index]! });
        this.live.push(symbol);
      }
      index++;
    }
    if (this.#type.variadic) this.#variadic = index;
  }

  variadicParameter(): number {
    if (this.#variadic < 0)
      throw new SyntaxProblem('va_start in a function without "..."', this.definition?.line ?? 0, 'type');
    return this.#variadic;
  }

  /** Puts prologue, body and epilogue together. */
  #finish(name: string): CodeBlock {
    const body = new Bytes(this.code.length + HEAD_ROOM);
    const runs: [number, ValueType][] = [];
    for (const type of this.locals) {
      const last = runs.at(-1);
      if (last && last[1] === type) last[0]++;
      else runs.push([1, type]);
    }
    body.u(runs.length);
    for (const [count, type] of runs) {
      body.u(count);
      body.byte(type);
    }
    const line = this.definition?.line ?? 0;
    const size = Math.ceil(this.frameSize / 16) * 16;
    const rare: number[] = [];
    if (this.framePointer >= 0) {
      const full = this.module.message('stack-overflow:the calls nest so deeply that the stack is full');
      rare.push(openFrame(body, this.framePointer, size, full, line));
    }
    // Calls in calls may take for ever without a loop; a function that calls none of its own adds little to its caller.
    if (this.callsPointer || this.relocations.some(({ target }) => typeof target !== 'string'))
      rare.push(countCall(body));
    const shift = body.length;
    body.append(this.code);
    if (this.framePointer >= 0) {
      body.byte(op.localGet);
      body.u(this.framePointer);
      body.byte(op.i32Const);
      body.s(size);
      body.byte(op.i32Add);
      body.byte(op.globalSet);
      body.u(GLOBAL.stack);
    }
    body.byte(op.end);
    const marks: number[] = [0, line];
    for (let i = 0; i < this.marks.length; i += 2) marks.push(this.marks[i]! + shift, this.marks[i + 1]!);
    const hints = rare.flatMap((at) => [at, 0]);
    for (let i = 0; i < this.hints.length; i += 2) hints.push(this.hints[i]! + shift, this.hints[i + 1]!);
    return {
      name,
      definition: this.definition,
      type: this.module.typeIndex(this.module.signatureOf(this.#type)),
      body,
      relocations: this.relocations.map((r) => ({ ...r, at: r.at + shift })),
      marks,
      hints,
      regions: this.regions.map((r) => ({ ...r, start: r.start + shift, end: r.end + shift })),
      line,
    };
  }

  /** Initialisers that are not constant, in order, then the statements outside of any function. */
  static initialisers(
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
          const at = { kind: 'fixed' as const, offset: module.addressOf(symbol) };
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
    return emitter.#finish('.init');
  }

  /** A function of the host that is called through a pointer. */
  static thunk(module: ModuleEmitter, symbol: Symbol): CodeBlock {
    const type = resolve(symbol.type) as FunctionType;
    if (symbol.native) return FunctionEmitter.#nativeThunk(module, symbol, type);
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
    const definition: FunctionDefinition = {
      kind: 'function',
      line: 0,
      column: 0,
      name: symbol.name,
      symbol: { ...symbol },
      type: { ...type, variadic: false },
      parameters,
      body: { kind: 'compound', line: 0, column: 0, items: [], endLine: 0 },
      endLine: 0,
      interrupt: false,
      fromPrelude: true,
      unavailable: null,
      locals: [],
      irregular: false,
      calls: new Set(),
      hasSwitch: false,
    };
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
  static #nativeThunk(module: ModuleEmitter, symbol: Symbol, type: FunctionType): CodeBlock {
    const emitter = new FunctionEmitter(module, null);
    emitter.#type = type;
    emitter.#returnType = resolve(type.returns);
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
    return emitter.#finish(symbol.name);
  }

  /** Where a return leads: the block around the body. */
  #exit = 1;

  inline(callee: FunctionDefinition, line: number, pointed: [Symbol, Ref][]): boolean {
    const back = this.place();
    const outer = { flat: this.#flat, type: this.#returnType, exit: this.#exit, arrays: this.#hasArrays };
    const live = this.live.length;
    const start = this.code.length;
    const [breaks, continues] = [this.#breaks.splice(0), this.#continues.splice(0)];
    try {
      this.#flat = false;
      this.#hasArrays = false;
      this.#returnType = resolve(callee.type.returns);
      for (const symbol of [...callee.parameters].reverse())
        this.set((this.home(symbol) as Home & { kind: 'local' }).index);
      // Every call starts anew.
      for (const symbol of callee.locals) {
        if (symbol.storage === 'static' || symbol.storage === 'extern' || symbol.address !== undefined) continue;
        if (symbol.kind !== 'variable') continue;
        const home = this.home(symbol) as Home & { kind: 'local' };
        this.#clear(home);
      }
      for (const [symbol, place] of pointed) this.pointed.set(symbol, place);
      this.block(op.block, this.#blockType());
      this.#exit = this.depth;
      this.regions.push({ start, end: 0, definition: callee, line });
      const region = this.regions.at(-1)!;
      this.statement(callee.body);
      this.mark(callee.endLine);
      this.#defaultResult();
      this.end();
      region.end = this.code.length;
      this.mark(line);
      return true;
    } catch (error) {
      if (!(error instanceof SyntaxProblem)) throw error;
      back();
      return false;
    } finally {
      this.#flat = outer.flat;
      this.#returnType = outer.type;
      this.#exit = outer.exit;
      this.#hasArrays = outer.arrays;
      this.live.length = live;
      this.#breaks.splice(0, this.#breaks.length, ...breaks);
      this.#continues.splice(0, this.#continues.length, ...continues);
      for (const [symbol] of pointed) this.pointed.delete(symbol);
    }
  }

  #clear({ index, type }: Home & { kind: 'local' }): void {
    if (type === I64) this.i64(0n);
    else if (type === I32) this.i32(0);
    else if (type === F64) {
      this.op(op.f64Const);
      this.code.f64(0);
    } else {
      this.op(op.f32Const);
      this.code.f32(0);
    }
    this.set(index);
  }

  expression(e: Expression): void {
    expression(this, e);
  }

  drop(e: Expression): void {
    drop(this, e);
  }

  // Statements

  statement(s: Statement): void {
    switch (s.kind) {
      case 'compound':
        this.#compound(s, (item) => this.statement(item));
        return;
      case 'expression':
        this.mark(s.line);
        this.drop(s.expression);
        return;
      case 'declaration':
        for (const variable of s.variables) this.#declare(variable);
        return;
      case 'if':
        this.#if(s);
        return;
      case 'loop':
        this.#loop(s);
        return;
      case 'switch':
        this.#switch(s);
        return;
      case 'case':
      case 'label':
        this.statement(s.body);
        return;
      case 'break':
      case 'continue': {
        const target = (s.kind === 'break' ? this.#breaks : this.#continues).at(-1);
        if (!target) throw new SyntaxProblem(`"${s.kind}" outside of a loop`, s.line);
        this.#jump(target);
        return;
      }
      case 'goto':
        if (s.target) this.#computedGoto(s.target, s.line);
        else this.#goto(s.name, s.line);
        return;
      case 'return':
        this.#return(s.value, s.line);
        return;
      case 'assembly':
        for (const effect of s.effects) this.drop(effect);
        for (const place of s.outputs) if (place.kind === 'identifier') this.given(place.symbol);
        return;
      case 'empty':
        return;
    }
  }

  #compound(s: Compound, each: (item: Statement) => void): void {
    const live = this.live.length;
    const arrays = this.#arrays.length;
    for (const item of s.items) each(item);
    if (this.#arrays.length > arrays) {
      this.#arrays.length = arrays;
      this.#restoreStack();
    }
    this.live.length = live;
  }

  /** Variable-length arrays that exist where code is being written, the newest last; null where alloca keeps their room. */
  #arrays: number[] = [];
  #hasArrays = false;

  /** The stack as it is where only the arrays in scope lie on it: jumps get here with more. */
  #restoreStack(): void {
    if (!this.#hasArrays) return;
    const newest = this.#arrays.at(-1);
    if (newest === undefined) this.get(this.fp());
    else {
      this.get(newest);
      this.i32(BASE);
      this.op(op.i32Sub);
    }
    this.op(op.globalSet, GLOBAL.stack);
  }

  /** Whether the function has variable-length arrays, and no alloca whose room must stay. */
  #looksForArrays(definition: FunctionDefinition): boolean {
    if (!definition.locals.some((symbol) => isVariableLength(resolve(symbol.type)))) return false;
    let kept = false;
    walk(definition.body, (node) => {
      if (node.kind === 'call' && node.builtin === '__builtin_alloca') kept = true;
    });
    return !kept;
  }

  #declare(variable: VariableDeclaration): void {
    const { symbol, initializer } = variable;
    if (symbol.kind !== 'variable') return;
    if (symbol.storage === 'static' || symbol.address !== undefined) {
      if (symbol.address === undefined) this.module.addressOf(symbol);
      return;
    }
    this.mark(variable.line);
    const home = this.home(symbol);
    if (home.kind === 'pointer') {
      this.fp();
      sizeOfRuntime(this, symbol.type);
      this.allocate(variable.line);
      this.set(home.index);
      this.#arrays.push(home.index);
      return;
    }
    if (home.kind === 'local') this.live.push(symbol);
    if (variable.constructorArgs) {
      if (initializer) this.drop(initializer);
      return;
    }
    if (!initializer) {
      if (home.kind === 'local' && !this.#flat && !symbol.fromPrelude) this.#track(symbol);
      return;
    }
    if (home.kind === 'frame') {
      initialiseAt(this, { kind: 'frame', offset: home.offset }, symbol.type, initializer);
      return;
    }
    const value = initializer.kind === 'initializer-list' ? initializer.items[0]?.value : initializer;
    if (value) valueAs(this, value, symbol.type);
    else this.constant(0n, symbol.type);
    this.set(home.index);
  }

  /** From here on it is known whether the variable has a value. */
  #track(symbol: Symbol): void {
    let flag = this.flags.get(symbol);
    if (flag === undefined) {
      flag = this.newLocal(I32);
      this.flags.set(symbol, flag);
    }
    this.i32(0);
    this.set(flag);
    this.sure.delete(symbol);
  }

  /** Bytes on the wasm stack -> C address of new room on the stack. */
  allocate(line: number): void {
    const size = this.temp(I32);
    this.set(size);
    this.op(op.globalGet, GLOBAL.stack);
    this.get(size);
    this.i32(15);
    this.op(op.i32Add);
    this.i32(-16);
    this.op(op.i32And, op.i32Sub);
    this.tee(size);
    this.i32(4096);
    this.op(op.i32LtS);
    this.rarely();
    this.trap('stack-overflow:a variable-length array does not fit on the stack', line);
    this.end();
    this.get(size);
    this.op(op.globalSet, GLOBAL.stack);
    this.get(size);
    this.i32(BASE);
    this.op(op.i32Add);
    this.release(I32, size);
  }

  statementExpression(e: Expression & { kind: 'statement-expression' }, wanted: boolean): void {
    const { items } = e.body;
    const last = items.at(-1);
    const type = this.decay(e.type);
    const live = this.live.length;
    const flat = this.#flat;
    for (const item of items.slice(0, -1)) this.statement(item);
    if (last) {
      if (last.kind === 'expression' && type.kind !== 'void' && wanted) this.expression(last.expression);
      else this.statement(last);
    }
    if (wanted && type.kind !== 'void' && last?.kind !== 'expression') this.constant(0n, type);
    this.#flat = flat;
    this.live.length = live;
  }

  #if(first: Statement & { kind: 'if' }): void {
    // A chain of else-ifs: a block that every branch leaves, no nesting.
    let s: Statement | null = first;
    const chain: (Statement & { kind: 'if' })[] = [];
    while (s?.kind === 'if') {
      chain.push(s);
      s = s.otherwise;
    }
    const otherwise = s;
    if (chain.length === 1) {
      this.mark(first.line);
      condition(this, first.condition);
      this.block(op.if, VOID);
      const before = new Set(this.sure);
      this.statement(first.then);
      const after = this.sure;
      this.sure = before;
      if (otherwise) {
        this.sure = new Set(before);
        this.else();
        this.statement(otherwise);
        for (const symbol of this.sure) if (!after.has(symbol)) this.sure.delete(symbol);
      }
      this.end();
      return;
    }
    this.block(op.block, VOID);
    const done = this.depth;
    let always: Set<Symbol> | null = null;
    const meet = (): void => {
      const own = this.sure;
      always = always ? new Set([...always].filter((symbol) => own.has(symbol))) : own;
    };
    for (const item of chain) {
      this.mark(item.line);
      condition(this, item.condition);
      this.block(op.if, VOID);
      const before = new Set(this.sure);
      this.statement(item.then);
      meet();
      this.sure = before;
      this.#br(done);
      this.end();
    }
    if (otherwise) {
      this.statement(otherwise);
      meet();
      this.sure = always ?? this.sure;
    }
    this.end();
  }

  #br(depth: number): void {
    this.code.byte(op.br);
    this.code.u(this.depth - depth);
  }

  #brIf(depth: number): void {
    this.code.byte(op.brIf);
    this.code.u(this.depth - depth);
  }

  #loop(s: Loop): void {
    const live = this.live.length;
    this.mark(s.line);
    if (s.init) this.statement(s.init);
    const counts = this.fuelLocal < 0 && callsNothing(s);
    if (counts) {
      this.fuelLocal = this.temp(I32);
      this.op(op.globalGet, GLOBAL.fuel);
      this.set(this.fuelLocal);
    }
    this.tellBound(s);
    this.block(op.block, VOID);
    const exit = this.depth;
    this.block(op.loop, VOID);
    const top = this.depth;
    this.#skipTurns(s);
    if (s.keyword !== 'do' && s.condition && s.endless === null) {
      this.mark(s.condition.line);
      condition(this, s.condition);
      this.op(op.i32Eqz);
      this.#brIf(exit);
    }
    this.block(op.block, VOID);
    this.#breaks.push({ depth: exit });
    this.#continues.push({ depth: this.depth });
    const before = new Set(this.sure);
    this.statement(s.body);
    this.#breaks.pop();
    this.#continues.pop();
    this.end();
    this.#restoreStack();
    // A continue may leave the body early: what it gives a value is not sure.
    this.sure = new Set(before);
    if (s.step) {
      this.mark(s.step.line);
      this.#checkCounter(s);
      this.drop(s.step);
    }
    this.sure = before;
    if (s.endless !== null) {
      this.head(s.endless, s.line);
      this.fuel(s.line);
      this.#br(top);
    } else if (s.keyword === 'do') {
      this.mark(s.condition!.line);
      condition(this, s.condition!);
      this.op(op.i32Eqz);
      this.#brIf(exit);
      this.fuel(s.line);
      this.#br(top);
    } else {
      this.fuel(s.line);
      this.#br(top);
    }
    this.end();
    this.end();
    this.#restoreStack();
    if (counts) {
      this.get(this.fuelLocal);
      this.op(op.globalSet, GLOBAL.fuel);
      this.release(I32, this.fuelLocal);
      this.fuelLocal = -1;
    }
    this.live.length = live;
  }

  /** A call of a function with an empty body: `_nop_()`. */
  #doesNothing({ callee, args, builtin }: Call): boolean {
    if (builtin || args.length > 0 || callee.kind !== 'identifier' || callee.symbol.kind !== 'function') return false;
    const definition = this.module.definitionOf(callee.symbol);
    if (!definition) return false;
    // Bodies of preludes are read when something needs them.
    this.module.need(definition);
    const { body, parameters, unavailable } = definition;
    return body.items.length === 0 && parameters.length === 0 && !unavailable;
  }

  /** Takes the turns of a loop that only counts, as many as there is fuel for; the last ones are left to the loop. */
  #skipTurns(s: Loop): void {
    const counts = this.unit.everyTurn ? null : countdown(s, (call) => this.#doesNothing(call));
    if (!counts) return;
    const { counter, up, end, type, less } = counts;
    const home = this.homes.get(counter);
    const hasValue = (symbol: Symbol): boolean => !this.flags.has(symbol) || this.sure.has(symbol);
    if (home?.kind !== 'local' || !hasValue(counter)) return;
    if (typeof end !== 'bigint' && !(end.kind === 'identifier' && this.homes.get(end.symbol)?.kind === 'local')) return;
    if (typeof end !== 'bigint' && end.kind === 'identifier' && !hasValue(end.symbol)) return;
    const limit = (): void => {
      if (typeof end === 'bigint') this.constant(BigInt.asIntN(32, end), this.unit.types.int);
      else valueAs(this, end, type);
    };
    const turns = this.temp(I32);
    const fuel = this.temp(I32);
    const compare = (direction: '<' | '>'): void => arithmetic(this, direction, type, s.line);
    this.get(home.index);
    limit();
    compare(up ? '<' : '>');
    this.block(op.if, VOID);
    if (up) limit();
    else this.get(home.index);
    if (up) this.get(home.index);
    else limit();
    this.op(op.i32Sub);
    if (less > 0) {
      this.i32(less);
      this.op(op.i32Sub);
    }
    this.tee(turns);
    if (this.fuelLocal < 0) this.op(op.globalGet, GLOBAL.fuel);
    else this.get(this.fuelLocal);
    this.i32(1);
    this.op(op.i32Sub);
    this.tee(fuel);
    this.get(turns);
    this.get(fuel);
    this.op(op.i32LtU, op.select);
    this.set(turns);
    this.get(home.index);
    this.get(turns);
    this.op(up ? op.i32Add : op.i32Sub);
    this.set(home.index);
    if (this.fuelLocal < 0) this.op(op.globalGet, GLOBAL.fuel);
    else this.get(this.fuelLocal);
    this.get(turns);
    this.op(op.i32Sub);
    if (this.fuelLocal < 0) this.op(op.globalSet, GLOBAL.fuel);
    else this.set(this.fuelLocal);
    this.end();
    this.release(I32, turns);
    this.release(I32, fuel);
  }

  /** A signed counter that is about to step over the end of its type. */
  #checkCounter(s: Loop): void {
    const { step, condition } = s;
    if (!step || (step.kind !== 'postfix' && step.kind !== 'unary') || step.operand.kind !== 'identifier') return;
    if (step.operator !== '++' && step.operator !== '--') return;
    const { symbol } = step.operand;
    const type = resolve(symbol.type);
    const home = this.homes.get(symbol);
    if (type.kind !== 'int' || !type.signed || type.rank === 0 || type.bytes === 8 || home?.kind !== 'local') return;
    const bits = BigInt(type.bytes * 8 - 1);
    const end = step.operator === '++' ? (1n << bits) - 1n : -(1n << bits);
    if (condition?.kind === 'binary' && stopsBefore(condition, symbol, step.operator, end)) return;
    this.get(home.index);
    this.i32(Number(end));
    this.op(op.i32Eq);
    this.rarely();
    note(this, NOTE.overflow, this.module.noteText(symbol.name), 0, step.line);
    this.end();
  }

  /** Tells the host that an endless loop starts again, with all variables in memory. */
  head(loop: number, line: number): void {
    this.op(op.globalGet, GLOBAL.heads);
    this.rarely();
    for (const symbol of this.live) {
      const home = this.homes.get(symbol);
      if (home?.kind !== 'local') continue;
      const offset = this.#spillSlot(symbol);
      this.get(this.fp());
      this.get(home.index);
      this.memory(STORES[home.type]!, offset);
    }
    this.i32(loop);
    this.i32(line);
    this.callImport(IMPORT.head, line);
    this.end();
  }

  readonly #spills = new Map<Symbol, number>();

  #spillSlot(symbol: Symbol): number {
    let offset = this.#spills.get(symbol);
    if (offset === undefined) {
      offset = this.frame(8, 8);
      this.#spills.set(symbol, offset);
    }
    return offset;
  }

  #jump(target: Target): void {
    if ('depth' in target) this.#br(target.depth);
    else this.#flatJump(target.flat);
  }

  #return(value: Expression | null, line: number): void {
    this.mark(line);
    const type = this.#returnType;
    if (type.kind === 'struct') {
      if (value) {
        this.get(this.#structTarget);
        this.expression(value);
        this.i32(sizeOf(type, this.unit.target));
        copy(this, false, line);
      }
    } else if (type.kind === 'void') {
      if (value) this.drop(value);
    } else if (value && resolve(value.type).kind !== 'void') valueAs(this, value, type);
    else {
      if (value) this.drop(value);
      this.#defaultResult();
    }
    if (this.#flat) this.#flatBranch(true);
    else this.#br(this.#exit);
  }

  // Switch

  #switch(s: Switch): void {
    if (s.cases.some((c) => this.#caseLabels.has(c)))
      throw new SyntaxProblem('a case label stands inside a nested statement', s.line);
    this.mark(s.line);
    const type = this.decay(s.value.type);
    const live = this.live.length;
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
    const value = this.temp(wide ? I64 : I32);
    this.expression(s.value);
    if (type.kind === 'int' && type.bytes < 4 && this.unit.target.intBits !== 16) this.normalise(type);
    this.set(value);
    this.block(op.block, VOID);
    const exit = this.depth;
    const count = segments.length;
    for (let i = 0; i < count; i++) this.block(op.block, VOID);
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
    this.#dispatch(value, wide, ranges, fallback);
    this.#breaks.push({ depth: exit });
    const sure = this.sure;
    segments.forEach((segment) => {
      this.end();
      this.sure = new Set(sure);
      for (const item of segment.items) this.statement(item);
    });
    this.sure = sure;
    this.#breaks.pop();
    this.end();
    this.#restoreStack();
    this.release(wide ? I64 : I32, value);
    this.live.length = live;
  }

  #dispatch(
    value: number,
    wide: boolean,
    ranges: { from: bigint; to: bigint; depth: number }[],
    fallback: number,
  ): void {
    const usable = ranges.filter((range) => range.to >= range.from);
    if (usable.length === 0) {
      this.#br(fallback);
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
      this.get(value);
      this.i32(Number(BigInt.asIntN(32, low)));
      this.op(op.i32Sub, op.brTable);
      this.code.u(table.length);
      for (const depth of table) this.code.u(this.depth - depth);
      this.code.u(this.depth - fallback);
      return;
    }
    for (const range of usable) {
      this.#matches(value, wide, range);
      this.#brIf(range.depth);
    }
    this.#br(fallback);
  }

  /** 1 where the local lies in the range. */
  #matches(value: number, wide: boolean, range: { from: bigint; to: bigint }): void {
    const push = (n: bigint): void => (wide ? this.i64(n) : this.i32(Number(BigInt.asIntN(32, n))));
    this.get(value);
    push(range.from);
    if (range.from === range.to) {
      this.op(wide ? op.i64Eq : op.i32Eq);
      return;
    }
    // value - from <= to - from, unsigned
    this.op(wide ? op.i64Sub : op.i32Sub);
    push(range.to - range.from);
    this.op(wide ? 0x58 : 0x4d);
  }

  // Flat mode

  #isFlat(definition: FunctionDefinition): boolean {
    this.resumes = this.module.resumes(definition);
    let flat = definition.irregular || this.resumes;
    if (!flat && !definition.hasSwitch) return false;
    const targets = new Set<string>();
    walk(definition.body, (node) => {
      if (node.kind === 'goto' && !node.target) targets.add(node.name);
      if (node.kind === 'call' && node.builtin === '__builtin_setjmp') this.#jumps = true;
      if (node.kind === 'switch' && !isRegular(node)) {
        flat = true;
        for (const c of node.cases) this.#caseLabels.set(c, this.#newLabel());
      }
    });
    if (!flat) return false;
    for (const name of definition.labelAddresses?.keys() ?? []) targets.add(name);
    walk(definition.body, (node, parents) => {
      const isTarget =
        (node.kind === 'label' && targets.has(node.name)) ||
        (node.kind === 'case' && this.#caseLabels.has(node)) ||
        (node.kind === 'call' && node.builtin === '__builtin_setjmp') ||
        (node.kind === 'call' && this.resumes && this.module.suspends(node));
      if (!isTarget) return;
      this.#labelled.add(node);
      for (const parent of parents) this.#labelled.add(parent);
      if (node.kind === 'label')
        this.#named.set(node.name, {
          label: this.#newLabel(),
          placed: false,
          endless: node.endless ?? 0,
          line: node.line,
        });
    });
    return true;
  }

  #newLabel(): number {
    return this.#labels++;
  }

  /** The piece that a label begins starts here. */
  #place(label: number): void {
    this.code.byte(op.end);
    this.#chunk++;
    this.#labelChunk[label] = this.#chunk;
  }

  /** Branches to the dispatch loop, or out of the function. */
  #flatBranch(exit: boolean): void {
    this.code.byte(op.br);
    this.#patches.push({ at: this.code.length, nested: this.depth - 1, chunk: this.#chunk, exit });
    this.code.u5(0);
  }

  #flatJump(label: number): void {
    this.code.byte(op.i32Const);
    this.#constants.push({ at: this.code.length, label });
    this.code.u5(0);
    this.set(this.#pc);
    this.#flatBranch(false);
  }

  #flatJumpUnless(test: Expression, label: number): void {
    this.mark(test.line);
    condition(this, test);
    this.op(op.i32Eqz);
    this.block(op.if, VOID);
    this.#flatJump(label);
    this.end();
  }

  #goto(name: string, line: number): void {
    const target = this.#named.get(name);
    if (!target) throw new SyntaxProblem(`goto ${name}: there is no such label`, line);
    if (target.placed) {
      this.head(target.endless, target.line);
      this.fuel(line);
    }
    this.#flatJump(target.label);
  }

  #flatStatement(s: Statement): void {
    if (!this.#labelled.has(s)) {
      this.statement(s);
      return;
    }
    switch (s.kind) {
      case 'compound':
        this.#compound(s, (item) => this.#flatStatement(item));
        return;
      case 'label': {
        const named = this.#named.get(s.name);
        if (named) {
          this.#place(named.label);
          this.#restoreStack();
          named.placed = true;
        }
        this.#flatStatement(s.body);
        return;
      }
      case 'case': {
        const label = this.#caseLabels.get(s);
        if (label !== undefined) this.#place(label);
        this.#flatStatement(s.body);
        return;
      }
      case 'if': {
        this.#hoist(s.condition);
        if (!this.#labelled.has(s.then) && !(s.otherwise && this.#labelled.has(s.otherwise))) {
          this.statement(s);
          return;
        }
        const otherwise = this.#newLabel();
        this.#flatJumpUnless(s.condition, otherwise);
        this.#flatStatement(s.then);
        if (s.otherwise) {
          const done = this.#newLabel();
          this.#flatJump(done);
          this.#place(otherwise);
          this.#flatStatement(s.otherwise);
          this.#place(done);
        } else this.#place(otherwise);
        return;
      }
      case 'loop':
        this.#flatLoop(s);
        return;
      case 'switch':
        this.#flatSwitch(s);
        return;
      case 'declaration':
        for (const variable of s.variables) {
          if (variable.initializer && variable.symbol.storage !== 'static') this.#hoist(variable.initializer);
          this.#declare(variable);
        }
        return;
      case 'expression':
        this.#hoist(s.expression);
        this.statement(s);
        return;
      case 'return':
        if (s.value) this.#hoist(s.value);
        this.statement(s);
        return;
      case 'goto':
        if (s.target) this.#hoist(s.target);
        this.statement(s);
        return;
      default:
        this.statement(s);
    }
  }

  /**
   * Computes what holds a label before the statement it stands in: at a label nothing can lie on the stack. Calls of
   * setjmp are such labels, longjmp leads there.
   */
  #hoist(e: Expression): void {
    if (!this.#labelled.has(e)) return;
    if (e.kind === 'statement-expression') {
      this.#hoistStatements(e);
      return;
    }
    if (e.kind === 'binary' && (e.operator === '&&' || e.operator === '||') && this.#labelled.has(e.right)) {
      // a && b is a ? b != 0 : 0.
      const local = this.newLocal(I32);
      const end = this.#newLabel();
      this.#hoist(e.left);
      condition(this, e.left);
      this.op(op.i32Eqz, op.i32Eqz);
      this.tee(local);
      if (e.operator === '&&') this.op(op.i32Eqz);
      this.block(op.if, VOID);
      this.#flatJump(end);
      this.end();
      this.#hoist(e.right);
      condition(this, e.right);
      this.op(op.i32Eqz, op.i32Eqz);
      this.set(local);
      this.#place(end);
      this.hoisted.set(e, local);
      return;
    }
    if (e.kind === 'conditional' && e.then && (this.#labelled.has(e.then) || this.#labelled.has(e.otherwise))) {
      this.#hoistConditional(e, e.then);
      return;
    }
    if (e.kind === 'comma' && this.resumes) {
      this.#hoistComma(e);
      return;
    }
    for (const child of children(e)) this.#hoist(child as Expression);
    if (e.kind === 'call' && e.builtin === '__builtin_setjmp') this.#hoistSetjmp(e);
    else if (e.kind === 'call' && this.resumes && this.module.suspends(e)) this.#hoistWait(e);
  }

  #hoistConditional(e: Expression & { kind: 'conditional' }, then: Expression): void {
    const type = this.decay(e.type);
    const wasm = type.kind === 'void' ? null : valueType(type);
    const local = wasm === null ? -1 : this.newLocal(wasm);
    const [otherwise, done] = [this.#newLabel(), this.#newLabel()];
    const branch = (value: Expression): void => {
      this.#hoist(value);
      if (wasm === null) this.drop(value);
      else {
        if (type.kind === 'struct') this.expression(value);
        else valueAs(this, value, type);
        this.set(local);
      }
    };
    this.#hoist(e.condition);
    this.#flatJumpUnless(e.condition, otherwise);
    branch(then);
    this.#flatJump(done);
    this.#place(otherwise);
    branch(e.otherwise);
    this.#place(done);
    this.hoisted.set(e, local);
  }

  #hoistStatements(e: Expression & { kind: 'statement-expression' }): void {
    const type = this.decay(e.type);
    const wasm = type.kind === 'void' ? null : valueType(type);
    const last = e.body.items.at(-1);
    const live = this.live.length;
    for (const item of e.body.items) {
      if (item !== last || wasm === null) {
        this.#flatStatement(item);
        continue;
      }
      // The value may be a label's own statement: `label: x;`.
      let at = item;
      while (at.kind === 'label') {
        const named = this.#named.get(at.name);
        if (named) {
          this.#place(named.label);
          named.placed = true;
        }
        at = at.body;
      }
      if (at.kind !== 'expression') {
        this.#flatStatement(at);
        continue;
      }
      this.#hoist(at.expression);
      const local = this.newLocal(wasm);
      this.expression(at.expression);
      this.set(local);
      this.hoisted.set(e, local);
    }
    if (!this.hoisted.has(e)) this.hoisted.set(e, wasm === null ? -1 : this.newLocal(wasm));
    this.live.length = live;
  }

  /** What stands left of a comma is done before the rest begins. */
  #hoistComma(e: Expression & { kind: 'comma' }): void {
    const type = this.decay(e.type);
    const wasm = type.kind === 'void' ? null : valueType(type);
    this.#hoist(e.left);
    this.drop(e.left);
    this.#hoist(e.right);
    if (wasm === null) this.drop(e.right);
    else {
      const local = this.newLocal(wasm);
      this.expression(e.right);
      this.set(local);
      this.hoisted.set(e, local);
      return;
    }
    this.hoisted.set(e, -1);
  }

  /**
   * A call in which the run may be set aside. Its arguments are computed before the label; behind it everything can be done
   * a second time: the callee takes up its own variables again and goes on where it was.
   */
  #hoistWait(e: Expression & { kind: 'call' }): void {
    const keep = (each: Expression): void => {
      const wasm = valueType(this.decay(each.type));
      if (wasm === null || each.constant !== undefined || this.hoisted.has(each)) return;
      const local = this.newLocal(wasm);
      this.expression(each);
      this.set(local);
      this.hoisted.set(each, local);
    };
    for (const arg of e.args) keep(arg);
    if (e.callee.kind !== 'identifier' || e.callee.symbol.kind !== 'function') keep(e.callee);
    const label = this.#newLabel();
    const wasm = valueType(this.decay(e.type));
    const value = wasm === null ? -1 : this.newLocal(wasm);
    this.#place(label);
    this.mark(e.line);
    this.expression(e);
    if (value >= 0) this.set(value);
    this.op(op.globalGet, GLOBAL.waiting, op.i32Const, WAITING.leaving, op.i32Eq);
    this.rarely();
    this.code.byte(op.i32Const);
    this.#constants.push({ at: this.code.length, label });
    this.code.u5(0);
    this.set(this.#pc);
    this.#defaultResult();
    this.#flatBranch(true);
    this.end();
    this.hoisted.set(e, value);
  }

  #hoistSetjmp(e: Expression & { kind: 'call' }): void {
    const env = this.temp(I32);
    const label = this.#newLabel();
    const value = this.newLocal(I32);
    this.module.usesJumps();
    valueAs(this, e.args[0]!, pointerTo(this.unit.types.void));
    this.set(env);
    const put = (offset: number, what: () => void): void => {
      this.get(env);
      what();
      store(this, { kind: 'address', offset }, { ...this.unit.types.int, bytes: 4 }, e.line);
    };
    put(0, () => {
      this.code.byte(op.i32Const);
      this.#constants.push({ at: this.code.length, label });
      this.code.u5(0);
    });
    put(4, () => this.get(this.#call));
    put(8, () => this.op(op.globalGet, GLOBAL.stack));
    this.release(I32, env);
    this.i32(0);
    this.set(this.#brought);
    this.#place(label);
    this.get(this.#brought);
    this.set(value);
    this.hoisted.set(e, value);
  }

  /** GNU `goto *p`: one of the labels whose address is taken. */
  #computedGoto(target: Expression, line: number): void {
    const labels = [...(this.definition?.labelAddresses ?? [])].map(([name, number]) => ({
      label: this.#named.get(name)?.label,
      number,
    }));
    const first = labels[0]?.number ?? 0;
    this.mark(line);
    this.fuel(line);
    const depth = labels.length + 1;
    const value = this.temp(I32);
    valueAs(this, target, pointerTo(this.unit.types.void));
    this.i32(first);
    this.op(op.i32Sub);
    this.set(value);
    for (let i = 0; i < depth; i++) this.block(op.block, VOID);
    // The numbers of one function's labels need not follow each other: the gaps lead to no label.
    const span = labels.length > 0 ? labels.at(-1)!.number - first + 1 : 0;
    const table = new Array<number>(span).fill(labels.length);
    for (const [i, { number }] of labels.entries()) table[number - first] = i;
    this.get(value);
    this.op(op.brTable);
    this.code.u(table.length);
    for (const i of table) this.code.u(i);
    this.code.u(labels.length);
    for (const { label } of labels) {
      this.end();
      if (label !== undefined) this.#flatJump(label);
    }
    this.end();
    this.release(I32, value);
    this.trap('wild-pointer:goto leads to an address that is no label of this function', line);
  }

  #flatLoop(s: Loop): void {
    const live = this.live.length;
    const top = this.#newLabel();
    const next = this.#newLabel();
    const exit = this.#newLabel();
    if (s.init) this.#flatStatement(s.init);
    this.#place(top);
    if (s.keyword !== 'do' && s.condition) this.#hoist(s.condition);
    if (s.keyword !== 'do' && s.condition && s.endless === null) this.#flatJumpUnless(s.condition, exit);
    this.#breaks.push({ flat: exit });
    this.#continues.push({ flat: next });
    this.#flatStatement(s.body);
    this.#breaks.pop();
    this.#continues.pop();
    this.#place(next);
    this.#restoreStack();
    if (s.step) {
      this.#hoist(s.step);
      this.drop(s.step);
    }
    if (s.keyword === 'do') this.#hoist(s.condition!);
    if (s.keyword === 'do' && s.endless === null) this.#flatJumpUnless(s.condition!, exit);
    if (s.endless !== null) this.head(s.endless, s.line);
    this.fuel(s.line);
    this.#flatJump(top);
    this.#place(exit);
    this.#restoreStack();
    this.live.length = live;
  }

  #flatSwitch(s: Switch): void {
    const type = this.decay(s.value.type);
    const wide = valueType(type) === I64;
    const exit = this.#newLabel();
    const value = this.newLocal(wide ? I64 : I32);
    this.mark(s.line);
    this.#hoist(s.value);
    this.expression(s.value);
    this.set(value);
    let fallback = exit;
    for (const c of s.cases) {
      let label = this.#caseLabels.get(c);
      if (label === undefined) {
        // A regular switch that holds a goto's label: its cases become labels of the flat function too.
        label = this.#newLabel();
        this.#caseLabels.set(c, label);
      }
      this.#labelled.add(c);
      if (c.from === null) {
        fallback = label;
        continue;
      }
      this.#matches(value, wide, { from: c.from, to: c.to! });
      this.block(op.if, VOID);
      this.#flatJump(label);
      this.end();
    }
    this.#flatJump(fallback);
    this.#markPaths(s.body);
    this.#breaks.push({ flat: exit });
    this.#flatStatement(s.body);
    this.#breaks.pop();
    this.#place(exit);
    this.#restoreStack();
  }

  /** Everything above a labelled statement is emitted piecewise. */
  #markPaths(root: Statement): void {
    walk(root, (node, parents) => {
      if (node.kind === 'case' && this.#labelled.has(node)) for (const parent of parents) this.#labelled.add(parent);
    });
    this.#labelled.add(root);
  }

  #assembleFlat(): void {
    const count = this.#chunk + 1;
    for (const { at, label } of this.#constants) writeU5(this.code.data, at, this.#labelChunk[label] ?? 0);
    const guard = this.#jumps ? 1 : 0;
    for (const patch of this.#patches)
      writeU5(this.code.data, patch.at, patch.nested + (count - 1 - patch.chunk) + guard + (patch.exit ? 1 : 0));
    const header = new Bytes();
    if (this.resumes) this.takeUp(header, this.module.signatureOf(this.#type).parameters);
    header.bytes([op.loop, VOID]);
    if (this.#jumps) header.bytes([op.try, VOID]);
    for (let i = 0; i < count; i++) header.bytes([op.block, VOID]);
    header.byte(op.localGet);
    header.u(this.#pc);
    header.byte(op.brTable);
    header.u(count);
    for (let i = 0; i < count; i++) header.u(i);
    header.u(count - 1);
    header.byte(op.end);
    this.#insertHeader(header);
    if (this.#jumps) this.#catchJump();
    this.code.byte(op.end);
  }

  /** A jump to a place of this very call goes on there; any other one is for a caller. */
  #catchJump(): void {
    const call = this.newLocal(I32);
    const stack = this.newLocal(I32);
    this.op(op.catch, 0);
    this.set(this.#brought);
    this.set(stack);
    this.set(this.#pc);
    this.tee(call);
    this.get(this.#call);
    this.op(op.i32Ne, op.if, VOID, op.rethrow, 1, op.end);
    this.get(stack);
    this.op(op.globalSet, GLOBAL.stack, op.br, 1, op.end);
  }

  /** The header goes behind the opening of the function's block: everything written so far moves. */
  #insertHeader(header: Bytes): void {
    const at = this.#flatStart;
    const tail = this.code.data.slice(at, this.code.length);
    this.code.length = at;
    this.code.append(header);
    this.code.bytes(tail);
    for (const relocation of this.relocations) if (relocation.at >= at) relocation.at += header.length;
    for (let i = 0; i < this.marks.length; i += 2) if (this.marks[i]! >= at) this.marks[i]! += header.length;
    for (let i = 0; i < this.hints.length; i += 2) if (this.hints[i]! >= at) this.hints[i]! += header.length;
    for (const region of this.regions) {
      if (region.start >= at) region.start += header.length;
      if (region.end >= at) region.end += header.length;
    }
  }

  #flatStart = 0;

  override block(kind: number, type: number): void {
    super.block(kind, type);
    if (this.depth === 1) this.#flatStart = this.code.length;
  }
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

/** All case labels stand directly in the switch's list. */
function isRegular(s: Switch): boolean {
  const direct = new Set<Case>();
  const items = s.body.kind === 'compound' ? s.body.items : [s.body];
  for (const item of items) {
    let at: Statement = item;
    while (at.kind === 'case' || at.kind === 'label') {
      if (at.kind === 'case') direct.add(at);
      at = at.body;
    }
  }
  return s.cases.every((c) => direct.has(c));
}

/** fp = sp - size; trap where the stack is full; sp = fp. Returns where it branches. */
function openFrame(b: Bytes, framePointer: number, size: number, message: number, line: number): number {
  b.bytes([op.globalGet, GLOBAL.stack, op.i32Const]);
  b.s(size);
  b.bytes([op.i32Sub, op.localTee]);
  b.u(framePointer);
  b.byte(op.i32Const);
  b.s(4096);
  b.byte(op.i32LtS);
  const branch = b.length;
  b.bytes([op.if, VOID, op.i32Const]);
  b.s(message);
  b.byte(op.i32Const);
  b.s(line);
  b.bytes([op.call, IMPORT.trap, op.unreachable, op.end, op.localGet]);
  b.u(framePointer);
  b.bytes([op.globalSet, GLOBAL.stack]);
  return branch;
}

/** Counts one call; the host hears of every so many. Returns where it branches to the host. */
function countCall(code: Bytes): number {
  code.bytes([op.globalGet, GLOBAL.calls, op.i32Const, 1, op.i32Sub, op.globalSet, GLOBAL.calls]);
  code.bytes([op.globalGet, GLOBAL.calls, op.i32Eqz]);
  const branch = code.length;
  code.bytes([op.if, VOID, op.call, IMPORT.calls, op.end]);
  return branch;
}
