import type { Lexicon } from '../claims/lexicon.ts';
import type { Known } from './known.ts';
import type { Said } from './said.ts';

const speaksOf = (said: Said, concept: string): boolean | undefined =>
  said.concepts.get(concept) ?? said.kinds.get(concept);

/** How a sentence speaks of a concept of another: of it, of a kind of it, or of what it is a kind of. */
function affirms(said: Said, concept: string, { lineage }: Lexicon): boolean | undefined {
  const here = speaksOf(said, concept);
  if (here !== undefined) return here;
  for (const above of lineage.get(concept)?.slice(1) ?? []) {
    const affirmed = said.concepts.get(above);
    if (affirmed !== undefined) return affirmed;
  }
  return undefined;
}

function isKindOf(concept: string, above: string, { lineage }: Lexicon): boolean {
  return lineage.get(concept)?.includes(above) ?? false;
}

/** Pods, containers and nodes are in every sentence. */
function isSpecific(concept: string, words: Lexicon): boolean {
  if (concept === 'pod' || concept === 'container') return false;
  return words.sorts.get(concept) === 'thing' && !isKindOf(concept, 'generic', words);
}

/** A sentence with one of these claims less than one without. */
const HEDGES = ['maybe', 'unreliable', 'recommended', 'in-past'];

const BEFORE = ['befor', 'until', '之前', '以前', '前先'];
const AFTER = ['after', 'onc', '之后', '以后', '后再', '后才'];

/** One says what comes before, the other what comes after. */
function isOtherWayRound(one: ReadonlySet<string>, other: ReadonlySet<string>): boolean {
  const says = (words: ReadonlySet<string>, any: string[]): boolean => any.some((word) => words.has(word));
  const order = (words: ReadonlySet<string>): number => Number(says(words, BEFORE)) - Number(says(words, AFTER));
  return order(one) * order(other) < 0;
}

/** True where one says that a thing is more than another, comes first or restarts, and the other the reverse, be the words the same. */
export function isReversed({ order: said }: Said, { order: known }: Known, { rivals }: Lexicon): boolean {
  for (const each of known) {
    if (said.has(each)) continue;
    const [more, less] = each.split('>') as [string, string];
    if (more === 'restarts') {
      if ([...said].some((other) => other.startsWith('restarts>'))) return true;
    } else if (more === 'first') {
      const others = rivals.get(less);
      if (others && [...others].some((other) => said.has(`first>${other}`))) return true;
    } else if (said.has(more.startsWith('!') ? `!${less}>${more.slice(1)}` : `${less}>${more}`)) return true;
  }
  return false;
}

/** What keeps one of two sentences from saying what the other says. */
export interface Differences {
  /** Denied, the opposite, another number, the other way round. */
  against: boolean;
  /** Without what limits the other. */
  unlimited: boolean;
  /** Of another thing. */
  elsewhere: boolean;
  /** How many things it is about that are nothing to the other. */
  strangers: number;
}

/** How a sentence differs from a known one in what matters. */
export function differencesOf(said: Said, known: Known, words: Lexicon): Differences {
  const { sorts, opposites, limits } = words;
  const only = (concept: string): boolean => said.concepts.has(concept) && !known.concepts.has(concept);
  const differences: Differences = { against: false, unlimited: false, elsewhere: false, strangers: 0 };
  if ([...known.numbers].some((number) => !said.numbers.has(number))) differences.against = true;
  // "-997 for Guaranteed and 1000 for BestEffort": which number is whose cannot be told.
  if (known.numbers.size > 0 && said.numbers.size > known.numbers.size) differences.against = true;
  if (HEDGES.some(only) || isOtherWayRound(said.words, known.words)) differences.against = true;
  if (
    ![...known.concepts.keys()].some(
      (concept) => sorts.get(concept) !== 'thing' && speaksOf(said, concept) !== undefined,
    )
  )
    differences.elsewhere = true;
  let missing = false;
  for (const [concept, affirmed] of known.concepts) {
    const here = affirms(said, concept, words);
    if (here !== undefined && here !== affirmed && sorts.get(concept) === 'act') differences.against = true;
    if (here !== undefined || [...said.concepts.keys()].some((each) => isKindOf(each, concept, words))) continue;
    if (limits.has(concept)) differences.unlimited = true;
    for (const other of opposites.get(concept) ?? [])
      if (only(other) && said.concepts.get(other) === affirmed) differences.against = true;
    missing ||= isSpecific(concept, words);
    // Liveness in the place of readiness: what is known of the one is not said of the other.
    if ([...(words.rivals.get(concept) ?? [])].some(only)) differences.against = true;
  }
  // One thing in the place of another: the claim about a Job's Pods is not that about a Pod's volumes.
  const inKnown = [...known.concepts.keys(), ...known.kinds];
  const isNew = (concept: string): boolean =>
    !inKnown.some((each) => each === concept || isKindOf(each, concept, words) || isKindOf(concept, each, words));
  differences.strangers = [...said.concepts.keys()].filter(
    (concept) => isSpecific(concept, words) && isNew(concept),
  ).length;
  if (missing && differences.strangers > 0) differences.elsewhere = true;
  return differences;
}

/** "Liveness does this, readiness does that": in another order the same words say the opposite. */
export function namesRivals({ concepts }: Pick<Said, 'concepts'>, { rivals }: Lexicon): boolean {
  return [...concepts.keys()].some((concept) => [...(rivals.get(concept) ?? [])].some((other) => concepts.has(other)));
}

/** True where one of two sentences says what the other does not: of another thing, the opposite, denied, or without what limits it. */
export function differ(said: Said, known: Known, words: Lexicon): boolean {
  const { against, unlimited, elsewhere } = differencesOf(said, known, words);
  return against || unlimited || elsewhere;
}
