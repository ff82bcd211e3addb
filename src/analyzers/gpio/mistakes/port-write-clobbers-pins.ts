import { placeOf } from '../place.ts';
import type { Detector } from './detector.ts';
import { constantOf, registerOf, visitOwn } from './tree.ts';

const WHOLE_PORT_CALLS =
  /^(?:GPIO_Write|gpio_port_write|gpio_put_all|LL_GPIO_WriteOutputPort|nrf_gpio_port_out_write)$/;

/** A plain write to a whole port that changes a pin it does not mean and that is otherwise driven on its own. */
export const portWriteClobbersPins: Detector = (evidence) => {
  const { machine } = evidence.simulation;
  const plain = new Map<number, number>();
  visitOwn(evidence, (node) => {
    if (node.kind === 'assignment' && node.operator === '=' && registerOf(evidence, node.target)?.latch) {
      const value = constantOf(node.value);
      if (value !== null) plain.set(node.line, value);
    }
    if (node.kind === 'call' && node.name !== null && WHOLE_PORT_CALLS.test(node.name)) {
      const value = constantOf(node.args.at(-1));
      if (value !== null) plain.set(node.line, value);
    }
  });
  if (plain.size === 0) return [];
  const width = machine.chip.gpio.pins;
  const all = width === 32 ? 0xffffffff : (1 << width) - 1;
  const meant = (value: number): number => {
    const ones = value & all;
    return countBits(ones) <= width / 2 ? ones : ~ones & all;
  };
  const byPlain = [...plain.values()].reduce((mask, value) => mask | meant(value), 0);
  const separately = new Set<string>();
  for (const event of machine.events) {
    const line = placeOf(event.frames, evidence.lastLine)?.line ?? 0;
    if (!plain.has(line)) for (const { port, bit } of event.changes) separately.add(`${port}:${bit}`);
  }
  const found = new Map<number, string>();
  for (const event of machine.events) {
    const line = placeOf(event.frames, evidence.lastLine)?.line ?? 0;
    const value = plain.get(line);
    if (value === undefined || meant(value) === 0 || found.has(line)) continue;
    const hit = event.changes.find(({ port, bit }) => !((byPlain >>> bit) & 1) && separately.has(`${port}:${bit}`));
    if (hit) found.set(line, evidence.naming.name(hit).pin);
  }
  return [...found].map(([line, pin]) => ({ line, names: { pin } }));
};

function countBits(value: number): number {
  let count = 0;
  for (let rest = value >>> 0; rest !== 0; rest &= rest - 1) count += 1;
  return count;
}
