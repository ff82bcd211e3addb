import { type Line, textOf } from './layout.ts';
import { regions } from './lexer.ts';

/** Look-alikes of ASCII that input methods and word processors write, each one UTF-16 unit long. */
const LOOKALIKES: Record<string, string> = {
  '；': ';',
  '，': ',',
  '：': ':',
  '（': '(',
  '）': ')',
  '｛': '{',
  '｝': '}',
  '［': '[',
  '］': ']',
  '【': '[',
  '】': ']',
  '《': '<',
  '》': '>',
  '。': '.',
  '、': ',',
  '－': '-',
  '—': '-',
  '–': '-',
  '−': '-',
  '×': '*',
  '“': '"',
  '”': '"',
  '„': '"',
  '‟': '"',
  '«': '"',
  '»': '"',
  '‘': "'",
  '’': "'",
  '‚': "'",
  '\u2032': "'",
  '\u00b4': "'",
  '\u2033': '"',
  '\u037e': ';',
  '\u2010': '-',
  '\u2011': '-',
  '\u2012': '-',
  '\u2015': '-',
  '\u2217': '*',
  '\u2215': '/',
  '\u223c': '~',
  '\u02dc': '~',
  '\u02c6': '^',
  '\u2223': '|',
  '\u00a6': '|',
  '\u2039': '<',
  '\u203a': '>',
  '\u3008': '<',
  '\u3009': '>',
  '\u3014': '[',
  '\u3015': ']',
  '\u00f7': '/',
  '\ufe50': ',',
  '\ufe54': ';',
  '\ufe55': ':',
  '\ufe59': '(',
  '\ufe5a': ')',
  '\ufe5b': '{',
  '\ufe5c': '}',
  '\u3000': ' ',
  '\u00a0': ' ',
  '\u2002': ' ',
  '\u2003': ' ',
  '\u2007': ' ',
  '\u2009': ' ',
  '\u202f': ' ',
};
const SPACES = /[\u3000\u00a0\u2002\u2003\u2007\u2009\u202f]/;
const QUOTES = /[“”„‟«»‘’‚\u2032\u2033\u00b4]/;
const CANDIDATE =
  /[；，：（）｛｝［］【】《》。、—–−×“”„‟«»‘’‚\u2032\u2033\u00b4\u037e\u2010-\u2012\u2015\u2217\u2215\u223c\u02dc\u02c6\u2223\u00a6\u2039\u203a\u3008\u3009\u3014\u3015\u00f7\ufe50-\ufe5c\u3000\u00a0\u2002\u2003\u2007\u2009\u202f\uff01-\uff5e]/g;
const STATEMENT = /^[\x20-\x7e]*[(=][\x20-\x7e]*[\w)\]]$/;
const WIDE = /[\u2e80-\u2fff\u3040-\u9fff\uac00-\ud7af\uf900-\ufaff]/;

function plain(char: string): string {
  const known = LOOKALIKES[char];
  if (known !== undefined) return known;
  const code = char.charCodeAt(0);
  return code >= 0xff01 && code <= 0xff5e ? String.fromCharCode(code - 0xfee0) : char;
}

/** The text with look-alikes read as what they stand for, except within Chinese sentences; offsets stay the same. */
export function lookThrough(text: string): string {
  return text.replace(CANDIDATE, (char, at: number) => {
    if (SPACES.test(char)) return ' ';
    // Words may begin right behind a statement, but nobody's sentence holds one.
    if (char === '；' && STATEMENT.test(text.slice(text.lastIndexOf('\n', at - 1) + 1, at).slice(-120))) return ';';
    return WIDE.test(text[at - 1] ?? '') || WIDE.test(text[at + 1] ?? '') ? char : plain(char);
  });
}

export interface Replaced {
  code: 'smart-quotes' | 'full-width' | 'nbsp';
  line: number;
  count: number;
}

