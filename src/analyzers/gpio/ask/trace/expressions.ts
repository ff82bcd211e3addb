import {
  CONSTANTS,
  type Code,
  type Deed,
  LIMIT_STEPS,
  operate,
  READERS,
  Stop,
  type Supposed,
  type Token,
  TYPE,
  truth,
  type Value,
  WIDTHS,
} from './code.ts';

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

/** The cursor over a program, and the values of its expressions. Statements are read by the same cursor (`statements.ts`). */
export abstract class Expressions {
  readonly globals = new Map<string, Value>();
  readonly types = new Map<string, string>();
  readonly arrays = new Map<string, Value[]>();
  deeds: Deed[] = [];
  protected steps = 0;
  protected readonly calls: number[] = [];
  protected at = 0;
  protected tokens: Token[];
  protected locals: Map<string, Value> | null = null;

  constructor(
    protected readonly code: Code,
    protected readonly supposed: Supposed,
  ) {
    this.tokens = code.tokens;
  }

  /** Runs a function of the program. */
  abstract call(name: string, args?: Value[]): Value;

  protected peek(): string {
    return this.tokens[this.at]?.text ?? '';
  }

  protected eat(text: string): void {
    if (this.peek() !== text) throw new Stop();
    this.at += 1;
  }

  /** Goes to the sign that ends the part it stands in, without running anything. */
  protected skipTo(end: string): null {
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

  protected wrap(name: string, value: Value): Value {
    if (typeof value !== 'number') return value;
    const type = this.types.get(name) ?? '';
    const width = type === 'unsigned char' ? ([8, false] as const) : WIDTHS[type.split(' ').at(-1) ?? ''];
    if (!width) return /\b(?:float|double)\b/.test(type) ? value : Math.trunc(value);
    const whole = Math.trunc(value) & (2 ** width[0] - 1);
    return width[1] && whole >= 2 ** (width[0] - 1) ? whole - 2 ** width[0] : whole;
  }

  protected expression(): Value {
    return this.assignment();
  }

  protected assignment(): Value {
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
