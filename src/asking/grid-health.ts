import { amountOf } from './amount.ts';
import { columnOf, isDone, WELL } from './conditions.ts';
import type { GridRow } from './grid.ts';
import { cellAmount, code, label, listOf, told, write } from './grid-answer.ts';
import type { Found, Selection } from './grid-select.ts';
import { pick } from './pick.ts';

const LAST_RESTART =
  /(?:最近|最后|上)(?:一次|次)?.{0,6}重启|重启.{0,6}(?:最近|最晚)|刚刚?重启|\brestart\w*\b.{0,16}\b(?:recently|last|latest)\b|\b(?:last|latest|most recent(?:ly)?)\b.{0,16}\brestart/i;
const RESTART_RATE =
  /(?:平均|大概|大约)?(?:每隔)?多(?:久|长时间)(?:会|就)?重启(?:一次)?|平均.{0,10}重启|多久.{0,4}重启一次|\bhow often\b.{0,30}\brestart|\brestart\w*\b.{0,20}\bon average\b|\baverage\b.{0,24}\brestarts?\b/i;

/** `17 (40s ago)`: the seconds since the last restart; null where the cell does not tell. */
const sinceRestart = (cell: string): number | null => {
  const ago = /\(([\dhmsdy]+) ago\)/.exec(cell)?.[1];
  return ago === undefined ? null : amountOf(ago, 'seconds');
};

/** "Which one restarted last", "when did web restart": the time behind the count of restarts. */
export function lastRestart({ reading, rows, named }: Selection): Found {
  const { grid, asked, question } = reading;
  const at = columnOf(grid, 'restarts');
  if (at < 0) return;
  const when = asked.when && named !== null && /重启|\brestart/i.test(question);
  if (!when && !LAST_RESTART.test(question)) return;
  const own = rows.flatMap((row) => {
    const seconds = sinceRestart(row.cells[at] ?? '');
    return seconds === null ? [] : [{ row, seconds }];
  });
  if (own.length === 0) return null;
  const least = Math.min(...own.map(({ seconds }) => seconds));
  const told1 = when ? own : own.filter(({ seconds }) => seconds === least);
  return told(
    reading,
    told1.map(({ row }) => `${label(grid, row)} ${code(row.cells[at]!)}`).join(pick(reading, '；', '; ')),
    told1.map(({ row }) => row),
  );
}

/** "How often does it restart": its age by the count. */
export function restartRate({ reading, rows, named }: Selection): Found {
  const { grid, question } = reading;
  const [at, age] = [columnOf(grid, 'restarts'), columnOf(grid, 'age')];
  if (at < 0 || age < 0 || !RESTART_RATE.test(question)) return;
  const own = (named ? rows : rows.filter((row) => (amountOf(row.cells[at] ?? '', 'plain') ?? 0) > 0)).flatMap(
    (row) => {
      const count = cellAmount(grid.meanings[at]!, row, at);
      const seconds = cellAmount(grid.meanings[age]!, row, age);
      return count === null || seconds === null ? [] : [{ row, count, seconds }];
    },
  );
  if (own.length === 0 || own.length > 4) return null;
  const say = ({ row, count, seconds }: (typeof own)[number]): string => {
    const name = own.length > 1 ? `${label(grid, row)} ` : '';
    if (count === 0) return `${name}${pick(reading, '没有重启过', 'never restarted')}`;
    const every = write(reading, grid.meanings[age]!, Math.round(seconds / count), row.cells[age]!);
    return `${name}${pick(
      reading,
      `平均约 ${every}一次（${code(row.cells[age]!)} 里 ${count} 次；退避会让间隔越来越长）`,
      `about every ${every} on average (${count} in ${code(row.cells[age]!)}; back-off makes the gaps grow)`,
    )}`;
  };
  return told(
    reading,
    own.map(say).join(pick(reading, '；', '; ')),
    own.map(({ row }) => row),
  );
}

