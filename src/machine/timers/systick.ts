import type { TimerPlace } from '../../knowledge/chip.ts';
import type { Machine } from '../machine.ts';
import { PeriodicTimer } from './periodic.ts';

const ENABLE = 1;
const INTERRUPT = 2;
const PROCESSOR_CLOCK = 4;
const COUNT_FLAG = 1 << 16;

/** The 24-bit down counter of every Cortex-M (ARMv7-M B3.3): CTRL, LOAD, VAL at 0xE000E010. */
export function connectSysTick(machine: Machine, place: TimerPlace): void {
  const base = place.base ?? 0xe000e010;
  const control = machine.file.cell(base);
  const load = machine.file.cell(base + 4);
  const value = machine.file.cell(base + 8);
  let flag = false;
  const tickUs = (): number => ((control.value & PROCESSOR_CLOCK ? 1 : 8) * 1e6) / machine.chip.clockHz;
  const timer = new PeriodicTimer(machine, {
    name: place.name,
    periodUs: () => (control.value & ENABLE && load.value > 0 ? (load.value + 1) * tickUs() : Number.POSITIVE_INFINITY),
    interrupting: () => (control.value & INTERRUPT) !== 0,
    handlers: ['SysTick_Handler', 'sys_tick_handler', 'SysTickHandler'],
    raise: () => {
      flag = true;
    },
  });
  control.onWrite = (written, mask) => {
    const before = control.value & ENABLE;
    control.value = ((control.value & ~mask) | written) & 7;
    if ((control.value & ENABLE) !== before) timer.restart();
    else timer.refresh();
  };
  control.onRead = () => {
    timer.look(() => flag);
    const read = control.value | (flag ? COUNT_FLAG : 0);
    flag = false;
    return read;
  };
  load.onWrite = (written) => {
    load.value = written & 0xffffff;
    timer.refresh();
  };
  value.onWrite = () => {
    flag = false;
    timer.restart();
  };
  let lastRead = -1;
  value.onRead = () => {
    // A program that watches the counter run sees it run.
    machine.repeat.timeReads += 1;
    if (lastRead === machine.activity && timer.running) machine.clock.pass(Math.max(0.5, tickUs()));
    lastRead = machine.activity;
    timer.look(() => true);
    return timer.running ? Math.min(load.value, Math.max(0, Math.floor(timer.leftUs / tickUs()))) : 0;
  };
}
