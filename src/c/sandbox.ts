/**
 * Runs a plain C program in a worker with limits on fuel, time, memory and output. The worker is ended where it does not
 * end by itself, so that nothing a program does can hold up the caller.
 */
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { LIMITS, timedOut } from './limits.ts';
import type { PlainResult } from './plain.ts';

export type { PlainResult } from './plain.ts';

export interface SandboxOptions {
  /** Loop turns and calls; default 2,000,000,000. */
  fuel?: number;
  /** Wall clock for compiling and running together; default 10,000. */
  limitMs?: number;
  /** JavaScript heap of the worker; the program's own memory has its own limits. Default 512. */
  limitMegabytes?: number;
  /** Texts for `#include "name"`. */
  files?: Record<string, string>;
  /** argv[0]. */
  programName?: string;
  /** False: what could be skipped (loops that only count) is run; for measuring. */
  shortcuts?: boolean;
}

/** Native stack of the worker: deep recursion without local arrays lives there. */
const STACK_MEGABYTES = 64;

/**
 * Compiles and runs a program. Never rejects: what went wrong is in `error`, in one sentence with its line (0 where it has
 * none). `exit` is main's value (0 to 255), null where fuel or time ran out, 134 after a trap.
 */
export async function runSandboxed(source: string, options: SandboxOptions = {}): Promise<PlainResult> {
  const { fuel, limitMs, limitMegabytes, files, programName, shortcuts } = { ...LIMITS, ...options };
  const limits = { fuel, limitMs, files, programName, shortcuts };
  const script = workerScript();
  // Run from TypeScript sources (tests, development) there is no compiled worker: the same code runs here.
  if (!script) return import('./plain.ts').then(({ runPlain }) => runPlain(source, limits));
  // Loaded here: a run in this thread needs none of it.
  const { Worker } = await import('node:worker_threads');
  return new Promise((resolve) => {
    const worker = new Worker(script, {
      workerData: { source, ...limits },
      resourceLimits: { maxOldGenerationSizeMb: limitMegabytes, stackSizeMb: STACK_MEGABYTES },
      stdout: false,
    });
    let stdout = '';
    const failed = (text: string, exit: number | null): PlainResult => ({
      exit,
      stdout,
      error: { line: 0, text },
      steps: 0,
    });
    // The program checks its own time at loops and calls; the worker is ended only where that does not help.
    const timer = setTimeout(() => {
      void worker.terminate();
      resolve(failed(timedOut(limitMs), null));
    }, limitMs + 500);
    const done = (result: PlainResult): void => {
      clearTimeout(timer);
      void worker.terminate();
      resolve(result);
    };
    worker.on('message', (message: { output?: string; result?: PlainResult }) => {
      if (message.output !== undefined) stdout += message.output;
      if (message.result) done({ ...message.result, stdout });
    });
    worker.on('error', (error: Error & { code?: string }) => {
      const full = error.code === 'ERR_WORKER_OUT_OF_MEMORY';
      done(
        failed(
          full ? 'stopped: the program needs more memory than there is' : `the engine failed: ${error.message}`,
          134,
        ),
      );
    });
    worker.on('exit', () => done(failed('the worker ended before the program did', 134)));
  });
}

function workerScript(): URL | null {
  const url = new URL('./sandbox-worker.js', import.meta.url);
  return existsSync(fileURLToPath(url)) ? url : null;
}
