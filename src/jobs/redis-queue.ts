import { type Job as BullJob, Queue, QueueEvents, UnrecoverableError, Worker } from 'bullmq';
import { Redis } from 'ioredis';
import type { Runner } from './fair-queue.ts';
import { JobGivenUp } from './queue.ts';
import { type Seal, sealWith } from './seal.ts';

const QUEUE = 'analyses';
/** Processes with different keys have different queues: nobody takes a job that it cannot open. */
const prefixOf = (seal: Seal): string => `unpaste-jobs-${seal.name}`;
/** A worker that says nothing of its job for `lockMs` loses it to another, which looks every `lookMs`. */
const PATIENCE = { lockMs: 10_000, lookMs: 5_000 };
/** Workers that may die over one job before the job is to blame. */
const LIMIT_DEATHS = 2;
/** How often a waiting gateway looks for itself, where the event of the end was lost. */
const LOOK_EVERY_MS = 5_000;
/** Results are fetched at once; what nobody fetches (its gateway died) goes soon. */
const KEEP_SECONDS = 60;

/**
 * Jobs a gateway hands over for each thread of the workers: the one that is worked at and one to go on with. More would
 * wait in Redis, where nobody takes turns; fewer would let threads stand idle.
 */
const HANDED_OVER_A_THREAD = 2;
/** As many at least (workers may be on their way) and at most; the first also where Redis does not tell its clients. */
const HANDED_OVER = { least: 8, most: 512 };
/** How often the workers are counted. */
const COUNT_EVERY_MS = 5_000;
/** Of those handed over, the most of one server and person. */
export const SHARED_LIMITS = { runningOfServer: 16, runningOfPerson: 8, slowAfterMs: 2 ** 31 - 1 };

/** Why a job failed, as it stands in Redis: never the words of an error, which may be the paste's. */
const GIVEN_UP = /^given up: (deadline|memory|stopped)$/;

function connect(address: string): Redis {
  // Commands wait for a server that is coming back; null: for as long as that takes.
  const redis = new Redis(address, { maxRetriesPerRequest: null });
  redis.on('error', () => {});
  return redis;
}

/** Bytes survive JSON as their base64. */
const BYTES = '$bytes';

function packed(value: unknown): string {
  // `this` still has what a Buffer's own toJSON has turned into an array of numbers.
  return JSON.stringify(value, function replace(this: Record<string, unknown>, key, item: unknown) {
    const own = this[key];
    return own instanceof Uint8Array ? { [BYTES]: Buffer.from(own).toString('base64') } : item;
  });
}

function unpacked<T>(text: string): T {
  return JSON.parse(text, (_, item: unknown) => {
    const bytes = (item as Record<string, unknown> | null)?.[BYTES];
    return typeof bytes === 'string' ? new Uint8Array(Buffer.from(bytes, 'base64')) : item;
  }) as T;
}

/**
 * Runs jobs on whatever workers are connected to the same Redis: the runner behind a gateway's own `FairQueue`, which
 * keeps most jobs with it and hands over only so many at once, so that gateways, too, take turns.
 */
export class RedisRunner<Job, Result> implements Runner<Job, Result> {
  #concurrency = HANDED_OVER.least;
  readonly #counting: NodeJS.Timeout;
  readonly #connection: Redis;
  readonly #queue: Queue;
  readonly #events: QueueEvents;
  readonly #seal: Seal;
  #closed = false;

