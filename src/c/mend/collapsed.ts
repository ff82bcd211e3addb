import { commentEnd } from './comment.ts';
import { directiveEnd } from './directive.ts';
import { itemAt, type Place } from './item.ts';
import type { Line } from './layout.ts';
import { Lexer, regions } from './lexer.ts';
import { gatherNames } from './names.ts';

/**
 * Which lines hold what were several: a directive after something else, a `//` comment with the rest of the program in
 * it, or a whole program on one line. Code that is merely written unusually does not count.
 */
export function collapsedLines(lines: Line[], view: string): Set<number> {
  const found = new Set<number>();
  const written = lines.filter((line) => line.text.trim() !== '');
  const kinds = regions(view);
  const unbalanced = braceSum(view, kinds) !== 0;
  const place: Place = { lexer: new Lexer(view), names: gatherNames(view), outermost: false, members: false };
  const budget = 60 * view.length + 10_000;
  let start = 0;
  let inMacro = false;
  for (let i = 0; i < lines.length; i++) {
    const { text } = lines[i]!;
    const end = start + text.length;
    // The end of a comment from lines before is not this line's.
    let code = start;
    if (start > 0 && kinds[start - 1] === 1) while (code < end && kinds[code] === 1) code++;
    if (!inMacro && end - code > 20 && place.lexer.reads < budget) {
      if (isCollapsed(place, view, code, end, unbalanced, written.length)) found.add(i);
    }
    inMacro = text.endsWith('\\') && (inMacro || /^\s*#/.test(text));
    start = end + 1;
  }
  const long = lines.reduce((sum, line, i) => sum + (found.has(i) ? line.text.length : 0), 0);
  if (long === 0) {
    lines.forEach((line, i) => {
      if (written.length <= 3 && line.text.length > 160 && !/^\s*#/.test(line.text) && ends(line.text) >= 6)
        found.add(i);
    });
  }
  return found;
}

function isCollapsed(
  place: Place,
  view: string,
  start: number,
  end: number,
  unbalanced: boolean,
  lines: number,
): boolean {
  const { lexer } = place;
  let at = start;
  let code = 0;
  let hash = 0;
  while (at < end) {
    const token = lexer.at(at);
    if (token.start >= end || token.kind === 'end') return false;
    if (token.kind === 'directive') {
      if (code > 0 || hash > 0) return true;
      hash++;
      const stop = directiveEnd({ ...place, outermost: place.names.hasFunctions }, token);
      if (stop < end && overrun(place, token.text, stop, end, lines, view)) return true;
      at = token.end;
      if (/include|import/.test(token.text)) at = Math.max(at, Math.min(stop, end));
      continue;
    }
    if (token.kind === 'line-comment') return swallows(place, view, token.start, end, code, unbalanced, lines);
    if (token.kind === 'block-comment') {
      at = token.end;
      continue;
    }
    code++;
    at = token.end;
  }
  return false;
}

/** Whether what follows a directive on its line cannot be its own. */
function overrun(place: Place, directive: string, stop: number, end: number, lines: number, view: string): boolean {
  const { lexer } = place;
  const rest = lexer.code(stop);
  if (rest.start >= end || rest.kind === 'end' || rest.kind === 'line-comment') return false;
  if (rest.kind === 'directive') return true;
  const item = itemAt(place, rest.start);
  if (/include|import|if|undef|elif|else|endif/.test(directive))
    return item !== null && item !== 'brace' ? true : item === 'brace' && /include/.test(directive);
  if (item === null) return false;
  const code = view.slice(rest.start, end);
  if (/pragma/.test(directive)) return ends(code) > 0;
  // A macro may hold anything; a function with its body behind a finished value is no macro's.
  if (!/\{/.test(code) || code.includes('##')) return false;
  if (lines <= 3)
    return (item === 'function' || ends(code) >= 4) && item !== 'statement' && item !== 'action' && item !== 'brace';
  return item === 'function' && ends(code) >= 3;
}

function swallows(
  place: Place,
  view: string,
  slashes: number,
  end: number,
  code: number,
  unbalanced: boolean,
  lines: number,
): boolean {
  const tail = view.slice(slashes, end);
  const inside = ends(tail);
  const directive = /\s#\s?(?:define|include|if|ifdef|ifndef|endif|else|pragma)\b/.test(tail);
  if (inside === 0 && !directive) return false;
  const few = lines <= 3;
  if (!(few || (unbalanced && /[{}]/.test(tail)) || (end - slashes > 160 && inside >= 4) || directive)) return false;
  const stop = commentEnd({ ...place, due: 'item', closer: '', bodyDue: false }, slashes + 2, end);
  if (stop >= end) return false;
  const rest = view.slice(stop, end);
  if (few && lines === 1) return ends(rest) > 0 || code > 0 || /^#/.test(rest);
  if (few && directive && /^#/.test(rest) && (ends(rest) > 0 || rest.indexOf('#', 1) > 0)) return true;
  if (few)
    return (
      ends(rest) > 0 && (code > 0 || ends(rest) > 2) && (end - slashes > 40 || (unbalanced && braceChars(rest) !== 0))
    );
  if (directive && /^\S[^#]*\s?#\s?(?:define|include|if|ifdef|ifndef|endif|else|pragma)\b/.test(rest))
    return end - slashes > 120 && ends(rest) >= 2;
  return unbalanced ? braceChars(rest) !== 0 || ends(rest) >= 4 : ends(rest) >= 4;
}

function braceChars(text: string): number {
  let sum = 0;
  for (const char of text) sum += char === '{' ? 1 : char === '}' ? -1 : 0;
  return sum;
}

/** Statement ends in a piece of text, those in the head of a for left out. */
function ends(text: string): number {
  let depth = 0;
  let count = 0;
  for (const char of text) {
    if (char === '(') depth++;
    else if (char === ')') depth = Math.max(0, depth - 1);
    else if (depth === 0 && (char === ';' || char === '{' || char === '}')) count++;
  }
  return count;
}

function braceSum(text: string, kinds: Uint8Array): number {
  let sum = 0;
  for (let i = 0; i < text.length; i++) {
    if (kinds[i] !== 0) continue;
    if (text[i] === '{') sum++;
    else if (text[i] === '}') sum--;
  }
  return sum;
}
