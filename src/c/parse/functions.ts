/** Functions at file scope: their symbols, parameters of the old style, where their bodies begin and end. */
import { newFunction, type Symbol } from '../ast.ts';
import type { Token } from '../lexer.ts';
import {
  type FunctionType,
  pointerTo,
  resolve,
  type StructDefinition,
  type Type,
  typeName,
  unqualified,
} from '../types.ts';
import { readAttributes } from './attributes.ts';
import { memberInitialisers } from './construction.ts';
import { adjustParameter, readDeclarator } from './declarators.ts';
import type { Body, Declarator, Parser, Specifiers } from './parser.ts';
import { STATEMENT_WORDS } from './words.ts';

/** Lost closing braces that are put back, one function each. */
const REPAIR_LIMIT = 40;

/** What holds where no specifiers are written: int. */
export function plainSpecifiers(p: Parser): Specifiers {
  return {
    type: p.unit.types.int,
    typedef: false,
    deduced: false,
    interrupt: false,
    weak: false,
    constexpr: false,
    implicit: true,
  };
}

/** The type of `void f(void)`. */
export function voidFunction(p: Parser): FunctionType {
  return { kind: 'function', returns: p.unit.types.void, parameters: [], variadic: false, prototyped: true };
}

/** The symbol of a function, new or known; in C++ one for each list of parameters. */
export function declareFunction(
  p: Parser,
  token: Token,
  type: FunctionType,
  specifiers: Specifiers,
  declarator: Declarator,
): Symbol {
  const names = p.fileScope.names;
  const name = declarator.qualifier === undefined ? token.text : `${declarator.qualifier}::${token.text}`;
  const known = names.get(name);
  if (known?.kind === 'function' && !known.unknown) {
    const old = known.type as FunctionType;
    if (p.cppNames && !p.fromPrelude && old.prototyped && !sameParameters(old, type)) {
      const existing = known.overloads?.find((o) => sameParameters(o.type as FunctionType, type));
      if (existing) return existing;
      const other = p.symbol('function', token, type);
      other.name = `${name}#${known.overloads?.length ?? 1}`;
      known.overloads ??= [known];
      known.overloads.push(other);
      return other;
    }
    if (type.prototyped || !old.prototyped) {
      type.parameters.forEach((parameter, i) => {
        const preset = old.parameters[i]?.default;
        if (preset && !parameter.default) parameter.default = preset;
      });
      known.type = type;
    }
    return known;
  }
  const symbol = p.symbol('function', token, type);
  symbol.name = name;
  if (specifiers.storage === 'static') symbol.storage = 'static';
  names.set(name, symbol);
  return symbol;
}

/** What attributes say of a symbol. */
export function markSymbol(p: Parser, symbol: Symbol, specifiers: Specifiers, declarator: Declarator): void {
  const alias = declarator.attributes.alias ?? specifiers.attributes?.alias;
  if (alias !== undefined && !p.fromPrelude) symbol.alias = alias;
  if (declarator.attributes.weak || specifiers.weak) symbol.weak = true;
  if (declarator.attributes.before || specifiers.attributes?.before) p.runs.set(symbol, 'before');
  if (declarator.attributes.after || specifiers.attributes?.after) p.runs.set(symbol, 'after');
}

/** A function with its body, which is read later. */
export function functionDefinition(p: Parser, specifiers: Specifiers, declarator: Declarator): void {
  const token = declarator.name;
  if (!token) throw p.problem('a function needs a name');
  readAttributes(p, declarator.attributes);
  const type = declarator.wrap(specifiers.type);
  if (type.kind !== 'function') throw p.problem('a function body needs a function');
  if (declarator.identifierList) oldStyleParameters(p, type, declarator.identifierList);
  const symbol = declareFunction(p, token, type, specifiers, declarator);
  symbol.type = type;
  markSymbol(p, symbol, specifiers, declarator);
  const options: { interrupt: boolean; vector?: string } = {
    interrupt: specifiers.interrupt || Boolean(declarator.attributes.interrupt),
  };
  const vector = specifiers.vector ?? declarator.attributes.vector;
  if (vector !== undefined) options.vector = vector;
  const classTag = declarator.qualifier === undefined ? undefined : p.lookupTag(declarator.qualifier);
  const isStatic = classTag?.definition?.statics?.has(token.text) === true;
  openFunction(p, token, type, options, symbol, isStatic ? undefined : classTag?.definition);
}

