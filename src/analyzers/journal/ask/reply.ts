import type { AnswerAbout } from '../../analyzer.ts';
import type { EntryFact, JournalFacts } from '../facts.ts';
import { inline } from '../say/quote.ts';

export function entryAt(facts: JournalFacts, at: number | null | undefined): EntryFact | undefined {
  return facts.quotable.find((entry) => entry.at === at);
}

/** An answer with the lines that show it. */
export function reply(
  facts: JournalFacts,
  answer: string,
  at: (number | null | undefined)[],
  confidence: number,
  declined = false,
): AnswerAbout {
  const quotes = [...new Set(at)].flatMap((number) => {
    const entry = entryAt(facts, number);
    return entry ? [{ text: entry.raw, lines: entry.lines }] : [];
  });
  return { answer, declined, quotes: quotes.slice(0, 4), confidence };
}

/** An entry as a sentence quotes it: its time and its words. */
export function quoted(entry: EntryFact, longest = 220): string {
  const clock = entry.time ? `${entry.time.slice(11, 19)} ` : '';
  const who = entry.program ? `${entry.program}: ` : '';
  return `${clock}${inline(`${who}${entry.text}`, longest)}`;
}

/** The first entry that belongs to the failure. */
export function firstBad(facts: JournalFacts): EntryFact | undefined {
  const bad = facts.labels.find(
    (label) => label.role === 'cause' || label.role === 'symptom' || label.role === 'consequence',
  );
  return entryAt(facts, bad?.at);
}
