import { readAsked } from '../../../asking/question.ts';
import { labelOf } from '../behaviour.ts';
import { lengthsIn } from '../claims/lengths.ts';
import type { GpioFacts, NamedPin } from '../facts.ts';
import { changesOf } from '../levels.ts';
import { duration } from '../words.ts';
import { spotOf } from './changes.ts';
import { outputsNamed } from './pins.ts';
import { onOf, spansOf, stretchOf } from './spans.ts';
import { type Answer, type Asking, about, answer, dot, isDevice, lineList, noteFor, say } from './text.ts';

const HOW_MANY = /几[次下声]|多少[次下声]|\bhow (?:many|often)\b/i;
const WITHIN = /内|以内|之内|里(?:面)?|\bwithin\b|\bin (?:the )?(?:first )?(?:\d|[a-z]+ seconds)|\bduring\b|\bover\b/i;
const HAPPENS = /亮|闪|响|翻转|变|开|吸合|\b(?:blink|flash|toggl|puls|on|lit|light|beep|chang|switch)\w*\b/i;
const EVERY = /翻转|变化|跳变|\btoggl|\bchang|\bedge/i;
const OTHER = /按|如果|假如|\bif\b|\bpress|松开|之后|\bafter\b|\bhold|触发|\btrigger/i;
/** Changes that are counted on by the loop. */
const MOST = 200_000;

/** The one output a question is about. */
function outputOf({ question, facts }: Asking): { pin: NamedPin; name: string } | null {
  const named = outputsNamed(question, facts);
  const [one, other] = named;
  if (one) return other ? null : one;
  const [pin, more] = facts.outputs;
  return pin && !more ? { pin, name: '' } : null;
}

/** When a pin changes, from the start up to a time, counted on by the loop; null where the run is too short for that. */
function changesUpTo(
  facts: GpioFacts,
  pin: string,
  seconds: number,
): { level: 0 | 1; seconds: number; line: number }[] | null {
  const own = changesOf(facts, pin).map(({ index, level }) => ({
    index,
    level,
    seconds: facts.eventInfo[index]!.seconds,
    line: spotOf(facts, index),
  }));
  const { loop, loopSeconds } = facts;
  const end = facts.eventInfo.at(-1)?.seconds ?? 0;
  if (!loop || !loopSeconds) {
    const over = facts.ended === 'settled' || facts.ended === 'returned';
    return over || end >= seconds ? own.filter((change) => change.seconds < seconds) : null;
  }
  if ((seconds / loopSeconds) * loop.period > MOST) return null;
  const found = own.filter(({ index }) => index < loop.start + loop.period);
  const round = found.filter(({ index }) => index >= loop.start);
  for (let turn = 1; round.length > 0; turn++) {
    const shift = turn * loopSeconds;
    if (round[0]!.seconds + shift >= seconds) break;
    found.push(...round.map((change) => ({ ...change, seconds: change.seconds + shift })));
  }
  return found.filter((change) => change.seconds < seconds - 1e-4);
}

/** "5 秒内红灯亮几次": counted from the start. */
export function aboutCountWithin(asking: Asking): Answer | null {
  const { question, facts } = asking;
  if (!HOW_MANY.test(question) || !WITHIN.test(question) || !HAPPENS.test(question) || OTHER.test(question))
    return null;
  if (readAsked(question).else) return null;
  const [us, more] = lengthsIn(question.replace(/几[次下声]/g, '')) ?? [];
  const asked = outputOf(asking);
  if (us === undefined || more !== undefined || !asked) return null;
  const seconds = us / 1e6;
  const all = changesUpTo(facts, asked.pin.pin, seconds);
  if (!all) return null;
  const on = onOf(facts, asked.pin);
  const off = /灭|关|\boff\b/i.test(question) && !/亮灭/.test(question);
  const hits = EVERY.test(question) ? all : all.filter(({ level }) => level === (off ? 1 - on : on));
  const exact = facts.eventInfo.every((info) => info.exact);
  const name = asked.name || labelOf(asked.pin);
  const verb = EVERY.test(question)
    ? say(asking, '变化', 'changes')
    : off
      ? say(asking, isDevice(asked.pin) ? '关' : '灭', 'goes off')
      : say(asking, isDevice(asked.pin) ? '开' : '亮', 'comes on');
  const times = `${hits.length}`;
  return answer(
    asking,
    say(
      asking,
      `从开始算起的 ${duration(seconds, 'zh')}内 ${name} ${verb} ${about(asking, exact)}${times} 次${EVERY.test(question) ? '' : noteFor(asking, [asked.pin])}${dot(asking)}`,
      `In the first ${duration(seconds, 'en')} ${name} ${verb} ${about(asking, exact)}${times} ${hits.length === 1 ? 'time' : 'times'}${EVERY.test(question) ? '' : noteFor(asking, [asked.pin])}${dot(asking)}`,
    ),
    hits.slice(0, 2).map(({ line }) => line),
    0.92,
  );
}

