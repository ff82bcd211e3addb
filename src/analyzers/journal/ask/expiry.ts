import type { Language } from '../../../language/language.ts';
import { pick } from '../../../language/pick.ts';
import type { AnswerAbout } from '../../analyzer.ts';
import type { EntryFact, JournalFacts } from '../facts.ts';
import { quoted, refuse, reply } from './reply.ts';
import { contentWords } from './topics.ts';

const ASKS_EXPIRY =
  /过期|到期|失效|有效(?:期|到)|\bexpir\w*|\bruns? out\b|\bvalid (?:until|till|to|for)\b|\bgood (?:until|for)\b/i;
const ASKS_WHEN =
  /哪(?:个|张|份)|\bwhich\b|什么时候|哪[天年月]|何时|几[号点]|多久|几天|多少天|时间|日期|到(?:什么|哪)|已经|了(?:吗|没|么)|\bwhen\b|\bwhat (?:date|day|time)\b|\bhow (?:long|many days)\b|\balready\b|\bstill valid\b|^(?:is|has|did|are)\b|\bdate\b/i;
const MONTHS = 'Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec';
const DATE = `(\\d{4}-\\d\\d-\\d\\d(?:[T ]\\d\\d:\\d\\d(?::\\d\\d)?)?(?: ?(?:Z|UTC|GMT|[+-]\\d\\d:?\\d\\d))?|(?:${MONTHS})[a-z]* +\\d{1,2},? (?:\\d\\d:\\d\\d(?::\\d\\d)? )?\\d{4}|\\d{1,2} (?:${MONTHS})[a-z]* \\d{4}|\\d{4}年\\d{1,2}月\\d{1,2}日)`;
const EXPIRES = new RegExp(
  `(?:\\bexpir(?:es?|ed|y|ing|ation)\\b(?: date| time)?|\\bnot ?after\\b|\\bvalid (?:until|till|to)\\b|\\bgood until\\b|\\bis after\\b|有效期(?:至|到)|过期时间|到期)[^\\d\\n]{0,20}?${DATE}`,
  'i',
);
const ASKS_RENEWAL = /续(?:期|签|费)|\brenew\w*/i;
const RENEWS = new RegExp(
  `(?:\\brenewal ?(?:time|date|at|on|due)?\\b|\\brenew(?:ed|s)? (?:at|on|after)\\b|续(?:期|签)[^\\d]{0,6})[^\\d\\n]{0,20}?${DATE}`,
  'i',
);
const OF_EXPIRY =
  /^(?:cert\w*|ssl|tls|token|licen[cs]e|key|lease|password|domain|renew\w*|will|expir\w*|runs?|out|valid|until|till|good|already|day\w*|date|left|soon\w*|earliest|latest|next|first|last|still|long)$/i;
const SOONEST = /最先|最早|最快|先(?:过期|到期)|\b(?:first|soonest|earliest|next)\b/i;
const LATEST = /最后|最晚|最迟|\b(?:last|latest)\b/i;
const DAY = 86_400_000;

const dayOf = (date: string): number =>
  Date.parse(
    date
      .replace(/年|月/g, '-')
      .replace('日', '')
      .replace(/(\d) (?=\d\d:)/, '$1T')
      .replace(/ (?:UTC|GMT)$/, 'Z'),
  );

