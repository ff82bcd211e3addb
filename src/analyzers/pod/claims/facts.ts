import { loadKnowledge } from '../../../knowledge/load.ts';
import { linesOf, type PodFactFile } from '../../../knowledge/pod-fact.ts';
import { type Frame, makesClaim, parseFrame, type Topics, UNSAID } from './frame.ts';
import { lexicon, wholeLexicon } from './lexicon.ts';
import { packed } from './packed.ts';
import type { Clause, Reading } from './reading.ts';

interface Known {
  id: string;
  frame: Frame;
  /** For each term of what one clause says the numbers of its concepts: most frames are ruled out by these alone. */
  needs: number[][];
}

/** Concepts by number, and for each when it was last seen: looking one up is one step. */
const numbers = new Map<string, number>();
const seen: number[] = [];
let turn = 0;

function numberOf(concept: string): number {
  let number = numbers.get(concept);
  if (number === undefined) {
    number = numbers.size;
    numbers.set(concept, number);
    seen.push(0);
  }
  return number;
}

function isSaid(needs: number[][]): boolean {
  for (const any of needs) {
    let said = false;
    for (const concept of any) {
      if (seen[concept] === turn) {
        said = true;
        break;
      }
    }
    if (!said) return false;
  }
  return true;
}

/** Where a frame says nothing but a number. */
const ANY_NUMBER = '#';

/** All facts, found by a concept that their frames need. */
export type FactIndex = Map<string, Known[]>;

/** @throws Error naming the fact whose frame is wrong. */
export function parseFacts(files: PodFactFile[], words = wholeLexicon()): [id: string, frame: Frame][] {
  return files.flatMap(({ facts }) =>
    facts.flatMap(({ id, wrong }) =>
      linesOf(wrong ?? '').map((source): [string, Frame] => [id, parseFrame(source, words)]),
    ),
  );
}

/** Files facts under what their frames need. */
export function indexFacts(facts: [id: string, frame: Frame][]): FactIndex {
  const index: FactIndex = new Map();
  const load = new Map<string, number>();
  for (const [id, frame] of facts) {
    const weight = (any: string[]) => any.reduce((sum, concept) => sum + (load.get(concept) ?? 0) + 1, 0);
    const [key] = frame.says.map(({ any, denied }) => [...any, ...denied]).sort((a, b) => weight(a) - weight(b));
    const needs = frame.says.map(({ any, denied }) => [...any, ...denied].map(numberOf));
    const known: Known = { id, frame, needs };
    for (const concept of key ?? [ANY_NUMBER]) {
      load.set(concept, (load.get(concept) ?? 0) + 1);
      const filed = index.get(concept);
      if (filed) filed.push(known);
      else index.set(concept, [known]);
    }
  }
  return index;
}

let frames: [id: string, frame: Frame][] | undefined;

function allFrames(): [id: string, frame: Frame][] {
  frames ??= packed()?.frames ?? parseFacts(loadKnowledge('pod-facts'));
  return frames;
}

let known: FactIndex | undefined;

/** All facts there are, read once. */
export function allFacts(): FactIndex {
  known ??= indexFacts(allFrames());
  return known;
}

let exceptions: Map<string, Set<string>> | undefined;

/** Concepts that a good part of a fact's frames rule out: where one is spoken of, the fact is not spoken against. */
export function exceptionsTo(fact: string): ReadonlySet<string> {
  exceptions ??= findExceptions(allFrames());
  return exceptions.get(fact) ?? new Set();
}

/** So many of its frames must rule out a concept. */
const GOOD_PART = 0.3;

function findExceptions(frames: [id: string, frame: Frame][]): Map<string, Set<string>> {
  const byFact = new Map<string, Set<string>[]>();
  for (const [id, { notHere, notThere }] of frames) {
    const ruledOut = new Set([...notHere, ...notThere].filter((concept) => !UNSAID.has(concept)));
    byFact.set(id, [...(byFact.get(id) ?? []), ruledOut]);
  }
  const common = (sets: Set<string>[]): Set<string> => {
    const all = new Set(sets.flatMap((set) => [...set]));
    return new Set([...all].filter((each) => sets.filter((set) => set.has(each)).length >= GOOD_PART * sets.length));
  };
  return new Map([...byFact].map(([id, sets]) => [id, common(sets)]));
}

/** A fact that something speaks against, and the frame that shows it. */
export interface Contradiction {
  id: string;
  frame: Frame;
}

const sizeOf = ({ about, says, numbers }: Frame): number => about.length + says.length + numbers.length;

/** The facts that a clause of a sentence speaks against, the one that says most of it first. */
export function contradicted(index: FactIndex, reading: Reading, at: number, topics: Topics): Contradiction[] {
  const clause: Clause = reading.clauses[at]!;
  const tried = new Set<Frame>();
  const found: Contradiction[] = [];
  const concepts = new Set<string>();
  for (const mention of clause.mentions) for (const concept of mention.concepts) concepts.add(concept);
  if (clause.purpose || concepts.has('maybe')) return [];
  if (clause.numbers.length > 0) concepts.add(ANY_NUMBER);
  turn += 1;
  for (const concept of concepts) seen[numberOf(concept)] = turn;
  for (const concept of concepts) {
    for (const { id, frame, needs } of index.get(concept) ?? []) {
      if (!isSaid(needs) || tried.has(frame)) continue;
      tried.add(frame);
      if (makesClaim(frame, reading, at, topics, lexicon())) found.push({ id, frame });
    }
  }
  return found.sort((a, b) => sizeOf(b.frame) - sizeOf(a.frame));
}
