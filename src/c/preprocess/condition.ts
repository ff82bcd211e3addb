/** The expression of an `#if` (C11 6.10.1), in integers of 64 bits. */
import { BINARY_LEVELS, parseInteger, type Token, unescape } from '../lexer.ts';

const SIGNED_MAX = (1n << 63n) - 1n;

/** Value of an #if expression (integers of 64 bits), null where it has none. */
export function evaluate(tokens: Token[]): bigint | null {
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
