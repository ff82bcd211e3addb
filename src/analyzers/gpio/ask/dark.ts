import { labelOf } from '../behaviour.ts';
import { spotOf } from './changes.ts';
import { onOf, outputsAsked, spansOf, stretchOf } from './spans.ts';
import { type Answer, type Asking, answer, say } from './text.ts';

/** "Why is the LED dark?": on and off again with nothing between. */
export function aboutDark(asking: Asking): Answer | null {
  const { question, facts } = asking;
  if (!/为什么|为何|为啥|怎么|\bwhy\b|how come/i.test(question)) return null;
  const dark =
    /不亮|没亮|没有亮|看不[到见]|不闪|灭|暗|\bdark\b|\b(?:not|n't|never|n’t)\b.{0,20}(?:light|lit|on|see|visible|blink|flash)|\boff\b|invisible|dim\b/i.test(
      question,
    );
  const always =
    /一直亮|常亮|总是亮|不灭|不会灭|always (?:on|lit)|never (?:goes |turns )?off|stays? (?:on|lit)|(?:not|n't) (?:go(?:ing)?|turn) off|not blink|n't blink|不闪/i.test(
      question,
    );
  if (!dark && !always) return null;
  const stretch = stretchOf(facts);
  if (!stretch || stretch.seconds === null) return null;
  for (const { pin, name } of outputsAsked(asking, stretch).slice(0, 4)) {
    const spans = spansOf(facts, pin.pin, stretch);
    if (spans.length < 2) continue;
    for (const level of [onOf(facts, pin), 1 - onOf(facts, pin)]) {
      const lit = level === onOf(facts, pin);
      if (lit ? !dark : !always) continue;
      const own = spans.filter((span) => span.level === level);
      if (
        own.length === 0 ||
        own.some((span) => span.to - span.from > 0.002 || span.to - span.from > 0.05 * stretch.seconds!)
      )
        continue;
      const span = own[0]!;
      const [begin, end] = [spotOf(facts, span.begins), spotOf(facts, span.ends!)];
      const label = name || labelOf(pin);
      return answer(
        asking,
        say(
          asking,
          `因为 ${label} 在第 ${begin} 行变成${level ? '高' : '低'}电平，到第 ${end} 行马上又变回${level ? '低' : '高'}电平，中间没有延时：${lit ? '亮' : '灭'}的时间短得看不见。在两行之间加一个延时就能看到。`,
          `Because line ${begin} drives ${label} ${level ? 'high' : 'low'} and line ${end} drives it ${level ? 'low' : 'high'} again right after, with no delay between: it is ${lit ? 'on' : 'off'} for far too short to see. Put a delay between the two lines.`,
        ),
        [begin, end],
        0.93,
      );
    }
  }
  return null;
}
