import { names } from '../../asking/question.ts';
import type { Setting } from './facts.ts';
import { type Container, isSidecar, quantity, settingAt, type Workload } from './workload.ts';

/** What a manifest says without writing it: counted, multiplied, or by a default. */
export interface Told {
  zh: string;
  en: string;
  lines: number[];
}

/** A kind of question about what follows from a manifest, and the answer; null where the manifest has nothing to say to it. */
export interface Derived {
  asked: RegExp;
  tell: (workload: Workload, settings: readonly Setting[], question: string) => Told | null;
}

/** The containers a question names; all that are no init containers where it names none. */
export function containersIn({ containers }: Workload, question: string): Container[] {
  const named = containers.filter(
    ({ name }) =>
      name.length > 1 && new RegExp(`(?<![\\w-])${name.replace(/[^\w]/g, '\\$&')}(?![\\w-])`).test(question),
  );
  return named.length > 0 ? named : containers.filter(({ init }) => !init);
}

const AMOUNT = /(\d+(?:\.\d+)?) ?(Ki|Mi|Gi|Ti|[KMGT]B?|兆|m|核|cores?|cpus?)(?![a-z])/i;

/** What is written to a directory or a volume is no memory. */
const OF_A_DISK =
  /磁盘|硬盘|卷|目录|文件|写|存储|(?<![\w/])\/[a-z]|\b(?:disk|volume|files?|director(?:y|ies)|storage|writ\w+|emptyDir)\b/i;

/** An `emptyDir` with a limit of its own: beyond it the Pod is evicted. Silent where it is in memory or there is none. */
function overSize(settings: readonly Setting[], shown: string, question: string): Told | null {
  const limits = settings.filter(({ path }) => /emptyDir\/sizeLimit$/.test(path));
  const [limit] = limits;
  const [amount, most] = [quantity(shown.replace(/ /g, '')), quantity(limit?.value ?? '')];
  if (!limit || limits.length > 1 || amount === null || most === null) return null;
  if (settings.some(({ path, value }) => /emptyDir\/medium$/.test(path) && value === 'Memory')) return null;
  // "Bigger than 30Gi" of a limit of 30Gi is beyond it.
  // People say 1G of a limit of 1Gi.
  const beyond = /超过|大于|超出|\b(?:over|more than|exceeds?|beyond)\b/i.test(question) && amount >= most * 0.93;
  if (amount < most && !beyond)
    return {
      zh: `不会：${shown} 没有超过 sizeLimit ${limit.value}。`,
      en: `Nothing: ${shown} is within the sizeLimit of ${limit.value}.`,
      lines: [limit.line],
    };
  return {
    zh: `超过 emptyDir 的 sizeLimit ${limit.value}，Pod 会被驱逐。`,
    en: `Beyond the emptyDir's sizeLimit of ${limit.value} the Pod is evicted.`,
    lines: [limit.line],
  };
}

/** "Will it be killed at 600Mi?": the amount held against the limit. */
function overLimit(workload: Workload, settings: readonly Setting[], question: string): Told | null {
  const match = AMOUNT.exec(question);
  if (!match) return null;
  if (OF_A_DISK.test(question)) return overSize(settings, match[0], question);
  const unit = match[2]!;
  const ofCpu = /^(?:m|核|cores?|cpus?)$/i.test(unit) && unit !== 'M';
  const binary = unit.replace(/^([KMGT])B?$/i, (_all, sign: string) => `${sign.toUpperCase()}i`).replace('兆', 'Mi');
  const amount = quantity(ofCpu ? `${match[1]}${unit === 'm' ? 'm' : ''}` : `${match[1]}${binary}`);
  const what = ofCpu ? 'cpu' : 'memory';
  const [container, ...others] = containersIn(workload, question);
  if (amount === null || !container || others.length > 0) return null;
  const limit = container.settings.get(`resources/limits/${what}`);
  const shown = match[0].replaceAll('`', "'");
  if (!limit) {
    return {
      zh: `不会因为上限：\`${container.name}\` 没写${what === 'cpu' ? ' CPU ' : '内存'}上限，只受节点（或 LimitRange）限制。`,
      en: `Not by a limit: \`${container.name}\` sets no ${what} limit, only the node (or a LimitRange) bounds it.`,
      lines: [container.line],
    };
  }
  const most = quantity(limit.value);
  if (most === null) return null;
  const over = amount > most;
  const zhOver = ofCpu ? '不会被杀，只会被限速（throttling）' : '会，超过上限会被 OOMKilled';
  const enOver = ofCpu ? 'It is throttled, not killed' : 'Yes, over its limit it is OOMKilled';
  return {
    zh: over ? `${zhOver}：${shown} 大于上限 ${limit.value}。` : `不会：${shown} 没有超过上限 ${limit.value}。`,
    en: over
      ? `${enOver}: ${shown} is more than the limit of ${limit.value}.`
      : `No: ${shown} is within the limit of ${limit.value}.`,
    lines: [limit.line],
  };
}

