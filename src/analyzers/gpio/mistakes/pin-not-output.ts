import { placeOf } from '../place.ts';
import type { Detector } from './detector.ts';
import { undriven } from './undriven.ts';

/** Pins the program drives high and low although they never become outputs. */
export const pinNotOutput: Detector = (evidence) =>
  undriven(evidence)
    .filter((each) => each.twin === null)
    .flatMap(({ pin, frames }) => {
      const place = placeOf(frames, evidence.lastLine);
      const mode = evidence.simulation.machine.ports.get(pin.port)!.mode(pin.bit).direction;
      const names = { pin: evidence.naming.name(pin).pin, ...(MODES[mode] ?? { zh: '', en: '' }) };
      return place ? [{ line: place.line, names }] : [];
    });

/** What a pin is instead; that of an input is what everybody expects. */
const MODES: Record<string, { zh: string; en: string }> = {
  analog: { zh: '（它是模拟模式）', en: ' (it is in analog mode)' },
  alternate: { zh: '（它是复用功能）', en: ' (it is left to an alternate function)' },
};
