import { lineAt, type Span, sentencesOf } from '../../language/sentences.ts';
import { allFacts, type Contradiction, contradicted, type FactIndex } from './claims/facts.ts';
import type { Frame } from './claims/frame.ts';
import { isSupposition } from './claims/hedge.ts';
import { type Clause, isSpecific, type Mention, type Reading } from './claims/reading.ts';
import { placeOf, type Statement, statementsOf } from './claims/statements.ts';
import {
  isKnownRight,
  isLikeRightOnes,
  isNearerRight,
  isUnlikely,
  likenessOf,
  likestOf,
  surenessOf,
} from './likeness/alike.ts';

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

function better(a: Claim, b: Claim): Claim {
  if ((a.frame === undefined) !== (b.frame === undefined)) return a.frame === undefined ? b : a;
  return a.end - a.start >= b.end - b.start ? a : b;
}

/** What a text is checked against: by default everything that is known, else only these facts. */
export interface Checks {
  facts?: FactIndex;
  sentences?: Span[];
  /** How many sentences the whole text has that this is a part of; without it, those of this text. */
  among?: number;
}

/** Up to here a text is no long one, and from there on a longer one makes no difference. */
const LONG_SENTENCES = 30;
const LONGEST_SENTENCES = 200;
/** How sure a frame's find must be, and how much surer where a long text is e times as long. */
const SURE = 4.2;
const SURER_WHEN_LONG = 1.2;
/** With so much more it is plain, whatever right sentences are near. */
const PLAIN = 4.3;
/** The same for what is only like a known sentence. */
const NEARER_WHEN_LONG = 1.1;

/** The more sentences there are, the more can be misread, while most of a long text is true: the same evidence is worth less there. */
const lengthOf = (sentences: number): number =>
  Math.max(0, Math.log(Math.min(sentences, LONGEST_SENTENCES) / LONG_SENTENCES));

/** The wrong claims of a text, in its order, each with the clause that makes it. */
export function findClaims(text: string, checks: Checks = {}): Claim[] {
  const facts = checks.facts ?? allFacts();
  const claims: Claim[] = [];
  const sentences = checks.sentences ?? sentencesOf(text);
  const length = lengthOf(checks.among ?? sentences.length);
  for (const statement of statementsOf(text, sentences)) {
    if (statement.claimsNothing) continue;
    const judged = (said: Statement): Found[] => {
      const found = againstFacts(text, said, facts);
      return checks.facts ? found : weighed(found, text, said, length);
    };
    let found = judged(statement);
    // "It", read as what it means, is looked at where the sentence by itself shows nothing.
    if (found.length === 0 && statement.resolved) found = judged({ ...statement, reading: statement.resolved });
    claims.push(...found.map(({ by: _, said: __, ...claim }) => claim));
  }
  return withoutOverlaps(claims);
}

function claimAt(text: string, id: string, start: number, end: number): Claim {
  const quote = text
    .slice(start, end)
    .trim()
    .replace(/[。.;；,，:：]$/, '');
  return { id, quote, start, end, line: lineAt(text, start) };
}

/** A shorter clause says too little by itself, and so does one about "these two": it is quoted with the one before it. */
const QUOTE_CHARS = { han: 7, latin: 22 };

/** A claim, and the frame that found it. */
interface Found extends Claim {
  by?: Frame;
  /** Where in what the statement says. */
  said: { start: number; end: number };
}

/** In the row of a table a claim is quoted to the end of its cell. */
function cellEnd(words: string, end: number): number {
  const bar = /^\s*\|/.test(words) ? words.indexOf('|', end - 1) : -1;
  return Math.max(end, bar);
}

function againstFacts(text: string, statement: Statement, facts: FactIndex): Found[] {
  const { words: all, reading, topics, claimsFrom, refusedUntil } = statement;
  const claims: Found[] = [];
  for (const [at, clause] of reading.clauses.entries()) {
    if (clause.end <= claimsFrom || clause.start < refusedUntil || onlySupposes(reading, at, all)) continue;
    const found = plainest(contradicted(facts, reading, at, topics), reading, clause, all);
    // The same once more in one sentence is the same claim.
    if (!found || claims.some(({ id }) => id === found.id)) continue;
    const words = all.slice(clause.start, clause.end);
    const short = words.length < (/\p{Script=Han}/u.test(words) ? QUOTE_CHARS.han : QUOTE_CHARS.latin);
    const leans = short || clause.mentions[0]?.concepts.has('pronoun') === true;
    const before = leans ? reading.clauses[at - 1] : undefined;
    const start = before && (short || !isLeadIn(before, all)) ? before.start : clause.start;
    claims.push({
      ...claimAt(text, found.id, ...placeOf(statement, start, cellEnd(all, clause.end))),
      said: { start: clause.start, end: clause.end },
      frame: found.frame.source,
      by: found.frame,
    });
  }
  return claims;
}

