import { placeOf } from '../../../language/number-words.ts';
import type { Setting } from '../facts.ts';
import type { Told } from '../outcomes.ts';
import { settingAt, type Workload } from '../workload.ts';
import { line } from './words.ts';

/** How many Pods there are at the most, and at the least, while a Deployment is updated. */
export function duringUpdate(
  { kind, replicas }: Workload,
  settings: readonly Setting[],
  question: string,
): Told | null {
  // What there is after an update is what there was before.
  if (kind !== 'Deployment' || AFTERWARDS.test(question)) return null;
  const type = settingAt(settings, 'strategy/type');
  const count = Number(replicas?.value ?? 1);
  if (type?.value === 'Recreate' || !Number.isInteger(count)) return null;
  const [surge, missing] = [
    settingAt(settings, 'rollingUpdate/maxSurge'),
    settingAt(settings, 'rollingUpdate/maxUnavailable'),
  ];
  const amount = (setting: Setting | null, round: (value: number) => number): number => {
    const value = setting?.value ?? '25%';
    return value.endsWith('%') ? round((Number(value.slice(0, -1)) * count) / 100) : Number(value);
  };
  const [up, down] = [amount(surge, Math.ceil), amount(missing, Math.floor)];
  if (!Number.isFinite(up) || !Number.isFinite(down)) return null;
  const least = /最少|至少|\bat least\b|\bminimum\b|\bfewest\b/i.test(question);
  const gone =
    /不可用|(?<!至)少(?:掉|了)?(?:几个|多少)|停(?:掉)?|缺|\bdown\b|\bunavailable\b|\bmissing\b|\bgone\b|\bout of service\b/i.test(
      question,
    );
  const extra = /多(?:出|建|起|跑)|额外|超出|\bextra\b|\babove\b|\bsurge\b|\badditional\b|\bon top\b/i.test(question);
  const shares = (setting: Setting | null): boolean => (setting?.value ?? '25%').endsWith('%');
  const mayMiss = { zh: missing?.value ?? '25%（默认）', en: missing?.value ?? '25% (the default)' };
  const bound = heldAgainst(question);
  if (bound) {
    const { amount: limit, below } = bound;
    const [low, high] = [count - down, count + up];
    const may = below ? low < limit : high > limit;
    const [zhShown, enShown] = below
      ? [
          `可用的至少 **${low}** 个：${count} 个副本 − maxUnavailable ${mayMiss.zh}`,
          `at least **${low}** stay available: ${count} replicas − maxUnavailable ${mayMiss.en}`,
        ]
      : [
          `最多 **${high}** 个：${count} 个副本 + maxSurge ${surge?.value ?? '25%（默认，向上取整）'}`,
          `at most **${high}**: ${count} replicas + maxSurge ${surge?.value ?? '25% (the default, rounded up)'}`,
        ];
    return {
      zh: `${may ? '有可能' : '滚动更新本身不会'}，${zhShown}。`,
      en: `${may ? 'It may' : 'Not by the rollout itself'}: ${enShown}.`,
      lines: line(replicas, below ? missing : surge),
    };
  }
  if (gone && !least)
    return {
      zh: `最多 **${down}** 个不可用：maxUnavailable ${mayMiss.zh}，${count} 个副本${shares(missing) ? '，百分数向下取整' : ''}；其余 ${count - down} 个继续服务。`,
      en: `At most **${down}** unavailable: maxUnavailable ${mayMiss.en} of ${count} replicas${shares(missing) ? ', a percentage rounded down' : ''}; the other ${count - down} go on serving.`,
      lines: line(replicas, missing),
    };
  if (extra)
    return {
      zh: `最多多出 **${up}** 个：maxSurge ${surge?.value ?? '25%（默认）'}，${count} 个副本${shares(surge) ? '，百分数向上取整' : ''}。`,
      en: `At most **${up}** more: maxSurge ${surge?.value ?? '25% (the default)'} of ${count} replicas${shares(surge) ? ', a percentage rounded up' : ''}.`,
      lines: line(replicas, surge),
    };
  return {
    zh: least
      ? `至少 **${count - down}** 个可用：${count} 个副本 − maxUnavailable ${mayMiss.zh}。`
      : `最多 **${count + up}** 个：${count} 个副本 + maxSurge ${surge?.value ?? '25%（默认，向上取整）'}；可用的不少于 ${count - down} 个。`,
    en: least
      ? `At least **${count - down}** available: ${count} replicas − maxUnavailable ${mayMiss.en}.`
      : `At most **${count + up}**: ${count} replicas + maxSurge ${surge?.value ?? '25% (the default, rounded up)'}; at least ${count - down} stay available.`,
    lines: line(replicas, surge, missing),
  };
}

