import type { Machine } from './machine.ts';

const GENERATORS = 15;

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
  control.onWrite = (written, mask) => {
    control.value = ((control.value & ~mask) | written) >>> 0;
    if ((control.value & GENERATORS) !== 0) return;
    source = (control.value >>> 8) & 31;
    halves = ((control.value >>> 20) & 1) === 1;
    tell();
  };
  division.onWrite = (written, mask) => {
    division.value = ((division.value & ~mask) | written) >>> 0;
    if ((division.value & GENERATORS) !== 0) return;
    factor = (division.value >>> 8) & 0xff;
    tell();
  };
}
