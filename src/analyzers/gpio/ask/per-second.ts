import { exactLoop, labelOf, timedRound } from '../behaviour.ts';
import { changesOf } from '../levels.ts';
import { duration } from '../words.ts';
import { outputsNamed, pinsIn } from './pins.ts';
import { onOf } from './spans.ts';
import { type Answer, type Asking, about, answer, lineList, say } from './text.ts';

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

const PER_PASS =
  /(?:每|一)(?:次|个|遍|轮)(?:主)?(?:循环|loop).{0,14}(?:几|多少)(?:个|次|下)|\bhow many\b.{0,40}\b(?:per|each|every|in one|in a) (?:loop|pass|iteration)\b/i;

/** "clk 一次循环几个脉冲": counted in one pass of the main loop. */
export function aboutPerPass(asking: Asking): Answer | null {
  const { question, facts } = asking;
  const [, one, two] = facts.passes;
  if (!PER_PASS.test(question) || OTHER.test(question) || !one || !two) return null;
  const named = outputsNamed(question, facts);
  const pins = named.length > 0 ? named.map(({ pin }) => pin) : facts.outputs.length === 1 ? facts.outputs : [];
  if (pins.length === 0 || pins.length > 3) return null;
  const turns = CHANGES.test(question);
  const told = pins.map((pin) => {
    const count = facts.events
      .slice(one.events, two.events)
      .filter((changes) =>
        changes.some((change) => change.pin === pin.pin && (turns || change.level === onOf(facts, pin))),
      ).length;
    return say(
      asking,
      `${labelOf(pin)} ${turns ? '变化' : '脉冲（打开）'} ${count} 次`,
      `${labelOf(pin)} ${turns ? 'changes' : 'comes on'} ${count} ${count === 1 ? 'time' : 'times'}`,
    );
  });
  return answer(
    asking,
    say(asking, `主循环每跑一遍，${told.join('，')}。`, `In one pass of the main loop ${told.join(', ')}.`),
    facts.eventInfo.slice(one.events, two.events).map(({ line }) => line),
    0.9,
  );
}

const OF_INTERRUPTS =
  /(?:几|多少)(?:次|个)?(?:\S{0,4})?(?:中断|滴答|溢出|tick)|(?:中断|溢出|滴答|tick)(?:了|进|来)?(?:几|多少)次|\bhow many\b.{0,20}\b(?:interrupts?|ticks?|overflows?|irqs?)\b|\bhow many times\b.{0,30}\b(?:interrupt|isr|handler|tick|timer|overflow)\w*\b/i;

/** "How many interrupts does it take to toggle PB1": the pin's even steps over the handler's. */
export function aboutPerInterrupt(asking: Asking): Answer | null {
  const { question, facts } = asking;
  const [interrupt, second] = facts.interrupts;
  if (!OF_INTERRUPTS.test(question) || !interrupt || second) return null;
  const named = outputsNamed(question, facts);
  const [pin, other] = named.length > 0 ? named.map((each) => each.pin) : facts.outputs;
  if (!pin || other) return null;
  const changes = changesOf(facts, pin.pin);
  const times = changes.map(({ index }) => facts.eventInfo[index]!.seconds);
  // The first step begins with the program, not with a change.
  const steps = times.slice(2).map((at, i) => at - times[i + 1]!);
  const [step] = steps;
  if (step === undefined || steps.some((each) => Math.abs(each - step) > 0.01 * step)) return null;
  const whole = /一个?(?:完整)?周期|闪一?次|亮一?次|\b(?:cycle|period|blink|flash)\w*\b/i.test(question);
  const each = (step * 1000) / interrupt.everyMs;
  const count = Math.round(each) * (whole ? 2 : 1);
  if (count === 0 || Math.abs(each - Math.round(each)) > 0.02 * each) return null;
  const lines = [...new Set(changes.map(({ line }) => line))];
  const took = duration((count * interrupt.everyMs) / 1000, asking.language);
  const every = duration(interrupt.everyMs / 1000, asking.language);
  return answer(
    asking,
    say(
      asking,
      `${count} 次：${interrupt.handler} 每 ${every}进一次，${labelOf(pin)} 每 ${took}${whole ? '走完一个周期' : '翻转一次'}（${lineList(asking, lines)}）。`,
      `${count}: ${interrupt.handler} fires every ${every}, and ${labelOf(pin)} ${whole ? 'completes a period' : 'toggles'} every ${took} (${lineList(asking, lines)}).`,
    ),
    lines,
    0.9,
  );
}
