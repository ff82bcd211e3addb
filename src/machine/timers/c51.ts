import type { TimerPlace } from '../../knowledge/chip.ts';
import type { Machine } from '../machine.ts';
import { PeriodicTimer } from './periodic.ts';

const TCON = 0x88;
const TMOD = 0x89;
const IE = 0xa8;
const CKCON = 0x8e;
const AUXR = 0x8e;

/**
 * Timers 0 and 1 of an 8051 (MCS-51 user's manual, timer/counters): 12 clocks a count, modes 1 (16 bit) and 2 (reload). Where there is a
 * CKCON its bits 3 and 4 make a count of each clock (Nuvoton N76E003: T0M, T1M), where there is an AUXR its bits 7 and 6 (STC: T0x12, T1x12).
 * An STC15 counts 16 bits in mode 0, too, and begins again with what was written to the count.
 */
export function connectC51Timer(machine: Machine, place: TimerPlace): void {
  const n = place.number ?? 0;
  const { file } = machine;
  const low = file.cell(0x8a + n);
  const high = file.cell(0x8c + n);
  const control = file.cell(TCON);
  const mode = file.cell(TMOD);
  const enable = file.cell(IE);
  const flag = 0x20 << (2 * n);
  const run = 0x10 << (2 * n);
  const names = new Set(machine.chip.blocks['SFR']?.registers.map(({ name }) => name));
  const fast = names.has('CKCON') ? 8 << n : names.has('AUXR') ? 0x80 >> n : 0;
  const choice = file.cell(names.has('CKCON') ? CKCON : AUXR);
  const tick = (): number => (choice.value & fast ? 1e6 : 12e6) / machine.chip.clockHz;
  const kind = (): number => (mode.value >>> (4 * n)) & 3;
  const reloads = (): boolean => kind() === 0 && names.has('T2H');
  const counts = (): number => {
    if (kind() === 2) return 256 - high.value;
    if (kind() === 0 && !reloads()) return 8192 - (((high.value << 5) | (low.value & 31)) & 8191);
    return 65536 - ((high.value << 8) | low.value);
  };
  const timer = new PeriodicTimer(machine, {
    name: place.name,
    periodUs: () => (control.value & run ? counts() * tick() : Number.POSITIVE_INFINITY),
    // EA goes with its own bit.
    arm: () => {
      enable.value |= 0x80 | (2 << (2 * n));
      machine.interruptsOn = true;
    },
    interrupting: () => (enable.value >>> (1 + 2 * n)) % 2 === 1,
    handlers: [`interrupt ${1 + 2 * n}`],
    raise: () => {
      const handled =
        machine.interruptsOn && (enable.value >>> (1 + 2 * n)) % 2 === 1 && machine.handler(`interrupt ${1 + 2 * n}`);
      if (!handled) control.value |= flag;
    },
    after: () => {
      if (kind() === 2) return (256 - high.value) * tick();
      if (reloads()) return counts() * tick();
      low.value = 0;
      high.value = 0;
      return 65536 * tick();
    },
  });
  const before = { run: 0 };
  const changed = (): void => {
    if ((control.value & run) !== before.run) timer.restart();
    before.run = control.value & run;
  };
  const older = control.onChange;
  control.onChange = () => {
    older?.();
    changed();
  };
  const olderRead = control.onRead;
  control.onRead = () => {
    olderRead?.();
    timer.look(() => (control.value & flag) !== 0);
    return control.value;
  };
  low.onChange = () => timer.running && !reloads() && timer.restart();
  // What is written to THx in mode 2 counts from the next overflow on.
  high.onChange = () => timer.running && !reloads() && kind() !== 2 && timer.restart();
  enable.onChange = () => {
    machine.interruptsOn = (enable.value & 0x80) !== 0;
  };
}
