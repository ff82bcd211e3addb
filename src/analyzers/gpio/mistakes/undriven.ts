import type { Frame } from '../../../c/api.ts';
import type { Pin } from '../../../machine/chip.ts';
import { inputReads } from '../reads.ts';
import type { Evidence } from '../reason.ts';

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
    const { direction, pull } = port.mode(pin.bit);
    if (direction === 'alternate') continue;
    // Setting the latch of an input chooses its pull-up on many chips.
    if (rises === 0 || (falls === 0 && (pull === 'up' || pullsByLatch))) continue;
    if (read.has(key) && (pullsByLatch || pull !== 'none')) continue;
    if (falls === 0 && machine.chip.gpio.mode.kind === 'crl-crh' && pull !== 'none') continue;
    found.push({ pin, frames, twin: twinOf(evidence, pin) });
  }
  return [...found, ...misdirected(evidence)];
}

function twinOf({ simulation: { machine } }: Evidence, pin: Pin): Pin | null {
  let twin: Pin | null = null;
  for (const other of machine.ports.values()) {
    if (other.name === pin.port || !((other.everOutput >>> pin.bit) & 1)) continue;
    if (!machine.driven.has(`${other.name}:${pin.bit}`)) twin = { port: other.name, bit: pin.bit };
  }
  return twin;
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
