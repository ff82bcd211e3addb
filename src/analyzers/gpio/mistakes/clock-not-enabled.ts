import { placeOf } from '../place.ts';
import type { Detector } from './detector.ts';
import { setupLine } from './tree.ts';

/** Writes to a port whose clock was off, as the run showed; one finding a port. */
export const clockNotEnabled: Detector = ({ simulation, lastLine, ...evidence }) => {
  const { machine } = simulation;
  const seen = new Set<string>();
  return machine.ignored.flatMap(({ port, frames }) => {
    const place = placeOf(frames, lastLine);
    if (seen.has(port) || !place) return [];
    seen.add(port);
    return [{ line: setupLine({ ...evidence, simulation, lastLine }, place.line), names: { port } }];
  });
};
