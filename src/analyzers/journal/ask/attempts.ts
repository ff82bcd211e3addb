import { keysAcross, shared } from '../../../asking/across.ts';
import type { Language } from '../../../language/language.ts';
import { pick } from '../../../language/pick.ts';
import type { AnswerAbout } from '../../analyzer.ts';
import type { EntryFact, JournalFacts } from '../facts.ts';
import { kindsOf, speaksOfFailure } from './failing.ts';
import { msOf, spanWords } from './lifetime.ts';
import { quoted, reply } from './reply.ts';

const ASKED =
  /(?:试|尝试|重试|连)(?:了|过)?(?:几|多少)(?:次|遍|回)|(?:几|多少)次(?:尝试|重试)|\bhow (?:many (?:times|attempts|tries|retries)|often)\b.{0,40}(?:\btr(?:y|ied|ies)\b|attempt|retr|give|gave|giving|connect)|\bhow many (?:attempts|tries|retries)\b/i;
/** A log that counts itself: what it says at the end, else the highest number it came to. */
const TOTAL =
  /\b(?:after|in|gave up after|giving up after|exhausted|all) (\d{1,5}) (?:attempts?|tries|retries|times)\b|(?:重试|尝试)(?:了)? ?(\d{1,5}) ?次/i;
const NUMBERED =
  /\b(?:attempt|retry(?:ing)?|try|tries)\b[ #:=(]*(\d{1,5})(?![\d.]*\s*m?s\b)(?:\s*(?:\/|of)\s*(\d{1,5}))?|第 ?(\d{1,5}) ?次(?:重试|尝试)|(?:retry|attempt|tr(?:y|ies)|giv(?:e|ing) up).{0,40}[([](\d{1,4})\s*(?:\/|of)\s*(\d{1,4})[)\]]/i;

/** The same failure of one program, again and again. */
function repeatedFailure(question: string, facts: JournalFacts): EntryFact[] {
  const bad = new Set(
    facts.labels.flatMap(({ at, role }) => (/^(?:cause|symptom|consequence)$/.test(role) ? [at] : [])),
  );
  const failures = facts.quotable.filter(
    ({ at, program, text }) => program !== 'systemd' && program !== 'kernel' && (bad.has(at) || speaksOfFailure(text)),
  );
  const repeated = kindsOf(failures).filter((kind) => kind.length > 1);
  const asked = keysAcross(question);
  const named = repeated.filter(([first]) => shared(asked, keysAcross(first!.text)) > 0);
  const [only, other] = named.length > 0 ? named : repeated;
  if (only && !other) return only;
  // One failure that several lines tell: each of them as often.
  const all = named.length > 0 ? named : repeated;
  return only && all.every((kind) => kind.length === only.length) ? only : [];
}

const OF_A_CONNECTION = /\bconnect|\breconnect|连接/i;
const CONNECTED =
  /^(?!.*\b(?:dis|not |un)connected\b).*\b(?:re-?)?(?:connected|established)\b|连接(?:成功|已建立)|已连接/i;

/** The try behind the failed ones that went well, where they were tries to connect. */
const wentWell = (last: EntryFact, facts: JournalFacts): EntryFact | undefined =>
  OF_A_CONNECTION.test(last.text)
    ? facts.quotable.find(
        ({ at, program, text }) =>
          at > last.at && program === last.program && CONNECTED.test(text) && !speaksOfFailure(text),
      )
    : undefined;

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
    return match ? [{ entry, count: Number(match[1] ?? match[3] ?? match[4]), of: match[2] ?? match[5] }] : [];
  });
  const last = numbered.reduce<(typeof numbered)[number] | undefined>(
    (top, next) => (top && top.count >= next.count ? top : next),
    undefined,
  );
  if (!last || numbered.length < 2) {
    const failures = repeatedFailure(question, facts);
    const [first, end] = [failures[0], failures.at(-1)];
    if (!first || !end) return null;
    const well = /失败|\bfail/i.test(question) ? undefined : wentWell(end, facts);
    if (well) {
      const all = failures.length + 1;
      return reply(
        facts,
        pick(
          language,
          `${all} 次：前 ${failures.length} 次失败（${quoted(first, 160)}），第 ${all} 次成功：${quoted(well, 160)}`,
          `${all}: ${failures.length === 1 ? 'one' : failures.length} failed (${quoted(first, 160)}), the last went well: ${quoted(well, 160)}`,
        ),
        [first.at, well.at],
        0.88,
      );
    }
    return reply(
      facts,
      pick(
        language,
        `日志里有 ${failures.length} 次，同一条：`,
        `${failures.length} times in this log, each time the same: `,
      ) + quoted(first),
      [first.at, end.at],
      0.86,
    );
  }
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

const TRIED_HOW_LONG =
  /(?:试|尝试|重试|坚持)(?:了|过)?(?:多久|多长时间)|多久(?:之后|以后|才)?(?:就)?放弃|\bhow long\b.{0,30}\b(?:tr(?:y|ied|ies|ying)|retr\w+|attempt\w*|gave up|giv\w+ up)\b/i;
const GAVE_UP =
  /\bgiv(?:e|ing) up\b|\bgave up\b|\bstill (?:could|can)(?: ?not|n't)\b|\bexhausted\b|\btoo many\b|\bmax(?:imum)? (?:retries|attempts)\b|放弃/i;

/** "How long did it try before giving up": from the first failed attempt to the line that gives up, or to the last attempt. */
export function aboutTrying(question: string, facts: JournalFacts, language: Language): AnswerAbout | null {
  if (!TRIED_HOW_LONG.test(question)) return null;
  const numbered = facts.quotable.filter(({ text }) => NUMBERED.test(text));
  const attempts = numbered.length > 1 ? numbered : repeatedFailure(question, facts);
  const first = attempts[0];
  const end = first && (facts.quotable.find(({ at, text }) => at > first.at && GAVE_UP.test(text)) ?? attempts.at(-1));
  const [from, to] = [msOf(first), msOf(end)];
  if (!first || !end || from === null || to === null || to <= from) return null;
  return reply(
    facts,
    pick(
      language,
      `${spanWords(to - from, 'zh')}：从第一次失败 ${quoted(first, 160)} 到 ${quoted(end, 160)}。`,
      `${spanWords(to - from, 'en')}, from the first failure, ${quoted(first, 160)}, to ${quoted(end, 160)}.`,
    ),
    [first.at, end.at],
    0.88,
  );
}
