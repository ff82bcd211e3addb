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
  if (kind !== 'Deployment') return null;
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
  return {
    zh: least
      ? `至少 **${count - down}** 个可用：${count} 个副本 − maxUnavailable ${missing?.value ?? '25%（默认）'}。`
      : `最多 **${count + up}** 个：${count} 个副本 + maxSurge ${surge?.value ?? '25%（默认，向上取整）'}；可用的不少于 ${count - down} 个。`,
    en: least
      ? `At least **${count - down}** available: ${count} replicas − maxUnavailable ${missing?.value ?? '25% (the default)'}.`
      : `At most **${count + up}**: ${count} replicas + maxSurge ${surge?.value ?? '25% (the default, rounded up)'}; at least ${count - down} stay available.`,
    lines: line(replicas, surge, missing),
  };
}

/** What becomes of the Pods when their node goes down. */
export function nodeLost({ kind }: Workload, settings: readonly Setting[]): Told | null {
  const local = settings.find(({ path }) => /(?:^|\/)volumes\/(?:hostPath|emptyDir)(?:\/|$)/.test(path));
  const keptZh = local ? '；emptyDir、hostPath 里的数据留在那台节点上，新 Pod 拿不到' : '';
  const keptEn = local ? '; what is in emptyDir or hostPath stays on that node, out of reach of the new Pod' : '';
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
