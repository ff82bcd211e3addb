import { loadKnowledge } from '../../knowledge/load.ts';
import type { Misconception } from '../../knowledge/note.ts';
import { clausesAround, lineAt, type Span, sentencesOf } from '../../language/sentences.ts';
import { allFacts, contradicted, type FactIndex } from './claims/facts.ts';
import { isSpecific, type Topics } from './claims/frame.ts';
import { claimsNothing } from './claims/hedge.ts';
import { lexicon } from './claims/lexicon.ts';
import { type Reading, readSentence } from './claims/reading.ts';
import { Pieces } from './pieces.ts';
import { expandClasses } from './wordings.ts';

/** A wrong claim found in a text. */
export interface Claim {
  /** Id of the misconception. */
  id: string;
  quote: string;
  start: number;
  end: number;
  /** Line of the text, from 1. */
  line: number;
  /** The frame of the fact that shows it. */
  frame?: string;
}

interface Compiled {
  entry: Misconception;
  /** Any of these; the expressions of one must all be found, in any order, near each other. */
  match: RegExp[][];
  unless: RegExp[];
}

/** What is said of one thing stands this near together. */
const NEAR_CHARS = 150;

let compiled: Compiled[] | undefined;

/** Compiles the patterns of a misconception: over folded text, case already gone. */
export function compileMisconception(entry: Misconception): Compiled {
  const compile = (pattern: string) => new RegExp(expandClasses(pattern), 'u');
  return {
    entry,
    match: entry.match.map((pattern) => pattern.split(' && ').map(compile)),
    unless: entry.unless.map(compile),
  };
}

function all(): Compiled[] {
  compiled ??= loadKnowledge('pod-misconceptions').map(compileMisconception);
  return compiled;
}

interface Filed {
  pieces: Pieces;
  /** For each pattern the misconception it belongs to. */
  owners: Compiled[];
  patterns: RegExp[][];
}

const filed = new WeakMap<Compiled[], Filed>();

/** Misconceptions by what a sentence must contain for one of their patterns to match. */
function filedOf(entries: Compiled[]): Filed {
  let known = filed.get(entries);
  if (!known) {
    const patterns = entries.flatMap(({ match }) => match);
    known = {
      pieces: new Pieces(patterns.map((all) => all.map(({ source }) => source))),
      owners: entries.flatMap((entry) => entry.match.map(() => entry)),
      patterns,
    };
    filed.set(entries, known);
  }
  return known;
}

/** A text folded for matching, and for each of its characters where it came from. */
interface Folded {
  text: string;
  from: number[];
}

const HAN = /[\p{Script=Han}，。；：、！？（）]/u;

