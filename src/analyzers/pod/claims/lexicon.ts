import { loadKnowledge } from '../../../knowledge/load.ts';
import type { PodLexicon } from '../../../knowledge/pod-fact.ts';
import { packed, unpackLexicon } from './packed.ts';
import { type Token, tokensOf } from './tokens.ts';

export type Sort = 'thing' | 'act' | 'mark';

export interface Branch {
  next: Map<string, Branch>;
  /** Concepts of the words that end here. */
  concepts?: string[];
}

/** The words of the lexicon as one tree over tokens, zh and en together. */
export interface Lexicon {
  root: Branch;
  /** Single words that a fact names by themselves (`=http`); they hide no other word. */
  literals: Branch;
  sorts: Map<string, Sort>;
  /** A concept with everything it is a kind of, itself first. */
  lineage: Map<string, string[]>;
  /** For a concept the concepts it is mistaken for. */
  rivals: Map<string, Set<string>>;
  /** For a concept those that cannot hold together with it. */
  opposites: Map<string, Set<string>>;
  /** Marks without which a claim is another one. */
  limits: Set<string>;
  /** For a word of several meanings, by its tokens: what it means beside what, the usual meaning last. */
  senses: Map<string, Sense[]>;
}

/** One meaning of a word, and the concepts of which one must stand in the sentence; none for the usual meaning. */
export interface Sense {
  concept: string;
  beside: string[];
}

/** A lexicon that frames can be parsed with; their own words are added to it. */
export interface WholeLexicon extends Lexicon {
  /** A word of the lexicon and the concepts it stands for. */
  forms: Map<string, string[]>;
  /** Words of frames that were looked up before. */
  named: Map<string, string[]>;
}

/** Concepts that steer the reading itself. The lexicon's part `grammar` gives their words. */
export const STEERS = new Set(['neg', 'none', 'lack', 'instead', 'neutral', 'break', 'reset', 'and']);
/** `_` in a word of the lexicon stands for up to so many tokens. */
const GAP = 2;

function plant(root: Branch, form: string, concept: string, exactly = false): void {
  let branch = root;
  // The gap mark would be read as part of a word.
  for (const piece of form.split('_')) {
    if (branch !== root) branch = child(branch, '_');
    for (const token of tokensOf(piece)) {
      const key = token.key === '#' ? token.word : token.key;
      branch = child(branch, exactly ? `=${token.word}` : key);
    }
  }
  if (branch === root) return;
  branch.concepts ??= [];
  if (!branch.concepts.includes(concept)) branch.concepts.push(concept);
}

/** A word without its inflections. */
function keyOf(form: string): string {
  const tokens = tokensOf(form);
  return wordAt(tokens, 0, tokens.length);
}

function wordAt(tokens: Token[], from: number, to: number): string {
  return tokens
    .slice(from, to)
    .map(({ key, word }) => (key === '#' ? word : key))
    .join(' ');
}

function child(branch: Branch, key: string): Branch {
  let found = branch.next.get(key);
  if (!found) {
    found = { next: new Map() };
    branch.next.set(key, found);
  }
  return found;
}

