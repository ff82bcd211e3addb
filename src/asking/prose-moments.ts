import { keysAcross, shared } from './across.ts';
import { writeSeconds } from './amount.ts';
import { figuresIn, inUnit, momentsIn } from './figures.ts';
import { pick } from './pick.ts';
import type { Clause, ProseAnswer, Reading } from './prose-clauses.ts';

/** "How long did the check take": between two moments that the text tells. */
export function between(reading: Reading): ProseAnswer | null {
  const { asked, question, statements, keys, clauses } = reading;
  if (!asked.howLong && !/几天|多少天|几分钟|多少分钟/.test(question)) return null;
  if (asked.difference) return null;
  const timed = clauses.flatMap((clause) => momentsIn(clause.text).map((moment) => ({ clause, moment })));
  if (timed.length < 2) return null;
  // "By 07:03, when checkout recovered": a moment is that of the clauses beside it that have none.
  const aroundOf = (own: Clause): string => {
    const all = clauses.filter(({ statement }) => statement === own.statement);
    const isTimed = (one: Clause): boolean => timed.some(({ clause }) => clause === one);
    const at = all.indexOf(own);
    const next = all.findIndex((one, index) => index > at && isTimed(one));
    const first = all.slice(0, at).some(isTimed) ? at : 0;
    return all
      .slice(first, next < 0 ? undefined : next)
      .map(({ text }) => text)
      .join(' ');
  };
  const best = (words: string, after: number): (typeof timed)[number] | undefined => {
    const own = keysAcross(words);
    const scored = timed.slice(after).map((one) => ({
      one,
      score: Math.max(
        shared(own, one.clause.keys) + (hanShared(words, one.clause.text) ? 0.9 : 0),
        0.9 * shared(own, keysAcross(aroundOf(one.clause))),
      ),
    }));
    const top = scored.reduce<(typeof scored)[number] | undefined>(
      (a, b) => (a && a.score >= b.score ? a : b),
      undefined,
    );
    return top && top.score >= 0.8 ? top.one : undefined;
  };
  const parts =
    /从\s*(.{1,20}?)\s*到\s*(.{1,20}?)(?:一共|总共|之间|用|花|过|隔|差|是|经过|要)?了?(?:多久|多长|几|多少)/.exec(
      question,
    ) ??
    /\b(?:from|between)\s+(.{2,50}?)\s+(?:to|and|until)\s+(.{2,50}?)\s*\??$/i.exec(question) ??
    /^(.{2,20}?)(?:之后|以后|后)(?:过了?|隔了?)?(?:多久|多长时间|几分钟|多少分钟)(?:才|就)?(.{2,20}?)[的了]?[?？]?$/.exec(
      question,
    );
  const spoken = parts ? [] : timed.filter(({ clause }) => shared(keys, clause.keys) >= 0.9);
  const behind = spoken.length === 1 ? timed[timed.indexOf(spoken[0]!) + 1] : undefined;
  // "It began on June 12 and ended on the 20th": the end does not name it again.
  const ended =
    behind &&
    behind.clause.statement === spoken[0]!.clause.statement &&
    /结束|完成|恢复|\bend(?:ed)?\b|\bfinish\w*|\bdone\b|\bresum\w*/i.test(behind.clause.text);
  const topic = ended ? [spoken[0]!, behind] : spoken;
  // "From the first sign to the recovery": no sentence calls them so.
  const turnOf = (
    words: string,
    called: RegExp,
    tells: RegExp,
    which: 'first' | 'last',
  ): (typeof timed)[number] | undefined => {
    if (!called.test(words)) return undefined;
    const found = timed.filter(({ clause }) => tells.test(aroundOf(clause)));
    return which === 'first' ? found[0] : found.at(-1);
  };
  const from = parts ? (best(parts[1]!, 0) ?? turnOf(parts[1]!, BEGINS, BREAKS, 'first')) : topic[0];
  const to =
    parts && from ? (best(parts[2]!, timed.indexOf(from) + 1) ?? turnOf(parts[2]!, ENDS, RECOVERS, 'last')) : topic[1];
  if (!from || !to || from === to || from.moment.date !== to.moment.date || (!parts && topic.length !== 2)) return null;
  const minutes = to.moment.minute - from.moment.minute;
  if (minutes <= 0) return null;
  const span = from.moment.date
    ? pick(reading, `${minutes / 1440} 天`, `${minutes / 1440} days`)
    : writeSeconds(minutes * 60, reading.language);
  return {
    text: pick(
      reading,
      `${span}（${from.moment.raw} → ${to.moment.raw}）`,
      `${span} (${from.moment.raw} → ${to.moment.raw})`,
    ),
    from: [...new Set([from, to].map(({ clause }) => statements[clause.statement]!))],
  };
}