const PROBES = [
  { key: 'startupProbe', asked: /startup|启动(?:探针|检查)?|起来|\bstart\b/i },
  {
    key: 'livenessProbe',
    asked: /liveness|存活|重启|restart|\bhangs?\b|\bhung\b|\bstuck\b|unresponsive|卡死|挂死|不响应|假死/i,
  },
  { key: 'readinessProbe', asked: /readiness|就绪|摘|流量|\btraffic\b|\bendpoints?\b|\bunready\b|not ready/i },
] as const;

/** How long a probe takes until it acts: so many failures, each a period apart. */
function probeBudget(workload: Workload, _: readonly Setting[], question: string): Told | null {
  const [container] = containersIn(workload, question).filter(({ settings }) =>
    [...settings.keys()].some((path) => /^(?:startup|liveness|readiness)Probe/.test(path)),
  );
  const probe = PROBES.find(
    ({ key, asked }) =>
      asked.test(question) && [...(container?.settings.keys() ?? [])].some((path) => path.startsWith(key)),
  );
  if (!container || !probe) return null;
  const of = (field: string, unset: number) => {
    const setting = container.settings.get(`${probe.key}/${field}`);
    return { value: Number(setting?.value ?? unset), line: setting?.line };
  };
  const [failures, period, delay] = [of('failureThreshold', 3), of('periodSeconds', 10), of('initialDelaySeconds', 0)];
  if (![failures, period, delay].every(({ value }) => Number.isFinite(value))) return null;
  const starts = probe.key === 'startupProbe' ? delay.value : 0;
  const seconds = failures.value * period.value + starts;
  const first = starts > 0 ? `${starts} + ` : '';
  const lines = [failures.line, period.line, delay.line].flatMap((line) => line ?? []);
  const zhThen = {
    startupProbe: '还没成功就重启容器',
    livenessProbe: '连续失败就重启容器',
    readinessProbe: '连续失败就标成未就绪、不再接流量',
  }[probe.key];
  const enThen = {
    startupProbe: 'then the container is restarted',
    livenessProbe: 'of failures in a row, then the container is restarted',
    readinessProbe: 'of failures in a row, then it is not ready and gets no traffic',
  }[probe.key];
  return {
    zh: `大约 **${seconds} 秒**：${probe.key} 的 ${first}failureThreshold ${failures.value} × periodSeconds ${period.value}，${zhThen}。`,
    en: `About **${seconds} s** (${probe.key}: ${first}failureThreshold ${failures.value} × periodSeconds ${period.value}), ${enThen}.`,
    lines: lines.length > 0 ? lines : [container.line],
  };
}

/** Whether the files of a container's own may be written, and where else. */
function writableRoot(workload: Workload, settings: readonly Setting[], question: string): Told | null {
  // Whether a certain path may be written is its mount's matter.
  if (/(?<![\w/])\/[a-z]/i.test(question)) return null;
  const [container] = containersIn(workload, question);
  const setting = container?.settings.get('securityContext/readOnlyRootFilesystem');
  if (!container) return null;
  if (setting?.value !== 'true')
    return {
      zh: '能写：没有 `readOnlyRootFilesystem: true`，但写进容器自己文件系统的东西重启就丢。',
      en: 'Yes: there is no `readOnlyRootFilesystem: true`; but what is written to its own file system is lost at a restart.',
      lines: setting ? [setting.line] : [container.line],
    };
  const mounts = mountsOf(settings).filter(({ readOnly }) => !readOnly);
  const paths = mounts.map(({ path }) => `\`${path.value}\``);
  return {
    zh: `根文件系统是只读的（\`readOnlyRootFilesystem: true\`）${paths.length > 0 ? `，能写的只有挂进来的 ${paths.join('、')}` : ''}。`,
    en: `Its root file system is read-only (\`readOnlyRootFilesystem: true\`)${paths.length > 0 ? `; only what is mounted at ${paths.join(', ')} can be written` : ''}.`,
    lines: [setting.line, ...mounts.map(({ path }) => path.line)],
  };
}

