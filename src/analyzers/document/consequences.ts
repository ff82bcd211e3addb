import type { Setting } from './facts.ts';
import type { Derived, Told } from './outcomes.ts';
import { isSidecar, quantity, settingAt, type Workload } from './workload.ts';

const line = (...settings: (Setting | null | undefined)[]): number[] =>
  settings.flatMap((setting) => (setting ? [setting.line] : []));
const code = (text: string): string => `\`${text.replaceAll('`', "'")}\``;
const isJob = ({ kind }: Workload): boolean => kind === 'Job' || kind === 'CronJob';
const podPolicy = (settings: readonly Setting[]): Setting | null =>
  settings.find(({ path }) => /(?:^|\/)spec\/restartPolicy$/.test(path)) ?? null;

const NUMBER = /(\d{1,4})\s*(?:个|次)?/;

/** "What if one Pod fails": by the Job's policy, and whether that many failures are too many. */
function jobFailure(workload: Workload, settings: readonly Setting[], question: string): Told | null {
  if (!isJob(workload)) return null;
  const policy = podPolicy(settings);
  const limit = settingAt(settings, 'backoffLimit');
  const most = Number(limit?.value ?? 6);
  const asked = Number(NUMBER.exec(question)?.[1] ?? Number.NaN);
  const inPlace = policy?.value === 'OnFailure';
  const zhHow = inPlace
    ? '在原来的 Pod 里重启容器（`restartPolicy: OnFailure`）'
    : `不在原 Pod 里重启，另建一个新的 Pod 再试（\`restartPolicy: ${policy?.value ?? 'Never'}\`）`;
  const enHow = inPlace
    ? 'the container is restarted in its Pod (`restartPolicy: OnFailure`)'
    : `it is not restarted in place, a new Pod is made for the next try (\`restartPolicy: ${policy?.value ?? 'Never'}\`)`;
  const unset = limit ? '' : '默认 ';
  if (Number.isFinite(asked) && asked > 1) {
    const over = asked > most;
    return {
      zh: over
        ? `Job 失败：失败 ${asked} 次超过了 \`backoffLimit\`（${unset}${most}），不再重试，还在跑的 Pod 也会被终止。`
        : `还会继续重试：失败 ${asked} 次没有超过 \`backoffLimit\`（${unset}${most}）；每次失败${zhHow}。`,
      en: over
        ? `The Job fails: ${asked} failures are more than \`backoffLimit\` (${limit ? '' : 'default '}${most}); nothing is retried and Pods that still run are terminated.`
        : `It goes on trying: ${asked} failures do not exceed \`backoffLimit\` (${limit ? '' : 'default '}${most}); after a failure ${enHow}.`,
      lines: line(limit, policy),
    };
  }
  const asksInPlace = /原来?的? ?pod|in place|\bsame pod\b/i.test(question);
  const zhYes = asksInPlace ? (inPlace ? '会。' : '不会。') : '';
  const enYes = asksInPlace ? (inPlace ? 'Yes. ' : 'No. ') : '';
  return {
    zh: `${zhYes}会重试：${zhHow}，最多重试 ${most} 次（\`backoffLimit\`${limit ? '' : '，默认值'}），再失败整个 Job 就算失败；已经成功的不受影响。`,
    en: `${enYes}It is retried: ${enHow}, at most ${most} times (\`backoffLimit\`${limit ? '' : ', the default'}); after that the whole Job fails. Pods that succeeded stay succeeded.`,
    lines: line(policy, limit),
  };
}

