/** Longer than running work is given (25 s), shorter than the 40 s after which the files in deploy/ have it killed. */
const GONE_AFTER_MS = 35_000;

/**
 * Calls `stop` when the process is told to end (SIGTERM, SIGINT), once, and sees to it that the process does end: work
 * that waits for a Redis that is gone would wait for ever. Such an end has exit code 1.
 * @returns what takes the listeners off again.
 */
export function onStopSignal(stop: () => void): () => void {
  const told = (): void => {
    forget();
    setTimeout(() => process.exit(1), GONE_AFTER_MS).unref();
    stop();
  };
  const forget = (): void => {
    process.off('SIGTERM', told);
    process.off('SIGINT', told);
  };
  process.on('SIGTERM', told);
  process.on('SIGINT', told);
  return forget;
}
