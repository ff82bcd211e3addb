import { readAsked } from '../../../asking/question.ts';
import type { Language } from '../../../language/language.ts';
import { pick } from '../../../language/pick.ts';
import type { AnswerAbout } from '../../analyzer.ts';
import type { JournalFacts } from '../facts.ts';
import { WAYS } from './failures.ts';
import { clockOf, msOf } from './lifetime.ts';
import { quoted, refuse, reply } from './reply.ts';
import { selected } from './selected.ts';

const LAST = /最后|末次|最近|\b(?:last|latest|final)\b/i;
const OF_WHEN =
  /几点钟?|什么时候|何时|啥时候|时间|开始|第一次|首次|最早|最先|最后一?次?|出现|没有?|无|报|\b(?:what time|when|did|do|does|was|were|the|it|first|last|start\w*|beg[aiu]n\w*|happen\w*|occur\w*|appear\w*|set in|errors?|time)\b/gi;

/** "几点开始拒绝连接的", "when did the timeouts begin": the first (or last) line of that kind, and not of another. */
export function aboutWhenOfKind(question: string, facts: JournalFacts, language: Language): AnswerAbout | null {
  const asked = readAsked(question);
  if (!asked.when || asked.else || asked.howLong || asked.count) return null;
  const way = WAYS.find(([words]) => words.test(question));
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