/** How many Pods there are at the most, and at the least, while a Deployment is updated. */
function duringUpdate({ kind, replicas }: Workload, settings: readonly Setting[], question: string): Told | null {
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

/** Where passwords and configuration come from: the Secrets or ConfigMaps that are named, and what for. */
function referencesTo(_: Workload, settings: readonly Setting[], question: string): Told | null {
  const ofConfig = /config ?map|配置字典|配置(?:文件)?(?:从|来自|在)/i.test(question);
  const found = settings.flatMap((setting, at) => {
    const { path, value } = setting;
    const use = ofConfig
      ? /(?:^|\/)(configMapKeyRef|configMapRef|configMap)\/name$/.exec(path)
      : /(?:^|\/)(?:(secretKeyRef|secretRef|imagePullSecrets)\/name|(secret)\/secretName)$/.exec(path);
    if (!use || value === '') return [];
    const kind = use[1] ?? use[2]!;
    const key = /KeyRef/.test(kind)
      ? settings.slice(Math.max(0, at - 3), at + 3).find((one) => one.path === path.replace(/name$/, 'key'))
      : undefined;
    const variable = /KeyRef/.test(kind)
      ? settings.slice(0, at).findLast((one) => /(?:^|\/)env\/name$/.test(one.path))
      : undefined;
    return [{ setting, kind, key, variable }];
  });
  if (found.length === 0) return null;
  const of = (zh: boolean): string =>
    found
      .slice(0, 5)
      .map(({ setting, kind, key, variable }) => {
        const name = code(setting.value);
        const what = /KeyRef/.test(kind)
          ? zh
            ? `环境变量 ${code(variable?.value ?? '')} 取自它的 ${code(key?.value ?? '')}`
            : `variable ${code(variable?.value ?? '')} from its key ${code(key?.value ?? '')}`
          : /Ref$/.test(kind)
            ? zh
              ? '整个导入环境变量'
              : 'all of it as environment variables'
            : kind === 'imagePullSecrets'
              ? zh
                ? '拉镜像用的凭据'
                : 'to pull the image'
              : zh
                ? '挂成卷'
                : 'mounted as a volume';
        return zh ? `${name}（${what}）` : `${name} (${what})`;
      })
      .join(zh ? '、' : ', ');
  return {
    zh: `来自 ${ofConfig ? 'ConfigMap' : 'Secret'} ${of(true)}。`,
    en: `From the ${ofConfig ? 'ConfigMap' : 'Secret'} ${of(false)}.`,
    lines: found.flatMap(({ setting, key }) => line(setting, key)),
  };
}

/** Whether a changed ConfigMap or Secret comes to a running Pod, by how each is used. */
function changedConfig(_: Workload, settings: readonly Setting[]): Told | null {
  const byEnv = settings.find(({ path }) =>
    /(?:configMapKeyRef|configMapRef|secretKeyRef|secretRef)\/name$/.test(path),
  );
  const byVolume = settings.find(({ path }) => /(?:^|\/)volumes\/(?:configMap\/name|secret\/secretName)$/.test(path));
  const subPath = settings.find(({ path }) => /volumeMounts\/subPath(?:Expr)?$/.test(path));
  if (!byEnv && !byVolume) return null;
  const zh = [
    ...(byVolume
      ? [
          subPath
            ? `${code(byVolume.value)} 是用 subPath 挂的，不会更新`
            : `${code(byVolume.value)} 挂成卷，文件过一会（约一分钟内）自动更新，程序自己要重读`,
        ]
      : []),
    ...(byEnv ? [`${code(byEnv.value)} 进了环境变量，不会变，要重建 Pod（如 \`kubectl rollout restart\`）`] : []),
  ];
  const en = [
    ...(byVolume
      ? [
          subPath
            ? `${code(byVolume.value)} is mounted by subPath and is not updated`
            : `${code(byVolume.value)} is mounted as a volume: its files follow by themselves within about a minute, the program has to read them again`,
        ]
      : []),
    ...(byEnv
      ? [
          `${code(byEnv.value)} is in environment variables, which stay as they are until the Pod is recreated (\`kubectl rollout restart\`)`,
        ]
      : []),
  ];
  return {
    zh: `Pod 不会因此重启：${zh.join('；')}。`,
    en: `The Pods are not restarted by it: ${en.join('; ')}.`,
    lines: line(byVolume, byEnv, subPath),
  };
}

/** Which containers start first, and what each waits for. */
function startOrder({ containers }: Workload, _: readonly Setting[]): Told | null {
  const inits = containers.filter(({ init }) => init);
  const own = containers.filter(({ init }) => !init);
  if (containers.length < 2) return null;
  const names = (list: typeof containers): string => list.map(({ name }) => code(name)).join('、');
  const namesEn = (list: typeof containers): string => list.map(({ name }) => code(name)).join(', ');
  const waits = inits.some(isSidecar);
  return {
    zh:
      inits.length > 0
        ? `先是 init 容器 ${names(inits)}，按顺序一个一个来${waits ? '（sidecar 启动起来就算，其余要成功结束）' : '，每个都要成功结束'}；然后 ${names(own)} 一起启动，不互相等。`
        : `没有 init 容器，${names(own)} 一起启动，不保证先后、也不互相等。`,
    en:
      inits.length > 0
        ? `First the init containers ${namesEn(inits)}, one after another${waits ? ' (a sidecar only has to be started, the others have to succeed)' : ', each of which has to succeed'}; then ${namesEn(own)} together, not waiting for each other.`
        : `There are no init containers: ${namesEn(own)} start together, without a fixed order and without waiting for each other.`,
    lines: containers.map((container) => container.line),
  };
}

/** Which containers run as long as the Pod, and which are done before. */
function runningOn({ kind, containers }: Workload, _: readonly Setting[]): Told | null {
  const sidecars = containers.filter(isSidecar);
  const own = containers.filter(({ init }) => !init);
  const done = containers.filter((container) => container.init && !isSidecar(container));
  if (containers.length < 2) return null;
  const names = (list: typeof containers, sign: string): string => list.map(({ name }) => code(name)).join(sign);
  const ends = isJob({ kind } as Workload);
  const zh = [
    ...(sidecars.length > 0
      ? [`${names(sidecars, '、')} 是 sidecar（init 容器带 \`restartPolicy: Always\`），Pod 在它就在`]
      : []),
    ends
      ? `主容器 ${names(own, '、')} 是 Job 的活，干完就退`
      : `主容器 ${names(own, '、')} 也是，Pod 运行期间由它撑着（除非程序自己退出）`,
    ...(done.length > 0 ? [`普通 init 容器 ${names(done, '、')} 跑完就退出`] : []),
  ];
  const en = [
    ...(sidecars.length > 0
      ? [
          `${names(sidecars, ', ')}: a sidecar (an init container with \`restartPolicy: Always\`), it runs as long as the Pod`,
        ]
      : []),
    ends
      ? `the main ${own.length === 1 ? 'container' : 'containers'} ${names(own, ', ')} of the Job ${own.length === 1 ? 'ends when its' : 'end when their'} work is done`
      : `the main ${own.length === 1 ? 'container' : 'containers'} ${names(own, ', ')} too, unless the program ends by itself`,
    ...(done.length > 0
      ? [
          `the plain init ${done.length === 1 ? 'container' : 'containers'} ${names(done, ', ')} ${done.length === 1 ? 'ends' : 'end'} before`,
        ]
      : []),
  ];
  return {
    zh: `${sidecars.length > 0 ? zh.join('；') : zh.join('；').replace('也是，Pod', '：Pod')}。`,
    en: `${(sidecars.length > 0 ? en : en.map((one) => one.replace(' too, unless', ' run all the time, unless'))).join('; ').replace(/^t/, 'T')}.`,
    lines: containers.map(({ line: own }) => own),
  };
}

/** What an init container that fails does to the Pod. */
function initFailure({ containers }: Workload, settings: readonly Setting[], question: string): Told | null {
  const inits = containers.filter((container) => container.init && !isSidecar(container));
  const init =
    inits.find(({ name }) => question.includes(name)) ?? (/\binit|初始化/i.test(question) ? inits[0] : undefined);
  if (!init) return null;
  const policy = podPolicy(settings);
  const never = policy?.value === 'Never';
  return {
    zh: never
      ? `整个 Pod 就失败了（Failed）：${code(init.name)} 是 init 容器，而 \`restartPolicy: Never\` 不重试，后面的容器不会启动。`
      : `kubelet 会一直重试 ${code(init.name)}（间隔逐次加长，状态 Init:CrashLoopBackOff），它成功之前后面的容器都不启动（\`restartPolicy: ${policy?.value ?? 'Always'}\`${policy ? '' : '，默认值'}）。`,
    en: never
      ? `The whole Pod fails: ${code(init.name)} is an init container and \`restartPolicy: Never\` does not retry it; the other containers never start.`
      : `The kubelet tries ${code(init.name)} again and again with growing pauses (Init:CrashLoopBackOff), and the other containers do not start until it succeeds (\`restartPolicy: ${policy?.value ?? 'Always'}\`${policy ? '' : ', the default'}).`,
    lines: line({ path: '', value: '', line: init.line }, policy),
  };
}

/** Whether the end of one container restarts another. */
function otherRestarts({ containers }: Workload, _: readonly Setting[], question: string): Told | null {
  const named = containers.filter(
    ({ name }) =>
      name.length > 1 && new RegExp(`(?<![\\w-])${name.replace(/[^\w]/g, '\\$&')}(?![\\w-])`).test(question),
  );
  const [one, other] = named.sort((a, b) => question.indexOf(a.name) - question.indexOf(b.name));
  if (!one || !other) return null;
  return {
    zh: `不会：容器是各自重启的，${code(one.name)} 挂了只重启它自己，${code(other.name)} 照常运行，Pod 也不换。`,
    en: `No: containers are restarted one by one; when ${code(one.name)} dies only it is restarted, ${code(other.name)} runs on and the Pod stays.`,
    lines: [one.line, other.line],
  };
}

/** How many failed checks it takes, by the probe that is meant. */
function probeFailures({ containers }: Workload, _: readonly Setting[], question: string): Told | null {
  const kind = /readiness|就绪|流量/i.test(question)
    ? 'readinessProbe'
    : /startup|启动/i.test(question)
      ? 'startupProbe'
      : 'livenessProbe';
  const container = containers.find(({ settings }) => [...settings.keys()].some((path) => path.startsWith(kind)));
  if (!container) return null;
  const threshold = container.settings.get(`${kind}/failureThreshold`);
  const period = container.settings.get(`${kind}/periodSeconds`);
  const [times, every] = [Number(threshold?.value ?? 3), Number(period?.value ?? 10)];
  if (!Number.isFinite(times) || !Number.isFinite(every)) return null;
  const thenZh = kind === 'readinessProbe' ? '标成未就绪、摘掉流量，不重启' : '重启容器';
  const thenEn =
    kind === 'readinessProbe'
      ? 'it is not ready and gets no traffic; it is not restarted'
      : 'the container is restarted';
  return {
    zh: `连续 **${times} 次**（\`failureThreshold\`${threshold ? '' : '，默认值'}），每 ${every} 秒一次，约 ${times * every} 秒后${thenZh}（${kind}）。`,
    en: `**${times}** in a row (\`failureThreshold\`${threshold ? '' : ', the default'}), one every ${every} s: after about ${times * every} s ${thenEn} (${kind}).`,
    lines: [...line(threshold, period), container.line].slice(0, 3),
  };
}

/** When a probe begins. */
function probeStart({ containers }: Workload, _: readonly Setting[], question: string): Told | null {
  const kind = /readiness|就绪/i.test(question)
    ? 'readinessProbe'
    : /liveness|存活/i.test(question)
      ? 'livenessProbe'
      : null;
  const container = containers.find(({ settings }) =>
    [...settings.keys()].some((path) => kind !== null && path.startsWith(kind)),
  );
  if (!kind || !container) return null;
  const delay = container.settings.get(`${kind}/initialDelaySeconds`);
  const startup = [...container.settings.keys()].some((path) => path.startsWith('startupProbe'));
  const seconds = delay?.value ?? '0';
  return {
    zh: `容器启动 **${seconds} 秒**后（\`initialDelaySeconds\`${delay ? '' : '，默认 0'}）${startup ? '，并且要等 startupProbe 成功' : ''}。`,
    en: `**${seconds} s** after the container started (\`initialDelaySeconds\`${delay ? '' : ', default 0'})${startup ? ', and not before the startupProbe has succeeded' : ''}.`,
    lines: line(delay).length > 0 ? line(delay) : [container.line],
  };
}

/** The volume that is mounted at a path which the question names. */
function volumeAt(settings: readonly Setting[], question: string): string | null {
  const mounts: { name?: string; path?: string }[] = [];
  for (const { path, value } of settings) {
    const key = /volumeMounts\/(name|mountPath)$/.exec(path)?.[1];
    if (!key) continue;
    const field = key === 'name' ? 'name' : 'path';
    const last = mounts.at(-1);
    if (last && last[field] === undefined) last[field] = value;
    else mounts.push({ [field]: value });
  }
  return mounts.find(({ path }) => path !== undefined && path.length > 1 && question.includes(path))?.name ?? null;
}

/** What is written into an emptyDir held against its limit. */
function scratchLimit(_: Workload, settings: readonly Setting[], question: string): Told | null {
  const limit = settingAt(settings, 'emptyDir/sizeLimit');
  const medium = settingAt(settings, 'emptyDir/medium');
  const amount = /(\d+(?:\.\d+)?) ?(Ki|Mi|Gi|[KMG]B?|兆)(?![a-z])/i.exec(question);
  const mounted = volumeAt(settings, question);
  const own = limit
    ? settings.slice(0, settings.indexOf(limit)).findLast(({ path }) => path.endsWith('volumes/name'))?.value
    : undefined;
  if (!limit || (mounted === null ? !/empty ?dir|临时(?:目录|卷)|scratch/i.test(question) : mounted !== own))
    return null;
  if (!amount && !/最多|多大|多少|上限|满|塞|\bhow (?:much|big|large)\b|\blimit|\bfull\b|\bfill/i.test(question))
    return null;
  const most = quantity(limit.value);
  const asked = amount
    ? quantity(
        `${amount[1]}${amount[2]!.replace(/^([KMG])B?$/i, (_all, sign: string) => `${sign.toUpperCase()}i`).replace('兆', 'Mi')}`,
      )
    : null;
  const inMemory = medium?.value === 'Memory';
  const over = asked !== null && most !== null && asked > most;
  const zhOver = inMemory
    ? '写不进去（空间已满），而且算进内存'
    : 'kubelet 会把整个 Pod 驱逐（Evicted），里面的数据也没了';
  const enOver = inMemory
    ? 'there is no space left for it, and it counts as memory'
    : 'the kubelet evicts the whole Pod, and its data is lost';
  return {
    zh:
      asked === null
        ? `最多 ${limit.value}（\`sizeLimit\`），超过后 ${zhOver}。`
        : over
          ? `超过了上限 ${limit.value}：${zhOver}。`
          : `没超过上限 ${limit.value}，没事。`,
    en:
      asked === null
        ? `At most ${limit.value} (\`sizeLimit\`); beyond it ${enOver}.`
        : over
          ? `That is over the limit of ${limit.value}: ${enOver}.`
          : `Nothing: it is within the limit of ${limit.value}.`,
    lines: line(limit, medium),
  };
}

/** What becomes of the Pods when their node goes down. */
function nodeLost({ kind }: Workload, settings: readonly Setting[]): Told | null {
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
function notHere({ kind, containers }: Workload, settings: readonly Setting[], question: string): Told | null {
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

/** What a Job does when it is made: nothing waits for an hour of the day. */
function runsAtOnce({ kind }: Workload, settings: readonly Setting[]): Told | null {
  if (kind !== 'Job') return null;
  const suspend = settingAt(settings, 'suspend');
  return suspend?.value === 'true'
    ? {
        zh: '现在不跑：`suspend: true`，改成 false 才开始。',
        en: 'Not now: `suspend: true`; it starts when that becomes false.',
        lines: line(suspend),
      }
    : {
        zh: '创建之后马上跑，只跑这一回；定时跑要用 CronJob。',
        en: 'As soon as it is created, and only this once; a CronJob runs by a schedule.',
        lines: line(settingAt(settings, 'kind')),
      };
}

/** How long a finished Job, and with it its Pods and their logs, can be looked at. */
function keptAfterwards(workload: Workload, settings: readonly Setting[]): Told | null {
  if (!isJob(workload)) return null;
  const ttl = settingAt(settings, 'ttlSecondsAfterFinished');
  return ttl
    ? {
        zh: `结束后 ${ttl.value} 秒：到时 Job 连同 Pod 一起删掉，\`kubectl logs\` 就看不到了。`,
        en: `${ttl.value} s after it finished: then the Job and its Pods are deleted, and \`kubectl logs\` with them.`,
        lines: line(ttl),
      }
    : {
        zh: '没写 `ttlSecondsAfterFinished`，Job 和 Pod 会一直留着，日志也能看，直到手工删除（或节点清理）。',
        en: '`ttlSecondsAfterFinished` is not set: the Job and its Pods stay, logs included, until somebody deletes them.',
        lines: line(settingAt(settings, 'kind')),
      };
}

/** Whether Pods of a Job run at the same time, and whether each knows its number. */
function jobShape(workload: Workload, settings: readonly Setting[], question: string): Told | null {
  if (workload.kind !== 'Job') return null;
  if (/第几个|编号|序号|\bindex\b|which (?:one|number)/i.test(question)) {
    const mode = settingAt(settings, 'completionMode');
    return mode?.value === 'Indexed'
      ? {
          zh: '知道：`completionMode: Indexed`，编号在环境变量 `JOB_COMPLETION_INDEX` 里。',
          en: 'Yes: `completionMode: Indexed` puts its number into `JOB_COMPLETION_INDEX`.',
          lines: line(mode),
        }
      : {
          zh: '不知道：没写 `completionMode: Indexed`，各个 Pod 没有编号。',
          en: 'No: without `completionMode: Indexed` the Pods have no number.',
          lines: line(mode, settingAt(settings, 'completions')),
        };
  }
  const parallel = settingAt(settings, 'parallelism');
  const count = Number(parallel?.value ?? 1);
  return {
    zh:
      count > 1
        ? `会：\`parallelism: ${count}\`，最多 ${count} 个同时跑。`
        : '不会：`parallelism` 是 1，一次只跑一个。',
    en:
      count > 1
        ? `Yes: \`parallelism: ${count}\` lets ${count} run at once.`
        : 'No: `parallelism` is 1, one at a time.',
    lines: line(parallel),
  };
}

/** What follows from a manifest when something happens, by how it is asked for; tried before the plainer questions. */
export const CONSEQUENCES: Derived[] = [
  {
    asked:
      /(?=.*(?:哪|什么|几个|谁|\bwhich\b|\bwhat\b|\bhow many\b))(?=.*(?:容器|\bcontainers?\b))(?=.*(?:一直(?:在)?(?:跑|运行|开|活)|常驻|不(?:会)?退|长期|\bkeeps? (?:on )?running\b|\bruns? (?:all the time|forever|on|the whole|as long|for the (?:whole|life))|\bstays? (?:up|running|alive)\b|\blong[- ]running\b|\b(?:never|not|don't|doesn't) (?:exit|stop|end|quit|finish)\w*))(?!.*(?:失败|挂|崩|fail|crash))/i,
    tell: runningOn,
  },
  {
    asked:
      /(?=.*(?:探针|检查|\bprobes?\b|\bliveness\b|\breadiness\b|\bhealth ?checks?\b))(?=.*(?:几次|多少次|\bhow many\b))/i,
    tell: probeFailures,
  },
  {
    asked:
      /(?=.*(?:探针|检查|\bprobes?\b|\bliveness\b|\breadiness\b|存活|就绪))(?=.*(?:开始|第一次|\bstart\w*\b|\bbegin\w*\b|\bfirst\b))(?=.*(?:多久|几秒|什么时候|\bhow (?:long|soon)\b|\bwhen\b))/i,
    tell: probeStart,
  },
  {
    asked: /(?=.*(?:重启|restart))(?=.*(?:挂|崩|退出|死|\bcrash|\bdie|\bfail|\bexit|\brestart))/i,
    tell: otherRestarts,
  },
  {
    asked:
      /(?:先|顺序|哪个.{0,4}先|谁先).{0,6}(?:启动|起|跑|运行)|启动顺序|\bwhich (?:container )?(?:starts?|runs?|comes) first\b|\bstart(?:s|up)? order\b|\bin (?:what|which) order\b|\bstarts? first\b/i,
    tell: startOrder,
  },
  { asked: /失败|出错|挂|崩|\bfail\w*|\bcrash\w*|\berror/i, tell: initFailure },
  {
    asked:
      /(?=.*(?:失败|出错|挂了|崩|\bfail\w*|\bcrash\w*|原来?的? ?pod|in place))(?=.*(?:怎么样|会怎|怎样|如何|重启|再|吗|什么|\bwhat\b|\bhappens?\b|\brestart\w*|\bretr|\bif\b))(?!.*(?:几次|多少次|how (?:often|many)))/i,
    tell: jobFailure,
  },
  {
    asked:
      /(?=.*(?:更新|升级|发布|滚动|\bupdat\w*|\broll\w*|\bdeploy\w*))(?=.*(?:几个|多少|\bhow many\b))(?!.*(?:多出|多建|(?<!最)多几|(?<!最)少几|少多少|最多少|不可用|\bdown\b|\bunavailable\b|\bextra\b|\babove\b|\bsurge\b))/i,
    tell: duringUpdate,
  },
  {
    asked:
      /(?=.*(?:secret|密码|密钥|凭据|口令|\bpasswords?\b|\bcredentials?\b|config ?map))(?=.*(?:哪|什么|谁|从|来|which|what|where|\bname\b|come))(?!.*(?:不存在|没有|缺|删|改|missing|delet|chang|exist))/i,
    tell: referencesTo,
  },
  {
    asked:
      /(?=.*(?:config ?map|secret|配置))(?=.*(?:改|更新|变|\bchang\w*|\bupdat\w*|\bedit\w*))(?=.*(?:生效|自动|重启|更新|怎|吗|\brestart|\bautomatic|\beffect|\breload|\bpick|\bhappens?\b|\bdoes\b|\bsee\b|\bnotice))/i,
    tell: changedConfig,
  },
  { asked: /写|占|满|塞|\bfill\w*|\bwrit\w*|\bstore\b|\bgrows?\b|empty ?dir/i, tell: scratchLimit },
  {
    asked:
      /(?=.*(?:节点|机器|宿主机|\bnodes?\b|\bmachine\b))(?=.*(?:挂|宕|坏|断电|失联|\bdies?\b|\bdown\b|\bfails?\b|\bcrash\w*|\blost\b|\bgoes away\b))/i,
    tell: nodeLost,
  },
  { asked: /有没有|有(?:个)?\b|是否|暴露|对外|\bis there\b|\bexpos\w*|\bany\b|\bwhich\b|\bwhat\b/i, tell: notHere },
  {
    asked:
      /什么时候(?:跑|执行|运行|开始|启动)|几点(?:跑|执行|运行)|\bwhen (?:does|will|is) (?:it|this|the job)\b.{0,12}(?:run|start|execut)/i,
    tell: runsAtOnce,
  },
  {
    asked:
      /(?=.*(?:日志|\blogs?\b|结果|\bit\b|job))(?=.*(?:跑完|结束|完成|之后|\bafter\b|\bfinish\w*))(?=.*(?:多久|还能|看得到|看不到|查不到|保留|\bhow long\b|\bavailable\b|\bkept\b|\bstill\b))|多久.{0,6}(?:查|看)不到/i,
    tell: keptAfterwards,
  },
  {
    asked:
      /(?=.*\bpods?\b)(?=.*(?:第几个|编号|序号|\bindex\b))|(?:两|几|多)个.{0,8}(?:同时|一起|并行)|\b(?:two|several|more than one)\b.{0,24}\b(?:same time|at once|in parallel|together)\b/i,
    tell: jobShape,
  },
];
