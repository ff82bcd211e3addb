import { type AnyNode, type Expression, type FunctionDefinition, walk } from '../../../c/ast.ts';
import type { Evidence } from '../reason.ts';
import type { Detector } from './detector.ts';
import {
  bare,
  constantOf,
  handlerFunctions,
  type PortRegister,
  registerOf,
  repeatedFunctions,
  visitOwn,
} from './tree.ts';

/** Chips whose instruction set changes a port's bits in one instruction. */
const ATOMIC = new Set(['8051', 'msp430']);

/** Calls that keep handlers out, and those that let them in again. */
const SHUTS_OUT =
  /disable_?irq|disable_?interrupt|^cli$|noInterrupts|DisableIRQ|^(?:DI|di)$|save_and_disable|enter_?critical|critical_?(?:section_)?enter|irq_(?:save|lock)|interrupt_disable|spin_?lock|mutex_(?:lock|take|pend)|SemaphoreTake|osMutexAcquire|__set_(?:PRIMASK|BASEPRI)/i;
const LETS_IN =
  /(?<!save_and_)(?:enable_?irq|enable_?interrupt)|^sei$|^interrupts$|EnableIRQ|^(?:EI|ei)$|restore_interrupts|exit_?critical|critical_?(?:section_)?(?:exit|leave)|irq_(?:restore|unlock)|interrupt_enable|spin_?unlock|mutex_(?:unlock|give|release|post)|SemaphoreGive|osMutexRelease/i;
/** The same by a register or an instruction. */
const SHUTS_OUT_TEXT =
  /\bcpsid\b|\bE(?:A|T[0-2]|X[01])\s*=\s*0\b|\bGIE\s*=\s*0|\bTIMSK\d?\s*(?:&=\s*~|=\s*0)|__bic_SR_register|_BIC_SR|__dint\b|\bICER\b|ENTER_CRITICAL|"cli"/;
const LETS_IN_TEXT =
  /\bcpsie\b|\bE(?:A|T[0-2]|X[01])\s*=\s*1\b|\bGIE\s*=\s*1|\bTIMSK\d?\s*\|?=\s*[^~0&]|__bis_SR_register|_BIS_SR|__eint\b|\bISER\b|EXIT_CRITICAL|"sei"/;

/** Whether handlers are kept out where this stands: the last word about it in its function before it says so. */
function undisturbed(
  { codeLines }: Evidence,
  node: Expression,
  parents: readonly AnyNode[],
  inside: FunctionDefinition,
): boolean {
  if (parents.some((each) => 'macro' in each && /^ATOMIC_BLOCK|CRITICAL_SECTION/.test(each.macro ?? ''))) return true;
  let at = 0;
  let out = false;
  const say = (place: number, isOut: boolean): void => {
    if (place >= at) [at, out] = [place, isOut];
  };
  const placeOfNode = node.line * 1000 + node.column;
  walk(inside.body, (each) => {
    if (each.kind !== 'call' || each.name === null) return;
    const place = each.line * 1000 + each.column;
    if (place >= placeOfNode) return;
    if (SHUTS_OUT.test(each.name)) say(place, true);
    else if (LETS_IN.test(each.name)) say(place, false);
  });
  for (let line = inside.line; line <= node.line; line++) {
    const text = codeLines[line - 1] ?? '';
    const before = line === node.line ? text.slice(0, node.column - 1) : text;
    if (SHUTS_OUT_TEXT.test(before)) say(line * 1000, true);
    else if (LETS_IN_TEXT.test(before)) say(line * 1000, false);
  }
  return out;
}

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
    const modifies = node.operator !== '=' || keepsRest(evidence, node.value, register, definition);
    if (!modifies) return;
    if (family === 'avr' && singleBit(node.operator, constantOf(node.value))) return;
    if (undisturbed(evidence, node, parents, definition)) return;
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

/** `(PORTD & 0xF0) | n`, or a local that was read from the port before: the new value is made of the old one. */
function keepsRest(evidence: Evidence, value: Expression, register: PortRegister, inside: FunctionDefinition): boolean {
  const at = bare(value);
  const isOld = (side: AnyNode): boolean =>
    (side.kind === 'member' || side.kind === 'unary' || side.kind === 'identifier') &&
    isSame(registerOf(evidence, side), register);
  const sides = at.kind === 'binary' ? [at.left, at.right] : [];
  if (sides.some((side) => isOld(bare(side)) || keepsRest(evidence, side, register, inside))) return true;
  if (at.kind !== 'identifier' || at.symbol.kind !== 'variable' || at.symbol.scope === 'global') return false;
  // `p = PORTB; p ^= 2; PORTB = p;`
  let taken = false;
  walk(inside.body, (each) => {
    const given =
      each.kind === 'variable' && each.symbol === at.symbol
        ? each.initializer
        : each.kind === 'assignment' && each.operator === '=' && isSymbol(each.target, at.symbol)
          ? each.value
          : null;
    if (given) walk(given, (part) => void (isOld(part) && (taken = true)));
  });
  return taken;
}

const isSame = (one: PortRegister | null, other: PortRegister): boolean =>
  one?.latch === true && one.name === other.name && one.port === other.port;

function isSymbol(target: Expression, symbol: unknown): boolean {
  const at = bare(target);
  return at.kind === 'identifier' && at.symbol === symbol;
}

/** sbi and cbi change one bit of a low I/O register in one instruction. */
function singleBit(operator: string, value: number | null): boolean {
  if (value === null) return false;
  const mask = operator === '|=' ? value & 0xff : operator === '&=' ? ~value & 0xff : 0;
  return mask !== 0 && (mask & (mask - 1)) === 0;
}
