import type { Setting } from '../facts.ts';
import type { Told } from '../outcomes.ts';
import { settingAt, type Workload } from '../workload.ts';
import { preStopSleep } from './fits.ts';
import { code, line } from './words.ts';

const GRACE = 30;

/** How long the program has after SIGTERM, and how long until it is killed: the hook is taken from the same time. */
export function graceLeft(_: Workload, settings: readonly Setting[], question: string): Told | null {
  const hook = preStopSleep(settings);
  const other = settings.find(({ path }) => path.includes('preStop/'));
  const grace = settings.find(({ path }) => path.endsWith('terminationGracePeriodSeconds')) ?? null;
  const whole = Number(grace?.value ?? GRACE);
  if (!Number.isFinite(whole)) return null;
  const unset = { zh: grace ? '' : '（默认值）', en: grace ? '' : ' (the default)' };
  const lines = [...line(grace), ...(hook?.lines ?? line(other))];
  if (
    /强杀|强制|SIGKILL|kill ?-9|杀(?:掉|死)|\bkill\w*|\bforc\w+/i.test(question) &&
    !/剩|\bleft\b|\bremain/i.test(question)
  )
    return {
      zh: `从开始删除起 **${whole} 秒**${unset.zh}后 SIGKILL${hook ? `，preStop 的 ${hook.seconds} 秒也算在内` : ''}；程序先退出就不等满。`,
      en: `SIGKILL comes **${whole} s**${unset.en} after the deletion began${hook ? `, the ${hook.seconds} s of preStop included` : ''}; a program that ends before is not waited for.`,
      lines,
    };
  if (other && !hook)
    return {
      zh: `宽限期一共 ${whole} 秒${unset.zh}，preStop 也算在里面；它要多久清单里看不出来，剩下的才是收到 SIGTERM 之后的时间。`,
      en: `The grace period is ${whole} s in all${unset.en}, with preStop; how long that takes the manifest does not tell, only what is left follows SIGTERM.`,
      lines,
    };
  const left = Math.max(0, whole - (hook?.seconds ?? 0));
  return {
    zh: hook
      ? `约 **${left} 秒**：宽限期 ${whole} 秒${unset.zh}从 preStop 开始前就算起，preStop 睡掉 ${hook.seconds} 秒。${left === 0 ? '几乎马上就 SIGKILL（最多再给 2 秒）。' : ''}`
      : `**${whole} 秒**${unset.zh}：没有 preStop，整个宽限期都在 SIGTERM 之后。`,
    en: hook
      ? `About **${left} s**: the grace period of ${whole} s${unset.en} is counted from before preStop, which sleeps ${hook.seconds} s.${left === 0 ? ' SIGKILL follows almost at once (2 s more at most).' : ''}`
      : `**${whole} s**${unset.en}: there is no preStop, so all of the grace period follows SIGTERM.`,
    lines,
  };
}

/** When the Pod is ready at the earliest, as far as its probes decide. */
export function earliestReady(workload: Workload, settings: readonly Setting[]): Told | null {
  const own = workload.containers.filter(({ init }) => !init);
  const waits = own.map((container) => {
    const number = (path: string, unset: number): number => Number(container.settings.get(path)?.value ?? unset);
    const has = (probe: string): boolean => [...container.settings.keys()].some((path) => path.startsWith(`${probe}/`));
    const wait = (probe: string): number =>
      has(probe)
        ? number(`${probe}/initialDelaySeconds`, 0) +
          (number(`${probe}/successThreshold`, 1) - 1) * number(`${probe}/periodSeconds`, 10)
        : 0;
    return {
      container,
      probed: has('readinessProbe') || has('startupProbe'),
      startup: has('startupProbe'),
      // Both delays count from the start of the container.
      seconds: Math.max(wait('readinessProbe'), wait('startupProbe')),
    };
  });
  if (waits.length === 0 || waits.some(({ seconds }) => !Number.isFinite(seconds))) return null;
  const last = waits.reduce((top, next) => (next.seconds > top.seconds ? next : top));
  const probed = waits.some((one) => one.probed);
  const inits = workload.containers.some(({ init }) => init);
  const min = settingAt(settings, 'minReadySeconds');
  const delay = last.container.settings.get('readinessProbe/initialDelaySeconds') ?? null;
  const zhMore = `${inits ? '，还要先等 init 容器' : ''}${waits.some(({ startup }) => startup) ? '，并且 startupProbe 先成功' : ''}${min ? `；算“可用”还要再等 minReadySeconds ${min.value} 秒` : ''}`;
  const enMore = `${inits ? '; the init containers come first' : ''}${waits.some(({ startup }) => startup) ? '; the startupProbe has to succeed before' : ''}${min ? `; to count as available it has to stay ready for minReadySeconds ${min.value} more` : ''}`;
  return {
    zh: probed
      ? `最早在容器启动约 **${last.seconds} 秒**后：${code(last.container.name)} 的就绪探针 initialDelaySeconds ${delay?.value ?? '0（默认）'}，第一次检查就成功的话${zhMore}。程序起得慢就更晚。`
      : `容器一启动就算就绪：没有就绪探针，不等程序真的能服务${zhMore}。`,
    en: probed
      ? `At the earliest about **${last.seconds} s** after its container started: the readiness probe of ${code(last.container.name)} has initialDelaySeconds ${delay?.value ?? '0 (the default)'} and may succeed at its first check${enMore}. A slow program takes longer.`
      : `As soon as the containers run: there is no readiness probe, so it counts as ready at once${enMore}.`,
    lines: [...line(delay, min), ...(delay ? [] : [last.container.line])],
  };
}

/** Whether the other probes run before the startup probe has succeeded. */
export function duringStartup({ containers }: Workload): Told | null {
  const having = containers.find(({ settings }) =>
    [...settings.keys()].some((path) => path.startsWith('startupProbe')),
  );
  if (!having) return null;
  return {
    zh: `不会：${code(having.name)} 有 startupProbe，它成功之前 liveness 和 readiness 探针都不跑，成功之后才开始。`,
    en: `No: ${code(having.name)} has a startupProbe; until it has succeeded neither the liveness nor the readiness probe runs.`,
    lines: [having.line],
  };
}
