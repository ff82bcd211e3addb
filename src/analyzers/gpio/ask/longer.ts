import { comparisonIn, holds } from '../../../asking/question.ts';
import { duration } from '../words.ts';
import { spotOf } from './changes.ts';
import { outputsNamed } from './pins.ts';
import { onOf, spansOf, stretchOf } from './spans.ts';
import { type Answer, type Asking, about, answer, noteFor, say } from './text.ts';

const SECONDS: [unit: RegExp, seconds: number][] = [
  [/^(?:ms|millisecond|毫秒)/i, 0.001],
  [/^(?:s|sec|秒)/i, 1],
  [/^(?:min|分)/i, 60],
];
const ON = /亮|开|响|吸合|转|\b(?:on|lit|high|open|run\w*|sound\w*)\b/i;
const OFF = /灭|关|停|\b(?:off|dark|low|closed|silent)\b/i;

/** "Does it ever stay on for more than 3 seconds?": each time of a round held against a length. */
export function aboutLongerThan(asking: Asking): Answer | null {
  const { question, facts } = asking;
  const compared = comparisonIn(question);
  const unit = SECONDS.find(([words]) => words.test(compared?.unit ?? ''))?.[1];
  const stretch = stretchOf(facts);
  if (!compared || !unit || !stretch?.looping || ON.test(question) === OFF.test(question)) return null;
  if (!/吗|么|有没有|会不会|是不是|^(?:and |so )?(?:does|do|is|are|will|can)\b|\bever\b/i.test(question)) return null;
  const named = outputsNamed(question, facts);
  const [each, other] = named;
  if (!each || other) return null;
  const level = ON.test(question) ? onOf(facts, each.pin) : 1 - onOf(facts, each.pin);
  const spans = spansOf(facts, each.pin.pin, stretch).filter((span) => span.level === level);
  if (spans.length === 0) return null;
  const limit = compared.amount * unit;
  const hit = spans.find((span) => holds(span.to - span.from, compared.sign, limit));
  const shown = hit ?? spans.reduce((top, next) => (next.to - next.from > top.to - top.from ? next : top));
  const length = `${about(asking, stretch.exact)}${duration(shown.to - shown.from, asking.language)}`;
  const line = spotOf(facts, shown.begins);
  const note = noteFor(asking, [each.pin]);
  return answer(
    asking,
    hit
      ? say(
          asking,
          `会：${each.name} 有一次是 ${length}（从第 ${line} 行起）${note}。`,
          `Yes: once it is ${length} (from line ${line} on)${note}.`,
        )
      : say(
          asking,
          `不会：${each.name} 最长的一次是 ${length}（从第 ${line} 行起）${note}。`,
          `No: the longest time is ${length} (from line ${line} on)${note}.`,
        ),
    [line],
    0.92,
  );
}
