import type { Evidence } from '../reason.ts';
import { levelWrites } from '../written.ts';

/** Names that say what they do to what they are named after. */
export const ON_NAME = /(?:^|_)(?:turn_?)?on$|On$|_ON$|^ON$|^(?:open|light)_?led$/;
export const OFF_NAME = /(?:^|_)(?:turn_?)?off$|Off$|_OFF$|^OFF$/;
/** Something that by its name, or a comment, switches on or off, and the level it gives. */
export interface Act {
  on: boolean;
  level: 0 | 1;
  line: number;
  /** Words that say which thing it switches. */
  words: string;
  /** The pins it gives that level, where they are known. */
  pins?: string[];
}

export const both = (acts: readonly Act[]): boolean => acts.some((act) => act.on) && acts.some((act) => !act.on);

/** A pair like LED_ON and LED_OFF, macros or functions, that by their text alone write opposite levels, where the program uses them. */
export function pairedActs(evidence: Evidence): Act[] {
  const acts = new Map<string, Act>();
  const { macros } = evidence.reading.program.tree;
  for (const { node, inside, level, line, pins } of levelWrites(evidence)) {
    const name = node.macro ?? inside.name;
    const on = ON_NAME.test(name);
    if (!on && !OFF_NAME.test(name)) continue;
    const defined = macros.find((each) => each.name === node.macro)?.line;
    const names = pins.map((pin) => evidence.naming.name(pin).pin);
    const words = `${name} ${pins.map((pin) => Object.values(evidence.naming.name(pin)).flat().join(' ')).join(' ')}`;
    acts.set(name, { on, level, line: defined !== undefined && defined > 0 ? defined : line, words, pins: names });
  }
  const all = [...acts.values()];
  return both(all) ? all : [];
}

/** The level that means "on" for each pin that such a pair switches. */
export function pairedLevels(evidence: Evidence): ReadonlyMap<string, 0 | 1> {
  const found = new Map<string, 0 | 1 | null>();
  for (const { on, level, pins } of pairedActs(evidence))
    for (const pin of pins ?? []) {
      const means = on ? level : ((1 - level) as 0 | 1);
      found.set(pin, found.has(pin) && found.get(pin) !== means ? null : means);
    }
  return new Map([...found].filter((each): each is [string, 0 | 1] => each[1] !== null));
}
