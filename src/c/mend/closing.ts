import { reach } from './expression.ts';
import { itemAt, type Place } from './item.ts';
import { type Line, textOf } from './layout.ts';
import { Lexer, regions, type Token } from './lexer.ts';
import { gatherNames } from './names.ts';
import { Nesting } from './nesting.ts';
import { SUFFIX_QUALIFIERS } from './words.ts';

export interface Closed {
  code: 'braces' | 'semicolon' | 'unclosed' | 'cut';
  line: number;
  count: number;
  detail?: string;
}

/** Mends what is missing or too much at the end of functions, statements and the text. Lines keep their numbers. */
export function closeOpen(lines: Line[]): Closed[] {
  const closed: Closed[] = [];
  const unclosed = closeComment(lines);
  if (unclosed) closed.push(unclosed);
  const semicolons = endStatements(lines);
  if (semicolons) closed.push(semicolons);
  closed.push(...balanceBraces(lines));
  return closed;
}

function closeComment(lines: Line[]): Closed | null {
  const text = textOf(lines);
  const open = text.lastIndexOf('/*');
  if (open < 0) return null;
  const kinds = regions(text);
  if (kinds[open] !== 1 || text.indexOf('*/', open + 2) >= 0 || kinds[kinds.length - 1] !== 1) return null;
  let start = open;
  while (start > 0 && kinds[start - 1] === 1) start--;
  if (
    !text.startsWith('/*', start) &&
    text.slice(start, open).includes('//') &&
    !text.slice(start, open).includes('\n')
  )
    return null;
  const last = lines[lines.length - 1]!;
  last.text += ' */';
  return {
    code: 'unclosed',
    line: lines[Math.min(lines.length, text.slice(0, open).split('\n').length) - 1]!.from,
    count: 1,
    detail: '/*',
  };
}

/** A line that is code: a comment's words end otherwise. */
const CODE_LINE = /[;{}]\s*$|^\s*#\s*\w/m;

