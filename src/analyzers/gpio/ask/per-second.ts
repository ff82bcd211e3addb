import { exactLoop, labelOf, timedRound } from '../behaviour.ts';
import { pinsIn } from './pins.ts';
import { onOf } from './spans.ts';
import { type Answer, type Asking, about, answer, say } from './text.ts';

const PER_SECOND =
  /(?:每|一)秒(?:钟)?(?:内|里)?.{0,12}(?:几|多少)(?:次|下|步|声|个)|(?:几|多少)(?:次|下|步|声)(?:每|\/)(?:秒|s)|\bhow (?:many|often)\b.{0,40}\b(?:per|a|each|every|in (?:one|a|1)) (?:second|sec)\b|\b(?:steps|times|blinks|toggles|beeps|changes|pulses)(?: per |\/)(?:second|sec|s)\b/i;
const STEPS = /步|拍|\bsteps?\b/i;
const CHANGES = /翻转|变化|跳变|\b(?:toggl|chang|edge)\w*/i;
const OTHER = /按|如果|\bif\b|\bpress|为什么|\bwhy\b|中断|打印|串口|\b(?:interrupt|print|call)\w*/i;

/** "How many steps per second", "每秒闪几次": what comes in a round of the loop, over its length. */
export function aboutPerSecond(asking: Asking): Answer | null {
  const { question, facts } = asking;
  const { loop, loopSeconds } = facts;
  if (!PER_SECOND.test(question) || OTHER.test(question) || !loop || !loopSeconds) return null;
  const from = timedRound(facts);
  const round = facts.events.slice(from, from + loop.period);
  const named = pinsIn(question, facts)
    .map(({ pin }) => pin)
    .filter(({ pin }) => facts.outputs.some((output) => output.pin === pin));
  const moving = facts.outputs.filter(({ pin }) => round.some((each) => each.some((change) => change.pin === pin)));
  const pins = named.length > 0 ? named : moving;
  const [pin, other] = pins;
  const steps = STEPS.test(question);
  if (!pin || (other && !steps)) return null;
  const moments = round.flatMap((changes, i) =>
    changes.some((change) =>
      pins.some((each) => each.pin === change.pin && (CHANGES.test(question) || change.level === onOf(facts, each))),
    )
      ? [facts.eventInfo[from + i]!.seconds]
      : [],
  );
  // Pins that change at once are one step.
  const count = steps ? moments.filter((at, i) => i === 0 || at - moments[i - 1]! > 1e-4).length : moments.length;
  if (count === 0) return null;
  const exact = exactLoop(facts);
  const rate = Number((count / loopSeconds).toPrecision(3));
  const what = steps
    ? say(asking, `${rate} 步`, `${rate} steps`)
    : CHANGES.test(question)
      ? say(asking, `${labelOf(pin)} 变化 ${rate} 次`, `${rate} changes of ${labelOf(pin)}`)
      : say(asking, `${labelOf(pin)} ${rate} 次`, `${labelOf(pin)} comes on ${rate} times`);
  const lines = facts.eventInfo.slice(from, from + loop.period).map(({ line }) => line);
  return answer(
    asking,
    say(
      asking,
      `每秒${about(asking, exact)}${what}（一轮里 ${count} 次）。`,
      `${about(asking, exact)}${what} per second (${count} in a round).`.replace(/^./, (first) => first.toUpperCase()),
    ),
    lines,
    0.9,
  );
}
