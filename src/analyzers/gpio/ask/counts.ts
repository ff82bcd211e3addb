import { labelOf } from '../behaviour.ts';
import { changesOf } from '../levels.ts';
import { duration } from '../words.ts';
import { spotOf } from './changes.ts';
import { type Asked, outputsInOrder, position } from './pins.ts';
import { onOf, outputsAsked, stretchOf } from './spans.ts';
import { type Answer, type Asking, about, answer, dot, isDevice, noteFor, say } from './text.ts';
import { countedLoops } from './totals.ts';

/** "黄灯一共闪几次", "how many pulses". */
export function aboutCount(asking: Asking): Answer | null {
  const { question, facts } = asking;
  if (
    !/几次|几下|几声|多少次|多少下|多少声|几遍|每分钟|每秒.{0,4}[次下]|一分钟|per (?:minute|second)|几个脉冲|多少个脉冲|\bhow many (?:times|pulses|blinks|flashes|edges|toggles|beeps|clocks?(?: pulses)?)\b/i.test(
      question,
    ) ||
    !/亮|闪|灭|翻转|跳|响|叫|声|脉冲|变|开|转|运行|启动|工作|吸合|动作|\b(?:blink|flash|toggle|pulse|on|off|lit|light|beep|go|change|run|start|open|close|activat|switch|click|turn)/i.test(
      question,
    ) ||
    /调用|循环(?!一)|发送|\bcall|(?<!\b(?:per|each|every|one|a) )\bloop/i.test(question)
  )
    return null;
  const stretch = stretchOf(facts);
  if (!stretch) return null;
  const asked = outputsAsked(asking, stretch);
  if (asked.length === 0 || asked.length > 4) return null;
  const before = beforeAnother(asking);
  if (before) return before;
  const pressed = asked.length === 1 ? whenPressed(asking, asked[0]!) : null;
  if (pressed) return pressed;
  const every = /翻转|变|跳变|toggle|change|edge/i.test(question);
  // It never came on because nobody touched an input: that is no count.
  if (facts.inputs.length > 0 && asked.some(({ pin }) => changesOf(facts, pin.pin).length === 0)) return null;
  const told: string[] = [];
  const lines: number[] = [];
  for (const { pin, name } of asked) {
    const on = /灭|\boff\b/i.test(question) && !/亮灭/.test(question) ? 1 - onOf(facts, pin) : onOf(facts, pin);
    const all = changesOf(facts, pin.pin);
    const looping = stretch.looping && all.some((change) => change.index >= stretch.from);
    const hits = all.filter(
      (change) =>
        // A pin that rests while the others go round did all it does before.
        (!looping || (change.index >= stretch.from && change.index < stretch.to)) && (every || change.level === on),
    );
    const byLine = new Map<number, number>();
    for (const hit of hits) {
      const line = spotOf(facts, hit.index);
      byLine.set(line, (byLine.get(line) ?? 0) + 1);
    }
    lines.push(...byLine.keys());
    const where = [...byLine]
      .map(([line, count]) =>
        byLine.size === 1
          ? say(asking, `第 ${line} 行`, `line ${line}`)
          : say(asking, `第 ${line} 行 ${count} 次`, `line ${line} ${count}×`),
      )
      .join(say(asking, '，', ', '));
    const label = name || labelOf(pin);
    const round =
      looping && stretch.seconds !== null
        ? say(
            asking,
            `每一轮（${about(asking, stretch.exact)}${duration(stretch.seconds, 'zh')}）`,
            ` in each round of ${about(asking, stretch.exact)}${duration(stretch.seconds, 'en')}`,
          )
        : looping
          ? say(asking, '每一轮', ' in each round')
          : say(asking, '总共', ' altogether');
    const verb = every
      ? say(asking, '变化', 'changes')
      : on === onOf(facts, pin)
        ? say(asking, isDevice(pin) ? '打开' : '亮（打开）', 'comes on')
        : say(asking, isDevice(pin) ? '关闭' : '灭（关闭）', 'goes off');
    const minute = /分钟|minute/i.test(question);
    const rate =
      looping && stretch.seconds && /分钟|每秒|一秒|minute|per second|a second/i.test(question)
        ? Number(((hits.length / stretch.seconds) * (minute ? 60 : 1)).toPrecision(3))
        : null;
    const paced =
      rate === null
        ? ''
        : say(
            asking,
            `，合每${minute ? '分钟' : '秒'}${stretch.exact ? ' ' : '约 '}${rate} 次`,
            `, that is ${stretch.exact ? '' : 'about '}${rate} per ${minute ? 'minute' : 'second'}`,
          );
    told.push(
      say(
        asking,
        `${label} ${round}${verb} ${hits.length} 次${paced}${where ? `：${where}` : ''}`,
        `${label} ${verb} ${hits.length} ${hits.length === 1 ? 'time' : 'times'}${round}${paced}${where ? `: ${where}` : ''}`,
      ),
    );
  }
  return answer(
    asking,
    `${told.join(say(asking, '；', '; '))}${
      every
        ? ''
        : noteFor(
            asking,
            asked.map(({ pin }) => pin),
          )
    }${dot(asking)}`,
    lines,
    0.85,
  );
}

