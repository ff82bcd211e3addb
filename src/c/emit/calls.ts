/** Calls: of functions of the module, through pointers, and of what lies outside; how arguments are passed. */
import type { Call, Expression, FunctionDefinition, Symbol } from '../ast.ts';
import { type FunctionType, isFloat, isInt, isPointer, promote, resolve, sizeOf, type Type } from '../types.ts';
import { SyntaxProblem } from '../unit.ts';
import { FUNCTIONS, type OutsideCall, valueType } from './abi.ts';
import { addressOfRef, storeBase } from './access.ts';
import { copy, zero } from './bulk.ts';
import { convert, valueAs } from './convert.ts';
import type { EmitCore, Ref } from './core.ts';
import { structTo } from './initialise.ts';
import { type Inlinable, inlinable } from './inline.ts';
import { knownPlace } from './places.ts';
import { I32, op, type Signature, VOID } from './wasm.ts';

/** Functions a call through a pointer looks for by itself. */
const KNOWN_LIMIT = 8;

/** Parts of other functions that are written out in one. */
const INLINED_LIMIT = 600;

/** Room for a returned struct; pushes its address. */
function structResult(f: EmitCore, type: Type): number {
  const offset = f.frame(Math.max(4, sizeOf(type, f.unit.target)), 8);
  addressOfRef(f, { kind: 'frame', offset });
  return offset;
}

function argument(f: EmitCore, arg: Expression, type: Type): void {
  const known = resolve(type);
  if (known.kind !== 'struct') {
    valueAs(f, arg, known);
    return;
  }
  // The callee gets a copy of its own.
  const size = sizeOf(known, f.unit.target);
  const offset = f.frame(Math.max(4, size), 8);
  addressOfRef(f, { kind: 'frame', offset });
  f.expression(arg);
  f.i32(size);
  copy(f, false, arg.line);
  addressOfRef(f, { kind: 'frame', offset });
}

/** Arguments beyond the parameters go to memory, eight bytes each; pushes the address of the first. */
function variadicArguments(f: EmitCore, args: Expression[]): void {
  if (args.length === 0) {
    f.i32(0);
    return;
  }
  let size = 0;
  const slots = args.map((arg) => {
    const type = f.decay(arg.type);
    const at = size;
    size += type.kind === 'struct' ? Math.ceil(Math.max(1, sizeOf(type, f.unit.target)) / 8) * 8 : 8;
    return at;
  });
  const offset = f.frame(size, 8);
  args.forEach((arg, i) => {
    const place: Ref & { kind: 'frame' } = { kind: 'frame', offset: offset + slots[i]! };
    const type = f.decay(arg.type);
    if (type.kind === 'struct') {
      structTo(f, place, type, arg);
      return;
    }
    const promoted = isFloat(type)
      ? { ...f.unit.types.double, bytes: 8 as const, rank: 2 }
      : promote(type, f.unit.types);
    storeBase(f, place);
    valueAs(f, arg, promoted);
    // Whole slots: what reads more than was passed finds the extended value.
    if (valueType(promoted) === I32) {
      f.op(isInt(promoted) && promoted.signed ? op.i64ExtendI32S : op.i64ExtendI32U);
      f.memory(op.i64Store, place.offset);
    } else f.memory(isFloat(promoted) ? op.f64Store : op.i64Store, place.offset);
  });
  addressOfRef(f, { kind: 'frame', offset });
}

/** A call of a function of the module, or what it does written out. */
export function direct(f: EmitCore, e: Call, symbol: Symbol): void {
  const type = symbol.definition!.type;
  const returns = resolve(type.returns);
  let result = -1;
  if (returns.kind === 'struct') result = structResult(f, returns);
  type.parameters.forEach((parameter, i) => {
    const arg = e.args[i];
    if (arg) argument(f, arg, parameter.type);
    else f.constant(0n, parameter.type);
  });
  const rest = e.args.slice(type.parameters.length);
  if (type.variadic) variadicArguments(f, rest);
  else for (const arg of rest) f.drop(arg);
  const small = worthInlining(f, symbol.definition!);
  if (!small || !f.inline(symbol.definition!, e.line, pointers(f, e, symbol.definition!, small)))
    f.callSymbol(symbol, e.line);
  adaptResult(f, e, returns, result);
}

