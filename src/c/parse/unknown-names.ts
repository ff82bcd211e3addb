/** Names that nobody declares: what their uses elsewhere in the text say of them. */
import type { Symbol } from '../ast.ts';
import type { Token } from '../lexer.ts';
import type { Type } from '../types.ts';
import type { Parser } from './parser.ts';

/** The symbol of a name that nothing declares. */
export function unknownName(p: Parser, name: string, token: Token, called = false): Symbol {
  const known = p.unit.paste.names.get(name);
  if (known && known.kind !== 'typedef') return known;
  const type: Type = called
    ? {
        kind: 'function',
        returns: { kind: 'unknown', definition: { name, resolved: null } },
        parameters: [],
        variadic: false,
        prototyped: false,
      }
    : { kind: 'unknown', definition: { name, resolved: null } };
  const symbol: Symbol = {
    kind: called ? 'function' : 'variable',
    name,
    type,
    line: token.line,
    column: token.column,
    scope: 'global',
    fromPrelude: false,
    unknown: true,
  };
  p.unit.paste.names.set(name, symbol);
  if (!called)
    p.unit.variables.push({ kind: 'variable', line: token.line, column: token.column, symbol, initializer: null });
  return symbol;
}

/** Whether a name is called somewhere and nowhere set: `if (on_ready) on_ready();` asks for a function. */
export function isCalled(p: Parser, name: string): boolean {
  if (!p.calledNames) {
    p.calledNames = new Set();
    const written = new Set<string>();
    for (const [index, token] of p.tokens.entries()) {
      const before = p.tokens[index - 1]?.text ?? '';
      if (token.kind !== 'id' || before === '.' || before === '->') continue;
      const next = p.tokens[index + 1]?.text ?? '';
      if (next === '(') p.calledNames.add(token.text);
      if (/^(?:[^=!<>]?|<<|>>)=$|^\+\+$|^--$/.test(next) || /^(?:\+\+|--|&)$/.test(before)) written.add(token.text);
    }
    for (const each of written) p.calledNames.delete(each);
  }
  return p.calledNames.has(name);
}

/** Whether the text takes a member of an element of this name anywhere: `leds[i].pin`. */
export function hasMembers(p: Parser, name: string): boolean {
  if (!p.indexedNames) {
    p.indexedNames = new Set();
    for (let i = 0; i + 2 < p.tokens.length; i++) {
      if (p.tokens[i]!.kind !== 'id' || p.tokens[i + 1]!.text !== '[') continue;
      let at = i + 1;
      let depth = 0;
      for (; at < p.tokens.length && at < i + 40; at++) {
        if (p.tokens[at]!.text === '[') depth++;
        if (p.tokens[at]!.text === ']' && --depth === 0) break;
      }
      if (p.tokens[at + 1]?.text === '.') p.indexedNames.add(p.tokens[i]!.text);
    }
  }
  return p.indexedNames.has(name);
}

/** A type nobody declares is a class where methods of its variables are called: `Servo arm = Servo(9);`, `arm.write(90);`. */
export function usedAsClass(p: Parser, name: string): boolean {
  const objects = new Set<string>();
  for (const [index, token] of p.tokens.entries()) {
    if (token.kind !== 'id') continue;
    const next = p.tokens[index + 1];
    if (token.text === name && next?.kind === 'id') objects.add(next.text);
    if (!objects.has(token.text) || next?.text !== '.') continue;
    if (p.tokens[index + 2]?.kind === 'id' && p.tokens[index + 3]?.text === '(') return true;
  }
  return false;
}

/** A macro beside string literals that nothing defines (`"%" PRIu32`): nothing is known of its text. */
export function isFormatName(p: Parser): boolean {
  const { token } = p;
  if (token.kind !== 'id' || p.lookup(token.text)) return false;
  const before = p.tokens[p.at - 1]?.kind === 'string';
  return before || p.peek().kind === 'string';
}
