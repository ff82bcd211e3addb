import { STEERS } from './lexicon.ts';
import type { Clause } from './reading.ts';

/** One thing that a clause speaks of: a concept, or a word that is none. */
export interface Item {
  /** What the word may mean. */
  own: readonly string[];
  /** The same, and what they are kinds of. */
  kinds: readonly string[];
  negative: boolean;
  /** What is said, not what it is said of: negation turns it. */
  said: boolean;
}

/** Words that join, point or begin; they claim nothing, unless they are denied. */
const NOTHING = new Set(
  [
    ...STEERS,
    ...'cond pronoun is-not generic they user do has have contain kubernetes still also than'.split(' '),
  ].filter((concept) => concept !== 'none'),
);

/** What a clause speaks of, in its order, each thing once. */
export function itemsOf(clause: Pick<Clause, 'mentions' | 'others'>): Item[] {
  const places = new Map<number, { own: Set<string>; kinds: Set<string>; negative: boolean; said: boolean }>();
  for (const { own, concepts, at, sort, negative } of clause.mentions) {
    const said = sort !== 'thing';
    for (const concept of own) {
      if (/^[=~]/.test(concept) || STEERS.has(concept)) continue;
      const idle = NOTHING.has(concept);
      if (idle && !(negative && said)) continue;
      const place = places.get(at) ?? { own: new Set(), kinds: new Set(), negative, said };
      // A word that may be an act is denied as an act.
      if (said && !place.said) place.negative = negative;
      place.said ||= said;
      place.own.add(idle ? 'no' : concept);
      for (const kind of idle ? ['no'] : concepts) if (!NOTHING.has(kind)) place.kinds.add(kind);
      places.set(at, place);
    }
  }
  for (const { key, at, negative } of clause.others)
    places.set(at, { own: new Set([`~${key}`]), kinds: new Set([`~${key}`]), negative, said: true });
  const items: Item[] = [];
  const seen = new Set<string>();
  for (const [, place] of [...places].sort(([a], [b]) => a - b)) {
    const item = { own: [...place.own], kinds: [...place.kinds], negative: place.negative, said: place.said };
    const key = `${item.own.join(' ')} ${item.negative}`;
    if (!seen.has(key)) items.push(item);
    seen.add(key);
  }
  return items;
}
