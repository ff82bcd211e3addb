import { amountOf } from './amount.ts';
import { columnOf } from './conditions.ts';
import type { Grid } from './grid.ts';
import { code, codeList, LIMIT_SHOWN, label, listOf, told } from './grid-answer.ts';
import { leftOver } from './grid-counts.ts';
import type { Found, Selection } from './grid-select.ts';
import { pick } from './pick.ts';

/** More rows than that are not told one by one. */
const LIMIT_NAMED = 6;
/** Columns worth telling for all rows at once. */
const COLUMN_ASKED = /^(?:external|storageclass|modes|runtime|os|kernel|version|namespace|image|user|node)$/;
const PLURAL =
  /哪些|哪几|几种|\b(?:which|what) [\w ]*(?:classes|namespaces|images|versions|nodes|users|kernels|modes)\b/i;
/** How long something has been so, and not how long or how often it runs. */
const IN_A_STATE =
  /(?:等|卡|停|处于|挂|坏|存在|开|建).{0,8}多(?:久|长时间)(?!.{0,4}一次)|\bhow long (?:has|have|is|was)\b(?!.{0,20}\brun)/i;

/** What says that rows belong to what was named. */
const OF_PLACE = /[上里跑用]|里面|\b(?:on|in|with|run(?:s|ning)?|us(?:es?|ing))\b/gi;
const HOW_MUCH = /多少|多大|\bhow (?:much|big|large)\b/i;
const EXIT_CODE = /退出码|返回码|\bexit(?:ed)? (?:code|status|with)\b/i;

/** "Is the backup job done": completions of a named Job. */
export function completions({ reading, named }: Selection): Found {
  const done = columnOf(reading.grid, 'completions');
  if (
    !named ||
    done < 0 ||
    !reading.grid.meanings[done]!.asked.test(reading.question) ||
    named.rows.length > LIMIT_NAMED
  )
    return;
  return told(
    reading,
    named.rows.map((row) => `${label(reading.grid, row)} ${code(row.cells[done]!)}`).join(pick(reading, '、', ', ')),
    named.rows,
  );
}

/** `Exited (137) 4 hours ago`: a state that tells since when. */
export function since({ reading, named, rows, statusAt }: Selection): Found {
  if (!reading.asked.when || !named || statusAt < 0 || rows.length === 0 || rows.length > 4) return;
  if (!rows.every(({ cells }) => /\bago\b|^Up\b/.test(cells[statusAt] ?? ''))) return;
  return told(reading, rows.map(({ cells }) => code(cells[statusAt]!)).join(pick(reading, '、', ', ')), rows);
}

