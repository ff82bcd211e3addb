import type { Condition } from './conditions.ts';
import type { GridRow } from './grid.ts';
import { doneAmong, type GridAnswer, listOf, type Reading, told } from './grid-answer.ts';
import { pick } from './pick.ts';

/** How many rows are in the states that the question names. */
export function counted(
  reading: Reading,
  rows: readonly GridRow[],
  states: readonly Condition[],
  limited: boolean,
  words: string,
): GridAnswer | null {
  // Every word that limits has to be understood, or the count is of something else.
  if (!limited && leftOver(words)) return null;
  if (rows.length === 0)
    return told(reading, pick(reading, '0 个：表里没有这样的行。', 'None (0): the table has no such row.'), []);
  return told(
    reading,
    [
      pick(reading, `${rows.length} 个`, `${rows.length}`),
      `${listOf(reading, rows)}${doneAmong(reading, rows, states)}`,
    ]
      .filter((part) => part !== '')
      .join(pick(reading, '：', ': ')),
    limited ? rows : [],
  );
}

const FILL =
  /一共|总共|共|有|几|多少|个|台|条|行|这|里|表|的|了|在|是|啊|呢|吗|much|pods?|nodes?|节点|容器|服务|进程|事件|连接|副本|列|目前|现在|当前|名字|how|many|are|there|in|total|number|of|the|rows?|entries|lines?|containers?|services?|process(?:es)?|events?|units?|filesystems?|table|list(?:ed)?|here|this|do|we|have|is|it|all|altogether|show[ns]?|does|and|so|sockets?|分区|机器|images?|namespaces?|jobs?|deployments?|requests?|请求|次|发|what|which|who|ones?|哪|些|什么|谁|s\b|[\s?？,，。.'!]/gi;
/** Whether a question has words that say something else than what every question about a table says. */
export const leftOver = (words: string): boolean => words.replace(FILL, '').length > 1;

/** The verb by which a Chinese question is answered yes and no. */
const verbOf = (question: string): [yes: string, no: string] =>
  /能(?!力)|可以/.test(question) ? ['能', '不能'] : /会(?!话)/.test(question) ? ['会', '不会'] : ['是', '不是'];

/** Yes or no: whether the rows that are named, all or any are in a state. */
export function whether(
  reading: Reading,
  rows: readonly GridRow[],
  named: readonly GridRow[] | null,
  states: readonly Condition[],
): GridAnswer | null {
  const { grid } = reading;
  if (named && named.length > 0) {
    const [yes, no] = verbOf(reading.question);
    if (rows.length === named.length)
      return told(reading, pick(reading, `${yes}：${listOf(reading, rows)}`, `Yes: ${listOf(reading, rows)}`), rows);
    if (rows.length === 0) return told(reading, pick(reading, `${no}：`, 'No: '), named);
    return told(
      reading,
      pick(
        reading,
        `只有 ${listOf(reading, rows)} 是，另外 ${named.length - rows.length} 个不是：`,
        `Only ${listOf(reading, rows)}; the other ${named.length - rows.length} not:`,
      ),
      named,
    );
  }
  if (/(?:都|全部?|所有)|\b(?:all|every\w*|each)\b/i.test(reading.question)) {
    const rest = grid.rows.filter((row) => !rows.includes(row));
    if (rest.length === 0)
      return told(reading, pick(reading, `都是，${rows.length} 个全部如此。`, `Yes, all ${rows.length} of them.`), []);
    return told(
      reading,
      pick(
        reading,
        `不是，${rest.length} 个不是：${listOf(reading, rest)}`,
        `No, ${rest.length} not: ${listOf(reading, rest)}`,
      ),
      rest,
    );
  }
  if (rows.length === 0)
    return told(reading, pick(reading, '没有，表里没有这样的。', 'None: the table has no such row.'), []);
  return told(
    reading,
    pick(
      reading,
      `有，${rows.length} 个：${listOf(reading, rows)}${doneAmong(reading, rows, states)}`,
      `Yes, ${rows.length}: ${listOf(reading, rows)}${doneAmong(reading, rows, states)}`,
    ),
    rows,
  );
}

/** The rows themselves. */
export function listed(reading: Reading, rows: readonly GridRow[], states: readonly Condition[]): GridAnswer {
  if (rows.length === 0)
    return told(reading, pick(reading, '没有，表里没有这样的。', 'None: the table has no such row.'), []);
  return told(reading, `${listOf(reading, rows)}${doneAmong(reading, rows, states)}`, rows);
}
