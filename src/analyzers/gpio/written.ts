import type { AnyNode, Call, Expression, FunctionDefinition } from '../../c/ast.ts';
import type { Pin } from '../../machine/chip.ts';
import { bare, constantOf, pinOfBit, registerOf, visitOwn } from './mistakes/tree.ts';
import { numberedPin, portOfAddress } from './reads.ts';
import type { Evidence } from './reason.ts';

/** A statement that by its text alone gives certain pins one level, whether or not a run came by or changed anything. */
export interface LevelWrite {
  pins: Pin[];
  level: 0 | 1;
  /** The paste's own name for that level, where it is written with one (`LED_ON`). */
  levelName: string | null;
  line: number;
  node: Expression;
  inside: FunctionDefinition;
  /** What it stands in, outermost first. */
  parents: readonly AnyNode[];
}

const PORT_HIGH =
  /^(?:GPIO_Set(?:Bits?|Pins?|PinsOutput|OutBits)|GPIO_PortSet|PORT_SetBits|gpio_bits?_set|gpio_set|LL_GPIO_SetOutputPin)$/;
const PORT_LOW =
  /^(?:GPIO_Reset(?:Bits?|Pins?)|GPIO_Clear(?:PinsOutput|OutBits)|GPIO_PortClear|PORT_ResetBits|gpio_bits?_reset|gpio_clear|LL_GPIO_ResetOutputPin)$/;
const PORT_LEVEL = /^(?:HAL_GPIO_WritePin|GPIO_Write(?:Out)?Bits?|gpio_bits?_write)$/;
const NUMBER_LEVEL =
  /^(?:digitalWrite|gpio_put|gpio_set_level|nrf_gpio_pin_write|rt_pin_write|gpioWrite|R_BSP_PinWrite|port_pin_set_output_level)$/;
/** The call's name says the level, its one argument the pin. */
const NUMBER_ONLY: [RegExp, 0 | 1][] = [
  [/^nrf_gpio_pin_set$/, 1],
  [/^nrf_gpio_pin_clear$/, 0],
];
/** A port, the number of a pin in it, and a level where the name says none. */
const PORT_NUMBER: [RegExp, 0 | 1 | null][] = [
  [/^GPIO_PinOutSet$/, 1],
  [/^GPIO_PinOutClear$/, 0],
  [/^GPIO_(?:PinWrite|WritePinOutput)$/, null],
];
/** Sets of pins that count through all ports. */
const MASK_ONLY: [RegExp, 0 | 1][] = [
  [/^(?:gpio_set_mask|nrf_gpio_pins_set)$/, 1],
  [/^(?:gpio_clr_mask|nrf_gpio_pins_clear)$/, 0],
];

/** All of them, in the order of the text. */
export function levelWrites(evidence: Evidence): LevelWrite[] {
  const found: LevelWrite[] = [];
  visitOwn(evidence, (node, parents, inside) => {
    if (node.kind !== 'assignment' && node.kind !== 'call') return;
    const write = node.kind === 'assignment' ? assigned(evidence, node) : called(evidence, node);
    if (write && write.pins.length > 0)
      found.push({ ...write, levelName: levelNameOf(node), line: node.line, node, inside, parents: [...parents] });
  });
  return found;
}

/** `LED = LED_ON`, `digitalWrite(PIN, ON)`: the name the level is given by. */
function levelNameOf(node: Extract<Expression, { kind: 'assignment' | 'call' }>): string | null {
  const value = node.kind === 'call' ? node.args.at(-1) : node.operator === '=' ? node.value : undefined;
  if (!value || node.macro !== undefined) return null;
  const at = bare(value);
  if (value.macro ?? at.macro) return value.macro ?? at.macro ?? null;
  return at.kind === 'identifier' && !at.symbol.fromPrelude ? at.name : null;
}

type Written = Pick<LevelWrite, 'pins' | 'level'> | null;