const HOW_LONG =
  /多久|多长时间|几(?:个?小时|分钟|秒)|多少(?:个?小时|分钟|秒|时间)|\bhow (?:long|much time|many (?:seconds|minutes|hours))\b/i;
const IN_ALL =
  /一共|总共|总计|合计|累计|加起来|总(?:时间|时长)|\b(?:in total|total|altogether|all told|overall|summed)\b/i;
const A_ROUND =
  /一?每?(?:一)?(?:轮|圈|个?周期|次循环|遍)|\b(?:per|each|every|a|one|in (?:a|one|each)) (?:\w+ )?(?:cycle|round|loop|period|pass)\b/i;
const SPANS: [RegExp, number, string, string][] = [
  [/[每一](?:个)?小时|\b(?:an|per|each|every|one) hour\b|\bhourly\b/i, 3600, '一小时', 'an hour'],
  [/[每一]天|\b(?:a|per|each|every|one) day\b|\bdaily\b/i, 86_400, '一天', 'a day'],
  [/[每一]分钟|\b(?:a|per|each|every|one) minute\b/i, 60, '一分钟', 'a minute'],
];

/** "How long is green on in total per cycle", "每天继电器通电多久": the sum of a round, and of all rounds of a longer time. */
export function aboutOnTime(asking: Asking): Answer | null {
  const { question, facts } = asking;
  if (!HOW_LONG.test(question) || OTHER.test(question) || readAsked(question).else) return null;
  const span = SPANS.find(([said]) => said.test(question));
  if (!span && !(IN_ALL.test(question) && A_ROUND.test(question))) return null;
  const asked = outputOf(asking);
  const stretch = stretchOf(facts);
  if (!asked || !stretch?.looping || !stretch.seconds) return null;
  if (
    !/亮|灭|开|关|通电|吸合|响|工作|运行|高|低|转|\b(?:on|off|lit|high|low|runs?|open|closed|active|powered)\b/i.test(
      question,
    )
  )
    return null;
  const off = /灭|关|断|\boff\b|\bdark\b|低电平|\blow\b/i.test(question) && !/高电平|\bhigh\b/i.test(question);
  const electrical = /高电平|低电平|\b(?:high|low)\b/i.test(question);
  const level = electrical ? (off ? 0 : 1) : off ? 1 - onOf(facts, asked.pin) : onOf(facts, asked.pin);
  const spans = spansOf(facts, asked.pin.pin, stretch).filter((each) => each.level === level);
  if (spans.length === 0) return null;
  const seconds = spans.reduce((sum, { from, to }) => sum + to - from, 0);
  const name = asked.name || labelOf(asked.pin);
  const lines = [...new Set(spans.map(({ begins }) => spotOf(facts, begins)))];
  const each = `${about(asking, stretch.exact)}${duration(seconds, asking.language)}`;
  const round = duration(stretch.seconds, asking.language);
  const state = electrical
    ? say(asking, level ? '高电平' : '低电平', level ? 'high' : 'low')
    : say(asking, off ? '关' : '开', off ? 'off' : 'on');
  const note = electrical ? '' : noteFor(asking, [asked.pin]);
  if (!span)
    return answer(
      asking,
      say(
        asking,
        `每轮共 ${each}：${name} 在一轮（${round}）里${state} ${spans.length} 次（${lineList(asking, lines)}）${note}${dot(asking)}`,
        `${each} in all: ${name} is ${state} ${spans.length === 1 ? 'once' : `${spans.length} times`} in a round of ${round} (${lineList(asking, lines)})${note}${dot(asking)}`,
      ),
      lines,
      0.92,
    );
  const total = (span[1] * seconds) / stretch.seconds;
  return answer(
    asking,
    say(
      asking,
      `${span[2]}共约 ${duration(total, 'zh')}：${name} 每轮（${round}）${state} ${each}，占 ${Number(((100 * seconds) / stretch.seconds).toPrecision(3))}%${note}${dot(asking)}`,
      `About ${duration(total, 'en')} in ${span[3]}: ${name} is ${state} for ${each} of each round of ${round}, ${Number(((100 * seconds) / stretch.seconds).toPrecision(3))}%${note}${dot(asking)}`,
    ),
    lines,
    0.92,
  );
}
