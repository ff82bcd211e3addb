import { labelOf, storiesOf } from '../behaviour.ts';
import type { GpioFacts } from '../facts.ts';
import type { PressedRun } from '../what-if.ts';
import { duration } from '../words.ts';
import { rhythmsIn } from './held.ts';
import { pinsIn } from './pins.ts';
import { pressing, timesIn } from './presses.ts';
import { factsWithPresses } from './scenario.ts';
import { type Answer, type Asking, answer, dot, say } from './text.ts';

const PRESSES =
  /按(?:了|下|完)?\s*(?:\d{1,2}|[一二两三四五六七八])\s*[次下]|第\s*(?:\d{1,2}|[一二两三四五六七八])\s*[次下](?:按)?|\b(?:press|push|tap|click|hit)\w*\b|\b(?:first|second|third|fourth|fifth|sixth|\d(?:st|nd|rd|th)) (?:press|push|tap|click)\b/i;
/** What is asked is a rhythm, a length or an order: something that goes on after the presses. */
const OF_RHYTHM =
  /哪[^,，]{0,4}(?:闪|在变|变化)|\bwhich\b.{0,20}\b(?:blink|flash|toggl)\w*|多久(?:翻|闪|亮|变|一次|切换|跳)|多快|周期|频率|间隔|快慢|占空|亮度|\b(?:how (?:often|fast|bright)|period|frequency|rate|interval|speed|duty|brightness|blink\w*|flash\w*)\b/i;

/** How a question speaks of presses, with what stands around it. */
const CLAUSE =
  /(?:如果|要是|假如|当)?(?:我|连续|再)?按(?:了|下|完|第)?\s*(?:\d{1,2}|[一二两三四五六七八])\s*[次下](?:按[键钮]|键)?(?:的?(?:时候|话)|之后|以后|后|时)?[,，]?|第\s*(?:\d{1,2}|[一二两三四五六七八])\s*[次下](?:按(?:下|键|钮)?)?(?:之后|以后|后|时)?[,，]?|\b(?:and )?(?:(?:after|on|at|with|upon) )?(?:(?:i|you) )?(?:the |a )?(?:press\w*|push\w*|tap\w*|click\w*)(?: (?:it|the \w+))?(?: (?:once|twice|\d+ times|(?:two|three|four|five) times))?,?|\b(?:after |on |at |with )?(?:the )?(?:first|second|third|fourth|fifth|sixth|\d(?:st|nd|rd|th)|one|two|three|four|five|\d) (?:press(?:es)?|push(?:es)?|taps?|clicks?),?/gi;

/** "按两下之后灯多久翻转一次": the rest of the question is asked of a run with so many presses. */
export function aboutAfterPresses(asking: Asking, ask: (asking: Asking) => Answer | null): Answer | null {
  const { question, facts } = asking;
  const times = PRESSES.test(question) && OF_RHYTHM.test(question) ? timesIn(question) : null;
  const made = times === null ? null : pressing(asking);
  if (times === null || !made) return null;
  const pressed = made.run({ times });
  const { fromMs, untilMs } = pressed;
  if (untilMs < fromMs.at(-1)!) return null;
  const run = factsWithPresses(facts, made.input, fromMs);
  const rest = question.replace(CLAUSE, ' ').trim();
  if (!run || rest.length < 3) return null;
  const found = ask({ ...asking, question: rest, facts: run }) ?? rhythmAfter(asking, pressed, rest);
  const label = labelOf(made.input);
  const head = say(
    asking,
    `另跑了一遍，${label} 按 ${times} 次以后：`,
    `In a second run, after ${times} ${times === 1 ? 'press' : 'presses'} of ${label}: `,
  );
  return found && !found.declined ? { ...found, answer: `${head}${found.answer}` } : null;
}

/** How the pins go on after the last press is let go, from what they did until the run ended. */
function rhythmAfter(asking: Asking, run: PressedRun, question: string): Answer | null {
  const named = pinsIn(question, asking.facts).map(({ pin }) => pin.pin);
  const from = run.fromMs.at(-1)!;
  const changes = run.changes.filter(({ pin }) => named.length === 0 || named.includes(pin));
  const { text } = rhythmsIn(asking, { ...run, changes }, from, Number.POSITIVE_INFINITY);
  const lines = changes.filter(({ atMs }) => atMs >= from).map(({ line }) => line);
  return text === '' ? null : answer(asking, `${text}${dot(asking)}`, lines, 0.86);
}

/** What each pin goes on doing after so many presses, by its name: "LED toggles every 500 ms". */
export function goesOnAfter(
  asking: Asking,
  input: GpioFacts['whatIf'][number],
  fromMs: readonly number[],
): Map<string, string> {
  const run = factsWithPresses(asking.facts, input, fromMs);
  const stories = run?.loop ? storiesOf(run) : [];
  const told = stories
    .filter(({ looping }) => looping.length > 0)
    .map(({ pin, label, highSeconds, lowSeconds, looping }): [string, string] => {
      const even = Math.abs(highSeconds - lowSeconds) < 0.02 * (highSeconds + lowSeconds);
      const each = duration((2 * highSeconds) / looping.length, asking.language);
      return [
        pin,
        even
          ? say(asking, `${label} 每 ${each}翻转一次`, `${label} toggles every ${each}`)
          : say(
              asking,
              `${label} 每轮高 ${duration(highSeconds, 'zh')}、低 ${duration(lowSeconds, 'zh')}`,
              `${label} is high for ${duration(highSeconds, 'en')} and low for ${duration(lowSeconds, 'en')} a round`,
            ),
      ];
    });
  return new Map(told);
}
