import type { Chip } from './chip.ts';

export type Direction = 'input' | 'output' | 'alternate' | 'analog';
export interface PinMode {
  direction: Direction;
  openDrain: boolean;
  pull: 'up' | 'down' | 'none';
  /** Its 1 is a pull-up that anything can pull down: until it has driven a 0 the pin is as good as an input. */
  quasi?: true;
}

/** Values of a port's registers by the role its mode encoding gives them. */
export type RoleReader = (role: string, index?: number) => number;
type Decoder = (read: RoleReader, bit: number, chip: Chip) => PinMode;

const mode = (direction: Direction, pull: PinMode['pull'] = 'none', openDrain = false): PinMode => ({
  direction,
  pull,
  openDrain,
});
const bitOf = (value: number, bit: number): number => (value >>> bit) & 1;

/** Four bits a pin in two registers (STM32F1 RM0008 9.2.1, 9.2.2 and its relatives); pull direction from the output latch. */
const crlCrh: Decoder = (read, bit) => {
  const field = (read(bit < 8 ? 'low' : 'high') >>> ((bit % 8) * 4)) & 15;
  const configuration = field >>> 2;
  if ((field & 3) === 0) {
    if (configuration === 0) return mode('analog');
    if (configuration === 1) return mode('input');
    return mode('input', bitOf(read('latch'), bit) ? 'up' : 'down');
  }
  return mode(configuration >= 2 ? 'alternate' : 'output', 'none', (configuration & 1) === 1);
};

const DIRECTIONS: Direction[] = ['input', 'output', 'alternate', 'analog'];
/** Pulls in the order of PUPDR's codes. */
export const PULLS: PinMode['pull'][] = ['none', 'up', 'down', 'none'];

/** Two bits a pin in MODER and PUPDR, one in OTYPER (STM32F4 RM0090 8.4 and its relatives). */
const moder: Decoder = (read, bit) =>
  mode(
    DIRECTIONS[(read('mode') >>> (bit * 2)) & 3]!,
    PULLS[(read('pull') >>> (bit * 2)) & 3]!,
    bitOf(read('type'), bit) === 1,
  );

/**
 * One direction bit a pin, 1 is output. Optional roles: select and select2 (a bit set in either takes the pin away from GPIO), pull (resistor on,
 * its direction from the latch), latchPull (a 1 in the latch of an input is the pull-up, AVR), pullUp, openDrain. Where 0 is the
 * unusual state: enabled (a 0 takes the pin away), noPullUp (a 0 is the pull-up).
 */
const direction: Decoder = (read, bit, chip) => {
  const roles = chip.gpio.mode.registers;
  // Without its digital function (Tiva: DEN) a pin neither drives nor reads.
  if (roles['digital'] && !bitOf(read('digital'), bit)) return mode('analog');
  if (roles['enabled'] && !bitOf(read('enabled'), bit)) return mode('alternate');
  if (bitOf(read('select'), bit) || bitOf(read('select2'), bit)) return mode('alternate');
  if (bitOf(read('direction'), bit)) return mode('output', 'none', bitOf(read('openDrain'), bit) === 1);
  if (bitOf(read('pull'), bit)) return mode('input', bitOf(read('latch'), bit) ? 'up' : 'down');
  if (bitOf(read('latchPull'), bit) || bitOf(read('pullUp'), bit)) return mode('input', 'up');
  if (roles['noPullUp'] && !bitOf(read('noPullUp'), bit)) return mode('input', 'up');
  return mode('input', bitOf(read('pullDown'), bit) ? 'down' : 'none');
};

/** One direction bit a pin, 0 is output; analog select takes the pin away from digital input (PIC), `select` from both. */
const tris: Decoder = (read, bit) => {
  if (bitOf(read('select'), bit)) return mode('alternate');
  if (!bitOf(read('direction'), bit)) return mode('output', 'none', bitOf(read('openDrain'), bit) === 1);
  return bitOf(read('analog'), bit) ? mode('analog') : mode('input', bitOf(read('pullUp'), bit) ? 'up' : 'none');
};

/** 8051: a strong 0 or a weak 1 that others may pull down; every pin is an output and an input at once. */
const quasi: Decoder = () => mode('output', 'up', true);

/** STC: PxM1 and PxM0 choose quasi-bidirectional, push-pull, input only, open drain. */
const stcMode: Decoder = (read, bit) => {
  const m1 = bitOf(read('m1'), bit);
  const m0 = bitOf(read('m0'), bit);
  if (m1 && !m0) return mode('input');
  return mode('output', m1 ? 'none' : 'up', m1 === 1 || m0 === 0);
};

/** RP2040: output where the output enable is set and the pin's function select is SIO; pulls from the pad register. */
const funcsel: Decoder = (read, bit, chip) => {
  const pad = read('pad', bit);
  const pull = bitOf(pad, 3) ? 'up' : bitOf(pad, 2) ? 'down' : 'none';
  const selected = read('function', bit * 2 + 1) & 31;
  if (selected === 31) return mode('input', pull);
  if (selected !== chip.gpio.mode.gpioFunction) return mode('alternate', pull);
  return mode(bitOf(read('direction'), bit) ? 'output' : 'input', pull);
};

/** Kinetis: a direction register; the pull of a pin is in its control register (KL25 reference manual, 11.5.1: PE, PS). */
const pcr: Decoder = (read, bit) => {
  const control = read('control', bit);
  const pull = (control & 2) === 0 ? 'none' : (control & 1) === 1 ? 'up' : 'down';
  return mode(bitOf(read('direction'), bit) ? 'output' : 'input', pull);
};

