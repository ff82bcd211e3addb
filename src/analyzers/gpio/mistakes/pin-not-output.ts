import { placeOf } from '../place.ts';
import type { Detector } from './detector.ts';
import { undriven } from './undriven.ts';

/** Pins the program drives high and low although they never become outputs. */
export const pinNotOutput: Detector = (evidence) =>
  undriven(evidence)
    .filter((each) => each.twin === null)
    .flatMap(({ pin, frames }) => {
      const place = placeOf(frames, evidence.lastLine);
      return place ? [{ line: place.line, names: { pin: evidence.naming.name(pin).pin } }] : [];
    });
