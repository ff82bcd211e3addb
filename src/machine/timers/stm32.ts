import type { TimerPlace } from '../../knowledge/chip.ts';
import type { Machine } from '../machine.ts';
import { CompareChannel } from './compare.ts';
import { PeriodicTimer } from './periodic.ts';

const COUNTER_ENABLE = 1;
const ONE_PULSE = 8;
const UPDATE = 1;

/** Update events of an STM32-like timer (RM0008 chapter 15): CR1, DIER, SR, EGR, CNT, PSC, ARR. */
export function connectStm32Timer(machine: Machine, place: TimerPlace): void {
  const base = place.base!;
  const cell = (offset: number) => machine.file.cell(base + offset);
  const control = cell(0x00);
  const enable = cell(0x0c);
  const status = cell(0x10);
  const generate = cell(0x14);
  const counter = cell(0x24);
  const prescaler = cell(0x28);
  const reload = cell(0x2c);
  // Up to 100 MHz the bus of an F4's slower timers keeps their clock at the core's.
  const divider = (): number => (machine.chip.clockHz > 100e6 ? (place.clockDivider ?? 1) : 1);
  const tickUs = (): number => (((prescaler.value & 0xffff) + 1) * divider() * 1e6) / machine.chip.clockHz;
  const timer = new PeriodicTimer(machine, {
    name: place.name,
    periodUs: () =>
      control.value & COUNTER_ENABLE && reload.value > 0 ? (reload.value + 1) * tickUs() : Number.POSITIVE_INFINITY,
    enabled: () => (control.value & COUNTER_ENABLE) !== 0,
    arm: () => {
      control.value |= COUNTER_ENABLE;
      enable.value |= UPDATE;
    },
    interrupting: () => (enable.value & UPDATE) !== 0,
    handlers: [...Object.values(place.handlers), `__timer_${place.name}`],
    raise: () => {
      status.value |= UPDATE;
      if (control.value & ONE_PULSE) control.value &= ~COUNTER_ENABLE;
    },
    raised: () => (status.value & UPDATE) !== 0,
  });
  const channels = [1, 2, 3, 4].map((channel) => {
    const compare = cell(0x30 + 4 * channel);
    const each = new CompareChannel(machine, {
      name: `${place.name} channel ${channel}`,
      timer,
      round: () => reload.value + 1,
      tickUs,
      // Sixteen bits wide, unless the timer counts further.
      match: () => (reload.value > 0xffff ? compare.value : compare.value & 0xffff),
      interrupting: () => ((enable.value >>> channel) & 1) === 1,
      handlers: [...Object.values(place.handlers), `${place.name}_CC_IRQHandler`, `__timer_${place.name}`],
      raise: () => {
        status.value |= 1 << channel;
      },
    });
    compare.onChange = () => each.restart();
    return each;
  });
  const rephase = (): void => channels.forEach((each) => void each.restart());
  control.onWrite = (written, mask) => {
    const before = control.value & COUNTER_ENABLE;
    control.value = ((control.value & ~mask) | written) >>> 0;
    if ((control.value & COUNTER_ENABLE) !== before) timer.restart((counter.value & 0xffff) * tickUs());
    rephase();
  };
  for (const each of [prescaler, reload]) {
    each.onChange = () => {
      timer.refresh();
      rephase();
    };
  }
  // Flags are cleared by writing 0 to them; a 1 leaves them alone.
  status.onWrite = (written, mask) => {
    status.value = (status.value & (written | ~mask)) >>> 0;
  };
  status.onRead = () => {
    timer.look(() => (status.value & UPDATE) !== 0);
    channels.forEach((each, i) => void each.look(() => i > 0 || ((status.value >>> (i + 1)) & 1) === 1));
    return status.value;
  };
  generate.onWrite = (written) => {
    if (!(written & UPDATE)) return;
    counter.value = 0;
    if (!(control.value & 4)) status.value |= UPDATE;
    timer.restart();
    rephase();
  };
  counter.onWrite = (written) => {
    counter.value = written;
    timer.restart((written & 0xffff) * tickUs());
    rephase();
  };
  let lastRead = -1;
  counter.onRead = () => {
    machine.repeat.timeReads += 1;
    if (!timer.running) return counter.value;
    const count = (): number => Math.max(0, Math.floor(reload.value + 1 - timer.leftUs / tickUs() + 1e-6));
    if (lastRead === machine.activity) {
      const ahead = Math.min(machine.ahead(count()), reload.value - count());
      if (ahead > 2) machine.passTime((ahead - 1) * tickUs());
      else machine.clock.pass(Math.max(0.5, tickUs()));
    }
    lastRead = machine.activity;
    timer.look(() => true);
    return count();
  };
}
