/** Places in a program's text: offsets of bodies and of the loop that never ends. */
import type { GpioFacts } from '../facts.ts';
import { bareLines } from './declared.ts';

/** A stretch of the text. */
export interface Place {
  from: number;
  to: number;
}

/** The paste without comments and as long as its source, so that offsets are the same. */
export function codeOf(facts: GpioFacts): string {
  const lines = bareLines(facts);
  return facts.source
    .split('\n')
    .map((text, i) => lines[i]!.padEnd(text.length).slice(0, text.length))
    .join('\n');
}

/** Where a bracket that opens at an offset is closed; -1 where it is not. */
export function closingOf(code: string, open: number): number {
  const left = code[open];
  const right = left === '{' ? '}' : left === '(' ? ')' : ']';
  let depth = 0;
  for (let at = open; at < code.length; at++) {
    if (code[at] === left) depth += 1;
    else if (code[at] === right && --depth === 0) return at;
  }
  return -1;
}

/** Where a line begins. */
export function offsetOf(code: string, line: number): number {
  let at = 0;
  for (let i = 0; i < line; i++) {
    const next = code.indexOf('\n', at);
    if (next < 0) return code.length;
    at = next + 1;
  }
  return at;
}

/** A function's body, braces included. */
export function bodyOf(code: string, facts: GpioFacts, { name, line }: { name: string; line: number }): Place | null {
  // Keil C51 puts the number of the interrupt behind the head.
  const head = new RegExp(`\\b${name}\\s*\\([^()]*\\)\\s*(?:(?:interrupt|using)\\s+\\w+\\s*)*\\{`);
  const begin = offsetOf(code, line - facts.firstLine);
  const match = head.exec(code.slice(begin));
  if (!match) return null;
  const from = begin + match.index + match[0].length - 1;
  const to = closingOf(code, from);
  return to < 0 ? null : { from, to: to + 1 };
}

/** The body of the first endless loop in a stretch. */
export function endlessLoop(code: string, inside: Place | null): Place | null {
  if (!inside) return null;
  const match = /\b(?:while\s*\(\s*(?:1|true|TRUE|!0)\s*\)|for\s*\(\s*;\s*(?:1|true)?\s*;\s*\))\s*\{/.exec(
    code.slice(inside.from, inside.to),
  );
  if (!match) return null;
  const from = inside.from + match.index + match[0].length - 1;
  const to = closingOf(code, from);
  return to < 0 ? null : { from, to: to + 1 };
}

/** The statement that begins at an offset, with all that belongs to it: an else, a block, what a loop repeats. */
export function statementAt(code: string, begin: number): Place | null {
  let at = begin;
  while (/\s/.test(code[at] ?? '')) at += 1;
  const from = at;
  const head = /^(?:else\s+)?(?:if|while|for|switch)\s*\(/.exec(code.slice(at));
  if (head) {
    const close = closingOf(code, at + head[0].length - 1);
    if (close < 0) return null;
    const body = statementAt(code, close + 1);
    if (!body) return null;
    const other = /^\s*else\b/.exec(code.slice(body.to));
    if (!other || !/if\s*\($/.test(head[0])) return { from, to: body.to };
    const rest = statementAt(code, body.to + other[0].length);
    return rest && { from, to: rest.to };
  }
  if (code[at] === '{') {
    const close = closingOf(code, at);
    return close < 0 ? null : { from, to: close + 1 };
  }
  let depth = 0;
  for (; at < code.length; at++) {
    if ('([{'.includes(code[at]!)) depth += 1;
    else if (')]}'.includes(code[at]!)) depth -= 1;
    if (depth < 0) return null;
    if (code[at] === ';' && depth === 0) return { from, to: at + 1 };
  }
  return null;
}

/** How many changes there were before the program's endless loop began; null where it has none. */
export function changesBeforeLoop(facts: GpioFacts): number | null {
  const { eventInfo, firstLine, functions } = facts;
  const code = codeOf(facts);
  const loop = functions.find(({ name }) => name === 'loop');
  const main = functions.find(({ name }) => /^(?:main|app_main)$/.test(name));
  const owner = loop ?? main;
  const body = loop ? bodyOf(code, facts, loop) : main ? endlessLoop(code, bodyOf(code, facts, main)) : null;
  if (!owner || !body) return null;
  const lineOf = (offset: number): number => code.slice(0, offset).split('\n').length - 1 + firstLine;
  const [from, to] = [lineOf(body.from), lineOf(body.to - 1)];
  const begins = eventInfo.findIndex(({ function: own, line, calls }) =>
    [`${own}:${line}`, ...calls].some((place) => {
      const [name, at] = place.split(':');
      return name === owner.name && Number(at) >= from && Number(at) <= to;
    }),
  );
  return begins < 0 ? eventInfo.length : begins;
}
