import type { Setting } from './facts.ts';
import type { Derived, Told } from './outcomes.ts';
import { type Container, inUnitOf, isSidecar, quantity, resourceOf, settingAt, type Workload } from './workload.ts';

const CPU = /\bcpus?\b|\bcores?\b|核/i;
const MEMORY = /内存|\bmem(?:ory)?\b|\bram\b/i;
const OF_ONE_POD =
  /(?:一个|每个|单个|这个|整个)? ?pod.{0,16}(?:一共|总共|实际|加起来|算下来|合计|调度|有效)|(?:实际|有效|调度(?:时|器)?).{0,16}(?:请求|request|算|按|要|cpu|内存)|(?:一个|每个|单个) ?pod.{0,16}(?:能用|最多|上限|可以用)|\b(?:one|each|a|the whole|per|a single|every) pod\b.{0,40}\b(?:in (?:total|all)|altogether|need|request|reserve|use)\b|\beffective\b|\bschedul\w+\b.{0,30}\b(?:request|count|need|look)/i;

/** Whether what may be used at most is asked for, and not what is reserved. */
export const asksLimit = (question: string): boolean =>
  /上限|限制|最多|能用|可以用|\blimits?\b|\bat most\b|\bup to\b|\bmax\w*|\b(?:may|can|could|is allowed to|allowed to)\b.{0,24}\buse\b/i.test(
    question,
  );

/** What the containers that run together may use; one without a limit leaves it open. */
function mostOfOnePod(containers: readonly Container[], what: 'cpu' | 'memory'): Told | null {
  const running = containers.filter((container) => !container.init || isSidecar(container));
  const open = running.find((container) => !resourceOf(container, 'limits', what));
  if (open) return withoutLimit(open, what);
  const limits = running.map((container) => ({ container, limit: resourceOf(container, 'limits', what)! }));
  const values = limits.map(({ limit }) => quantity(limit.value));
  if (values.length === 0 || values.some((value) => value === null)) return null;
  const sum = values.reduce<number>((all, value) => all + value!, 0);
  const each = limits.map(({ container, limit }) => `${container.name} ${limit.value}`).join(' + ');
  const written = inUnitOf(sum, limits[0]!.limit.value);
  return {
    zh: `一个 Pod 最多 **${written}**：${each}。`,
    en: `One Pod may use **${written}**: ${each}.`,
    lines: limits.map(({ limit }) => limit.line),
  };
}

/** A container without a limit leaves open how much all of them may use. */
export function withoutLimit(container: Container, what: string): Told {
  const name = `\`${container.name.replaceAll('`', "'")}\``;
  return {
    zh: `没有总上限：${name} 没写${what === 'cpu' ? ' CPU ' : '内存'}上限，可以用到节点上空闲的全部（除非 LimitRange 给了默认值）。`,
    en: `There is no bound in all: ${name} sets no ${what} limit and may use what is free on the node (unless a LimitRange gives a default).`,
    lines: [container.line],
  };
}

/** What the scheduler reserves for one Pod: the containers and sidecars together, or a larger init container. */
function effective({ containers }: Workload, _: readonly Setting[], question: string): Told | null {
  const what = CPU.test(question) ? 'cpu' : MEMORY.test(question) ? 'memory' : null;
  if (!what || containers.length < 2) return null;
  if (asksLimit(question)) return mostOfOnePod(containers, what);
  const amount = (container: Container): number => quantity(resourceOf(container, 'requests', what)?.value ?? '') ?? 0;
  const own = containers.filter(({ init }) => !init);
  const sidecars = containers.filter(isSidecar);
  const running = [...own, ...sidecars];
  const example = containers
    .map((container) => resourceOf(container, 'requests', what))
    .find((one) => one !== undefined);
  if (!example) return null;
  const together = running.reduce((sum, container) => sum + amount(container), 0);
  // While an init container runs, the sidecars before it run beside it.
  let most = together;
  let biggest: Container | null = null;
  for (const [index, container] of containers.entries()) {
    if (!container.init || isSidecar(container)) continue;
    const beside = containers
      .slice(0, index)
      .filter(isSidecar)
      .reduce((sum, one) => sum + amount(one), 0);
    if (amount(container) + beside > most) [most, biggest] = [amount(container) + beside, container];
  }
  const unit = /[A-Za-z]+$/.test(example.value) || what === 'memory' ? example.value : '1m';
  const written = inUnitOf(most, what === 'cpu' && most < 1 ? '1m' : unit);
  const sum = running
    .filter((container) => amount(container) > 0)
    .map((container) => `${container.name} ${resourceOf(container, 'requests', what)!.value}`)
    .join(' + ');
  const lines = containers.flatMap((container) => resourceOf(container, 'requests', what)?.line ?? []);
  const inits = containers.filter((container) => container.init && !isSidecar(container) && amount(container) > 0);
  const small = inits.length > 0 && !biggest;
  return {
    zh: biggest
      ? `一个 Pod 按 **${written}** 算：init 容器 \`${biggest.name}\` 要 ${resourceOf(biggest, 'requests', what)!.value}，比一起跑的容器之和（${sum}）大，取大的。`
      : `一个 Pod 一共 **${written}**：${sum}${small ? '；普通 init 容器先跑完，比这个小，不加' : ''}。`,
    en: biggest
      ? `One Pod counts as **${written}**: the init container \`${biggest.name}\` needs ${resourceOf(biggest, 'requests', what)!.value}, more than the containers that run together (${sum}); the larger counts.`
      : `One Pod requests **${written}**: ${sum}${small ? '; plain init containers are done before and need less, so they are not added' : ''}.`,
    lines,
  };
}