/** Writes look-alikes outside of comments and strings as what they stand for. */
export function replaceLookalikes(lines: Line[]): Replaced[] {
  const text = textOf(lines);
  if (text.search(CANDIDATE) < 0) return [];
  // Quotes first: a string in curly quotes is a string, and what is in it stays.
  const quoted = replaceQuotes(text);
  const kinds = regions(quoted.text);
  const counts = new Map<Replaced['code'], Replaced>();
  const note = (code: Replaced['code'], line: number): void => {
    const seen = counts.get(code);
    if (seen) seen.count++;
    else counts.set(code, { code, line, count: 1 });
  };
  let start = 0;
  for (const line of lines) {
    const end = start + line.text.length;
    let mended = '';
    for (let i = start; i < end; i++) {
      const char = quoted.text[i]!;
      if (char !== text[i]) note('smart-quotes', line.from);
      if (kinds[i] === 0 && char > '\x7f') {
        const ascii = isDecrement(quoted.text, i) ? '--' : plain(char);
        if (ascii !== char)
          note(SPACES.test(char) ? 'nbsp' : QUOTES.test(char) ? 'smart-quotes' : 'full-width', line.from);
        mended += ascii;
      } else mended += char;
    }
    line.text = mended;
    start = end + 1;
  }
  if (counts.has('nbsp')) {
    // One such space in the code means that the page made all of them so, in strings too.
    for (const line of lines) line.text = line.text.replace(/\u00a0/g, ' ');
  }
  const wide = counts.get('nbsp');
  if (wide && counts.has('full-width') && text.includes('\u3000')) {
    counts.get('full-width')!.count += wide.count;
    counts.delete('nbsp');
  }
  return [...counts.values()];
}

