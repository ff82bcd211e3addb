import type { Detected, Detector } from './detector.ts';
import { registerOf, visitOwn } from './tree.ts';

/** `|=` and friends on a register that only sets or clears. */
export const bsrrReadModifyWrite: Detector = (evidence) => {
  const found: Detected[] = [];
  visitOwn(evidence, (node) => {
    if (node.kind !== 'assignment' || node.operator === '=') return;
    const register = registerOf(evidence, node.target);
    if (!register || !['set-reset', 'reset-set', 'set', 'clear', 'toggle'].includes(register.kind)) return;
    found.push({ line: node.line, names: { register: register.name, operator: node.operator } });
  });
  return found;
};
