import { WATCH_CALL } from '../../../machine/watch.ts';
import type { AnalyzeOptions } from '../../analyzer.ts';
import type { GpioFacts } from '../facts.ts';
import { readPaste } from '../read.ts';
import { type Evidence, evidenceOf } from '../reason.ts';
import { bareLines, type Declared, declaredIn } from './declared.ts';

/** What was so at one moment of a run. */
export interface Moment {
  seconds: number;
  /** Ends of the main loop's passes up to then. */
  passes: number;
  /** Taken by a change of pins. */
  change: boolean;
  /** Of each variable; null where it does not exist then. */
  values: (number | null)[];
  /** Changes of pins up to then. */
  events: number;
}

/** A run in which variables were looked at all the time. */
export interface Watched {
  moments: Moment[];
  /** Brightness that calls set, by the pin's name. */
  dimmings: { pin: string; aliases: string[]; value: number; full: number; seconds: number; passes: number }[];
  /** Changes of pins, by their names. */
  changes: { pin: string; level: 0 | 1; events: number; seconds: number }[];
  /** Times are estimates. */
  estimated: boolean;
  /** Nothing changes after the last moment. */
  rests: boolean;
  /** How far the run went. */
  untilSeconds: number;
}

const MOST_VARIABLES = 8;
const NO_INTEGER = /\b(?:float|double|void|bit|sbit|sfr|struct|union|String|const char|auto)\b|\*/;
const UNSIGNED =
  /\b(?:unsigned|uint\w*|u8|u16|u32|byte|word|bool|boolean|_Bool|size_t|uchar|BYTE|WORD|DWORD|BOOL|INT8U|INT16U|INT32U)\b/;

interface Insertion {
  at: number;
  text: string;
}

/** Where in the text a bracket that opens at an offset is closed; -1 where it is not. */
function closing(code: string, open: number, [left, right]: readonly [string, string]): number {
  let depth = 0;
  for (let at = open; at < code.length; at++) {
    if (code[at] === left) depth += 1;
    else if (code[at] === right && --depth === 0) return at;
  }
  return -1;
}

const ENTRIES = /^(?:main|setup|app_main)$/;