/** Mounts in their order; what stands behind a path and before the next mount's name belongs to it. */
function mountsOf(settings: readonly Setting[]): { path: Setting; readOnly: boolean }[] {
  const own = settings.filter(({ path }) => /(?:^|\/)volumeMounts\//.test(path));
  const mounts: { name: string; path: Setting; readOnly: boolean }[] = [];
  let seen: string[] = [];
  for (const setting of own) {
    const key = setting.path.slice(setting.path.lastIndexOf('/') + 1);
    if (seen.includes(key)) seen = [];
    seen.push(key);
    if (key === 'mountPath') mounts.push({ name: '', path: setting, readOnly: false });
    if (key === 'readOnly' && setting.value === 'true' && mounts.length > 0) mounts.at(-1)!.readOnly = true;
  }
  return mounts;
}

/** Every reference to a ConfigMap or Secret. */
const REFERENCE = /(?:(?:secret|configMap)(?:KeyRef|Ref)\/name|\/secret\/secretName|\/configMap\/name)$/;

/** A ConfigMap or Secret that is not there: whether the Pod starts without it. */
function missingReference(_: Workload, settings: readonly Setting[], question: string): Told | null {
  const secret = /secret|密钥/i.test(question);
  const references = settings.filter(({ path }) =>
    (secret
      ? /(?:secretRef|secretKeyRef)\/name$|\/secret\/secretName$/
      : /(?:configMapRef|configMapKeyRef|\/configMap)\/name$/
    ).test(path),
  );
  // "What if shop-cfg is missing" calls it by its name.
  const reference =
    settings.find(({ path, value }) => REFERENCE.test(path) && value.length > 2 && question.includes(value)) ??
    (/secret|密钥|config ?map|配置/i.test(question) ? references[0] : undefined);
  if (!reference) return null;
  const above = reference.path.slice(0, reference.path.lastIndexOf('/'));
  const optional = settings.find(({ path, value }) => path === `${above}/optional` && value === 'true');
  const name = `\`${reference.value.replaceAll('`', "'")}\``;
  const mounted = /\/(?:secret|configMap)\/[a-zA-Z]+$/.test(reference.path);
  return {
    zh: optional
      ? `照样启动：${name} 写了 \`optional: true\`，缺了就当没有。`
      : `起不来：${name} 没写 \`optional: true\`，${mounted ? '卷挂不上，停在 ContainerCreating（FailedMount）' : '报 CreateContainerConfigError'}，建好之后会自动继续。`,
    en: optional
      ? `It starts all the same: ${name} is \`optional: true\`.`
      : `It does not start: ${name} is not optional, ${mounted ? 'the volume cannot be mounted and it stays ContainerCreating (FailedMount)' : 'CreateContainerConfigError'}, until it is there.`,
    lines: [reference.line, ...(optional ? [optional.line] : [])],
  };
}

/** Whether a container keeps a Job from being done. */
function blocksJob(workload: Workload, _: readonly Setting[], question: string): Told | null {
  if (workload.kind !== 'Job' && workload.kind !== 'CronJob') return null;
  const named = workload.containers.find(({ name }) => name.length > 1 && question.includes(name));
  const container = named ?? workload.containers.find(isSidecar);
  if (!container) return null;
  const name = `\`${container.name.replaceAll('`', "'")}\``;
  const policy = container.settings.get('restartPolicy');
  // "Will it complete" and "does it keep it from completing" want opposite heads.
  const whether =
    /(?:会|能)(?:不会|不能)?(?:正常)?(?:完成|结束)|\b(?:will|does|can)\b.{0,30}\b(?:complete|finish|end)\b/i.test(
      question,
    ) && !/阻|影响|卡|结束不了|完不成|\bkeep|\bblock|\bprevent|\bnever\b/i.test(question);
  if (isSidecar(container))
    return {
      zh: `${whether ? '会' : '不会'}：${name} 是 sidecar（init 容器加 \`restartPolicy: Always\`），普通容器都结束后它会被停掉，不影响 Job 完成。`,
      en: `${whether ? 'Yes' : 'No'}: ${name} is a sidecar (an init container with \`restartPolicy: Always\`); it is stopped once the ordinary containers have ended and does not keep the Job from completing.`,
      lines: [container.line, ...(policy ? [policy.line] : [])],
    };
  return container.init
    ? {
        zh: `它是 init 容器：要先跑完，普通容器才启动；它不结束，Job 就开始不了。`,
        en: `It is an init container: it has to end before the ordinary containers start.`,
        lines: [container.line],
      }
    : {
        zh: `${whether ? '它不退出就不会' : '会'}：${name} 是普通容器，Job 要等每个普通容器都退出；一直跑的辅助容器要写成 sidecar（init 容器加 \`restartPolicy: Always\`）。`,
        en: `${whether ? 'Not' : 'Yes,'} as long as it runs: ${name} is an ordinary container, and a Job waits for all of them to end; a helper that runs for ever belongs into \`initContainers\` with \`restartPolicy: Always\`.`,
        lines: [container.line],
      };
}

/** Whether a rolling update takes Pods away before new ones are there. */
function updateGap(workload: Workload, settings: readonly Setting[]): Told | null {
  if (workload.kind !== 'Deployment') return null;
  const type = settingAt(settings, 'strategy/type');
  if (type?.value === 'Recreate')
    return {
      zh: '会中断：策略是 `Recreate`，先删光旧 Pod 再建新的。',
      en: 'Yes: the strategy is `Recreate`, all old Pods are deleted before new ones start.',
      lines: [type.line],
    };
  const unavailable = settingAt(settings, 'rollingUpdate/maxUnavailable');
  const readiness = settings.find(({ path }) => path.includes('readinessProbe'));
  const value = unavailable?.value ?? '25%';
  return {
    zh: `${value === '0' || value === '0%' ? '一般不会：`maxUnavailable: 0`，新 Pod 就绪后才删旧的' : `更新中最多少 ${value} 的 Pod（\`maxUnavailable\`${unavailable ? '' : '，默认值'}），其余继续服务`}${readiness ? '' : '；但没有就绪探针，容器一启动就算就绪'}。`,
    en: `${value === '0' || value === '0%' ? 'Normally not: `maxUnavailable: 0`, an old Pod goes only after a new one is ready' : `At most ${value} of the Pods are missing during the update (\`maxUnavailable\`${unavailable ? '' : ', the default'}), the others serve on`}${readiness ? '' : '; but without a readiness probe a container counts as ready once it has started'}.`,
    lines: [unavailable?.line, readiness?.line].flatMap((line) => line ?? []),
  };
}

/** Whether the process may be root. */
function asRoot(_: Workload, settings: readonly Setting[], question: string): Told | null {
  const which = /什么|哪|\bwhich\b|\bwhat\b|\bwho\b/i.test(question);
  const nonRoot = settings.find(({ path, value }) => path.endsWith('/runAsNonRoot') && value === 'true');
  const user = settings.find(({ path }) => path.endsWith('/runAsUser'));
  if (nonRoot)
    return {
      zh: '不能：`runAsNonRoot: true`，会以 root 跑的镜像起不来（CreateContainerConfigError）。',
      en: 'No: `runAsNonRoot: true`, an image that would run as root is not started (CreateContainerConfigError).',
      lines: [nonRoot.line, ...(user ? [user.line] : [])],
    };
  if (!user)
    return {
      zh: '看镜像：没写 `runAsUser`，也没写 `runAsNonRoot`，就按镜像的 USER 跑，镜像没写 USER 就是 root。',
      en: 'That is up to the image: neither `runAsUser` nor `runAsNonRoot` is set, so its USER counts, and without one it is root.',
      lines: [],
    };
  return {
    zh:
      user.value === '0'
        ? '是：`runAsUser: 0` 就是 root。'
        : `${which ? '' : '不是：'}以 UID ${user.value} 运行（\`runAsUser\`）。`,
    en:
      user.value === '0'
        ? 'Yes: `runAsUser: 0` is root.'
        : `${which ? 'It' : 'No: it'} runs as UID ${user.value} (\`runAsUser\`).`,
    lines: [user.line],
  };
}

