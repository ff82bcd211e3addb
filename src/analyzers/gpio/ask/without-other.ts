import { labelOf } from '../behaviour.ts';
import type { GpioFacts, NamedPin } from '../facts.ts';
import { levelAfter } from '../levels.ts';
import { duration } from '../words.ts';
import { pinsIn, position } from './pins.ts';
import { factsWithTap } from './scenario.ts';
import { onOf } from './spans.ts';
import { type Answer, type Asking, answer, dot, noteFor, say } from './text.ts';

const WITHOUT =
  /\b(?:on|run(?:ning)?|open|lit|sound(?:ing)?)\b.{0,30}\b(?:without|while|when|but)\b|(?:开|亮|响|转|加热|工作|通电).{0,12}(?:时候|而|但|却|可)/i;
const NOT = /\b(?:without|not|isn'?t|off)\b|不[开亮响转]|没[开亮响转有]|关|停|灭/i;
const EVER = /\bever\b|\bis there\b|\bcan\b|会不会|有没有|会|可能|[吗么]\s*[?？。]?$/i;
/** Shorter overlaps nobody sees. */
const INSTANT_SECONDS = 1e-3;

/** The first stretch of a run in which one pin is on and the other is not. */
function aloneIn(facts: GpioFacts, one: NamedPin, other: NamedPin): { seconds: number; line: number } | null {
  for (const [i, { seconds, line }] of facts.eventInfo.entries()) {
    const until = facts.eventInfo[i + 1]?.seconds ?? Number.POSITIVE_INFINITY;
    if (until - seconds < INSTANT_SECONDS) continue;
    if (
      levelAfter(facts, one.pin, i + 1) === onOf(facts, one) &&
      levelAfter(facts, other.pin, i + 1) !== onOf(facts, other)
    )
      return { seconds, line };
  }
  return null;
}

/** "Is the heater ever on without the fan": whether one pin is on at any time while another is off. */
export function aboutOnWithout(asking: Asking): Answer | null {
  const { question, facts } = asking;
  if (!WITHOUT.test(question) || !NOT.test(question) || !EVER.test(question)) return null;
  const named = pinsIn(question, facts)
    .filter(({ pin }) => !facts.inputs.some((input) => input.pin === pin.pin))
    .sort((a, b) => position(question, a.name) - position(question, b.name));
  const [one, two, third] = named;
  if (!one || !two || third) return null;
  const [input, more] = facts.whatIf;
  const pressed = facts.loop === null && input && !more;
  const run = pressed ? factsWithTap(facts, input) : facts;
  const whole = run && (run.loop !== null || run.ended === 'settled' || run.ended === 'returned');
  if (!run || !whole) return null;
  // "While the valve is off, does the pump run" names the other one first.
  const turned = /^(?:while|when)\b/i.test(question) || /(?:不|没)[开亮响转].{0,6}(?:时候|时)/.test(question);
  const [on, off] = turned ? [two, one] : [one, two];
  const found = aloneIn(run, on.pin, off.pin);
  const head = pressed
    ? say(asking, `（按一下 ${labelOf(input)} 跑出来的）`, ` (from a run with a tap of ${labelOf(input)})`)
    : '';
  const note = noteFor({ ...asking, facts: run }, [on.pin, off.pin]);
  return answer(
    asking,
    found
      ? say(
          asking,
          `会：开始后 ${duration(found.seconds, 'zh')}起（第 ${found.line} 行）${labelOf(on.pin)} 开着而 ${labelOf(off.pin)} 没开${head}${note}${dot(asking)}`,
          `Yes: from ${duration(found.seconds, 'en')} on (line ${found.line}) ${labelOf(on.pin)} is on while ${labelOf(off.pin)} is off${head}${note}${dot(asking)}`,
        )
      : say(
          asking,
          `不会：${labelOf(on.pin)} 开着的时候 ${labelOf(off.pin)} 都开着${head}${note}${dot(asking)}`,
          `No: whenever ${labelOf(on.pin)} is on, ${labelOf(off.pin)} is on as well${head}${note}${dot(asking)}`,
        ),
    found ? [found.line] : [],
    0.9,
  );
}
