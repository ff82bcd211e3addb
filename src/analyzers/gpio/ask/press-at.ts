/** "绿灯刚亮 1 秒的时候按一下", "pressing right after the red comes on": a run with the press at just that moment. */
import { labelOf } from '../behaviour.ts';
import { lengthsIn } from '../claims/lengths.ts';
import type { GpioFacts, NamedPin } from '../facts.ts';
import { duration, list, quoted } from '../words.ts';
import { outputsNamed } from './pins.ts';
import { pressing } from './presses.ts';
import { factsWithPresses } from './scenario.ts';
import { onOf } from './spans.ts';
import { type Answer, type Asking, answer, lineText, say } from './text.ts';

const LENGTH = '\\d+(?:\\.\\d+)?\\s*(?:毫秒|秒钟?|ms|milliseconds?|s|seconds?)';
const MOMENTS = [
  // "刚亮", "亮了 1 秒", "亮起来马上": one of the three makes it a moment.
  new RegExp(
    `(?<what>[^，。,？?\\s]{1,12}?)\\s?(?<just>刚刚?|才)?(?<state>[亮响灭开关])(?:了|起来|起)?(?<length>\\s*${LENGTH})?(?:的?时候|之?后|时)?[，,]?(?<soon>马上|立刻|立即)?[^，。,？?按]{0,8}按`,
    'i',
  ),
  /(?<what>[^，。,？?\s]{1,12}?)\\s?(?<just>刚刚?|才)(?<state>[亮响灭开关])(?:了|起来|起)?[，,]?(?:马上|立刻|立即)?.{0,4}(?:点|按|触发)/i,
  new RegExp(
    `\\b(?:press|push|hit|tap|click)\\w*\\b.{0,24}?\\b(?:(?<length>${LENGTH})\\s+(?:after|into)|(?<just>(?:right|just|immediately|directly|straight) after|as soon as|the moment|the instant))\\s+(?<what>.{1,30}?)\\s*\\b(?<state>on|off|lit|dark|phase|light|starts?|begins?)\\b`,
    'i',
  ),
  new RegExp(
    `\\b(?:(?<length>${LENGTH})\\s+(?:after|into)|(?<just>(?:right|just|immediately|directly|straight) after|as soon as|the moment|the instant))\\s+(?<what>.{1,30}?)\\s*\\b(?<state>on|off|lit|dark|phase|light|starts?|begins?)\\b.{0,20}\\b(?:press|push|hit|tap|click)\\w*\\b`,
    'i',
  ),
  new RegExp(
    `(?<what>\\b.{1,30}?) (?:has|have) been (?<state>on|off|lit|dark) for (?<length>${LENGTH}).{0,30}\\b(?:press|push|hit|tap|click)\\w*\\b`,
    'i',
  ),
];
/** A press that lasts and a second one are runs of other kinds. */
const OTHER = /(?<!秒钟?|后)再按|又按|\bagain\b|按住|不放|\bh[eo]ld\w*\b|\bkeep\b/i;
const OFF = /^(?:off|dark|灭|关)$/i;
/** "Right after" as a person's finger is. */
const SOON_MS = 20;
const TAP_MS = 100;
/** Times of two runs that count as the same. */
const SAME_SECONDS = 0.02;
/** Fewer changes that two runs have in common say nothing of what else they share. */
const ENOUGH = 2;

interface Moment {
  pin: NamedPin;
  level: 0 | 1;
  afterMs: number;
}

/** The moment that the question speaks of; null where it names none. */
function momentIn({ question, facts }: Asking): Moment | null {
  for (const pattern of MOMENTS) {
    const said = pattern.exec(question)?.groups;
    if (!said || (!said['just'] && !said['length'] && !said['soon'])) continue;
    const inputs = new Set(facts.inputs.map(({ pin }) => pin));
    const [named, other] = outputsNamed(said['what']!, facts).filter(({ pin }) => !inputs.has(pin.pin));
    if (!named || other) continue;
    const on = onOf(facts, named.pin);
    const [micros] = lengthsIn(said['length'] ?? '') ?? [];
    return {
      pin: named.pin,
      level: OFF.test(said['state']!) ? ((1 - on) as 0 | 1) : on,
      afterMs: micros === undefined ? SOON_MS : micros / 1000,
    };
  }
  return null;
}

interface Step {
  pin: string;
  label: string;
  level: 0 | 1;
  seconds: number;
  line: number;
}

const stepsOf = (facts: GpioFacts, from: number): Step[] =>
  facts.events.flatMap((changes, i) =>
    changes
      .map((change) => ({
        pin: change.pin,
        label: labelOf(change),
        level: change.level,
        seconds: facts.eventInfo[i]!.seconds,
        line: facts.eventInfo[i]!.line,
      }))
      .filter(({ seconds }) => seconds >= from),
  );

