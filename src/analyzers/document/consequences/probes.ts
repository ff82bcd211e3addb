import { names } from '../../../asking/question.ts';
import type { Setting } from '../facts.ts';
import type { Told } from '../outcomes.ts';
import type { Workload } from '../workload.ts';
import { code, line } from './words.ts';

const KINDS = ['readinessProbe', 'livenessProbe', 'startupProbe'] as const;
/** The kind of probe that a question speaks of. */
export const CALLED: [asked: RegExp, kind: (typeof KINDS)[number]][] = [
  [/readiness|就绪/i, 'readinessProbe'],
  [/liveness|存活/i, 'livenessProbe'],
  [/startup|启动/i, 'startupProbe'],
];

/** Whether containers have a probe, those that are named or all, and which. */
export function probesSet({ containers }: Workload, _: readonly Setting[], question: string): Told | null {
  const own = containers.filter(({ init }) => !init);
  const named = own.filter(({ name }) => names(question, name));
  const meant = named.length > 0 ? named : own;
  const kind = CALLED.find(([asked]) => asked.test(question))?.[1];
  if (meant.length === 0) return null;
  const found = meant.map((container) => ({
    container,
    kinds: KINDS.filter(
      (each) =>
        (!kind || each === kind) &&
        [...container.settings.keys()].some((path) => path === each || path.startsWith(`${each}/`)),
    ),
  }));
  const having = found.filter(({ kinds }) => kinds.length > 0);
  const told = (zh: boolean): string =>
    found
      .map(({ container, kinds }) => {
        const which = kinds.length > 0 ? kinds.join(zh ? '、' : ', ') : zh ? '没有' : 'none';
        return `${code(container.name)}${zh ? '：' : ': '}${which}`;
      })
      .join(zh ? '；' : '; ');
  const what = kind ?? '';
  return {
    zh: having.length > 0 ? `有：${told(true)}。` : `没有${what ? ` ${what}` : '探针'}：${told(true)}。`,
    en: having.length > 0 ? `Yes: ${told(false)}.` : `No ${what || 'probe'}: ${told(false)}.`,
    lines: meant.map((container) => container.line).slice(0, 4),
  };
}

