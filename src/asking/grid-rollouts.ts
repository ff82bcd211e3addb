import { amountOf } from './amount.ts';
import { cell, columnOf } from './conditions.ts';
import type { Grid, GridRow } from './grid.ts';
import { code, LIMIT_SHOWN, label, told } from './grid-answer.ts';
import { youngest } from './grid-rows.ts';
import type { Found, Selection } from './grid-select.ts';
import { pick } from './pick.ts';

const LAGGING =
  /(?:还?没(?:有)?|未)(?:升级|更新)(?:到)?|版本(?:最)?(?:低|旧|老|落后)|\b(?:not|n't) (?:yet )?(?:been )?(?:upgraded|updated)\b|\b(?:outdated|lagging|an? old(?:er)? version|still on (?:the |an? )?old\w*)\b/i;
const ROLLED_OUT =
  /(?:更新|发布|滚动|上线|部署|升级)(?:已经)?(?:完(?!整)|好了|结束|成功)|\b(?:rollout|update|deploy\w*|upgrade)\b.{0,12}\b(?:finished|complete[d]?|done|over)\b|\b(?:finished|done) (?:rolling|updating|deploying)/i;
const PODS = /pods?|副本|实例|\breplicas?\b|\binstances?\b/i;

/** v1.31.4 against v1.30.8: by their numbers, the first that differs decides. */
function compareVersions(a: string, b: string): number {
  const [left, right] = [a, b].map((version) => (version.match(/\d+/g) ?? []).map(Number));
  for (let at = 0; at < Math.max(left!.length, right!.length); at += 1) {
    const by = (left![at] ?? 0) - (right![at] ?? 0);
    if (by !== 0) return by;
  }
  return 0;
}

/** "Which one is still to be upgraded": rows whose version is not the highest one in the table. */
export function lagging({ reading, rows }: Selection): Found {
  const { grid, question } = reading;
  const at = columnOf(grid, 'version');
  if (at < 0 || !LAGGING.test(question)) return;
  const versionOf = ({ cells }: (typeof rows)[number]): string => cells[at] ?? '';
  const newest = [...rows].sort((a, b) => compareVersions(versionOf(b), versionOf(a)))[0];
  if (!newest) return;
  const behind = rows.filter((row) => compareVersions(versionOf(row), versionOf(newest)) < 0);
  if (behind.length === 0)
    return told(
      reading,
      pick(reading, `版本都一样，都是 ${code(versionOf(newest))}。`, `None: all have ${code(versionOf(newest))}.`),
      [],
    );
  const list = behind.slice(0, LIMIT_SHOWN).map((row) => `${label(grid, row)} ${code(versionOf(row))}`);
  return told(
    reading,
    pick(
      reading,
      `${list.join('、')}，最新的是 ${code(versionOf(newest))}`,
      `${list.join(', ')}; the newest is ${code(versionOf(newest))}`,
    ),
    behind,
  );
}

const figure = (grid: Grid, row: GridRow, title: string): number | null =>
  amountOf(row.cells[grid.titles.indexOf(title)] ?? '', 'plain');

/** Wanted and ready Pods of a Deployment's or ReplicaSet's row. */
function replicasOf(grid: Grid, row: GridRow): { wanted: number; ready: number; updated: number } | null {
  const fraction = /^(\d+)\/(\d+)$/.exec(cell(grid, row, 'ready'));
  if (fraction && grid.titles.includes('up-to-date')) {
    const [ready, wanted] = [Number(fraction[1]), Number(fraction[2])];
    return { wanted, ready, updated: figure(grid, row, 'up-to-date') ?? 0 };
  }
  const [wanted, ready] = [figure(grid, row, 'desired'), figure(grid, row, 'ready')];
  return wanted === null || ready === null ? null : { wanted, ready, updated: wanted };
}

/** "Is the rollout done": the newest ReplicaSet is ready and no other has Pods, or each Deployment is up to date. */
export function rolledOut({ reading, rows, named }: Selection): Found {
  const { grid, question } = reading;
  if (!ROLLED_OUT.test(question)) return;
  const ofSets = grid.titles.includes('desired') && grid.titles.includes('current');
  const newest = ofSets && !named ? youngest(grid)?.row : undefined;
  const short = rows.filter((row) => {
    const replicas = replicasOf(grid, row);
    if (replicas === null) return false;
    if (newest && row !== newest) return (figure(grid, row, 'current') ?? 0) > 0;
    return replicas.ready < replicas.wanted || replicas.updated < replicas.wanted;
  });
  if (rows.every((row) => replicasOf(grid, row) === null)) return;
  if (short.length === 0) return told(reading, pick(reading, '完成了。', 'Yes, it is done.'), rows.slice(0, 1));
  return told(reading, pick(reading, '还没有：', 'Not yet:'), short);
}

/** "How many Pods are there", of Deployments or ReplicaSets: their replicas, not the rows. */
export function podsOf({ reading, rows, states }: Selection): Found {
  const { grid, asked, question } = reading;
  const noun = /(?:几|多少) ?(?:个|台)?\s*([\p{Script=Han}A-Za-z]{1,12})|\bhow many ((?:[a-z-]+ ?){1,3})/iu.exec(
    question,
  );
  if (!asked.count || states.length > 0 || !noun || !PODS.test(noun[1] ?? noun[2] ?? '')) return;
  if (columnOf(grid, 'ready') < 0) return;
  const each = rows.flatMap((row) => replicasOf(grid, row) ?? []);
  if (each.length !== rows.length || each.length === 0) return;
  const current = rows.map((row) => figure(grid, row, 'current'));
  const existing = current.every((count) => count !== null)
    ? current.reduce<number>((sum, count) => sum + count!, 0)
    : each.reduce((sum, { wanted }) => sum + wanted, 0);
  const ready = each.reduce((sum, { ready: own }) => sum + own, 0);
  return told(
    reading,
    pick(reading, `${existing} 个，其中 ${ready} 个就绪。`, `${existing}, ${ready} of them ready.`),
    rows,
  );
}
