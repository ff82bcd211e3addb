import type { Frame } from '../../../c/api.ts';
import type { Pin } from '../../../machine/chip.ts';
import { inputReads } from '../reads.ts';
import type { Evidence } from '../reason.ts';
import { missingSetups } from '../run.ts';
import { levelWrites } from '../written.ts';
import { ownFunctions, repeatedFunctions } from './tree.ts';

/** A pin that is driven and shows nothing; `twin`: the pin of the same number on another port that is set up and never driven. */
export interface Undriven {
  pin: Pin;
  frames: Frame[];
  twin: Pin | null;
}

/** Pins whose latch the program changes on purpose although they are no outputs. */
export function undriven(evidence: Evidence): Undriven[] {
  const { machine } = evidence.simulation;
  if (machine.chip.gpio.alwaysOutput) return [];
  const found: Undriven[] = [];
  const { ports, pins } = evidence.reading.symbols;
  // A name that is not defined in the paste may stand for this very pin.
  const maybeNamed = (pin: Pin): boolean =>
    !ports.has(pin.port) &&
    (ports.size > 0 || [...pins.values()].some((bit) => ((machine.ports.get(pin.port)?.everOutput ?? 0) >>> bit) & 1));
  const pullsByLatch = machine.chip.gpio.mode.registers['latchPull'] !== undefined;
  const read = new Set(inputReads(evidence).map(({ pin }) => `${pin.port}:${pin.bit}`));
  for (const [key, { pin, frames, rises, falls, alone }] of machine.driven) {
    const port = machine.ports.get(pin.port)!;
    if ((port.everOutput >>> pin.bit) & 1 || alone === 0 || maybeNamed(pin)) continue;
    if ((machine.heldMask(pin.port) >>> pin.bit) & 1) continue;
    // `PORTA = TRISA = 0x10`: the latch gets the direction's bits along with it.
    if (BOTH_AT_ONCE.test(evidence.codeLines[(frames[0]?.line ?? 0) - 1] ?? '')) continue;
    const { direction, pull } = port.mode(pin.bit);
    if (direction === 'alternate' && (rises === 0 || falls === 0 || namesUnit(evidence))) continue;
    // Setting the latch of an input chooses its pull-up on many chips.
    const shown = evidence.naming.name(pin);
    const lamp = !read.has(key) && [shown.pin, ...shown.aliases].some((name) => DRIVEN_THING.test(name));
    if (rises === 0 || (falls === 0 && !lamp && (pull === 'up' || pullsByLatch))) continue;
    if (read.has(key) && (pullsByLatch || pull !== 'none')) continue;
    if (falls === 0 && machine.chip.gpio.mode.kind === 'crl-crh' && pull !== 'none') continue;
    found.push({ pin, frames, twin: twinOf(evidence, pin) });
  }
  found.push(...misdirected(evidence));
  const known = new Set(found.map(({ pin }) => `${pin.port}:${pin.bit}`));
  return [...found, ...neverReached(evidence, read).filter(({ pin }) => !known.has(`${pin.port}:${pin.bit}`))];
}

/** Pins the text writes both levels to where the run came to one of them only (the other waits for a key). */
function neverReached(evidence: Evidence, read: ReadonlySet<string>): Undriven[] {
  const { reading, simulation } = evidence;
  const { machine } = simulation;
  if (!reading.whole || reading.symbols.ports.size > 0 || reading.symbols.pins.size > 0) return [];
  if (missingSetups(reading).length > 0 || machine.stopped === 'out-of-steps') return [];
  // A direction that is turned later on, in code the run did not come by.
  const later = ownFunctions(evidence).filter(({ name }) => !/main|setup|init|conf/i.test(name));
  if (later.some(({ line, endLine }) => evidence.codeLines.slice(line - 1, endLine).some((text) => TURNS.test(text))))
    return [];
  const levels = new Map<string, { pin: Pin; written: Map<0 | 1, Frame> }>();
  for (const { pins, level, line, inside } of levelWrites(evidence)) {
    for (const pin of pins.length === 1 ? pins : []) {
      const key = `${pin.port}:${pin.bit}`;
      const entry = levels.get(key) ?? { pin, written: new Map<0 | 1, Frame>() };
      if (!entry.written.has(level)) entry.written.set(level, { function: inside.name, line });
      levels.set(key, entry);
    }
  }
  return [...levels].flatMap(([key, { pin, written }]): Undriven[] => {
    const [high, port] = [written.get(1), machine.ports.get(pin.port)];
    if (!high || written.size < 2 || !port || read.has(key) || (port.everOutput >>> pin.bit) & 1) return [];
    if ((machine.heldMask(pin.port) >>> pin.bit) & 1 || machine.ignored.some((each) => each.port === pin.port))
      return [];
    if (port.mode(pin.bit).direction === 'alternate') return [];
    return [{ pin, frames: [high], twin: null }];
  });
}

