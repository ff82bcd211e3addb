/** What reaches a thread: the job, and a place to say when its work began. */
export interface Posted<Job> {
  job: Job;
  /** One double: milliseconds since the epoch, 0 while the thread is still starting. */
  began: SharedArrayBuffer;
}

/** The default export of a worker module: notes when the work begins, so that starting a thread does not count. */
export function worker<Job, Result>(work: (job: Job) => Promise<Result>): (posted: Posted<Job>) => Promise<Result> {
  return ({ job, began }) => {
    new Float64Array(began)[0] = Date.now();
    return work(job);
  };
}
