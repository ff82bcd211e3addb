/** Expressions (C11 6.5, the GNU extensions vendors use, and what Arduino texts use of C++). */
import type { Expression, FunctionDefinition, Unary } from '../ast.ts';
import { BINARY_LEVELS, type Token } from '../lexer.ts';
import { decay, type Place } from '../semantics/values.ts';
import { pointerTo } from '../types.ts';
import { CHAIN_LIMIT, postfixExpression } from './calls.ts';
import { castExpression, isCast, sizeofExpression } from './casts.ts';
import { deleteExpression, newExpression } from './construction.ts';
import { characterLiteral, numberLiteral, stringLiteral } from './literals.ts';
import { nameExpression } from './names.ts';
import type { Parser } from './parser.ts';
import { useLabel } from './statements.ts';

/** C++ has words for two of them. */
const LEVELS: Record<string, number> = { ...BINARY_LEVELS, or: BINARY_LEVELS['||']!, and: BINARY_LEVELS['&&']! };

const ASSIGNMENTS = new Set(['=', '+=', '-=', '*=', '/=', '%=', '&=', '|=', '^=', '<<=', '>>=']);

/** An expression, commas included. */
export function expression(p: Parser): Expression {
  let left = assignmentExpression(p);
  let terms = 0;
  while (p.is(',')) {
    const place = p.place();
    p.at++;
    if (++terms > CHAIN_LIMIT) throw p.problem('this expression is too long');
    const right = assignmentExpression(p);
    left = { kind: 'comma', ...place, left, right, type: decay(right.type) };
  }
  return left;
}

/** An expression without commas. */
export function assignmentExpression(p: Parser): Expression {
  p.deeper();
  const left = conditionalExpression(p);
  if (ASSIGNMENTS.has(p.token.text) && p.token.kind === 'punct') {
    const place = p.place();
    const operator = p.token.text;
    p.at++;
    if (p.is('{')) {
      const value = p.initializerFor(left.type);
      p.depth--;
      return p.semantics.assignment(operator, left, value, place);
    }
    const given = assignmentExpression(p);
    const value = operator === '=' ? p.asObject(left.type, given, place) : given;
    p.depth--;
    return p.overloaded(operator, [left, value], place) ?? p.semantics.assignment(operator, left, value, place);
  }
  p.depth--;
  return left;
}

/** An expression without assignments. */
export function conditionalExpression(p: Parser): Expression {
  const condition = binaryExpression(p, 1);
  if (!p.is('?')) return condition;
  const place = p.place();
  p.at++;
  p.deeper();
  const then = p.is(':') ? null : expression(p);
  p.expect(':');
  const otherwise = conditionalExpression(p);
  p.depth--;
  return p.semantics.conditional(condition, then, otherwise, place);
}

function binaryExpression(p: Parser, level: number): Expression {
  let left = unaryExpression(p);
  for (let terms = 0; ; terms++) {
    const token = p.token;
    const power =
      token.kind === 'punct' || token.text === 'and' || token.text === 'or' ? LEVELS[token.text] : undefined;
    if (power === undefined || power < level) return left;
    if (token.kind === 'id' && p.lookup(token.text)) return left;
    if (terms > CHAIN_LIMIT) throw p.problem('this expression is too long');
    p.at++;
    const right = binaryExpression(p, power + 1);
    const operator = token.text === 'and' ? '&&' : token.text === 'or' ? '||' : token.text;
    const place = p.place(token);
    left = p.overloaded(operator, [left, right], place) ?? p.semantics.binary(operator, left, right, place);
  }
}

/** An operand with its prefixes. */
export function unaryExpression(p: Parser): Expression {
  const token = p.token;
  const place = p.place();
  if (token.kind === 'punct') {
    switch (token.text) {
      case '-':
      case '+':
      case '!':
      case '~':
      case '*':
      case '&':
      case '++':
      case '--': {
        p.at++;
        p.deeper();
        const operand = unaryExpression(p);
        p.depth--;
        const own = token.text === '&' ? null : p.overloaded(token.text, [operand], place);
        return own ?? p.semantics.unary(token.text as Unary['operator'], operand, place);
      }
      case '&&':
        // GNU address of a label: computed goto.
        if (p.peek().kind === 'id' && p.current) {
          p.at += 2;
          return labelAddress(p, p.tokens[p.at - 1]!, p.current, place);
        }
        break;
      case '(':
        if (isCast(p)) return castExpression(p, place);
        break;
      case '[':
        if (p.cppNames || ['[', ']', '&', '=', 'this'].includes(p.peek().text))
          throw p.problem('a lambda that captures variables, or whose type is not plain, is not supported');
        break;
    }
  } else if (token.kind === 'id') {
    switch (token.text) {
      case 'sizeof':
      case '_Alignof':
      case '__alignof__':
      case 'alignof':
        return sizeofExpression(p, place);
      case '__extension__':
        p.at++;
        return unaryExpression(p);
      case '__real__':
      case '__imag__':
        throw p.problem('complex numbers are not supported');
      case 'not':
        if (!p.lookup('not')) {
          p.at++;
          return p.semantics.unary('!', unaryExpression(p), place);
        }
        break;
      case 'new':
        if (p.peek().kind === 'id' && !p.lookup('new')) {
          p.at++;
          return postfixExpression(p, newExpression(p, place));
        }
        break;
      case 'delete':
        if (p.peek().kind !== 'punct' || p.peek(2).text === ']') {
          if (p.lookup('delete')) break;
          p.at++;
          if (p.accept('[')) p.expect(']');
          return deleteExpression(p, unaryExpression(p), place);
        }
    }
  }
  return postfixExpression(p, primaryExpression(p));
}

function labelAddress(p: Parser, name: Token, holder: FunctionDefinition, place: Place): Expression {
  holder.labelAddresses ??= new Map();
  let number = holder.labelAddresses.get(name.text);
  if (number === undefined) {
    number = p.unit.nextLabel();
    holder.labelAddresses.set(name.text, number);
  }
  useLabel(p, name);
  const type = pointerTo(p.unit.types.void);
  return { kind: 'label-address', ...place, name: name.text, type, constant: BigInt(number) };
}

function primaryExpression(p: Parser): Expression {
  const token = p.token;
  const place = p.place();
  switch (token.kind) {
    case 'number':
      p.at++;
      return numberLiteral(p, token, place);
    case 'char':
      p.at++;
      return characterLiteral(p, token, place);
    case 'string':
      return stringLiteral(p, place);
    case 'id':
      return nameExpression(p, token, place);
  }
  if (token.text === '(') {
    p.at++;
    if (p.is('{')) {
      const body = p.compound();
      p.expect(')');
      const last = body.items.at(-1);
      const type = last?.kind === 'expression' ? decay(last.expression.type) : p.unit.types.void;
      return { kind: 'statement-expression', ...place, body, type };
    }
    p.deeper();
    const inner = expression(p);
    p.depth--;
    if (!p.accept(')')) {
      if (p.is(';') || p.is('{') || p.is('}') || p.token.first)
        p.unit.note('warning', 'missing-parenthesis', '")" is missing here', token.line);
      else p.expect(')');
    }
    return inner;
  }
  if (token.kind === 'eof') throw p.problem('the text ends in the middle of an expression');
  throw p.problem(`an expression is expected before "${token.text}"`);
}
