import type { Detected, Detector } from './detector.ts';
import { visitOwn } from './tree.ts';

/** `if (...);` with the block that was meant for it right behind. */
export const straySemicolonAfterIf: Detector = (evidence) => {
  const found: Detected[] = [];
  visitOwn(evidence, (node) => {
    if (node.kind !== 'compound') return;
    for (const [i, item] of node.items.entries())
      if (item.kind === 'if' && item.then.kind === 'empty' && !item.otherwise && node.items[i + 1]?.kind === 'compound')
        found.push({ line: item.line });
  });
  return found;
};
