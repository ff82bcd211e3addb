import { placeOf } from '../../../language/number-words.ts';
import { labelOf } from '../behaviour.ts';
import type { GpioFacts, NamedPin } from '../facts.ts';
import { changesOf } from '../levels.ts';
import { duration, list } from '../words.ts';
import { spotOf } from './changes.ts';
import { bareLines } from './declared.ts';
import { effectsOf } from './effects.ts';
import { outputsNamed, pinsIn } from './pins.ts';
import { factsWithTap, scenarioOf } from './scenario.ts';
import {
  changesBeforeLoop,
  changingIn,
  instantOf,
  isModulated,
  onOf,
  outputsAsked,
  type Stretch,
  spansOf,
  stretchOf,
} from './spans.ts';
import { type Answer, type Asking, about, answer, dot, lineList, noteFor, say } from './text.ts';

/** A time in which the same pins are on, from one change to the next that matters. */
interface Phase {
  on: string[];
  seconds: number;
  /** The changes that begin and end it. */
  begins: number;
  ends: number;
}

/** A round of the loop as times with the same pins on; what goes over its end is one with its beginning. */
function phasesOf(facts: GpioFacts, pins: NamedPin[], stretch: Stretch): Phase[] {
  const levels = new Map(pins.map((pin): [string, 0 | 1] => [pin.pin, 0]));
  for (const pin of pins) {
    const last = changesOf(facts, pin.pin)
      .filter(({ index }) => index < stretch.to)
      .at(-1);
    if (last) levels.set(pin.pin, last.level);
  }
  const isOn = (): string[] => pins.filter((pin) => levels.get(pin.pin) === onOf(facts, pin)).map(({ pin }) => pin);
  const phases: Phase[] = [];
  for (let i = stretch.from; i < stretch.to; i++) {
    for (const change of facts.events[i]!) if (levels.has(change.pin)) levels.set(change.pin, change.level);
    const from = facts.eventInfo[i]!.seconds;
    const last = i + 1 === stretch.to;
    const to = last ? stretch.startSeconds + (stretch.seconds ?? 0) : facts.eventInfo[i + 1]!.seconds;
    const on = isOn();
    const open = phases.at(-1);
    if (to - from <= instantOf(stretch)) continue;
    if (open && open.on.join() === on.join())
      [open.seconds, open.ends] = [open.seconds + to - from, last ? stretch.from : i + 1];
    else phases.push({ on, seconds: to - from, begins: i, ends: last ? stretch.from : i + 1 });
  }
  const [first, last] = [phases[0], phases.at(-1)];
  if (first && last && first !== last && first.on.join() === last.on.join()) {
    first.seconds += last.seconds;
    first.begins = last.begins;
    phases.pop();
  }
  return phases;
}

/** A round with the outputs that the question means; null where no round is timed. */
function roundOf(asking: Asking): { pins: NamedPin[]; stretch: Stretch; phases: Phase[] } | null {
  const { facts } = asking;
  const stretch = stretchOf(facts);
  if (!stretch?.looping || stretch.seconds === null) return null;
  const pins = outputsAsked(asking, stretch).map(({ pin }) => pin);
  if (pins.length === 0 || pins.length > 16 || pins.some((pin) => isModulated(asking, pin))) return null;
  return { pins, stretch, phases: phasesOf(facts, pins, stretch) };
}

const BETWEEN_ROUNDS =
  /(?:轮|圈|遍|循环|组|周期|SOS).{0,4}(?:之间|中间|间隔|与.{1,3}之间|和.{1,4}之间).{0,10}(?:停|隔|等|空|歇|多久|多长|吗|没有)|(?:一轮|一圈|一遍|每轮|每圈|跑完|闪完|走完).{0,6}(?:完|后|之后|会|要)?.{0,4}(?:停|等|歇|隔)(?:多久|多长|一下|顿|吗|一会)|\b(?:pause|gap|break|wait|rest|delay|silence|idle|dark)\w*\b.{0,30}\b(?:rounds?|cycles?|loops?|passes|repeats?|sequences?|groups?|bursts?|repetitions|starts? (?:over|again)|repeating)\b/i;

