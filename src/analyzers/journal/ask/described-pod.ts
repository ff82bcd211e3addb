import { heapOver } from '../../../asking/heap.ts';
import type { Language } from '../../../language/language.ts';
import { pick } from '../../../language/pick.ts';
import type { AnswerAbout } from '../../analyzer.ts';
import type { EntryFact, JournalFacts } from '../facts.ts';
import { sentence } from '../say/phrases.ts';
import { line, type Row, rowsOf } from './described-rows.ts';
import { quoted, reply } from './reply.ts';

/** What a question about a described Pod is answered from. */
interface Described {
  question: string;
  rows: Row[];
  facts: JournalFacts;
  language: Language;
}

const rowOf = (rows: readonly Row[], label: string, value?: RegExp): Row | undefined =>
  rows.find((row) => row.label === label && (!value || value.test(row.value)));
const failedReadiness = (facts: JournalFacts): EntryFact | undefined =>
  facts.quotable.findLast(({ raw }) => /Readiness probe (?:failed|errored)/.test(raw));
const code = (text: string): string => `\`${text.replaceAll('`', "'")}\``;

const TRAFFIC =
  /(?=.*(?:流量|请求|端点|\btraffic\b|\bendpoints?\b|\brequests? from\b|\bserv(?:e|es|ing)\b))(?=.*(?:[吗么没]\s*[?？]?$|能不能|会不会|是不是|^(?:is|are|does|do|will|can)\b))/i;

/** "Does it get traffic": a Pod with a container that is not ready is no ready endpoint. */
function inTraffic({ question, rows, facts, language }: Described): AnswerAbout | null {
  if (!TRAFFIC.test(question)) return null;
  const own = rows.filter(({ container, init, label }) => container !== null && !init && label === 'ready');
  const not = own.filter(({ value }) => value === 'False');
  const last = failedReadiness(facts);
  if (own.length === 0 && !last) return null;
  if (own.length > 0 && not.length === 0)
    return reply(
      facts,
      pick(
        language,
        `会（标签被 Service 的选择器选中的话）：容器都就绪，${own.map(({ entry }) => line(entry)).join('，')}。`,
        `Yes, if a Service selects its labels: all containers are ready (${own.map(({ entry }) => line(entry)).join(', ')}).`,
      ),
      own.map(({ entry }) => entry.at),
      0.9,
    );
  const which = not.map(({ container }) => code(container!)).join(pick(language, '、', ', '));
  // Events tell of a moment that may be over.
  const [zhNo, enNo] = own.length > 0 ? ['不会', 'No'] : ['就这些事件看不会', 'As far as these events show, no'];
  const shown = [...(last ? [quoted(last)] : []), ...not.slice(0, 1).map(({ entry }) => line(entry))].join(
    pick(language, '，', ', '),
  );
  return reply(
    facts,
    pick(
      language,
      `${zhNo}：${not.length > 0 ? `容器 ${which} 没就绪，` : ''}Pod 未就绪就不是 Service 的就绪端点，流量不发给它（Service 设了 publishNotReadyAddresses 除外）。${shown}`,
      `${enNo}: ${not.length > 0 ? `${which} is not ready, and ` : ''}a Pod that is not ready is no ready endpoint of its Service, so no traffic goes to it (unless the Service sets publishNotReadyAddresses). ${shown}`,
    ),
    [last?.at, ...not.map(({ entry }) => entry.at)],
    0.9,
  );
}

const RESTARTED_FOR_IT =
  /(?:会|要)(?:不会)?.{0,8}(?:因此|因为这个|为此|被|自动)?.{0,4}重启|\b(?:will|would|does|is)\b.{0,24}\brestart\w*\b.{0,20}(?:for (?:that|this|it)|because|by itself|automatically|\?|$)/i;

