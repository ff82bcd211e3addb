/** Methods and constructors of C++ classes, inside of their class and outside. */
import type { Token } from '../lexer.ts';
import type { FunctionType, StructDefinition } from '../types.ts';
import type { Tag } from '../unit.ts';
import { readDeclarator } from './declarators.ts';
import { addThis, declareFunction, openFunction, plainSpecifiers } from './functions.ts';
import type { Declarator, Parser, Specifiers } from './parser.ts';

/** A method, with its body or without. */
export function memberFunction(
  p: Parser,
  definition: StructDefinition,
  specifiers: Specifiers,
  declarator: Declarator,
): void {
  const token = declarator.name!;
  definition.methods ??= new Set();
  definition.methods.add(token.text);
  declarator.qualifier = definition.tag;
  const isStatic = specifiers.storage === 'static';
  if (isStatic) {
    definition.statics ??= new Set();
    definition.statics.add(token.text);
  }
  const type = declarator.wrap(specifiers.type) as FunctionType;
  const symbol = declareFunction(p, token, type, { ...specifiers, storage: undefined as never }, declarator);
  symbol.method = definition;
  while (p.is('const') || p.is('override') || p.is('noexcept') || p.is('final')) p.at++;
  if (p.is('{')) {
    const scopes = p.scopes;
    p.scopes = [];
    openFunction(p, token, type, { interrupt: false }, symbol, isStatic ? undefined : definition);
    p.scopes = scopes;
    p.accept(';');
    return;
  }
  if (!isStatic) addThis(type, definition, false);
  if (p.accept('=')) p.at++;
  p.endOfMember();
}

/** A constructor or destructor inside its class; false where none stands here. */
export function constructorMember(p: Parser, definition: StructDefinition): boolean {
  while (p.is('explicit') || (p.is('constexpr') && p.peek().text === definition.tag)) p.at++;
  const from = p.is('virtual') ? 1 : 0;
  if (p.peek(from).text === '~' && p.peek(from + 1).text === definition.tag) {
    if (destructorActs(p, p.at)) {
      const message = `what ~${definition.tag} does when an object ends is not run`;
      p.unit.note('warning', 'destructor', message, p.token.line);
    }
    while (!p.is('{') && !p.is(';') && p.token.kind !== 'eof') p.at++;
    if (p.is('{')) p.at = p.matching(p.at) + 1;
    else p.at++;
    return true;
  }
  if (!definition.tag || p.token.text !== definition.tag || p.peek().text !== '(') return false;
  const token = p.token;
  const declarator = readDeclarator(p);
  memberOrConstructor(p, definition, token, declarator);
  return true;
}

/** Whether the body of a destructor holds anything. */
function destructorActs(p: Parser, at: number): boolean {
  let open = at;
  while (p.tokens[open] && p.tokens[open]!.text !== '{' && p.tokens[open]!.text !== ';') open++;
  return p.tokens[open]?.text === '{' && p.tokens[open + 1]?.text !== '}';
}

function memberOrConstructor(p: Parser, definition: StructDefinition, token: Token, declarator: Declarator): void {
  definition.methods ??= new Set();
  definition.methods.add(token.text);
  declarator.qualifier = definition.tag;
  const type = declarator.wrap(p.unit.types.void) as FunctionType;
  const specifiers = { ...plainSpecifiers(p), type: p.unit.types.void };
  const symbol = declareFunction(p, token, type, specifiers, declarator);
  symbol.method = definition;
  if (p.is('{') || p.is(':')) {
    const scopes = p.scopes;
    p.scopes = [];
    openFunction(p, token, type, { interrupt: false }, symbol, definition);
    p.scopes = scopes;
    p.accept(';');
    return;
  }
  addThis(type, definition, false);
  if (p.accept('=')) p.at++;
  p.endOfMember();
}

/** `Led::Led(int pin) : pin(pin) { ... }` */
export function outerConstructor(p: Parser): boolean {
  const tag: Tag | undefined = p.lookupTag(p.token.text);
  if (!tag?.definition) return false;
  if (p.peek(2).text === '~' && p.peek(3).text === p.token.text) {
    const { line } = p.token;
    const effects = destructorActs(p, p.at);
    if (effects)
      p.unit.note('warning', 'destructor', `what ~${p.token.text} does when an object ends is not run`, line);
    while (!p.is('{') && !p.is(';') && p.token.kind !== 'eof') p.at++;
    p.at = p.is('{') ? p.matching(p.at) + 1 : p.at + 1;
    return true;
  }
  if (p.peek(2).text !== p.token.text || p.peek(3).text !== '(') return false;
  const declarator = readDeclarator(p);
  const type = declarator.wrap(p.unit.types.void) as FunctionType;
  const token = declarator.name!;
  const symbol = declareFunction(p, token, type, plainSpecifiers(p), declarator);
  symbol.type = type;
  openFunction(p, token, type, { interrupt: false }, symbol, tag.definition);
  return true;
}
