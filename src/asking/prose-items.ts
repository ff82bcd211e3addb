import { placeOf } from '../language/number-words.ts';
import type { Span } from '../language/sentences.ts';
import { keysAcross, shared } from './across.ts';
import { pick } from './pick.ts';
import type { ProseAnswer, Reading } from './prose-clauses.ts';

const ITEM =
  /第 ?([一二三四五六七八九十]|\d{1,2}) ?(?:条|点|步|项|个(?:要点|步骤|问题|原因|建议|改动))|\b(?:point|item|step|note|number|no\.?) (\d{1,2})\b|\b(first|second|third|fourth|fifth|\d{1,2}(?:st|nd|rd|th)) (?:point|item|step|note|change|bullet)\b/i;
const MARK = /^[（(]?(?:(\d{1,2})[.)、）]|([一二三四五六七八九十])[、)）.])\s*/;

/** "Point 3", "第二条": that item of the text's own numbered list. */
export function item(reading: Reading): ProseAnswer | null {
  const match = ITEM.exec(reading.question);
  if (!match) return null;
  const word = (match[1] ?? match[2] ?? match[3])!.toLowerCase();
  const number = placeOf(word);
  const { statements } = reading;
  const marks = statements.flatMap((statement, index) => {
    const found = MARK.exec(reading.marked(statement));
    return found ? [{ index, number: placeOf(found[1] ?? found[2]!) }] : [];
  });
  const start = marks.findIndex((mark) => mark.number === number);
  if (marks.length < 2 || start < 0) return null;
  const from = marks[start]!.index;
  const next = marks[start + 1]?.index ?? Math.min(statements.length, from + 4);
  const own = statements.slice(from, Math.min(next, from + 6));
  return { text: '', from: own.filter(({ text }) => text.replace(MARK, '').trim() !== '') };
}

const HOW_MANY_STEPS =
  /^(?:这|文中|手册|流程|里|上面|总共|一共|共|有|分|要|需要|做)*(?:总共|一共|共|有|分|要|需要|做)*几(?:个)?(?:步骤?|条|点|项)(?:操作)?\s*[?？]?$|\bhow many (?:steps|items|points)\b/i;
const WHICH_STEP = /第几(?:步|条|点|项)|哪一(?:步|条|点|项)|\b(?:which|what) (?:step|item|point)\b/i;

/** "How many steps", "第几步改地址": of a list that the text numbers itself. */
export function numbered(reading: Reading): ProseAnswer | null {
  const { question, statements } = reading;
  const count = HOW_MANY_STEPS.test(question.trim());
  if (!count && !WHICH_STEP.test(question)) return null;
  const marks = statements.flatMap((statement, index) => {
    const found = MARK.exec(reading.marked(statement));
    return found ? [{ index, number: placeOf(found[1] ?? found[2]!) }] : [];
  });
  if (marks.length < 2 || marks.some(({ number }, index) => number !== index + 1)) return null;
  if (count)
    return {
      text: pick(reading, `${marks.length} 步。`, `${marks.length}.`),
      from: marks.slice(0, 1).map(({ index }) => statements[index]!),
    };
  const keys = keysAcross(question.replace(WHICH_STEP, ' '));
  const scored = marks.map((mark, index) => {
    const own = statements.slice(mark.index, marks[index + 1]?.index ?? mark.index + 1);
    return { mark, score: shared(keys, keysAcross(own.map(({ text }) => text).join(' '))) };
  });
  const top = Math.max(...scored.map(({ score }) => score));
  const best = scored.filter(({ score }) => score === top);
  const [only, other] = best;
  if (!only || other || top < 0.9) return null;
  return {
    text: pick(reading, `第 ${only.mark.number} 步。`, `Step ${only.mark.number}.`),
    from: [statements[only.mark.index]!],
  };
}

const LABEL = /^([\p{L}][\p{L}\d /-]{1,24})[:：]\s*\S/u;

/** "What was the root cause": the line that the text itself heads so. */
export function headed(reading: Reading): ProseAnswer | null {
  const { question, statements, asked } = reading;
  if (asked.difference || asked.share || asked.sum) return null;
  const found = statements.flatMap((statement, index) => {
    const label = LABEL.exec(statement.text)?.[1];
    if (label === undefined) return [];
    const words = keysAcross(label);
    const own = [...words].filter((key) => reading.keys.has(key));
    const whole = question.toLowerCase().includes(label.toLowerCase());
    return whole || (words.size > 0 && own.length === words.size && own.length * 2 >= reading.keys.size) ? [index] : [];
  });
  const [head, other] = found;
  if (head === undefined || other !== undefined) return null;
  const own = [statements[head]!];
  for (let next = head + 1; /[;；]$/.test(own.at(-1)!.text) && next < statements.length && own.length < 6; next += 1)
    own.push(statements[next]!);
  const marks =
    own
      .map(({ text }) => text)
      .join(' ')
      .match(/[（(]\d{1,2}[)）]/g)?.length ?? 0;
  if (asked.count) return marks >= 2 ? { text: String(marks), from: own } : null;
  if (asked.yesNo || asked.howLong || asked.when) return null;
  return { text: '', from: own };
}

/** "How many measures": the parts of an item that is a list of its own. */
export function listed(reading: Reading): ProseAnswer | null {
  const { asked, question, statements } = reading;
  if (
    !asked.count ||
    !/几[条点项个种步]|多少[条点项个种]|\bhow many (?:points|items|steps|measures|changes|actions|reasons|improvements)\b/i.test(
      question,
    )
  )
    return null;
  const heads = statements.flatMap(({ text }, index) =>
    MARK.test(text) && text.length < 24 && shared(reading.keys, keysAcross(text)) > 0 ? [index] : [],
  );
  const [head] = heads;
  if (head === undefined || heads.length > 1) return null;
  const rest = statements.slice(head + 1);
  const end = rest.findIndex(({ text }) => MARK.test(text));
  const own = end < 0 ? rest : rest.slice(0, end);
  const body: Span[] = [];
  for (const statement of own) {
    body.push(statement);
    if (!/[;；]$/.test(statement.text)) break;
  }
  return body.length >= 2 ? { text: pick(reading, `${body.length} 条`, `${body.length}`), from: body } : null;
}
