import { loadKnowledge } from '../../knowledge/load.ts';
import { asksSomething, type Prose, readProse } from '../../language/prose.ts';
import { foldText } from '../../language/segment.ts';
import { SPEAKS } from '../../language/turns.ts';

/** Words that nobody but Kubernetes uses, or uses so. */
const STRONG =
  /\b(?:pods?|k8s|kubernetes|kubectl|kubelet|kube-\w+|crashloop\w*|imagepull\w*|errimage\w*|back-?off (?:pulling|restarting)|oomkilled|init ?containers?|initcontainers?|sidecars?|liveness|readiness|livenessprobe|readinessprobe|startupprobe|startup probe|emptydir|hostpath|configmaps?|statefulsets?|daemonsets?|replicasets?|restartpolicy|imagepullpolicy|hostnetwork|nodeselector|tolerations?|taints?|podaffinity|nodeaffinity|poddisruptionbudget|pdb|persistentvolume\w*|pvcs?|qos class|besteffort|burstable|priorityclass|serviceaccounts?|securitycontext|ephemeral containers?|terminationgraceperiodseconds|prestop|poststart|schedulinggates?|runtimeclass|static pods?|mirror pods?|resourcequotas?|limitrange|topologyspread\w*|dnspolicy|networkpolic\w*|cronjobs?|hpa|vpa|autoscaler|rolebindings?|clusterroles?|rbac|clusterip|nodeport|downward ?api|backofflimit|activedeadlineseconds|subpath|hostusers|seccompprofile|cri-o|containerd|dockershim|crictl|containercreating|createcontainer\w*|runcontainererror|failedscheduling|evicted|pause container|infra container)\b|(?:pause|infra|init|sidecar) ?容器|退出码 ?(?:为|是)? ?1(?:37|43)|exit code (?:is |of )?1(?:37|43)|探针|边车|污点|容忍度|亲和性|容器组|初始化容器|临时容器|重启策略|滚动更新|命名空间隔离|驱逐/;
/** Words of the field that others use too. */
const WEAK =
  /\b(?:containers?|cluster|nodes?|deployments?|replicas?|jobs?|services?|secrets?|volumes?|namespaces?|scheduler|evict\w*|drain|image pull|docker|requests? and limits?|memory limit|cpu limit|exit code \d+|oom|probes?|phases?|rollouts?|throttl\w*|capabilit\w+|net_admin|privileged|non-?root|requests?|limits?|restarts?|qos|preempt\w*|dockerd|seccomp|hostname|log collector|exec)\b|容器|集群|节点|镜像|副本|调度|挂载|卷|退出码|特权|重启|抢占|限流|回滚|优先级|(?<!\d)137|(?<!\d)143|内存限制|宽限期|优雅/;

let names: Set<string> | undefined;

/** Field names, reasons and states that the notes know by their exact spelling: `containerPort`, `NoExecute`. */
function fieldNames(): Set<string> {
  names ??= new Set(
    loadKnowledge('pod-notes')
      .flatMap((note) => note.terms)
      .filter((term) => /^[A-Za-z]+$/.test(term) && term.length >= 6 && /[a-z][A-Z]/.test(term))
      .map((term) => term.toLowerCase()),
  );
  return names;
}

/** How clearly a text is about Kubernetes: 2 beyond doubt, 1 perhaps, 0 not at all. */
export function kubernetesWords(text: string): 0 | 1 | 2 {
  const folded = foldText(text.slice(0, 20_000));
  if (STRONG.test(folded)) return 2;
  if (folded.match(/[a-z]{6,}/g)?.some((word) => fieldNames().has(word))) return 2;
  return WEAK.test(folded) ? 1 : 0;
}

/** True where a text speaks of Kubernetes by a name alone: other things are called pod, and much else is said of Kubernetes. */
export function saysOnlyName(text: string): boolean {
  const folded = foldText(text.slice(0, 2_000));
  const rest = folded.replace(/\b(?:pods?|k8s|kubernetes)\b/g, ' ');
  return rest !== folded && !STRONG.test(rest) && !WEAK.test(rest);
}

const OF_DOCKER = /\bdocker\w*\b|\bcompose\b|\blxc\b|\bvms?\b|\bvirtual machines?\b|虚拟机/;

