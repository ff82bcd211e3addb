/** Port interrupts of chips with ports of eight pins: STM8, megaAVR-0 and AVR-Dx, N76E003. */
import type { Machine } from './machine.ts';
import { addWatch, FALLING, RISING } from './pin-watch.ts';

/**
 * Port interrupts of an STM8. On an STM8S one setting and one vector serve a port (RM0016, 6.9: PxIS in EXTI_CR1 and CR2), on an
 * STM8L they serve the pins of one number (RM0031, 12.5: EXTI_CR1 for 0 to 3, CR2 for 4 to 7). CR2 of the port lets a pin ask.
 */
function connectStm8(machine: Machine): void {
  const { chip, file } = machine;
  if (chip.gpio.mode.kind !== 'stm8') return;
  const controls = ['CR1', 'CR2'].map((name) => file.cell(machine.addressOf(`EXTI.${name}`)));
  const sense = (field: number): number => (controls[field >>> 2]!.value >>> ((field & 3) * 2)) & 3;
  const edges = [FALLING, RISING, FALLING, FALLING | RISING];
  // The status registers of an STM8L, cleared by writing ones.
  const flags = file.cell(machine.addressOf('EXTI.SR1'));
  flags.onWrite = (written) => {
    flags.value &= ~written;
  };
  for (const [number, [port, { base }]] of Object.entries(chip.ports).entries()) {
    if (number > 7) break;
    const register = (name: string) => file.cell(base + chip.gpio.registers.find((each) => each.name === name)!.offset);
    const [direction, second] = [register('DDR'), register('CR2')];
    for (let bit = 0; bit < chip.gpio.pins; bit++) {
      const asks = (): boolean => ((second.value & ~direction.value) >>> bit) % 2 === 1;
      if (number < 5)
        addWatch(machine, {
          pin: { port, bit },
          edges: () => (asks() ? edges[sense(number)]! : 0),
          byLevel: () => sense(number) === 0,
          handlers: [
            `EXTI_PORT${port}_IRQHandler`,
            `interrupt ${number + 3}`,
            ...[`EXTI${number}_vector`, `EXTI_PORT${port}_vector`, `${number + 5}`, `0x0${number + 5}`],
          ],
        });
      const byNumber = `EXTI${bit}_IRQHandler`;
      if (machine.handler(byNumber) !== null)
        addWatch(machine, {
          pin: { port, bit },
          edges: () => (asks() ? edges[sense(bit)]! : 0),
          byLevel: () => sense(bit) === 0,
          raise: () => {
            flags.value |= 1 << bit;
          },
          raised: () => ((flags.value >>> bit) & 1) === 1,
          handlers: [byNumber],
        });
    }
  }
}

/** Port interrupts of a megaAVR-0 or AVR-Dx (DS40002173, 16.5: ISC in PINnCTRL, INTFLAGS cleared by writing ones). */
function connectPinControl(machine: Machine): void {
  const { chip, file } = machine;
  const [control, raised] = ['PINCTRL', 'INTFLAGS'].map((wanted) =>
    chip.gpio.registers.find(({ name }) => name === wanted),
  );
  if (!control || !raised) return;
  for (const [port, { base }] of Object.entries(chip.ports)) {
    const flags = file.cell(base + raised.offset);
    flags.onWrite = (written) => {
      flags.value &= ~written;
    };
    for (let bit = 0; bit < chip.gpio.pins; bit++) {
      const own = file.cell(base + control.offset + bit);
      addWatch(machine, {
        pin: { port, bit },
        edges: () => [0, FALLING | RISING, RISING, FALLING, 0, FALLING][own.value & 7] ?? 0,
        byLevel: () => (own.value & 7) === 5,
        raise: () => {
          flags.value |= 1 << bit;
        },
        raised: () => ((flags.value >>> bit) & 1) === 1,
        handlers: [`PORT${port}_PORT_vect`],
      });
    }
  }
}

/** Pin interrupts of an N76E003 (data sheet, 15): eight channels, one for each pin of the port that PIPS chooses. */
function connectPinChannels(machine: Machine): void {
  const { chip, file } = machine;
  if (!chip.blocks['SFR']?.registers.some(({ name }) => name === 'PIPEN')) return;
  const cell = (name: string) => file.cell(machine.addressOf(`SFR.${name}`));
  const [control, falling, rising, flags, enable] = [
    cell('PICON'),
    cell('PINEN'),
    cell('PIPEN'),
    cell('PIF'),
    cell('EIE'),
  ];
  for (const port of Object.keys(chip.ports)) {
    for (let bit = 0; bit < 8; bit++) {
      addWatch(machine, {
        pin: { port, bit },
        edges: () =>
          (control.value & 3) === Number(port)
            ? ((falling.value >>> bit) & 1 ? FALLING : 0) | ((rising.value >>> bit) & 1 ? RISING : 0)
            : 0,
        byLevel: () => ((control.value >>> (bit < 4 ? 2 + bit : bit < 6 ? 6 : 7)) & 1) === 0,
        asks: () => (enable.value & 2) !== 0,
        raise: () => {
          flags.value |= 1 << bit;
        },
        handlers: ['interrupt 7'],
      });
    }
  }
}

/** Lets them happen. */
export function connectBytePorts(machine: Machine): void {
  connectStm8(machine);
  connectPinControl(machine);
  connectPinChannels(machine);
}
