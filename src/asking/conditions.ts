import { amountOf } from './amount.ts';
import type { Grid, GridRow } from './grid.ts';

/** The column that means this; -1 where the table has none. */
export const columnOf = (grid: Grid, id: string): number => grid.meanings.findIndex((meaning) => meaning?.id === id);
/** What a row has in the column that means this; empty where the table has none. */
export const cell = (grid: Grid, row: GridRow, id: string): string => row.cells[columnOf(grid, id)] ?? '';

const isEvent = (grid: Grid): boolean => columnOf(grid, 'object') >= 0 && columnOf(grid, 'type') >= 0;

/** READY `1/2` or a node's `NotReady`; null where the table has neither. */
export function isReady(grid: Grid, row: GridRow): boolean | null {
  const fraction = /^(\d+)\/(\d+)$/.exec(cell(grid, row, 'ready'));
  if (fraction) return Number(fraction[1]) >= Number(fraction[2]) && fraction[2] !== '0';
  const status = cell(grid, row, 'status');
  if (/^(?:Not)?Ready\b/.test(status)) return status.startsWith('Ready');
  return null;
}

const stateOf = (grid: Grid, row: GridRow): string =>
  `${cell(grid, row, 'status')} ${cell(grid, row, 'active').replace(/^\d+$/, (jobs) => (jobs === '0' ? '' : 'running'))}`.trim();
const restartsOf = (grid: Grid, row: GridRow): number | null => amountOf(cell(grid, row, 'restarts'), 'plain');
/** True for a row whose work is over and went well. */
export const isDone = (grid: Grid, row: GridRow): boolean => /complete|succe|exited \(0\)/i.test(stateOf(grid, row));

/** A state that a question asks for, and whether a row is in it. */
export interface Condition {
  /** The question without the words that say it, so that they are not taken for something else. */
  words: RegExp;
  /** Null where the table does not tell. */
  holds(grid: Grid, row: GridRow): boolean | null;
  /** Says whether a row is well, and not which rows are meant. */
  judges?: true;
}

