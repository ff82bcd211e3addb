/** A plain C program on a desktop machine: no chip, no preludes, hardware accesses read 0. */
import { setFlagsFromString } from 'node:v8';
import type { Host, RunEnd } from './api.ts';
import { StopRun } from './api.ts';
import { compile, DESKTOP_TARGET } from './compile.ts';
import { type EndlessLoop, endlessLoops } from './endless.ts';
import { timedOut } from './limits.ts';
import { type Branching, branchingIn, sayBranching } from './recursion.ts';
import type { ProgramRun } from './runtime.ts';

export interface PlainOptions {
  fuel: number;
  limitMs: number;
  /** Texts for `#include "name"`. */
  files?: Record<string, string> | undefined;
  /** argv[0]. */
  programName?: string | undefined;
  output?: (text: string) => void;
  /** False: every turn of loops that only count is taken, and every access to a fixed address is one. */
  shortcuts?: boolean | undefined;
  /** The thread's stack is a small one: calls that nest too deeply for it are a `StackFull`. */
  shallow?: boolean;
}

/** What the program needs is more stack than this thread has; it may run in another. */
export class StackFull extends Error {}

export interface PlainResult {
  /** main's value, 0 to 255; null where fuel or time ran out; 134 where the program was stopped by a trap. */
  exit: number | null;
  stdout: string;
  error: { line: number; text: string } | null;
  steps: number;
}

/** Fuel before the first look at the clock, and the most between two; what lies between takes about `SLICE_MS`. */
const FIRST_SLICE = 1_000_000;
const LARGEST_SLICE = 20_000_000;
const SLICE_MS = 20;
/** From here on some loop heads are looked at after each slice, as many as these bytes of state allow. */
const LOOKS_MS = 15;
const LOOKS = 300;
const LOOK_BYTES = 4 << 20;
const STATE_LIMIT = 1 << 18;
/** Largest module that is optimised before it starts. */
const OPTIMISED_BYTES = 150_000;
/** From here on, or where there is no more fuel, a loop that nothing leads out of is not waited for. */
const ENDLESS_MS = 1000;
/** Limits of the sandbox: a text that met one of them is not run in part. */
const LIMITS = new Set(['too-long', 'macro-explosion', 'include-depth', 'too-big', 'unsupported-type']);
/** Characters collected before they are passed on. */
const OUTPUT_SLICE = 16_384;

/**
 * Compiles and runs a program in this thread. `output` gets what it prints in pieces; without it `stdout` of the result
 * holds all. Where the text does not compile, `exit` is 1.
 */