/** The calls that tell where variables are, and where in the text they have to stand; null where one has no such place. */
function insertionsFor(facts: GpioFacts, variables: readonly Declared[]): Insertion[] | null {
  const lines = bareLines(facts);
  // As long as the source, so that offsets are the same.
  const code = facts.source
    .split('\n')
    .map((text, i) => lines[i]!.padEnd(text.length).slice(0, text.length))
    .join('\n');
  const starts: number[] = [0];
  for (let at = code.indexOf('\n'); at >= 0; at = code.indexOf('\n', at + 1)) starts.push(at + 1);
  const offsetOf = (line: number): number => starts[line - facts.firstLine] ?? 0;
  const bodyOf = (line: number): number => code.indexOf('{', offsetOf(line));
  const entry = facts.functions.find(({ name }) => ENTRIES.test(name));
  if (!entry) return null;
  const found: Insertion[] = [];
  for (const [id, { name, type, line, kind, items }] of variables.entries()) {
    if (kind !== 'variable' || items !== null || type === null || NO_INTEGER.test(type)) return null;
    const resolved = typeOf(code, type);
    if (NO_INTEGER.test(resolved)) return null;
    const call = ` ${WATCH_CALL}(${id}, &${name}, sizeof(${name}), ${UNSIGNED.test(resolved) ? 0 : 1});`;
    const gone = ` ${WATCH_CALL}(${id}, 0, 0, 0);`;
    const inside = facts.functions.find((each) => line >= each.line && line <= each.endLine);
    const open = inside ? bodyOf(inside.line) : -1;
    const own = new RegExp(`\\b${name}\\b`).exec(code.slice(offsetOf(line)));
    if (!own) return null;
    const at = offsetOf(line) + own.index;
    if (!inside || at < open) {
      if (inside && at > offsetOf(inside.line) + code.slice(offsetOf(inside.line)).indexOf('(')) return null;
      found.push({ at: bodyOf(entry.line) + 1, text: call });
      continue;
    }
    const statement = Math.max(code.lastIndexOf(';', at), code.lastIndexOf('{', at), code.lastIndexOf('}', at));
    const loop = /\bfor\s*\($/.exec(code.slice(0, code.lastIndexOf('(', at) + 1));
    const head = loop && code.lastIndexOf('(', at) > statement ? code.lastIndexOf('(', at) : -1;
    if (head >= 0) {
      const body = closing(code, head, ['(', ')']) + 1;
      const brace = /^\s*\{/.exec(code.slice(body));
      if (!brace) return null;
      const end = closing(code, body + brace[0].length - 1, ['{', '}']);
      if (end < 0 || leaves(code.slice(body, end))) return null;
      found.push({ at: body + brace[0].length, text: call }, { at: end + 1, text: gone });
      continue;
    }
    const end = code.indexOf(';', at);
    if (end < 0) return null;
    found.push({ at: end + 1, text: call });
    if (/\bstatic\b/.test(type)) continue;
    // A local is gone at the end of its block.
    let depth = 0;
    let close = end;
    for (; close < code.length && depth >= 0; close++) {
      if (code[close] === '{') depth += 1;
      else if (code[close] === '}') depth -= 1;
    }
    const block = code.slice(end, close);
    const endless = /\b(?:while\s*\(\s*(?:1|true)\s*\)|for\s*\(\s*;\s*;\s*\))/i.test(block);
    if (!endless && leaves(block)) return null;
    if (!endless) found.push({ at: close - 1, text: gone });
  }
  return found;
}

const leaves = (block: string): boolean => /\b(?:return|goto|break|continue)\b/.test(block);

/** The type behind a name that the paste gives it. */
function typeOf(code: string, type: string, depth = 0): string {
  if (depth > 3) return type;
  return type.replace(/[A-Za-z_]\w*/g, (word) => {
    const macro = new RegExp(`#\\s*define\\s+${word}\\s+([\\w ]{2,40}?)\\s*$`, 'm').exec(code)?.[1];
    const named = new RegExp(`\\btypedef\\s+([\\w ]{2,40}?)\\s+${word}\\s*;`).exec(code)?.[1];
    const other = macro ?? named;
    return other === undefined ? word : typeOf(code, other, depth + 1);
  });
}

const known = new WeakMap<GpioFacts, Map<string, Watched | null>>();

/** How far a run is to go, and what is done to its inputs meanwhile. */
export interface Script {
  seconds?: number;
  passes?: number;
  /** True: no further, where the program would not end by itself soon. */
  stops?: boolean;
  inputs?: AnalyzeOptions['inputs'];
}

/** Runs the program and keeps what variables hold meanwhile; null where it cannot be told from outside where they are. */
export function watch(facts: GpioFacts, names: readonly string[], script: Script): Watched | null {
  const runs = known.get(facts) ?? new Map<string, Watched | null>();
  known.set(facts, runs);
  const key = JSON.stringify([names, script]);
  let found = runs.get(key);
  if (found === undefined) runs.set(key, (found = watched(facts, names, script)));
  return found;
}

function watched(facts: GpioFacts, names: readonly string[], script: Script): Watched | null {
  if (names.length > MOST_VARIABLES || facts.restoredText !== null) return null;
  const declared = declaredIn(facts).filter(({ kind }) => kind === 'variable');
  const variables = names.map((name) => declared.filter((each) => each.name === name));
  // Several of one name: which of them is meant?
  if (variables.some((own) => own.length !== 1)) return null;
  const insertions = insertionsFor(
    facts,
    variables.map(([own]) => own!),
  );
  if (!insertions) return null;
  let { source } = facts;
  for (const { at, text } of insertions.sort((a, b) => b.at - a.at))
    source = source.slice(0, at) + text + source.slice(at);
  const reading = readPaste(source);
  if (!reading || reading.program.functions.some((each) => !each.fromPrelude && !each.available)) return null;
  const horizon = { us: (script.seconds ?? 0) * 1e6 + 1, passes: script.passes ?? 0, stops: script.stops ?? false };
  const options = { lineOffset: facts.firstLine - 1, inputs: script.inputs, horizon };
  return watchedOf(facts, evidenceOf(reading, options as Parameters<typeof evidenceOf>[1]));
}

function watchedOf(facts: GpioFacts, { simulation, naming }: Evidence): Watched | null {
  const { machine, end } = simulation;
  if (!machine.watch || end.reason === 'trap') return null;
  return {
    moments: machine.watch.samples.map(({ atUs, events, passes, change, values }) => ({
      seconds: atUs / 1e6,
      events,
      passes,
      change,
      values,
    })),
    dimmings: machine.watch.dimmings.map(({ port, bit, value, full, atUs, passes }) => ({
      ...naming.name({ port, bit }),
      value,
      full,
      seconds: atUs / 1e6,
      passes,
    })),
    changes: machine.events.flatMap(({ changes, exactUs, estimatedUs }, i) =>
      changes.map((change) => ({
        pin: naming.name(change).pin,
        level: change.level,
        events: i + 1,
        seconds: (exactUs + estimatedUs) / 1e6,
      })),
    ),
    estimated: !facts.eventInfo.every(({ exact }) => exact),
    rests: machine.stopped === 'settled' || end.reason === 'returned',
    untilSeconds: machine.clock.nowUs / 1e6,
  };
}
