import { itemAt, type Place } from './item.ts';
import type { Line } from './layout.ts';
import { Lexer, regions } from './lexer.ts';
import { gatherNames } from './names.ts';
import { Nesting } from './nesting.ts';
import { readsLikeType, STOP_WORDS, TYPE_WORDS } from './words.ts';

export interface Chat {
  line: number;
  text: string;
  /** Not words but a mark that code was left out: `...`. */
  elision?: boolean;
}

const WIDE = /[\u2e80-\u2fff\u3040-\u9fff\uac00-\ud7af\uf900-\ufaff]/;
/** What chat programs draw between a quoted message and the answer. */
const RULER = /^[ \t]*(?:[-=—–_*~·][ \t]*){3,}$/;
/** Who says the next piece and when: `bob — Today at 10:24 AM`, `[10:24] bob: ok`, `李工 昨天 22:13`. No line of C begins so. */
const CLOCK =
  '(?:(?:today(?: at)?|yesterday(?: at)?|今天|昨天|前天|(?:\\d{4}[-/.年])?\\d{1,2}[-/.月]\\d{1,2}日?),?[ \\t]{0,4})?(?:上午|下午|晚上)?[ \\t]{0,4}\\d{1,2}:\\d{2}(?::\\d{2})?(?:[ \\t]{0,4}[AP]M)?';
const PERSON = '[\\p{L}@][\\p{L}\\d_.·#-]{0,24}(?:[ \\t][\\p{L}][\\p{L}\\d_.-]{0,19}){0,2}';
const SPEAKER = new RegExp(
  `^(?:[[(（]?${CLOCK}[\\])）]?[ \\t]{1,4}<?${PERSON}>?[ \\t]{0,4}[:：]|${PERSON}[ \\t]{0,4}(?:\\([\\w.@]{1,20}\\))?[ \\t]{0,4}(?:[[(（—–-]{1,4}[ \\t]{0,4}|[ \\t])${CLOCK}[\\])）]?[ \\t]{0,4}(?:$|[:：]))`,
  'iu',
);
const WIDE_MARK = /[\u2e80-\u2fff\u3000-\u9fff\uac00-\ud7af\uf900-\ufaff\uff00-\uff60]/;
const NAME_ALONE = new RegExp(`^${PERSON}[ \\t]{0,4}[:：][ \\t]{0,4}$`, 'u');

/**
 * Takes a person's words out of what is to be compiled: lines before and after the code, words stuck to its first token
 * or behind its last. The lines stay, empty. `view` is the text with look-alike characters read through.
 */
export function removeChat(lines: Line[], view: string): Chat[] {
  const chats: Chat[] = [];
  const lexer = new Lexer(view);
  const place: Place = { lexer, names: gatherNames(view), outermost: false, members: false };
  const kinds = regions(view);
  const starts: number[] = [];
  for (let i = 0, at = 0; i < lines.length; i++) {
    starts.push(at);
    at += lines[i]!.text.length + 1;
  }
  const take = (line: Line, from: number, to: number): void => {
    chats.push({ line: line.from, text: line.text.slice(from, to).trim() });
    line.text = (line.text.slice(0, from) + line.text.slice(to)).trimEnd();
  };
  const leftOut = (line: Line): boolean => {
    if (!ELISION.test(line.text)) return false;
    chats.push({ line: line.from, text: line.text.trim(), elision: true });
    line.text = '';
    return true;
  };
  // What is said before the code.
  let first = 0;
  for (; first < lines.length && first < 200; first++) {
    const line = lines[first]!;
    const start = starts[first]!;
    if (line.text.trim() === '') continue;
    const begin = start + line.text.search(/\S/);
    if (leftOut(line)) continue;
    if (itemAt(place, begin)) break;
    const code = codeAfterWords(place, view, begin, start + line.text.length);
    if (code > 0 && wordy(view.slice(begin, code))) {
      take(line, begin - start, code - start);
      break;
    }
    if (code > 0 || !sentence(view.slice(begin, start + line.text.length))) break;
    take(line, 0, line.text.length);
  }
  // What is said after it.
  let last = lines.length - 1;
  for (; last > first; last--) {
    const line = lines[last]!;
    const start = starts[last]!;
    if (line.text.trim() === '') continue;
    const begin = start + line.text.search(/\S/);
    const quoted = /[」』](?=[ \t]*$)/.exec(line.text);
    if (quoted && closesMore(lines)) {
      take(line, quoted.index, line.text.length);
      break;
    }
    if (kinds[begin] === 1) break;
    if (RULER.test(line.text)) {
      take(line, 0, line.text.length);
      continue;
    }
    if (leftOut(line)) continue;
    if (itemAt(place, begin) || !sentence(view.slice(begin, start + line.text.length))) break;
    take(line, 0, line.text.length);
  }
  const line = lines[last];
  if (line && last >= first) {
    const length = (starts[last + 1] ?? view.length + 1) - 1 - starts[last]!;
    const tail = wordsBehindCode(view, kinds, starts[last]!, length, last === first);
    const gone = length - line.text.length; // words before the code on the same line
    if (tail - gone > 0) take(line, tail - gone, line.text.length);
  }
  chats.push(...wordsBetween(place, lines, starts, kinds, first + 1, last));
  return chats.sort((a, b) => a.line - b.line);
}

