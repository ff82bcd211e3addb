import type { Language } from '../../../language/language.ts';
import { pick } from '../../../language/pick.ts';
import type { AnswerAbout } from '../../analyzer.ts';
import type { EntryFact, JournalFacts } from '../facts.ts';
import { quoted, reply } from './reply.ts';

const ROW = /\b(?:Normal|Warning)\s+([A-Z][A-Za-z]+)\s/;

/** The reason of an event, as a table or a description of events shows it. */
const reasonOf = ({ cells, raw }: EntryFact): string | undefined =>
  cells?.['reason'] ?? ROW.exec(raw.slice(0, 200))?.[1];

/** What is asked of a thing by its name alone; how often, when and in which order are asked of the whole list. */
const OF_ITSELF =
  /什么|啥|哪(?!一?[行条天])|为什么|为何|原因|意思|说明|怎么(?:回事|了|来的)|\bwhat\b|\bwhich\b|\bwhy\b|\bhow come\b|\breason\b/i;
const OF_THE_LIST =
  /几[次个条]|多少|多[久长]|之前|之后|以前|以后|[先前后]面|接着|然后|到|哪一?[行条]|什么时候|几点|什么意思|是不是|有没有|(?:吗|(?<!什)么)\s*[?？]?$|\bhow (?:many|often|long)\b|\bwhen\b|\bbefore\b|\bafter\b|\bbetween\b|\bthen\b|\buntil\b|\bwhich (?:line|event)s?\b|\bmean\w*\b/i;

/** The reason that the question names, where it is one of the paste's. */
function namedIn(question: string, facts: JournalFacts): string | null {
  const there = new Set(facts.quotable.flatMap((entry) => reasonOf(entry) ?? []));
  const named = [...there].filter((reason) =>
    new RegExp(`(?<![A-Za-z])${reason.replace(/\W/g, '')}(?![A-Za-z])`).test(question),
  );
  return named.length === 1 ? named[0]! : null;
}

/**
 * "What does FailedMount lack" names an event of the paste: an answer from the lines of another event is none to it.
 * @param answered answers the question from the facts it is given
 */
export function ofNamedEvent(
  question: string,
  found: AnswerAbout | null,
  facts: JournalFacts,
  language: Language,
  answered: (facts: JournalFacts) => AnswerAbout | null,
): AnswerAbout | null {
  if (!OF_ITSELF.test(question) || OF_THE_LIST.test(question)) return found;
  const reason = namedIn(question, facts);
  if (reason === null) return found;
  const own = facts.quotable.filter((entry) => reasonOf(entry) === reason);
  const shown = (quotes: AnswerAbout['quotes']): boolean =>
    quotes.some(({ lines }) => own.some((entry) => lines?.[0] === entry.lines[0]));
  if (found && !found.declined && shown(found.quotes)) return found;
  const ats = new Set(own.map(({ at }) => at));
  const again = answered({
    ...facts,
    quotable: own,
    causes: facts.causes.filter(({ at }) => at.some((one) => ats.has(one))),
    symptoms: facts.symptoms.filter(({ at }) => ats.has(at)),
    noise: facts.noise.filter(({ at }) => ats.has(at)),
    labels: facts.labels.filter(({ at }) => ats.has(at)),
  });
  if (again && !again.declined && shown(again.quotes)) return again;
  const last = own.at(-1)!;
  return reply(
    facts,
    pick(language, `${reason} 说的是：${quoted(last, 420)}`, `${reason} says: ${quoted(last, 420)}`),
    [last.at],
    0.8,
  );
}
