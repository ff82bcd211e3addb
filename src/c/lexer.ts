/** Characters to preprocessing tokens: comments and line splices disappear, positions stay. */

export type TokenKind = 'id' | 'number' | 'string' | 'char' | 'punct' | 'eof';

export interface Token {
  kind: TokenKind;
  /** As written; of a string or character constant with its quotes and prefix. */
  text: string;
  line: number;
  column: number;
  /** White space stands before it. */
  space: boolean;
  /** It is the first of its line. */
  first: boolean;
  /** The outermost macro it came out of. */
  macro?: string;
  /** A macro's own name inside its expansion: never expanded again. */
  blue?: boolean;
  /** C++: it was qualified by a namespace, so that no local of its name is meant. */
  outer?: boolean;
}

const PUNCTUATORS = new Set([
  '...',
  '<<=',
  '>>=',
  '->',
  '++',
  '--',
  '<<',
  '>>',
  '<=',
  '>=',
  '==',
  '!=',
  '&&',
  '||',
  '*=',
  '/=',
  '%=',
  '+=',
  '-=',
  '&=',
  '^=',
  '|=',
  '##',
  '::',
  '<:',
  ':>',
  '<%',
  '%>',
  '%:',
]);

/** How tightly an operator with two operands binds: C11 6.5.5 to 6.5.14. */
export const BINARY_LEVELS: Record<string, number> = {
  '||': 1,
  '&&': 2,
  '|': 3,
  '^': 4,
  '&': 5,
  '==': 6,
  '!=': 6,
  '<': 7,
  '>': 7,
  '<=': 7,
  '>=': 7,
  '<<': 8,
  '>>': 8,
  '+': 9,
  '-': 9,
  '*': 10,
  '/': 10,
  '%': 10,
};

const DIGRAPHS: Record<string, string> = { '<:': '[', ':>': ']', '<%': '{', '%>': '}', '%:': '#' };

const isIdStart = (c: number): boolean =>
  (c >= 97 && c <= 122) || (c >= 65 && c <= 90) || c === 95 || c === 36 || c > 127;
const isDigit = (c: number): boolean => c >= 48 && c <= 57;

/**
 * Tokens of a text, ended by an `eof` token. `line` of every token is `fixedLine` where given (preludes: 0), and the real
 * line stays available through `first`. Never throws: an unclosed comment or string ends with the text or its line.
 */
export function lex(text: string, fixedLine?: number): Token[] {
  const tokens: Token[] = [];
  const length = text.length;
  let at = 0;
  let line = 1;
  let lineStart = 0;
  let space = false;
  let first = true;

  const push = (kind: TokenKind, from: number, raw: string, column: number): void => {
    tokens.push({
      kind,
      text: raw,
      line: fixedLine ?? line,
      column: fixedLine === undefined ? column : 0,
      space,
      first,
    });
    space = false;
    first = false;
    at = from;
  };

  while (at < length) {
    const c = text.charCodeAt(at);
    if (c === 10) {
      at++;
      line++;
      lineStart = at;
      first = true;
      space = true;
      continue;
    }
    if (c === 32 || c === 9 || c === 13 || c === 12 || c === 11 || c === 0xa0 || c === 0x3000 || c === 0xfeff) {
      at++;
      space = true;
      continue;
    }
    if (c === 92) {
      // A splice: the logical line goes on, the physical one does not.
      let end = at + 1;
      while (end < length && (text[end] === ' ' || text[end] === '\t' || text[end] === '\r')) end++;
      if (end >= length || text[end] === '\n') {
        at = end + 1;
        line++;
        lineStart = at;
        space = true;
        continue;
      }
    }
    if (c === 47 && text[at + 1] === '/') {
      while (at < length && text.charCodeAt(at) !== 10) {
        if (text.charCodeAt(at) === 92 && /^\\\r?\n/.test(text.slice(at, at + 3))) {
          at = text.indexOf('\n', at);
          line++;
          lineStart = at + 1;
        }
        at++;
      }
      space = true;
      continue;
    }
    if (c === 47 && text[at + 1] === '*') {
      const close = text.indexOf('*/', at + 2);
      const end = close < 0 ? length : close + 2;
      for (let nl = text.indexOf('\n', at); nl >= 0 && nl < end; nl = text.indexOf('\n', nl + 1)) {
        line++;
        lineStart = nl + 1;
      }
      at = end;
      space = true;
      continue;
    }
    const start = at;
    const column = start - lineStart + 1;
    if (isIdStart(c)) {
      let end = at + 1;
      for (let d = text.charCodeAt(end); isIdStart(d) || isDigit(d); d = text.charCodeAt(++end)) {
        if (d === 0xa0 || d === 0x3000 || d === 0xfeff) break;
      }
      const word = text.slice(start, end);
      const quote = text[end];
      if ((quote === '"' || quote === "'") && (word === 'L' || word === 'u8' || word === 'u' || word === 'U')) {
        const close = quoted(text, end);
        push(quote === '"' ? 'string' : 'char', close, text.slice(start, close), column);
        continue;
      }
      if (text.charCodeAt(end) === 92) {
        // A splice in the middle of a word.
        const rest = /^\\[ \t\r]*\n([A-Za-z0-9_$]+)/.exec(text.slice(end, end + 200));
        if (rest) {
          push('id', end + rest[0].length, word + rest[1], column);
          line++;
          lineStart = end + rest[0].length - rest[1]!.length;
          continue;
        }
      }
      push('id', end, word, column);
      continue;
    }
    if (isDigit(c) || (c === 46 && isDigit(text.charCodeAt(at + 1)))) {
      let end = at + 1;
      for (; end < length; end++) {
        const d = text.charCodeAt(end);
        if (isDigit(d) || isIdStart(d) || d === 46) continue;
        const before = text[end - 1]!;
        if ((d === 43 || d === 45) && /[eEpP]/.test(before) && !/^0[xX]/.test(text.slice(start, start + 2))) continue;
        if ((d === 43 || d === 45) && /[pP]/.test(before)) continue;
        if (d === 39 && isHexDigit(text.charCodeAt(end + 1))) continue;
        break;
      }
      push('number', end, text.slice(start, end), column);
      continue;
    }
    if (c === 34 || c === 39) {
      const close = quoted(text, at);
      push(c === 34 ? 'string' : 'char', close, text.slice(start, close), column);
      continue;
    }
    const three = text.slice(at, at + 3);
    if (PUNCTUATORS.has(three)) {
      push('punct', at + 3, three, column);
      continue;
    }
    const two = three.slice(0, 2);
    if (PUNCTUATORS.has(two)) {
      push('punct', at + 2, DIGRAPHS[two] ?? two, column);
      continue;
    }
    push('punct', at + 1, text[at]!, column);
  }
  first = true;
  push('eof', length, '', length - lineStart + 1);
  return tokens;
}

