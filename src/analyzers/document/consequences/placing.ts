import { names } from '../../../asking/question.ts';
import type { Setting } from '../facts.ts';
import type { Told } from '../outcomes.ts';
import type { Workload } from '../workload.ts';
import { tolerationPins } from './fits.ts';
import { code, line } from './words.ts';

const SELECTED = /(?:^|\/)spec\/nodeSelector\//;
const keyOf = ({ path }: Setting): string => path.slice(path.indexOf('nodeSelector/') + 'nodeSelector/'.length);
const selectorOf = (settings: readonly Setting[]): Setting[] =>
  settings.filter(({ path, value }) => SELECTED.test(path) && value !== '');
const affinityOf = (settings: readonly Setting[]): Setting | undefined =>
  settings.find(({ path }) => path.includes('nodeAffinity/requiredDuringSchedulingIgnoredDuringExecution'));
const gpuOf = (settings: readonly Setting[]): Setting | undefined =>
  settings.find(
    ({ path, value }) => /\/resources\/(?:limits|requests)\/[\w.-]+\/[\w.-]*gpu/i.test(path) && value !== '0',
  );

/** Whether it runs on certain nodes only: labels choose, tolerations merely permit. */
export function onlyOn(workload: Workload, settings: readonly Setting[], question: string): Told | null {
  const chosen = selectorOf(settings);
  const tolerated = settings.filter(
    ({ path, value }) => /(?:^|\/)tolerations\/(?:key|value)$/.test(path) && value.length > 2,
  );
  const ofTaint =
    tolerated.some(({ value }) => names(question, value)) && !chosen.some((one) => names(question, keyOf(one)));
  if (ofTaint) return tolerationPins(workload, settings);
  if (chosen.length > 0) {
    const list = chosen.map((one) => code(`${keyOf(one)}=${one.value}`));
    return {
      zh: `会：\`nodeSelector\` 只让它调度到带标签 ${list.join('、')} 的节点上。`,
      en: `Yes: the \`nodeSelector\` allows only nodes with the label${list.length > 1 ? 's' : ''} ${list.join(', ')}.`,
      lines: line(...chosen),
    };
  }
  if (tolerated.length > 0 && !affinityOf(settings)) return tolerationPins(workload, settings);
  if (affinityOf(settings) || settings.some(({ path }) => path.endsWith('/nodeName'))) return null;
  return {
    zh: '不会：没有写 `nodeSelector`、`nodeAffinity` 或 `nodeName`，哪个合适的节点都可能。',
    en: 'No: there is no `nodeSelector`, `nodeAffinity` or `nodeName`; any node that fits may be chosen.',
    lines: [],
  };
}

const WITHOUT_TAINTS =
  /(?:没有?|不带|未打|无)(?:任何|打|设|一个)?污点|\b(?:no|without|any|untainted|zero)\b.{0,8}\btaints?\b|\buntainted\b|\bnot tainted\b/i;