function foldWithMap(text: string): Folded {
  let folded = '';
  const from: number[] = [];
  let at = 0;
  for (const character of text) {
    if (/[a-z0-9,.'-]/.test(character)) {
      folded += character;
      from.push(at);
      at += 1;
      continue;
    }
    const plain = character
      .normalize('NFKC')
      .toLowerCase()
      .replace(/[‘’]/g, "'")
      .replace(/[“”「」『』]/g, '"')
      .replace(/[`*\u200b-\u200f\ufeff]/g, '')
      .replace(/\s+/g, ' ');
    const han = HAN.test(plain);
    if (han && folded.endsWith(' ')) {
      folded = folded.slice(0, -1);
      from.pop();
    }
    // Between Chinese and Latin some write a space and some do not.
    const idle = plain === ' ' && (folded === '' || folded.endsWith(' ') || HAN.test(folded.at(-1)!));
    if (!idle) {
      folded += plain;
      for (let index = 0; index < plain.length; index += 1) from.push(at);
    }
    at += character.length;
  }
  return { text: folded, from };
}

/** Says no to nothing that is claimed: "a Pod without a controller", "no matter how". */
const NO_NEGATION =
  /没有(?:任何)?控制器|没有(?:人|谁)管|(?:without|has no|with no) (?:a |any )?controllers?|\bno controllers?\b|\bnot only\b|\bno matter\b|\bno later than\b|不仅仅?|不只是?|不但|不管|不论|无论|不同|不久/g;

const PRONOUN =
  /^(?:它们?|他们?|其|这种(?:容器|卷|探针|方式|pod)?|这类(?:容器|卷|探针|方式|pod)?|该(?:容器|卷|探针|方式|pod|字段)|此(?:容器|卷|时)|two of them|it|they|these|this(?! (?:means|implies|allows|ensures|makes|lets|is because|is why))|both|such (?:containers?|volumes?|probes?|pods?))(?=[\s一-龥])/;
/** A pronoun further on in a sentence: "you can give them probes". */
const INNER_PRONOUN = /\bthem\b|它们?/;
/** Subjects that a sentence without a noun of its own may well have left behind. */
const TOO_WIDE = /^(?:secrets?|services?|容器|containers?|pods?|jobs?|hostpath.*|networkpolic.*|网络策略)$/;
/** What a sentence can be about, for the pronoun that follows it. */
const SUBJECT =
  /init[- ]?(?:容器|containers?)|初始化容器|(?:原生 ?)?sidecar(?: ?容器| containers?|s)?|边车(?:容器)?|临时容器|ephemeral containers?|(?:liveness|readiness|startup) ?(?:probes?|探针)|(?:存活|就绪|启动)探针|emptydirs?|hostpath(?: 卷| volumes?)?|config ?maps?|secrets?|静态 ?pods?|static pods?|(?:deployment|replicaset|statefulset|daemonset|cronjob|job)s?|services?|besteffort(?: pods?)?|guaranteed(?: pods?)?|burstable(?: pods?)?|pause ?(?:容器|containers?)|(?:pod)?disruptionbudgets?|pdbs?|污点|taints?|容忍度?|tolerations?|node ?selector|persistentvolume(?:claim)?s?|pvc|prestop(?: hooks?| 钩子)?|poststart(?: hooks?| 钩子)?|networkpolic(?:y|ies)|网络策略|service ?accounts?|kubelet|kube-scheduler|调度器|容器|containers?|pods?/;

function subjectOf(sentence: string): string | null {
  return SUBJECT.exec(sentence)?.[0] ?? null;
}

/** The part of a folded sentence that a rule's exceptions are looked for in: the claim and the clause before it. */
function surroundings(folded: string, start: number, end: number): string {
  let from = Math.max(0, start - 1);
  while (from > 0 && !/[,，;；:：(（]/.test(folded[from - 1]!)) from -= 1;
  const before = from < start ? from : clausesAround(folded, Math.max(0, start - 2), Math.max(0, start - 2)).start;
  return folded.slice(Math.min(before, start), end);
}

/** Where all expressions of a pattern are found, from the first to the last; null where one is not, or is far away. */
function spanOf(pattern: RegExp[], text: string): { start: number; end: number } | null {
  let start = text.length;
  let end = 0;
  for (const expression of pattern) {
    const found = expression.exec(text);
    if (!found) return null;
    start = Math.min(start, found.index);
    end = Math.max(end, found.index + found[0].length);
  }
  return end - start <= NEAR_CHARS ? { start, end } : null;
}

function better(a: Claim, b: Claim): Claim {
  if ((a.frame === undefined) !== (b.frame === undefined)) return a.frame === undefined ? b : a;
  return a.end - a.start >= b.end - b.start ? a : b;
}

/** What texts are checked against: by default everything that is known, else only what is given. */
export interface Checks {
  entries?: Compiled[];
  facts?: FactIndex;
  sentences?: Span[];
}

/**
 * The wrong claims of a text, in its order, each with the clause that makes it.
 * A sentence is read alone, with the subject of the sentence above put in for a pronoun it begins with.
 */
export function findClaims(text: string, checks: Checks = {}): Claim[] {
  const given = checks.entries !== undefined || checks.facts !== undefined;
  const entries = checks.entries ?? (given ? [] : all());
  const facts = checks.facts ?? (given ? new Map() : allFacts());
  const sentences = checks.sentences ?? sentencesOf(text);
  const claims: Claim[] = [];
  let topics: Topics = { mentions: [] };
  let subject: string | null = null;
  let before = '';
  for (const [index, sentence] of sentences.entries()) {
    const { text: folded, from } = foldWithMap(sentence.text);
    const next = sentences[index + 1] ? foldWithMap(sentences[index + 1]!.text.slice(0, 120)).text : '';
    const gap = index > 0 ? text.slice(sentences[index - 1]!.end, sentence.start) : '\n';
    const sameParagraph = !gap.includes('\n');
    // Below a heading the text goes on about what the heading names.
    if (!sameParagraph && /[。.!！;；]["'”’）)]?$/.test(before)) topics = { mentions: [] };
    const reading = facts.size > 0 ? readSentence(sentence.text, lexicon()) : null;
    if (!claimsNothing(folded, before, next)) {
      if (reading) claims.push(...againstFacts(text, sentence, reading, facts, topics));
      const leaning = { prefix: prefixOf(folded, subject, sameParagraph), folded };
      claims.push(...matchedBy(entries, text, sentence, leaning, from));
    }
    subject = PRONOUN.test(folded) ? subject : (subjectOf(folded) ?? subject);
    if (reading) topics = topicsAfter(reading, topics);
    before = folded;
  }
  return withoutOverlaps(claims);
}

/** "They ...", "give them ..." and a sentence without any noun of its own go on about the same thing. */
function prefixOf(folded: string, subject: string | null, sameParagraph: boolean): string {
  const nameless = sameParagraph && subject !== null && !TOO_WIDE.test(subject) && subjectOf(folded) === null;
  const leans = PRONOUN.test(folded) || INNER_PRONOUN.test(folded) || nameless;
  return leans && subject ? `${subject}${HAN.test(folded[0]!) ? '' : ' '}` : '';
}

function topicsAfter(reading: Reading, topics: Topics): Topics {
  const things = reading.clauses.flatMap((clause) => clause.mentions.filter(({ sort }) => sort === 'thing'));
  return things.some(isSpecific) || topics.mentions.length === 0 ? { mentions: things } : topics;
}

function claimAt(text: string, id: string, start: number, end: number): Claim {
  const quote = text
    .slice(start, end)
    .trim()
    .replace(/[。.;；,，:：]$/, '');
  return { id, quote, start, end, line: lineAt(text, start) };
}

/** A shorter clause says too little by itself: it is quoted with the one before it. */
const QUOTE_CHARS = { han: 7, latin: 22 };

function againstFacts(text: string, sentence: Span, reading: Reading, facts: FactIndex, topics: Topics): Claim[] {
  const claims: Claim[] = [];
  for (const [at, clause] of reading.clauses.entries()) {
    const [found] = contradicted(facts, reading, at, topics);
    if (!found) continue;
    const words = sentence.text.slice(clause.start, clause.end);
    const short = words.length < (/\p{Script=Han}/u.test(words) ? QUOTE_CHARS.han : QUOTE_CHARS.latin);
    const start = short && at > 0 ? reading.clauses[at - 1]!.start : clause.start;
    claims.push({
      ...claimAt(text, found.id, sentence.start + start, sentence.start + clause.end),
      frame: found.frame,
    });
  }
  return claims;
}

function matchedBy(
  entries: Compiled[],
  text: string,
  sentence: Span,
  { prefix, folded }: { prefix: string; folded: string },
  from: number[],
): Claim[] {
  const claims: Claim[] = [];
  const whole = prefix + folded;
  const { pieces, owners, patterns } = filedOf(entries);
  let done: Compiled | null = null;
  for (const number of pieces.candidates(whole)) {
    const owner = owners[number]!;
    if (owner === done) continue;
    const found = spanOf(patterns[number]!, whole);
    if (!found) continue;
    const start = Math.max(0, found.start - prefix.length);
    const end = Math.max(start + 1, found.end - prefix.length);
    const clause = clausesAround(folded, Math.min(start, folded.length), Math.min(end, folded.length));
    const context = (prefix + surroundings(folded, clause.start, clause.end)).replace(NO_NEGATION, ' ');
    if (owner.unless.some((exception) => exception.test(context))) continue;
    const quoteStart = sentence.start + (from[clause.start] ?? 0);
    const quoteEnd = sentence.start + (from[clause.end] ?? sentence.text.length);
    claims.push(claimAt(text, owner.entry.id, quoteStart, quoteEnd));
    done = owner;
  }
  return claims;
}

/** Of two claims about the same words that of a fact stays, which quotes one clause; else the one that quotes more, of equals the first. */
function withoutOverlaps(claims: Claim[]): Claim[] {
  const kept: Claim[] = [];
  for (const claim of claims) {
    const other = kept.findIndex((known) => claim.start < known.end && known.start < claim.end);
    if (other < 0) kept.push(claim);
    else kept[other] = better(kept[other]!, claim);
  }
  return kept.sort((a, b) => a.start - b.start);
}
