/** The limits of a plain program's run unless others are given. */
export const LIMITS = {
  /** Loop turns and calls. */
  fuel: 2_000_000_000,
  /** Wall clock for compiling and running together. */
  limitMs: 10_000,
  /** JavaScript heap of a worker; the program's own memory has its own limits. */
  limitMegabytes: 512,
};

/** Said of a run that took too long. */
export const timedOut = (limitMs: number): string => `stopped: the program did not end within ${limitMs / 1000} s`;