/** Nodes without taints are open to every Pod; only labels that are asked for keep it off. */
function onUntainted(settings: readonly Setting[], question: string): Told | null {
  const chosen = selectorOf(settings);
  if (affinityOf(settings) || settings.some(({ path }) => path.endsWith('/nodeName'))) return null;
  const open = chosen.filter((one) => !names(question, keyOf(one)) || !names(question, one.value));
  const list = open.map((one) => code(`${keyOf(one)}=${one.value}`)).join(', ');
  return {
    zh: `${open.length > 0 ? `不一定：没有污点的节点不需要容忍，但 \`nodeSelector\` 还要求节点带 ${list}` : `能：toleration 只是放行带污点的节点，没有污点的节点本来就能去${chosen.length > 0 ? '，标签也满足 `nodeSelector`' : ''}`}。`,
    en: `${open.length > 0 ? `Only if it has ${list}: a node without taints needs no toleration, but the \`nodeSelector\` wants that` : `Yes: a toleration only permits tainted nodes, one without taints is open anyway${chosen.length > 0 ? ', and its label meets the `nodeSelector`' : ''}`}.`,
    lines: line(...chosen),
  };
}

/** Whether a taint that is named keeps the Pods off. */
export function tolerates(_: Workload, settings: readonly Setting[], question: string): Told | null {
  if (WITHOUT_TAINTS.test(question)) return onUntainted(settings, question);
  const own = settings.filter(({ path }) => /(?:^|\/)tolerations\//.test(path));
  const named = own.find(({ path, value }) => /\/(?:key|value)$/.test(path) && names(question, value));
  const all = own.some(({ path }) => path.endsWith('/key'))
    ? undefined
    : own.find(({ path, value }) => path.endsWith('/operator') && value === 'Exists');
  const shown = named ?? all;
  if (shown)
    return {
      zh: '能：它容忍这个污点，可以调度上去（只是放行，不会因此固定在那里）。',
      en: 'Yes: it tolerates that taint, which permits such nodes (and does not pin it there).',
      lines: line(shown),
    };
  // A label that is named with its value is none of the taint's.
  const rest = selectorOf(settings).reduce((text, one) => text.replaceAll(`${keyOf(one)}=${one.value}`, ' '), question);
  return own.length > 0 && !/[\w.-]+(?:=|\/)[\w.-]+/.test(rest)
    ? null
    : {
        zh: '不能：没有容忍这个污点（NoSchedule、NoExecute 的污点会挡住它）。',
        en: 'No: it does not tolerate that taint (one of NoSchedule or NoExecute keeps it off).',
        lines: line(...own.filter(({ path }) => path.endsWith('/key'))),
      };
}

const CONTROL_PLANE = /^node-role\.kubernetes\.io\/(?:control-plane|master)$/;

/** Whether it runs on control plane nodes, which as a rule carry a taint. */
export function onControlPlane({ kind }: Workload, settings: readonly Setting[]): Told | null {
  if (affinityOf(settings) || settings.some(({ path }) => path.endsWith('/nodeName'))) return null;
  const own = settings.filter(({ path }) => /(?:^|\/)tolerations\//.test(path));
  const keys = own.filter(({ path }) => path.endsWith('/key'));
  const any = keys.length === 0 && own.find(({ path, value }) => path.endsWith('/operator') && value === 'Exists');
  const tolerated = keys.find(({ value }) => CONTROL_PLANE.test(value)) ?? (any || undefined);
  // Of several tolerations one may be without a key, which permits all.
  if (!tolerated && own.some(({ value }) => value === 'Exists')) return null;
  const chosen = selectorOf(settings).filter((one) => !CONTROL_PLANE.test(keyOf(one)));
  const list = chosen.map((one) => code(`${keyOf(one)}=${one.value}`)).join(', ');
  const zhLabels = chosen.length > 0 ? `，前提是节点带标签 ${list}` : '';
  const enLabels = chosen.length > 0 ? `, where the node has ${list}` : '';
  const daemon = kind === 'DaemonSet';
  return tolerated
    ? {
        zh: `${daemon ? '会' : '可以'}：它容忍控制面节点的污点${zhLabels}。`,
        en: `${daemon ? 'Yes' : 'It may'}: it tolerates the taint of control plane nodes${enLabels}.`,
        lines: line(tolerated, ...chosen),
      }
    : {
        zh: `一般不会：控制面节点通常带污点 \`node-role.kubernetes.io/control-plane:NoSchedule\`，这里没有容忍它${daemon ? '（DaemonSet 自动加的容忍里也没有这一条）' : ''}；节点上的污点被去掉了才会。`,
        en: `As a rule not: control plane nodes carry the taint \`node-role.kubernetes.io/control-plane:NoSchedule\`, and there is no toleration for it here${daemon ? ' (nor among those that a DaemonSet adds by itself)' : ''}; it does where that taint was taken off.`,
        lines: line(...keys),
      };
}

