import { keysAcross } from './across.ts';
import { pick } from './pick.ts';
import type { ProseAnswer, Reading } from './prose-clauses.ts';

const NUMBER = '(\\d[\\d,]*(?:\\.\\d+)? ?(?:[KMkm](?![a-z])|万|亿|million|thousand)?)';
const COUNTED_EN = /\bhow many (?:[a-z-]+ )??([a-z]{3,})\b/i;

/** Words that ask for the whole of something, and name nothing else. */
const PLAIN =
  /\b(?:how|many|much|are|is|were|was|there|the|a|an|of|in|it|its|this|that|they|do|does|did|have|has|had|we|total|altogether|all|now|with|on|at|to|and|so)\b|[\s?？.,']/gi;

/** "How many rows has the table": the one number that stands before that very noun. */
export function countedNoun(reading: Reading): ProseAnswer | null {
  const { question, asked, statements } = reading;
  const match = asked.count && !asked.difference && !asked.average ? COUNTED_EN.exec(question) : null;
  if (!match) return null;
  const stem = match[1]!.toLowerCase().replace(/(?:es|s)$/, '');
  if (/^(?:time|second|minute|hour|day|week|month|percent|year)$/.test(stem)) return null;
  const before = new RegExp(`(?<![\\w.:])${NUMBER}(?: [a-z-]+)? ${stem}(?:es|s)?\\b`, 'i');
  const found = statements.flatMap((statement) => {
    const number = before.exec(statement.text)?.[1];
    return number ? [{ statement, number: number.trim() }] : [];
  });
  const [only] = found;
  if (!only || new Set(found.map(({ number }) => number)).size > 1) return null;
  // What else the question names has to stand around the number.
  const near = statements.indexOf(only.statement);
  const around = statements
    .slice(Math.max(0, near - 1), near + 2)
    .map(({ text }) => text.toLowerCase())
    .join(' ');
  const keys = keysAcross(around);
  const rest = (
    question
      .replace(match[1]!, ' ')
      .replace(PLAIN, ' ')
      .match(/[A-Za-z][\w-]*/g) ?? []
  ).filter(
    (word) =>
      !around.includes(word.toLowerCase().replace(/(?:ing|ed|es|s)$/, '')) &&
      ![...keysAcross(word)].some((key) => keys.has(key)),
  );
  if (rest.length > 0) return null;
  return { text: `${only.number}${pick(reading, '。', '.')}`, from: [only.statement] };
}

const EACH_ZH =
  /(\d[\d,]*) ?([个块台张条份把套人名])[^。；;]{0,6}?[，,]?\s*每\2[^。；;\d]{0,4}(\d[\d,]*(?:\.\d+)?) ?(万?元|块钱?|美元)/u;
const EACH_EN =
  /\b(\d[\d,]*) ([a-z]+)\b[^.;]{0,40}?(?:at|for|,|costing) ([$€£])(\d[\d,]*(?:\.\d+)?) (?:each|apiece|per \w+|a piece)/i;

/** "How much do the disks cost together": so many of a thing, and the price of one. */
export function priceOfAll(reading: Reading): ProseAnswer | null {
  const { question, statements, keys } = reading;
  if (
    !/多少钱|总价|花费|费用|\bhow much\b|\bcosts?\b|\bprice\b/i.test(question) ||
    /每|\beach\b|\bper\b/i.test(question)
  )
    return null;
  for (const statement of statements) {
    const zh = EACH_ZH.exec(statement.text);
    const en = zh ? null : EACH_EN.exec(statement.text);
    if (!zh && !en) continue;
    const own = keysAcross(statement.text);
    if (![...keys].some((key) => own.has(key))) continue;
    const [many, one] = (zh ? [zh[1]!, zh[3]!] : [en![1]!, en![4]!]).map((text) => Number(text.replaceAll(',', '')));
    const sum = (many! * one!).toLocaleString('en-US');
    return {
      text: zh ? `${sum} ${zh[4]}（${zh[1]} × ${zh[3]}）` : `${en![3]}${sum} (${en![1]} × ${en![3]}${en![4]})`,
      from: [statement],
    };
  }
  return null;
}

const TASK =
  /^(?:那|所以)?(\p{Script=Han}{2,4}?|[A-Z][a-z]+)(?:要|需要|得|该|应该|来|是)?(?:做|负责|干|跟进|处理|管|弄)(?:些|的是)?(?:什么|啥|哪)|\bwhat (?:does|should|will|must|did|is) ([A-Z][a-z]+) (?:have to |need to |supposed to |going to )?(?:do|doing|handle|take care of|own|responsible)/u;
const TAKES_ON =
  /负责|跟进|处理|牵头|走|来做|由|改|写|准备|\b(?:will|should|owns?|takes?|handles?|has to|is going to|responsible)\b/i;

/** "What does Ann have to do": the sentences that give her something to do. */
export function tasksOf(reading: Reading): ProseAnswer | null {
  const match = TASK.exec(reading.question.trim());
  const name = match?.[1] ?? match?.[2];
  if (name === undefined) return null;
  const from = reading.statements.filter(({ text }) => text.includes(name) && TAKES_ON.test(text));
  return from.length > 0 && from.length <= 3 ? { text: '', from } : null;
}