/** Whether the Pod gets the token of its account. */
function token(_: Workload, settings: readonly Setting[]): Told | null {
  const setting = settingAt(settings, 'automountServiceAccountToken');
  return setting?.value === 'false'
    ? {
        zh: '不会：`automountServiceAccountToken: false`，不挂载服务账号令牌。',
        en: 'No: `automountServiceAccountToken: false`, no service account token is mounted.',
        lines: [setting.line],
      }
    : {
        zh: '会：没有写 `automountServiceAccountToken: false`，默认挂载（ServiceAccount 上关掉的除外）。',
        en: 'Yes: without `automountServiceAccountToken: false` it is mounted (unless the ServiceAccount turns it off).',
        lines: setting ? [setting.line] : [],
      };
}

/** Whether a question says the name of a variable: one that is a word of the language, as `NODE`, only in its own letters. */
const called = (question: string, name: string): boolean =>
  names(question, name) && (/[_\d]/.test(name) || question.includes(name));

/** What `resourceFieldRef` comes to: an amount of the container in the unit of its divisor, rounded up. */
function amountOf(
  name: Setting,
  { containers }: Workload,
  parts: readonly Setting[],
): { shown: string; from: Setting } | null {
  const of = (key: string): string | undefined => parts.find(({ path }) => path.endsWith(`/${key}`))?.value;
  const resource = of('resource');
  const container = containers.findLast(({ line }) => line < name.line);
  const from = resource ? container?.settings.get(`resources/${resource.replace('.', '/')}`) : undefined;
  const [amount, divisor] = [quantity(from?.value ?? ''), quantity(of('divisor') ?? '1')];
  if (of('containerName') || !from || amount === null || !divisor) return null;
  return { shown: String(Math.ceil(amount / divisor)), from };
}

