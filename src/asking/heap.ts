import { amountOf } from './amount.ts';

/** A Java heap held against the memory limit of its container; null where either is not told or the heap is well below. */
export function heapOver(options: string, limit: string): { zh: string; en: string } | null {
  const heap = /-Xmx(\d+)([kmgKMG]?)/.exec(options);
  const most = amountOf(limit, 'bytes');
  if (!heap || most === null) return null;
  const bytes = Number(heap[1]) * { '': 1, k: 1024, m: 1024 ** 2, g: 1024 ** 3 }[heap[2]!.toLowerCase()]!;
  if (bytes >= most)
    return {
      zh: `有问题：堆上限 ${heap[0]} 不小于容器的内存上限 ${limit}，堆还没长满就会被 OOMKilled。把内存上限调到堆之上（还要给线程栈、元空间留余量），或把堆调小，例如改用 \`-XX:MaxRAMPercentage=75\`。`,
      en: `It does not fit: the heap may grow to ${heap[0]}, which is not below the container's memory limit of ${limit}, so it is OOMKilled before the heap is full. Raise the limit above the heap (with room for stacks and metaspace), or make the heap smaller, for instance with \`-XX:MaxRAMPercentage=75\`.`,
    };
  return bytes > most * 0.85
    ? {
        zh: `偏紧：堆上限 ${heap[0]}，容器的内存上限 ${limit}，留给线程栈、元空间等堆外内存的不多，容易被 OOMKilled。`,
        en: `It is tight: the heap may grow to ${heap[0]} of a memory limit of ${limit}; little is left for stacks, metaspace and the like, and it may be OOMKilled.`,
      }
    : null;
}