/** `int f(a, b) int a; char b; {`: undeclared ones are int. */
function oldStyleParameters(p: Parser, type: FunctionType, list: Token[]): void {
  const declared = new Map<string, Type>();
  while (!p.is('{') && p.token.kind !== 'eof') {
    const specifiers = p.specifiers();
    do {
      const declarator = readDeclarator(p);
      if (declarator.name) declared.set(declarator.name.text, adjustParameter(declarator.wrap(specifiers.type)));
    } while (p.accept(','));
    p.endOfStatement();
  }
  type.parameters = list.map((name) => {
    const own = declared.get(name.text) ?? p.unit.types.int;
    const symbol = p.symbol('variable', name, own, 'parameter');
    return { name: name.text, type: own, line: name.line, column: name.column, symbol };
  });
  type.prototyped = false;
}

/** The definition that begins at this brace. */
export function openFunction(
  p: Parser,
  token: Token,
  type: FunctionType,
  options: { interrupt: boolean; vector?: string },
  given?: Symbol,
  self?: StructDefinition,
): Body {
  const symbol =
    given ??
    declareFunction(p, token, type, plainSpecifiers(p), {
      name: token,
      wrap: (t) => t,
      isFunction: true,
      attributes: {},
    });
  const open = p.at;
  let before: Body['before'];
  const isConstructor = self !== undefined && symbol.name.split('#')[0] === `${self.tag}::${self.tag}`;
  if (p.is(':')) {
    const list = p.at + 1;
    // A list may hold braces of its own: `pin{5}`.
    p.at++;
    while (p.token.kind !== 'eof' && !(p.is('{') && p.tokens[p.at - 1]!.kind !== 'id'))
      p.at = p.is('(') || p.is('{') ? p.matching(p.at) + 1 : p.at + 1;
    if (self) before = () => memberInitialisers(p, list, self);
  } else if (isConstructor) before = () => memberInitialisers(p, null, self);
  const braceAt = p.is('{') ? p.at : open;
  let close = p.matching(braceAt);
  let broken = false;
  if (p.tokens[close]!.text !== '}') {
    // A text that loses its braces again and again is no text to repair.
    const next = ++p.repairs > REPAIR_LIMIT ? null : nextFunction(p, braceAt + 1);
    close = next ?? p.tokens.length - 1;
    broken = true;
  }
  const parameters = type.parameters.map((parameter): Symbol => {
    const known: Symbol = parameter.symbol ?? {
      kind: 'variable',
      name: parameter.name,
      type: parameter.type,
      line: parameter.line,
      column: parameter.column,
      scope: 'parameter',
      fromPrelude: p.fromPrelude,
    };
    known.type = parameter.type;
    return known;
  });
  const definition = newFunction(p.place(token), {
    name: symbol.name,
    symbol,
    type,
    parameters,
    body: { kind: 'compound', ...p.place(p.tokens[braceAt]), items: [], endLine: token.line },
    endLine: p.tokens[Math.max(braceAt, broken ? close - 1 : close)]!.line,
    fromPrelude: p.fromPrelude,
  });
  definition.interrupt =
    options.interrupt || p.vector !== undefined || /(_IRQHandler|_Handler|_ISR|_vect)$/.test(symbol.name);
  const runs = p.runs.get(symbol);
  if (runs && !p.fromPrelude) {
    definition.runs = runs;
    const atExit = runs === 'after' ? p.unit.lookup('atexit', true) : undefined;
    if (atExit) p.unit.wanted(atExit);
  }
  const vector = options.vector ?? p.vector;
  if (vector !== undefined) definition.vector = vector;
  p.vector = undefined;
  if (symbol.defined && symbol.definition && !p.fromPrelude) {
    p.unit.note('error', 'redefined', `the function ${symbol.name} is defined twice; the first one counts`, token.line);
    p.at = broken ? close : close + 1;
    return { definition, ranges: [], braced: true };
  }
  symbol.defined = true;
  symbol.definition = definition;
  symbol.line = token.line;
  symbol.column = token.column;
  const body: Body = { definition, ranges: [{ from: braceAt, to: broken ? close : close + 1 }], braced: true };
  if (before) body.before = before;
  if (self) addSelf(p, body, self, type);
  p.bodies.push(body);
  (p.fromPrelude ? p.unit.preludeFunctions : p.unit.functions).push(definition);
  p.at = broken ? close : close + 1;
  return body;
}

