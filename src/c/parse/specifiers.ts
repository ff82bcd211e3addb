/** Declaration specifiers (C11 6.7), with the forms that compilers for small chips add. */
import type { Symbol } from '../ast.ts';
import { alignOf, qualify, type Type, unqualified } from '../types.ts';
import { readAttributes } from './attributes.ts';
import { readTypeName } from './declarators.ts';
import { enumSpecifier } from './enums.ts';
import type { Attributes, Parser, Specifiers } from './parser.ts';
import { structSpecifier } from './structs.ts';
import {
  AREA_WORDS,
  isTypeName,
  looksLikeUnknownType,
  QUALIFIER_WORDS,
  STATEMENT_WORDS,
  startsType,
  TYPE_WORDS,
  unknownType,
} from './words.ts';

/** All specifiers that stand here, as one type and what was said beside it. */
export function specifiers(p: Parser): Specifiers {
  const { types } = p.unit;
  const start = p.at;
  const attributes: Attributes = {};
  const out: Specifiers = {
    type: types.int,
    typedef: false,
    deduced: false,
    interrupt: false,
    weak: false,
    constexpr: false,
    implicit: false,
  };
  let isConst = false;
  let isVolatile = false;
  let type: Type | null = null;
  const words: string[] = [];
  let auto = false;
  for (;;) {
    const token = p.token;
    if (readAttributes(p, attributes)) continue;
    if (token.kind !== 'id') break;
    const word = token.text;
    const typed: boolean = type !== null || words.length > 0;
    if (QUALIFIER_WORDS.has(word)) {
      p.at++;
      switch (word) {
        case 'const':
        case '__const':
          isConst = true;
          break;
        case 'constexpr':
          isConst = true;
          out.constexpr = true;
          break;
        case 'volatile':
        case '__volatile__':
        case '__volatile':
          isVolatile = true;
          break;
        case 'typedef':
          out.typedef = true;
          break;
        case 'static':
        case 'extern':
        case 'register':
          out.storage = word;
          if (word === 'extern' && p.token.kind === 'string') p.at++;
          break;
        case 'auto':
        case '__auto_type':
          auto = true;
          break;
        case '_Alignas':
        case 'alignas': {
          p.expect('(');
          if (startsType(p)) attributes.align = alignOf(readTypeName(p), p.unit.target);
          else attributes.align = Number(p.constantInteger());
          p.expect(')');
          break;
        }
        case '_Atomic':
          if (p.is('(')) {
            p.at++;
            type = readTypeName(p);
            p.expect(')');
          }
          break;
      }
      continue;
    }
    const local: Symbol | undefined =
      TYPE_WORDS.has(word) || (typed && !AREA_WORDS.has(word)) ? undefined : p.lookup(word);
    if (!typed && local?.kind === 'typedef') {
      p.at++;
      type = local.type;
      continue;
    }
    if (local && local.kind !== 'typedef' && !(typed && AREA_WORDS.has(word))) break;
    if (
      typed &&
      !TYPE_WORDS.has(word) &&
      !AREA_WORDS.has(word) &&
      word !== 'bit' &&
      word !== 'enum' &&
      word !== 'class'
    )
      break;
    if (word === 'struct' || word === 'union' || (word === 'class' && !typed && p.peek().kind === 'id')) {
      type = structSpecifier(p, word);
      continue;
    }
    if (word === 'enum') {
      type = enumSpecifier(p);
      continue;
    }
    if (word === 'typeof' || word === '__typeof__' || word === '__typeof' || word === 'decltype') {
      p.at++;
      p.expect('(');
      if (startsType(p)) type = readTypeName(p);
      else type = unqualified(p.expression().type);
      p.expect(')');
      continue;
    }
    if (
      word === 'sfr' ||
      word === 'sfr16' ||
      word === 'sbit' ||
      word === '__sfr' ||
      word === '__sbit' ||
      word === '__sfr16'
    ) {
      if (!(word.startsWith('__') || p.peek().kind === 'id')) break;
      p.at++;
      out.special = word.endsWith('sbit') ? 'sbit' : 'sfr';
      type = { ...(word.endsWith('16') ? types.ushort : types.uchar), volatile: true };
      if (out.special === 'sbit') type = { ...types.bool, volatile: true };
      continue;
    }
    if ((word === 'bit' || word === '__bit') && !typed && p.peek().kind === 'id') {
      p.at++;
      type = types.bool;
      continue;
    }
    if (TYPE_WORDS.has(word)) {
      words.push(word);
      p.at++;
      continue;
    }
    if (AREA_WORDS.has(word)) {
      const next = p.peek();
      if (
        typed
          ? next.kind === 'id' || next.text === '*'
          : next.kind === 'id' && (startsType(p, 1) || AREA_WORDS.has(next.text))
      ) {
        if (word === 'interrupt') attributes.interrupt = true;
        if (word === 'code') isConst = true;
        p.at++;
        continue;
      }
    }
    if (typed) break;
    // An undeclared word: an unknown attribute macro before a type, or an unknown type.
    const next = p.peek();
    if (auto && p.at > start) break;
    if (
      next.kind === 'id' &&
      (TYPE_WORDS.has(next.text) || QUALIFIER_WORDS.has(next.text) || isTypeName(p, next)) &&
      !STATEMENT_WORDS.has(word)
    ) {
      p.at++;
      p.unit.note(
        'note',
        'unknown-attribute',
        `"${word}" is not declared; taken as a marking without effect`,
        token.line,
      );
      continue;
    }
    if (looksLikeUnknownType(p) || p.unit.typeHints.has(word)) {
      type = unknownType(p, token);
      p.at++;
      continue;
    }
    break;
  }
  if (words.length > 0) type = basicType(p, words, type);
  if (!type) {
    out.implicit = true;
    out.deduced = auto;
    type = types.int;
    if (p.at === start) throw p.problem(`a declaration is expected before "${p.token.text}"`);
  }
  if (attributes.align) type = { ...type, align: attributes.align } as Type;
  if (attributes.packed && type.kind === 'struct' && !type.definition.layout) type.definition.packed = true;
  out.type = qualify(type, isConst, isVolatile);
  out.interrupt = attributes.interrupt ?? false;
  out.weak = attributes.weak ?? false;
  out.attributes = attributes;
  if (attributes.vector !== undefined) out.vector = attributes.vector;
  if (attributes.address !== undefined) out.address = attributes.address;
  return out;
}

