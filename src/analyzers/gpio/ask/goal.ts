import { labelOf } from '../behaviour.ts';
import { lengthsIn } from '../claims/lengths.ts';
import { isDelayName } from '../delay-names.ts';
import type { GpioFacts, NamedPin } from '../facts.ts';
import { changesOf } from '../levels.ts';
import { duration, list, quoted } from '../words.ts';
import { bareLines } from './declared.ts';
import { type Edit, factsWith } from './edited.ts';
import { WANTS_EDIT } from './frame.ts';
import { pinsIn } from './pins.ts';
import { factsWithTap, PRESS_AT_MS } from './scenario.ts';
import { onOf } from './spans.ts';
import { type Answer, type Asking, answer, say } from './text.ts';

/** What of a pin is to become another: a figure that a run shows. */
type Attribute = 'interval' | 'period' | 'on' | 'off' | 'pause' | 'first' | 'round';

/** Programs that are run to find the number that brings what is wanted. */
const MOST_RUNS = 20;
/** Numbers of a program that are tried. */
const MOST_NUMBERS = 18;

const SETUP = /pinMode|_init\b|set_?dir|Serial|begin|xTaskCreate|stack|#\s*include|Baud|priority/i;

/** A number in the text that may be changed. */
interface Place {
  line: number;
  at: number;
  number: string;
}

