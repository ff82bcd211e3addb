/** Function templates: kept until a call says what their parameters are. */
import type { Expression, Symbol } from '../ast.ts';
import type { Token } from '../lexer.ts';
import { decay } from '../semantics/values.ts';
import { resolve, type Type, typeName, unqualified } from '../types.ts';
import type { Parser } from './parser.ts';

/** A function made of a template for these arguments. */
export function instantiate(p: Parser, name: Token, given: Token[][] | null, args: Expression[]): Symbol {
  const template = p.templates.get(name.text)!;
  if (++p.instances > 100) throw p.problem('too many functions are made of templates', name.line);
  const source = p.tokens.slice(template.from, template.to);
  const bound = new Map<string, Token[]>();
  template.parameters.forEach((parameter, i) => {
    const own = parameter.at(-1)!.text;
    if (given?.[i]) bound.set(own, given[i]!);
  });
  const open = source.findIndex((token) => token.text === '(');
  const parts = parameterParts(source, open);
  const spelled: string[] = [];
  for (const parameter of template.parameters) {
    const own = parameter.at(-1)!;
    if (!bound.has(own.text)) bound.set(own.text, [deduce(p, own, parts, args)]);
    spelled.push(
      bound
        .get(own.text)!
        .map((token) => token.text)
        .join(' '),
    );
  }
  const full = `${name.text}<${spelled.join(', ')}>`;
  const known = p.fileScope.names.get(full);
  if (known) return known;
  const start = p.tokens.length;
  for (const token of source) {
    const value = token.kind === 'id' ? bound.get(token.text) : undefined;
    if (value) p.tokens.push(...value.map((each) => ({ ...each, line: token.line })));
    else p.tokens.push(token.kind === 'id' && token.text === name.text ? { ...token, text: full } : token);
  }
  p.tokens.push({ ...p.token, kind: 'eof', text: '', first: true });
  p.readAside(start);
  const made = p.fileScope.names.get(full);
  if (!made) throw p.problem(`the template ${name.text} cannot be read`, name.line);
  return made;
}

function deduce(p: Parser, own: Token, parts: Token[][], args: Expression[]): Token {
  const fail = () => p.problem(`what the template's ${own.text} is cannot be told here`, own.line);
  for (const [i, part] of parts.entries()) {
    const arg = args[i];
    const plain = part.filter((token) => !['const', '&', '&&', 'volatile'].includes(token.text));
    const at = plain.findIndex((token) => token.kind === 'id' && token.text === own.text);
    if (at < 0 || !arg) continue;
    const type = resolve(arg.type);
    const bracket = plain.findIndex((token) => token.text === '[');
    if (bracket > 0 && type.kind === 'array') {
      if (at > bracket) return { ...own, kind: 'number', text: String(type.length ?? 0) };
      return typeToken(p, own, type.of);
    }
    if (at !== 0) throw fail();
    if (plain[1]?.text === '*') {
      const pointer = decay(type);
      if (pointer.kind !== 'pointer') throw fail();
      return typeToken(p, own, pointer.to);
    }
    if (plain.length > 2 || (plain[1] && plain[1].kind !== 'id')) throw fail();
    return typeToken(p, own, decay(unqualified(type)));
  }
  throw fail();
}

/** A name for a type that arguments showed. */
function typeToken(p: Parser, own: Token, type: Type): Token {
  const name = `type ${typeName(unqualified(resolve(type)))}`;
  if (!p.fileScope.names.has(name)) {
    p.fileScope.names.set(name, {
      kind: 'typedef',
      name,
      type: unqualified(type),
      line: own.line,
      column: 0,
      scope: 'global',
      fromPrelude: p.fromPrelude,
    });
  }
  return { ...own, text: name };
}

/** `template <typename T> T maxOf(T a, T b) {`: kept until a call says what T is. */
export function functionTemplate(p: Parser): boolean {
  if (p.peek().text !== '<') return false;
  const parameters: Token[][] = [[]];
  let at = p.at + 2;
  for (; p.tokens[at] && p.tokens[at]!.text !== '>'; at++) {
    const token = p.tokens[at]!;
    if (token.kind === 'eof' || token.text === '{' || token.text === '<') return false;
    if (token.text === ',') parameters.push([]);
    else parameters.at(-1)!.push(token);
  }
  const from = at + 1;
  let open = from;
  while (p.tokens[open] && !['(', '{', ';'].includes(p.tokens[open]!.text)) open++;
  const name = p.tokens[open - 1];
  const close = p.tokens[open]?.text === '(' ? p.matching(open) : -1;
  if (name?.kind !== 'id' || close < 0 || p.tokens[close + 1]?.text !== '{') return false;
  if (parameters.some((parameter) => parameter.length === 0 || parameter.some((token) => token.text === '=')))
    return false;
  const to = p.matching(close + 1) + 1;
  p.templates.set(name.text, { parameters, from, to });
  p.at = to;
  return true;
}

/** The parameters of a function, each with its tokens. */
function parameterParts(tokens: Token[], open: number): Token[][] {
  const parts: Token[][] = [[]];
  let depth = 0;
  for (let i = open; i < tokens.length; i++) {
    const token = tokens[i]!;
    if (token.kind === 'punct' && /^[([{<]$/.test(token.text) && ++depth === 1) continue;
    if (token.kind === 'punct' && /^[)\]}>]$/.test(token.text) && --depth === 0) break;
    if (depth === 1 && token.kind === 'punct' && token.text === ',') parts.push([]);
    else if (!(token.kind === 'punct' && (token.text === '(' || token.text === ')'))) parts.at(-1)!.push(token);
  }
  return parts;
}
