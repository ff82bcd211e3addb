/** Moments of a round and of the start-up: how long after the start of a round, the longest time in one go, what is high before the loop. */
import { labelOf } from '../behaviour.ts';
import type { GpioFacts, NamedPin } from '../facts.ts';
import { changesOf, levelAfter } from '../levels.ts';
import { duration, list } from '../words.ts';
import { spotOf } from './changes.ts';
import { pinsIn } from './pins.ts';
import { changesBeforeLoop } from './places.ts';
import { onOf, spansOf, stretchOf } from './spans.ts';
import { type Answer, type Asking, about, answer, noteFor, say } from './text.ts';

const SINCE_START =
  /(?:一轮|每轮|每圈|循环)(?:的)?(?:开始|起点|开头)(?:之?后)?.{0,8}(?:多久|多少|几)|\b(?:after|from|since|into)\b.{0,12}\b(?:start|beginning) of (?:a|the|each|every) (?:round|cycle|loop|pass)\b|\b(?:into|after) (?:a|the|each) (?:round|cycle|loop)\b.{0,12}(?:start|begin)/i;
const LOW = /低|灭|关|\b(?:low|off|dark)\b/i;
const HIGH = /高|亮|开|响|\b(?:high|on|lit)\b/i;
const LIT = /亮|开|响|\b(?:on|lit)\b/i;
const DARK = /灭|关|\b(?:off|dark)\b/i;

/** The level that a question speaks of, of what is lit or dark by what lights it; null where it says both or neither. */
function levelAsked(question: string, facts: GpioFacts, pin: NamedPin): 0 | 1 | null {
  if (LOW.test(question) === HIGH.test(question)) return null;
  const on = onOf(facts, pin);
  if (LIT.test(question)) return on;
  if (DARK.test(question)) return on === 1 ? 0 : 1;
  return LOW.test(question) ? 0 : 1;
}

/** "How many ms after the start of a round does PD3 go low": from the pass of the loop to the first such change. */
export function aboutSinceRoundStart(asking: Asking): Answer | null {
  const { question, facts, language } = asking;
  const stretch = stretchOf(facts);
  const [named, other] = pinsIn(question, facts).filter(({ pin }) =>
    facts.outputs.some((each) => each.pin === pin.pin),
  );
  if (!SINCE_START.test(question) || !stretch?.looping || !named || other) return null;
  const level = levelAsked(question, facts, named.pin);
  if (level === null) return null;
  // A round begins with the pass of the loop in which its first change falls.
  const begins = facts.passes.map(({ events }) => events).find((events) => events >= stretch.from);
  const first = begins === undefined ? undefined : facts.eventInfo[begins];
  const hit = changesOf(facts, named.pin.pin).find(
    (change) => begins !== undefined && change.index >= begins && change.level === level,
  );
  if (begins === undefined || !first || !hit) return null;
  const seconds = facts.eventInfo[hit.index]!.seconds - first.seconds;
  const time = `${about(asking, stretch.exact)}${duration(seconds, language)}`;
  const line = spotOf(facts, hit.index);
  return answer(
    asking,
    say(
      asking,
      `从一轮的第一次变化（第 ${spotOf(facts, begins)} 行）算起 ${time}，${named.name} 变${level ? '高' : '低'}（第 ${line} 行）。`,
      `${time} after the first change of a round (line ${spotOf(facts, begins)}), ${named.name} goes ${level ? 'high' : 'low'} (line ${line}).`,
    ),
    [spotOf(facts, begins), line],
    0.9,
  );
}

const LONGEST =
  /(?:最长|最久|最多).{0,6}(?:一次|连续|一段)?.{0,4}(?:亮|灭|高|低|响|停)|(?:连续|一次).{0,4}(?:最长|最久|最多).{0,4}(?:亮|灭|高|低|响|停)|\b(?:longest|shortest)\b.{0,24}\b(?:dark|off|on|lit|high|low|stretch|period|time)\b/i;

