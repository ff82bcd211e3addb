import { type Line, textOf } from './layout.ts';
import { regions } from './lexer.ts';
import type { Cleared } from './margins.ts';

const KEYWORDS =
  /^(?:Int|Void|Char|Float|Double|Long|Short|Unsigned|Signed|Static|Const|Volatile|Extern|Typedef|Struct|Enum|Union|If|Else|For|While|Do|Switch|Case|Default|Return|Break|Continue|Goto)$/;
const FIRST = /^([ \t]*(?:\}[ \t]*)?)([A-Z][a-z]\w*)/;

/** Undoes what telephones and word processors do to the first word of a line: `Int i;`, `If (x)`. */
export function lowerKeywords(lines: Line[]): Cleared | null {
  const text = textOf(lines);
  const kinds = regions(text);
  const found: { line: Line; word: string }[] = [];
  let start = 0;
  for (const line of lines) {
    const first = FIRST.exec(line.text);
    if (first && kinds[start + first[1]!.length] === 0) found.push({ line, word: first[2]! });
    start += line.text.length + 1;
  }
  const keywords = found.filter(({ line, word }) => KEYWORDS.test(word) && isUsedAsKeyword(line.text, word));
  if (keywords.length === 0) return null;
  const defined = new Set(
    [...text.matchAll(/#[ \t]*define[ \t]+(\w+)|\btypedef\b[^;]{1,200}?(\w+)[ \t]*;/g)].map((hit) => hit[1] ?? hit[2]),
  );
  const capitalised = keywords.length >= 2;
  const cleared: Cleared = { line: 0, count: 0 };
  for (const { line, word } of found) {
    if (defined.has(word)) continue;
    const lower = word[0]!.toLowerCase() + word.slice(1);
    const keyword = keywords.some((other) => other.line === line);
    // Other words only where keywords show what the keyboard did, and the program knows the word in lower case alone.
    if (!keyword && !(capitalised && isKnown(text, lower) && !isKnownInside(text, word))) continue;
    line.text = line.text.replace(FIRST, `$1${lower}`);
    cleared.line ||= line.from;
    cleared.count++;
  }
  return cleared.count > 0 ? cleared : null;
}

/** `If (`, `Int x`, `Return x;`: a sentence may begin with the same words. */
function isUsedAsKeyword(text: string, word: string): boolean {
  const rest = text.slice(text.indexOf(word) + word.length);
  if (/^(?:If|For|While|Switch)$/.test(word)) return /^[ \t]*\(/.test(rest);
  if (/^(?:Else|Do|Break|Continue|Default|Return|Case|Goto)$/.test(word))
    return /^[ \t]*(?:[;{:]|$|if\b)|^[ \t][^.!?]*[;:{][ \t]*(?:\/\/.*|\/\*.*)?$/.test(rest);
  return /^[ \t]+[*\w]/.test(rest) && /[;{}()=,[]/.test(rest);
}

const isKnown = (text: string, word: string): boolean => new RegExp(`\\b${word}\\b`).test(text);
/** Whether the capital is the word's own: it has one in the middle of a line too. */
const isKnownInside = (text: string, word: string): boolean => new RegExp(`[^\\n \\t][^\\n]*\\b${word}\\b`).test(text);
