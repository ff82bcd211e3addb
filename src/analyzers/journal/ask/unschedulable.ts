import { readAsked } from '../../../asking/question.ts';
import type { Language } from '../../../language/language.ts';
import { pick } from '../../../language/pick.ts';
import { tokensOf } from '../../../language/terms.ts';
import type { AnswerAbout } from '../../analyzer.ts';
import type { EntryFact, JournalFacts } from '../facts.ts';
import { inline } from '../say/quote.ts';
import { reply } from './reply.ts';

/** One reason of a scheduler's message and the nodes it holds for. */
interface Share {
  nodes: number;
  reason: string;
}

/** The scheduler's and the autoscaler's messages end in reasons, each with a number of nodes or groups in front. */
const MESSAGES = /(\d+)\/(\d+) nodes are available: ([\s\S]+)/;
const SCALE_UP = /didn't trigger scale-up:? ?([\s\S]+)/;

/** What people call a reason, where the scheduler says it in other words. */
const ALSO: [asked: RegExp, reason: RegExp][] = [
  [
    /(?:磁盘|硬盘|盘)(?:.{0,4}(?:满|压力|不足|不够|吃紧|紧张)|空间)|\bdisk[- ](?:is |was )?(?:full|pressure|space)|\b(?:full|out of) disk/i,
    /disk-pressure/i,
  ],
  [/内存.{0,4}(?:压力|吃紧|紧张)|\bmemory[- ]pressure|\blow on memory/i, /memory-pressure|Insufficient memory/i],
  [/进程数|\bpid[- ]pressure/i, /pid-pressure/i],
  [/失联|掉线|连不上|不可达|\bunreachable\b|\blost contact\b|\boffline\b/i, /unreachable/i],
  [/(?:没|未)就绪|\bnot[- ]?ready\b/i, /not-ready/i],
  [/\bmaster\b|控制(?:平面|面|节点)|\bcontrol[- ]plane\b/i, /control-plane|master/i],
  [/反亲和|anti-?affinity/i, /anti-affinity/i],
  [/亲和|标签|选择器|\bselector|\blabels?\b|\baffinity/i, /affinity|selector/i],
  [/污点|\btaint/i, /taint/i],
  [/拓扑|打散|分布|\bspread|topology/i, /topology spread/i],
  [/不可调度|cordon|维护|unschedulable/i, /unschedulable/i],
  [/端口|\bports?\b/i, /ports?\b/i],
  [/\bpvcs?\b|存储|卷|\bvolumes?\b|\bdisk/i, /volume|PersistentVolumeClaim/i],
  [/内存|\bmemory|\bram\b/i, /Insufficient memory/i],
  [/\bcpus?\b|处理器|核/i, /Insufficient cpu/i],
  [/\bgpus?\b|显卡/i, /Insufficient \S*gpu/i],
  [/pod ?(?:数|太多|满)|too many/i, /Too many pods/i],
];
/** What a node can be short of, as a question calls it and as the scheduler does. */
const SHORT_OF: [asked: RegExp, lack: RegExp][] = [
  [/\bcpus?\b|处理器|核/i, /Insufficient cpu/i],
  [/内存|\bmemory\b|\bram\b/i, /Insufficient memory/i],
  [/\bgpus?\b|显卡/i, /Insufficient \S*gpu/i],
  [/磁盘|硬盘|\bdisk\b|\bstorage\b/i, /disk|volume|storage/i],
];
const AUTOSCALER =
  /自动(?:扩容|加节点|扩)|加节点|加机器|扩容|scale-?up|autoscal\w*|add(?:ed|s)? (?:a |new |more )?nodes?|new node/i;
const PREEMPTS = /抢占|preempt/i;
const RESOURCE =
  /(?:资源|resource).{0,12}(?:缺|不够|不足|紧张|少|short|lack|insufficient|missing)|(?:缺|不够|不足|short of|lack\w*).{0,8}(?:什么|哪(?:个|种)?)|(?:什么|哪(?:个|种)).{0,4}(?:资源)?(?:不够|不足|缺)|\bshort\b|\binsufficient\b/i;
const WOULD_HELP =
  /\b(?:would|could|does|will|might)\b.{0,16}\b(?:more|adding|a bigger|larger)\b.{0,40}\b(?:help|fix|solve|enough|do)\b|\bif\b.{0,30}\bmore\b|(?:加|多给?|扩|增加).{0,12}(?:有用|行吗|管用|能解决|可以吗|就好|能好|够吗|能调度)/i;
/** Asks whether the Pod fits with less of something. */
const WITH_LESS =
  /(?:调|改|降|减|缩)(?:得|成|到)?(?:小|低|少)|(?:小|低|少)(?:一)?点|减少|降低|\b(?:lower\w*|reduc\w+|less|smaller|shrink\w*|decreas\w+|cut(?:ting)?|fewer|halv\w+)\b/i;
