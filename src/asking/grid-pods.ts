import { columnOf } from './conditions.ts';
import type { GridRow } from './grid.ts';
import { cellAmount, code, label, listOf, told, write } from './grid-answer.ts';
import { leftOver } from './grid-counts.ts';
import type { Found, Selection } from './grid-select.ts';
import { pick } from './pick.ts';

const CONTAINERS = /容器|\bcontainers?\b/i;
const NOT_READY =
  /(?:没|未|不)(?:有)?(?:就绪|准备好|好|起来| ?ready|正常)|\b(?:not|n't|un) ?(?:yet )?(?:ready|up|healthy)\b/i;
const READY = /就绪|准备好|好了|起来了|\bready\b|\bup\b/i;
const HOW_MANY = /[几多]少?个|\bhow many\b/i;

/** "How many containers of it are not ready": the two numbers of `READY 1/2`. */
export function containersReady({ reading, named, rows }: Selection): Found {
  const { grid, question } = reading;
  const at = columnOf(grid, 'ready');
  if (at < 0 || !named || !CONTAINERS.test(question) || !HOW_MANY.test(question)) return;
  // `READY` counts neither init containers nor those that are called by a kind.
  if (/init|初始化|sidecar|边车/i.test(question)) return;
  const not = NOT_READY.test(question);
  const parts = rows.flatMap((row) => {
    const match = /^(\d+)\/(\d+)$/.exec(row.cells[at] ?? '');
    return match ? [{ row, ready: Number(match[1]), of: Number(match[2]) }] : [];
  });
  if (parts.length === 0 || parts.length > 4) return;
  const said = parts.map(({ row, ready, of }) => {
    const count = not ? of - ready : READY.test(question) ? ready : of;
    const name = parts.length > 1 ? `${label(grid, row)} ` : '';
    return `${name}${pick(reading, `${count} 个（${of} 个里 ${ready} 个就绪）`, `${count} (${ready} of ${of} are ready)`)}`;
  });
  return told(
    reading,
    said.join(pick(reading, '；', '; ')),
    parts.map(({ row }) => row),
  );
}

const TRAFFIC =
  /流量|请求|端点|(?:在|还在).{0,6}服务(?:里|后面)|被?(?:摘|踢)(?:掉|出)?|\btraffic\b|\bendpoints?\b|\bin the service\b|\b(?:behind|from|by) (?:the|a|its) service\b|\bserv(?:e|es|ing)\b/i;
const MEANING = /意思|代表|表示|说明什么|怎么(?:理解|看)|\bmeans?\b|\bmeaning\b|\bstand for\b|\btell/i;

/** "What does 1/2 mean, does it still get traffic": containers that are ready, of those it has; all have to be. */
export function readyMeans({ reading, named }: Selection): Found {
  const { grid, question } = reading;
  const at = columnOf(grid, 'ready');
  if (at < 0 || columnOf(grid, 'status') < 0) return;
  const fraction = /(?<![\d/])(\d{1,2}\/\d{1,2})(?![\d/])/.exec(question)?.[1];
  const asks = TRAFFIC.test(question) || (fraction !== undefined && MEANING.test(question));
  const rows = named?.rows ?? grid.rows.filter(({ cells }) => cells[at] === fraction);
  const [row, other] = rows;
  if (!asks || !row || (other && named)) return;
  const match = /^(\d+)\/(\d+)$/.exec(row.cells[at] ?? '');
  if (!match) return;
  const [ready, of] = [Number(match[1]), Number(match[2])];
  const status = row.cells[columnOf(grid, 'status')] ?? '';
  const zhCount = `${of} 个容器里 ${ready} 个就绪`;
  const enCount = `${ready} of its ${of} ${of === 1 ? 'container' : 'containers'} ${ready === 1 ? 'is' : 'are'} ready`;
  const over = /^(?:Completed|Succeeded|Evicted|Error|Failed)$/.test(status);
  const ends = status === 'Terminating';
  const [zh, en] = over
    ? [`容器已经结束（${status}），不接流量`, `it has ended (${status}) and gets no traffic`]
    : ends
      ? [
          '正在删除，Service 不再把新流量发给它（除非只剩正在退出的）',
          'it is being deleted, so its Service sends it no new traffic (unless only such are left)',
        ]
      : ready < of
        ? [
            '有容器没就绪，整个 Pod 就不是 Ready，Service 不发流量给它（设了 publishNotReadyAddresses 除外）',
            'with one container not ready the whole Pod is not Ready, so no traffic from its Service (unless that sets publishNotReadyAddresses)',
          ]
        : [
            '都就绪了，标签被 Service 选中就会接流量',
            'all are ready, so it gets traffic where a Service selects its labels',
          ];
  return told(reading, pick(reading, `${zhCount}：${zh}。`, `${enCount}: ${en}.`), [row]);
}

const AFFECTED =
  /影响|波及|遭殃|受牵连|跟着(?:挂|停|没)|\baffect(?:s|ed)?\b|\bimpact(?:s|ed)?\b|\b(?:would|will|do|does)\b.{0,24}\b(?:lose|go down|go away|die|be lost|be evicted)\b/i;

/** The rows that stand at a node which the question names. */
function onNode({ reading: { grid, question } }: Selection): { node: string; rows: GridRow[] } | null {
  const at = columnOf(grid, 'node');
  if (at < 0) return null;
  const lower = question.toLowerCase();
  const node = [...new Set(grid.rows.map(({ cells }) => cells[at] ?? ''))].find(
    (value) => value.length > 1 && !value.startsWith('<') && lower.includes(value.toLowerCase()),
  );
  return node === undefined ? null : { node, rows: grid.rows.filter(({ cells }) => cells[at] === node) };
}

/** "If worker-2 goes down, which are affected": what runs there, whatever state each is in. */
export function affected(selection: Selection): Found {
  const { reading } = selection;
  const { asked, question } = reading;
  const own = AFFECTED.test(question) && (asked.which || asked.count) ? onNode(selection) : null;
  if (!own) return;
  return told(
    reading,
    pick(
      reading,
      `${own.rows.length} 个在 ${code(own.node)} 上：${listOf(reading, own.rows)}`,
      `${own.rows.length} on ${code(own.node)}: ${listOf(reading, own.rows)}`,
    ),
    own.rows,
  );
}

const AVERAGE = /平均|\b(?:on )?average\b|\bper\b.{1,20}\bon average\b/i;
const GROUPS: [column: string, asked: RegExp, zh: string, en: string][] = [
  ['node', /节点|机器|台|主机|\bnodes?\b|\bmachines?\b|\bhosts?\b/i, '个节点', 'nodes'],
  ['namespace', /命名空间|\bnamespaces?\b/i, '个命名空间', 'namespaces'],
];

/** "How many Pods per node on average": the rows that have one, by the different ones. */
export function averageRows({ reading, rows, figures }: Selection): Found {
  const { grid, asked, question } = reading;
  if (!AVERAGE.test(question) || !asked.count || figures.length > 0) return;
  const group = GROUPS.find(([id, said]) => said.test(question) && columnOf(grid, id) > 0);
  if (!group) return;
  const [id, , zh, en] = group;
  const at = columnOf(grid, id);
  const placed = rows.filter(({ cells }) => (cells[at] ?? '') !== '' && !cells[at]!.startsWith('<'));
  const count = new Set(placed.map(({ cells }) => cells[at])).size;
  if (count === 0) return;
  const mean = Number((placed.length / count).toFixed(1));
  const left = rows.length - placed.length;
  const without =
    left > 0 ? pick(reading, `；另有 ${left} 个还没分到，没算`, `; ${left} without one are not counted`) : '';
  return told(
    reading,
    pick(
      reading,
      `平均 **${mean}** 个：${placed.length} 个分在 ${count} ${zh}上${without}。`,
      `**${mean}** on average: ${placed.length} on ${count} ${en}${without}.`,
    ),
    [],
  );
}

const MORE = /更(?:多|久|老|大|高|新)|\b(?:more|longer|older|newer|bigger|larger|higher|fewer|less)\b/i;
const FEWER = /更(?:少|小|低|新)|\b(?:fewer|less|newer|smaller|lower)\b/i;

/** "Which of the two restarted more": of named rows the one with the larger figure. */
export function moreOfTwo({ reading, named, rows }: Selection): Found {
  const { grid, asked, question } = reading;
  if (!named || !asked.which || !MORE.test(question)) return;
  const at = grid.meanings.findIndex(
    (meaning) => meaning && meaning.kind !== 'text' && meaning.kind !== 'fraction' && meaning.asked.test(question),
  );
  const own = named.rows.length > 1 ? named.rows : rows;
  if (at < 0 || own.length < 2) return;
  const amounts = own.flatMap((row) => {
    const value = cellAmount(grid.meanings[at]!, row, at);
    return value === null ? [] : [{ row, value }];
  });
  if (amounts.length !== own.length) return null;
  const sorted = amounts.sort((a, b) => (FEWER.test(question) ? a.value - b.value : b.value - a.value));
  const [first, second] = sorted;
  const names = sorted
    .slice(0, 4)
    .map(({ row }) => `${label(grid, row)} ${code(row.cells[at]!)}`)
    .join(pick(reading, '、', ', '));
  return told(
    reading,
    first!.value === second!.value
      ? pick(reading, `一样：${names}`, `The same: ${names}`)
      : `${label(grid, first!.row)}${pick(reading, `（${names}）`, ` (${names})`)}`,
    sorted.slice(0, 4).map(({ row }) => row),
  );
}

const CAPACITY =
  /一共(?:有)?多[少大]|总(?:共|量|容量)|\bin total\b|\btotal\b|\bcapacity\b|\bhow much .{1,20} (?:has|have|does .{1,20} have)\b/i;

/** "How much memory does wk-3 have": what is used by the share that it is, about; `kubectl top` has no column for it. */
export function capacity({ reading, named, rows, figures }: Selection): Found {
  const { grid, asked, question } = reading;
  if (!named || rows.length !== 1 || !CAPACITY.test(question) || (!asked.count && !/多大|\bhow much\b/i.test(question)))
    return;
  if (/用|占|\bus(?:e[sd]?|ing)\b/i.test(question)) return;
  const share = figures.find((at) => grid.meanings[at]!.kind === 'percent');
  const used = figures.find((at) => grid.meanings[at]!.kind !== 'percent');
  if (share === undefined || used === undefined) return;
  const [part, percent] = [used, share].map((at) => cellAmount(grid.meanings[at]!, rows[0]!, at));
  if (!part || !percent) return;
  const cell = rows[0]!.cells[used]!;
  const whole = write(reading, grid.meanings[used]!, (part / percent) * 100, cell);
  return told(
    reading,
    pick(
      reading,
      `表里没有总量这一列；按 ${code(cell)} 占 ${percent}% 反推，约 ${whole}。`,
      `The table has no column for the total; by ${code(cell)} being ${percent}%, about ${whole}.`,
    ),
    rows,
  );
}

const DOWN = /停(?:了|掉|止)?|退出|挂(?:了|掉)|\bstopped\b|\bexited\b|\bdown\b|\bdead\b/i;
const OF_DOWN =
  /停(?:了|掉|止)?|退出|挂(?:了|掉)?|多久|多长时间?|几(?:分钟|小时|天)|已经|那个|\b(?:stopped|exited|down|dead|how long|has|been|ago|did|one|that)\b/gi;
const EXITED_AGO = /^Exited \(\d+\) (.+) ago$/i;

/** "How long has the stopped one been down": `Exited (137) 40 minutes ago`. */
export function downFor({ reading, named, words, statusAt }: Selection): Found {
  const { grid, asked, question } = reading;
  if (!asked.howLong || statusAt < 0 || !DOWN.test(question)) return;
  if (leftOver(words.replaceAll(OF_DOWN, ' '))) return;
  const own = (named?.rows ?? grid.rows).flatMap((row) => {
    const ago = EXITED_AGO.exec((row.cells[statusAt] ?? '').trim())?.[1];
    return ago === undefined ? [] : [{ row, ago }];
  });
  if (own.length === 0 || own.length > 4) return;
  return told(
    reading,
    own.map(({ row, ago }) => `${label(grid, row)} ${ago}`).join(pick(reading, '；', '; ')),
    own.map(({ row }) => row),
  );
}
