/** "按多久才算长按", "how long must the button be down before it counts": found by runs with presses of many lengths. */
import { labelOf } from '../behaviour.ts';
import type { GpioFacts } from '../facts.ts';
import { phaseText } from '../say/what-if.ts';
import type { PressedRun } from '../what-if.ts';
import { duration } from '../words.ts';
import { pinsIn } from './pins.ts';
import { pressing } from './presses.ts';
import { type Answer, type Asking, answer, say } from './text.ts';

const PRESS =
  /按|键|长按|\b(?:hold\w*|held|press\w*|push\w*|(?:button|key|switch)\b.{0,20}\b(?:down|low|high)|long[- ]press)\b/i;
const LENGTH =
  /多久|多长|几(?:毫)?秒|多少(?:毫)?秒|\bhow long\b|\bhow (?:many|much) (?:ms|milli\w*|sec\w*|time)\b|\bminimum\b/i;
const COUNTS =
  /才|算|要|得|至少|最少|有效|识别|认|判(?:定|断)|生效|检测到|\b(?:must|have to|need\w*|should|before|until|counts?|counted|regist\w*|recogni\w*|detect\w*|accept\w*|valid|minimum|at least|long press|as (?:a )?long)\b/i;
const LONG = /长按|\blong\b.{0,6}\b(?:press|hold|push|one)\b/i;

/** Presses that are tried, and how near to the shortest that counts is come. */
const TRIED_MS = [1, 3, 8, 15, 30, 60, 100, 160, 250, 400, 600, 900, 1300, 2000, 3000, 4500, 6500, 10_000];
const NEAR = 0.03;
/** Work that goes into one answer. */
const STEP_LIMIT = 60_000_000;

/** From what length on a press does something else than a shorter one. */
export interface HoldStep {
  fromMs: number;
  /** A press so long did nothing of it. */
  shorterMs: number;
  run: PressedRun;
  /** Nothing shorter does anything. */
  first: boolean;
}

/** What came of a press, however its moments fell: which pins moved, where to and how often, and how fast they go on. */
function outcomeOf({ phases }: PressedRun): string {
  const own = phases.filter(({ differs }) => differs);
  const paces = own.flatMap((phase) => phase.paces);
  const paced = new Set(paces.map(({ pin }) => pin));
  const moved = new Map<string, number>();
  for (const { changes } of own)
    for (const { pin } of changes) if (!paced.has(pin)) moved.set(pin, Math.min(3, (moved.get(pin) ?? 0) + 1));
  const parts = [
    ...[...paced].map((pin) => {
      const last = paces.findLast((each) => each.pin === pin)!;
      return `${pin}~${last.everyMs.toPrecision(1)}`;
    }),
    ...[...moved].map(([pin, times]) => `${pin}*${times}`),
  ];
  return parts.sort().join();
}

const found = new WeakMap<GpioFacts, HoldStep[] | null>();

/** The lengths from which on a press of the program's one button does something else; null where that cannot be told. */
export function holdSteps(asking: Asking): HoldStep[] | null {
  const { facts } = asking;
  const known = found.get(facts);
  if (known !== undefined) return known;
  const steps = searched(asking);
  found.set(facts, steps);
  return steps;
}

function searched(asking: Asking): HoldStep[] | null {
  const made = pressing(asking);
  if (!made || made.input.neverLeft !== null) return null;
  let work = 0;
  const outcome = (holdMs: number): { run: PressedRun; what: string } | null => {
    const run = made.run({ holdMs });
    work += run.steps;
    return work > STEP_LIMIT || run.untilMs < run.fromMs[1]! ? null : { run, what: outcomeOf(run) };
  };
  const steps: HoldStep[] = [];
  let before = { ms: 0, what: '' };
  for (const ms of TRIED_MS) {
    const now = outcome(ms);
    if (!now) return steps.length > 0 ? steps : null;
    if (now.what === before.what) {
      before = { ms, what: now.what };
      continue;
    }
    let [low, high, run] = [before.ms, ms, now.run];
    while (high - low > NEAR * high && high > 1) {
      const middle = (low + high) / 2;
      const tried = outcome(middle);
      if (!tried) return steps.length > 0 ? steps : null;
      if (tried.what === before.what) low = middle;
      else [high, run] = [middle, tried.run];
    }
    steps.push({ fromMs: high, shorterMs: low, run, first: before.what === '' });
    before = { ms, what: now.what };
  }
  return steps;
}

/** What a press of that length did, while it lasted or when it was over. */
export function stepText(asking: Asking, { run }: HoldStep): string {
  const [down, up] = run.phases;
  const parts = [
    ...(down?.differs ? [phaseText(down, asking.language)] : []),
    ...(up?.differs ? [`${say(asking, '松开后 ', 'when let go ')}${phaseText(up, asking.language)}`] : []),
  ];
  return parts.join(say(asking, '；', '; '));
}

/** The lines on which it did so. */
export const stepLines = ({ run }: HoldStep): number[] =>
  run.phases.flatMap((phase) => (phase.differs ? phase.changes.map(({ line }) => line) : [])).slice(0, 3);

/** From which length on a press counts, or counts as a long one. */
export function aboutHoldLength(asking: Asking): Answer | null {
  const { question, facts } = asking;
  if (!PRESS.test(question) || !LENGTH.test(question) || !COUNTS.test(question)) return null;
  if (facts.whatIf.length === 0) return null;
  // From when on one output does something is told by its own runs.
  const outputs = new Set(facts.outputs.map(({ pin }) => pin));
  if (pinsIn(question, facts).some(({ pin }) => outputs.has(pin.pin))) return null;
  const steps = holdSteps(asking);
  const step = steps && (LONG.test(question) ? steps.at(-1) : steps[0]);
  if (!step || !facts.whatIf[0]) return null;
  const label = labelOf(facts.whatIf[0]);
  const time = duration(Number(step.fromMs.toPrecision(2)) / 1000, asking.language);
  const does = stepText(asking, step);
  const counted = facts.delays.every(({ exact }) => exact)
    ? ''
    : say(asking, '延时是数圈的，所以是估计。', ' The waits are counted loops, so this is an estimate.');
  if (step.fromMs <= 2)
    return answer(
      asking,
      say(
        asking,
        `不用等：${label} 只按 1 毫秒就有反应（${does}），程序不看按了多久。`,
        `No time at all: even 1 ms of ${label} counts (${does}); the program does not look at how long it lasts.`,
      ),
      stepLines(step),
      0.88,
    );
  return answer(
    asking,
    say(
      asking,
      `约 ${time}：另跑了许多遍，${label} 按得更短${step.first ? '没有作用' : '是另一种效果'}，从约 ${time}起：${does}。具体还差一点，看按下落在循环的哪一刻。${counted}`,
      `About ${time}: in runs with presses of many lengths a shorter one of ${label} ${step.first ? 'does nothing' : 'does something else'}; from about ${time} on: ${does}. The exact time depends on where in the loop the press falls.${counted}`,
    ),
    stepLines(step),
    0.9,
  );
}