const BOTH_AT_ONCE = /\b(?:PORT|LAT)\w*\s*=\s*(?:TRIS|DDR)\w*\s*=(?!=)/;

/** Sets a pin's direction or mode. */
const TURNS = /MODER|CR[LH]\b|CFG|CTL|DDR|DIR|TRIS|OE\b|pinMode|[Ii]nit|[Mm]ode|cfg|config|direction/;

/** What nobody reads: a pin of this name is there to be driven. */
const DRIVEN_THING = /^(?:\w*_)?(?:LED|LAMP|RELAY|BEEP|BEEPER|BUZZER|MOTOR|PUMP|VALVE)S?\d*(?:_\w*)?$/i;

/** Units of a chip that drive pins by themselves. */
const UNITS = /\b\w*(?:TIM|TMR|USART|UART|SPI|I2C|I2S|CAN|PWM|MCO|SDIO|DAC|ETH|timer|usart|uart|spi|i2c|pwm|ckout)\w*/;

/** Whether the program has to do with a unit that could drive a pin that was handed over. */
const namesUnit = ({ reading: { code } }: Evidence): boolean => UNITS.test(code);

function twinOf(evidence: Evidence, pin: Pin): Pin | null {
  const { machine } = evidence.simulation;
  const others = [...machine.ports.values()].filter(
    (other) => other.name !== pin.port && (other.everOutput >>> pin.bit) & 1,
  );
  const untouched = others.filter((other) => !machine.driven.has(`${other.name}:${pin.bit}`)).at(-1);
  const [only] = others;
  const twin =
    untouched ?? (others.length === 1 && onlySetUp(evidence, { port: only!.name, bit: pin.bit }) ? only : null);
  return twin ? { port: twin.name, bit: pin.bit } : null;
}

/** Given a level where everything is set up, and left alone from then on. */
function onlySetUp(evidence: Evidence, { port, bit }: Pin): boolean {
  const { machine } = evidence.simulation;
  const changes = machine.events.flatMap((event) =>
    event.changes.filter((each) => each.port === port && each.bit === bit),
  );
  if (changes.length > 2 || evidence.reading.symbols.ports.size > 0) return false;
  const repeated = repeatedFunctions(evidence);
  return levelWrites(evidence).every(
    ({ pins, inside, parents }) =>
      !pins.some((each) => each.port === port && each.bit === bit) ||
      !(repeated.has(inside.name) || parents.some((each) => each.kind === 'loop')),
  );
}

/** Levels written to a port that has no clock and was never set up, where the same pins of another port were set up instead. */
function misdirected(evidence: Evidence): Undriven[] {
  const { machine } = evidence.simulation;
  const found = new Map<string, Undriven>();
  for (const { port, pins, frames } of machine.ignored) {
    if (pins === null || machine.ignored.some((each) => each.port === port && each.pins === null)) continue;
    for (let bit = 0; bit < 32; bit++) {
      const key = `${port}:${bit}`;
      if (!((pins >>> bit) & 1) || found.has(key)) continue;
      const twin = twinOf(evidence, { port, bit });
      if (twin) found.set(key, { pin: { port, bit }, frames, twin });
    }
  }
  return [...found.values()];
}
