import type { Setting } from './facts.ts';

/** A question about a manifest as it would be: its settings with the change, and what is left of the question. */
export interface Supposed {
  key: string;
  /** Null where the setting is taken out. */
  value: string | null;
  settings: Setting[];
  rest: string;
  /** What stood there before. */
  was: Setting;
}

const KEY = '`?([a-z][A-Za-z]{3,40})`?';
const VALUE = '`?([\\w.%/:-]*\\d[\\w.%/:-]*|true|false|[A-Z][A-Za-z]{3,30})`?';
const CHANGED: RegExp[] = [
  new RegExp(
    `(?:把|将|如果|要是|假如)?\\s*(?:我)?(?:把|将)?\\s*${KEY}\\s*(?:的值|的|数)?\\s*(?:从 ?\\S+ ?)?(?:改成|改为|改到|设成|设为|设置成|设置为|换成|调成|调到|调为|变成|加到|减到|是|为)\\s*${VALUE}(?:\\s*(?:秒|个|s))?(?:的话|之后|后|以后)?`,
    'i',
  ),
  new RegExp(
    `\\b(?:(?:what )?if|when|after|once|and)?\\s*(?:i |we |you |one )?(?:chang\\w*|set\\w*|rais\\w*|lower\\w*|increas\\w*|decreas\\w*|bump\\w*|reduc\\w*|put\\w*|turn\\w*)\\s+(?:the )?${KEY}\\s+(?:from \\S+ )?(?:to|=|at)\\s+${VALUE}(?: s(?:econds?)?\\b)?`,
    'i',
  ),
  new RegExp(
    `\\b(?:if|with)\\s+(?:the )?${KEY}\\s*(?:is|was|were|had been|of|=|:|set to|at)\\s*${VALUE}(?: s(?:econds?)?\\b)?`,
    'i',
  ),
];
const REMOVED: RegExp[] = [
  new RegExp(
    `(?:去掉|删掉|删了|删除|拿掉|移除|注释掉|不写|不加|不要)\\s*(?:了|这个|这一?段|那个|那一?段)?\\s*${KEY}(?:的话|之后|后|以后)?`,
    'i',
  ),
  new RegExp(
    `(?:把|将)?\\s*${KEY}\\s*(?:这一?[行段项块]|整段|那一?[行段])?(?:都|给)?(?:去掉|删掉|删了|删除|拿掉|移除|注释掉|不写|没写)(?:了)?(?:的话|之后|后|以后)?`,
    'i',
  ),
  new RegExp(
    `\\b(?:(?:what )?if|when|after|once|and)?\\s*(?:i |we |you |one )?(?:remov\\w*|delet\\w*|drop\\w*|left out|leav\\w* out|omit\\w*|comment\\w* out|take out|without)\\s+(?:the )?${KEY}`,
    'i',
  ),
  new RegExp(
    `\\b(?:if|when)\\s+(?:the )?${KEY}\\s+(?:is|was|were)\\s+(?:removed|deleted|dropped|left out|omitted|missing|not set|gone)`,
    'i',
  ),
];

const keyOf = (path: string): string => path.slice(path.lastIndexOf('/') + 1);

/** The path up to a key; null where the key is not in it. */
function upTo(path: string, key: string): string | null {
  const parts = path.split('/');
  const at = parts.findIndex((part) => part.toLowerCase() === key.toLowerCase());
  return at < 0 ? null : parts.slice(0, at + 1).join('/');
}

/** "If periodSeconds were 5", "去掉 nodeSelector": the manifest with that one change; null where the question supposes none of a setting that it has. */
export function supposedIn(question: string, settings: readonly Setting[]): Supposed | null {
  for (const pattern of CHANGED) {
    const match = pattern.exec(question);
    if (!match) continue;
    const own = settings.filter(
      ({ path, value }) => value !== '' && keyOf(path).toLowerCase() === match[1]!.toLowerCase(),
    );
    // A probe decides which of several is meant.
    const named = own.filter(({ path }) => namedAbove(path, question));
    const [was, other] = own.length > 1 ? named : own;
    if (!was || other) continue;
    const value = match[2]!;
    return {
      key: keyOf(was.path),
      value,
      settings: settings.map((one) => (one === was ? { ...one, value } : one)),
      rest: left(question, match[0]),
      was,
    };
  }
  for (const pattern of REMOVED) {
    const match = pattern.exec(question);
    if (!match) continue;
    const prefixes = new Set(settings.flatMap(({ path }) => upTo(path, match[1]!) ?? []));
    const [prefix] = [...prefixes].filter((path) => prefixes.size === 1 || namedAbove(path, question));
    const was = settings.find(({ path }) => prefix !== undefined && (path === prefix || path.startsWith(`${prefix}/`)));
    if (!was || prefix === undefined) continue;
    const kept = settings.filter(({ path }) => path !== prefix && !path.startsWith(`${prefix}/`));
    return { key: keyOf(prefix), value: null, settings: kept, rest: left(question, match[0]), was };
  }
  return null;
}