/** An output that nothing but an input moves: how often it comes on when that is pressed once. */
function whenPressed(asking: Asking, { pin, name }: Asked): Answer | null {
  const { facts } = asking;
  if (changesOf(facts, pin.pin).some(({ level }) => level === onOf(facts, pin))) return null;
  const runs = facts.whatIf.flatMap((input) => {
    // Pressed and let go; what it began may go on after that.
    const once = input.phases.filter(({ what }) => what === 'press' || what === 'release');
    const hits = once
      .flatMap(({ changes }) => changes)
      .filter((change) => change.pin === pin.pin && change.level === onOf(facts, pin));
    const lines = [...new Set(hits.map(({ line }) => line))];
    if (lines.length === 0) return [];
    if (!once.some(({ more }) => more)) return [{ input, lines, count: hits.length }];
    // More than was kept of the run: a loop with a fixed number of turns says how many.
    const loops = countedLoops(asking).filter(({ from, to }) => lines.every((line) => line >= from && line <= to));
    const [loop, outer] = loops;
    return loop && !outer ? [{ input, lines, count: loop.count * lines.length }] : [];
  });
  const [only, other] = runs;
  if (!only || other) return null;
  const { input, lines, count } = only;
  const label = name || labelOf(pin);
  return answer(
    asking,
    say(
      asking,
      `${count} 次：平时 ${label} 不动作；${labelOf(input)} 触发一次（${input.level ? '高' : '低'}电平 ${duration(input.holdMs / 1000, 'zh')}）它打开 ${count} 次${noteFor(asking, [pin])}。`,
      `${count} times: at rest ${label} never comes on; when ${labelOf(input)} is set off once (${input.level ? 'high' : 'low'} for ${duration(input.holdMs / 1000, 'en')}) it comes on ${count} times${noteFor(asking, [pin])}.`,
    ),
    lines,
    0.86,
  );
}

/** "How often does the LED flash before the motor starts?": counted up to another pin's first time. */
function beforeAnother(asking: Asking): Answer | null {
  const { question, facts } = asking;
  const mark = /\bbefore\b|\buntil\b/i.exec(question) ?? /之前|以前|前(?=[，,\s]|[^面])/.exec(question);
  if (!mark) return null;
  const named = outputsInOrder(question, facts);
  if (named.length !== 2) return null;
  const [first, second] = named as [(typeof named)[number], (typeof named)[number]];
  const english = /[a-z]/i.test(mark[0]);
  const behind = position(question, second.name) > mark.index;
  const [limit, subject] = english
    ? position(question, first.name) > mark.index
      ? [first, second]
      : [second, first]
    : behind
      ? [first, second]
      : [second, first];
  const end = changesOf(facts, limit.pin.pin).find(({ level }) => level === onOf(facts, limit.pin));
  if (!end) return null;
  const hits = changesOf(facts, subject.pin.pin).filter(
    ({ index, level }) => index < end.index && level === onOf(facts, subject.pin),
  );
  const lines = [...new Set(hits.map(({ index }) => spotOf(facts, index)))];
  return answer(
    asking,
    say(
      asking,
      `${limit.name} 第一次打开（第 ${spotOf(facts, end.index)} 行）之前，${subject.name} 亮（打开） ${hits.length} 次${noteFor(asking, [subject.pin])}。`,
      `Before ${limit.name} first goes on (line ${spotOf(facts, end.index)}), ${subject.name} comes on ${hits.length} ${hits.length === 1 ? 'time' : 'times'}${noteFor(asking, [subject.pin])}.`,
    ),
    [...lines, spotOf(facts, end.index)],
    0.88,
  );
}