function worthInlining(f: EmitCore, definition: FunctionDefinition): Inlinable | null {
  const small = inlinable(definition);
  if (!small || f.inlinedSize + small.size > INLINED_LIMIT) return null;
  f.inlinedSize += small.size;
  return small;
}

/** Which parameters point to a place that is known here. */
function pointers(f: EmitCore, e: Call, definition: FunctionDefinition, { constant }: Inlinable): [Symbol, Ref][] {
  return definition.parameters.flatMap((symbol, i): [Symbol, Ref][] => {
    const arg = e.args[i];
    const place = arg && isPointer(resolve(symbol.type)) && constant.has(symbol) ? knownPlace(f, arg) : null;
    return place ? [[symbol, place]] : [];
  });
}

function adaptResult(f: EmitCore, e: Call, returns: Type, result: number): void {
  const wanted = f.decay(e.type);
  if (returns.kind === 'struct') {
    addressOfRef(f, { kind: 'frame', offset: result });
    return;
  }
  if (returns.kind === 'void') {
    if (wanted.kind !== 'void') f.constant(0n, wanted);
    return;
  }
  if (wanted.kind === 'void') f.op(op.drop);
  else convert(f, returns, wanted);
}

/** A call through a pointer. */
export function indirect(f: EmitCore, e: Call, callee: Expression): void {
  let known = resolve(callee.type);
  while (known.kind === 'pointer') known = resolve(known.to);
  if (known.kind !== 'function') throw new SyntaxProblem('this cannot be called', e.line, 'type');
  const type: FunctionType = known;
  const returns = resolve(type.returns);
  let result = -1;
  if (returns.kind === 'struct') result = structResult(f, returns);
  const promoted = (arg: Expression): Type => {
    const own = f.decay(arg.type);
    return isFloat(own) && own.bytes === 4 && own.rank === 1 ? f.unit.types.double : promote(own, f.unit.types);
  };
  const fixed = type.prototyped ? type.parameters.map((p) => p.type) : e.args.map(promoted);
  fixed.forEach((parameter, i) => {
    const arg = e.args[i];
    if (arg) argument(f, arg, parameter);
    else f.constant(0n, parameter);
  });
  if (type.prototyped) {
    const rest = e.args.slice(fixed.length);
    if (type.variadic) variadicArguments(f, rest);
    else for (const arg of rest) f.drop(arg);
  }
  f.expression(callee);
  f.i32(FUNCTIONS);
  f.op(op.i32Sub);
  f.i32(2);
  f.op(op.i32ShrU);
  f.callsPointer = true;
  callTable(f, e, f.module.signatureOf(type, fixed));
  adaptResult(f, e, returns, result);
}

/**
 * Calls the function at an index of the table. Those known to be in it are called by name or written out, behind one jump;
 * any other one through the table.
 */
function callTable(f: EmitCore, e: Call, signature: Signature): void {
  const type = f.module.typeIndex(signature);
  const known = f.module.pointedAt(type);
  const through = (): void => {
    f.mark(e.line);
    f.op(op.callIndirect);
    f.code.u(type);
    f.op(0);
  };
  if (known.length === 0 || known.length > KNOWN_LIMIT) {
    through();
    return;
  }
  const index = f.temp(I32);
  f.set(index);
  const args = signature.parameters.map((parameter) => [parameter, f.temp(parameter)] as const);
  for (const [, local] of [...args].reverse()) f.set(local);
  const low = known[0]!.index;
  const table = new Array<number>(known.at(-1)!.index - low + 1).fill(known.length);
  for (const [i, { index: at }] of known.entries()) table[at - low] = i;
  f.block(op.block, signature.results[0] ?? VOID);
  for (let i = 0; i <= known.length; i++) f.block(op.block, VOID);
  f.get(index);
  f.i32(low);
  f.op(op.i32Sub, op.brTable);
  f.code.u(table.length);
  for (const i of table) f.code.u(i);
  f.code.u(known.length);
  for (const [i, { symbol, definition }] of known.entries()) {
    f.end();
    for (const [, local] of args) f.get(local);
    const small = worthInlining(f, definition);
    if (!small || !f.inline(definition, e.line, pointers(f, e, definition, small))) f.callSymbol(symbol, e.line);
    f.op(op.br);
    f.code.u(known.length - i);
  }
  f.end();
  for (const [, local] of args) f.get(local);
  f.get(index);
  through();
  f.end();
  for (const [parameter, local] of args) f.release(parameter, local);
  f.release(I32, index);
}

