import { type Line, textOf, widthOf } from './layout.ts';
import { beginsDefinition, lineState } from './wrapped.ts';

/** Code lines that end at the same column, in the middle of something that no line below goes on with. */
export interface CutLines {
  /** Lines of the paste, from 1. */
  lines: number[];
  column: number;
}

interface Closed {
  /** Null where nothing but comments lost their ends. */
  cut: CutLines | null;
  /** Comments that were closed. */
  comments: { line: number; count: number };
}

/** What terminals are wide. */
const TERMINALS: ReadonlySet<number> = new Set([79, 80, 100, 120, 132]);
const NARROWEST = 60;
const WIDEST = 200;
/** So many lines of one length are no chance, whatever the column. */
const SEVERAL = 4;
const CONTROL = /^\s*(?:\}\s*)?(?:else\s+)?(?:if|for|while|switch)\s*\(/;
/** A type and a name before the bracket, at the margin: a function's head. */
const HEAD = /^[A-Za-z_][\w\s*]*[\s*]\w+\s*\([^;=]*$/;
/** What an operator needs on its right side. */
const DANGLING = /(?:->|\.|<<|>>|&&|\|\||[-+*/%&|^=<>!~?:,])+\s*$/;

/**
 * Ends what a terminal or a form cut at its width, so that one lost end does not cost its whole function. What stood there
 * is unknown: the lines are listed, and whoever reports on them has to say so. Lines keep their numbers.
 * @param margin how wide the numbers or marks were that stood before each line
 */
export function closeCutLines(lines: Line[], margin: number): Closed | null {
  const column = widthOf(lines);
  if (column < NARROWEST || column > WIDEST) return null;
  const full = new Set(lines.flatMap((line, i) => (line.text.length === column ? [i] : [])));
  if (full.size < (TERMINALS.has(column + margin) ? 1 : SEVERAL)) return null;
  const all = textOf(lines);
  const cut: number[] = [];
  const comments = { line: 0, count: 0 };
  let inBlock = false;
  let at = 0;
  for (const [i, line] of lines.entries()) {
    const state = lineState(line.text, inBlock);
    inBlock = state === 'block';
    at += line.text.length + 1;
    if (state === 'block' && full.has(i) && losesItsEnd(line.text, all, at)) {
      line.text += ' */';
      comments.line ||= line.from;
      comments.count += 1;
      inBlock = false;
    }
    if (!full.has(i) || state === 'comment' || state === 'block' || /^\s*#/.test(line.text)) continue;
    // A ruler that ends a comment is as wide as its author likes.
    if (/\*\/\s*$/.test(line.text)) continue;
    const next = lines.slice(i + 1).find(({ text }) => text.trim() !== '')?.text ?? '';
    const open = openIn(line.text);
    if (state === 'code' && !breaksOff(line.text, next, open)) continue;
    line.text = closed(state === 'string' ? `${line.text}"` : line.text, next, all);
    cut.push(line.from);
  }
  if (cut.length + comments.count === 0) return null;
  return { cut: cut.length > 0 ? { lines: cut, column: column + margin } : null, comments };
}

/** Whether a comment that begins in a line has no end in the text below before the next one begins. */
function losesItsEnd(line: string, all: string, below: number): boolean {
  const begin = all.indexOf('/*', below);
  const end = all.indexOf('*/', below);
  const goesOn = /^[ \t]*\*/.test(all.slice(below, below + 100));
  return line.includes('/*') && !goesOn && (end < 0 || (begin >= 0 && begin < end));
}

/** Brackets that a line opens and does not close, innermost last; those in literals and comments are none. */
function openIn(text: string): string[] {
  const open: string[] = [];
  const code = text.replace(/"(?:[^"\\]|\\.){0,500}"|'(?:[^'\\]|\\.)'|\/\*.{0,500}?\*\//g, '');
  for (const char of code) {
    if (char === '(' || char === '[' || char === '{') open.push(char);
    else if (char === ')' || char === ']' || char === '}') open.pop();
  }
  return open;
}

/** Whether a line closes a bracket that it has not opened. */
function closesMore(text: string): boolean {
  let sum = 0;
  for (const char of text.replace(/"(?:[^"\\]|\\.){0,500}"|'(?:[^'\\]|\\.)'/g, '')) {
    if (char === '(' || char === '[') sum += 1;
    else if ((char === ')' || char === ']') && --sum < 0) return true;
  }
  return false;
}

const indentOf = (text: string): number => text.length - text.trimStart().length;

/** Whether a line ends within a statement that the line below does not go on with. */
function breaksOff(text: string, next: string, open: string[]): boolean {
  const bare = text.replace(/\/\*.{0,500}?\*\//g, '').trimEnd();
  if (beginsDefinition(next) && indentOf(next) <= indentOf(text)) {
    if (open.length > 0) return true;
  } else if (/^\s+\S/.test(text) && /^[^\s}]/.test(next)) return false; // the rest of a wrapped line
  const within = open.some((bracket) => bracket !== '{');
  // What the line opens is closed below: it was broken, not cut.
  if (within && closesMore(next)) return false;
  // A block of one line whose end is missing.
  const oneLine = open.includes('{') && !bare.endsWith('{');
  if (oneLine && (/\s$/.test(text) || (/^\s*\}/.test(next) && indentOf(next) < indentOf(text)))) return true;
  if (!within && /[;{}:]$/.test(bare)) return false;
  // An operator, a number or a closing bracket below goes on with it, and so do a call's arguments.
  if (/^\s*(?:[-+*/%&|^=<>?:,.)\]"'\d])/.test(next) || (/\w$/.test(bare) && /^\(/.test(next))) return false;
  // Arguments and operands go on further to the right, or below one another; a body stands there too.
  const goesOn = DANGLING.test(bare) || bare.endsWith('(');
  const isBody = CONTROL.test(text) && /[;{}]$/.test(next.replace(/\/\*.{0,500}?\*\/|\/\/.*/g, '').trimEnd());
  if (goesOn && !isBody && indentOf(next) > indentOf(text)) return false;
  // Operands in brackets below one another.
  if (DANGLING.test(bare) && /^\s*\(/.test(next) && indentOf(next) === indentOf(text)) return false;
  // NAME(x) alone may be a macro that ends itself, and a head has its brace below.
  return within || goesOn || (/[\w"']$/.test(bare) && !/^\s*\{/.test(next));
}

/** The line with its last half word dropped and its brackets closed. */
function closed(text: string, next: string, all: string): string {
  let bare = text.trimEnd();
  const word = /[A-Za-z_]\w*$/.exec(bare)?.[0];
  // A name that stands nowhere else may be half of one.
  if (word && all.split(new RegExp(`\\b${word}\\b`)).length <= 2 && DANGLING.test(bare.slice(0, -word.length)))
    bare = bare.slice(0, -word.length).trimEnd();
  bare = bare.replace(DANGLING, '').trimEnd();
  const open = openIn(bare);
  const control = CONTROL.test(bare);
  const head = HEAD.test(bare) && !/^\s/.test(text);
  // Blocks that the line opens stay open: their end stands below, or is missed there.
  const inner = open.slice(open.lastIndexOf('{') + 1);
  if (control && /^\s*(?:\}\s*)?(?:else\s+)?for\b/.test(bare) && inner.length === 1)
    bare += ';'.repeat(Math.max(0, 2 - (bare.match(/;/g)?.length ?? 0)));
  for (const bracket of inner.toReversed()) bare += bracket === '(' ? ')' : ']';
  if ((control || head) && !open.includes('{'))
    return /^\s*\{/.test(next) || (control && indentOf(next) <= indentOf(text)) ? bare : `${bare} {`;
  if (/\{$/.test(bare)) return beginsDefinition(next) ? `${bare} }` : bare;
  const initialiser = /=\s*\{[^{}]*$/.test(bare) && indentOf(next) <= indentOf(text) && !/^\s*\}/.test(next);
  return `${bare}${initialiser ? ' }' : ''};`;
}
