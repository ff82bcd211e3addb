/**
 * Tokens to tokens: directives, conditionals, macro expansion (C11 6.10). What a macro brings in has the place of the
 * macro's use. Nothing throws: a broken directive becomes a diagnostic. One file, because expansion, directives and
 * conditions call each other.
 */
import type { Diagnostic } from '../api.ts';
import { BINARY_LEVELS, lex, type Token, unescape } from '../lexer.ts';

export interface Macro {
  name: string;
  /** null: object-like. */
  parameters: string[] | null;
  variadic: boolean;
  body: Token[];
  line: number;
}

/** Where macros are looked up: the text's own first, then those of the preludes. */
export interface MacroScope {
  own: Map<string, Macro | null>;
  outer: (name: string) => Macro | undefined;
}

/** Tokens a whole text may become; beyond that it is a bomb. */
const EXPANSION_LIMIT = 200_000;

/** How deep includes may nest, and how many there may be. */
const INCLUDE_DEPTH = 40;
const INCLUDE_LIMIT = 500;

const SIGNED_MAX = (1n << 63n) - 1n;

interface Frame {
  tokens: Token[];
  at: number;
  macro: string | null;
}

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

export class Preprocessor {
  readonly #scope: MacroScope;
  readonly #diagnostics: Diagnostic[];
  #produced = 0;
  #counter = 0;
  #depth = 0;
  /** Names that conditionals asked for and that are not the text's own (for caching an index). */
  readonly asked = new Set<string>();
  exploded = false;
  /** Texts that `#include` brings in; every other name is only reported. */
  files: Readonly<Record<string, string>> = {};
  /** Headers that need no text. */
  knows: (name: string) => boolean = () => false;
  #included = 0;
  #includeDepth = 0;

  constructor(scope: MacroScope, diagnostics: Diagnostic[]) {
    this.#scope = scope;
    this.#diagnostics = diagnostics;
  }

  lookup(name: string): Macro | undefined {
    const own = this.#scope.own.get(name);
    if (own !== undefined) return own ?? undefined;
    return this.#scope.outer(name);
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
      if (!this.exploded)
        this.#note(
          'error',
          'include-depth',
          `"${name}" is included again and again; it is left out from here on`,
          where,
        );
      this.exploded = true;
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
    return this.lookup(name) !== undefined || name === '__LINE__' || name === '__FILE__' || /^__has_include/.test(name);
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

  /** Expands all macros in `input`, appending to `out`; those in `outer` are being expanded around it. */
  expand(input: Token[], out: Token[], outer?: Set<string>): void {
    if (++this.#depth > 120) {
      this.#explode(input[0]?.text ?? '', input[0]?.line ?? 0);
      this.#depth--;
      return;
    }
    this.#expand(input, out, outer);
    this.#depth--;
  }

