/** Functions that the compiler knows by itself (`__builtin_...`, assert), by name. */
import type { Call, Expression } from '../ast.ts';
import { type FloatType, type IntType, pointerTo } from '../types.ts';
import { SyntaxProblem } from '../unit.ts';
import { GLOBAL } from './abi.ts';
import { addressOfRef, isOwn, storeLocal, toAddress, toRaw } from './access.ts';
import { I64_SHIFT } from './arithmetic.ts';
import { byteSwap, overflow } from './builtin-integers.ts';
import { allocate, heapGrow, longjmp } from './builtin-memory.ts';
import { copy, fill } from './bulk.ts';
import { condition, convert, valueAs } from './convert.ts';
import type { EmitCore } from './core.ts';
import { refOf } from './places.ts';
import { F64, I32, op } from './wasm.ts';

type Builtin = (f: EmitCore, e: Call) => void;

/** Types of the machine, whatever the target's are. */
const f64 = (f: EmitCore): FloatType => ({ ...f.unit.types.double, bytes: 8 });
const u32 = (f: EmitCore): IntType => ({ ...f.unit.types.uint, bytes: 4 });

/** One instruction on a double. */
const double =
  (opcode: number): Builtin =>
  (f, e) => {
    valueAs(f, e.args[0]!, f64(f));
    f.op(opcode);
    convert(f, f64(f), e.type);
  };

/** One instruction that counts bits, of an int, a long or a long long. */
const count =
  (opcode: number, size: 'int' | 'long' | 'llong'): Builtin =>
  (f, e) => {
    const { types } = f.unit;
    const wide = size === 'llong' || (size === 'long' && types.long.bytes === 8);
    valueAs(f, e.args[0]!, wide ? types.ullong : u32(f));
    f.op(wide ? opcode + I64_SHIFT : opcode);
    if (wide) f.op(op.i32WrapI64);
  };

const constant =
  (value: number): Builtin =>
  (f, e) =>
    f.constant(value, e.type);

/** The C address of what a global of the module points to. */
const pointerIn =
  (global: number): Builtin =>
  (f) => {
    f.op(op.globalGet, global);
    toAddress(f);
  };

const dropAll: Builtin = (f, e) => {
  for (const arg of e.args) f.drop(arg);
};
const giveUp: Builtin = (f, e) => f.trap('abort:the program gave up (trap)', e.line);
const swap =
  (bytes: number): Builtin =>
  (f, e) =>
    byteSwap(f, e.args[0]!, bytes);

