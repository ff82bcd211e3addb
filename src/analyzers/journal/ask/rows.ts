import type { Language } from '../../../language/language.ts';
import { pick } from '../../../language/pick.ts';
import type { AnswerAbout } from '../../analyzer.ts';
import type { EntryFact, JournalFacts } from '../facts.ts';
import { inline } from '../say/quote.ts';
import { refuse, reply } from './reply.ts';

/** A row of `kubectl get pods` or `kubectl get nodes`. */
interface Row {
  entry: EntryFact;
  name: string;
  status: string;
  /** Columns by the words questions use for them; those the table has not are missing. */
  ready?: string;
  restarts?: string;
  age?: string;
  ip?: string;
  node?: string;
  version?: string;
  roles?: string;
}

const POD =
  /^(?:[a-z0-9][a-z0-9-]{0,62}\s+)?([a-z0-9][a-z0-9.-]{0,252})\s+(\d{1,3}\/\d{1,3})\s+([A-Z][\w:./-]{1,60})\s+(\d{1,7})(?:\s+\(([^)]{1,20} ago)\))?\s+(\d+[smhdy][\dsmhdy]*)(?:\s+((?:\d{1,3}\.){3}\d{1,3}|<none>)\s+(\S+))?/;
const NODE = /^([a-z0-9][a-z0-9.-]{0,252})\s+((?:Not)?Ready(?:,\w+)*)\s+(\S+)\s+(\d+[smhdy][\dsmhdy]*)\s+(v\d\S*)/;

function rowsOf(facts: JournalFacts): Row[] {
  return facts.quotable.flatMap((entry): Row[] => {
    const text = entry.raw.trim().slice(0, 400);
    const pod = POD.exec(text);
    if (pod)
      return [
        {
          entry,
          name: pod[1]!,
          ready: pod[2]!,
          status: pod[3]!,
          restarts: pod[5] ? `${pod[4]} (${pod[5]})` : pod[4]!,
          age: pod[6]!,
          ...(pod[7] ? { ip: pod[7], node: pod[8]! } : {}),
        },
      ];
    const node = NODE.exec(text);
    return node ? [{ entry, name: node[1]!, status: node[2]!, roles: node[3]!, age: node[4]!, version: node[5]! }] : [];
  });
}

const short = (row: Row): boolean => {
  const [ready, of] = (row.ready ?? '1/1').split('/').map(Number) as [number, number];
  return ready < of;
};
const isUnwell = (row: Row): boolean =>
  !/^(?:Completed|Succeeded)$/.test(row.status) && (!/^(?:Running|Ready)$/.test(row.status) || short(row));

