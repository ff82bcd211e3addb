import type { Expression } from '../../../c/ast.ts';
import type { Evidence } from '../reason.ts';
import type { Detected, Detector } from './detector.ts';
import { registerOf, visitOwn } from './tree.ts';

/** `|=` and friends on a register that only sets or clears. */
export const bsrrReadModifyWrite: Detector = (evidence) => {
  const found: Detected[] = [];
  visitOwn(evidence, (node) => {
    if (node.kind !== 'assignment') return;
    const register = registerOf(evidence, node.target);
    if (node.operator === '=' && !readsBack(evidence, node.value, register?.name)) return;
    if (!register || !['set-reset', 'reset-set', 'clear-set', 'set', 'clear', 'toggle'].includes(register.kind)) return;
    // An LPC's set register reads as the latch, so that nothing comes of it but what was set.
    if (register.kind === 'set' && evidence.reading.chip.family.startsWith('lpc')) return;
    found.push({
      line: node.line,
      names: { register: register.name, operator: node.operator === '=' ? '= ... |' : node.operator },
    });
  });
  return found;
};

/** `BSRR = BSRR | m`: the same, spelled out. */
function readsBack(evidence: Evidence, value: Expression, name: string | undefined): boolean {
  if (name === undefined || value.kind !== 'binary' || !/^[|&^]$/.test(value.operator)) return false;
  return [value.left, value.right].some(
    (side) => registerOf(evidence, side)?.name === name || readsBack(evidence, side, name),
  );
}
