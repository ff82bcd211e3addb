import type { Expression } from '../../../c/ast.ts';
import type { Evidence } from '../reason.ts';
import type { Detector } from './detector.ts';
import { callsBelow, constantOf, handlerFunctions, registerOf, visitOwn } from './tree.ts';

/** Chips whose instruction set changes a port's bits in one instruction. */
const ATOMIC = new Set(['8051', 'msp430']);

/** Read-modify-write of one output register both in a handler and outside. */
export const odrRmwRaceWithIsr: Detector = (evidence) => {
  const { family } = evidence.reading.chip;
  if (ATOMIC.has(family)) return [];
  const handlers = handlerFunctions(evidence);
  if (handlers.size === 0) return [];
  const inside = new Map<string, number>();
  const outside = new Map<string, number>();
  visitOwn(evidence, (node, _parents, definition) => {
    if (node.kind !== 'assignment') return;
    const register = registerOf(evidence, node.target);
    if (!register?.latch) return;
    const modifies = node.operator !== '=' || keepsRest(evidence, node.value);
    if (!modifies) return;
    if (family === 'avr' && singleBit(node.operator, constantOf(node.value))) return;
    if (callsBelow(definition.body).some((name) => /disable_irq|^cli$|noInterrupts|__disable|DisableIRQ/.test(name)))
      return;
    const key = `${register.port ?? node.line}:${register.name}`;
    const where = handlers.has(definition.name) ? inside : outside;
    if (!where.has(key)) where.set(key, node.line);
  });
  return [...outside]
    .filter(([key]) => inside.has(key))
    .map(([key, line]) => ({
      line,
      names: { register: key.split(':')[1]!, other: String(evidence.lineOf(inside.get(key)!)) },
    }));
};

/** `(PORTD & 0xF0) | n`: the new value is made of the old one. */
function keepsRest(evidence: Evidence, value: Expression): boolean {
  return (
    value.kind === 'binary' &&
    [value.left, value.right].some((side) => registerOf(evidence, side)?.latch === true || keepsRest(evidence, side))
  );
}

/** sbi and cbi change one bit of a low I/O register in one instruction. */
function singleBit(operator: string, value: number | null): boolean {
  if (value === null) return false;
  const mask = operator === '|=' ? value & 0xff : operator === '&=' ? ~value & 0xff : 0;
  return mask !== 0 && (mask & (mask - 1)) === 0;
}
