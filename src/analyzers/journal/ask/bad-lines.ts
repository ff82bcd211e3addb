import type { Language } from '../../../language/language.ts';
import { placeOf } from '../../../language/number-words.ts';
import { pick } from '../../../language/pick.ts';
import type { AnswerAbout } from '../../analyzer.ts';
import type { EntryFact, JournalFacts } from '../facts.ts';
import { entryNumbers } from '../say/phrases.ts';
import { explainEntry } from './entry.ts';
import { tellsOfFailure } from './failing.ts';
import { reply } from './reply.ts';

const BAD_LEVEL = /^(?:err|crit|fatal|alert|emerg|panic|severe)/i;
const CALLS_ITSELF_BAD = /^(?:E|error|fatal|panic)\b ?[:[]|^\S+: error:/i;

/** A line without a level that names an error, and counts none. */
const NAMES_ERROR = /\berrors?\b/i;
const NO_ERROR =
  /\b(?:0|no|without(?: any)?|zero) errors?\b|\berrors?[_-](?:log|page|handler|reporter)\w*|\berrors?[=:] ?"?(?:0|nil|null|<nil>|none|false)\b/i;
const CALM_LEVEL = /^(?:info|debug|notice|trace)/i;

/** Entries that tell of something bad: by their level, by their part in the failure, or by what they say. */
export function badLines(facts: JournalFacts): EntryFact[] {
  const role = new Map(facts.labels.map((label) => [label.at, label.role]));
  return facts.quotable.filter(({ at, level, text }) => {
    const part = role.get(at);
    if (part === 'cause' || part === 'symptom' || part === 'consequence') return true;
    if (part === 'noise' || part === 'healthy') return false;
    if (BAD_LEVEL.test(level ?? '') || CALLS_ITSELF_BAD.test(text) || tellsOfFailure(text)) return true;
    return NAMES_ERROR.test(text) && !NO_ERROR.test(text) && !CALM_LEVEL.test(level ?? '') && part === 'unknown';
  });
}

/** "第一条报错", "the last error": which of the bad lines is meant, and not which line of all. */
const NTH_BAD =
  /(?:第\s*(\d{1,4}|[一二三四五六七八九十]{1,3})|(首|最早的?一?|最先的?一?|最后的?一?|末))\s*(?:个|条|行|次|句)?(?:的)?(?:报错|错误|error|异常)|\b(first|second|third|fourth|fifth|last|final|earliest) (?:real |actual )?error(?: (?:line|message|entry))?\b/i;
/** Whatever else the question names, it is not about the errors as such. */
const OF_THE_ASKING =
  /日志|里面|里|中|是|在|的|那|这|哪|一?[行条个句]|什么|啥|内容|写|说|了|信息|消息|出现|几点|什么时候|时间|呢|吗|\b(?:the|what|which|line|is|was|were|in|this|that|log|where|show|me|quote|when|did|it|does|say|and|so|of|here|entry|message|come|came|happen|occur|appear)\b|[\s\p{P}]/giu;

/** "Which line is the first error": counted among the lines that tell of something bad. */
export function aboutNthBad(question: string, facts: JournalFacts, language: Language): AnswerAbout | null {
  const match = NTH_BAD.exec(question);
  if (!match || /[\p{L}\p{N}]/u.test(question.replace(NTH_BAD, ' ').replace(OF_THE_ASKING, ' '))) return null;
  const bad = badLines(facts);
  if (bad.length === 0)
    return reply(facts, pick(language, '这段日志里没有报错。', 'There is no error in this log.'), [], 0.8);
  const word = match[1] ?? match[2] ?? match[3]!;
  const nth = /最后|末|last|final/i.test(word) ? bad.length : /首|最早|最先|earliest/i.test(word) ? 1 : placeOf(word);
  const entry = bad[nth - 1];
  if (!entry)
    return reply(
      facts,
      pick(language, `只有 ${bad.length} 条报错。`, `There are only ${bad.length} of them.`),
      bad.slice(0, 3).map(({ at }) => at),
      0.8,
    );
  const told = explainEntry(entry.at, facts, language, 0.88);
  return {
    ...told,
    declined: false,
    answer: `${entryNumbers([entry.at], language)}${pick(language, '：', ': ')}${told.answer}`,
  };
}
