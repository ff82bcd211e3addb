import MiniSearch from 'minisearch';
import type { Domain } from '../../knowledge/domains.ts';
import { loadDerived, loadKnowledge } from '../../knowledge/load.ts';
import type { Elsewhere, Note } from '../../knowledge/note.ts';
import { stem, withinEdits } from '../../language/segment.ts';
import { ASKING, knownWords, type Token, tokensOf } from '../../language/terms.ts';
import { podLibrary } from './library.ts';
import { keysOf, paragraphsOf } from './paragraphs.ts';

/** How well a note, or a topic beside the notes, fits a question. */
interface Fit {
  id: number;
  /** 0 to 1. */
  score: number;
  /** Share of the question's meaning that the note's title, questions and terms know. */
  coverage: number;
  /** Likeness to the nearest of the note's own questions, 0 to 1. */
  likeness: number;
}

/** A note and how well it fits a question. */
export interface Hit extends Fit {
  note: Note;
}

interface Asked {
  weights: Map<string, number>;
  norm: number;
  /** The same with every pair of its words counted as a word too. */
  pairNorm: number;
}

interface Index {
  notes: Note[];
  /** Topics that no note is about; they stand behind the notes in every list below. */
  elsewhere: Elsewhere[];
  /** The questions of the notes. */
  filed: Filed;
  /** What the questions of each note have in common. */
  middle: { weights: Map<string, number>; norm: number }[];
  /** What the title, the questions and the terms of a note say. */
  head: Set<string>[];
  /** What each paragraph of its text says, read when it first matters. */
  body: (id: number) => Set<string>[];
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
const FOREIGN_WORDS = new Set(
  'manga nomad podcast airpods cocoapods podfile tripod ipod notes nodejs docket probed stage poster register import sport level enough think right while where again after other never every'
    .split(' ')
    .map(stem),
);

function weigh(tokens: Word[], idf: Map<string, number>, rare: number): Map<string, number> {
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

/**
 * How much two words that stand together count beside the words themselves: "delete" and "pvc" in one question say more
 * than each alone. A pair weighs this much of the geometric mean of its words, so that sums over all pairs come from sums
 * over the words.
 */
const PAIR = 1.5;

function pairNormOf(weights: Map<string, number>): number {
  let squares = 0;
  let sum = 0;
  for (const [key, weight] of weights) {
    squares += weight * weight;
    if (!key.startsWith('~')) sum += weight;
  }
  let own = 0;
  for (const [key, weight] of weights) if (!key.startsWith('~')) own += weight * weight;
  return Math.sqrt(squares + (PAIR * PAIR * (sum * sum - own)) / 2) || 1;
}

function askedOf(weights: Map<string, number>): Asked {
  return { weights, norm: normOf(weights), pairNorm: pairNormOf(weights) };
}

type Word = Pick<Token, 'key' | 'weight'>;

/** What is asked of each note and of each topic beside the notes, as words; each by its number in `words`. */
export interface AskedWords {
  words: Word[];
  notes: { questions: number[][]; terms: number[] }[];
}

/** What they come from, beside the list of terms. */
const ASKED_FROM: Domain[] = ['pod-notes', 'pod-reference', 'pod-elsewhere'];

/** Takes all questions and terms apart; the build does it once (build/pack.ts). */
export function collectAsked(): AskedWords {
  const numbers = new Map<string, number>();
  const words: Word[] = [];
  const numbered = (texts: string[]): number[] =>
    texts.flatMap((text) =>
      tokensOf(text).map(({ key, weight }) => {
        const name = `${weight} ${key}`;
        const number = numbers.get(name) ?? words.push({ key, weight }) - 1;
        numbers.set(name, number);
        return number;
      }),
    );
  const notes = [...podLibrary(), ...loadKnowledge('pod-elsewhere')].map(({ questions, title, terms }) => ({
    questions: [...questions.zh, ...questions.en, title.zh, title.en].map((text) => numbered([text])),
    terms: numbered(terms),
  }));
  return { words, notes };
}

/** Builds the search index over the notes once; every later call returns it. */
export function podIndex(): Index {
  if (built) return built;
  const notes = podLibrary();
  const elsewhere = loadKnowledge('pod-elsewhere');
  const known = loadDerived<AskedWords>('pod-asked', ASKED_FROM, false) ?? collectAsked();
  const wordsOf = (numbers: number[]): Word[] => numbers.map((number) => known.words[number]!);
  const plain = known.notes.map(({ questions, terms }) => ({
    questions: questions.map(wordsOf),
    terms: wordsOf(terms),
  }));
  const head = plain.map(({ questions, terms }) => new Set([...questions.flat(), ...terms].map((token) => token.key)));
  const idf = new Map<string, number>();
  for (const keys of head) for (const key of keys) idf.set(key, (idf.get(key) ?? 0) + 1);
  const rare = Math.log(1 + plain.length / 0.7);
  for (const [key, count] of idf) idf.set(key, Math.log(1 + plain.length / count));
  const asked = plain.map(({ questions }) => questions.map((tokens) => askedOf(weigh(tokens, idf, rare))));
  const middle = asked.map(middleOf);
  const join = (tokens: Word[]) => tokens.map((token) => token.key).join('\n');
  const search = new MiniSearch({
    fields: ['questions', 'terms'],
    tokenize: (text) => text.split('\n'),
    processTerm: (term) => term,
  });
  search.addAll(
    plain.map(({ questions, terms }, id) => ({ id, questions: join(questions.flat()), terms: join(terms) })),
  );
  const bodies = new Map<number, Set<string>[]>();
  const body = (id: number): Set<string>[] => {
    let paragraphs = bodies.get(id);
    if (!paragraphs) {
      const text = notes[id]?.text;
      paragraphs = text ? [...paragraphsOf(text.zh), ...paragraphsOf(text.en)].map(keysOf) : [];
      bodies.set(id, paragraphs);
    }
    return paragraphs;
  };
  const latin = [...idf.keys()].filter((key) => /^[a-z]+$/.test(key));
  built = {
    notes,
    elsewhere,
    filed: fileAway(asked),
    middle,
    head,
    body,
    idf,
    rare,
    search,
    mend: mender([...latin, ...knownWords()]),
  };
  return built;
}

/** Tokens of a question, misspellings mended. */
export function questionTokens(question: string): Token[] {
  const text = question.slice(0, 2_000);
  const { mend, idf } = podIndex();
  // FOO_SERVICE_HOST is a SERVICE_HOST, what stands before is somebody's own name; who writes one asks about that.
  const tokens = tokensOf(text, mend).map((token) => {
    if (/^\d+\.\d+$/.test(token.key)) return { ...token, weight: token.weight * NUMBER };
    if (!token.key.includes('_')) return token;
    const parts = token.key.split('_');
    const key = parts.map((_, at) => parts.slice(at).join('_')).findLast((tail) => tail.includes('_') && idf.has(tail));
    return key === undefined ? token : { ...token, key, weight: token.weight * BY_NAME };
  });
  const [whole] = HOLDS_WHAT_IS_ASKED.map((pattern) => pattern.exec(text)?.groups).filter(
    (found) => found !== undefined,
  );
  if (!whole?.['whole']) return tokens;
  const frame = new Set(tokensOf(whole['whole'], mend).map(({ key }) => key));
  return tokens.map((token) => (frame.has(token.key) ? { ...token, weight: token.weight * FRAME } : token));
}

/** "securityContext 里那个 fsGroup", "fsGroup in the securityContext": the field is asked about, not what it stands in. */
const HOLDS_WHAT_IS_ASKED = [
  /(?<whole>\b[a-z]+(?:[A-Z][a-z]+)+)\s*(?:里|中|下|里面|下面|底下)(?:的|那个|这个|那|有个)\s*[a-z]+[A-Z]?\w*/,
  /\b[a-z]+(?:[A-Z][a-z]+)+\b (?:field |setting |key )?(?:in|inside|under|of) (?:the |a |my )?(?<whole>[a-z]+(?:[A-Z][a-z]+)+)\b/,
];
/** What a decimal number counts: as little as a whole one. */
const NUMBER = 0.5;
/** What a variable's own name counts beside other words. */
const BY_NAME = 1.8;
/** What the frame of a field counts beside the field. */
const FRAME = 0.4;

/** The share of a question's words, numbers aside, that no note and no topic beside them uses, 0 to 1. */
export function foreignShare(tokens: Token[]): number {
  const { idf } = podIndex();
  const words = tokens.filter((token) => !token.key.startsWith('~') && !/^\d/.test(token.key));
  const weight = (list: Token[]) => list.reduce((sum, token) => sum + token.weight, 0);
  return words.length === 0 ? 0 : weight(words.filter((token) => !idf.has(token.key))) / weight(words);
}

/** How many notes of the full-text search are looked at closely. */
const CANDIDATES = 40;
/** What a word counts that no note uses. */
const UNKNOWN = 0.6;

function middleOf(questions: Asked[]): { weights: Map<string, number>; norm: number } {
  const weights = new Map<string, number>();
  for (const question of questions)
    for (const [key, weight] of question.weights) weights.set(key, (weights.get(key) ?? 0) + weight / question.norm);
  return { weights, norm: normOf(weights) };
}

/** All questions of all notes by the words in them. */
interface Filed {
  byKey: Map<string, { question: Uint32Array; weight: Float64Array; root: Float64Array }>;
  norms: { words: number; pairs: number }[];
  /** The first question of each note, and behind the last note the count of all. */
  from: number[];
  /** By question, for the one that is looked up: the sum of the products of weights, and of those of words their roots and themselves. */
  sums: { dots: Float64Array; roots: Float64Array; squares: Float64Array };
}

function fileAway(asked: Asked[][]): Filed {
  const lists = new Map<string, { question: number[]; weight: number[] }>();
  const norms: Filed['norms'] = [];
  const from: number[] = [];
  for (const questions of asked) {
    from.push(norms.length);
    for (const { weights, norm, pairNorm } of questions) {
      for (const [key, weight] of weights) {
        const list = lists.get(key) ?? { question: [], weight: [] };
        lists.set(key, list);
        list.question.push(norms.length);
        list.weight.push(weight);
      }
      norms.push({ words: norm, pairs: pairNorm });
    }
  }
  from.push(norms.length);
  const byKey: Filed['byKey'] = new Map();
  for (const [key, { question, weight }] of lists)
    byKey.set(key, {
      question: Uint32Array.from(question),
      weight: Float64Array.from(weight),
      root: Float64Array.from(weight, Math.sqrt),
    });
  const zeros = (): Float64Array => new Float64Array(norms.length);
  return { byKey, norms, from, sums: { dots: zeros(), roots: zeros(), squares: zeros() } };
}

/**
 * Cosine of a question with every question of the notes; a note's likeness is that of its nearest one. What it returns holds
 * until the next call.
 */
function likenesses(own: Asked, filed: Filed): (id: number) => { words: number; pairs: number } {
  const { dots, roots, squares } = filed.sums;
  for (const sums of [dots, roots, squares]) sums.fill(0);
  for (const [key, weight] of own.weights) {
    const list = filed.byKey.get(key);
    if (!list) continue;
    const { question: questions, weight: weights, root: rootsThere } = list;
    const alone = key.startsWith('~');
    const root = Math.sqrt(weight);
    for (let at = 0; at < questions.length; at += 1) {
      const question = questions[at]!;
      const product = weight * weights[at]!;
      dots[question]! += product;
      if (alone) continue;
      roots[question]! += root * rootsThere[at]!;
      squares[question]! += product;
    }
  }
  return (id) => {
    let words = 0;
    let pairs = 0;
    for (let at = filed.from[id]!; at < filed.from[id + 1]!; at += 1) {
      const dot = dots[at]!;
      if (dot === 0) continue;
      const norms = filed.norms[at]!;
      words = Math.max(words, dot / (own.norm * norms.words));
      const both = (PAIR * PAIR * (roots[at]! * roots[at]! - squares[at]!)) / 2;
      pairs = Math.max(pairs, (dot + both) / (own.pairNorm * norms.pairs));
    }
    return { words, pairs };
  };
}

function nearnessTo(own: Asked, middle: { weights: Map<string, number>; norm: number }): number {
  let dot = 0;
  for (const [key, weight] of own.weights) dot += weight * (middle.weights.get(key) ?? 0);
  return dot / (own.norm * middle.norm);
}

/** The share of the weights that a set of words knows. Pairs of characters support, they never accuse. */
function shareKnown(weights: Map<string, number>, known: (key: string) => number): number {
  let all = 0;
  let sum = 0;
  for (const [key, weight] of weights) {
    if (key.startsWith('~')) continue;
    all += weight;
    sum += weight * known(key);
  }
  return all > 0 ? sum / all : 0;
}

/** What each sign of a fit counts beside the others; fitted to the notes' own questions, each held against all others. */
const SIGNS = { pairs: 0.27, middle: 0.14, coverage: 0.24, passage: 0.07, fullText: 0.08 };
/** The score of what has no sign at all, so that they add up to one. */
const NO_SIGN = 0.2;

interface Ranked {
  own: Asked;
  /** Best first; `signs`: the score without what the words cover. */
  byHead: (Fit & { signs: number })[];
}

const byScore = (a: Fit, b: Fit): number => b.score - a.score;

/** The same tokens are asked for notes and for topics beside them. */
const ranked = new WeakMap<Token[], Ranked>();

function rankByHead(tokens: Token[], index: Index): Ranked {
  const before = ranked.get(tokens);
  if (before) return before;
  // Pairs of characters that no note knows say nothing, and an unknown word less than a known one.
  const own = askedOf(
    weigh(
      tokens
        .filter((token) => !token.key.startsWith('~') || index.idf.has(token.key))
        .map((token) => (index.idf.has(token.key) ? token : { ...token, weight: token.weight * UNKNOWN })),
      index.idf,
      index.rare,
    ),
  );
  const found = index.search
    .search([...own.weights.keys()].join('\n'), {
      boost: { questions: 1.3, terms: 1 },
      boostTerm: (term) => (term.startsWith('~') ? 0.2 : ASKING.has(term.slice(1)) ? 0.35 : 1),
    })
    .slice(0, CANDIDATES);
  const best = found[0]?.score ?? 1;
  const likenessOf = likenesses(own, index.filed);
  const byHead = found.map((result): Fit & { signs: number } => {
    const id = result.id as number;
    const { words, pairs } = likenessOf(id);
    const coverage = shareKnown(own.weights, (key) => (index.head[id]!.has(key) ? 1 : 0));
    const signs =
      NO_SIGN +
      SIGNS.pairs * pairs +
      SIGNS.middle * nearnessTo(own, index.middle[id]!) +
      SIGNS.fullText * (result.score / best);
    return { id, signs, score: signs + SIGNS.coverage * coverage, coverage, likeness: words };
  });
  const all = { own, byHead: byHead.sort(byScore) };
  ranked.set(tokens, all);
  return all;
}

/** Everything that fits the tokens of a question, the topics beside the notes among it, best first. */
function rank(tokens: Token[], limit: number): Fit[] {
  if (tokens.length === 0) return [];
  const index = podIndex();
  const { own, byHead } = rankByHead(tokens, index);
  return byHead
    .slice(0, limit)
    .map(({ id, signs, likeness }): Fit => {
      const paragraphs = index.body(id);
      const coverage = shareKnown(own.weights, (key) =>
        index.head[id]!.has(key) ? 1 : paragraphs.some((keys) => keys.has(key)) ? 0.6 : 0,
      );
      const passage = Math.max(
        0,
        ...paragraphs.map((keys) => shareKnown(own.weights, (key) => (keys.has(key) ? 1 : 0))),
      );
      return { id, score: signs + SIGNS.coverage * coverage + SIGNS.passage * passage, coverage, likeness };
    })
    .sort(byScore);
}

/** The notes that fit the tokens of a question, best first, at most `limit`. */
export function retrieve(tokens: Token[], limit = 6): Hit[] {
  const { notes } = podIndex();
  return rank(tokens, limit + 2)
    .flatMap((fit) => (notes[fit.id] ? { ...fit, note: notes[fit.id]! } : []))
    .slice(0, limit);
}

/** The topic beside the notes that a question is nearer to than to any note, or null. */
export function askedElsewhere(tokens: Token[]): Elsewhere | null {
  const { notes, elsewhere } = podIndex();
  const best = rank(tokens, 3)[0];
  return best && best.likeness > 0.4 ? (elsewhere[best.id - notes.length] ?? null) : null;
}
