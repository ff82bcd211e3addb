import { type JobOwner, type JobQueue, QueueFull } from './queue.ts';

/** Whatever runs one job at a time on one of several threads. */
export interface Runner<Job, Result> {
  readonly concurrency: number;
  /** Further jobs that may run while that many are slow. */
  readonly spare?: number;
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
  /** Jobs of one server that may run at once. */
  runningOfServer: number;
  runningOfPerson: number;
  /** A job that runs longer than this is slow: it no longer holds up the others, and its owner's next ones wait for it. */
  slowAfterMs: number;
}

const DEFAULT_LIMITS: QueueLimits = {
  waiting: 1000,
  waitingOfServer: 200,
  waitingOfPerson: 50,
  runningOfServer: Number.POSITIVE_INFINITY,
  runningOfPerson: Number.POSITIVE_INFINITY,
  slowAfterMs: 1500,
};

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
  readonly #runningOf = new Map<string, number>();
  readonly #slowOf = new Map<string, number>();
  readonly #idle: (() => void)[] = [];
  #waiting = 0;
  #running = 0;
  #slow = 0;

  constructor(runner: Runner<Job, Result>, limits: Partial<QueueLimits> = {}) {
    this.#runner = runner;
    this.#limits = { ...DEFAULT_LIMITS, ...limits };
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
    const { concurrency, spare = 0 } = this.#runner;
    while (this.#running - Math.min(this.#slow, spare) < concurrency) {
      const next = this.#take();
      if (!next) break;
      this.#waiting -= 1;
      this.#runNow(next.waiting, next.owner);
    }
  }

  #runNow({ job, resolve, reject }: Waiting<Job, Result>, { server, person }: JobOwner): void {
    this.#running += 1;
    const keys = [`server ${server}`, `person ${person}`];
    for (const key of keys) add(this.#runningOf, key, 1);
    let slow = 0;
    const watch = setTimeout(() => {
      slow = 1;
      this.#slow += 1;
      add(this.#slowOf, person, 1);
      this.#start();
    }, this.#limits.slowAfterMs);
    this.#runner
      .run(job)
      .then(resolve, reject)
      .finally(() => {
        clearTimeout(watch);
        this.#slow -= slow;
        add(this.#slowOf, person, -slow);
        for (const key of keys) add(this.#runningOf, key, -1);
        this.#running -= 1;
        this.#start();
        if (this.#running + this.#waiting === 0) for (const wake of this.#idle.splice(0)) wake();
      });
  }

  /** The next job of whoever's turn it is and may run one now. */
  #take(): { waiting: Waiting<Job, Result>; owner: JobOwner } | null {
    const { runningOfServer, runningOfPerson } = this.#limits;
    for (const [server, people] of this.#servers) {
      if ((this.#runningOf.get(`server ${server}`) ?? 0) >= runningOfServer) continue;
      for (const [person, jobs] of people) {
        if (this.#slowOf.has(person) || (this.#runningOf.get(`person ${person}`) ?? 0) >= runningOfPerson) continue;
        const waiting = jobs.shift()!;
        people.delete(person);
        if (jobs.length > 0) people.set(person, jobs);
        this.#servers.delete(server);
        if (people.size > 0) this.#servers.set(server, people);
        return { waiting, owner: { server, person } };
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

function add(counts: Map<string, number>, key: string, change: number): void {
  const count = (counts.get(key) ?? 0) + change;
  if (count > 0) counts.set(key, count);
  else counts.delete(key);
}
