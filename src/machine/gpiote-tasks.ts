import type { Machine } from './machine.ts';

const TASK_MODE = 3;
const SETS = 1;
const CLEARS = 2;
const CHANNELS = 8;

/**
 * GPIOTE channels in task mode (nRF52840 product specification 6.10.4): the unit takes the pin in PSEL from its port, gives it
 * the level in OUTINIT, and changes it when a task is triggered.
 */
export function connectGpioteTasks(machine: Machine): void {
  if (!machine.chip.blocks['NRF_GPIOTE']) return;
  const cell = (name: string, n: number) => machine.file.cell(machine.addressOf(`NRF_GPIOTE.${name}[${n}]`));
  const ports = [...machine.ports.values()];
  for (let n = 0; n < CHANNELS; n++) {
    const config = cell('CONFIG', n);
    const pin = () => {
      const { first = 0 } = machine.chip.ports['0'] ?? {};
      const number = (config.value >>> 8) & 63;
      const port = ports.find(({ name }) => {
        const from = machine.chip.ports[name]?.first ?? first;
        return number >= from && number < from + machine.chip.gpio.pins;
      });
      return port ? { port, bit: number - (machine.chip.ports[port.name]?.first ?? 0) } : null;
    };
    let held: ReturnType<typeof pin> = null;
    const give = (level: 0 | 1): void => held?.port.take(held.bit, level);
    config.onWrite = (written, mask) => {
      config.value = ((config.value & ~mask) | written) >>> 0;
      held?.port.take(held.bit, null);
      held = (config.value & 3) === TASK_MODE ? pin() : null;
      give(((config.value >>> 20) & 1) as 0 | 1);
    };
    const task = (name: string, act: () => void): void => {
      cell(name, n).onWrite = (written) => {
        if (written & 1) act();
      };
    };
    task('TASKS_OUT', () => {
      const polarity = (config.value >>> 16) & 3;
      if (polarity === SETS) give(1);
      else if (polarity === CLEARS) give(0);
      else if (polarity === TASK_MODE && held) give(held.port.takenLevel(held.bit) === 1 ? 0 : 1);
    });
    task('TASKS_SET', () => give(1));
    task('TASKS_CLR', () => give(0));
  }
}