/** "Longest time it stays dark in one go": of one output, its longest span at a level. */
export function aboutLongestSpan(asking: Asking): Answer | null {
  const { question, facts, language } = asking;
  const stretch = stretchOf(facts);
  if (
    !LONGEST.test(question) ||
    !stretch?.looping ||
    stretch.seconds === null ||
    /延[时迟]|delay|哪个|哪只|\bwhich\b/i.test(question)
  )
    return null;
  const outputs = pinsIn(question, facts)
    .map(({ pin }) => pin)
    .filter((pin) => facts.outputs.some((each) => each.pin === pin.pin));
  const [pin, other] = outputs.length > 0 ? outputs : facts.outputs;
  const level = pin && !other ? levelAsked(question, facts, pin) : null;
  if (!pin || level === null) return null;
  const spans = spansOf(facts, pin.pin, stretch).filter((span) => span.level === level);
  if (spans.length === 0) return null;
  const shortest = /shortest|最短/i.test(question);
  const chosen = spans.reduce((top, next) => (next.to - next.from > top.to - top.from === !shortest ? next : top));
  const line = spotOf(facts, chosen.begins);
  const time = `${about(asking, stretch.exact)}${duration(chosen.to - chosen.from, language)}`;
  return answer(
    asking,
    say(
      asking,
      `${labelOf(pin)} ${shortest ? '最短' : '最长'}的一次${level ? '高' : '低'}电平是 ${time}（从第 ${line} 行起）${noteFor(asking, [pin])}。`,
      `The ${shortest ? 'shortest' : 'longest'} time ${labelOf(pin)} stays ${level ? 'high' : 'low'} in one go is ${time} (from line ${line} on)${noteFor(asking, [pin])}.`,
    ),
    [line],
    0.9,
  );
}

const BEFORE_LOOP =
  /(?:进|入)(?:入|到)?(?:主?循环|while|loop)(?:之?前|以前)|初始化(?:完|结束|之?后|以后)|上电后.{0,6}循环前|\b(?:just |right )?before (?:the )?(?:while|main loop|loop)\b|\b(?:at the )?end of (?:the )?(?:start-?up|set-?up|init\w*)\b|\bafter (?:the )?(?:start-?up|set-?up|init\w*)\b/i;

/** "Which pin is high at the end of start-up, just before the while": levels when the endless loop begins. */
export function aboutBeforeLoop(asking: Asking): Answer | null {
  const { question, facts, language } = asking;
  const index = BEFORE_LOOP.test(question) ? changesBeforeLoop(facts) : null;
  if (index === null || !/哪|\b(?:which|what)\b/i.test(question) || pinsIn(question, facts).length > 0) return null;
  if (LOW.test(question) === HIGH.test(question)) return null;
  const [on, off] = [LIT.test(question), DARK.test(question)];
  const fits = facts.outputs.filter((pin) => levelAfter(facts, pin.pin, index) === levelAsked(question, facts, pin));
  const lines = facts.eventInfo.slice(0, index).map((_, at) => spotOf(facts, at));
  const names = list(fits.map(labelOf), language);
  const what = say(
    asking,
    on ? '亮着' : off ? '灭着' : HIGH.test(question) ? '高电平' : '低电平',
    on ? 'on' : off ? 'off' : HIGH.test(question) ? 'high' : 'low',
  );
  return answer(
    asking,
    fits.length === 0
      ? say(asking, `进入循环前没有输出是${what}的。`, `None is ${what} when the loop begins.`)
      : say(
          asking,
          `进入循环前${what}的是 ${names}${on || off ? noteFor(asking, fits) : ''}。`,
          `When the loop begins, ${names} ${fits.length > 1 ? 'are' : 'is'} ${what}${on || off ? noteFor(asking, fits) : ''}.`,
        ),
    [...new Set(lines)].slice(0, 6),
    0.9,
  );
}
