import type { Expression } from '../../../c/ast.ts';
import type { Evidence } from '../reason.ts';
import type { Detected, Detector } from './detector.ts';
import { constantOf, inParentheses, registerOf, startOf, visitOwn } from './tree.ts';

type Binary = Extract<Expression, { kind: 'binary' }>;

const COMPARISON = /^(?:==|!=|<|>|<=|>=)$/;

/** `x & M == 0` and `!x & M`: read by the compiler in another order than meant. */
export const operatorPrecedence: Detector = (evidence) => {
  const found: Detected[] = [];
  visitOwn(evidence, (node) => {
    if (node.kind === 'binary' && maskShifted(evidence, node)) {
      found.push({ line: node.line });
      return;
    }
    if (node.kind === 'binary' && /^[&|^]$/.test(node.operator)) {
      const sides = [node.left, node.right];
      const compared = sides.filter((side) => side.kind === 'binary' && COMPARISON.test(side.operator));
      if (compared.length === 1 && !comparedInside(evidence, compared[0] === node.right ? node.right : node.left)) {
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
        (mask !== 1 || registerOf(evidence, left.operand)?.input === true)
      )
        found.push({ line: node.line });
    }
  });
  return found;
};

/** `x & 0x30 >> 4`: the shift brings the mask down instead of what it cuts out; meant where it goes down by the mask's own place. */
function maskShifted(evidence: Evidence, node: Binary): boolean {
  if (node.operator !== '&') return false;
  const { right } = node;
  if (right.kind !== 'binary' || right.operator !== '>>' || inParentheses(evidence, right)) return false;
  const [mask, places] = [constantOf(right.left), constantOf(right.right)];
  if (mask === null || places === null || mask <= 0 || constantOf(node.left) !== null) return false;
  return places > 0 && 31 - Math.clz32(mask & -mask) === places;
}

/** Whether the parenthesis before a comparison holds the comparison itself and not only its first operand: `(1 << 3) == 0`. */
function comparedInside(evidence: Evidence, node: Expression): boolean {
  if (!inParentheses(evidence, node)) return false;
  const { line, column } = startOf(node);
  const text = evidence.codeLines.slice(line - 1, line + 4).join(' ');
  let depth = 0;
  for (let at = text.lastIndexOf('(', column - 2); at >= 0 && at < text.length; at += 1) {
    if (text[at] === '(') depth += 1;
    if (text[at] === ')') depth -= 1;
    if (depth === 0) return false;
    if (
      depth === 1 &&
      at >= column - 1 &&
      /^(?:[=!<>]=|<(?![<=])|>(?![>=]))/.test(text.slice(at)) &&
      !/[<>]/.test(text[at - 1]!)
    )
      return true;
  }
  return true;
}
