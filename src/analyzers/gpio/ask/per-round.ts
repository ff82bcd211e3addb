import { readAsked } from '../../../asking/question.ts';
import { duration } from '../words.ts';
import { spotOf } from './changes.ts';
import { outputsNamed, pinsIn } from './pins.ts';
import { momentsOf, onOf, spansOf, stretchOf } from './spans.ts';
import { type Answer, type Asking, about, answer, lineList, noteFor, say } from './text.ts';
import { togetherAtFirst } from './together.ts';

const IN_ROUND =
  /一(?:轮|圈|趟|遍|个?循环|个?周期)(?:里|内|中)?|每(?:一)?(?:轮|圈|趟|遍|个?循环)|\b(?:per|in (?:a|one|each|every)|each|every) (?:round|cycle|loop|pass)\b/i;
const TIME =
  /多久|多长|几(?:毫)?秒|多少(?:毫)?秒|多少时间|\bhow long\b|\bhow (?:much|many) (?:time|ms|sec\w*|milli\w*)|总(?:时间|时长)|\b(?:total|overall) (?:\w+[- ])?time\b/i;
const ON = /亮|响|开|吸合|转|高|\b(?:on|lit|high|run\w*|sound\w*|open)\b/i;
const OFF = /灭|关|停|低|\b(?:off|dark|low)\b/i;

/** "RB0 一轮里亮多久", "how long is it on per cycle": all its stays of a round together. */
export function aboutOnInRound(asking: Asking): Answer | null {
  const { question, facts } = asking;
  if (!IN_ROUND.test(question) || !TIME.test(question) || ON.test(question) === OFF.test(question)) return null;
  const stretch = stretchOf(facts);
  const named = outputsNamed(question, facts);
  const [one, two] = named;
  if (!stretch?.looping || !stretch.seconds || !one || two) return null;
  const on = onOf(facts, one.pin);
  const level = ON.test(question)
    ? /高|\bhigh\b/i.test(question)
      ? 1
      : on
    : /低|\blow\b/i.test(question)
      ? 0
      : 1 - on;
  const spans = spansOf(facts, one.pin.pin, stretch).filter((span) => span.level === level);
  // All alike, and the length of one is what is meant.
  const alike = spans.every(
    ({ from, to }) => Math.abs(to - from - (spans[0]!.to - spans[0]!.from)) < 0.02 * (to - from),
  );
  if (spans.length === 0 || (alike && !/一共|总共|共|\b(?:total|altogether|in all)\b/i.test(question))) return null;
  const total = spans.reduce((sum, { from, to }) => sum + to - from, 0);
  const time = (seconds: number): string => `${about(asking, stretch.exact)}${duration(seconds, asking.language)}`;
  const parts =
    spans.length > 1 && spans.length <= 4
      ? `（${spans.map(({ from, to }) => duration(to - from, asking.language)).join(' + ')}）`
      : '';
  const word = say(asking, ON.test(question) ? '开着' : '关着', ON.test(question) ? 'on' : 'off');
  const lines = [...new Set(spans.map(({ begins }) => spotOf(facts, begins)))];
  return answer(
    asking,
    say(
      asking,
      `${one.name} 一轮（${time(stretch.seconds)}）里一共${word} ${time(total)}${parts}${noteFor(asking, [one.pin])}。`,
      `${time(total)} in all: ${one.name} is ${word} that long in each round of ${time(stretch.seconds)}${parts.replace('（', ' (').replace('）', ')')}${noteFor(asking, [one.pin])}.`,
    ),
    lines,
    0.9,
  );
}

const ALL_ON =
  /(?:全部?|都|所有|一起|[一两二三四五六七八]个(?:灯)?(?:全|都)?)[^，,。]{0,6}亮|\ball\b(?: (?:of them|the|two|three|four|five|six|seven|eight|leds?|lights?|lamps?|outputs?)){0,3} (?:are |is |be |come )?(?:on|lit|high)\b|\b(?:are|is) all (?:\w+ ){0,3}(?:on|lit|high)\b/i;
const ASKS = /什么时候|何时|多久|多长|有没有|会|吗|\b(?:when|how long|ever|is there|are)\b/i;