/** "Will it be restarted for that": a readiness probe that fails restarts nothing. */
function restartedUnready({ question, rows, facts, language }: Described): AnswerAbout | null {
  if (!RESTARTED_FOR_IT.test(question)) return null;
  const last = failedReadiness(facts);
  const not = rows.find(({ label, value, init }) => label === 'ready' && value === 'False' && !init);
  const runs =
    not && rows.some((row) => row.container === not.container && row.label === 'state' && /^Running/.test(row.value));
  if (!last || !not || !runs) return null;
  const liveness = rows.find((row) => row.container === not.container && /^(?:liveness|startup)$/.test(row.label));
  return reply(
    facts,
    pick(
      language,
      `不会：就绪探针失败只会让它未就绪、不接流量，不重启容器。${liveness ? `会重启它的是另一个探针：${line(liveness.entry)}。` : '会重启它的 liveness 探针这里没有配。'}${quoted(last)}`,
      `No: a failing readiness probe only takes it out of the Service, it restarts nothing. ${liveness ? `What would is another probe: ${line(liveness.entry)}.` : 'A liveness probe, which would, is not set here.'} ${quoted(last)}`,
    ),
    [last.at, not.entry.at, liveness?.entry.at],
    0.92,
  );
}

const EVICTED = /^Evicted/;
const COMES_BACK =
  /(?:会|还)(?:不会)?.{0,10}(?:自动|自己|再)?.{0,4}(?:重启|重新?(?:跑|启动|运行|拉起)|恢复|再(?:跑|起))|\b(?:will|does|would)\b.{0,30}\b(?:start\w*|restart\w*|run|come back|recover\w*|resume)\b/i;

/** "Will it be started again": an evicted Pod is over; its controller makes another. */
function afterEviction({ question, rows, facts, language }: Described): AnswerAbout | null {
  const evicted = rowOf(rows, 'reason', EVICTED);
  if (!evicted || !COMES_BACK.test(question)) return null;
  const owner = rowOf(rows, 'controlled by');
  const job = owner && /^Job\//.test(owner.value);
  const zhNext = !owner
    ? '这里也没有控制器替它新建。'
    : job
      ? `它的控制器 ${code(owner.value)} 会另建一个 Pod 重试，只要 backoffLimit 没用完。`
      : `它的控制器 ${code(owner.value)} 会另建一个 Pod（新名字）。`;
  const enNext = !owner
    ? 'No controller is named here that would make another.'
    : job
      ? `Its controller ${code(owner.value)} makes another Pod for the next try, while backoffLimit is not used up.`
      : `Its controller ${code(owner.value)} makes another Pod (with a new name).`;
  return reply(
    facts,
    pick(
      language,
      `这个 Pod 不会：被驱逐的 Pod 就此结束（Failed），不会再启动。${zhNext}`,
      `Not this Pod: one that was evicted is over (Failed) and never starts again. ${enNext}`,
    ),
    [evicted.entry.at, owner?.entry.at],
    0.92,
  );
}

const QOS = /\bqos\b|服务质量|guaranteed|burstable|best ?effort/i;
const WHY_EVICTED = /(?=.*(?:驱逐|evict))(?=.*(?:为什么|为何|为啥|怎么(?:还|会)|\bwhy\b|\bhow come\b))/i;

/** "Why was it evicted though it is Guaranteed": the class has no say where the disk runs full. */
function evictedAnyway({ question, rows, facts, language }: Described): AnswerAbout | null {
  const evicted = rowOf(rows, 'reason', EVICTED);
  const message = rowOf(rows, 'message') ?? undefined;
  if (!evicted || !message || !QOS.test(question) || !WHY_EVICTED.test(question)) return null;
  const disk = /ephemeral-storage|nodefs|imagefs|inodes/i.test(message.value);
  const memory = /resource: memory/i.test(message.value);
  if (!disk && !memory) return null;
  return reply(
    facts,
    disk
      ? pick(
          language,
          `因为节点缺的是**磁盘**，不是内存：QoS 只由 CPU 和内存的 request、limit 得出，磁盘不够时按 ephemeral-storage 的用量是否超过 request、优先级、用量多少来挑，Guaranteed 也不例外。${line(message.entry)}`,
          `Because the node was short of **disk**, not of memory: the QoS class comes from CPU and memory alone; for disk the kubelet goes by ephemeral-storage used beyond the request, priority and usage, and Guaranteed is no exception. ${line(message.entry)}`,
        )
      : pick(
          language,
          `QoS 不是免驱逐：内存不够时先挑用量超过 request 的，再看优先级和超出多少；没有别的可挑时没超过的也会被驱逐。${line(message.entry)}`,
          `The class is no protection as such: short of memory the kubelet takes Pods above their request first, then goes by priority and by how much; where none is left, others are evicted too. ${line(message.entry)}`,
        ),
    [message.entry.at],
    0.94,
  );
}

