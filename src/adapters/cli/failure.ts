/** Exit codes of the command line. */
export const EXIT = { done: 0, inputFailed: 1, usage: 2, setting: 3, outOfFuel: 124 } as const;

/** Something the person can put right: one clear sentence with what to do, and the exit code it ends with. */
export class Failure extends Error {
  constructor(
    message: string,
    readonly exit: number = EXIT.inputFailed,
    options?: ErrorOptions,
  ) {
    super(message, options);
  }
}
