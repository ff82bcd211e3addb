import { type Item, itemsOf } from './items.ts';
import type { Count } from './numbers.ts';
import type { Clause } from './reading.ts';
import { COMMON, isUniversal, type Sample, type SampleIndex, WEIGHT } from './samples.ts';

/** A stretch of clauses and the sample it is most like. */
export interface Likeness {
  from: number;
  to: number;
  wrong: { sample: Sample; likeness: number };
  right: { sample: Sample; likeness: number } | null;
}

/** Nothing less like than this is looked at. */
export const ENOUGH = { likeness: 0.7, margin: 0.05, right: 0.9 };
/** Of a fact is spoken in so many clauses at most. */
const STRETCH = 3;
/** A kind of what is meant; what only the clauses before speak of. */
const WORTH = { kind: 0.6, before: 0.75 };
/** So much of what makes a sample wrong has to be said. */
const CORE = 0.7;
/** What else is said makes a sentence less like. */
const EXTRA = { wrong: 0.4, right: 0.3, said: 0.6, hedge: 0.7, number: 0.4 };
/** A denial that the sample has not; a sample about all cases for a sentence about some; one that no word makes wrong. */
const FACTOR = { denial: 0.7, universal: 0.7, coreless: 0.92 };
/** What a sample has of these, what is compared with it needs too. */
const ESSENTIAL = new Set(['default', 'recommended']);
/** Where a sample tells of such an event, what is compared with it has to tell of one of the kind. */
const EVENTS = [
  new Set([
    'crash',
    'fail',
    'exit',
    'kill',
    'oom-kill',
    'oomkilled',
    'node-failure',
    'unavailable',
    'deadlock',
    'exceed',
    'insufficient',
  ]),
  new Set(['delete', 'evict', 'drain', 'scale', 'finish', 'terminating', 'lose', 'stop', 'kill', 'exit']),
  new Set(['restart', 'recreate', 'update', 'change', 'move', 'upgrade', 'replace-it', 'new-one', 'reduce']),
];
/** Words that take back a part of what is said. */
const HEDGES = new Set(['unless', 'soft', 'optional', 'some', 'past', 'example', 'recommended', 'only', 'maybe']);

/** Items by what they mean, so that the like of one is found without looking at all. */
interface Said {
  items: Item[];
  own: Map<string, Item[]>;
  kinds: Map<string, Item[]>;
  numbers: Count[];
}

/**
 * The stretch of a sentence that is most like a sentence known to be false, with the most alike true one beside it.
 * @param around what the sentences before are about
 */
export function mostAlike(index: SampleIndex, clauses: Clause[], around: Item[], han: boolean): Likeness | null {
  const items = clauses.map(itemsOf);
  const among = candidates(index, [...items.flat(), ...around], han);
  if (!among.some(({ wrong }) => wrong)) return null;
  let best: Likeness | null = null;
  for (let from = 0; from < clauses.length; from += 1) {
    const before = saidIn(
      [...around, ...items.slice(0, from).flat()].filter(({ said }) => !said),
      [],
    );
    for (let to = from; to < Math.min(clauses.length, from + STRETCH); to += 1) {
      const here = saidIn(
        items.slice(from, to + 1).flat(),
        clauses.slice(from, to + 1).flatMap(({ numbers }) => numbers),
      );
      const found = nearest(among, here, before, index);
      if (found.wrong && (!best || worth(found.wrong, found.right) > worth(best.wrong, best.right) + 0.02))
        best = { from, to, wrong: found.wrong, right: found.right };
    }
  }
  return best;
}

/** True where these clauses say what is known to be true. */
export function isKnownRight(index: SampleIndex, clauses: Clause[], around: Item[], han: boolean): boolean {
  const items = clauses.flatMap(itemsOf);
  const here = saidIn(
    items,
    clauses.flatMap(({ numbers }) => numbers),
  );
  const things = around.filter(({ said }) => !said);
  const { wrong, right } = nearest(candidates(index, [...items, ...things], han), here, saidIn(things, []), index);
  return right !== null && right.likeness >= Math.max(ENOUGH.right, (wrong?.likeness ?? 0) + ENOUGH.margin);
}

function worth(wrong: Likeness['wrong'], right: Likeness['right']): number {
  return wrong.likeness - 0.3 * (right?.likeness ?? 0);
}

/** Samples that share enough with a sentence to be worth a look. */
function candidates({ samples, places, rarity }: SampleIndex, items: Item[], han: boolean): Sample[] {
  const reach = new Map<number, number>();
  for (const key of new Set(items.flatMap(({ kinds }) => kinds))) {
    if (rarity(key) < COMMON) continue;
    for (const { at, weight } of places.get(key) ?? []) reach.set(at, (reach.get(at) ?? 0) + weight);
  }
  const found: Sample[] = [];
  for (const [at, bound] of reach) {
    const sample = samples[at]!;
    const words = sample.total - (sample.numbers.length > 0 ? WEIGHT.number : 0);
    if (sample.han === han && bound >= words * 0.5) found.push(sample);
  }
  return found;
}

function saidIn(items: Item[], numbers: Count[]): Said {
  const own = new Map<string, Item[]>();
  const kinds = new Map<string, Item[]>();
  const put = (map: Map<string, Item[]>, key: string, item: Item) => {
    const list = map.get(key);
    if (list) list.push(item);
    else map.set(key, [item]);
  };
  for (const item of items) {
    for (const key of item.own) put(own, key, item);
    for (const key of item.kinds) put(kinds, key, item);
  }
  return { items, own, kinds, numbers };
}

