import { placeOf } from '../place.ts';
import type { Detector } from './detector.ts';
import { setupLine } from './tree.ts';

/** Pins made outputs (or driven) while the debug port still holds them. */
export const jtagPinNotReleased: Detector = (evidence) => {
  const { machine } = evidence.simulation;
  const found = new Map<number, string[]>();
  for (const { pin, frames } of machine.heldConfigured.values()) {
    if (!((machine.heldMask(pin.port) >>> pin.bit) & 1)) continue;
    const place = placeOf(frames, evidence.lastLine);
    if (!place) continue;
    const line = setupLine(evidence, place.line);
    found.set(line, [...(found.get(line) ?? []), evidence.naming.name(pin).pin]);
  }
  return [...found].map(([line, pins]) => ({ line, names: { pin: pins.join(', ') } }));
};
