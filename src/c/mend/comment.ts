import { directiveEnd } from './directive.ts';
import { reach } from './expression.ts';
import { itemAt, type Place } from './item.ts';
import { readsLikeName } from './words.ts';

/** What is due after a comment: a new item, an operand of what was begun, or an operator or closer. */
export type Due = 'item' | 'operand' | 'operator';

export interface CommentPlace extends Place {
  due: Due;
  /** Inside parentheses, an initialiser or an enum: elements and commas. */
  list: boolean;
}

const WIDE = /[\u2e80-\u9fff\uac00-\ud7af\uf900-\ufaff\u3000-\u303f\uff00-\uff60]/;

/**
 * Where the line of a `//` comment ended before its line break was lost: the offset at which code begins again, at most
 * `limit`. `from` is the offset after the slashes.
 */
export function commentEnd(place: CommentPlace, from: number, limit: number): number {
  const start = skipCommentedCode(place, from, limit);
  const { lexer } = place;
  const text = lexer.slice(start, limit);
  for (const word of text.matchAll(/(?<=\s)\S|\/\*/g)) {
    const at = start + word.index;
    if (resumes(place, at, limit, start)) return at;
  }
  // No space between the words and the code: only a change of script can tell.
  for (let i = 1; i < text.length; i++) {
    const glued = WIDE.test(text[i - 1]!) && /[A-Za-z#}]/.test(text[i]!);
    if (glued && resumes(place, start + i, limit, start)) return start + i;
  }
  return limit;
}

/** A comment that begins with code holds a line of code that was switched off; that line belongs to it. */
function skipCommentedCode(place: CommentPlace, from: number, limit: number): number {
  const { lexer } = place;
  const first = lexer.at(from);
  if (first.start >= limit) return from;
  if (first.kind === 'directive') return Math.min(directiveEnd(place, first), limit);
  if (first.text === '}' || first.text === '{' || first.text === ';') return first.end;
  if (place.due !== 'item') return from;
  const item = itemAt({ ...place, outermost: false, members: false }, first.start);
  if (!item || item === 'comment' || item === 'brace') return from;
  let depth = 0;
  let at = first.start;
  for (let n = 0; n < 300; n++) {
    const token = lexer.at(at);
    if (token.start >= limit || token.kind === 'end' || token.kind === 'line-comment' || token.kind === 'directive')
      break;
    if (token.text === '(') depth++;
    if (token.text === ')') depth--;
    at = token.end;
    if (depth === 0 && (token.text === ';' || token.text === '{' || token.text === '}')) {
      return Math.min(at, limit);
    }
  }
  return from;
}

/** Whether code goes on at an offset inside of what may still be a comment. */
function resumes(place: CommentPlace, at: number, limit: number, commentStart: number): boolean {
  const { lexer, names } = place;
  const token = lexer.at(at);
  if (token.kind === 'directive' || token.kind === 'line-comment' || token.kind === 'block-comment') return true;
  if (token.kind === 'junk' || token.kind === 'end') return false;
  if (place.due === 'item') {
    if (token.text === '}') return true;
    if (token.text === '{') return true;
    const item = itemAt(place, at);
    return item !== null;
  }
  if (token.text === '}' && place.list) return true;
  if (place.due === 'operator') {
    if (token.kind !== 'punct') return false;
    if (/^(?:[;{)\]]|,)$/.test(token.text)) return true;
    const rest = reach(lexer, names, at, false, 300);
    return (
      rest.tokens > 1 && !rest.prose && (rest.complete || rest.depth > 0) && /^[;,)\]}]$|^\/\/$/.test(rest.stop.text)
    );
  }
  const rest = reach(lexer, names, at, true, 400);
  if (rest.tokens === 0 || rest.prose) return false;
  const stop = rest.stop;
  const closes =
    stop.text === ';' ||
    stop.text === ')' ||
    stop.text === ']' ||
    stop.text === '}' ||
    stop.kind === 'line-comment' ||
    stop.kind === 'directive';
  if (!closes) return false;
  const trailing =
    !rest.complete &&
    rest.depth === 0 &&
    lexer
      .slice(Math.max(at, stop.start - 40), stop.start)
      .trimEnd()
      .endsWith(',');
  if (!rest.complete && !trailing && stop.kind !== 'line-comment') return false;
  if (rest.tokens <= 1 && at !== commentStart) {
    // One word or number alone may be the last of the sentence.
    if (token.kind === 'word') return readsLikeName(token.text) || (names.used.get(token.text) ?? 0) > 1;
    if (stop.text === '}' && token.kind === 'number') return token.text.length > 2;
  }
  return true;
}
