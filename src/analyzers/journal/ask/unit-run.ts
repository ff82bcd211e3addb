import type { Language } from '../../../language/language.ts';
import { pick } from '../../../language/pick.ts';
import type { AnswerAbout } from '../../analyzer.ts';
import type { JournalFacts } from '../facts.ts';
import { msOf, spanWords } from './lifetime.ts';
import { quoted, reply } from './reply.ts';

const HOW_LONG_IT_TOOK =
  /^(?:so |and |but )?how long did (?:it|this|that|the (?:run|job|task|script|service|unit|thing)) (?:take|run|last)\s*\??$|^(?:那|它|这次|任务|一共|总共)*(?:跑|用|花|运行|执行)了?多(?:久|长时间)\s*[?？]?$/i;

/** "How long did it take": of a log of one unit's run, from its start as systemd tells it to its end. */
export function aboutUnitRun(question: string, facts: JournalFacts, language: Language): AnswerAbout | null {
  if (!HOW_LONG_IT_TOOK.test(question.trim()) || facts.loops.length > 0) return null;
  const ofSystemd = facts.quotable.filter(({ program }) => program === 'systemd');
  const [from, other] = ofSystemd.filter(({ text }) => /^Starting /.test(text));
  const to = ofSystemd.findLast(({ text }) => /^Finished |Deactivated successfully|Failed with result/.test(text));
  const [start, end] = [msOf(from), msOf(to)];
  if (!from || other || !to || start === null || end === null || end < start) return null;
  return reply(
    facts,
    pick(
      language,
      `${spanWords(end - start, language)}：从 ${quoted(from, 150)} 到 ${quoted(to, 150)}。`,
      `${spanWords(end - start, language)}: from ${quoted(from, 150)} to ${quoted(to, 150)}.`,
    ),
    [from.at, to.at],
    0.9,
  );
}
