import { isSpecific } from './frame.ts';
import type { Clause, Mention, Reading } from './reading.ts';
import { tokensOf } from './tokens.ts';

/** These stand for what the sentence before was about; "this" and "that" may mean all that it said. */
const STANDS_FOR = /^(?:it|they|its|their|them|它|其)$/;
/** So near to the beginning of a clause it is its subject: "all of them", "and it". */
const BEGINNING = 3;

/** What a sentence is about: the first thing it names. */
export function subjectOf({ clauses }: Reading): Mention | null {
  for (const { mentions } of clauses) {
    const named = mentions.find(isSpecific);
    if (named) return named.negative ? null : named;
  }
  return null;
}

/** The reading with the subject in the place of the pronouns that begin a clause; null where none does. */
export function withSubject(reading: Reading, text: string, subject: Mention | null): Reading | null {
  const tokens = tokensOf(text);
  let known = subject;
  let replaced = false;
  const clauses = reading.clauses.map((clause): Clause => {
    const named = clause.mentions.find(isSpecific);
    const first = tokens.findIndex(({ start }) => start >= clause.start);
    const pronoun = clause.mentions.find(
      ({ concepts, at }) => concepts.has('pronoun') && at - first < BEGINNING && STANDS_FOR.test(tokens[at]!.word),
    );
    const meant = known;
    known ??= named ?? null;
    if (!pronoun || !meant || (named && named.at < pronoun.at)) return clause;
    replaced = true;
    const there: Mention = { ...meant, at: pronoun.at, depth: pronoun.depth, negative: false };
    return { ...clause, mentions: clause.mentions.map((each) => (each === pronoun ? there : each)) };
  });
  return replaced ? { ...reading, clauses } : null;
}

/** True where a sentence goes on about what the one before it was about. */
export function goesOn(reading: Reading, text: string): boolean {
  const [first] = reading.clauses[0]?.mentions ?? [];
  return first !== undefined && first.concepts.has('pronoun') && STANDS_FOR.test(tokensOf(text)[first.at]!.word);
}
