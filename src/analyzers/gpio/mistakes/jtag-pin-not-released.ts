import { placeOf } from '../place.ts';
import type { Detector } from './detector.ts';
import { setupLine } from './tree.ts';

/** Pins made outputs (or driven) while the debug port still holds them. */
export const jtagPinNotReleased: Detector = (evidence) => {
  const { machine } = evidence.simulation;
  if (machine.chip.held.some((held) => held.lock)) return [];
  const found = new Map<number, { pins: string[]; driven: boolean }>();
  for (const { pin, frames } of machine.heldConfigured.values()) {
    if (!((machine.heldMask(pin.port) >>> pin.bit) & 1)) continue;
    const place = placeOf(frames, evidence.lastLine);
    if (!place) continue;
    const line = setupLine(evidence, place.line);
    const known = found.get(line) ?? { pins: [], driven: false };
    const driven = known.driven || machine.driven.has(`${pin.port}:${pin.bit}`);
    found.set(line, { pins: [...known.pins, evidence.naming.name(pin).pin], driven });
  }
  return [...found].map(([line, { pins, driven }]) => ({ line, names: { pin: pins.join(', ') }, aside: !driven }));
};
