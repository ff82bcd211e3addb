/**
 * C types. Qualified copies of a struct share one `StructDefinition`, so that a struct completed later (or one whose
 * members are only learned from their use) is complete everywhere.
 */
import type { Target } from './api.ts';

/** Words that name C's own types. */
export const BASIC_TYPE_WORDS = [
  'void',
  'char',
  'short',
  'int',
  'long',
  'signed',
  'unsigned',
  'float',
  'double',
  '_Bool',
] as const;

interface Qualified {
  const?: boolean;
  volatile?: boolean;
  /** _Alignas or __attribute__((aligned(n))). */
  align?: number;
}

export interface VoidType extends Qualified {
  kind: 'void';
}

export interface IntType extends Qualified {
  kind: 'int';
  name: string;
  bytes: 1 | 2 | 4 | 8;
  signed: boolean;
  /** Conversion rank: _Bool 0, char 1, short 2, int 3, long 4, long long 5. */
  rank: number;
  enumTag?: string;
}

export interface FloatType extends Qualified {
  kind: 'float';
  name: string;
  /** Width of the arithmetic; a long double is stored in more. */
  bytes: 4 | 8;
  rank: number;
}

export interface PointerType extends Qualified {
  kind: 'pointer';
  to: Type;
  /** A C++ reference: an lvalue use stands for what it points to. */
  reference?: boolean;
}

export interface ArrayType extends Qualified {
  kind: 'array';
  of: Type;
  /** null: incomplete; of a variable-length array the expression is in `lengthOf`. */
  length: number | null;
  lengthOf?: import('./ast.ts').Expression;
}

export interface Parameter {
  name: string;
  type: Type;
  line: number;
  column: number;
  default?: import('./ast.ts').Expression;
  symbol?: import('./ast.ts').Symbol;
}

export interface FunctionType extends Qualified {
  kind: 'function';
  returns: Type;
  parameters: Parameter[];
  variadic: boolean;
  /** False for `f()`: any arguments are accepted. */
  prototyped: boolean;
}

export interface Field {
  name: string;
  type: Type;
  line: number;
  /** Filled by the layout. */
  offset: number;
  /** For a bit-field: its width, and its first bit counted from `offset`. */
  bits?: number;
  bit?: number;
  /** An anonymous struct or union whose members are reached through it. */
  anonymous?: boolean;
  /** Learned from its use; nothing declares it. */
  inferred?: boolean;
}

export interface StructDefinition {
  tag: string;
  union: boolean;
  fields: Field[];
  complete: boolean;
  /** True where nothing declares the members: they are added as the text uses them. */
  open: boolean;
  packed?: boolean;
  align?: number;
  layout?: { size: number; align: number };
  line: number;
  /** Names of C++ methods; the functions are called `tag::name`. */
  methods?: Set<string>;
  /** C++: the class it is made from, which is its first, nameless member. */
  base?: StructDefinition;
  /** C++: names of static members; the variables are called `tag::name`. */
  statics?: Set<string>;
  /** C++: members with a value of their own, and the token at which it stands. */
  presets?: { name: string; at: number }[];
  /** C++: methods that a class made from it may do otherwise. */
  virtuals?: Set<string>;
  byName?: Map<string, Field[]>;
}

export interface StructType extends Qualified {
  kind: 'struct';
  definition: StructDefinition;
}

/** A type nobody declares; its first use decides what it is, an integer by default. */
export interface UnknownDefinition {
  name: string;
  resolved: Type | null;
}

export interface UnknownType extends Qualified {
  kind: 'unknown';
  definition: UnknownDefinition;
}

export type Type = VoidType | IntType | FloatType | PointerType | ArrayType | FunctionType | StructType | UnknownType;

/** The types of one target. */
export interface BasicTypes {
  target: Target;
  void: VoidType;
  bool: IntType;
  char: IntType;
  schar: IntType;
  uchar: IntType;
  short: IntType;
  ushort: IntType;
  int: IntType;
  uint: IntType;
  long: IntType;
  ulong: IntType;
  llong: IntType;
  ullong: IntType;
  float: FloatType;
  double: FloatType;
  longDouble: FloatType;
  size: IntType;
  ptrdiff: IntType;
}

const basicCache = new Map<string, BasicTypes>();