const ASKS_WHETHER =
  /[吗么]\s*[?？]?$|能不能|行不行|有没有用|是不是|有用|够不够|\b(?:would|could|will|does|can|might)\b|^(?:so |and )?(?:is|are|was|were)\b/i;
const ANY_NODE =
  /(?:有|是不是有?|哪).{0,6}(?:节点|机器)|节点.{0,10}[吗么]\s*[?？]?$|\b(?:any|one|some|a|the)\b.{0,12}\b(?:nodes?|machines?)\b|\bnodes?\b/i;
const OF_THE_POD =
  /(?:多少|多大|几个? ?[Gg]).{0,4}(?:内存|cpu|核).{0,6}(?:才够|够)|要(?:多少|多大)(?:内存|cpu|核)|\bhow much (?:memory|cpu)\b|(?:什么|哪个)标签|\b(?:what|which) labels?\b.{0,24}\b(?:need|require|have|want|expect|look)/i;
const ALL_NODES =
  /(?:集群|一共|总共|共有).{0,6}(?:几|多少)(?:个|台)?节点|\bhow many nodes\b.{0,16}\b(?:in total|altogether|are there|in the cluster|does the cluster)/i;
const COUNTS = /几(?:个|台)|多少|\bhow many\b|\bnumber of\b/i;
const MOST = /最多|大多数|多数|主要|\bmost\b|\bmain\b/i;
const WHICH = /哪|什么|\bwhich\b|\bwhat\b/i;

/** Asks what the nodes are called, of a message that only counts them. */
const NAMES =
  /叫(?:什么|啥)|(?:名字|名称|主机名)|哪(?:几|两|三|四|五|六|\d+)(?:台|个)|哪(?:台|些?(?:节点|机器))|\bnames?\b|\bnamed\b|\bcalled\b|\bhostnames?\b|\bwhich (?:\w+ )?(?:nodes?|machines?)\b/i;
const OF_NODES = /节点|机器|主机|[台个]|\bnodes?\b|\bmachines?\b|\bhosts?\b|\bthe(?:y|m|se)\b|\bthose\b|\bones\b/i;
const NAME_OF_ANOTHER =
  /(?:污点|标签|资源|错误)的?(?:名|叫)|\b(?:taint|label|resource)s?\b.{0,8}\b(?:names?|called)\b|\bname of the (?:taint|label|resource)/i;
/** A list of the nodes, or a line that says where the Pod went, does name them. */
const NAMES_NODES = /^(?:Node|NODE):|Successfully assigned|\bkubernetes\.io\/hostname/;

function sharesOf(text: string): Share[] {
  return text
    .replace(/\.? *preemption:[\s\S]*$/i, '')
    .split(/,(?![^{]*\})/)
    .flatMap((part) => {
      const match = /^\s*(\d+) (.+?)\.?\s*$/.exec(part);
      return match ? [{ nodes: Number(match[1]), reason: match[2]!.replace(/^node\(s\) /, '') }] : [];
    });
}

/** Reasons the question speaks of: as people call them, else by the words they share. */
function meant(question: string, shares: Share[]): Share[] {
  const called = ALSO.filter(([asked]) => asked.test(question)).map(([, reason]) => reason);
  const byName = shares.filter(({ reason }) => called.some((pattern) => pattern.test(reason)));
  // "Anti-affinity" is an affinity too: the nearer name wins.
  const first = called[0] ? shares.filter(({ reason }) => called[0]!.test(reason)) : [];
  if (first.length > 0) return first;
  if (byName.length > 0) return byName;
  const keys = new Set(
    tokensOf(question).flatMap(({ key, weight }) => (weight >= 0.8 && key !== '=node' ? [key] : [])),
  );
  return shares.filter(({ reason }) => tokensOf(reason).some(({ key }) => keys.has(key)));
}

