import { remembered } from '../../language/remembered.ts';

/** What may begin something that is blanked out. */
const MARK = /\/[/*]|["']/g;
const VISIBLE = /[^\n]/g;

/** Code with comments and the insides of strings blanked out, line breaks and lengths kept. Linear in the text. */
export const blankComments = remembered((text) => {
  let out = '';
  let kept = 0;
  const blank = (from: number, to: number): void => {
    out += text.slice(kept, from) + text.slice(from, to).replace(VISIBLE, ' ');
    kept = to;
  };
  for (let at = 0; at < text.length; ) {
    MARK.lastIndex = at;
    const mark = MARK.exec(text)?.[0];
    if (mark === undefined) break;
    at = MARK.lastIndex - mark.length;
    if (mark === '//') {
      let end = text.indexOf('\n', at);
      if (end < 0) end = text.length;
      blank(at, end);
      at = end;
    } else if (mark === '/*') {
      let end = text.indexOf('*/', at + 2);
      end = end < 0 ? text.length : end + 2;
      blank(at, end);
      at = end;
    } else if (
      mark === "'" &&
      /\w/.test(text[at - 1] ?? '') &&
      /[\da-fA-F]/.test(text[at + 1] ?? '') &&
      /\d/.test(text[at - 1] ?? '')
    ) {
      at += 1;
    } else {
      // The name of an include is worth knowing.
      const include = mark === '"' && /#[ \t]*include[ \t]*$/.test(text.slice(Math.max(0, at - 40), at));
      let end = at + 1;
      while (end < text.length && text[end] !== mark && text[end] !== '\n') end += text[end] === '\\' ? 2 : 1;
      if (!include) blank(at + 1, Math.min(end, text.length));
      at = end + 1;
    }
  }
  return out + text.slice(kept);
});

/** One comment: its words without the marks, the line it starts on, and whether code stands before it on that line. */
export interface Comment {
  line: number;
  endLine: number;
  text: string;
  quote: string;
  behindCode: boolean;
  /** The code before it on its line. */
  code: string;
}

/** All comments of a text, in order; `//` comments on lines that follow each other stay apart. */
export const commentsOf: (text: string) => readonly Comment[] = remembered(findComments);

function findComments(text: string): Comment[] {
  const found: Comment[] = [];
  const blanked = blankComments(text);
  let line = 1;
  let lineStart = 0;
  for (let at = 0; at < text.length; at++) {
    if (text[at] === '\n') {
      line += 1;
      lineStart = at + 1;
      continue;
    }
    if (text[at] !== '/') continue;
    const pair = text.slice(at, at + 2);
    if ((pair !== '//' && pair !== '/*') || blanked.slice(at, at + 2) === pair) continue;
    let end = pair === '//' ? text.indexOf('\n', at) : text.indexOf('*/', at + 2) + 2;
    if (end < at + 2) end = text.length;
    const quote = text.slice(at, end);
    const words = quote
      .replace(/^\/\*+|\*+\/$|^\/\/+/g, '')
      .replace(/\n\s*\*?/g, ' ')
      .trim();
    const endLine = line + (quote.match(/\n/g)?.length ?? 0);
    if (words !== '')
      found.push({
        line,
        endLine,
        text: words,
        quote: quote.trim(),
        behindCode: /[^\s{}]/.test(blanked.slice(lineStart, at)),
        code: blanked.slice(lineStart, at).trim(),
      });
    for (let i = at; i < end; i++) {
      if (text[i] === '\n') {
        line += 1;
        lineStart = i + 1;
      }
    }
    at = end - 1;
  }
  return found;
}
