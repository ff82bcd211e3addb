import type { Language } from '../language/language.ts';
import { columnOf } from './conditions.ts';
import type { Grid } from './grid.ts';
import {
  cellAmount,
  code,
  differentValues,
  type GridAnswer,
  LIMIT_SHOWN,
  label,
  type Reading,
  told,
  write,
} from './grid-answer.ts';
import { counted, listed, whether } from './grid-counts.ts';
import { byGroup, extreme, oddOne } from './grid-groups.ts';
import { type Selection, select } from './grid-select.ts';
import { pick } from './pick.ts';
import { readAsked } from './question.ts';

/** An answer; null where the question is understood and the table cannot tell; undefined where another way of asking is meant. */
type Found = GridAnswer | null | undefined;

/** More rows than that are not told one by one. */
const LIMIT_NAMED = 6;

const ROWS_COUNTED =
  /(?:几|多少) ?(?:个|台|条|行|种|项|块)|(?:几|多少)\s*(?:pods?|nodes?|容器|节点|服务|进程|连接|分区|warnings?)|\bhow many\b|\bnumber of\b|\bcount\b/i;
const TIMES_COUNTED = /几次|多少次|\bhow many times\b|\bhow often\b/i;

/** What a question counts. */
const COUNTED_NOUN =
  /(?:几|多少) ?(?:个|台|条|行|种|项|块)?\s*([\p{Script=Han}A-Za-z ]{1,12})|\b(?:how many|number of) ((?:[a-z-]+ ?){1,3})/iu;

const nounCounted = (words: string): string =>
  COUNTED_NOUN.exec(words)
    ?.slice(1)
    .find((noun) => noun !== undefined) ?? '';

/** Containers of a Pod, and times of a restart, are no rows. */
function countsRows({ reading: { grid }, words, figures: [first] }: Selection): boolean {
  const noun = nounCounted(words);
  return (
    !(first !== undefined && grid.meanings[first]!.asked.test(noun)) &&
    !(/容器|container/i.test(noun) && columnOf(grid, 'ready') >= 0)
  );
}

/** "Is the backup job done": completions of a named Job. */
function completions({ reading, words, named }: Selection): Found {
  const done = columnOf(reading.grid, 'completions');
  if (!named || done < 0 || !reading.grid.meanings[done]!.asked.test(words) || named.rows.length > LIMIT_NAMED) return;
  return told(
    reading,
    named.rows.map((row) => `${label(reading.grid, row)} ${code(row.cells[done]!)}`).join(pick(reading, '、', ', ')),
    named.rows,
  );
}

/** `Exited (137) 4 hours ago`: a state that tells since when. */
function since({ reading, named, rows, statusAt }: Selection): Found {
  if (!reading.asked.when || !named || statusAt < 0 || rows.length === 0 || rows.length > 4) return;
  if (!rows.every(({ cells }) => /\bago\b|^Up\b/.test(cells[statusAt] ?? ''))) return;
  return told(reading, rows.map(({ cells }) => code(cells[statusAt]!)).join(pick(reading, '、', ', ')), rows);
}

