/** Declarations in a block. */
import type { Statement, VariableDeclaration } from '../ast.ts';
import type { Token } from '../lexer.ts';
import { assumeStruct } from '../semantics/unknowns.ts';
import { isVariableLength } from '../semantics/values.ts';
import { resolve, type Type } from '../types.ts';
import { readAttributes } from './attributes.ts';
import { readDeclarator } from './declarators.ts';
import { initialise } from './initialisers.ts';
import type { Declarator, Parser, Specifiers } from './parser.ts';
import { looksLikeUnknownType, STATEMENT_WORDS, startsType } from './words.ts';

/** Whether a declaration stands here, rather than a statement. */
export function startsDeclaration(p: Parser): boolean {
  const token = p.token;
  if (token.kind !== 'id') return false;
  if (token.text === '_Static_assert' || token.text === 'static_assert' || token.text === 'using') return true;
  if (token.text === '__extension__' && p.peek().text === '(') return false;
  if (p.peek().text === ':' && p.peek(2).text !== ':') return false;
  if (startsType(p)) {
    const symbol = p.lookup(token.text);
    if (symbol?.kind !== 'typedef') return true;
    const next = p.peek();
    if (symbol.unknown && next.kind === 'punct' && next.text !== '*' && next.text !== '&') return false;
    if (next.text === '::') return p.peek(3).kind === 'id' || p.peek(3).text === '*';
    // `T(x)` is a conversion, `T (*p)` a declaration.
    return next.text !== '(' || p.peek(2).text === '*';
  }
  if (STATEMENT_WORDS.has(token.text)) return false;
  return looksLikeUnknownType(p);
}

/** A declaration in a block; null where it declares no variable. */
export function localDeclaration(p: Parser): Statement | null {
  const place = p.place();
  if (p.is('using')) {
    while (!p.accept(';') && p.token.kind !== 'eof') p.at++;
    return null;
  }
  if (p.is('_Static_assert') || p.is('static_assert')) {
    staticAssert(p);
    return null;
  }
  const specifiers = p.specifiers();
  const variables: VariableDeclaration[] = [];
  if (p.is(';') || p.is('}')) {
    p.endOfStatement();
    return null;
  }
  for (;;) {
    const declarator = readDeclarator(p);
    const token = declarator.name;
    if (!token) throw p.problem('a name is expected in this declaration');
    if (specifiers.typedef) {
      p.scope.names.set(
        token.text,
        p.symbol('typedef', token, captureLengths(p, declarator.wrap(specifiers.type), token, variables), 'local'),
      );
    } else if (declarator.isFunction) {
      if (p.is('{')) {
        p.nestedFunction(specifiers, declarator);
        return variables.length > 0 ? { kind: 'declaration', ...place, variables } : null;
      }
      localPrototype(p, token, declarator.wrap(specifiers.type));
    } else localVariable(p, specifiers, declarator, token, variables);
    if (!p.accept(',')) break;
  }
  p.endOfStatement();
  return variables.length > 0 ? { kind: 'declaration', ...place, variables } : null;
}

/** `_Static_assert(...)`. */
export function staticAssert(p: Parser): void {
  const line = p.token.line;
  p.at++;
  p.expect('(');
  const value = p.conditionalExpression();
  if (value.constant !== undefined && !value.constant)
    p.unit.note('error', 'static-assert', 'a static assertion does not hold', line);
  while (!p.is(')') && p.token.kind !== 'eof') p.at++;
  p.expect(')');
  p.accept(';');
}

function localPrototype(p: Parser, token: Token, type: Type): void {
  const known = p.unit.lookup(token.text, p.fromPrelude);
  if (known?.kind === 'function') {
    p.scope.names.set(token.text, known);
    return;
  }
  const symbol = p.symbol('function', token, type);
  p.fileScope.names.set(token.text, symbol);
  p.scope.names.set(token.text, symbol);
}

function localVariable(
  p: Parser,
  specifiers: Specifiers,
  declarator: Declarator,
  token: Token,
  variables: VariableDeclaration[],
): void {
  let type = declarator.wrap(specifiers.type);
  const place = p.place(token);
  readAttributes(p, declarator.attributes);
  if (specifiers.storage === 'extern') {
    const known = p.unit.lookup(token.text, p.fromPrelude);
    if (known?.kind === 'variable') {
      p.scope.names.set(token.text, known);
      return;
    }
    const symbol = p.symbol('variable', token, type);
    symbol.storage = 'extern';
    p.fileScope.names.set(token.text, symbol);
    p.scope.names.set(token.text, symbol);
    p.unit.variables.push({ kind: 'variable', ...place, symbol, initializer: null });
    return;
  }
  if (isVariableLength(type)) type = captureLengths(p, type, token, variables);
  const symbol = p.declareLocal(token, type, specifiers.storage);
  if (declarator.attributes.align) symbol.type = { ...type, align: declarator.attributes.align } as Type;
  if (specifiers.address !== undefined) symbol.address = specifiers.address;
  const declaration: VariableDeclaration = { kind: 'variable', ...place, symbol, initializer: null };
  variables.push(declaration);
  symbol.variable = declaration;
  initialise(p, specifiers, symbol, declaration, place);
  const known = resolve(symbol.type);
  if (known.kind === 'struct' && !known.definition.complete && !known.definition.open && !p.fromPrelude)
    assumeStruct(p.unit, known.definition, place);
  if (known.kind === 'struct' && !known.definition.complete && !known.definition.open) {
    throw p.problem(`the struct "${known.definition.tag}" is not defined`, token.line);
  }
  if (known.kind === 'void') throw p.problem(`a variable cannot be void: ${token.text}`, token.line);
}

/** The lengths of a variable-length array are computed once, where it is declared. */
function captureLengths(p: Parser, type: Type, token: Token, variables: VariableDeclaration[]): Type {
  if (type.kind === 'pointer' && isVariableLength(type.to))
    return { ...type, to: captureLengths(p, type.to, token, variables) };
  if (type.kind !== 'array') return type;
  const of = captureLengths(p, type.of, token, variables);
  if (!type.lengthOf) return of === type.of ? type : { ...type, of };
  const hidden = p.blockScopeSymbol('', p.unit.types.size, token);
  hidden.name = `.length${++p.hiddenLengths}`;
  const place = p.place(token);
  variables.push({ kind: 'variable', ...place, symbol: hidden, initializer: type.lengthOf });
  return { ...type, of, lengthOf: p.semantics.identifier(hidden, place) };
}
