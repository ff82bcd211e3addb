import { labelOf } from '../behaviour.ts';
import type { NamedPin } from '../facts.ts';
import { duration, list } from '../words.ts';
import { spotOf } from './changes.ts';
import { onOf, outputsAsked, spansOf, stretchOf } from './spans.ts';
import { type Answer, type Asking, about, answer, dot, noteFor, say } from './text.ts';

/** "Which LED is the fastest?", "哪个灯亮得最久", "亮的时间长还是灭的时间长". */
export function aboutExtreme(asking: Asking): Answer | null {
  const { question, facts } = asking;
  const speed = /快|慢|频繁|\bfast|\bslow|\bfrequent|\bmost often/i.test(question);
  const length = /久|长|短|\blong|\bshort/i.test(question);
  const least = /慢|短|\bslow|\bshort/i.test(question);
  const last = /最后|\blast\b/i.test(question) && /亮|开|\bon\b|light|lit|led|灯/i.test(question);
  const compares =
    /(?:哪|谁|which|what|who).{0,24}(?:最|更|快|慢|久|长|短|est\b|er\b|\bmost\b|\blast\b)|最后.{0,6}(?:哪|什么)|一样[快长久]|还是.{0,8}[快慢长短久]|\b(?:longer|shorter|faster|slower) than\b/i;
  if (!(speed || length || last) || !compares.test(question)) return null;
  if (/延[时迟]|delay|晶振|主频|clock speed|中断|波特|baud/i.test(question)) return null;
  const stretch = stretchOf(facts);
  if (!stretch) return null;
  const asked = outputsAsked(asking, stretch);
  const pins = asked.map(({ pin }) => pin);
  if (pins.length === 1 && /亮|\bon\b|高|high/i.test(question) && /灭|\boff\b|低|low/i.test(question))
    return onAgainstOff(asking, pins[0]!);
  if (pins.length < 2 || pins.length > 16) return null;
  const figures = pins.map((pin) => {
    const spans = spansOf(facts, pin.pin, stretch);
    const on = spans.filter((span) => span.level === onOf(facts, pin));
    const off = /灭|\boff\b|dark/i.test(question) && !/亮|\bon\b/i.test(question);
    const chosen = off ? spans.filter((span) => span.level !== onOf(facts, pin)) : on;
    return {
      pin,
      changes: spans.length,
      total: chosen.reduce((sum, span) => sum + span.to - span.from, 0),
      first: Math.min(...on.map((span) => span.from)),
      lines: spans.map((span) => spotOf(facts, span.begins)),
    };
  });
  const measure = (figure: (typeof figures)[number]): number =>
    last ? figure.first : speed ? figure.changes : figure.total;
  if (!last && !speed && figures.every(({ total }) => total === 0)) return null;
  const ranked = [...figures].sort((a, b) => (least ? measure(a) - measure(b) : measure(b) - measure(a)));
  const best = measure(ranked[0]!);
  const winners = ranked.filter(
    (figure) => Math.abs(measure(figure) - best) <= Math.max(Math.abs(best) * 0.01, last ? 1e-6 : 1e-5),
  );
  const names = list(
    winners.map(({ pin }) => labelOf(pin)),
    asking.language,
  );
  const told = ranked.slice(0, 8).map((figure) => {
    const label = labelOf(figure.pin);
    if (speed)
      return stretch.seconds !== null && figure.changes > 0
        ? say(
            asking,
            `${label} ${about(asking, stretch.exact)}每 ${duration(stretch.seconds / figure.changes, 'zh')}变一次`,
            `${label} changes every ${about(asking, stretch.exact)}${duration(stretch.seconds / figure.changes, 'en')} on average`,
          )
        : say(asking, `${label} 变 ${figure.changes} 次`, `${label} changes ${figure.changes} times`);
    if (last) return label;
    return `${label} ${about(asking, stretch.exact)}${duration(figure.total, asking.language)}`;
  });
  const all = winners.length === pins.length;
  const head = last
    ? say(asking, `最后亮的是 ${names}`, `The last one to come on is ${names}`)
    : all
      ? say(asking, `都一样`, `All the same`)
      : say(
          asking,
          `${speed ? (least ? '最慢' : '最快') : least ? '时间最短' : '时间最长'}的是 ${names}`,
          `${names} ${winners.length > 1 ? 'are' : 'is'} the ${speed ? (least ? 'slowest' : 'fastest') : least ? 'shortest' : 'longest'}`,
        );
  const per = !speed && !last && stretch.looping ? say(asking, '每一轮里', 'in each round ') : '';
  const tail = last
    ? stretch.looping
      ? say(asking, '（按一轮来看，之后从头重复）', ' in a round, after which it starts over')
      : ''
    : say(asking, `：${per}${told.join('，')}`, `: ${per}${told.join(', ')}`);
  return answer(
    asking,
    `${head}${tail}${speed ? '' : noteFor(asking, pins)}${dot(asking)}`,
    winners.flatMap((figure) => figure.lines),
    0.85,
  );
}

function onAgainstOff(asking: Asking, pin: NamedPin): Answer | null {
  const { facts } = asking;
  const stretch = stretchOf(facts);
  if (!stretch || stretch.seconds === null) return null;
  const spans = spansOf(facts, pin.pin, stretch);
  const sum = (level: number) =>
    spans.filter((span) => span.level === level).reduce((all, span) => all + span.to - span.from, 0);
  const on = sum(onOf(facts, pin));
  const off = sum(1 - onOf(facts, pin));
  const mark = about(asking, stretch.exact);
  const same = Math.abs(on - off) <= 0.01 * Math.max(on, off);
  const head = same
    ? say(asking, '一样长', 'The same')
    : on > off
      ? say(asking, '亮的时间长', 'It is on for longer')
      : say(asking, '灭的时间长', 'No, it is off for longer').replace(
          /^No, /,
          /longer than off/i.test(asking.question) ? 'No, ' : '',
        );
  return answer(
    asking,
    say(
      asking,
      `${head}：每一轮亮 ${mark}${duration(on, 'zh')}，灭 ${mark}${duration(off, 'zh')}${noteFor(asking, [pin])}。`,
      `${head}: on for ${mark}${duration(on, 'en')}, off for ${mark}${duration(off, 'en')} a round${noteFor(asking, [pin])}.`,
    ),
    spans.map((span) => spotOf(facts, span.begins)),
  );
}
