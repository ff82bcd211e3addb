import { itemAt, type Place } from './item.ts';
import { type Line, textOf } from './layout.ts';
import { Lexer } from './lexer.ts';
import { gatherNames } from './names.ts';
import { QUALIFIERS, STOP_WORDS, TYPE_WORDS } from './words.ts';

export interface Joined {
  line: number;
  count: number;
}

const WIDE = /[\u2e80-\u2fff\u3040-\u9fff\uac00-\ud7af\uf900-\ufaff]/;

/**
 * Mends what a mail or chat program's line wrapping tore: the rest of a `//` comment gets its slashes, the rest of a
 * string or of a macro moves up. Joined lines leave an empty one behind, so that lines keep their numbers.
 */
export function joinWrapped(lines: Line[]): Joined | null {
  const joined: Joined = { line: 0, count: 0 };
  const text = textOf(lines);
  let place: Place | undefined;
  let inBlock = false;
  for (let i = 0; i < lines.length; i++) {
    const line = lines[i]!;
    const state = lineState(line.text, inBlock);
    if (state === 'block') {
      inBlock = true;
      continue;
    }
    inBlock = false;
    const next = lines[i + 1];
    if (!next || next.text.trim() === '') continue;
    const done = (): void => {
      joined.line ||= next.from;
      joined.count++;
    };
    if (state === 'string') {
      // The literal closes on the next line and nothing else makes sense there.
      const close = next.text.search(/(?<!\\)"/);
      if (close >= 0 && lineState(line.text + next.text, false) !== 'string') {
        line.text = `${line.text}${line.text.endsWith(' ') ? '' : ' '}${next.text.trimStart()}`;
        next.text = '';
        done();
      }
    } else if (tornDefinition(line.text)) {
      const loop = /\bdo\s*\{/.test(line.text) && bracketSum(line.text, '{', '}') > 0;
      let whole = line.text;
      let end = i;
      while (
        end + 1 < lines.length &&
        end - i < 25 &&
        (bracketSum(whole, '(', ')') > 0 ||
          (loop && (bracketSum(whole, '{', '}') > 0 || !/\}\s*while\s*\(/.test(whole))))
      ) {
        const more = lines[++end]!.text;
        if (/^\s*#/.test(more)) break;
        whole += ` ${more.replace(/\\\s*$/, '').trim()}`;
      }
      if (bracketSum(whole, '(', ')') === 0 && bracketSum(whole, '{', '}') === 0) {
        for (let k = i + 1; k <= end; k++) lines[k]!.text = '';
        line.text = whole;
        done();
      }
    } else if (state === 'comment' && line.text.length >= 56 && !/\\\s*$/.test(line.text)) {
      place ??= { lexer: new Lexer(text), names: gatherNames(text), outermost: false, members: false };
      const own: Place = { ...place, lexer: new Lexer(next.text) };
      const words = next.text.trim();
      if (!/^\s/.test(next.text) || WIDE.test(words[0]!)) {
        if (!itemAt(own, next.text.search(/\S/)) && readsOn(words)) {
          next.text = `// ${words}`;
          done();
        }
      }
    }
  }
  return joined.count > 0 ? joined : null;
}

/**
 * Lines that a terminal or form cut at a fixed width, in the middle of words too: the next line is the rest of a full one.
 * Joined lines leave an empty one behind.
 */
export function joinTorn(lines: Line[]): Joined | null {
  const width = lines.reduce((widest, line) => Math.max(widest, line.text.length), 0);
  if (width < 38 || width > 200) return null;
  const full = lines.flatMap((line, i) => (line.text.length === width ? [i] : []));
  // One full line alone must end where terminals do, and its rest stand where no line of the program begins.
  if (full.length === 1 && !(COLUMNS.has(width) && isRest(lines, full[0]!))) return null;
  // Torn in a word, literal or comment at least once: lines that merely are equally long go on as they are.
  const torn = full.filter((i) => tears(lines[i]!.text, lines[i + 1]?.text ?? ''));
  if (torn.length === 0 || torn.length < full.length * 0.5) return null;
  if (full.length > 1 && !full.some((i) => splits(lines[i]!.text, lines[i + 1]?.text ?? ''))) return null;
  const joined: Joined = { line: 0, count: 0 };
  const all = textOf(lines);
  for (const i of full.toReversed()) {
    const next = lines[i + 1];
    if (!next || !tears(lines[i]!.text, next.text)) continue;
    lines[i]!.text += `${betweenWords(lines[i]!.text, next.text, all) ? ' ' : ''}${next.text}`;
    next.text = '';
    joined.line = lines[i]!.from;
    joined.count++;
  }
  return joined.count > 0 ? joined : null;
}

/** What terminals, forms and mail programs are wide. */
const COLUMNS = new Set([64, 72, 76, 78, 79, 80, 100, 120, 132]);

/** Whether the line below stands at the margin although the full one is indented, and finishes what that left open. */
function isRest(lines: Line[], at: number): boolean {
  const [text, next] = [lines[at]!.text, lines[at + 1]?.text ?? ''];
  return /^\s+\S/.test(text) && /^[^\s#{]/.test(next) && !/[;{}]\s*$/.test(text) && /[;{})]\s*$/.test(next);
}

/** "int main(": a definition, which goes on with no line above it. */
export const beginsDefinition = (text: string): boolean =>
  /^(?:(?:static|inline|const|unsigned)\s+)*(?:void|int|char|bool|float|u?int\d+_t|[a-z]\w*_t)\s+\**\w+\s*\(/.test(
    text,
  );

/** Whether a full line ends within something that cannot go on in a line of its own. */
function tears(text: string, next: string): boolean {
  if (next === '' || next === '}' || beginsDefinition(next)) return false;
  if (/^\s/.test(next)) return /[\w,(=|&+*-]$/.test(text) && !/^\s{2}/.test(next);
  const state = lineState(text, false);
  if (state === 'comment') return !/^(?:\/\/|\/\*|[#}{])/.test(next) && !/^\s*\/\//.test(text);
  return (
    state === 'string' ||
    (/\w$/.test(text) && /^\w/.test(next)) ||
    /^[,;)\]=<>|&]/.test(next) ||
    /[-,(=|&+*<>]$/.test(text)
  );
}

/** How types of headers are called. */
const NAMED_TYPE = /^(?:u?int(?:_\w+)?\d+_t|size_t|\w+_TypeDef|\w+TypeDef)$/;

/** A type or qualifier in front of a word that is nowhere one with it: a mail program took the blank between them. */
function betweenWords(text: string, next: string, all: string): boolean {
  const last = /\w+$/.exec(text)?.[0];
  const first = /^[A-Za-z]\w*/.exec(next)?.[0];
  if (!last || !first || !(TYPE_WORDS.has(last) || QUALIFIERS.has(last) || NAMED_TYPE.test(last))) return false;
  return !new RegExp(`\\b${last}${first}\\b`).test(all);
}

/** Whether the cut went through a word or a literal. */
function splits(text: string, next: string): boolean {
  if (lineState(text, false) === 'string') return true;
  return lineState(text, false) === 'code' && /\w$/.test(text) && /^\w/.test(next);
}

/** A macro whose line ends within brackets. */
function tornDefinition(text: string): boolean {
  if (!/^\s*#\s*define\b/.test(text) || /\\\s*$/.test(text)) return false;
  return bracketSum(text, '(', ')') > 0 || (/\bdo\s*\{/.test(text) && bracketSum(text, '{', '}') > 0);
}

/** Whether words go on as a sentence does: no statement's end, two words side by side or Chinese. */
function readsOn(words: string): boolean {
  if (/[;{}]\s*$/.test(words) || /^[#}{*]/.test(words)) return false;
  if (WIDE.test(words.replace(/"[^"]*"|\/\*.*?\*\/|\/\/.*/g, ''))) return true;
  const parts = words.split(/\s+/);
  if (parts.length === 1) return /^[a-z]+[.!?)]*$/.test(words);
  if (
    parts.every((part) => /^[a-z'-]+[,.:!?)]*$|^\d+[.,)%]?$/.test(part)) &&
    !parts.some((part) => TYPE_WORDS.has(part) || QUALIFIERS.has(part))
  )
    return true;
  const plain = parts.filter((part) => /^[('"]?[A-Za-z][A-Za-z'-]*[),.:!?"']*$/.test(part)).length;
  return plain >= parts.length * 0.7 && (plain >= 3 || parts.some((part) => STOP_WORDS.has(part.toLowerCase())));
}

/** In what a line ends: code, a comment to its end, an open block comment, an open string. */
export function lineState(text: string, inBlock: boolean): 'code' | 'comment' | 'block' | 'string' {
  let i = 0;
  let block = inBlock;
  for (; i < text.length; i++) {
    if (block) {
      const close = text.indexOf('*/', i);
      if (close < 0) return 'block';
      block = false;
      i = close + 1;
    } else if (text[i] === '/' && text[i + 1] === '/') return 'comment';
    else if (text[i] === '/' && text[i + 1] === '*') {
      block = true;
      i++;
    } else if (text[i] === '"') {
      let end = i + 1;
      while (end < text.length && text[end] !== '"') end += text[end] === '\\' ? 2 : 1;
      if (end >= text.length) return text.endsWith('\\') || /^\s*#/.test(text) ? 'code' : 'string';
      i = end;
    } else if (text[i] === "'" && text[i + 2] === "'") i += 2;
    else if (text[i] === "'" && text[i + 1] === '\\' && text[i + 3] === "'") i += 3;
  }
  return block ? 'block' : 'code';
}

function bracketSum(text: string, open: string, close: string): number {
  let sum = 0;
  const code = text.replace(/"(?:[^"\\]|\\.){0,500}"|'(?:[^'\\]|\\.)'|\/\/.*$|\/\*.{0,500}?\*\//g, '');
  for (const char of code) sum += char === open ? 1 : char === close ? -1 : 0;
  return sum;
}