const NEXT_RESTART =
  /(?:下一?次|再次|什么时候|多久(?:之)?后|还要).{0,8}(?:重启|启动|重试|拉起)|\b(?:next|until)\b.{0,16}\b(?:restart|retry|try|attempt|start)|\bwhen\b.{0,20}\b(?:restart\w*|tr(?:y|ied) again|start\w* again)/i;

/** "How long until the next restart": the back-off doubles from ten seconds to five minutes. */
function nextRestart({ question, rows, facts, language }: Described): AnswerAbout | null {
  if (!NEXT_RESTART.test(question)) return null;
  const waiting = rowOf(rows, 'state/reason', /^CrashLoopBackOff/) ?? rowOf(rows, 'reason', /^CrashLoopBackOff/);
  if (!waiting) return null;
  const own = rows.filter(({ container }) => container === waiting.container);
  const count = rowOf(own, 'restart count');
  const finished = rowOf(own, 'last state/finished') ?? rowOf(own, 'finished');
  const restarts = Number(/^\d+/.exec(count?.value ?? '')?.[0] ?? Number.NaN);
  const most = restarts >= 6;
  const from = finished ? line(finished.entry) : '';
  return reply(
    facts,
    pick(
      language,
      `${most ? '从上次退出起最多约 **5 分钟**' : '具体还剩多久这里没写'}：CrashLoopBackOff 的等待从 10 秒起每次翻倍，上限 5 分钟（容器连续跑满 10 分钟才清零）${most ? `，已经重启 ${restarts} 次，到上限了` : ''}。${from}`,
      `${most ? 'At most about **5 minutes** after it last ended' : 'How much of it is left is not written here'}: the back-off of CrashLoopBackOff begins at 10 s, doubles each time and stops at 5 minutes (it is reset after 10 minutes of running)${most ? `; after ${restarts} restarts it is there` : ''}. ${from}`,
    ),
    [waiting.entry.at, count?.entry.at, finished?.entry.at],
    0.88,
  );
}

const LONGEST_WAIT =
  /(?=.*(?:最(?:长|多|久|大)|上限|封顶|\bat (?:the )?most\b|\blongest\b|\bmax\w*|\bcap\b))(?=.*(?:等|间隔|隔|退避|back-?off|\bwaits?\b|\bwaiting\b|\bbetween\b|\bdelay|\bgap|\bpause))/i;

/** "What is the longest it waits between tries": the cap of the back-off, which is the same for all. */
function longestWait({ question, rows, facts, language }: Described): AnswerAbout | null {
  if (!LONGEST_WAIT.test(question)) return null;
  const waiting = rowOf(rows, 'state/reason', /^(?:CrashLoop|ImagePull)BackOff/);
  const event = facts.quotable.findLast(({ raw }) => /Back-off (?:restarting|pulling)/.test(raw));
  if (!waiting && !event) return null;
  return reply(
    facts,
    pick(
      language,
      `最长 **5 分钟**（300 秒）：等待从 10 秒起每次翻倍（10、20、40……），到 5 分钟封顶；重启的退避在容器连续跑满 10 分钟后清零。${waiting ? line(waiting.entry) : quoted(event!)}`,
      `At most **5 minutes** (300 s): the wait begins at 10 s, doubles each time (10, 20, 40 ...) and stops there; the back-off of restarts is reset after 10 minutes of running. ${waiting ? line(waiting.entry) : quoted(event!)}`,
    ),
    [waiting?.entry.at, event?.at],
    0.93,
  );
}

