/** Declarators, parameter lists and type names (C11 6.7.6, 6.7.7). */
import type { Symbol } from '../ast.ts';
import type { Token } from '../lexer.ts';
import { type FunctionType, type Parameter, pointerTo, qualify, resolve, type Type } from '../types.ts';
import { readAttributes } from './attributes.ts';
import { fixedValue } from './initialisers.ts';
import type { Attributes, Declarator, Parser } from './parser.ts';
import { AREA_WORDS, looksLikeUnknownType, startsType, unknownType } from './words.ts';

/** A declarator; `abstract` allows it to have no name. */
export function readDeclarator(p: Parser, abstract = false): Declarator {
  p.deeper();
  const attributes: Attributes = {};
  readAttributes(p, attributes);
  const pointers: ((type: Type) => Type)[] = [];
  for (;;) {
    if (p.is('*') || p.is('^')) {
      p.at++;
      let isConst = false;
      let isVolatile = false;
      for (;;) {
        if (p.is('const') || p.is('__const')) isConst = true;
        else if (p.is('volatile') || p.is('__volatile__')) isVolatile = true;
        else if (
          !['restrict', '__restrict', '__restrict__', '_Atomic', '__far', '__near'].includes(p.token.text) &&
          !(AREA_WORDS.has(p.token.text) && (p.peek().kind === 'id' || p.peek().text === '*'))
        ) {
          if (!readAttributes(p, attributes)) break;
          continue;
        }
        p.at++;
      }
      pointers.push((type) => qualify(pointerTo(type), isConst, isVolatile));
    } else if ((p.is('&') || p.is('&&')) && !p.fromPrelude) {
      p.at++;
      pointers.push((type) => ({ kind: 'pointer', to: type, reference: true }));
    } else break;
  }
  readAttributes(p, attributes);
  let name: Token | null = null;
  let qualifier: string | undefined;
  let inner: Declarator | null = null;
  if (p.token.kind === 'id' && !(abstract && startsType(p) && p.peek().text !== ')' && p.peek().text !== ',')) {
    name = p.token;
    p.at++;
    while (p.is('::') && p.peek().kind === 'id') {
      qualifier = name.text;
      name = p.peek();
      p.at += 2;
    }
  } else if (p.is('(') && isNested(p, abstract)) {
    p.at++;
    inner = readDeclarator(p, abstract);
    p.expect(')');
  } else if (!abstract && !p.is('[') && !p.is(':')) {
    throw p.problem(`a name is expected before "${p.token.text}"`);
  }
  const suffixes: ((type: Type) => Type)[] = [];
  let isFunction = false;
  let identifierList: Token[] | undefined;
  for (;;) {
    if (p.is('[') && p.peek().text !== '[') {
      suffixes.push(arraySuffix(p));
    } else if (p.is('(') && isParameterList(p)) {
      const list = parameterList(p);
      if (suffixes.length === 0 && !inner) {
        isFunction = true;
        identifierList = list.identifiers;
      }
      suffixes.push((type) => ({ ...list.type, returns: type }));
      while (p.is('const') && !inner) p.at++;
    } else if (!readAttributes(p, attributes)) break;
  }
  p.depth--;
  const wrap = (base: Type): Type => {
    let type = base;
    for (const pointer of pointers) type = pointer(type);
    for (let i = suffixes.length - 1; i >= 0; i--) type = suffixes[i]!(type);
    return inner ? inner.wrap(type) : type;
  };
  if (inner) {
    name = inner.name;
    if (suffixes.length === 0 && inner.isFunction) {
      isFunction = true;
      identifierList = inner.identifierList;
    } else if (inner.isFunction) isFunction = true;
    else if (isParenthesisedName(inner) && suffixes.length > 0) {
      // `int (f)(void)`: the parentheses mean nothing.
      isFunction = wrap(p.unit.types.int).kind === 'function';
    }
    Object.assign(attributes, inner.attributes);
  }
  const out: Declarator = { name, wrap, isFunction, attributes };
  if (identifierList) out.identifierList = identifierList;
  if (qualifier !== undefined) out.qualifier = qualifier;
  return out;
}

function isNested(p: Parser, abstract: boolean): boolean {
  const next = p.peek();
  if (next.text === '*' || next.text === '^') return true;
  if (next.text === '(') return true;
  if (next.text === '[' || next.text === ')') return false;
  if (next.text === '__attribute__') return true;
  if (next.kind === 'id')
    return !abstract ? !startsType(p, 1) : !startsType(p, 1) && !looksLikeUnknownType(p, 1) && p.peek(2).text === ')';
  return next.text === '&' || next.text === '&&';
}

function arraySuffix(p: Parser): (type: Type) => Type {
  p.at++;
  while (['static', 'const', 'restrict', 'volatile', '__restrict'].includes(p.token.text)) p.at++;
  if (p.is(']')) {
    p.at++;
    return (type) => ({ kind: 'array', of: type, length: null });
  }
  if (p.is('*') && p.peek().text === ']') {
    p.at += 2;
    return (type) => ({ kind: 'array', of: type, length: null });
  }
  const place = p.token;
  const length = fixedValue(p, p.conditionalExpression());
  p.expect(']');
  if (length.constant !== undefined) {
    const n = Number(length.constant);
    if (n < 0) throw p.problem(`an array cannot have ${n} elements`, place.line);
    return (type) => ({ kind: 'array', of: type, length: n });
  }
  return (type) => ({ kind: 'array', of: type, length: null, lengthOf: length });
}

