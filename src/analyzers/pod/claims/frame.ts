import { conceptsFor, type Lexicon, type WholeLexicon } from './lexicon.ts';
import type { Count } from './numbers.ts';
import { type Clause, isSpecific, type Mention, type Reading } from './reading.ts';

/**
 * A frame is a wrong claim in concepts: `readiness fail : restart|kill -liveness`. Left of the colon what it is about,
 * which may stand in another clause of the sentence or in the sentence before; right of it what one clause says of it.
 *
 * - `a|b`     one of these (or a kind of one), affirmed; a thing that is there
 * - `!a|b`    one of these, denied; a thing that is missing; `a|!b`: a affirmed or b denied
 * - `~a|b`    either
 * - `-a|b`    none of these in the clause; `--a|b` none in the sentence; `-!a|b` none of these denied in the clause
 * - a word that is no concept's name is looked up in the lexicon, else it stands for itself; `=word` always does, in exactly this form
 * - `a then b` in this order; `a next b` right behind it
 * - `@5`      all that one clause says of it stands within five words
 * - `#s!=30`  a number of that unit, other than this; also `=`, `<`, `>` and bare `#s`
 */
export interface Frame {
  about: Term[];
  says: Term[];
  numbers: NumberTest[];
  notHere: string[];
  notThere: string[];
  notDenied: string[];
  source: string;
  /** So many words at most from the first to the last of what one clause says. */
  within: number;
  /** All concepts it affirms or denies: where it speaks of two rivals itself, neither displaces the other. */
  names: string[];
}

interface Term {
  any: string[];
  /** Alternatives that hold where they are denied: `keep|!change`. */
  denied: string[];
  polarity: 'yes' | 'no' | 'either';
  /** Must stand behind the term before it, or right behind it. */
  after: 'then' | 'next' | null;
}

interface NumberTest {
  unit: Count['unit'];
  relation: '=' | '!=' | '<' | '>' | '';
  values: number[];
}

/** What is said of one thing stands this near together, in words. */
const NEAR = 9;
/** What is said of something stands this near to it. */
const FAR = 11;
/** Right behind: within so many tokens. */
const NEXT = 4;

const DENIALS = ['neg', 'none', 'lack', 'instead'];
/** What was so in an old version is no claim about today's. */
const PAST = 'in-past';
/** Ruled out by most frames without being written in them. */
export const UNSAID: ReadonlySet<string> = new Set([...DENIALS, 'only', PAST]);

const UNIT = /^#(s|times|percent|bytes|version|cores|n)(!=|=|<|>)?(\d[\d.,]*)?$/;

/** @throws Error where a frame is written wrongly or holds what is no word. */
export function parseFrame(source: string, lexicon: WholeLexicon): Frame {
  const frame: Frame = {
    about: [],
    says: [],
    numbers: [],
    notHere: [],
    notThere: [],
    notDenied: [],
    source,
    within: NEAR,
    names: [],
  };
  const sides = ` ${source}`.split(' : ');
  const known = (names: string): string[] => {
    const list = names.split('|');
    const wrong = list.find((name) => !/^=?[\p{L}\d_.-]+$/u.test(name));
    if (wrong !== undefined) throw new Error(`not a word: ${wrong}, in: ${source}`);
    return list.flatMap((name) => conceptsFor(name, lexicon));
  };
  for (const [side, text] of sides.entries()) {
    const terms = side < sides.length - 1 ? frame.about : frame.says;
    let after: Term['after'] = null;
    for (const word of text.trim().split(/\s+/).filter(Boolean)) {
      if (word === 'then' || word === 'next') after = word;
      else if (word.startsWith('@')) frame.within = Number(word.slice(1));
      else if (word.startsWith('#')) {
        const parts = UNIT.exec(word);
        if (!parts) throw new Error(`not a test of a number: ${word}, in: ${source}`);
        frame.numbers.push({
          unit: parts[1] as Count['unit'],
          relation: (parts[2] ?? '') as NumberTest['relation'],
          values: parts[3] ? parts[3].split(',').map(Number) : [],
        });
      } else if (word.startsWith('--')) frame.notThere.push(...known(word.slice(2)));
      else if (word.startsWith('-!')) frame.notDenied.push(...known(word.slice(2)));
      else if (word.startsWith('-')) frame.notHere.push(...known(word.slice(1)));
      else {
        const polarity = word[0] === '!' ? 'no' : word[0] === '~' ? 'either' : 'yes';
        const names = (polarity === 'yes' ? word : word.slice(1)).split('|');
        const any = names.flatMap((name) => (name.startsWith('!') ? [] : known(name)));
        const denied = names.flatMap((name) => (name.startsWith('!') ? known(name.slice(1)) : []));
        for (const name of [...any, ...denied]) frame.names.push(name);
        terms.push({ any, denied, polarity, after });
        after = null;
      }
    }
  }
  // A clause that denies or limits something claims less than a frame that does neither.
  const terms = [...frame.about, ...frame.says];
  if (!terms.some(({ polarity, denied }) => polarity !== 'yes' || denied.length > 0)) frame.notHere.push(...DENIALS);
  // "Keeps only three by default" is as wrong as without the "only".
  if (!frame.names.includes('only') && !frame.names.includes('default') && frame.numbers.length === 0)
    frame.notHere.push('only');
  // In which version something was removed is asked of the past.
  if (
    !frame.names.some((name) => name === PAST || name === 'past') &&
    !frame.numbers.some(({ unit }) => unit === 'version')
  )
    frame.notHere.push(PAST);
  // "Sidecars cannot be resized": the no that is looked for stands over what it is about as well.
  if (frame.says.some(({ polarity, denied }) => polarity === 'no' || denied.length > 0))
    for (const term of frame.about) if (term.polarity === 'yes' && term.denied.length === 0) term.polarity = 'either';
  if (frame.says.length === 0 && frame.numbers.length === 0) throw new Error(`says nothing: ${source}`);
  return frame;
}