const REPLACES =
  /(?=.*(?:谁|什么|哪个|\bwho\b|\bwhat\b|\bwhich\b))(?=.*(?:补|重建|拉起|新建|替(?:补|换|代)|再(?:建|起)|接替|\brecreat\w*|\breplac\w*|\bbring\w*|\bmakes? (?:a |the )?(?:new|another)|\bcreates? (?:a |the )?(?:new|another)))/i;

/** "Who makes another when this one is gone": its controller, or nobody. */
function replacedBy({ question, rows, facts, language }: Described): AnswerAbout | null {
  if (!REPLACES.test(question) || !rows.some(({ label }) => label === 'image')) return null;
  const owner = rowOf(rows, 'controlled by');
  const kind = /^(\w+)\//.exec(owner?.value ?? '')?.[1];
  const gone = rowOf(rows, 'reason', EVICTED);
  if (!owner)
    return reply(
      facts,
      pick(
        language,
        '没有人：描述里没有 `Controlled By`，这是裸 Pod，删了不会有替补。',
        'Nobody: there is no `Controlled By`, so this is a bare Pod and nothing replaces it.',
      ),
      [],
      0.88,
    );
  const how: Record<string, { zh: string; en: string }> = {
    ReplicaSet: {
      zh: '（一般属于一个 Deployment），新 Pod 换名字、换 IP',
      en: ' (mostly owned by a Deployment); the new Pod has another name and IP',
    },
    StatefulSet: { zh: '，新 Pod 同名、接着用原来的 PVC', en: '; the new Pod has the same name and the same claims' },
    DaemonSet: { zh: '，在同一台节点上再建一个', en: '; it makes another on the same node' },
    Job: { zh: '，只要 backoffLimit 没用完', en: ', while backoffLimit is not used up' },
  };
  const { zh, en } = how[kind ?? ''] ?? { zh: '', en: '' };
  return reply(
    facts,
    pick(
      language,
      `它的控制器 ${code(owner.value)}${zh}${gone ? '；这个 Pod 自己不会再起来' : ''}。${line(owner.entry)}`,
      `Its controller ${code(owner.value)}${en}${gone ? '; this Pod itself never starts again' : ''}. ${line(owner.entry)}`,
    ),
    [owner.entry.at],
    0.93,
  );
}

const BIGGER_NODE =
  /(?=.*(?:节点|机器|主机|宿主机|\bnodes?\b|\bmachines?\b|\bhosts?\b))(?=.*(?:内存|\bmemory\b|\bram\b))(?=.*(?:加|扩|大|换|多|\bmore\b|\bbigger\b|\blarger\b|\badd\w*|\bupgrad\w*))/i;

/** "Would more memory on the node help", of a container that its own limit killed. */
function biggerNode({ question, rows, facts, language }: Described): AnswerAbout | null {
  if (!BIGGER_NODE.test(question)) return null;
  const killed = rows.find(({ label, value }) => /(?:^|\/)reason$/.test(label) && value === 'OOMKilled');
  const limit =
    killed && rows.find(({ container, label }) => container === killed.container && label === 'limits/memory');
  if (!killed || !limit) return null;
  return reply(
    facts,
    pick(
      language,
      `没用：撞上的是容器自己的内存上限 ${limit.value}，不是节点的内存；要调 \`resources.limits.memory\` 或降低用量。${line(limit.entry)}`,
      `No: it ran into the container's own limit of ${limit.value}, not into the node's memory; raise \`resources.limits.memory\` or use less. ${line(limit.entry)}`,
    ),
    [killed.entry.at, limit.entry.at],
    0.92,
  );
}

const RIGHT =
  /问题|合适|合理|对吗|对不对|太[大小]|冲突|行吗|可以吗|\bwrong\b|\bproblem|\bok\b|\bokay\b|\bfine\b|\bright\b|\btoo (?:big|large|high|much)\b|\bfit/i;