const KINDS: [key: string, asked: RegExp][] = [
  ['readinessProbe', /readiness|就绪/i],
  ['livenessProbe', /liveness|存活/i],
  ['startupProbe', /startup|启动(?:探针|检查|探测)/i],
];
const FIELDS: [key: string, asked: RegExp, unset: string, zh: string, en: string][] = [
  ['timeoutSeconds', /timeout|超时/i, '1', '秒', ' s'],
  ['periodSeconds', /period|周期|间隔|多久.{0,6}(?:一次|查)|每隔|\bhow often\b|\binterval\b/i, '10', '秒', ' s'],
  ['successThreshold', /successThreshold|成功(?:几|多少)次|成功阈值/i, '1', '次', ''],
  ['failureThreshold', /failureThreshold|失败阈值/i, '3', '次', ''],
  ['initialDelaySeconds', /initialDelay|初始延迟|延迟(?:几|多少)|启动后(?:多久|几秒)/i, '0', '秒', ' s'],
];

/** A field of the probe that is meant, with its default where the manifest leaves it out. */
function probeField({ containers }: Workload, _: readonly Setting[], question: string): Told | null {
  const kinds = KINDS.filter(([, asked]) => asked.test(question));
  const field = FIELDS.find(([, asked]) => asked.test(question));
  if (kinds.length !== 1 || !field) return null;
  const [kind] = kinds[0]!;
  const [key, , unset, zhUnit, enUnit] = field;
  const container = containers.find(({ settings }) => [...settings.keys()].some((path) => path.startsWith(`${kind}/`)));
  if (!container)
    return {
      zh: `没有：这份清单里没有写 \`${kind}\`。`,
      en: `This manifest sets no \`${kind}\`.`,
      lines: [],
    };
  const setting = container.settings.get(`${kind}/${key}`);
  const first = [...container.settings].find(([path]) => path.startsWith(`${kind}/`))?.[1].line ?? container.line;
  return {
    zh: setting
      ? `**${setting.value}** ${zhUnit}（${kind} 的 \`${key}\`）。`
      : `**${unset}** ${zhUnit}：${kind} 没写 \`${key}\`，这是默认值。`,
    en: setting
      ? `**${setting.value}**${enUnit} (\`${key}\` of the ${kind}).`
      : `**${unset}**${enUnit}: the ${kind} does not set \`${key}\`, that is the default.`,
    lines: [setting?.line ?? first],
  };
}

/** What so many Pods take of one resource, init containers left out, and what each container of one takes; null where one does not say it. */
function ofPods(
  question: string,
  containers: readonly Container[],
  what: 'cpu' | 'memory',
  pods: number,
): { written: string; each: string; lines: number[] } | null {
  const part = /上限|limits?\b/i.test(question) ? 'limits' : 'requests';
  const own = containers
    .filter((container) => !container.init || isSidecar(container))
    .flatMap((container) => resourceOf(container, part, what) ?? []);
  const values = own.map(({ value }) => quantity(value));
  if (own.length === 0 || values.some((value) => value === null)) return null;
  const sum = values.reduce<number>((total, value) => total + value!, 0);
  return {
    written: inUnitOf(sum * pods, own[0]!.value),
    each: own.map(({ value }) => value).join(' + '),
    lines: own.map(({ line }) => line),
  };
}

