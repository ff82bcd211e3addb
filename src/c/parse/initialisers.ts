/** Initialisers (C11 6.7.9): values, braced lists, arguments of constructors. */
import type { Designator, Expression, InitializerList, Symbol, VariableDeclaration } from '../ast.ts';
import { placeInitializer } from '../initializers.ts';
import { convertConstant } from '../semantics/folding.ts';
import { learn, openStruct } from '../semantics/unknowns.ts';
import { decay, decide, isLvalue, type Place } from '../semantics/values.ts';
import { pointerTo, resolve, type Type, unqualified } from '../types.ts';
import { constructorFor, constructs } from './construction.ts';
import type { Parser, Specifiers } from './parser.ts';

/** What follows a declarator: `= value`, `{...}`, or a C++ constructor's arguments. */
export function initialise(
  p: Parser,
  specifiers: Specifiers,
  symbol: Symbol,
  declaration: VariableDeclaration,
  place: Place,
): void {
  const type = resolve(symbol.type);
  if (p.is('(')) {
    p.at++;
    const args: Expression[] = [];
    if (!p.accept(')')) {
      do args.push(p.assignmentExpression());
      while (p.accept(','));
      p.expect(')');
    }
    if (type.kind !== 'struct' && type.kind !== 'unknown' && args.length === 1) {
      declaration.initializer = p.asNumber(args[0]!, place);
      return;
    }
    declaration.constructorArgs = args;
    declaration.initializer = constructorFor(p, symbol, args, place);
    return;
  }
  const assigned = p.accept('=');
  if (!assigned && !p.is('{')) {
    if (!constructs(p, type) || specifiers.storage === 'extern') return;
    declaration.constructorArgs = [];
    declaration.initializer = constructorFor(p, symbol, [], place);
    return;
  }
  const hasConstructor = type.kind === 'struct' && type.definition.methods?.has(type.definition.tag);
  if (hasConstructor && p.is('{')) {
    p.at++;
    const args = p.valuesUpTo('}');
    declaration.constructorArgs = args;
    declaration.initializer = constructorFor(p, symbol, args, place);
    return;
  }
  if (specifiers.deduced) {
    const value = p.assignmentExpression();
    const found = resolve(symbol.type);
    symbol.type = found.kind === 'pointer' && found.reference ? pointerTo(value.type) : decay(unqualified(value.type));
    if (found.kind === 'pointer' && found.reference) {
      (symbol.type as { reference?: boolean }).reference = true;
      declaration.initializer = p.semantics.unary('&', value, place);
    } else declaration.initializer = value;
    return;
  }
  if (type.kind === 'pointer' && type.reference) {
    const value = p.assignmentExpression();
    declaration.initializer = isLvalue(value) ? p.semantics.unary('&', value, place) : value;
    return;
  }
  const value = initializerFor(p, symbol.type);
  // At file scope no length can be computed in the run; what stands in the braces has room at least.
  if (symbol.scope === 'global' && type.kind === 'array' && type.lengthOf)
    symbol.type = { kind: 'array', of: type.of, length: null };
  if (value.kind === 'initializer-list' || value.kind === 'string') symbol.type = completeArray(symbol.type, value);
  declaration.initializer = value;
  if (symbol.type.const && !symbol.type.volatile) {
    const fixed = convertConstant(fixedValue(p, value).constant, symbol.type);
    if (typeof fixed === 'bigint') symbol.fixed = fixed;
  }
  if ((specifiers.constexpr || (p.cppNames && symbol.type.const)) && value.constant !== undefined) {
    const constant = convertConstant(value.constant, symbol.type);
    if (constant !== undefined) symbol.constant = constant;
  }
}

/** A braced list or an expression for an object of this type, checked against it. */
export function initializerFor(p: Parser, type: Type): Expression {
  const known = resolve(type);
  if (!p.is('{')) {
    const value = p.assignmentExpression();
    if (known.kind === 'array') {
      if (value.kind === 'string') return value;
      if (value.kind === 'compound-literal') return value.initializer;
      throw p.problem('an array needs a braced list', value.line);
    }
    if (known.kind === 'unknown') {
      learn(p.unit, known, value);
      return value;
    }
    const object = p.asObject(known, value, { line: value.line, column: value.column });
    p.semantics.convertible(object, known, value);
    return object;
  }
  const list = objectList(p, known) ?? bracedList(p);
  list.type = type;
  if (known.kind === 'unknown') {
    if (list.items.some((item) => item.designators[0]?.field !== undefined) || list.items.length > 1) {
      decide(known, openStruct(p.unit, known.definition.name));
    }
  }
  const place = { line: list.line, column: list.column };
  const holder: Expression = {
    kind: 'compound-literal',
    ...place,
    symbol: placeholder(type),
    initializer: list,
    type,
  };
  const count = placeInitializer(
    type,
    list,
    p.unit.target,
    (placed) => {
      if (placed.value.kind === 'string' && placed.type.kind === 'array') return;
      p.semantics.convertible(placed.value, placed.type, placed.value);
    },
    (definition, name, value) => {
      const inner: Expression = {
        kind: 'unary',
        ...place,
        operator: '*',
        operand: holder,
        type: { kind: 'struct', definition },
      };
      p.semantics.member(inner, name, false, { line: value.line, column: value.column });
    },
  );
  if (known.kind === 'array' && known.length === null) list.type = { ...known, length: count };
  return list;
}

