import type { Detected, Detector } from './detector.ts';
import { constantOf, inParentheses, visitOwn } from './tree.ts';

const COMPARISON = /^(?:==|!=|<|>|<=|>=)$/;

/** `x & M == 0` and `!x & M`: read by the compiler in another order than meant. */
export const operatorPrecedence: Detector = (evidence) => {
  const found: Detected[] = [];
  visitOwn(evidence, (node) => {
    if (node.kind === 'binary' && /^[&|^]$/.test(node.operator)) {
      const sides = [node.left, node.right];
      const compared = sides.filter((side) => side.kind === 'binary' && COMPARISON.test(side.operator));
      if (compared.length === 1 && !inParentheses(evidence, compared[0] === node.right ? node.right : node.left)) {
        found.push({ line: node.line });
        return;
      }
      // The comparison on the left may begin behind the parenthesis of the condition itself.
      if (compared.length === 1 && compared[0] === node.left) return;
      const { left } = node;
      const mask = constantOf(node.right);
      if (
        node.operator === '&' &&
        left.kind === 'unary' &&
        left.operator === '!' &&
        mask !== null &&
        mask !== 0 &&
        mask !== 1
      )
        found.push({ line: node.line });
    }
  });
  return found;
};
