/**
 * A small reader of the C that sketches are made of, for questions that suppose a value: "what if the sensor reads 512",
 * "what is level after three rounds". The run on the chip knows neither. Whatever it does not surely know ends it with null.
 * One file, because an expression and the statement around it are read by one cursor.
 */
import { table } from '../../../language/table.ts';

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

type Value = number | string | null;
type Token = { text: string; line: number };

const LIMIT_STEPS = 40_000;
const LIMIT_TOKENS = 8_000;
const TOKEN =
  /"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)'|0[xX][\da-fA-F]+[uUlL]*|0[bB][01]+|\d+\.?\d*[uUlLfF]*|[A-Za-z_]\w*|<<=|>>=|\+\+|--|&&|\|\||[-+*/%&|^!=<>]=|<<|>>|->|[-+*/%&|^~!=<>?:;,.(){}[\]]/g;
const TYPE =
  /^(?:const|static|volatile|unsigned|signed|register|extern|int|char|short|long|float|double|bool|boolean|byte|word|void|u?int(?:8|16|32|64)_t|size_t|u8|u16|u32|String|auto|bit|sbit)$/;
const WIDTHS = table<[number, boolean]>({
  byte: [8, false],
  uint8_t: [8, false],
  u8: [8, false],
  uint16_t: [16, false],
  u16: [16, false],
  word: [16, false],
  int8_t: [8, true],
});
const READERS =
  /^(?:analogRead|ADC_?Read\w*|adc_?(?:read|get)\w*|readADC|HAL_ADC_GetValue|\w*(?:read|get)_?(?:temp|adc|sensor|humi|light)\w*)$/i;
