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
  /** The note on what a wrong sentence is about. */
  about: string | null;
  concepts: Map<string, boolean>;
  kinds: Set<string>;
  numbers: ReadonlySet<string>;
  words: Set<string>;
  order: Set<string>;
  traits: Set<number>;
}

/** So many wrong sentences are looked at; the nearest may be another thing's. */
const LOOKED_AT = 25;
/** What is nearer by less than this is left to the quotient. */
const SLACK = 1 - 1e-9;
/** A trait that none of a few sentences has may still be usual for what they say: so many sentences like all others are added to them. */
const PRIOR = 3;

/** What the known sentences tell of another one. */
export interface Neighbours {
  /** The wrong sentences most like it, the nearest first. */
  wrong: Near[];
  right: Near | null;
  /** By number of what wrong sentences speak against: the logarithm of how much likelier its traits are in those sentences than in any (naive Bayes). */
  likely: Float64Array;
}

/** How much a trait counts beside others: a concept says more than the word for it, and an order is only looked at. */
const SHARE = (name: string): number =>
  name.startsWith("'") ? 0.35 : name.startsWith('^') ? 0.3 : name.startsWith('>') ? 0 : 1;

interface Likelier {
  ids: Uint32Array;
  times: Float64Array;
}

/** Known sentences, found by what they share with another. */
export class KnownSentences {
  readonly #numbers = new Map<string, number>();
  readonly #sentences: Prototypes;
  readonly #count: number;
  /** By trait: what it counts, and where the sentences that have it begin. */
  readonly #weights: Float64Array;
  readonly #begins: Uint32Array;
  readonly #having: Uint32Array;
  /** By sentence: what all its traits count. */
  readonly #sizes: Float64Array;
  /** By number of what wrong sentences speak against: how many do. */
  readonly #members: Float64Array;
  readonly #odds = new Map<string, number>();
  readonly #likelier = new Map<number, Likelier>();
  /** By sentence: what it shares with the one that is looked up. */
  readonly #shared: Float64Array;
  readonly #taken = new Map<number, Known>();

  constructor(sentences: Prototypes) {
    const { names, ids, against, starts, traits, pairs, odds } = sentences;
    this.#sentences = sentences;
    this.#count = against.length;
    this.#shared = new Float64Array(this.#count);
    for (let number = 0; number < names.length; number += 1) this.#numbers.set(names[number]!, number);
    for (let number = 0; number < pairs.length; number += 1) this.#odds.set(pairs[number]!, odds[number]!);
    this.#begins = new Uint32Array(names.length + 1);
    for (const trait of traits) this.#begins[trait + 1]! += 1;
    this.#weights = Float64Array.from(names, (name, trait) => this.#weigh(name, this.#begins[trait + 1]!));
    for (let trait = 0; trait < names.length; trait += 1) this.#begins[trait + 1]! += this.#begins[trait]!;
    this.#having = new Uint32Array(traits.length);
    this.#sizes = new Float64Array(this.#count);
    this.#members = new Float64Array(ids.length);
    for (const id of against) if (id >= 0) this.#members[id]! += 1;
    const next = this.#begins.slice();
    for (let number = 0; number < this.#count; number += 1) {
      for (let at = starts[number]!; at < starts[number + 1]!; at += 1) {
        const trait = traits[at]!;
        this.#having[next[trait]!] = number;
        next[trait]! += 1;
        this.#sizes[number]! += this.#weights[trait]!;
      }
    }
  }

