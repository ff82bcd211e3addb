import type { Words } from '../../../language/language.ts';
import type { PinStory } from '../behaviour.ts';
import type { GpioFacts } from '../facts.ts';

/** What a pattern is looked for in: the facts, and the pins that change in the repeating part. */
export interface Watched {
  facts: GpioFacts;
  moving: PinStory[];
  /** The level that means "on" for a pin, where the paste or the board tells. */
  onLevel(pin: string): 0 | 1 | null;
}

/** A thing people have a name for, and the pins that the words already cover. */
export interface Pattern {
  words: Words;
  pins: string[];
}

export type FindPattern = (watched: Watched) => Pattern | null;

/** All names of a pin in capitals, joined: what a pattern may read the purpose of a pin from. */
export function namesOf(facts: GpioFacts, pin: string): string {
  const output = facts.outputs.find((each) => each.pin === pin);
  return [pin, ...(output?.aliases ?? [])].join(' ').toUpperCase();
}
