import { type Clause, isSpecific, type Mention, type Reading } from './reading.ts';
import { tokensOf } from './tokens.ts';

/** These stand for what the sentence before was about; "this" and "that" may mean all that it said. */
const STANDS_FOR = /^(?:it|they|its|their|them|它|其)$/;
/** So near to the beginning it is the subject: "all of them", "and it". */
const BEGINNING = 3;

/** What a sentence is about: the first thing it names. */
export function subjectOf({ clauses }: Reading): Mention | null {
  for (const { mentions } of clauses) {
    const named = mentions.find(isSpecific);
    if (named) return named.negative ? null : named;
  }
  return null;
}

/** The pronoun a sentence begins with. */
function leadingPronoun(reading: Reading, text: string): Mention | undefined {
  const [first] = reading.clauses;
  if (!first) return undefined;
  const tokens = tokensOf(text);
  const named = first.mentions.find(isSpecific);
  return first.mentions.find(
    (mention) =>
      mention.concepts.has('pronoun') &&
      mention.at < BEGINNING &&
      STANDS_FOR.test(tokens[mention.at]!.word) &&
      (named === undefined || mention.at < named.at),
  );
}

/** The reading with the subject in the place of the pronoun that begins it; null where none does. */
export function withSubject(reading: Reading, text: string, subject: Mention | null): Reading | null {
  const pronoun = leadingPronoun(reading, text);
  if (!pronoun || !subject) return null;
  const there: Mention = { ...subject, at: pronoun.at, depth: pronoun.depth, negative: false };
  const [first, ...rest] = reading.clauses as [Clause, ...Clause[]];
  const mentions = first.mentions.map((each) => (each === pronoun ? there : each));
  return { ...reading, clauses: [{ ...first, mentions }, ...rest] };
}

/** True where a sentence goes on about what the one before it was about. */
export function goesOn(reading: Reading, text: string): boolean {
  return leadingPronoun(reading, text) !== undefined;
}
