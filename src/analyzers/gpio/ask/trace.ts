/**
 * A small reader of the C that sketches are made of, for questions that suppose a value: "what if the sensor reads 512",
 * "what is level after three rounds". The run on the chip knows neither. Whatever it does not surely know ends it with null.
 */
import { type Deed, readCode, Stop, type Supposed } from './trace/code.ts';
import { Machine } from './trace/statements.ts';

export type { Deed, Supposed } from './trace/code.ts';

/** What a traced sketch did in its last round, and its variables after it; null where that is not surely known. */
export function traceSketch(
  lines: readonly string[],
  firstLine: number,
  rounds: number,
  supposed: Supposed = {},
): { deeds: Deed[]; variables: Map<string, number> } | null {
  const code = readCode(lines, firstLine);
  if (!code?.functions.has('loop') || rounds < 1 || rounds > 1_000) return null;
  try {
    const machine = new Machine(code, supposed);
    if (code.functions.has('setup')) machine.call('setup');
    for (const [name, value] of supposed.initial ?? []) machine.globals.set(name, value);
    for (let round = 0; round < rounds; round += 1) {
      machine.deeds = [];
      machine.call('loop');
    }
    const variables = new Map<string, number>();
    for (const [name, value] of machine.globals) if (typeof value === 'number') variables.set(name, value);
    return { deeds: machine.deeds, variables };
  } catch (error) {
    if (error instanceof Stop || error instanceof RangeError) return null;
    throw error;
  }
}

/** Flags of a sketch that conditions ask and that hold yes or no. */
export function flagsOf(lines: readonly string[]): string[] {
  const text = lines.join('\n');
  return [...text.matchAll(/^\s*(?:static |volatile )*bool(?:ean)?\s+(\w+)/gm)].map(([, name]) => name!).slice(0, 2);
}
