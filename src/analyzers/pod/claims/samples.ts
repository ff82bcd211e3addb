import { loadDerived, loadKnowledge } from '../../../knowledge/load.ts';
import type { Misconception } from '../../../knowledge/note.ts';
import { linesOf, type PodFactFile } from '../../../knowledge/pod-fact.ts';
import { type Item, itemsOf } from './items.ts';
import { type Lexicon, lexicon } from './lexicon.ts';
import type { Count } from './numbers.ts';
import { readSentence } from './reading.ts';

/** A sentence known to be false, or known to be true, as it was read. */
export interface ReadSample {
  /** The fact it is about. */
  id: string;
  wrong: boolean;
  text: string;
  items: Item[];
  numbers: Count[];
}

export interface Sample extends ReadSample {
  weights: number[];
  total: number;
  /** Items that no sentence of the other sort about this fact has: what makes it wrong, or right. */
  core: boolean[];
  coreWeight: number;
  /** Index of the rarest thing it is about; -1 where it is about none. */
  main: number;
  han: boolean;
  universal: boolean;
}

/** All samples, found by what they speak of. */
export interface SampleIndex {
  samples: Sample[];
  /** For what is spoken of the samples that speak of it, and how much of each that is. */
  places: Map<string, { at: number; weight: number }[]>;
  rarity: (key: string) => number;
  /** For a fact and a unit the values that are right. */
  right: Map<string, Set<number>>;
  words: Lexicon;
}

/** Words that make a claim about all cases; where a sample has one, what is compared with it needs one. */
const UNIVERSAL = new Set(
  'only always all every forever need guarantee hard immediately exactly-once every-pod every-node every-container regardless one whole manual'.split(
    ' ',
  ),
);

/** What makes a sentence wrong weighs more, another word that says something less than what it is said of. */
export const WEIGHT = { core: 1.4, said: 0.5, number: 0.8, denial: 0.5 };
/** Rare words count for more than their share. */
const STEEPNESS = 1.3;
/** What is in nearly every sentence helps to find none. */
export const COMMON = 0.12;

export const isUniversal = (item: Item): boolean => item.own.some((key) => UNIVERSAL.has(key));

/** Reads the samples of all facts and misconceptions; the build does it once (build/pack.ts). */
export function readSamples(files: PodFactFile[], entries: Misconception[], words: Lexicon): ReadSample[] {
  const told = [
    ...files.flatMap(({ facts }) =>
      facts.map(({ id, as, flag, pass }) => ({ id: as ?? id, wrong: linesOf(flag), right: linesOf(pass) })),
    ),
    ...entries.map(({ id, samples }) => ({ id, wrong: samples.match, right: samples.noMatch })),
  ];
  return told.flatMap(({ id, wrong, right }) => [
    ...wrong.map((text) => readSample(id, true, text, words)),
    ...right.map((text) => readSample(id, false, text, words)),
  ]);
}

function readSample(id: string, wrong: boolean, text: string, words: Lexicon): ReadSample {
  const { clauses } = readSentence(text, words);
  const items: Item[] = [];
  const seen = new Set<string>();
  for (const item of clauses.flatMap(itemsOf)) {
    const key = `${item.own.join(' ')} ${item.negative}`;
    if (!seen.has(key)) items.push(item);
    seen.add(key);
  }
  return { id, wrong, text, items, numbers: clauses.flatMap(({ numbers }) => numbers) };
}

export function indexSamples(read: ReadSample[], words: Lexicon): SampleIndex {
  const rarity = raritiesOf(read);
  const facts = new Map<string, ReadSample[]>();
  for (const sample of read)
    facts
      .set(sample.id, facts.get(sample.id) ?? [])
      .get(sample.id)!
      .push(sample);
  const index: SampleIndex = { samples: [], places: new Map(), rarity, right: new Map(), words };
  for (const { id, wrong, numbers } of read)
    for (const { unit, value } of wrong ? [] : numbers)
      index.right.set(`${id} ${unit}`, (index.right.get(`${id} ${unit}`) ?? new Set()).add(value));
  for (const sample of read) {
    const { id, wrong, items, numbers } = sample;
    // Where it is the number that is wrong, no word is.
    const counted = numbers.some(({ unit, value }) => !wrong || !index.right.get(`${id} ${unit}`)?.has(value));
    const said = new Set(
      facts.get(id)!.flatMap((other) => (other.wrong === wrong ? [] : other.items.flatMap(sayings))),
    );
    const core = items.map((item) => !sayings(item).some((each) => said.has(each)));
    const plain = items.map(({ own }) => Math.min(...own.map(rarity)));
    const weights = plain.map(
      (weight, at) => weight * (core[at] && !counted ? WEIGHT.core : items[at]!.said ? WEIGHT.said : 1),
    );
    const main = items.reduce((top, item, at) => (!item.said && plain[at]! > (plain[top] ?? 0) ? at : top), -1);
    for (const [at, item] of items.entries())
      for (const key of item.own) {
        if (rarity(key) < COMMON) continue;
        const list = index.places.get(key) ?? [];
        list.push({ at: index.samples.length, weight: weights[at]! });
        index.places.set(key, list);
      }
    index.samples.push({
      ...sample,
      weights,
      total: weights.reduce((sum, weight) => sum + weight, 0) + (numbers.length > 0 ? WEIGHT.number : 0),
      core: counted ? core.map(() => false) : core,
      coreWeight: counted ? 0 : weights.reduce((sum, weight, at) => sum + (core[at] ? weight : 0), 0),
      main,
      han: /\p{Script=Han}/u.test(sample.text),
      universal: items.some(isUniversal),
    });
  }
  return index;
}

/** What an item says, with its yes or no. */
function sayings({ own, negative }: Item): string[] {
  return own.map((key) => `${negative ? '!' : ''}${key}`);
}

/** How rarely the facts speak of something, from 0 (all do) to 1 (none does). */
function raritiesOf(read: ReadSample[]): (key: string) => number {
  const facts = new Map<string, Set<string>>();
  for (const { id, items } of read)
    for (const { kinds } of items)
      for (const key of kinds) facts.set(key, (facts.get(key) ?? new Set<string>()).add(id));
  const count = new Set(read.map(({ id }) => id)).size;
  const known = new Map<string, number>([['no', WEIGHT.denial]]);
  return (key) => {
    let found = known.get(key);
    if (found === undefined) {
      found = (Math.log(1 + count / ((facts.get(key)?.size ?? 0) + 1)) / Math.log(1 + count)) ** STEEPNESS;
      known.set(key, found);
    }
    return found;
  };
}

let known: SampleIndex | undefined;

/** All samples there are. */
export function allSamples(): SampleIndex {
  known ??= indexSamples(
    loadDerived<ReadSample[]>('pod-samples') ??
      readSamples(loadKnowledge('pod-facts'), loadKnowledge('pod-misconceptions'), lexicon()),
    lexicon(),
  );
  return known;
}
