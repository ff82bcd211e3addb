import type { Frame } from '../../../c/api.ts';
import type { Pin } from '../../../machine/chip.ts';
import type { Evidence } from '../reason.ts';

/** A pin that is driven and shows nothing; `twin`: the pin of the same number on another port that is set up and never driven. */
export interface Undriven {
  pin: Pin;
  frames: Frame[];
  twin: Pin | null;
}

/** Pins whose latch the program changes on purpose although they are no outputs. */
export function undriven({ simulation }: Evidence): Undriven[] {
  const { machine } = simulation;
  if (machine.chip.gpio.alwaysOutput) return [];
  const found: Undriven[] = [];
  for (const { pin, frames, rises, falls, alone } of machine.driven.values()) {
    const port = machine.ports.get(pin.port)!;
    if ((port.everOutput >>> pin.bit) & 1 || alone === 0) continue;
    if ((machine.heldMask(pin.port) >>> pin.bit) & 1) continue;
    const { direction, pull } = port.mode(pin.bit);
    if (direction === 'alternate') continue;
    // Setting the latch of an input chooses its pull-up on many chips.
    if (rises === 0 || (falls === 0 && (pull === 'up' || machine.chip.gpio.mode.registers['latchPull'] !== undefined)))
      continue;
    if (falls === 0 && machine.chip.gpio.mode.kind === 'crl-crh' && pull !== 'none') continue;
    let twin: Pin | null = null;
    for (const other of machine.ports.values()) {
      if (other.name === pin.port || !((other.everOutput >>> pin.bit) & 1)) continue;
      if (!machine.driven.has(`${other.name}:${pin.bit}`)) twin = { port: other.name, bit: pin.bit };
    }
    found.push({ pin, frames, twin });
  }
  return found;
}
