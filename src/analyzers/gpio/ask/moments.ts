import { labelOf } from '../behaviour.ts';
import { changesOf, levelAfter } from '../levels.ts';
import { duration } from '../words.ts';
import { spotOf } from './changes.ts';
import { outputsNamed } from './pins.ts';
import { changesBeforeLoop, onOf } from './spans.ts';
import { type Answer, type Asking, answer, brief, decline, lineList, noteFor, say, state } from './text.ts';

/** "What is on at t = 6 s?" */
export function aboutMoment(asking: Asking): Answer | null {
  const { question, facts } = asking;
  const match =
    /(?:\bt\s*=\s*|\bat\s+|\bafter\s+|第\s*)(\d{1,6}(?:\.\d+)?)\s*(ms|毫秒|s|sec(?:ond)?s?|秒)(?![a-z])|(\d{1,6}(?:\.\d+)?)\s*(ms|毫秒|s|sec(?:ond)?s?|秒)(?:钟?\s*(?:时|的时候|后|之后|以后|处)|\s+(?:after|from|into|past)\s+(?:the )?(?:start|boot|power|reset|run|program|it))/i.exec(
      question,
    );
  if (
    !match ||
    !/亮|灭|灯|状态|电平|高|低|开|关|响|转|\bopen\b|\bclosed\b|\brunning\b|\bon\b|\boff\b|\blit\b|\blevel|\bhigh\b|\blow\b|state|哪|怎么样|发生|情况|\bhappen|\bdoing\b|\bshow\w*|colou?r|颜色/i.test(
      question,
    )
  )
    return null;
  if (facts.events.length === 0 || facts.ended === 'not-run') return null;
  const unit = (match[2] ?? match[4])!;
  const at = Number(match[1] ?? match[3]) / (/^(?:ms|毫秒)$/i.test(unit) ? 1000 : 1);
  if (!facts.eventInfo.every((info) => info.exact))
    return decline(
      asking,
      '这里的延时是数圈的，准确到哪一秒从代码里定不下来。',
      'The waits here are counted loops, so what happens at an exact second is not in the paste.',
    );
  const end = facts.eventInfo.at(-1)!.seconds;
  let looked = at + 1e-6;
  if (at > end && facts.loop && facts.loopSeconds) {
    const start = facts.eventInfo[facts.loop.start]!.seconds;
    looked = start + ((at - start) % facts.loopSeconds) + 1e-6;
  } else if (at > end && facts.ended !== 'settled' && facts.ended !== 'returned') return null;
  const count = facts.eventInfo.filter((info) => info.seconds <= looked + 2e-5).length;
  const named = outputsNamed(question, facts);
  const pins = named.length > 0 ? named.map(({ pin }) => pin) : facts.outputs;
  const told = pins
    .slice(0, 8)
    .map((pin) => `${labelOf(pin)} ${brief(asking, pin, levelAfter(facts, pin.pin, count))}`);
  return answer(
    asking,
    say(
      asking,
      `开始后 ${duration(at, 'zh')}：${told.join('，')}${noteFor(asking, pins)}。`,
      `${duration(at, 'en')} after the start: ${told.join(', ')}${noteFor(asking, pins)}.`,
    ),
    count > 0 ? [spotOf(facts, count - 1)] : [],
  );
}

/** "When does the pump go on after power-up": a time is asked for, no state. */
const ASKS_TIME =
  /什么时候|何时|多久|多长|几(?:秒|次|点)|哪一?行|\bhow (?:long|many|often|soon)\b|\bwhich line\b|\bwhen (?:do|does|did|will|is|are)\b/i;