/** "How many nodes lack memory", "which taint is in the way", "why was no node added": from the scheduler's own count. */
export function aboutNodes(question: string, facts: JournalFacts, language: Language): AnswerAbout | null {
  // What a reason means is told by its explanation.
  if (/什么意思|啥意思|是指|\bmeans?\b|\bconfigmaps?\b|\bsecrets?\b|\bfiles?\b|文件|密钥/i.test(question)) return null;
  if (AUTOSCALER.test(question)) {
    const entry = facts.quotable.find(({ text }) => SCALE_UP.test(text));
    if (!entry) return null;
    const reasons = sharesOf(SCALE_UP.exec(entry.text)![1]!).map(({ reason }) => reason);
    const limit = reasons.some((reason) => /max node group size reached/.test(reason));
    const why = limit
      ? pick(language, '节点组已经到了上限', 'the node group has reached its maximum size')
      : inline(reasons.join(', '), 160);
    return reply(
      facts,
      pick(language, `自动扩缩器没有加节点：${why}。`, `The autoscaler added no node: ${why}. `) + quotedShort(entry),
      [entry.at],
      0.9,
    );
  }
  const entry = facts.quotable.find(({ text }) => MESSAGES.test(text));
  if (!entry) return null;
  const [, , all, rest] = MESSAGES.exec(entry.text)!;
  const shares = sharesOf(rest!);
  if (shares.length === 0 || PREEMPTS.test(question)) return null;
  // What the Pod itself asks for stands in its own description.
  if (OF_THE_POD.test(question)) return null;
  if (ALL_NODES.test(question))
    return reply(
      facts,
      pick(language, `${all} 个节点：${quotedShort(entry)}`, `${all} nodes: ${quotedShort(entry)}`),
      [entry.at],
      0.9,
    );
  const told = (list: Share[], head: string): AnswerAbout =>
    reply(
      facts,
      `${head}${list.map(({ nodes, reason }) => `${nodes} × ${inline(reason, 120)}`).join(pick(language, '；', '; '))}${pick(language, `（共 ${all} 个节点）`, ` (of ${all} nodes)`)}`,
      [entry.at],
      0.9,
    );
  if (WOULD_HELP.test(question)) {
    const helped = meant(question, shares).filter(({ reason }) => /^Insufficient /.test(reason));
    if (helped.length > 0)
      return told(helped, pick(language, '会有帮助，这几个节点缺的就是它：', 'Yes, that is what these nodes lack: '));
    const named = SHORT_OF.filter(([asked]) => asked.test(question));
    if (named.length > 0 && !shares.some(({ reason }) => named.some(([, lack]) => lack.test(reason))))
      return told(shares, pick(language, '没用，缺的不是它：', 'No, that is not what is lacking: '));
  }
  const kinds = ALSO.filter(([asked]) => asked.test(question)).map(([, reason]) => reason);
  if (WITH_LESS.test(question) && ASKS_WHETHER.test(question)) {
    const short = shares.filter(({ reason }) => /^Insufficient /.test(reason));
    const ofIt = short.filter(({ reason }) => kinds.some((kind) => kind.test(reason)));
    const ofResource = kinds.some((kind) => kind.test('Insufficient memory') || kind.test('Insufficient cpu'));
    if (ofIt.length > 0)
      return told(ofIt, pick(language, '有可能，这几个节点缺的就是它：', 'It may: that is what these nodes lack: '));
    if (ofResource) return told(shares, pick(language, '没用，缺的不是它：', 'No, that is not what is lacking: '));
  }
  // Whether there is a node of that kind: as far as the scheduler names its reason.
  if (
    (readAsked(question).yesNo || /(?:了|没)\s*[?？]?$/.test(question)) &&
    kinds.length > 0 &&
    !COUNTS.test(question) &&
    ANY_NODE.test(question)
  ) {
    const named = shares.filter(({ reason }) => kinds[0]!.test(reason));
    return named.length > 0
      ? told(named, pick(language, '有：', 'Yes: '))
      : told(
          shares,
          pick(language, '没有这样说，调度器给的理由是：', 'No, the scheduler names no such node; its reasons are: '),
        );
  }
  const named = meant(question, shares);
  const unnamed = !facts.quotable.some(({ cells, raw }) => cells?.['roles'] !== undefined || NAMES_NODES.test(raw));
  if (named.length > 0 && unnamed && NAMES.test(question) && OF_NODES.test(question) && !NAME_OF_ANOTHER.test(question))
    return told(
      named,
      pick(
        language,
        '没有写节点的名字，调度器只数了个数：',
        'The names of the nodes are not in the paste, the scheduler only counts them: ',
      ),
    );
  if (RESOURCE.test(question)) {
    const short = shares.filter(({ reason }) => /^Insufficient /.test(reason)).sort((a, b) => b.nodes - a.nodes);
    const top = MOST.test(question) ? short.slice(0, 1) : short;
    const ofTop = meant(question, top);
    if (top.length > 0 && !(COUNTS.test(question) && ofTop.length > 0))
      return told(
        top,
        `${top.map(({ reason }) => inline(reason.replace(/^Insufficient /, ''), 80)).join(pick(language, '、', ', '))}${pick(language, '：', ': ')}`,
      );
  }
  const found = meant(question, shares);
  if (found.length === 0) return null;
  if (COUNTS.test(question))
    return told(found, `${found.reduce((sum, { nodes }) => sum + nodes, 0)}${pick(language, ' 个：', ': ')}`);
  if (!WHICH.test(question)) return null;
  const taints = found.flatMap(({ reason }) => /\{[^}]*\}/.exec(reason)?.[0] ?? []);
  return told(
    found,
    taints.length > 0 ? `${taints.map((taint) => inline(taint, 80)).join(', ')}${pick(language, '：', ': ')}` : '',
  );
}

const quotedShort = (entry: EntryFact): string => inline(entry.text, 200);
