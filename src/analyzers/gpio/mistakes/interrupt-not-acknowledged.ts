import type { Evidence } from '../reason.ts';
import { simulate } from '../run.ts';
import type { Detector } from './detector.ts';
import { atHandlers } from './interrupt-shut-off.ts';

const PINS_TRIED = 2;
const PRESS_AT_MS = 100;
const HOLD_MS = 50;
const STEP_LIMIT = 40_000_000;

/** A handler that leaves the controller's lock on, as a run shows: its interrupt comes once and never again. */
export const interruptNotAcknowledged: Detector = (evidence) => {
  const held = evidence.simulation.machine.sources.flatMap((source) => {
    const open = source.heldBy?.() ?? null;
    return open === null ? [] : [{ handler: source.handler?.() ?? '', open }];
  });
  const all = [...held, ...heldAfterPress(evidence)];
  return atHandlers(
    evidence,
    all.filter(({ handler }) => !callsUnknown(evidence, handler)),
  );
};

/** A function that is not in the paste may do it. */
function callsUnknown({ reading: { program } }: Evidence, handler: string): boolean {
  const missing = new Set(program.unknowns.filter(({ kind }) => kind === 'function').map(({ name }) => name));
  const seen = new Set<string>();
  const queue = [handler];
  for (let name = queue.pop(); name !== undefined; name = queue.pop()) {
    if (missing.has(name)) return true;
    if (seen.has(name)) continue;
    seen.add(name);
    queue.push(...(program.functions.find((each) => each.name === name)?.calls ?? []));
  }
  return false;
}

/** The same for handlers of pins, once one of their edges has come. */
function heldAfterPress({ simulation, options, reading, naming }: Evidence): { handler: string; open: string }[] {
  const { machine } = simulation;
  if (reading.chip.pinLines.every(({ locks }) => locks.length === 0)) return [];
  if ((machine.run?.steps() ?? 0) > STEP_LIMIT || machine.options.inputs.length > 0) return [];
  const armed = machine.watchedPins.filter((each) => each.armed()).slice(0, PINS_TRIED);
  return armed.flatMap(({ pin }) => {
    const names = [naming.name(pin).pin];
    const inputs = [1, 0, 1].map((level, i) => ({
      pin: names,
      atMs: PRESS_AT_MS + i * HOLD_MS,
      level: level as 0 | 1,
    }));
    const pressed = simulate(reading, { ...options, inputs }).machine;
    return pressed.watchedPins
      .filter((each) => each.pin.port === pin.port && each.pin.bit === pin.bit)
      .flatMap((each) => {
        const open = each.heldBy();
        return open === null ? [] : [{ handler: each.handler() ?? '', open }];
      });
  });
}
