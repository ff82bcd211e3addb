import { Ways } from '../../../asking/ways.ts';
import { loadKnowledge } from '../../../knowledge/load.ts';
import type { Language } from '../../../language/language.ts';
import { pick } from '../../../language/pick.ts';
import type { AnswerAbout } from '../../analyzer.ts';
import type { JournalFacts } from '../facts.ts';

let known: Ways | undefined;

/** What people ask of logs, in the wordings of `knowledge/journal/asked`. */
export function waysOfLogs(): Ways {
  known ??= new Ways(loadKnowledge('journal-asked'));
  return known;
}

const TOKEN = /[A-Za-z0-9_][\w./:@-]*[\w]|\w/g;

/** Words of the question that the log has as well and that no wording uses: a unit, a host, an address, a path. */
function namesIn(question: string, { quotable }: JournalFacts): string[] {
  const written = quotable.map(({ text, unit, host }) => `${text} ${unit ?? ''} ${host ?? ''}`).join('\n');
  return [...new Set(question.match(TOKEN) ?? [])].filter(
    (word) =>
      word.length > 1 &&
      (/[\d._/:@-]/.test(word) || !waysOfLogs().uses(word)) &&
      written.toLowerCase().includes(word.toLowerCase()),
  );
}

/** The answer to the known question that this one is, beginning with how it was taken; null where it is none. */
export function aboutKnownWay(
  question: string,
  facts: JournalFacts,
  language: Language,
  answered: (question: string) => AnswerAbout | null,
): AnswerAbout | null {
  const taken = waysOfLogs().known(question, { names: namesIn(question, facts) });
  const means = taken?.means ?? null;
  if (means === null || means === question) return null;
  const found = answered(means);
  if (!found || found.declined) return null;
  const how = pick(language, `按“${means}”来答：`, `Taken as “${means}”: `);
  return { ...found, answer: `${how}${found.answer}`, confidence: Math.min(found.confidence, 0.8) };
}
