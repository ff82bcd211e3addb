import type { Frame } from '../../../c/api.ts';
import { placeOf } from '../place.ts';
import type { Evidence } from '../reason.ts';
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
    const call = sharedBy(evidence, port, frames);
    const place = call ?? placeOf(frames, lastLine);
    if (seen.has(port) || !place || meantElsewhere.has(port)) return [];
    seen.add(port);
    return [{ line: pins === null && !call ? setupLine(evidence, place.line) : place.line, names: { port } }];
  });
};

/** A function of the paste that sets up whichever port it is given: its call is what names this one. */
function sharedBy(evidence: Evidence, port: string, frames: readonly Frame[]): Frame | null {
  const { machine } = evidence.simulation;
  const own = frames.filter(({ line }) => line > 0 && line <= evidence.lastLine);
  const inner = own[0];
  if (!inner || own.length < 2) return null;
  const reached = machine.configured.some(
    (each) => each.port !== port && placeOf(each.frames, evidence.lastLine)?.line === inner.line,
  );
  return reached ? own[1]! : null;
}
