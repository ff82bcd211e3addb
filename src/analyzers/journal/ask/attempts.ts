import { keysAcross, shared } from '../../../asking/across.ts';
import type { Language } from '../../../language/language.ts';
import { pick } from '../../../language/pick.ts';
import type { AnswerAbout } from '../../analyzer.ts';
import type { EntryFact, JournalFacts } from '../facts.ts';
import { msOf, spanWords } from './lifetime.ts';
import { quoted, reply } from './reply.ts';
import { search } from './search.ts';

const ASKED =
  /(?:试|尝试|重试|连)(?:了|过)?(?:几|多少)(?:次|遍|回)|(?:几|多少)次(?:尝试|重试)|\bhow (?:many (?:times|attempts|tries|retries)|often)\b.{0,40}(?:\btr(?:y|ied|ies)\b|attempt|retr|give|gave|giving|connect)|\bhow many (?:attempts|tries|retries)\b/i;
/** A log that counts itself: what it says at the end, else the highest number it came to. */
const TOTAL =
  /\b(?:after|in|gave up after|giving up after|exhausted|all) (\d{1,5}) (?:attempts?|tries|retries|times)\b|(?:重试|尝试)(?:了)? ?(\d{1,5}) ?次/i;
const NUMBERED =
  /\b(?:attempt|retry(?:ing)?|try|tries)\b[ #:=(]*(\d{1,5})(?![\d.]*\s*m?s\b)(?:\s*(?:\/|of)\s*(\d{1,5}))?|第 ?(\d{1,5}) ?次(?:重试|尝试)|(?:retry|attempt|tr(?:y|ies)|giv(?:e|ing) up).{0,40}[([](\d{1,4})\s*(?:\/|of)\s*(\d{1,4})[)\]]/i;

/** The same failure of one program, again and again: what its lines have in common once numbers are left out. */
function repeatedFailure(question: string, facts: JournalFacts): EntryFact[] {
  const bad = new Set(
    facts.labels.flatMap(({ at, role }) => (/^(?:cause|symptom|consequence)$/.test(role) ? [at] : [])),
  );
  const groups = new Map<string, EntryFact[]>();
  for (const entry of facts.quotable) {
    if (
      !bad.has(entry.at) &&
      !/\b(?:fail(?:ed|ure)?|error|refused|timed? ?out|denied|unable|cannot)\b/i.test(entry.text)
    )
      continue;
    if (entry.program === 'systemd' || entry.program === 'kernel') continue;
    const key = `${entry.program} ${entry.text.replace(/\d+/g, '0')}`;
    groups.set(key, [...(groups.get(key) ?? []), entry]);
  }
  const repeated = [...groups.values()].filter((group) => group.length > 1);
  const asked = keysAcross(question);
  const named = repeated.filter((group) => shared(asked, keysAcross(group[0]!.text)) > 0);
  const [only, other] = named.length > 0 ? named : repeated;
  if (only && !other) return only;
  // One failure that several lines tell: each of them as often.
  const all = named.length > 0 ? named : repeated;
  return only && all.every((group) => group.length === only.length) ? only : [];
}

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

const BROKEN_LINE =
  /\b(?:does|did|do) (?:it|the (?:log|error|message))\b.{0,12}\b(?:say|tell|show|mention|name|give)\b.{0,12}\b(?:which|what) line\b|\b(?:which|what) line (?:of|in) (?:the |this |that )?(?:file|config\w*|script|yaml|json|\S+\.\w{2,5})\b|(?:文件|配置|脚本).{0,6}(?:哪一?|第几)行|(?:哪一?|第几)行(?:配置)?(?:写错|有错|错|坏|不对)/i;
const LINE_NUMBER = /\bline:? #?(\d{1,6})\b|[\w.-]+\.\w{2,5}:(\d{1,6})(?::\d+)?\b|第 ?(\d{1,6}) ?行/i;

/** "Does it say which line of the file is broken": the line of a file that an error names, or that it names none. */
export function aboutBrokenLine(question: string, facts: JournalFacts, language: Language): AnswerAbout | null {
  if (!BROKEN_LINE.test(question)) return null;
  const causes = facts.quotable.filter(({ at }) => facts.causes.some((cause) => cause.at.includes(at)));
  const naming = causes.find(({ text }) => LINE_NUMBER.test(text));
  const [shown] = naming ? [naming] : causes;
  if (!shown) return null;
  const [, a, b, c] = LINE_NUMBER.exec(shown.text) ?? [];
  const line = a ?? b ?? c;
  return line === undefined
    ? reply(
        facts,
        pick(
          language,
          `没有，日志没说是第几行，只有：${quoted(shown)}`,
          `No, it does not say which line; all there is: ${quoted(shown)}`,
        ),
        [shown.at],
        0.88,
      )
    : reply(
        facts,
        pick(language, `第 ${line} 行：${quoted(shown)}`, `Line ${line}: ${quoted(shown)}`),
        [shown.at],
        0.9,
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
/** Events of all three probes have one reason. */
const PROBE_KINDS: [asked: RegExp, text: RegExp][] = [
  [/就绪|readiness/i, /readiness/i],
  [/存活|liveness/i, /liveness/i],
  [/启动探针|startup/i, /startup/i],
];
const HOW_OFTEN = /几次|多少次|几回|多少回|\bhow (?:often|many times)\b/i;
const ROW = /^\s*(?:Normal|Warning)\s+(\w+)\s+\S.*?\(x(\d+) over/;

/** "How often was it killed": an event counts itself, as in `2m (x3 over 5m)`. */
export function aboutEventCount(question: string, facts: JournalFacts, language: Language): AnswerAbout | null {
  if (!HOW_OFTEN.test(question)) return null;
  const called = EVENTS.find(([asked]) => asked.test(question));
  if (!called) return null;
  const kind = PROBE_KINDS.find(([words]) => words.test(question))?.[1];
  const found = facts.quotable.flatMap((entry) => {
    const match = ROW.exec(entry.raw);
    if (!match || !called[1].test(match[1]!) || (kind && !kind.test(entry.text))) return [];
    return [{ entry, count: Number(match[2]) }];
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

const FULL =
  /(?:哪|什么).{0,6}(?:满|没空间)|(?:盘|磁盘|分区|卷|目录).{0,4}(?:哪|是).{0,6}满|\b(?:which|what) (?:disk|drive|volume|filesystem|file system|partition|mount|directory|device)\b.{0,16}\b(?:full|space)\b/i;
const NO_SPACE = /No space left|disk (?:is )?full|ENOSPC|not enough (?:disk )?space|insufficient (?:disk )?space/i;

/** "哪块盘满了": the path or device that the line names which found no room. */
export function aboutFull(question: string, facts: JournalFacts, language: Language): AnswerAbout | null {
  if (!FULL.test(question)) return null;
  const entry = facts.quotable.find(({ text }) => NO_SPACE.test(text) && PATH.test(text));
  if (!entry) return null;
  const path = PATH.exec(entry.text)![1]!;
  return reply(
    facts,
    pick(
      language,
      `写 \`${path}\` 时没有空间了，也就是它所在的那个文件系统（\`df -h ${path}\` 看是哪个）：${quoted(entry)}`,
      `The one that holds \`${path}\`: there was no room to write it (\`df -h ${path}\` shows which file system that is): ${quoted(entry)}`,
    ),
    [entry.at],
    0.87,
  );
}

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
