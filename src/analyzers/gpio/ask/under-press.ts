import { labelOf } from '../behaviour.ts';
import type { GpioFacts, NamedPin } from '../facts.ts';
import { changesOf, levelAfter } from '../levels.ts';
import { duration, list, quoted } from '../words.ts';
import { spotOf } from './changes.ts';
import { outputsNamed, pinsIn, position } from './pins.ts';
import { timesIn } from './presses.ts';
import { linesPrinted } from './printed-lines.ts';
import { meansRest, type Scenario, scenarioOf } from './scenario.ts';
import { onOf } from './spans.ts';
import { linesUntilRelease } from './stuck.ts';
import { type Answer, type Asking, answer, dot, isDevice, lineList, say, state } from './text.ts';

/** Changes of one pin that are told one by one; more are told by how long each level lasts. */
const TOLD_SINGLY = 4;
/** Different lengths of one level that are told. */
const LENGTHS_TOLD = 3;

interface Timed {
  level: 0 | 1;
  seconds: number;
  line: number;
}

/** Below this one change follows the other at once. */
const AT_ONCE_SECONDS = 20e-6;

const lasting = (asking: Asking, seconds: number): string =>
  seconds < AT_ONCE_SECONDS ? say(asking, '一瞬间', 'an instant') : duration(seconds, asking.language);

/** What a pin does from a moment of a run on. */
function after(facts: GpioFacts, pin: string, fromSeconds: number): Timed[] {
  return changesOf(facts, pin)
    .map(({ index, level }) => ({ level, seconds: facts.eventInfo[index]!.seconds, line: spotOf(facts, index) }))
    .filter(({ seconds }) => seconds >= fromSeconds - 1e-6);
}

/** How long a level lasts each time, and how many of one length follow each other where that is even. */
function lengthsOf(asking: Asking, changes: Timed[], level: 0 | 1): string {
  const stays = changes
    .slice(1)
    .flatMap((change, i) =>
      changes[i]!.level === level ? [lasting(asking, change.seconds - changes[i]!.seconds)] : [],
    );
  // What began before the press is none of its doing.
  const own = stays.length > 3 ? stays.slice(1) : stays;
  const kinds = [...new Set(own)];
  if (kinds.length === 0 || kinds.length > LENGTHS_TOLD) return '';
  const groups: number[] = [];
  for (const [i, stay] of own.entries())
    if (i > 0 && stay === own[i - 1]) groups[groups.length - 1]! += 1;
    else groups.push(1);
  const inner = groups.slice(1, -1);
  const even = inner.length > 0 && inner.every((size) => size === inner[0]) && inner[0]! > 1 ? inner[0]! : null;
  const turns =
    even !== null && kinds.length === 2
      ? say(asking, `（每 ${even} 次换一种）`, ` (${even} of one, then ${even} of the other)`)
      : '';
  return `${say(asking, level ? '高 ' : '低 ', level ? 'high for ' : 'low for ')}${kinds.join(say(asking, ' 或 ', ' or '))}${turns}`;
}

