import type { Language } from '../../../language/language.ts';
import { pick } from '../../../language/pick.ts';
import type { AnswerAbout } from '../../analyzer.ts';
import type { JournalFacts } from '../facts.ts';
import { quoted, reply } from './reply.ts';
import { search } from './search.ts';

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

/** Reasons of events by what people call them. */
const EVENTS: [asked: RegExp, reason: RegExp][] = [
  [/杀|\bkill/i, /^Killing$/],
  [/探针|探测|健康检查|\bprobe|health ?check|unhealthy/i, /^Unhealthy$/],
  [/拉(?:取|了)?.{0,4}镜像|镜像|\bpull/i, /^Pull(?:ing|ed)$/],
  [/退避|back-?off/i, /^BackOff$/],
  [/挂载|\bmount/i, /^Failed(?:Mount|AttachVolume)$/],
  [/调度|schedul/i, /^FailedScheduling$/],
];
const HOW_OFTEN = /几次|多少次|几回|多少回|\bhow (?:often|many times)\b/i;
const ROW = /^\s*(?:Normal|Warning)\s+(\w+)\s+\S.*?\(x(\d+) over/;

/** "How often was it killed": an event counts itself, as in `2m (x3 over 5m)`. */
export function aboutEventCount(question: string, facts: JournalFacts, language: Language): AnswerAbout | null {
  if (!HOW_OFTEN.test(question)) return null;
  const called = EVENTS.find(([asked]) => asked.test(question));
  if (!called) return null;
  const found = facts.quotable.flatMap((entry) => {
    const match = ROW.exec(entry.raw);
    return match && called[1].test(match[1]!) ? [{ entry, count: Number(match[2]) }] : [];
  })[0];
  return found
    ? reply(
        facts,
        pick(language, `${found.count} 次（x${found.count}）：`, `${found.count} times (x${found.count}): `) +
          quoted(found.entry),
        [found.entry.at],
        0.9,
      )
    : null;
}

const WHICH_FILE = /(?:哪个|什么|哪一个)(?:文件|目录|路径)|\b(?:which|what) (?:file|path|directory|folder|socket)\b/i;
const PATH = /(?<![\w/.])(\.{0,2}\/[\w.@%+-]+(?:\/[\w.@%+-]+)*)/;

/** "Which file could it not lock": a path in the entry that speaks of what was done to it. */
export function aboutFile(question: string, facts: JournalFacts, language: Language): AnswerAbout | null {
  if (!WHICH_FILE.test(question)) return null;
  const hits = search(question.replace(WHICH_FILE, ' '), facts).filter(({ entry }) => PATH.test(entry.text));
  const [top] = hits;
  if (!top || top.coverage < 0.4) return null;
  return reply(
    facts,
    `\`${PATH.exec(top.entry.text)![1]}\`${pick(language, '：', ': ')}${quoted(top.entry)}`,
    [top.entry.at],
    0.86,
  );
}
