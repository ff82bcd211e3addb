import { type Chip, portRegisters } from '../../machine/chip.ts';

/** What can be done to a pin through a register, whatever the vendor calls it. */
export type Action = 'set' | 'clear' | 'toggle' | 'read';

/** A register of a port as code writes it: `GPIOB->BSRR`, `PORTB`, `GPIO_BOP(GPIOB)`. */
export function spell(chip: Chip, port: string, register: string): string {
  const { pointer, spelling } = chip.gpio;
  const pattern = spelling ?? (pointer ? `${pointer}->{R}` : '{R}');
  return pattern.replaceAll('{R}', register).replaceAll('{P}', port);
}

/** The mask of a pin in C, alone or as the clear half of a set-reset register takes it. */
export const maskOf = (bit: number): string => `1u << ${bit}`;
export const clearHalfOf = (bit: number): string => `1u << (${bit} + 16)`;

/**
 * The C statement (an expression for `read`) that does this to a pin of a port, by the register made for it where the
 * chip has one, else by the output register.
 */
export function statementFor(chip: Chip, port: string, action: Action, bit: number): string {
  const latch = chip.gpio.latch.replaceAll('{P}', port);
  const registers = portRegisters(chip, port).filter(
    (each) => !chip.lacks.includes(each.name) && !each.name.startsWith('__') && (each.of ?? latch) === latch,
  );
  const made = (kind: string): string | undefined => registers.find((each) => each.kind === kind)?.name;
  const to = (register: string): string => spell(chip, port, register);
  const both = made('set-reset') ?? made('reset-set');
  switch (action) {
    case 'set': {
      const name = made('set') ?? both;
      return name ? `${to(name)} = ${maskOf(bit)};` : `${to(latch)} |= ${maskOf(bit)};`;
    }
    case 'clear': {
      const name = made('clear');
      if (name) return `${to(name)} = ${maskOf(bit)};`;
      return both ? `${to(both)} = ${clearHalfOf(bit)};` : `${to(latch)} &= ~(${maskOf(bit)});`;
    }
    case 'toggle': {
      const name = made('toggle') ?? made('input-toggle');
      return name ? `${to(name)} = ${maskOf(bit)};` : `${to(latch)} ^= ${maskOf(bit)};`;
    }
    case 'read':
      return `${to(chip.gpio.input.replaceAll('{P}', port))} & (${maskOf(bit)})`;
  }
}

/** A port to show an example on: one of this name, else the chip's first. */
export const examplePort = (chip: Chip, port: string): string =>
  chip.ports[port] ? port : (Object.keys(chip.ports).find((name) => !chip.ports[name]!.inputOnly) ?? '');