/** "Is there a pause between rounds": the one time in a round, longer than all others, in which everything is off. */
export function aboutPause(asking: Asking): Answer | null {
  const { question, facts } = asking;
  if (!BETWEEN_ROUNDS.test(question) || /去掉|删|\bremov|\bwithout\b|为什么|\bwhy\b/i.test(question)) return null;
  // Whether one output is on then is no question about the pause.
  if (pinsIn(question, facts).length > 0) return null;
  const all = { ...asking, question: '' };
  const round = roundOf(all);
  if (!round) return null;
  const dark = round.phases.filter(({ on }) => on.length === 0).sort((a, b) => b.seconds - a.seconds);
  const [longest, next] = dark;
  const yesNo = /[吗么]|没有|有没|^(?:is|are|does|do)\b/i.test(question);
  if (!longest)
    return answer(
      asking,
      say(
        asking,
        `没有停顿：一轮里总有输出开着，接着就是下一轮${noteFor(asking, round.pins)}。`,
        `No pause: something is on all through a round, and the next one follows at once${noteFor(asking, round.pins)}.`,
      ),
      [],
      0.85,
    );
  const lines = [spotOf(facts, longest.begins), spotOf(facts, longest.ends)];
  const time = `${about(asking, round.stretch.exact)}${duration(longest.seconds, asking.language)}`;
  if (next && longest.seconds < 1.05 * next.seconds)
    return answer(
      asking,
      say(
        asking,
        `${yesNo ? '没有单独的停顿：' : ''}每次之间都隔 ${time}，轮与轮之间也一样${noteFor(asking, round.pins)}。`,
        `${yesNo ? 'No pause of its own: ' : ''}${time} lies between each and the next, and between rounds as well${noteFor(asking, round.pins)}.`,
      ),
      lines,
      0.85,
    );
  const others = next
    ? say(
        asking,
        `（轮内的间隔是 ${duration(next.seconds, 'zh')}）`,
        ` (${duration(next.seconds, 'en')} within a round)`,
      )
    : '';
  return answer(
    asking,
    say(
      asking,
      `${yesNo ? '有，' : ''}停 ${time}，这期间全关着：从第 ${lines[0]} 行到下一轮的第 ${lines[1]} 行${others}${noteFor(asking, round.pins)}。`,
      `${yesNo ? 'Yes: ' : ''}${time} with everything off, from line ${lines[0]} to line ${lines[1]} of the next round${others}${noteFor(asking, round.pins)}.`,
    ),
    lines,
    0.9,
  );
}

const HOW_LONG =
  /多久|多长|几秒|多少(?:毫)?秒|时间|\bhow (?:long|much time|many (?:ms|milliseconds|seconds))\b|\bfor what time\b/i;
const ALL_OFF =
  /(?:全|都|所有|一起).{0,6}(?:灭|关|不亮|断开|低)|(?:灭|关)(?:着)?的(?:总)?时间|没有(?:一个)?(?:灯|阀|输出).{0,3}(?:亮|开)|\b(?:all|everything|both|none|nothing|no (?:led|light|valve|output))\b.{0,30}\b(?:off|dark|closed|low|on|lit|open)\b/i;
const ALL_ON =
  /同时(?:亮|开|响|高|工作|打开)|一起(?:亮|开|响|高|工作)|(?:重叠|交叠)|都(?:亮|开)着|\boverlap\w*|\b(?:both|all|together|at the same time|at once|simultaneously)\b/i;

/** "How long are all of them closed in a round", "V1 和 V2 同时开着的时间": summed up over one round. */
export function aboutSharedTime(asking: Asking): Answer | null {
  const { question } = asking;
  if (!HOW_LONG.test(question)) return null;
  const none = /\b(?:none|nothing|no (?:led|light|valve|output))\b|没有(?:一个)?(?:灯|阀|输出)/i.test(question);
  const off = none || (ALL_OFF.test(question) && /灭|关|不亮|断开|低|\boff\b|dark|closed|\blow\b/i.test(question));
  const on = !off && ALL_ON.test(question);
  if (!off && !on) return null;
  const round = roundOf(asking);
  if (!round || round.pins.length < 2) return null;
  const { pins, phases, stretch } = round;
  const own = phases.filter((phase) => phase.on.length === (off ? 0 : pins.length));
  const seconds = own.reduce((sum, phase) => sum + phase.seconds, 0);
  const names = list(pins.map(labelOf), asking.language);
  const total = duration(stretch.seconds!, asking.language);
  if (own.length === 0)
    return answer(
      asking,
      say(
        asking,
        `没有这样的时候：${names} ${off ? '不会全关' : '从不同时开'}${noteFor(asking, pins)}。`,
        `No time at all: ${names} are never ${off ? 'all off' : 'on together'}${noteFor(asking, pins)}.`,
      ),
      [],
      0.9,
    );
  const lines = own.flatMap(({ begins, ends }) => [spotOf(asking.facts, begins), spotOf(asking.facts, ends)]);
  const parts = own.length > 1 ? say(asking, `，分 ${own.length} 段`, ` in ${own.length} parts`) : '';
  return answer(
    asking,
    say(
      asking,
      `每轮 ${about(asking, stretch.exact)}${duration(seconds, 'zh')}${parts}：${names} ${off ? '全关' : '同时开着'}（一轮 ${total}，${lineList(asking, lines)}）${noteFor(asking, pins)}。`,
      `${about(asking, stretch.exact)}${duration(seconds, 'en')} in each round of ${total}${parts}: ${names} are ${off ? 'all off' : 'on together'} then (${lineList(asking, lines)})${noteFor(asking, pins)}.`,
    ),
    lines,
    0.91,
  );
}

