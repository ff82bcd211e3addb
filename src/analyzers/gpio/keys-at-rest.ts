import { type Expression, walk } from '../../c/ast.ts';
import type { Pin } from '../../machine/chip.ts';
import { valueAt } from './claims/pressed.ts';
import { SWITCH } from './mistakes/input-floating-without-pull.ts';
import { visitOwn } from './mistakes/tree.ts';
import { inputReads } from './reads.ts';
import type { Evidence } from './reason.ts';

/** Whether each condition on this input alone is met by its low level; without `orElse` only where nothing is done otherwise. */
export function onlyAskedForLow(evidence: Evidence, pin: Pin, orElse = true): boolean {
  const reads = inputReads(evidence).filter((read) => read.pin.port === pin.port && read.pin.bit === pin.bit);
  const asked: boolean[] = [];
  visitOwn(evidence, (node) => {
    if (node.kind !== 'if') return;
    const inside: Expression[] = [];
    walk(node.condition, (each) => inside.push(...reads.filter((read) => read.node === each).map((read) => read.node)));
    const [read] = inside;
    if (!read || inside.length !== 1) return;
    const [low, high] = ([0, 1] as const).map((level) => valueAt(node.condition, read, pin.bit, level));
    const other = node.otherwise !== null && node.otherwise.kind !== 'if';
    if (low != null && high != null && (low !== 0) !== (high !== 0)) asked.push(low !== 0 && (orElse || !other));
  });
  return asked.length > 0 && asked.every((low) => low);
}

/**
 * Keys that nothing in the chip pulls and whose low level alone sets something off: somebody who wired them so has a resistor to the
 * supply, and they rest high.
 */
export function keysRestingHigh(evidence: Evidence): Pin[] {
  const { reading, simulation, naming } = evidence;
  const { machine } = simulation;
  if (machine.chip.gpio.alwaysOutput) return [];
  const found = new Map<string, Pin>();
  const reads = inputReads(evidence);
  for (const { pin, line } of reads) naming.witness(pin, [{ function: '', line }]);
  for (const { pin } of reads) {
    const port = machine.ports.get(pin.port);
    const key = `${pin.port}:${pin.bit}`;
    if (!port || found.has(key) || reading.symbols.ports.has(pin.port) || (port.everOutput >>> pin.bit) & 1) continue;
    const { direction, pull } = port.mode(pin.bit);
    if (direction !== 'input' || pull !== 'none' || machine.options.inputs.some((each) => same(each.pin, pin)))
      continue;
    const named = naming.name(pin);
    if ([named.pin, ...named.aliases].some((name) => SWITCH.test(name)) && onlyAskedForLow(evidence, pin, false))
      found.set(key, pin);
  }
  return [...found.values()];
}

const same = (one: Pin, other: Pin): boolean => one.port === other.port && one.bit === other.bit;
