import type { Evidence } from '../reason.ts';
import type { Detector } from './detector.ts';
import { ownFunctions } from './tree.ts';

/** A handler is there and its unit asks for it, but a gate of the interrupt controller that the chip's file knows was never opened. */
export const interruptShutOff: Detector = (evidence) => {
  const { reading, simulation, options } = evidence;
  if (!reading.whole || (options.interrupts?.length ?? 0) > 0) return [];
  // Code that is not shown may open it.
  if (reading.program.unknowns.some((each) => each.kind === 'function')) return [];
  const { sources, watchedPins } = simulation.machine;
  const shut = [...sources, ...watchedPins].flatMap((each) => {
    const open = each.shutBy?.() ?? null;
    return open === null ? [] : [{ handler: each.handler?.() ?? '', open }];
  });
  return atHandlers(evidence, shut);
};

/** Said once where each handler stands. */
export function atHandlers(
  evidence: Evidence,
  found: { handler: string; open: string }[],
): { line: number; names: Record<string, string> }[] {
  return ownFunctions(evidence).flatMap(({ name, line }) => {
    const one = found.find(({ handler }) => handler === name);
    return one ? [{ line, names: { handler: name, open: inWordsOf(evidence.reading.code, one.open) } }] : [];
  });
}

/** Of the same statement for several libraries the one whose library the program uses. */
function inWordsOf(code: string, statements: string): string {
  const all = statements.split(' | ');
  return all.find((each) => code.includes(/^[A-Za-z]+/.exec(each)?.[0] ?? each)) ?? all[0]!;
}
