import { readAsked } from '../../../asking/question.ts';
import type { Language } from '../../../language/language.ts';
import { pick } from '../../../language/pick.ts';
import type { AnswerAbout } from '../../analyzer.ts';
import type { EntryFact, JournalFacts } from '../facts.ts';
import { inline } from '../say/quote.ts';

/** A row of the table that the kernel prints when it runs out of memory: the process's name is its last word. */
const TASK = /^\[ *\d+\] +(?:-?\d+ +){7}(\S+)$/;
const YES = /^\s*(?:是的?|对的?|有的?|会的?|没错|yes)(?=[。，,:：.;；!])[。，,:：.;；!]\s*/i;

/** Who the log tells of: units, programs, and what the kernel listed. */
function namesIn({ quotable }: JournalFacts): Set<string> {
  const namesOf = ({ program, unit, text }: EntryFact): (string | undefined)[] => [
    program ?? undefined,
    unit?.replace(/\.service$/, ''),
    TASK.exec(text.trim())?.[1],
  ];
  return new Set(quotable.flatMap(namesOf).filter((name) => name !== undefined && name.length > 2)) as Set<string>;
}

/**
 * "Was mysqld killed too?" is not answered with the yes that is java's: an answer whose words name none of those that the
 * question names says that, and what it is about.
 */
export function ofAnother(question: string, found: AnswerAbout, facts: JournalFacts, language: Language): AnswerAbout {
  if (found.declined || !readAsked(question).yesNo || !YES.test(found.answer)) return found;
  const names = namesIn(facts);
  const asked = (question.match(/[A-Za-z][\w.-]{2,}/g) ?? []).filter((word) => names.has(word));
  const said = found.answer.toLowerCase();
  if (asked.length === 0 || asked.some((name) => said.includes(name.toLowerCase()))) return found;
  const whom = asked.map((name) => inline(name)).join(', ');
  return {
    ...found,
    answer: pick(
      language,
      `没有：日志里没有一行这样说 ${whom}。说的是另一个：${found.answer.replace(YES, '')}`,
      `No: not a line says that of ${whom}. It is said of another: ${found.answer.replace(YES, '')}`,
    ),
    confidence: Math.min(found.confidence, 0.7),
  };
}