export function runPlain(source: string, options: PlainOptions): PlainResult {
  const started = performance.now();
  const { shortcuts = true } = options;
  const program = compile({
    source,
    target: DESKTOP_TARGET,
    files: options.files ?? {},
    everyTurn: !shortcuts,
    deaf: shortcuts,
  });
  let stdout = '';
  let waiting = '';
  const flush = (): void => {
    if (options.output) options.output(waiting);
    else stdout += waiting;
    waiting = '';
  };
  let left = options.fuel;
  let slice = 0;
  const nextSlice = (fuel: number): number => {
    slice = Math.min(fuel, left);
    left -= slice;
    return slice;
  };
  let late = false;
  // After every slice of fuel some loop heads are looked at: a state that comes again comes for ever.
  const seen = new Set<number>();
  let looks = 0;
  let looked = started;
  let repeats = 0;
  let loops: EndlessLoop[] | null = null;
  let full = false;
  let branching: Branching | null = null;
  let missing: PlainResult['error'] = null;
  const branches = branchingIn(() => run.callPath());
  let printed = 0;
  const lookAtClock = (): number => {
    const now = performance.now();
    if (now - started > options.limitMs) {
      late = true;
      throw new StopRun('time');
    }
    // A loop that prints is not idle: what it prints tells more than that it never ends.
    const idle = printed === 0;
    printed = 0;
    if (idle && (now - started > ENDLESS_MS || left === 0)) {
      loops ??= endlessLoops(program.tree);
      const loop = loops.length > 0 ? isIn(run, loops) : undefined;
      if (loop) {
        repeats = loop.line;
        throw new StopRun('endless');
      }
      branching = branches(now);
      if (branching) throw new StopRun('branching');
    }
    return now;
  };
  const host: Host = {
    read: () => 0,
    write: () => {},
    call: (name, _args, line) => {
      missing ??= { line, text: `${name} has no body here: the call did nothing and gave 0` };
      return 0;
    },
    tick: () => void lookAtClock(),
    outOfFuel: () => {
      const now = lookAtClock();
      const tookMs = now - looked;
      looked = now;
      const bytes = run.stateBytes();
      if (now - started > LOOKS_MS && !run.readsClock && bytes < STATE_LIMIT) {
        looks = Math.min(LOOKS, Math.ceil(LOOK_BYTES / bytes));
        seen.clear();
        run.watchLoops(true);
      }
      return nextSlice(Math.min(LARGEST_SLICE, tookMs < SLICE_MS ? slice * 2 : Math.ceil(slice / 2)));
    },
    loopHead: (loop, line) => {
      const state = run.stateKey(loop);
      if (seen.has(state)) {
        repeats = line;
        throw new StopRun('repeats');
      }
      seen.add(state);
      if (--looks <= 0) run.watchLoops(false);
    },
    output: (text) => {
      waiting += text;
      printed += text.length;
      if (waiting.length > OUTPUT_SLICE) flush();
    },
    outputFull: () => {
      full = true;
      throw new StopRun('output');
    },
  };
  const main = program.functions.find((f) => f.name === 'main');
  const errors = program.diagnostics.filter((d) => d.severity === 'error' && d.code !== 'function-unavailable');
  const limit = errors.find((d) => LIMITS.has(d.code));
  const flaw = limit ?? errors[0];
  const unsaid = flaw ?? program.diagnostics.find((d) => d.code === 'destructor');
  // A missing header and a missing body cost nothing until they are needed.
  const guessed = program.unknowns.find(({ kind }) => kind !== 'include' && kind !== 'function');
  if (!main || limit || (flaw && !main.available)) {
    const error = flaw ? { line: flaw.line, text: flaw.message } : { line: 0, text: 'there is no function main' };
    return { exit: 1, stdout: '', error, steps: 0 };
  }
  // One program, run once, mostly inside one function: code that is optimised from the start pays, unless there is much.
  const small = (program as unknown as { emitted: { bytes: Uint8Array } }).emitted.bytes.length < OPTIMISED_BYTES;
  setFlagsFromString(small ? '--no-liftoff' : '--liftoff');
  const run = program.instantiate(host) as ProgramRun;
  run.watchLoops(false);
  const end = run.start({ fuel: nextSlice(FIRST_SLICE), commandLine: [options.programName ?? 'program'] });
  if (options.shallow && end.reason === 'trap' && end.code === 'stack-overflow') throw new StackFull();
  flush();
  const note = run.notes()[0];
  return {
    exit: exitOf(end),
    stdout,
    error:
      (branching && { line: (branching as Branching).line, text: sayBranching(branching) }) ??
      errorOf(end, full ? 'output' : late ? 'time' : '', repeats, options) ??
      (note ? { line: note.line, text: `${note.message} (the program went on)` } : null) ??
      missing ??
      (guessed
        ? { line: guessed.lines[0] ?? 0, text: `${guessed.name} is declared nowhere; taken for ${guessed.assumed}` }
        : null) ??
      (unsaid ? { line: unsaid.line, text: `${unsaid.message} (the program ran without it)` } : null),
    steps: run.steps(),
  };
}

/** The endless loop that the run is in. */
function isIn(run: ProgramRun, loops: EndlessLoop[]): EndlessLoop | undefined {
  for (const frame of run.frames()) {
    const loop = loops.find((l) => l.function === frame.function && l.lines.has(frame.line));
    if (loop) return loop;
  }
  return undefined;
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
  why: string,
  repeats: number,
  options: { fuel: number; limitMs: number },
): PlainResult['error'] {
  switch (end.reason) {
    case 'trap':
      return { line: end.line, text: end.message };
    case 'out-of-fuel':
      return { line: end.line, text: `stopped: the program did not end within ${options.fuel} loop turns and calls` };
    case 'stopped':
      if (repeats > 0) return { line: repeats, text: 'stopped: this loop never ends, nothing leads out of it' };
      return {
        line: end.line,
        text:
          why === 'time'
            ? timedOut(options.limitMs)
            : why === 'output'
              ? 'stopped: the program prints more than can be shown'
              : 'stopped',
      };
    default:
      return null;
  }
}