const SPANS: [RegExp, number, string, string][] = [
  [/(?:一|每|1) ?(?:个)?小时|\b(?:per|an?|one|every|each) hour\b/i, 3600, '一小时', 'an hour'],
  [/(?:一|每|1) ?分钟|\b(?:per|an?|one|every|each) minute\b/i, 60, '一分钟', 'a minute'],
  [/(?:一|每|1) ?天|\b(?:per|an?|one|every|each) day\b/i, 86_400, '一天', 'a day'],
];

/** "How many rounds in an hour", "一分钟闪几次". */
export function aboutHowManyIn(asking: Asking): Answer | null {
  const { question, facts } = asking;
  const span = SPANS.find(([said]) => said.test(question));
  if (
    !span ||
    !/几|多少|\bhow (?:many|often)\b/i.test(question) ||
    /毫秒|几秒|多少秒|电|功耗|\bpower\b|\bcost/i.test(question)
  )
    return null;
  const stretch = stretchOf(facts);
  if (!stretch?.looping || stretch.seconds === null || stretch.seconds <= 0) return null;
  const rounds = span[1] / stretch.seconds;
  const shown = (value: number): string =>
    value >= 100 ? String(Math.round(value)) : String(Number(value.toPrecision(3)));
  const named = outputsNamed(question, facts);
  const moving = changingIn(facts, stretch);
  // Those that go on equally often are one answer.
  const rises = new Set(moving.map((each) => spansOf(facts, each.pin, stretch).length));
  const pin = named.length === 1 ? named[0]!.pin : named.length === 0 && rises.size === 1 ? moving[0] : undefined;
  const each = duration(stretch.seconds, asking.language);
  if (/轮|圈|循环|遍|周期|\brounds?\b|\bcycles?\b|\bloops?\b|\brepeat/i.test(question) || !pin)
    return /轮|圈|循环|遍|周期|\brounds?\b|\bcycles?\b|\bloops?\b|\brepeat/i.test(question)
      ? answer(
          asking,
          say(
            asking,
            `约 ${shown(rounds)} 轮：${span[2]} ÷ 一轮 ${each}。`,
            `About ${shown(rounds)}: ${span[3]} in rounds of ${each}.`,
          ),
          [],
          0.9,
        )
      : null;
  const every = /翻转|变化|跳变|\btoggl|\bchang|\bedge/i.test(question);
  const times = spansOf(facts, pin.pin, stretch).filter(({ level }) => every || level === onOf(facts, pin)).length;
  if (times === 0) return null;
  return answer(
    asking,
    say(
      asking,
      `约 ${shown(rounds * times)} 次：${labelOf(pin)} 每轮（${each}）${every ? '变化 ' : ''}${times} 次，${span[2]}约 ${shown(rounds)} 轮。`,
      `About ${shown(rounds * times)}: ${labelOf(pin)} ${every ? 'changes' : 'comes on'} ${times === 1 ? 'once' : `${times} times`} in a round of ${each}, and ${span[3]} holds about ${shown(rounds)} of them.`,
    ),
    [],
    0.9,
  );
}

/** How long a pin's level lasts each time in a round, in order, and where. */
function stays(facts: GpioFacts, pin: NamedPin, stretch: Stretch, level: 0 | 1): { seconds: number; line: number }[] {
  return spansOf(facts, pin.pin, stretch)
    .filter((span) => span.level === level)
    .map(({ from, to, begins }) => ({ seconds: to - from, line: spotOf(facts, begins) }));
}

/** The one output that a question of lengths is about. */
function onePin(asking: Asking, stretch: Stretch): NamedPin | null {
  const [pin, other] = outputsAsked(asking, stretch);
  return pin && !other && !isModulated(asking, pin.pin) ? pin.pin : null;
}

