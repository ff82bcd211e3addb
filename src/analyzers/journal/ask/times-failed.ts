import { speaksOf, takeThings, thingsOf } from '../../../knowledge/things.ts';
import type { Language } from '../../../language/language.ts';
import { pick } from '../../../language/pick.ts';
import type { AnswerAbout } from '../../analyzer.ts';
import type { EntryFact, JournalFacts } from '../facts.ts';
import { timesOf } from './counting.ts';
import { kindsOf, onlyMayFail, shapeOf, speaksOfFailure } from './failing.ts';
import { clockOf, msOf } from './lifetime.ts';
import { entryAt, quoted, refuse, reply } from './reply.ts';
import { contentWords, entriesWith } from './topics.ts';

const SAYS_FAILED = /\bfail(?:ed|ures?|s)?\b|失败/i;
const BAD_LEVEL = /^(?:error|fatal|critical|alert|emergency)$/;
const CALM = new Set(['healthy', 'noise', 'context']);
/** Words of the question itself, which name nothing that could fail. */
const NAMES_NOTHING =
  /^(?:how|often|many|times?|did|does|has|have|it|this|that|they|the|fail\w*|crash\w*|die|died|break|broke|go|went|wrong|error\w*|total|altogether|overall|in|log|here|一共|总共|失败|崩溃|出错|报错|次|几次|多少次|挂|它|日志)$/i;

/** The lines that tell of a failure: of its cause; where none is known, of its symptoms; else those that call themselves one. */
function failing(facts: JournalFacts): EntryFact[] {
  const roles = new Map(facts.labels.map(({ at, role }) => [at, role]));
  for (const wanted of ['cause', 'symptom'] as const) {
    const kinds = new Set(
      facts.quotable.filter(({ at, text }) => roles.get(at) === wanted && !onlyMayFail(text)).map(shapeOf),
    );
    // The program may have gone on after one of them; it failed there all the same.
    if (kinds.size > 0) return facts.quotable.filter((entry) => kinds.has(shapeOf(entry)));
  }
  return facts.quotable.filter(
    ({ at, level, text }) => !CALM.has(roles.get(at) ?? '') && (BAD_LEVEL.test(level ?? '') || speaksOfFailure(text)),
  );
}

/** A request that a server answered with an error, as access logs write it. */
const REFUSED = /" [45]\d\d (?:\d+|-)/;
const OF_FAILURE = /失败|报错|出错|错误|崩溃?|挂|\b(?:fail\w*|errors?|crash\w*)\b/gi;

const sum = (entries: EntryFact[]): number => entries.reduce((total, entry) => total + timesOf(entry), 0);

/** "How often did it fail" where nothing was restarted: the failed runs of a unit, else the lines that tell of a failure. */
export function aboutTimesFailed(question: string, facts: JournalFacts, language: Language): AnswerAbout {
  const { runs } = facts;
  if (runs.length > 0) {
    const ends = runs.map(({ reason, end }) => entryAt(facts, reason ?? end)).filter((entry) => entry !== undefined);
    const shown = ends.slice(0, 4).map((entry) => `\n- ${quoted(entry, 180)}`);
    return reply(
      facts,
      pick(
        language,
        `失败了 ${runs.length} 次，没有重启的记录。`,
        `It failed ${runs.length === 1 ? 'once' : `${runs.length} times`}; no restart is logged.`,
      ) + shown.join(''),
      ends.slice(0, 4).map(({ at }) => at),
      0.85,
    );
  }
  if (facts.verdict === 'healthy') {
    const told = facts.quotable.filter(({ text }) => SAYS_FAILED.test(text));
    const [line] = told;
    if (!line) return reply(facts, pick(language, '日志里一次失败也没有。', 'It did not fail in this log.'), [], 0.7);
    const count = sum(told);
    return reply(
      facts,
      pick(
        language,
        `程序自己没有失败；有 ${count} 条写着失败，但没有影响：${quoted(line)}`,
        `It did not fail itself; ${count === 1 ? 'one line speaks' : `${count} lines speak`} of a failure that did no harm: ${quoted(line)}`,
      ),
      told.slice(0, 4).map(({ at }) => at),
      0.78,
    );
  }
  const { named } = takeThings(question.replace(OF_FAILURE, ' '), thingsOf('journal-asked'));
  const speaks = ({ program, text }: EntryFact): boolean =>
    named.every((thing) => speaksOf(thing, `${program ?? ''} ${text}`));
  const bad = failing(facts);
  const refused =
    named.length > 0 && !bad.some(speaks) ? facts.quotable.filter((e) => REFUSED.test(e.raw) && speaks(e)) : [];
  const all = refused.length > 0 ? refused : bad;
  const words = contentWords(question).filter((word) => !NAMES_NOTHING.test(word));
  const naming = new Set(
    entriesWith(facts, words)
      .filter(({ hits }) => hits * 2 >= words.length)
      .map(({ at }) => at),
  );
  const found = words.length > 0 ? all.filter(({ at }) => naming.has(at)) : all;
  const [kind, other] = kindsOf(found);
  const first = kind?.[0];
  if (!first)
    return refuse(
      facts,
      language,
      pick(language, '日志里没有它失败的记录。', 'The log shows no failure of that.'),
      [],
      0.5,
    );
  const times = sum(found);
  const at = found.slice(0, 4).map((entry) => entry.at);
  if (times === 1)
    return reply(
      facts,
      pick(language, `一次：${quoted(first)}，没有重试的记录。`, `Once: ${quoted(first)}; no retry is logged.`),
      at,
      0.82,
    );
  if (!other) {
    const last = found.at(-1);
    const moment = last && msOf(last) !== null ? clockOf(last) : null;
    const until = moment ? pick(language, `，最后一次在 ${moment}`, `; the last at ${moment}`) : '';
    return reply(
      facts,
      pick(
        language,
        `${times} 次，都是同一条：${quoted(first)}${until}。`,
        `${times} times, always the same: ${quoted(first)}${until}.`,
      ),
      at,
      0.86,
    );
  }
  // Different lines may tell of one failure: they are counted as lines, each kind by itself.
  const list = kindsOf(found)
    .slice(0, 5)
    .map((entries) => `\n- ${quoted(entries[0]!, 180)}${sum(entries) > 1 ? ` ×${sum(entries)}` : ''}`);
  return reply(
    facts,
    pick(language, `有 ${times} 条日志在说失败：`, `${times} lines tell of a failure:`) + list.join(''),
    at,
    0.82,
  );
}