function addSelf(p: Parser, body: Body, definition: StructDefinition, type: FunctionType): void {
  if (body.definition.parameters[0]?.name === 'this') {
    body.self = body.definition.parameters[0];
    return;
  }
  body.self = addThis(type, definition, p.fromPrelude);
  body.definition.parameters.unshift(body.self);
}

/** Where a function's brace is lost: the place where the next function begins. */
function nextFunction(p: Parser, from: number): number | null {
  let tried = 0;
  for (let i = from; i < p.tokens.length - 3; i++) {
    const token = p.tokens[i]!;
    if (token.kind !== 'id' || STATEMENT_WORDS.has(token.text)) continue;
    const before = p.tokens[i - 1]!.text;
    if (before !== ';' && before !== '}' && before !== '{') continue;
    let at = i;
    let words = 0;
    while (p.tokens[at]!.kind === 'id' || p.tokens[at]!.text === '*') {
      if (STATEMENT_WORDS.has(p.tokens[at]!.text)) break;
      if (p.tokens[at]!.kind === 'id') words++;
      at++;
    }
    if (words < 2 || p.tokens[at]!.text !== '(' || ++tried > 2000) continue;
    const close = p.matching(at);
    if (p.tokens[close + 1]?.text === '{') return i;
  }
  return null;
}

/** A function inside of another one. */
export function nestedFunction(p: Parser, specifiers: Specifiers, declarator: Declarator): void {
  // Read as a function of its own; names of the function around it are not seen.
  const token = declarator.name!;
  const saved = { scopes: p.scopes, current: p.current, labels: p.labels, depth: p.depth };
  p.scopes = [];
  p.unit.note(
    'warning',
    'nested-function',
    `the function ${token.text} stands inside another one; taken as one of its own`,
    token.line,
  );
  functionDefinition(p, specifiers, declarator);
  p.scopes = saved.scopes;
  p.current = saved.current;
  p.labels = saved.labels;
  p.depth = saved.depth;
}

function sameParameters(a: FunctionType, b: FunctionType): boolean {
  const skip = (t: FunctionType): number => (t.parameters[0]?.name === 'this' ? 1 : 0);
  const own = (t: FunctionType): Type[] => t.parameters.slice(skip(t)).map((p) => resolve(p.type));
  const x = own(a);
  const y = own(b);
  return (
    x.length === y.length &&
    x.every((type, i) => {
      const other = y[i]!;
      if (type.kind !== other.kind) return false;
      return type.kind === 'unknown' || typeName(unqualified(type)) === typeName(unqualified(other));
    })
  );
}

/** Puts what a method is called on in front of its parameters. */
export function addThis(type: FunctionType, definition: StructDefinition, fromPrelude: boolean): Symbol {
  const symbol: Symbol = {
    kind: 'variable',
    name: 'this',
    type: pointerTo({ kind: 'struct', definition }),
    line: 0,
    column: 0,
    scope: 'parameter',
    fromPrelude,
  };
  type.parameters.unshift({ name: 'this', type: symbol.type, line: 0, column: 0, symbol });
  return symbol;
}
