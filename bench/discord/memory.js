/** Answers the bench's question for the memory, after a collection. */
export function reportMemory() {
  process.on('message', (message) => {
    if (message !== 'memory') return;
    globalThis.gc?.();
    const { rss, heapUsed } = process.memoryUsage();
    process.send?.({ rss: rss / 1048576, heap: heapUsed / 1048576 });
  });
}
