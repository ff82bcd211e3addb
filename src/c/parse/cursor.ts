/** The token list under the parser's finger, block scopes, and what every part of the parser needs. */
import type { FunctionDefinition, Symbol } from '../ast.ts';
import type { Token } from '../lexer.ts';
import { Semantics } from '../semantics/semantics.ts';
import type { Place } from '../semantics/values.ts';
import type { Type } from '../types.ts';
import { newScope, type Scope, SyntaxProblem, type Tag, type Unit } from '../unit.ts';

/** Nesting of expressions and statements; deeper text is refused, so that the parser cannot exhaust its stack. */
const DEPTH_LIMIT = 250;

/** A place in the tokens, with the scopes that are open there. */
export abstract class Cursor {
  readonly unit: Unit;
  readonly semantics: Semantics;
  readonly tokens: Token[];
  readonly fromPrelude: boolean;
  at = 0;
  depth = 0;
  scopes: Scope[] = [];
  /** The function whose body is being read. */
  current: FunctionDefinition | null = null;

  constructor(unit: Unit, tokens: Token[], fromPrelude: boolean) {
    this.unit = unit;
    this.semantics = new Semantics(unit);
    this.tokens = tokens;
    this.fromPrelude = fromPrelude;
  }

  get token(): Token {
    return this.tokens[this.at] ?? this.tokens[this.tokens.length - 1]!;
  }

  peek(offset = 1): Token {
    return this.tokens[Math.min(this.at + offset, this.tokens.length - 1)]!;
  }

  is(text: string): boolean {
    const { token } = this;
    return token.text === text && token.kind !== 'string' && token.kind !== 'char';
  }

  accept(text: string): boolean {
    if (!this.is(text)) return false;
    this.at++;
    return true;
  }

  expect(text: string): void {
    if (!this.accept(text)) throw this.problem(`"${text}" is missing ${this.#before()}`);
  }

  #before(): string {
    return this.token.kind === 'eof' ? 'at the end' : `before "${shorten(this.token.text)}"`;
  }

  /** A type that would give other numbers than it should: nothing that may hold one is run. */
  unsupported(what: string, line = this.token.line): SyntaxProblem {
    return new SyntaxProblem(`${what} are not supported`, line, 'unsupported-type');
  }

  problem(message: string, line = this.token.line || (this.tokens[this.at - 1]?.line ?? 0)): SyntaxProblem {
    return new SyntaxProblem(message, line);
  }

  place(token = this.token): Place {
    return token.macro === undefined
      ? { line: token.line, column: token.column }
      : { line: token.line, column: token.column, macro: token.macro };
  }

  /** A symbol for a name of the text. */
  symbol(kind: Symbol['kind'], token: Token, type: Type, scope: Symbol['scope'] = 'global'): Symbol {
    return {
      kind,
      name: token.text,
      type,
      line: token.line,
      column: token.column,
      scope,
      fromPrelude: this.fromPrelude,
    };
  }

  deeper(): void {
    if (++this.depth > DEPTH_LIMIT) {
      throw new SyntaxProblem(`nested more than ${DEPTH_LIMIT} levels deep`, this.token.line, 'too-deep');
    }
  }

  inScope<T>(work: () => T): T {
    this.scopes.push(newScope());
    try {
      return work();
    } finally {
      this.scopes.pop();
    }
  }

  lookup(name: string): Symbol | undefined {
    for (let i = this.scopes.length - 1; i >= 0; i--) {
      const found = this.scopes[i]!.names.get(name);
      if (found) return found;
    }
    return this.unit.lookup(name, this.fromPrelude);
  }

  lookupTag(name: string): Tag | undefined {
    for (let i = this.scopes.length - 1; i >= 0; i--) {
      const found = this.scopes[i]!.tags.get(name);
      if (found) return found;
    }
    return this.unit.lookupTag(name, this.fromPrelude);
  }

  get fileScope(): Scope {
    return this.fromPrelude ? this.unit.prelude : this.unit.paste;
  }

  get scope(): Scope {
    return this.scopes.at(-1) ?? this.fileScope;
  }

  /** Index of the token that closes the bracket at `open`; the end of the text where none does. */
  matching(open: number): number {
    let depth = 0;
    for (let i = open; i < this.tokens.length; i++) {
      const token = this.tokens[i]!;
      if (token.kind !== 'punct') continue;
      if (token.text === '(' || token.text === '[' || token.text === '{') depth++;
      else if (token.text === ')' || token.text === ']' || token.text === '}') {
        depth--;
        if (depth === 0) return i;
      }
    }
    return this.tokens.length - 1;
  }

  endOfStatement(): void {
    if (this.accept(';')) return;
    const token = this.token;
    const line = this.tokens[this.at - 1]?.line ?? token.line;
    const previous = this.tokens[this.at - 1]?.text ?? '';
    const startsAnew =
      token.kind === 'eof' ||
      token.text === '}' ||
      token.text === '{' ||
      token.first ||
      token.kind === 'id' ||
      token.text === '++' ||
      token.text === '--';
    if (startsAnew && !(token.kind === 'id' && previous === '')) {
      this.unit.note('warning', 'missing-semicolon', '";" is missing here', line);
      return;
    }
    if (token.text === ')' && (this.peek().text === ';' || this.peek().first)) {
      this.unit.note('warning', 'stray-token', 'a ")" too much', token.line);
      this.at++;
      this.accept(';');
      return;
    }
    throw this.problem(`";" is missing before "${token.text}"`);
  }

  endOfMember(): void {
    if (this.accept(';') || this.is('}')) return;
    if (this.token.first) {
      this.unit.note(
        'warning',
        'missing-semicolon',
        '";" is missing at the end of this line',
        this.tokens[this.at - 1]!.line,
      );
      return;
    }
    throw this.problem(`";" is missing before "${this.token.text}"`);
  }
}

/** A text as a message quotes it. */
export const shorten = (text: string): string => (text.length > 40 ? `${text.slice(0, 37)}...` : text);
