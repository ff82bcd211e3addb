import { balanced, reach } from './expression.ts';
import { type Item, itemAt, type Place } from './item.ts';
import type { Token } from './lexer.ts';
import { AGGREGATES, QUALIFIERS, STATEMENT_WORDS, TYPE_WORDS } from './words.ts';

const DECLARES: ReadonlySet<Item | null> = new Set<Item | null>(['declaration', 'function', 'aggregate']);

/** Where a directive's line ended before its line break was lost: the offset after its last token, comments left out. */
export function directiveEnd(place: Place, directive: Token): number {
  const { lexer } = place;
  const word = directive.text.replace(/^#[ \t]*/, '');
  const next = lexer.at(directive.end);
  switch (word) {
    case 'include':
    case 'import':
      if (next.text === '<') {
        const close = lexer.slice(next.end, next.end + 200).search(/[>\n]/);
        return close < 0 ? next.end : next.end + close + 1;
      }
      return next.end;
    case 'define':
      return defineEnd(place, next);
    case 'ifdef':
    case 'ifndef':
    case 'undef':
      return next.end;
    case 'if':
    case 'elif':
      return conditionEnd(place, next);
    case 'pragma':
      return pragmaEnd(place, next);
    case 'error':
    case 'warning':
      return messageEnd(place, next);
    case 'line': {
      const file = lexer.at(next.end);
      return file.kind === 'string' ? file.end : next.end;
    }
    default:
      return directive.end;
  }
}

function conditionEnd(place: Place, first: Token): number {
  // `defined X && ...`: the word and its operand alternate as any prefix operator does.
  const condition = reach(place.lexer, place.names, first.start, true, 200);
  return Math.max(condition.end, first.end);
}

function pragmaEnd(place: Place, first: Token): number {
  let token = first;
  for (let n = 0; n < 24; n++) {
    const next = place.lexer.at(token.end);
    if (
      next.kind === 'end' ||
      next.kind === 'directive' ||
      next.kind === 'line-comment' ||
      next.kind === 'block-comment'
    )
      break;
    if (token.kind === 'word' && next.text === '(' && n < 8) {
      const close = balanced(place.lexer, next, 60);
      if (close > 0) {
        token = { ...next, end: close };
        continue;
      }
    }
    if (next.kind !== 'punct' && token.text !== '=' && itemAt(place, next.start)) break;
    if (next.text === '}' || next.text === '{') break;
    token = next;
  }
  return token.end;
}

function messageEnd(place: Place, first: Token): number {
  if (first.kind === 'string') return first.end;
  let token = first;
  for (let n = 0; n < 60; n++) {
    const next = place.lexer.at(token.end);
    if (
      next.kind === 'end' ||
      next.kind === 'directive' ||
      next.kind === 'line-comment' ||
      next.kind === 'block-comment'
    )
      return token.end;
    token = next;
  }
  return first.end;
}

function defineEnd(place: Place, name: Token): number {
  const { lexer, names } = place;
  let at = name.end;
  let withParameters = false;
  if (lexer.slice(at, at + 1) === '(') {
    const close = balanced(lexer, lexer.at(at), 200);
    if (close < 0) return at;
    at = close;
    withParameters = true;
  }
  const continued = continuedEnd(place, at);
  if (continued > 0) return continued;
  let first = lexer.at(at);
  if (first.kind === 'block-comment') {
    const after = lexer.code(first.end);
    if (!(after.kind === 'number' || after.kind === 'string' || after.text === '(')) return at;
    first = after;
  }
  if (first.kind === 'end' || first.kind === 'directive' || first.kind === 'line-comment') return at;
  if (first.text === '{') return Math.max(balanced(lexer, first), first.end);
  if (first.text === '}') return place.outermost ? first.end : at;
  if (first.kind === 'word') {
    if (STATEMENT_WORDS.has(first.text)) return controlEnd(place, first, at);
    if (TYPE_WORDS.has(first.text) || QUALIFIERS.has(first.text) || AGGREGATES.has(first.text))
      return specifiersEnd(place, name, first, at);
  }
  return valueEnd(place, first, at, withParameters, names.guards.has(name.text));
}

/** A value, an expression or a few statements; empty where what follows reads better as the next line. */
function valueEnd(place: Place, first: Token, empty: number, withParameters: boolean, guard: boolean): number {
  const { lexer, names } = place;
  const value = reach(lexer, names, first.start, true, 400);
  const item = itemAt(place, first.start);
  if (value.end === first.start) return DECLARES.has(item) || item === 'statement' ? empty : first.end;
  const rest = lexer.at(value.end);
  if (rest.text === ';') {
    if (guard && !withParameters) return empty;
    if (!place.outermost) return rest.end;
    // Outside of functions calls and assignments can only be the macro's.
    let end = rest.end;
    for (let n = 0; n < 20; n++) {
      const more = lexer.at(end);
      const inside = { ...place, outermost: false };
      if (itemAt(inside, more.start) !== 'action') break;
      const next = reach(lexer, names, more.start, true, 200);
      end = next.end;
      if (next.stop.text !== ';') break;
      end = next.stop.end;
    }
    return end;
  }
  const fits = rest.kind === 'end' || rest.text === '}' || itemAt(place, rest.start) !== null;
  if (first.kind === 'word' && DECLARES.has(item) && (!fits || rest.text === '{')) return empty;
  if (guard && first.kind === 'word' && DECLARES.has(item) && item !== 'declaration') return empty;
  return value.end;
}

/** `unsigned char`, `static inline`, `volatile`; or nothing, and a declaration follows. */
function specifiersEnd(place: Place, name: Token, first: Token, empty: number): number {
  const { lexer, names } = place;
  const ends: number[] = [];
  const seen = new Set<string>();
  let token = first;
  for (let n = 0; n < 6 && token.kind === 'word'; n++) {
    const { text } = token;
    const base = /^(?:void|char|int|float|double|_Bool|bool)$/.test(text);
    if (!(TYPE_WORDS.has(text) || QUALIFIERS.has(text) || AGGREGATES.has(text))) break;
    if (base && seen.has('base')) break;
    if (!base && seen.has(text) && text !== 'long') break;
    if (seen.has('base') && /^(?:static|extern|typedef|unsigned|signed|register|inline|struct|union|enum)$/.test(text))
      break;
    seen.add(base ? 'base' : text);
    let end = token.end;
    if (AGGREGATES.has(text)) end = lexer.at(end).end;
    ends.push(end);
    token = lexer.at(end);
    while (token.text === '*') {
      ends.push(token.end);
      token = lexer.at(token.end);
    }
  }
  const guard = names.guards.has(name.text) || /_H_*$|_INCLUDED$/.test(name.text);
  const storage = /^(?:static|extern|typedef|struct|union|enum|class)$/.test(first.text);
  const alias =
    names.types.has(name.text) ||
    /^(?:__?)?(?:inline|static|force|always|io|i|o|private|public|local|ram|rom|far|near)/i.test(name.text);
  const declares = DECLARES.has(itemAt(place, first.start));
  if (guard && declares) return empty;
  if (storage && !alias && declares) return empty;
  for (const end of ends.reverse()) {
    const rest = lexer.at(end);
    const item = itemAt(place, end);
    if (rest.kind === 'end' || item === 'directive' || item === 'comment' || DECLARES.has(item)) return end;
  }
  return declares ? empty : (ends[0] ?? first.end);
}

/** `do { } while (0)`, `for (;;)`, `if (x) y`, `while (1)`. */
function controlEnd(place: Place, first: Token, empty: number): number {
  const { lexer, names } = place;
  const inside = { ...place, outermost: false };
  let at = first.end;
  if (first.text === 'do') {
    const open = lexer.at(at);
    if (open.text !== '{') return first.end;
    const close = balanced(lexer, open);
    if (close < 0) return first.end;
    const loop = lexer.at(close);
    if (loop.text !== 'while') return close;
    const paren = lexer.at(loop.end);
    const end = paren.text === '(' ? balanced(lexer, paren) : -1;
    if (end < 0) return loop.end;
    return lexer.at(end).text === ';' ? lexer.at(end).end : end;
  }
  if (!/^(?:if|for|while|switch)$/.test(first.text)) {
    if (/^(?:break|continue)$/.test(first.text))
      return lexer.at(at).text === ';' && place.outermost ? lexer.at(at).end : at;
    if (first.text === 'else') return at;
    const value = reach(lexer, names, at, true, 200);
    return Math.max(value.end, at);
  }
  const paren = lexer.at(at);
  const close = paren.text === '(' ? balanced(lexer, paren) : -1;
  if (close < 0) return empty;
  at = close;
  const next = lexer.at(at);
  if (next.text === ';') return next.end;
  if (next.text === '{') {
    const end = balanced(lexer, next);
    return end < 0 || first.text === 'while' || first.text === 'for' ? (place.outermost && end > 0 ? end : at) : end;
  }
  const item = itemAt(place, at);
  if (item === 'directive' || item === 'comment' || DECLARES.has(item) || next.text === '}') return at;
  if (itemAt(inside, at) === 'action') {
    const body = reach(lexer, names, next.start, true, 200);
    return body.stop.text === ';' ? body.stop.end : body.end;
  }
  return at;
}

/** The end of a definition whose lines were joined by backslashes, or -1 where there are none. */
function continuedEnd(place: Place, from: number): number {
  const { lexer, names } = place;
  let last = -1;
  let at = from;
  let braces = 0;
  let statements = false;
  for (let n = 0; n < 2000; n++) {
    const token = lexer.at(at);
    if (token.kind === 'end' || token.kind === 'directive' || (last < 0 && token.start - from > 400)) break;
    if (last > 0 && token.start - last > 400) break;
    if (token.kind === 'junk' && token.text === '\\' && /^\s/.test(lexer.slice(token.end, token.end + 1)))
      last = token.end;
    if (token.kind === 'line-comment') break;
    at = token.end;
  }
  if (last < 0) return -1;
  let parens = 0;
  for (at = from; at < last; ) {
    const token = lexer.at(at);
    if (token.text === '{') braces++;
    else if (token.text === '}') braces--;
    else if (token.text === '(') parens++;
    else if (token.text === ')') parens--;
    else if (token.text === ';') statements = true;
    at = token.end;
  }
  if (braces > 0 || parens > 0) {
    for (let n = 0; n < 600 && (braces > 0 || parens > 0); n++) {
      const token = lexer.at(at);
      if (token.kind === 'end' || token.kind === 'directive') return last;
      if (token.text === '{') braces++;
      else if (token.text === '}') braces--;
      else if (token.text === '(') parens++;
      else if (token.text === ')') parens--;
      at = token.end;
    }
    const loop = lexer.at(at);
    if (loop.text === 'while' && lexer.at(loop.end).text === '(') {
      const close = balanced(lexer, lexer.at(loop.end));
      if (close > 0) at = close;
      return at;
    }
    if (parens < 0 || loop.text === ';') return at;
    const more = reach(lexer, names, at, false, 100);
    return Math.max(more.end, at);
  }
  const tail = lexer.at(last);
  if (tail.text === 'while') {
    const close = balanced(lexer, lexer.at(tail.end));
    return close > 0 ? close : last;
  }
  const more = reach(lexer, names, last, true, 200);
  const rest = lexer.at(more.end);
  return rest.text === ';' && (statements || place.outermost) ? rest.end : Math.max(more.end, last);
}
