import { placeOf } from '../place.ts';
import type { Detector } from './detector.ts';

/** Pins are set up, but the lock that keeps all of them as they were after power-on is never taken off. */
export const pinsLocked: Detector = (evidence) => {
  const { machine } = evidence.simulation;
  const lock = machine.chip.held.find((held) => held.lock);
  if (!lock || machine.options.unlocked || machine.madeOutput.size > 0) return [];
  for (const { pin, frames } of machine.heldConfigured.values()) {
    const place = placeOf(frames, evidence.lastLine);
    if (place && (machine.heldMask(pin.port) >>> pin.bit) & 1)
      return [{ line: place.line, names: { pin: evidence.naming.name(pin).pin } }];
  }
  return [];
};
