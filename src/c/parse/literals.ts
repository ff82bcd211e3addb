/** Numbers, characters and strings (C11 6.4.4, 6.4.5). */
import type { Expression } from '../ast.ts';
import { parseInteger, type Token, unescape } from '../lexer.ts';
import type { Place } from '../semantics/values.ts';
import type { ArrayType, Type } from '../types.ts';
import type { Parser } from './parser.ts';
import { isFormatName } from './unknown-names.ts';

/** A number with the type its size and suffix give it. */
export function numberLiteral(p: Parser, token: Token, place: Place): Expression {
  const { types } = p.unit;
  const text = token.text;
  const known = p.integers.get(text);
  if (known) return { kind: 'number', ...place, type: known.type, text, constant: known.constant };
  const parsed = parseInteger(text);
  if (!parsed) {
    const match =
      /^((?:0[xX][0-9a-fA-F]*\.?[0-9a-fA-F]*(?:[pP][+-]?\d+)?)|(?:\d*\.?\d*(?:[eE][+-]?\d+)?))([fFlLdD]*)/.exec(text);
    const suffix = match?.[2]?.toLowerCase() ?? '';
    const digits = match?.[1] ?? '';
    if (match && match[0].length === text.length && digits !== '' && (/[.eEpP]/.test(digits) || suffix === 'f')) {
      const value = /^0x/i.test(digits) ? hexFloat(digits) : Number(digits);
      const type = suffix === 'f' ? types.float : suffix === 'l' ? types.longDouble : types.double;
      return { kind: 'number', ...place, type, text, constant: type.bytes === 4 ? Math.fround(value) : value };
    }
    if (/^0[0-9]+$/.test(text)) {
      p.unit.note('warning', 'bad-octal', `${text} starts with 0 but is not octal; taken as decimal`, token.line);
      return { kind: 'number', ...place, type: types.int, text, constant: BigInt(text) };
    }
    // A user-defined suffix or a slip: 100ms, 0x1G.
    const prefix = /^(0[xX][0-9a-fA-F]+|\d+(?:\.\d+)?)(.*)$/.exec(text);
    if (!prefix) throw p.problem(`"${text}" is not a number`, token.line);
    p.unit.note('warning', 'bad-number', `the suffix "${prefix[2]}" of ${text} is ignored`, token.line);
    const value = prefix[1]!.includes('.') ? Number(prefix[1]) : BigInt(prefix[1]!);
    return {
      kind: 'number',
      ...place,
      type: typeof value === 'number' ? types.double : types.int,
      text,
      constant: value,
    };
  }
  const { value, suffix, decimal } = parsed;
  const unsigned = suffix.includes('u');
  const longs = suffix.split('l').length - 1;
  const candidates = [types.int, types.uint, types.long, types.ulong, types.llong, types.ullong];
  const type =
    candidates.find((candidate) => {
      if (longs > 0 && candidate.rank < (longs === 1 ? 4 : 5)) return false;
      if (unsigned && candidate.signed) return false;
      if (!unsigned && decimal && !candidate.signed) return false;
      return value < 1n << BigInt(candidate.bytes * 8 - (candidate.signed ? 1 : 0));
    }) ?? types.ullong;
  const constant = BigInt.asUintN(64, value);
  p.integers.set(text, { type, constant });
  return { kind: 'number', ...place, type, text, constant };
}

/** A character, or several in one. */
export function characterLiteral(p: Parser, token: Token, place: Place): Expression {
  const { types } = p.unit;
  const wide = !token.text.startsWith("'");
  const codes = unescape(token.text, wide);
  let value = 0n;
  if (wide) value = BigInt(codes[0] ?? 0);
  else if (codes.length === 1) {
    value = types.char.signed ? BigInt.asIntN(8, BigInt(codes[0]!)) : BigInt(codes[0]!);
  } else for (const code of codes) value = BigInt.asIntN(32, (value << 8n) | BigInt(code));
  return {
    kind: 'number',
    ...place,
    type: p.cppNames && codes.length === 1 ? types.char : types.int,
    text: token.text,
    constant: value,
  };
}

/** String literals that stand side by side. */
export function stringLiteral(p: Parser, place: Place): Expression {
  const { types } = p.unit;
  const codes: number[] = [];
  let element: Type = types.char;
  const from = p.at;
  while (p.token.kind === 'string' || isFormatName(p)) {
    const prefix = /^[uUL]8?/.exec(p.token.text)?.[0];
    if (prefix === 'L' || prefix === 'U') element = types.int.bytes === 2 ? types.long : types.int;
    else if (prefix === 'u') element = types.ushort;
    p.at++;
  }
  for (let i = from; i < p.at; i++)
    if (p.tokens[i]!.kind === 'string')
      for (const code of unescape(p.tokens[i]!.text, element !== types.char)) codes.push(code);
  const type: ArrayType = { kind: 'array', of: element, length: codes.length + 1 };
  return { kind: 'string', ...place, type, codes };
}

function hexFloat(text: string): number {
  const match = /^0x([0-9a-f]*)\.?([0-9a-f]*)(?:p([+-]?\d+))?$/i.exec(text);
  if (!match) return Number.NaN;
  const digits = (match[1] ?? '') + (match[2] ?? '');
  return Number(BigInt(`0x${digits || '0'}`)) * 2 ** (Number(match[3] ?? 0) - 4 * (match[2] ?? '').length);
}

/** A text that the parser makes itself. */
export function textLiteral(p: Parser, text: string, place: Place): Expression {
  const codes = [...Buffer.from(text)];
  return { kind: 'string', ...place, codes, type: { kind: 'array', of: p.unit.types.char, length: codes.length + 1 } };
}
