import { blankComments } from '../code.ts';
import type { GpioFacts } from '../facts.ts';

/** A name the paste gives a meaning: where, of what type, with what value. */
export interface Declared {
  name: string;
  kind: 'macro' | 'enum' | 'variable' | 'parameter';
  type: string | null;
  /** As written; of an array all that stands between the braces. */
  value: string | null;
  /** Elements of an array with its values written out. */
  items: string[] | null;
  line: number;
}

/** How volatile is written, by itself or as a header of the chip's maker has it. */
export const VOLATILE = /\b(?:volatile|__(?:I|O|IO|IM|OM|IOM))\b/;

/** Most names of one paste that are looked at. */
const LIMIT_NAMES = 400;

/** The lines of the paste without comments, strings kept. */
export function bareLines(facts: Pick<GpioFacts, 'source'>): string[] {
  const raw = facts.source.split('\n');
  return blankComments(facts.source)
    .split('\n')
    .map((blank, i) => raw[i]!.slice(0, blank.trimEnd().length));
}

const NO_TYPE =
  /^(?:return|else|goto|case|typedef|define|include|do|if|while|for|switch|break|continue|new|delete|using|namespace|pragma)\b/;
const HEAD =
  /(?:^|[;{}(,\n])[ \t]*((?:[A-Za-z_]\w{0,50}[ \t*]+){1,6})([A-Za-z_]\w{0,50})[ \t]*((?:\[[^\]\n]{0,60}\]){0,2})[ \t]*(?=[=;,)])/g;
const NEXT = /^\s*,\s*\*?\s*([A-Za-z_]\w{0,50})[ \t]*((?:\[[^\]\n]{0,60}\]){0,2})[ \t]*(?=[=;,])/;

/** The expression behind `=`, up to the `,` or `;` that ends it. */
function valueAt(text: string, from: number): { value: string; end: number } {
  let depth = 0;
  let at = from;
  const limit = Math.min(text.length, from + 4_000);
  for (; at < limit; at++) {
    const mark = text[at]!;
    if (mark === '"' || mark === "'") {
      const close = text.indexOf(mark, at + 1);
      if (close > 0 && close < limit) at = close;
    } else if ('({['.includes(mark)) depth += 1;
    else if (')}]'.includes(mark)) {
      if (depth === 0) break;
      depth -= 1;
    } else if ((mark === ',' || mark === ';') && depth === 0) break;
  }
  return { value: text.slice(from, at).replace(/\s+/g, ' ').trim(), end: at };
}

/** The parts of a list at its top level. */
export function splitList(inside: string): string[] {
  const items: string[] = [];
  let at = 0;
  while (at < inside.length && items.length < 300) {
    const { value, end } = valueAt(inside, at);
    if (value !== '') items.push(value);
    at = end + 1;
  }
  return items;
}