const CONSTANTS = table<number>({
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

class Stop extends Error {}

interface Code {
  tokens: Token[];
  functions: Map<string, { at: number; params: string[] }>;
  macros: Map<string, Token[]>;
}

/** Reads a program; null where it is too long. */
function readCode(lines: readonly string[], firstLine: number): Code | null {
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

const PRECEDENCE: string[][] = [
  ['||'],
  ['&&'],
  ['|'],
  ['^'],
  ['&'],
  ['==', '!='],
  ['<', '>', '<=', '>='],
  ['<<', '>>'],
  ['+', '-'],
  ['*', '/', '%'],
];

class Machine {
  readonly globals = new Map<string, Value>();
  readonly types = new Map<string, string>();
  readonly arrays = new Map<string, Value[]>();
  deeds: Deed[] = [];
  private steps = 0;
  private readonly calls: number[] = [];
  private at = 0;
  private tokens: Token[];
  private locals: Map<string, Value> | null = null;

  constructor(
    private readonly code: Code,
    private readonly supposed: Supposed,
  ) {
    this.tokens = code.tokens;
    this.declareGlobals();
    for (const [name, value] of supposed.initial ?? []) this.globals.set(name, value);
    for (const [name, value] of supposed.fixed ?? []) this.globals.set(name, value);
  }

  private declareGlobals(): void {
    let depth = 0;
    for (let index = 0; index < this.code.tokens.length; index += 1) {
      const { text } = this.code.tokens[index]!;
      if (text === '{') depth += 1;
      if (text === '}') depth -= 1;
      if (depth !== 0 || !TYPE.test(text)) continue;
      const before = this.code.tokens[index - 1]?.text;
      if (before !== undefined && before !== ';' && before !== '}') continue;
      let end = index;
      while (end < this.code.tokens.length && ![';', '{', '('].includes(this.code.tokens[end]!.text)) end += 1;
      if (this.code.tokens[end]?.text !== ';') continue;
      this.at = index;
      try {
        this.declaration(this.globals);
      } catch (error) {
        if (!(error instanceof Stop)) throw error;
      }
      index = end;
    }
  }

  call(name: string, args: Value[] = []): Value {
    const own = this.code.functions.get(name);
    if (!own) throw new Stop();
    const [tokens, at, locals] = [this.tokens, this.at, this.locals];
    this.tokens = this.code.tokens;
    this.locals = new Map(own.params.map((param, index) => [param, args[index] ?? null]));
    this.at = own.at;
    const result = this.statement(true);
    [this.tokens, this.at, this.locals] = [tokens, at, locals];
    return result?.kind === 'return' ? result.value : 0;
  }

  private peek(): string {
    return this.tokens[this.at]?.text ?? '';
  }

  private eat(text: string): void {
    if (this.peek() !== text) throw new Stop();
    this.at += 1;
  }

  /** One statement; where it is not to be run only its end is found. */
  private statement(run: boolean): { kind: 'return' | 'break' | 'continue'; value: Value } | null {
    this.steps += 1;
    if (this.steps > LIMIT_STEPS || this.at >= this.tokens.length) throw new Stop();
    const word = this.peek();
    if (word === '{') {
      this.at += 1;
      let left: ReturnType<Machine['statement']> = null;
      while (this.peek() !== '}') {
        const result = this.statement(run && left === null);
        left ??= result;
      }
      this.at += 1;
      return left;
    }
    if (word === ';') {
      this.at += 1;
      return null;
    }
    if (word === 'if') {
      this.at += 1;
      this.eat('(');
      const value = run ? this.expression() : this.skipTo(')');
      this.eat(')');
      const holds = run ? truth(value) : false;
      const first = this.statement(run && holds);
      let second: ReturnType<Machine['statement']> = null;
      if (this.peek() === 'else') {
        this.at += 1;
        second = this.statement(run && !holds);
      }
      return first ?? second;
    }
    if (word === 'while') return this.loop(run);
    if (word === 'for') return this.counted(run);
    if (word === 'return' || word === 'break' || word === 'continue') {
      this.at += 1;
      let value: Value = 0;
      if (this.peek() !== ';') value = run ? this.expression() : this.skipTo(';');
      this.eat(';');
      return run ? { kind: word, value } : null;
    }
    if (!run) {
      if (/^(?:do|switch|case|default|goto)$/.test(word)) throw new Stop();
      this.skipTo(';');
      this.at += 1;
      return null;
    }
    if (/^(?:do|switch|case|default|goto|struct|union|class|asm)$/.test(word)) throw new Stop();
    if (TYPE.test(word)) {
      this.declaration(this.locals ?? this.globals);
      return null;
    }
    this.expression();
    while (this.peek() === ',') {
      this.at += 1;
      this.expression();
    }
    this.eat(';');
    return null;
  }

  private loop(run: boolean): ReturnType<Machine['statement']> {
    this.at += 1;
    this.eat('(');
    const condition = this.at;
    this.skipTo(')');
    this.eat(')');
    return this.turns(run, condition, null);
  }

  private counted(run: boolean): ReturnType<Machine['statement']> {
    this.at += 1;
    this.eat('(');
    if (run && this.peek() !== ';') {
      if (TYPE.test(this.peek())) this.declaration(this.locals ?? this.globals);
      else {
        this.expression();
        this.eat(';');
      }
    } else {
      this.skipTo(';');
      this.at += 1;
    }
    const condition = this.at;
    this.skipTo(';');
    this.at += 1;
    const step = this.at;
    this.skipTo(')');
    this.eat(')');
    return this.turns(run, condition, step);
  }

  /** The body that stands here, as long as the condition holds; behind each turn the step of a `for`. */
  private turns(run: boolean, condition: number, step: number | null): ReturnType<Machine['statement']> {
    const body = this.at;
    this.statement(false);
    const end = this.at;
    while (run) {
      this.at = condition;
      if (this.peek() !== ';' && !truth(this.expression())) break;
      this.at = body;
      const result = this.statement(true);
      if (result?.kind === 'return') return result;
      if (result?.kind === 'break') break;
      if (step === null) continue;
      this.at = step;
      if (this.peek() !== ')') this.expression();
    }
    this.at = end;
    return null;
  }

  private declaration(into: Map<string, Value>): void {
    let type = '';
    while (TYPE.test(this.peek())) {
      type = `${type} ${this.peek()}`.trim();
      this.at += 1;
    }
    for (;;) {
      while (this.peek() === '*' || this.peek() === '&') this.at += 1;
      const name = this.peek();
      if (!/^[A-Za-z_]\w*$/.test(name)) throw new Stop();
      this.at += 1;
      this.types.set(name, type);
      if (this.peek() === '[') {
        this.skipTo(']');
        this.eat(']');
        this.eat('=');
        this.eat('{');
        const values: Value[] = [];
        while (this.peek() !== '}') {
          values.push(this.assignment());
          if (this.peek() === ',') this.at += 1;
        }
        this.at += 1;
        this.arrays.set(name, values);
      } else if (this.peek() === '=') {
        this.at += 1;
        const value = this.assignment();
        if (!(into === this.globals && this.globals.has(name)) || !this.supposed.fixed?.has(name))
          into.set(name, this.supposed.fixed?.get(name) ?? this.wrap(name, value));
      } else into.set(name, this.supposed.fixed?.get(name) ?? (into === this.globals ? 0 : null));
      if (this.peek() === ',') {
        this.at += 1;
        continue;
      }
      this.eat(';');
      return;
    }
  }

  /** Goes to the sign that ends the part it stands in, without running anything. */
  private skipTo(end: string): null {
    let depth = 0;
    for (; this.at < this.tokens.length; this.at += 1) {
      const text = this.peek();
      if (depth === 0 && text === end) return null;
      if (text === '(' || text === '[' || text === '{') depth += 1;
      if (text === ')' || text === ']' || text === '}') depth -= 1;
      if (depth < 0) throw new Stop();
    }
    throw new Stop();
  }

  private wrap(name: string, value: Value): Value {
    if (typeof value !== 'number') return value;
    const type = this.types.get(name) ?? '';
    const width = type === 'unsigned char' ? ([8, false] as const) : WIDTHS[type.split(' ').at(-1) ?? ''];
    if (!width) return /\b(?:float|double)\b/.test(type) ? value : Math.trunc(value);
    const whole = Math.trunc(value) & (2 ** width[0] - 1);
    return width[1] && whole >= 2 ** (width[0] - 1) ? whole - 2 ** width[0] : whole;
  }

  private expression(): Value {
    return this.assignment();
  }

  private assignment(): Value {
    const name = this.peek();
    const next = this.tokens[this.at + 1]?.text ?? '';
    if (/^[A-Za-z_]\w*$/.test(name) && /^(?:[-+*/%&|^]|<<|>>)?=$/.test(next)) {
      this.at += 2;
      const value = this.assignment();
      const old = this.read(name);
      const result = next === '=' ? value : operate(next.slice(0, -1), old, value);
      return this.write(name, result);
    }
    const condition = this.binary(0);
    if (this.peek() !== '?') return condition;
    this.at += 1;
    const holds = truth(condition);
    const one = this.assignment();
    this.eat(':');
    const other = this.assignment();
    return holds ? one : other;
  }

  private write(name: string, value: Value): Value {
    if (this.supposed.fixed?.has(name)) return this.supposed.fixed.get(name)!;
    const wrapped = this.wrap(name, value);
    if (this.locals?.has(name)) this.locals.set(name, wrapped);
    else if (this.globals.has(name)) this.globals.set(name, wrapped);
    else
      this.deeds.push({ name, args: [wrapped], line: this.tokens[this.at - 1]?.line ?? 0, through: [...this.calls] });
    return wrapped;
  }

  private read(name: string): Value {
    if (this.locals?.has(name)) return this.locals.get(name)!;
    if (this.globals.has(name)) return this.globals.get(name)!;
    const macro = this.code.macros.get(name);
    if (macro) {
      const [tokens, at] = [this.tokens, this.at];
      [this.tokens, this.at] = [macro, 0];
      const value = macro.length > 40 ? null : this.assignment();
      [this.tokens, this.at] = [tokens, at];
      return value;
    }
    return CONSTANTS[name] ?? null;
  }

  private binary(level: number): Value {
    const signs = PRECEDENCE[level];
    if (!signs) return this.unary();
    let left = this.binary(level + 1);
    while (signs.includes(this.peek())) {
      const sign = this.peek();
      this.at += 1;
      // What decides alone needs no other side.
      const right = this.binary(level + 1);
      left = operate(sign, left, right);
    }
    return left;
  }

  private unary(): Value {
    this.steps += 1;
    if (this.steps > LIMIT_STEPS) throw new Stop();
    const sign = this.peek();
    if (sign === '!' || sign === '-' || sign === '~' || sign === '+') {
      this.at += 1;
      const value = this.unary();
      if (typeof value !== 'number') return null;
      return sign === '!' ? Number(value === 0) : sign === '-' ? -value : sign === '~' ? ~value : value;
    }
    if (sign === '++' || sign === '--') {
      this.at += 1;
      const name = this.peek();
      this.at += 1;
      return this.write(name, operate(sign[0]!, this.read(name), 1));
    }
    if (sign === '(') {
      // A cast says nothing that matters here.
      if (TYPE.test(this.tokens[this.at + 1]?.text ?? '')) {
        this.at += 1;
        const whole = !/float|double/.test(this.peek());
        this.skipTo(')');
        this.at += 1;
        const value = this.unary();
        return typeof value === 'number' && whole ? Math.trunc(value) : value;
      }
      this.at += 1;
      const value = this.assignment();
      this.eat(')');
      return value;
    }
    return this.primary();
  }

  private primary(): Value {
    const { text, line } = this.tokens[this.at] ?? { text: '', line: 0 };
    this.at += 1;
    if (/^\d/.test(text)) {
      const plain = text.replace(/[uUlL]+$/, '');
      return /^0[xXbB]/.test(plain) ? Number(plain) : Number.parseFloat(plain);
    }
    if (/^"/.test(text)) return text.slice(1, -1);
    if (/^'/.test(text)) return text.charCodeAt(1);
    if (!/^[A-Za-z_]\w*$/.test(text)) throw new Stop();
    let name = text;
    while (this.peek() === '.' || this.peek() === '->') {
      name += `.${this.tokens[this.at + 1]?.text ?? ''}`;
      this.at += 2;
    }
    if (this.peek() === '(') return this.called(name, line);
    const behind = this.peek();
    if (behind === '[') {
      this.at += 1;
      const index = this.assignment();
      this.eat(']');
      const array = this.arrays.get(name);
      return array && typeof index === 'number' ? (array[index] ?? null) : null;
    }
    if (behind === '++' || behind === '--') {
      const sign = behind;
      this.at += 1;
      const old = this.read(name);
      this.write(name, operate(sign[0]!, old, 1));
      return old;
    }
    if (behind === '=' && name.includes('.')) {
      this.at += 1;
      this.deeds.push({ name, args: [this.assignment()], line, through: [...this.calls] });
      return null;
    }
    return this.read(name);
  }

  private called(name: string, line: number): Value {
    this.eat('(');
    const args: Value[] = [];
    while (this.peek() !== ')') {
      args.push(this.assignment());
      if (this.peek() === ',') this.at += 1;
      else if (this.peek() !== ')') throw new Stop();
    }
    this.at += 1;
    if (this.code.functions.has(name)) {
      if (this.calls.length > 20) throw new Stop();
      this.calls.push(line);
      const value = this.call(name, args);
      this.calls.pop();
      return value;
    }
    if (READERS.test(name)) return this.supposed.analog ?? null;
    if (name === 'digitalRead' && this.supposed.digital !== undefined) return this.supposed.digital;
    const numbers = args.map((one) => (typeof one === 'number' ? one : Number.NaN));
    const [a, b, c, d, e] = numbers as [number, number, number, number, number];
    const pure: Record<string, () => number> = {
      map: () => Math.trunc(((a - b) * (e - d)) / (c - b)) + d,
      constrain: () => Math.min(Math.max(a, b), c),
      min: () => Math.min(a, b),
      max: () => Math.max(a, b),
      abs: () => Math.abs(a),
    };
    if (Object.hasOwn(pure, name)) {
      const value = pure[name]!();
      return Number.isNaN(value) ? null : value;
    }
    this.deeds.push({ name, args, line, through: [...this.calls] });
    return /^(?:digitalWrite|analogWrite|delay|delayMicroseconds|pinMode|tone|noTone|Serial\.\w+)$/.test(name)
      ? 0
      : null;
  }
}

function truth(value: Value): boolean {
  if (typeof value !== 'number') throw new Stop();
  return value !== 0;
}

function operate(sign: string, left: Value, right: Value): Value {
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

/** What a traced sketch did in its last round, and its variables after it; null where that is not surely known. */
export function traceSketch(
  lines: readonly string[],
  firstLine: number,
  rounds: number,
  supposed: Supposed = {},
): { deeds: Deed[]; variables: Map<string, number> } | null {
  const code = readCode(lines, firstLine);
  if (!code?.functions.has('loop') || rounds < 1 || rounds > 1_000) return null;
  try {
    const machine = new Machine(code, supposed);
    if (code.functions.has('setup')) machine.call('setup');
    for (const [name, value] of supposed.initial ?? []) machine.globals.set(name, value);
    for (let round = 0; round < rounds; round += 1) {
      machine.deeds = [];
      machine.call('loop');
    }
    const variables = new Map<string, number>();
    for (const [name, value] of machine.globals) if (typeof value === 'number') variables.set(name, value);
    return { deeds: machine.deeds, variables };
  } catch (error) {
    if (error instanceof Stop || error instanceof RangeError) return null;
    throw error;
  }
}

/** Flags of a sketch that conditions ask and that hold yes or no. */
export function flagsOf(lines: readonly string[]): string[] {
  const text = lines.join('\n');
  return [...text.matchAll(/^\s*(?:static |volatile )*bool(?:ean)?\s+(\w+)/gm)].map(([, name]) => name!).slice(0, 2);
}
