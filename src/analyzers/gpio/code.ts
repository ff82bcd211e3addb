/** Code with comments and the insides of strings blanked out, line breaks and lengths kept. Linear in the text. */
export function blankComments(text: string): string {
  const out: string[] = [];
  const blank = (from: number, to: number): void => {
    for (let i = from; i < to; i++) out.push(text[i] === '\n' ? '\n' : ' ');
  };
  let at = 0;
  while (at < text.length) {
    const pair = text.slice(at, at + 2);
    if (pair === '//') {
      let end = text.indexOf('\n', at);
      if (end < 0) end = text.length;
      blank(at, end);
      at = end;
    } else if (pair === '/*') {
      let end = text.indexOf('*/', at + 2);
      end = end < 0 ? text.length : end + 2;
      blank(at, end);
      at = end;
    } else if (
      text[at] === "'" &&
      /\w/.test(text[at - 1] ?? '') &&
      /[\da-fA-F]/.test(text[at + 1] ?? '') &&
      /\d/.test(text[at - 1] ?? '')
    ) {
      out.push(text[at]!);
      at += 1;
    } else if (text[at] === '"' || text[at] === "'") {
      const quote = text[at]!;
      // The name of an include is worth knowing.
      const include = quote === '"' && /#[ \t]*include[ \t]*$/.test(text.slice(Math.max(0, at - 40), at));
      let end = at + 1;
      while (end < text.length && text[end] !== quote && text[end] !== '\n') end += text[end] === '\\' ? 2 : 1;
      if (include) out.push(text.slice(at, end + 1));
      else {
        out.push(quote);
        blank(at + 1, Math.min(end, text.length));
        if (text[end] === quote) out.push(quote);
        else if (end < text.length) out.push(text[end]!);
      }
      at = end + 1;
    } else {
      out.push(text[at]!);
      at += 1;
    }
  }
  return out.join('');
}

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
export function commentsOf(text: string): Comment[] {
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