/** What follows from something, in the very clause that supposes it. */
const FOLLOWS = /[就会则都也将才便要能可]/;
/** "If the operator is Exists, ...", "如果 operator 的值是 Exists，…": what is said of it comes behind. */
const SUPPOSES = /^[^\p{Script=Han}\w]*(?:如果|如若|若是?|假如|假设|倘若)/u;

/** "Unless X is set": when something does not hold. */
const EXCEPTS = /^[^\p{Script=Han}\w]*(?:unless\b|除非)/iu;

/** True for a clause that supposes something and leaves what follows from it to the next one. */
function onlySupposes({ clauses }: Reading, at: number, words: string): boolean {
  if (
    EXCEPTS.test(words.slice(clauses[at]!.start, clauses[at]!.end)) &&
    !/[,，]/.test(words.slice(clauses[at]!.start, clauses[at]!.end - 1))
  )
    return true;
  const next = clauses[at + 1];
  if (!next || next.subordinate) return false;
  const supposed = SUPPOSES.exec(words.slice(clauses[at]!.start, clauses[at]!.end));
  return supposed !== null && !FOLLOWS.test(words.slice(clauses[at]!.start + supposed[0].length, clauses[at]!.end));
}

/** Before a colon so little is a label. */
const LABEL_CHARS = 8;
/** With these alone a clause only says that something else comes now. */
const LEADS_IN = ['is-a', 'differ', 'different', 'same'];

/** "Secrets are a different story: ...": nothing is said yet before the colon. */
function isLeadIn({ start, end, mentions, numbers }: Clause, words: string): boolean {
  if (!/[:：]\s*$/.test(words.slice(start, end))) return false;
  if (end - start <= LABEL_CHARS) return true;
  const leads = ({ sort, concepts }: Mention): boolean =>
    sort !== 'act' || LEADS_IN.some((concept) => concepts.has(concept));
  return numbers.length === 0 && mentions.every(leads);
}

/** Of several facts that a clause speaks against, that whose known wrong sentences it is most like, else the one whose frame says most. */
function plainest(found: Contradiction[], reading: Reading, clause: Clause, all: string): Contradiction | undefined {
  const ids = [...new Set(found.map(({ id }) => id))];
  if (ids.length < 2) return found[0];
  const words = all.slice(clause.start, clause.end);
  const likest = likestOf({ ...reading, clauses: [clause] }, words, ids) ?? likestOf(reading, all, ids);
  return found.find(({ id }) => id === likest) ?? found[0];
}

/** What a sentence is like counts as well: it finds what neither a frame nor a pattern takes, and overrules them. */
function weighed(found: Found[], text: string, statement: Statement, length: number): Found[] {
  const { reading, words, before } = statement;
  const kept = found.filter((claim) => {
    if (isSupposition(claim.quote)) return false;
    const there = { ...claim.said, ...(claim.by ? { frame: claim.by } : {}) };
    if (isLikeRightOnes(reading, words, there)) return false;
    const needed = SURE + SURER_WHEN_LONG * length;
    const sure = surenessOf(reading, words, there, before, claim.id);
    // One word of a right sentence changed, who does it: the right one is near, and so are wrong ones.
    if (sure >= PLAIN + needed) return true;
    return sure >= needed && !isUnlikely(reading, words, there, before);
  });
  return [...kept, ...likeWrongOnes(kept, text, statement, NEARER_WHEN_LONG * length)];
}

/** A stretch of a sentence that may make a claim of its own, its clauses from one to another. */
interface Stretch {
  from: number;
  to: number;
}

/** So many clauses say one thing, at most. */
const STRETCH_CLAUSES = 3;

/** The whole sentence, and of one with many clauses each few that stand together. */
function stretchesOf(count: number): Stretch[] {
  const stretches: Stretch[] = [{ from: 0, to: count }];
  for (let length = Math.min(STRETCH_CLAUSES, count - 1); length > 0; length -= 1)
    for (let from = 0; from + length <= count; from += 1) stretches.push({ from, to: from + length });
  return stretches;
}

