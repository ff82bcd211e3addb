import { loadDerived } from '../../../knowledge/load.ts';
import { exceptionsTo } from '../claims/facts.ts';
import type { Frame } from '../claims/frame.ts';
import { type Lexicon, lexicon } from '../claims/lexicon.ts';
import { PACKED_FROM } from '../claims/packed.ts';
import type { Mention, Reading } from '../claims/reading.ts';
import { differ, differencesOf, isReversed, namesRivals } from './differences.ts';
import { type Known, KnownSentences, type Near, type Neighbours } from './known.ts';
import { collectPrototypes, type Prototypes } from './prototypes.ts';
import { type Said, saidIn } from './said.ts';

/** What speaks for a sentence making the claim of a wrong one that is known, and against it. */
interface Evidence {
  /** How much likelier its words are where that claim is made, as a logarithm. */
  likely: number;
  /** How much more alike the two are than this and the nearest right sentence. */
  ahead: number;
  /** How alike the two are; the two above say it better. */
  alike: number;
  /** Of the wrong sentences nearest to this one, the share that belongs to the same note. */
  agreed: number;
  /** How much of the things it is about this is about too. */
  things: number;
  /** How much it says at all, as a logarithm. */
  length: number;
  /** How many things this is about that are nothing to it. */
  strangers: number;
  /** A limit that it has and this has not. */
  unlimited: number;
}

/**
 * What each counts, by logistic regression on 3,300 wrong and 3,200 right sentences of four sources whose other sentences
 * were not among the known ones, and on true prose.
 */
const COUNTS: Evidence = {
  likely: 0.115,
  ahead: 6.5,
  alike: -1.8,
  agreed: 0.8,
  things: 1.7,
  length: 0.5,
  strangers: -0.25,
  unlimited: -1,
};
/** So that of true prose hardly any sentence is flagged. */
const NEEDED = 4.4;
/** From here on a sentence is the other one with a word or two changed, be it ever so short. */
const SAME = 0.85;
const ITSELF = 0.97;
/** What nearness adds where a sentence is nearly a known wrong one. */
const NEARNESS = { ahead: 2.6, alike: 4.1, needed: 2 };
/**
 * The same evidence weighed once more, by logistic regression on what was misread in 930 pieces of handbooks and
 * proposals against known wrong sentences, each without itself: what is likely must be so for its length.
 */
const MISREAD_COUNTS: Partial<Evidence> = { likely: 0.19, ahead: 1.3, alike: 3.8, things: 1.6, length: -1.45 };
const MISREAD = 3.6;
/** Less is no difference. */
const CLEARLY = 0.01;

let known: KnownSentences | undefined;

function knownSentences(): KnownSentences {
  known ??= new KnownSentences(loadDerived<Prototypes>('pod-prototypes', PACKED_FROM) ?? collectPrototypes());
  return known;
}

/** What a sentence says, and the known ones nearest to it. */
interface LookedUp extends Neighbours {
  said: Said;
}

/** A sentence by itself is asked for by several checks, and looked up once. */
const lookedUp = new WeakMap<Reading, LookedUp>();

function lookUp(reading: Reading, text: string, before: Mention[] = []): LookedUp {
  const known = before.length === 0 ? lookedUp.get(reading) : undefined;
  if (known) return known;
  const said = saidIn(reading, text, before);
  const found = { said, ...knownSentences().nearest(said) };
  if (before.length === 0) lookedUp.set(reading, found);
  return found;
}

/** The fact that a sentence speaks against because it is like a sentence that does. */
export interface Likeness {
  against: string;
  score: number;
  /** How much nearer it is to that sentence than to any right one. */
  ahead: number;
  /** What the nearness of the two adds to the score; below 0 the sentence was misread. */
  near: number;
}

/**
 * All wrong sentences that a sentence may be like.
 * @param meant what a pronoun in it may mean
 * @param found something was found in it, which is only looked at again: it may be short, and other numbers are no other claim
 */
