import { directiveEnd } from './directive.ts';
import { reach } from './expression.ts';
import { itemAt, type Place } from './item.ts';
import { readsLikeName } from './words.ts';

/** What is due after a comment: a new item, an operand of what was begun, or an operator or closer. */
export type Due = 'item' | 'operand' | 'operator';

export interface CommentPlace extends Place {
  due: Due;
  /** The bracket that would close what is open; '' in a block or outside. */
  closer: ')' | ']' | '}' | '';
  /** The head of a function stands before: its body is due. */
  bodyDue: boolean;
}

const WIDE = /[\u2e80-\u9fff\uac00-\ud7af\uf900-\ufaff\u3000-\u303f\uff00-\uff60]/;

/**
 * Where the line of a `//` comment ended before its line break was lost: the offset at which code begins again, at most
 * `limit`. `from` is the offset after the slashes.
 */
export function commentEnd(place: CommentPlace, from: number, limit: number): number {
  const { lexer } = place;
  if (place.bodyDue) {
    for (const word of lexer.slice(from, Math.min(limit, from + 400)).matchAll(/(?<=\s)(?:\{|#(?=[a-z])|\/[/*])/g))
      return from + word.index;
  }
  const start = skipCommentedCode(place, from, limit);
  const first = start === from ? lexer.at(from).start : -1;
  const text = lexer.slice(start, limit);
  let spaced = limit;
  for (const word of text.matchAll(/(?<=\s)\S|\/\*/g)) {
    const at = start + word.index;
    // The first word is the comment's, or there would be no comment.
    if (at === first || !resumes(place, at, start)) continue;
    spaced = at;
    break;
  }
  // No space between the words and the code: only a change of script can tell.
  for (let at = start + 1; at < spaced; at++) {
    const glued = WIDE.test(text[at - start - 1]!) && /[A-Za-z#}]/.test(text[at - start]!);
    if (glued && resumes(place, at, start)) return at;
  }
  return spaced;
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

const LEADS_ON = /\b(?:the|a|an|of|to|for|with|by|from|as|see|calls|and|or|is|our|your|its)\s+$/i;

/** Whether the words before leave a sentence that goes on: no comment ends in an article or a preposition. */
function leadsOn(before: string, keyword: boolean): boolean {
  return LEADS_ON.test(before) || (keyword && /\bend\s+$/i.test(before));
}

/** Whether code goes on at an offset inside of what may still be a comment. */
function resumes(place: CommentPlace, at: number, commentStart: number): boolean {
  const { lexer, names } = place;
  const token = lexer.at(at);
  if (token.kind === 'directive' || token.kind === 'line-comment' || token.kind === 'block-comment') return true;
  if (token.kind === 'junk' || token.kind === 'end') return false;
  if (place.due === 'item') {
    if (token.text === '}') return true;
    if (token.text === '{') return true;
    const item = itemAt(place, at);
    if (item === null) return false;
    const before = lexer.slice(Math.max(commentStart, at - 12), at);
    return !leadsOn(before, /^(?:if|while|for|switch)$/.test(token.text));
  }
  if (token.text === '}' && place.closer === '}') return true;
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
  const end = place.closer === '' ? ';' : place.closer;
  const closes = stop.text === end || stop.text === ';' || stop.kind === 'line-comment' || stop.kind === 'directive';
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
