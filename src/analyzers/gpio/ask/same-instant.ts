import { labelOf } from '../behaviour.ts';
import { duration } from '../words.ts';
import { spotOf } from './changes.ts';
import { pinsIn } from './pins.ts';
import { changingIn, instantOf, stretchOf } from './spans.ts';
import { type Answer, type Asking, answer, lineList, say } from './text.ts';

const CHANGES = /变|翻转|切换|跳|\b(?:chang\w*|toggl\w*|flip\w*|switch\w*)\b/i;
const TOGETHER =
  /同时|同一(?:时刻|瞬间|个?时间)|一起|\b(?:same (?:moment|time|instant)|together|at once|simultan\w*|in sync)\b/i;

const HOW_OFTEN = /多久|多长时间|每隔|几秒|\bhow (?:often|long|many seconds)\b|\bevery how\b/i;

/** The time from one moment to the next where they come evenly, over the border of the round too. */
function paceOf(moments: number[], round: number | null): number | null {
  if (round === null || moments.length === 0) return null;
  const pace = round / moments.length;
  const even = moments.every((at, i) => i === 0 || Math.abs(at - moments[i - 1]! - pace) < 0.01 * pace);
  return even ? pace : null;
}

/** "Do both LEDs ever change at the same moment": changes of two pins that fall into one instant. */
export function aboutSameInstant(asking: Asking): Answer | null {
  const { question, facts } = asking;
  if (!CHANGES.test(question) || !TOGETHER.test(question) || /按|\bpress/i.test(question)) return null;
  const stretch = stretchOf(facts);
  if (!stretch) return null;
  const named = pinsIn(question, facts).map(({ pin }) => pin);
  const own = named.filter((pin) => facts.outputs.some((output) => output.pin === pin.pin));
  const pins = own.length === 2 ? own : changingIn(facts, stretch);
  if (pins.length !== 2) return null;
  const at = pins.map(({ pin }) =>
    facts.events.flatMap((changes, index) =>
      index >= stretch.from && index < stretch.to && changes.some((change) => change.pin === pin)
        ? [{ index, seconds: facts.eventInfo[index]!.seconds }]
        : [],
    ),
  ) as [{ index: number; seconds: number }[], { index: number; seconds: number }[]];
  const [a, b] = at;
  if (a.length === 0 || b.length === 0) return null;
  const meets = (one: typeof a, two: typeof a): typeof a =>
    one.filter(({ seconds }) => two.some((other) => Math.abs(other.seconds - seconds) < instantOf(stretch)));
  const [shared, back] = [meets(a, b), meets(b, a)];
  const [one, two] = pins.map(labelOf) as [string, string];
  const lines = [
    ...new Set([...(shared.length > 0 ? [...shared, ...back] : [...a, ...b])].map(({ index }) => spotOf(facts, index))),
  ];
  if (shared.length === 0) {
    const nearest = Math.min(...a.flatMap((x) => b.map((y) => Math.abs(x.seconds - y.seconds))));
    return answer(
      asking,
      say(
        asking,
        `不会：${one} 和 ${two} 的变化最近也相隔 ${duration(nearest, 'zh')}（${lineList(asking, lines)}）。`,
        `No: the changes of ${one} and ${two} are at least ${duration(nearest, 'en')} apart (${lineList(asking, lines)}).`,
      ),
      lines,
      0.9,
    );
  }
  const every = HOW_OFTEN.test(question)
    ? paceOf(
        shared.map(({ seconds }) => seconds),
        stretch.seconds,
      )
    : null;
  if (every !== null)
    return answer(
      asking,
      say(
        asking,
        `每 ${duration(every, 'zh')}一次：${one} 和 ${two} 在同一时刻变化（${lineList(asking, lines)}）。`,
        `Every ${duration(every, 'en')}: ${one} and ${two} change at the same moment (${lineList(asking, lines)}).`,
      ),
      lines,
      0.9,
    );
  const always = (count: number, all: number): boolean => count === all;
  const which =
    always(shared.length, a.length) && always(back.length, b.length)
      ? say(asking, '每次都是', 'every time')
      : always(back.length, b.length)
        ? say(
            asking,
            `${two} 每次变的时候 ${one} 也在变，反过来不是`,
            `whenever ${two} changes ${one} does too, not the other way round`,
          )
        : always(shared.length, a.length)
          ? say(
              asking,
              `${one} 每次变的时候 ${two} 也在变，反过来不是`,
              `whenever ${one} changes ${two} does too, not the other way round`,
            )
          : say(asking, `一轮里有 ${shared.length} 次`, `${shared.length} times in a round`);
  return answer(
    asking,
    say(asking, `会：${which}（${lineList(asking, lines)}）。`, `Yes: ${which} (${lineList(asking, lines)}).`),
    lines,
    0.9,
  );
}
