/** Macro expansion (C11 6.10.3). What a macro brings in has the place of the macro's use. */
import type { Diagnostic } from '../api.ts';
import { lex, type Token } from '../lexer.ts';

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

interface Frame {
  tokens: Token[];
  at: number;
  macro: string | null;
}

type Note = (severity: Diagnostic['severity'], code: string, message: string, line: number) => void;

/** Replaces macros by what they stand for. */
export class Expansion {
  readonly #scope: MacroScope;
  readonly #note: Note;
  #produced = 0;
  #counter = 0;
  #depth = 0;
  /** Something made too much of itself: nothing is expanded any more. */
  exploded = false;

  constructor(scope: MacroScope, note: Note) {
    this.#scope = scope;
    this.#note = note;
  }

  lookup(name: string): Macro | undefined {
    const own = this.#scope.own.get(name);
    if (own !== undefined) return own ?? undefined;
    return this.#scope.outer(name);
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
