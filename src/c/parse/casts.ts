/** Types inside expressions: casts, compound literals, sizeof, `T(x)` of C++. */
import type { Expression, InitializerList } from '../ast.ts';
import { openStruct } from '../semantics/unknowns.ts';
import { decide, type Place } from '../semantics/values.ts';
import { alignOf, resolve, type Type } from '../types.ts';
import { argumentList, postfixExpression } from './calls.ts';
import { readDeclarator, readTypeName } from './declarators.ts';
import { completeArray } from './initialisers.ts';
import type { Parser } from './parser.ts';
import { usedAsClass } from './unknown-names.ts';
import { looksLikeUnknownType, STATEMENT_WORDS, startsType, unknownType } from './words.ts';

/** Whether the parenthesis here holds a type. */
export function isCast(p: Parser): boolean {
  if (startsType(p, 1)) {
    // `(T)(...)`, not `(f(x))`: a functional cast inside parentheses starts with a type too.
    const next = p.peek(1);
    if (p.peek(2).text === '(' && next.kind === 'id' && p.lookup(next.text)?.kind === 'typedef')
      return p.peek(3).text === '*' || p.peek(3).text === ')';
    if (p.peek(2).text === '::') return false;
    return true;
  }
  const name = p.peek(1);
  if (name.kind !== 'id' || p.lookup(name.text) || STATEMENT_WORDS.has(name.text)) return false;
  let i = 2;
  while (p.peek(i).text === '*' || p.peek(i).text === 'const' || p.peek(i).text === 'volatile') i++;
  if (p.peek(i).text !== ')') return false;
  const after = p.peek(i + 1);
  if (i > 2) return after.kind !== 'punct' || ['(', '&', '{', '-', '~', '+'].includes(after.text);
  if (after.kind === 'id') return !STATEMENT_WORDS.has(after.text) || after.text === 'sizeof';
  if (after.kind === 'number' || after.kind === 'string' || after.kind === 'char') return true;
  if (after.text === '~' || after.text === '!' || after.text === '{') return true;
  if (after.text === '(' || after.text === '&' || after.text === '*' || after.text === '-' || after.text === '+') {
    return p.unit.typeHints.has(name.text) || /(_t|Type|TypeDef|_type|_TypeDef|Typedef|_Type)$/.test(name.text);
  }
  return false;
}

/** `(T)x`, or the compound literal `(T){...}`. */
export function castExpression(p: Parser, place: Place): Expression {
  p.at++;
  const type = startsType(p) || looksLikeUnknownType(p) ? readTypeName(p) : unknownTypeName(p);
  p.expect(')');
  if (p.is('{')) return postfixExpression(p, compoundLiteral(p, type, place));
  p.deeper();
  const operand = p.unaryExpression();
  p.depth--;
  return p.converted(type, operand, place) ?? p.semantics.cast(type, operand, place);
}

function unknownTypeName(p: Parser): Type {
  const base = unknownType(p, p.token);
  p.at++;
  return readDeclarator(p, true).wrap(base);
}

function compoundLiteral(p: Parser, given: Type, place: Place): Expression {
  const token = p.token;
  const initializer = p.initializerFor(given) as InitializerList;
  const type = completeArray(given, initializer);
  const symbol = p.blockScopeSymbol('', type, token);
  symbol.addressTaken = true;
  return { kind: 'compound-literal', ...place, symbol, initializer, type };
}

/** sizeof and _Alignof. */
export function sizeofExpression(p: Parser, place: Place): Expression {
  const operator = p.token.text === 'sizeof' ? 'sizeof' : '_Alignof';
  p.at++;
  let type: Type;
  let operand: Expression | null = null;
  if (p.is('(') && (startsType(p, 1) || isUnknownTypeInParentheses(p))) {
    p.at++;
    type = startsType(p) || looksLikeUnknownType(p) ? readTypeName(p) : unknownTypeName(p);
    p.expect(')');
    if (p.is('{')) {
      operand = postfixExpression(p, compoundLiteral(p, type, place));
      type = operand.type;
    }
  } else {
    p.deeper();
    operand = p.unaryExpression();
    p.depth--;
    type = operand.type;
    if (operand.kind === 'identifier' && operand.symbol.kind === 'variable')
      operand.symbol.reads = (operand.symbol.reads ?? 1) - 1;
  }
  return p.semantics.sizeofType(type, operator, operand, place, alignOf(type, p.unit.target));
}

function isUnknownTypeInParentheses(p: Parser): boolean {
  const name = p.peek(1);
  if (name.kind !== 'id' || p.lookup(name.text)) return false;
  return (
    (p.peek(2).text === '*' && p.peek(3).text === ')') || (p.peek(2).text === ')' && p.unit.typeHints.has(name.text))
  );
}

/** `T(x)` and `T{x}`: a conversion or an object. */
export function functionalCast(p: Parser, type: Type, place: Place): Expression {
  if (p.token.kind === 'id' && p.token.text !== '(') p.at++;
  const known = resolve(type);
  if (p.is('{')) {
    const token = p.token;
    if (known.kind === 'struct' && known.definition.methods?.has(known.definition.tag)) {
      p.at++;
      const args = p.valuesUpTo('}');
      return p.temporary(type, args, token, place);
    }
    if (known.kind === 'struct' || known.kind === 'array') return compoundLiteral(p, type, place);
    p.at++;
    const operand = p.is('}') ? p.semantics.number(0n, p.unit.types.int, p.place(token)) : p.assignmentExpression();
    p.expect('}');
    return p.semantics.cast(type, operand, place);
  }
  p.expect('(');
  if (known.kind === 'unknown' && usedAsClass(p, known.definition.name)) {
    const made = decide(known, openStruct(p.unit, known.definition.name));
    return p.temporary(made, argumentList(p), p.token, place);
  }
  if (known.kind === 'struct') return p.temporary(type, argumentList(p), p.token, place);
  if (p.accept(')')) return p.semantics.cast(type, p.semantics.number(0n, p.unit.types.int, place), place);
  const operand = p.expression();
  p.expect(')');
  return p.converted(type, operand, place) ?? p.semantics.cast(type, operand, place);
}