/** "When does the certificate run out", "has it expired already": the date that a line gives, held against the log's own time. */
export function aboutExpiry(question: string, facts: JournalFacts, language: Language): AnswerAbout | null {
  const renewal = ASKS_RENEWAL.test(question);
  if (!(renewal || ASKS_EXPIRY.test(question)) || !ASKS_WHEN.test(question) || /为什么|\bwhy\b|怎么/i.test(question))
    return null;
  const told = facts.quotable.flatMap((entry) => {
    const date = (renewal ? RENEWS : EXPIRES).exec(entry.text)?.[1];
    return date ? [{ entry, date }] : [];
  });
  if (told.length === 0) return null;
  // One date does not speak for all of them.
  if (/所有|全部|都(?:已经?)?(?:过期|到期|失效)|\b(?:all|every)\b/i.test(question))
    return refuse(
      facts,
      language,
      pick(
        language,
        `看不出来：日志里说到的是 ${quoted(told[0]!.entry, 200)}，别的没有提。`,
        `It does not say: what it speaks of is ${quoted(told[0]!.entry, 200)}, and no other.`,
      ),
      [told[0]!.entry.at],
      0.7,
    );
  const names = contentWords(question).filter((word) => !OF_EXPIRY.test(word));
  const own =
    names.length === 0
      ? told
      : told.filter(({ entry }) => names.every((name) => entry.raw.toLowerCase().includes(name)));
  if (own.length === 0 || own.length > 6) {
    const known = names.filter((name) => !facts.quotable.some(({ raw }) => raw.toLowerCase().includes(name)));
    return known.length === 0 || own.length > 6
      ? null
      : refuse(
          facts,
          language,
          pick(language, `日志里没有提到 ${known.join(' ')}。`, `The log does not mention ${known.join(' ')}.`),
          told.map(({ entry }) => entry.at),
          0.7,
        );
  }
  const sorted = [...own].sort((a, b) => dayOf(a.date) - dayOf(b.date));
  const pool = SOONEST.test(question) ? sorted.slice(0, 1) : LATEST.test(question) ? sorted.slice(-1) : own;
  const [first] = pool;
  if (!first) return null;
  if (new Set(pool.map(({ date }) => date)).size > 1)
    return reply(
      facts,
      pool.map(({ entry, date }) => `- ${date}${pick(language, '：', ': ')}${quoted(entry, 200)}`).join('\n'),
      pool.map(({ entry }) => entry.at),
      0.88,
    );
  return reply(
    facts,
    `${stand(question, first.entry, first.date, facts, language)}${first.date}${pick(language, '：', ': ')}${quoted(first.entry, 260)}`,
    [first.entry.at],
    0.91,
  );
}

/** Whether that day has passed when the line was written, and how many days are left, where that is asked. */
function stand(question: string, entry: EntryFact, date: string, facts: JournalFacts, language: Language): string {
  const asksPassed = /已经|过期了|到期了|失效了|\balready\b|\bstill valid\b|^(?:so |and )?(?:is|has|did|are)\b/i.test(
    question,
  );
  const asksLeft = /多久|几天|多少天|\bhow (?:long|many)\b/i.test(question);
  const ends = dayOf(date);
  if ((!asksPassed && !asksLeft) || entry.time === null || Number.isNaN(ends)) return '';
  const yearless = facts.assumed.includes('year');
  const says = /\bwill expire\b|\bexpires\b|not due/i.test(entry.text)
    ? 1
    : /\bhas expired\b|\bis after\b/i.test(entry.text)
      ? -1
      : 0;
  // A log without a year is held to be of the year in which what it says is true.
  const month = yearless && says !== 0 ? `${date.slice(0, 4)}${entry.time.slice(4)}` : entry.time;
  const written = Date.parse(`${month.slice(0, 10)}T00:00:00Z`);
  const days = Math.round((ends - written) / DAY - 0.5);
  if (yearless && (says === 0 || !/^\d{4}/.test(date))) return '';
  const unsure = yearless
    ? pick(language, '（日志没写年份，按同一年算）', ' (the log has no year; the same is taken)')
    : '';
  if (asksLeft)
    return days < 0
      ? pick(language, `已经过期了${unsure}，到期日 `, `It has run out already${unsure}: `)
      : pick(language, `${days} 天${unsure}，到 `, `${days} days${unsure}, until `);
  const valid = /\bstill valid\b|有效/i.test(question);
  const passed = says === -1 || (says === 0 && days < 0);
  return passed === !valid
    ? pick(language, '是，', 'Yes: ')
    : passed
      ? pick(language, '不，已经过期：', 'No, it has run out: ')
      : pick(language, '还没有，到期日是 ', 'No, not yet: ');
}
