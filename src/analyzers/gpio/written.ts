import type { AnyNode, Call, Expression, FunctionDefinition } from '../../c/ast.ts';
import type { Pin } from '../../machine/chip.ts';
import { bare, constantOf, registerOf, visitOwn } from './mistakes/tree.ts';
import { numberedPin, pinOfBit, portOfAddress } from './reads.ts';
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

const PORT_HIGH = /^(?:GPIO_Set(?:Bits?|Pins?)|PORT_SetBits|gpio_bits?_set|gpio_set|LL_GPIO_SetOutputPin)$/;
const PORT_LOW = /^(?:GPIO_Reset(?:Bits?|Pins?)|PORT_ResetBits|gpio_bits?_reset|gpio_clear|LL_GPIO_ResetOutputPin)$/;
const PORT_LEVEL = /^(?:HAL_GPIO_WritePin|GPIO_WriteBit|gpio_bit_write|gpio_bits_write)$/;
const NUMBER_LEVEL = /^(?:digitalWrite|gpio_put|gpio_set_level|nrf_gpio_pin_write)$/;

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
  const value = constantOf(node.value);
  if (target.kind === 'identifier' && target.symbol.kind === 'bit') {
    const pin = pinOfBit(evidence, target.symbol);
    return pin && value !== null && node.operator === '=' ? { pins: [pin], level: value ? 1 : 0 } : null;
  }
  const register = registerOf(evidence, target);
  const port = register?.port;
  if (!register || !port || value === null) return null;
  const { pins: width } = evidence.reading.chip.gpio;
  const all = width >= 32 ? 0xffffffff : 2 ** width - 1;
  if (register.latch) {
    if (node.operator === '|=') return { pins: pinsOf(port, value & all), level: 1 };
    if (node.operator === '&=') return { pins: pinsOf(port, ~value & all), level: 0 };
    return null;
  }
  if (node.operator !== '=') return null;
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
  if (name === null || args.length < 2) return null;
  const level = (value: number | null): 0 | 1 | null => (value === null ? null : value ? 1 : 0);
  if (NUMBER_LEVEL.test(name)) {
    const pin = numberedPin(evidence, constantOf(args[0]));
    const to = level(constantOf(args[1]));
    return pin && to !== null ? { pins: [pin], level: to } : null;
  }
  const to = PORT_HIGH.test(name)
    ? 1
    : PORT_LOW.test(name)
      ? 0
      : PORT_LEVEL.test(name)
        ? level(constantOf(args[2]))
        : null;
  if (to === null) return null;
  const port = portOfAddress(evidence, constantOf(bare(args[0]!)));
  const mask = constantOf(args[1]);
  return port !== null && mask !== null ? { pins: pinsOf(port, mask), level: to } : null;
}