/** "What share of the memory does it take": the named rows' part of the column. */
function share({ reading, named, rows, figures: [first] }: Selection): Found {
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
function difference({ reading, named, rows, figures: [first] }: Selection): Found {
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

/** "Which node has the most Pods", "how many per namespace". */
function grouped({ reading, rows, group, figures, states, conditioned, named }: Selection): Found {
  const { asked } = reading;
  if (group === null || !(asked.most || asked.least || asked.each || asked.count)) return;
  return byGroup(reading, rows, group, figures[0], states, conditioned || named !== null) ?? undefined;
}

/** "Who uses the most memory". */
function most({ reading, rows, figures }: Selection): Found {
  const { asked } = reading;
  if (asked.most === asked.least || figures[0] === undefined) return;
  return extreme(reading, rows, figures);
}

/** "How many namespaces are there", "which versions": the values of another column, not the rows. */
function values({ reading, words, rows }: Selection): Found {
  const { grid, asked } = reading;
  const noun = nounCounted(words);
  const counted =
    asked.count && noun !== ''
      ? grid.meanings.findIndex(
          (meaning, at) =>
            meaning?.kind === 'text' &&
            /^(?:node|namespace|user|image|version|type|code|path|client|storageclass)$/.test(meaning.id) &&
            meaning.asked.exec(noun)?.index === 0 &&
            label(grid, grid.rows[0]!) !== code(grid.rows[0]!.cells[at] ?? ''),
        )
      : -1;
  if (counted >= 0) return differentValues(reading, rows, counted, ' 个：');
  if (!asked.distinct || !(asked.count || asked.which)) return;
  const column = grid.meanings.findIndex(
    (meaning) => meaning && meaning.kind === 'text' && meaning.id !== 'name' && meaning.asked.test(words),
  );
  return column >= 0 ? differentValues(reading, rows, column, ' 种：') : undefined;
}

/** "How much do they take together", "on average". */
function total({ reading, rows, named, conditioned, figures: [first] }: Selection): Found {
  const { grid, asked } = reading;
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

/** "How many Pods are not ready". */
function count(selection: Selection): Found {
  const { reading, rows, states, words, conditioned, named, limited } = selection;
  if (!reading.asked.count || !ROWS_COUNTED.test(reading.question) || TIMES_COUNTED.test(reading.question)) return;
  if (!countsRows(selection) || !(conditioned || named || !limited)) return;
  return counted(reading, rows, states, limited, words);
}

/** "Which node is it on": the column grouped by, of the rows meant. */
function groupsOf({ reading, rows, group, conditioned, named }: Selection): Found {
  if (group === null || !reading.asked.which || !(conditioned || named)) return;
  const found = new Set(
    rows.map(({ cells }) => cells[group] ?? '').filter((value) => value !== '' && !/^</.test(value)),
  );
  if (found.size === 0) return;
  return told(
    reading,
    [...found]
      .slice(0, LIMIT_SHOWN)
      .map(code)
      .join(pick(reading, '、', ', ')),
    rows,
  );
}

/** A line of a log is told by what the log means, not by its cells. */
const ofRecords = ({ reading, named }: Selection): Found => (reading.grid.records && !named ? null : undefined);

/** "Is any of them pending", "which are not ready". */
function conditions(selection: Selection): Found {
  const { reading, rows, states, named, conditioned } = selection;
  const { asked } = reading;
  if (!conditioned) return;
  if ((asked.yesNo || asked.exists) && !asked.which) return whether(reading, rows, named?.rows ?? null, states);
  if (asked.which || !named || (asked.count && countsRows(selection))) return listed(reading, rows, states);
}

/** "What is the IP of web-0": cells of named rows. */
function cellsOf({ reading, words, rows, named }: Selection): Found {
  const { grid } = reading;
  if (!named || rows.length === 0 || rows.length > LIMIT_NAMED) return;
  const columns = grid.meanings.flatMap((meaning, at) =>
    meaning && meaning.id !== 'name' && meaning.asked.test(words) ? [at] : [],
  );
  if (columns.length === 0) return;
  const lines = rows.map((row) => {
    const own = columns
      .slice(0, 4)
      .map((at) =>
        columns.length > 1 ? `${grid.titles[at]!.toUpperCase()} ${code(row.cells[at]!)}` : code(row.cells[at]!),
      );
    return `${rows.length > 1 ? `${label(grid, row)} ` : ''}${own.join(pick(reading, '，', ', '))}`;
  });
  return told(reading, lines.join(pick(reading, '；', '; ')), rows);
}

/** Ways of asking, the more special first. */
const WAYS: ((selection: Selection) => Found)[] = [
  completions,
  since,
  ({ reading, rows }) => oddOne(reading, rows) ?? undefined,
  share,
  difference,
  grouped,
  most,
  values,
  total,
  count,
  groupsOf,
  ofRecords,
  conditions,
  cellsOf,
];

/** Only what is asked of a table is answered; null where its words are not understood. */
export function askGrid(question: string, grid: Grid, language: Language): GridAnswer | null {
  const reading: Reading = { grid, question, asked: readAsked(question), language };
  if (reading.asked.else) return null;
  const selection = select(reading);
  for (const way of WAYS) {
    const found = way(selection);
    if (found !== undefined) return found;
  }
  return null;
}