/** The first line with a condition that reads the input. */
function conditionLine({ facts }: Asking): number | undefined {
  return facts.looks.map(({ line }) => line).find((line) => /\bif\b|\?|&&|\|\|/.test(lineText(facts, line) ?? ''));
}

/** What a press at the moment that the question names changes, held against the same time without it. */
export function aboutPressAt(asking: Asking): Answer | null {
  const { question, facts, language } = asking;
  const moment = OTHER.test(question) ? null : momentIn(asking);
  const made = moment && pressing(asking);
  if (!moment || !made) return null;
  const begins = stepsOf(facts, 0).find(({ pin, level }) => pin === moment.pin.pin && level === moment.level);
  if (!begins) return null;
  const at = begins.seconds + moment.afterMs / 1000;
  const usual = stepsOf(facts, at);
  const ends = usual.find(({ pin }) => pin === moment.pin.pin);
  // Only a moment at which it still is so.
  if (
    !ends ||
    stepsOf(facts, begins.seconds).some(
      ({ pin, level, seconds }) => pin === moment.pin.pin && level !== moment.level && seconds < at,
    )
  )
    return null;
  const run = factsWithPresses(facts, made.input, [at * 1000, at * 1000 + TAP_MS]);
  if (!run) return null;
  const pressed = stepsOf(run, at);
  const common = Math.min(usual.length, pressed.length);
  const differs = [...Array(common).keys()].find((i) => {
    const [one, two] = [usual[i]!, pressed[i]!];
    return one.pin !== two.pin || one.level !== two.level || Math.abs(one.seconds - two.seconds) > SAME_SECONDS;
  });
  const time = (seconds: number): string => duration(seconds, language);
  const [label, name] = [labelOf(made.input), labelOf(moment.pin)];
  const lit = moment.level === onOf(facts, moment.pin);
  const lasts = say(asking, lit ? '亮' : '灭', lit ? 'on' : 'off');
  const head = say(
    asking,
    `另跑了一遍，在 ${name} 变${moment.level ? '高' : '低'}后 ${time(moment.afterMs / 1000)}按一下 ${label}（${time(TAP_MS / 1000)}）：`,
    `In a second run with ${label} pressed for ${time(TAP_MS / 1000)}, ${time(moment.afterMs / 1000)} after ${name} went ${moment.level ? 'high' : 'low'}: `,
  );
  if (differs === undefined) {
    if (common < ENOUGH) return null;
    const condition = conditionLine(asking);
    const why =
      condition === undefined
        ? ''
        : say(
            asking,
            `按键是第 ${condition} 行读的：\`${quoted(lineText(facts, condition) ?? '')}\`。`,
            ` The button is read on line ${condition}: \`${quoted(lineText(facts, condition) ?? '')}\`.`,
          );
    return answer(
      asking,
      say(
        asking,
        `没用。${head}和不按完全一样，${name} 还是一共${lasts} ${time(ends.seconds - begins.seconds)}。${why}`,
        `No effect. ${head}the pins do just what they do without it, and ${name} is ${lasts} for ${time(ends.seconds - begins.seconds)} in all, as always.${why}`,
      ),
      [ends.line, ...(condition === undefined ? [] : [condition])],
      0.9,
    );
  }
  const end = pressed.find(({ pin }) => pin === moment.pin.pin);
  if (!end) return null;
  const [long, usually] = [end.seconds - begins.seconds, ends.seconds - begins.seconds];
  const first = pressed[differs]!;
  const together = pressed.filter(({ seconds }) => Math.abs(seconds - first.seconds) < 1e-3);
  const lines = [...new Set([end.line, ...together.map(({ line }) => line)])];
  const next = list(
    together.map((step) =>
      say(asking, `${step.label} 变${step.level ? '高' : '低'}`, `${step.label} goes ${step.level ? 'high' : 'low'}`),
    ),
    language,
  );
  const total =
    Math.abs(long - usually) > SAME_SECONDS
      ? say(
          asking,
          `${name} 一共${lasts} ${time(long)}（不按是 ${time(usually)}）`,
          `${name} is ${lasts} for ${time(long)} in all (${time(usually)} without the press)`,
        )
      : say(
          asking,
          `${name} 还是一共${lasts} ${time(long)}`,
          `${name} is ${lasts} for ${time(long)} in all, as always`,
        );
  return answer(
    asking,
    say(
      asking,
      `${head}${total}；按下后 ${time(first.seconds - at)}：${next}。`,
      `${head}${total}; ${time(first.seconds - at)} after the press: ${next}.`,
    ),
    lines,
    0.9,
  );
}