  /** What is rare says much. */
  #weigh(name: string, sentences: number): number {
    return SHARE(name) * Math.log((this.#count + 1) / (sentences + 1)) ** 1.3;
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
    for (const name of traitsOf(said)) {
      const trait = this.#numbers.get(name);
      if (trait !== undefined) traits.add(trait);
    }
    return traits;
  }

  nearest(said: Said): Neighbours {
    const shared = this.#shared.fill(0);
    const likely = new Float64Array(this.#members.length);
    let size = 0;
    let shares = 0;
    for (const name of traitsOf(said)) {
      const trait = this.#numbers.get(name);
      const weight = trait === undefined ? this.#weigh(name, 0) : this.#weights[trait]!;
      size += weight;
      if (trait === undefined) continue;
      const share = SHARE(name);
      shares += share;
      if (weight > 0)
        for (let at = this.#begins[trait]!; at < this.#begins[trait + 1]!; at += 1)
          shared[this.#having[at]!]! += weight;
      if (share === 0) continue;
      const { ids, times } = this.#likelierFor(trait);
      for (let at = 0; at < ids.length; at += 1) likely[ids[at]!]! += share * times[at]!;
    }
    for (let id = 0; id < likely.length; id += 1)
      likely[id]! -= shares * Math.log((this.#members[id]! + PRIOR) / PRIOR);
    return { ...this.#nearestOf(shared, size), likely };
  }

  /** What wrong sentences with a trait speak against, and the logarithm of how much likelier each has it; found once a trait. */
  #likelierFor(trait: number): Likelier {
    const before = this.#likelier.get(trait);
    if (before) return before;
    const [from, to] = [this.#begins[trait]!, this.#begins[trait + 1]!];
    const having = new Map<number, number>();
    for (let at = from; at < to; at += 1) {
      const id = this.#sentences.against[this.#having[at]!]!;
      if (id >= 0) having.set(id, (having.get(id) ?? 0) + 1);
    }
    const expected = (PRIOR * (to - from + 1)) / (this.#count + 2);
    const found = {
      ids: Uint32Array.from(having.keys()),
      times: Float64Array.from(having.values(), (count) => Math.log(1 + count / expected)),
    };
    this.#likelier.set(trait, found);
    return found;
  }

  #nearestOf(shared: Float64Array, size: number): { wrong: Near[]; right: Near | null } {
    const wrong: Near[] = [];
    let right: Near | null = null;
    const { against } = this.#sentences;
    // Most sentences share a word and are far away: a product tells that sooner than a quotient.
    let leastWrong = 0;
    let leastRight = 0;
    for (let number = 0; number < shared.length; number += 1) {
      const both = size + this.#sizes[number]!;
      const isRight = against[number]! < 0;
      if (2 * shared[number]! <= (isRight ? leastRight : leastWrong) * both) continue;
      const alike = (2 * shared[number]!) / both;
      if (isRight) {
        if (!right || alike > right.alike) right = { number, alike };
        leastRight = right.alike * SLACK;
      } else if (wrong.length < LOOKED_AT || alike > wrong.at(-1)!.alike) {
        let at = wrong.length;
        while (at > 0 && wrong[at - 1]!.alike < alike) at -= 1;
        wrong.splice(at, 0, { number, alike });
        if (wrong.length > LOOKED_AT) wrong.pop();
        if (wrong.length === LOOKED_AT) leastWrong = wrong.at(-1)!.alike * SLACK;
      }
    }
    return { wrong, right };
  }

  /** The number of a fact or misconception, as `likely` counts them; -1 where no sentence speaks against it. */
  numberOf(id: string): number {
    return this.#sentences.ids.indexOf(id);
  }

  /** The number of what a wrong sentence speaks against. */
  againstOf(number: number): number {
    return this.#sentences.against[number]!;
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
    const { names, ids, notes, against, starts } = this.#sentences;
    const traits = this.#sentences.traits.slice(starts[number], starts[number + 1]);
    const numbers = new Set<string>();
    const known: Known = {
      against: ids[against[number]!] ?? null,
      about: notes[against[number]!] ?? null,
      concepts: new Map(),
      kinds: new Set(),
      numbers,
      words: new Set(),
      order: new Set(),
      traits: new Set(traits),
    };
    for (const trait of traits) {
      const name = names[trait]!;
      if (name.startsWith('^')) known.kinds.add(name.slice(1));
      else if (name.startsWith("'")) known.words.add(name.slice(1));
      else if (name.startsWith('>')) known.order.add(name.slice(1));
      else if (name.startsWith('#')) numbers.add(name);
      else if (name.startsWith('!')) known.concepts.set(name.slice(1), false);
      else if (sorts.has(name)) known.concepts.set(name, true);
    }
    this.#taken.set(number, known);
    return known;
  }
}
