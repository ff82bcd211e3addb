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

/** Whether a taint that is named keeps the Pods off. */
export function tolerates(_: Workload, settings: readonly Setting[], question: string): Told | null {
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
  return own.length > 0 && !/[\w.-]+(?:=|\/)[\w.-]+/.test(question)
    ? null
    : {
        zh: '不能：没有容忍这个污点（NoSchedule、NoExecute 的污点会挡住它）。',
        en: 'No: it does not tolerate that taint (one of NoSchedule or NoExecute keeps it off).',
        lines: line(...own.filter(({ path }) => path.endsWith('/key'))),
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

/** How many nodes it takes at least, where the Pods keep apart. */
export function nodesNeeded({ kind, replicas }: Workload, settings: readonly Setting[]): Told | null {
  const count = Number(replicas?.value ?? 1);
  if (!/^(?:Deployment|StatefulSet|ReplicaSet)$/.test(kind) || !Number.isInteger(count)) return null;
  const key = settings.find(
    ({ path, value }) => /podAntiAffinity\/required.*topologyKey$/.test(path) && value === 'kubernetes.io/hostname',
  );
  const hostPort = settings.find(({ path, value }) => path.endsWith('ports/hostPort') && value !== '0');
  const apart = key ?? hostPort;
  if (!apart) return null;
  return {
    zh: `至少 **${count} 台**：${count} 个副本，${key ? '硬性反亲和要求每台节点最多一个' : `都要占节点端口 ${hostPort!.value}，一台放不下两个`}；不够的就停在 Pending。`,
    en: `At least **${count}**: ${count} replicas, and ${key ? 'the required anti-affinity allows one a node' : `each takes port ${hostPort!.value} of its node`}; those without a node stay Pending.`,
    lines: line(replicas, apart),
  };
}