/** What one pin does in the run, in words. */
function doing(
  asking: Asking,
  scenario: Scenario,
  pin: NamedPin,
): { text: string; lines: number[]; again: boolean; times: number } {
  const { length: times } = after(scenario.facts, pin.pin, scenario.fromSeconds);
  const changes = after(scenario.facts, pin.pin, scenario.fromSeconds);
  const lines = [...new Set(changes.map(({ line }) => line))];
  const label = labelOf(pin);
  if (changes.length === 0) {
    const level = levelAfter(scenario.facts, pin.pin, scenario.facts.events.length);
    return {
      text: say(
        asking,
        `${label} 不变，一直是${state(asking, pin, level)}`,
        `${label} does not change, it stays ${state(asking, pin, level)}`,
      ),
      lines,
      again: false,
      times,
    };
  }
  if (changes.length <= TOLD_SINGLY) {
    const told = changes.map(({ level, seconds, line }) => {
      const wait = seconds - scenario.fromSeconds;
      const when = wait < 0.002 ? '' : say(asking, `过 ${duration(wait, 'zh')}`, ` after ${duration(wait, 'en')}`);
      return say(
        asking,
        `${when}变${level ? '高' : '低'}（第 ${line} 行）`,
        `goes ${level ? 'high' : 'low'}${when} (line ${line})`,
      );
    });
    return { text: `${label} ${told.join(say(asking, '，', ', then '))}`, lines, again: false, times };
  }
  const lengths = [lengthsOf(asking, changes, 1), lengthsOf(asking, changes, 0)].filter((text) => text !== '');
  const place = say(asking, `（${lineList(asking, lines)}）`, ` (${lineList(asking, lines)})`);
  const { facts } = scenario;
  if (scenario.whole && facts.loop === null) {
    const ups = changes.filter(({ level }) => level === 1).length;
    return {
      text: say(
        asking,
        `${label} 变高 ${ups} 次（${lengths.join('、')}），然后停在${changes.at(-1)!.level ? '高' : '低'}${place}`,
        `${label} goes high ${ups} times (${lengths.join(', ')}), then it stays ${changes.at(-1)!.level ? 'high' : 'low'}${place}`,
      ),
      lines,
      again: false,
      times,
    };
  }
  const going = isDevice(pin)
    ? say(asking, '反复开关', 'keeps switching')
    : say(asking, '一直闪（反复变化）', 'keeps blinking');
  const how = lengths.length > 0 ? `${say(asking, '：', ': ')}${lengths.join(say(asking, '、', ', '))}` : '';
  return { text: `${label} ${going}${how}${place}`, lines, again: true, times };
}

/** Outputs that the run moves after the press. */
function moved({ facts, fromSeconds }: Scenario): NamedPin[] {
  return facts.outputs.filter(({ pin }) => after(facts, pin, fromSeconds).length > 0);
}

const WHAT_HAPPENS =
  /怎么?样|如何|发生|会(?:一直|不停|反复|重复|再|怎|有|变)|[呢吗么]\s*[?？。]?$|\bwhat\b.{0,24}\b(?:happen|occur|do|does|change|see)\w*|\bhappens?\b|^(?:does|do|will|would|is|are|can)\b|[,-]\s*(?:does|do|will|would|is|are)\b/i;
const OTHER =
  /为什么|为何|\bwhy\b|多久|多长|几秒|几次|多少|哪一?行|消抖|防抖|上拉|下拉|电阻|打印|串口|\bhow (?:long|many|often|much)\b|\bwhich line\b|debounc|pull|resistor|\bprint|serial/i;
const ENDS =
  /(?:灭|关|停|断开|释放)(?:吗|么|掉|了|不)|不会?(?:灭|关|停)|\b(?:turn|switch|go|goes|stop)\w*\b.{0,10}\b(?:off|out|dark)?\b/i;
const ONLY_ONCE =
  /(?:只|仅).{0,4}(?:一次|一下|1 ?次)|反复|重复|再(?:开|来|次|一次)|连续|(?:一直|还|会)(?:闪|跳|切|翻)|一直(?:变|加|响)|不停|\b(?:only )?once\b|repeat|again|keep|over and over|\bstep(?:s|ping)? through\b|\bcycl(?:e|es|ing) through\b/i;

