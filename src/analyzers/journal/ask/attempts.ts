import type { Language } from '../../../language/language.ts';
import type { AnswerAbout } from '../../analyzer.ts';
import type { JournalFacts } from '../facts.ts';
import { quoted, reply } from './reply.ts';

const pick = (language: Language, zh: string, en: string): string => (language === 'zh' ? zh : en);

const ASKED =
  /(?:试|尝试|重试|连)(?:了|过)?(?:几|多少)(?:次|遍|回)|(?:几|多少)次(?:尝试|重试)|\bhow (?:many (?:times|attempts|tries|retries)|often)\b.{0,40}(?:\btr(?:y|ied|ies)\b|attempt|retr|give|gave|giving|connect)|\bhow many (?:attempts|tries|retries)\b/i;
/** A log that counts itself: what it says at the end, else the highest number it came to. */
const TOTAL =
  /\b(?:after|in|gave up after|giving up after|exhausted|all) (\d{1,5}) (?:attempts?|tries|retries|times)\b|(?:重试|尝试)(?:了)? ?(\d{1,5}) ?次/i;
const NUMBERED =
  /\b(?:attempt|retry(?:ing)?|try|tries)\b[ #:=(]*(\d{1,5})(?:\s*(?:\/|of)\s*(\d{1,5}))?|第 ?(\d{1,5}) ?次(?:重试|尝试)/i;

/** "How many attempts before it gave up": the number the log itself gives; null where it gives none. */
export function aboutAttempts(question: string, facts: JournalFacts, language: Language): AnswerAbout | null {
  if (!ASKED.test(question)) return null;
  const total = facts.quotable.flatMap((entry) => {
    const match = TOTAL.exec(entry.text);
    return match ? [{ entry, count: Number(match[1] ?? match[2]) }] : [];
  })[0];
  if (total)
    return reply(
      facts,
      pick(language, `${total.count} 次：`, `${total.count}: `) + quoted(total.entry),
      [total.entry.at],
      0.9,
    );
  const numbered = facts.quotable.flatMap((entry) => {
    const match = NUMBERED.exec(entry.text);
    return match ? [{ entry, count: Number(match[1] ?? match[3]), of: match[2] }] : [];
  });
  const last = numbered.reduce<(typeof numbered)[number] | undefined>(
    (top, next) => (top && top.count >= next.count ? top : next),
    undefined,
  );
  if (!last || numbered.length < 2) return null;
  return reply(
    facts,
    pick(
      language,
      `记到第 ${last.count} 次${last.of ? `（最多 ${last.of} 次）` : ''}：`,
      `${last.count}${last.of ? ` (of ${last.of} at most)` : ''} by its own count: `,
    ) + quoted(last.entry),
    [last.entry.at],
    0.86,
  );
}
