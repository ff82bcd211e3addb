import { placeOf } from './number-words.ts';
import { KINDS, type Kind, LEANS_BACK, MOMENT, POINTS_ON } from './passage-kinds.ts';
import { countsIn, keysOf, kin, missingIn, qualifierAbsent, sameVerb, saysIt } from './passage-words.ts';
import type { Span } from './sentences.ts';
import { tokensOf } from './terms.ts';

/** What a text says in reply to a question. */
export interface Passage {
  /** Sentences of the text, in its order. */
  spans: Span[];
  /** 0 to 1: how much of the question these sentences speak of. */
  confidence: number;
  /** Things the question names that the text never does. */
  missing: string[];
}

/** "第三项", "the third one": a point of a list above by its number. */
const POINT =
  /第([一二三四五六七八九])(?:项|条|点|个)|\bthe (first|second|third|fourth|fifth) (?:one|item|point|action|step|measure)\b/i;
const HAN_DIGITS = '一二三四五六七八九';

/** The point of the text's own list that a sentence speaks of by its number. */
function pointMeant(text: string, statements: readonly Span[]): Span | undefined {
  const match = POINT.exec(text);
  if (!match) return undefined;
  const number = placeOf(match[1] ?? match[2]!);
  const begins = new RegExp(`(?:^|[：:；;，,]\\s*)(?:${HAN_DIGITS[number - 1]}、|\\(?${number}[.)、）]\\s?)`);
  return statements.find((span) => span.text !== text && begins.test(span.text));
}

/** Below this it is not clear which sentence is meant: the next best is quoted too. */
const UNSURE = 0.6;
/** The sentences speak of the matter, but not of what is asked about it. */
const NO_ANSWER = 0.35;
/** Verbs that name nothing. */
const GENERIC =
  /^(?:原因|根本|reason|caus\w*|发生|出现|开始|happen\w*|do|did|begin|start|began|they|做的?|改的?|=update|=start|迁移|notic\w*)$/;

/** Where no length is told: the moments that it lies between. */
function momentsFor(question: string, statements: Span[]): Span[] | null {
  if (!/多久|多长|\bhow long\b/i.test(question)) return null;
  const moments = statements.filter(({ text }) => CLOCK.test(text));
  return moments.length > 0 && moments.length <= 5 ? moments : null;
}

const CLOCK = /(?<![\d:])\d{1,2}:\d\d(?!\d)/;

/** The time between the two moments that sentences tell, in minutes; null where they tell more or fewer. */
export function minutesBetween(texts: string[]): { from: string; to: string; minutes: number } | null {
  const clocks = [...new Set(texts.flatMap((text) => text.match(new RegExp(CLOCK, 'g')) ?? []))];
  if (clocks.length !== 2) return null;
  const [from, to] = clocks as [string, string];
  const minutesOf = (clock: string): number => Number(clock.split(':')[0]) * 60 + Number(clock.split(':')[1]);
  const minutes = minutesOf(to) - minutesOf(from);
  return minutes > 0 ? { from, to, minutes } : null;
}

/** Clauses of one list that are quoted together. */
const LIST_CLAUSES = 5;

/** A number, in digits or in words. */
const FIGURE =
  /\d|[一二两三四五六七八九十百千万]+ ?(?:个|台|次|种|条|人|倍|成)|\b(?:no|none|nothing|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|twenty|hundred|thousand)\b/i;

/** Sentences that are looked at. */
const LOOKED_AT = 2_000;
/** What is the most of all is for the reader to see. */
const SUPERLATIVE =
  /最[多少大小长短高低快慢]|\b(?:most|fewest|least|highest|lowest|largest|biggest|smallest|longest|shortest|fastest|slowest)\b/i;
const ASKS_FOR_THE_END =
  /最后(?:一|说|提|总结|的(?:话|结论|建议))|结尾|结论|总结(?:说|里|部分)|\b(?:last|final) (?:sentence|point|line|paragraph|advice)\b|\bconclu|\bend(?:s)? with\b/i;

