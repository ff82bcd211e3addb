import type { JobOwner, JobQueue } from './queue.ts';

/** Two queues as one: jobs that may leave this process go to one, the others stay with the other. */
export class SplitQueue<Job, Result> implements JobQueue<Job, Result> {
  readonly #away: JobQueue<Job, Result>;
  readonly #here: JobQueue<Job, Result>;
  readonly #staysHere: (job: Job) => boolean;

  constructor(away: JobQueue<Job, Result>, here: JobQueue<Job, Result>, staysHere: (job: Job) => boolean) {
    this.#away = away;
    this.#here = here;
    this.#staysHere = staysHere;
  }

  get depth(): { waiting: number; running: number } {
    const [away, here] = [this.#away.depth, this.#here.depth];
    return { waiting: away.waiting + here.waiting, running: away.running + here.running };
  }

  run(job: Job, owner: JobOwner): Promise<Result> {
    return (this.#staysHere(job) ? this.#here : this.#away).run(job, owner);
  }

  async drained(): Promise<void> {
    await Promise.all([this.#away.drained(), this.#here.drained()]);
  }

  async close(): Promise<void> {
    await Promise.all([this.#away.close(), this.#here.close()]);
  }
}