/** "What is the IP of web-0": cells of named rows. */
export function cellsOf({ reading, words, rows, named }: Selection): Found {
  const { grid } = reading;
  if (!named || rows.length === 0 || rows.length > LIMIT_NAMED) return;
  const columns = grid.meanings.flatMap((meaning, at) =>
    meaning && meaning.id !== 'name' && meaning.asked.test(words) ? [at] : [],
  );
  // How long a row has been in its state is its age, where nothing nearer is told.
  if (columns.length === 0 && IN_A_STATE.test(reading.question) && columnOf(grid, 'age') >= 0)
    columns.push(columnOf(grid, 'age'));
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

/** The words of a question without those that name columns. */
const withoutColumns = (grid: Grid, words: string): string =>
  grid.meanings.reduce((left, meaning) => (meaning ? left.replace(new RegExp(meaning.asked, 'gi'), ' ') : left), words);

/** "What is the public address", "which storage classes are there": a column of rows that no name chose, without its empty cells. */
export function columnOfAll({ reading, words, rows, named, figures: [figure] }: Selection): Found {
  const { grid, asked } = reading;
  if (
    !named &&
    figure !== undefined &&
    HOW_MUCH.test(words) &&
    rows.length <= 3 &&
    !leftOver(withoutColumns(grid, words))
  )
    return told(
      reading,
      rows
        .filter(({ cells }) => cells[figure])
        .map((row) => `${label(grid, row)} ${code(row.cells[figure]!)}`)
        .join(pick(reading, '；', '; ')),
      rows,
    );
  if (named || !asked.which || asked.yesNo || grid.records) return;
  if (asked.most || asked.least || leftOver(withoutColumns(grid, words))) return;
  const at = grid.meanings.findLastIndex(
    (meaning) => meaning?.kind === 'text' && COLUMN_ASKED.test(meaning.id) && meaning.asked.test(words),
  );
  if (at < 0) return;
  const filled = rows.filter(({ cells }) => /^[^<]/.test(cells[at] ?? '') && cells[at] !== 'None');
  if (filled.length === 0 || (filled.length > LIMIT_NAMED && !PLURAL.test(words))) return;
  const values = [...new Set(filled.map(({ cells }) => cells[at]!))];
  if (values.length === 1 || PLURAL.test(words)) return told(reading, codeList(reading, values), filled.slice(0, 1));
  return told(
    reading,
    filled.map((row) => `${label(grid, row)} ${code(row.cells[at]!)}`).join(pick(reading, '；', '; ')),
    filled,
  );
}

/** "How many Pods are behind web": the addresses of its endpoints. */
export function endpoints({ reading, named, rows }: Selection): Found {
  const at = columnOf(reading.grid, 'endpoints');
  if (at < 0 || !named || rows.length !== 1 || !reading.asked.count) return;
  const cell = rows[0]!.cells[at] ?? '';
  const more = /\+ (\d+) more/.exec(cell)?.[1];
  const found = cell.match(/[\d.a-f:]+:\d+/g) ?? [];
  if (found.length === 0 && cell !== '<none>') return;
  const hosts = new Set(found.map((address) => address.replace(/:\d+$/, '')));
  return told(reading, String(hosts.size + Number(more ?? 0)), rows);
}

/** "Which node is web-1 on", of events: the one that says where it was placed. */
export function assignedNode({ reading, named, rows }: Selection): Found {
  const at = columnOf(reading.grid, 'message');
  if (at < 0 || !named || !/节点|机器|\bnodes?\b|\bmachine\b|\bhost\b/i.test(reading.question) || !reading.asked.which)
    return;
  // Events of a Pod stand under its own name, those of its Deployment under a shorter one.
  const ofThose = reading.grid.rows.filter((row) =>
    named.words.some(
      (word) =>
        word.length > 1 &&
        (row.cells[columnOf(reading.grid, 'object')] ?? '').toLowerCase().includes(word.toLowerCase()),
    ),
  );
  const placed = (ofThose.length > 0 ? ofThose : rows).flatMap((row) => {
    const node = /\bassigned \S+ to ([\w.-]+)/.exec(row.cells[at] ?? '')?.[1];
    return node ? [{ row, node }] : [];
  });
  const last = placed.at(-1);
  if (last) return told(reading, code(last.node), [last.row]);
  return columnOf(reading.grid, 'node') < 0
    ? told(
        reading,
        pick(
          reading,
          '事件里没有写它在哪个节点；看 `kubectl get pod -o wide`。',
          'The events do not say on which node; `kubectl get pod -o wide` does.',
        ),
        rows,
      )
    : undefined;
}

const SCALED = /Scaled (?:up|down) replica set \S+ (?:from \d+ )?to (\d+)|\breplicas? (?:from \d+ )?to (\d+)/i;

/** "How many replicas are there now", of events: the last one that scaled. */
export function scaledTo({ reading }: Selection): Found {
  const { grid, asked, question } = reading;
  const at = columnOf(grid, 'message');
  if (at < 0 || columnOf(grid, 'object') < 0 || !asked.count || !/副本|\breplicas?\b/i.test(question)) return;
  const scaled = grid.rows.filter(({ cells }) => SCALED.test(cells[at] ?? ''));
  if (scaled.length === 0) return null;
  const age = (row: (typeof scaled)[number]): number =>
    amountOf(/^\S+/.exec(row.cells[columnOf(grid, 'age')] ?? row.cells[0] ?? '')?.[0] ?? '', 'seconds') ?? 0;
  const last = scaled.reduce((top, next) => (age(next) < age(top) ? next : top));
  const match = SCALED.exec(last.cells[at]!)!;
  return told(
    reading,
    pick(reading, `最近一次调到 ${match[1] ?? match[2]} 个`, `${match[1] ?? match[2]}, by the last change`),
    [last],
  );
}

/** "How many ports has web": `80:31380/TCP,443:31390/TCP`. */
export function portsOf({ reading, named, rows }: Selection): Found {
  const at = columnOf(reading.grid, 'ports');
  if (
    at < 0 ||
    !named ||
    rows.length !== 1 ||
    !/(?:几|多少) ?个?端口|\bhow many (?:\w+ )?ports\b/i.test(reading.question)
  )
    return;
  const ports = (rows[0]!.cells[at] ?? '').split(/,\s*/).filter((port) => /\d/.test(port));
  return told(
    reading,
    `${ports.length}${pick(reading, ' 个：', ': ')}${ports.map(code).join(pick(reading, '、', ', '))}`,
    rows,
  );
}

const WHY = /为什么|为何|为啥|怎么(?:会|回事)|原因|\bwhy\b|\breason\b/i;

/** "Why does the worker restart": a table of containers or Services tells the state and no reason. */
export function reasonless({ reading, named, rows }: Selection): Found {
  const { grid } = reading;
  if (!WHY.test(reading.question) || !named || rows.length === 0 || rows.length > 3) return;
  const name = label(grid, rows[0]!).replaceAll('`', '');
  const docker =
    columnOf(grid, 'image') >= 0 &&
    grid.titles.some((title) => /^(?:container id|names?)$/.test(title)) &&
    columnOf(grid, 'ready') < 0;
  const service = columnOf(grid, 'type') >= 0 && columnOf(grid, 'external') >= 0;
  if (!docker && !service) return;
  const next = docker ? `docker logs --tail 100 ${name}` : `kubectl describe service ${name}`;
  return told(
    reading,
    pick(
      reading,
      `表里没有写原因，只有状态。看原因：\`${next}\``,
      `The table does not say why, only the state. For the reason: \`${next}\``,
    ),
    rows,
  );
}

/** "What is the pid of nginx", of sockets: `users:(("nginx",pid=1311,fd=6))`. */
export function pidOf({ reading, named, rows }: Selection): Found {
  if (!named || !/\bpids?\b|进程号/i.test(reading.question) || columnOf(reading.grid, 'pid') >= 0) return;
  const pids = rows.flatMap(({ raw }) => /\bpid=(\d+)/.exec(raw)?.[1] ?? []);
  if (pids.length > 0 && pids.length === rows.length)
    return told(reading, [...new Set(pids)].join(pick(reading, '、', ', ')), rows);
}

const NO_NEW_PODS =
  /(?:不|没)(?:再)?(?:接|收|调度|分到|分配|有).{0,6}(?:pods?|新)|(?:pods?).{0,8}(?:不|没).{0,4}(?:调度|上去|落|放)|\b(?:no|not|n't)\b.{0,24}\b(?:pods?|schedul\w*)\b/i;

/** "Why does node-b take no new Pods": the status itself says that it was cordoned. */
export function cordoned({ reading, named, rows, statusAt }: Selection): Found {
  if (!named || statusAt < 0 || !NO_NEW_PODS.test(reading.question)) return;
  const closed = rows.filter(({ cells }) => /SchedulingDisabled/.test(cells[statusAt] ?? ''));
  if (closed.length === 0 || closed.length < rows.length) return;
  const node = label(reading.grid, closed[0]!).replaceAll('`', '');
  return told(
    reading,
    pick(
      reading,
      `它被 cordon 了（SchedulingDisabled），新 Pod 不会调度上去；恢复：\`kubectl uncordon ${node}\`。`,
      `It was cordoned (SchedulingDisabled), so new Pods are not scheduled there; to undo: \`kubectl uncordon ${node}\`.`,
    ),
    closed,
  );
}

const HOW_OFTEN_RUN = /多久.{0,8}(?:一次|一回)|每(?:隔)?多(?:久|长)|\bhow often\b/i;

/** How often a CronJob runs stands in its schedule, not in any figure of the table. */
export const frequency = ({ reading }: Selection): Found =>
  reading.grid.titles.includes('schedule') && HOW_OFTEN_RUN.test(reading.question) ? null : undefined;

/** "What did it exit with": `Exited (137) 4 hours ago`. */
export function exitCode({ reading, named, rows, statusAt }: Selection): Found {
  if (!EXIT_CODE.test(reading.question) || !named || statusAt < 0 || rows.length === 0) return;
  const codes = rows.flatMap((row) => {
    const found = /\((\d{1,3})\)/.exec(row.cells[statusAt] ?? '')?.[1];
    return found === undefined ? [] : [`${rows.length > 1 ? `${label(reading.grid, row)} ` : ''}${found}`];
  });
  return codes.length === rows.length ? told(reading, codes.join(pick(reading, '；', '; ')), rows) : null;
}

/** "What runs on worker-2", "which one is the new one": rows that a cell of another column chose, or an age. */
export function held({ reading, words, rows, named }: Selection): Found {
  const { asked } = reading;
  if (!named || rows.length === 0 || rows.length > LIMIT_SHOWN || !asked.which) return;
  if (asked.yesNo || asked.most || asked.least || asked.when || asked.howLong || leftOver(words.replace(OF_PLACE, ' ')))
    return;
  return told(reading, listOf(reading, rows), rows);
}
