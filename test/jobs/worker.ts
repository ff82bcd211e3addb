import { worker } from '../../src/jobs/worker.ts';

/** A worker with every bad habit, for the tests. */
async function work(job: { kind: string; value?: number }): Promise<number> {
  if (job.kind === 'hang') for (;;);
  if (job.kind === 'eat') {
    const eaten: number[][] = [];
    for (;;) eaten.push(new Array(100_000).fill(eaten.length));
  }
  if (job.kind === 'throw') throw new Error('a bug');
  return job.value ?? 0;
}

export default worker(work);