function candidates(reading: Reading, text: string, before: Mention[], meant: Mention[], found = false): Likeness[] {
  const sentences = knownSentences();
  const words = lexicon();
  const { said, wrong, right, likely } = lookUp(reading, text, before);
  const says =
    found ||
    (said.concepts.size >= LEAST_CONCEPTS && [...said.concepts.keys()].some((each) => words.sorts.get(each) === 'act'));
  const spoken = new Set(
    [...reading.clauses.flatMap(({ mentions }) => mentions), ...meant].flatMap(({ concepts }) => [...concepts]),
  );
  const likes: Likeness[] = [];
  const rivals = right !== null && namesRivals(said, words) && namesRivals(sentences.at(right.number, words), words);
  const agreed = sharesOf(wrong.slice(0, AGREEING), sentences, words);
  for (const near of wrong) {
    const other = sentences.at(near.number, words);
    if (isReversed(said, other, words)) continue;
    const ahead = near.alike - (right?.alike ?? 0);
    const differences = differencesOf(said, found ? { ...other, numbers: NO_NUMBERS } : other, words);
    // What it says is read more coarsely the second time; of the very sentence no difference is believed.
    if (near.alike < ITSELF && differences.against) continue;
    // A right sentence of the very same concepts: only their order tells the two apart, and that is not looked at.
    if (!found && right && right.alike >= SAME && ahead < CLEARLY) continue;
    // So it is where two of a kind are told apart, be the rest of the words a little different.
    if (!found && rivals && near.alike < ITSELF && ahead < FARTHER) continue;
    const twins = right && ahead < BEHIND && saysTheSame(other, sentences.at(right.number, words));
    if (!found && near.alike < ITSELF && twins) continue;
    const same = near.alike >= SAME && (near.alike >= ITSELF || !(differences.unlimited || differences.elsewhere));
    if (same) likes.push({ against: other.against!, score: near.alike, ahead, near: nearness(near.alike, ahead) });
    const excepted = [...exceptionsTo(other.against!)].some((each) => spoken.has(each) && !other.concepts.has(each));
    if (same || !says || ahead < -(found ? BEHIND_FOUND : BEHIND) || excepted) continue;
    const evidence = {
      likely: likely[sentences.againstOf(near.number)]!,
      ahead,
      alike: near.alike,
      agreed: agreed.get(other.about!) ?? 0,
      things: thingsShared(said, near, sentences, words),
      length: Math.log(1 + said.concepts.size),
      strangers: differences.strangers,
      unlimited: differences.unlimited ? 1 : 0,
    };
    const score = scoreOf(evidence);
    likes.push({ against: other.against!, score, ahead, near: sumOf(MISREAD_COUNTS, evidence) - MISREAD });
  }
  return likes;
}

/** True where two known sentences speak of the same concepts. */
function saysTheSame({ concepts: one }: Known, { concepts: other }: Known): boolean {
  return one.size === other.size && [...one].every(([concept, affirmed]) => other.get(concept) === affirmed);
}

/** By the note they belong to: the share that near sentences have in the likeness of all of them. */
function sharesOf(near: readonly Near[], sentences: KnownSentences, words: Lexicon): Map<string, number> {
  const shares = new Map<string, number>();
  const all = near.reduce((sum, { alike }) => sum + alike, 0);
  for (const { number, alike } of near) {
    const { about } = sentences.at(number, words);
    shares.set(about!, (shares.get(about!) ?? 0) + alike / all);
  }
  return shares;
}

/** A right sentence may be a little nearer, for there are more of them. */
const BEHIND = 0.05;
/** More so where a frame speaks for it as well. */
const BEHIND_FOUND = 0.1;
/** So many of the nearest wrong sentences have a say. */
const AGREEING = 10;
/** A title or a heading says too little. */
const LEAST_CONCEPTS = 3;

function nearness(alike: number, ahead: number): number {
  return alike + NEARNESS.ahead * ahead + NEARNESS.alike * alike - NEARNESS.needed;
}

