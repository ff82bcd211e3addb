import { loadKnowledge } from '../../../knowledge/load.ts';
import { linesOf } from '../../../knowledge/pod-fact.ts';
import { sentencesOf } from '../../../language/sentences.ts';
import { lexicon } from '../claims/lexicon.ts';
import { readSentence } from '../claims/reading.ts';
import { pairsOf, saidIn, traitsOf } from './said.ts';

/** A sentence that is known to be wrong or right. */
export interface Prototype {
  /** The fact or misconception that a wrong one speaks against; null for a right one. */
  against: string | null;
  /** What it says, as numbers of traits. */
  traits: number[];
}

/** All sentences that are known to be wrong or right, ready to be compared with others. */
export interface Prototypes {
  /** Names of traits by their number. */
  names: string[];
  sentences: Prototype[];
  /** For two concepts in one sentence how much more often it is a wrong one: the logarithm of the odds. */
  odds: [pair: string, odds: number][];
}

interface Known {
  text: string;
  against: string | null;
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
  const all = (texts: string[], against: string | null) => texts.map((text) => ({ text, against }));
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
  const sentences: Prototype[] = [];
  const counts = new Map<string, { wrong: number; right: number }>();
  const words = lexicon();
  for (const { text, against } of knownSentences()) {
    const said = saidIn(readSentence(text, words), text);
    const traits = traitsOf(said).map(([name]) => {
      const number = numbers.get(name) ?? numbers.size;
      numbers.set(name, number);
      return number;
    });
    sentences.push({ against, traits });
    for (const pair of new Set(pairsOf(said))) {
      const count = counts.get(pair) ?? { wrong: 0, right: 0 };
      count[against === null ? 'right' : 'wrong'] += 1;
      counts.set(pair, count);
    }
  }
  const wrong = sentences.filter(({ against }) => against !== null).length;
  const right = sentences.length - wrong;
  const priorRight = (PRIOR * right) / wrong;
  const odds: Prototypes['odds'] = [];
  for (const [pair, count] of counts) {
    if (count.wrong + count.right < LEAST_PAIRS) continue;
    const inWrong = (count.wrong + PRIOR) / (wrong + 2 * PRIOR);
    const inRight = (count.right + priorRight) / (right + 2 * priorRight);
    odds.push([pair, Math.round(Math.log(inWrong / inRight) * 100) / 100]);
  }
  return { names: [...numbers.keys()], sentences, odds };
}