/** The value of an environment variable that a question names. */
function variable(workload: Workload, settings: readonly Setting[], question: string): Told | null {
  const { containers } = workload;
  const found =
    containers.length === 0
      ? -1
      : settings.findIndex(
          ({ path, value }) => /(?:^|\/)env\/name$/.test(path) && value.length > 2 && called(question, value),
        );
  const name = settings[found];
  const value = settings[found + 1];
  if (!name || !value || !/\/env\/(?:value|valueFrom)/.test(value.path)) return null;
  const whole =
    value.value === ''
      ? settings
          .slice(found + 2, found + 5)
          .filter(({ path }) => path.startsWith(`${value.path}/`) && settings.length > 0)
      : [value];
  const worked = amountOf(name, workload, whole);
  if (worked) {
    const from = worked.from.path.slice(worked.from.path.indexOf('resources/') + 10).replace('/', '.');
    return {
      zh: `\`${name.value}\` 是 \`${worked.shown}\`：取自 ${from} ${worked.from.value}，按 divisor 折算、向上取整。`,
      en: `\`${name.value}\` is \`${worked.shown}\`: ${from} of ${worked.from.value} in units of the divisor, rounded up.`,
      lines: [name.line, ...whole.map(({ line }) => line), worked.from.line],
    };
  }
  const told = whole
    .filter(({ value: held }) => held !== '')
    .map((one) => (one === value ? one.value : `${one.path.slice(one.path.indexOf('valueFrom/') + 10)}: ${one.value}`))
    .join(', ');
  const shown = told.replaceAll('`', "'");
  return {
    zh: `\`${name.value}\` ${value.path.endsWith('/value') ? '是' : '来自'} \`${shown}\`。`,
    en: `\`${name.value}\` ${value.path.endsWith('/value') ? 'is' : 'comes from'} \`${shown}\`.`,
    lines: [...new Set([name.line, ...whole.map(({ line }) => line)])],
  };
}

