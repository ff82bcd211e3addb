/**
 * Tokens to tokens: directives and conditionals (C11 6.10); macros are for expansion.ts. Nothing throws: a broken directive
 * becomes a diagnostic.
 */
import type { Diagnostic } from '../api.ts';
import { lex, spell, type Token } from '../lexer.ts';
import { evaluate } from './condition.ts';
import { Expansion, type Macro, type MacroScope } from './expansion.ts';

/** How deep includes may nest, and how many there may be. */
const INCLUDE_DEPTH = 40;
const INCLUDE_LIMIT = 500;

interface Conditional {
  /** This group is compiled. */
  active: boolean;
  /** Some group was compiled already. */
  taken: boolean;
  parentActive: boolean;
  line: number;
}

export interface PreprocessResult {
  tokens: Token[];
  includes: { name: string; system: boolean; line: number }[];
  pragmas: { text: string; line: number; at: number }[];
  defined: Macro[];
}

/** Follows the directives of a text and hands on the tokens that are left. */
export class Preprocessor {
  readonly #scope: MacroScope;
  readonly #diagnostics: Diagnostic[];
  readonly #expansion: Expansion;
  /** Names that conditionals asked for and that are not the text's own (for caching an index). */
  readonly asked = new Set<string>();
  /** Texts that `#include` brings in; every other name is only reported. */
  files: Readonly<Record<string, string>> = {};
  /** Headers that need no text. */
  knows: (name: string) => boolean = () => false;
  #included = 0;
  #includeDepth = 0;