const left = (question: string, matched: string): string =>
  question
    .replace(matched, ' ')
    .replace(/^[\s呢吧，,、。;；]+/, '')
    .trim();

const namedAbove = (path: string, question: string): boolean =>
  (/liveness|存活/i.test(question) && path.includes('livenessProbe')) ||
  (/readiness|就绪/i.test(question) && path.includes('readinessProbe')) ||
  (/startup|启动/i.test(question) && path.includes('startupProbe'));

/** What holds where a setting is not written. */
const WITHOUT: Record<string, { zh: string; en: string }> = {
  nodeSelector: {
    zh: '不再限制节点，任何放得下的节点都可能',
    en: 'nothing restricts the nodes by label any more: any node that fits may be chosen',
  },
  affinity: {
    zh: '不再按亲和性挑节点，也不再互相避开',
    en: 'the scheduler no longer chooses by affinity, nor keeps Pods apart',
  },
  tolerations: {
    zh: '新建的 Pod 不能再调度到带那个污点的节点上',
    en: 'new Pods are no longer scheduled to nodes with that taint',
  },
  readinessProbe: {
    zh: '容器一启动就算就绪，马上接流量，不管程序准备好没有',
    en: 'a container counts as ready as soon as it runs and gets traffic at once, whether the program is ready or not',
  },
  livenessProbe: {
    zh: '程序卡死了也不会被重启；进程自己退出还是按 restartPolicy 重启',
    en: 'a program that hangs is not restarted; one that exits still is, by the restartPolicy',
  },
  startupProbe: {
    zh: 'liveness 和 readiness 从一开始就跑（只等 initialDelaySeconds），启动慢的程序可能在启动中被 liveness 重启',
    en: 'liveness and readiness run from the beginning (after initialDelaySeconds), so a slow program may be restarted while it starts',
  },
  resources: {
    zh: '不为它预留资源，也没有上限，QoS 变成 BestEffort（LimitRange 给了默认值、或别的容器还写着时除外），节点内存紧张时最先被驱逐',
    en: 'nothing is reserved and nothing bounds it: the QoS class becomes BestEffort (unless a LimitRange gives defaults or other containers still set some), first to be evicted when memory is short',
  },
  limits: {
    zh: '没有上限：CPU、内存都能用到节点空闲的全部（除非 LimitRange 给了默认值）；原来是 Guaranteed 的会变成 Burstable',
    en: 'nothing bounds it: it may use what is free on the node (unless a LimitRange gives defaults); a Guaranteed Pod becomes Burstable',
  },
  requests: {
    zh: '写了 limits 的，request 就等于 limit；没写 limits 的按 0 算，调度器不为它留资源',
    en: 'where a limit is written the request equals it; without one nothing is requested and the scheduler reserves nothing',
  },
  restartPolicy: {
    zh: '默认 `Always`：容器退出（正常退出也算）就在原地重启；Job 则必须写，否则被拒绝',
    en: 'the default `Always` applies: a container that ends is restarted in place, after a normal exit too; a Job has to set it and is refused otherwise',
  },
  terminationGracePeriodSeconds: { zh: '默认 30 秒', en: 'the default of 30 s applies' },
  preStop: { zh: '删除时不再先跑它，直接发 SIGTERM', en: 'nothing runs before SIGTERM when the Pod is deleted' },
  initialDelaySeconds: {
    zh: '默认 0：容器一启动就开始检查',
    en: 'the default 0 applies: checks begin as soon as the container has started',
  },
  periodSeconds: { zh: '默认每 10 秒检查一次', en: 'the default applies: a check every 10 s' },
  timeoutSeconds: { zh: '默认 1 秒超时', en: 'the default applies: a check times out after 1 s' },
  failureThreshold: { zh: '默认连续失败 3 次才算', en: 'the default applies: 3 failures in a row' },
  successThreshold: { zh: '默认成功 1 次就算', en: 'the default applies: 1 success' },
  imagePullPolicy: {
    zh: '看标签：`:latest` 或没写标签是 Always，其他标签或摘要是 IfNotPresent',
    en: 'the tag decides: Always for `:latest` or no tag, IfNotPresent for any other tag or a digest',
  },
  hostNetwork: {
    zh: 'Pod 用自己的网络命名空间和 IP，不再占节点的端口',
    en: 'the Pod has a network namespace and an IP of its own and takes no ports of the node',
  },
  hostPort: {
    zh: '不再占节点的端口，要通过 Pod IP 或 Service 访问',
    en: 'it takes no port of the node any more and is reached by its Pod IP or a Service',
  },
  readOnlyRootFilesystem: {
    zh: '容器自己的文件系统变成可写（重启就丢）',
    en: "the container's own file system becomes writable (what is written is lost at a restart)",
  },
  readOnly: { zh: '这个挂载变成可写', en: 'that mount becomes writable' },
  runAsNonRoot: {
    zh: '不再检查，镜像的 USER 是 root 就以 root 运行',
    en: 'nothing checks it any more: an image whose USER is root runs as root',
  },
  runAsUser: { zh: '按镜像的 USER 运行，镜像没写就是 root', en: "the image's USER counts, root where it has none" },
  fsGroup: { zh: '卷里的文件不再改成那个组', en: 'files of volumes are no longer given that group' },
  replicas: { zh: '默认 1 个副本', en: 'the default of 1 applies' },
  serviceAccountName: { zh: '用命名空间里的 `default` 账号', en: 'the `default` account of the namespace is used' },
  automountServiceAccountToken: {
    zh: '默认挂载账号令牌（ServiceAccount 上关掉的除外）',
    en: "the account's token is mounted by default (unless the ServiceAccount turns it off)",
  },
  command: { zh: '用镜像的 ENTRYPOINT', en: "the image's ENTRYPOINT is used" },
  args: {
    zh: '没写 command 就用镜像的 CMD；写了 command 就不带参数',
    en: "the image's CMD is used, or no arguments where command is set",
  },
  sizeLimit: {
    zh: '不再单独限制大小，只受节点磁盘（内存卷则是内存上限）限制',
    en: 'it has no size limit of its own, only the disk of the node (for a memory volume the memory limit) bounds it',
  },
  imagePullSecrets: {
    zh: '拉镜像不带凭据，私有镜像会 ErrImagePull（节点或 ServiceAccount 自带凭据的除外）',
    en: 'the image is pulled without credentials; a private one fails with ErrImagePull (unless the node or the ServiceAccount has some)',
  },
  shareProcessNamespace: {
    zh: '默认 false：容器互相看不到进程',
    en: 'the default false applies: containers do not see the processes of each other',
  },
  maxSurge: { zh: '默认 25%，向上取整', en: 'the default of 25% applies, rounded up' },
  maxUnavailable: { zh: '默认 25%，向下取整', en: 'the default of 25% applies, rounded down' },
  strategy: {
    zh: '默认 RollingUpdate，maxSurge 和 maxUnavailable 都是 25%',
    en: 'the default RollingUpdate applies, with maxSurge and maxUnavailable of 25%',
  },
  optional: {
    zh: '默认必须存在，缺了容器起不来',
    en: 'by default it has to exist, otherwise the container does not start',
  },
  backoffLimit: { zh: '默认重试 6 次', en: 'the default of 6 retries applies' },
  targetPort: { zh: '默认等于 port', en: 'it equals port by default' },
  minReadySeconds: { zh: '默认 0：一就绪就算可用', en: 'the default 0 applies: available as soon as it is ready' },
};