const BEGINS = /发现|开始|出(?:事|问题|故障)|故障|告警|报警|\b(?:start|first|notic|report|alert|problem)\w*/i;
const ENDS = /恢复|解决|好了|正常|\b(?:recover|resol|fix|back|normal|end)\w*/i;

const OUTAGE =
  /(?:故障|事故|中断|宕机|停机|抖动?|断网|挂|不可用|影响|失败|报错|超时|变慢)[^，。]{0,8}(?:多久|多长)|\bhow long\b.{0,40}\b(?:outage|incident|downtime|disruption|down|unavailable|broken|degraded)\b|\b(?:outage|incident|downtime|disruption)\b.{0,20}\bhow long\b/i;
const BREAKS =
  /报警|告警|跌到?|下降|飙升|失败|异常|报错|不可用|打不开|[45]\d\d(?!\d)|满了|挂|超时|变慢|\b(?:alert\w*|alarm\w*|dropp?\w*|fell|fail\w*|down|spik\w*|errors?|time(?:d|s)?[ -]?outs?|unavailable|paged?|OOM\w*|killed|crash\w*)\b/i;
const RECOVERS =
  /\ball (?:\w+ ){0,4}(?:ready|green|up|healthy)\b|全部? ?(?:都)?(?:ready|就绪|起来)|恢复|回到|正常|解决|好了|消失|\b(?:gone|recover\w*|restored?|resolved?|back (?:to|up|online)|normal|fixed)\b/i;

/** "How long did the outage last", told as a course of moments: from the first sign of it to the recovery. */
export function outage(reading: Reading): ProseAnswer | null {
  const { question, statements, clauses } = reading;
  if (!OUTAGE.test(question)) return null;
  const timed = clauses.flatMap((clause, index) =>
    momentsIn(clause.text).map((moment) => {
      const next = clauses.findIndex((other, at) => at > index && momentsIn(other.text).length > 0);
      const own = clauses
        .slice(index, next < 0 ? undefined : next)
        .filter(({ statement }) => statement === clause.statement);
      return { clause, moment, told: own.map(({ text }) => text).join(' ') };
    }),
  );
  const sign = timed.find(({ told }) => BREAKS.test(told));
  // "10:14 it fails since 10:05": the earlier moment of the same words.
  const from =
    sign && (timed.find(({ clause, moment }) => clause === sign.clause && moment.minute < sign.moment.minute) ?? sign);
  const to = timed.findLast(({ told }) => RECOVERS.test(told));
  if (!from || !to || from.moment.date || to.moment.date) return null;
  const minutes = to.moment.minute - from.moment.minute;
  if (minutes <= 0) return null;
  return {
    text: `${writeSeconds(minutes * 60, reading.language)}${pick(reading, `（${from.moment.raw} → ${to.moment.raw}）`, ` (${from.moment.raw} → ${to.moment.raw})`)}`,
    from: [...new Set([from, to].map(({ clause }) => statements[clause.statement]!))],
  };
}

/** Two Chinese characters in a row that both texts have. */
export function hanShared(one: string, other: string): boolean {
  const han = one.replace(/[^\p{Script=Han}]/gu, '');
  for (let at = 0; at + 2 <= han.length; at += 1) if (other.includes(han.slice(at, at + 2))) return true;
  return false;
}

