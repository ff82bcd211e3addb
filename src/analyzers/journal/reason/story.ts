import type { LoopFact, StepFact } from '../facts.ts';
import type { Chosen } from './choose.ts';
import { type Finding, ruleOf } from './finding.ts';
import type { UnitHistory } from './unit.ts';
import { EXIT_WORDS } from './words.ts';

/** What happened to a unit that failed: systemd starts it, its process ends or systemd calls it failed. */
function stepsOfUnit({ unit, events, runs }: UnitHistory): StepFact[] {
  const steps: StepFact[] = [];
  const run = runs.find((candidate) => candidate.failed);
  const start = events.find(({ kind, at }) => kind === 'starting' && at <= (run?.end ?? Number.POSITIVE_INFINITY));
  if (start)
    steps.push({
      at: start.at,
      kind: 'start',
      text: { zh: `systemd 开始启动 ${unit}`, en: `systemd starts ${unit}` },
    });
  const exit = events.find((event) => event.kind === 'exited' && event.status !== 0);
  const words = exit && EXIT_WORDS(exit.code, exit.status);
  if (exit && words)
    steps.push({
      at: exit.at,
      kind: 'exit',
      text: { zh: `${unit} 的进程结束：${words.zh}`, en: `the process of ${unit} ends: ${words.en}` },
    });
  const failed = exit ? undefined : events.find(({ kind }) => FAILURES.has(kind));
  if (failed)
    steps.push({
      at: failed.at,
      kind: 'exit',
      text: { zh: `systemd 判定 ${unit} 失败`, en: `systemd calls ${unit} failed` },
    });
  return steps;
}

const FAILURES: ReadonlySet<string> = new Set(['failed', 'failed-to-start', 'timeout', 'dependency']);

function stepOfCause({ best, structural }: Chosen): StepFact {
  const title = structural ? undefined : ruleOf(best)?.rule.title;
  const inWords = (words: string | undefined): string =>
    words && !words.includes('{') ? words : shorten(best.entry.core);
  return { at: best.entry.at, kind: 'cause', text: { zh: inWords(title?.zh), en: inWords(title?.en) } };
}

/** What only looked bad, for the program went on. */
function stepOfSurvived({ entry, role, cleared }: Finding): StepFact | null {
  if (role !== 'noise' || cleared?.why !== 'went-on' || cleared.by === null) return null;
  return {
    at: entry.at,
    kind: 'survived',
    text: {
      zh: `${shorten(entry.core)} (第 ${cleared.by} 条表明它继续运行)`,
      en: `${shorten(entry.core)} (entry ${cleared.by} shows that it went on)`,
    },
  };
}

function stepOfLoop({ at, subject, times, counter, gaveUp, ...loop }: LoopFact): StepFact | null {
  const last = at.at(-1);
  if (!last) return null;
  const seconds = loop.seconds === null ? null : Math.round(loop.seconds);
  if (!gaveUp)
    return {
      at: last,
      kind: 'restart',
      text: {
        zh: `${subject} 反复重启${counter ? `, 计数已到 ${counter}` : ''}`,
        en: `${subject} is restarted again and again${counter ? `; the counter is at ${counter}` : ''}`,
      },
    };
  const span = seconds !== null && seconds > 0 ? { zh: `${seconds} 秒内`, en: ` in ${seconds} s` } : { zh: '', en: '' };
  return {
    at: last,
    kind: 'gave-up',
    // With a single failure in sight the earlier ones are not in the paste: how many there were is not known.
    text:
      times === 1
        ? {
            zh: `systemd 不再重启 ${subject}${seconds ? `（距上一次失败 ${seconds} 秒）` : ''}`,
            en: `systemd gives up on ${subject}${seconds ? `, ${seconds} s after it had failed` : ''}`,
          }
        : {
            zh: `${subject} ${span.zh}失败 ${times} 次，systemd 不再重启`,
            en: `${subject} failed ${times} times${span.en}, then systemd gave up`,
          },
  };
}

/** So many units that failed are told of. */
const UNITS = 3;
/** With so many steps what was survived, what followed, and anything at all is no longer told. */
const MOST = { survived: 8, followed: 10, all: 12 };

/** The chain as few steps, in the order of the log: start, what it survived, the cause, what follows, how it ends. */
export function tellStory(
  findings: readonly Finding[],
  chosen: readonly Chosen[],
  loops: readonly LoopFact[],
  units: ReadonlyMap<string, UnitHistory>,
): StepFact[] {
  const guilty = new Set(chosen.map((cause) => cause.best.entry.unit));
  const failing = [...units.values()].filter((history) => history.everFailed || guilty.has(history.unit));
  const steps = [...failing.slice(0, UNITS).flatMap(stepsOfUnit), ...chosen.map(stepOfCause)];
  for (const finding of findings) {
    const step = steps.length < MOST.survived ? stepOfSurvived(finding) : null;
    if (step) steps.push(step);
  }
  const told = new Set(steps.map((step) => step.at));
  for (const finding of findings) {
    if (steps.length >= MOST.followed) break;
    const { at, core } = finding.entry;
    if (finding.role !== 'consequence' || told.has(at) || finding.event || !ruleOf(finding)) continue;
    const text = shorten(core);
    if (steps.some((step) => step.kind === 'consequence' && step.text.en === text)) continue;
    steps.push({ at, kind: 'consequence', text: { zh: text, en: text } });
  }
  steps.push(...loops.flatMap((loop) => stepOfLoop(loop) ?? []));
  return steps.sort((a, b) => a.at - b.at).slice(0, MOST.all);
}

function shorten(text: string): string {
  const line = text.replace(/\s+/g, ' ').trim();
  return line.length > 140 ? `${line.slice(0, 139)}…` : line;
}
