/** One function: its parameters, its body, its frame; also written out where another function calls it. */
import type { Expression, FunctionDefinition, Statement, Symbol } from '../ast.ts';
import { resolve, sizeOf } from '../types.ts';
import { SyntaxProblem } from '../unit.ts';
import { GLOBAL, IMPORT } from './abi.ts';
import { storeBase, storeHere } from './access.ts';
import { blockType, ControlEmitter, defaultResult } from './control.ts';
import type { Home, Ref } from './core.ts';
import { looksForArrays } from './declarations.ts';
import type { CodeBlock } from './emitted.ts';
import { drop, expression } from './expressions.ts';
import { flatStatement } from './flat.ts';
import { assembleFlat, isFlat } from './pieces.ts';
import { statement, statementExpression } from './statements.ts';
import { layDown } from './waits.ts';
import { Bytes, F64, I32, I64, op, type ValueType, VOID } from './wasm.ts';

/** Bytes around a function's code: its locals, and what opens and closes its frame. */
const HEAD_ROOM = 128;

/** Writes one function. */
export class FunctionEmitter extends ControlEmitter {
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
    return stub.finish(definition.name);
  }

  #compile(definition: FunctionDefinition): CodeBlock {
    this.#parameters(definition);
    this.flat = isFlat(this, definition);
    this.hasArrays = looksForArrays(definition);
    this.block(op.block, blockType(this));
    if (this.flat) {
      this.pc = this.newLocal(I32);
      if (this.hasJumps) {
        this.callNumber = this.newLocal(I32);
        this.brought = this.newLocal(I32);
        this.op(op.globalGet, GLOBAL.jumps, op.i32Const, 1, op.i32Add, op.globalSet, GLOBAL.jumps);
        this.op(op.globalGet, GLOBAL.jumps);
        this.set(this.callNumber);
        this.flatStart = this.code.length;
      }
      flatStatement(this, definition.body);
      assembleFlat(this);
    } else this.statement(definition.body);
    this.mark(definition.endLine);
    defaultResult(this);
    this.end();
    if (this.resumes) layDown(this, definition.line);
    return this.finish(definition.name);
  }

  #parameters(definition: FunctionDefinition): void {
    const signature = this.module.signatureOf(this.type);
    this.parameterCount = signature.parameters.length;
    let index = 0;
    if (this.returnType.kind === 'struct') this.structTarget = index++;
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
    if (this.type.variadic) this.variadic = index;
  }

  /** Puts prologue, body and epilogue together. */
  finish(name: string): CodeBlock {
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
      type: this.module.typeIndex(this.module.signatureOf(this.type)),
      body,
      relocations: this.relocations.map((r) => ({ ...r, at: r.at + shift })),
      marks,
      hints,
      regions: this.regions.map((r) => ({ ...r, start: r.start + shift, end: r.end + shift })),
      line,
    };
  }

  inline(callee: FunctionDefinition, line: number, pointed: [Symbol, Ref][]): boolean {
    const back = this.place();
    const outer = { flat: this.flat, type: this.returnType, exit: this.exit, arrays: this.hasArrays };
    const live = this.live.length;
    const start = this.code.length;
    const [breaks, continues] = [this.breaks.splice(0), this.continues.splice(0)];
    try {
      this.flat = false;
      this.hasArrays = false;
      this.returnType = resolve(callee.type.returns);
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
      this.block(op.block, blockType(this));
      this.exit = this.depth;
      this.regions.push({ start, end: 0, definition: callee, line });
      const region = this.regions.at(-1)!;
      this.statement(callee.body);
      this.mark(callee.endLine);
      defaultResult(this);
      this.end();
      region.end = this.code.length;
      this.mark(line);
      return true;
    } catch (error) {
      if (!(error instanceof SyntaxProblem)) throw error;
      back();
      return false;
    } finally {
      this.flat = outer.flat;
      this.returnType = outer.type;
      this.exit = outer.exit;
      this.hasArrays = outer.arrays;
      this.live.length = live;
      this.breaks.splice(0, this.breaks.length, ...breaks);
      this.continues.splice(0, this.continues.length, ...continues);
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

  statement(s: Statement): void {
    statement(this, s);
  }

  statementExpression(e: Expression & { kind: 'statement-expression' }, wanted: boolean): void {
    statementExpression(this, e, wanted);
  }
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