/** Numbers of the code that are no part of a set-up. */
function numbersOf(facts: GpioFacts): Place[] {
  return bareLines(facts).flatMap((text, i): Place[] =>
    SETUP.test(text)
      ? []
      : [...text.matchAll(/(?<![\w.'"])(\d{1,9})(?=(?:u?l{0,2})\b(?!\s*\.))/gi)].flatMap((match) =>
          Number(match[1]) >= 1 && !/\[\s*$/.test(text.slice(0, match.index))
            ? [{ line: i + facts.firstLine, at: match.index, number: match[1]! }]
            : [],
        ),
  );
}

/** The text with other numbers in these places. */
function editsOf(facts: GpioFacts, places: readonly Place[], to: (number: string) => string): Edit[] {
  const source = facts.source.split('\n');
  return [...new Set(places.map(({ line }) => line))].map((line) => {
    const own = places.filter((place) => place.line === line).sort((a, b) => b.at - a.at);
    const text = own.reduce(
      (whole, { at, number }) => whole.slice(0, at) + to(number) + whole.slice(at + number.length),
      source[line - facts.firstLine]!,
    );
    return { line, text, from: own[0]!.number, to: to(own[0]!.number) };
  });
}

/** Of this share of all values one speaks, where the others are interrupted by something else. */
const MOST = 0.6;

/** The value that nearly all of them have. */
function alike(values: number[]): number | null {
  const near = (value: number): number => values.filter((other) => Math.abs(other - value) <= 0.03 * value).length;
  const best = values
    .slice(0, 40)
    .reduce<number | null>((top, value) => (top === null || near(value) > near(top) ? value : top), null);
  return best !== null && near(best) >= MOST * values.length ? best : null;
}

/** Which run a figure is taken from: the plain one, or one with a press of the only input. */
interface Way {
  run: (facts: GpioFacts) => GpioFacts | null;
  /** When it begins to count. */
  from: number;
}

const PLAIN: Way = { run: (facts) => facts, from: 0 };
const PRESSED: Way = {
  run: (facts) => (facts.whatIf.length === 1 ? factsWithTap(facts, facts.whatIf[0]!) : null),
  from: PRESS_AT_MS / 1000,
};

/** A figure of a pin where it is the same throughout; null where it is not. */
function measure(given: GpioFacts, { pin, aliases }: NamedPin, attribute: Attribute, way: Way): number | null {
  if (attribute === 'round') return given.loopSeconds;
  const facts = way.run(given);
  if (!facts) return null;
  const all = changesOf(facts, pin)
    .map(({ index, level }) => ({ level, seconds: facts.eventInfo[index]!.seconds }))
    .filter(({ seconds }) => seconds >= way.from);
  const on = onOf(given, { pin, aliases });
  if (attribute === 'first') {
    const first = all.find(({ level }) => level === on);
    return first && first.seconds > way.from + 1e-3 ? first.seconds - way.from : null;
  }
  // The way into the loop may begin in the middle of it.
  const changes = all.length > 6 ? all.slice(1) : all;
  const gaps = changes
    .slice(1)
    .map(({ seconds }, i) => ({ level: changes[i]!.level, gap: seconds - changes[i]!.seconds }));
  if (way === PRESSED) return gaps.find(({ level }) => (level === on) === (attribute === 'on'))?.gap ?? null;
  if (!facts.loop && changes.length < 4) return null;
  const of = (wanted: (level: 0 | 1) => boolean): number | null =>
    alike(gaps.filter(({ level }) => wanted(level)).map(({ gap }) => gap));
  if (attribute === 'interval') return of(() => true);
  if (attribute === 'on') return of((level) => level === on);
  if (attribute === 'off') return of((level) => level !== on);
  if (attribute === 'pause')
    return gaps.length > 0 ? Math.max(...gaps.filter(({ level }) => level !== on).map(({ gap }) => gap)) : null;
  const starts = changes.filter(({ level }) => level === on).map(({ seconds }) => seconds);
  return alike(starts.slice(1).map((seconds, i) => seconds - starts[i]!));
}

const ATTRIBUTES: [RegExp, Attribute][] = [
  [/翻转|翻一次|翻$|切换|变一次|换一次|\btoggl\w*|\bflip\w*|\bchang\w+ (?:state|over|level)/i, 'interval'],
  [/才|过(?:了)?.{0,8}再|\b(?:only after|starts? after|wait\w*)\b/i, 'first'],
  [/一[轮圈趟]|循环|整个|\b(?:round|cycle|whole loop|lap)\b/i, 'round'],
  [/亮灭一次|闪|周期|频率|间隔|\b(?:blink\w*|flash\w*|period|frequency|interval|Hz)\b/i, 'period'],
  [/停顿|间歇|暂停|\b(?:pause|gap)\b/i, 'pause'],
  [/灭|关|停|\b(?:off|dark)\b/i, 'off'],
  [/亮|响|开|吸合|转|\b(?:on|lit|high|beep\w*|run\w*|sound\w*|open)\b/i, 'on'],
];

/** What is wanted: a figure in seconds, or the present one times something. */
function targetIn(question: string): { seconds: number } | { times: number; example: boolean } | null {
  const hertz = /(\d+(?:\.\d+)?)\s*(k)?hz/i.exec(question);
  if (hertz) return { seconds: 1 / (Number(hertz[1]) * (hertz[2] ? 1000 : 1)) };
  const [micros, other] = lengthsIn(question) ?? [];
  if (micros !== undefined) return other === undefined ? { seconds: micros / 1e6 } : null;
  if (/每秒|一秒(?:钟)?(?!几)|\b(?:every|each|a|per|one) second\b/i.test(question)) return { seconds: 1 };
  if (
    /快一倍|减半|一半|两倍(?:快|速)|\btwice as (?:fast|often|quick)|double the (?:speed|rate)|half as long/i.test(
      question,
    )
  )
    return { times: 0.5, example: false };
  if (/慢一倍|(?:长|久)一倍|翻倍|加倍|\btwice as (?:slow|long)|\bhalf (?:as fast|the speed)|\bdouble\b/i.test(question))
    return { times: 2, example: false };
  if (/快|短|频繁|\b(?:fast\w*|quick\w*|short\w*|speed|more often)\b/i.test(question))
    return { times: 0.5, example: true };
  if (/慢|长|久|\b(?:slow\w*|longer|less often)\b/i.test(question)) return { times: 2, example: true };
  return null;
}

const ASKS_WHETHER =
  /[吗么嘛]\s*[?？。]?\s*$|行不行|可以(?:不|么)|对不对|够不够|\b(?:is (?:it|that|this) (?:ok|okay|right|enough|correct|fine)|(?:will|would|does|do) (?:it|that|this) (?:do|work|be)|ok|okay|right|correct|enough)\b/i;

/** "I want 400 ms between toggles: is 999 right?": whether a changed program has the figure that is wanted; null where none is. */
export function goalMet(asking: Asking, changed: GpioFacts): { yes: string; text: string } | null {
  const { question, facts, language } = asking;
  const target = ASKS_WHETHER.test(question) ? targetIn(question) : null;
  const attribute = ATTRIBUTES.find(([said]) => said.test(question))?.[1];
  const moving = facts.outputs.filter(({ pin }) => changesOf(facts, pin).length > 1);
  const named = pinsIn(question, facts).filter(({ pin }) => moving.some((each) => each.pin === pin.pin));
  const pin = named[0]?.pin ?? (moving.length === 1 ? moving[0] : undefined);
  if (!target || !('seconds' in target) || !attribute || !pin || named.length > 1) return null;
  const reached = measure(changed, pin, attribute, PLAIN);
  if (reached === null) return null;
  const met = Math.abs(reached - target.seconds) <= 0.01 * target.seconds;
  const [wanted, got] = [target.seconds, reached].map((seconds) => duration(seconds, language)) as [string, string];
  const name = labelOf(pin);
  return {
    yes: met ? say(asking, '可以。', 'Yes. ') : say(asking, '不对。', 'No. '),
    text: met
      ? say(asking, `${name} 正好是 ${got}。`, `for ${name} it comes to ${got}.`)
      : say(asking, `${name} 是 ${got}，不是 ${wanted}。`, `for ${name} it comes to ${got}, not ${wanted}.`),
  };
}

interface Found {
  edits: Edit[];
  facts: GpioFacts;
  attribute: Attribute;
  /** Other pins whose figures change with it. */
  others: NamedPin[];
  numbers: number;
  /** A little beside what was wanted. */
  off: boolean;
  /** It changes how long every wait is, in the function that waits. */
  inWait: boolean;
  /** One of several waits of the same length: on and off would no longer last as long as each other. */
  partial: boolean;
}

const pinsAlike = (a: GpioFacts, b: GpioFacts): boolean =>
  a.outputs.length === b.outputs.length && a.outputs.every(({ pin }) => b.outputs.some((other) => other.pin === pin));

/** "What do I change so that it toggles every half second": numbers of the program are changed and each is run. */
export function aboutGoal(asking: Asking): Answer | null {
  const { question, facts } = asking;
  if (!WANTS_EDIT.test(question) || facts.ended === 'not-run') return null;
  const target = targetIn(question);
  const counted = (lengthsIn(question) ?? []).length === 0 ? countGoal(asking) : null;
  if (counted) return counted;
  if (!target) return null;
  const moved = new Set(
    facts.whatIf.flatMap(({ phases }) => phases.flatMap(({ changes }) => changes.map(({ pin }) => pin))),
  );
  const moving = facts.outputs.filter(({ pin }) => changesOf(facts, pin).length > 1);
  const able = facts.outputs.filter(({ pin }) => changesOf(facts, pin).length > 0 || moved.has(pin));
  const named = pinsIn(question, facts).filter(({ pin }) => able.some((each) => each.pin === pin.pin));
  const attribute = ATTRIBUTES.find(([said]) => said.test(question))?.[1] ?? 'period';
  const every = /每(?:个|一个|盏|颗)|\beach\b/i.test(question) && moving.length > 1;
  const pin =
    named[0]?.pin ??
    (able.length === 1 ? able[0] : moving.length === 1 || every || attribute === 'round' ? moving[0] : undefined);
  if (!pin || named.length > 1) return null;
  const way = moving.some((each) => each.pin === pin.pin) || !moved.has(pin.pin) ? PLAIN : PRESSED;
  const tried: Attribute[] =
    attribute === 'period'
      ? ['period', 'interval']
      : attribute === 'interval'
        ? ['interval', 'period']
        : attribute === 'on'
          ? ['on', 'first']
          : [attribute];
  const own = tried.find((each) => measure(facts, pin, each, way) !== null);
  if (own === undefined) return null;
  const now = measure(facts, pin, own, way)!;
  const seconds = 'seconds' in target ? target.seconds : now * target.times;
  if (Math.abs(seconds - now) <= 0.01 * now) return null;
  const best = search(asking, pin, own, now, seconds, way);
  if (!best) return null;
  const name = own === 'round' ? '' : (named[0]?.name ?? labelOf(pin));
  return told(asking, pin, own, now, best, 'times' in target && target.example, name, way);
}

/** The fewest numbers that bring the wanted figure, and of these the ones that change least beside it. */
function search(
  asking: Asking,
  pin: NamedPin,
  attribute: Attribute,
  now: number,
  seconds: number,
  way: Way,
): Found | null {
  const { facts } = asking;
  const exact = facts.eventInfo.every((info) => info.exact);
  const places = numbersOf(facts).slice(0, MOST_NUMBERS);
  const groups: Place[][] = places.map((place) => [place]);
  const waits = new Set(facts.delays.map(({ line }) => line));
  const code = bareLines(facts);
  const waiting = places.filter(({ line, at }) => {
    const called = /(\w+)\s*\([^()]*(?:\w+\([^()]*)?$/.exec((code[line - facts.firstLine] ?? '').slice(0, at))?.[1];
    return waits.has(line) || (called !== undefined && isDelayName(called));
  });
  for (const number of new Set(waiting.map((place) => place.number))) {
    const same = waiting.filter((place) => place.number === number);
    if (same.length > 1) groups.push(same);
  }
  const waiters = facts.functions.filter(({ name }) => isDelayName(name));
  // The number that says the present figure itself comes first.
  const far = ([place]: Place[]): number => Math.abs(Math.log(Number(place!.number) / (now * 1000)));
  groups.sort((a, b) => far(a) - far(b));
  const found: Found[] = [];
  let runs = 0;
  for (const places of groups) {
    const value = Number(places[0]!.number);
    // A number that is the present figure in milliseconds is to be the wanted one.
    const near = attribute === 'pause' ? 0.15 : 0.02;
    const plain = Math.abs(value - now * 1000) <= near * value ? [seconds * 1000] : [];
    const values = new Set(
      [
        // A compare value counts from 0.
        ...(value % 2 === 1 && value > 100 ? [((value + 1) * seconds) / now - 1] : []),
        ...plain,
        (value * seconds) / now,
        value + ((seconds - now) * 1000) / places.length,
        value + (seconds - now) / places.length,
      ]
        .map((each) => Number(each.toPrecision(exact ? 6 : 2)))
        .map(Math.round)
        .filter((each) => each >= 1 && each !== value),
    );
    for (const next of values) {
      if (runs++ >= MOST_RUNS || found.length >= 4) break;
      const changed = factsWith(
        facts,
        editsOf(facts, places, () => String(next)),
      );
      // What is a little beside a round number is that number, with what the loop takes by itself.
      const [round] = plain;
      const shown = round !== undefined && Math.abs(next - round) <= 0.002 * round ? Math.round(round) : next;
      const edits = editsOf(facts, places, () => String(shown));
      if (!changed || !pinsAlike(facts, changed)) continue;
      const measured = measure(changed, pin, attribute, way);
      if (
        measured === null ||
        Math.abs(measured - seconds) > (attribute === 'pause' ? 0.1 : exact && way === PLAIN ? 0.015 : 0.06) * seconds
      )
        continue;
      const others = facts.outputs.filter(
        (other) =>
          other.pin !== pin.pin &&
          (attribute !== 'period' && attribute !== 'interval' ? (['on'] as const) : (['on', 'off'] as const)).some(
            (each) => {
              const [before, after] = [measure(facts, other, each, PLAIN), measure(changed, other, each, PLAIN)];
              return before !== null && (after === null || Math.abs(before - after) > 0.02 * before);
            },
          ),
      );
      const off = attribute !== 'pause' && Math.abs(measured - seconds) > 1e-6 * seconds;
      const same = waiting.filter(({ number }) => number === places[0]!.number);
      const partial =
        (attribute === 'period' || attribute === 'interval') &&
        same.length > places.length &&
        waiting.includes(places[0]!);
      const inWait = waiters.some(({ line, endLine }) =>
        places.some((place) => place.line >= line && place.line <= endLine),
      );
      const best = !inWait && !partial && !off && others.length === 0;
      found.push({ edits, facts: changed, attribute, others, numbers: places.length, off, inWait, partial });
      if (best) return found.at(-1)!;
      break;
    }
  }
  return (
    found.sort(
      (a, b) =>
        Number(a.inWait) - Number(b.inWait) ||
        Number(a.partial) - Number(b.partial) ||
        a.others.length - b.others.length ||
        Number(a.off) - Number(b.off) ||
        a.numbers - b.numbers,
    )[0] ?? null
  );
}

const VERBS: Record<Attribute, { zh: [string, string]; en: [string, string] }> = {
  interval: { zh: ['每 ', '翻转一次'], en: ['toggles every ', ''] },
  period: { zh: ['每 ', '亮灭一次'], en: ['goes on and off once every ', ''] },
  on: { zh: ['每次开 ', ''], en: ['is on for ', ' each time'] },
  off: { zh: ['每次关 ', ''], en: ['is off for ', ' each time'] },
  pause: { zh: ['停 ', ''], en: ['pauses for ', ''] },
  first: { zh: ['等 ', '才动作'], en: ['comes on after ', ''] },
  round: { zh: ['一轮 ', ''], en: ['one round takes ', ''] },
};

function told(
  asking: Asking,
  pin: NamedPin,
  attribute: Attribute,
  now: number,
  best: Found,
  example: boolean,
  name: string,
  way: Way,
): Answer {
  const { facts, language } = asking;
  const lines = best.edits.map(({ line }) => line);
  const after = measure(best.facts, pin, attribute, way)!;
  const of = (seconds: number): string => {
    const [before, behind] = VERBS[attribute][language];
    return `${before}${duration(seconds, language)}${behind}`;
  };
  const changes = best.edits.map((edit) =>
    say(
      asking,
      `第 ${edit.line} 行的 ${edit.from} 改成 ${edit.to}（\`${quoted(edit.text.trim())}\`）`,
      `on line ${edit.line} change ${edit.from} to ${edit.to} (\`${quoted(edit.text.trim())}\`)`,
    ),
  );
  const beside =
    best.others.length > 0
      ? say(
          asking,
          `；${list(best.others.map(labelOf), 'zh')} 的节奏也会跟着变`,
          `; that changes the rhythm of ${list(best.others.map(labelOf), 'en')} as well`,
        )
      : '';
  const about = facts.eventInfo.every((info) => info.exact) ? '' : say(asking, '（估计值）', ' (estimated)');
  const head = say(
    asking,
    `${example ? '比如' : ''}把${changes.join('，')}`,
    `${example ? 'For example, ' : ''}${changes.join(', and ')}`,
  );
  const text = say(
    asking,
    `${head}。改了再跑过：${name}${name === '' ? '' : ' '}${of(after)}（原来${of(now)}）${about}${beside}。`,
    `${head[0]!.toUpperCase()}${head.slice(1)}. Run that way, ${name}${name === '' ? '' : ' '}${of(after)} (now it is ${duration(now, 'en')})${about}${beside}.`,
  );
  return answer(asking, text, lines, 0.92);
}

/** "每闪 10 下才响", "every 10 blinks": how often something has to happen first. */
const TIMES =
  /(?:每|按|闪|闪烁|转|跑|走|满|到|数|等)\s*(?:够|满|到)?\s*(\d{1,5}|[一二两三四五六七八九十])\s*(?:次|下|遍|圈|轮|个)|\b(?:every|after|each)\s+(\d{1,5}|two|three|four|five|six|seven|eight|nine|ten|\w+)(?:th|rd|nd)?\s+(?:times?|blinks?|flashes|press(?:es)?|rounds?|passes|loops?|toggles?|cycles?|ticks?)/i;
const WORDS: Record<string, number> = {
  ...{ 一: 1, 二: 2, 两: 2, 三: 3, 四: 4, 五: 5, 六: 6, 七: 7, 八: 8, 九: 9, 十: 10 },
  ...{ two: 2, three: 3, four: 4, five: 5, six: 6, seven: 7, eight: 8, nine: 9, ten: 10 },
};

/** The one number that a counting variable is compared with is the one to change. */
function countGoal(asking: Asking): Answer | null {
  const { question, facts } = asking;
  const said = TIMES.exec(question);
  const word = said?.[1] ?? said?.[2];
  const wanted = word === undefined ? Number.NaN : (WORDS[word.toLowerCase()] ?? Number(word));
  if (!Number.isInteger(wanted) || wanted < 1) return null;
  const code = bareLines(facts);
  const all = code.join('\n');
  const counters = code.flatMap((text, i) =>
    [...text.matchAll(/(?<![\w.])(?:\+\+)?(\w+)(?:\+\+)?\s*(==|>=|>|%)\s*(\d{1,5})(?![\w.])/g)].flatMap(
      ([whole, name, sign, number]) =>
        !/^\s*(?:for)\b/.test(text) &&
        Number(number) > 1 &&
        new RegExp(`(?<!\\w)${name}\\s*(?:\\+\\+|\\+=)|\\+\\+\\s*${name}(?!\\w)`).test(all)
          ? [{ line: i + facts.firstLine, whole, name: name!, sign: sign!, number: number! }]
          : [],
    ),
  );
  const [counter, other] = counters;
  if (!counter || other) return null;
  const next = String(counter.sign === '>' ? wanted - 1 : wanted);
  if (next === counter.number) return null;
  const at = code[counter.line - facts.firstLine]!.indexOf(counter.whole) + counter.whole.lastIndexOf(counter.number);
  const edits = editsOf(facts, [{ line: counter.line, at, number: counter.number }], () => next);
  const changed = factsWith(facts, edits);
  const shown = changed ? ratioShown(asking, facts, changed) : '';
  const condition = counter.whole.trim();
  return answer(
    asking,
    say(
      asking,
      `改第 ${counter.line} 行的 ${counter.number}：把 \`${quoted(condition)}\` 里的 ${counter.number} 改成 ${next}（\`${quoted(edits[0]!.text.trim())}\`），${counter.name} 数到 ${wanted} 才算够${shown}。`,
      `Change the ${counter.number} on line ${counter.line} to ${next} (\`${quoted(edits[0]!.text.trim())}\`): \`${quoted(counter.name)}\` then counts to ${wanted}${shown}.`,
    ),
    [counter.line],
    0.9,
  );
}

/** How far a round stretches with it. */
function ratioShown(asking: Asking, before: GpioFacts, after: GpioFacts): string {
  if (before.loopSeconds === null || after.loopSeconds === null) return '';
  const [was, is] = [duration(before.loopSeconds, asking.language), duration(after.loopSeconds, asking.language)];
  return was === is
    ? ''
    : say(asking, `；改了再跑过，一轮从 ${was}变成 ${is}`, `; run that way, a round goes from ${was} to ${is}`);
}
