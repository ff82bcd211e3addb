import type { LoopFact, StepFact } from '../facts.ts';
import type { Chosen } from './choose.ts';
import { type Finding, ruleOf } from './finding.ts';
import type { UnitHistory } from './unit.ts';
import { EXIT_WORDS } from './words.ts';

/** The chain as few steps, in the order of the log: start, what it survived, the cause, what follows, how it ends. */
export function tellStory(
  findings: readonly Finding[],
  chosen: readonly Chosen[],
  loops: readonly LoopFact[],
  units: ReadonlyMap<string, UnitHistory>,
): StepFact[] {
  const steps: StepFact[] = [];
  const guilty = new Set(chosen.map((cause) => cause.best.entry.unit));
  const failing = [...units.values()].filter((history) => history.everFailed || guilty.has(history.unit));
  for (const history of failing.slice(0, 3)) {
    const run = history.runs.find((candidate) => candidate.failed);
    const start = history.events.find(
      (event) => event.kind === 'starting' && event.at <= (run?.end ?? Number.POSITIVE_INFINITY),
    );
    if (start)
      steps.push({
        at: start.at,
        kind: 'start',
        text: { zh: `systemd 开始启动 ${history.unit}`, en: `systemd starts ${history.unit}` },
      });
    const exit = history.events.find((event) => event.kind === 'exited' && event.status !== 0);
    const words = exit && EXIT_WORDS(exit.code, exit.status);
    if (exit && words)
      steps.push({
        at: exit.at,
        kind: 'exit',
        text: { zh: `${history.unit} 的进程结束：${words.zh}`, en: `the process of ${history.unit} ends: ${words.en}` },
      });
    const failed = exit
      ? undefined
      : history.events.find(
          (event) =>
            event.kind === 'failed' ||
            event.kind === 'failed-to-start' ||
            event.kind === 'timeout' ||
            event.kind === 'dependency',
        );
    if (failed)
      steps.push({
        at: failed.at,
        kind: 'exit',
        text: { zh: `systemd 判定 ${history.unit} 失败`, en: `systemd calls ${history.unit} failed` },
      });
  }
  for (const cause of chosen) {
    const rule = cause.structural ? null : ruleOf(cause.best)?.rule;
    const title = rule?.title;
    const first = cause.findings[0]!.entry.at;
    steps.push({
      at: cause.best.entry.at === first ? first : cause.best.entry.at,
      kind: 'cause',
      text: {
        zh: title && !title.zh.includes('{') ? title.zh : shorten(cause.best.entry.core),
        en: title && !title.en.includes('{') ? title.en : shorten(cause.best.entry.core),
      },
    });
  }
  for (const finding of findings) {
    if (
      finding.role === 'noise' &&
      finding.cleared?.why === 'went-on' &&
      finding.cleared.by !== null &&
      steps.length < 8
    ) {
      const line = finding.cleared.by;
      steps.push({
        at: finding.entry.at,
        kind: 'survived',
        text: {
          zh: `${shorten(finding.entry.core)} (第 ${line} 条表明它继续运行)`,
          en: `${shorten(finding.entry.core)} (entry ${line} shows that it went on)`,
        },
      });
    }
  }
  const told = new Set(steps.map((step) => step.at));
  for (const finding of findings) {
    if (steps.length >= 10) break;
    if (finding.role !== 'consequence' || told.has(finding.entry.at) || finding.event) continue;
    const match = ruleOf(finding);
    if (!match || steps.some((step) => step.kind === 'consequence' && step.text.en === shorten(finding.entry.core)))
      continue;
    steps.push({
      at: finding.entry.at,
      kind: 'consequence',
      text: { zh: shorten(finding.entry.core), en: shorten(finding.entry.core) },
    });
  }
  for (const loop of loops) {
    const last = loop.at.at(-1);
    if (!last) continue;
    const seconds = loop.seconds === null ? null : Math.round(loop.seconds);
    const span = {
      zh: seconds !== null && seconds > 0 ? `${seconds} 秒内` : '',
      en: seconds !== null && seconds > 0 ? ` in ${seconds} s` : '',
    };
    steps.push({
      at: last,
      kind: loop.gaveUp ? 'gave-up' : 'restart',
      // With a single failure in sight the earlier ones are not in the paste: how many there were is not known.
      text:
        loop.gaveUp && loop.times === 1
          ? {
              zh: `systemd 不再重启 ${loop.subject}${seconds ? `（距上一次失败 ${seconds} 秒）` : ''}`,
              en: `systemd gives up on ${loop.subject}${seconds ? `, ${seconds} s after it had failed` : ''}`,
            }
          : loop.gaveUp
            ? {
                zh: `${loop.subject} ${span.zh}失败 ${loop.times} 次，systemd 不再重启`,
                en: `${loop.subject} failed ${loop.times} times${span.en}, then systemd gave up`,
              }
            : {
                zh: `${loop.subject} 反复重启${loop.counter ? `, 计数已到 ${loop.counter}` : ''}`,
                en: `${loop.subject} is restarted again and again${loop.counter ? `; the counter is at ${loop.counter}` : ''}`,
              },
    });
  }
  return steps.sort((a, b) => a.at - b.at).slice(0, 12);
}

function shorten(text: string): string {
  const line = text.replace(/\s+/g, ' ').trim();
  return line.length > 140 ? `${line.slice(0, 139)}…` : line;
}