/** A row with more cells than these says several things, of each of which only its cells tell. */
const CELLS = 4;

/** A part of a sentence must be so much surer than a whole one: it is tried more often. */
const SURER = 0.5;

/** The stretches of a sentence that are like sentences known to be wrong, the likest first and none twice. */
function likeWrongOnes(found: Found[], text: string, statement: Statement, needed: number): Found[] {
  const { words: all, reading, before, claimsFrom, refusedUntil } = statement;
  const { clauses } = reading;
  if (isKnownRight(reading, all)) return [];
  const likes: { claim: Found; ahead: number }[] = [];
  for (const { from, to } of stretchesOf(clauses.length)) {
    const whole = from === 0 && to === clauses.length;
    const part: Reading = whole ? reading : { ...reading, clauses: clauses.slice(from, to) };
    if (leadsOn(part.clauses, clauses[to], all) || onlyLeadsIn(part.clauses, statement)) continue;
    if (whole && clauses.length > CELLS && /^\s*\|/.test(all)) continue;
    const start = from === 0 ? 0 : clauses[from]!.start;
    const end = to === clauses.length ? all.length : clauses[to - 1]!.end;
    if (end <= claimsFrom || start < refusedUntil) continue;
    if (found.some(({ said }) => said.start < end && start < said.end)) continue;
    const words = all.slice(start, end);
    if (isSupposition(words)) continue;
    const elsewhere = whole ? [] : clauses.flatMap(({ mentions }) => mentions);
    const missing = missingSubject(reading, from, to, before);
    const asIs = whole || missing === null ? [[]] : [];
    const leaning = missing?.length ? missing : whole && !isNearerRight(part, words) ? before : [];
    for (const about of [...asIs, ...(leaning.length > 0 ? [leaning] : [])]) {
      const like = likenessOf(part, words, about, [...(reading.pronoun ? before : []), ...elsewhere]);
      const least = whole ? 0 : SURER;
      if (!like || like.score < least || like.near < needed || found.some(({ id }) => id === like.against)) continue;
      const claim = claimAt(text, like.against, ...placeOf(statement, start, cellEnd(all, end)));
      likes.push({ claim: { ...claim, said: { start, end } }, ahead: like.ahead });
    }
  }
  const kept: Found[] = [];
  for (const { claim } of likes.sort((a, b) => b.ahead - a.ahead)) {
    const others = kept.filter((other) => claim.start < other.end && other.start < claim.end);
    const [other] = others;
    if (!other) kept.push(claim);
    // The same, with the clause that leads to it.
    else if (others.length === 1 && other.id === claim.id && isPart(other, claim))
      kept.splice(kept.indexOf(other), 1, claim);
  }
  return kept;
}

/** "To spread the replicas evenly, ...", "once a policy selects a Pod, ...": says nothing by itself, what it leads to does. */
function leadsOn(clauses: Clause[], next: Clause | undefined, words: string): boolean {
  const last = clauses.at(-1)!;
  // "..., so that after the crash": what then is so comes behind.
  if (next && isSupposition(words.slice(last.start, last.end).replace(/[，,]$/, ''))) return true;
  return clauses.every(
    ({ purpose, subordinate }) => purpose || (subordinate && next !== undefined && !next.subordinate),
  );
}

const isPart = (part: Claim, whole: Claim): boolean => whole.start <= part.start && part.end <= whole.end;

/** "A bonus point: ...": of the answer to a question that stands before it, too. */
function onlyLeadsIn(clauses: Clause[], { words, answered }: Statement): boolean {
  const own = clauses.filter(({ start }) => start >= (answered?.asked ?? 0));
  return own.length > 0 && own.every((clause) => isLeadIn(clause, words));
}

/** What a stretch without a subject of its own is about: what the clauses before it name, else the sentences before; null where it names one. */
function missingSubject({ clauses }: Reading, from: number, to: number, before: Mention[]): Mention[] | null {
  if (clauses.slice(from, to).some(({ mentions }) => mentions.some(isSpecific))) return null;
  for (let at = from - 1; at >= 0; at -= 1) {
    const named = clauses[at]!.mentions.filter(isSpecific);
    if (named.length > 0) return named;
  }
  return before;
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
