import { cell, columnOf } from './conditions.ts';
import { DEEDS } from './deeds.ts';
import type { GridRow } from './grid.ts';
import { codeList, told } from './grid-answer.ts';
import type { Found, Selection } from './grid-select.ts';
import { pick } from './pick.ts';

/** The kinds of objects that events are told of, by how they are called. */
const KINDS: [asked: RegExp, kind: string][] = [
  [/\bpods?\b/i, 'pod'],
  [/节点|\bnodes?\b/i, 'node'],
  [/\bdeployments?\b/i, 'deployment'],
  [/\bjobs?\b|任务/i, 'job'],
  [/\bstatefulsets?\b/i, 'statefulset'],
  [/\bservices?\b|服务/i, 'service'],
];
const OTHER = /事件|警告|告警|次|\bevents?\b|\bwarnings?\b|\btimes\b|\boften\b/i;

const objectsOf = (grid: Selection['reading']['grid'], rows: readonly GridRow[]): string[] => [
  ...new Set(rows.map((row) => cell(grid, row, 'object')).filter((object) => object !== '')),
];

/** "How many nodes are there", "which Pod has a mount problem", of events: a row is an event, and no Pod. */
export function ofEvents({ reading, rows }: Selection): Found {
  const { grid, asked, question } = reading;
  if (columnOf(grid, 'object') < 0 || columnOf(grid, 'type') < 0 || OTHER.test(question) || asked.else) return;
  const kind = KINDS.find(([called]) => called.test(question))?.[1];
  const deed = DEEDS.find(([called]) => called.test(question))?.[1];
  if (kind === undefined || !(asked.count || asked.which)) return;
  const own = rows.filter(
    (row) =>
      cell(grid, row, 'object').toLowerCase().startsWith(`${kind}/`) &&
      (!deed || (deed.test(row.raw) && cell(grid, row, 'type') !== 'Normal')),
  );
  const objects = objectsOf(grid, own);
  // How many nodes a cluster has, the events of its Pods do not tell.
  if (asked.count) {
    if (objects.length === 0) return null;
    return told(reading, `${objects.length}${pick(reading, ' 个：', ': ')}${codeList(reading, objects)}`, []);
  }
  if (!deed) return;
  if (objects.length === 0) return null;
  return told(reading, codeList(reading, objects), own);
}
