import { loadKnowledge } from '../../../knowledge/load.ts';
import { linesOf } from '../../../knowledge/pod-fact.ts';
import { sentencesOf } from '../../../language/sentences.ts';
import { lexicon } from '../claims/lexicon.ts';
import { readSentence } from '../claims/reading.ts';
import { pairsOf, saidIn, traitsOf } from './said.ts';

/** All sentences that are known to be wrong or right, ready to be compared with others; flat, for it is read at every start. */
export interface Prototypes {
  /** Names of traits by their number. */
  names: string[];
  /** The facts and misconceptions that wrong sentences speak against. */
  ids: string[];
  /** By fact or misconception: the note on what it is about. */
  notes: string[];
  /** By sentence: which of them it speaks against; -1 for a right one. */
  against: number[];
  /** By sentence: where its traits begin; one more, where they all end. */
  starts: number[];
  /** What the sentences say, one behind the other, as numbers of traits. */
  traits: number[];
  /** Two concepts that stand in one sentence. */
  pairs: string[];
  /** By pair: how much more often the sentence is a wrong one, as the logarithm of the odds. */
  odds: number[];
}

interface Known {
  text: string;
  against: string | null;
}

/** By id: the note that a fact or a misconception belongs to. */
function notesById(): Map<string, string> {
  const notes = new Map(loadKnowledge('pod-misconceptions').map(({ id, note }) => [id, note]));
  for (const { note, facts } of loadKnowledge('pod-facts'))
    for (const fact of facts) notes.set(fact.id, (fact.as && notes.get(fact.as)) ?? fact.note ?? note ?? fact.id);
  return notes;
}

/** Longer ones say too many things at once. */
const LONGEST = 300;

/** The sentences of a note or of a correction, which are right. */
function* rightOnes(texts: { zh: string; en: string }): Generator<Known> {
  for (const text of [texts.zh, texts.en]) {
    for (const sentence of sentencesOf(text.replace(/```[\s\S]*?```/g, '')))
      if (sentence.text.length < LONGEST) yield { text: sentence.text, against: null };
  }
}

function* knownSentences(): Generator<Known> {
  // A sample of two sentences says the wrong thing in the last one; the first only says what it is about.
  const all = (texts: string[], against: string | null): Known[] =>
    texts.map((text) => ({ text: (against !== null && sentencesOf(text).at(-1)?.text) || text, against }));
  for (const { facts } of loadKnowledge('pod-facts')) {
    for (const { id, flag, pass, right } of facts) {
      yield* all(linesOf(flag), id);
      yield* all(linesOf(pass), null);
      if (right) yield* rightOnes(right);
    }
  }
  for (const { id, samples, text } of loadKnowledge('pod-misconceptions')) {
    yield* all(samples.match, id);
    yield* all(samples.noMatch, null);
    yield* rightOnes(text);
  }
  for (const { text } of loadKnowledge('pod-notes')) yield* rightOnes(text);
  for (const { right, wrong } of loadKnowledge('pod-told')) {
    yield* all(linesOf(right), null);
    for (const [against, told] of Object.entries(wrong)) yield* all(linesOf(told), against);
  }
}

/** Rarer pairs tell nothing. */
const LEAST_PAIRS = 2;
/** Added to both counts of a pair, so that a few sentences decide little. */
const PRIOR = 0.5;

/** Reads all knowledge about Pods; the build does it once (build/pack.ts). */
export function collectPrototypes(): Prototypes {
  const numbers = new Map<string, number>();
  const ids = new Map<string, number>();
  const numberIn = (known: Map<string, number>, name: string): number => {
    const number = known.get(name) ?? known.size;
    known.set(name, number);
    return number;
  };
  const against: number[] = [];
  const starts: number[] = [0];
  const traits: number[] = [];
  const counts = new Map<string, { wrong: number; right: number }>();
  const words = lexicon();
  for (const sentence of knownSentences()) {
    const said = saidIn(readSentence(sentence.text, words), sentence.text);
    for (const name of traitsOf(said)) traits.push(numberIn(numbers, name));
    starts.push(traits.length);
    against.push(sentence.against === null ? -1 : numberIn(ids, sentence.against));
    for (const pair of new Set(pairsOf(said))) {
      const count = counts.get(pair) ?? { wrong: 0, right: 0 };
      count[sentence.against === null ? 'right' : 'wrong'] += 1;
      counts.set(pair, count);
    }
  }
  const wrong = against.filter((id) => id >= 0).length;
  const right = against.length - wrong;
  const priorRight = (PRIOR * right) / wrong;
  const pairs: string[] = [];
  const odds: number[] = [];
  for (const [pair, count] of counts) {
    if (count.wrong + count.right < LEAST_PAIRS) continue;
    const inWrong = (count.wrong + PRIOR) / (wrong + 2 * PRIOR);
    const inRight = (count.right + priorRight) / (right + 2 * priorRight);
    pairs.push(pair);
    odds.push(Math.round(Math.log(inWrong / inRight) * 100) / 100);
  }
  const byId = notesById();
  const notes = [...ids.keys()].map((id) => byId.get(id) ?? id);
  return { names: [...numbers.keys()], ids: [...ids.keys()], notes, against, starts, traits, pairs, odds };
}
