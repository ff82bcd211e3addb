import type { TimerPlace } from '../../knowledge/chip.ts';
import type { Machine } from '../machine.ts';
import { PeriodicTimer } from './periodic.ts';

const INTERRUPT_ENABLE = 0x10;
const FLAG = 1;
const OVERFLOW_ENABLE = 2;

/** Timer_A of an MSP430 (SLAU144 chapter 12): CCR0 in up and continuous mode, and the overflow. */
export function connectMsp430Timer(machine: Machine, place: TimerPlace): void {
  const base = place.base!;
  const word = (offset: number): number =>
    machine.file.cell(base + offset).value | (machine.file.cell(base + offset + 1).value << 8);
  const control = () => word(0x00);
  const capture = () => word(0x02);
  const top = () => word(0x12);
  const tickUs = (): number => {
    const source = (control() >>> 8) & 3;
    const hz = source === 1 ? 32_768 : machine.chip.clockHz;
    return ((1 << ((control() >>> 6) & 3)) * 1e6) / hz;
  };
  const mode = () => (control() >>> 4) & 3;
  const compare = new PeriodicTimer(machine, {
    name: place.name,
    periodUs: () => {
      if (mode() === 0 || (mode() === 1 && top() === 0)) return Number.POSITIVE_INFINITY;
      return (mode() === 2 ? 65_536 : mode() === 3 ? 2 * top() : top() + 1) * tickUs();
    },
    interrupting: () => (capture() & INTERRUPT_ENABLE) !== 0,
    handlers: [place.handlers['ccr0'] ?? ''],
    raise: () => {
      const handled = (capture() & INTERRUPT_ENABLE) !== 0 && machine.interruptsOn;
      if (!handled) machine.file.cell(base + 2).value |= FLAG;
    },
  });
  const overflow = new PeriodicTimer(machine, {
    name: `${place.name} overflow`,
    periodUs: () => (mode() === 0 ? Number.POSITIVE_INFINITY : (mode() === 1 ? top() + 1 : 65_536) * tickUs()),
    interrupting: () => (control() & OVERFLOW_ENABLE) !== 0,
    handlers: [place.handlers['overflow'] ?? ''],
    raise: () => {
      machine.file.cell(base).value |= FLAG;
    },
  });
  let lastCompare = 0;
  for (const offset of [0, 1, 0x12, 0x13]) {
    machine.file.cell(base + offset).onChange = () => {
      compare.refresh();
      overflow.refresh();
    };
  }
  machine.file.cell(base + 3).onChange = () => undefined;
  // In continuous mode the handler moves CCR0 on by the wanted distance.
  machine.file.cell(base + 0x13).onChange = () => {
    const distance = (top() - lastCompare) & 0xffff;
    if (mode() === 2 && machine.inHandler && distance > 0) compare.restart(65_536 * tickUs() - distance * tickUs());
    else compare.refresh();
    lastCompare = top();
    overflow.refresh();
  };
  machine.file.cell(base + 2).onRead = () => {
    compare.look(() => (capture() & FLAG) !== 0);
    return machine.file.cell(base + 2).value;
  };
}
