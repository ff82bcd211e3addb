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

/** Says one sentence on stderr, the stack only with --debug. Returns the exit code. */
export function complain(error: unknown, debug: boolean): number {
  console.error(error instanceof Error ? error.message : String(error));
  if (debug && error instanceof Error) {
    console.error(error.stack);
    for (let cause = error.cause; cause instanceof Error; cause = cause.cause)
      console.error(`caused by: ${cause.stack}`);
  }
  return error instanceof Failure ? error.exit : EXIT.inputFailed;
}