/** A question and a text, taken apart. */
interface Looked {
  statements: Span[];
  /** The words of each sentence. */
  sentences: Set<string>[];
  /** The words of the question, each with its weight. */
  asked: Map<string, number>;
  kinds: Kind[];
  /** What sharing a word of the question is worth. */
  worth(key: string, weight: number): number;
}

/** The sentences that share most with a question, by their places; -1 where there is none. */
interface Best {
  best: number;
  score: number;
  /** Of the question's words, the share that the best one speaks of. */
  share: number;
  second: number;
  secondScore: number;
}

function bestIn({ statements, sentences, asked, kinds, worth }: Looked): Best {
  let total = 0;
  for (const [key, weight] of asked) if (!key.startsWith('~')) total += worth(key, weight);
  const found: Best = { best: -1, score: 0, share: 0, second: -1, secondScore: 0 };
  for (const [index, keys] of sentences.entries()) {
    const { text } = statements[index]!;
    let shared = 0;
    let share = 0;
    for (const [key, weight] of asked) {
      // The neighbours lend a little: "it" and "this" point at them.
      const here = keys.has(key)
        ? 1
        : kin(key, keys) || saysIt(key, text) || sameVerb(key, text)
          ? 0.8
          : (sentences[index - 1]?.has(key) ?? false)
            ? 0.45
            : 0;
      if (here === 0) continue;
      shared += worth(key, weight) * here;
      if (!key.startsWith('~')) share += worth(key, weight) * here;
    }
    const fits = kinds.filter((kind) => kind.found.test(text));
    const telling = fits.some((kind) => kind.tells === true);
    if (shared === 0 && !telling) continue;
    const score = shared * (1 + 0.35 * fits.length) + (telling ? 0.8 : 0);
    if (score > found.score) {
      [found.second, found.secondScore] = [found.best, found.score];
      [found.best, found.score] = [index, score];
      found.share = Math.max(total > 0 ? share / total : 0, telling ? 0.4 : 0);
    } else if (score > found.secondScore) [found.second, found.secondScore] = [index, score];
  }
  return found;
}

/** Whether the question names a thing, and does not only ask when or why. */
const namesSomething = ({ asked }: Looked): boolean =>
  [...asked].some(([key, weight]) => weight >= 0.8 && !GENERIC.test(key));

/** Nothing of the question's words, but a sentence of the kind that is asked for: the nearest there is. */
function byKind(looked: Looked, missing: string[]): Passage | null {
  const { statements, kinds } = looked;
  const fits = (text: string): number => kinds.filter((kind) => kind.found.test(text)).length;
  const most = Math.max(0, ...statements.slice(0, LOOKED_AT).map(({ text }) => fits(text)));
  const best = most === 0 ? -1 : statements.findIndex(({ text }) => fits(text) === most);
  if (best < 0) return missing.length > 0 ? { spans: [], confidence: 0, missing } : null;
  // "When was that?" names nothing: the first that tells a time is meant.
  const alone = kinds.find((kind) => kind.alone === true && kind.found.test(statements[best]!.text));
  const moment =
    alone && /when|时候/.test(alone.asked.source) ? statements.findIndex(({ text }) => MOMENT.test(text)) : -1;
  return {
    spans: [statements[moment >= 0 ? moment : best]!],
    confidence: alone && !namesSomething(looked) ? 0.45 : 0.2,
    missing,
  };
}

/** From where to where to quote around the best sentence. */
function around({ statements, kinds }: Looked, best: number): [from: number, to: number] {
  const span = statements[best]!;
  let from = best;
  let to = best;
  if (POINTS_ON.test(span.text) || span.text.length < 18) to = Math.min(statements.length - 1, best + 2);
  // A list of things, parted by semicolons, is one answer.
  while (/[;；]$/.test(statements[to]!.text) && to < statements.length - 1 && to - from < LIST_CLAUSES) to += 1;
  if (LEANS_BACK.test(span.text)) from = Math.max(0, best - 1);
  const fits = (index: number): boolean => kinds.some((kind) => kind.found.test(statements[index]?.text ?? ''));
  if (kinds.length > 0 && ![...Array(to - from + 1).keys()].some((step) => fits(from + step))) {
    // "It was put off. The reason is ...": the answer stands beside the sentence that names the matter.
    if (fits(to + 1)) to += 1;
    else if (kinds.some((kind) => kind.alone === true) && fits(to + 2)) to += 2;
    else if (from > 0 && fits(from - 1)) from -= 1;
  }
  return [from, to];
}

