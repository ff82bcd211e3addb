import { type JobOwner, type JobQueue, QueueFull } from './queue.ts';

/** Whatever runs one job at a time on one of several threads. */
export interface Runner<Job, Result> {
  readonly concurrency: number;
  run(job: Job): Promise<Result>;
  close(): Promise<void>;
}

export interface QueueLimits {
  /** Jobs that may wait altogether. */
  waiting: number;
  /** Of one server. */
  waitingOfServer: number;
  /** Of one person. */
  waitingOfPerson: number;
}

export const DEFAULT_LIMITS: QueueLimits = { waiting: 1000, waitingOfServer: 200, waitingOfPerson: 20 };

interface Waiting<Job, Result> {
  job: Job;
  resolve: (result: Result) => void;
  reject: (error: unknown) => void;
}

/** First in, first out within a person; people take turns within a server; servers take turns. */
export class FairQueue<Job, Result> implements JobQueue<Job, Result> {
  readonly #runner: Runner<Job, Result>;
  readonly #limits: QueueLimits;
  /** Maps keep their order: whoever had a turn is put back at the end. */
  readonly #servers = new Map<string, Map<string, Waiting<Job, Result>[]>>();
  readonly #idle: (() => void)[] = [];
  #waiting = 0;
  #running = 0;

  constructor(runner: Runner<Job, Result>, limits: QueueLimits = DEFAULT_LIMITS) {
    this.#runner = runner;
    this.#limits = limits;
  }

  get depth(): { waiting: number; running: number } {
    return { waiting: this.#waiting, running: this.#running };
  }

  async run(job: Job, owner: JobOwner): Promise<Result> {
    const people = this.#servers.get(owner.server) ?? new Map<string, Waiting<Job, Result>[]>();
    const own = people.get(owner.person) ?? [];
    const ofServer = [...people.values()].reduce((sum, jobs) => sum + jobs.length, 0);
    if (this.#waiting >= this.#limits.waiting) throw new QueueFull('the queue is full');
    if (ofServer >= this.#limits.waitingOfServer)
      throw new QueueFull(`server ${owner.server} has too many jobs waiting`);
    if (own.length >= this.#limits.waitingOfPerson) throw new QueueFull('this person has too many jobs waiting');
    return new Promise<Result>((resolve, reject) => {
      own.push({ job, resolve, reject });
      people.set(owner.person, own);
      this.#servers.set(owner.server, people);
      this.#waiting += 1;
      this.#start();
    });
  }

  #start(): void {
    while (this.#running < this.#runner.concurrency) {
      const next = this.#take();
      if (!next) break;
      this.#waiting -= 1;
      this.#running += 1;
      this.#runner
        .run(next.job)
        .then(next.resolve, next.reject)
        .finally(() => {
          this.#running -= 1;
          this.#start();
          if (this.#running + this.#waiting === 0) for (const wake of this.#idle.splice(0)) wake();
        });
    }
  }

  #take(): Waiting<Job, Result> | null {
    for (const [server, people] of this.#servers) {
      this.#servers.delete(server);
      for (const [person, jobs] of people) {
        const next = jobs.shift();
        people.delete(person);
        if (jobs.length > 0) people.set(person, jobs);
        if (people.size > 0) this.#servers.set(server, people);
        if (next) return next;
      }
    }
    return null;
  }

  drained(): Promise<void> {
    if (this.#running + this.#waiting === 0) return Promise.resolve();
    return new Promise((resolve) => this.#idle.push(resolve));
  }

  close(): Promise<void> {
    return this.#runner.close();
  }
}
