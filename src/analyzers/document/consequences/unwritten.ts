import type { Setting } from '../facts.ts';
import type { Told } from '../outcomes.ts';
import { isSidecar, resourceOf, type Workload } from '../workload.ts';
import { pulledAnew, tolerationPins } from './fits.ts';

const code = (text: string): string => `\`${text.replaceAll('`', "'").slice(0, 120)}\``;

/** What counts as requested where only limits are written: each limit, container by container. */
export function requestsUnset({ containers }: Workload): Told | null {
  const own = containers.filter((container) => !container.init || isSidecar(container));
  const told = own.flatMap((container) => {
    const derived = ['cpu', 'memory'].flatMap((what) => {
      const limit = container.settings.get(`resources/limits/${what}`);
      const written = container.settings.has(`resources/requests/${what}`);
      return limit && !written ? [{ what, limit }] : [];
    });
    return derived.length > 0 ? [{ container, derived }] : [];
  });
  const lines = told.flatMap(({ derived }) => derived.map(({ limit }) => limit.line));
  if (told.length === 0) {
    if (own.some((container) => ['cpu', 'memory'].some((what) => resourceOf(container, 'requests', what)))) return null;
    return {
      zh: '按 0 算：requests 和 limits 都没写（除非命名空间的 LimitRange 给了默认值）。',
      en: 'As 0: neither requests nor limits are written (unless a LimitRange of the namespace gives defaults).',
      lines: own.map(({ line }) => line),
    };
  }
  const list = (between: string): string =>
    told
      .map(
        ({ container, derived }) =>
          `${told.length > 1 ? `${code(container.name)} ` : ''}${derived.map(({ what, limit }) => `${what} **${limit.value}**`).join(between)}`,
      )
      .join(between);
  return {
    zh: `没写的 requests 等于 limits：${list('，')}。`,
    en: `Requests that are not written equal the limits: ${list(', ')}.`,
    lines,
  };
}

/** Which pull policy holds for each container, written or by the tag of its image. */
export function pullPolicy(workload: Workload, settings: readonly Setting[], question: string): Told | null {
  const told = pulledAnew(workload, settings, question);
  const policies = [...(told?.en.matchAll(/imagePullPolicy: (\w+)/g) ?? [])].map((match) => match[1]!);
  const [first] = policies;
  if (!told || first === undefined || policies.some((policy) => policy !== first)) return told;
  return { zh: `**${first}**：${told.zh}`, en: `**${first}**: ${told.en}`, lines: told.lines };
}

/** "Does that keep it on nodes with dedicated=web": a key or value of a toleration that the question writes. */
export function namedToleration(workload: Workload, settings: readonly Setting[], question: string): Told | null {
  const lower = question.toLowerCase();
  const named = (kind: RegExp): boolean =>
    settings.some(({ path, value }) => kind.test(path) && value.length > 2 && lower.includes(value.toLowerCase()));
  const selector = settings.some(
    ({ path }) => /nodeSelector\//.test(path) && lower.includes(path.slice(path.lastIndexOf('/') + 1).toLowerCase()),
  );
  return named(/tolerations\/(?:key|value)$/) && !selector ? tolerationPins(workload, settings) : null;
}

/** Whether a container that the question names ends before the others start, or goes on beside them. */
export function endsFirst({ containers }: Workload, _: readonly Setting[], question: string): Told | null {
  const named = containers.filter(({ name, init }) => init && name.length > 1 && question.includes(name));
  const [container, other] = named;
  if (!container || other) return null;
  const name = code(container.name);
  const policy = container.settings.get('restartPolicy');
  return isSidecar(container)
    ? {
        zh: `不是：${name} 虽然写在 \`initContainers\` 里，但有 \`restartPolicy: Always\`，是 sidecar：在普通容器之前启动，之后一直陪着跑，不会跑完就退出。`,
        en: `No: ${name} stands in \`initContainers\` but has \`restartPolicy: Always\`, so it is a sidecar: it starts before the ordinary containers and keeps running beside them.`,
        lines: [container.line, ...(policy ? [policy.line] : [])],
      }
    : {
        zh: `是：${name} 是普通的 init 容器，跑完退出之后普通容器才启动。`,
        en: `Yes: ${name} is a plain init container; it has to end before the ordinary containers start.`,
        lines: [container.line],
      };
}