/** How many rounds a Job takes, and what runs at once needs together. */
function parallelJob({ kind, containers }: Workload, settings: readonly Setting[], question: string): Told | null {
  if (kind !== 'Job') return null;
  const [parallel, completions] = [settingAt(settings, 'parallelism'), settingAt(settings, 'completions')];
  const count = Number(parallel?.value ?? 1);
  const all = Number(completions?.value ?? 1);
  const lines = [parallel, completions].flatMap((one) => (one ? [one.line] : []));
  if (!Number.isInteger(count) || !Number.isInteger(all) || count < 1) return null;
  if (/几批|几轮|多少[批轮]|\bhow many (?:rounds|batches|waves)\b/i.test(question)) {
    const rounds = Math.ceil(all / count);
    return {
      zh: `至少 **${rounds}** 批：要成功 ${all} 个，一次最多 ${count} 个。`,
      en: `At least **${rounds}** rounds: ${all} have to succeed, at most ${count} at a time.`,
      lines,
    };
  }
  const what = CPU.test(question) ? 'cpu' : MEMORY.test(question) ? 'memory' : null;
  if (!what || !/同时|并行|一起|最多|\bat (?:the same time|once|most)\b|\bin parallel\b|\bpeak\b/i.test(question))
    return null;
  const whole = ofPods(question, containers, what, count);
  return (
    whole && {
      zh: `**${whole.written}**：最多 ${count} 个同时跑 × ${whole.each}。`,
      en: `**${whole.written}**: at most ${count} at once × ${whole.each}.`,
      lines: [...lines, ...whole.lines],
    }
  );
}

/** The size of a claim that stands elsewhere. */
function claimSize(_: Workload, settings: readonly Setting[], question: string): Told | null {
  if (
    !/多大|大小|容量|几个? ?[GT]|\bsize\b|\bcapacity\b|\bhow (?:big|large|much (?:storage|space|disk))\b/i.test(
      question,
    )
  )
    return null;
  if (!/卷|存储|磁盘|盘|pvc|\bvolumes?\b|\bstorage\b|\bdisk\b|\bclaim\b/i.test(question)) return null;
  const claim = settingAt(settings, 'persistentVolumeClaim/claimName');
  if (!claim || settings.some(({ path }) => /requests\/storage$|sizeLimit$/.test(path))) return null;
  const name = claim.value.replaceAll('`', "'");
  return {
    zh: `这份清单里没有写：卷用的是 PVC \`${name}\`，大小写在那个 PersistentVolumeClaim 里（\`kubectl get pvc ${name}\`）。`,
    en: `This manifest does not say: the volume is the PVC \`${name}\`, and its size stands in that PersistentVolumeClaim (\`kubectl get pvc ${name}\`).`,
    lines: [claim.line],
  };
}

/** The value of an environment variable by its name or the words it is made of. */
function environment({ containers: _ }: Workload, settings: readonly Setting[], question: string): Told | null {
  const lower = question.toLowerCase();
  for (const [index, setting] of settings.entries()) {
    if (!/(?:^|\/)env\/name$/.test(setting.path)) continue;
    const words = setting.value
      .toLowerCase()
      .split('_')
      .filter((word) => word.length > 1);
    const named = lower.includes(setting.value.toLowerCase());
    if (
      !named &&
      !(
        words.length > 1 &&
        words.every((word) => new RegExp(`(?<![a-z])${word.replace(/[^\w]/g, '')}(?![a-z])`).test(lower))
      )
    )
      continue;
    const value = settings.slice(index + 1, index + 3).find(({ path }) => /(?:^|\/)env\/value$/.test(path));
    if (!value) return null;
    const name = setting.value.replaceAll('`', "'");
    const text = value.value.replaceAll('`', "'");
    return { zh: `\`${name}\` 是 \`${text}\`。`, en: `\`${name}\` is \`${text}\`.`, lines: [setting.line, value.line] };
  }
  return null;
}

const NODES = /(\d{1,4}) ?(?:个|台)? ?(?:节点|机器|nodes?\b|machines?\b)/i;

