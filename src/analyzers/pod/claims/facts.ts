import { loadKnowledge } from '../../../knowledge/load.ts';
import { linesOf, type PodFactFile } from '../../../knowledge/pod-fact.ts';
import { type Frame, makesClaim, parseFrame, type Topics } from './frame.ts';
import { type Lexicon, lexicon } from './lexicon.ts';
import type { Clause, Reading } from './reading.ts';

interface Known {
  id: string;
  frame: Frame;
}

/** Where a frame says nothing but a number. */
const ANY_NUMBER = '#';

/** All facts, found by a concept that their frames need. */
export type FactIndex = Map<string, Known[]>;

/** @throws Error naming the fact whose frame is wrong. */
export function indexFacts(files: PodFactFile[], words: Lexicon = lexicon()): FactIndex {
  const index: FactIndex = new Map();
  const load = new Map<string, number>();
  for (const file of files) {
    for (const fact of file.facts) {
      for (const source of linesOf(fact.wrong)) {
        const frame = parseFrame(source, words);
        const weight = (any: string[]) => any.reduce((sum, concept) => sum + (load.get(concept) ?? 0) + 1, 0);
        const [key] = frame.says.map(({ any, denied }) => [...any, ...denied]).sort((a, b) => weight(a) - weight(b));
        for (const concept of key ?? [ANY_NUMBER]) {
          load.set(concept, (load.get(concept) ?? 0) + 1);
          index.set(concept, [...(index.get(concept) ?? []), { id: fact.id, frame }]);
        }
      }
    }
  }
  return index;
}

let known: FactIndex | undefined;

export function allFacts(): FactIndex {
  known ??= indexFacts(loadKnowledge('pod-facts'));
  return known;
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
  const concepts = new Set(clause.mentions.flatMap((mention) => [...mention.concepts]));
  if (concepts.has('maybe')) return [];
  if (clause.numbers.length > 0) concepts.add(ANY_NUMBER);
  for (const concept of concepts) {
    for (const { id, frame } of index.get(concept) ?? []) {
      if (tried.has(frame)) continue;
      tried.add(frame);
      if (makesClaim(frame, reading, at, topics, lexicon())) found.push({ id, frame });
    }
  }
  return found.sort((a, b) => sizeOf(b.frame) - sizeOf(a.frame));
}
