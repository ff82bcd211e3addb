import type { Expression, Symbol as Named } from '../../../c/ast.ts';
import type { Detected, Detector } from './detector.ts';
import { bare, constantOf, isInteger, visitOwn } from './tree.ts';

/** What `++x` and `x++` count, if the expression is one of them. */
function counted(expression: Expression): Expression | null {
  const at = bare(expression);
  return (at.kind === 'postfix' || at.kind === 'unary') && at.operator === '++' ? bare(at.operand) : null;
}

/** A loop, or a test of a counter that goes on elsewhere, whose counter's type never reaches its limit. */
export const loopCounterOverflow: Detector = (evidence) => {
  const found: Detected[] = [];
  const counters = new Set<Named>();
  visitOwn(evidence, (node) => {
    const counter = node.kind === 'postfix' || node.kind === 'unary' ? counted(node) : null;
    if (counter?.kind === 'identifier') counters.add(counter.symbol);
  });
  visitOwn(evidence, (node) => {
    if (node.kind === 'if') {
      const test = bare(node.condition);
      if (test.kind !== 'binary' || !/^(?:==|>=?)$/.test(test.operator)) return;
      const counter = counted(test.left) ?? bare(test.left);
      const limit = constantOf(test.right);
      if (counter.kind !== 'identifier' || limit === null || !isInteger(counter.type)) return;
      const { bytes, signed, name } = counter.type;
      const highest = 2 ** (bytes * 8 - (signed ? 1 : 0)) - 1;
      if (counters.has(counter.symbol) && limit > highest)
        found.push({
          line: node.line,
          names: { counter: counter.name, type: name, highest: String(highest), limit: String(limit) },
        });
      return;
    }
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
