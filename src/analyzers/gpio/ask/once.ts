import { labelOf } from '../behaviour.ts';
import { changesOf } from '../levels.ts';
import { duration } from '../words.ts';
import { spotOf, wanted } from './changes.ts';
import { pinsIn } from './pins.ts';
import { onOf, spansOf, stretchOf } from './spans.ts';
import { type Answer, type Asking, about, answer, dot, lineList, noteFor, say } from './text.ts';

const HOW_LONG = /多久|多长|几秒|多少(?:毫秒|秒|时间)|\bhow (?:long|much time|many (?:seconds|milliseconds|ms))\b/i;
const IN_ALL = /总共|一共|合计|总的|加起来|全程|\b(?:in total|altogether|in all|total|overall|all in all)\b/i;

/** "How long is the valve open in all": the times a pin is on, added up, of a run that comes to an end. */
export function aboutTotalOn(asking: Asking): Answer | null {
  const { question, facts } = asking;
  if (!HOW_LONG.test(question) || !IN_ALL.test(question)) return null;
  const stretch = stretchOf(facts);
  const [one, other] = pinsIn(question, facts).filter(({ pin }) =>
    facts.outputs.some((output) => output.pin === pin.pin),
  );
  if (!stretch || stretch.looping || !one || other) return null;
  const off = /灭|关|断开|\boff\b|\bclosed\b|\bdark\b/i.test(question);
  const level = off ? 1 - onOf(facts, one.pin) : onOf(facts, one.pin);
  const spans = spansOf(facts, one.pin.pin, stretch).filter((span) => span.level === level && span.ends !== null);
  if (spans.length === 0) return null;
  const last = changesOf(facts, one.pin.pin).at(-1);
  // What stays so for ever has no sum.
  if (last?.level === level) return null;
  const seconds = spans.reduce((sum, { from, to }) => sum + to - from, 0);
  const lines = [...new Set(spans.flatMap(({ begins, ends }) => [spotOf(facts, begins), spotOf(facts, ends!)]))];
  const time = `${about(asking, stretch.exact)}${duration(seconds, asking.language)}`;
  const each =
    spans.length > 1
      ? say(
          asking,
          `，${spans.length} 次：${spans
            .slice(0, 6)
            .map(({ from, to }) => duration(to - from, 'zh'))
            .join('、')}`,
          `, ${spans.length} times: ${spans
            .slice(0, 6)
            .map(({ from, to }) => duration(to - from, 'en'))
            .join(', ')}`,
        )
      : '';
  return answer(
    asking,
    say(
      asking,
      `${one.name || labelOf(one.pin)} 一共${off ? '关' : '开'} ${time}${each}（${lineList(asking, lines)}）${noteFor(asking, [one.pin])}${dot(asking)}`,
      `${one.name || labelOf(one.pin)} is ${off ? 'off' : 'on'} for ${time} in all${each} (${lineList(asking, lines)})${noteFor(asking, [one.pin])}${dot(asking)}`,
    ),
    lines,
    0.9,
  );
}

const WHEN = /\bwhen\b|\bat what time\b|\bhow (?:soon|long after)\b|什么时候|何时|几秒(?:的时候|时)|多久(?:之?后|才)/i;

/** The first time counts, of a pin that goes on changing as well: "上电之后多久继电器第一次吸合". */
const FIRST_TIME =
  /第一次|首次|头一次|(?:上电|开机|启动|开始|复位)(?:之?后|以后)?(?:要|过|得|等)?(?:多久|多长时间|几秒)|\bfirst\b(?! delay| wait| line)|\bhow (?:long|soon|many seconds)\b.{0,30}\bafter (?:power|start|boot|reset|switching)|\bhow (?:long|soon|many seconds)\b.{0,16}\bfrom (?:power|start|boot|reset)/i;

/** "When does the valve close": the times at which a pin comes to a level, of a run that comes to an end. */
export function aboutWhenLevel(asking: Asking): Answer | null {
  const { question, facts } = asking;
  const first = FIRST_TIME.test(question) && (WHEN.test(question) || HOW_LONG.test(question));
  if (!WHEN.test(question) && !first) return null;
  const stretch = stretchOf(facts);
  const [one, other] = pinsIn(question, facts).filter(({ pin }) =>
    facts.outputs.some((output) => output.pin === pin.pin),
  );
  if (!stretch || (stretch.looping && !first) || !one || other) return null;
  const level = wanted(asking, one);
  if (level === null) return null;
  const every = changesOf(facts, one.pin.pin).filter(
    (change, i) => change.level === level && (i > 0 || change.level !== 0),
  );
  const all = first ? every.slice(0, 1) : every;
  if (all.length === 0 || all.length > 4) return null;
  const told = all.map(({ index }) => {
    const info = facts.eventInfo[index]!;
    const time = `${about(asking, info.exact)}${duration(info.seconds, asking.language)}`;
    return say(
      asking,
      `开始后 ${time}（第 ${spotOf(facts, index)} 行）`,
      `${time} after the start (line ${spotOf(facts, index)})`,
    );
  });
  const state = say(asking, level ? '变高' : '变低', level ? 'goes high' : 'goes low');
  return answer(
    asking,
    `${one.name || labelOf(one.pin)} ${state}${say(asking, '：', ': ')}${told.join(say(asking, '；', '; '))}${dot(asking)}`,
    all.map(({ index }) => spotOf(facts, index)),
    0.9,
  );
}

const STOPS =
  /(?:闪|跑|走|亮|响|全部|都)完.{0,6}(?:多久|多长时间|几秒)|(?:多久|什么时候|何时|几秒).{0,8}(?:不动|停|结束|静止|不再变|跑完)|\bwhen (?:does|will) (?:it|everything|the program|this)\b.{0,16}(?:stop|end|finish|settle|done)|\bhow long (?:until|before|does it take until|does it run)\b.{0,24}(?:stop|nothing|settle|end|done|finish)?/i;

/** "After how long does nothing change any more": the last change of a run that comes to rest. */
export function aboutComingToRest(asking: Asking): Answer | null {
  const { question, facts } = asking;
  if (!STOPS.test(question) || pinsIn(question, facts).length > 0 || facts.loop) return null;
  if ((facts.ended !== 'settled' && facts.ended !== 'returned') || facts.events.length === 0) return null;
  const info = facts.eventInfo.at(-1)!;
  const line = spotOf(facts, facts.events.length - 1);
  const time = `${about(asking, info.exact)}${duration(info.seconds, asking.language)}`;
  return answer(
    asking,
    say(
      asking,
      `开始后 ${time}：第 ${line} 行是最后一次引脚变化，之后什么都不再变。`,
      `${time} after the start: line ${line} makes the last change of a pin, nothing changes after that.`,
    ),
    [line],
    0.9,
  );
}
