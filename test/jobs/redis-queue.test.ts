// Gateways and workers are processes of their own on one Redis; each kind is killed in turn while jobs are under way.
import { type ChildProcess, spawn } from 'node:child_process';
import { setTimeout as sleep } from 'node:timers/promises';
import { Redis } from 'ioredis';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { FairQueue } from '../../src/jobs/fair-queue.ts';
import { JobGivenUp } from '../../src/jobs/queue.ts';
import { RedisRunner } from '../../src/jobs/redis-queue.ts';
import { hasRedis, type OwnServer, startRedis } from '../support/servers.ts';

interface Job {
  kind: string;
  value?: number;
  bytes?: Uint8Array;
}

describe.skipIf(!hasRedis)('the queue on Redis', () => {
  let redis: OwnServer;
  const processes: ChildProcess[] = [];
  const startWorker = async (): Promise<ChildProcess> => {
    const script = new URL('./redis-worker.ts', import.meta.url).pathname;
    const child = spawn(process.execPath, ['--import', 'tsx', script, redis.address], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    processes.push(child);
    await new Promise((resolve) => child.stdout!.once('data', resolve));
    return child;
  };
  let runner: RedisRunner<Job, unknown>;
  let queue: FairQueue<Job, unknown>;
  const owner = (n: number) => ({ server: `server ${n % 5}`, person: `person ${n % 10}` });

  beforeAll(async () => {
    redis = await startRedis();
    runner = new RedisRunner(redis.address, 'a key of the tests');
    queue = new FairQueue(runner);
    await Promise.all([startWorker(), startWorker()]);
  });
  afterAll(async () => {
    for (const child of processes) child.kill('SIGKILL');
    await queue.close();
    await redis.stop();
  });

  it('brings jobs to workers and results back, bytes and all', async () => {
    expect(await queue.run({ kind: 'echo', bytes: new Uint8Array([0, 255, 7]) }, owner(1))).toEqual({
      kind: 'echo',
      bytes: new Uint8Array([0, 255, 7]),
    });
    expect(await runner.workers()).toBe(2);
    // Two workers of four threads: as many jobs again as are being worked at, so that none stands idle.
    expect(runner.concurrency).toBe(16);
  });

  it('what waits in Redis cannot be read there, and no worker with another key takes it', async () => {
    const other = new RedisRunner<Job, unknown>(redis.address, 'a key nobody else has');
    const waiting = other.run({ kind: 'words of a paste' }).catch((error: unknown) => error);
    const client = new Redis(redis.address);
    const jobs = async () => (await client.keys('unpaste-jobs-*')).filter((key) => /:\d+$/.test(key));
    while ((await jobs()).length === 0) await sleep(20);
    const held = await Promise.all((await jobs()).map((key) => client.hgetall(key)));
    await client.quit();
    expect(held.map((job) => job['data']).join()).toMatch(/^\{"job":"[\w+/=]{60,}"\}$/);
    expect(JSON.stringify(held)).not.toContain('words of a paste');
    expect(await other.workers()).toBe(0);
    await other.close();
    expect(await waiting).toMatchObject({ reason: 'stopped' });
  });

  it('a job that hangs is given up; what one throws stays on its worker, its words too', async () => {
    await expect(queue.run({ kind: 'hang' }, owner(1))).rejects.toMatchObject({ reason: 'deadline' });
    await expect(queue.run({ kind: 'hang' }, owner(1))).rejects.toThrow(JobGivenUp);
    await expect(queue.run({ kind: 'throw' }, owner(1))).rejects.toThrow('the analysis failed on a worker');
  });

  it('every job has its result though a worker and Redis are killed meanwhile', async () => {
    const jobs = Array.from({ length: 60 }, (_, value) => queue.run({ kind: 'slow', value }, owner(value)));
    await sleep(300);
    processes[0]!.kill('SIGKILL');
    await startWorker();
    await redis.crash();
    const results = await Promise.all(jobs);
    expect(results).toEqual(Array.from({ length: 60 }, (_, value) => value));
    expect(queue.depth).toEqual({ waiting: 0, running: 0 });
  });

  it('a job that kills every worker it meets is given up in the end', async () => {
    for (let death = 0; death < 2; death += 1) await startWorker();
    await expect(queue.run({ kind: 'exit' }, owner(1))).rejects.toMatchObject({ reason: 'memory' });
  });
});