function sumOf(counts: Partial<Evidence>, evidence: Evidence): number {
  let sum = 0;
  for (const [name, count] of Object.entries(counts)) sum += count * evidence[name as keyof Evidence];
  return sum;
}

const scoreOf = (evidence: Evidence): number => sumOf(COUNTS, evidence) - NEEDED;

/**
 * The wrong claim a sentence makes, judged by the sentences that are known to make it.
 * @param before what the words before it are about, where it does not say so itself
 * @param meant what a pronoun in it may mean
 */
export function likenessOf(
  reading: Reading,
  text: string,
  before: Mention[] = [],
  meant: Mention[] = [],
): Likeness | null {
  const found = candidates(reading, text, before, meant).filter(({ score, near }) => score >= 0 && near >= 0);
  return found.reduce<Likeness | null>((best, each) => (best && best.score >= each.score ? best : each), null);
}

/** Which of several facts a sentence speaks against most plainly: that of the known wrong sentence it is most like; null where none of them is near. */
export function likestOf(reading: Reading, text: string, facts: readonly string[]): string | null {
  const sentences = knownSentences();
  const near = lookUp(reading, text).wrong.find(({ number }) =>
    facts.includes(sentences.at(number, lexicon()).against!),
  );
  return near ? sentences.at(near.number, lexicon()).against : null;
}

/** So little speaks for a claim where it was misread. */
const UNLIKELY = -2.9;
const NO_NUMBERS: ReadonlySet<string> = new Set();

/**
 * True where too little speaks for what a frame found: neither the clause nor the sentence is much like any
 * that is known to be wrong. The numbers are the frame's own business.
 */
export function isUnlikely(reading: Reading, text: string, { start, end }: Suspicion, before: Mention[]): boolean {
  const clauses = reading.clauses.filter((clause) => clause.end > start && clause.start < end);
  const speaks = (part: Reading, words: string): boolean =>
    [[], before].some((about) => candidates(part, words, about, [], true).some(({ score }) => score >= UNLIKELY));
  return !speaks({ ...reading, clauses }, text.slice(start, end)) && !speaks(reading, text);
}

/**
 * What speaks for a frame's find, by logistic regression on 380 wrong claims, each without its like among the known ones,
 * and on 160 sentences that were misread in handbooks and proposals: how near the sentence is to those known to make the
 * claim, how near to anything known to be right (so it speaks of what is known here), whether its concepts stand together
 * in wrong sentences, how likely its words are where the claim is made, how much else it says, and whether a number is wrong.
 */
const FOUND_COUNTS = { own: 6.3, right: 6.1, odds: 0.3, likely: 0.11, concepts: -0.165, number: 1.3 };

/** How much speaks for what a frame found being the claim it looks for; a misreading has less than about 5, a claim 5 to 12. */
export function surenessOf(
  reading: Reading,
  text: string,
  { start, end, frame }: Suspicion,
  before: Mention[],
  against: string,
): number {
  const sentences = knownSentences();
  const words = lexicon();
  const clauses = reading.clauses.filter((clause) => clause.end > start && clause.start < end);
  const nearestOwn = (part: Reading, said: string): number => {
    const abouts = before.length > 0 ? [[], before] : [[]];
    const nearest = abouts.map((about) => lookUp(part, said, about).wrong);
    return Math.max(
      ...nearest.map(
        (wrong) => wrong.find(({ number }) => sentences.at(number, words).against === against)?.alike ?? 0,
      ),
    );
  };
  const clause = { ...reading, clauses };
  const here = text.slice(start, end);
  const own = Math.max(nearestOwn(clause, here), nearestOwn(reading, text));
  const { said, right } = lookUp(reading, text);
  const number = sentences.numberOf(against);
  const likely = Math.max(lookUp(clause, here).likely[number] ?? 0, lookUp(reading, text).likely[number] ?? 0);
  return (
    FOUND_COUNTS.own * own +
    FOUND_COUNTS.right * (right?.alike ?? 0) +
    FOUND_COUNTS.odds * sentences.oddsOf(said) +
    FOUND_COUNTS.likely * likely +
    FOUND_COUNTS.concepts * said.concepts.size +
    (frame && frame.numbers.length > 0 ? FOUND_COUNTS.number : 0)
  );
}

