import type { TimerPlace } from '../../knowledge/chip.ts';
import type { Machine } from '../machine.ts';
import { PeriodicTimer } from './periodic.ts';

const ENABLE = 1;
const INTERRUPT = 2;
const PROCESSOR_CLOCK = 4;
const COUNT_FLAG = 1 << 16;

const CYCLES_AT = 0xe0001004;

/** The cycle counter of a Cortex-M3 and up (ARMv7-M C1.8): counts the processor's clock from whatever is put there. */
function connectCycleCounter(machine: Machine): void {
  if (!machine.chip.blocks['DWT']) return;
  const cell = machine.file.cell(CYCLES_AT);
  const perUs = machine.chip.clockHz / 1e6;
  let zeroUs = 0;
  let lastRead = -1;
  const now = (): number => Math.floor((machine.clock.nowUs - zeroUs) * perUs + 1e-6) >>> 0;
  cell.onWrite = (written) => {
    machine.keepTime();
    zeroUs = machine.clock.nowUs - (written >>> 0) / perUs;
  };
  cell.onRead = () => {
    machine.repeat.timeReads += 1;
    if (lastRead === machine.activity) {
      const ahead = machine.ahead(now());
      machine.passTime(Math.max(0.5, (ahead - 1) / perUs));
    }
    lastRead = machine.activity;
    return now();
  };
}

/** The 24-bit down counter of every Cortex-M (ARMv7-M B3.3): CTRL, LOAD, VAL at 0xE000E010. */
export function connectSysTick(machine: Machine, place: TimerPlace): void {
  const base = place.base ?? 0xe000e010;
  const control = machine.file.cell(base);
  const load = machine.file.cell(base + 4);
  const value = machine.file.cell(base + 8);
  let flag = false;
  const { reference } = place;
  const referenceHz = (): number => {
    if (!reference) return machine.chip.clockHz / 8;
    const from = machine.file.cell(
      (reference.register ? machine.addressOf(reference.register) : base) + reference.offset,
    );
    const hz = reference.table[(from.value >>> reference.bit) & ((1 << reference.bits) - 1)] ?? 0;
    return hz > 0 ? hz : machine.chip.clockHz / (-hz || 1);
  };
  const tickUs = (): number => 1e6 / (control.value & PROCESSOR_CLOCK ? machine.chip.clockHz : referenceHz());
  const timer = new PeriodicTimer(machine, {
    name: place.name,
    periodUs: () => (control.value & ENABLE && load.value > 0 ? (load.value + 1) * tickUs() : Number.POSITIVE_INFINITY),
    interrupting: () => (control.value & INTERRUPT) !== 0,
    handlers: ['SysTick_Handler', 'sys_tick_handler', 'SysTickHandler', 'SysTick_IrqHandler'],
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
  connectCycleCounter(machine);
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