/** "Is LED1 on after power-up?" */
export function aboutInitial(asking: Asking): Answer | null {
  const { question, facts } = asking;
  if (
    ASKS_TIME.test(question) ||
    !/初始|刚(?:上电|开始|启动)|上电|开机|复位后|启动时|一开始|循环(?:开始|之前)|进(?:入)?循环(?:时|前|之前)|\bstarts? (?:on|off|high|low|lit|dark)\b|start of the loop|loop (?:starts|begins)|before the loop|\binitial(?:ly)?\b|\bat (?:power|start|boot|reset|first)|\bafter (?:reset|power)|power[- ]?up/i.test(
      question,
    ) ||
    !/亮|灭|电平|状态|高|低|\bon\b|\boff\b|\blit\b|level|state|high|low/i.test(question)
  )
    return null;
  const named = outputsNamed(question, facts);
  const generic = /灯|\bleds\b|outputs|pins|引脚/i.test(question)
    ? facts.outputs.map((pin) => ({ pin, name: '' }))
    : [];
  const asked = named.length > 0 ? named : generic;
  if (asked.length === 0 || asked.length > 8 || facts.ended === 'not-run') return null;
  const before = changesBeforeLoop(facts);
  const told = asked.map(
    ({ pin, name }) =>
      `${name || labelOf(pin)} ${say(asking, '是', 'is ')}${state(asking, pin, levelAfter(facts, pin.pin, before), name)}`,
  );
  const lines = asked.flatMap(({ pin }) =>
    changesOf(facts, pin.pin)
      .filter((change) => change.index < before)
      .slice(-1)
      .map((change) => spotOf(facts, change.index)),
  );
  const place =
    lines.length > 0
      ? say(asking, `（${lineList(asking, lines)}）`, ` (${lineList(asking, lines)})`)
      : say(asking, '（那时还没有写过它）', ' (not written yet)');
  const first = asked.length === 1 ? levelAfter(facts, asked[0]!.pin.pin, before) : null;
  const lit = first === null ? null : first === onOf(facts, asked[0]!.pin);
  const yes =
    lit === null || /\bor\b|还是|什么|\bwhat\b|高|低|\bhigh\b|\blow\b/i.test(question)
      ? ''
      : /\boff\b|dark|灭/i.test(question) === !lit
        ? say(asking, '是的，', 'Yes: ')
        : say(asking, '不是，', 'No: ');
  return answer(
    asking,
    yes +
      say(
        asking,
        `上电后、进入主循环之前：${told.join('，')}${place}。`,
        `After the start, before the main loop: ${told.join(', ')}${place}.`,
      ),
    lines,
  );
}

/** "When app_main returns", "循环跑完后": the levels that the program leaves behind. */
const AFTER_IT =
  /^(?=.*(?:状态|电平|亮|灭|高|低|响|转|吸合|断开|开着|关着|\b(?:state|level|on|off|high|low|lit|open|closed)\b))(?:.*\b(?:when|once|after|as|by the time)\b (?:(?:the|it|\w*main|app\w*|program|function|code|loop|sketch|task|firmware)\b ?(?:\(\))? ?){1,3}(?:returns?|ends?|exits?|finish\w*|stops?|(?:is|has) (?:done|over|finished|ended|returned)|completes?)\b|.*(?:返回|退出|跑完|执行完|结束)(?:了)?(?:以后|之后|后|时|的时候))/i;

/** "What state does it end in?", "总共跑多久". */
export function aboutTheEnd(asking: Asking): Answer | null {
  const { question, facts } = asking;
  const done = facts.ended === 'settled' || facts.ended === 'returned';
  if (!done || facts.loop) return null;
  if (
    /总共|一共|整个|跑完|\btotal\b|altogether|whole/i.test(question) &&
    /多久|多长|时间|几秒|多少(?:毫)?秒|long|time/i.test(question)
  ) {
    if (facts.ended !== 'returned' || facts.delays.length === 0) return null;
    const seconds = facts.delays.reduce((sum, each) => sum + each.ms, 0) / 1000;
    const exact = facts.delays.every((each) => each.exact);
    return answer(
      asking,
      say(
        asking,
        `总共${exact ? ' ' : '约 '}${duration(seconds, 'zh')}，都花在 ${facts.delays.length} 次延时里。`,
        `${exact ? '' : 'About '}${duration(seconds, 'en')} in total, spent in ${facts.delays.length} delays.`,
      ),
      [...new Set(facts.delays.map((each) => each.line))],
    );
  }
  if (
    !AFTER_IT.test(question) &&
    (!/(?:最后|最终|停在|结束|完(?:以后|之后|了|后)).{0,12}(?:状态|电平|亮|灭|高|低|什么|怎样)|\b(?:in the end|ends? up|finally|final (?:state|level)|at the end|afterwards)\b/i.test(
      question,
    ) ||
      /打印|print|返回|return/i.test(question))
  )
    return null;
  const named = outputsNamed(question, facts);
  const pins = named.length > 0 ? named.map(({ pin }) => pin) : facts.outputs;
  if (pins.length === 0) return null;
  const told = pins
    .slice(0, 10)
    .map((pin) => `${labelOf(pin)} ${state(asking, pin, levelAfter(facts, pin.pin, facts.events.length))}`);
  return answer(
    asking,
    say(
      asking,
      `最后：${told.join('，')}，之后不再变化。`,
      `In the end: ${told.join(', ')}; nothing changes after that.`,
    ),
    pins.flatMap((pin) =>
      changesOf(facts, pin.pin)
        .slice(-1)
        .map((change) => spotOf(facts, change.index)),
    ),
  );
}

/** What the pins are left at when a function is through, asked for in so many words. */
export const aboutEndOfFunction = (asking: Asking): Answer | null =>
  AFTER_IT.test(asking.question) ? aboutTheEnd(asking) : null;
