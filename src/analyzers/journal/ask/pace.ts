import { readAsked } from '../../../asking/question.ts';
import type { Language } from '../../../language/language.ts';
import { pick } from '../../../language/pick.ts';
import type { AnswerAbout } from '../../analyzer.ts';
import type { EntryFact, JournalFacts } from '../facts.ts';
import { msOf, spanWords } from './lifetime.ts';
import { quoted, reply } from './reply.ts';
import { selected } from './selected.ts';

const PER: [asked: RegExp, ms: number, zh: string, en: string][] = [
  [/每秒|一秒|\b(?:per|a|each|every) second\b|\/s\b/i, 1_000, '每秒', 'per second'],
  [/每分钟?|一分钟|\b(?:per|a|each|every) minute\b|\/min\b/i, 60_000, '每分钟', 'per minute'],
  [/每小时|一小时|\b(?:per|an?|each|every) hour\b/i, 3_600_000, '每小时', 'per hour'],
];
const HOW_MANY = /多少|几|\bhow (?:many|fast|much)\b|\brate\b|平均/i;
const OF_LINES = /请求|日志|条|行|\b(?:requests?|lines?|entries|hits|messages?)\b/i;
const COUNTED = /(?<![\w.:/-])(\d[\d,]*) ?([a-z]{3,}s)\b/gi;

/** "How many jobs per second": a count that lines repeat as it grows, or the lines themselves, over the time between them. */
export function aboutPace(question: string, facts: JournalFacts, language: Language): AnswerAbout | null {
  const per = PER.find(([asked]) => asked.test(question));
  if (!per || !HOW_MANY.test(question) || readAsked(question).else) return null;
  const [, unit, zh, en] = per;
  const grown = growing(question, facts);
  if (grown) {
    const [first, last] = [grown[0]!, grown.at(-1)!];
    const ms = msOf(last.entry)! - msOf(first.entry)!;
    const pace = Number((((last.value - first.value) / ms) * unit).toPrecision(3));
    return reply(
      facts,
      pick(
        language,
        `${zh}约 **${pace}**：${spanWords(ms, 'zh')}里从 ${first.value} 到 ${last.value}（${quoted(first.entry, 120)} → ${quoted(last.entry, 120)}）。`,
        `About **${pace}** ${en}: from ${first.value} to ${last.value} within ${spanWords(ms, 'en')} (${quoted(first.entry, 120)} → ${quoted(last.entry, 120)}).`,
      ),
      [first.entry.at, last.entry.at],
      0.9,
    );
  }
  if (!OF_LINES.test(question)) return null;
  const plain = PER.reduce((text, [asked]) => text.replace(new RegExp(asked.source, 'gi'), ' '), question).replace(
    /这段时间|期间|平均|大概|大约|请求|\b(?:requests?|lines?|entries|hits|on average|average|roughly|about)\b/gi,
    ' ',
  );
  const { entries, left } = selected(plain, facts);
  const timed = entries.filter((entry) => msOf(entry) !== null);
  const [first, last] = [timed[0], timed.at(-1)];
  if (left || !first || !last || timed.length < 3) return null;
  const ms = msOf(last)! - msOf(first)!;
  if (ms <= 0) return null;
  const pace = Number(((timed.length / ms) * unit).toPrecision(3));
  return reply(
    facts,
    pick(
      language,
      `${zh}约 **${pace}**：${spanWords(ms, 'zh')}里 ${timed.length} 条（从 ${quoted(first, 100)} 到 ${quoted(last, 100)}）。`,
      `About **${pace}** ${en}: ${timed.length} within ${spanWords(ms, 'en')} (from ${quoted(first, 100)} to ${quoted(last, 100)}).`,
    ),
    [first.at, last.at],
    0.88,
  );
}

