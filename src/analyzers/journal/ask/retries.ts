import type { Language } from '../../../language/language.ts';
import { pick } from '../../../language/pick.ts';
import type { AnswerAbout } from '../../analyzer.ts';
import type { EntryFact, JournalFacts } from '../facts.ts';
import { msOf, spanWords } from './lifetime.ts';
import { entryAt, quoted, reply } from './reply.ts';

/** Failures that Kubernetes tries again by itself, and how it goes on once what was lacking is there. */
const TRIED_AGAIN: [kinds: RegExp, zh: string, en: string][] = [
  [
    /^missing-configmap-secret$/,
    '缺的东西建好以后，kubelet 会自己重试，一两分钟内 Pod 就接着启动',
    'once what is missing exists, the kubelet tries again by itself and the Pod goes on within a minute or two',
  ],
  [
    /^(?:pvc-unbound|unschedulable-)/,
    '条件一满足，调度器会自己再试，Pod 就被调度',
    'as soon as the condition is met, the scheduler tries again by itself and places the Pod',
  ],
  [
    /^image-(?:not-found|pull-rate-limit|pull-timeout)$/,
    'kubelet 会自己重拉（间隔逐渐拉长，最多 5 分钟一次），能拉到就接着启动；只有镜像名写错才要改模板',
    'the kubelet pulls again by itself (with growing pauses, at most five minutes) and goes on once it can; only a wrong name needs a change of the template',
  ],
];
const MADE_ANEW =
  /(?:要不要|需不需要|需要|用不用|必须|得|要|该|是不是).{0,12}(?:删|重建|重启|重来|重新(?:创建|部署|建|发))|\b(?:do|should|must|have|need)\b.{0,24}\b(?:delete|recreate|restart|redeploy|re-?apply|kill|re-?create)\b/i;
const BY_ITSELF =
  /(?:会|能)自(?:己|动)(?:就)?(?:好|起来|恢复|重试|继续|再试)|自(?:己|动)(?:会)?(?:好|起来|恢复|重试)(?:吗|么)|\b(?:retry|recover|start|resume|continue|come (?:up|back)|go on|get (?:fixed|better)|heal)\b.{0,16}\b(?:by itself|on its own|automatically|by themselves)\b|\bautomatically (?:retry|recover|start|resume|continue|come)\b|\bwill (?:it|the pod|kubernetes|the kubelet) (?:retry|try again|recover|pick (?:it|that) up)\b/i;

const OTHER_THINGS =
  /\bkubelet\b|节点|机器|服务器|集群|\b(?:nodes?|machine|server|cluster|docker|containerd|namespace|deployment|secret|configmap|pvc|claim)s?\b(?=.{0,6}(?:吗|$|[?？]))/i;

const UNTIL_AGAIN =
  /(?:多久|几秒|多少秒|多长时间).{0,8}(?:再|又|重新|自动)?(?:启动|重启|拉起|起来|试)|(?:隔|过|等)(?:了)?(?:多久|几秒).{0,10}(?:再|重|又)|\bhow (?:long|many seconds|soon)\b.{0,30}\b(?:again|retr\w+|restart\w*|next (?:try|attempt|start))\b|\brestart (?:delay|interval)\b|\bRestartSec\b|重启(?:的)?(?:间隔|延迟)/i;
const ENDED = /Failed with result|Main process exited|Deactivated successfully/;
const SCHEDULED = /Scheduled restart job/;

/** "How long before systemd tries again": from the end of one run to the restart job. */
export function aboutRestartDelay(question: string, facts: JournalFacts, language: Language): AnswerAbout | null {
  if (!UNTIL_AGAIN.test(question) || /一次|\bbetween\b|\bhow often\b/i.test(question)) return null;
  const gaps = facts.quotable.flatMap((entry) => {
    if (!SCHEDULED.test(entry.text)) return [];
    const end = facts.quotable.findLast(
      ({ at, unit, text }) => at < entry.at && ENDED.test(text) && (unit === entry.unit || unit === null),
    );
    const [from, to] = [msOf(end), msOf(entry)];
    return end && from !== null && to !== null ? [{ end, entry, ms: to - from }] : [];
  });
  const [first] = gaps;
  if (!first) return null;
  const spans = [...new Set(gaps.map(({ ms }) => spanWords(ms, language)))];
  return reply(
    facts,
    `${spans.slice(0, 4).join(pick(language, '、', ', '))}${pick(language, '（RestartSec）：', ' (RestartSec): ')}${quoted(first.end, 160)} → ${quoted(first.entry, 160)}`,
    [first.end.at, first.entry.at],
    0.91,
  );
}

const ITSELF_AFTERWARDS =
  /(?:会|能)自(?:己|动)(?:就)?(?:好|起来|恢复|启动|重试)|\b(?:by itself|by themselves|on (?:its|their) own|automatically)\b|\bwill .{2,40}\b(?:recover|come back|start)\b/i;

/** What was not started for its dependency is not started later either, unless somebody asks for it. */
function afterDependency(entry: EntryFact, facts: JournalFacts, language: Language): AnswerAbout {
  const unit = /([\w@:.\\-]+\.(?:service|socket|mount|target))/.exec(entry.text)?.[1] ?? 'UNIT';
  return reply(
    facts,
    pick(
      language,
      `不会自动起来：\`${unit}\` 因为依赖失败没有启动，依赖后来好了 systemd 也不会再替它启动。修好后：\`sudo systemctl start ${unit}\`。${quoted(entry)}`,
      `Not by itself: \`${unit}\` was not started because its dependency failed, and systemd does not start it later when that is back. Afterwards: \`sudo systemctl start ${unit}\`. ${quoted(entry)}`,
    ),
    [entry.at],
    0.9,
  );
}

/** "I create it now, do I have to delete the Pod?": not where Kubernetes keeps trying. */
export function aboutRetry(question: string, facts: JournalFacts, language: Language): AnswerAbout | null {
  // The kubelet, the node or the whole cluster is another matter.
  if (OTHER_THINGS.test(question)) return null;
  const dependent = facts.quotable.find(({ text }) => /^Dependency failed for /.test(text));
  if (dependent && ITSELF_AFTERWARDS.test(question)) return afterDependency(dependent, facts, language);
  const anew = MADE_ANEW.test(question);
  const [cause] = facts.causes;
  if ((!anew && !BY_ITSELF.test(question)) || !cause) return null;
  const kind = TRIED_AGAIN.find(([kinds]) => kinds.test(cause.causeId));
  const entry = entryAt(facts, cause.at[0]);
  if (!kind || !entry) return null;
  const tries = /\(x(\d+) over/.exec(entry.raw)?.[1];
  const tried = tries ? pick(language, `（到现在已经试了 ${tries} 次）`, ` (${tries} tries so far)`) : '';
  return reply(
    facts,
    pick(
      language,
      `${anew ? '不用' : '会'}：${kind[1]}${tried}。${quoted(entry)}`,
      `${anew ? 'No need' : 'Yes'}: ${kind[2]}${tried}. ${quoted(entry)}`,
    ),
    [entry.at],
    0.9,
  );
}