  #explode(name: string, line: number): void {
    if (!this.exploded) {
      const message = `expanding macro ${name} makes more than ${EXPANSION_LIMIT} tokens or nests too deeply; expansion stopped here`;
      this.#note('error', 'macro-explosion', message, line);
    }
    this.exploded = true;
  }

  #expand(input: Token[], out: Token[], outer?: Set<string>): void {
    const frames: Frame[] = [{ tokens: input, at: 0, macro: null }];
    const disabled = new Set<string>(outer);
    const next = (): Token | null => {
      for (;;) {
        const frame = frames.at(-1);
        if (!frame) return null;
        if (frame.at < frame.tokens.length) return frame.tokens[frame.at++]!;
        frames.pop();
        if (frame.macro) disabled.delete(frame.macro);
      }
    };
    /** Whether the next token is an open parenthesis; frames that ended are left only if it is. */
    const parenthesisFollows = (): boolean => {
      for (let i = frames.length - 1; i >= 0; i--) {
        const frame = frames[i]!;
        if (frame.at < frame.tokens.length) return frame.tokens[frame.at]!.text === '(';
      }
      return false;
    };
    for (let token = next(); token; token = next()) {
      if (token.kind !== 'id' || token.blue) {
        out.push(token);
        continue;
      }
      const macro = this.lookup(token.text);
      if (!macro) {
        const builtin = this.#builtin(token);
        out.push(builtin ?? token);
        continue;
      }
      if (this.exploded) continue;
      if (disabled.has(token.text)) {
        out.push({ ...token, blue: true });
        continue;
      }
      let replacement: Token[];
      if (macro.parameters) {
        if (!parenthesisFollows()) {
          out.push(token);
          continue;
        }
        next();
        const args = this.#arguments(next, macro);
        if (!args) {
          this.#note('warning', 'bad-macro-call', `the call of macro ${macro.name} is not closed`, token.line);
          continue;
        }
        replacement = this.#substitute(macro, args, token, disabled);
      } else {
        replacement = this.#substitute(macro, [], token, disabled);
      }
      this.#produced += replacement.length + 1;
      if (this.#produced > EXPANSION_LIMIT || frames.length > 2000) {
        this.#explode(macro.name, token.line);
        continue;
      }
      disabled.add(macro.name);
      frames.push({ tokens: replacement, at: 0, macro: macro.name });
    }
  }

  #builtin(token: Token): Token | null {
    switch (token.text) {
      case '__LINE__':
        return { ...token, kind: 'number', text: String(token.line) };
      case '__FILE__':
        return { ...token, kind: 'string', text: '"main.c"' };
      case '__DATE__':
        return { ...token, kind: 'string', text: '"Jan  1 2026"' };
      case '__TIME__':
        return { ...token, kind: 'string', text: '"00:00:00"' };
      case '__COUNTER__':
        return { ...token, kind: 'number', text: String(this.#counter++) };
      default:
        return null;
    }
  }

  #arguments(next: () => Token | null, macro: Macro): Token[][] | null {
    const args: Token[][] = [];
    let current: Token[] = [];
    let depth = 0;
    const wanted = macro.parameters!.length;
    for (let token = next(); token; token = next()) {
      if (token.kind === 'punct') {
        if (token.text === ')' && depth === 0) {
          if (args.length > 0 || current.length > 0 || wanted > 0) args.push(current);
          return args;
        }
        if (token.text === ',' && depth === 0 && !(macro.variadic && args.length >= wanted - 1)) {
          args.push(current);
          current = [];
          continue;
        }
        if (token.text === '(') depth++;
        else if (token.text === ')') depth--;
      }
      current.push(token);
    }
    return null;
  }

  #substitute(macro: Macro, args: Token[][], use: Token, disabled: Set<string>): Token[] {
    const out: Token[] = [];
    const parameters = macro.parameters;
    const expanded = new Map<number, Token[]>();
    const full = (index: number): Token[] => {
      let list = expanded.get(index);
      if (!list) {
        list = [];
        this.expand(args[index] ?? [], list, disabled);
        expanded.set(index, list);
      }
      return list;
    };
    const outer = use.macro ?? macro.name;
    const place = (token: Token, space?: boolean): Token => ({
      kind: token.kind,
      text: token.text,
      line: use.line,
      column: use.column,
      macro: outer,
      first: false,
      space: space ?? token.space,
      ...(token.blue ? { blue: true } : null),
    });
    const body = macro.body;
    const indexOf = (token: Token): number => (parameters && token.kind === 'id' ? parameters.indexOf(token.text) : -1);
    for (let i = 0; i < body.length; i++) {
      const token = body[i]!;
      const isPunct = token.kind === 'punct';
      if (isPunct && token.text === '#' && parameters && i + 1 < body.length && indexOf(body[i + 1]!) >= 0) {
        const arg = args[indexOf(body[++i]!)] ?? [];
        out.push(place({ ...token, kind: 'string', text: stringize(arg) }));
        continue;
      }
      if (isPunct && token.text === '##' && out.length + i > 0 && i + 1 < body.length) {
        const right = body[++i]!;
        const index = indexOf(right);
        let rightTokens = index >= 0 ? (args[index] ?? []) : [right];
        if (isVariadic(macro, index)) {
          // GNU: `, ## __VA_ARGS__` drops the comma where nothing follows it.
          if (rightTokens.length === 0) {
            if (out.at(-1)?.text === ',') out.pop();
            continue;
          }
          if (out.at(-1)?.text === ',') {
            for (const t of full(index)) out.push(place(t));
            continue;
          }
        }
        if (rightTokens.length === 0) continue;
        rightTokens = rightTokens.map((t) => place(t));
        const left = out.pop();
        if (!left || left.kind === 'eof') {
          out.push(...rightTokens);
          continue;
        }
        const pasted = lex(left.text + rightTokens[0]!.text);
        if (pasted.length === 2) out.push({ ...place(pasted[0]!), space: left.space });
        else out.push(left, rightTokens[0]!);
        out.push(...rightTokens.slice(1));
        continue;
      }
      const index = indexOf(token);
      if (index >= 0) {
        const beforePaste = body[i + 1]?.text === '##';
        const list = beforePaste ? (args[index] ?? []) : full(index);
        if (beforePaste && list.length === 0) {
          // Nothing to paste with: an empty placemarker.
          if (body[i + 2] && !isVariadic(macro, indexOf(body[i + 2]!))) {
            const nextIndex = indexOf(body[i + 2]!);
            const rest = nextIndex >= 0 ? (args[nextIndex] ?? []) : [body[i + 2]!];
            if (body[i + 3]?.text !== '##') {
              for (const t of rest) out.push(place(t));
              i += 2;
              continue;
            }
          }
          i++;
          continue;
        }
        if (out.length + list.length > EXPANSION_LIMIT) {
          this.#explode(macro.name, use.line);
          return out;
        }
        list.forEach((t, n) => {
          out.push(place(t, n === 0 ? token.space : t.space));
        });
        continue;
      }
      if (token.text === '__VA_OPT__' && macro.variadic && body[i + 1]?.text === '(') {
        let depth = 0;
        const inner: Token[] = [];
        for (i++; i < body.length; i++) {
          const t = body[i]!;
          if (t.text === '(' && depth++ === 0) continue;
          if (t.text === ')' && --depth === 0) break;
          inner.push(t);
        }
        if ((args[parameters!.length - 1] ?? []).length > 0) {
          out.push(...this.#substitute({ ...macro, body: inner }, args, use, disabled));
        }
        continue;
      }
      out.push(place(token));
    }
    return out;
  }
}

