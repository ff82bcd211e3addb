import type { Language } from '../../../language/language.ts';
import { pick } from '../../../language/pick.ts';
import type { AnswerAbout } from '../../analyzer.ts';
import type { EntryFact, JournalFacts } from '../facts.ts';
import { WAYS } from './failures.ts';
import { quoted, reply } from './reply.ts';
import { search } from './search.ts';

const ASKS_STATEMENT =
  /(?:哪|什么|啥).{0,4}(?:sql|语句|查询)|(?:sql|语句|查询)(?:是|语句)?(?:哪|什么|啥)|\b(?:which|what) (?:\w+ )?(?:query|statement|sql|command)\b|\bwhat was it (?:running|executing)\b/i;
const STATEMENT = /^(?:STATEMENT|QUERY):\s+(\S[\s\S]*)/;
const STATEMENT_RAW = /\bSTATEMENT: {1,4}(\S[^\n]*)/;
const FIRST = /第一|最先|最早|首次|\bfirst\b/i;
const LAST = /最后|\blast\b/i;

const processOf = ({ raw }: EntryFact): string | undefined => /\[(\d+)\]/.exec(raw)?.[1];

/** "Which query ran into the deadlock": PostgreSQL writes the statement behind the error, with the same process. */
export function aboutStatement(question: string, facts: JournalFacts, language: Language): AnswerAbout | null {
  if (!ASKS_STATEMENT.test(question) || /慢|\bslow|几条|多少|\bhow many\b/i.test(question)) return null;
  const told = facts.quotable.flatMap((entry) => {
    const sql = STATEMENT.exec(entry.text)?.[1] ?? STATEMENT_RAW.exec(entry.raw)?.[1];
    if (sql === undefined) return [];
    const own = facts.quotable.filter(
      (one) => one.at < entry.at && processOf(one) === processOf(entry) && /\b(?:ERROR|FATAL|PANIC): /.test(one.raw),
    );
    const error = own.at(-1);
    return error ? [{ entry, sql, error }] : [];
  });
  const [first] = told;
  if (!first) return null;
  const way = WAYS.find(([asked]) => asked.test(question));
  const named = search(
    question.replace(/\b(?:query|statement|sql|command|running|executing)\b|语句|查询/gi, ' '),
    facts,
  )
    .filter(({ coverage }) => coverage >= 0.5)
    .map(({ entry }) => entry);
  const ofWay = way ? told.filter(({ error }) => way[1].test(error.text)) : [];
  const ofName = told.filter(({ error }) => named.includes(error));
  const pool = ofWay.length > 0 ? ofWay : ofName.length > 0 ? ofName : told;
  const found = FIRST.test(question) ? pool.slice(0, 1) : LAST.test(question) ? pool.slice(-1) : pool;
  return reply(
    facts,
    found
      .slice(0, 3)
      .map(
        ({ sql, error }) =>
          `\`${sql.replaceAll('`', "'").slice(0, 400)}\`${pick(language, '，报的错：', ', which failed with ')}${quoted(error, 160)}`,
      )
      .join('\n'),
    found.slice(0, 3).map(({ entry }) => entry.at),
    0.9,
  );
}