/** The elements of an array whose class has a constructor: each is made by it. */
function objectList(p: Parser, array: Type): InitializerList | null {
  const of = array.kind === 'array' ? resolve(array.of) : array;
  if (array.kind !== 'array' || of.kind !== 'struct' || !of.definition.methods?.has(of.definition.tag)) return null;
  const place = p.place();
  const items: InitializerList['items'] = [];
  p.expect('{');
  while (!p.accept('}')) {
    const token = p.token;
    const at = p.place();
    let value: Expression;
    if (p.accept('{')) {
      const args = p.valuesUpTo('}');
      value = p.temporary(of, args, token, at);
    } else {
      value = p.assignmentExpression();
      if (resolve(value.type).kind !== 'struct') value = p.temporary(of, [value], token, at);
    }
    items.push({ designators: [], value });
    if (!p.accept(',') && !p.is('}')) p.expect('}');
  }
  return { kind: 'initializer-list', ...place, items, type: array };
}

function placeholder(type: Type): Symbol {
  return { kind: 'variable', name: '', type, line: 0, column: 0, scope: 'local', fromPrelude: true };
}

function bracedList(p: Parser): InitializerList {
  const place = p.place();
  p.deeper();
  p.expect('{');
  const items: InitializerList['items'] = [];
  while (!p.is('}')) {
    if (p.token.kind === 'eof') throw p.problem('"}" is missing at the end of a list', place.line);
    const designators: Designator[] = [];
    if (p.token.kind === 'id' && p.peek().text === ':' && p.peek(2).text !== ':') {
      designators.push({ field: p.token.text });
      p.at += 2;
    }
    while ((p.is('.') && p.peek().kind === 'id') || p.is('[')) {
      if (p.accept('.')) {
        designators.push({ field: p.token.text });
        p.at++;
        continue;
      }
      p.at++;
      const index = Number(p.constantInteger());
      if (index < 0) throw p.problem('an index of an initialiser is negative');
      const designator: Designator = { index };
      if (p.accept('...')) designator.last = Number(p.constantInteger());
      p.expect(']');
      designators.push(designator);
    }
    if (designators.length > 0) p.accept('=');
    const value = p.is('{') ? bracedList(p) : p.assignmentExpression();
    items.push({ designators, value });
    if (!p.accept(',')) break;
  }
  p.expect('}');
  p.depth--;
  return { kind: 'initializer-list', ...place, items, type: p.unit.types.void };
}

/** The expression with the values of its const variables in their place, folded where it then can be. */
export function fixedValue(p: Parser, e: Expression): Expression {
  if (e.constant !== undefined) return e;
  if (e.kind === 'identifier' && e.symbol.fixed !== undefined) return p.semantics.number(e.symbol.fixed, e.type, e);
  if (e.kind !== 'binary') return e;
  return p.semantics.binary(e.operator, fixedValue(p, e.left), fixedValue(p, e.right), e);
}

/** The length of `T x[] = {...}` comes from its initialiser. */
export function completeArray(type: Type, initializer: Expression): Type {
  if (type.kind !== 'array' || type.length !== null || type.lengthOf) return type;
  if (initializer.kind === 'string') return { ...type, length: initializer.codes.length + 1 };
  if (initializer.kind !== 'initializer-list') return type;
  const only = initializer.items[0]?.value;
  if (
    initializer.items.length === 1 &&
    only?.kind === 'string' &&
    resolve(type.of).kind === 'int' &&
    initializer.items[0]!.designators.length === 0
  ) {
    return { ...type, length: only.codes.length + 1 };
  }
  return {
    ...type,
    length: initializer.type.kind === 'array' ? (initializer.type.length ?? 0) : initializer.items.length,
  };
}