/** Two dashes that became a long one: behind a name where nothing is left to subtract, or in front of one where nothing is to subtract from. */
function isDecrement(text: string, at: number): boolean {
  if (!/[\u2013\u2014]/.test(text[at]!)) return false;
  const before = text.slice(Math.max(0, at - 40), at).trimEnd();
  const after = text.slice(at + 1, at + 40).trimStart();
  if (/[\w)\]）]$/.test(before) && /^(?:[;),\]}；），]|[<>=!]=?[^=]|&&|\|\|)/.test(after)) return true;
  return text[at] === '\u2014' && /(?:^|[;{}(,!=&|；（，])$/.test(before) && /^[A-Za-z_*(]/.test(after);
}

/** Curly quotes that open and close literals in code become straight ones. */
function replaceQuotes(text: string): { text: string } {
  if (text.search(QUOTES) < 0) return { text };
  const chars = [...Array(text.length).keys()];
  const out = chars.map((i) => text[i]!);
  let mode: '' | '"' | "'" | '//' | '/*' = '';
  let curly = false;
  for (let i = 0; i < text.length; i++) {
    const char = text[i]!;
    if (char === '\n') {
      if (mode !== '/*') mode = '';
      continue;
    }
    if (mode === '//') continue;
    if (mode === '/*') {
      if (char === '*' && text[i + 1] === '/') {
        mode = '';
        i++;
      }
      continue;
    }
    if (mode !== '') {
      if (char === '\\') i++;
      else if (plain(char) === mode && (curly ? QUOTES.test(char) || char === mode : char === mode)) {
        out[i] = mode;
        mode = '';
      }
      continue;
    }
    if (char === '/' && text[i + 1] === '/') mode = '//';
    else if (char === '/' && text[i + 1] === '*') {
      mode = '/*';
      i++;
    } else if (char === '"' || char === "'") {
      mode = char;
      curly = false;
    } else if (QUOTES.test(char)) {
      const as = plain(char) as '"' | "'";
      out[i] = as;
      mode = as;
      curly = true;
    }
  }
  return { text: out.join('') };
}

const INVISIBLE =
  /[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f\u200b\u2060\ufeff\u00ad\u200e\u200f\u202a-\u202e\u2066-\u2069]|(?<=[\x20-\x7e])[\u200c\u200d](?=[\x20-\x7e])/g;

/** Characters nobody sees and no compiler takes; null where there are none in the code. */
export function dropInvisible(text: string): { text: string; count: number; at: number } | null {
  const at = text.search(INVISIBLE);
  if (at < 0) return null;
  const kinds = regions(text);
  let inCode = false;
  for (const found of text.matchAll(INVISIBLE)) if (kinds[found.index] === 0) inCode = true;
  if (!inCode) return null;
  let count = 0;
  const dropped = text.replace(INVISIBLE, () => {
    count++;
    return '';
  });
  return { text: dropped, count, at };
}

const ENTITIES: Record<string, string> = {
  lt: '<',
  gt: '>',
  amp: '&',
  quot: '"',
  apos: "'",
  nbsp: ' ',
  emsp: ' ',
  ensp: ' ',
};
const ENTITY = /&(?:(lt|gt|amp|quot|apos|nbsp|emsp|ensp)|#(\d{2,5})|#[xX]([\da-fA-F]{2,4}))[;；]/g;

/** Decodes entities and drops the tags of a web page where they stand in the code; null where there are none. */
export function decodeEntities(text: string): { text: string; count: number; at: number } | null {
  let count = 0;
  let at = -1;
  let now = text;
  const tags =
    /<br[ \t]*\/?>(?:[ \t]*(?=\n))?|<\/?(?:pre|code|p|div|span|font|b|i|strong|em|li|ol|ul|td|tr|table|tbody)(?:[ \t][^<>\n]{0,300})?>/gi;
  if (/<br[ \t]*\/?>|<\/(?:pre|code|p|div|span|font|strong|em|li|td|tr)>/i.test(now)) {
    const kinds = regions(now);
    const source = now;
    now = now.replace(tags, (tag, where: number) => {
      if (kinds[where] === 2) return tag;
      count++;
      if (at < 0) at = where;
      if (/^<br/i.test(tag)) return source[where + tag.length] === '\n' ? '' : '\n';
      return '';
    });
  }
  for (let pass = 0; pass < 3; pass++) {
    if (now.search(ENTITY) < 0) break;
    const kinds = regions(now);
    let inCode = false;
    for (const found of now.matchAll(ENTITY)) if (kinds[found.index] === 0) inCode = true;
    // A comment may have swallowed all there is; a page that escapes leaves no bracket of its own.
    if (!inCode && (/[<>]/.test(now) || (now.match(ENTITY)?.length ?? 0) < 2)) break;
    now = now.replace(ENTITY, (whole, name?: string, decimal?: string, hex?: string, where?: number) => {
      count++;
      if (at < 0) at = where ?? 0;
      if (name) return ENTITIES[name]!;
      const code = decimal ? Number(decimal) : Number.parseInt(hex!, 16);
      return code < 9 ? whole : code === 160 ? ' ' : String.fromCodePoint(code);
    });
  }
  return count > 0 ? { text: now, count, at } : null;
}

/** The paste as a JSON string or with its line breaks written as \n; null where it is not so. */
export function unescapeJson(text: string): { text: string; count: number } | null {
  const trimmed = text.trim();
  if (trimmed.split('\n').length > 2) return null;
  // JSON, or as Python prints a text
  const quote = /^b?(['"])/.exec(trimmed);
  const quoted = quote !== null && trimmed.length > 2 && trimmed.endsWith(quote[1]!) && /[^\\]\\[nt]/.test(trimmed);
  const body = quoted ? trimmed.slice(quote[0].length, -1) : trimmed;
  const all = quoted || /[^\\]\\"/.test(outsideOfStrings(body));
  return all ? openAll(body) : openOutside(body);
}

/** Backslashes that Markdown puts before its own signs: no C outside of a text has `\\_` or `\\*`. */
export function unescapeMarkdown(text: string): { text: string; count: number } | null {
  const bare = text.replace(/"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'|\/\/[^\n]*|\/\*[\s\S]*?\*\//g, '');
  if ((bare.match(/\\[_*]/g)?.length ?? 0) < 2 && !/\\[<>#[\]]/.test(bare)) return null;
  let count = 0;
  const plain = text.replace(/\\([_*~|<>[\]()#+.!&`{}-])/g, (_, sign: string) => {
    count++;
    return sign;
  });
  return { text: plain, count };
}

function openAll(body: string): { text: string; count: number } | null {
  let count = 0;
  const text = body.replace(/\\([nrt"'\\/])/g, (_, what: string) => {
    if (what === 'n') count++;
    return { n: '\n', t: '\t', r: '' }[what] ?? what;
  });
  return count >= 2 ? { text, count } : null;
}

/** Line breaks written as \n, while those in strings are the program's own. */
function openOutside(body: string): { text: string; count: number } | null {
  let out = '';
  let count = 0;
  let mode: '' | '"' | "'" | '//' | '/*' = '';
  for (let i = 0; i < body.length; i++) {
    const char = body[i]!;
    const two = body.slice(i, i + 2);
    if (mode === '"' || mode === "'") {
      if (char === '\\') {
        out += two;
        i++;
        continue;
      }
      if (char === mode) mode = '';
    } else if (two === '\\n' || two === '\\r' || two === '\\t') {
      if (two === '\\n') {
        out += '\n';
        count++;
        if (mode === '//') mode = '';
      } else if (two === '\\t') out += '\t';
      i++;
      continue;
    } else if (mode === '' && (char === '"' || char === "'")) mode = char;
    else if (mode === '' && (two === '//' || two === '/*')) mode = two;
    else if (mode === '/*' && two === '*/') mode = '';
    out += char;
  }
  return count >= 2 ? { text: out, count } : null;
}

function outsideOfStrings(text: string): string {
  const kinds = regions(text);
  let out = '';
  for (let i = 0; i < text.length; i++) if (kinds[i] !== 2) out += text[i];
  return out;
}