/** What a container runs, as it is written. */
function whatItDoes(workload: Workload, settings: readonly Setting[], question: string): Told | null {
  // "What does hostPort do" asks of a field.
  if (
    settings.some(
      ({ path }) =>
        /[a-z][A-Z]/.test(path.slice(path.lastIndexOf('/') + 1)) &&
        names(question, path.slice(path.lastIndexOf('/') + 1)),
    )
  )
    return null;
  const inits = /\binit|初始化/i.test(question) ? workload.containers.filter(({ init }) => init) : [];
  const [container, ...others] = inits.length > 0 ? inits : containersIn(workload, question);
  if (!container || others.length > 0) return null;
  const run = ['command', 'args'].flatMap((key) =>
    [...container.settings].flatMap(([path, setting]) => (path === key ? [setting] : [])),
  );
  const image = container.settings.get('image');
  if (run.length === 0) return null;
  const told = run.map(({ value }) => `\`${value.replaceAll('`', "'").slice(0, 200)}\``).join(' ');
  return {
    zh: `\`${container.name}\` 运行 ${told}${image ? `（镜像 \`${image.value}\`）` : ''}。`,
    en: `\`${container.name}\` runs ${told}${image ? ` (image \`${image.value}\`)` : ''}.`,
    lines: run.map(({ line }) => line),
  };
}

/** What becomes of the claims of a StatefulSet that is deleted or scaled down. */
function claimsKept(workload: Workload, settings: readonly Setting[], question: string): Told | null {
  if (workload.kind !== 'StatefulSet') return null;
  const scaled = /缩容|缩到|减少副本|scal\w* (?:down|in)|fewer replicas/i.test(question);
  const key = scaled ? 'whenScaled' : 'whenDeleted';
  const setting = settingAt(settings, `persistentVolumeClaimRetentionPolicy/${key}`);
  if (!scaled && setting?.value !== 'Delete') return null;
  const gone = setting?.value === 'Delete';
  return {
    zh: `${gone ? '会删：PVC 和里面的数据一起删' : '还在：PVC 和数据留着，再扩回来接着用'}（\`${key}: ${setting?.value ?? 'Retain'}\`${setting ? '' : '，默认值'}）。`,
    en: `${gone ? 'It is deleted: the claims go, and the data with them' : 'It stays: the claims are kept and used again'} (\`${key}: ${setting?.value ?? 'Retain'}\`${setting ? '' : ', the default'}).`,
    lines: setting ? [setting.line] : [],
  };
}

/** Why a Pod is never ready: its probe asks a port that the container does not declare. */
function probedPort(workload: Workload, settings: readonly Setting[], question: string): Told | null {
  const [container, ...others] = containersIn(workload, question);
  const declared = settings.filter(
    ({ path, value }) => /(?:^|\/)ports\/containerPort$/.test(path) && /^\d+$/.test(value),
  );
  const probed = ['httpGet', 'tcpSocket', 'grpc']
    .map((check) => container?.settings.get(`readinessProbe/${check}/port`))
    .find((port) => port && /^\d+$/.test(port.value));
  if (!probed || others.length > 0 || declared.length === 0) return null;
  if (workload.containers.length > 1 || declared.some(({ value }) => value === probed.value)) return null;
  const ports = declared.map(({ value }) => value).join(', ');
  return {
    zh: `就绪探针查的是端口 **${probed.value}**，容器声明的却是 **${ports}**。程序如果只监听 ${ports}，每次检查都连不上，Pod 就一直未就绪、收不到流量。看程序实际监听哪个端口，把探针改成它；\`kubectl describe pod\` 的 Events 里会写 \`Readiness probe failed\` 和原因。`,
    en: `The readiness probe asks port **${probed.value}**, the container declares **${ports}**. If the program listens on ${ports} only, every check fails, and the Pod is never ready and gets no traffic. See which port the program really listens on and let the probe ask that one; \`kubectl describe pod\` shows \`Readiness probe failed\` and why in its events.`,
    lines: [probed.line, ...declared.map(({ line }) => line)],
  };
}

