/** A plain C program on a desktop machine: no chip, no preludes, hardware accesses read 0. */
import { setFlagsFromString } from 'node:v8';
import type { Host, RunEnd } from './api.ts';
import { StopRun } from './api.ts';
import { compile, DESKTOP_TARGET } from './compile.ts';
import type { ProgramRun } from './runtime.ts';

export interface PlainOptions {
  fuel: number;
  limitMs: number;
  /** Texts for `#include "name"`. */
  files?: Record<string, string> | undefined;
  /** argv[0]. */
  programName?: string | undefined;
  output?: (text: string) => void;
}

export interface PlainResult {
  /** main's value, 0 to 255; null where fuel or time ran out; 134 where the program was stopped by a trap. */
  exit: number | null;
  stdout: string;
  error: { line: number; text: string } | null;
  steps: number;
}

/** Fuel between two looks at the clock: some milliseconds. */
const FUEL_SLICE = 5_000_000;
/** Loop heads looked at after each slice, and the largest state that is worth it. */
const LOOKS = 300;
const STATE_LIMIT = 1 << 18;
/** Characters collected before they are passed on. */
const OUTPUT_SLICE = 16_384;

/**
 * Compiles and runs a program in this thread. `output` gets what it prints in pieces; without it `stdout` of the result
 * holds all. Where the text does not compile, `exit` is 1.
 */
export function runPlain(source: string, options: PlainOptions): PlainResult {
  const started = performance.now();
  // One program, run once, mostly inside one function: code that is optimised from the start pays.
  setFlagsFromString('--no-liftoff');
  const program = compile({ source, target: DESKTOP_TARGET, files: options.files ?? {} });
  let stdout = '';
  let waiting = '';
  const flush = (): void => {
    if (options.output) options.output(waiting);
    else stdout += waiting;
    waiting = '';
  };
  let left = options.fuel;
  let timedOut = false;
  // After every slice of fuel some loop heads are looked at: a state that comes again comes for ever.
  const seen = new Set<string>();
  let looks = 0;
  let repeats = 0;
  const host: Host = {
    read: () => 0,
    write: () => {},
    call: () => 0,
    outOfFuel: () => {
      if (performance.now() - started > options.limitMs) {
        timedOut = true;
        throw new StopRun('time');
      }
      const slice = Math.min(FUEL_SLICE, left);
      left -= slice;
      if (!run.readsClock && run.stateBytes() < STATE_LIMIT) {
        looks = LOOKS;
        seen.clear();
        run.watchLoops(true);
      }
      return slice;
    },
    loopHead: (loop, line) => {
      const state = `${loop} ${run.stateHash()}`;
      if (seen.has(state)) {
        repeats = line;
        throw new StopRun('repeats');
      }
      seen.add(state);
      if (--looks <= 0) run.watchLoops(false);
    },
    output: (text) => {
      waiting += text;
      if (waiting.length > OUTPUT_SLICE) flush();
    },
  };
  const main = program.functions.find((f) => f.name === 'main');
  const flaw = program.diagnostics.find((d) => d.severity === 'error' && d.code !== 'function-unavailable');
  if (!main || (flaw && !main.available)) {
    const error = flaw ? { line: flaw.line, text: flaw.message } : { line: 0, text: 'there is no function main' };
    return { exit: 1, stdout: '', error, steps: 0 };
  }
  const run = program.instantiate(host) as ProgramRun;
  run.watchLoops(false);
  const first = Math.min(FUEL_SLICE, left);
  left -= first;
  const end = run.start({ fuel: first, commandLine: [options.programName ?? 'program'] });
  flush();
  const note = run.notes()[0];
  return {
    exit: exitOf(end),
    stdout,
    error:
      errorOf(end, timedOut, repeats, options) ??
      (note ? { line: note.line, text: `${note.message} (the program went on)` } : null),
    steps: run.steps(),
  };
}

function exitOf(end: RunEnd): number | null {
  switch (end.reason) {
    case 'returned':
    case 'exit':
      return end.value & 255;
    case 'trap':
      return 134;
    default:
      return null;
  }
}

function errorOf(
  end: RunEnd,
  timedOut: boolean,
  repeats: number,
  options: { fuel: number; limitMs: number },
): PlainResult['error'] {
  switch (end.reason) {
    case 'trap':
      return { line: end.line, text: end.message };
    case 'out-of-fuel':
      return { line: end.line, text: `stopped: the program did not end within ${options.fuel} loop turns and calls` };
    case 'stopped':
      if (repeats > 0)
        return { line: repeats, text: 'stopped: this loop never ends, the program repeats the same state for ever' };
      return {
        line: end.line,
        text: timedOut ? `stopped: the program did not end within ${options.limitMs / 1000} s` : 'stopped',
      };
    default:
      return null;
  }
}
