/** Words of declarations: which of them begin a type, also a type that nobody declares. */
import type { Token } from '../lexer.ts';
import { guessInteger } from '../semantics/values.ts';
import { BASIC_TYPE_WORDS, type Type } from '../types.ts';
import type { Parser } from './parser.ts';

export const TYPE_WORDS: ReadonlySet<string> = new Set<string>([
  ...BASIC_TYPE_WORDS,
  'struct',
  'union',
  'enum',
  '_Complex',
  'typeof',
  '__typeof__',
  '__typeof',
  'decltype',
  '__signed__',
  '__signed',
  '__int8',
  '__int16',
  '__int32',
  '__int64',
  '__int128',
  'sfr',
  'sfr16',
  'sbit',
  '__sfr',
  '__sbit',
  '__sfr16',
  '__bit',
  '_Float32',
  '_Float64',
]);

export const QUALIFIER_WORDS = new Set([
  'const',
  'volatile',
  'restrict',
  '__restrict',
  '__restrict__',
  '__const',
  '__volatile__',
  '__volatile',
  'static',
  'extern',
  'register',
  'auto',
  '__auto_type',
  'inline',
  '__inline',
  '__inline__',
  '_Noreturn',
  '_Thread_local',
  '__thread',
  'typedef',
  '_Atomic',
  '_Alignas',
  'alignas',
  '__attribute__',
  '__attribute',
  '__extension__',
  '__interrupt',
  '__code',
  '__xdata',
  '__idata',
  '__data',
  '__pdata',
  '__near',
  '__far',
  '__at',
  '__using',
  '__declspec',
  'constexpr',
  'virtual',
  'explicit',
  'friend',
  'mutable',
  '__naked',
  '__reentrant',
  '__critical',
  '__monitor',
  '__task',
  'thread_local',
]);

/** Memory areas of small compilers: words that are ordinary names elsewhere. */
export const AREA_WORDS = new Set([
  'code',
  'xdata',
  'idata',
  'pdata',
  'data',
  'bdata',
  'far',
  'near',
  'huge',
  'reentrant',
  'interrupt',
]);

export const STATEMENT_WORDS = new Set([
  'if',
  'else',
  'while',
  'do',
  'for',
  'switch',
  'case',
  'default',
  'break',
  'continue',
  'return',
  'goto',
  'sizeof',
  'asm',
  '__asm',
  '__asm__',
  '_Alignof',
  'new',
  'delete',
  'using',
  'namespace',
  'template',
  'operator',
  'this',
]);

/** Whether a word names a type. */
export function isTypeName(p: Parser, token: Token): boolean {
  if (token.kind !== 'id') return false;
  if (TYPE_WORDS.has(token.text)) return true;
  return p.lookup(token.text)?.kind === 'typedef';
}

/** Whether the token starts declaration specifiers (known types and qualifiers only). */
export function startsType(p: Parser, offset = 0): boolean {
  const token = p.peek(offset);
  if (token.kind !== 'id') return false;
  if (TYPE_WORDS.has(token.text) || QUALIFIER_WORDS.has(token.text)) {
    return !(token.text === 'sbit' || token.text === 'sfr') || p.peek(offset + 1).kind === 'id';
  }
  const symbol = p.lookup(token.text);
  if (symbol) return symbol.kind === 'typedef';
  if (token.text === 'bit') return p.peek(offset + 1).kind === 'id';
  if (token.text === 'class') return p.peek(offset + 1).kind === 'id';
  if (AREA_WORDS.has(token.text)) {
    const next = p.peek(offset + 1);
    return next.kind === 'id' && (TYPE_WORDS.has(next.text) || QUALIFIER_WORDS.has(next.text) || isTypeName(p, next));
  }
  return false;
}

/** Whether an undeclared identifier stands here as a type. */
export function looksLikeUnknownType(p: Parser, offset = 0): boolean {
  const token = p.peek(offset);
  if (token.kind !== 'id' || STATEMENT_WORDS.has(token.text) || p.lookup(token.text)) return false;
  const next = p.peek(offset + 1);
  if (next.kind === 'id') return !STATEMENT_WORDS.has(next.text);
  if (next.text === '*' || next.text === '&') {
    let i = offset + 2;
    while (p.peek(i).text === '*' || p.peek(i).text === 'const' || p.peek(i).text === 'volatile') i++;
    const name = p.peek(i);
    if (name.kind !== 'id') return false;
    const after = p.peek(i + 1).text;
    if (!['=', ';', ',', '[', ')', '('].includes(after)) return false;
    if (p.unit.typeHints.has(token.text)) return true;
    const symbol = p.lookup(name.text);
    return symbol === undefined || symbol.kind === 'function';
  }
  return false;
}

/** The type of a word that stands as one and is declared nowhere. */
export function unknownType(p: Parser, token: Token): Type {
  const known = p.unit.paste.names.get(token.text);
  if (known?.kind === 'typedef') return known.type;
  const type: Type = { kind: 'unknown', definition: { name: token.text, resolved: null } };
  const guess = guessInteger(token.text, p.unit.types);
  if (/^(u|s|v)?int\d+|^[us](8|16|32|64)$|^(byte|word|dword|uchar|uint|ulong|ushort|bool|boolean)$/i.test(token.text)) {
    type.definition.resolved = guess;
  }
  p.unit.paste.names.set(token.text, {
    kind: 'typedef',
    name: token.text,
    type,
    line: token.line,
    column: token.column,
    scope: 'global',
    fromPrelude: false,
    unknown: true,
  });
  p.unit.unknown('type', token.text, token.line, 'a struct where members of it are used, else an integer');
  return type;
}