/** Builds the tree from the parts of the lexicon. @throws Error naming a concept that a part speaks of and none defines. */
export function buildLexicon(parts: PodLexicon[]): WholeLexicon {
  const root: Branch = { next: new Map() };
  const sorts = new Map<string, Sort>();
  const parents = new Map<string, string[]>();
  const forms = new Map<string, string[]>();
  for (const part of parts) {
    for (const [sort, words] of [
      ['thing', part.things],
      ['act', part.acts],
      ['mark', part.marks],
    ] as const) {
      for (const [concept, written] of Object.entries(words)) {
        if (sorts.has(concept)) throw new Error(`${part.id}: ${concept} is defined twice`);
        sorts.set(concept, sort);
        for (const form of written.split('|')) {
          plant(root, form.trim(), concept);
          const key = keyOf(form);
          forms.set(key, [...(forms.get(key) ?? []), concept]);
        }
      }
    }
  }
  for (const part of parts) {
    for (const [parent, children] of Object.entries(part.kinds)) {
      for (const kind of children.split(/\s+/)) {
        if (!sorts.has(kind)) throw new Error(`${part.id}: kinds of ${parent}: there is no concept ${kind}`);
        parents.set(kind, [...(parents.get(kind) ?? []), parent]);
        if (!sorts.has(parent)) sorts.set(parent, sorts.get(kind)!);
      }
    }
  }
  const lineage = new Map<string, string[]>();
  for (const concept of sorts.keys()) {
    const line = [concept];
    for (const each of line)
      for (const parent of parents.get(each) ?? []) if (!line.includes(parent)) line.push(parent);
    lineage.set(concept, line);
  }
  specificFirst(root, lineage);
  const rivals = new Map<string, Set<string>>();
  for (const part of parts) {
    for (const group of part.rivals) {
      const members = group.split(/\s+/);
      for (const member of members) {
        if (!sorts.has(member)) throw new Error(`${part.id}: rivals: there is no concept ${member}`);
        const others = rivals.get(member) ?? new Set();
        for (const other of members) if (other !== member) others.add(other);
        rivals.set(member, others);
      }
    }
  }
  const opposites = new Map<string, Set<string>>();
  const limits = new Set<string>();
  const senses = new Map<string, Sense[]>();
  const known = (part: string, concepts: string): string[] => {
    const list = concepts.split(/\s+/).filter(Boolean);
    const wrong = list.find((concept) => !sorts.has(concept));
    if (wrong !== undefined) throw new Error(`${part}: there is no concept ${wrong}`);
    return list;
  };
  for (const { id, ...part } of parts) {
    for (const [concept, against] of Object.entries(part.opposites)) {
      for (const other of known(id, `${concept} ${against}`).slice(1)) {
        addTo(opposites, concept, other);
        addTo(opposites, other, concept);
      }
    }
    for (const concept of known(id, part.limits)) limits.add(concept);
    for (const [word, meanings] of Object.entries(part.senses)) {
      const list = meanings.split(';').map((meaning): Sense => {
        const [concept, ...beside] = known(id, meaning.replace(':', ' '));
        if (!forms.get(keyOf(word))?.includes(concept!)) throw new Error(`${id}: ${word} does not mean ${concept}`);
        return { concept: concept!, beside };
      });
      senses.set(keyOf(word), list);
    }
  }
  return {
    root,
    literals: { next: new Map() },
    forms,
    named: new Map(),
    sorts,
    lineage,
    rivals,
    opposites,
    limits,
    senses,
  };
}

/** Of a word that means a thing and a kind of it ("CPU limit": a limit, and the limit of CPU) the kind is what it says. */
function specificFirst(branch: Branch, lineage: Map<string, string[]>): void {
  const isKind = (one: string, other: string): boolean => one !== other && lineage.get(one)!.includes(other);
  branch.concepts?.sort((one, other) => Number(isKind(other, one)) - Number(isKind(one, other)));
  for (const next of branch.next.values()) specificFirst(next, lineage);
}

function addTo(sets: Map<string, Set<string>>, key: string, value: string): void {
  const set = sets.get(key);
  if (set) set.add(value);
  else sets.set(key, new Set([value]));
}

/**
 * The concepts that a word of a frame means: a concept's own name, any of its words, else the word itself, which the
 * lexicon then looks for as well (`_` and `-` stand for spaces; `=word` means exactly this word).
 */
export function conceptsFor(name: string, lexicon: WholeLexicon): string[] {
  if (lexicon.sorts.has(name)) return [name];
  const before = lexicon.named.get(name);
  if (before) return before;
  const concepts = findConcepts(name, lexicon);
  lexicon.named.set(name, concepts);
  return concepts;
}

function findConcepts(name: string, lexicon: WholeLexicon): string[] {
  const plain = name.replace(/^=/, '').replace(/[_-]/g, ' ');
  const known = name.startsWith('=') ? undefined : lexicon.forms.get(keyOf(plain));
  if (known) return known;
  const literal = name.startsWith('=') ? `=${plain}` : `~${plain}`;
  if (!lexicon.sorts.has(literal)) {
    plant(lexicon.literals, plain, literal, name.startsWith('='));
    lexicon.sorts.set(literal, 'thing');
    lexicon.lineage.set(literal, [literal]);
  }
  return [literal];
}

let whole: WholeLexicon | undefined;

/** The lexicon as it is written, for parsing frames. */
export function wholeLexicon(): WholeLexicon {
  whole ??= buildLexicon(loadKnowledge('pod-lexicon'));
  return whole;
}

let loaded: Lexicon | undefined;

/** The lexicon for reading: as the build left it, with the words of all frames, where it did. */
export function lexicon(): Lexicon {
  const known = packed();
  if (!known) return wholeLexicon();
  loaded ??= unpackLexicon(known.words);
  return loaded;
}

/** Concepts found at a place of a sentence: the longest word of the lexicon that begins there. */
export interface Match {
  from: number;
  to: number;
  concepts: string[];
  /** A word that a fact names by itself. */
  literal?: boolean;
}

