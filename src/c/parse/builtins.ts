/** Functions and operators that a compiler knows by itself: `__builtin_...`, assert, va_arg, offsetof, _Generic. */
import type { Expression, Identifier, Symbol } from '../ast.ts';
import type { Token } from '../lexer.ts';
import { spell } from '../lexer.ts';
import { decay, type Place, takeAddress } from '../semantics/values.ts';
import { type BasicTypes, pointerTo, resolve, type Type, typeName, unqualified } from '../types.ts';
import { argumentList } from './calls.ts';
import { readTypeName } from './declarators.ts';
import { textLiteral } from './literals.ts';
import type { Parser } from './parser.ts';

/** Functions by the type of what they return. */
const RETURNING: [words: string, type: (types: BasicTypes) => Type][] = [
  [
    'heap_grow clz clzl clzll ctz ctzl ctzll popcount popcountl popcountll parity ffs abs is_own signbit isnan setjmp ' +
      'add_overflow sub_overflow mul_overflow expect constant_p assume_aligned',
    (types) => types.int,
  ],
  ['sqrt floor ceil trunc fabs nearest huge_val inf nan copysign double_of_bits', (types) => types.double],
  ['sqrtf inff float_of_bits', (types) => types.float],
  ['va_start va_end va_copy copy fill unreachable trap prefetch longjmp', (types) => types.void],
  ['alloca heap_base stack frame_address', (types) => pointerTo(types.void)],
  ['bswap16', (types) => types.ushort],
  ['bits_of_float', (types) => types.uint],
  ['bswap32', (types) => (types.target.intBits === 16 ? types.ulong : types.uint)],
  ['bits_of_double bswap64', (types) => types.ullong],
];

const BUILTINS = new Map<string, (types: BasicTypes) => Type>(
  RETURNING.flatMap(([words, type]) => words.split(' ').map((word) => [`__builtin_${word}`, type] as const)),
);

/** A call of one of them, or of assert; null where the name is another's. The name is read, where it is one. */
export function builtinCall(p: Parser, token: Token, place: Place): Expression | null {
  const name = token.text;
  const { types } = p.unit;
  const returns = name === 'assert' && p.peek().text === '(' ? types.void : BUILTINS.get(name)?.(types);
  if (!returns) return null;
  p.at++;
  p.expect('(');
  const from = p.at;
  const args = argumentList(p);
  if (name === '__builtin_assume_aligned') return args[0]!;
  if (name === '__builtin_expect') return p.semantics.cast(types.long, args[0]!, place);
  if (name === '__builtin_constant_p')
    return p.semantics.number(args[0]?.constant !== undefined ? 1n : 0n, types.int, place);
  const symbol: Symbol = {
    kind: 'function',
    name,
    line: 0,
    column: 0,
    scope: 'global',
    fromPrelude: true,
    type: { kind: 'function', returns, parameters: [], variadic: true, prototyped: true },
  };
  const callee: Identifier = { kind: 'identifier', ...place, name, symbol, type: symbol.type };
  if (name === 'assert') {
    if (args.length !== 1) throw p.problem('assert takes one condition', token.line);
    p.semantics.scalar(args[0]!, 'assert');
    args.push(textLiteral(p, spell(p.tokens.slice(from, p.at - 1)), place));
  }
  if (name === '__builtin_setjmp' && p.current) p.current.irregular = true;
  if (name === '__builtin_va_start' || name === '__builtin_va_copy') takeAddress(args[0]!);
  return { kind: 'call', ...place, callee, args, name, type: returns, builtin: name };
}

/** Forms whose operands are no expressions alone, by their first word. */
const FORMS: Readonly<Record<string, (p: Parser, place: Place) => Expression>> = {
  _Generic: genericSelection,
  __builtin_va_arg: vaArg,
  __builtin_offsetof: offsetofExpression,
  __builtin_types_compatible_p: typesCompatible,
  __builtin_choose_expr: chooseExpression,
};

/** One of the forms that have rules of their own; null where the word begins none. */
export function builtinForm(p: Parser, word: string, place: Place): Expression | null {
  return Object.hasOwn(FORMS, word) ? FORMS[word]!(p, place) : null;
}

function typesCompatible(p: Parser, place: Place): Expression {
  p.at++;
  p.expect('(');
  const a = typeName(unqualified(readTypeName(p)));
  p.expect(',');
  const b = typeName(unqualified(readTypeName(p)));
  p.expect(')');
  return p.semantics.number(a === b ? 1n : 0n, p.unit.types.int, place);
}

function chooseExpression(p: Parser): Expression {
  p.at++;
  p.expect('(');
  const which = p.constantInteger();
  p.expect(',');
  const a = p.assignmentExpression();
  p.expect(',');
  const b = p.assignmentExpression();
  p.expect(')');
  return which ? a : b;
}

function vaArg(p: Parser, place: Place): Expression {
  p.at++;
  p.expect('(');
  const list = p.assignmentExpression();
  p.expect(',');
  const type = readTypeName(p);
  p.expect(')');
  takeAddress(list);
  return { kind: 'va-arg', ...place, list, type };
}

function offsetofExpression(p: Parser, place: Place): Expression {
  const { types } = p.unit;
  p.at++;
  p.expect('(');
  const struct = readTypeName(p);
  p.expect(',');
  const base: Expression = {
    kind: 'cast',
    ...place,
    operand: p.semantics.number(0n, types.int, place),
    type: pointerTo(struct),
    constant: 0n,
  };
  let e: Expression = { kind: 'unary', ...place, operator: '*', operand: base, type: struct };
  let first = true;
  while (!p.is(')')) {
    if (first || p.accept('.')) {
      e = p.semantics.member(e, p.token.text, false, place);
      p.at++;
      first = false;
    } else {
      p.expect('[');
      const index = p.expression();
      p.expect(']');
      e = p.semantics.index(e, index, place);
    }
  }
  p.expect(')');
  return p.semantics.cast(types.size, p.semantics.unary('&', e, place), place);
}

function genericSelection(p: Parser): Expression {
  p.at++;
  p.expect('(');
  const control = p.assignmentExpression();
  const wanted = typeName(unqualified(decay(control.type)));
  let chosen: Expression | null = null;
  let fallback: Expression | null = null;
  while (p.accept(',')) {
    if (p.accept('default')) {
      p.expect(':');
      fallback = p.assignmentExpression();
      continue;
    }
    const type = readTypeName(p);
    p.expect(':');
    const value = p.assignmentExpression();
    if (typeName(resolve(type)) === wanted) chosen ??= value;
  }
  p.expect(')');
  const result = chosen ?? fallback;
  if (!result) throw p.problem(`_Generic has no entry for ${wanted}`);
  return result;
}
