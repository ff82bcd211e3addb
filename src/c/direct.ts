/**
 * Runs a plain C program in this thread, for a process that has nothing else to do: no worker has to start first. The limits
 * are those of the sandbox: WebAssembly bounds the program's memory, fuel and the clock its time, and V8's own watchdog
 * ends whatever does not look at them. What could cost this thread more than that goes to a worker instead.
 */
import { Script } from 'node:vm';
import { LIMITS, timedOut } from './limits.ts';
import { type PlainOptions, type PlainResult, runPlain } from './plain.ts';
import { runSandboxed, type SandboxOptions } from './sandbox.ts';

/** Longest text, its includes counted, that is compiled here: it cannot fill the heap. */
const TEXT_CHARACTERS = 300_000;
/** What the program gets to end by itself before the watchdog does it. */
const GRACE_MS = 200;

/** Compiles and runs a program, here where that is safe, else in a worker. Never rejects: see `runSandboxed`. */
export async function runDirect(source: string, options: SandboxOptions = {}): Promise<PlainResult> {
  const { fuel, limitMs, files, programName, shortcuts } = { ...LIMITS, ...options };
  const characters = Object.values(files ?? {}).reduce((sum, text) => sum + text.length, source.length);
  const result =
    characters > TEXT_CHARACTERS ? null : attempt(source, { fuel, limitMs, files, programName, shortcuts });
  return result ?? runSandboxed(source, options);
}

/** Null where this thread's stack is too small for the program, or where the engine failed. */
function attempt(source: string, options: PlainOptions): PlainResult | null {
  let result: PlainResult | null = null;
  let stdout = '';
  const job = (): void => {
    result = runPlain(source, {
      ...options,
      shallow: true,
      output: (text) => {
        stdout += text;
      },
    });
  };
  // The only way to a timeout that also ends WebAssembly and regular expressions; the script's text is ours.
  const place = globalThis as { unpasteJob?: () => void };
  place.unpasteJob = job;
  try {
    new Script('unpasteJob()').runInThisContext({ timeout: options.limitMs + GRACE_MS });
  } catch (error) {
    if ((error as { code?: string }).code !== 'ERR_SCRIPT_EXECUTION_TIMEOUT') return null;
    return { exit: null, stdout, error: { line: 0, text: timedOut(options.limitMs) }, steps: 0 };
  } finally {
    delete place.unpasteJob;
  }
  return result && { ...(result as PlainResult), stdout };
}