/** What is asked of each setting where only its change is told, in words that another room knows. */
const STANDS_FOR: [path: RegExp, asks: string][] = [
  [/livenessProbe\/(?:periodSeconds|failureThreshold|initialDelaySeconds)$/, '程序卡死多久会被 liveness 重启'],
  [/readinessProbe\/(?:periodSeconds|failureThreshold)$/, '就绪探针失败多久摘流量'],
  [/startupProbe\/(?:periodSeconds|failureThreshold|initialDelaySeconds)$/, 'startupProbe 最多等多久'],
  [/readinessProbe\/initialDelaySeconds$/, '最快多久就绪'],
  [/terminationGracePeriodSeconds$/, '收到 SIGTERM 后还剩几秒'],
  [/rollingUpdate\/(?:maxSurge|maxUnavailable)$/, '滚动更新时最多有多少个 pod'],
  [/imagePullPolicy$/, '镜像每次都会重新拉吗'],
  [/spec\/restartPolicy$/, '容器退出会重启吗'],
  [/automountServiceAccountToken$/, 'token 会挂载吗'],
  [/backoffLimit$/, '失败了会重试几次'],
];

/** A question that asks nothing but what comes of it. */
const ONLY_WHAT_COMES =
  /^(?:那|又|then|and)?\s*(?:会(?:怎么?样|发生什么|如何|咋样|有什么(?:影响|后果|变化))|怎么样|有(?:什么|啥)?(?:影响|后果|变化|区别)[吗么]?|行[吗么不]|可以[吗么]|能行吗|默认(?:是|用)?(?:什么|多少|啥)|用什么|what (?:happens|would happen|will happen|changes|applies|then|is (?:used|the (?:default|effect|result)))|does (?:it|that) matter|is (?:that|it) (?:ok|okay|fine|a problem))?\s*(?:then|here)?[？?。!！\s]*$/i;

/** What holds where a setting is taken out; null for one that is not known. */
export function without({ key, rest, was }: Supposed): { zh: string; en: string; lines: number[] } | null {
  const known = Object.hasOwn(WITHOUT, key) ? WITHOUT[key]! : null;
  if (!known || !ONLY_WHAT_COMES.test(rest)) return null;
  return {
    zh: `去掉 \`${key}\` 之后：${known.zh}。`,
    en: `Without \`${key}\`: ${known.en}.`,
    lines: [was.line],
  };
}

/** The question that is left, or what the changed setting stands for where none is. */
export const asksThen = ({ rest, was }: Supposed): string =>
  ONLY_WHAT_COMES.test(rest) ? (STANDS_FOR.find(([path]) => path.test(was.path))?.[1] ?? '') : rest;