/** In C++ `Servo arm(9);` declares a variable; what starts like a value is no parameter list. */
function isParameterList(p: Parser): boolean {
  const next = p.peek();
  if (next.text === ')' || next.text === '...') return true;
  if (next.kind === 'number' || next.kind === 'string' || next.kind === 'char') return false;
  if (next.kind !== 'id') return next.text !== '-' && next.text !== '&' && next.text !== '!' && next.text !== '{';
  const symbol = p.lookup(next.text);
  const behind = p.tokens[p.matching(p.at) + 1]?.text;
  if (symbol)
    return (
      symbol.kind === 'typedef' ||
      (p.scopes.length === 0 &&
        !p.fromPrelude &&
        symbol.kind === 'variable' &&
        behind !== ';' &&
        !(behind === ',' && isClassName(p, classOfDeclaration(p))))
    );
  // `DigitalOut led(LED1), lamp(LED2);` with a LED1 from elsewhere: objects of a known class are made, no function declared.
  return !(!startsType(p, 1) && /^[,)]$/.test(p.peek(2).text) && isClassName(p, classOfDeclaration(p)));
}

/** Words of a declaration that are looked back over for its type. */
const MOST_BACK = 200;

/** The word before a declarator's name; before one of several, the first of the declaration. */
function classOfDeclaration(p: Parser): string {
  const before = p.tokens[p.at - 2]?.text ?? '';
  if (before !== ',') return before;
  let at = p.at - 2;
  const last = Math.max(0, at - MOST_BACK);
  while (at > last && !/^[;{}]$/.test(p.tokens[at - 1]!.text)) at--;
  return p.tokens[at]!.text;
}

function isClassName(p: Parser, name: string): boolean {
  const symbol = p.lookup(name);
  const type = symbol?.kind === 'typedef' ? resolve(symbol.type) : null;
  return type?.kind === 'struct' && type.definition.methods !== undefined;
}

function parameterList(p: Parser): { type: FunctionType; identifiers?: Token[] } {
  const { types } = p.unit;
  const open = p.at;
  const close = p.matching(open);
  p.at++;
  const type: FunctionType = {
    kind: 'function',
    returns: types.int,
    parameters: [],
    variadic: false,
    prototyped: true,
  };
  if (p.accept(')')) return { type: { ...type, prototyped: p.cppNames } };
  if (p.is('void') && p.peek().text === ')') {
    p.at += 2;
    return { type };
  }
  const first = p.token;
  const after = p.tokens[close + 1];
  if (
    first.kind === 'id' &&
    !startsType(p) &&
    (p.peek().text === ',' || p.peek().text === ')') &&
    after &&
    ((after.kind === 'id' &&
      ![
        'interrupt',
        '__interrupt',
        '__attribute__',
        '__asm__',
        'using',
        'override',
        'noexcept',
        '_at_',
        'reentrant',
      ].includes(after.text) &&
      // C++ marks a method const behind its parameters; K&R declares one there.
      (after.text !== 'const' || p.tokens[close + 2]?.kind === 'id')) ||
      after.text === '{')
  ) {
    const identifiers: Token[] = [];
    while (p.token.kind === 'id') {
      identifiers.push(p.token);
      p.at++;
      if (!p.accept(',')) break;
    }
    p.expect(')');
    return { type: { ...type, prototyped: false }, identifiers };
  }
  p.inScope(() => {
    for (;;) {
      if (p.accept('...')) {
        type.variadic = true;
        break;
      }
      type.parameters.push(parameterDeclaration(p));
      if (!p.accept(',')) break;
    }
  });
  p.expect(')');
  return { type };
}

function parameterDeclaration(p: Parser): Parameter {
  const token = p.token;
  let base: Type;
  if (
    !startsType(p) &&
    token.kind === 'id' &&
    (p.peek().text === ',' || p.peek().text === ')' || p.peek().text === '*')
  ) {
    // A type alone, or (in mangled text) a name alone: nobody declares it.
    base = unknownType(p, token);
    p.at++;
  } else base = p.specifiers().type;
  const declarator = readDeclarator(p, true);
  const type = adjustParameter(declarator.wrap(base));
  const name = declarator.name;
  const parameter: Parameter = {
    name: name?.text ?? '',
    type,
    line: (name ?? token).line,
    column: (name ?? token).column,
  };
  if (p.accept('=')) parameter.default = p.assignmentExpression();
  const symbol: Symbol = {
    kind: 'variable',
    name: parameter.name,
    type,
    line: parameter.line,
    column: parameter.column,
    scope: 'parameter',
    fromPrelude: p.fromPrelude,
  };
  parameter.symbol = symbol;
  if (name) p.scope.names.set(name.text, symbol);
  return parameter;
}

/** A type without a name, as in casts. */
export function readTypeName(p: Parser): Type {
  const base = p.specifiers().type;
  return readDeclarator(p, true).wrap(base);
}

/** Arrays and functions as parameters are pointers. */
export function adjustParameter(type: Type): Type {
  const known = resolve(type);
  if (known.kind === 'array') return pointerTo(known.of);
  if (known.kind === 'function') return pointerTo(known);
  return type;
}

const isParenthesisedName = (inner: Declarator): boolean => inner.wrap({ kind: 'void' }).kind === 'void';
