import type { Machine } from './machine.ts';

const GENERATORS = 15;
const KEPT = 9;
const RC_32K = [3, 4, 5];

/** Hertz of the generator that a peripheral's clock channel was tied to; null where that cannot be told. */
export function generatorHz(machine: Machine, channel: number): number | null {
  const kept = (name: string): number => machine.file.stored(machine.addressOf(`__GCLK.${name}`), 4);
  const generator = kept(`CHANNEL[${channel}]`) - 1;
  if (generator <= 0 || generator >= KEPT) return null;
  const written = kept(`GENERATOR[${generator}]`);
  const source = (written >>> 8) & 31;
  const factor = (kept(`FACTOR[${generator}]`) >>> 8) & 0xffff;
  const over = (written >>> 20) & 1 ? 2 ** (factor + 1) : Math.max(1, factor);
  if (RC_32K.includes(source)) return 32_768 / over;
  if (source === 7) return 48e6 / over;
  if (source !== 6) return null;
  const halvings = (machine.file.stored(machine.addressOf('__SYSCTRL.OSC8M'), 4) >>> 8) & 3;
  return 8e6 / 2 ** halvings / over;
}

/**
 * Generic clock generators of a SAM D (DS40001882, 15.8: GENCTRL and GENDIV hold the number of the generator they write in
 * their low bits). What generator 0, the processor's, was given last is kept in registers of our own for the clock tree.
 */
export function connectSamClocks(machine: Machine): void {
  if (!machine.chip.blocks['__GCLK']) return;
  const cell = (name: string) => machine.file.cell(machine.addressOf(`__GCLK.${name}`));
  const [control, division] = [cell('GENCTRL'), cell('GENDIV')];
  const keep = (name: string, value: number): void => machine.file.write(machine.addressOf(`__GCLK.${name}`), 4, value);
  let [source, halves, factor] = [6, false, 1];
  const tell = (): void => {
    keep('MAIN_DIVIDER', halves ? 2 ** (factor + 1) : Math.max(1, factor));
    keep('MAIN_SOURCE', source);
  };
  const channels = cell('CLKCTRL');
  channels.onWrite = (written, mask) => {
    channels.value = (channels.value & ~mask) | written;
    keep(`CHANNEL[${channels.value & 63}]`, 1 + ((channels.value >>> 8) & GENERATORS));
  };
  control.onWrite = (written, mask) => {
    control.value = ((control.value & ~mask) | written) >>> 0;
    const number = control.value & GENERATORS;
    if (number < KEPT) keep(`GENERATOR[${number}]`, control.value);
    if (number !== 0) return;
    source = (control.value >>> 8) & 31;
    halves = ((control.value >>> 20) & 1) === 1;
    tell();
  };
  division.onWrite = (written, mask) => {
    division.value = ((division.value & ~mask) | written) >>> 0;
    const number = division.value & GENERATORS;
    if (number < KEPT) keep(`FACTOR[${number}]`, division.value);
    if (number !== 0) return;
    factor = (division.value >>> 8) & 0xff;
    tell();
  };
}
