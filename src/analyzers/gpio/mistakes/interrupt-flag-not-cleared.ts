import type { Evidence } from '../reason.ts';
import { simulate } from '../run.ts';
import type { Detector } from './detector.ts';
import { ownFunctions } from './tree.ts';

/** Pins whose edges are tried. */
const PINS_TRIED = 2;
const PRESS_AT_MS = 100;
const HOLD_MS = 50;
/** A program whose run was longer is not run again for this. */
const STEP_LIMIT = 40_000_000;

/** A handler that leaves its flag standing, as a run shows: it is called for ever, and the program does not go on. */
export const interruptFlagNotCleared: Detector = (evidence) => {
  const { machine } = evidence.simulation;
  const handlers = new Set(machine.neverLeft !== null ? [machine.neverLeft] : pressed(evidence));
  return ownFunctions(evidence)
    .filter(({ name }) => handlers.has(name))
    .map(({ name, line }) => ({ line, names: { handler: name } }));
};

/** Handlers that never end once an edge of their pin has come. */
function pressed(evidence: Evidence): string[] {
  const { simulation, options, reading } = evidence;
  const { machine } = simulation;
  if ((machine.run?.steps() ?? 0) > STEP_LIMIT || machine.options.inputs.length > 0) return [];
  const armed = machine.watchedPins.filter((each) => each.armed()).slice(0, PINS_TRIED);
  return armed.flatMap(({ pin }) => {
    const names = [evidence.naming.name(pin).pin];
    const inputs = [1, 0, 1, 0, 1].map((level, i) => ({
      pin: names,
      atMs: PRESS_AT_MS + i * HOLD_MS,
      level: level as 0 | 1,
    }));
    const { neverLeft } = simulate(reading, { ...options, inputs }).machine;
    return neverLeft === null ? [] : [neverLeft];
  });
}
