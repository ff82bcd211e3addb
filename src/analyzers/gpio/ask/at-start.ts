import { labelOf } from '../behaviour.ts';
import type { NamedPin } from '../facts.ts';
import { changesOf, levelAfter, onLevel } from '../levels.ts';
import { pinsIn } from './pins.ts';
import { changesBeforeLoop } from './places.ts';
import { type Answer, type Asking, answer, brief, lineList, say } from './text.ts';

/** Nobody sees a light that is on for less. */
const INSTANT_SECONDS = 1e-3;
const AT_START =
  /上电|开机|启动|通电|复位|刚开始|一开始|进(?:入)?(?:主)?循环(?:之?前|以前)|\b(?:at|on|after|during) (?:start\w*|boot\w*|power\w*|reset)|\bstart-?up\b|\bpower(?:ed)?[- ]?(?:on|up)\b|\bbefore the (?:main )?loop\b|\bat first\b/i;
const COUNTS = /几[次下声遍]|多少[次下声]|\bhow (?:many|often)\b/i;
const LATER =
  /之后|以后|后|(?:\d|一|两|半|几)\s*(?:秒|毫秒|分钟|小时|s\b|ms)|\bafter \d|\b(?:seconds?|minutes?|hours?|within|in the first)\b|内/i;

/** "开机先响几声": how often a pin came on before the main loop began. */
export function aboutCountAtStart(asking: Asking): Answer | null {
  const { question, facts } = asking;
  if (!AT_START.test(question) || !COUNTS.test(question) || LATER.test(question)) return null;
  const before = changesBeforeLoop(facts);
  if (before === null) return null;
  const named = pinsIn(question, facts)
    .map(({ pin }) => pin)
    .filter(({ pin }) => facts.outputs.some((output) => output.pin === pin));
  const timesOf = (pin: NamedPin, on: 0 | 1): number[] => {
    const own = changesOf(facts, pin.pin);
    return own.flatMap(({ index, level, line }, i) => {
      const next = own[i + 1];
      const ends = next ? facts.eventInfo[next.index]!.seconds : Number.POSITIVE_INFINITY;
      // What setting a pin up does to it for an instant is neither seen nor heard.
      const long = ends - facts.eventInfo[index]!.seconds > INSTANT_SECONDS;
      return index < before && level === on && long ? [line] : [];
    });
  };
  // What comes back to where it was has made a pulse; one that stays is only set up.
  const pulsing = facts.outputs.filter((pin) => timesOf(pin, 1).length > 0 && timesOf(pin, 0).length > 0);
  const pins = named.length > 0 ? named : pulsing;
  const [pin, other] = pins;
  if (!pin || (other && named.length === 0)) return null;
  const told = pins.slice(0, 4).map((each) => {
    const rest = levelAfter(facts, each.pin, before);
    const on = onLevel(facts, each) ?? ((1 - rest) as 0 | 1);
    return { each, on, lines: timesOf(each, on) };
  });
  const [lead] = told;
  return answer(
    asking,
    say(
      asking,
      `${told.length === 1 ? `${lead!.lines.length} 次。` : ''}上电后、进主循环之前：${told.map(({ each, on, lines }) => `${labelOf(each)} ${brief(asking, each, on)} ${lines.length} 次${lines.length > 0 ? `（${lineList(asking, lines)}）` : ''}`).join('，')}。`,
      `${told.length === 1 ? `${lead!.lines.length} ${lead!.lines.length === 1 ? 'time' : 'times'}. ` : ''}After power-up and before the main loop, ${told.map(({ each, on, lines }) => `${labelOf(each)} goes ${brief(asking, each, on)} ${lines.length} ${lines.length === 1 ? 'time' : 'times'}${lines.length > 0 ? ` (${lineList(asking, lines)})` : ''}`).join(', ')}.`,
    ),
    told.flatMap(({ lines }) => lines),
    0.92,
  );
}
