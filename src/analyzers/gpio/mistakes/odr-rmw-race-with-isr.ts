import type { Expression } from '../../../c/ast.ts';
import type { Evidence } from '../reason.ts';
import type { Detector } from './detector.ts';
import { callsBelow, constantOf, handlerFunctions, ownFunctions, registerOf, visitOwn } from './tree.ts';

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
  const repeated = repeatedFunctions(evidence);
  visitOwn(evidence, (node, parents, definition) => {
    if (node.kind !== 'assignment') return;
    const register = registerOf(evidence, node.target);
    if (!register?.latch) return;
    const modifies = node.operator !== '=' || keepsRest(evidence, node.value);
    if (!modifies) return;
    if (family === 'avr' && singleBit(node.operator, constantOf(node.value))) return;
    if (callsBelow(definition.body).some((name) => /disable_irq|^cli$|noInterrupts|__disable|DisableIRQ/.test(name)))
      return;
    const key = `${register.port ?? node.line}:${register.name}`;
    const handled = handlers.has(definition.name);
    // What a program does once, before its main loop, is done before the handler matters.
    if (!handled && !repeated.has(definition.name) && !parents.some((each) => each.kind === 'loop')) return;
    const where = handled ? inside : outside;
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

/** Functions that are called again and again: from a loop, or by one that is. */
function repeatedFunctions(evidence: Evidence): Set<string> {
  const repeated = new Set(['loop']);
  const calls: [string, string, boolean][] = [];
  visitOwn(evidence, (node, parents, inside) => {
    if (node.kind === 'call' && node.name !== null)
      calls.push([inside.name, node.name, parents.some((each) => each.kind === 'loop')]);
  });
  const called = new Set(calls.map(([, callee]) => callee));
  // A function that nothing here calls is a task, a callback or called by code that is not shown.
  for (const { name } of ownFunctions(evidence))
    if (name !== 'main' && name !== 'setup' && !called.has(name)) repeated.add(name);
  for (let size = -1; size !== repeated.size; ) {
    size = repeated.size;
    for (const [caller, callee, looped] of calls) if (looped || repeated.has(caller)) repeated.add(callee);
  }
  return repeated;
}
