import type { Detected, Detector } from './detector.ts';
import { bare, constantOf, isInteger, visitOwn } from './tree.ts';

/** A loop whose counter's type never reaches its limit. */
export const loopCounterOverflow: Detector = (evidence) => {
  const found: Detected[] = [];
  visitOwn(evidence, (node) => {
    if (node.kind !== 'loop' || !node.condition) return;
    const condition = bare(node.condition);
    if (condition.kind !== 'binary') return;
    const counter = bare(condition.left);
    const limit = constantOf(condition.right);
    if (counter.kind !== 'identifier' || limit === null || !isInteger(counter.type)) return;
    const { bytes, signed, name } = counter.type;
    const highest = signed ? 2 ** (bytes * 8 - 1) - 1 : 2 ** (bytes * 8) - 1;
    const never =
      (condition.operator === '<' && limit > highest) ||
      (condition.operator === '<=' && limit >= highest) ||
      (condition.operator === '>=' && limit <= 0 && !signed) ||
      (condition.operator === '!=' && (limit > highest || (limit < 0 && !signed)));
    if (never && node.step !== null)
      found.push({
        line: node.line,
        names: { counter: counter.name, type: name, highest: String(highest), limit: String(limit) },
      });
    else if (never && node.keyword !== 'for')
      found.push({
        line: node.line,
        names: { counter: counter.name, type: name, highest: String(highest), limit: String(limit) },
      });
  });
  return found;
};
