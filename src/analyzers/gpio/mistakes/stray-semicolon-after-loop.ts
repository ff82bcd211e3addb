import type { Detected, Detector } from './detector.ts';
import { visitOwn } from './tree.ts';

/** `for (...);` or `while (...);` with the block that was meant to be its body right behind it. */
export const straySemicolonAfterLoop: Detector = (evidence) => {
  const found: Detected[] = [];
  visitOwn(evidence, (node) => {
    if (node.kind !== 'compound') return;
    for (const [i, item] of node.items.entries()) {
      const next = node.items[i + 1];
      if (item.kind === 'loop' && item.keyword !== 'do' && item.body.kind === 'empty' && next?.kind === 'compound')
        found.push({ line: item.line });
    }
  });
  return found;
};
