/**
 * What C++ has above the C that the parser reads, taken down to it token by token: namespaces, aliases, class templates
 * with their arguments written out, lambdas that capture nothing of a function. What is not simple stays as it is, and the
 * parser names its line.
 */
import type { Token } from './lexer.ts';

/** Instances made of all class templates together; a text that asks for more is not expanded. */
const INSTANCE_LIMIT = 200;
const PASSES = 6;

/** The same program with less C++ in it. */
export function lowerCpp(tokens: Token[]): Token[] {
  let now = operators(trailing(aliases(dropNamespaces(durations(tokens)))));
  for (let pass = 0; pass < PASSES; pass++) {
    const next = expandTemplates(now);
    if (next === now) break;
    now = next;
  }
  return hoistLambdas(now);
}

const DURATION = /^(\d[\d']*)(us|ms|s|min)$/;
const DURATION_US: Record<string, number> = { us: 1, ms: 1000, s: 1_000_000, min: 60_000_000 };

/** `500ms` of the chrono literals: whole microseconds, of the widest type so that it is told from a plain number. */
function durations(tokens: Token[]): Token[] {
  return tokens.map((token) => {
    const parts = token.kind === 'number' ? DURATION.exec(token.text) : null;
    return parts ? { ...token, text: `${Number(parts[1]!.replaceAll("'", '')) * DURATION_US[parts[2]!]!}ull` } : token;
  });
}

/** Index of the bracket that closes the one at `open`, or -1. */
function closing(tokens: Token[], open: number): number {
  let depth = 0;
  for (let i = open; i < tokens.length; i++) {
    const token = tokens[i]!;
    if (token.kind !== 'punct') continue;
    if (token.text === '(' || token.text === '[' || token.text === '{') depth++;
    else if ((token.text === ')' || token.text === ']' || token.text === '}') && --depth === 0) return i;
  }
  return -1;
}

/** Index behind the `>` that closes the `<` at `open`, or -1. */
function closingAngle(tokens: Token[], open: number): number {
  let depth = 0;
  for (let i = open; i < tokens.length && i < open + 60; i++) {
    const { text, kind } = tokens[i]!;
    if (kind !== 'punct') continue;
    if (text === '<') depth++;
    else if (text === '>' && --depth === 0) return i + 1;
    else if (text === '(' || text === '[') {
      const close = closing(tokens, i);
      if (close < 0) return -1;
      i = close;
    } else if (text === ';' || text === '{' || text === '}' || text === '>>') return -1;
  }
  return -1;
}

const isWord = (token: Token | undefined, text: string): boolean => token?.kind === 'id' && token.text === text;
const isSign = (token: Token | undefined, text: string): boolean => token?.kind === 'punct' && token.text === text;

function dropNamespaces(tokens: Token[]): Token[] {
  const spaces = new Set<string>(['std']);
  for (let i = 0; i + 2 < tokens.length; i++)
    if (isWord(tokens[i], 'namespace') && tokens[i + 1]!.kind === 'id') {
      spaces.add(tokens[i + 1]!.text);
      for (let at = i + 2; isSign(tokens[at], '::'); at += 2) spaces.add(tokens[at + 1]?.text ?? '');
    }
  const out: Token[] = [];
  let outer = false;
  for (let i = 0; i < tokens.length; i++) {
    const token = tokens[i]!;
    if (isWord(token, 'inline') && isWord(tokens[i + 1], 'namespace')) continue;
    if (isWord(token, 'namespace') && tokens[i + 1]?.kind === 'id') {
      let at = i + 2;
      while (isSign(tokens[at], '::')) at += 2;
      if (isSign(tokens[at], '=')) {
        while (tokens[at] && !isSign(tokens[at], ';')) at++;
        i = at;
        continue;
      }
      // `namespace a::b {` is one block of its own here.
      out.push(token, tokens[i + 1]!);
      i = at - 1;
      continue;
    }
    const qualifies = token.kind === 'id' && isSign(tokens[i + 1], '::') && spaces.has(token.text);
    if (qualifies && !isWord(tokens[i - 1], 'namespace')) {
      i++;
      outer = true;
      continue;
    }
    if (
      isSign(token, '::') &&
      tokens[i + 1]?.kind === 'id' &&
      tokens[i - 1]?.kind !== 'id' &&
      !isSign(tokens[i - 1], '>')
    ) {
      outer = true;
      continue;
    }
    out.push(outer && token.kind === 'id' ? { ...token, outer } : token);
    outer = false;
  }
  return out;
}

/** `using Name = type;` is a typedef; inside of a class it moves in front of it. */
function aliases(tokens: Token[]): Token[] {
  const out: Token[] = [];
  let item = 0;
  let depth = 0;
  for (let i = 0; i < tokens.length; i++) {
    const token = tokens[i]!;
    if (isWord(token, 'using') && tokens[i + 1]?.kind === 'id' && isSign(tokens[i + 2], '=')) {
      let end = i + 3;
      while (tokens[end] && !isSign(tokens[end], ';')) end++;
      const type = tokens.slice(i + 3, end);
      const name = tokens[i + 1]!;
      const pointer = type.findIndex(
        (each, at) => isSign(each, '(') && isSign(type[at + 1], '*') && isSign(type[at + 2], ')'),
      );
      const named = pointer < 0 ? [...type, name] : [...type.slice(0, pointer + 2), name, ...type.slice(pointer + 2)];
      const made = [
        { ...token, text: 'typedef' },
        ...named,
        tokens[end] ?? { ...token, kind: 'punct' as const, text: ';' },
      ];
      if (depth === 0) out.push(...made);
      else out.splice(item, 0, ...made);
      i = end;
      continue;
    }
    if (isSign(token, '{') && !isSpace(tokens, i)) depth++;
    if (isSign(token, '}')) depth = Math.max(0, depth - 1);
    out.push(token);
    if (depth === 0 && (isSign(token, ';') || isSign(token, '}') || isSign(token, '{'))) item = out.length;
  }
  return out;
}

/** Whether a brace opens a namespace or a linkage block: what stands in it is outermost. */
function isSpace(tokens: Token[], open: number): boolean {
  return (
    isWord(tokens[open - 1], 'namespace') ||
    (isWord(tokens[open - 2], 'namespace') && tokens[open - 1]?.kind === 'id') ||
    (isWord(tokens[open - 2], 'extern') && tokens[open - 1]?.kind === 'string')
  );
}

/** `auto f(int a) -> int` says its type in front. */
function trailing(tokens: Token[]): Token[] {
  const out = [...tokens];
  for (let i = 0; i + 2 < out.length; i++) {
    if (!isWord(out[i], 'auto') || out[i + 1]!.kind !== 'id' || !isSign(out[i + 2], '(')) continue;
    const close = closing(out, i + 2);
    if (close < 0 || !isSign(out[close + 1], '->')) continue;
    let end = close + 2;
    while (out[end] && !isSign(out[end], '{') && !isSign(out[end], ';')) end++;
    const type = out.splice(close + 1, end - close - 1).slice(1);
    out.splice(i, 1, ...type);
  }
  return out;
}

/** `operator +` becomes one name; a conversion says its type twice, as other functions do. */
function operators(tokens: Token[]): Token[] {
  if (!tokens.some((token) => isWord(token, 'operator'))) return tokens;
  const out: Token[] = [];
  for (let i = 0; i < tokens.length; i++) {
    const token = tokens[i]!;
    if (!isWord(token, 'operator')) {
      out.push(token);
      continue;
    }
    const next = tokens[i + 1]!;
    const pair = /^[([]$/.test(next.text) && next.kind === 'punct';
    if (next.kind === 'punct') {
      out.push({ ...token, text: `operator${next.text}${pair ? tokens[i + 2]!.text : ''}` });
      i += pair ? 2 : 1;
    } else {
      let end = i + 1;
      while (tokens[end] && !isSign(tokens[end], '(')) end++;
      const type = tokens.slice(i + 1, end);
      out.push(...type, { ...token, text: `operator ${type.map((each) => each.text).join(' ')}` });
      i = end - 1;
    }
  }
  return out;
}

interface Template {
  parameters: string[];
  presets: (Token[] | undefined)[];
  /** Its tokens behind `template <...>`. */
  body: Token[];
  name: string;
}

/** Class templates become one class for each list of arguments that the text gives them. */
function expandTemplates(tokens: Token[]): Token[] {
  const templates = new Map<string, Template>();
  const out: Token[] = [];
  const made = new Map<string, true>();
  let changed = false;
  let item = 0;
  let depth = 0;
  for (let i = 0; i < tokens.length; i++) {
    const token = tokens[i]!;
    if (isWord(token, 'template') && isSign(tokens[i + 1], '<')) {
      const read = classTemplate(tokens, i);
      if (read) {
        templates.set(read.template.name, read.template);
        i = read.end;
        changed = true;
        continue;
      }
    }
    const template = token.kind === 'id' && isSign(tokens[i + 1], '<') ? templates.get(token.text) : undefined;
    const end = template ? closingAngle(tokens, i + 1) : -1;
    if (template && end > 0 && made.size < INSTANCE_LIMIT) {
      const args = commaParts(tokens.slice(i + 2, end - 1));
      const values = template.parameters.map((_, k) => args[k] ?? template.presets[k]);
      if (values.every((value) => value !== undefined && value.length > 0)) {
        const spelled = values.map((value) => value!.map((each) => each.text).join(' '));
        const name = `${template.name}<${spelled.join(', ')}>`;
        if (!made.has(name)) {
          made.set(name, true);
          const copy = instance(template, name, values as Token[][]);
          out.splice(item, 0, ...copy);
          item += copy.length;
        }
        out.push({ ...token, text: name });
        i = end - 1;
        continue;
      }
    }
    if (isSign(token, '{') && !isSpace(tokens, i)) depth++;
    if (isSign(token, '}')) depth = Math.max(0, depth - 1);
    out.push(token);
    if (depth === 0 && (isSign(token, ';') || isSign(token, '}') || isSign(token, '{'))) item = out.length;
  }
  return changed ? out : tokens;
}

function classTemplate(tokens: Token[], at: number): { template: Template; end: number } | null {
  const behind = closingAngle(tokens, at + 1);
  if (behind < 0) return null;
  if (!isWord(tokens[behind], 'class') && !isWord(tokens[behind], 'struct')) return null;
  const name = tokens[behind + 1];
  let open = behind + 2;
  while (tokens[open] && !isSign(tokens[open], '{') && !isSign(tokens[open], ';')) open++;
  const close = isSign(tokens[open], '{') ? closing(tokens, open) : -1;
  if (name?.kind !== 'id' || close < 0) return null;
  const end = isSign(tokens[close + 1], ';') ? close + 1 : close;
  const parameters: string[] = [];
  const presets: (Token[] | undefined)[] = [];
  for (const part of commaParts(tokens.slice(at + 2, behind - 1))) {
    const equals = part.findIndex((token) => isSign(token, '='));
    const named = (equals < 0 ? part : part.slice(0, equals)).at(-1);
    if (named?.kind !== 'id') return null;
    parameters.push(named.text);
    presets.push(equals < 0 ? undefined : part.slice(equals + 1));
  }
  return { template: { parameters, presets, body: tokens.slice(behind, end + 1), name: name.text }, end };
}

function instance(template: Template, name: string, values: Token[][]): Token[] {
  return template.body.flatMap((token) => {
    if (token.kind !== 'id') return [token];
    if (token.text === template.name) return [{ ...token, text: name }];
    const at = template.parameters.indexOf(token.text);
    if (at < 0) return [token];
    const value = values[at]!;
    const paren = (text: string): Token => ({ ...token, kind: 'punct', text });
    const number =
      value.length > 1 && value.some((each) => each.kind === 'punct' && each.text !== '*' && each.text !== '::');
    return number ? [paren('('), ...value, paren(')')] : value.map((each) => ({ ...each, line: token.line }));
  });
}

function commaParts(tokens: Token[]): Token[][] {
  const parts: Token[][] = [[]];
  let depth = 0;
  for (const token of tokens) {
    if (token.kind === 'punct' && /^[([{<]$/.test(token.text)) depth++;
    if (token.kind === 'punct' && /^[)\]}>]$/.test(token.text)) depth--;
    if (depth === 0 && isSign(token, ',')) parts.push([]);
    else parts.at(-1)!.push(token);
  }
  return parts.filter((part) => part.length > 0);
}

/** A lambda that uses nothing of the function around it is a function of its own. */
function hoistLambdas(tokens: Token[]): Token[] {
  const out: Token[] = [];
  let item = 0;
  let depth = 0;
  let count = 0;
  for (let i = 0; i < tokens.length; i++) {
    const token = tokens[i]!;
    const made = isSign(token, '[') ? lambdaAt(tokens, i, `lambda ${count + 1}`, out.slice(item)) : null;
    if (made) {
      count++;
      const inner = hoistLambdas(made.definition);
      out.splice(item, 0, ...inner);
      item += inner.length;
      out.push({ ...token, kind: 'id', text: `lambda ${count}` });
      i = made.end;
      continue;
    }
    if (isSign(token, '{') && !isSpace(tokens, i)) depth++;
    if (isSign(token, '}')) depth = Math.max(0, depth - 1);
    out.push(token);
    if (depth === 0 && (isSign(token, ';') || isSign(token, '}') || isSign(token, '{'))) item = out.length;
  }
  return count > 0 ? out : tokens;
}

function lambdaAt(
  tokens: Token[],
  at: number,
  name: string,
  around: Token[],
): { definition: Token[]; end: number } | null {
  const before = tokens[at - 1];
  if (before && (before.kind !== 'punct' || /^[)\]]$/.test(before.text)) && !isWord(before, 'return')) return null;
  const captured = closing(tokens, at);
  if (captured < 0 || captured > at + 20) return null;
  const start = tokens[at]!;
  const sign = (text: string): Token => ({ ...start, kind: 'punct', text });
  let open = captured + 1;
  let parameters: Token[] = [sign('('), { ...start, kind: 'id', text: 'void' }, sign(')')];
  if (isSign(tokens[open], '(')) {
    const close = closing(tokens, open);
    if (close < 0) return null;
    if (close > open + 1) parameters = tokens.slice(open, close + 1);
    open = close + 1;
  }
  while (isWord(tokens[open], 'mutable') || isWord(tokens[open], 'noexcept') || isWord(tokens[open], 'IRAM_ATTR'))
    open++;
  let returns: Token[] | null = null;
  if (isSign(tokens[open], '->')) {
    const from = ++open;
    while (tokens[open] && !isSign(tokens[open], '{') && !isSign(tokens[open], ';')) open++;
    returns = tokens.slice(from, open);
  }
  const close = isSign(tokens[open], '{') ? closing(tokens, open) : -1;
  if (close < 0 || parameters.some((token) => isWord(token, 'auto'))) return null;
  const body = tokens.slice(open, close + 1);
  if (usesLocals(body, around, captured > at + 1)) return null;
  const type = returns ?? returned(body, start);
  if (!type) return null;
  return {
    definition: [
      { ...start, kind: 'id', text: 'static' },
      ...type,
      { ...start, kind: 'id', text: name },
      ...parameters,
      ...body,
    ],
    end: close,
  };
}

/** Whether a name declared in the function around it, up to here, stands in a lambda. */
function usesLocals(body: Token[], around: Token[], captures: boolean): boolean {
  if (!captures) return false;
  const declared = new Set<string>();
  for (let i = 1; i < around.length - 1; i++) {
    const token = around[i]!;
    if (token.kind !== 'id' || !/^(?:[=;,({[)]|:)$/.test(around[i + 1]!.text)) continue;
    if (around[i - 1]!.kind === 'id' || /^[*&]$/.test(around[i - 1]!.text)) declared.add(token.text);
  }
  return body.some((token) => token.kind === 'id' && (declared.has(token.text) || token.text === 'this'));
}

/** The type that a lambda's returns show; null where it takes more than a look. */
function returned(body: Token[], at: Token): Token[] | null {
  const word = (text: string): Token => ({ ...at, kind: 'id', text });
  let type = 'void';
  for (let i = 0; i < body.length; i++) {
    if (!isWord(body[i], 'return') || isSign(body[i + 1], ';')) continue;
    type = 'int';
    for (let k = i + 1; body[k] && !isSign(body[k], ';'); k++)
      if (
        body[k]!.kind === 'string' ||
        (body[k]!.kind === 'number' && /[.eE]/.test(body[k]!.text) && !/^0[xX]/.test(body[k]!.text))
      )
        return null;
  }
  return [word(type)];
}