const RUNS = /running|\bup\b|\bactive\b|^(?:S|R|Ss|Sl|Ssl)[+<]?\b/i;
/** A Pod that ended badly and is not started again. */
const IS_OVER = /^(?:Error|Failed|Evicted|ContainerStatusUnknown|DeadlineExceeded|NodeShutdown)$/;
const FAILS = /fail|error|backoff|oom|evicted|crash|invalid|exited \([1-9]|dead/i;

const RUNS_CONTROL = /control-plane|master/i;

/** Nodes that new Pods may go to: ready, and not cordoned. Taints stand in no table. */
export const SCHEDULABLE: Condition = {
  words:
    /(?<![不没禁])(?:能|可以?)(?:被|再|继续|接着)?(?:[往把].{1,14})?(?:调度|分配|放|落)|\bschedulable\b|\b(?:can|could|may|will|would)\b.{0,30}\b(?:schedul\w*|land|placed|go|(?:take|accept|receive|get) (?:\w+ )?pods?)\b|(?:\bavailable|\busable) for (?:\w+ )?pods?\b/i,
  holds: (grid, row) => {
    if (columnOf(grid, 'roles') < 0 || stateOf(grid, row) === '') return null;
    return isReady(grid, row) === true && !/SchedulingDisabled/i.test(stateOf(grid, row));
  },
};

/** Where a node runs the control plane. */
export const isControlPlane = (grid: Grid, row: GridRow): boolean => RUNS_CONTROL.test(cell(grid, row, 'roles'));

export const NOT_READY: Condition = {
  words: /(?:没|没有|未|不)(?:就绪|\s*ready)|\b(?:not|isn't|aren't|un) ?-?ready\b|notready/i,
  holds: (grid, row) => {
    const ready = isReady(grid, row);
    return ready === null ? null : !ready;
  },
};

/** An autoscaler that has all the replicas it may have. */
function atMaximum(grid: Grid, row: GridRow): boolean | null {
  const [now, most] = [amountOf(cell(grid, row, 'replicas'), 'plain'), amountOf(cell(grid, row, 'max'), 'plain')];
  return now === null || most === null ? null : now >= most;
}

/** A Service, or a listening socket, that machines outside can reach; null where the table does not tell. */
function isReachable(grid: Grid, row: GridRow): boolean | null {
  const local = cell(grid, row, 'local');
  if (local !== '') return !/^(?:127\.|\[?::1\]?:)/.test(local);
  const type = cell(grid, row, 'type');
  const published = cell(grid, row, 'ports');
  // `127.0.0.1:8080->8080/tcp` is published for the machine alone.
  if (columnOf(grid, 'image') >= 0 && columnOf(grid, 'ports') >= 0)
    return published.split(/,\s*/).some((port) => /->/.test(port) && !/^(?:127\.|\[?::1\]?:)/.test(port));
  if (columnOf(grid, 'external') < 0 || type === '') return null;
  return type === 'NodePort' || (type === 'LoadBalancer' && /\d|\w\.\w/.test(cell(grid, row, 'external')));
}

/** States that are neither a failure nor well. */
const WAITS = /pending|unknown|unhealthy|restarting/i;

/** Not well, as far as a table tells: not ready, failing, waiting, or restarted often. */
export const UNWELL: Condition = {
  words:
    /(?:有|出)(?:什么)?问题|不正常|异常|不健康|\bunhealthy\b|\bbroken\b|\bin trouble\b|\bwrong\b|\bnot (?:healthy|ok|fine|well)\b|\b(?<!no )(?<!without )problems?\b/i,
  holds: (grid, row) => {
    const ready = isReady(grid, row);
    if (isEvent(grid)) return cell(grid, row, 'type') === 'Warning';
    if (isDone(grid, row)) return false;
    if (ready === null && stateOf(grid, row) === '') return null;
    return (
      ready === false ||
      FAILS.test(stateOf(grid, row)) ||
      WAITS.test(stateOf(grid, row)) ||
      (restartsOf(grid, row) ?? 0) >= 5
    );
  },
  judges: true,
};

/** Well: ready, and in no state of failure. */
export const WELL: Condition = {
  words:
    /正常|健康|没(?:有)?(?:问题|事|毛病)|\b(?:no|without(?: any)?) (?:problems?|trouble)\b|\bhealthy\b|\bfine\b|\bokay?\b/i,
  holds: (grid, row) => {
    const ready = isReady(grid, row);
    if (isEvent(grid)) return cell(grid, row, 'type') === 'Normal';
    if (ready === null && stateOf(grid, row) === '') return null;
    return (ready ?? true) && !FAILS.test(stateOf(grid, row)) && !WAITS.test(stateOf(grid, row));
  },
  judges: true,
};

/** States that people ask for; the one that denies stands before the one it denies. */
export const STATES: Condition[] = [
  {
    words: /(?:反复|不停(?:地)?|一直(?:在)?|循环)重启|\b(?:keeps? )?restarting\b|\bcrash-? ?loop\w*/i,
    holds: (grid, row) => (stateOf(grid, row) === '' ? null : /Restarting|CrashLoop/i.test(stateOf(grid, row))),
  },
  {
    words: /(?:没有?|未|不)(?:被)?(?:暂停|挂起|停用)|\bnot (?:suspended|paused)\b/i,
    holds: (grid, row) => (columnOf(grid, 'suspend') < 0 ? null : /^false$/i.test(cell(grid, row, 'suspend'))),
  },
  {
    words: /(?:被|已)?(?:暂停|挂起|停用)|\bsuspended\b|\bpaused\b/i,
    holds: (grid, row) => (columnOf(grid, 'suspend') < 0 ? null : /^true$/i.test(cell(grid, row, 'suspend'))),
  },
  {
    words:
      /还能(?:再|继续)?扩|(?:再|继续)扩|\bscale (?:up |out )?(?:any )?(?:further|more)\b|\bgrow (?:any )?(?:further|more)\b/i,
    holds: (grid, row) => {
      const at = atMaximum(grid, row);
      return at === null ? null : !at;
    },
  },
  {
    words:
      /(?:已经?)?(?:到|达到?|顶到?|碰到?)(?:了)?(?:上限|最大值?|顶)|\bat (?:its |the |their )?max\w*|\bmaxed(?: out)?\b|\b(?:reached|hit) (?:its |the )?(?:max\w*|limit)/i,
    holds: atMaximum,
  },
  {
    words: /满了?|\bfull\b|\bused up\b/i,
    holds: (grid, row) => {
      const share = amountOf(cell(grid, row, 'use%'), 'percent');
      if (share !== null) return share >= 95;
      const [size, used] = [amountOf(cell(grid, row, 'size'), 'bytes'), amountOf(cell(grid, row, 'used'), 'bytes')];
      return size === null || used === null || size === 0 ? null : used / size >= 0.95;
    },
  },
  {
    words: /\bdangling\b|悬空|虚悬|没有?(?:名字|标签)|\bno (?:name|tag)\b|\buntagged\b/i,
    holds: (grid, row) => (columnOf(grid, 'tag') < 0 ? null : cell(grid, row, 'tag') === '<none>'),
  },
  {
    words: /正在(?:被)?删除?|删除中|终止中|\bterminating\b|\bbeing (?:deleted|terminated|removed)\b/i,
    holds: (grid, row) => (columnOf(grid, 'status') < 0 ? null : /Terminating/i.test(stateOf(grid, row))),
  },
  {
    words: /丢(?:了|失)|\blost\b/i,
    holds: (grid, row) => (columnOf(grid, 'volume') < 0 ? null : /^Lost$/i.test(stateOf(grid, row))),
  },
  {
    words: /\bheadless\b|无头/i,
    holds: (grid, row) => (columnOf(grid, 'external') < 0 ? null : cell(grid, row, 'ip') === 'None'),
  },
  {
    words:
      /(?:从|在)?(?:集群外|外网|公网|外部|外面|别的机器|其他机器|别处)(?:能|可以|直接)*(?:访问|连|打开|进)(?:得?到|上|来)?|\b(?:be )?(?:reach\w*|access\w*|exposed|open|connect\w*)\b.{0,20}\b(?:outside|externally|publicly|internet|(?:an)?other (?:machines?|hosts?)|elsewhere)(?: the cluster)?\b|\bpublicly (?:reachable|accessible)\b/i,
    holds: isReachable,
  },
  {
    words:
      /(?:被)?多(?:个|台)?节点(?:同时)?(?:挂载?|读写|写|用|共享)|\b(?:by |on |from )?(?:several|many|multiple|more than one) nodes?(?: at once)?\b|\bshared (?:between|across) nodes\b/i,
    holds: (grid, row) => {
      const modes = cell(grid, row, 'modes');
      return columnOf(grid, 'modes') < 0 ? null : /RWX|ROX/.test(modes);
    },
  },
  {
    words:
      /(?:从|在)?(?:宿主机|主机|本机)上?(?:能|可以|直接)*(?:访问|连)(?:得?到|上)?|\b(?:reach\w*|access\w*) (?:it )?from the host\b/i,
    holds: (grid, row) =>
      columnOf(grid, 'ports') < 0 || columnOf(grid, 'image') < 0 ? null : /->/.test(cell(grid, row, 'ports')),
  },
  {
    words: /缩(?:容)?(?:到|成|为)? ?(?:0|零|没)|\bscaled? (?:down )?(?:to (?:0|zero|nothing)|completely)\b/i,
    holds: (grid, row) => {
      const wanted = amountOf(cell(grid, row, 'replicas'), 'plain');
      return wanted === null ? null : wanted === 0;
    },
  },
  NOT_READY,
  { words: /就绪|(?<!not )\bready\b/i, holds: isReady },
  {
    words: /(?:没有?|从未|未)(?:发生过?)?重启(?:过)?|\b(?:never|not|no|without)\b.{0,12}\brestart\w*/i,
    holds: (grid, row) => {
      const count = restartsOf(grid, row);
      return count === null ? null : count === 0;
    },
  },
  {
    words:
      /重启过|(?:有|发生)(?:过)?重启|\b(?:were|was|been|has|have|did|that|which|who|pods?|containers?)\b(?: ever)?(?: been)? restart(?:ed)?\b(?! (?:the )?(?:most|least|fewest))|\brestarted\b(?! (?:the )?(?:most|least|fewest))/i,
    holds: (grid, row) => {
      const count = restartsOf(grid, row);
      return count === null ? null : count > 0;
    },
  },
  {
    // Of a node: one that is down is not ready, one that is cordoned is not down.
    words: /挂了|挂掉|宕|坏了|死了|\bdown\b|\bdead\b|\bbroken\b|\bcrash\w*|\blost\b/i,
    holds: (grid, row) => (/^(?:Not)?Ready\b/.test(cell(grid, row, 'status')) ? isReady(grid, row) === false : null),
  },
  {
    words:
      /(?:没有?|不|未)(?:在)?(?:跑|运行|running)|不是 ?running|\b(?:not|isn't|aren't) (?:\w+ )?(?:running|up)\b|\bdown\b/i,
    holds: (grid, row) => (stateOf(grid, row) === '' ? null : !RUNS.test(stateOf(grid, row))),
  },
  {
    // What is over runs nowhere; what fails on a node is still placed there.
    words: /\bruns?\b(?= on\b)/i,
    holds: (grid, row) =>
      columnOf(grid, 'node') < 0 || stateOf(grid, row) === ''
        ? null
        : !isDone(grid, row) && !IS_OVER.test(stateOf(grid, row)),
  },
  {
    words: /在跑|运行中|正在运行|在运行|跑着|开着|开启|\brunning\b|\bis up\b|\balive\b/i,
    holds: (grid, row) => (stateOf(grid, row) === '' ? null : RUNS.test(stateOf(grid, row))),
  },
  ...[1, 2, 3, 4, 5].map(
    (digit): Condition => ({
      words: new RegExp(
        `(?<!\\d)${digit}(?:xx|\\d\\d ?(?:系列|开头))${digit === 4 ? '|客户端错误|client errors?' : digit === 5 ? '|服务端错误|server errors?' : ''}`,
        'i',
      ),
      holds: (grid, row) => (columnOf(grid, 'code') < 0 ? null : cell(grid, row, 'code').startsWith(String(digit))),
    }),
  ),
  {
    words: /失败|报错|出错|错误|\bfail\w*|\berrors?\b/i,
    holds: (grid, row) => {
      const [code, level] = [cell(grid, row, 'code'), cell(grid, row, 'level')];
      if (/^[1-5]\d\d$/.test(code)) return Number(code) >= 400;
      return columnOf(grid, 'level') < 0 ? null : /err|fatal|crit|panic/i.test(level);
    },
  },
  {
    words: /警告|告警|\bwarn(?:ing)?s?\b/i,
    holds: (grid, row) => (columnOf(grid, 'level') < 0 ? null : /warn/i.test(cell(grid, row, 'level'))),
  },
  {
    words: /失败|报错|出错|挂了|崩|\bfail\w*|\berrors?\b|\bcrash\w*|\bdead\b/i,
    holds: (grid, row) => (stateOf(grid, row) === '' ? null : FAILS.test(stateOf(grid, row))),
  },
  {
    words: /完成|成功|跑完|结束了|\bcomplet\w*|\bsucceed\w*|\bfinished\b|\bdone\b/i,
    holds: (grid, row) => (stateOf(grid, row) === '' ? null : isDone(grid, row)),
  },
  {
    words: /(?:没有?|未|不)绑(?:定|上)?|绑不上|\bunbound\b|\bnot bound\b/i,
    holds: (grid, row) => (columnOf(grid, 'status') < 0 ? null : !/^Bound$/i.test(cell(grid, row, 'status'))),
  },
  {
    words: /已?绑(?:定|上)|\bbound\b/i,
    holds: (grid, row) => (columnOf(grid, 'status') < 0 ? null : /^Bound$/i.test(cell(grid, row, 'status'))),
  },
  {
    words:
      /\bpending\b|等待中?|没(?:有)?(?:分配|调度)(?:到)?(?:节点)?|未调度|\bunscheduled\b|\b(?:no|without a|not (?:been )?(?:assigned|scheduled)(?: to)?(?: an?y?)?) ?node\b|not scheduled/i,
    holds: (grid, row) =>
      stateOf(grid, row) === '' ? null : /pending/i.test(stateOf(grid, row)) || cell(grid, row, 'node') === '<none>',
  },
  SCHEDULABLE,
  {
    words: /(?<!不)(?:能用|可用)(?:的)?|\busable\b/i,
    holds: SCHEDULABLE.holds,
  },
  {
    words: /禁止调度|不可调度|被?封锁|\bcordon\w*|\bunschedulable\b|schedulingdisabled|维护/i,
    holds: (grid, row) => (stateOf(grid, row) === '' ? null : /SchedulingDisabled/i.test(stateOf(grid, row))),
  },
  {
    words: /根(?:分区|目录|文件系统)|\broot (?:filesystem|partition|file system|fs|disk|volume)\b/i,
    holds: (grid, row) => (columnOf(grid, 'mount') < 0 ? null : cell(grid, row, 'mount') === '/'),
  },
  {
    words: /监听|\blisten\w*/i,
    holds: (grid, row) => (columnOf(grid, 'local') < 0 ? null : /LISTEN/i.test(stateOf(grid, row))),
  },
  {
    words: /僵尸|\bzombies?\b|defunct/i,
    holds: (grid, row) => (columnOf(grid, 'pid') < 0 ? null : /^Z/.test(stateOf(grid, row))),
  },
  {
    words: /工作节点|\bworker nodes?\b|\bworkers?\b(?!-)/i,
    holds: (grid, row) =>
      columnOf(grid, 'roles') < 0 ? null : !/control-plane|master|etcd/i.test(cell(grid, row, 'roles')),
  },
  {
    words: /控制(?:平面|面)|主节点|\bcontrol[- ]?planes?\b|\bmasters?\b/i,
    holds: (grid, row) => (columnOf(grid, 'roles') < 0 ? null : /control-plane|master/i.test(cell(grid, row, 'roles'))),
  },
  UNWELL,
  WELL,
];
