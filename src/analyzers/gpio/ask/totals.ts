import { writeSeconds } from '../../../asking/amount.ts';
import { readAsked } from '../../../asking/question.ts';
import { labelOf, restLevel } from '../behaviour.ts';
import type { GpioFacts, NamedPin } from '../facts.ts';
import { changesOf, levelAfter, onLevel } from '../levels.ts';
import { bareLines, declaredIn, valueOf } from './declared.ts';
import { outputsNamed, pinsIn } from './pins.ts';
import { type Answer, type Asking, answer, say } from './text.ts';
import { watch } from './watched.ts';

/** How long a pin is at a level, and how often it comes to it, in one round of the loop; null where no round is timed. */
function inRound(
  facts: GpioFacts,
  pin: NamedPin,
  level: 0 | 1,
): { seconds: number; times: number; lines: number[] } | null {
  const { loop, loopSeconds } = facts;
  if (!loop || loopSeconds === null || loopSeconds <= 0) return null;
  const begin = facts.eventInfo[loop.start]?.seconds;
  if (begin === undefined) return null;
  let now = levelAfter(facts, pin.pin, loop.start);
  let since = begin;
  let seconds = 0;
  let times = 0;
  const lines: number[] = [];
  for (const change of changesOf(facts, pin.pin)) {
    if (change.index < loop.start || change.index >= loop.start + loop.period) continue;
    const at = facts.eventInfo[change.index]!.seconds;
    if (now === level) seconds += at - since;
    if (change.level === level && now !== level) {
      times += 1;
      lines.push(change.line);
    }
    [now, since] = [change.level, at];
  }
  if (now === level) seconds += begin + loopSeconds - since;
  return { seconds, times, lines };
}

interface Counted {
  from: number;
  to: number;
  count: number;
  /** Seconds of one pass. */
  each: number | null;
}

const FOR =
  /\bfor\s*\(\s*(?:[A-Za-z_]\w*\s+)*(\w+)\s*=\s*([^;]+);\s*\1\s*(<=?|>=?)\s*([^;]+);\s*(?:\1\s*(?:\+\+|--)|(?:\+\+|--)\s*\1)\s*\)/;
const DELAY = /\b(?:HAL_Delay|delay(?:_?ms|Ms)?|Delay(?:_?ms|Ms)?|_delay_ms|sleep_ms)\s*\(\s*([^;]*?)\s*\)\s*;/gi;

/** Loops with a fixed number of turns that wait in each. */
export function countedLoops({ facts }: Asking): Counted[] {
  const code = bareLines(facts);
  const declared = declaredIn(facts);
  return code.flatMap((text, index): Counted[] => {
    const head = FOR.exec(text);
    if (!head) return [];
    const [from, to] = [valueOf(head[2]!, declared), valueOf(head[4]!, declared)];
    if (from === null || to === null) return [];
    const count = Math.abs(to - from) + (head[3]!.includes('=') ? 1 : 0);
    let depth = 0;
    let end = index;
    let opened = false;
    const body: string[] = [];
    for (let at = index; at < Math.min(code.length, index + 40); at += 1) {
      const own = at === index ? text.slice(head.index + head[0].length) : code[at]!;
      let cut = own.length;
      for (const [position, sign] of [...own].entries()) {
        if (sign === '{') [depth, opened] = [depth + 1, true];
        if (sign === '}') depth -= 1;
        if ((opened && depth === 0) || (!opened && sign === ';')) {
          cut = position + 1;
          break;
        }
      }
      body.push(own.slice(0, cut));
      end = at;
      if (cut < own.length || (opened && depth === 0) || (!opened && own.includes(';'))) break;
    }
    const waits = [...body.join('\n').matchAll(DELAY)].map(([, argument]) => valueOf(argument!, declared));
    const each =
      waits.length === 0 || waits.some((wait) => wait === null) || /\bfor\b|\bwhile\b|\bif\b/.test(body.join('\n'))
        ? null
        : waits.reduce<number>((sum, wait) => sum + wait!, 0) / 1000;
    return [{ from: index + facts.firstLine, to: end + facts.firstLine, count, each }];
  });
}

const TOTAL =
  /一共|总共|总计|全部|加起来|\bin total\b|\baltogether\b|\btotal\b|\ball (?:of it|in all|\w+ blinks|\w+ flashes)\b|\bblinking take\b|\bthe whole\b/i;