/** What follows from the settings together, by how it is asked for. */
export const OUTCOMES: Derived[] = [
  {
    asked:
      /(?=.*(?:readiness|就绪))(?=.*(?:不通过|不过|失败|不成功|不起作用|没用|有问题|\bnot work\w*|\bfail\w*|n't work|n't pass|\bwrong\b))|未就绪|(?:不|没|未|无法|起不来|一直).{0,8}(?:就绪|\bready\b)|\b0\/1\b|(?:没有?|收不到|不).{0,4}流量|\b(?:not|never|isn't|isnt|doesn't (?:get|become)|won't (?:get|become)|un) ?(?:be(?:come|ing)? )?ready\b|\bunready\b|\bno (?:traffic|endpoints)\b/i,
    tell: probedPort,
  },
  {
    asked:
      /\boom|被杀|杀掉|超(?:过|了)|限速|\bkilled\b|\bthrottl|\bexceed|\bover the limit\b|够(?:用|吗|不够)|\benough\b|用(?:了|到|掉|满)|涨到|\b(?:us(?:e[sd]?|ing)|goes|gets?|reach\w*|hits?|grows?|takes?|needs?|wants?)\b/i,
    tell: overLimit,
  },
  {
    asked:
      /(?=.*(?:启动|起来|存活|就绪|探针|健康检查|health ?check|重启|卡死|假死|不响应|挂死|摘流量|\btraffic\b|\bunready\b|\bno traffic\b|\bstart|\bprobe|liveness|readiness|\bhangs?\b|\bhung\b|\bstuck\b|unresponsive|restarted))(?=.*(?:多久|多长|几秒|多少秒|最多(?:能)?(?:等|花|用)|\bhow long\b|\bhow much time\b|\bseconds\b))(?!.*(?:可用|间隔|每隔|一次|\bavailable\b|\bhow often\b|\bperiod\b|优雅|grace))/i,
    tell: probeBudget,
  },
  {
    asked:
      /(?:根目录|根文件系统|root ?(?:fs|file ?system|dir\w*)|(?:哪里|哪儿|什么地方|where).{0,12}(?:写|write)|(?:can|could|able to).{0,12}write|能(?:不能)?写(?:文件)?[吗么?？]|写文件)/i,
    tell: writableRoot,
  },
  {
    asked:
      /(?=.*(?:config ?map|secret|密钥|配置|[\w-]{3}))(?=.*(?:不存在|没(?:有)?(?:建|创建)|没有|缺|删(?:了|掉)|\bmissing\b|\bnot (?:there|exist)|does ?n.t exist|\bdeleted\b|\babsent\b))/i,
    tell: missingReference,
  },
  {
    asked:
      /(?=.*(?:job|任务))(?=.*(?:结束不了|完不成|不(?:会)?结束|一直(?:不|跑)|卡住|阻(?:止|塞)|影响.{0,6}完成|never (?:finish|complet|end)|\bblock|\bprevent|\bkeep\w*\b.{0,24}\b(?:from|running|alive)|still complete|finish|complete))/i,
    tell: blocksJob,
  },
  {
    asked:
      /(?=.*(?:更新|发布|升级|滚动|\bupdate|\brollout|\bdeploy))(?=.*(?:中断|停机|断服|\bdowntime\b|\binterrupt|\boutage\b|\bunavailable\b))/i,
    tell: updateGap,
  },
  {
    asked:
      /\broot\b(?! ?(?:fs|file|dir))|超级用户|(?:什么|哪个?)(?:用户|账户|uid)(?:身份)?(?:跑|运行|身份|$|[?？])|\b(?:which|what) (?:user|uid)\b|\buid\b/i,
    tell: asRoot,
  },
  { asked: /(?:token|令牌)/i, tell: token },
  {
    asked:
      /(?=.*(?:数据|卷|盘|存储|\bpvcs?\b|\bclaims?\b|\bdata\b|\bdisks?\b|\bvolumes?\b))(?=.*(?:缩容|缩到|减少副本|删|scal\w* (?:down|in)|delet|remov))/i,
    tell: claimsKept,
  },
  {
    asked: /干什么|干嘛|做什么|跑的?(?:是)?什么|运行什么|干啥|what does .{0,40}\bdo\b|what .{0,30}\bruns?\b/i,
    tell: whatItDoes,
  },
  { asked: /[A-Za-z]/, tell: variable },
];
