import { setTimeout as sleep } from 'node:timers/promises';
import { JobGivenUp } from '../../src/jobs/queue.ts';
import { startWorker } from '../../src/jobs/redis-queue.ts';

interface Job {
  kind: string;
  value?: number;
}

// A worker process with every bad habit, for the tests; says a line when it is ready.
const runner = {
  concurrency: 4,
  async run(job: Job): Promise<unknown> {
    if (job.kind === 'exit') process.kill(process.pid, 'SIGKILL');
    if (job.kind === 'hang') throw new JobGivenUp('deadline');
    if (job.kind === 'throw') throw new Error('secret words of a paste');
    if (job.kind === 'slow') {
      await sleep(100);
      return job.value;
    }
    return job;
  },
  async close() {},
};
await startWorker<Job, unknown>(process.argv[2]!, runner, 'a key of the tests', { lockMs: 2_000, lookMs: 1_000 });
console.log('ready');
