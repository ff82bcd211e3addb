import { type Code, LIMIT_STEPS, Stop, type Supposed, TYPE, truth, type Value } from './code.ts';
import { Expressions } from './expressions.ts';

/** Runs the statements of a program from call to call. */
export class Machine extends Expressions {
  constructor(code: Code, supposed: Supposed) {
    super(code, supposed);
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
}
