import type { Loop, Statement } from '../../../c/ast.ts';
import type { Evidence } from '../reason.ts';
import type { Detected, Detector } from './detector.ts';
import { bare, constantOf, visitOwn } from './tree.ts';

/** More turns than this are a delay and not a repetition. */
const FEW_TURNS = 64;
/** As many are one for certain. */
const MANY_TURNS = 5000;

/** `for (...);` or `while (...);` with the block that was meant to be its body right behind it. */
export const straySemicolonAfterLoop: Detector = (evidence) => {
  const found: Detected[] = [];
  visitOwn(evidence, (node) => {
    if (node.kind !== 'compound') return;
    for (const [i, item] of node.items.entries()) {
      const next = node.items[i + 1];
      if (item.kind !== 'loop' || item.keyword === 'do' || item.body.kind !== 'empty' || !next) continue;
      if ((next.kind === 'compound' && !isDelay(item)) || (countsFew(item) && isSetIn(evidence, item, next)))
        found.push({ line: item.line });
    }
  });
  return found;
};

/** `for (i = 0; i < 3; i++);`: too few turns for a delay. */
function countsFew(loop: Loop): boolean {
  const condition = loop.condition && bare(loop.condition);
  const limit = condition?.kind === 'binary' ? constantOf(condition.right) : null;
  return loop.keyword === 'for' && limit !== null && limit > 1 && limit <= FEW_TURNS;
}

/** `for (i = 0; i < 50000; i++);`: nobody repeats a thing that often, and what stands below begins anew. */
function isDelay(loop: Loop): boolean {
  const condition = loop.condition && bare(loop.condition);
  const limit = condition?.kind === 'binary' ? constantOf(condition.right) : null;
  return loop.keyword === 'for' && limit !== null && limit >= MANY_TURNS;
}

/** The next statement stands on a line of its own, further in than the loop, as its body would. */
function isSetIn(evidence: Evidence, loop: Loop, next: Statement): boolean {
  const indent = (line: number): string => /^\s*/.exec(evidence.codeLines[line - 1] ?? '')![0];
  const [outer, inner] = [indent(loop.line), indent(next.line)];
  return next.line === loop.line + 1 && inner.startsWith(outer) && inner.length > outer.length;
}
