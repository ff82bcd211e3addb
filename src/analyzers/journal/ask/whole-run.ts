import type { Language } from '../../../language/language.ts';
import { pick } from '../../../language/pick.ts';
import type { AnswerAbout } from '../../analyzer.ts';
import type { EntryFact, JournalFacts } from '../facts.ts';
import { sentence } from '../say/phrases.ts';
import { badLines } from './bad-lines.ts';
import { failuresTold } from './failing.ts';
import { onlyTold } from './failures.ts';
import { ends } from './lifetime.ts';
import { entryAt, firstBad, quoted, reply } from './reply.ts';

/** Asks how all of it went, and names nothing of it. */
const ASKS_WHOLE =
  /^(?:so |and |but |then |ok,? |well,? )*(?:did|has|have) (?:it|this|that|anything|something|everything|any of (?:it|this)|all of (?:it|this)|the (?:job|run|script|task|thing|whole thing|unit))(?: all| really| actually| just)? (?:fail|failed|go(?:ne)? (?:wrong|well|fine|ok|okay|through)|break|broke|succe\w+|pass(?:ed)?|work(?:ed)?(?: out)?|crash\w*)\s*(?:then|here|or not|or what|after all)?\s*\??$|^(?:so |and |but |then )*(?:is|was) (?:it|this|that|anything|something|everything|there anything) (?:all )?(?:broken|wrong|failing|failed|a failure|success\w*|fine|ok|okay|good)\s*(?:here|then|at all)?\s*\??$|^(?:so |and )?(?:are|were|is|was) there (?:any |an )?(?:errors?|failures?)(?: (?:here|in (?:it|this|here|there|the log|this log)|at all))?\s*\??$|^any (?:errors?|failures?)(?: (?:here|in (?:it|this|here|the log)))?\s*\??$|^(?:所以|那么?|这次|这个?|它|到底|最后|最终|任务|整个?|日志里?|这段|里面|还)*(?:是)?(?:算)?(?:失败|报错|出错|出问题|成功)了?(?:吗|没有?|么|呢)\s*[?？]?$|^(?:所以|那么?|这段|日志里?|里面|这里|到底)*(?:有没有|是否有|有)(?:什么)?(?:报错|错误|失败|异常)(?:吗|么)?\s*[?？]?$|^(?:所以|那么?)*(?:一切|全都?|都)(?:正常|顺利|成功)了?(?:吗|么|没有?)\s*[?？]?$/i;
const ASKS_GOOD = /\b(?:well|fine|ok|okay|good|succe\w+|pass\w*|work\w*|through)\b|成功|正常|顺利/i;
const WELL =
  /^Finished |Deactivated successfully|\b(?:succe\w+|completed?|done|finished|joined|recovered|restored|(?:re-?)?connected|synced|started|ready)\b|成功|完成|恢复/i;
const NOT_WELL =
  /\b(?:not|never|un\w+|no)\b.{0,12}\b(?:succe|complet|done|finish|join|recover|connect|ready)|\bwith \d* ?errors?\b|未|没/i;

const isWell = ({ text }: EntryFact): boolean => WELL.test(text) && !NOT_WELL.test(text);

/** "So did it fail?", "有没有报错": by all of the log. */
export function aboutWholeRun(question: string, facts: JournalFacts, language: Language): AnswerAbout | null {
  if (!ASKS_WHOLE.test(question.trim()) || facts.loops.length > 0) return null;
  const good = ASKS_GOOD.test(question);
  const [well, badly] = good
    ? [pick(language, '是的，', 'Yes, '), pick(language, '没有，', 'No, ')]
    : [pick(language, '没有，', 'No, '), pick(language, '有：', 'Yes: ')];
  const failed = failuresTold(facts);
  const last = failed.at(-1);
  if (facts.verdict === 'healthy') {
    const end = facts.quotable.findLast((entry) => isWell(entry) && entry.at > (last?.at ?? 0));
    if (!last)
      return reply(
        facts,
        `${well}${pick(language, `这段日志里没有失败${end ? `，最后是：${quoted(end)}` : ''}。`, `nothing failed in this log${end ? `; it ends well: ${quoted(end)}` : ''}.`)}`,
        [end?.at],
        0.86,
      );
    if (!end) return onlyTold(last, facts, language);
    return reply(
      facts,
      pick(
        language,
        `最后没有失败：${quoted(end)}；之前失败过 ${failed.length} 次，最近一次 ${quoted(last, 180)}。`,
        `Not in the end: ${quoted(end)}; before that ${failed.length === 1 ? 'one line tells' : `${failed.length} lines tell`} of a failure, the last ${quoted(last, 180)}.`,
      ),
      [end.at, last.at],
      0.84,
    );
  }
  const cause = facts.causes[0];
  const bad = entryAt(facts, cause?.at[0]) ?? firstBad(facts) ?? badLines(facts)[0];
  if (!bad) return null;
  const { again } = ends(facts);
  const end = facts.quotable.findLast(
    ({ at, text }) => at > bad.at && /Failed with result|exited with (?:code )?[1-9]|Main process exited/i.test(text),
  );
  const because = cause ? pick(language, ` ${sentence(cause.title.zh)}`, ` ${sentence(cause.title.en)}`) : '';
  const later = again
    ? pick(language, `\n后来又好了：${quoted(again, 180)}`, `\nLater it was well again: ${quoted(again, 180)}`)
    : end
      ? pick(language, `\n结局：${quoted(end, 180)}`, `\nHow it ended: ${quoted(end, 180)}`)
      : '';
  return reply(
    facts,
    `${badly}${quoted(bad)}${pick(language, '。', '.')}${because.trimEnd()}${later}`,
    [bad.at, again?.at ?? end?.at],
    0.86,
  );
}