  /**
   * @param key words only gateways and workers know, so that Redis never holds a paste that can be read.
   */
  constructor(address: string, key: string) {
    this.#seal = sealWith(key);
    this.#connection = connect(address);
    this.#queue = new Queue(QUEUE, {
      connection: this.#connection,
      prefix: prefixOf(this.#seal),
      defaultJobOptions: {
        removeOnComplete: { age: KEEP_SECONDS },
        removeOnFail: { age: KEEP_SECONDS },
        stackTraceLimit: 0,
      },
    });
    // Listens on a connection of its own, which it makes after this one's likeness.
    this.#events = new QueueEvents(QUEUE, { connection: this.#connection, prefix: prefixOf(this.#seal) });
    // Every waiting job listens.
    this.#events.setMaxListeners(0);
    this.#queue.setMaxListeners(0);
    this.#queue.on('error', () => {});
    this.#events.on('error', () => {});
    this.#counting = setInterval(() => void this.workers().catch(() => {}), COUNT_EVERY_MS).unref();
  }

  /** Jobs handed over and not done; follows the number of workers. */
  get concurrency(): number {
    return this.#concurrency;
  }

  async run(job: Job): Promise<Result> {
    const data = { job: this.#seal.close(packed(job)) };
    let added: BullJob = await this.#queue.add('analysis', data);
    for (;;) {
      try {
        return await this.#fetched(await added.waitUntilFinished(this.#events, LOOK_EVERY_MS), added);
      } catch (error) {
        if (this.#closed) throw new JobGivenUp('stopped', { cause: error });
        const state = await added.getState();
        // Redis came back without it.
        if (state === 'unknown') added = await this.#queue.add('analysis', data);
        else if (state === 'failed') throw failure((await this.#queue.getJob(added.id!))?.failedReason ?? '');
        else if (state === 'completed') {
          const done = await this.#queue.getJob(added.id!);
          if (done) return this.#fetched(done.returnvalue, done);
        }
      }
    }
  }

  /** The result; it does not stay in Redis. */
  async #fetched(value: unknown, job: BullJob): Promise<Result> {
    await job.remove().catch(() => {});
    return unpacked<Result>(this.#seal.open(value as string));
  }

  /** Workers connected now. */
  async workers(): Promise<number> {
    const workers = await this.#queue.getWorkers();
    const threads = workers.reduce(
      (sum, { rawname }) => sum + Number(/threads-(\d+)$/.exec(rawname ?? '')?.[1] ?? 0),
      0,
    );
    this.#concurrency = Math.min(HANDED_OVER.most, Math.max(HANDED_OVER.least, threads * HANDED_OVER_A_THREAD));
    return workers.length;
  }

  async close(): Promise<void> {
    this.#closed = true;
    clearInterval(this.#counting);
    await this.#events.close();
    await this.#queue.close();
    this.#connection.disconnect();
  }
}

function failure(reason: string): Error {
  const why = GIVEN_UP.exec(reason)?.[1] as JobGivenUp['reason'] | undefined;
  // Workers that die over a job ran out of memory in a way their threads could not hold.
  if (/stalled/.test(reason)) return new JobGivenUp('memory');
  return why ? new JobGivenUp(why) : new Error('the analysis failed on a worker');
}

/** A process that works for gateways. */
export interface RunningWorker {
  /** Finishes what it has, and takes nothing new. */
  stop(): Promise<void>;
}

/**
 * Takes jobs from Redis and runs them. A worker that dies loses its jobs to others within half a minute.
 * @throws Error with what to do where Redis cannot be reached.
 */
export async function startWorker<Job, Result>(
  address: string,
  runner: Runner<Job, Result>,
  key: string,
  { lockMs, lookMs } = PATIENCE,
): Promise<RunningWorker> {
  const connection = connect(address);
  const seal = sealWith(key);
  const run = async ({ data }: BullJob<{ job: string }>): Promise<string> => {
    try {
      return seal.close(packed(await runner.run(unpacked<Job>(seal.open(data.job)))));
    } catch (error) {
      throw new UnrecoverableError(error instanceof JobGivenUp ? `given up: ${error.reason}` : (error as Error).name);
    }
  };
  const worker = new Worker(QUEUE, run, {
    connection,
    prefix: prefixOf(seal),
    // Gateways read from the name how much the worker can take.
    name: `threads-${runner.concurrency}`,
    concurrency: runner.concurrency,
    lockDuration: lockMs,
    stalledInterval: lookMs,
    maxStalledCount: LIMIT_DEATHS,
  });
  worker.on('error', () => {});
  await worker.waitUntilReady();
  return {
    async stop() {
      await worker.close();
      await runner.close();
      connection.disconnect();
    },
  };
}