/** What the sentences above were about, those of one sentence together, the last one first. */
export type Topics = readonly (readonly Mention[])[];

/** True where a clause of a sentence makes the claim. */
export function makesClaim(frame: Frame, reading: Reading, at: number, topics: Topics, lexicon: Lexicon): boolean {
  const clause = reading.clauses[at]!;
  const said: Mention[] = [];
  for (const [index, term] of frame.says.entries()) {
    const floor = term.after ? (said.at(-1)?.at ?? -1) : -1;
    const ceiling = term.after === 'next' ? floor + NEXT : Number.POSITIVE_INFINITY;
    // What comes before an act does it, and not what it is done to.
    const acts = index + 1 < frame.says.length && frame.says[index + 1]!.after !== null;
    const found = clause.mentions.find(
      (mention) =>
        holds(term, mention) &&
        !said.includes(mention) &&
        mention.at > floor &&
        mention.at <= ceiling &&
        !(acts && mention.addressed),
    );
    if (!found) return false;
    said.push(found);
  }
  if (!frame.numbers.every((test) => numberHolds(test, clause.numbers))) return false;
  if (frame.notHere.some((concept) => speaksOf(clause, concept))) return false;
  if (frame.notDenied.some((concept) => clause.mentions.some((each) => each.negative && each.concepts.has(concept))))
    return false;
  if (frame.notThere.some((concept) => reading.clauses.some((each) => speaksOf(each, concept)))) return false;
  const depths = said.map(({ depth }) => depth);
  if (Math.max(...depths) - Math.min(...depths) > frame.within) return false;
  const anchor = said.find((mention) => mention.sort !== 'thing') ?? said[0] ?? clause.mentions[0]!;
  for (const mention of said)
    if (mention.sort === 'thing' && outrivalled(mention, clause, anchor, frame, lexicon)) return false;
  return frame.about.every((term) => isAbout(term, frame, reading, at, { anchor, said }, topics, lexicon));
}

function holds(term: Term, mention: Mention): boolean {
  if (mention.negative && term.denied.some((concept) => mention.concepts.has(concept))) return true;
  if (term.polarity !== 'either' && mention.negative !== (term.polarity === 'no')) return false;
  return term.any.some((concept) => mention.concepts.has(concept));
}

function speaksOf(clause: Clause, concept: string): boolean {
  return clause.mentions.some((mention) => mention.concepts.has(concept));
}

function numberHolds({ unit, relation, values }: NumberTest, counts: Count[]): boolean {
  const same = counts.filter((count) => count.unit === unit);
  if (same.length === 0) return false;
  if (relation === '=') return same.some(({ value }) => values.includes(value));
  if (relation === '!=') return same.every(({ value }) => !values.includes(value));
  if (relation === '<') return same.some(({ value }) => value < values[0]!);
  if (relation === '>') return same.some(({ value }) => value > values[0]!);
  return true;
}

/** "Liveness restarts, readiness does not": another of its kind stands nearer to what is said. */
function outrivalled(mention: Mention, clause: Clause, anchor: Mention, frame: Frame, lexicon: Lexicon): boolean {
  return clause.mentions.some(
    (other) =>
      other !== mention &&
      !other.negative &&
      isRival(mention, other, frame, lexicon) &&
      !joined(mention, other, clause) &&
      Math.abs(other.at - anchor.at) < Math.abs(mention.at - anchor.at),
  );
}

