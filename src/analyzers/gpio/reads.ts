import type { Expression } from '../../c/ast.ts';
import { type Pin, pinOfName } from '../../machine/chip.ts';
import { BOARD_PORT, looksAtKey } from './board-words.ts';
import { bare, constantOf, type OwnCode, pinOfBit, registerOf, visitOwn } from './mistakes/tree.ts';
import type { Evidence } from './reason.ts';
import { bitOfArgument } from './symbols.ts';

/** One place that looks at an input pin. */
export interface InputRead {
  pin: Pin;
  node: Expression;
  line: number;
}

/** Calls that read a pin by its port and its mask, whoever wrote the library: `DL_GPIO_readPins(GPIOA, PIN)`. */
const BY_PORT = /read|get|input|_is_?(?:high|low)/i;
/** They read the latch, an interrupt's flag or a setting. */
const NO_INPUT = /out|latch|int|irq|exti|status|flag|pend|mode|dir|pull|lock|event|toggle|edge|config|func/i;
const readsByPort = (name: string): boolean =>
  /ReadInput|[Ii]nput_bit_get|IsInputPinSet/.test(name) || (BY_PORT.test(name) && !NO_INPUT.test(name));
const BY_NUMBER = /^(?:digitalRead|gpio_get|gpio_get_level|nrf_gpio_pin_read)$/;

/** The port whose registers begin at this address. */
export function portOfAddress(own: OwnCode, address: number | null): string | null {
  if (address === null) return null;
  for (const [port, place] of Object.entries(own.reading.chip.ports)) if (place.base === address >>> 0) return port;
  return null;
}

/** The bit of a mask that has just one; else null. */
export const bitOfMask = (mask: number | null): number | null => {
  if (mask === null || mask <= 0 || (mask & (mask - 1)) !== 0) return null;
  return 31 - Math.clz32(mask);
};

/** A pin as the library's calls name it: by its number in the port, or by its mask. */
const bitOf = ({ reading }: OwnCode, pin: number | null): number | null => {
  if (!reading.byNumber) return bitOfMask(pin);
  return pin !== null && pin >= 0 && pin < reading.chip.gpio.pins ? pin : null;
};

/** The pin of a number in a library that counts pins through. */
export function numberedPin(own: OwnCode, number: number | null): Pin | null {
  if (number === null) return null;
  const { chip } = own.reading;
  const board = chip.pinNumbers[String(number)];
  if (board) return pinOfName(chip, board);
  for (const [port, place] of Object.entries(chip.ports)) {
    if (place.first !== undefined && number >= place.first && number < place.first + (place.pins ?? chip.gpio.pins))
      return { port, bit: number - place.first };
  }
  return null;
}

/** The key that a function which is not in the paste is asked for by its name. */
function keyOfBoard({ reading: { symbols, byNumber } }: OwnCode, which: number | null): Pin | null {
  const bit = bitOfArgument(symbols, byNumber, which);
  return bit === undefined || !symbols.ports.has(BOARD_PORT) ? null : { port: BOARD_PORT, bit };
}

/** Every place of the paste that reads one input pin that is known at compile time. */
export function inputReads(own: OwnCode): InputRead[] {
  const found: InputRead[] = [];
  visitOwn(own, (node, parents) => {
    if (node.kind === 'identifier' || node.kind === 'member' || (node.kind === 'unary' && node.operator === '*')) {
      const pin = pinOfBit(own, node, 'input');
      const parent = parents.at(-1);
      const written =
        (parent?.kind === 'assignment' && parent.target === node) ||
        (node.kind === 'identifier' && (node.symbol.writes ?? 0) > 0);
      if (pin && !written) found.push({ pin, node, line: node.line });
    }
    if (node.kind === 'call' && node.name !== null) {
      let pin: Pin | null = null;
      if (node.args.length === 2 && readsByPort(node.name)) {
        const port = portOfAddress(own, constantOf(bare(node.args[0]!)));
        const bit = bitOf(own, constantOf(node.args[1]));
        if (port !== null && bit !== null) pin = { port, bit };
      } else if (BY_NUMBER.test(node.name) && node.args.length === 1) pin = numberedPin(own, constantOf(node.args[0]));
      else if (looksAtKey(node.name) && node.args.length === 1) pin = keyOfBoard(own, constantOf(node.args[0]));
      if (pin) found.push({ pin, node, line: node.line });
    }
    if (node.kind === 'binary' && node.operator === '&') {
      for (const [register, mask] of [
        [node.left, node.right],
        [node.right, node.left],
      ] as const) {
        const shifted = bare(register);
        const down = shifted.kind === 'binary' && shifted.operator === '>>' ? constantOf(shifted.right) : null;
        const described = registerOf(own, down === null || shifted.kind !== 'binary' ? register : shifted.left);
        const asked = constantOf(mask);
        const bit = down === null ? bitOfMask(asked) : asked === 1 ? down : null;
        if (described?.input && described.port !== null && bit !== null)
          found.push({ pin: { port: described.port, bit: bit + described.shift }, node, line: node.line });
      }
    }
  });
  return found;
}

/** Pins of a unit that the program looks at all the same. */
export function readOfLent(evidence: Evidence): Pin[] {
  const { machine } = evidence.simulation;
  const read = inputReads(evidence).map(({ pin }) => `${pin.port}:${pin.bit}`);
  // `read(GPIOA) & 0x40`: the whole port is read, and the line asks for this bit.
  const asks = ({ port, bit }: Pin): boolean => {
    const line = machine.portsRead.get(port)?.find((frame) => frame.line > 0)?.line ?? 0;
    const mask = (1 << bit) >>> 0;
    return new RegExp(`&\\s*\\(?\\s*(?:0[xX]0*${mask.toString(16)}|1[uUlL]*\\s*<<\\s*${bit})\\b`, 'i').test(
      evidence.codeLines[line - 1] ?? '',
    );
  };
  return machine.lent().filter((pin) => read.includes(`${pin.port}:${pin.bit}`) || asks(pin));
}