interface Found {
  to: number;
  concepts: string[];
  gap: boolean;
}

function longest(branch: Branch, tokens: Token[], at: number): Found | null {
  let best: Found | null = branch.concepts ? { to: at, concepts: branch.concepts, gap: false } : null;
  const token = tokens[at];
  if (token) {
    const next = branch.next.get(token.key === '#' ? token.word : token.key);
    const found = next ? longest(next, tokens, at + 1) : null;
    if (found && (!best || found.to > best.to)) best = found;
  }
  const gap = branch.next.get('_');
  if (gap) {
    for (let skip = 0; skip <= GAP && at + skip < tokens.length; skip += 1) {
      if (skip > 0 && /[,;:()]/.test(tokens[at + skip - 1]!.key)) break;
      const found = longest(gap, tokens, at + skip);
      // "Leave it out" is one word, and not a kind of leaving.
      if (found && (!best || best.to === at)) best = { ...found, gap: true };
    }
  }
  return best;
}

/** Words that facts name themselves, all that begin at a place: the short ones are not hidden by the long ones. */
function literalsAt(branch: Branch, tokens: Token[], from: number, at: number, matches: Match[]): void {
  if (branch.concepts) matches.push({ from, to: at, concepts: branch.concepts, literal: true });
  const token = tokens[at];
  if (!token) return;
  const exact = branch.next.get(`=${token.word}`);
  if (exact) literalsAt(exact, tokens, from, at + 1, matches);
  const stemmed = branch.next.get(token.key === '#' ? token.word : token.key);
  if (stemmed) literalsAt(stemmed, tokens, from, at + 1, matches);
}

/**
 * All words of the lexicon in a sentence, from left to right; and those that facts name themselves. A phrase that
 * says what is limited ("containers of a Pod") speaks of the things and acts inside it too, one that says what
 * happens ("taken out of the Service") of the things; a name ("service account") of nothing else.
 */
export function matchesIn(tokens: Token[], lexicon: Lexicon): Match[] {
  const { root, literals, sorts } = lexicon;
  const matches: Match[] = [];
  for (const at of tokens.keys()) literalsAt(literals, tokens, at, at, matches);
  for (let at = 0; at < tokens.length; ) {
    const found = longest(root, tokens, at);
    if (!found || found.to === at) {
      at += 1;
      continue;
    }
    matches.push({ from: at, to: found.to, concepts: found.concepts });
    const sort = sorts.get(found.concepts[0]!)!;
    if (found.to - at > 1 && sort !== 'thing' && !found.concepts.some((concept) => STEERS.has(concept))) {
      const shown = sort === 'act' ? ['thing'] : ['thing', 'act'];
      matches.push(...inside(tokens, at, found.to, shown, lexicon));
    }
    // Between the words of a form with a gap ("bring the Pod back") stand others that count.
    at = found.gap ? at + 1 : found.to;
  }
  settleSenses(matches, tokens, lexicon);
  return matches.sort((a, b) => a.from - b.from);
}

/** A word of several meanings keeps the one that the rest of the sentence makes of it. */
function settleSenses(matches: Match[], tokens: Token[], { senses, lineage }: Lexicon): void {
  for (const match of matches) {
    if (match.literal || match.concepts.length < 2) continue;
    const meanings = senses.get(wordAt(tokens, match.from, match.to));
    if (!meanings) continue;
    const isBeside = (concept: string): boolean =>
      matches.some((other) => other !== match && other.concepts.some((each) => lineage.get(each)!.includes(concept)));
    const meant = meanings.find(({ beside }) => beside.length === 0 || beside.some(isBeside));
    if (!meant) continue;
    const others = match.concepts.filter((concept) => meanings.every((meaning) => meaning.concept !== concept));
    match.concepts = [meant.concept, ...others];
  }
}

function inside(tokens: Token[], from: number, to: number, shown: string[], { root, sorts }: Lexicon): Match[] {
  const part = tokens.slice(from, to);
  const matches: Match[] = [];
  for (let at = 0; at < part.length; ) {
    const found = longest(root, at === 0 ? part.slice(0, -1) : part, at);
    if (!found || found.to === at) {
      at += 1;
      continue;
    }
    const concepts = found.concepts.filter((concept) => shown.includes(sorts.get(concept)!));
    if (concepts.length > 0) matches.push({ from: from + at, to: from + found.to, concepts });
    at = found.to;
  }
  return matches;
}