const HARMFUL =
  /(?:有|是)(?:什么|个)?(?:问题|事|毛病|影响)[吗么]?|要紧|要不要(?:管|处理)|(?:需要|用)(?:管|处理|担心)|正常(?:吗|么|不)|算(?:不)?正常|\b(?:is|are|was|were)\b.{0,60}\b(?:an? )?(?:problems?|bad|wrong|harm\w*|issues?|broken|normal|expected|concern\w*|trouble|worr\w*)\b|^(?:so |and )?(?:is|are)\b.{1,60}\b(?:ok(?:ay)?|fine|healthy|well|all right)\s*\??$|\bworry\b|\bmatters?\b/i;

/** Whether it is well, and not whether it is a problem: a yes means the opposite. */
const ASKS_WELL = /\b(?:ok(?:ay)?|fine|healthy|well|all right|normal|expected)\b/i;

/** "Is the completed one a problem": of rows that are chosen by a name or by their state, whether they are well. */
export function harmful({ reading, states, named, words }: Selection): Found {
  const { grid, asked, question } = reading;
  if (!asked.yesNo || asked.which || asked.count || !HARMFUL.test(question)) return;
  const by = states.filter(({ judges }) => !judges);
  if (by.length === 0 && (!named || /别的|其他|其它|\bother|\belse\b/i.test(words))) return;
  const own = (named?.rows ?? grid.rows).filter((row) => by.every((state) => state.holds(grid, row) === true));
  if (own.length === 0 || own.length > 6 || own.some((row) => WELL.holds(grid, row) === null)) return;
  const done = own.filter((row) => isDone(grid, row));
  const bad = own.filter((row) => !done.includes(row) && WELL.holds(grid, row) === false);
  if (bad.length > 0)
    return told(
      reading,
      pick(
        reading,
        `有问题：${listOf(reading, bad)}`,
        `${ASKS_WELL.test(question) ? 'No' : 'Yes'}, not well: ${listOf(reading, bad)}`,
      ),
      bad,
    );
  if (done.length === own.length)
    return told(
      reading,
      pick(
        reading,
        '没问题：它已经正常跑完（Completed），READY 是 0 就是因为容器结束了，不算故障。',
        `${ASKS_WELL.test(question) ? 'Yes, no problem' : 'No problem'}: it has run to its end (Completed); READY is 0 because its container has ended, which is no failure.`,
      ),
      own,
    );
  return told(
    reading,
    pick(
      reading,
      '没问题，表里看是正常的：',
      ASKS_WELL.test(question) ? 'Yes, by this table: ' : 'No, by this table it is well: ',
    ),
    own,
  );
}

const ALL_WELL =
  /都(?:正常|好)|没(?:有)?(?:问题|事|异常|毛病)|\b(?:no|without) (?:problems?|trouble|issues?)\b|\ball (?:well|healthy|fine|ok)\b|\bonly (?:healthy|running)\b|正常|健康|\bhealthy\b|\bfine\b/i;

/** "Which node has no trouble": groups of which every row is well. */
export function wellGroups({ reading, group, named }: Selection): Found {
  const { grid, asked, question } = reading;
  if (group === null || named || !asked.which || asked.most || asked.least || asked.count || !ALL_WELL.test(question))
    return;
  const groups = new Map<string, GridRow[]>();
  for (const row of grid.rows) {
    const value = row.cells[group] ?? '';
    if (value !== '' && !/^</.test(value)) groups.set(value, [...(groups.get(value) ?? []), row]);
  }
  const well = [...groups].filter(([, rows]) =>
    rows.every((row) => isDone(grid, row) || WELL.holds(grid, row) === true),
  );
  if (groups.size === 0 || grid.rows.every((row) => WELL.holds(grid, row) === null)) return;
  if (well.length === 0)
    return told(reading, pick(reading, '没有，每个上面都有不正常的。', 'None: each has some that are not well.'), []);
  return told(
    reading,
    well.map(([name]) => code(name)).join(pick(reading, '、', ', ')),
    well.flatMap(([, rows]) => rows),
  );
}
