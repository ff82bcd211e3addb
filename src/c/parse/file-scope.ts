/**
 * The file scope of a paste or of one declaration of a prelude. Declarations are read first and bodies afterwards, so
 * that a paste may use what it declares further down.
 */
import type { Token } from '../lexer.ts';
import { SyntaxProblem } from '../unit.ts';
import { bareStatements } from './bodies.ts';
import { staticAssert } from './declarations.ts';
import { readDeclarator } from './declarators.ts';
import { functionDefinition, openFunction, plainSpecifiers, voidFunction } from './functions.ts';
import { declareGlobal } from './globals.ts';
import { outerConstructor } from './members.ts';
import type { Body, Declarator, Parser, Range } from './parser.ts';
import { functionTemplate } from './templates.ts';
import { looksLikeUnknownType, STATEMENT_WORDS, startsType } from './words.ts';

const STATEMENT_STARTS = new Set([
  'if',
  'while',
  'for',
  'do',
  'switch',
  'return',
  'goto',
  'break',
  'continue',
  'case',
  'default',
  'else',
  'asm',
  '__asm',
  '__asm__',
]);

/** Whether `#pragma pack(1)` holds here. */
export function packedPragma(p: Parser): boolean {
  applyPragmas(p);
  return p.packed;
}

function applyPragmas(p: Parser): void {
  while (p.pragmas.length > 0 && p.pragmas[0]!.at <= p.at) {
    const { text } = p.pragmas.shift()!;
    const pack = /^pack\s*\(\s*(?:push\s*,?\s*)?(\d+)?/.exec(text);
    if (pack) p.packed = /pop/.test(text) ? false : pack[1] !== undefined ? pack[1] === '1' : false;
    const vector = /^vector\s*=\s*(.+)$/.exec(text);
    if (vector) p.vector = vector[1]!.trim();
  }
}

/** All declarations at file scope. Bodies are kept for `readBodies`. */
export function readDeclarations(p: Parser): void {
  let last: Body | null = null;
  while (p.token.kind !== 'eof') {
    applyPragmas(p);
    const before = p.bodies.length;
    const start = p.at;
    p.depth = 0;
    try {
      if (p.is('}')) {
        if (p.openBlocks > 0) p.openBlocks--;
        else if (last && p.bare.length > 0) {
          // A brace closed the function too early: what follows up to this one still belongs to it.
          last.ranges.push(...p.bare.splice(0));
          p.unit.note(
            'warning',
            'stray-brace',
            `a "}" closes the function ${last.definition.name} too early`,
            last.definition.endLine,
          );
        } else p.unit.note('warning', 'stray-brace', 'a "}" too much', p.token.line);
        p.at++;
      } else topLevel(p);
    } catch (error) {
      if (!(error instanceof SyntaxProblem)) throw error;
      p.scopes = [];
      p.unit.note('error', error.code, error.message, error.line);
      if (p.at === start) p.at++;
      resynchronise(p);
    }
    if (p.bodies.length > before) last = p.bodies.at(-1)!;
  }
  if (p.fromPrelude) return;
  bareStatements(p);
}

function resynchronise(p: Parser): void {
  let depth = 0;
  for (; p.token.kind !== 'eof'; p.at++) {
    if (p.token.kind !== 'punct') continue;
    if (p.is('{')) depth++;
    else if (p.is('}')) {
      if (depth === 0) return;
      depth--;
      if (depth === 0 && !['=', ',', ';', ')'].includes(p.peek().text)) {
        p.at++;
        p.accept(';');
        return;
      }
    } else if (p.is(';') && depth === 0) {
      p.at++;
      return;
    }
  }
}

const COSMIC_MARKINGS = new Set(['far', 'near', 'tiny', 'interrupt', 'svlreg', 'nosvf', 'stack', 'nostack']);

function topLevel(p: Parser): void {
  const token = p.token;
  if (p.accept(';')) return;
  if (token.text === '@' && COSMIC_MARKINGS.has(p.peek().text)) {
    // Cosmic for the STM8: @far @interrupt void f(void)
    if (p.peek().text === 'interrupt') p.vector = '';
    p.at += 2;
    return;
  }
  if (token.kind === 'id') {
    const next = p.peek();
    switch (token.text) {
      case 'extern':
        if (next.kind === 'string' && p.peek(2).text === '{') {
          p.at += 3;
          p.openBlocks++;
          return;
        }
        break;
      case 'namespace':
        if (next.text === '{' || p.peek(2).text === '{') {
          p.at += next.text === '{' ? 2 : 3;
          p.openBlocks++;
          return;
        }
        break;
      case 'using':
        while (!p.accept(';') && p.token.kind !== 'eof') p.at++;
        return;
      case 'template':
        if (functionTemplate(p)) return;
        throw p.problem('this template is not supported');
      case '_Static_assert':
      case 'static_assert':
        staticAssert(p);
        return;
      case '__asm':
      case 'asm':
      case '__asm__':
        if (next.text === '(') {
          p.at = p.matching(p.at + 1) + 1;
          p.accept(';');
          return;
        }
    }
    if (next.text === '(' && functionWithoutType(p, token)) return;
    if (next.text === '::' && outerConstructor(p)) return;
    if (!STATEMENT_STARTS.has(token.text) && startsGlobalDeclaration(p)) {
      globalDeclaration(p);
      return;
    }
  } else if (token.text === '~' || token.kind === 'eof') {
    p.at++;
    return;
  } else if (
    token.text === ')' ||
    token.text === ']' ||
    token.text === '#' ||
    token.text === '\\' ||
    token.text === ','
  ) {
    p.unit.note('warning', 'stray-token', `"${token.text}" stands between declarations`, token.line);
    p.at++;
    return;
  }
  const range: Range = { from: p.at, to: p.at };
  skipStatement(p);
  range.to = p.at;
  if (range.to === range.from) {
    p.at++;
    throw p.problem(`"${token.text}" is not understood here`, token.line);
  }
  p.bare.push(range);
}

function startsGlobalDeclaration(p: Parser): boolean {
  const token = p.token;
  if (startsType(p)) {
    const symbol = p.lookup(token.text);
    if (symbol?.kind === 'typedef' && symbol.unknown) return p.peek().kind === 'id' || p.peek().text === '*';
    return true;
  }
  if (looksLikeUnknownType(p)) return true;
  if (STATEMENT_WORDS.has(token.text)) return false;
  const next = p.peek();
  return next.kind === 'id' && !p.lookup(token.text) && p.peek(2).text === '(';
}

/** `name(...) {`: implicit int, ISR(vector), a constructor; and unknown macros that stand alone. */
function functionWithoutType(p: Parser, token: Token): boolean {
  const close = p.matching(p.at + 1);
  const after = p.tokens[close + 1] ?? p.token;
  if (STATEMENT_STARTS.has(token.text) || token.text === 'sizeof' || startsType(p)) return false;
  if (token.text === 'EMPTY_INTERRUPT' && after.text === ';' && !p.lookup(token.text)) {
    // avr-libc's handler that does nothing: its brackets stand for the body.
    p.tokens[close] = { ...p.tokens[close]!, text: '{' };
    p.tokens[close + 1] = { ...after, text: '}' };
    const name = p.tokens[p.at + 2]!;
    p.at = close;
    openFunction(p, { ...name, text: name.macro ?? name.text }, voidFunction(p), {
      interrupt: true,
      vector: name.macro ?? name.text,
    });
    return true;
  }
  if (after.text === '{') {
    if (/^(ISR|SIGNAL|INTERRUPT)$/.test(token.text)) {
      const name = p.tokens[p.at + 2]!;
      p.at = close + 1;
      openFunction(p, { ...name, text: name.macro ?? name.text }, voidFunction(p), {
        interrupt: true,
        vector: name.macro ?? name.text,
      });
      return true;
    }
    functionDefinition(p, { ...plainSpecifiers(p) }, readDeclarator(p));
    return true;
  }
  if (
    after.kind === 'id' &&
    !STATEMENT_STARTS.has(after.text) &&
    (after.text !== 'const' || p.tokens[close + 2]?.kind === 'id')
  ) {
    // K&R: `f(a, b) int a, b; { ... }`
    const save = p.at;
    p.at = close + 1;
    const isType = startsType(p);
    p.at = save;
    let open = close + 1;
    while (open < p.tokens.length && !['{', '}', '='].includes(p.tokens[open]!.text))
      open = p.tokens[open]!.text === '(' ? p.matching(open) + 1 : open + 1;
    if (isType && p.tokens[open]?.text === '{' && p.tokens[open - 1]?.text === ';') {
      functionDefinition(p, plainSpecifiers(p), readDeclarator(p));
      return true;
    }
    // Several of them, each on a line of its own.
    const marks =
      /^[A-Z][A-Z\d_]*$/.test(token.text) && after.line > p.tokens[close]!.line && p.tokens[close + 2]?.text === '(';
    if ((isType || marks) && !p.lookup(token.text)) {
      p.unit.note(
        'note',
        'unknown-attribute',
        `"${token.text}(...)" is not declared; taken as a marking without effect`,
        token.line,
      );
      p.at = close + 1;
      return true;
    }
  }
  return false;
}

function skipStatement(p: Parser): void {
  p.deeper();
  const token = p.token;
  if (p.is('{')) p.at = p.matching(p.at) + 1;
  else if (['if', 'while', 'for', 'switch'].includes(token.text) && p.peek().text === '(') {
    p.at = p.matching(p.at + 1) + 1;
    skipStatement(p);
    if (token.text === 'if' && p.is('else')) {
      p.at++;
      skipStatement(p);
    }
  } else if (token.text === 'do') {
    p.at++;
    skipStatement(p);
    while (!p.accept(';') && p.token.kind !== 'eof' && !p.is('}')) p.at++;
  } else {
    while (p.token.kind !== 'eof' && !p.is('}')) {
      if (p.accept(';')) break;
      p.at = p.is('(') || p.is('[') || p.is('{') ? p.matching(p.at) + 1 : p.at + 1;
    }
  }
  p.at = Math.min(p.at, p.tokens.length - 1);
  p.depth--;
}

function globalDeclaration(p: Parser): void {
  const specifiers = p.specifiers();
  if (p.accept(';')) return;
  if (p.token.kind === 'eof') return;
  for (let n = 0; ; n++) {
    const declarator = readDeclarator(p);
    if (n === 0 && declarator.isFunction && isBodyNext(p, declarator)) {
      functionDefinition(p, specifiers, declarator);
      return;
    }
    declareGlobal(p, specifiers, declarator);
    if (!p.accept(',')) break;
  }
  p.endOfStatement();
}

function isBodyNext(p: Parser, declarator: Declarator): boolean {
  if (p.is('{')) return true;
  if (p.is(':') && declarator.qualifier !== undefined) return true;
  return declarator.identifierList !== undefined && startsType(p);
}

/** Reads a declaration that stands elsewhere in the tokens. */
export function readAside(p: Parser, start: number): void {
  const saved = { at: p.at, scopes: p.scopes, current: p.current, labels: p.labels, depth: p.depth };
  p.at = start;
  p.scopes = [];
  p.current = null;
  try {
    globalDeclaration(p);
  } finally {
    Object.assign(p, saved);
  }
}
