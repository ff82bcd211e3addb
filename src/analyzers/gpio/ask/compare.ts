import { labelOf } from '../behaviour.ts';
import { duration } from '../words.ts';
import { spotOf } from './changes.ts';
import { type Asked, outputsInOrder } from './pins.ts';
import { onOf, spansOf, stretchOf } from './spans.ts';
import { type Answer, type Asking, about, answer, noteFor, say } from './text.ts';

/** Two lengths of time held against each other. */
const COMPARES =
  /相比|对比|比.{1,24}(?:长|短|久|多|少)(?:了)?(?:多少|多久|几倍|一?些|吗)?|是.{1,24}的?(?:几|多少) ?(?:倍|分之)|(?:几|多少) ?倍|\bcompar\w*|\bversus\b|\bvs\b|\bhow much (?:longer|shorter)\b|\bhow many times (?:as long|longer)\b|\b(?:ratio|proportion)\b|\b(?:twice|half) as long\b/i;
const ORDINALS: [RegExp, number][] = [
  [/第一|前一|\b(?:first|1st)\b/gi, 0],
  [/第二|后一|\b(?:second|2nd)\b/gi, 1],
  [/第三|\b(?:third|3rd)\b/gi, 2],
  [/第四|\b(?:fourth|4th)\b/gi, 3],
];
const DELAY = /延[时迟]|等待|\b(?:delays?|waits?|pauses?)\b/i;

/** "3 times as long", "half as long", "the same". */
function timesOf(asking: Asking, a: number, b: number): string {
  if (Math.abs(a - b) <= 0.01 * Math.max(a, b)) return say(asking, '和后者一样长', 'the same length');
  const times = Number((a / b).toPrecision(3));
  const whole = Math.round(times);
  const shown = Math.abs(times - whole) < 0.02 && whole > 0 ? whole : times;
  if (times >= 1) return say(asking, `是后者的 ${shown} 倍`, shown === 2 ? 'twice as long' : `${shown} times as long`);
  const under = Math.round(b / a);
  return Math.abs(b / a - under) < 0.02 * under
    ? say(asking, `是后者的 ${under} 分之一`, under === 2 ? 'half as long' : `1/${under} as long`)
    : say(asking, `是后者的 ${shown} 倍`, `${shown} times as long`);
}

/** "How does the on time of green compare to orange", "the second delay against the first": the ratio and both lengths. */
export function aboutCompared(asking: Asking): Answer | null {
  const { question } = asking;
  if (
    !COMPARES.test(question) ||
    /快|慢|亮度|频率|[早晚]|先|\b(?:fast|slow|frequen|bright|earlier|later|before|after)/i.test(question)
  )
    return null;
  return waitsCompared(asking) ?? (PERIOD.test(question) ? periodsCompared(asking) : timesOnCompared(asking));
}

function waitsCompared(asking: Asking): Answer | null {
  const { question, facts, language } = asking;
  if (!DELAY.test(question)) return null;
  const asked = ORDINALS.flatMap(([said, at]) => [...question.matchAll(said)].map(({ index }) => ({ at, index })))
    .sort((a, b) => a.index - b.index)
    .map(({ at }) => at);
  const [one, other] = [...new Set(asked)];
  // The waits of the text, in the order in which the run came to them.
  const places = [...new Map(facts.delays.map((wait) => [wait.line, wait])).values()];
  const order = facts.restoredText === null ? places : facts.delays;
  const [a, b] = [order[one ?? -1], order[other ?? -1]];
  if (!a || !b || a.ms <= 0 || b.ms <= 0) return null;
  const exact = a.exact && b.exact;
  const [long, short] = [a, b].map((wait) => `${about(asking, exact)}${duration(wait.ms / 1000, language)}`);
  const nth = (at: number): string =>
    say(asking, `第${'一二三四'[at]}次延时`, `the ${['first', 'second', 'third', 'fourth'][at]} delay`);
  return answer(
    asking,
    say(
      asking,
      `${nth(one!)} ${long}（第 ${a.line} 行），${nth(other!)} ${short}（第 ${b.line} 行）：前者${timesOf(asking, a.ms, b.ms)}。`,
      `${nth(one!)[0]!.toUpperCase()}${nth(one!).slice(1)} (line ${a.line}) is ${long}, ${nth(other!)} (line ${b.line}) ${short}: ${timesOf(asking, a.ms, b.ms)}.`,
    ),
    [a.line, b.line],
    0.9,
  );
}

const PERIOD = /周期|\bperiods?\b/i;

/** The two outputs that the question names, in its order. */
function twoNamed({ question, facts }: Asking): [Asked, Asked] | null {
  const [one, two, third] = outputsInOrder(question, facts);
  return one && two && !third ? [one, two] : null;
}

function periodsCompared(asking: Asking): Answer | null {
  const { facts, language } = asking;
  const stretch = stretchOf(facts);
  const named = twoNamed(asking);
  if (!stretch?.looping || stretch.seconds === null || !named) return null;
  const periods = named.map(({ pin }) => {
    const ons = spansOf(facts, pin.pin, stretch).filter(({ level }) => level === onOf(facts, pin));
    return ons.length === 0 ? null : stretch.seconds! / ons.length;
  });
  const [a, b] = periods;
  if (!a || !b) return null;
  const [one, two] = named.map(
    ({ name }, i) => `${name} ${about(asking, stretch.exact)}${duration(periods[i]!, language)}`,
  );
  return answer(
    asking,
    say(
      asking,
      `周期：${one}，${two}；前者${timesOf(asking, a, b)}。`,
      `Periods: ${one}, ${two}: the first is ${timesOf(asking, a, b)}.`,
    ),
    [],
    0.9,
  );
}

function timesOnCompared(asking: Asking): Answer | null {
  const { question, facts, language } = asking;
  const stretch = stretchOf(facts);
  const named = twoNamed(asking);
  if (!stretch?.looping || stretch.seconds === null || !named) return null;
  const [one, two] = named;
  const off = /灭|关着|\b(?:off|dark)\b/i.test(question) && !/亮|开着|\b(?:on|lit)\b/i.test(question);
  const [a, b] = [one, two].map(({ pin }) => {
    const level = off ? 1 - onOf(facts, pin) : onOf(facts, pin);
    const spans = spansOf(facts, pin.pin, stretch).filter((span) => span.level === level);
    return {
      pin,
      total: spans.reduce((sum, span) => sum + span.to - span.from, 0),
      lines: spans.map(({ begins }) => spotOf(facts, begins)),
    };
  }) as [
    { pin: typeof one.pin; total: number; lines: number[] },
    { pin: typeof one.pin; total: number; lines: number[] },
  ];
  if (a.total <= 0 || b.total <= 0) return null;
  const told = [a, b].map(
    ({ pin, total }) => `${labelOf(pin)} ${about(asking, stretch.exact)}${duration(total, language)}`,
  );
  const gap = Math.abs(a.total - b.total);
  const by = gap <= 0.01 * Math.max(a.total, b.total) ? '' : duration(gap, language);
  return answer(
    asking,
    say(
      asking,
      `每一轮里${off ? '灭' : '亮'}的时间：${told.join('，')}；前者${timesOf(asking, a.total, b.total)}${by === '' ? '' : `，差 ${by}`}${noteFor(asking, [a.pin, b.pin])}。`,
      `In a round ${told.join(', ')}: ${one.name} is ${off ? 'off' : 'on'} ${timesOf(asking, a.total, b.total)}${by === '' ? '' : `, a difference of ${by}`}${noteFor(asking, [a.pin, b.pin])}.`,
    ),
    [...a.lines, ...b.lines],
    0.9,
  );
}
