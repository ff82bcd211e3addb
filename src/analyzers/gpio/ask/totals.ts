import { writeSeconds } from '../../../asking/amount.ts';
import { readAsked } from '../../../asking/question.ts';
import { labelOf, restLevel } from '../behaviour.ts';
import type { GpioFacts, NamedPin } from '../facts.ts';
import { changesOf, levelAfter, onLevel } from '../levels.ts';
import { bareLines, declaredIn, valueOf } from './declared.ts';
import { pinsIn } from './pins.ts';
import { type Answer, type Asking, answer, say } from './text.ts';
import { traceSketch } from './trace.ts';

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
function countedLoops({ facts }: Asking): Counted[] {
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
  /一(?:整)?轮|一圈|一个?(?:完整)?(?:的)?(?:周期|循环)|整个(?:循环|过程|周期)|一次循环|循环一(?:次|遍)|\b(?:full|one|whole|entire|each|complete) (?:cycle|round|loop|pass|sequence|period)\b|\bone (?:time )?through\b/i;

/** "How long is one full cycle": the measured round. */
export function aboutRoundLength(asking: Asking): Answer | null {
  const { question, facts } = asking;
  const asked = readAsked(question);
  if (!asked.howLong || asked.else || !OF_ROUND.test(question) || facts.loopSeconds === null || !facts.loop)
    return null;
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
    readAsked(question).else ||
    /按|如果|\bif\b|press|之后|\bafter\b|秒内|\bwithin\b|\bin \d/i.test(question)
  )
    return null;
  const pins = pinsIn(question, facts).filter(({ pin }) => facts.outputs.some((output) => output.pin === pin.pin));
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

const STEP =
  /第 ?(\d{1,3}|[一二三四五六七八九十]) ?(?:步|个状态|次(?:变化|移位|写))|\b(?:the )?(\d{1,3})(?:st|nd|rd|th) (?:step|state|change|pattern|shift)\b|\bstep (\d{1,3})\b|\b(first|second|third|fourth|fifth|sixth) (?:step|state|change|pattern)\b/i;
const HAN = '一二三四五六七八九十';
const ORDINALS = ['first', 'second', 'third', 'fourth', 'fifth', 'sixth'];
const REPEATS = /几步|多少步|几(?:个)?状态|多少(?:个)?状态|\bhow many (?:steps|states|patterns)\b/i;
const WHICH_STEP = /第几(?:步|个|次)|\b(?:which|what) step\b|\bat what step\b/i;

/** The steps of a port that is written again and again: its value after each, and in which one a pin differs. */
export function aboutSteps(asking: Asking): Answer | null {
  const { question, facts } = asking;
  const { loop } = facts;
  if (!loop || loop.start > 1) return null;
  const line = facts.eventInfo[loop.start]?.line ?? 0;
  if (
    REPEATS.test(question) &&
    /重复|循环|一轮|一圈|一共|回到|\brepeat\w*|\bcycle\b|\bround\b|\bin total\b|\bare there\b/i.test(question)
  )
    return answer(
      asking,
      say(asking, `${loop.period} 步一个循环。`, `${loop.period} steps, then it repeats.`),
      [line],
      0.9,
    );
  const port = /\bP([0-4])\b(?![.^_]\d)/.exec(question)?.[0];
  const pins = pinsIn(question, facts).filter(({ pin }) => facts.outputs.some((output) => output.pin === pin.pin));
  if (WHICH_STEP.test(question) && pins.length === 1) {
    const { pin } = pins[0]!;
    const levels = [...Array(loop.period).keys()].map((step) => levelAfter(facts, pin.pin, loop.start + step + 1));
    const high = levels.filter((level) => level === 1).length;
    if (high * 2 === levels.length) return null;
    const rare = high * 2 > levels.length ? 0 : 1;
    const steps = levels.flatMap((level, step) => (level === rare ? [loop.start + step + 1] : []));
    if (steps.length > 4) return null;
    const electrical = say(asking, rare ? '高电平' : '低电平', rare ? 'high' : 'low');
    return answer(
      asking,
      say(
        asking,
        `第 ${steps.join('、')} 步（${labelOf(pin)} 这时是${electrical}，其余相反；${loop.period} 步一循环）。`,
        `In step ${steps.join(', ')} (${labelOf(pin)} is ${electrical} then and the opposite in the others; ${loop.period} steps a round).`,
      ),
      [line],
      0.9,
    );
  }
  const match = STEP.exec(question);
  if (!match || !port || facts.family !== '8051') return null;
  const word = (match[1] ?? match[2] ?? match[3] ?? match[4])!.toLowerCase();
  const step = ORDINALS.includes(word)
    ? ORDINALS.indexOf(word) + 1
    : HAN.includes(word)
      ? HAN.indexOf(word) + 1
      : Number(word);
  const inside = step <= facts.events.length ? step : loop.start + ((step - loop.start - 1) % loop.period) + 1;
  if (!(step >= 1)) return null;
  let value = 0;
  for (let bit = 0; bit < 8; bit += 1) {
    const pin = facts.outputs.find(({ pin: name, aliases }) => [name, ...aliases].includes(`${port}.${bit}`));
    value |= (pin ? levelAfter(facts, pin.pin, inside) : 1) << bit;
  }
  const hex = `0x${value.toString(16).toUpperCase().padStart(2, '0')}`;
  const low = [...Array(8).keys()].filter((bit) => ((value >> bit) & 1) === 0).map((bit) => `${port}.${bit}`);
  const which =
    low.length === 0
      ? say(asking, '全是高电平', 'all high')
      : low.length <= 4
        ? say(asking, `${low.join('、')} 是低电平，其余高`, `${low.join(', ')} low, the others high`)
        : say(asking, `二进制 ${value.toString(2).padStart(8, '0')}`, `binary ${value.toString(2).padStart(8, '0')}`);
  return answer(
    asking,
    say(asking, `第 ${step} 步 ${port} = ${hex}（${which}）。`, `After step ${step} ${port} = ${hex} (${which}).`),
    [facts.eventInfo[inside - 1]?.line ?? line],
    0.9,
  );
}

const INVERTED =
  /第 ?([一二三四五六七八九十]|\d{1,3}) ?次(?:取反|翻转|反转|切换)|\b(?:the )?(first|second|third|fourth|fifth|sixth|\d{1,3}(?:st|nd|rd|th)) (?:toggle|inversion|flip)\b/i;

/** "第一次取反之后 P1.0 是高还是低": the level after the n-th write that inverts. */
export function aboutInverted(asking: Asking): Answer | null {
  const { question, facts } = asking;
  const match = INVERTED.exec(question);
  const pins = pinsIn(question, facts).filter(({ pin }) => facts.outputs.some((output) => output.pin === pin.pin));
  const [only, other] = pins;
  if (!match || !only || other) return null;
  const word = (match[1] ?? match[2])!.toLowerCase();
  const turn = ORDINALS.includes(word)
    ? ORDINALS.indexOf(word) + 1
    : HAN.includes(word)
      ? HAN.indexOf(word) + 1
      : Number.parseInt(word, 10);
  const code = bareLines(facts);
  const inverts = facts.eventInfo.flatMap(({ line }, index) =>
    /~|\^=|!|toggle/i.test(code[line - facts.firstLine] ?? '') &&
    facts.events[index]!.some((change) => change.pin === only.pin.pin)
      ? [index]
      : [],
  );
  const index = inverts[turn - 1];
  if (index === undefined) return null;
  const level = levelAfter(facts, only.pin.pin, index + 1);
  const { line } = facts.eventInfo[index]!;
  return answer(
    asking,
    say(
      asking,
      `${level ? '高电平（1）' : '低电平（0）'}：第 ${turn} 次取反（第 ${line} 行）之后的 ${labelOf(only.pin)}。`,
      `${level ? 'High (1)' : 'Low (0)'}: ${labelOf(only.pin)} after inversion ${turn} (line ${line}).`,
    ),
    [line],
    0.92,
  );
}

const EVERY =
  /多久(?:.{0,4})(?:测|读|采|更新|刷新|打印|发|查|检查)?一次|每隔多久|(?:测|读|采样|更新|刷新|打印|查)(?:的)?(?:间隔|周期)|\bhow often\b.{0,30}\b(?:measur\w*|read|sampl\w*|updat\w*|print\w*|check\w*|poll\w*|refresh\w*)\b/i;

/** "多久测一次": the waits of one pass of a sketch's loop, where every pass waits the same. */
export function aboutEvery(asking: Asking): Answer | null {
  const { question, facts } = asking;
  if (
    !EVERY.test(question) ||
    pinsIn(question, facts).some(({ pin }) => facts.outputs.some((output) => output.pin === pin.pin))
  )
    return null;
  const code = bareLines(facts);
  const waits = [0, 1].map((digital) => {
    const trace = traceSketch(code, facts.firstLine, 1, { analog: digital * 1023, digital });
    if (!trace) return null;
    const own = trace.deeds.filter(({ name }) => name === 'delay');
    if (own.some(({ args }) => typeof args[0] !== 'number')) return null;
    return { ms: own.reduce((sum, { args }) => sum + (args[0] as number), 0), lines: own.map(({ line }) => line) };
  });
  const [low, high] = waits;
  if (!low || !high || low.ms !== high.ms || low.ms === 0) return null;
  return answer(
    asking,
    say(
      asking,
      `约 ${writeSeconds(low.ms / 1000, 'zh')}一次：每轮 loop 里的延时加起来是 ${low.ms} 毫秒。`,
      `About every ${writeSeconds(low.ms / 1000, 'en')}: the waits of one loop come to ${low.ms} ms.`,
    ),
    low.lines,
    0.88,
  );
}

const SOUND = /响|叫|蜂鸣|\bbeeps?\b|\btone\b|\bsound\b|\bbuzz\w*/i;

/** "How long is the beep": the third argument of `tone`. */
export function aboutTone(asking: Asking): Answer | null {
  const { question, facts } = asking;
  const asked = readAsked(question);
  if (!SOUND.test(question) || asked.else) return null;
  const code = bareLines(facts);
  const declared = declaredIn(facts);
  const calls = code.flatMap((text, index) => {
    const match = /\btone\s*\(\s*([^,()]+),\s*([^,()]+)(?:,\s*([^,()]+))?\)/.exec(text);
    return match
      ? [
          {
            line: index + facts.firstLine,
            hertz: valueOf(match[2]!, declared),
            ms: match[3] ? valueOf(match[3], declared) : null,
          },
        ]
      : [];
  });
  const [call, other] = calls;
  if (!call || other) return null;
  if (asked.howLong && call.ms !== null)
    return answer(
      asking,
      say(asking, `${call.ms} 毫秒（第 ${call.line} 行）。`, `${call.ms} ms (line ${call.line}).`),
      [call.line],
      0.9,
    );
  if (/频率|音调|多少赫兹|\bfrequenc\w*|\bpitch\b|\bhertz\b|\bhz\b/i.test(question) && call.hertz !== null)
    return answer(
      asking,
      say(asking, `${call.hertz} Hz（第 ${call.line} 行）。`, `${call.hertz} Hz (line ${call.line}).`),
      [call.line],
      0.9,
    );
  return null;
}

const GOES_OFF =
  /多久.{0,6}(?:灭|关|停|断)|(?:灭|关|停)(?:掉)?(?:之前)?.{0,4}多久|\bhow long\b.{0,40}\b(?:off|out|stays?|remains?)\b/i;

/** "没人之后灯多久灭": the time that the program holds against a moment it remembers before it switches back. */
export function aboutHoldTime(asking: Asking): Answer | null {
  const { question, facts } = asking;
  if (!GOES_OFF.test(question) || readAsked(question).else) return null;
  const code = bareLines(facts);
  const declared = declaredIn(facts);
  const found = code.flatMap((text, index) => {
    const match = /\b(?:millis|HAL_GetTick|xTaskGetTickCount)\s*\(\s*\)\s*-\s*\w+\s*>=?\s*(\w+)/.exec(text);
    const ms = match ? valueOf(match[1]!, declared) : null;
    const write = match
      ? code
          .slice(index, index + 4)
          .findIndex((one) => /\bdigitalWrite\s*\(\s*\w+\s*,\s*(?:LOW|HIGH|0|1)\s*\)/.test(one))
      : -1;
    return ms === null || write < 0 ? [] : [{ ms, lines: [index + facts.firstLine, index + write + facts.firstLine] }];
  });
  const [hold, other] = found;
  if (!hold || other) return null;
  return answer(
    asking,
    say(
      asking,
      `${writeSeconds(hold.ms / 1000, 'zh')}：从最后一次触发算起，满这么久才关（第 ${hold.lines[0]} 行）。`,
      `${writeSeconds(hold.ms / 1000, 'en')} after it was last set off (line ${hold.lines[0]}).`,
    ),
    hold.lines,
    0.9,
  );
}
