import type { Expression } from '../../../c/ast.ts';
import type { Detected, Detector } from './detector.ts';
import { bare, constantOf, visitOwn } from './tree.ts';

/** `if (x = 1)`: an assignment where a comparison was meant. `while ((c = read()))` is none. */
export const assignmentInCondition: Detector = (evidence) => {
  const found: Detected[] = [];
  const check = (condition: Expression | null): void => {
    if (!condition) return;
    const at = bare(condition);
    if (at.kind === 'binary' && (at.operator === '&&' || at.operator === '||')) {
      check(at.left);
      check(at.right);
      return;
    }
    if (at.kind !== 'assignment' || at.operator !== '=') return;
    const value = bare(at.value);
    if (constantOf(value) === null && value.kind !== 'identifier') return;
    found.push({ line: at.line });
  };
  visitOwn(evidence, (node) => {
    if (node.kind === 'if') check(node.condition);
    if (node.kind === 'loop' || node.kind === 'conditional') check(node.condition);
  });
  // `if (digitalRead(7) = LOW)`: C refuses that outright, so there is no tree to look at.
  for (const { fromPrelude, unavailable } of evidence.reading.program.tree.functions) {
    if (fromPrelude || !unavailable?.message.includes('the left side of "="')) continue;
    const text = evidence.codeLines[unavailable.line - 1] ?? '';
    if (/\b(?:if|while)\s*\(.*\)\s*=[^=]/.test(text)) found.push({ line: unavailable.line });
  }
  return found;
};
