/** A name in an expression: a variable, a type, a member of the object at hand, a builtin, or nothing that is known. */
import type { Expression, Symbol } from '../ast.ts';
import type { Token } from '../lexer.ts';
import type { Place } from '../semantics/values.ts';
import { type FunctionType, findField, pointerTo, resolve, type StructDefinition } from '../types.ts';
import { builtinCall, builtinForm } from './builtins.ts';
import { argumentList, finishCall, hasMethod, referred } from './calls.ts';
import { functionalCast } from './casts.ts';
import { readTypeName } from './declarators.ts';
import { stringLiteral, textLiteral } from './literals.ts';
import type { Parser } from './parser.ts';
import { instantiate } from './templates.ts';
import { isCalled, isFormatName, unknownName } from './unknown-names.ts';
import { STATEMENT_WORDS } from './words.ts';

/** Types by one word, which C++ converts to by calling them. */
const PLAIN_TYPES = new Set(['unsigned', 'int', 'long', 'float', 'double', 'char', 'short']);

/** What a name stands for in an expression. */
export function nameExpression(p: Parser, token: Token, place: Place): Expression {
  if (isFormatName(p)) return stringLiteral(p, place);
  const { types } = p.unit;
  const name = token.text;
  const next = p.peek();
  if (next.text === '::' && p.peek(2).kind === 'id') return qualifiedName(p, token, place);
  if (p.templates.has(name) && (next.text === '(' || next.text === '<')) {
    const made = templateCall(p, token, place);
    if (made) return made;
  }
  const symbol = token.outer ? p.unit.lookup(name, p.fromPrelude) : p.lookup(name);
  if (symbol && !token.outer && symbol.scope === 'global' && symbol.kind !== 'typedef') {
    // A member hides what is outside of its class.
    const hiding = memberOfThis(p, name, place);
    if (hiding) return hiding;
  }
  if (symbol?.kind === 'typedef') {
    if (next.text === '(' || next.text === '{') return functionalCast(p, symbol.type, place);
    if (!symbol.unknown) throw p.problem(`${name} is a type, a value is expected here`);
  } else if (symbol) {
    p.at++;
    if (symbol.kind === 'variable') {
      const type = resolve(symbol.type);
      if (type.kind === 'pointer' && type.reference) {
        const pointer = p.semantics.identifier(symbol, place);
        return { kind: 'unary', ...place, operator: '*', operand: pointer, type: type.to };
      }
    }
    return p.semantics.identifier(symbol, place);
  }
  switch (name) {
    case '__func__':
    case '__FUNCTION__':
    case '__PRETTY_FUNCTION__':
      p.at++;
      return textLiteral(p, p.current?.name ?? '', place);
    case 'nullptr':
      p.at++;
      return {
        kind: 'cast',
        ...place,
        operand: p.semantics.number(0n, types.int, place),
        type: pointerTo(types.void),
        constant: 0n,
      };
    case 'static_cast':
    case 'reinterpret_cast':
    case 'const_cast':
    case 'dynamic_cast': {
      if (next.text !== '<') break;
      p.at += 2;
      const type = readTypeName(p);
      p.expect('>');
      p.expect('(');
      const operand = p.expression();
      p.expect(')');
      return p.semantics.cast(type, operand, place);
    }
  }
  if (PLAIN_TYPES.has(name) && next.text === '(') return functionalCast(p, p.specifiers().type, place);
  const known = builtinForm(p, name, place) ?? builtinCall(p, token, place);
  if (known) return known;
  if (name.startsWith('__builtin_')) {
    // gcc's second name of a library function.
    const own = p.unit.lookup(name.slice('__builtin_'.length), true);
    if (own?.kind === 'function') {
      p.at++;
      return p.semantics.identifier(own, place);
    }
  }
  const member = memberOfThis(p, name, place);
  if (member) return member;
  if (STATEMENT_WORDS.has(name) && name !== 'this') throw p.problem(`an expression is expected before "${name}"`);
  p.at++;
  if (/^B[01]{1,8}$/.test(name)) {
    // Arduino's binary constants.
    return p.semantics.number(BigInt(`0b${name.slice(1)}`), types.int, place);
  }
  return p.semantics.identifier(unknownName(p, name, token, p.is('(') || isCalled(p, name)), place);
}

/** Enum class constants, static members, namespaces. */
function qualifiedName(p: Parser, token: Token, place: Place): Expression {
  let full = token.text;
  let last = p.peek(2).text;
  p.at++;
  while (p.is('::') && p.peek().kind === 'id') {
    last = p.peek().text;
    full += `::${last}`;
    p.at += 2;
  }
  const symbol = p.lookup(full) ?? inherited(p, token.text, last) ?? p.lookup(last) ?? unknownName(p, full, token);
  const self = p.lookup('this');
  const isMethod = symbol.kind === 'function' && (symbol.type as FunctionType).parameters[0]?.name === 'this';
  if (isMethod && self && p.accept('(')) {
    // A class's own method from within one that is made from it: no virtual call.
    const to = (symbol.type as FunctionType).parameters[0]!.type;
    const pointer = p.semantics.cast(to, p.semantics.identifier(self, place), place);
    return finishCall(p, p.semantics.identifier(symbol, place), [pointer, ...argumentList(p)], place);
  }
  return p.semantics.identifier(symbol, place);
}

/** `maxOf(a, b)`, `maxOf<int>(a, b)`. */
function templateCall(p: Parser, name: Token, place: Place): Expression | null {
  let given: Token[][] | null = null;
  let at = p.at + 1;
  if (p.tokens[at]!.text === '<') {
    given = [[]];
    for (at++; p.tokens[at] && p.tokens[at]!.text !== '>'; at++) {
      const token = p.tokens[at]!;
      if (token.kind === 'eof' || token.text === ';') return null;
      if (token.text === ',') given.push([]);
      else given.at(-1)!.push(token);
    }
    at++;
  }
  if (p.tokens[at]?.text !== '(') return null;
  p.at = at + 1;
  const args = argumentList(p);
  return finishCall(p, p.semantics.identifier(instantiate(p, name, given, args), place), args, place);
}

/** A static member or method of a class that another one is made from. */
function inherited(p: Parser, tag: string, name: string): Symbol | undefined {
  for (let at = p.lookupTag(tag)?.definition?.base; at; at = at.base) {
    const found = p.lookup(`${at.tag}::${name}`);
    if (found) return found;
  }
  return undefined;
}

/** In a C++ method: a member of its object. Moves past the name where it is one. */
function memberOfThis(p: Parser, name: string, place: Place): Expression | null {
  if (!p.current || p.fromPrelude) return null;
  const self = p.lookup('this');
  const pointed = self?.kind === 'variable' ? resolve(self.type) : undefined;
  const struct = pointed?.kind === 'pointer' ? resolve(pointed.to) : undefined;
  const definition = struct?.kind === 'struct' ? struct.definition : p.current.symbol.method;
  if (!definition) return null;
  for (let at: StructDefinition | undefined = definition; at; at = at.base) {
    if (!at.statics?.has(name)) continue;
    const found = p.lookup(`${at.tag}::${name}`);
    if (!found) continue;
    p.at++;
    return p.semantics.identifier(found, place);
  }
  if (!self || struct?.kind !== 'struct') return null;
  const pointer = p.semantics.identifier(self, place);
  if (findField(definition, name)) {
    p.at++;
    return referred(p.semantics.member(pointer, name, true, place), place);
  }
  if (hasMethod(definition, name) && p.peek().text === '(') {
    p.at += 2;
    return p.callMethod(pointer, definition, name, argumentList(p), place);
  }
  return null;
}
