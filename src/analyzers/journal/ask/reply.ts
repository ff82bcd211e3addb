import { lookFurther } from '../../../asking/further.ts';
import type { Language } from '../../../language/language.ts';
import type { AnswerAbout } from '../../analyzer.ts';
import type { EntryFact, JournalFacts } from '../facts.ts';
import { inline } from '../say/quote.ts';

/** The entry of that number, counted from 1, where it was kept. */
export function entryAt(facts: JournalFacts, at: number | null | undefined): EntryFact | undefined {
  return facts.quotable.find((entry) => entry.at === at);
}

/** An answer with the lines that show it. */
export function reply(
  facts: JournalFacts,
  answer: string,
  at: (number | null | undefined)[],
  confidence: number,
): AnswerAbout {
  const quotes = [...new Set(at)].flatMap((number) => {
    const entry = entryAt(facts, number);
    return entry ? [{ text: entry.raw, lines: entry.lines }] : [];
  });
  return { answer, declined: false, quotes: quotes.slice(0, 4), confidence };
}

/** The command that shows more than the log does. */
export const nextOf = ({ causes, next }: JournalFacts): string | null => causes[0]?.next[0] ?? next[0] ?? null;

/** That the log does not say it, with the lines nearest to it. What the log does not say, a command may. */
export function refuse(
  facts: JournalFacts,
  language: Language,
  answer: string,
  at: (number | null | undefined)[],
  confidence: number,
): AnswerAbout {
  const command = nextOf(facts);
  // One command that the answer itself names is enough, and may be of another Pod.
  const further =
    command === null || answer.includes(command) || /`kubectl /.test(answer)
      ? ''
      : `\n${lookFurther(command, language)}`;
  return { ...reply(facts, `${answer}${further}`, at, confidence), declined: true };
}

/** `key=value` of a structured line; level, time and message are told otherwise. */
const FIELD =
  /(?<![\w.-])(?!(?:level|lvl|time|ts|msg|message|error|err|logger|caller|source)=)[A-Za-z][\w.-]{0,40}=(?:"[^"]{1,120}"|[^\s"=,;)]{1,120})/g;

/** What a structured line says beside its message: `id=9f1c22ab added="18.2 GiB"`. */
export function fieldsBeside({ raw, text }: EntryFact): string {
  if (!/\b(?:msg|message)="/.test(raw)) return '';
  return (raw.slice(0, 2_000).match(FIELD) ?? []).filter((field) => !text.includes(field)).join(' ');
}

/** An entry as a sentence quotes it: its time, its words, and the fields beside them. */
export function quoted(entry: EntryFact, longest = 220): string {
  const clock = entry.time ? `${entry.time.slice(11, 19)} ` : '';
  const who = entry.program ? `${entry.program}: ` : '';
  const fields = fieldsBeside(entry);
  return `${clock}${inline(`${who}${entry.text}${fields === '' ? '' : ` ${fields}`}`, longest)}`;
}

/** The first entry that belongs to the failure. */
export function firstBad(facts: JournalFacts): EntryFact | undefined {
  const bad = facts.labels.find(
    (label) => label.role === 'cause' || label.role === 'symptom' || label.role === 'consequence',
  );
  return entryAt(facts, bad?.at);
}
