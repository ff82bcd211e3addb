import { table } from '../../../../language/table.ts';

/** A call that the program makes to the outside. */
export interface Deed {
  name: string;
  args: (number | string | null)[];
  line: number;
  /** The lines of the calls that led there, from the outside in. */
  through: number[];
}

/** What is supposed while a program is traced. */
export interface Supposed {
  /** What every analog input reads. */
  analog?: number | undefined;
  /** What every digital input reads. */
  digital?: number | undefined;
  /** Variables that keep a value whatever is written to them from outside. */
  fixed?: ReadonlyMap<string, number> | undefined;
  /** Values that variables begin with. */
  initial?: ReadonlyMap<string, number> | undefined;
}

export type Value = number | string | null;
export type Token = { text: string; line: number };

export const LIMIT_STEPS = 40_000;
const LIMIT_TOKENS = 8_000;
const TOKEN =
  /"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)'|0[xX][\da-fA-F]+[uUlL]*|0[bB][01]+|\d+\.?\d*[uUlLfF]*|[A-Za-z_]\w*|<<=|>>=|\+\+|--|&&|\|\||[-+*/%&|^!=<>]=|<<|>>|->|[-+*/%&|^~!=<>?:;,.(){}[\]]/g;
export const TYPE =
  /^(?:const|static|volatile|unsigned|signed|register|extern|int|char|short|long|float|double|bool|boolean|byte|word|void|u?int(?:8|16|32|64)_t|size_t|u8|u16|u32|String|auto|bit|sbit)$/;
export const WIDTHS = table<[number, boolean]>({
  byte: [8, false],
  uint8_t: [8, false],
  u8: [8, false],
  uint16_t: [16, false],
  u16: [16, false],
  word: [16, false],
  int8_t: [8, true],
});
export const READERS =
  /^(?:analogRead|ADC_?Read\w*|adc_?(?:read|get)\w*|readADC|HAL_ADC_GetValue|\w*(?:read|get)_?(?:temp|adc|sensor|humi|light)\w*)$/i;
export const CONSTANTS = table<number>({
  HIGH: 1,
  LOW: 0,
  true: 1,
  false: 0,
  TRUE: 1,
  FALSE: 0,
  OUTPUT: 1,
  INPUT: 0,
  INPUT_PULLUP: 2,
  A0: 14,
  A1: 15,
  A2: 16,
  A3: 17,
  A4: 18,
  A5: 19,
});

/** Whatever is not surely known ends the trace. */
export class Stop extends Error {}

export interface Code {
  tokens: Token[];
  functions: Map<string, { at: number; params: string[] }>;
  macros: Map<string, Token[]>;
}

/** Reads a program; null where it is too long. */
export function readCode(lines: readonly string[], firstLine: number): Code | null {
  const tokens: Token[] = [];
  const macros = new Map<string, Token[]>();
  const cut = (text: string, line: number): Token[] => [...text.matchAll(TOKEN)].map(([one]) => ({ text: one, line }));
  for (const [index, text] of lines.entries()) {
    const line = index + firstLine;
    const macro = /^\s*#\s*define\s+(\w+)\s+(\S.*)$/.exec(text);
    if (macro) macros.set(macro[1]!, cut(macro[2]!, line));
    if (/^\s*#/.test(text)) continue;
    tokens.push(...cut(text, line));
    if (tokens.length > LIMIT_TOKENS) return null;
  }
  const functions = new Map<string, { at: number; params: string[] }>();
  let depth = 0;
  for (const [index, { text }] of tokens.entries()) {
    if (text === '{') depth += 1;
    if (text === '}') depth -= 1;
    if (depth !== 0 || text !== '(' || !/^[A-Za-z_]\w*$/.test(tokens[index - 1]?.text ?? '')) continue;
    let close = index;
    while (close < tokens.length && tokens[close]!.text !== ')') close += 1;
    if (tokens[close + 1]?.text !== '{') continue;
    const params = tokens
      .slice(index + 1, close)
      .map(({ text: one }) => one)
      .join(' ')
      .split(',')
      .flatMap((one) => /(\w+)\s*(?:\[\s*\])?\s*$/.exec(one.trim())?.[1] ?? []);
    functions.set(tokens[index - 1]!.text, { at: close + 1, params: params.filter((name) => name !== 'void') });
  }
  return { tokens, functions, macros };
}

/** Whether a condition holds. */
export function truth(value: Value): boolean {
  if (typeof value !== 'number') throw new Stop();
  return value !== 0;
}

/** What an operator makes of two values; null where one of them is not known. */
export function operate(sign: string, left: Value, right: Value): Value {
  // One side that is known can decide by itself.
  if (sign === '&&' && (left === 0 || right === 0)) return 0;
  if (sign === '||' && ((typeof left === 'number' && left !== 0) || (typeof right === 'number' && right !== 0)))
    return 1;
  if (typeof left !== 'number' || typeof right !== 'number') return null;
  switch (sign) {
    case '+':
      return left + right;
    case '-':
      return left - right;
    case '*':
      return left * right;
    case '/':
      if (right === 0) return null;
      return Number.isInteger(left) && Number.isInteger(right) ? Math.trunc(left / right) : left / right;
    case '%':
      return right === 0 ? null : left % right;
    case '<<':
      return left << right;
    case '>>':
      return left >> right;
    case '&':
      return left & right;
    case '|':
      return left | right;
    case '^':
      return left ^ right;
    case '==':
      return Number(left === right);
    case '!=':
      return Number(left !== right);
    case '<':
      return Number(left < right);
    case '>':
      return Number(left > right);
    case '<=':
      return Number(left <= right);
    case '>=':
      return Number(left >= right);
    case '&&':
      return Number(left !== 0 && right !== 0);
    default:
      return Number(left !== 0 || right !== 0);
  }
}