const isVariadic = (macro: Macro, index: number): boolean =>
  macro.variadic && index >= 0 && index === macro.parameters!.length - 1;

function stringize(tokens: Token[]): string {
  let text = '';
  tokens.forEach((token, i) => {
    if (i > 0 && token.space) text += ' ';
    text += token.kind === 'string' || token.kind === 'char' ? token.text.replace(/[\\"]/g, '\\$&') : token.text;
  });
  return `"${text}"`;
}

/** Tokens as a line of text, for messages. */
export function spell(tokens: Token[]): string {
  return tokens.map((token, i) => (i > 0 && token.space ? ' ' : '') + token.text).join('');
}

/** The value of an integer constant as the preprocessor and the parser read it; null where it is none. */
export function parseInteger(text: string): { value: bigint; suffix: string; decimal: boolean } | null {
  const match = /^(0[xX][0-9a-fA-F]+|0[bB][01]+|[0-9]+)((?:[uU]|[lL]{1,2}){0,3})$/.exec(text.replaceAll("'", ''));
  if (!match) return null;
  let digits = match[1]!;
  const decimal = !/^0[0-9xXbB]/.test(digits);
  if (/^0[0-7]+$/.test(digits)) digits = `0o${digits.slice(1)}`;
  else if (/^0[0-9]+$/.test(digits)) return null;
  return { value: BigInt(digits), suffix: match[2]!.toLowerCase(), decimal };
}

/** Value of an #if expression (integers of 64 bits), null where it has none. */
function evaluate(tokens: Token[]): bigint | null {
  let at = 0;
  let depth = 0;
  interface Value {
    v: bigint;
    u: boolean;
  }
  const fail = new Error('not a constant');
  const peek = (): string => tokens[at]?.text ?? '';
  const wrap = (v: bigint, u: boolean): Value => ({ v: u ? BigInt.asUintN(64, v) : BigInt.asIntN(64, v), u });
  const primary = (): Value => {
    if (++depth > 200) throw fail;
    try {
      const token = tokens[at++];
      if (!token) throw fail;
      if (token.text === '(') {
        const value = ternary();
        if (tokens[at++]?.text !== ')') throw fail;
        return value;
      }
      if (token.text === '!') return wrap(primary().v === 0n ? 1n : 0n, false);
      if (token.text === '-') {
        const x = primary();
        return wrap(-x.v, x.u);
      }
      if (token.text === '+') return primary();
      if (token.text === '~') {
        const x = primary();
        return wrap(~x.v, x.u);
      }
      if (token.kind === 'number') {
        const parsed = parseInteger(token.text);
        if (parsed) return wrap(parsed.value, parsed.suffix.includes('u') || parsed.value > SIGNED_MAX);
        const float = Number.parseFloat(token.text);
        if (Number.isFinite(float)) return wrap(BigInt(Math.trunc(float)), false);
        throw fail;
      }
      if (token.kind === 'char') {
        const wide = !token.text.startsWith("'");
        return wrap(BigInt(unescape(token.text, wide)[0] ?? 0), false);
      }
      if (token.kind === 'id') {
        // An unknown function-like name: its arguments go with it.
        if (peek() === '(') {
          let open = 0;
          do {
            if (peek() === '(') open++;
            if (peek() === ')') open--;
            at++;
          } while (open > 0 && at < tokens.length);
        }
        return wrap(token.text === 'true' ? 1n : 0n, false);
      }
      throw fail;
    } finally {
      depth--;
    }
  };
  const binary = (level: number): Value => {
    let left = primary();
    for (;;) {
      const operator = peek();
      const power = BINARY_LEVELS[operator];
      if (power === undefined || power < level) return left;
      at++;
      const right = binary(power + 1);
      left = apply(operator, left, right);
    }
  };
  const apply = (operator: string, a: Value, b: Value): Value => {
    const u = a.u || b.u;
    const x = u ? BigInt.asUintN(64, a.v) : a.v;
    const y = u ? BigInt.asUintN(64, b.v) : b.v;
    const truth = (t: boolean): Value => ({ v: t ? 1n : 0n, u: false });
    switch (operator) {
      case '||':
        return truth(x !== 0n || y !== 0n);
      case '&&':
        return truth(x !== 0n && y !== 0n);
      case '|':
        return wrap(x | y, u);
      case '^':
        return wrap(x ^ y, u);
      case '&':
        return wrap(x & y, u);
      case '==':
        return truth(x === y);
      case '!=':
        return truth(x !== y);
      case '<':
        return truth(x < y);
      case '>':
        return truth(x > y);
      case '<=':
        return truth(x <= y);
      case '>=':
        return truth(x >= y);
      case '<<':
        return wrap(a.v << (b.v & 63n), a.u);
      case '>>':
        return wrap(a.v >> (b.v & 63n), a.u);
      case '+':
        return wrap(x + y, u);
      case '-':
        return wrap(x - y, u);
      case '*':
        return wrap(x * y, u);
      default:
        if (y === 0n) return wrap(0n, u);
        return wrap(operator === '/' ? x / y : x % y, u);
    }
  };
  const ternary = (): Value => {
    const condition = binary(1);
    if (peek() !== '?') return condition;
    at++;
    const a = ternary();
    if (tokens[at++]?.text !== ':') throw fail;
    const b = ternary();
    return condition.v !== 0n ? a : b;
  };
  try {
    if (tokens.length === 0) return null;
    const value = ternary();
    return at === tokens.length ? value.v : at > 0 && tokens[at]?.kind === 'eof' ? value.v : null;
  } catch (error) {
    if (error === fail) return null;
    throw error;
  }
}