/** Dots that stand for code which is not shown, with or without words. */
const ELISION =
  /^[ \t]*(?:(?:\.[ \t]?){3,}|…+|⋯+|。{3,}|\[(?:\.{3}|…)\]|<(?:snip|\.{3}|…)>|\[?snip\]?|(?:\.{2,}|…+|[（(])[ \t]*(?:此处|这里|中间|其[他它]|以下|后面)?[^;{}=\n]{0,12}(?:省略|略)[^;{}=\n]{0,12}(?:\.{2,}|…+|[)）])?)[ \t]*$/i;
/** One dot of three that stand below one another. */
const DOT = /^[ \t]*[.·]+[ \t]*$/;
/** Names of files above their text, page numbers, buttons of pages. */
const LABEL =
  /^[ \t]*(?:[-=*#~<>【[(（]{0,40}[ \t]*(?:(?:文件名?|file(?:name)?)[ \t]*[:：]?[ \t]*)?[\w./\\-]{1,60}\.(?:c|h|cpp|hpp|cc|ino|s)(?:[ \t]*(?:文件|file))?[ \t]*[-=*#~<>】\])）:：]{0,40}|第[ \t]*\d+[ \t]*页.{0,20}|-+[ \t]*\d{1,4}[ \t]*-+|[([]?(?:continued|cont\.|part[ \t]*\d+)[ \w]{0,16}[)\]]?[.:]?|page[ \t]*\d+(?:[ \t]*(?:of|\/)[ \t]*\d+)?|[（([]\d{1,2}\/\d{1,2}[)）\]])[ \t]*$/i;
const WIDE_LINE = /^[^;{}=()#"'\\；｛｝＝（）“”‘’]*$/;
/** What ends as code does and has nothing but ASCII and no comment: the most of any program, and never words. */
const CODE_LINE = /^(?:[\x00-\x2e\x30-\x7f]|\/(?![/*]))*[;{}][ \t]*$/;
/** A `//` comment so long that what stands below it may be its wrapped end. */
const LONG_COMMENT = /^(?=.{56}).*\/\//;

/** Lines of words, names of files and marks of omission between the items of a program. */
function wordsBetween(
  place: Place,
  lines: Line[],
  starts: number[],
  kinds: Uint8Array,
  from: number,
  to: number,
): Chat[] {
  const { lexer } = place;
  const found: Chat[] = [];
  const nesting = new Nesting();
  let at = 0;
  let continued = false;
  for (let i = 0; i < lines.length; i++) {
    const line = lines[i]!;
    const start = starts[i]!;
    const end = start + line.text.length;
    const wasContinued = continued;
    continued = line.text.endsWith('\\');
    if (line.text.trim() === '' || wasContinued) continue;
    const begin = start + line.text.search(/\S/);
    const open = i >= from && i < to && at <= begin && kinds[begin] === 0 && nesting.boundary;
    // A message ends wherever its limit falls, between a function's head and its brace too.
    if (i >= from && i < to && at <= begin && kinds[begin] === 0 && speaks(line.text.trim(), nesting)) {
      found.push({ line: line.from, text: line.text.trim() });
      line.text = '';
      continue;
    }
    if (open && !CODE_LINE.test(line.text) && !LONG_COMMENT.test(lines[i - 1]?.text ?? '')) {
      const dots =
        ELISION.test(line.text) ||
        (DOT.test(line.text) &&
          (DOT.test(lines[i + 1]?.text ?? '') || (found.at(-1)?.elision && found.at(-1)!.line === line.from - 1)));
      const words =
        !dots &&
        (LABEL.test(line.text) ||
          (WIDE.test(line.text) && WIDE_LINE.test(line.text) && !itemAt(place, begin)) ||
          (nesting.outermost &&
            !/\w\s*\(|[*=\\]|,\s*$/.test(line.text) &&
            !itemAt(place, begin) &&
            sentence(lexer.slice(begin, end)) &&
            !/^\s*[{:]/.test(lines.slice(i + 1).find((below) => below.text.trim() !== '')?.text ?? '')));
      if (dots || words) {
        found.push({ line: line.from, text: line.text.trim(), ...(dots ? { elision: true } : {}) });
        line.text = '';
        continue;
      }
    }
    at = Math.max(at, start);
    while (at < end) {
      const token = lexer.at(at);
      if (token.start >= end || token.kind === 'end') break;
      if (token.kind === 'line-comment' || token.kind === 'directive') {
        if (token.kind === 'directive') nesting.directive();
        break;
      }
      if (token.kind !== 'block-comment') nesting.take(token);
      at = token.end;
    }
  }
  return found;
}

/** Whether a line is the head of somebody's next message. A name alone may be a label where a statement may begin. */
const speaks = (line: string, { boundary }: Nesting): boolean =>
  SPEAKER.test(line) || (!boundary && WIDE.test(line) && NAME_ALONE.test(line));

/** Whether a quotation ends that did not begin, since its beginning went with the words before the code. */
function closesMore(lines: Line[]): boolean {
  let sum = 0;
  for (const { text } of lines) for (const char of text) sum += /[「『]/.test(char) ? 1 : /[」』]/.test(char) ? -1 : 0;
  return sum < 0;
}

/** The offset at which code begins behind words on the same line, or -1. */
function codeAfterWords(place: Place, view: string, from: number, end: number): number {
  const limit = Math.min(end, from + 2000);
  for (let at = from + 1; at < limit; at++) {
    const before = view[at - 1]!;
    const char = view[at]!;
    if (!/[A-Za-z_#/{*]/.test(char)) continue;
    const border = /[\s:?!,.;`]/.test(before) || WIDE_MARK.test(before) || (char === '#' && /\w/.test(before));
    if (!border) continue;
    const item = itemAt(place, at);
    if (item && item !== 'brace' && !(item === 'comment' && char === '/' && before === ':')) return at;
  }
  return -1;
}

/** Whether a piece before the code is somebody's words rather than code that was not recognised. */
function wordy(text: string): boolean {
  const words = text.trim();
  if (/[;{}=]/.test(words.replace(/;\)|:=/g, '')) && !WIDE.test(words)) return false;
  return (
    WIDE.test(words) ||
    /[:?!.,]$/.test(words) ||
    words.split(/\s+/).length >= 2 ||
    STOP_WORDS.has(words.toLowerCase()) ||
    /^(?:code|代码|program|explain|sketch|source|please|hello|help|question)$/i.test(words)
  );
}

/** Whether a line is a sentence: Chinese outside of literals, or words that no operator joins. */
function sentence(text: string): boolean {
  const kinds = regions(text);
  let code = '';
  for (let i = 0; i < text.length; i++) code += kinds[i] === 0 ? text[i] : kinds[i] === 2 ? '0' : '';
  const words = code.trim();
  if (/^c\+\+$/i.test(words)) return true;
  if (words === '') return text.trim() === '' || kinds.every((kind, i) => kind === 2 || /\s/.test(text[i]!));
  if (/^[#}{]/.test(words) || /[{}]\s*$/.test(words)) return false;
  if (WIDE.test(words)) return !/^[\w.>\-[\]]+\s*[-+|&^]?=[^=]|^\w+\s*\([\w\s,|]*\)\s*;/.test(words);
  if (/;\s*$/.test(words)) return false;
  if (/[-+*/|&^%<>!]?=\s*\S/.test(words)) return !/[;{}]/.test(words) && sentenceBefore(words);
  const parts = words.split(/\s+/);
  if (parts.length === 1)
    return /^[A-Za-z]+(?:[?!.:~,]+|\.\.\.)$|^(?:thanks|thx|ty|hi|hello|hey|code|help|pls|please|cheers|c|cpp|arduino|copy)$/i.test(
      words,
    );
  if (TYPE_WORDS.has(parts[0]!) || /^[*|)]/.test(words)) return false;
  let adjacent = 0;
  for (let i = 1; i < parts.length; i++)
    if (
      /^['"(]?[A-Za-z][\w'’-]*[,:]?$/.test(parts[i - 1]!) &&
      /^['"(]?[A-Za-z][\w'’]*[)"']?[.,!?:;)]*$/.test(parts[i]!)
    )
      adjacent++;
  // "avr-gcc 12", "STC89C52 11.0592M": in C no number follows a name.
  const numbered = parts.some((part, i) => /^\d[\w.]*$/.test(part) && /^[A-Za-z][\w.+-]*$/.test(parts[i - 1] ?? ''));
  if (numbered && !/[;:{}()=<>[\]*&|#?]/.test(words) && !/\b(?:return|case|else|goto|sizeof)\b/.test(words))
    return true;
  const stop = parts.some((part) => STOP_WORDS.has(part.toLowerCase().replace(/[^a-z]/g, '')));
  if (adjacent >= 1 && !/[;{}()=<>[\]*&|]/.test(words) && !readsLikeType(parts[0]!)) return true;
  return adjacent >= 2 || (adjacent >= 1 && (stop || /[?!.:]+$/.test(words)));
}

/** Whether what stands before the first bracket or sign of a line is words: "my main.h is the usual one (LED = PA5)". */
function sentenceBefore(words: string): boolean {
  const parts = words.slice(0, words.search(/[(=]/)).trim().split(/\s+/);
  if (parts.length < 3 || TYPE_WORDS.has(parts[0]!) || readsLikeType(parts[0]!)) return false;
  return (
    parts.every((part) => /^[A-Za-z][\w'’./-]*[,:.?!]*$/.test(part)) &&
    parts.some((part) => STOP_WORDS.has(part.toLowerCase()))
  );
}

/** Where words begin behind the last brace or semicolon of the last line of code, or -1. */
function wordsBehindCode(view: string, kinds: Uint8Array, start: number, length: number, single: boolean): number {
  const text = view.slice(start, start + length);
  let at = text.length;
  while (at > 0 && !/[};]/.test(text[at - 1]!)) at--;
  // Behind the last directive or comment nothing of C ends in Chinese.
  const behind = /(#[ \t]?(?:endif|else)|\*\/)[ \t]*[^\x00-\x7f][^#*/;{}]{0,60}$/.exec(text);
  if (behind && WIDE.test(behind[0]) && (single || kinds[start + behind.index + behind[1]!.length] === 0))
    return behind.index + behind[1]!.length;
  if (at === 0 || at === text.length) return -1;
  const tail = text.slice(at);
  if (tail.trim() === '' || /^\s*(?:\/\/|\/\*|#|\\)/.test(tail) || tail.includes('*/') || tail.includes('//'))
    return -1;
  if (!single && kinds[start + at] === 1) return -1;
  if (single && kinds[start + at] === 1 && !/\}\s*$/.test(text.slice(0, at))) return -1;
  return WIDE.test(tail) || sentence(tail) ? at : -1;
}
