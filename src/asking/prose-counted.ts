import { keysAcross } from './across.ts';
import { pick } from './pick.ts';
import type { ProseAnswer, Reading } from './prose-clauses.ts';

const NUMBER = '(\\d[\\d,]*(?:\\.\\d+)? ?(?:[KMkm](?![a-z])|万|亿|million|thousand)?)';
const COUNTED_EN = /\bhow many (?:[a-z-]+ )??([a-z]{3,})\b/i;

/** Words that ask for the whole of something, and name nothing else. */
const PLAIN =
  /\b(?:how|many|much|are|is|were|was|there|the|a|an|of|in|it|its|this|that|they|do|does|did|have|has|had|we|total|altogether|all|now|with|on|at|to|and|so)\b|[\s?？.,']/gi;

/** "How many rows has the table": the one number that stands before that very noun. */
export function countedNoun(reading: Reading): ProseAnswer | null {
  const { question, asked, statements } = reading;
  const match = asked.count && !asked.difference && !asked.average ? COUNTED_EN.exec(question) : null;
  if (!match) return null;
  const stem = match[1]!.toLowerCase().replace(/(?:es|s)$/, '');
  if (/^(?:time|second|minute|hour|day|week|month|percent|year)$/.test(stem)) return null;
  const before = new RegExp(`(?<![\\w.:])${NUMBER}(?: [a-z-]+)? ${stem}(?:es|s)?\\b`, 'i');
  const found = statements.flatMap((statement) => {
    const number = before.exec(statement.text)?.[1];
    return number ? [{ statement, number: number.trim() }] : [];
  });
  const [only] = found;
  if (!only || new Set(found.map(({ number }) => number)).size > 1) return null;
  // What else the question names has to stand around the number.
  const near = statements.indexOf(only.statement);
  const around = statements
    .slice(Math.max(0, near - 1), near + 2)
    .map(({ text }) => text.toLowerCase())
    .join(' ');
  const keys = keysAcross(around);
  const rest = (
    question
      .replace(match[1]!, ' ')
      .replace(PLAIN, ' ')
      .match(/[A-Za-z][\w-]*/g) ?? []
  ).filter(
    (word) =>
      !around.includes(word.toLowerCase().replace(/(?:ing|ed|es|s)$/, '')) &&
      ![...keysAcross(word)].some((key) => keys.has(key)),
  );
  if (rest.length > 0) return null;
  return { text: `${only.number}${pick(reading, '。', '.')}`, from: [only.statement] };
}
