import { placeOf } from '../place.ts';
import type { Detector } from './detector.ts';
import { setupLine } from './tree.ts';
import { undriven } from './undriven.ts';

/** Writes to a port whose clock was off, as the run showed; one finding a port. */
export const clockNotEnabled: Detector = (evidence) => {
  const { simulation, lastLine } = evidence;
  const { ignored } = simulation.machine;
  // Where the same pins stand ready on another port, that port was meant and needs no clock here.
  const meantElsewhere = new Set(undriven(evidence).flatMap(({ pin, twin }) => (twin ? [pin.port] : [])));
  const seen = new Set<string>();
  return ignored.flatMap(({ port, pins, frames }) => {
    const place = placeOf(frames, lastLine);
    if (seen.has(port) || !place || meantElsewhere.has(port)) return [];
    seen.add(port);
    return [{ line: pins === null ? setupLine(evidence, place.line) : place.line, names: { port } }];
  });
};
