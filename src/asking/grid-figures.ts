import { amountOf } from './amount.ts';
import { columnOf } from './conditions.ts';
import { cellAmount, code, label, told, write } from './grid-answer.ts';
import type { Found, Selection } from './grid-select.ts';
import { pick } from './pick.ts';

const RATIO = /几倍|多少倍|\bhow many times (?:as|more|the|bigger|larger)\b|\bratio\b/i;
const IN_PERCENT = /百分|%|\bpercent\w*/i;
const ENOUGH = /够|放得下|装得下|存得下|\benough\b|\bfits?\b/i;

/** "What share of the memory does it take": the named rows' part of the column. */
export function share({ reading, named, rows, figures: [first] }: Selection): Found {
  if (!reading.asked.share || first === undefined || !named || rows.length === 0) return;
  const meaning = reading.grid.meanings[first]!;
  if (meaning.kind === 'percent') return null;
  const amounts = (of: typeof rows): number[] => of.flatMap((row) => cellAmount(meaning, row, first) ?? []);
  const sum = (values: number[]): number => values.reduce((all, value) => all + value, 0);
  const own = amounts(rows);
  const [part, whole] = [sum(own), sum(amounts(reading.grid.rows))];
  if (whole <= 0 || own.length !== rows.length) return;
  const example = rows[0]!.cells[first]!;
  const percent = Number(((part / whole) * 100).toFixed(1));
  return told(
    reading,
    `${percent}%${pick(reading, '：', ': ')}${write(reading, meaning, part, example)} / ${write(reading, meaning, whole, example)}`,
    rows,
  );
}

/** "How much more does A take than B". */
export function difference({ reading, named, rows, figures: [first] }: Selection): Found {
  if (!reading.asked.difference || first === undefined || !named || rows.length !== 2) return;
  const { grid } = reading;
  const meaning = grid.meanings[first]!;
  const [a, b] = rows.map((row) => cellAmount(meaning, row, first)) as [number | null, number | null];
  if (a === null || b === null) return;
  const [more, less] = a >= b ? [rows[0]!, rows[1]!] : [rows[1]!, rows[0]!];
  const by = write(reading, meaning, Math.abs(a - b), more.cells[first]!);
  return told(
    reading,
    pick(
      reading,
      `差 ${by}：${label(grid, more)} ${code(more.cells[first]!)}，${label(grid, less)} ${code(less.cells[first]!)}。`,
      `${by}: ${label(grid, more)} ${code(more.cells[first]!)}, ${label(grid, less)} ${code(less.cells[first]!)}.`,
    ),
    rows,
  );
}

/** "How much do they take together", "on average". */
export function total({ reading, rows, named, conditioned, figures }: Selection): Found {
  const { grid, asked, question } = reading;
  // "In percent" means the column of shares, where there is one for the same thing.
  const shares = IN_PERCENT.test(question) ? figures.filter((at) => grid.meanings[at]!.kind === 'percent') : [];
  const [first] = shares.length > 0 ? shares : figures;
  if (first === undefined || rows.length === 0 || !(asked.average || (asked.sum && rows.length > 1))) return;
  const meaning = grid.meanings[first]!;
  const counted = rows.filter((row) => cellAmount(meaning, row, first) !== null);
  if (counted.length === 0 || meaning.id === 'age' || (meaning.kind === 'percent' && asked.sum)) return;
  const sum = counted.reduce((all, row) => all + cellAmount(meaning, row, first)!, 0);
  const amount = write(reading, meaning, asked.average ? sum / counted.length : sum, rows[0]!.cells[first]!);
  const terms = counted.map((row) => /^\S+/.exec(row.cells[first]!)?.[0] ?? '');
  const shown = counted.length <= 10 ? terms.join(' + ') : '';
  return told(
    reading,
    amount +
      (asked.average ? pick(reading, '（平均）', ' on average') : '') +
      (shown && pick(reading, `：${shown}`, `: ${shown}`)),
    named || conditioned ? rows : [],
  );
}

/** "How many times the smallest is the largest". */
export function ratio({ reading, rows, figures: [first] }: Selection): Found {
  const { grid, asked, question } = reading;
  if (!RATIO.test(question) || first === undefined) return;
  const meaning = grid.meanings[first]!;
  const amounts = rows
    .flatMap((row) => {
      const value = cellAmount(meaning, row, first);
      return value === null ? [] : [{ row, value }];
    })
    .sort((a, b) => b.value - a.value);
  const [top, low] = [amounts[0], amounts.at(-1)];
  if (!top || !low || low.value === 0 || (amounts.length > 2 && !(asked.most && asked.least))) return;
  const times = Number((top.value / low.value).toFixed(1));
  const [a, b] = [top, low].map(({ row }) => `${label(grid, row)} ${code(row.cells[first]!)}`);
  return told(reading, pick(reading, `${times} 倍：${a} / ${b}`, `${times} times: ${a} / ${b}`), [top.row, low.row]);
}

/** "Is there room for 500G on /srv": what is free against what is asked for. */
export function room({ reading, rows, named }: Selection): Found {
  const { grid, question } = reading;
  const at = columnOf(grid, 'avail');
  const wanted = /(?<![\w.])(\d+(?:\.\d+)? ?[KMGT]i?B?)(?![\w])/i.exec(question)?.[1];
  if (!named || rows.length !== 1 || at < 0 || wanted === undefined || !ENOUGH.test(question)) return;
  const [row] = rows;
  const [free, asked] = [amountOf(row!.cells[at] ?? '', 'bytes'), amountOf(wanted, 'bytes')];
  if (free === null || asked === null) return;
  const left = code(row!.cells[at]!);
  return told(
    reading,
    free >= asked
      ? pick(reading, `够：还剩 ${left}。`, `Yes: ${left} is left.`)
      : pick(reading, `不够：只剩 ${left}。`, `No: only ${left} is left.`),
    rows,
  );
}