const AFTERWARDS = /(?:之后|以后|完成?后|结束后)(?!.{0,6}(?:期间|过程|的时候))|\bafter\b|(?<!at )\bonce\b/i;
const BELOW = /(?:少于|低于|小于|不足|掉到|降到|跌破) ?(\d+)|\b(?:fewer than|less than|below|under) (\w+)/i;
const ABOVE = /(?:超过|多于|大于|高于) ?(\d+)|\b(?:more than|above|over|exceed) (\w+)/i;
const WORDS = ['zero', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine', 'ten'];

/** "Will there be fewer than 4 available": the number, and on which side of it. */
function heldAgainst(question: string): { amount: number; below: boolean } | null {
  for (const [pattern, below] of [
    [BELOW, true],
    [ABOVE, false],
  ] as const) {
    const match = pattern.exec(question);
    const said = (match?.[1] ?? match?.[2])?.toLowerCase();
    const amount = said === undefined ? Number.NaN : WORDS.includes(said) ? WORDS.indexOf(said) : Number(said);
    // What drops to three is not above three.
    const to = /[掉降]到/.test(match?.[0] ?? '') && !/以下/.test(question) ? 1 : 0;
    if (Number.isInteger(amount)) return { amount: amount + to, below };
  }
  return null;
}

/** What becomes of the Pods when their node goes down. */
export function nodeLost({ kind }: Workload, settings: readonly Setting[]): Told | null {
  const local = settings.find(({ path }) => /(?:^|\/)volumes\/(?:hostPath|emptyDir)(?:\/|$)/.test(path));
  const keptZh = local ? '；emptyDir、hostPath 里的数据留在那台节点上，新 Pod 拿不到' : '';
  const keptEn = local ? '; what is in emptyDir or hostPath stays on that node, out of reach of the new Pod' : '';
  const stays = settings.find(({ path }) => path.endsWith('tolerations/tolerationSeconds'));
  const ofLost = settings.some(
    ({ path, value }) =>
      path.endsWith('tolerations/key') && /^node\.kubernetes\.io\/(?:not-ready|unreachable)$/.test(value),
  );
  if (stays && ofLost && kind !== 'DaemonSet')
    return {
      zh: `节点被标成 NotReady 或失联之后 **${stays.value} 秒**被驱逐（\`tolerationSeconds\`，默认是 300）${kind === 'Pod' ? '；裸 Pod 没有控制器，不会在别处重建' : ''}${keptZh}。`,
      en: `It is evicted **${stays.value} s** after the node was found not ready or unreachable (\`tolerationSeconds\`, 300 by default)${kind === 'Pod' ? '; a bare Pod has no controller and is not recreated elsewhere' : ''}${keptEn}.`,
      lines: line(stays),
    };
  if (kind === 'Pod')
    return {
      zh: `没有控制器，这个 Pod 就没了，不会在别处重建${keptZh}。`,
      en: `It has no controller: the Pod is lost and not recreated elsewhere${keptEn}.`,
      lines: line(settingAt(settings, 'kind')),
    };
  if (kind === 'DaemonSet')
    return {
      zh: '那台节点上的 Pod 就停着，不会挪到别处；节点回来它再跑。',
      en: 'Its Pod of that node stays down and goes nowhere else; it runs again when the node is back.',
      lines: line(settingAt(settings, 'kind')),
    };
  if (kind === 'StatefulSet')
    return {
      zh: `大约 5 分钟后 Pod 被标记删除，但节点没恢复或没被确认下线之前，StatefulSet 不会另建同名 Pod${keptZh}。`,
      en: `After about 5 minutes the Pod is marked for deletion, but a StatefulSet makes no second Pod of that name until the node is back or known to be gone${keptEn}.`,
      lines: line(settingAt(settings, 'kind')),
    };
  return {
    zh: `默认大约 5 分钟后那台节点上的 Pod 被驱逐，${kind} 在别的节点建新的（新名字、新 IP）；其他节点上的副本照常${keptZh}。`,
    en: `By default the Pods of that node are evicted after about 5 minutes and the ${kind} makes new ones elsewhere (new name, new IP); replicas on other nodes run on${keptEn}.`,
    lines: line(settingAt(settings, 'kind'), settingAt(settings, 'replicas')),
  };
}

const OTHER_KINDS: [asked: RegExp, kind: string][] = [
  [/pod ?disruption ?budget|\bpdb\b/i, 'PodDisruptionBudget'],
  [/\bhpa\b|horizontal ?pod|自动(?:伸缩|扩缩)/i, 'HorizontalPodAutoscaler'],
  [/network ?polic/i, 'NetworkPolicy'],
  [/\bingress\b/i, 'Ingress'],
  [/\bservice\b(?! ?account)|(?<!微)服务(?!账号|账户|质量|发现)/i, 'Service'],
];

/** "Is there a PodDisruptionBudget", "which port does the Service expose": an object that is not in the paste. */
export function notHere({ kind, containers }: Workload, settings: readonly Setting[], question: string): Told | null {
  const asked = OTHER_KINDS.find(([pattern]) => pattern.test(question))?.[1];
  if (!asked || asked === kind || settings.some(({ path, value }) => path === 'kind' && value === asked)) return null;
  const port = /端口|\bports?\b/i.test(question)
    ? containers.flatMap(({ settings: own }) =>
        [...own].flatMap(([path, setting]) => (path === 'ports/containerPort' ? [setting] : [])),
      )
    : [];
  const zhPort = port.length > 0 ? `容器端口是 ${port.map(({ value }) => value).join('、')}。` : '';
  const enPort = port.length > 0 ? ` The container port is ${port.map(({ value }) => value).join(', ')}.` : '';
  return {
    zh: `没有：贴出来的只有一个 ${kind}，没有 ${asked}，看不出来。${zhPort}`,
    en: `No: what was pasted is a ${kind} only, there is no ${asked} in it.${enPort}`,
    lines: [...line(settingAt(settings, 'kind')), ...port.map(({ line: at }) => at)],
  };
}

/** What a changed image comes to: a rollout, or nothing until somebody acts. */
export function imageChanged({ kind, name }: Workload, settings: readonly Setting[]): Told | null {
  const strategy = settingAt(settings, 'updateStrategy/type', 'strategy/type');
  if (strategy?.value === 'OnDelete')
    return {
      zh: `不会自动换：\`updateStrategy: OnDelete\`，删掉旧 Pod 之后，新建的才用新模板。`,
      en: 'Not by itself: with `updateStrategy: OnDelete` a new template is used only for Pods that are made after the old ones were deleted.',
      lines: line(strategy),
    };
  if (kind === 'Pod')
    return {
      zh: 'Pod 还是同一个：`kubectl edit`/`apply` 改 image 之后，kubelet 原地用新镜像重启那个容器；名字、IP 都不变。',
      en: 'The Pod stays the same: after `kubectl edit` or `apply` with another image the kubelet restarts that container in place; name and IP stay.',
      lines: line(settingAt(settings, 'kind')),
    };
  if (kind === 'Job')
    return {
      zh: '改不了：Job 的模板建好之后不能改，要删了重建。',
      en: 'It cannot be changed: the template of a Job is immutable; delete and create it again.',
      lines: line(settingAt(settings, 'kind')),
    };
  if (kind === 'CronJob')
    return {
      zh: '下一次运行才用新镜像，正在跑的 Job 不变。',
      en: 'The next run uses it; a Job that is running stays as it is.',
      lines: line(settingAt(settings, 'kind')),
    };
  if (!/^(?:Deployment|StatefulSet|DaemonSet)$/.test(kind)) return null;
  const recreate = strategy?.value === 'Recreate';
  return {
    zh: recreate
      ? '会：apply 之后先删光旧 Pod 再建新的（`Recreate`），中间有停机。'
      : `会：apply 之后 ${kind} ${name ?? ''} 自动滚动更新，旧 Pod 逐步换成新 Pod（新 IP）；同一个标签下镜像内容变了、清单没变的话，什么都不会发生。`,
    en: recreate
      ? 'Yes: after `apply` all old Pods are deleted before new ones are made (`Recreate`), with downtime between.'
      : `Yes: after \`apply\` the ${kind} rolls out by itself, new Pods (with new IPs) replace the old ones; where the manifest stays the same and only what the tag points to has changed, nothing happens.`,
    lines: line(strategy ?? settingAt(settings, 'kind')),
  };
}

/** The name of one Pod of a StatefulSet, by its place. */
export function ordinalName(
  { kind, name, replicas }: Workload,
  settings: readonly Setting[],
  question: string,
): Told | null {
  if (kind !== 'StatefulSet' || !name) return null;
  const word = /第 ?([一二三四五六七八九十]|\d{1,3}) ?个|\b(first|second|third|fourth|fifth|last)\b|(最后)一?个/i.exec(
    question,
  );
  const claims = /\bpvcs?\b|卷声明|\bclaims?\b/i.test(question)
    ? settings.filter(({ path }) => path.endsWith('volumeClaimTemplates/metadata/name'))
    : null;
  const count = Number(replicas?.value ?? 1);
  const start = Number(settingAt(settings, 'ordinals/start')?.value ?? 0);
  // The first and the last is asked of a range.
  if (!word || /第一.*最后|first.*last/i.test(question)) return null;
  if (!Number.isInteger(count) || !Number.isInteger(start)) return null;
  const last = /last/i.test(word[2] ?? '') || word[3] !== undefined;
  const place = last ? count : placeOf((word[1] ?? word[2])!.toLowerCase());
  if (!(place >= 1)) return null;
  const pod = `${name}-${start + place - 1}`.replaceAll('`', "'");
  if (claims?.length === 0) return null;
  const shown = claims ? claims.map(({ value }) => `${value.replaceAll('`', "'")}-${pod}`).join('`, `') : pod;
  return {
    zh:
      place > count
        ? `没有：只有 ${count} 个副本。`
        : `\`${shown}\`：StatefulSet 的 Pod 从 ${start} 开始编号${claims ? '，PVC 叫“模板名-Pod 名”' : ''}。`,
    en:
      place > count
        ? `There is none: it has ${count} replicas.`
        : `\`${shown}\`: a StatefulSet numbers its Pods from ${start} on${claims ? ', and a claim is called template-Pod' : ''}.`,
    lines: line(...(claims ?? []), replicas),
  };
}
