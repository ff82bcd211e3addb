import type { Detected, Detector } from './detector.ts';
import { constantOf, isInteger, visitOwn } from './tree.ts';

/** A shift by the width of the (promoted) type or more, in the text or in the run. */
export const shiftOutOfRange: Detector = (evidence) => {
  const found: Detected[] = [];
  visitOwn(evidence, (node) => {
    const isShift =
      (node.kind === 'binary' && /^(?:<<|>>)$/.test(node.operator)) ||
      (node.kind === 'assignment' && /^(?:<<|>>)=$/.test(node.operator));
    if (!isShift || (node.kind !== 'binary' && node.kind !== 'assignment')) return;
    const by = constantOf(node.kind === 'binary' ? node.right : node.value);
    const type = node.operandType;
    if (by === null || !isInteger(type) || (by >= 0 && by < type.bytes * 8)) return;
    found.push({ line: node.line, names: { by: String(by), bits: String(type.bytes * 8) } });
  });
  for (const note of evidence.notes) {
    if (note.code === 'shift-width' && note.line > 0 && !found.some((each) => each.line === note.line))
      found.push({ line: note.line, names: { by: '?', bits: '?' } });
  }
  return found;
};