const OF_BLINKS = /[闪亮响翻]|次|下|点|\bblink\w*|\bflash\w*|\bbeeps?\b|\bpulses?\b|\bthat\b/i;
const OF_ROUND =
  /呼吸一(?:次|轮|遍)|一次呼吸|一(?:整)?轮|一整?圈|一整?遍|一个?(?:完整)?(?:的)?(?:周期|循环)|整个(?:循环|过程|周期)|一次循环|循环一(?:次|遍)|\b(?:full|one|whole|entire|each|complete) (?:cycle|round|loop|pass|sequence|period)\b|\bone (?:time )?through\b|\b(?:total |whole |full )?(?:loop|cycle|round) (?:time|duration|length)\b|(?:循环|周期)时间/i;

/** "How long is one full cycle": the measured round. */
export function aboutRoundLength(asking: Asking): Answer | null {
  const { question, facts } = asking;
  const asked = readAsked(question);
  const ofTime = asked.howLong || /\b(?:time|duration|length)\b|时间/i.test(question);
  if (!ofTime || asked.else || !OF_ROUND.test(question)) return null;
  if (facts.loopSeconds === null || !facts.loop) return passLength(asking);
  if (
    pinsIn(question, facts).length > 0 ||
    /按|如果|假如|\bif\b|press|几次|多少次|延时|\bdelays?\b|\bblink\w*|\bflash\w*|闪|亮/i.test(question)
  )
    return null;
  const lines = [...new Set(facts.delays.map(({ line }) => line))].slice(0, 4);
  return answer(
    asking,
    say(
      asking,
      `一轮 ${writeSeconds(facts.loopSeconds, 'zh')}（按运行结果）。`,
      `One round takes ${writeSeconds(facts.loopSeconds, 'en')}, as it runs.`,
    ),
    lines,
    0.9,
  );
}

/** A pass of a main loop that changes no pin, such as one that only dims. */
function passLength(asking: Asking): Answer | null {
  const { facts } = asking;
  if (facts.events.length > 0 || facts.inputs.length > 0 || facts.analog !== null) return null;
  const run = watch(facts, [], { passes: 3 });
  const ends = [1, 2, 3].map((pass) => run?.moments.find(({ passes }) => passes === pass)?.seconds);
  const [first, second, third] = ends;
  if (!run || first === undefined || second === undefined) return null;
  const seconds = second - first;
  // A run that came back to a state it had been in needs no third pass to show that they are alike.
  const alike = third === undefined ? run.rests : Math.abs(third - second - seconds) <= 0.01 * seconds;
  if (seconds < 1e-3 || !alike) return null;
  const lines = [...new Set(facts.delays.map(({ line }) => line))].slice(0, 4);
  return answer(
    asking,
    say(
      asking,
      `主循环跑一遍 ${writeSeconds(seconds, 'zh')}（按运行结果）。`,
      `One pass of the main loop takes ${writeSeconds(seconds, 'en')}, as it runs.`,
    ),
    lines,
    0.88,
  );
}

/** "Five blinks, how long is that in total": the turns of a counted loop times what each waits. */
export function aboutLoopTotal(asking: Asking): Answer | null {
  const { question, facts } = asking;
  const asked = readAsked(question);
  if (!asked.howLong || asked.else || !TOTAL.test(question) || !OF_BLINKS.test(question) || OF_ROUND.test(question))
    return null;
  const code = bareLines(facts);
  const pins = pinsIn(question, facts);
  const loops = countedLoops(asking).filter(({ each, count }) => each !== null && count > 1);
  const own = loops.filter(({ from, to }) => {
    const body = code.slice(from - facts.firstLine, to - facts.firstLine + 1).join('\n');
    return pins.some(({ pin }) =>
      [pin.pin, ...pin.aliases].some((name) =>
        new RegExp(`(?<!\\w)${name.replace(/[^\w]/g, '\\$&')}(?!\\w)`).test(body),
      ),
    );
  });
  const candidates = pins.length > 0 && facts.outputs.length > 1 ? own : loops;
  const [loop, other] = candidates;
  if (!loop || other) return null;
  const total = loop.count * loop.each!;
  return answer(
    asking,
    say(
      asking,
      `${loop.count} 次，一共 ${writeSeconds(total, 'zh')}：${loop.count} × ${Math.round(loop.each! * 1000)} 毫秒（第 ${loop.from}${loop.to > loop.from ? `–${loop.to}` : ''} 行）。`,
      `${writeSeconds(total, 'en')} in total: ${loop.count} × ${Math.round(loop.each! * 1000)} ms (line ${loop.from}${loop.to > loop.from ? `–${loop.to}` : ''}).`,
    ),
    [loop.from, loop.to],
    0.91,
  );
}

