import { setFlagsFromString } from 'node:v8';
import type { ResourceLimits } from 'node:worker_threads';
import { Piscina } from 'piscina';
import type { Runner } from './fair-queue.ts';
import { JobGivenUp } from './queue.ts';
import type { Posted } from './worker.ts';

/** A spare thread without work ends after this. */
const SPARE_IDLE_MS = 30_000;

/**
 * Room for what one job makes and drops: V8 has two such halves that change places, and as much again for large objects.
 * The size it would choose by itself is never given back, thread by thread.
 */
const HALF_MB = 16;

/**
 * The heap of one thread of `memoryMb` megabytes. The young generation has its whole size from the start: V8 begins with one megabyte and
 * grows by what survives, so that a job that drops nearly all it makes would be collected at every step of its way.
 */
export function heapOf(memoryMb: number): ResourceLimits {
  setFlagsFromString(`--min-semi-space-size=${HALF_MB}`);
  return { maxOldGenerationSizeMb: memoryMb, maxYoungGenerationSizeMb: 3 * HALF_MB };
}

/** Heap of a thread that analyses, in the bot and its workers. */
export const THREAD_MEMORY_MB = 512;

/** Deadlines a thread may take to start. */
const LIMIT_STARTS = 3;

export interface ThreadLimits {
  threads: number;
  /** A job that runs longer is stopped together with its thread. */
  deadlineMs: number;
  /** Heap of one thread. */
  memoryMb: number;
}

/**
 * Worker threads that run a module's default export (made by `worker`), one job each at a time. A thread that hangs or eats its memory is
 * ended and replaced; the others never notice.
 * @param module address of the module, TypeScript in development and JavaScript once built.
 */
export class Threads<Job, Result> implements Runner<Job, Result> {
  readonly concurrency: number;
  /** As many again, started only while jobs are slow. */
  readonly spare: number;
  readonly #pool: Piscina;
  readonly #deadlineMs: number;

  constructor(module: URL, limits: ThreadLimits) {
    this.concurrency = limits.threads;
    this.spare = limits.threads;
    this.#deadlineMs = limits.deadlineMs;
    this.#pool = new Piscina({
      filename: module.href,
      minThreads: limits.threads,
      maxThreads: limits.threads * 2,
      idleTimeout: SPARE_IDLE_MS,
      resourceLimits: heapOf(limits.memoryMb),
      // Sources run through tsx; what is built runs as it is.
      execArgv: module.pathname.endsWith('.ts') ? ['--import', import.meta.resolve('tsx')] : [],
    });
    // A thread that dies of its job rejects that job; the pool itself has nothing to add.
    this.#pool.on('error', () => {});
  }

  /** @param stop given up early where it fires; the thread is ended with its job, as at the deadline. */
  async run(job: Job, stop?: AbortSignal): Promise<Result> {
    const deadline = new AbortController();
    const began = new SharedArrayBuffer(Float64Array.BYTES_PER_ELEMENT);
    const watch = (ms: number, starts: number): NodeJS.Timeout =>
      setTimeout(() => {
        const at = new Float64Array(began)[0]!;
        // A thread that is still starting on a busy machine is not to blame the job for.
        const left = at === 0 ? (starts > 0 ? this.#deadlineMs : 0) : at + this.#deadlineMs - Date.now();
        if (left > 0) timer = watch(left, at === 0 ? starts - 1 : starts);
        else deadline.abort();
      }, ms);
    let timer = watch(this.#deadlineMs, LIMIT_STARTS);
    try {
      const signal = stop ? AbortSignal.any([deadline.signal, stop]) : deadline.signal;
      const posted: Posted<Job> = { job, began };
      return (await this.#pool.run(posted, { signal })) as Result;
    } catch (error) {
      if (stop?.aborted) throw new JobGivenUp('stopped', { cause: error });
      if (deadline.signal.aborted) throw new JobGivenUp('deadline', { cause: error });
      if ((error as { code?: string }).code === 'ERR_WORKER_OUT_OF_MEMORY')
        throw new JobGivenUp('memory', { cause: error });
      throw error;
    } finally {
      clearTimeout(timer);
    }
  }

  close(): Promise<void> {
    return this.#pool.close({ force: true });
  }
}