/** "浮球一直是低会怎样", "if I keep the button down, does it go on toggling": from a run in which the input stays so. */
export function aboutKeptSo(asking: Asking): Answer | null {
  const { question } = asking;
  if (OTHER.test(question) || !WHAT_HAPPENS.test(question)) return null;
  const rest = aboutRest(asking);
  if (rest) return rest;
  const scenario = scenarioOf(asking);
  if (scenario?.how !== 'held') return null;
  const named = pinsIn(question, asking.facts)
    .map(({ pin }) => pin)
    .filter(({ pin }) => pin !== scenario.input.pin && scenario.facts.outputs.some((output) => output.pin === pin));
  const pins = named.length > 0 ? named : moved(scenario);
  if (pins.length === 0 && !scenario.whole) return null;
  const waiting = linesUntilRelease(asking.facts);
  const waits =
    waiting.length === 0
      ? ''
      : say(
          asking,
          `；程序停在${lineList(asking, waiting)}的循环里等松手，按住期间不再变化，松开才往下走`,
          `; the program waits in the loop on ${lineList(asking, waiting)} and changes nothing more until it is let go`,
        );
  if (pins.length === 0) {
    return answer(
      asking,
      `${scenario.head}${say(asking, '输出没有任何变化', 'no output changes')}${waits}${dot(asking)}`,
      waiting,
      0.88,
    );
  }
  const told = pins.slice(0, 4).map((pin) => doing(asking, scenario, pin));
  const again = told.some((each) => each.again);
  const most = Math.max(...told.map(({ times }) => times));
  const few =
    most === 0
      ? say(asking, '不会。', 'No. ')
      : say(
          asking,
          most <= TOLD_SINGLY ? `不会，只变 ${most} 次。` : '不会，到时候就停。',
          `No, it ${most <= TOLD_SINGLY ? `acts ${most === 1 ? 'once' : `${most} times`}` : 'comes to an end'}. `,
        );
  const yes = ONLY_ONCE.test(question)
    ? /只|仅|once/i.test(question)
      ? again
        ? say(asking, '不止一次。', 'No, more than once. ')
        : most === 1
          ? say(asking, '是，只有一次。', 'Yes, once. ')
          : ''
      : again
        ? say(asking, '会。', 'Yes. ')
        : few
    : ENDS.test(question) && told.length === 1
      ? endsText(asking, scenario, pins[0]!)
      : told.length === 1
        ? onText(asking, scenario, pins[0]!)
        : '';
  return answer(
    asking,
    `${yes}${scenario.head}${told.map(({ text }) => text).join(say(asking, '；', '; '))}${named.length > 0 ? '' : stopped(asking, scenario)}${again ? '' : waits}${dot(asking)}${printed(asking, scenario)}`,
    [...told.flatMap(({ lines }) => lines), ...(again ? [] : waiting)],
    0.9,
  );
}

/** Outputs that change round after round and no longer do from the press on. */
function stopped(asking: Asking, scenario: Scenario): string {
  const { facts } = asking;
  const shown = (scenario.facts.eventInfo.at(-1)?.seconds ?? 0) - scenario.fromSeconds;
  if (!scenario.whole && shown < 2 * (facts.loopSeconds ?? Number.POSITIVE_INFINITY)) return '';
  const looping = facts.loop ? facts.events.slice(facts.loop.start, facts.loop.start + facts.loop.period).flat() : [];
  const still = facts.outputs.filter(
    ({ pin }) =>
      looping.some((change) => change.pin === pin) && after(scenario.facts, pin, scenario.fromSeconds).length === 0,
  );
  return still.length === 0
    ? ''
    : say(
        asking,
        `；${list(still.map(labelOf), 'zh')} 停在原来的状态，不再变化`,
        `; ${list(still.map(labelOf), 'en')} ${still.length > 1 ? 'stay as they are and no longer change' : 'stays as it is and no longer changes'}`,
      );
}

/** The level that is meant is the one the input has anyway: what the plain run shows. */
function aboutRest(asking: Asking): Answer | null {
  const { question, facts } = asking;
  const [input, other] = facts.whatIf;
  const idle = facts.loop === null && (facts.ended === 'settled' || facts.ended === 'returned');
  if (!input || other || !idle || !meansRest(question, input.level) || facts.outputs.length > 4) return null;
  const told = facts.outputs.map(
    (pin) => `${labelOf(pin)} ${state(asking, pin, levelAfter(facts, pin.pin, facts.events.length))}`,
  );
  return answer(
    asking,
    say(
      asking,
      `什么也不发生：${labelOf(input)} 平时就是${input.level ? '低' : '高'}，输出保持不动（${told.join('，')}）。`,
      `Nothing: ${labelOf(input)} is ${input.level ? 'low' : 'high'} at rest anyway, and the outputs stay as they are (${told.join(', ')}).`,
    ),
    [],
    0.88,
  );
}

const TURNS_ON =
  /[亮开响转]|吸合|工作|启动|\b(?:on|lit|lights?|open\w*|runs?|running|sounds?|beeps?|rings?|starts?|turns?)\b/i;
const TURNS_OFF = /灭|关|停|断|\b(?:off|out|dark|stops?|closes?)\b/i;
const ALL_THE_TIME =
  /会?(?:一直|始终|保持|持续)(?:都|地)?(?:会|是|在)?(?:[亮开响转]|吸合|工作)|\b(?:stays?|keeps?|remains?) (?:\w+ )?(?:on|open|lit|running|sounding)\b|\ball the time\b/i;