const A_MONTH = /每(?:个)?月|一个月|\b(?:a|per|each|every) month\b|\bmonthly\b/i;
const A_YEAR = /一年|每年|全年|年费|\/ ?年|\b(?:a|per|each|every) year\b|\byearly\b|\bannual/i;

/** "What does it come to a month": a sum that the text gives by the year. */
function byMonth(reading: Reading): ProseAnswer | null {
  const { question, clauses, statements, keys } = reading;
  if (!A_MONTH.test(question) || !/多少|几|\bhow much\b/i.test(question)) return null;
  const yearly = clauses.filter(
    ({ text, figures, keys: own }) =>
      A_YEAR.test(text) &&
      !A_MONTH.test(text) &&
      figures.filter(({ kind }) => kind === 'money').length === 1 &&
      shared(keys, own) > 0,
  );
  // "The old contract" and the new one: the one that the question begins with.
  const called = question
    .trim()
    .split(/每|一个月|\bper\b|\ba month\b/)[0]!
    .trim();
  const own = yearly.length > 1 && called.length > 1 ? yearly.filter(({ text }) => text.includes(called)) : yearly;
  const [only, other] = own;
  if (!only || other) return null;
  const figure = only.figures.find(({ kind }) => kind === 'money')!;
  return {
    text: pick(
      reading,
      `${inUnit(figure.value / 12, figure)}（${figure.raw} ÷ 12）`,
      `${inUnit(figure.value / 12, figure)} (${figure.raw} ÷ 12)`,
    ),
    from: [statements[only.statement]!],
  };
}

/** "How many GB a minute", "人周": one figure of a sentence by or times another. */
export function rate(reading: Reading): ProseAnswer | null {
  const monthly = byMonth(reading);
  if (monthly) return monthly;
  const { question, statements, keys } = reading;
  const perTime = /每(?:一)?(秒|分钟|小时|天)|\b(?:a|per|each) (second|minute|hour|day)\b/i.exec(question);
  const people = /人[天周日时月]|\b(?:person|man|engineer)-?(?: )?(?:days?|weeks?|hours?)\b/i.exec(question);
  if (!(perTime && reading.asked.count) && !people) return null;
  const scored = statements
    .map((span) => ({ span, figures: figuresIn(span.text), score: shared(keys, keysAcross(span.text)) }))
    .filter(({ figures }) => figures.length >= 2)
    .sort((a, b) => b.score - a.score);
  for (const { span, figures, score } of people ? scored : scored.slice(0, 1)) {
    const time = figures.filter(({ kind }) => kind === 'time');
    if (people) {
      const heads = figures.find((figure) =>
        /^(?: ?个| ?名| ?位)?\s*(?:工程师|人|同事|开发|engineers?|people|developers?)/i.test(
          span.text.slice(figure.end),
        ),
      );
      if (!heads || time.length !== 1) continue;
      return {
        text: `${inUnit(time[0]!.value * heads.value, time[0]!).replace(/\s/, ` ${/人/.test(question) ? '人' : 'person-'}`)}${pick(reading, `（${heads.value} 人 × ${time[0]!.raw}）`, ` (${heads.value} × ${time[0]!.raw})`)}`,
        from: [span],
      };
    }
    const amounts = figures.filter(({ kind }) => kind === 'bytes' || kind === 'money');
    if (score < 0.9 || time.length !== 1 || amounts.length !== 1) continue;
    const word = (perTime![1] ?? perTime![2])!.toLowerCase();
    const seconds = (
      { 秒: 1, second: 1, 分钟: 60, minute: 60, 小时: 3600, hour: 3600, 天: 86_400, day: 86_400 } as Record<
        string,
        number
      >
    )[word]!;
    const value = amounts[0]!.value / (time[0]!.value / seconds);
    return {
      text: pick(
        reading,
        `约 ${inUnit(value, amounts[0]!)}（${amounts[0]!.raw} ÷ ${time[0]!.raw}）`,
        `about ${inUnit(value, amounts[0]!)} (${amounts[0]!.raw} ÷ ${time[0]!.raw})`,
      ),
      from: [span],
    };
  }
  return null;
}