function nearest(
  among: Sample[],
  here: Said,
  before: Said,
  index: SampleIndex,
): Pick<Likeness, 'right'> & { wrong: Likeness['right'] } {
  const best: { wrong: Likeness['right']; right: Likeness['right'] } = { wrong: null, right: null };
  for (const sample of among) {
    const likeness = likenessOf(sample, here, before, index);
    const side = sample.wrong ? 'wrong' : 'right';
    if (likeness > (best[side]?.likeness ?? 0.3)) best[side] = { sample, likeness };
  }
  return best;
}

/** What of a text is like an item: the same or, for less, a kind of it; `opposed` where only its denial is there. */
function likeOf(wanted: Item, { own, kinds }: Said): { item: Item | null; quality: number; opposed: boolean } {
  let kind: Item | null = null;
  let opposed = false;
  for (const key of wanted.own)
    for (const item of own.get(key) ?? []) {
      if (item.negative === wanted.negative) return { item, quality: 1, opposed: false };
      opposed = true;
    }
  for (const key of wanted.own) kind ??= kinds.get(key)?.find((item) => item.negative === wanted.negative) ?? null;
  for (const key of wanted.kinds) kind ??= own.get(key)?.find((item) => item.negative === wanted.negative) ?? null;
  return { item: kind, quality: kind ? WORTH.kind : 0, opposed };
}

function likenessOf(sample: Sample, here: Said, before: Said, index: SampleIndex): number {
  const used = new Set<Item>();
  const missing: number[] = [];
  let matched = 0;
  let core = 0;
  let universal = !sample.universal;
  for (const [at, wanted] of sample.items.entries()) {
    let { item, quality, opposed } = likeOf(wanted, here);
    if (quality < WORTH.before && (!wanted.said || isEvent(wanted))) {
      const earlier = likeOf(wanted, before);
      if (earlier.item && earlier.quality * WORTH.before > quality) {
        item = earlier.item;
        quality = earlier.quality * WORTH.before;
      }
    }
    if (!item) {
      if (sample.wrong && (isNeeded(sample, at, opposed) || isUntold(wanted, here, before))) return 0;
      missing.push(at);
      continue;
    }
    used.add(item);
    universal ||= isUniversal(wanted);
    matched += sample.weights[at]! * quality;
    if (sample.core[at]) core += sample.weights[at]! * quality;
  }
  const numbers = numbersFit(sample, here.numbers, index);
  if (numbers === 'other') return 0;
  if (numbers === 'fit') matched += WEIGHT.number;
  const unused = here.items.filter((item) => !used.has(item));
  const extra = unused.reduce((sum, item) => sum + extraOf(item, index), numbers === 'more' ? EXTRA.number : 0);
  if (!sample.wrong) return matched / (sample.total + EXTRA.right * extra);
  if (core < sample.coreWeight * CORE) return 0;
  const told = here.items.filter((item) => used.has(item));
  if (
    told.length + (numbers === 'fit' ? 1 : 0) < 2 ||
    !(told.some(({ said, negative }) => said || negative) || numbers === 'fit')
  )
    return 0;
  if (missing.some((at) => isReplaced(sample.items[at]!, unused, index))) return 0;
  let factor = FACTOR.denial ** unused.filter(({ negative }) => negative).length;
  if (!universal && !unused.some(isUniversal)) factor *= FACTOR.universal;
  if (sample.coreWeight < 0.05 && sample.numbers.length === 0) factor *= FACTOR.coreless;
  return (matched / (sample.total + EXTRA.wrong * extra)) * factor;
}

/** Without this a sentence is not like the sample at all. */
function isNeeded(sample: Sample, at: number, opposed: boolean): boolean {
  const { said, negative, own } = sample.items[at]!;
  if (opposed && (said || negative) && sample.weights[at]! > COMMON) return true;
  return at === sample.main || (negative && said) || own.some((key) => ESSENTIAL.has(key));
}

const isEvent = ({ own }: Item): boolean => EVENTS.some((events) => own.some((key) => events.has(key)));

/** An event of which nothing is told. */
function isUntold({ own, said }: Item, here: Said, before: Said): boolean {
  const kind = said ? EVENTS.filter((events) => own.some((key) => events.has(key))) : [];
  return kind.length > 0 && !kind.some((events) => [...events].some((key) => here.own.has(key) || before.own.has(key)));
}

/** Another of its kind, or the contrary, stands in its place. */
function isReplaced(wanted: Item, unused: Item[], { words }: SampleIndex): boolean {
  const others = wanted.said ? words.opposites : words.rivals;
  return unused.some((item) => wanted.own.some((key) => item.own.some((other) => others.get(key)?.has(other))));
}

function extraOf({ own, said }: Item, { rarity }: SampleIndex): number {
  const hedge = own.some((key) => HEDGES.has(key)) ? EXTRA.hedge : 0;
  return Math.min(...own.map(rarity)) * (said ? EXTRA.said : 1) + hedge;
}

/** A wrong sample fits another value than the right ones, where these are known; a relation of several has to be the same. */
function numbersFit(sample: Sample, numbers: Count[], { right }: SampleIndex): 'fit' | 'other' | 'more' | 'none' {
  if (sample.numbers.length === 0) return numbers.length > 0 ? 'more' : 'none';
  const same = (a: Count, b: Count) => a.unit === b.unit && a.value === b.value;
  const [first] = sample.numbers as [Count];
  const known = right.get(`${sample.id} ${first.unit}`);
  const fits =
    sample.numbers.every((each) => numbers.some((count) => same(count, each))) ||
    (sample.wrong &&
      sample.numbers.length === 1 &&
      known !== undefined &&
      !known.has(first.value) &&
      numbers.some(({ unit, value }) => unit === first.unit && !known.has(value)));
  return fits ? 'fit' : 'other';
}