/** "Does the pump run while it is held": whether the pin comes on, or stays on to the end where that is asked. */
function onText(asking: Asking, { facts, fromSeconds, whole }: Scenario, pin: NamedPin): string {
  const { question } = asking;
  const yesNo = /[吗么]\s*[?？。]?$|会不会|^(?:does|do|will|would|is|are|can)\b|,\s*(?:does|do|will|would|is|are)\b/i;
  if (!yesNo.test(question) || /还是|\bor\b/i.test(question)) return '';
  if (!TURNS_ON.test(question) || TURNS_OFF.test(question) || !whole) return '';
  const changes = after(facts, pin.pin, fromSeconds);
  const on = onOf(facts, pin);
  const last = changes.at(-1)?.level ?? levelAfter(facts, pin.pin, facts.events.length);
  const stays = changes.length <= TOLD_SINGLY && last === on;
  const comes = last === on || changes.some(({ level }) => level === on);
  if (changes.length === 0 && last === on) return '';
  return (ALL_THE_TIME.test(question) ? stays : comes) ? say(asking, '会。', 'Yes. ') : say(asking, '不会。', 'No. ');
}

/** Whether the pin is off in the end. */
function endsText(asking: Asking, { facts, fromSeconds }: Scenario, pin: NamedPin): string {
  const changes = after(facts, pin.pin, fromSeconds);
  const last = changes.at(-1);
  if (!last || changes.length > TOLD_SINGLY) return '';
  return last.level === onOf(facts, pin) ? say(asking, '不会。', 'No. ') : say(asking, '会。', 'Yes. ');
}

/** What is printed from the press on, where anything is. */
function printed(asking: Asking, { facts, fromSeconds }: Scenario): string {
  const lines = linesPrinted(facts, fromSeconds);
  const [first, second] = lines;
  if (!first) return '';
  const shown = [first, second]
    .flatMap((line) => (line ? [`\`${quoted(line.text)}\``] : []))
    .join(say(asking, '、', ', '));
  return lines.length > 2
    ? say(asking, ` 期间一条条打印 ${shown} ……`, ` It prints ${shown} and so on.`)
    : say(asking, ` 打印 ${shown}。`, ` It prints ${shown}.`);
}

const SPAN_ZH =
  /(.{0,30}?)(?:之后|以后|完(?:之?后|了)?|后|到)(?:过|隔|再|要)?.{0,24}?(?:多久|多长时间|几秒|多少(?:毫)?秒)(.{0,30})/;
const SPAN_ZH_BACK = /(.{0,30})(?:之后|以后|后)(.{0,16})(?:过|隔|要|还要|再)?(?:多久|多长时间|几秒)/;
const SPAN_EN =
  /\bhow (?:long|many (?:ms|milliseconds|seconds)|soon|much (?:time|later))\b\s+after\s+(.{3,50}?)\b(?:does|do|is|are|until|before|will)\b(.{3,50})/i;
const SPAN_EN_BACK =
  /\bhow (?:long|many (?:ms|milliseconds|seconds)|soon|much (?:time|later))\b(.{3,50}?)\bafter\b(.{3,50})/i;

