/** Enumerations (C11 6.7.2.2) and the types of their constants. */
import type { Symbol } from '../ast.ts';
import { type IntType, isInt, resolve, type Type } from '../types.ts';
import { readAttributes } from './attributes.ts';
import type { Attributes, Parser } from './parser.ts';
import { declareClass } from './structs.ts';
import { startsType } from './words.ts';

/** `enum ...`, defined here or named. */
export function enumSpecifier(p: Parser): Type {
  const { types } = p.unit;
  const line = p.token.line;
  p.at++;
  const isClass = p.accept('class') || (p.is('struct') && p.peek().kind === 'id' && p.accept('struct'));
  const attributes: Attributes = {};
  readAttributes(p, attributes);
  let name = '';
  if (p.token.kind === 'id') {
    name = p.token.text;
    p.at++;
  }
  readAttributes(p, attributes);
  let base: IntType | null = null;
  if (p.is(':') && startsType(p, 1)) {
    p.at++;
    const given = resolve(p.specifiers().type);
    if (isInt(given)) base = given;
  }
  if (!p.is('{')) {
    const known = p.lookupTag(name);
    if (known?.enumType) return known.enumType;
    return { ...types.uint, enumTag: name };
  }
  p.at++;
  const constants: Symbol[] = [];
  let value = 0n;
  let negative = false;
  let largest = 0n;
  while (!p.is('}')) {
    if (p.token.kind === 'eof') throw p.problem('"}" is missing at the end of an enum', line);
    const token = p.token;
    if (token.kind !== 'id') throw p.problem(`"${token.text}" stands where a name of the enum is expected`);
    p.at++;
    const ignored: Attributes = {};
    readAttributes(p, ignored);
    if (p.accept('=')) value = p.constantInteger();
    if (value < 0n) negative = true;
    if (value > largest) largest = value;
    const symbol: Symbol = {
      kind: 'enum-constant',
      name: isClass ? `${name}::${token.text}` : token.text,
      type: base ?? types.int,
      line: token.line,
      column: token.column,
      scope: p.scopes.length > 0 ? 'local' : 'global',
      fromPrelude: p.fromPrelude,
      constant: value,
    };
    p.scope.names.set(symbol.name, symbol);
    constants.push(symbol);
    value += 1n;
    if (!p.accept(',')) {
      if (p.is('}')) break;
      if (p.token.kind !== 'id') throw p.problem(`"," is missing before "${p.token.text}"`);
      p.unit.note('warning', 'missing-comma', '"," is missing between two names of an enum', p.token.line);
    }
  }
  p.expect('}');
  readAttributes(p, attributes);
  const intMax = 1n << BigInt(types.int.bytes * 8 - 1);
  const wide = largest >= intMax * 2n || (negative && largest >= intMax);
  const type: IntType = {
    ...(base ??
      (wide
        ? negative
          ? types.llong
          : types.ulong.bytes === 8
            ? types.ulong
            : types.ullong
        : negative
          ? types.int
          : types.uint)),
    enumTag: name,
  };
  if (attributes.packed && !base)
    Object.assign(type, { ...(largest < 256n ? (negative ? types.schar : types.uchar) : type), enumTag: name });
  for (const symbol of constants) {
    const c = symbol.constant as bigint;
    symbol.type =
      isClass || base
        ? type
        : c >= intMax || c < -intMax
          ? c < intMax * 2n && c > 0n
            ? types.uint
            : negative
              ? types.llong
              : type
          : types.int;
  }
  if (name) {
    p.scope.tags.set(name, { kind: 'enum', enumType: type });
    if (p.cppNames || isClass) declareClass(p, name, type, line);
  }
  return type;
}