/** Leaves out the end of a comment that begins above the paste; null where there is none. */
export function dropCommentTail(lines: Line[]): Closed | null {
  const text = textOf(lines);
  const end = text.indexOf('*/');
  const open = text.indexOf('/*');
  if (end < 0 || (open >= 0 && open < end) || CODE_LINE.test(text.slice(0, end))) return null;
  const last = text.slice(0, end).split('\n').length - 1;
  for (const line of lines.slice(0, last)) line.text = '';
  lines[last]!.text = lines[last]!.text.replace(/^.*?\*\//, '');
  return { code: 'unclosed', line: lines[0]!.from, count: 1, detail: '*/' };
}

interface Walked {
  token: Token;
  line: number;
}

/** The tokens of the code as a compiler sees it: no comments, no directives, one branch of each condition. */
function walk(lines: Line[], text: string, each: (token: Token, line: number) => void): void {
  const lexer = new Lexer(text);
  const starts: number[] = [];
  for (let i = 0, at = 0; i < lines.length; i++) {
    starts.push(at);
    at += lines[i]!.text.length + 1;
  }
  let line = 0;
  let at = 0;
  // For each open condition: whether we are in a branch that does not count.
  const conditions: boolean[] = [];
  for (;;) {
    const token = lexer.at(at);
    if (token.kind === 'end') return;
    while (line + 1 < starts.length && starts[line + 1]! <= token.start) line++;
    at = token.end;
    if (
      token.kind === 'line-comment' ||
      token.kind === 'directive' ||
      (token.text === '#' && text.slice(starts[line]!, token.start).trim() === '')
    ) {
      let end = text.indexOf('\n', token.start);
      while (end > 0 && text[end - 1] === '\\') end = text.indexOf('\n', end + 1);
      at = end < 0 ? text.length : end;
      const word = token.text.replace(/^#\s*/, '');
      if (/^if/.test(word)) conditions.push(/^#\s*if\s+0\s*$/.test(text.slice(token.start, at).trim()));
      else if (/^el/.test(word) && conditions.length > 0)
        conditions[conditions.length - 1] = !conditions[conditions.length - 1] || word === 'elif';
      else if (word === 'endif') conditions.pop();
      continue;
    }
    if (token.kind === 'block-comment' || conditions.includes(true)) continue;
    each(token, line);
  }
}

function balanceBraces(lines: Line[]): Closed[] {
  const text = textOf(lines);
  let depth = 0;
  let lowest = 0;
  let parens = 0;
  const extra: Walked[] = [];
  let anyCode = false;
  let afterExtra = false;
  walk(lines, text, (token, line) => {
    if (token.text === '{') depth++;
    else if (token.text === '}') {
      depth--;
      parens = 0;
      if (depth < lowest) {
        lowest = depth;
        extra.push({ token, line });
        anyCode = true;
        return;
      }
    } else if (token.text === '(') parens++;
    else if (token.text === ')') parens--;
    else if (token.text === ';' && parens < 0) parens = 0;
    if (extra.length > 0 && token.text !== ';') afterExtra = true;
    anyCode = true;
  });
  if (extra.length > 0 && !afterExtra && depth < 0) {
    // Doubled closing braces at the very end; from the back, so that offsets hold.
    for (const { token, line } of extra.reverse()) {
      const start = lineStart(text, token.start);
      const own = lines[line]!;
      own.text = own.text.slice(0, token.start - start) + own.text.slice(token.end - start);
    }
    return [{ code: 'braces', line: lines[extra[0]!.line]!.from, count: extra.length, detail: '-' }];
  }
  if (depth <= 0 || depth > 40 || lowest < 0 || !anyCode) return [];
  const result: Closed[] = [];
  const cut = dropCutEnd(lines, text);
  if (cut) result.push(cut);
  const inner = closeBeforeFunctions(lines, depth);
  const left = depth - inner.count;
  if (left > 0) {
    const last = lines[lines.length - 1]!;
    // After a comment the brace needs a line of its own.
    lines.push({ text: Array(left).fill('}').join(' '), from: last.from });
  }
  result.push({ code: 'braces', line: inner.line || lines[lines.length - 1]!.from, count: depth, detail: '+' });
  return result;
}

function lineStart(text: string, at: number): number {
  return text.lastIndexOf('\n', at - 1) + 1;
}

/** A last statement that breaks off in the middle cannot be compiled; it becomes a comment. */
function dropCutEnd(lines: Line[], text: string): Closed | null {
  let begin = 0;
  let beginLine = 0;
  let fresh = true;
  let open = 0;
  let last = '';
  walk(lines, text, (token, line) => {
    if (fresh) {
      begin = token.start;
      beginLine = line;
      fresh = false;
    }
    if (token.text === '(' || token.text === '[') open++;
    else if (token.text === ')' || token.text === ']') open--;
    else if (token.text === '{' || token.text === '}') {
      open = 0;
      fresh = true;
    } else if ((token.text === ';' || token.text === ':') && open <= 0) {
      open = 0;
      fresh = true;
    }
    last = token.text;
  });
  if (fresh || last === '') return null;
  const lexer = new Lexer(text);
  const whole = reach(lexer, gatherNames(text), begin);
  if (open <= 0 && whole.complete && whole.acts && whole.stop.kind === 'end') {
    lines[lines.length - 1]!.text += lines[lines.length - 1]!.text.includes('//') ? '\n;' : ';';
    return { code: 'semicolon', line: lines[beginLine]!.from, count: 1 };
  }
  const column = begin - lineStart(text, begin);
  const detail = text.slice(begin, begin + 80).split('\n', 1)[0]!;
  for (let i = beginLine; i < lines.length; i++) {
    const line = lines[i]!;
    const at = i === beginLine ? column : 0;
    if (line.text.slice(at).trim() !== '') line.text = `${line.text.slice(0, at)}// ${line.text.slice(at)}`;
  }
  return { code: 'cut', line: lines[beginLine]!.from, count: 1, detail };
}

const ACCESS = /^(?:public|private|protected)$/;

/** Functions cannot stand inside of functions: a brace is missing before such a head. */
function closeBeforeFunctions(lines: Line[], missing: number): { count: number; line: number } {
  const text = textOf(lines);
  const lexer = new Lexer(text);
  const place: Place = { lexer, names: gatherNames(text), outermost: false, members: false };
  const nesting = new Nesting();
  let count = 0;
  let first = 0;
  let opened = 0;
  const inserts: { line: number; column: number; braces: number }[] = [];
  walk(lines, text, (token, line) => {
    const depth = nesting.depth - count;
    if (token.kind === 'word' && nesting.boundary && depth > 0 && count < missing && nesting.inBlocks) {
      const column = token.start - lineStart(text, token.start);
      if (
        text.slice(token.start - column, token.start).trim() === '' &&
        itemAt(place, token.start) === 'function' &&
        definesFunction(lexer, token)
      ) {
        const braces = Math.min(depth, missing - count);
        inserts.push({ line, column, braces });
        first ||= lines[line]!.from;
        count += braces;
      }
    }
    if (ACCESS.test(token.text) && nesting.boundary && lexer.code(token.end).text === ':') {
      // `private:` stands in a class, and in none of its functions.
      const { frames } = nesting;
      const open = frames.length - 1 - frames.findLastIndex(({ kind }) => kind === 'struct') - count;
      if (open > 0 && open < frames.length && frames.at(-1)!.kind === 'block' && count < missing) {
        const braces = Math.min(open, missing - count);
        inserts.push({ line, column: token.start - lineStart(text, token.start), braces });
        first ||= lines[line]!.from;
        count += braces;
      }
    }
    nesting.take(token);
    if (token.text === '{') opened++;
  });
  if (opened === 0) return { count: 0, line: 0 };
  for (const { line, column, braces } of inserts) {
    // A pragma above a handler names its vector: it belongs to the handler, not to the function before.
    let head = line;
    while (head > 0 && /^\s*#\s*pragma\b/.test(lines[head - 1]!.text)) head -= 1;
    const before = head < line && head > 0 ? lines[head - 1]! : null;
    if (before && !before.text.includes('//')) {
      before.text += ' }'.repeat(braces);
      continue;
    }
    const own = lines[line]!;
    own.text = `${own.text.slice(0, column)}${'} '.repeat(braces)}${own.text.slice(column)}`;
  }
  return { count, line: first };
}

function definesFunction(lexer: Lexer, first: Token): boolean {
  let at = first.start;
  let depth = 0;
  for (let n = 0; n < 80; n++) {
    const token = lexer.code(at);
    at = token.end;
    if (token.text === '(') depth++;
    else if (token.text === ')') depth--;
    else if (depth === 0 && token.text === '{') return true;
    else if (depth === 0 && /^[;=]$|^$/.test(token.text)) return false;
  }
  return false;
}

/** Semicolons missing at the end of a line, only where no other reading is left. */
function endStatements(lines: Line[]): Closed | null {
  const text = textOf(lines);
  const lexer = new Lexer(text);
  const names = gatherNames(text);
  const nesting = new Nesting();
  const inserts: { line: number; column: number }[] = [];
  let begin: Token | undefined;
  let last: Token | undefined;
  let lastLine = 0;
  walk(lines, text, (token, line) => {
    if (
      begin &&
      last &&
      lastLine < line &&
      nesting.top === 'block' &&
      !nesting.boundary &&
      unfinished(lexer, names, begin, last, token)
    ) {
      inserts.push({ line: lastLine, column: last.end - lineStart(text, last.end) });
      nesting.take({ kind: 'punct', text: ';', start: 0, end: 0 });
    }
    if (
      nesting.boundary ||
      nesting.last === 'else' ||
      nesting.last === 'do' ||
      (nesting.last === ')' && nesting.afterControl)
    )
      begin = token;
    nesting.take(token);
    last = token;
    lastLine = line;
  });
  for (const { line, column } of inserts.reverse()) {
    const own = lines[line]!;
    own.text = `${own.text.slice(0, column)};${own.text.slice(column)}`;
  }
  return inserts.length > 0
    ? { code: 'semicolon', line: lines[inserts[inserts.length - 1]!.line]!.from, count: inserts.length }
    : null;
}

function unfinished(lexer: Lexer, names: Place['names'], begin: Token, last: Token, next: Token): boolean {
  if (!(next.text === '}' || next.kind === 'word') || SUFFIX_QUALIFIERS.has(next.text)) return false;
  if (/^(?:break|continue)$/.test(begin.text)) return last === begin || last.end === begin.end;
  if (begin.text === 'return') {
    if (last.end === begin.end) return next.text === '}';
    const value = reach(lexer, names, begin.end);
    return value.complete && value.end === last.end;
  }
  if (begin.kind !== 'word' && !/^(?:\*|\+\+|--)$/.test(begin.text)) return false;
  // A macro may bring its own semicolon, unless something is assigned to what it stands for.
  if (names.macros.has(begin.text) && !/^(?:=|[-+*/%&|^]=|<<=|>>=)$/.test(lexer.code(begin.end).text)) return false;
  const whole = reach(lexer, names, begin.start);
  if (whole.complete && whole.acts && whole.end === last.end && whole.stop.start === next.start) {
    // NAME(x) alone may be a macro with a semicolon of its own.
    const callOnly = lexer.code(begin.end).text === '(' && last.text === ')';
    return !callOnly || /[a-z]/.test(begin.text);
  }
  // int x = 5
  const place: Place = { lexer, names, outermost: false, members: false };
  const afterEquals = lexer.slice(begin.start, last.end).indexOf('=');
  if (afterEquals > 0 && !/[{;]/.test(lexer.slice(begin.start, last.end)) && itemAt(place, begin.start) === null) {
    const value = reach(lexer, names, begin.start + afterEquals + 1);
    const head = lexer.slice(begin.start, begin.start + afterEquals).trim();
    return (
      value.complete &&
      value.end === last.end &&
      /^(?:(?:static|const|volatile|unsigned|signed|register|struct)\s+)*\w+[\s*]+\w+(?:\s*\[[^\]]*\])?$/.test(head)
    );
  }
  return false;
}