/** Every macro, constant, variable, parameter and enum member of the paste, in its order. */
export function declaredIn(facts: Pick<GpioFacts, 'source' | 'firstLine'>): Declared[] {
  const lines = bareLines(facts);
  const found: Declared[] = [];
  for (const [i, text] of lines.entries()) {
    const macro = /^\s*#\s*define\s+(\w+)\s+(\S.*)$/.exec(text);
    if (macro)
      found.push({
        name: macro[1]!,
        kind: 'macro',
        type: null,
        value: macro[2]!.trim(),
        items: null,
        line: i + facts.firstLine,
      });
  }
  const code = lines.map((text) => (/^\s*#/.test(text) ? '' : text)).join('\n');
  let counted = 0;
  let line = facts.firstLine;
  const lineOf = (offset: number): number => {
    for (; counted < offset; counted++) if (code[counted] === '\n') line += 1;
    return line;
  };
  for (const match of code.matchAll(HEAD)) {
    if (found.length >= LIMIT_NAMES) break;
    const type = match[1]!.replace(/\s+/g, ' ').trim();
    if (NO_TYPE.test(type)) continue;
    const start = match.index + match[0].length;
    const own = match.index + match[0].lastIndexOf(match[2]!);
    if (own < counted) continue;
    const at = lineOf(own);
    const inList = /[(,]/.test(match[0][0] ?? '') && code[start] !== '=';
    found.push(declarator(match[2]!, type, match[3]!, code, start, at, inList ? 'parameter' : 'variable'));
    if (inList) continue;
    let end = code[start] === '=' ? valueAt(code, start + 1).end : start;
    for (let more = NEXT.exec(code.slice(end, end + 200)); more && found.length < LIMIT_NAMES; ) {
      const begin = end + more[0].length;
      found.push(declarator(more[1]!, type, more[2]!, code, begin, at, 'variable'));
      end = code[begin] === '=' ? valueAt(code, begin + 1).end : begin;
      more = NEXT.exec(code.slice(end, end + 200));
    }
  }
  for (const match of code.matchAll(/\benum\b[^{};()]{0,60}\{([^}]{0,2000})\}/g)) {
    let value = -1;
    for (const item of splitList(match[1]!)) {
      const [, name, given] = /^(\w+)\s*(?:=\s*(.+))?$/.exec(item) ?? [];
      if (!name) continue;
      value = given === undefined ? value + 1 : Number(given);
      const offset = match.index + match[0].search(new RegExp(`\\b${name}\\b`));
      found.push({
        name,
        kind: 'enum',
        type: null,
        value: given ?? (Number.isNaN(value) ? null : String(value)),
        items: null,
        line: facts.firstLine + (code.slice(0, offset).match(/\n/g)?.length ?? 0),
      });
    }
  }
  return found;
}

function declarator(
  name: string,
  type: string,
  size: string,
  code: string,
  start: number,
  line: number,
  kind: Declared['kind'],
): Declared {
  const value = code[start] === '=' ? valueAt(code, start + 1).value : null;
  const inside = value?.startsWith('{') && size !== '' ? value.slice(1, value.lastIndexOf('}')) : null;
  return {
    name,
    kind,
    type: `${type}${size}`,
    value,
    items: inside === null ? null : splitList(inside),
    line,
  };
}

const BINARY: [RegExp, number, (a: number, b: number) => number][] = [
  [/^\|(?!\|)/, 1, (a, b) => (a | b) >>> 0],
  [/^\^/, 2, (a, b) => (a ^ b) >>> 0],
  [/^&(?!&)/, 3, (a, b) => (a & b) >>> 0],
  [/^<</, 4, (a, b) => (a << b) >>> 0],
  [/^>>/, 4, (a, b) => a >>> b],
  [/^\+/, 5, (a, b) => a + b],
  [/^-/, 5, (a, b) => a - b],
  [/^\*/, 6, (a, b) => a * b],
  [/^\//, 6, (a, b) => Math.trunc(a / b)],
  [/^%/, 6, (a, b) => a % b],
];

/** The number an expression of constants comes to; null where it does not. */
export function valueOf(text: string, declared: Declared[], depth = 0): number | null {
  let rest = text.trim();
  if (rest.length > 200 || depth > 8) return null;
  let nesting = 0;
  const eat = (pattern: RegExp): string | null => {
    const match = pattern.exec(rest);
    if (!match) return null;
    rest = rest.slice(match[0].length).trimStart();
    return match[0];
  };
  const primary = (): number | null => {
    nesting += 1;
    if (nesting > 60) return null;
    if (eat(/^\((?:u?int\d+_t|u?int|unsigned(?: (?:int|long|char|short))?|long|char|byte|u8|u16|u32)\)/))
      return primary();
    if (eat(/^\(/)) {
      const inside = expression(0);
      return eat(/^\)/) ? inside : null;
    }
    if (eat(/^-/)) return negate(primary());
    const number = eat(/^(?:0[xX][\da-fA-F]+|0[bB][01]+|\d+(?:\.\d+)?)(?:[uUlL]{0,3}|[fF])\b/);
    if (number) {
      const digits = /^0[xX]/.test(number) ? number.replace(/[uUlL]+$/, '') : number.replace(/[uUlLfF]+$/, '');
      return Number(digits);
    }
    // The number of elements of an array: its size over that of one of them.
    const elements = /^sizeof\s*\(\s*(\w+)\s*\)\s*\/\s*sizeof\s*\(\s*\1\s*\[\s*0\s*\]\s*\)/.exec(rest);
    if (elements) {
      rest = rest.slice(elements[0].length).trimStart();
      return declared.find((each) => each.name === elements[1])?.items?.length ?? null;
    }
    const name = eat(/^[A-Za-z_]\w*/);
    const known = declared.find(
      (each) =>
        each.name === name && (each.kind === 'macro' || each.kind === 'enum' || /\bconst\b/.test(each.type ?? '')),
    );
    return known?.value ? valueOf(known.value, declared, depth + 1) : null;
  };
  const expression = (least: number): number | null => {
    let left = primary();
    while (left !== null) {
      const operator = BINARY.find(([mark, rank]) => rank > least && mark.test(rest));
      if (!operator) return left;
      eat(operator[0]);
      const right = expression(operator[1]);
      left = right === null ? null : operator[2](left, right);
    }
    return null;
  };
  const value = expression(0);
  return value !== null && rest === '' && Number.isFinite(value) ? value : null;
}

const negate = (value: number | null): number | null => (value === null ? null : -value);