/** "When are all eight on": the stretches of a round in which every output is. */
export function aboutAllOn(asking: Asking): Answer | null {
  const { question, facts } = asking;
  if (!ALL_ON.test(question) || !ASKS.test(question) || OFF.test(question) || /按|\bpress/i.test(question)) return null;
  const stretch = stretchOf(facts);
  if (!stretch?.looping || !stretch.seconds || facts.outputs.length < 2 || pinsIn(question, facts).length === 1)
    return null;
  const pins = facts.outputs;
  let at = 0;
  const hits: { from: number; seconds: number }[] = [];
  for (const { on, seconds } of momentsOf(facts, pins, stretch)) {
    if (on.length === pins.length && seconds > 2e-3) hits.push({ from: at, seconds });
    at += seconds;
  }
  const note = noteFor(asking, pins);
  if (hits.length === 0) {
    const first = togetherAtFirst(asking, pins, stretch, pins.length - 1);
    if (first)
      return answer(
        asking,
        `${first.text}${say(asking, '；之后的每一轮里没有哪一刻全亮', '; in the rounds after that they are never all on')}${note}${say(asking, '。', '.')}`,
        first.lines,
        0.88,
      );
    return answer(
      asking,
      say(
        asking,
        `没有：一轮里从没有哪一刻 ${pins.length} 个输出全亮${note}。`,
        `Never: at no time of a round are all ${pins.length} outputs on${note}.`,
      ),
      [],
      0.88,
    );
  }
  const time = (seconds: number): string => `${about(asking, stretch.exact)}${duration(seconds, asking.language)}`;
  const total = hits.reduce((sum, { seconds }) => sum + seconds, 0);
  const lines = hits.flatMap(({ from }) => {
    const moment = stretch.startSeconds + from;
    const index = facts.eventInfo.findLastIndex(({ seconds }) => seconds <= moment + 1e-6);
    return index >= 0 ? [spotOf(facts, index)] : [];
  });
  return answer(
    asking,
    say(
      asking,
      `${readAsked(question).yesNo ? '会：' : ''}每轮（${time(stretch.seconds)}）${hits.length > 1 ? `${hits.length} 次、共` : ''} ${time(total)}，从${lineList(asking, lines)}那里开始${note}。`,
      `In each round of ${time(stretch.seconds)} for ${time(total)}${hits.length > 1 ? ` (${hits.length} times)` : ''}, beginning at ${lineList(asking, lines)}${note}.`,
    ),
    lines,
    0.88,
  );
}

const DIFFERENCE = /差(?:别|异|在|哪)|区别|不同|不一样|\bdiffer\w*\b/i;

/** "dot 和 dash 差在哪": two functions of the paste, and what stands in one and not in the other. */
export function aboutTwoFunctions(asking: Asking): Answer | null {
  const { question, facts } = asking;
  if (!DIFFERENCE.test(question)) return null;
  const named = facts.functions.filter(({ name }) => new RegExp(`(?<!\\w)${name}(?!\\w)`).test(question));
  const [a, b, third] = named;
  if (!a || !b || third) return null;
  const tokens = ({ name, line, endLine }: typeof a): string[] => {
    const text = facts.source
      .split('\n')
      .slice(line - facts.firstLine, endLine - facts.firstLine + 1)
      .join(' ');
    const body = text.slice(text.search(new RegExp(`\\b${name}\\s*\\(`)));
    return (
      body
        .replace(/\/\/.*|\/\*.*?\*\//g, ' ')
        .match(/\w+|[^\w\s]/g)
        ?.slice(1) ?? []
    );
  };
  const [one, two] = [tokens(a), tokens(b)];
  if (one.length !== two.length) return null;
  const pairs = one.flatMap((token, i) => (token !== two[i] ? [[token, two[i]!] as const] : []));
  if (pairs.length === 0 || pairs.length > 4) return null;
  const told = pairs.map(([x, y]) =>
    say(asking, `${a.name} 里是 \`${x}\`，${b.name} 里是 \`${y}\``, `\`${x}\` in ${a.name}, \`${y}\` in ${b.name}`),
  );
  return answer(
    asking,
    say(
      asking,
      `只差${pairs.length === 1 ? '一处' : `${pairs.length} 处`}：${told.join('；')}。`,
      `They differ in ${pairs.length === 1 ? 'one place' : `${pairs.length} places`} only: ${told.join('; ')}.`,
    ),
    [a.line, b.line],
    0.9,
  );
}