/** "How long after the valve does the pump start", "关泵之后阀门多久才变高": from one change to the next of another pin. */
export function aboutFromTo(asking: Asking): Answer | null {
  const { question } = asking;
  const zh = SPAN_ZH_BACK.exec(question) ?? SPAN_ZH.exec(question);
  const forward = SPAN_EN.exec(question);
  const back = forward ? null : SPAN_EN_BACK.exec(question);
  const parts = zh ? [zh[1]!, zh[2]!] : forward ? [forward[1]!, forward[2]!] : back ? [back[2]!, back[1]!] : null;
  if (!parts) return null;
  const scenario = scenarioOf(asking);
  if (!scenario) return null;
  const outputs = (text: string) =>
    pinsIn(text, asking.facts).filter(
      ({ pin }) => pin.pin !== scenario.input.pin && scenario.facts.outputs.some((each) => each.pin === pin.pin),
    );
  const both = outputs(question).sort((a, b) => position(question, a.name) - position(question, b.name));
  if (both.length !== 2) return null;
  const [first] = outputs(parts[0]!);
  const second = outputs(parts[1]!)[0] ?? both.find(({ pin }) => pin.pin !== first?.pin.pin);
  if (!first || !second || first.pin.pin === second.pin.pin) return null;
  const { facts, fromSeconds } = scenario;
  const from = after(facts, first.pin.pin, fromSeconds).find(fits(facts, first.pin, parts[0]!));
  const to = from && after(facts, second.pin.pin, from.seconds).find(fits(facts, second.pin, parts[1]!));
  if (!from || !to) return null;
  const name = (pin: NamedPin, { level }: Timed): string =>
    say(asking, `${labelOf(pin)} 变${level ? '高' : '低'}`, `${labelOf(pin)} ${level ? 'high' : 'low'}`);
  const gap = lasting(asking, to.seconds - from.seconds);
  if (to.seconds - from.seconds < AT_ONCE_SECONDS)
    return answer(
      asking,
      `${say(asking, '马上，几乎同时。', 'At once. ')}${scenario.head}${name(first.pin, from)}${say(asking, '，紧接着 ', ', right after it ')}${name(second.pin, to)}${say(asking, `（${lineList(asking, [from.line, to.line])}）。`, ` (${lineList(asking, [from.line, to.line])}).`)}`,
      [from.line, to.line],
      0.91,
    );
  return answer(
    asking,
    say(
      asking,
      `${gap}。${scenario.head}${name(first.pin, from)}（第 ${from.line} 行）之后过 ${gap}，${name(second.pin, to)}（第 ${to.line} 行）。`,
      `${gap}. ${scenario.head}from ${name(first.pin, from)} (line ${from.line}) to ${name(second.pin, to)} (line ${to.line}) it is ${gap}.`,
    ),
    [from.line, to.line],
    0.91,
  );
}

/** Whether a change is the one that the words speak of: on, off, high, low; any where they do not say. */
function fits(facts: GpioFacts, pin: NamedPin, words: string): (change: Timed) => boolean {
  const level = /高|\bhigh\b/i.test(words)
    ? 1
    : /低|\blow\b/i.test(words)
      ? 0
      : /关|灭|停|断开|释放|\boff\b|\bstop|\bclose|\bdark/i.test(words)
        ? 1 - onOf(facts, pin)
        : /开|亮|启动|响|转|吸合|\bon\b|\bstart|\bopen|\blit\b|\brun/i.test(words)
          ? onOf(facts, pin)
          : null;
  return (change) => level === null || change.level === level;
}

const PRINTED =
  /打印|串口.{0,6}(?:输出|显示|看到|出来|会)|输出(?:什么|啥)(?:字|内容|文字)|\bprint(?:s|ed)?\b|\bserial (?:output|monitor)\b|\bconsole\b/i;
const AT_START =
  /上电|开机|启动|一开始|刚开始|复位|最先|第一(?:行|条|句)|\b(?:at|on|after) (?:start|boot|power|reset)\w*|\bstart-?up\b|\bfirst\b/i;

/** "上电打印什么", "what is printed on a press": what the run printed then. */
export function aboutPrinted(asking: Asking): Answer | null {
  const { question, facts } = asking;
  if (!PRINTED.test(question) || !/什么|啥|哪|内容|\bwhat\b|\bwhich\b|吗|^(?:does|is|will)/i.test(question))
    return null;
  if (/为什么|\bwhy\b|哪一?行|\bwhich line\b|多久|几次|多少|波特|baud|\bhow (?:often|many|long)\b/i.test(question))
    return null;
  const scenario = scenarioOf(asking);
  // Which of several presses is a run of its own.
  if ((timesIn(question) ?? 1) > 1) return null;
  const start = AT_START.test(question) && !scenario?.explicit;
  if (!start && !scenario?.explicit) return null;
  const lines = start ? linesPrinted(facts, 0) : linesPrinted(scenario!.facts, scenario!.fromSeconds);
  if (start && lines.length === 0 && facts.prints.length === 0 && !/print|puts|write/i.test(facts.source)) return null;
  const head = start ? say(asking, '上电后：', 'After power-up: ') : scenario!.head;
  const shown = lines.slice(0, 3).map(({ text }) => `\`${quoted(text)}\``);
  const from = lines
    .slice(0, 3)
    .map(({ line }) => line)
    .filter((line) => line > 0);
  const place = from.length > 0 ? say(asking, `（${lineList(asking, from)}）`, ` (${lineList(asking, from)})`) : '';
  return answer(
    asking,
    lines.length === 0
      ? `${head}${say(asking, '什么也没有打印', 'nothing is printed')}${dot(asking)}`
      : `${head}${say(asking, '打印 ', 'it prints ')}${list(shown, asking.language)}${lines.length > 3 ? say(asking, ' 等', ' and more') : ''}${place}${dot(asking)}`,
    from,
    0.9,
  );
}