/** A count of what the question names that grows from line to line; null where no line repeats it. */
function growing(question: string, facts: JournalFacts): { entry: EntryFact; value: number }[] | null {
  const lower = question.toLowerCase();
  const found = facts.quotable.flatMap((entry) => {
    if (msOf(entry) === null) return [];
    const match = [...entry.text.matchAll(COUNTED)].find(([, , noun]) =>
      lower.includes(noun!.toLowerCase().replace(/s$/, '')),
    );
    const shape = entry.text.replace(/\d[\d,.]*/g, '0');
    return match ? [{ entry, value: Number(match[1]!.replaceAll(',', '')), shape }] : [];
  });
  const alike = found.filter(({ shape }) => shape === found.at(-1)!.shape);
  if (alike.length < 2 || alike.some(({ value }, index) => index > 0 && value <= alike[index - 1]!.value)) return null;
  return msOf(alike.at(-1)!.entry)! > msOf(alike[0]!.entry)! ? alike : null;
}

const ASKS_LEFT = /还?剩|还有(?:多少|几)|没(?:同步|处理|完成|导|传|跑)|\b(?:left|remain\w*|missing|still to go)\b/i;
const ASKS_SHARE = /百分|进度|完成了(?:多少|几成)|\bper ?cent\w*|\bhow far\b|\bprogress\b|\bwhat share\b/i;
const TOTAL = /\b(?:rows|total|count|items|records|files|size|expected)["']?[=:] ?(\d[\d,]*)\b/i;
const SO_FAR = /\b(?:done|processed|completed|progress|synced|imported|copied|finished)["']?[=:] ?(\d[\d,]*)\b/i;
const OF = /\b([a-z]{3,}) (\d{1,7}) ?(?:of|\/) ?(\d{1,7})\b/i;
const figure = (text: string): number => Number(text.replaceAll(',', ''));

/** "How many rows were left", "which batch did it get to": of a run that tells how much there is and how far it is. */
export function aboutProgress(question: string, facts: JournalFacts, language: Language): AnswerAbout | null {
  const left = ASKS_LEFT.test(question) && /多少|几|\bhow (?:many|much)\b/i.test(question);
  const share = ASKS_SHARE.test(question);
  const place =
    /第几|(?:跑|做|到)(?:了)?(?:哪|几)|\bwhich (?:batch|step|chunk|page|part)\b|\bwhich file (?:is|was|did|does) it\b|\bhow far\b/i.test(
      question,
    );
  if (!left && !share && !place) return null;
  const counted = facts.quotable.flatMap((entry) => {
    const match = OF.exec(entry.text);
    return match && Number(match[2]) <= Number(match[3])
      ? [{ entry, done: Number(match[2]), total: Number(match[3]), noun: match[1]! }]
      : [];
  });
  const last = counted.at(-1);
  const alike = last ? counted.filter(({ total, noun }) => total === last.total && noun === last.noun) : [];
  const totalled = facts.quotable.find(({ text, raw }) => TOTAL.test(text) || TOTAL.test(raw));
  const so = facts.quotable.findLast(({ text, raw }) => SO_FAR.test(text) || SO_FAR.test(raw));
  const told =
    last && alike.length > 1
      ? { total: last.total, done: last.done, from: [last.entry] }
      : totalled && so && totalled !== so
        ? {
            total: figure((TOTAL.exec(totalled.text) ?? TOTAL.exec(totalled.raw))![1]!),
            done: figure((SO_FAR.exec(so.text) ?? SO_FAR.exec(so.raw))![1]!),
            from: [totalled, so],
          }
        : null;
  if (!told || told.done > told.total || told.total === 0) return null;
  const { total, done } = told;
  const lines = told.from.map((entry) => quoted(entry, 160)).join(' → ');
  const percent = Number(((done / total) * 100).toFixed(1));
  const head = left
    ? `${total - done}${pick(language, `（${total} − ${done}）`, ` (${total} − ${done})`)}`
    : share
      ? `${percent}%${pick(language, `（${done} / ${total}）`, ` (${done} of ${total})`)}`
      : pick(language, `第 ${done} 个，共 ${total} 个`, `${done} of ${total}`);
  return reply(
    facts,
    `${head}${pick(language, '：', ': ')}${lines}`,
    told.from.map(({ at }) => at),
    0.9,
  );
}
