import type { Domain } from '../../../knowledge/domains.ts';
import { loadDerived } from '../../../knowledge/load.ts';
import type { Frame } from './frame.ts';
import type { Branch, Lexicon, Sense, Sort } from './lexicon.ts';

/** A branch as JSON: its concepts by number, and what follows it. */
type PackedBranch = [concepts: number[] | 0, next: [key: string, branch: PackedBranch][]];

interface PackedLexicon {
  concepts: [name: string, sort: Sort][];
  /** By concept: what it is a kind of. */
  lineage: number[][];
  root: PackedBranch;
  literals: PackedBranch;
  rivals: [string, string[]][];
  opposites: [string, string[]][];
  limits: string[];
  senses: [string, Sense[]][];
}

/** The words and frames as the build read them: nothing of them is parsed again. */
export interface Packed {
  words: PackedLexicon;
  frames: [id: string, frame: Frame][];
}

/** What is packed comes from these. */
export const PACKED_FROM: Domain[] = ['pod-lexicon', 'pod-facts', 'pod-misconceptions', 'pod-notes', 'pod-told'];

let loaded: Packed | null | undefined;

/** What the build has read; null where it has to be read again. */
export function packed(): Packed | null {
  loaded ??= loadDerived<Packed>('pod-claims', PACKED_FROM);
  return loaded;
}

/** A lexicon as JSON holds it. */
export function packLexicon({
  root,
  literals,
  sorts,
  lineage,
  rivals,
  opposites,
  limits,
  senses,
}: Lexicon): PackedLexicon {
  const numbers = new Map([...sorts.keys()].map((name, number) => [name, number]));
  const numbered = (names: string[]): number[] => names.map((name) => numbers.get(name)!);
  const branch = ({ concepts, next }: Branch): PackedBranch => [
    concepts ? numbered(concepts) : 0,
    [...next].map(([key, below]) => [key, branch(below)]),
  ];
  const lists = (sets: Map<string, Set<string>>): [string, string[]][] =>
    [...sets].map(([key, set]) => [key, [...set]]);
  return {
    concepts: [...sorts],
    lineage: [...sorts.keys()].map((name) => numbered(lineage.get(name)!)),
    root: branch(root),
    literals: branch(literals),
    rivals: lists(rivals),
    opposites: lists(opposites),
    limits: [...limits],
    senses: [...senses],
  };
}

/** The lexicon that was packed. */
export function unpackLexicon(known: PackedLexicon): Lexicon {
  const names = known.concepts.map(([name]) => name);
  const named = (numbers: number[]): string[] => numbers.map((number) => names[number]!);
  const branch = ([concepts, next]: PackedBranch): Branch => {
    const below = new Map(next.map(([key, each]) => [key, branch(each)]));
    return concepts === 0 ? { next: below } : { next: below, concepts: named(concepts) };
  };
  const sets = (lists: [string, string[]][]) => new Map(lists.map(([key, list]) => [key, new Set(list)]));
  return {
    root: branch(known.root),
    literals: branch(known.literals),
    sorts: new Map(known.concepts),
    lineage: new Map(names.map((name, at) => [name, named(known.lineage[at]!)])),
    rivals: sets(known.rivals),
    opposites: sets(known.opposites),
    limits: new Set(known.limits),
    senses: new Map(known.senses),
  };
}