const BLINKS =
  /(?:闪|亮|响)(?:了)?(?:几|多少)(?:次|下)|(?:几|多少)(?:次|下).{0,4}(?:闪|亮)|\bhow many (?:times|blinks|flashes)\b.{0,40}(?:\bblink|\bflash|\blight|\blit\b|\bon\b|$)|\bhow often does .{0,30}\b(?:blink|flash)/i;
const AN_HOUR = /(?:一|每)(?:个)?小时|\b(?:an|per|each|every|one) hour\b/i;
const A_MINUTE = /(?:一|每)分钟|\b(?:a|per|each|every|one) minute\b/i;

/** "How many times does it blink per loop", "一小时亮几次": rises in a round, and rounds in a time. */
export function aboutBlinkCount(asking: Asking): Answer | null {
  const { question, facts } = asking;
  if (
    !BLINKS.test(question) ||
    /翻转|变化|跳变|\btoggl|\bchang|\bedge/i.test(question) ||
    readAsked(question).else ||
    /按|如果|\bif\b|press|之后|\bafter\b|秒内|\bwithin\b|\bin \d/i.test(question)
  )
    return null;
  const pins = outputsNamed(question, facts);
  const pin = pins[0]?.pin ?? (facts.outputs.length === 1 ? facts.outputs[0] : undefined);
  if (!pin || pins.length > 1) return null;
  const level = onLevel(facts, pin) ?? (restLevel(facts) === 1 ? 0 : 1);
  const round = inRound(facts, pin, level);
  if (!round || round.times === 0) return null;
  const loopSeconds = facts.loopSeconds!;
  const span = AN_HOUR.test(question) ? 3_600 : A_MINUTE.test(question) ? 60 : null;
  if (span !== null) {
    const times = Math.floor((span / loopSeconds) * round.times);
    return answer(
      asking,
      say(
        asking,
        `约 ${times} 次：一轮 ${writeSeconds(loopSeconds, 'zh')} 亮 ${round.times} 次。`,
        `About ${times} times: ${round.times} in each round of ${writeSeconds(loopSeconds, 'en')}.`,
      ),
      round.lines,
      0.9,
    );
  }
  const counts = new Map<number, number>();
  for (const line of round.lines) counts.set(line, (counts.get(line) ?? 0) + 1);
  const where = [...counts]
    .slice(0, 4)
    .map(([line, times]) => say(asking, `第 ${line} 行 ${times} 次`, `line ${line} ${times}×`))
    .join(say(asking, '、', ', '));
  const verb = /响/.test(question) ? '响' : '亮';
  return answer(
    asking,
    say(
      asking,
      `${labelOf(pin)} 每一轮（${writeSeconds(loopSeconds, 'zh')}）${verb} ${round.times} 次（${where}），每轮共 ${writeSeconds(round.seconds, 'zh')}。`,
      `${labelOf(pin)}: ${round.times} ${round.times === 1 ? 'time' : 'times'} in each round of ${writeSeconds(loopSeconds, 'en')} (${where}), ${writeSeconds(round.seconds, 'en')} in all.`,
    ),
    round.lines,
    0.91,
  );
}

/** "红灯比绿灯多亮几秒": two pins' time in a round held against each other. */
export function aboutLitDifference(asking: Asking): Answer | null {
  const { question, facts } = asking;
  if (
    !/比.{1,20}(?:多|少|长|短)|\bhow much (?:longer|shorter)\b|\bhow many (?:more|fewer) seconds\b|\bdifference\b/i.test(
      question,
    ) ||
    !/亮|开|响|\bon\b|\blit\b|\blight/i.test(question)
  )
    return null;
  const pins = pinsIn(question, facts)
    .map(({ pin }) => pin)
    .filter((pin) => facts.outputs.some((output) => output.pin === pin.pin));
  const [one, other] = pins;
  if (!one || !other || pins.length !== 2) return null;
  const [a, b] = [one, other].map((pin) =>
    inRound(facts, pin, onLevel(facts, pin) ?? (restLevel(facts) === 1 ? 0 : 1)),
  );
  if (!a || !b) return null;
  const by = writeSeconds(Math.abs(a.seconds - b.seconds), asking.language);
  const both = `${labelOf(one)} ${writeSeconds(a.seconds, asking.language)}${say(asking, '，', ', ')}${labelOf(other)} ${writeSeconds(b.seconds, asking.language)}`;
  return answer(
    asking,
    say(asking, `每轮差 ${by}：${both}。`, `${by} in each round: ${both}.`),
    [...a.lines, ...b.lines],
    0.9,
  );
}
