import type { JournalRule } from '../../../knowledge/journal-rule.ts';
import { readLine } from '../read/line.ts';

/** A message as its rule's sample has it, with everything that varies taken out. */
interface Shape {
  rule: JournalRule;
  text: string;
}

/** Shorter than this and a cut message could be anything. */
const SHORTEST = 12;

/** Takes numbers, names of units, paths, hex ids and quoted words out of a message. */
export function generalise(text: string): string {
  return text
    .replace(/[\w@:.\\-]+\.(?:service|socket|mount|timer|target|path|device|swap|scope|slice)\b/g, 'U')
    .replace(/(?:\/[\w.@-]+)+\/?/g, 'P')
    .replace(/\b[0-9a-f]{8,}\b/g, 'H')
    .replace(/\d+/g, '0')
    .toLowerCase();
}

/** Knows how whole lines go on, to recognise one that a terminal cut. */
export class Shapes {
  readonly #shapes: Shape[];

  constructor(rules: readonly JournalRule[]) {
    this.#shapes = rules.flatMap((rule) =>
      rule.samples.match.flatMap((sample) =>
        sample.includes('\n') ? [] : [{ rule, text: generalise(readLine(sample, [1, 1]).message) }],
      ),
    );
  }

  /** Rules one of whose lines begins just like this cut message; it says no more than that. */
  startingWith(message: string): JournalRule[] {
    // The last word may be cut in half, and half a path or number is still one.
    const cut = generalise(message).trimEnd();
    if (cut.length < SHORTEST) return [];
    const found = new Set<JournalRule>();
    for (const shape of this.#shapes)
      if (shape.text.length > cut.length && shape.text.startsWith(cut)) found.add(shape.rule);
    return [...found];
  }
}