/** What comes of it where no node has the labels, or the devices, that are asked for. */
export function noSuchNode(_: Workload, settings: readonly Setting[], question: string): Told | null {
  const gpu = gpuOf(settings);
  const ofGpu = /\bgpus?\b|显卡|nvidia/i.test(question);
  if (ofGpu && gpu)
    return {
      zh: `不能：容器要 ${code(`${gpu.path.slice(gpu.path.lastIndexOf('resources/') + 10).replace(/^\w+\//, '')}: ${gpu.value}`)}，没有节点提供它就一直 Pending（FailedScheduling），有了这样的节点才会调度。`,
      en: `No: it asks for ${code(`${gpu.path.slice(gpu.path.lastIndexOf('resources/') + 10).replace(/^\w+\//, '')}: ${gpu.value}`)}; while no node offers that it stays Pending (FailedScheduling).`,
      lines: line(gpu),
    };
  const chosen = selectorOf(settings);
  const affinity = affinityOf(settings);
  if (ofGpu || (chosen.length === 0 && !affinity)) return null;
  const list = chosen.map((one) => code(`${keyOf(one)}=${one.value}`)).join(', ');
  return {
    zh: `一直 **Pending**（FailedScheduling）：${chosen.length > 0 ? `\`nodeSelector\` 要求节点带 ${list}` : 'nodeAffinity 的要求'}，没有这样的节点就不调度；给节点打上标签（\`kubectl label node\`）就会自动调度。`,
    en: `It stays **Pending** (FailedScheduling): ${chosen.length > 0 ? `the \`nodeSelector\` wants ${list}` : 'so its nodeAffinity wants it'}, and without such a node it is not scheduled; once a node is labelled so it is.`,
    lines: line(...chosen, affinity),
  };
}

/** How many of a DaemonSet's Pods a node gets. */
export function perNode({ kind }: Workload, settings: readonly Setting[]): Told | null {
  return kind === 'DaemonSet'
    ? {
        zh: '**1 个**：DaemonSet 在每个（符合条件的）节点上各放一个。',
        en: '**One**: a DaemonSet puts one on each node that qualifies.',
        lines: line(settings.find(({ path }) => path === 'kind')),
      }
    : null;
}

/** Whether two of these Pods fit on one node. */
export function twoOnOneNode({ kind }: Workload, settings: readonly Setting[]): Told | null {
  if (kind === 'DaemonSet')
    return {
      zh: '不会：DaemonSet 每个节点只放一个。',
      en: 'No: a DaemonSet puts one on each node.',
      lines: line(settings.find(({ path }) => path === 'kind')),
    };
  const hostPort = settings.find(({ path, value }) => path.endsWith('ports/hostPort') && value !== '0');
  const host = settings.find(({ path, value }) => path.endsWith('hostNetwork') && value === 'true');
  const port = hostPort ?? (host && settings.find(({ path }) => path.endsWith('ports/containerPort')));
  if (port)
    return {
      zh: `不能：${host ? '`hostNetwork: true`，' : ''}它占节点的端口 ${port.value}，同一个节点放不下第二个（第二个停在 Pending，除非有别的节点）。`,
      en: `No: ${host ? 'with `hostNetwork: true` ' : ''}it takes port ${port.value} of the node, so a second one does not fit there (it stays Pending unless another node is free).`,
      lines: line(host, port),
    };
  const apart = settings.find(({ path }) => path.includes('podAntiAffinity/requiredDuringScheduling'));
  const key = settings.find(({ path }) => /podAntiAffinity\/required.*topologyKey$/.test(path));
  if (apart && key?.value === 'kubernetes.io/hostname')
    return {
      zh: '不能：`podAntiAffinity` 的硬性要求不让两个落在同一节点（`topologyKey: kubernetes.io/hostname`）。',
      en: 'No: the required `podAntiAffinity` keeps two off the same node (`topologyKey: kubernetes.io/hostname`).',
      lines: line(key),
    };
  const soft = settings.find(({ path }) => path.includes('podAntiAffinity/preferredDuringScheduling'));
  const spread = settings.find(({ path }) => path.includes('topologySpreadConstraints/'));
  if (apart || spread) return null;
  return {
    zh: `能：${soft ? '`podAntiAffinity` 只是优先分开（preferred），实在没地方还是会放一起' : '没有 hostPort、hostNetwork，也没有反亲和，只要资源够，同一个节点可以放几个'}。`,
    en: `Yes: ${soft ? 'the `podAntiAffinity` is only preferred, they may end up together' : 'there is no hostPort, hostNetwork or anti-affinity; where resources suffice, several fit on one node'}.`,
    lines: line(soft),
  };
}

/** Whether processes outside the container are seen: those of the node, or of the other containers. */
export function processesSeen({ containers }: Workload, settings: readonly Setting[], question: string): Told | null {
  const host = settings.find(({ path, value }) => path.endsWith('hostPID') && value === 'true');
  const shared = settings.find(({ path, value }) => path.endsWith('shareProcessNamespace') && value === 'true');
  const ofNode = /宿主机|节点|主机|\bhost\b|\bnode'?s?\b/i.test(question);
  if (!ofNode && containers.length < 2 && !shared) return null;
  if (host)
    return {
      zh: '能：`hostPID: true`，容器和节点共用进程命名空间，看得到节点上所有进程。',
      en: "Yes: with `hostPID: true` it shares the node's process namespace and sees all of its processes.",
      lines: line(host),
    };
  if (ofNode)
    return {
      zh: '看不到：没有 `hostPID: true`，Pod 有自己的进程命名空间。',
      en: 'No: without `hostPID: true` the Pod does not see the processes of the node.',
      lines: [],
    };
  return shared
    ? {
        zh: '能：`shareProcessNamespace: true`，同一个 Pod 里的容器互相看得到进程、能发信号。',
        en: 'Yes: with `shareProcessNamespace: true` the containers of the Pod see the processes of each other and may signal them.',
        lines: line(shared),
      }
    : {
        zh: '看不到：没有 `shareProcessNamespace: true`，每个容器各有自己的进程命名空间。',
        en: 'No: without `shareProcessNamespace: true` each container has a process namespace of its own.',
        lines: [],
      };
}

/** Whether files of the node may be written: only through a hostPath that is not mounted read-only. */
export function hostWritable(_: Workload, settings: readonly Setting[]): Told | null {
  const host = settings.find(({ path }) => /(?:^|\/)volumes\/hostPath(?:\/|$)/.test(path));
  if (!host)
    return {
      zh: '不能：没有挂 hostPath，容器碰不到节点自己的目录。',
      en: "No: there is no hostPath, so the node's own directories are out of reach.",
      lines: [],
    };
  const before = settings.slice(0, settings.indexOf(host)).findLast(({ path }) => path.endsWith('volumes/name'));
  const mounts = settings.filter(({ path }) => /volumeMounts\/(?:name|readOnly)$/.test(path));
  const at = mounts.findIndex(({ path, value }) => path.endsWith('/name') && value === before?.value);
  if (at < 0) return null;
  const next = mounts.findIndex(({ path }, index) => index > at && path.endsWith('/name'));
  const only = mounts
    .slice(at, next < 0 ? undefined : next)
    .find(({ path, value }) => path.endsWith('readOnly') && value === 'true');
  return only
    ? {
        zh: '不能：hostPath 是只读挂载（`readOnly: true`），只能读。',
        en: 'No: the hostPath is mounted read-only (`readOnly: true`).',
        lines: line(only, host),
      }
    : {
        zh: '能：hostPath 没写 `readOnly: true`，写进去就是写到节点的磁盘上（还要看文件权限）。',
        en: "Yes: the hostPath is mounted without `readOnly: true`, what is written goes to the node's disk (file permissions aside).",
        lines: line(host),
      };
}

/** Whether a rolling update finds a place for its new Pods where each node takes one only. */
export function updateHasRoom(
  { kind, replicas }: Workload,
  settings: readonly Setting[],
  question: string,
): Told | null {
  const nodes = Number(/(\d+)\s*(?:个|台)?\s*(?:节点|机器|worker|nodes?\b|machines?\b)/i.exec(question)?.[1]);
  const apart = keptApart(settings);
  const count = Number(replicas?.value ?? 1);
  const missing = settings.find(({ path }) => path.endsWith('rollingUpdate/maxUnavailable'));
  const recreate = settings.find(({ path, value }) => path.endsWith('strategy/type') && value === 'Recreate');
  if (kind !== 'Deployment' || !apart || recreate || !Number.isInteger(count) || !(nodes >= 1)) return null;
  const share = /^(\d+)%$/.exec(missing?.value ?? '25%');
  const down = share ? Math.floor((Number(share[1]) * count) / 100) : Number(missing!.value);
  if (!Number.isInteger(down)) return null;
  const zhWhy = apart.path.endsWith('hostPort') ? `都要占节点端口 ${apart.value}` : '硬性反亲和每台节点最多一个';
  const enWhy = apart.path.endsWith('hostPort')
    ? `each takes port ${apart.value} of its node`
    : 'the required anti-affinity allows one a node';
  const lines = line(replicas, missing, apart);
  if (nodes < count)
    return {
      zh: `不能：${count} 个副本，${zhWhy}，${nodes} 个节点连现有副本都放不下。`,
      en: `No: ${count} replicas, and ${enWhy}; ${nodes} nodes do not even hold those.`,
      lines,
    };
  if (nodes > count || down > 0)
    return {
      zh: `能：${nodes > count ? `${nodes} 个节点比副本多，新 Pod 有空节点可去` : `maxUnavailable 允许先停 ${down} 个旧 Pod，腾出节点`}（${zhWhy}）。`,
      en: `Yes: ${nodes > count ? `there are more nodes (${nodes}) than replicas, so a new Pod finds one` : `maxUnavailable lets ${down} old ${down === 1 ? 'Pod' : 'Pods'} go first, which frees a node`} (${enWhy}).`,
      lines,
    };
  return {
    zh: `不能，会卡住：${count} 个副本占满 ${nodes} 个节点，${zhWhy}，而不可用数是 0（maxUnavailable ${missing?.value ?? '默认 25% 向下取整'}），不能先停旧的，新 Pod 一直 Pending。把 maxUnavailable 改成 1（maxSurge 可以为 0），或加一个节点，或用 preferred 的反亲和。`,
    en: `No, it gets stuck: ${count} replicas fill ${nodes} nodes, ${enWhy}, and as none may be unavailable (maxUnavailable ${missing?.value ?? 'is 25% by default, rounded down'}) no old Pod goes first; the new one stays Pending. Set maxUnavailable to 1, add a node, or make the anti-affinity preferred.`,
    lines,
  };
}

/** What keeps two of these Pods off one node; undefined where nothing does. */
const keptApart = (settings: readonly Setting[]): Setting | undefined =>
  settings.find(
    ({ path, value }) => /podAntiAffinity\/required.*topologyKey$/.test(path) && value === 'kubernetes.io/hostname',
  ) ?? settings.find(({ path, value }) => path.endsWith('ports/hostPort') && value !== '0');

/** How many nodes it takes at least, where the Pods keep apart. */
export function nodesNeeded({ kind, replicas }: Workload, settings: readonly Setting[]): Told | null {
  const count = Number(replicas?.value ?? 1);
  if (!/^(?:Deployment|StatefulSet|ReplicaSet)$/.test(kind) || !Number.isInteger(count)) return null;
  const apart = keptApart(settings);
  if (!apart) return null;
  const port = apart.path.endsWith('hostPort');
  return {
    zh: `至少 **${count} 台**：${count} 个副本，${port ? `都要占节点端口 ${apart.value}，一台放不下两个` : '硬性反亲和要求每台节点最多一个'}；不够的就停在 Pending。`,
    en: `At least **${count}**: ${count} replicas, and ${port ? `each takes port ${apart.value} of its node` : 'the required anti-affinity allows one a node'}; those without a node stay Pending.`,
    lines: line(replicas, apart),
  };
}
