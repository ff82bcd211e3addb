import { ask } from '../src/index.ts';
import type { Language } from '../src/language/language.ts';
import { lineCases } from './files.ts';
import { AS_IT_IS, type Graded, LIMIT_ANSWER_CHARACTERS, type Outcome, plain } from './grade.ts';

interface Question {
  id?: string;
  lang: Language;
  q: string;
  /** Groups, each of which must be held by one of its expressions; a flat list is one group. */
  must?: string[] | string[][];
  mustNot?: string[];
}

/** Questions with a note behind them, and questions that have none and must be declined. */
export async function gradePod(): Promise<Graded[]> {
  const graded: Graded[] = [];
  const grade = async (question: Question, at: number, declines: boolean): Promise<void> => {
    const reply = await ask(question.q, [], { language: question.lang });
    const text = plain(reply.answer.slice(0, LIMIT_ANSWER_CHARACTERS));
    const holds = (pattern: string): boolean => new RegExp(pattern, 'i').test(text);
    const groups = (question.must ?? []).map((group) => (Array.isArray(group) ? group : null));
    const all = groups.includes(null)
      ? (question.must as string[]).some(holds)
      : (groups as string[][]).every((group) => group.some(holds));
    let outcome: Outcome;
    if (declines) outcome = reply.declined ? 'right' : 'wrong';
    else if (question.mustNot?.some(holds)) outcome = 'wrong';
    else outcome = reply.declined ? 'missed' : all ? 'right' : 'wrong';
    graded.push({
      analyzer: declines ? 'pod, declined' : 'pod',
      id: question.id ?? `${declines ? 'outside' : 'inside'}-${at + 1}`,
      language: question.lang,
      mutation: AS_IT_IS,
      outcome,
      why: outcome === 'right' ? '' : `${question.q} → ${text.slice(0, 90)}`,
    });
  };
  const inside = [...lineCases<Question>('pod', 'questions-in'), ...lineCases<Question>('pod', 'asked')];
  const outside = [...lineCases<Question>('pod', 'questions-out'), ...lineCases<Question>('pod', 'elsewhere')];
  for (const [at, question] of inside.entries()) await grade(question, at, false);
  for (const [at, question] of outside.entries()) await grade(question, at, true);
  return graded;
}
