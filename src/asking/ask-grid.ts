import type { Language } from '../language/language.ts';
import { columnOf } from './conditions.ts';
import type { Grid } from './grid.ts';
import { code, codeList, differentValues, type GridAnswer, label, type Reading, told } from './grid-answer.ts';
import {
  assignedNode,
  cellsOf,
  columnOfAll,
  completions,
  cordoned,
  endpoints,
  exitCode,
  frequency,
  held,
  pidOf,
  portsOf,
  reasonless,
  scaledTo,
  since,
} from './grid-cells.ts';
import { counted, leftOver, listed, whether } from './grid-counts.ts';
import { ofEvents } from './grid-events.ts';
import { difference, ratio, room, share, total } from './grid-figures.ts';
import { byGroup, extreme, oddOne } from './grid-groups.ts';
import { harmful, lastRestart, restartRate, wellGroups } from './grid-health.ts';
import { affected, averageRows, capacity, containersReady, downFor, moreOfTwo, readyMeans } from './grid-pods.ts';
import { lagging, podsOf, rolledOut } from './grid-rollouts.ts';
import { type Found, type Selection, select } from './grid-select.ts';
import { readAsked } from './question.ts';

const ROWS_COUNTED =
  /(?:几|多少) ?(?:个|台|条|行|种|项|块)|(?:几|多少)\s*(?:pods?|nodes?|容器|节点|服务|进程|连接|分区|warnings?)|\bhow many\b|\bnumber of\b|\bcount\b/i;
const TIMES_COUNTED = /几次|多少次|\bhow many times\b|\bhow often\b/i;

/** What a question counts. */
const COUNTED_NOUN =
  /(?:几|多少) ?(?:个|台|条|行|种|项|块)?\s*([\p{Script=Han}A-Za-z ]{1,12})|\b(?:how many|number of) ((?:[a-z-]+ ?){1,3})/iu;

/** Words of a question whether any or all rows are so. */
const OF_WHETHER =
  /[能会被把都全各还也已没不]|可以|是否|所有|任何|每个?|正在|\b(?:can|be|been|being|any(?:thing|one|body)?|of|them|these|those|they|each|every\w*|one|are|was|were|has|had|not|currently|right|now|still|already|yet|ever|some|at|in|on|with)\b/gi;

const nounCounted = (words: string): string =>
  COUNTED_NOUN.exec(words)
    ?.slice(1)
    .find((noun) => noun !== undefined) ?? '';

/** Containers of a Pod, and times of a restart, are no rows. */
function countsRows({ reading: { grid }, words, figures }: Selection): boolean {
  const noun = nounCounted(words);
  // How many Pods run on a node, a table of nodes does not tell.
  if (/\bpods?\b/i.test(noun) && columnOf(grid, 'roles') >= 0 && columnOf(grid, 'ready') < 0) return false;
  return (
    !figures.some((at) => grid.meanings[at]!.asked.test(noun)) &&
    !(/容器|container/i.test(noun) && columnOf(grid, 'ready') >= 0)
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
  return told(reading, codeList(reading, [...found]), rows);
}

/** A line of a log is told by what the log means, not by its cells. */
const ofRecords = ({ reading, named }: Selection): Found => (reading.grid.records && !named ? null : undefined);

/** "Is any of them pending", "which are not ready". */
function conditions(selection: Selection): Found {
  const { reading, words, rows, states, named, conditioned } = selection;
  const { asked } = reading;
  if (!conditioned) return;
  // "Is the database reachable" is about one row, and not about any that is.
  if (!named && asked.yesNo && leftOver(words.replace(OF_WHETHER, ' '))) return;
  if ((asked.yesNo || asked.exists) && !asked.which) return whether(reading, rows, named?.rows ?? null, states);
  if (asked.which || !named || (asked.count && countsRows(selection))) return listed(reading, rows, states);
}

/** Ways of asking, the more special first. */
const WAYS: ((selection: Selection) => Found)[] = [
  ofEvents,
  frequency,
  affected,
  readyMeans,
  averageRows,
  capacity,
  containersReady,
  moreOfTwo,
  downFor,
  lastRestart,
  restartRate,
  harmful,
  wellGroups,
  completions,
  exitCode,
  pidOf,
  portsOf,
  assignedNode,
  endpoints,
  scaledTo,
  since,
  rolledOut,
  lagging,
  room,
  ratio,
  ({ reading, rows }) => oddOne(reading, rows) ?? undefined,
  share,
  difference,
  podsOf,
  grouped,
  most,
  values,
  total,
  count,
  groupsOf,
  ofRecords,
  conditions,
  cellsOf,
  held,
  columnOfAll,
];

/** Only what is asked of a table is answered; null where its words are not understood. */
export function askGrid(question: string, grid: Grid, language: Language): GridAnswer | null {
  const reading: Reading = { grid, question, asked: readAsked(question), language };
  const selection = select(reading);
  if (reading.asked.else) return readyMeans(selection) ?? cordoned(selection) ?? reasonless(selection) ?? null;
  for (const way of WAYS) {
    const found = way(selection);
    if (found !== undefined) return found;
  }
  return null;
}
