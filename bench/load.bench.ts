import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Analysis, AnalysisJob } from '../src/adapters/discord/analysis.ts';
import { FairQueue } from '../src/jobs/fair-queue.ts';
import { type JobQueue, QueueFull } from '../src/jobs/queue.ts';
import { RedisRunner, SHARED_LIMITS } from '../src/jobs/redis-queue.ts';
import { Threads } from '../src/jobs/threads.ts';
import { buildDist } from '../test/support/dist.ts';
import { hasRedis, startRedis } from '../test/support/servers.ts';

const WORKER = new URL('../src/adapters/discord/analysis-worker.ts', import.meta.url);
const MAIN = join(import.meta.dirname, '..', 'dist', 'src', 'adapters', 'cli', 'main.js');
const SEED = join(import.meta.dirname, '..', 'examples', 'seeds', 'journal-docker.one-line.txt');
const THREADS = 2;
const OVERLOAD = 10;
const SECONDS = 6;
/** Servers that behave: together they ask for half of what can be done. */
const QUIET_SERVERS = 20;

function percentile(sorted: number[], share: number): number {
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
}

/** Where analyses run, and what happens to it in the middle of the load. */
interface Workshop {
  name: string;
  queue: JobQueue<AnalysisJob, Analysis>;
  accident(): void;
  /** Commands and bytes of the queue's server so far; null where there is none. */
  traffic(): { commands: number; bytes: number } | null;
  close(): Promise<void>;
}

async function inThreads(): Promise<Workshop> {
  const threads = new Threads<AnalysisJob, Analysis>(WORKER, { threads: THREADS, deadlineMs: 20_000, memoryMb: 512 });
  const queue = new FairQueue(threads);
  return { name: `${THREADS} threads`, queue, accident: () => {}, traffic: () => null, close: () => queue.close() };
}

const KEY = 'a key of the benchmark';

/** As many `unpaste worker` processes of one thread on a Redis of their own; one is killed and another begins. */
async function onRedis(): Promise<Workshop> {
  buildDist();
  const redis = await startRedis();
  const env = {
    ...process.env,
    REDIS_URL: redis.address,
    UNPASTE_QUEUE_KEY: KEY,
    UNPASTE_STORE: '',
    UNPASTE_WORKERS: '1',
  };
  const start = (): ChildProcess => spawn(process.execPath, [MAIN, 'worker'], { env, stdio: 'ignore' });
  const workers = Array.from({ length: THREADS }, start);
  const runner = new RedisRunner<AnalysisJob, Analysis>(redis.address, KEY);
  while ((await runner.workers()) < THREADS) await sleep(100);
  const queue = new FairQueue(runner, SHARED_LIMITS);
  return {
    name: `${THREADS} workers on Redis, one killed halfway`,
    queue,
    accident() {
      workers[0]!.kill('SIGKILL');
      workers.push(start());
    },
    traffic() {
      const { stdout } = spawnSync('redis-cli', ['-u', redis.address, 'INFO', 'stats'], { encoding: 'utf8' });
      const figure = (name: string) => Number(new RegExp(`^${name}:(\\d+)`, 'm').exec(stdout)?.[1]);
      return {
        commands: figure('total_commands_processed'),
        bytes: figure('total_net_input_bytes') + figure('total_net_output_bytes'),
      };
    },
    async close() {
      for (const worker of workers) worker.kill('SIGKILL');
      await queue.close();
      await redis.stop();
    },
  };
}

/**
 * Ten times the sustainable load from one server, beside twenty that behave: what becomes of both. Nothing may be lost:
 * each paste is answered or refused, and a refused one stays open for the next try.
 */
export async function run(): Promise<void> {
  await overload(await inThreads());
  if (hasRedis) await overload(await onRedis());
  else console.log('no redis-server here: the same on Redis is left out');
}

async function overload({ name, queue, accident, traffic, close }: Workshop): Promise<void> {
  const text = readFileSync(SEED, 'utf8');
  const job: AnalysisJob = {
    kind: 'paste',
    pasted: { text, files: [], unread: [] },
    quoted: null,
    earlier: [],
    ofBefore: 0,
    questionsBefore: [],
    pointed: false,
    addressed: true,
    question: false,
    wanted: { language: 'zh', pictures: true },
  };
  const owner = (server: string) => ({ server, person: `${server}'s` });
  for (let n = 0; n < 40; n += 1) await queue.run(job, owner('warm-up'));

  const before = traffic();
  const began = performance.now();
  const many = 200;
  await Promise.all(Array.from({ length: many }, (_, n) => queue.run(job, owner(`server ${n % 50}`))));
  const rate = many / ((performance.now() - began) / 1000);
  console.log(`sustainable: ${rate.toFixed(1)} pastes/s (${name}; a docker log with its picture)`);
  const after = traffic();
  if (before && after) {
    const commands = (after.commands - before.commands) / many;
    const kb = (after.bytes - before.bytes) / many / 1024;
    console.log(
      `the queue's server: ${commands.toFixed(0)} commands and ${kb.toFixed(0)} KB a paste, both ways together`,
    );
  }

  const count = { sent: 0, done: 0, refused: 0 };
  const quiet: number[] = [];
  const flood: number[] = [];
  let deepest = 0;
  const underWay: Promise<void>[] = [];
  const send = (server: string, into: number[]): void => {
    count.sent += 1;
    const since = performance.now();
    const end = queue.run(job, owner(server)).then(
      () => {
        count.done += 1;
        into.push(performance.now() - since);
      },
      (error: unknown) => {
        if (!(error instanceof QueueFull)) throw error;
        count.refused += 1;
      },
    );
    underWay.push(end);
    deepest = Math.max(deepest, queue.depth.waiting);
  };
  const stepMs = 20;
  let [flooded, asked, turn] = [0, 0, 0];
  const halfway = setTimeout(accident, SECONDS * 500);
  for (const start = performance.now(); performance.now() - start < SECONDS * 1000; await sleep(stepMs)) {
    const seconds = (performance.now() - start) / 1000;
    for (; flooded < seconds * rate * (OVERLOAD - 0.5); flooded += 1) send('flooder', flood);
    for (; asked < seconds * rate * 0.5; asked += 1) send(`quiet ${turn++ % QUIET_SERVERS}`, quiet);
  }
  await Promise.all(underWay);
  clearTimeout(halfway);
  quiet.sort((a, b) => a - b);
  flood.sort((a, b) => a - b);
  const said = (sorted: number[]) =>
    `${sorted.length} answered, median ${percentile(sorted, 0.5).toFixed(0)} ms, 95 % ${percentile(sorted, 0.95).toFixed(0)} ms, worst ${(sorted.at(-1) ?? 0).toFixed(0)} ms`;
  console.log(
    `${OVERLOAD} times that for ${SECONDS} s: ${count.sent} sent, ${count.done} answered, ${count.refused} refused with a reason, ${count.sent - count.done - count.refused} lost; at most ${deepest} waiting`,
  );
  console.log(`the twenty that behave: ${said(quiet)}`);
  console.log(`the one that floods: ${said(flood)}`);
  console.log(`memory of the process: ${(process.memoryUsage().rss / 2 ** 20).toFixed(0)} MB`);
  await close();
}