function areRivals(a: Mention, b: Mention, { rivals }: Lexicon): boolean {
  return [...a.concepts].some((concept) => [...b.concepts].some((other) => rivals.get(concept)?.has(other)));
}

function isRival(a: Mention, b: Mention, { names }: Frame, { rivals }: Lexicon): boolean {
  for (const concept of a.concepts) {
    const others = rivals.get(concept);
    if (others && !b.concepts.has(concept))
      for (const other of b.concepts) if (others.has(other) && !names.includes(other)) return true;
  }
  return false;
}

function joined(a: Mention, b: Mention, clause: Clause): boolean {
  const [from, to] = a.at < b.at ? [a.at, b.at] : [b.at, a.at];
  return to - from <= 6 && clause.joins.some((join) => join > from && join < to);
}

function isAbout(
  term: Term,
  frame: Frame,
  reading: Reading,
  at: number,
  { anchor, said }: { anchor: Mention; said: Mention[] },
  topics: Topics,
  lexicon: Lexicon,
): boolean {
  const clause = reading.clauses[at]!;
  for (const mention of clause.mentions) {
    if (!holds(term, mention) || Math.abs(mention.depth - anchor.depth) > FAR) continue;
    // "Liveness and readiness are held back": neither does it to the other.
    if (isYetToCome(mention, clause, frame)) continue;
    if (said.some((other) => areRivals(mention, other, lexicon) && joined(mention, other, clause))) continue;
    if (mention.sort !== 'thing' || !outrivalled(mention, clause, anchor, frame, lexicon)) return true;
  }
  for (let index = at - 1; index >= 0; index -= 1) {
    const found = reading.clauses[index]!.mentions.filter(
      (mention) => holds(term, mention) && !isYetToCome(mention, reading.clauses[index]!, frame),
    );
    if (found.some((mention) => !displaced(mention, reading.clauses.slice(index, at + 1), frame, lexicon))) return true;
  }
  for (const later of reading.clauses.slice(at + 1)) {
    if (!later.subordinate) break;
    const found = later.mentions.filter((mention) => holds(term, mention));
    if (found.some((mention) => !displaced(mention, [clause], frame, lexicon))) return true;
  }
  const specific = reading.clauses.some((each) => each.mentions.some(isSpecific));
  // A pronoun means what was named last, and that may be in the sentence itself.
  const named = reading.clauses.slice(0, at).some((each) => each.mentions.some(isSpecific));
  if (specific && (!reading.pronoun || named)) return false;
  // "They support probes like app containers": what they are compared with takes no place of theirs.
  const compared = reading.pronoun && speaksOf(clause, 'same');
  const here = compared ? reading.clauses.slice(0, at) : reading.clauses.slice(0, at + 1);
  for (const mentions of topics) {
    const found = mentions.some(
      (mention) =>
        mention.sort === 'thing' &&
        (isSpecific(mention) || (reading.pronoun && !mention.literal)) &&
        holds(term, mention) &&
        !mentions.some((other) => isRival(mention, other, frame, lexicon)) &&
        !displaced(mention, here, frame, lexicon),
    );
    if (found) return true;
    // Another of the kind was named since.
    if (mentions.some((other) => isRivalOf(term, other, frame, lexicon))) return false;
  }
  return false;
}

/** "They stay until the Job is deleted": what is said next is said of the time before. */
function isYetToCome(mention: Mention, { mentions }: Clause, { names }: Frame): boolean {
  return (
    mention.sort === 'act' &&
    !names.includes('until') &&
    mentions.some(({ concepts, at }) => concepts.has('until') && at < mention.at)
  );
}

function isRivalOf({ any }: Term, other: Mention, { names }: Frame, { rivals }: Lexicon): boolean {
  return any.some((concept) => {
    const others = rivals.get(concept);
    return others !== undefined && [...other.concepts].some((each) => others.has(each) && !names.includes(each));
  });
}

/** True where one of these clauses has moved on to another of the kind. */
function displaced(mention: Mention, clauses: Clause[], frame: Frame, lexicon: Lexicon): boolean {
  return clauses.some((clause) =>
    clause.mentions.some(
      (other) =>
        other !== mention &&
        other.sort === 'thing' &&
        isRival(mention, other, frame, lexicon) &&
        !(clause.mentions.includes(mention) && (joined(mention, other, clause) || other.at < mention.at)),
    ),
  );
}