/**
 * Finds the sentences of a text that answer a question about it.
 * @param title counts as known to every sentence: "the value of Pods" in an article called "Pods"
 * @returns null where no sentence speaks of what was asked
 */
export function findPassage(question: string, statements: Span[], title: string | null = null): Passage | null {
  const asked = keysOf(
    tokensOf(question.replace(/\broot cause\b|根本原因|根因/gi, (text) => (/[a-z]/i.test(text) ? 'reason' : '原因'))),
  );
  const first = statements.slice(0, LOOKED_AT);
  const sentences = first.map(({ text }) => new Set(tokensOf(text).map((token) => token.key)));
  const known = new Set(title ? tokensOf(title).map((token) => token.key) : []);
  const frequency = new Map<string, number>();
  for (const keys of sentences) for (const key of keys) frequency.set(key, (frequency.get(key) ?? 0) + 1);
  const rarity = (key: string) => Math.log(1 + sentences.length / (frequency.get(key) ?? 0.5));
  const whole = first
    .map(({ text }) => text)
    .join('\n')
    .toLowerCase();
  const named = new Map([...frequency, ...[...known].map((key) => [key, 1] as const)]);
  const missing = missingIn(question, asked, named, whole);
  // "What is the reason" asks why, and for no definition.
  const kindAsked = question.replace(/(原因|根因|\broot cause|\breason)(?:到底|究竟)?(?:是什么|是啥|是多少)/i, '$1');
  const kinds = KINDS.filter((kind) => kind.asked.test(kindAsked));
  const looked: Looked = {
    statements,
    sentences,
    asked,
    kinds,
    worth: (key, weight) => weight * (known.has(key) ? 0.3 : 1) * Math.min(rarity(key), 2.2),
  };
  // The sentences with figures, side by side.
  if (SUPERLATIVE.test(question) && !statements.some(({ text }) => SUPERLATIVE.test(text))) {
    const figures = statements.filter(({ text }) => FIGURE.test(text));
    if (figures.length >= 2 && figures.length <= 5) return { spans: figures, confidence: 0.5, missing };
  }
  if (ASKS_FOR_THE_END.test(question) && statements.length > 0)
    return { spans: statements.slice(-1), confidence: 0.6, missing };
  const { best, score, share, second, secondScore } = bestIn(looked);
  if (best < 0) {
    const moments = momentsFor(question, statements);
    return moments ? { spans: moments, confidence: NO_ANSWER, missing } : byKind(looked, missing);
  }
  const [from, to] = around(looked, best);
  const spans = statements.slice(from, to + 1);
  const found = (kind: Kind): boolean => spans.some(({ text }) => kind.found.test(text));
  const told = !namesSomething(looked) && kinds.some((kind) => kind.alone === true && found(kind));
  const confidence = Math.max(told ? 0.45 : 0, Math.min(1, share * (kinds.some(found) ? 1.15 : 0.9)));
  // Two sentences that say as much of it: which one is meant is for the reader to see.
  if (
    second >= 0 &&
    (second < from || second > to) &&
    secondScore >= (confidence < UNSURE ? 0.4 : 0.7) * score &&
    spans.length < 3
  )
    spans[second < from ? 'unshift' : 'push'](statements[second]!);
  const point = spans.length < 4 ? pointMeant(spans.map((one) => one.text).join(' '), statements) : undefined;
  if (point && !spans.includes(point)) spans.unshift(point);
  const unanswered =
    kinds.some((kind) => kind.must === true && !found(kind)) ||
    qualifierAbsent(question, whole) ||
    !countsIn(question, spans);
  if (!unanswered) return { spans, confidence, missing };
  return {
    spans: momentsFor(question, statements) ?? spans,
    confidence: Math.min(confidence, NO_ANSWER),
    missing,
  };
}
