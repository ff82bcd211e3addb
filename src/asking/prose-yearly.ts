import { keysAcross, shared } from './across.ts';
import { type Figure, inUnit } from './figures.ts';
import { pick } from './pick.ts';
import type { Clause, ProseAnswer, Reading } from './prose-clauses.ts';
import { hanShared } from './prose-moments.ts';

const PER_YEAR =
  /一年|每年|全年|一整年|\b(?:a|per|each|every|in a|in one|over a|the whole) year\b|\bannual\w*|\byearly\b|\b12 months\b/i;
const PER_MONTH_BEHIND =
  /^\s*(?:more|extra|less|together|in total)?\s*(?:\/ ?mo(?:nth)?\b|(?:an?|per|each|every) month\b|monthly\b|每月|一个?月)|^.{0,16}\ba month\b/i;
const PER_MONTH_BEFORE = /(?:每个?月|一个?月|月均)[^，。,]{0,10}$|\bmonthly\b[^,.]{0,24}$/i;
const SAVES = /省|节约|便宜|\bsav\w*|\bcheaper\b/i;
const MORE = /多花|多付|多出|贵|额外|\bmore\b|\bextra\b|\badditional\b|\bon top\b/i;
const NEW = /现在|如今|目前|新|后来|改成|换成|\bnow\b|\bnew\b|\bthese days\b|\btoday\b/i;

/** Words of the asking itself. */
const OF_THE_ASKING =
  /一年|每年|全年|要花?|花|多少|几|钱|那|这|是|的|呢|\b(?:so|and|what|how|much|is|are|does|do|it|that|this|they|we|in|a|per|each|every|year|cost|costs|pay|altogether|total|the)\b/gi;
const NAMES_SOMETHING = /[\p{L}\p{N}]/u;

interface Monthly {
  clause: Clause;
  figure: Figure;
}

const OF_MONEY = /块|元|钱|花|费|\$|€|£|¥|\b(?:dollars?|euros?|cost\w*|pa(?:y|id)|charg\w+|bill)\b/i;

/** Sums told by the month; a bare number beside one of money is money too. */
const monthlyIn = ({ clauses, statements }: Reading): Monthly[] =>
  clauses.flatMap((clause) =>
    clause.figures
      .filter(
        ({ kind, name, start, end }) =>
          (PER_MONTH_BEHIND.test(clause.text.slice(end)) || PER_MONTH_BEFORE.test(clause.text.slice(0, start))) &&
          (kind === 'money' ||
            (kind === 'plain' &&
              name === '' &&
              OF_MONEY.test(`${statements[clause.statement - 1]?.text ?? ''} ${statements[clause.statement]!.text}`))),
      )
      .map((figure) => ({ clause, figure })),
  );

/** "How much more does it cost in a year", of a text that tells so much a month. */
export function yearly(reading: Reading): ProseAnswer | null {
  const { question, clauses, statements, keys } = reading;
  if (!PER_YEAR.test(question) || !/多少|几|\bhow much\b|\bwhat\b/i.test(question)) return null;
  // What is told by the year needs no reckoning.
  if (clauses.some(({ text, figures }) => PER_YEAR.test(text) && figures.some(({ kind }) => kind === 'money')))
    return null;
  const all = monthlyIn(reading);
  const worked = (sum: number, told: Monthly[], month: string): ProseAnswer => ({
    text: pick(
      reading,
      `${inUnit(sum * 12, told[0]!.figure)}：${month} × 12 个月`,
      `${inUnit(sum * 12, told[0]!.figure)}: ${month} × 12 months`,
    ),
    from: [...new Set(told.map(({ clause }) => statements[clause.statement]!))],
  });
  const [one, two, three] = all;
  if (SAVES.test(question) && !MORE.test(question)) {
    if (!one) return null;
    if (!two && SAVES.test(one.clause.text)) return worked(one.figure.value, [one], one.figure.raw);
    if (!two || three) return null;
    const by = Math.abs(one.figure.value - two.figure.value);
    return worked(by, [one, two], `(${one.figure.raw} − ${two.figure.raw})`);
  }
  if (MORE.test(question)) {
    const extra = all.filter(({ clause }) => MORE.test(clause.text));
    const [only, other] = extra;
    return only && !other ? worked(only.figure.value, [only], only.figure.raw) : null;
  }
  const named = all.filter(
    ({ clause }) =>
      shared(keys, keysAcross(clause.text)) >= 1 ||
      hanShared(question.replace(/一年|每年|多少|多花|要花/g, ' '), clause.text) ||
      (question.toLowerCase().match(/[a-z]{4,}/g) ?? []).some(
        (word) =>
          !/^(?:what|does|year|cost|costs|much|they|with)$/.test(word) &&
          clause.text.toLowerCase().includes(word.replace(/s$/, '')),
      ),
  );
  const pool = NEW.test(question) ? all.filter(({ clause }) => NEW.test(clause.text)) : named;
  const [found, more] = pool.length === 0 && !NAMES_SOMETHING.test(question.replace(OF_THE_ASKING, ' ')) ? all : pool;
  return found && !more ? worked(found.figure.value, [found], found.figure.raw) : null;
}

/** "P99 差多少", of one measure that the text tells twice, under the condition that the question names. */
export function sameMeasure(reading: Reading): ProseAnswer | null {
  const { question, asked, clauses, statements } = reading;
  if (!asked.difference || asked.share) return null;
  const measure = /\b(P\d{2,3}|RTT|QPS|TPS|RPS|IOPS|latency|throughput)\b|延迟|耗时|吞吐/i.exec(
    question.replace(/\d[\d,]* ?(?:QPS|TPS|RPS)/gi, ' '),
  )?.[0];
  if (measure === undefined) return null;
  const condition = /(\d[\d,]*) ?(?:QPS|TPS|RPS|并发|用户|users|connections|threads)/i.exec(question)?.[1];
  const told = clauses.flatMap((clause, index) => {
    const at = clause.text.toLowerCase().indexOf(measure.toLowerCase());
    if (at < 0) return [];
    const before = clauses[index - 1];
    const context = `${before?.statement === clause.statement ? before.text : ''} ${clause.text}`;
    if (condition !== undefined && !context.includes(condition)) return [];
    const figure = clause.figures.find(({ start, kind }) => start > at && kind !== 'percent');
    return figure ? [{ clause, figure }] : [];
  });
  const [one, two, three] = told;
  if (!one || !two || three || one.figure.kind !== two.figure.kind || one.figure.value === two.figure.value)
    return null;
  const smaller = one.figure.unit <= two.figure.unit ? one.figure : two.figure;
  const by = inUnit(Math.abs(one.figure.value - two.figure.value), smaller);
  const about = /多|余|约|左右|about|around|~/i.test(`${one.figure.raw}${two.figure.raw}`)
    ? pick(reading, '约 ', 'about ')
    : '';
  return {
    text: `${about}${by}${pick(reading, `（${one.figure.raw} → ${two.figure.raw}）`, ` (${one.figure.raw} → ${two.figure.raw})`)}`,
    from: [...new Set([one, two].map(({ clause }) => statements[clause.statement]!))],
  };
}
