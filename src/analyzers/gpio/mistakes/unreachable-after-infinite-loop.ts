import { type AnyNode, type Loop, walk } from '../../../c/ast.ts';
import type { Detected, Detector } from './detector.ts';
import { visitOwn } from './tree.ts';

/** A break of this loop, a return or a goto leads out of it. */
function isLeft(loop: Loop): boolean {
  let left = false;
  walk(loop.body, (node: AnyNode, parents) => {
    if (node.kind === 'goto' || node.kind === 'return') left = true;
    if (node.kind === 'break' && !parents.some((each) => each.kind === 'loop' || each.kind === 'switch')) left = true;
  });
  return left;
}

/** Code behind a loop that never ends; a closing return is habit and harmless. */
export const unreachableAfterInfiniteLoop: Detector = (evidence) => {
  const found: Detected[] = [];
  visitOwn(evidence, (node) => {
    if (node.kind !== 'compound') return;
    const at = node.items.findIndex((item) => item.kind === 'loop' && item.endless !== null && !isLeft(item));
    if (at < 0) return;
    const after = node.items
      .slice(at + 1)
      .find(
        (item) =>
          item.kind !== 'empty' &&
          item.kind !== 'return' &&
          item.kind !== 'break' &&
          item.kind !== 'case' &&
          item.kind !== 'label',
      );
    if (after) found.push({ line: after.line });
  });
  return found;
};