const LONG_AND_SHORT =
  /长的?.{0,8}短.{0,10}(?:多|差|长|几倍)|短的?.{0,8}长.{0,10}(?:少|差|短)|\bhow (?:much|many).{0,12}longer\b.{0,40}\bshort|\blong\w*\b.{0,24}\bshort\w*\b.{0,20}\b(?:differ|by how)/i;
const NTH =
  /第\s*([一二三四五六七八九十\d]{1,3})\s*(?:次|下|个|声)?(?:亮|响|闪|开|脉冲|高电平).{0,6}(?:多久|多长|几秒|多少)|\bhow (?:long|wide)\b.{0,16}\b(\w+) (?:flash|blink|beep|pulse|on-time|light)\b/i;
const WIDTH =
  /(高|低)电平.{0,4}(?:多宽|宽度|多长|多久|持续|几)|脉(?:冲)?宽(?:度)?|脉冲.{0,3}(?:多宽|多长)|\bpulse (?:width|length)\b|\bhow wide\b/i;

/** "长的比短的多多久", "第五次亮多长", "高电平多宽": the lengths of one pin's level. */
export function aboutLengths(asking: Asking): Answer | null {
  const { question, facts } = asking;
  const stretch = stretchOf(facts);
  if (!stretch?.looping) return null;
  const nth = NTH.exec(question);
  const width = WIDTH.exec(question);
  if (!LONG_AND_SHORT.test(question) && !nth && !width) return null;
  const pin = onePin(asking, stretch);
  if (!pin) return null;
  const level = width?.[1] === '低' ? 0 : width ? 1 : onOf(facts, pin);
  const time = (seconds: number): string => `${about(asking, stretch.exact)}${duration(seconds, asking.language)}`;
  const note = width ? '' : noteFor(asking, [pin]);
  if (nth) {
    const place = placeOf((nth[1] ?? nth[2])!);
    // From the start on, not from where the timed round begins.
    const whole = { ...stretch, from: 0, to: facts.events.length, seconds: null };
    const all = stays(facts, pin, whole, level);
    const own = all[place - 1];
    if (place < 1 || !own) return null;
    return answer(
      asking,
      say(
        asking,
        `${time(own.seconds)}：${labelOf(pin)} 第 ${place} 次（第 ${own.line} 行起）${note}。`,
        `${time(own.seconds)}: number ${place} of ${labelOf(pin)} (from line ${own.line})${note}.`,
      ),
      [own.line],
      0.9,
    );
  }
  const own = stays(facts, pin, stretch, level);
  const kinds = [...new Map(own.map((each) => [duration(each.seconds, asking.language), each])).entries()].sort(
    (a, b) => b[1].seconds - a[1].seconds,
  );
  const lines = kinds.map(([, { line }]) => line);
  if (LONG_AND_SHORT.test(question)) {
    const [long, short, third] = kinds;
    if (!long || !short || third) return null;
    const more = long[1].seconds - short[1].seconds;
    return answer(
      asking,
      say(
        asking,
        `多 ${time(more)}：长的 ${long[0]}，短的 ${short[0]}${note}。`,
        `${time(more)} longer: ${long[0]} against ${short[0]}${note}.`,
      ),
      lines,
      0.9,
    );
  }
  if (kinds.length === 0 || kinds.length > 3) return null;
  return answer(
    asking,
    say(
      asking,
      `${labelOf(pin)} 的${level ? '高' : '低'}电平 ${kinds.map(([text]) => text).join(' 或 ')}（${lineList(asking, lines)}，没有人动输入时）。`,
      `${labelOf(pin)} is ${level ? 'high' : 'low'} for ${kinds.map(([text]) => text).join(' or ')} at a time (${lineList(asking, lines)}).`,
    ),
    lines,
    0.88,
  );
}

const WHICH_LINE =
  /哪(?:一|几)?行.{0,12}(灭|关|停|断|熄)|(?:灭|关掉|关|停|熄).{0,10}(?:在|是)哪(?:一|几)?行|\b(?:which|what) lines?\b.{0,24}\b(?:turns?|switch\w*|shuts?|makes?|sets?)\b.{0,30}\b(?:off|dark)\b|\bwhere\b.{0,24}\b(?:turned|switched|shut) off\b/i;

