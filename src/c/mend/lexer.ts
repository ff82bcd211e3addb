/** What a token is: a word, number, string, character, punctuation, junk, the start of a comment or directive, the end. */
export type Kind =
  | 'word'
  | 'number'
  | 'string'
  | 'char'
  | 'punct'
  | 'junk'
  | 'line-comment'
  | 'block-comment'
  | 'directive'
  | 'end';

export interface Token {
  kind: Kind;
  /** Offset of the first character, and of the one after the last. */
  start: number;
  end: number;
  text: string;
}

const DIRECTIVE =
  /#[ \t]*(?:include(?=[ \t]*[<"A-Z_])|import(?=[ \t]*[<"])|define(?=[ \t]+[A-Za-z_])|undef(?=[ \t]+[A-Za-z_])|ifdef(?=[ \t]+[A-Za-z_])|ifndef(?=[ \t]+[A-Za-z_])|if(?=[ \t]*[(!\w])|elif(?=[ \t]*[(!\w])|else\b|endif\b|pragma(?=[ \t]+\w)|error\b|warning\b|line(?=[ \t]+\d)|asm\b|endasm\b)/y;
const WORD = /[A-Za-z_$][\w$]*/y;
const NUMBER = /\.?\d(?:[eEpP][+-]|[\w.])*/y;
const GOOD_NUMBER =
  /^(?:0[xX][\da-fA-F]+[uUlL]*|0[bB][01]+[uUlL]*|\d+[uUlL]*|(?:\d+\.\d*|\.\d+|\d+(?=[eE]))(?:[eE][+-]?\d+)?[fFlL]?)$/;
const CHAR = /'(?:\\[^\n]{1,4}|[^'\\\n]{1,4})'/y;
const STRING = /"(?:[^"\\\n]|\\[^\n]){0,4000}"/y;
const PUNCT = /<<=|>>=|\.\.\.|->|\+\+|--|<<|>>|[<>=!+\-*/%&|^]=|&&|\|\||##|::|[-+*/%&|^~!<>=?:;,.(){}[\]#]/y;

function match(pattern: RegExp, text: string, at: number): number {
  pattern.lastIndex = at;
  return pattern.test(text) ? pattern.lastIndex : -1;
}

const cut = (text: string, kind: Kind, start: number, end: number): Token => ({
  kind,
  start,
  end,
  text: text.slice(start, end),
});

/** What has been read of the text before: mends in a row read the same one. */
let before: { text: string; known: (Token | undefined)[] } = { text: '', known: [] };

/** Which kind of token a character may begin. */
const [WORDS, NUMBERS, COMMENTS, DIRECTIVES, STRINGS, CHARS] = [1, 2, 3, 4, 5, 6] as const;
const BEGINS = Uint8Array.from({ length: 128 }, (_, code) => {
  const char = String.fromCharCode(code);
  if (/[A-Za-z_$]/.test(char)) return WORDS;
  if (/[\d.]/.test(char)) return NUMBERS;
  return { '/': COMMENTS, '#': DIRECTIVES, '"': STRINGS, "'": CHARS }[char] ?? 0;
});

/**
 * Reads C tokens at any offset, so that a guess about where code begins can be tried without reading what is before.
 * A string or character that does not close on its line is junk, as is all that C does not know outside of them.
 */
export class Lexer {
  readonly #text: string;
  readonly #known: (Token | undefined)[];
  /** Tokens read; callers stop guessing when it grows out of proportion. */
  reads = 0;

  constructor(text: string) {
    this.#text = text;
    if (before.text !== text) before = { text, known: new Array<Token | undefined>(text.length + 1) };
    this.#known = before.known;
  }

  /** The token at or after an offset, white space skipped. */
  at(offset: number): Token {
    this.reads++;
    const text = this.#text;
    let start = offset;
    for (; start < text.length; start++) {
      const code = text.charCodeAt(start);
      if (code !== 32 && (code < 9 || code > 13)) break;
    }
    const known = this.#known[start];
    if (known) return known;
    const token = this.#read(start);
    this.#known[start] = token;
    return token;
  }

  slice(from: number, to: number): string {
    return this.#text.slice(from, to);
  }

  /** Like `at`, past comments of the kind that closes itself. */
  code(offset: number): Token {
    let token = this.at(offset);
    while (token.kind === 'block-comment') token = this.at(token.end);
    return token;
  }

  #read(start: number): Token {
    const text = this.#text;
    if (start >= text.length) return { kind: 'end', start: text.length, end: text.length, text: '' };
    const code = text.charCodeAt(start);
    let end = -1;
    switch (code < 128 ? BEGINS[code] : 0) {
      case WORDS:
        // u8"..", L'x' and the like stay words followed by literals; that is enough here.
        return cut(text, 'word', start, match(WORD, text, start));
      case NUMBERS:
        end = match(NUMBER, text, start);
        if (end > 0)
          return cut(
            text,
            GOOD_NUMBER.test(text.slice(start, Math.min(end, start + 80))) ? 'number' : 'junk',
            start,
            end,
          );
        break;
      case COMMENTS:
        if (text.startsWith('//', start)) return { kind: 'line-comment', start, end: start + 2, text: '//' };
        if (text.startsWith('/*', start)) {
          const close = text.indexOf('*/', start + 2);
          const stop = close < 0 ? text.length : close + 2;
          return { kind: 'block-comment', start, end: stop, text: '/*' };
        }
        break;
      case DIRECTIVES:
        end = match(DIRECTIVE, text, start);
        if (end > 0) return cut(text, 'directive', start, end);
        break;
      case STRINGS:
        end = match(STRING, text, start);
        if (end > 0) return cut(text, 'string', start, end);
        break;
      case CHARS:
        end = match(CHAR, text, start);
        if (end > 0) return cut(text, 'char', start, end);
        break;
    }
    end = match(PUNCT, text, start);
    if (end > 0) return cut(text, 'punct', start, end);
    const point = text.codePointAt(start) ?? 0;
    return cut(text, 'junk', start, start + (point > 0xffff ? 2 : 1));
  }
}

let regionsBefore: { text: string; kinds: Readonly<Uint8Array> } = { text: '', kinds: new Uint8Array(0) };

/** For each character: 0 code, 1 comment, 2 string or character literal, as a compiler would see the text now. */
export function regions(text: string): Readonly<Uint8Array> {
  if (regionsBefore.text !== text) regionsBefore = { text, kinds: readRegions(text) };
  return regionsBefore.kinds;
}

function readRegions(text: string): Uint8Array {
  const kinds = new Uint8Array(text.length);
  let at = 0;
  while (at < text.length) {
    const char = text[at];
    if (char === '/' && text[at + 1] === '/') {
      let end = at;
      for (;;) {
        end = text.indexOf('\n', end);
        if (end < 0) end = text.length;
        else if (text[end - 1] === '\\' && end > at) {
          end++;
          continue;
        }
        break;
      }
      kinds.fill(1, at, end);
      at = end;
    } else if (char === '/' && text[at + 1] === '*') {
      const close = text.indexOf('*/', at + 2);
      const end = close < 0 ? text.length : close + 2;
      kinds.fill(1, at, end);
      at = end;
    } else if (char === '"' || char === "'") {
      let end = at + 1;
      while (end < text.length && text[end] !== char && text[end] !== '\n') end += text[end] === '\\' ? 2 : 1;
      end = Math.min(end, text.length);
      if (text[end] === char) {
        kinds.fill(2, at, end + 1);
        at = end + 1;
      } else at++; // never closed: not a literal
    } else at++;
  }
  return kinds;
}