/** How a state is asked for, and the rows that are in it. */
const STATES: [RegExp, (row: Row) => boolean][] = [
  [
    /拉(?:不下来|取|不到)?.{0,4}镜像|镜像.{0,6}(?:拉|下载)|imagepull|errimage|\bpull/i,
    ({ status }) => /ImagePull|ErrImage|InvalidImage/.test(status),
  ],
  [/崩溃|一直重启|反复重启|crash/i, ({ status }) => /CrashLoop|^Error$|OOMKilled/.test(status)],
  [/\boom|内存不够|内存超/i, ({ status }) => /OOM/.test(status)],
  [/驱逐|evict/i, ({ status }) => /Evicted/.test(status)],
  [/pending|没(?:有)?(?:被)?调度|调度不|unscheduled|not scheduled/i, ({ status }) => /^Pending$/.test(status)],
  [/完成|跑完|结束|complet|finish|\bdone\b/i, ({ status }) => /^(?:Completed|Succeeded)$/.test(status)],
  [/初始化|\binit/i, ({ status }) => /^Init:|PodInitializing/.test(status)],
  [/删不掉|正在删|terminating|being deleted/i, ({ status }) => /^Terminating$/.test(status)],
  [/不可调度|禁止调度|cordon|schedulingdisabled|unschedulable/i, ({ status }) => /SchedulingDisabled/.test(status)],
  [
    /不就绪|没(?:有)?就绪|未就绪|not ?ready|unready|not (?:fully )?ready/i,
    (row) => short(row) || /NotReady/.test(row.status),
  ],
  [/\bdown\b|宕机|失联|掉线/i, (row) => /NotReady|Unknown/.test(row.status) || isUnwell(row)],
  [/\bmaster\b|控制面|control[- ]plane/i, ({ roles }) => /control-plane|master/.test(roles ?? '')],
  [
    /有?问题|异常|不正常|不对劲|故障|挂|\bproblem|\bwrong\b|\bfail|\bbroken\b|\bunhealthy\b|\bunwell\b|\b(?:not|n't|isn't|aren't) (?:healthy|ok|okay|fine|running|ready|well|up)\b|没(?:有)?(?:就绪|在跑|跑起来|起来)|未就绪|\btrouble\b|\bbad\b/i,
    isUnwell,
  ],
  [/重启过|有重启|restarted/i, ({ restarts }) => restarts !== undefined && !/^0\b/.test(restarts)],
  [
    /正常|健康|在跑|运行|running|healthy|\bok\b|\bfine\b|\bup\b|ready|就绪/i,
    (row) => !isUnwell(row) && /^(?:Running|Ready)/.test(row.status),
  ],
];

/** Columns, and how they are asked for. */
const COLUMNS: [keyof Row, RegExp][] = [
  ['restarts', /重启|\brestart/i],
  ['age', /多久了|多长时间|存在|运行了|活了|年龄|几天|\bage\b|how (?:long|old)/i],
  ['node', /节点|哪台|机器|\bnode\b|\bhost\b|\bmachine\b/i],
  ['ip', /\bip\b|地址/i],
  ['version', /版本|version/i],
  ['roles', /角色|master|控制面|\brole|control[- ]plane/i],
  ['ready', /就绪|几个容器|多少(?:个)?容器|\bready\b|how many containers/i],
  [
    'status',
    /状态|怎么了|什么情况|怎么样|正常|好吗|在跑|\bstatus\b|\bstate\b|wrong|\bok\b|running|healthy|\bup\b|phase/i,
  ],
];
const MOST = /最多|最频繁|\bmost\b/i;
const NOT_IN_TABLE =
  /镜像(?:叫|名|是什么|版本|用)|(?:用|什么|哪个).{0,4}镜像|\bwhich image\b|\bwhat image\b|\bimage (?:name|tag|version)|cpu|内存(?!不够|超)|\bmemory\b|端口|\bports?\b|命名空间|namespace|标签|\blabels?\b|限制|\blimits?\b/i;
const WHY = /为什么|为何|为啥|原因|怎么(?:办|修|解决|回事)|\bwhy\b|\breason\b|\bcause\b|\bfix\b|\bhow (?:do|can|to)\b/i;

/** What it is called; and what would be right, which no table tells. */
const CALLED =
  /(?:^|pod|节点|它|他们) ?(?:的)?(?:名字|名称)?(?:叫(?:什么|啥)|是什么名|名字是)|\bwhat(?:'s| is| are) the (?:pod'?s? |node'?s? )?names?\b|\bname of the (?:pod|node)\b|\bwhat is (?:the pod|it) called\b/i;
const SHOULD = /应该|该|需要|必须|要放|\b(?:should|must|need|have to|has to|ought)\b/i;
const line = (row: Row): string => inline(row.entry.raw.replace(/\s+/g, ' ').trim(), 200);

/** Answers from the rows of a pasted table of Pods or nodes; null where there is none or no row is asked for. */
export function aboutRow(question: string, facts: JournalFacts, language: Language): AnswerAbout | null {
  const rows = rowsOf(facts);
  if (rows.length === 0 || rows.length * 2 < facts.quotable.length || WHY.test(question)) return null;
  const lower = question.toLowerCase();
  const whole = rows.filter(({ name }) => lower.includes(name));
  const named =
    whole.length > 0
      ? whole
      : rows.filter(
          ({ name }) =>
            new RegExp(`(?<![\\w-])${name.split('-')[0]!.replace(/[^\w]/g, '\\$&')}(?![\\w])`).test(lower) &&
            name.split('-')[0]!.length > 2 &&
            !/^(?:node|pod)$/.test(name.split('-')[0]!),
        );
  const told = (list: Row[], head: string): AnswerAbout =>
    reply(
      facts,
      `${head}${list.slice(0, 8).map(line).join('\n')}`,
      list.slice(0, 4).map(({ entry }) => entry.at),
      0.88,
    );
  if (CALLED.test(question) && rows.length <= 8)
    return told(
      rows,
      `${rows.map(({ name }) => inline(name)).join(pick(language, '、', ', '))}${pick(language, '：', ': ')}`,
    );
  if (NOT_IN_TABLE.test(question) && !SHOULD.test(question))
    return refuse(
      facts,
      language,
      pick(
        language,
        `这张表里没有这一列，看不出来。${named.length > 0 ? `有的是：${named.slice(0, 3).map(line).join('，')}` : ''}看详情：\`kubectl describe pod ${named[0]?.name ?? 'NAME'}\``,
        `The table does not say; it has no such column. ${named.length > 0 ? `It has ${named.slice(0, 3).map(line).join(', ')}. ` : ''}For more: \`kubectl describe pod ${named[0]?.name ?? 'NAME'}\``,
      ),
      named.slice(0, 3).map(({ entry }) => entry.at),
      0.76,
    );
  if (named.length > 0 && !/哪(?:个|些|几)|\bwhich\b/i.test(question)) {
    const init = /\binit/i.test(question)
      ? named.map((row) => /^Init:(?:\w+:)?(\d+)\/(\d+)$/.exec(row.status)).find(Boolean)
      : null;
    if (init)
      return told(
        named,
        pick(
          language,
          `${init[2]} 个 init 容器，已完成 ${init[1]} 个：`,
          `${init[2]} init containers, ${init[1]} of them done: `,
        ),
      );
    const column = COLUMNS.find(
      ([key, asked]) => asked.test(question) && named.some((row) => row[key] !== undefined),
    )?.[0];
    if (!column) return told(named, '');
    const counts = column === 'ready' && /几|多少|how many/i.test(question);
    const values = named.slice(0, 6).map((row) => {
      const value = String(row[column] ?? '');
      const shown = counts ? value.split('/')[1]! : value;
      return `${named.length > 1 ? `${row.name} ` : ''}${shown}`;
    });
    return told(named, `${values.join(pick(language, '，', ', '))}${pick(language, '：', ': ')}`);
  }
  if (MOST.test(question) && /重启|restart/i.test(question)) {
    const top = rows.reduce((best, row) =>
      Number.parseInt(row.restarts ?? '0', 10) > Number.parseInt(best.restarts ?? '0', 10) ? row : best,
    );
    return told([top], `${top.name}${pick(language, '：', ': ')}`);
  }
  const count = /几个|几台|多少|\bhow many\b/i.test(question);
  const state = STATES.find(([asked]) => asked.test(question));
  if (state && /哪|谁|几|多少|有没有|吗|什么|\b(?:which|who|how many|any|are|is|what|all)\b/i.test(question)) {
    const found = rows.filter(state[1]);
    if (found.length === 0)
      return reply(
        facts,
        pick(language, `一个也没有，这 ${rows.length} 行里都不是。`, `None of these ${rows.length} rows is.`),
        [],
        0.8,
      );
    const names = found
      .slice(0, 8)
      .map(({ name }) => name)
      .join(pick(language, '、', ', '));
    return told(
      found,
      `${count ? pick(language, `${found.length} 个：`, `${found.length}: `) : ''}${names}${pick(language, '：\n', ':\n')}`,
    );
  }
  if (count && /pod|节点|node|行|一共|总共|total/i.test(question))
    return told(rows, pick(language, `${rows.length} 个：\n`, `${rows.length}:\n`));
  return null;
}
