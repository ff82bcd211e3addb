/** Who a job is for; the queue is fair between servers, and between the people of one. */
export interface JobOwner {
  person: string;
  /** Server, or the person's own direct messages. */
  server: string;
}

/** Why a job was not taken. The caller keeps it and comes again later: nothing is lost by a full queue. */
export class QueueFull extends Error {}

const GIVEN_UP = {
  deadline: 'the job ran past its deadline',
  memory: 'the job ran out of memory',
  stopped: 'the job was stopped',
};

/** A job that was given up: it ran too long or wanted too much memory. Trying again would end the same way. */
export class JobGivenUp extends Error {
  readonly reason: 'deadline' | 'memory' | 'stopped';
  constructor(reason: 'deadline' | 'memory' | 'stopped', options?: ErrorOptions) {
    super(GIVEN_UP[reason], options);
    this.reason = reason;
  }
}

/**
 * What the doors know of the queue. One process: `FairQueue` over worker threads; several machines: an engine such as
 * BullMQ behind the same four members. Jobs and results are plain JSON and bytes for that reason.
 */
export interface JobQueue<Job, Result> {
  /**
   * Runs a job when it is its owner's turn.
   * @throws QueueFull where it was not taken, JobGivenUp where it was stopped, else what the job itself threw.
   */
  run(job: Job, owner: JobOwner): Promise<Result>;
  /** Jobs waiting and running. */
  readonly depth: { waiting: number; running: number };
  /** Resolves when nothing waits and nothing runs. */
  drained(): Promise<void>;
  close(): Promise<void>;
}