/** The types a target begins with. */
export function basicTypes(target: Target): BasicTypes {
  const key = JSON.stringify(target);
  const known = basicCache.get(key);
  if (known) return known;
  const int = (name: string, bytes: number, signed: boolean, rank: number): IntType => ({
    kind: 'int',
    name,
    bytes: bytes as IntType['bytes'],
    signed,
    rank,
  });
  const intBytes = target.intBits / 8;
  const longBytes = target.longBits / 8;
  const doubleBytes = (target.doubleBits / 8) as 4 | 8;
  const types: BasicTypes = {
    target,
    void: { kind: 'void' },
    bool: int('_Bool', 1, false, 0),
    char: int('char', 1, target.charSigned, 1),
    schar: int('signed char', 1, true, 1),
    uchar: int('unsigned char', 1, false, 1),
    short: int('short', 2, true, 2),
    ushort: int('unsigned short', 2, false, 2),
    int: int('int', intBytes, true, 3),
    uint: int('unsigned int', intBytes, false, 3),
    long: int('long', longBytes, true, 4),
    ulong: int('unsigned long', longBytes, false, 4),
    llong: int('long long', 8, true, 5),
    ullong: int('unsigned long long', 8, false, 5),
    float: { kind: 'float', name: 'float', bytes: 4, rank: 1 },
    double: { kind: 'float', name: 'double', bytes: doubleBytes, rank: 2 },
    longDouble: { kind: 'float', name: 'long double', bytes: doubleBytes, rank: 3 },
    size: target.pointerBytes === 8 ? int('unsigned long', 8, false, 4) : int('unsigned int', 4, false, 3),
    ptrdiff: target.pointerBytes === 8 ? int('long', 8, true, 4) : int('int', 4, true, 3),
  };
  if (target.pointerBytes === 2) {
    types.size = types.uint;
    types.ptrdiff = types.int;
  }
  basicCache.set(key, types);
  return types;
}

/** What an unknown type turned out to be; a type that stays unknown is a 32-bit unsigned integer in the end. */
export function resolve(type: Type): Type {
  let current = type;
  while (current.kind === 'unknown' && current.definition.resolved) current = current.definition.resolved;
  return current;
}

export const isInt = (type: Type): type is IntType => type.kind === 'int';
export const isFloat = (type: Type): type is FloatType => type.kind === 'float';
export const isArithmetic = (type: Type): type is IntType | FloatType => type.kind === 'int' || type.kind === 'float';
export const isPointer = (type: Type): type is PointerType => type.kind === 'pointer';
export const isScalar = (type: Type): boolean => isArithmetic(type) || isPointer(type);

export const pointerTo = (to: Type): PointerType => ({ kind: 'pointer', to });

/** Bytes the engine stores a value of this type in. Incomplete types have none (0). */
export function sizeOf(type: Type, target: Target): number {
  switch (type.kind) {
    case 'int':
      return type.bytes;
    case 'float':
      return type.rank === 3 && target.pointerBytes === 8 ? 16 : type.bytes;
    case 'pointer':
      return target.pointerBytes === 8 ? 8 : 4;
    case 'array':
      return (type.length ?? 0) * sizeOf(type.of, target);
    case 'struct':
      return layoutOf(type.definition, target).size;
    case 'unknown': {
      const known = resolve(type);
      return known.kind === 'unknown' ? 4 : sizeOf(known, target);
    }
    default:
      return 1;
  }
}

/** What `sizeof` says: pointers may be smaller than the engine's own. */
export function saidSize(type: Type, target: Target): number {
  if (target.pointerBytes !== 2) return sizeOf(type, target);
  if (type.kind === 'pointer') return 2;
  if (type.kind === 'array') return (type.length ?? 0) * saidSize(type.of, target);
  return sizeOf(type, target);
}

/** The address a value of a type begins at is a multiple of this. */
export function alignOf(type: Type, target: Target): number {
  const own = naturalAlign(type, target);
  return type.align && type.align > own ? type.align : own;
}

function naturalAlign(type: Type, target: Target): number {
  switch (type.kind) {
    case 'int':
      // Chips with a 16-bit int have byte-wide memories: nothing is padded there.
      return target.intBits === 16 ? 1 : type.bytes;
    case 'float':
    case 'pointer':
      return target.intBits === 16 ? 1 : sizeOf(type, target);
    case 'array':
      return alignOf(type.of, target);
    case 'struct':
      return layoutOf(type.definition, target).align;
    case 'unknown': {
      const known = resolve(type);
      return known.kind === 'unknown' ? 4 : alignOf(known, target);
    }
    default:
      return 1;
  }
}

const roundUp = (n: number, to: number): number => Math.ceil(n / to) * to;

/** Offsets of all members, after the rules of the System V and ARM ABIs. Recomputed while members are still being learned. */
export function layoutOf(definition: StructDefinition, target: Target): { size: number; align: number } {
  if (definition.layout && !definition.open) return definition.layout;
  if (!definition.complete && !definition.open) return { size: 0, align: 1 };
  // A struct that holds itself by value (only possible through errors) must not recurse for ever.
  definition.layout = { size: 0, align: 1 };
  let bit = 0; // next free bit
  let align = 1;
  let size = 0;
  for (const field of definition.fields) {
    if (definition.union) bit = 0;
    const fieldSize = sizeOf(field.type, target);
    let fieldAlign = definition.packed ? (field.type.align ?? 1) : alignOf(field.type, target);
    if (field.bits !== undefined) {
      const unit = fieldSize * 8;
      if (field.bits === 0) {
        bit = roundUp(bit, unit);
        continue;
      }
      if (definition.packed) {
        fieldAlign = 1;
      } else if (Math.floor(bit / unit) !== Math.floor((bit + field.bits - 1) / unit)) {
        bit = roundUp(bit, unit);
      }
      if (definition.packed && Math.floor(bit / unit) !== Math.floor((bit + field.bits - 1) / unit)) {
        field.offset = Math.floor(bit / 8);
      } else {
        field.offset = Math.floor(bit / unit) * fieldSize;
      }
      field.bit = bit - field.offset * 8;
      bit += field.bits;
      // An unnamed bit-field does not raise the alignment of its struct.
      if (field.name) align = Math.max(align, fieldAlign);
    } else {
      bit = roundUp(bit, fieldAlign * 8);
      field.offset = bit / 8;
      bit += fieldSize * 8;
      align = Math.max(align, fieldAlign);
    }
    size = Math.max(size, Math.ceil(bit / 8));
  }
  if (definition.align) align = Math.max(align, definition.align);
  definition.layout = { size: roundUp(size, align), align };
  return definition.layout;
}