/** True where a question speaks of Docker or virtual machines and of nothing that Kubernetes has. */
export function isOfDockerAlone(text: string): boolean {
  const folded = foldText(text.slice(0, 2_000));
  return OF_DOCKER.test(folded) && kubernetesWords(folded.replace(/\bdocker\w*\b/g, ' ')) === 0;
}

/** Speaks of somebody, perhaps only as "our cluster". */
const FIRST_PERSON = /\b(?:i|i'm|i've|my|we|our|me)\b|我|咱/i;
const OF_ONESELF = /\b(?:i|i'm|i've|my|we|me)\b|我/i;
/** Said by somebody in trouble, not by somebody who explains. */
const IN_TROUBLE =
  /\b(?:i tried|i've (?:got|tried)|i have (?:a|an|got|tried)|i am trying|i'm trying|we tried|our \w+ (?:keeps?|is|are|fails?)|my \w+ (?:keeps?|is|are|fails?)|(?:not|n't) work(?:ing)?|no idea|feels wrong|any (?:ideas?|hints?|help)|please help)\b|我(?:们)?(?:试|这边|改了|部署了|配了|加了|有(?:个|一个)|的 ?pod)|怎么都|不行|求助|搞不(?:定|懂)|没搞懂|急/i;
/** Said by somebody who wants help with their own cluster, be the story in front of it ever so long. */
const ASKS_FOR_HELP =
  /\b(?:i(?:'d| would) like to (?:get|know|have|understand)|i wan(?:t|na|ted)(?: to)? know|i (?:do not|don't|can't|cannot) (?:understand|figure)|(?:not|n't) (?:sure|know|understand) (?:why|what|how)|please (?:let me know|help|advise)|help me|any (?:ideas?|hints?|help|suggestions?)\b|what (?:can|should|do) (?:i|we) do|how (?:can|do|should|could|would) (?:i|we)|is there (?:a|any) way|i(?:'m| am)? (?:had|have|having|facing|see|seeing) the same (?:problem|issue)|hi all|hey,? all|excuse me)\b|请问|求助|求教|请教|怎么(?:办|解决|处理|排查|搞)|是(?:什么|啥)(?:原因|问题)|咋(?:办|整|回事)/i;
/** A longer text is told to be read, not to be helped with. */
const HELP_CHARS = 900;
const HELP_STATEMENTS = 12;
/** Who asks more is an interviewer. */
const ASKED = 2;
/** So few statements before a question only lead to it. */
const LEADING_STATEMENTS = 3;
/** Manifests, code and logs are not prose, whatever words they hold. */
const NOT_PROSE =
  /^\s*(?:apiVersion:|kind: [A-Z]|metadata:|FROM \S+|#include|def \w+\(|function \w+\(|import |const |let |SELECT |\$ |\{$)/m;

import { asksItself } from './pairs.ts';

/** Whether a text is right is asked of an article, be it ever so short. */
const ASKS_WHETHER_RIGHT =
  /^(?:.*[,，] ?)?(?:is|are) (?:it|this|that|these|they|all of (?:it|this)|everything)(?: all| here| really)? (?:right|correct|true|accurate)\b|\banything wrong\b|(?:讲|说|写)得?(?:都)?(?:对不对|对吗|正确吗|准确吗)|有没有(?:错|说错|写错|什么问题)|哪里(?:有错|不对|错了)/i;

const ITEM = /^[ \t]{0,8}(?:[-*•·–—→➜⇒▶►➤‣◦●○■□◆✓✔√☑✅❌✗✘①-⑳]|\d{1,2}[.)、/])[ \t]{0,4}(\S.*)$/;
/** What somebody says in a chat, perhaps at a time. */
const TURN = new RegExp(String.raw`^[ \t>*]{0,8}${SPEAKS}[ \t]*(\S.*)$`, 'u');
/** A row of a table, but not the line below its head. */
const ROW = /^[ \t]{0,8}\|[ \t]*([^|\s-][^|]*\|.*\S)[ \t]*$/;
/** A shorter item is a name. */
const ITEM_CHARS = { han: 12, latin: 25 };
/** So many of them are an article, be it written without a full stop. */
const ITEMS = 3;

/** True for a list, a table or a talk whose items say something. */
function isListOfStatements(text: string): boolean {
  const items = text.split('\n').filter((line) => {
    const item = (ITEM.exec(line) ?? TURN.exec(line) ?? ROW.exec(line))?.[1] ?? '';
    return item.length >= (/\p{Script=Han}/u.test(item) ? ITEM_CHARS.han : ITEM_CHARS.latin);
  });
  return items.length >= ITEMS;
}

/** True where somebody says that they want help, be it without a question. */
export function asksForHelp(text: string): boolean {
  return ASKS_FOR_HELP.test(text) && OF_ONESELF.test(text);
}

/** The prose of a text that is an article about Kubernetes rather than a question, or null. */
export function readArticle(text: string): Prose | null {
  if (NOT_PROSE.test(text)) return null;
  const prose = readProse(text);
  const { statements, questions } = prose;
  const asks = asksItself(text);
  const chars = asks ? text.length : statements.reduce((sum, statement) => sum + statement.text.length, 0);
  const han = /\p{Script=Han}/u.test(text);
  const ended = statements.filter((statement) => /[。.!！;；]["'”’）)]?$/.test(statement.text)).length;
  if (statements.length < 2 || (ended < 1 && !isListOfStatements(text)) || chars < (han ? 36 : 90)) return null;
  // Somebody telling their trouble before they ask is asking.
  const asksAtTheEnd = questions.some((question) => question.start > (statements.at(-1)?.start ?? 0));
  const checked = questions.some((question) => ASKS_WHETHER_RIGHT.test(question.text));
  const story = !checked && statements.length < 4 && (questions.length > 0 || IN_TROUBLE.test(text));
  if (chars < 320 && FIRST_PERSON.test(text) && (asksAtTheEnd || story) && !asks) return null;
  if (questions.length >= statements.length && !asks) return null;
  // "How can I get rid of it? The node is gone.": a word behind the question.
  const sentences = text.trim().split(/(?<=[。！？?!])\s*|(?<=[.])\s+|\n+/);
  const asked = sentences.filter(asksSomething).length;
  const asksLate = asked > 0 && asked <= ASKED && (asksAtTheEnd || sentences.slice(-2).some(asksSomething));
  const few = statements.length <= LEADING_STATEMENTS && chars < 320 && asksAtTheEnd;
  const wantsHelp =
    ASKS_FOR_HELP.test(text) &&
    (statements.slice(0, 2).some((told) => OF_ONESELF.test(told.text)) || asksLate) &&
    chars < HELP_CHARS &&
    statements.length <= HELP_STATEMENTS;
  if ((few || wantsHelp) && !checked && !asks) return null;
  // A short answer leaves the word to its question, and all of a text to its title.
  const words = statements.map(({ end }, at) => kubernetesWords(text.slice(statements[at - 1]?.end ?? 0, end)));
  const about = words.filter((known) => known > 0).length;
  const most = prose.title && kubernetesWords(prose.title) === 2 ? 5 : 3;
  return words.includes(2) && about * most >= statements.length ? prose : null;
}

/** The questions in a short text: each sentence that asks, or the whole where none does. */
export function questionsIn(text: string): string[] {
  const plain = text.replace(/https?:\/\/\S+/g, ' ').trim();
  if (plain.length > 400) return [plain];
  const sentences = plain
    .split(/(?<=[?？])\s*|\n+/)
    .map((sentence) => sentence.trim())
    .filter((sentence) => sentence.length > 1);
  const asked = sentences.filter((sentence) => asksSomething(sentence) && kubernetesWords(sentence) > 0);
  // "It restarts. Why?" is one question; two that each stand alone are two.
  return asked.length >= 2 && asked.length === sentences.length ? asked.slice(0, 3) : [plain];
}

/** The last question of a text together with the sentence before it: what a told story comes down to. */
export function pointOf(text: string): string {
  const sentences = text
    .split(/(?<=[。！？?!])\s*|(?<=[.])\s+|\n+/)
    .map((sentence) => sentence.trim())
    .filter((sentence) => sentence.length > 1);
  const last = sentences.findLastIndex(asksSomething);
  return last < 1 ? text : sentences.slice(last - 1, last + 1).join(' ');
}

/** True where somebody tells of their own cluster. */
export function tellsOfOnesOwn(text: string): boolean {
  return FIRST_PERSON.test(text);
}

/** True for manifests, code and other text that is not somebody speaking. */
export function isMachineText(text: string): boolean {
  return NOT_PROSE.test(text);
}
