import { lengthsIn } from '../claims/lengths.ts';
import { changesOf } from '../levels.ts';
import { duration } from '../words.ts';
import { spotOf } from './changes.ts';
import { pinsIn } from './pins.ts';
import { isModulated, onOf, spansOf, stretchOf } from './spans.ts';
import { type Answer, type Asking, about, answer, brief, noteFor, say } from './text.ts';

const WHY = /为什么|为何|为啥|怎么(?:会|是)?|\bwhy\b|\bhow come\b/i;
const RHYTHM = /闪|翻转|[亮响叫]一?[次下声]|\b(?:blink|flash|toggl|beep|puls|chang|switch)\w*\b/i;
const OTHER =
  /改|换|去掉|删|应该|怎么(?:才|改|做|让)|按|不[闪亮响翻]|\b(?:if|change|remove|should|press|without|not|stop|no longer)\b|n't\b/i;
const TWICE: [RegExp, number][] = [
  [
    /(?:每秒|一秒(?:钟)?)(?:钟)?.{0,4}(?:两|二|2) ?[次下]|\btwice (?:a|per|every) second\b|\b2 times (?:a|per) second\b/i,
    0.5,
  ],
  [/(?:每秒|一秒(?:钟)?)(?:钟)?.{0,4}(?:三|3) ?[次下]|\b(?:three|3) times (?:a|per) second\b/i, 1 / 3],
  [/(?:每秒|一秒(?:钟)?)(?:钟)?.{0,4}(?:一|1) ?[次下]|\bonce (?:a|per|every) second\b|\bevery second\b/i, 1],
];

/** How long the question says it takes from one flash or change to the next. */
function saidSeconds(question: string): number | null {
  const named = TWICE.find(([said]) => said.test(question));
  if (named) return named[1];
  const hertz = /(\d+(?:\.\d+)?)\s*(?:Hz|赫兹)/i.exec(question)?.[1];
  if (hertz) return 1 / Number(hertz);
  const [us, more] = /每|隔|\b(?:every|each|once)\b/i.test(question) ? (lengthsIn(question) ?? []) : [];
  return us === undefined || more !== undefined ? null : us / 1e6;
}

/** "Why does it blink twice a second" of a program that does not: what it does; where it does, what makes it. */
export function aboutSaidRhythm(asking: Asking): Answer | null {
  const { question, facts, language } = asking;
  if (!WHY.test(question) || !RHYTHM.test(question) || OTHER.test(question)) return null;
  const said = saidSeconds(question);
  const stretch = stretchOf(facts);
  if (said === null || !stretch?.looping || !stretch.seconds) return null;
  const named = pinsIn(question, facts)
    .map(({ pin }) => pin)
    .filter(({ pin }) => facts.outputs.some((output) => output.pin === pin));
  const moving = facts.outputs.filter((pin) => spansOf(facts, pin.pin, stretch).length > 0);
  const [pin, other] = named.length > 0 ? named : moving;
  if (!pin || other || isModulated(asking, pin)) return null;
  const spans = spansOf(facts, pin.pin, stretch);
  const on = onOf(facts, pin);
  const ons = spans.filter(({ level }) => level === on);
  if (ons.length === 0) return null;
  const every = stretch.seconds / ons.length;
  const near = (seconds: number): boolean => Math.abs(seconds - said) <= (stretch.exact ? 0.03 : 0.15) * said;
  const right =
    near(every) ||
    (/翻转|变|\b(?:toggl|chang|switch)\w*/i.test(question) && spans.every(({ from, to }) => near(to - from)));
  const time = (seconds: number): string => `${about(asking, stretch.exact)}${duration(seconds, language)}`;
  const stays = (level: 0 | 1): string =>
    [...new Set(spans.filter((span) => span.level === level).map(({ from, to }) => time(to - from)))]
      .slice(0, 3)
      .join(say(asking, ' 或 ', ' or '));
  const off = (1 - on) as 0 | 1;
  const what = say(
    asking,
    `${brief(asking, pin, on)} ${stays(on)}、${brief(asking, pin, off)} ${stays(off)}，每 ${time(every)}一次`,
    `${brief(asking, pin, on)} for ${stays(on)}, ${brief(asking, pin, off)} for ${stays(off)}, once every ${time(every)}`,
  );
  const waits = [...new Set(facts.delays.slice(-40).map(({ line }) => line))].slice(0, 3);
  const lines = [
    ...waits,
    ...changesOf(facts, pin.pin)
      .slice(0, 2)
      .map(({ index }) => spotOf(facts, index)),
  ];
  const by =
    waits.length > 0
      ? say(
          asking,
          `时间来自第 ${waits.join('、')} 行的等待`,
          `the times come from the waits on line ${waits.join(', ')}`,
        )
      : '';
  const tail = by === '' ? '' : say(asking, `；${by}`, `; ${by}`);
  return answer(
    asking,
    right
      ? say(
          asking,
          `因为它${what}${tail}${noteFor(asking, [pin])}。`,
          `Because it is ${what}${tail}${noteFor(asking, [pin])}.`,
        )
      : say(
          asking,
          `其实不是：它${what}${tail}${noteFor(asking, [pin])}。`,
          `It does not: it is ${what}${tail}${noteFor(asking, [pin])}.`,
        ),
    lines,
    0.9,
  );
}
