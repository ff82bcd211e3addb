import type { Lexicon } from '../claims/lexicon.ts';
import type { Prototypes } from './prototypes.ts';
import { pairsOf, type Said, traitsOf } from './said.ts';

/** A known sentence and how alike another is, 0 to 1. */
export interface Near {
  number: number;
  alike: number;
}

/** What a known sentence says, taken apart again. */
export interface Known {
  against: string | null;
  concepts: Map<string, boolean>;
  kinds: Set<string>;
  numbers: Set<string>;
  traits: Set<number>;
}

/** So many wrong sentences are looked at; the nearest may be another thing's. */
const LOOKED_AT = 10;

const SHARE = (name: string): number => (name.startsWith("'") ? 0.35 : name.startsWith('^') ? 0.3 : 1);

/** Known sentences, found by what they share with another. */
export class KnownSentences {
  readonly #numbers = new Map<string, number>();
  readonly #names: string[];
  readonly #sentences: Prototypes['sentences'];
  /** By trait: what it counts, and the sentences that have it. */
  readonly #weights: Float64Array;
  readonly #having: number[][];
  /** By sentence: what all its traits count. */
  readonly #sizes: Float64Array;
  readonly #odds: Map<string, number>;
  readonly #taken = new Map<number, Known>();

  constructor({ names, sentences, odds }: Prototypes) {
    this.#names = names;
    this.#sentences = sentences;
    for (const [number, name] of names.entries()) this.#numbers.set(name, number);
    this.#having = names.map(() => []);
    for (const [number, { traits }] of sentences.entries())
      for (const trait of traits) this.#having[trait]!.push(number);
    this.#weights = Float64Array.from(this.#having, ({ length }, trait) => this.#weigh(names[trait]!, length));
    this.#sizes = Float64Array.from(sentences, ({ traits }) => this.weightOf(traits));
    this.#odds = new Map(odds);
  }

  /** What is rare says much. */
  #weigh(name: string, sentences: number): number {
    return SHARE(name) * Math.log((this.#sentences.length + 1) / (sentences + 1)) ** 1.3;
  }

  weightOf(traits: Iterable<number>): number {
    let sum = 0;
    for (const trait of traits) sum += this.#weights[trait]!;
    return sum;
  }

  /** What a concept counts where a sentence affirms it. */
  weightOfConcept(concept: string): number {
    const trait = this.#numbers.get(concept);
    return trait === undefined ? this.#weigh(concept, 0) : this.#weights[trait]!;
  }

  /** The traits of a sentence that any known one has. */
  traitsOf(said: Said): Set<number> {
    const traits = new Set<number>();
    for (const [name] of traitsOf(said)) {
      const trait = this.#numbers.get(name);
      if (trait !== undefined) traits.add(trait);
    }
    return traits;
  }

  /** The nearest wrong sentences and the nearest right one. */
  nearest(said: Said): { wrong: Near[]; right: Near | null } {
    const shared = new Float64Array(this.#sentences.length);
    let size = 0;
    for (const [name] of traitsOf(said)) {
      const trait = this.#numbers.get(name);
      const weight = trait === undefined ? this.#weigh(name, 0) : this.#weights[trait]!;
      size += weight;
      if (trait !== undefined) for (const number of this.#having[trait]!) shared[number]! += weight;
    }
    const wrong: Near[] = [];
    let right: Near | null = null;
    for (let number = 0; number < shared.length; number += 1) {
      if (shared[number] === 0) continue;
      const alike = (2 * shared[number]!) / (size + this.#sizes[number]!);
      if (this.#sentences[number]!.against === null) {
        if (!right || alike > right.alike) right = { number, alike };
      } else if (wrong.length < LOOKED_AT || alike > wrong.at(-1)!.alike) {
        let at = wrong.length;
        while (at > 0 && wrong[at - 1]!.alike < alike) at -= 1;
        wrong.splice(at, 0, { number, alike });
        if (wrong.length > LOOKED_AT) wrong.pop();
      }
    }
    return { wrong, right };
  }

  /** Whether concepts that stand together here do so in wrong sentences rather than in right ones. */
  oddsOf(said: Said): number {
    let sum = 0;
    let known = 0;
    for (const pair of new Set(pairsOf(said))) {
      const odds = this.#odds.get(pair);
      if (odds === undefined) continue;
      sum += odds;
      known += 1;
    }
    return known === 0 ? 0 : sum / Math.sqrt(known);
  }

  at(number: number, { sorts }: Lexicon): Known {
    const before = this.#taken.get(number);
    if (before) return before;
    const { against, traits } = this.#sentences[number]!;
    const known: Known = {
      against,
      concepts: new Map(),
      kinds: new Set(),
      numbers: new Set(),
      traits: new Set(traits),
    };
    for (const trait of traits) {
      const name = this.#names[trait]!;
      if (name.startsWith('^')) known.kinds.add(name.slice(1));
      else if (name.startsWith('#')) known.numbers.add(name);
      else if (name.startsWith('!')) known.concepts.set(name.slice(1), false);
      else if (sorts.has(name)) known.concepts.set(name, true);
    }
    this.#taken.set(number, known);
    return known;
  }
}
