import { figuresIn } from './figures.ts';
import { pick } from './pick.ts';
import type { ProseAnswer, Reading } from './prose-clauses.ts';
import { hanShared } from './prose-moments.ts';

/** What the asked-for ones are not: a name or a word of the text. */
const NOT_OF =
  /(?:不是|不属于|不在|没有?|未)\s*([A-Za-z][\w.-]+|\p{Script=Han}{2,8}?)(?=\s*(?:的|了|呢|吗|[?？，,]|$))|\b(?:not|n't|than|except|besides|outside)\s+(?:(?:from|of|in|the|a|an|belong|to|run|running|part)\s+)*([A-Za-z][\w.-]+)/iu;
const PART = /其中|里(?:面)?有|当中|\bof (?:which|them|these|those)\b/i;
const OF_A_TOTAL = /里(?:面)?|中|当中|\bof the(?:m|se)?\b|\bout of\b/i;

/** "Of the six, how many were not log-agent": a total that one sentence tells, and its part that a later one tells. */
export function othersOf(reading: Reading): ProseAnswer | null {
  const { asked, question, clauses, statements } = reading;
  if (!asked.count || asked.share || asked.difference) return null;
  const name = NOT_OF.exec(question)
    ?.slice(1)
    .find((word) => word !== undefined);
  if (name === undefined) return null;
  const called = figuresIn(question).find(({ kind }) => kind === 'plain');
  const found = clauses.flatMap((clause, index) => {
    const [part, more] = clause.figures.filter(({ kind }) => kind === 'plain');
    const before = clauses[index - 1];
    const lead = before?.statement === clause.statement && before.figures.length === 0 ? before.text : '';
    if (!part || more || !PART.test(`${lead} ${clause.text}`) || !speaksOf(name, clause.text)) return [];
    const totals = clauses
      .slice(0, index)
      .flatMap((one) => one.figures.map((figure) => ({ figure, statement: one.statement })))
      .filter(({ figure }) => figure.kind === 'plain' && Number.isInteger(figure.value) && figure.value > part.value);
    // The question says the total itself, else it is the nearest figure before.
    const total = called
      ? totals.findLast(({ figure }) => figure.value === called.value)
      : totals.findLast(({ statement }) => clause.statement - statement <= 1);
    return total ? [{ part, total, clause }] : [];
  });
  const [only, other] = found;
  if (!only || other || (called && !OF_A_TOTAL.test(question))) return null;
  const { part, total, clause } = only;
  const left = total.figure.value - part.value;
  return {
    text: pick(reading, `${left}（${total.figure.raw} − ${part.raw}）`, `${left} (${total.figure.raw} − ${part.raw})`),
    from: [...new Set([total.statement, clause.statement])].map((index) => statements[index]!),
  };
}

const speaksOf = (name: string, text: string): boolean =>
  /^[A-Za-z]/.test(name) ? text.toLowerCase().includes(name.toLowerCase()) : hanShared(name, text);
