import { blankComments } from '../code.ts';
import { isDelayName } from '../delay-names.ts';
import type { GpioFacts } from '../facts.ts';

/** A wait of the run: its line, how many changes had been before it, its length where that is exactly known. */
export interface Wait {
  line: number;
  events: number;
  ms: number | null;
}

/** Waits before the main loop, and of each of its passes. */
export interface Waits {
  before: Wait[];
  passes: Wait[][];
}

/** Where passes of the main loop begin, the first one included. */
function passStarts(facts: GpioFacts): { events: number; delays: number }[] {
  const { passes, delays } = facts;
  const [first, second] = passes;
  if (!first || !second) return passes;
  const each = second.delays - first.delays;
  // The first visit may be the end of the first pass: then the waits before it are those of a pass.
  if (each > 0 && first.delays >= each && delays[first.delays - each]?.line === delays[first.delays]?.line) {
    return [{ events: 0, delays: first.delays - each }, ...passes];
  }
  return passes;
}

/** The waits a run made; null where they cannot be told for sure. */
export function waitsOf(facts: GpioFacts): Waits | null {
  if (countsItself(facts)) return fromText(facts);
  const all = facts.delays.map(({ line, events, ms, exact }): Wait => ({ line, events, ms: exact ? ms : null }));
  if (all.length === 0) return null;
  const starts = passStarts(facts);
  if (starts.length < 2) return { before: all, passes: [] };
  const passes = starts.slice(0, -1).map((start, i) => all.slice(start.delays, starts[i + 1]!.delays));
  return { before: all.slice(0, starts[0]!.delays), passes };
}

const delayFunctions = (facts: GpioFacts): string[] =>
  facts.functions.filter(({ name }) => isDelayName(name)).map(({ name }) => name);

/** The program waits in functions of its own that the run did not see as waits: loops that count. */
function countsItself(facts: GpioFacts): boolean {
  const own = delayFunctions(facts);
  if (own.length === 0) return false;
  const code = blankComments(facts.source).split('\n');
  const called = code.flatMap((text, i) =>
    own.some((name) => new RegExp(`\\b${name}\\s*\\(`).test(text)) ? [i + facts.firstLine] : [],
  );
  const inside = (line: number): boolean =>
    facts.functions.some(({ name, line: from, endLine }) => own.includes(name) && line >= from && line <= endLine);
  return (
    called.some((line) => !inside(line)) && !facts.delays.some(({ line }) => called.includes(line) || inside(line))
  );
}

/** Waits of a main loop that is a plain list of statements, from its text and the changes of the run. */
function fromText(facts: GpioFacts): Waits | null {
  const code = blankComments(facts.source);
  const head =
    /\b(?:while\s*\(\s*(?:1|1u|true|TRUE)\s*\)|for\s*\(\s*;\s*;\s*\)|void\s+loop\s*\(\s*(?:void)?\s*\))\s*\{/g;
  const heads = [...code.matchAll(head)].filter((match) => {
    const line = code.slice(0, match.index).split('\n').length - 1 + facts.firstLine;
    return facts.functions.some(
      ({ name, line: from, endLine }) => /^(?:main|loop|app_main)$/.test(name) && line >= from && line <= endLine,
    );
  });
  if (heads.length !== 1) return null;
  const open = heads[0]!.index + heads[0]![0].length;
  const own = delayFunctions(facts);
  const call = new RegExp(`\\b(?:${own.join('|')})\\s*\\(`, 'y');
  const lines: number[] = [];
  let line = code.slice(0, open).split('\n').length - 1 + facts.firstLine;
  const first = line;
  let depth = 1;
  let at = open;
  for (; at < code.length && depth > 0; at++) {
    const character = code[at]!;
    if (character === '\n') line += 1;
    else if (character === '{') depth += 1;
    else if (character === '}') depth -= 1;
    else if (!/\w/.test(code[at - 1] ?? '')) {
      call.lastIndex = at;
      if (!call.test(code)) continue;
      // A wait under a condition or in a loop of its own does not come once a pass.
      if (depth > 1 || /\b(?:if|for|while|else|do|case)\b[^;{}]*$/.test(code.slice(Math.max(0, at - 200), at)))
        return null;
      lines.push(line);
    }
  }
  const last = line;
  if (lines.length === 0 || new Set(lines).size !== lines.length) return null;
  const placeIn = (index: number): number | null => {
    const info = facts.eventInfo[index]!;
    const places = [info.line, ...info.calls.map((each) => Number(each.slice(each.lastIndexOf(':') + 1)))];
    return places.find((each) => each >= first && each <= last) ?? null;
  };
  // A pass ends where the place in the loop's text goes back.
  const passes: Wait[][] = [];
  let current: number[] = [];
  let start = 0;
  while (start < facts.events.length && placeIn(start) === null) start += 1;
  let before = start;
  const close = (from: number): void => {
    passes.push(
      lines.map((each) => ({ line: each, events: from + current.filter((place) => place < each).length, ms: null })),
    );
    current = [];
  };
  for (let i = start; i < facts.events.length; i++) {
    const place = placeIn(i);
    if (place === null || lines.includes(place)) return null;
    if (current.length > 0 && place < current.at(-1)!) {
      close(before);
      before = i;
    } else if (
      current.length > 0 &&
      place === current.at(-1)! &&
      facts.eventInfo[i]!.seconds - facts.eventInfo[i - 1]!.seconds > 0.0005
    ) {
      close(before);
      before = i;
    }
    current.push(place);
  }
  if (passes.length < 2) return null;
  return { before: [], passes };
}