/** "Is JAVA_OPTS all right": a heap that is larger than the container's memory limit is not. */
function heapFits({ question, rows, facts, language }: Described): AnswerAbout | null {
  if (!RIGHT.test(question)) return null;
  const found = rows.find(({ value }) => /-Xmx\d/.test(value));
  if (!found || !(/xmx|java|jvm|heap|堆/i.test(question) || question.toLowerCase().includes(found.label))) return null;
  const limit = rows.find(({ container, label }) => container === found.container && label === 'limits/memory');
  const over = limit && heapOver(found.value, limit.value);
  if (!over) return null;
  return reply(
    facts,
    `${pick(language, over.zh, over.en)}\n\`${line(found.entry)}\`\n\`${line(limit.entry)}\``,
    [found.entry.at, limit.entry.at],
    0.93,
  );
}

const WHY = /为什么|为何|为啥|怎么(?:还|没|不|会|一直)|原因|\bwhy\b|\bhow come\b|\breason\b/i;
const UNREADY =
  /ready.{0,16}(?:false|不|没|未|\b0\b)|(?:没|未|不|无法)(?:能|有|是|会)?(?:变成|进入)?\s*(?:ready|就绪)|就绪.{0,8}(?:不|没|失败|false)|\b(?:not|n't|never|un)[ -]?(?:be |been |become |becoming |get |getting |go |turn )?ready\b/i;
const PROBE_EVENT = /(Readiness|Startup) probe (?:failed|errored)/;

/** "READY is False, why": the container that runs and is not ready, its probe, and what the probe last got. */
function whyUnready({ question, rows, facts, language }: Described): AnswerAbout | null {
  if (!WHY.test(question) || !UNREADY.test(question)) return null;
  const not = rows.filter(
    ({ container, init, label, value }) => container && !init && label === 'ready' && value === 'False',
  );
  const [ready, other] = not;
  if (!ready || other) return null;
  const own = rows.filter(({ container }) => container === ready.container);
  if (!own.some(({ label, value }) => label === 'state' && /^Running/.test(value))) return null;
  const event = facts.quotable.findLast(({ raw }) => PROBE_EVENT.test(raw));
  const kind = event ? PROBE_EVENT.exec(event.raw)![1]!.toLowerCase() : 'readiness';
  const probe = own.find(({ label }) => label === kind);
  if (!event && !probe) return null;
  const zhKind = kind === 'startup' ? '启动探针' : '就绪探针';
  const name = code(ready.container!);
  // What the probe's words come to is told by the cause they were read as.
  const cause = facts.causes.find(({ at }) => event !== undefined && at.includes(event.at));
  const because = cause ? `\n${sentence(cause.title[language])} ${sentence(cause.why[language])}` : '';
  const shown = event
    ? quoted(event, 300)
    : pick(language, '这里没有它失败的事件。', 'no event here shows what it got.');
  return reply(
    facts,
    pick(
      language,
      `容器 ${name} 在跑，但${zhKind}没通过，所以 Ready 是 False：${shown}${probe ? ` 探针：${line(probe.entry)}` : ''}${because}`,
      `Container ${name} runs, but its ${kind} probe does not succeed, so Ready is False: ${shown}${probe ? ` The probe: ${line(probe.entry)}` : ''}${because}`,
    ),
    [event?.at, probe?.entry.at, ready.entry.at],
    0.93,
  );
}

/** Answers what follows from how `kubectl describe pod` shows a Pod; null where the paste is none, or nothing follows. */
export function aboutDescribedPod(question: string, facts: JournalFacts, language: Language): AnswerAbout | null {
  const described: Described = { question, rows: rowsOf(facts), facts, language };
  const traffic = inTraffic(described);
  if (traffic || described.rows.length === 0) return traffic;
  return (
    whyUnready(described) ??
    replacedBy(described) ??
    restartedUnready(described) ??
    evictedAnyway(described) ??
    afterEviction(described) ??
    longestWait(described) ??
    nextRestart(described) ??
    biggerNode(described) ??
    heapFits(described)
  );
}
