import { commentEnd } from './comment.ts';
import { directiveEnd } from './directive.ts';
import type { Place } from './item.ts';
import { Layout, type Line, textOf } from './layout.ts';
import { Lexer, type Token } from './lexer.ts';
import { gatherNames } from './names.ts';
import { Nesting } from './nesting.ts';

export interface Restored {
  lines: Line[];
  /** Line breaks put back. */
  count: number;
  /** Where in the text the first was put back. */
  first: number;
}

/**
 * Puts line breaks back into the collapsed ones of `lines` and leaves the others as they are. `view` is the same text,
 * joined by newlines, with look-alike characters read as what they stand for, so that offsets are the same in both.
 */
export function restoreLines(lines: Line[], view: string, collapsed: ReadonlySet<number>): Restored {
  const text = textOf(lines);
  const starts: number[] = [];
  for (let i = 0, at = 0; i < lines.length; i++) {
    starts.push(at);
    at += lines[i]!.text.length + 1;
  }
  const lexer = new Lexer(view);
  const names = gatherNames(view);
  const nesting = new Nesting();
  const out = new Layout();
  const budget = 40 * view.length + 10_000;
  let first = 0;
  let at = 0;
  let written = 0;
  for (let i = 0; i < lines.length; i++) {
    const line = lines[i]!;
    const start = starts[i]!;
    const end = start + line.text.length;
    if (!collapsed.has(i)) {
      // A comment begun on a collapsed line may end here: that much is written.
      if (written <= start) out.raw(line.text, line.from);
      else if (written < end) out.raw(text.slice(written, end), line.from);
      at = passOver(lexer, nesting, Math.max(at, start), end, view);
      continue;
    }
    first ||= line.from;
    if (at > start && written <= start && at < end) out.raw(text.slice(start, at).trimEnd(), line.from);
    at = Math.max(at, start);
    restoreLine({ lexer, names, nesting, out, text, view, budget, from: line.from }, at, end, (next) => {
      at = next;
    });
    written = at;
    out.flush();
  }
  out.flush();
  return { lines: out.lines, count: Math.max(0, out.lines.length - lines.length), first };
}

/** Follows the nesting through a line that stays as it is. */
function passOver(lexer: Lexer, nesting: Nesting, from: number, end: number, view: string): number {
  let at = from;
  while (at < end) {
    const token = lexer.at(at);
    if (token.start >= end || token.kind === 'end') break;
    if (token.kind === 'line-comment') return end;
    if (token.kind === 'directive') {
      nesting.directive();
      let stop = end;
      while (view[stop - 1] === '\\' && stop < view.length) {
        const next = view.indexOf('\n', stop + 1);
        stop = next < 0 ? view.length : next;
      }
      return stop;
    }
    if (token.kind === 'block-comment') {
      at = token.end;
      continue;
    }
    nesting.take(token);
    at = token.end;
  }
  return Math.max(at, end);
}

interface Work {
  lexer: Lexer;
  names: Place['names'];
  nesting: Nesting;
  out: Layout;
  text: string;
  view: string;
  budget: number;
  from: number;
}

function restoreLine(work: Work, start: number, end: number, done: (at: number) => void): void {
  const { lexer, names, nesting, out, text } = work;
  let at = start;
  let afterDirective = false;
  let pendingBreak = false;
  while (at < end) {
    const token = lexer.at(at);
    if (token.start >= end || token.kind === 'end') break;
    const spaced = token.start > at;
    const place = {
      lexer,
      names,
      outermost: nesting.outermost && names.hasFunctions,
      members: nesting.top === 'struct',
    };
    const tired = lexer.reads > work.budget;
    if (token.kind === 'directive') {
      out.flush();
      const stop = tired ? end : Math.min(end, Math.max(token.end, directiveEnd(place, token)));
      out.comment(straighten(text.slice(token.start, stop)), work.from, 0);
      nesting.directive();
      afterDirective = true;
      pendingBreak = true;
      at = stop;
      continue;
    }
    if (token.kind === 'line-comment') {
      const slashes = /^\/+/.exec(text.slice(token.start, token.start + 200))?.[0].length ?? 2;
      const stop = tired
        ? end
        : commentEnd(
            { ...place, due: nesting.due, closer: nesting.closer, bodyDue: nesting.bodyDue && names.hasFunctions },
            token.start + slashes,
            end,
          );
      const own =
        out.fresh ||
        (pendingBreak && !afterDirective && nesting.last !== ';' && nesting.last !== '{' && nesting.last !== '}');
      if (own) out.flush();
      out.comment(text.slice(token.start, stop).trimEnd(), work.from, nesting.depth);
      out.flush();
      pendingBreak = false;
      afterDirective = false;
      at = stop;
      continue;
    }
    if (token.kind === 'block-comment') {
      if (afterDirective && !pendingBreak) out.flush();
      const ownLine: boolean = out.fresh || (pendingBreak && !afterDirective) || token.end > end;
      if (ownLine) {
        out.flush();
        out.block(text.slice(token.start, token.end), work.from, nesting.depth);
      } else out.comment(text.slice(token.start, token.end), work.from, nesting.depth);
      if (afterDirective) out.flush();
      pendingBreak = ownLine ? false : pendingBreak;
      afterDirective = false;
      at = token.end;
      continue;
    }
    if (pendingBreak && !(afterDirective === false && staysBehind(nesting, token, lexer))) out.flush();
    afterDirective = false;
    pendingBreak = false;
    const closing = token.text === '}' && nesting.top !== 'values';
    if (closing && !out.fresh) out.flush();
    if (token.kind === 'junk' && token.text === '\\') {
      at = token.end; // a continuation whose line break is gone
      continue;
    }
    const depth =
      nesting.depth -
      (token.text === '}' ? 1 : 0) -
      (/^(?:case|default|public|private|protected)$/.test(token.text) ? 1 : 0);
    nesting.take(token);
    out.token(text.slice(token.start, token.end), work.from, spaced, Math.max(0, depth));
    if (nesting.boundary && nesting.last !== '#') pendingBreak = true;
    if (token.text === ',' && nesting.top === 'enum' && out.lines.length >= 0) pendingBreak = true;
    at = token.end;
  }
  done(Math.max(at, end));
}

/** Whether a token belongs on the line of the brace or semicolon before it. */
function staysBehind(nesting: Nesting, token: Token, lexer: Lexer): boolean {
  if (nesting.last !== '}') return false;
  if (token.text === 'else' || token.text === ';' || token.text === ',' || token.text === ')') return true;
  return token.text === 'while' && nesting.afterDo && lexer.at(token.end).text === '(';
}

/** A directive's text on one line: backslashes that continued it are gone with their line breaks. */
function straighten(text: string): string {
  return text.replace(/\\(?=\s)[ \t]*/g, '').trimEnd();
}