const BUILTINS: Readonly<Record<string, Builtin>> = {
  __builtin_va_start(f, e) {
    if (f.variadic < 0)
      throw new SyntaxProblem('va_start in a function without "..."', f.definition?.line ?? 0, 'type');
    storeLocal(f, refOf(f, e.args[0]!), f.variadic, pointerTo(f.unit.types.void), e.line);
  },
  __builtin_va_end: dropAll,
  __builtin_va_copy(f, e) {
    const value = f.temp(I32);
    f.expression(e.args[1]!);
    f.set(value);
    storeLocal(f, refOf(f, e.args[0]!), value, pointerTo(f.unit.types.void), e.line);
    f.release(I32, value);
  },
  assert(f, e) {
    condition(f, e.args[0]!);
    f.op(op.i32Eqz);
    f.rarely();
    const { codes } = e.args[1] as Expression & { kind: 'string' };
    f.trap(`abort:assertion failed: ${Buffer.from(codes).toString('utf8')}`, e.line);
    f.end();
  },
  __builtin_longjmp: longjmp,
  __builtin_unreachable: giveUp,
  __builtin_trap: giveUp,
  __builtin_prefetch: dropAll,
  __builtin_copy(f, e) {
    for (const arg of e.args.slice(0, 3)) valueAs(f, arg, u32(f));
    copy(f, false, e.line, true);
  },
  __builtin_fill: fill,
  __builtin_alloca(f, e) {
    f.fp();
    valueAs(f, e.args[0]!, u32(f));
    allocate(f, e.line);
  },
  __builtin_heap_base: pointerIn(GLOBAL.heapBase),
  __builtin_heap_grow: (f, e) => heapGrow(f, e.args[0]!),
  __builtin_stack: pointerIn(GLOBAL.stack),
  __builtin_frame_address: (f) => addressOfRef(f, { kind: 'frame', offset: f.frame(4, 4) }),
  __builtin_is_own(f, e) {
    valueAs(f, e.args[0]!, pointerTo(f.unit.types.void));
    toRaw(f);
    isOwn(f);
  },
  __builtin_sqrt: double(0x9f),
  __builtin_sqrtf(f, e) {
    valueAs(f, e.args[0]!, f.unit.types.float);
    f.op(0x91);
  },
  __builtin_floor: double(0x9c),
  __builtin_ceil: double(0x9b),
  __builtin_trunc: double(0x9d),
  __builtin_nearest: double(0x9e),
  __builtin_fabs: double(0x99),
  __builtin_copysign(f, e) {
    valueAs(f, e.args[0]!, f64(f));
    valueAs(f, e.args[1]!, f64(f));
    f.op(0xa6);
    convert(f, f64(f), e.type);
  },
  __builtin_huge_val: constant(Number.POSITIVE_INFINITY),
  __builtin_inf: constant(Number.POSITIVE_INFINITY),
  __builtin_inff: constant(Number.POSITIVE_INFINITY),
  __builtin_nan: constant(Number.NaN),
  __builtin_isnan(f, e) {
    const temp = f.temp(F64);
    valueAs(f, e.args[0]!, f64(f));
    f.tee(temp);
    f.get(temp);
    f.op(op.f64Ne);
    f.release(F64, temp);
  },
  __builtin_signbit(f, e) {
    valueAs(f, e.args[0]!, f64(f));
    f.op(op.i64ReinterpretF64);
    f.i64(63n);
    f.op(op.i64ShrU, op.i32WrapI64);
  },
  __builtin_bits_of_float(f, e) {
    valueAs(f, e.args[0]!, f.unit.types.float);
    f.op(op.i32ReinterpretF32);
  },
  __builtin_bits_of_double(f, e) {
    valueAs(f, e.args[0]!, f64(f));
    f.op(op.i64ReinterpretF64);
  },
  __builtin_float_of_bits(f, e) {
    valueAs(f, e.args[0]!, u32(f));
    f.op(op.f32ReinterpretI32);
  },
  __builtin_double_of_bits(f, e) {
    valueAs(f, e.args[0]!, f.unit.types.ullong);
    f.op(op.f64ReinterpretI64);
    convert(f, f64(f), e.type);
  },
  __builtin_clz: count(0x67, 'int'),
  __builtin_clzl: count(0x67, 'long'),
  __builtin_clzll: count(0x67, 'llong'),
  __builtin_ctz: count(0x68, 'int'),
  __builtin_ctzl: count(0x68, 'long'),
  __builtin_ctzll: count(0x68, 'llong'),
  __builtin_popcount: count(0x69, 'int'),
  __builtin_popcountl: count(0x69, 'long'),
  __builtin_popcountll: count(0x69, 'llong'),
  __builtin_parity(f, e) {
    count(0x69, 'int')(f, e);
    f.i32(1);
    f.op(op.i32And);
  },
  __builtin_ffs(f, e) {
    const temp = f.temp(I32);
    valueAs(f, e.args[0]!, { ...f.unit.types.int, bytes: 4 });
    f.tee(temp);
    f.op(0x68);
    f.i32(1);
    f.op(op.i32Add);
    f.i32(0);
    f.get(temp);
    f.op(op.select);
    f.release(I32, temp);
  },
  __builtin_abs(f, e) {
    const temp = f.temp(I32);
    valueAs(f, e.args[0]!, f.unit.types.int);
    f.set(temp);
    f.i32(0);
    f.get(temp);
    f.op(op.i32Sub);
    f.get(temp);
    f.get(temp);
    f.i32(0);
    f.op(op.i32LtS, op.select);
    f.release(I32, temp);
  },
  __builtin_bswap16: swap(2),
  __builtin_bswap32: swap(4),
  __builtin_bswap64: swap(8),
  __builtin_add_overflow: overflow,
  __builtin_sub_overflow: overflow,
  __builtin_mul_overflow: overflow,
};

/** A call of a function that the compiler knows. */
export function builtin(f: EmitCore, e: Call): void {
  const known = BUILTINS[e.builtin!];
  if (!known) throw new SyntaxProblem(`${e.builtin} is not supported`, e.line);
  known(f, e);
}
