import { afterAll, describe, expect, it } from 'vitest';
import { FairQueue, type Runner } from '../../src/jobs/fair-queue.ts';
import { JobGivenUp, QueueFull } from '../../src/jobs/queue.ts';
import { Threads } from '../../src/jobs/threads.ts';

/** Runs one job at a time, each only when told to; remembers the order. */
class ByHand implements Runner<string, string> {
  readonly concurrency = 1;
  readonly order: string[] = [];
  #finish: (() => void) | null = null;
  run(job: string): Promise<string> {
    this.order.push(job);
    return new Promise((resolve) => {
      this.#finish = () => resolve(job);
    });
  }
  async next(): Promise<void> {
    this.#finish?.();
    await new Promise((resolve) => setImmediate(resolve));
  }
  async close(): Promise<void> {}
}

describe('the queue', () => {
  it('lets servers, and people in them, take turns, so that a flood delays nobody else', async () => {
    const runner = new ByHand();
    const queue = new FairQueue<string, string>(runner);
    const jobs = [
      ...['f1', 'f2', 'f3', 'f4'].map((job) => queue.run(job, { server: 'A', person: 'flooder' })),
      queue.run('m1', { server: 'A', person: 'mei' }),
      queue.run('b1', { server: 'B', person: 'bob' }),
    ];
    for (let turn = 0; turn < 6; turn += 1) await runner.next();
    expect(await Promise.all(jobs)).toHaveLength(6);
    expect(runner.order.slice(0, 4).sort()).toEqual(['b1', 'f1', 'f2', 'm1']);
    expect(runner.order.slice(4)).toEqual(['f3', 'f4']);
  });

  it('refuses what is too much for one person and takes another', async () => {
    const runner = new ByHand();
    const queue = new FairQueue<string, string>(runner, { waiting: 3, waitingOfServer: 3, waitingOfPerson: 1 });
    const running = queue.run('1', { server: 'A', person: 'x' });
    const waiting = queue.run('2', { server: 'A', person: 'x' });
    await expect(queue.run('3', { server: 'A', person: 'x' })).rejects.toThrow(QueueFull);
    const other = queue.run('4', { server: 'A', person: 'y' });
    for (let turn = 0; turn < 3; turn += 1) await runner.next();
    expect(await Promise.all([running, waiting, other])).toEqual(['1', '2', '4']);
    expect(queue.depth).toEqual({ waiting: 0, running: 0 });
    await queue.drained();
  });
});

describe('worker threads', () => {
  const threads = new Threads<{ kind: string; value?: number }, number>(new URL('./worker.ts', import.meta.url), {
    threads: 2,
    deadlineMs: 4000,
    memoryMb: 64,
  });
  const queue = new FairQueue(threads);
  afterAll(() => queue.close());
  const owner = { server: 'A', person: 'x' };

  it('a job that hangs is stopped, and the other thread works on meanwhile', async () => {
    await queue.run({ kind: 'value', value: 1 }, owner);
    const settled: string[] = [];
    const hung = queue.run({ kind: 'hang' }, owner).catch((error: unknown) => {
      settled.push('hung');
      return error;
    });
    for (let value = 0; value < 20; value += 1) expect(await queue.run({ kind: 'value', value }, owner)).toBe(value);
    settled.push('others');
    expect(await hung).toMatchObject({ reason: 'deadline' });
    expect(settled).toEqual(['others', 'hung']);
  });

  it('a job that eats memory ends its own thread only', async () => {
    await expect(queue.run({ kind: 'eat' }, owner)).rejects.toThrow(JobGivenUp);
    expect(await queue.run({ kind: 'value', value: 7 }, owner)).toBe(7);
  });

  it('an exception comes back as what it was', async () => {
    await expect(queue.run({ kind: 'throw' }, owner)).rejects.toThrow('a bug');
  });
});
