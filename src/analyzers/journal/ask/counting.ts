import { readAsked } from '../../../asking/question.ts';
import type { Language } from '../../../language/language.ts';
import { pick } from '../../../language/pick.ts';
import type { AnswerAbout } from '../../analyzer.ts';
import type { EntryFact, JournalFacts } from '../facts.ts';
import { inline } from '../say/quote.ts';
import { onlyMayFail } from './failing.ts';
import { quoted, reply } from './reply.ts';
import { selected } from './selected.ts';
import { valuesIn } from './values.ts';

const OF_LINES =
  /[几多][少]?\s*(?:次|遍|回|条|行)|\bhow (?:many times|often)\b|\bhow many (?:\w+[ -]){0,3}(?:lines|entries|messages|errors|warnings|attempts|failures|logins|requests|events|retries|timeouts|queries|disconnects|reconnects)\b|[几多]少?个?\s*(?:错误|报错|警告|告警)/i;
/** What is counted is no line of its own, or is counted elsewhere. */
const OTHERWISE = /重启|restart|节点|\bnodes?\b|副本|replicas?|多少(?:秒|分|毫秒|钱|内存|空间)|第几/i;

const IS_ERROR = /^(?:err|crit|fatal|alert|emerg|panic|severe)/i;

/** One event is told by several lines of one second: where one of them is the error, the others only say more of it. */
function oneOfEach(entries: readonly EntryFact[]): readonly EntryFact[] {
  const errors = entries.filter(({ level }) => IS_ERROR.test(level ?? ''));
  if (errors.length === 0 || errors.length === entries.length) return entries;
  const alike = (one: EntryFact, other: EntryFact): boolean =>
    one.program === other.program && one.time?.slice(0, 19) === other.time?.slice(0, 19);
  return entries.every((entry) => errors.some((error) => alike(entry, error))) ? errors : entries;
}

/** A line the system folded several of into: "(x14 over 5m)", "message repeated 3 times". */
export function timesOf({ raw }: EntryFact): number {
  const folded = /\(x(\d+) over|repeated (\d+) times/i.exec(raw);
  return Number(folded?.[1] ?? folded?.[2] ?? 1);
}

const OF_RETRIES = /重试|再试|\bretr(?:y|ies|ied)\b/i;
const TELLS_RETRY =
  /\bretr(?:y|ies|ied|ying)|\battempt|\btr(?:y|ying|ied) again\b|restart|reconnect|back-?off|重试|重连|第 ?\d+ ?次/i;

/** "How many failed logins came from X", "几条警告": the entries for which all of it holds, counted. */
export function aboutHowMany(question: string, facts: JournalFacts, language: Language): AnswerAbout | null {
  const asked = readAsked(question);
  if (!asked.count || asked.else || asked.howLong || OTHERWISE.test(question)) return null;
  const { entries: all, left, conditions } = selected(question, facts);
  // What may go wrong has not.
  const entries = /失败|\bfail/i.test(question) ? all.filter(({ text }) => !onlyMayFail(text)) : all;
  if (
    OF_RETRIES.test(question) &&
    /[几多]少?次|\bhow (?:many|often)\b/i.test(question) &&
    !facts.quotable.some(({ text }) => TELLS_RETRY.test(text))
  )
    return reply(facts, pick(language, '0 次：日志里没有重试的记录。', 'None: the log shows no retry.'), [], 0.8);
  if (asked.distinct) {
    const values = new Map(
      valuesIn(question, entries.length > 0 && !left ? entries : facts.quotable)
        // A server's own address is none of those that came.
        .filter(({ value }) => value !== '0.0.0.0')
        .map(({ value, entry }) => [value, entry]),
    );
    if (values.size === 0) return null;
    const shown = [...values.keys()].slice(0, 8).map((value) => `\`${inline(value)}\``);
    return reply(
      facts,
      `${values.size}${pick(language, ' 个：', ': ')}${shown.join(pick(language, '、', ', '))}`,
      [...values.values()].slice(0, 4).map(({ at }) => at),
      0.9,
    );
  }
  const ofThings = conditions >= 2 && /[几多]少?个|\bhow many\b/i.test(question);
  // `waiting=37` counts what waits, not the lines that say so.
  const asWords = question.toLowerCase().match(/[a-z]{4,}/g) ?? [];
  if (entries.some(({ text }) => asWords.some((word) => new RegExp(`\\b${word}=\\d`).test(text)))) return null;
  // "Added 812 packages" counts packages itself.
  const noun = /\bhow many ([a-z]{4,}?)s?\b/i.exec(question)?.[1];
  const counts = noun
    ? entries.flatMap((entry) => {
        const figure = new RegExp(`(?<![\\w.:/-])(\\d+) (?:[a-z]+ )?${noun}`, 'i').exec(entry.text)?.[1];
        return figure === undefined ? [] : [{ entry, figure }];
      })
    : [];
  const [own, another] = counts;
  if (own && another) return null;
  if (own && !left)
    return reply(facts, `${own.figure}${pick(language, '：', ': ')}${quoted(own.entry, 240)}`, [own.entry.at], 0.88);
  // Rows that a program counts itself are no lines of the log.
  if (/[几多]少?[行条]/.test(question) && entries.some(({ text }) => /\d ?(?:rows?|records?)\b/i.test(text)))
    return null;
  if (!(OF_LINES.test(question) || ofThings) || left || conditions === 0 || entries.length === 0) return null;
  // What failed, and how often, is told better than by counting what calls itself an error.
  if (conditions === 1 && /错误|报错|\berrors?\b/i.test(question) && facts.causes.length > 0) return null;
  if (entries.some(({ raw }) => /\(x\d+ over/.test(raw))) return null;
  // Of a kill the kernel writes several lines, and one that says who was killed.
  const kills = /杀|\bkill/i.test(question) ? entries.filter(({ text }) => /\bKilled process \d/.test(text)) : [];
  const once = kills.length > 0 ? kills : oneOfEach(entries);
  const times = once.reduce((sum, entry) => sum + timesOf(entry), 0);
  const shown = once.slice(0, 4).map((entry) => `- ${quoted(entry, 180)}`);
  const more =
    once.length > 4 ? [pick(language, `……另有 ${once.length - 4} 条`, `... and ${once.length - 4} more`)] : [];
  return reply(
    facts,
    [`${times}${pick(language, ' 次：', times === 1 ? ' time:' : ' times:')}`, ...shown, ...more].join('\n'),
    once.slice(0, 4).map(({ at }) => at),
    0.88,
  );
}