function basicType(p: Parser, words: string[], given: Type | null): Type {
  const { types } = p.unit;
  const has = (word: string): boolean => words.includes(word);
  if (given && given.kind === 'int') {
    // `unsigned uint8`: the sign is the word's.
    if (has('unsigned')) return given.signed ? { ...given, signed: false } : given;
    return given;
  }
  if (has('_Complex')) throw p.unsupported('complex numbers');
  if (has('__int128')) throw p.unsupported('integers of 128 bits');
  const unsigned = has('unsigned');
  const longs = words.filter((word) => word === 'long').length;
  if (has('void')) return types.void;
  if (has('_Bool')) return types.bool;
  if (has('double') || has('_Float64')) return longs > 0 ? types.longDouble : types.double;
  if (has('float') || has('_Float32')) return types.float;
  if (has('char') || has('__int8')) {
    if (unsigned) return types.uchar;
    return has('signed') || has('__signed__') || has('__signed') ? types.schar : types.char;
  }
  if (has('short') || has('__int16')) return unsigned ? types.ushort : types.short;
  if (has('__int32')) return unsigned ? types.uint : types.int;
  if (longs >= 2 || has('__int64')) return unsigned ? types.ullong : types.llong;
  if (longs === 1) return unsigned ? types.ulong : types.long;
  return unsigned ? types.uint : types.int;
}
