import type { Expression } from '../../../c/ast.ts';
import type { Pin } from '../../../machine/chip.ts';
import { placeOf } from '../place.ts';
import type { Evidence } from '../reason.ts';
import type { Detected, Detector } from './detector.ts';
import { bare, constantOf, registerOf, visitOwn } from './tree.ts';

const WHOLE_PORT_CALLS =
  /^(?:GPIO_Write|gpio_port_write|gpio_put_all|LL_GPIO_WriteOutputPort|nrf_gpio_port_out_write)$/;

/** A plain write to a whole port that changes a pin it does not mean and that is otherwise driven on its own. */
export const portWriteClobbersPins: Detector = (evidence) => {
  const { machine } = evidence.simulation;
  const plain = new Map<number, number>();
  const computed = new Set<number>();
  visitOwn(evidence, (node) => {
    if (node.kind === 'assignment' && node.operator === '=' && registerOf(evidence, node.target)?.latch) {
      const value = constantOf(node.value);
      if (value !== null) plain.set(node.line, value);
      else if (shiftsOne(node.value)) computed.add(node.line);
    }
    if (node.kind === 'call' && node.name !== null && WHOLE_PORT_CALLS.test(node.name)) {
      const value = constantOf(node.args.at(-1));
      if (value !== null) plain.set(node.line, value);
    }
  });
  const running = clobberedBy(evidence, computed);
  if (plain.size === 0) return running;
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
  return [...running, ...[...found].map(([line, pin]) => ({ line, names: { pin } }))];
};

/** `1 << k` or `~(1 << k)`: one bit that walks over the port. */
function shiftsOne(value: Expression): boolean {
  let at = bare(value);
  while (at.kind === 'unary' && at.operator === '~') at = bare(at.operand);
  return at.kind === 'binary' && at.operator === '<<' && (constantOf(at.left) ?? 0) === 1;
}

/** A walking bit that takes a pin along which it never reaches, and which another line always sets back. */
function clobberedBy(evidence: Evidence, lines: Set<number>): Detected[] {
  const levels = new Map<number, Map<string, { ups: number; downs: number; pin: Pin }>>();
  for (const event of evidence.simulation.machine.events) {
    const line = placeOf(event.frames, evidence.lastLine)?.line ?? 0;
    const own = levels.get(line) ?? new Map<string, { ups: number; downs: number; pin: Pin }>();
    levels.set(line, own);
    for (const { port, bit, level } of event.changes) {
      const known = own.get(`${port}:${bit}`) ?? { ups: 0, downs: 0, pin: { port, bit } };
      if (level) known.ups += 1;
      else known.downs += 1;
      own.set(`${port}:${bit}`, known);
    }
  }
  return [...lines].flatMap((line) => {
    const own = [...(levels.get(line) ?? [])];
    const walks = own.filter(([, { ups, downs }]) => ups > 0 && downs > 0).length;
    const hit = own.find(
      ([key, { ups, downs }]) =>
        ups + downs > 1 &&
        (ups === 0 || downs === 0) &&
        [...levels].some(([other, pins]) => {
          const back = pins.get(key);
          return !lines.has(other) && back && (ups === 0 ? back.downs === 0 : back.ups === 0);
        }),
    );
    return walks > 1 && hit ? [{ line, names: { pin: evidence.naming.name(hit[1].pin).pin } }] : [];
  });
}

function countBits(value: number): number {
  let count = 0;
  for (let rest = value >>> 0; rest !== 0; rest &= rest - 1) count += 1;
  return count;
}