/** How many Pods a DaemonSet has, and what they request on so many nodes. */
function onEveryNode({ kind, containers }: Workload, settings: readonly Setting[], question: string): Told | null {
  if (kind === 'Pod' && /副本|\breplicas?\b/i.test(question) && !NODES.test(question)) {
    const own = settings.find(({ path, value }) => path === 'kind' && value === 'Pod')?.line;
    return {
      zh: '没有 replicas：这是单独一个 Pod，就 **1** 个，没有控制器替它再建。',
      en: 'It has no replicas: this is a single Pod, so **1**, and no controller makes others.',
      lines: own === undefined ? [] : [own],
    };
  }
  if (kind !== 'DaemonSet') return null;
  const at = settings.find(({ path }) => path === 'kind')?.line;
  const nodes = NODES.exec(question)?.[1];
  const what = CPU.test(question) ? 'cpu' : MEMORY.test(question) ? 'memory' : null;
  if (nodes && what) {
    const whole = ofPods(question, containers, what, Number(nodes));
    return (
      whole && {
        zh: `**${whole.written}**：每个节点一个 Pod，${nodes} × ${whole.each}。`,
        en: `**${whole.written}**: one Pod a node, ${nodes} × ${whole.each}.`,
        lines: whole.lines,
      }
    );
  }
  if (
    what ||
    !/副本|\breplicas?\b|几个 ?pod|多少个? ?pod|\bhow many pods\b/i.test(question) ||
    /更新|\bupdat|\broll/i.test(question)
  )
    return null;
  return {
    zh: `没有 replicas：DaemonSet 在每个符合条件的节点上各跑一个 Pod${nodes ? `，${nodes} 个节点就是 ${nodes} 个` : ''}。`,
    en: `It has no replicas: a DaemonSet runs one Pod on each node that fits${nodes ? `, so ${nodes} on ${nodes} nodes` : ''}.`,
    lines: at === undefined ? [] : [at],
  };
}

/** How long a container may take to start before the probe that watches it has it killed. */
function startBudget({ containers }: Workload, _: readonly Setting[], question: string): Told | null {
  if (
    !/多久|多长|几秒|多少秒|几分钟|\bhow long\b|\bhow many (?:seconds|minutes)\b|\bhow much time\b/i.test(question) ||
    !/杀|重启|最多|允许|容忍|给.{0,6}时间|来不及|\bkill\w*|\brestart\w*|\bmay\b|\bat most\b|\ballowed\b|\bmax\w*|\bgives? up\b/i.test(
      question,
    )
  )
    return null;
  const container = containers.find(({ settings }) =>
    [...settings.keys()].some((path) => path.startsWith('startupProbe')),
  );
  if (!container) return null;
  const own = (key: string): Setting | undefined => container.settings.get(`startupProbe/${key}`);
  const [period, failures, delay] = [own('periodSeconds'), own('failureThreshold'), own('initialDelaySeconds')];
  const [every, times, first] = [Number(period?.value ?? 10), Number(failures?.value ?? 3), Number(delay?.value ?? 0)];
  if (!Number.isFinite(every * times + first)) return null;
  const seconds = every * times + first;
  const minutes = seconds >= 120 ? ` (${Number((seconds / 60).toFixed(1))} min)` : '';
  const sum = `${first > 0 ? `${first} + ` : ''}${every} × ${times}`;
  return {
    zh: `最多约 **${seconds} 秒**${seconds >= 120 ? `（${Number((seconds / 60).toFixed(1))} 分钟）` : ''}：startupProbe ${sum}，之后还没通过就重启容器。`,
    en: `About **${seconds} s**${minutes} at most: startupProbe ${sum}; if it has not passed by then the container is restarted.`,
    lines: [period, failures, delay].flatMap((one) => (one ? [one.line] : [])),
  };
}

/** What follows for a Pod as a whole; tried before the plainer questions. */
export const PODWISE: Derived[] = [
  { asked: /启动|起来|\bstart\w*|\bboot\w*|\bcome up\b|\bwarm\w*/i, tell: startBudget },
  { asked: /副本|replicas?|pods?|节点|nodes?|机器/i, tell: onEveryNode },
  { asked: /什么|多少|哪|\bwhat\b|\bwhich\b|\?|？|是$/i, tell: environment },
  { asked: OF_ONE_POD, tell: effective },
  {
    asked: /timeout|超时|period|周期|间隔|多久|每隔|threshold|阈值|delay|延迟|\bhow often\b|\binterval\b|几次|几秒/i,
    tell: probeField,
  },
  { asked: /批|轮|同时|并行|一起|最多|round|batch|wave|same time|at once|at most|parallel|peak/i, tell: parallelJob },
  { asked: /大|容量|size|capacity|big|large|much|几/i, tell: claimSize },
];