const pinsOf = (port: string, mask: number): Pin[] =>
  Array.from({ length: 32 }, (_, bit) => ({ port, bit })).filter(({ bit }) => (mask >>> bit) & 1);

function assigned(evidence: Evidence, node: Extract<Expression, { kind: 'assignment' }>): Written {
  const target = bare(node.target);
  const plain = constantOf(node.value);
  const single = pinOfBit(evidence, target);
  if (single) return plain !== null && node.operator === '=' ? { pins: [single], level: plain ? 1 : 0 } : null;
  const register = registerOf(evidence, target);
  const port = register?.port;
  if (!register || !port || plain === null || (register.shift > 0 && node.operator === '&=')) return null;
  const value = (plain << register.shift) >>> 0;
  const { pins: width } = evidence.reading.chip.gpio;
  const all = width >= 32 ? 0xffffffff : 2 ** width - 1;
  if (register.latch) {
    if (node.operator === '|=') return { pins: pinsOf(port, value & all), level: 1 };
    if (node.operator === '&=') return { pins: pinsOf(port, ~value & all), level: 0 };
    return null;
  }
  // What sets and clears directions gives no level.
  if (node.operator !== '=' || !register.drives) return null;
  if (register.kind === 'set') return { pins: pinsOf(port, value & all), level: 1 };
  if (register.kind === 'clear') return { pins: pinsOf(port, value & all), level: 0 };
  if ((register.kind !== 'set-reset' && register.kind !== 'reset-set') || width > 16) return null;
  const [low, high] = [value & 0xffff, (value >>> 16) & 0xffff];
  return low && !high
    ? { pins: pinsOf(port, low), level: 1 }
    : high && !low
      ? { pins: pinsOf(port, high), level: 0 }
      : null;
}

function called(evidence: Evidence, { name, args }: Call): Written {
  if (name === null || args.length === 0) return null;
  const level = (value: number | null): 0 | 1 | null => (value === null ? null : value ? 1 : 0);
  const told = (list: [RegExp, 0 | 1 | null][]): 0 | 1 | null | undefined =>
    list.find(([call]) => call.test(name))?.[1];
  const first = constantOf(args[0]);
  const byMask = told(MASK_ONLY);
  if (typeof byMask === 'number') {
    const pins = first === null ? [] : pinsOf('', first).map(({ bit }) => numberedPin(evidence, bit));
    return { pins: pins.filter((pin) => pin !== null), level: byMask };
  }
  const byName = told(NUMBER_ONLY);
  if (typeof byName === 'number' || NUMBER_LEVEL.test(name)) {
    const pin = numberedPin(evidence, first);
    const to = byName ?? level(constantOf(args[1]));
    return pin && to !== null ? { pins: [pin], level: to } : null;
  }
  const port = portOfAddress(evidence, constantOf(bare(args[0]!)));
  // Its last argument has a bit for each pin of the mask.
  if (name === 'GPIOPinWrite') {
    const [mask, bits] = [constantOf(args[1]), constantOf(args[2])];
    if (port === null || mask === null || bits === null || ((bits & mask) !== 0 && (bits & mask) !== mask)) return null;
    return { pins: pinsOf(port, mask), level: bits & mask ? 1 : 0 };
  }
  const byNumber = told(PORT_NUMBER);
  if (byNumber !== undefined) {
    const [bit, to] = [constantOf(args[1]), byNumber ?? level(constantOf(args[2]))];
    return port !== null && bit !== null && to !== null ? { pins: [{ port, bit }], level: to } : null;
  }
  const to = PORT_HIGH.test(name)
    ? 1
    : PORT_LOW.test(name)
      ? 0
      : PORT_LEVEL.test(name)
        ? level(constantOf(args[2]))
        : null;
  const mask = constantOf(args[1]);
  return to !== null && port !== null && mask !== null ? { pins: pinsOf(port, mask), level: to } : null;
}