const WAITS =
  /\b(?:until|while)\b[\s\S]{0,160}\b(?:sleep|do)\b|\bwait-?for\b|\bwait-for-it\b|\bpg_isready\b|\bdockerize\b/i;

/** What comes of an init container that waits for a host which never answers. */
export function waitsForHost({ containers }: Workload, _: readonly Setting[], question: string): Told | null {
  const lower = question.toLowerCase();
  for (const container of containers) {
    if (!container.init || isSidecar(container)) continue;
    const run = [...container.settings].find(
      ([path, { value }]) => /^(?:command|args)(?:\/|$)/.test(path) && WAITS.test(value),
    )?.[1];
    if (!run) continue;
    // The hosts stand behind a command's options, before a port or as a name of their own.
    const words = [...run.value.matchAll(/[A-Za-z][\w.-]+/g)].map(([word]) => word.toLowerCase());
    const meant =
      words.some(
        (word) => !/^(?:sh|until|while|do|done|sleep|echo|nc|bash|the|true)$/.test(word) && lower.includes(word),
      ) || /数据库|\bdatabase\b|依赖|\bdependenc/i.test(question);
    if (!meant) continue;
    const name = code(container.name);
    return {
      zh: `init 容器 ${name} 会一直循环等它，不会失败也不会超时；Pod 一直停在 \`Init\`（\`STATUS Init:0/1\` 之类），后面的普通容器不会启动，直到能连上为止。`,
      en: `The init container ${name} keeps waiting in its loop, without failing or timing out; the Pod stays in \`Init\` (\`STATUS Init:0/1\` or the like) and the ordinary containers do not start until it answers.`,
      lines: [container.line, run.line],
    };
  }
  return null;
}

/** The earliest moment at which a container can count as ready: what delays its first check, and the successes it takes. */
export function earliestReady({ containers }: Workload): Told | null {
  const probed = containers.filter(
    (container) => !container.init && [...container.settings.keys()].some((path) => path.startsWith('readinessProbe')),
  );
  const [container, other] = probed;
  if (!container) {
    const own = containers.filter(({ init }) => !init);
    return {
      zh: '容器一启动就算就绪：没有写 readinessProbe。',
      en: 'As soon as its containers have started: there is no readinessProbe.',
      lines: own.map(({ line }) => line),
    };
  }
  if (other) return null;
  const of = (probe: string, field: string, unset: number): { value: number; line: number | undefined } => {
    const setting = container.settings.get(`${probe}/${field}`);
    return { value: Number(setting?.value ?? unset), line: setting?.line };
  };
  const delay = of('readinessProbe', 'initialDelaySeconds', 0);
  const period = of('readinessProbe', 'periodSeconds', 10);
  const successes = of('readinessProbe', 'successThreshold', 1);
  const startup = [...container.settings.keys()].some((path) => path.startsWith('startupProbe'));
  const seconds = delay.value + (successes.value - 1) * period.value;
  if (!Number.isFinite(seconds)) return null;
  const after = startup
    ? { zh: '（而且要等 startupProbe 先通过）', en: ' (and only once the startupProbe has passed)' }
    : { zh: '', en: '' };
  return {
    zh: `最早约 **${seconds} 秒**：容器启动 ${delay.value} 秒后做第一次就绪检查，${successes.value} 次成功就算就绪${after.zh}。`,
    en: `About **${seconds} s** at the earliest: the first readiness check comes ${delay.value} s after the container's start, and ${successes.value === 1 ? 'one success counts' : `${successes.value} successes in a row count`}${after.en}.`,
    lines: [delay.line, successes.line, ...(successes.value > 1 ? [period.line] : [])].flatMap((line) => line ?? []),
  };
}