  constructor(scope: MacroScope, diagnostics: Diagnostic[]) {
    this.#scope = scope;
    this.#diagnostics = diagnostics;
    this.#expansion = new Expansion(scope, (severity, code, message, line) =>
      this.#note(severity, code, message, line),
    );
  }

  /** Expands all macros in `input`, appending to `out`. */
  expand(input: Token[], out: Token[]): void {
    this.#expansion.expand(input, out);
  }

  #note(severity: Diagnostic['severity'], code: string, message: string, line: number): void {
    if (this.#diagnostics.length < 200) this.#diagnostics.push({ severity, code, message, line });
  }

  /** Directives are obeyed, everything else is expanded (`expand` false: left as it is, for a prelude's index). */
  run(input: Token[], expand = true): PreprocessResult {
    const result: PreprocessResult = { tokens: [], includes: [], pragmas: [], defined: [] };
    const conditionals: Conditional[] = [];
    let active = true;
    let at = 0;
    let pending: Token[] = [];
    const flush = (): void => {
      if (pending.length === 0) return;
      if (expand) this.expand(pending, result.tokens);
      else for (const token of pending) result.tokens.push(token);
      pending = [];
    };
    while (at < input.length) {
      const token = input[at]!;
      if (token.kind === 'eof') break;
      if (!(token.first && token.text === '#' && token.kind === 'punct')) {
        if (active) pending.push(token);
        at++;
        continue;
      }
      let end = at + 1;
      while (end < input.length && !input[end]!.first) end++;
      const line = input.slice(at + 1, end);
      const hash = at;
      at = end;
      const word = line[0]?.text ?? '';
      const where = input[hash]!.line;
      switch (word) {
        case 'if':
        case 'ifdef':
        case 'ifndef': {
          flush();
          const parentActive: boolean = active;
          let value = false;
          if (active) {
            if (word === 'if') value = this.condition(line.slice(1), where);
            else {
              const name = line[1]?.text ?? '';
              value = this.#isDefined(name) === (word === 'ifdef');
            }
          }
          conditionals.push({ active: value, taken: value, parentActive, line: where });
          active = parentActive && value;
          break;
        }
        case 'elif':
        case 'elifdef':
        case 'elifndef':
        case 'else': {
          flush();
          const top = conditionals.at(-1);
          if (!top) {
            this.#note('warning', 'stray-directive', `#${word} without #if`, where);
            break;
          }
          let value = !top.taken;
          if (value && word !== 'else' && top.parentActive) {
            if (word === 'elif') value = this.condition(line.slice(1), where);
            else value = this.#isDefined(line[1]?.text ?? '') === (word === 'elifdef');
          }
          top.active = value;
          top.taken ||= value;
          active = top.parentActive && value;
          break;
        }
        case 'endif': {
          flush();
          const top = conditionals.pop();
          if (!top) this.#note('warning', 'stray-directive', '#endif without #if', where);
          else active = top.parentActive;
          break;
        }
        default:
          if (!active) break;
          flush();
          this.#directive(word, line, where, result, expand);
      }
    }
    flush();
    for (const open of conditionals) this.#note('warning', 'unclosed-if', '#if without #endif', open.line);
    const eof = input.at(-1)!;
    result.tokens.push(eof.kind === 'eof' ? eof : { ...eof, kind: 'eof', text: '' });
    return result;
  }

  #directive(word: string, line: Token[], where: number, result: PreprocessResult, expand: boolean): void {
    switch (word) {
      case 'define':
        this.#define(line, where, result);
        break;
      case 'undef':
        if (line[1]) this.#scope.own.set(line[1].text, null);
        break;
      case 'include': {
        let rest = line.slice(1);
        if (rest[0]?.kind === 'id') {
          const out: Token[] = [];
          this.expand(rest, out);
          rest = out;
        }
        const system = rest[0]?.text === '<';
        const name = system
          ? rest
              .slice(1)
              .map((t) => t.text)
              .join('')
              .replace(/>.*$/, '')
          : (rest[0]?.text ?? '').replace(/^"|"$/g, '');
        const text = Object.hasOwn(this.files, name) ? this.files[name] : undefined;
        if (text !== undefined && !system) this.#include(name, text, where, result, expand);
        else if (name) result.includes.push({ name, system, line: where });
        break;
      }
      case 'pragma':
        this.#savedMacro(line);
        result.pragmas.push({ text: spell(line.slice(1)), line: where, at: result.tokens.length });
        break;
      case 'error':
        this.#note('warning', 'error-directive', `#error ${spell(line.slice(1))}`, where);
        break;
      case 'warning':
      case 'line':
      case 'ident':
      case '':
        break;
      default:
        this.#note('warning', 'unknown-directive', `#${word} is not a directive of the preprocessor`, where);
    }
  }

  /** All tokens of an included text stand at the line that includes it. */
  #include(name: string, text: string, where: number, result: PreprocessResult, expand: boolean): void {
    if (this.#includeDepth >= INCLUDE_DEPTH || ++this.#included > INCLUDE_LIMIT) {
      if (!this.#expansion.exploded)
        this.#note(
          'error',
          'include-depth',
          `"${name}" is included again and again; it is left out from here on`,
          where,
        );
      this.#expansion.exploded = true;
      return;
    }
    this.#includeDepth++;
    const inner = this.run(lex(text, where), expand);
    this.#includeDepth--;
    for (const pragma of inner.pragmas) result.pragmas.push({ ...pragma, at: pragma.at + result.tokens.length });
    for (const token of inner.tokens) if (token.kind !== 'eof') result.tokens.push(token);
    result.includes.push(...inner.includes);
    result.defined.push(...inner.defined);
  }

  readonly #saved = new Map<string, (Macro | null | undefined)[]>();

  /** #pragma push_macro("X") and pop_macro. */
  #savedMacro(line: Token[]): void {
    const word = line[1]?.text;
    if ((word !== 'push_macro' && word !== 'pop_macro') || line[3]?.kind !== 'string') return;
    const name = line[3].text.slice(1, -1);
    const stack = this.#saved.get(name) ?? [];
    this.#saved.set(name, stack);
    if (word === 'push_macro') stack.push(this.#scope.own.get(name));
    else if (stack.length > 0) {
      const old = stack.pop();
      if (old === undefined) this.#scope.own.delete(name);
      else this.#scope.own.set(name, old);
    }
  }

  #define(line: Token[], where: number, result: PreprocessResult): void {
    const name = line[1];
    if (name?.kind !== 'id') {
      this.#note('warning', 'bad-define', '#define needs a name', where);
      return;
    }
    let bodyAt = 2;
    let parameters: string[] | null = null;
    let variadic = false;
    if (line[2]?.text === '(' && !line[2].space) {
      parameters = [];
      bodyAt = 3;
      for (; bodyAt < line.length && line[bodyAt]!.text !== ')'; bodyAt++) {
        const token = line[bodyAt]!;
        if (token.text === '...') {
          variadic = true;
          if (line[bodyAt - 1]?.kind !== 'id') parameters.push('__VA_ARGS__');
        } else if (token.kind === 'id') parameters.push(token.text);
      }
      bodyAt++;
    }
    const macro: Macro = { name: name.text, parameters, variadic, body: line.slice(bodyAt), line: where };
    this.#scope.own.set(name.text, macro);
    result.defined.push(macro);
  }

  #isDefined(name: string): boolean {
    if (this.#scope.own.has(name)) return this.#scope.own.get(name) !== null;
    this.asked.add(name);
    return (
      this.#expansion.lookup(name) !== undefined ||
      name === '__LINE__' ||
      name === '__FILE__' ||
      /^__has_include/.test(name)
    );
  }

  /** Value of an #if condition; a name that is no macro is 0 (`true` is 1). */
  condition(line: Token[], where: number): boolean {
    const replaced: Token[] = [];
    for (let i = 0; i < line.length; i++) {
      const token = line[i]!;
      if (token.kind !== 'id' || !/^(__has_\w+|defined)$/.test(token.text)) {
        if (token.kind === 'id' && !this.#scope.own.has(token.text)) this.asked.add(token.text);
        replaced.push(token);
        continue;
      }
      let next = line[i + 1];
      let value = false;
      const open = i + 1;
      if (next?.text === '(') {
        next = line[i + 2];
        let depth = 1;
        i += 2;
        for (; i < line.length && depth > 0; i++) {
          if (line[i]!.text === '(') depth++;
          if (line[i]!.text === ')') depth--;
        }
        i--;
      } else i++;
      if (token.text === 'defined' && next) value = this.#isDefined(next.text);
      else if (/^__has_include(_next)?$/.test(token.text)) value = this.#hasInclude(line.slice(open + 1, i));
      replaced.push({ ...token, kind: 'number', text: value ? '1' : '0' });
    }
    const tokens: Token[] = [];
    this.expand(replaced, tokens);
    const value = evaluate(tokens);
    if (value === null) {
      this.#note(
        'warning',
        'bad-condition',
        `the condition "#if ${spell(line)}" cannot be computed; taken as false`,
        where,
      );
      return false;
    }
    return value !== 0n;
  }

  #hasInclude(given: Token[]): boolean {
    const words: Token[] = [];
    if (given[0]?.kind === 'id') this.expand(given, words);
    else words.push(...given);
    const name = words
      .map((t) => t.text)
      .join('')
      .replace(/^["<]|[">]$/g, '');
    return Object.hasOwn(this.files, name) || this.knows(name);
  }
}