/** "Which line turns it off": every line that writes the off level, in the run or behind a condition. */
export function aboutOffLine(asking: Asking): Answer | null {
  const { question, facts } = asking;
  if (!WHICH_LINE.test(question) || /为什么|\bwhy\b/i.test(question)) return null;
  const named = pinsIn(question, facts)
    .map(({ pin }) => pin)
    .filter(({ pin }) => facts.outputs.some((output) => output.pin === pin));
  const pins = named.length > 0 ? named : facts.outputs;
  if (pins.length === 0 || pins.length > 8) return null;
  const start = changesBeforeLoop(facts);
  const later = new Set<number>();
  const before = new Set<number>();
  const code = bareLines(facts);
  for (const pin of pins) {
    const off = (1 - onOf(facts, pin)) as 0 | 1;
    for (const { index, level } of changesOf(facts, pin.pin))
      if (level === off) (index < start ? before : later).add(spotOf(facts, index));
    const [input] = facts.whatIf;
    const pressed = input ? factsWithTap(facts, input) : null;
    if (pressed)
      for (const { index, level } of changesOf(pressed, pin.pin))
        if (level === off && index >= changesBeforeLoop(pressed)) later.add(spotOf(pressed, index));
    const names = [pin.pin, ...pin.aliases].filter((name) => /^[A-Za-z_]\w{1,}$/.test(name));
    for (const [i, text] of code.entries()) {
      const line = i + facts.firstLine;
      const bit = names.some((name) => new RegExp(`(?<!\\w)${name}\\s*=\\s*${off}\\s*;`).test(text));
      const writes =
        bit ||
        effectsOf({ ...asking, language: 'en' }, text).some((effect) => effect.endsWith(off ? '(high)' : '(low)'));
      if (!writes || !names.some((name) => new RegExp(`(?<!\\w)${name}(?!\\w)`).test(text))) continue;
      const main = facts.functions.find(({ name }) => /^(?:setup|main|app_main)$/.test(name) && name === 'setup');
      if (main && line >= main.line && line <= main.endLine) before.add(line);
      else later.add(line);
    }
  }
  for (const line of later) before.delete(line);
  const own = later.size > 0 ? [...later] : [...before];
  if (own.length === 0 || own.length > 6) return null;
  const also =
    later.size > 0 && before.size > 0
      ? say(
          asking,
          `；启动时${lineList(asking, [...before])}先把它置成这个电平`,
          `; at start-up ${lineList(asking, [...before])} puts it there too`,
        )
      : '';
  const names = list(pins.slice(0, 4).map(labelOf), asking.language);
  const text = say(
    asking,
    `${lineList(asking, own)}：让 ${names} 关闭${also}${noteFor(asking, pins)}`,
    `${lineList(asking, own)}: ${own.length > 1 ? 'they turn' : 'it turns'} ${names} off${also}${noteFor(asking, pins)}`,
  );
  return answer(asking, `${text[0]!.toUpperCase()}${text.slice(1)}${dot(asking)}`, own, 0.9);
}

const TIMES = /几(?:声|次|下|回)|多少(?:声|次|下)|\bhow many (?:times|beeps|rings|flashes|blinks|pulses|chimes)\b/i;

/** "按一下响几声": how often a pin comes on after a press. */
export function aboutTimesOn(asking: Asking): Answer | null {
  const { question, facts } = asking;
  if (
    !TIMES.test(question) ||
    /第\s*几|按(?:下|键)?(?:了)?(?:几|多少)|触发(?:几|多少)|\bhow many (?:presses|times (?:do|must|should) i)\b/i.test(
      question,
    )
  )
    return null;
  const scenario = scenarioOf(asking);
  if (scenario?.how !== 'tap' || !scenario.whole || scenario.facts.loop) return null;
  const named = pinsIn(question, facts).filter(({ pin }) =>
    scenario.facts.outputs.some((output) => output.pin === pin.pin),
  );
  const [one, other] = named.length > 0 ? named : scenario.facts.outputs.map((pin) => ({ pin, name: '' }));
  if (!one || other) return null;
  const on = onOf(facts, one.pin);
  const hits = changesOf(scenario.facts, one.pin.pin).filter(
    ({ index, level }) => level === on && scenario.facts.eventInfo[index]!.seconds >= scenario.fromSeconds - 1e-6,
  );
  const lines = hits.map(({ index }) => spotOf(scenario.facts, index));
  const place = lines.length > 0 ? say(asking, `（${lineList(asking, lines)}）`, ` (${lineList(asking, lines)})`) : '';
  return answer(
    asking,
    say(
      asking,
      `${hits.length} 次。${scenario.head}${labelOf(one.pin)} 打开 ${hits.length} 次${place}${noteFor(asking, [one.pin])}。`,
      `${hits.length}. ${scenario.head}${labelOf(one.pin)} comes on ${hits.length === 1 ? 'once' : `${hits.length} times`}${place}${noteFor(asking, [one.pin])}.`,
    ),
    lines,
    0.9,
  );
}
