import type { Machine } from './machine.ts';

const CHANNELS = 20;

/** Whether a PPI channel carries this event to a task, so that it does something without the program. */
export function carried(machine: Machine, event: number): boolean {
  return tasksOf(machine, event).length > 0;
}

/** Triggers the tasks that PPI channels tie to this event (nRF52840 product specification 6.16: EEP, TEP, CHEN). */
export function carry(machine: Machine, event: number): void {
  for (const task of tasksOf(machine, event)) machine.file.write(task, 4, 1);
}

function tasksOf(machine: Machine, event: number): number[] {
  const block = machine.chip.blocks['__PPI'];
  if (!block) return [];
  const enabled = machine.file.cell(machine.addressOf('__PPI.CHEN')).value;
  if (enabled === 0) return [];
  const at = (offset: number): number => machine.file.cell(block.base + offset).value;
  return Array.from({ length: CHANNELS }, (_, n) => n).flatMap((n) => {
    if (!((enabled >>> n) & 1) || at(0x510 + 8 * n) !== event) return [];
    return [at(0x514 + 8 * n), at(0x910 + 4 * n)].filter((task) => task !== 0);
  });
}

/** CHENSET and CHENCLR switch channels on and off; each reads as CHEN. */
export function connectPpi(machine: Machine): void {
  if (!machine.chip.blocks['__PPI']) return;
  const [enabled, set, clear] = ['CHEN', 'CHENSET', 'CHENCLR'].map((name) =>
    machine.file.cell(machine.addressOf(`__PPI.${name}`)),
  ) as [Cell, Cell, Cell];
  set.onWrite = (written) => {
    enabled.value = (enabled.value | written) >>> 0;
    machine.activity += 1;
  };
  clear.onWrite = (written) => {
    enabled.value = (enabled.value & ~written) >>> 0;
  };
  for (const each of [set, clear]) each.onRead = () => enabled.value;
}

type Cell = ReturnType<Machine['file']['cell']>;