/** EFM32: four bits a pin in MODEL and MODEH (EFM32G reference manual, 28.5.2); the latch chooses the pull's direction. */
const efm: Decoder = (read, bit) => {
  const field = (read(bit < 8 ? 'low' : 'high') >>> ((bit % 8) * 4)) & 15;
  if (field === 0) return mode('analog');
  if (field === 1) return mode('input');
  if (field <= 3) return mode('input', bitOf(read('latch'), bit) ? 'up' : 'down');
  return mode('output', 'none', field >= 8);
};

/** SAM D: a direction register; PINCFG holds PMUXEN (bit 0) and PULLEN (bit 2), the latch the pull's direction (DS40001882, 23.8). */
const sam: Decoder = (read, bit) => {
  const configuration = read('configuration', bit >>> 2) >>> ((bit & 3) * 8);
  // Function A listens to the pin (EIC) and leaves it to its port.
  const chosen = (read('function', bit >>> 3) >>> ((bit & 7) * 4)) & 15;
  if (configuration & 1 && chosen !== 0) return mode('alternate');
  if (bitOf(read('direction'), bit)) return mode('output');
  return mode('input', (configuration & 4) === 0 ? 'none' : bitOf(read('latch'), bit) ? 'up' : 'down');
};

/** Nuvoton NuMicro: two bits a pin, 0 input, 1 output, 2 open drain, 3 quasi-bidirectional; PUSEL has the resistors of newer ones. */
const twoBits: Decoder = (read, bit) => {
  const field = (read('mode') >>> (bit * 2)) & 3;
  const pull = PULLS[(read('pull') >>> (bit * 2)) & 3]!;
  if (field === 3) return { ...mode('output', 'up', true), quasi: true };
  return field === 0 ? mode('input', pull) : mode('output', pull, field === 2);
};

/** Infineon XMC: a byte a pin, its upper five bits are PCR: bit 4 output, bit 3 open drain, 0 to 2 the function (XMC1100 reference manual, 19.8.1). */
const iocr: Decoder = (read, bit) => {
  const control = (read('control', bit >>> 2) >>> ((bit & 3) * 8 + 3)) & 31;
  if (control & 16) return control & 7 ? mode('alternate') : mode('output', 'none', (control & 8) !== 0);
  return mode('input', (control & 3) === 1 ? 'down' : (control & 3) === 2 ? 'up' : 'none');
};

/** PSoC 6: four bits a pin, the lower three its drive mode (Cy_GPIO_DM): 2 and 3 resistive, 4 open drain, 5 open source, 6 strong. */
const driveMode: Decoder = (read, bit) => {
  const drive = (read('control') >>> (bit * 4)) & 7;
  const high = bitOf(read('latch'), bit) === 1;
  if (drive === 2) return high ? mode('input', 'up') : mode('output');
  if (drive === 3) return high ? mode('output') : mode('input', 'down');
  return drive === 4 || drive === 6 ? mode('output', 'none', drive === 4) : mode('input');
};

/** STM8: CR1 gives an input its pull-up and an output its upper transistor; without it the output is an open drain (RM0016, 11.3). */
const stm8: Decoder = (read, bit) => {
  const strong = bitOf(read('control'), bit) === 1;
  if (bitOf(read('direction'), bit)) return mode('output', 'none', !strong);
  return mode('input', strong ? 'up' : 'none');
};

/** BCM2835: three bits a pin, ten pins a register (BCM2835 ARM Peripherals, 6.1: GPFSELn); 0 is an input, 1 an output. */
const fsel: Decoder = (read, bit) => {
  const at = (read('first') % 10) + bit;
  const selected = (read('function', Math.floor(at / 10)) >>> ((at % 10) * 3)) & 7;
  const pull = bitOf(read('pullUp'), bit) ? 'up' : bitOf(read('pullDown'), bit) ? 'down' : 'none';
  return mode(selected === 0 ? 'input' : selected === 1 ? 'output' : 'alternate', pull);
};

/** A direction register; the rest of what a pin is stands in a register of its own, which bit does what in the chip's file. */
const pinControl: Decoder = (read, bit, chip) => {
  const { bits = {}, functionBits } = chip.gpio.mode;
  const control = read('control', bit);
  const on = (place: number | undefined): boolean => place !== undefined && bitOf(control, place) === 1;
  const [up, down] = [on(bits.pullUp), on(bits.pullDown)];
  const pull = up === down ? 'none' : up ? 'up' : 'down';
  const chosen = functionBits ? read('function', bit) & (2 ** functionBits - 1) : 0;
  const plain = chip.gpio.mode.gpioFunction ?? 0;
  // A pin that no unit is connected to drives nothing.
  if (chosen === 0 && plain !== 0) return mode('input', pull);
  if (on(bits.alternate) || chosen !== plain) return mode('alternate', pull);
  return bitOf(read('direction'), bit) ? mode('output', 'none', on(bits.openDrain)) : mode('input', pull);
};

/** nRF5x: the direction register mirrors PIN_CNF; pull and drive are in PIN_CNF. */
const pinCnf: Decoder = (read, bit) => {
  const configuration = read('configuration', bit);
  const pull = (['none', 'down', 'none', 'up'] as const)[(configuration >>> 2) & 3]!;
  const drive = (configuration >>> 8) & 7;
  return mode(bitOf(read('direction'), bit) ? 'output' : 'input', pull, drive >= 6);
};

export const DECODERS: Record<Chip['gpio']['mode']['kind'], Decoder> = {
  'crl-crh': crlCrh,
  moder,
  direction,
  tris,
  quasi,
  funcsel,
  'pin-cnf': pinCnf,
  'stc-mode': stcMode,
  pcr,
  efm,
  sam,
  'pin-control': pinControl,
  fsel,
  stm8,
  'two-bits': twoBits,
  iocr,
  'drive-mode': driveMode,
};