const isHexDigit = (c: number): boolean => isDigit(c) || (c >= 97 && c <= 102) || (c >= 65 && c <= 70);

/** The end of a quoted text that starts at `at`; it never runs over its line. */
function quoted(text: string, at: number): number {
  const quote = text[at];
  let i = at + 1;
  for (; i < text.length; i++) {
    const c = text[i];
    if (c === '\\') {
      if (text[i + 1] === '\r' && text[i + 2] === '\n') i++;
      i++;
    } else if (c === quote) {
      return i + 1;
    } else if (c === '\n') {
      return i;
    }
  }
  return i;
}

/** Values of the characters of a string or character constant (quotes and prefix included in `raw`). */
export function unescape(raw: string, wide: boolean): number[] {
  const open = raw.search(/["']/);
  const quote = raw[open]!;
  const end = raw.length > open + 1 && raw.endsWith(quote) ? raw.length - 1 : raw.length;
  const codes: number[] = [];
  const put = (codePoint: number): void => {
    if (wide || codePoint < 128) codes.push(codePoint);
    else codes.push(...Buffer.from(String.fromCodePoint(codePoint), 'utf8'));
  };
  let i = open + 1;
  while (i < end) {
    const codePoint = raw.codePointAt(i)!;
    i += codePoint > 0xffff ? 2 : 1;
    if (codePoint !== 92) {
      put(codePoint);
      continue;
    }
    const e = raw[i++] ?? '';
    const simple = 'abefnrtv'.indexOf(e);
    if (e === '\n') continue;
    if (e === '\r') {
      if (raw[i] === '\n') i++;
    } else if (e !== '' && simple >= 0) codes.push([7, 8, 27, 12, 10, 13, 9, 11][simple]!);
    else if (e === 'x') {
      let value = 0;
      for (; i < end && /[0-9a-fA-F]/.test(raw[i]!); i++) value = (value * 16 + Number.parseInt(raw[i]!, 16)) % 2 ** 32;
      codes.push(wide ? value : value & 255);
    } else if (e >= '0' && e <= '7') {
      let value = Number(e);
      for (let n = 1; n < 3 && i < end && raw[i]! >= '0' && raw[i]! <= '7'; n++) value = value * 8 + Number(raw[i++]);
      codes.push(wide ? value : value & 255);
    } else if (e === 'u' || e === 'U') {
      const digits = raw.slice(i, i + (e === 'u' ? 4 : 8));
      i += digits.length;
      const value = Number.parseInt(digits, 16);
      put(Number.isInteger(value) && value <= 0x10ffff ? value : 0xfffd);
    } else if (e !== '') put(e.codePointAt(0)!);
  }
  return codes;
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
