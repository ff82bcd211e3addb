import type { Machine } from './machine.ts';

/** Starts, changes or stops (0) the run of a library timer's function `__slot_<n>`; see knowledge/vendor-calls/common.yaml. */
export function startSlot(machine: Machine, slot: number, us: number, again: boolean): void {
  const name = `slot ${slot}`;
  const index = machine.sources.findIndex((source) => source.name === name);
  if (index >= 0) machine.sources.splice(index, 1);
  if (us <= 0) return;
  let next = machine.clock.nowUs + us;
  machine.sources.push({
    name,
    nextUs: () => next,
    fire() {
      next = again ? Math.max(next + us, machine.clock.nowUs) : Number.POSITIVE_INFINITY;
      return machine.handler(`__slot_${slot}`);
    },
    snapshot: (now) => `${name}@${Math.round(next - now)};`,
    everyUs: () => us,
  });
}
