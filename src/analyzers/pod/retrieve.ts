import MiniSearch from 'minisearch';
import { loadKnowledge } from '../../knowledge/load.ts';
import type { Note } from '../../knowledge/note.ts';
import { withinEdits } from '../../language/segment.ts';
import { ASKING, knownWords, type Token, tokensOf } from '../../language/terms.ts';

/** A note and how well it fits a question. */
export interface Hit {
  note: Note;
  /** 0 to 1. */
  score: number;
  /** Share of the question's meaning that the note's title, questions and terms know. */
  coverage: number;
  /** Likeness to the nearest of the note's own questions, 0 to 1. */
  likeness: number;
}

interface Asked {
  note: number;
  weights: Map<string, number>;
  norm: number;
}

interface Index {
  notes: Note[];
  asked: Asked[];
  /** What the title, the questions and the terms of a note say. */
  head: Set<string>[];
  body: Set<string>[];
  idf: Map<string, number>;
  rare: number;
  search: MiniSearch;
  mend: (word: string) => string;
}

let built: Index | undefined;

/** Words people misspell are mended towards these. */
function mender(words: Iterable<string>): (word: string) => string {
  const known = new Set(words);
  const byFirst = new Map<string, string[]>();
  for (const word of known) {
    if (word.length < 4 || !/^[a-z]+$/.test(word)) continue;
    const list = byFirst.get(word[0]!) ?? [];
    list.push(word);
    byFirst.set(word[0]!, list);
  }
  const memory = new Map<string, string>();
  return (word) => {
    if (word.length < 5 || known.has(word) || !/^[a-z]+$/.test(word) || FOREIGN_WORDS.has(word)) return word;
    const seen = memory.get(word);
    if (seen) return seen;
    const limit = word.length >= 8 ? 2 : 1;
    let best = word;
    for (let edits = 1; edits <= limit && best === word; edits += 1) {
      best = (byFirst.get(word[0]!) ?? []).find((candidate) => withinEdits(word, candidate, edits)) ?? word;
    }
    if (memory.size < 10_000) memory.set(word, best);
    return best;
  };
}

/** Near to words of ours and yet none of them. */
const FOREIGN_WORDS = new Set([
  'nomad',
  'podcast',
  'airpod',
  'cocoapod',
  'podfil',
  'tripod',
  'ipod',
  'notes',
  'nodej',
  'docket',
  'probed',
  'stage',
  'poster',
  'regist',
  'import',
  'sport',
  'level',
  'enough',
  'think',
  'right',
  'while',
  'where',
  'again',
  'after',
  'other',
  'never',
  'every',
]);

function weigh(tokens: Token[], idf: Map<string, number>, rare: number): Map<string, number> {
  const weights = new Map<string, number>();
  for (const token of tokens) {
    const weight = token.weight * (idf.get(token.key) ?? rare);
    weights.set(token.key, Math.max(weights.get(token.key) ?? 0, weight));
  }
  return weights;
}

function normOf(weights: Map<string, number>): number {
  let sum = 0;
  for (const weight of weights.values()) sum += weight * weight;
  return Math.sqrt(sum) || 1;
}

/** Builds the search index over the notes once; every later call returns it. */
export function podIndex(): Index {
  if (built) return built;
  const notes = loadKnowledge('pod-notes');
  const plain = notes.map((note) => ({
    questions: [...note.questions.zh, ...note.questions.en, note.title.zh, note.title.en].map((text) => tokensOf(text)),
    terms: note.terms.flatMap((text) => tokensOf(text)),
    text: tokensOf(`${note.text.zh}\n${note.text.en}`),
  }));
  const head = plain.map(({ questions, terms }) => new Set([...questions.flat(), ...terms].map((token) => token.key)));
  const body = plain.map(({ text }) => new Set(text.map((token) => token.key)));
  const idf = new Map<string, number>();
  for (const keys of head) for (const key of keys) idf.set(key, (idf.get(key) ?? 0) + 1);
  const rare = Math.log(1 + notes.length / 0.7);
  for (const [key, count] of idf) idf.set(key, Math.log(1 + notes.length / count));
  const asked = plain.flatMap(({ questions }, note) =>
    questions.map((tokens) => {
      const weights = weigh(tokens, idf, rare);
      return { note, weights, norm: normOf(weights) };
    }),
  );
  const keysOf = (tokens: Token[]) => tokens.filter((token) => !token.key.startsWith('~')).map((token) => token.key);
  const search = new MiniSearch({
    fields: ['questions', 'terms', 'text'],
    tokenize: (text) => text.split('\n'),
    processTerm: (term) => term,
  });
  search.addAll(
    plain.map(({ questions, terms, text }, id) => ({
      id,
      questions: keysOf(questions.flat()).join('\n'),
      terms: keysOf(terms).join('\n'),
      text: keysOf(text).join('\n'),
    })),
  );
  const latin = [...head].flatMap((keys) => [...keys]).filter((key) => /^[a-z]+$/.test(key));
  built = { notes, asked, head, body, idf, rare, search, mend: mender([...latin, ...knownWords()]) };
  return built;
}

/** Tokens of a question, misspellings mended. */
export function questionTokens(question: string): Token[] {
  return tokensOf(question.slice(0, 2_000), podIndex().mend);
}

/** The notes that fit the tokens of a question, best first, at most `limit`. */
export function retrieve(tokens: Token[], limit = 6): Hit[] {
  const { notes, asked, head, body, idf, rare, search } = podIndex();
  if (tokens.length === 0) return [];
  const weights = weigh(tokens, idf, rare);
  const norm = normOf(weights);

  const likeness = new Float64Array(notes.length);
  for (const question of asked) {
    let dot = 0;
    for (const [key, weight] of weights) {
      const other = question.weights.get(key);
      if (other) dot += weight * other;
    }
    if (dot === 0) continue;
    likeness[question.note] = Math.max(likeness[question.note]!, dot / (norm * question.norm));
  }

  const found = search.search([...weights.keys()].filter((key) => !key.startsWith('~')).join('\n'), {
    boost: { questions: 2.5, terms: 2, text: 0.7 },
    boostTerm: (term) => (ASKING.has(term.slice(1)) ? 0.3 : 1),
  });
  const best = found[0]?.score ?? 1;
  const fullText = new Map(found.map((result) => [result.id as number, result.score / best]));

  const candidates = new Set<number>(found.slice(0, 20).map((result) => result.id as number));
  [...likeness.keys()]
    .sort((a, b) => likeness[b]! - likeness[a]!)
    .slice(0, 12)
    .forEach((id) => candidates.add(id));

  const hits: Hit[] = [];
  for (const id of candidates) {
    let all = 0;
    let known = 0;
    for (const [key, weight] of weights) {
      // Pairs of characters support, they never accuse.
      if (key.startsWith('~')) continue;
      const heavy = idf.has(key) ? weight : weight * 0.6;
      all += heavy;
      if (head[id]!.has(key)) known += heavy;
      else if (body[id]!.has(key)) known += heavy * 0.6;
    }
    const coverage = all > 0 ? known / all : 0;
    const score = 0.55 * likeness[id]! + 0.25 * coverage + 0.2 * (fullText.get(id) ?? 0);
    hits.push({ note: notes[id]!, score, coverage, likeness: likeness[id]! });
  }
  return hits.sort((a, b) => b.score - a.score).slice(0, limit);
}