/** A function without a body: the host's, or one of the engine's own. */
export function outside(f: EmitCore, e: Call, symbol: Symbol): void {
  const type = resolve(symbol.type) as FunctionType;
  const returns = resolve(type.returns);
  const native = Boolean(symbol.native);
  const call: OutsideCall = {
    native,
    name: symbol.name,
    kinds: [],
    words: [],
    result: '',
    signature: { parameters: [], results: [] },
  };
  let result = -1;
  if (returns.kind === 'struct') {
    result = structResult(f, returns);
    zero(f, { kind: 'frame', offset: result }, sizeOf(returns, f.unit.target));
    f.op(op.drop);
  }
  const push = (arg: Expression, as: Type): void => {
    const known = f.decay(as);
    const wasm = valueType(known) ?? I32;
    argument(f, arg, known);
    call.signature.parameters.push(wasm);
    call.kinds.push(kindOf(known));
    call.words.push(wordOf(known));
  };
  const fixed = type.parameters.length;
  e.args.forEach((arg, i) => {
    if (i < fixed) push(arg, type.parameters[i]!.type);
    else if (!native) push(arg, f.decay(arg.type));
  });
  if (native) {
    for (let i = e.args.length; i < fixed; i++) {
      const known = f.decay(type.parameters[i]!.type);
      f.constant(0n, known);
      call.signature.parameters.push(valueType(known) ?? I32);
      call.kinds.push(kindOf(known));
      call.words.push(wordOf(known));
    }
    if (type.variadic) {
      variadicArguments(f, e.args.slice(fixed));
      call.signature.parameters.push(I32);
      call.kinds.push('u32');
      call.words.push('pointer');
    }
  }
  f.i32(e.line);
  call.signature.parameters.push(I32);
  const wanted = f.decay(e.type);
  if (returns.kind !== 'struct' && returns.kind !== 'void') {
    call.result = kindOf(f.decay(returns));
    call.signature.results.push(valueType(f.decay(returns)) ?? I32);
  }
  f.callOutside(f.module.outsideIndex(call), e.line);
  if (returns.kind === 'struct') addressOfRef(f, { kind: 'frame', offset: result });
  else if (returns.kind === 'void') {
    if (wanted.kind !== 'void') f.constant(0n, wanted);
  } else if (wanted.kind === 'void') f.op(op.drop);
  else convert(f, f.decay(returns), wanted);
}

/** (*f)(), (**f)() and (&f)() are f(). */
export function stripCallee(e: Expression): Expression {
  let at = e;
  while (at.kind === 'unary' && at.operator === '&') at = at.operand;
  return at;
}

function kindOf(type: Type): string {
  if (isFloat(type)) return type.bytes === 4 ? 'f32' : 'f64';
  if (isInt(type)) return type.bytes === 8 ? (type.signed ? 'i64' : 'u64') : type.signed ? 'i32' : 'u32';
  return 'u32';
}

function wordOf(type: Type): string {
  if (isFloat(type)) return 'float';
  if (isPointer(type)) {
    const to = resolve(type.to);
    return isInt(to) && to.rank === 1 ? 'text' : 'pointer';
  }
  if (type.kind === 'struct') return 'struct';
  return isInt(type) && type.name === 'char' ? 'char' : 'int';
}