/** How many failed checks it takes, by the probe that is meant. */
export function probeFailures({ containers }: Workload, _: readonly Setting[], question: string): Told | null {
  const kind = /readiness|就绪|流量|收不到|接不到|摘|\btraffic\b|\bconnections?\b|\brequests?\b|\brotation\b/i.test(
    question,
  )
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

/** What a probe that fails does, and that one that is not written does nothing. */
export function probeAct(workload: Workload, settings: readonly Setting[], question: string): Told | null {
  const kind = CALLED.find(([asked]) => asked.test(question))?.[1];
  const set = KINDS.filter((each) =>
    workload.containers.some(({ settings: own }) => [...own.keys()].some((path) => path.startsWith(each))),
  );
  if (!kind) {
    const [only, other] = set;
    return only && !other ? probeFailures(workload, settings, CALLS[only]) : null;
  }
  if (set.includes(kind)) return probeFailures(workload, settings, CALLS[kind]);
  const others = set.length > 0 ? set.join('、') : '';
  return {
    zh: `不会：清单里没有写 \`${kind}\`，没有这种检查${others ? `（只有 ${others}）` : ''}。`,
    en: `No: the manifest sets no \`${kind}\`, so nothing is checked that way${set.length > 0 ? ` (there is only ${set.join(', ')})` : ''}.`,
    lines: workload.containers.slice(0, 2).map((container) => container.line),
  };
}

const CALLS: Record<(typeof KINDS)[number], string> = {
  readinessProbe: 'readiness',
  livenessProbe: 'liveness',
  startupProbe: 'startup',
};

/** When a probe begins. */
export function probeStart({ containers }: Workload, _: readonly Setting[], question: string): Told | null {
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

const TAKES = /(\d+(?:\.\d+)?)\s*(秒|s\b|sec\w*|分钟?|min\w*)/i;

/** Whether a program that takes so long to start is killed before: by its startup probe, else by its liveness probe. */
export function slowStart(workload: Workload, _: readonly Setting[], question: string): Told | null {
  const match = TAKES.exec(question);
  const having = (kind: string) =>
    workload.containers.filter(({ settings }) => [...settings.keys()].some((path) => path.startsWith(`${kind}/`)));
  const kind = having('startupProbe').length > 0 ? 'startupProbe' : 'livenessProbe';
  const [container, ...others] = having(kind);
  if (!match || !container || others.length > 0) return null;
  const seconds = Number(match[1]) * (/^(?:分|min)/i.test(match[2]!) ? 60 : 1);
  const field = (name: string, unset: number): number =>
    Number(container.settings.get(`${kind}/${name}`)?.value ?? unset);
  const [delay, period, failures] = [
    field('initialDelaySeconds', 0),
    field('periodSeconds', 10),
    field('failureThreshold', 3),
  ];
  if (![delay, period, failures].every(Number.isFinite)) return null;
  const last = delay + (failures - 1) * period;
  const shown = ['initialDelaySeconds', 'periodSeconds', 'failureThreshold'].map((name) =>
    container.settings.get(`${kind}/${name}`),
  );
  const lines = line(...shown).length > 0 ? line(...shown) : [container.line];
  const [zhSum, enSum] = [
    `${kind} 从启动后 ${delay} 秒开始、每 ${period} 秒查一次，连续 ${failures} 次失败就重启，最早约 **${last} 秒**`,
    `the ${kind} begins after ${delay} s, checks every ${period} s and restarts the container after ${failures} ${failures === 1 ? 'failure' : 'failures in a row'}, at about **${last} s** at the earliest`,
  ];
  const close = Math.abs(seconds - last) <= period;
  if (seconds <= delay || (seconds < last && !close))
    return {
      zh: `不会：${zhSum}，${seconds} 秒起得来。`,
      en: `No: ${enSum}; ${seconds} s is within that.`,
      lines,
    };
  const zhFix =
    kind === 'startupProbe'
      ? '把 failureThreshold 调大'
      : '加 startupProbe（failureThreshold × periodSeconds 大于启动时间），或调大 failureThreshold';
  const enFix =
    kind === 'startupProbe'
      ? 'raise its failureThreshold'
      : 'add a startupProbe (failureThreshold × periodSeconds longer than the start) or raise the failureThreshold';
  return {
    zh: `${close ? '很悬' : '会'}：${zhSum}，而启动要 ${seconds} 秒。${zhFix}。`,
    en: `${close ? 'That is tight' : 'Yes'}: ${enSum}, and the start takes ${seconds} s. To be safe, ${enFix}.`,
    lines,
  };
}

/** Whether a program that hangs is restarted, and after how long: only a liveness probe finds that out. */
export function whenHung(workload: Workload, _: readonly Setting[], question: string): Told | null {
  const own = workload.containers.filter(({ init }) => !init);
  const probed = own.find((container) =>
    [...container.settings.keys()].some((path) => path.startsWith('livenessProbe')),
  );
  if (!probed)
    return {
      zh: '不会：没有 livenessProbe，进程没退出 kubelet 就当它活着，卡死了也不会重启（就绪探针只会摘流量）。',
      en: 'No: there is no livenessProbe, and while the process does not exit the kubelet takes it for alive (a readiness probe only takes traffic away).',
      lines: own.slice(0, 2).map((container) => container.line),
    };
  const number = (field: string, unset: number): number =>
    Number(probed.settings.get(`livenessProbe/${field}`)?.value ?? unset);
  const [period, failures] = [number('periodSeconds', 10), number('failureThreshold', 3)];
  if (!Number.isFinite(period * failures)) return null;
  const shown = ['periodSeconds', 'failureThreshold'].map((field) => probed.settings.get(`livenessProbe/${field}`));
  const howLong = /多久|多长|几秒|多少秒|\bhow (?:long|soon|quickly|fast|many)\b/i.test(question);
  return {
    zh: `${howLong ? '' : '会：'}${code(probed.name)} 的 livenessProbe 每 ${period} 秒查一次，连续失败 ${failures} 次，大约 **${period * failures} 秒**后重启这个容器。`,
    en: `${howLong ? 'The' : 'Yes: the'} livenessProbe of ${code(probed.name)} checks every ${period} s and after ${failures} failures in a row, about **${period * failures} s**, that container is restarted.`,
    lines: line(...shown).length > 0 ? line(...shown) : [probed.line],
  };
}