const FIRST =
  /(?:谁|哪个|哪一个|哪路|哪盏).{0,6}(?:先|早)|先后|先(?:开|亮|动|响|变|启动).{0,6}(?:哪|谁|什么)|\bwhich\b.{0,30}\b(?:first|earlier|before)\b|\bwhat\b.{0,20}\bfirst\b|\bin what order\b|\bdoes\b.{0,30}\bbefore\b/i;

/** "阀门和水泵谁先动": the first change of each after the press. */
export function aboutFirstOf(asking: Asking): Answer | null {
  const { question } = asking;
  if (!FIRST.test(question) || /\w\s*\(|\bline\b|\bfor\b|\bdelay|延[时迟]|[哪第].{0,2}行/i.test(question)) return null;
  const scenario = scenarioOf(asking);
  if (!scenario) return null;
  const { facts, fromSeconds } = scenario;
  const named = pinsIn(question, asking.facts)
    .map(({ pin }) => pin)
    .filter(({ pin }) => facts.outputs.some((output) => output.pin === pin));
  const pins = named.length > 1 ? named : moved(scenario);
  const level = (pin: NamedPin): 0 | 1 | null =>
    /关|灭|停|\boff\b|\bstops?\b|\bcloses?\b/i.test(question)
      ? ((1 - onOf(facts, pin)) as 0 | 1)
      : /开(?!始)|亮|响|启动|\bon\b|\bstarts?\b|\bopens?\b/i.test(question)
        ? onOf(facts, pin)
        : null;
  const firsts = pins
    .flatMap((pin) => {
      const meant = level(pin);
      const change = after(facts, pin.pin, fromSeconds).find((each) => meant === null || each.level === meant);
      return change ? [{ pin, change }] : [];
    })
    .sort((a, b) => a.change.seconds - b.change.seconds || a.change.line - b.change.line);
  const [one, two] = firsts;
  if (!one || !two || firsts.length !== pins.length) return null;
  const tell = ({ pin, change }: (typeof firsts)[number]): string =>
    say(
      asking,
      `${labelOf(pin)} 变${change.level ? '高' : '低'}（第 ${change.line} 行）`,
      `${labelOf(pin)} goes ${change.level ? 'high' : 'low'} (line ${change.line})`,
    );
  const gap = two.change.seconds - one.change.seconds;
  const later =
    gap < AT_ONCE_SECONDS
      ? say(asking, '，紧接着 ', ', right after it ')
      : say(asking, `，过 ${duration(gap, 'zh')} `, `, ${duration(gap, 'en')} later `);
  const others = firsts.slice(2, 5).map((each) => `${say(asking, '，再是 ', ', then ')}${tell(each)}`);
  return answer(
    asking,
    `${say(asking, '先是 ', 'First ')}${labelOf(one.pin)}${say(asking, '。', '. ')}${scenario.head}${tell(one)}${later}${tell(two)}${others.join('')}${dot(asking)}`,
    firsts.map(({ change }) => change.line),
    0.91,
  );
}

const AFTER_PRESS =
  /(?:松(?:手|开)|按(?:完|一?下|过|了|键)?|触发|放开)(?:之?后|以后|了|时)|\b(?:after|once|when)\b.{0,24}\b(?:press|push|tap|click|trigger|releas|let go|let it go)\w*/i;
const WHICH_LEVEL =
  /(?:哪|什么|几).{0,6}(?:灯|引脚|脚|亮|灭|高|低|输出)|(?:亮|灭|高|低|开|关|响|转)(?:着|的)?(?:还是|吗|么)|\b(?:which|what)\b.{0,24}\b(?:on|off|lit|high|low|state|level)\b|\b(?:is|are)\b.{0,24}\b(?:on|off|lit|high|low|dark)\b/i;

/** "After release, which LED is on": the levels that a press leaves behind. */
export function aboutLeftBehind(asking: Asking): Answer | null {
  const { question } = asking;
  if (!AFTER_PRESS.test(question) || !WHICH_LEVEL.test(question) || OTHER.test(question)) return null;
  if (
    /第[一二三四五六七八九\d]|\d ?(?:次|下)|[两三四五六七八九]次|\b(?:times|twice|second|third|presses)\b/i.test(
      question,
    )
  )
    return null;
  const scenario = scenarioOf(asking);
  if (scenario?.how !== 'tap' || !scenario.whole || scenario.facts.loop) return null;
  const { facts } = scenario;
  const named = pinsIn(question, asking.facts)
    .map(({ pin }) => pin)
    .filter(({ pin }) => facts.outputs.some((output) => output.pin === pin));
  const pins = (named.length > 0 ? named : facts.outputs).slice(0, 8);
  if (pins.length === 0) return null;
  const end = facts.events.length;
  const lit = pins.filter((pin) => levelAfter(facts, pin.pin, end) === onOf(facts, pin));
  const off = /灭|关|\boff\b|\bdark\b/i.test(question) && !/亮|开|\bon\b|\blit\b/i.test(question);
  const [only, more] = pins;
  const yes =
    only &&
    !more &&
    /[吗么]|^(?:and |so )?(?:is|are|does|will)\b|,\s*(?:is|are)\b/i.test(question) &&
    !/还是|\bor\b/i.test(question)
      ? lit.length > 0 !== off
        ? say(asking, '是。', 'Yes. ')
        : say(asking, '不是。', 'No. ')
      : '';
  const lines = pins.flatMap((pin) =>
    after(facts, pin.pin, scenario.fromSeconds)
      .slice(-1)
      .map(({ line }) => line),
  );
  const told = pins.map((pin) => `${labelOf(pin)} ${state(asking, pin, levelAfter(facts, pin.pin, end))}`);
  return answer(
    asking,
    `${yes}${scenario.head}${say(asking, '最后 ', 'in the end ')}${told.join(say(asking, '，', ', '))}${dot(asking)}`,
    lines,
    0.89,
  );
}

/** "按下是高还是低": the level that the input itself has while it is pressed. */
export function aboutPressedLevel(asking: Asking): Answer | null {
  const { question, facts } = asking;
  if (
    !/按下|按键|按钮|触发|\bpress\w*|\bbutton\b|\bkey\b|\btrigger\w*/i.test(question) ||
    !/高还是低|低还是高|什么电平|读到(?:什么|几|0|1|高|低)|\b(?:high or low|low or high|which level|what level)\b/i.test(
      question,
    ) ||
    /为什么|\bwhy\b|几次|之?后|以后|\bafter\b|\bactive\b|第/i.test(question)
  )
    return null;
  const named = outputsNamed(question, facts);
  const [input, other] = facts.whatIf;
  if (!input || other || named.length > 0) return null;
  const { mode } = facts.inputs.find(({ pin }) => pin === input.pin) ?? { mode: '' };
  if (mode !== 'pull-up' && mode !== 'pull-down' && mode !== 'quasi-bidirectional') return null;
  const up = mode !== 'pull-down';
  return answer(
    asking,
    say(
      asking,
      `按下是${up ? '低' : '高'}电平：${labelOf(input)} 平时被${up ? '上拉' : '下拉'}到${up ? '高' : '低'}，按下读到 ${up ? 0 : 1}。`,
      `Pressed it reads ${up ? 'low' : 'high'}: ${labelOf(input)} is pulled ${up ? 'up' : 'down'} at rest, so a press gives ${up ? 0 : 1}.`,
    ),
    facts.inputs.find(({ pin }) => pin === input.pin)?.lines?.slice(0, 1) ?? [],
    0.88,
  );
}