/** The way to a member, through anonymous structs and unions: outermost first. Null where there is none. */
export function findField(definition: StructDefinition, name: string): Field[] | null {
  if (definition.byName === undefined || definition.open) {
    const byName = new Map<string, Field[]>();
    for (const field of definition.fields) {
      if (field.name) {
        if (!byName.has(field.name)) byName.set(field.name, [field]);
      } else if (field.anonymous && field.type.kind === 'struct') {
        const inner = field.type.definition;
        findField(inner, '');
        for (const [key, path] of inner.byName ?? []) if (!byName.has(key)) byName.set(key, [field, ...path]);
      }
    }
    if (!definition.complete && !definition.open) return byName.get(name) ?? null;
    definition.byName = byName;
  }
  return definition.byName.get(name) ?? null;
}

/** A type without const, volatile and alignment. */
export function unqualified<T extends Type>(type: T): T {
  if (!type.const && !type.volatile && !type.align) return type;
  const { const: _c, volatile: _v, align: _a, ...rest } = type;
  return rest as T;
}

/** A type with const or volatile; of an array its elements have them. */
export function qualify<T extends Type>(type: T, isConst: boolean, isVolatile: boolean): T {
  if ((!isConst || type.const) && (!isVolatile || type.volatile)) return type;
  if (type.kind === 'array') return { ...type, of: qualify(type.of, isConst, isVolatile) };
  return { ...type, const: type.const || isConst, volatile: type.volatile || isVolatile };
}

/** What a small integer becomes before it is computed with (C11 6.3.1.1). */
export function promote(type: Type, types: BasicTypes, bits?: number): Type {
  if (type.kind !== 'int') return type;
  // A bit-field that fits an int becomes one, whatever type it was declared with.
  if (bits !== undefined && bits <= types.int.bytes * 8) {
    return bits < types.int.bytes * 8 || type.signed ? types.int : types.uint;
  }
  if (type.rank >= 3) return type;
  // A type as wide as int but unsigned (unsigned short where int has 16 bits) becomes unsigned int.
  return type.bytes < types.int.bytes || type.signed ? types.int : types.uint;
}

/** The usual arithmetic conversions (C11 6.3.1.8). */
export function commonType(a: Type, b: Type, types: BasicTypes): Type {
  if (a.kind === 'float' || b.kind === 'float') {
    if (a.kind !== 'float') return unqualified(b);
    if (b.kind !== 'float') return unqualified(a);
    return unqualified(a.rank >= b.rank ? a : b);
  }
  const x = promote(a, types);
  const y = promote(b, types);
  if (x.kind !== 'int') return y.kind === 'int' ? y : types.int;
  if (y.kind !== 'int') return x;
  if (x.signed === y.signed) return unqualified(x.rank >= y.rank ? x : y);
  const [u, s] = x.signed ? [y, x] : [x, y];
  if (u.rank >= s.rank) return unqualified(u);
  if (s.bytes > u.bytes) return unqualified(s);
  return s.rank === 4 ? types.ulong : types.ullong;
}

/** An integer value cut to a type's width, with its sign. */
export function wrapInt(value: bigint, type: IntType): bigint {
  if (type.rank === 0) return value === 0n ? 0n : 1n;
  return type.signed ? BigInt.asIntN(type.bytes * 8, value) : BigInt.asUintN(type.bytes * 8, value);
}

/** A type in C's own notation, for messages. */
export function typeName(type: Type, inner = ''): string {
  const q = (type.const ? 'const ' : '') + (type.volatile ? 'volatile ' : '');
  const join = (base: string): string => (inner ? `${base} ${inner}` : base);
  switch (type.kind) {
    case 'void':
      return join(`${q}void`);
    case 'int':
      return join(q + (type.enumTag ? `enum ${type.enumTag}` : type.name));
    case 'float':
      return join(q + type.name);
    case 'struct':
      return join(`${q}${type.definition.union ? 'union' : 'struct'} ${type.definition.tag || '{...}'}`);
    case 'unknown':
      return join(q + type.definition.name);
    case 'pointer': {
      const star = `*${q.trim()}${inner}`;
      return typeName(type.to, type.to.kind === 'array' || type.to.kind === 'function' ? `(${star})` : star);
    }
    case 'array':
      return typeName(type.of, `${inner}[${type.length ?? ''}]`);
    case 'function':
      return typeName(type.returns, `${inner}(${type.parameters.map((p) => typeName(p.type)).join(', ') || 'void'})`);
  }
}
