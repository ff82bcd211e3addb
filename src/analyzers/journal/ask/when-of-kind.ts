import { readAsked } from '../../../asking/question.ts';
import type { Language } from '../../../language/language.ts';
import { pick } from '../../../language/pick.ts';
import type { AnswerAbout } from '../../analyzer.ts';
import type { JournalFacts } from '../facts.ts';
import { WAYS } from './failures.ts';
import { clockOf, msOf } from './lifetime.ts';
import { quoted, refuse, reply } from './reply.ts';
import { selected } from './selected.ts';

/** Kinds beside the reasons of a failure: that no connection came about, and a status of HTTP. */
const NO_CONNECTION: (typeof WAYS)[number] = [
  /连不上|连接(?:失败|不上)|断(?:开|连|线)|\b(?:can(?:no|')t|could(?:n't| not)|unable to|fail\w* to) connect\w*|\bdisconnect\w*|\blos(?:e|t|ing) (?:the |its )?connection/i,
  /\bconnection\b.{0,60}\b(?:could not be established|fail\w*|refused|lost|closed|reset|timed out)\b|\b(?:can(?:no|')t|could(?:n't| not)|unable to|failed to) (?:\w+ )?connect\b|\bconnect(?:ing)?\b.{0,40}\b(?:failed|refused|timed out)\b|\bdisconnected\b|\bno route to host\b|连接失败|断开/i,
  '连不上',
  'a failed connection',
];

function kindOf(question: string): (typeof WAYS)[number] | undefined {
  const status = /(?<![\d.:])([45]\d\d)(?![\d.:])/.exec(question)?.[1];
  if (status !== undefined)
    return [new RegExp(status), new RegExp(`(?<![\\d.:])${status}(?![\\d.:])`), ` ${status} `, status];
  return WAYS.find(([words]) => words.test(question)) ?? (NO_CONNECTION[0].test(question) ? NO_CONNECTION : undefined);
}

const LAST = /最后|末次|最近|\b(?:last|latest|final)\b/i;
const OF_WHEN =
  /几点钟?|什么时候|何时|啥时候|时间|开始|第一次|首次|最早|最先|最后一?次?|出现|没有?|无|报|\b(?:what time|when|did|do|does|was|were|the|it|first|last|start\w*|beg[aiu]n\w*|happen\w*|occur\w*|appear\w*|set in|errors?|time)\b/gi;

/** "几点开始拒绝连接的", "when did the timeouts begin": the first (or last) line of that kind, and not of another. */
export function aboutWhenOfKind(question: string, facts: JournalFacts, language: Language): AnswerAbout | null {
  const asked = readAsked(question);
  if (!asked.when || asked.else || asked.howLong || asked.count) return null;
  const way = kindOf(question);
  if (!way || /登录|\blog ?in\b/i.test(question)) return null;
  const [words, written, zh, en] = way;
  const rest = question
    .replace(new RegExp(words, 'gi'), ' ')
    .replace(OF_WHEN, ' ')
    .replace(/连接|connections?/gi, ' ');
  const { left, tests } = selected(rest, facts);
  // What else is named has to be there too.
  if (left) return null;
  const own = facts.quotable.filter((entry) => written.test(entry.text) && tests.every((test) => test(entry)));
  if (own.length === 0 && tests.length > 0) return null;
  if (own.length === 0)
    return refuse(
      facts,
      language,
      pick(language, `日志里没有说到${zh}的行。`, `No line of the log tells of ${en}.`),
      [],
      0.75,
    );
  const timed = own.filter((entry) => msOf(entry) !== null);
  const entry = LAST.test(question) ? timed.at(-1) : timed[0];
  if (!entry) return null;
  const many =
    timed.length > 1 ? pick(language, `（这样的共 ${timed.length} 条）`, ` (${timed.length} such lines in all)`) : '';
  return reply(facts, `${clockOf(entry)}${pick(language, '：', ': ')}${quoted(entry, 260)}${many}`, [entry.at], 0.9);
}