/** Right sentences this much nearer than any wrong one, and this near, speak louder than a frame. */
const FARTHER = 0.1;
const NEAR_RIGHT = 0.4;
/** Concepts that stand together in wrong sentences speak for the frame. */
const HIGH_ODDS = 1;

/** True where a sentence is a right one that is known, with a word or two changed: no part of it is wrong. */
export function isKnownRight(reading: Reading, text: string): boolean {
  const { right, wrong } = lookUp(reading, text);
  return right !== null && right.alike >= SAME && right.alike > (wrong[0]?.alike ?? 0);
}

/** True where a sentence by itself is nearer to a right one: what was said before makes no wrong one of it. */
export function isNearerRight(reading: Reading, text: string): boolean {
  const { right, wrong } = lookUp(reading, text);
  return right !== null && right.alike - (wrong[0]?.alike ?? 0) >= FARTHER;
}

/** A stretch of a sentence that something was found in, and the frame that found it. */
export interface Suspicion {
  start: number;
  end: number;
  frame?: Frame;
}

/**
 * True where a sentence is so much like a right one that what was found in it was misread. A long sentence with one wrong
 * clause is like a right one too: the clause by itself must be, and the right one say what the frame objects to.
 */
export function isLikeRightOnes(reading: Reading, text: string, { start, end, frame }: Suspicion): boolean {
  const words = lexicon();
  const sentences = knownSentences();
  const { said, wrong, right } = lookUp(reading, text);
  if (!right || right.alike < NEAR_RIGHT || right.alike - (wrong[0]?.alike ?? 0) < FARTHER) return false;
  if (right.alike >= ITSELF) return true;
  const known = sentences.at(right.number, words);
  if (isReversed(said, known, words)) return false;
  if (sentences.oddsOf(said) >= HIGH_ODDS || differ(said, known, words)) return false;
  const clauses = reading.clauses.filter((clause) => clause.end > start && clause.start < end);
  if (clauses.length === reading.clauses.length && !frame) return true;
  const here = saidIn({ ...reading, clauses }, text.slice(start, end));
  if (frame && !saysToo(known, frame, here)) return false;
  const near = sentences.nearest(here);
  return near.right !== null && near.right.alike > (near.wrong[0]?.alike ?? 0);
}

/** True where a known sentence says what a frame looks for, with the numbers that it was found with. */
function saysToo(known: Known, { says, numbers }: Frame, here: Said): boolean {
  if (numbers.length > 0 && [...here.numbers].some((number) => !known.numbers.has(number))) return false;
  const speaks = (concept: string, affirmed: boolean): boolean => {
    // A word that only a frame names is not kept apart from others.
    if (/^[~=]/.test(concept)) return true;
    return (known.concepts.get(concept) ?? (known.kinds.has(concept) ? affirmed : undefined)) === affirmed;
  };
  return says.every(
    ({ any, denied, polarity }) =>
      any.some((concept) =>
        polarity === 'either' ? speaks(concept, true) || speaks(concept, false) : speaks(concept, polarity === 'yes'),
      ) || denied.some((concept) => speaks(concept, false)),
  );
}

function thingsShared(said: Said, { number }: Near, sentences: KnownSentences, words: Lexicon): number {
  const { sorts, lineage } = words;
  let shared = 0;
  let all = 0;
  for (const concept of sentences.at(number, words).concepts.keys()) {
    if (sorts.get(concept) !== 'thing') continue;
    const weight = sentences.weightOfConcept(concept);
    all += weight;
    if (said.concepts.has(concept) || said.kinds.has(concept)) shared += weight;
    else if (
      lineage
        .get(concept)
        ?.slice(1)
        .some((above) => said.concepts.has(above) || said.kinds.has(above))
    )
      shared += weight / 2;
  }
  return all === 0 ? 0 : shared / all;
}
