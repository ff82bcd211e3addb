import { placeOf } from '../place.ts';
import type { Detector } from './detector.ts';
import { undriven } from './undriven.ts';

/** A pin number set up on one port and written through another. */
export const wrongPortForPin: Detector = (evidence) =>
  undriven(evidence).flatMap(({ pin, frames, twin }) => {
    const place = placeOf(frames, evidence.lastLine);
    return place && twin
      ? [{ line: place.line, names: { pin: evidence.naming.name(pin).pin, meant: evidence.naming.name(twin).pin } }]
      : [];
  });
