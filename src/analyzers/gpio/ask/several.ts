import { readAsked } from '../../../asking/question.ts';
import { levelAtRest } from '../at-rest.ts';
import { labelOf } from '../behaviour.ts';
import type { GpioFacts, NamedPin } from '../facts.ts';
import { levelAfter } from '../levels.ts';
import { reason } from '../reason.ts';
import { duration } from '../words.ts';
import { pinsIn } from './pins.ts';
import { programOf } from './presses.ts';
import { onOf } from './spans.ts';
import { type Answer, type Asking, answer, dot, say, state } from './text.ts';

/** When the inputs change, after most programs have settled. */
const FROM_MS = 1000.7;
/** What floats is held at its level at rest from here on. */
const SETTLED_MS = 1000.2;
const MOST_INPUTS = 4;
const TOLD_SINGLY = 4;

const TOGETHER =
  /按住.{1,12}(?:再|同时|又)按|\bhold\w*\b.{1,24}\b(?:and|then|while)\b.{0,12}\bpress\w*|同时|一起|都(?:按|是|为|触发|被|拉|接|有|处于)|两个.{0,6}(?:按|触发)|\bboth\b|\btogether\b|\bat (?:once|the same time)\b|\bsimultaneous\w*|\ball (?:\w+ )?(?:buttons|inputs|keys|switches)\b/i;
const NEITHER =
  /都不按|都没按|都松开|都不触发|都没触发|谁都不|一个都不|什么都不按|没(?:有)?人?按(?:任何)?键|\bneither\b|\bno (?:button|key|input|switch)\b|\bnone of the (?:buttons|keys|inputs)\b|\bboth (?:released|let go|up|open)\b/i;
const ONLY = /只(?:有|按|是)|单独|仅|\bonly\b|\bjust\b|\balone\b/i;
const ACTIVE =
  /^[^，,。.]{0,14}?(?:(按下|按住|按着|触发|有人|检测到|闭合|打开|pressed|held|down|triggers?|triggered|active|closed|detects?)|(没按|不按|松开|没触发|不触发|没有人|没人|not pressed|released|up|idle|not triggered|inactive|open))/i;
const LEVEL = /^[^，,。.]{0,10}?(?:(高电平|高|HIGH|\b1\b)|(低电平|低|LOW|接地|\b0\b|ground))/i;

interface Held {
  input: GpioFacts['inputs'][number];
  level: 0 | 1;
}

/** Which inputs the question puts at which level; null where it does not speak of several. */
function inputsSaid(asking: Asking, rest: (input: GpioFacts['inputs'][number]) => 0 | 1): Held[] | null {
  const { question, facts } = asking;
  const { inputs } = facts;
  const named = pinsIn(question, facts)
    .map(({ pin, name }) => ({ input: inputs.find((each) => each.pin === pin.pin), name }))
    .filter((each): each is { input: GpioFacts['inputs'][number]; name: string } => each.input !== undefined);
  const opposite = (input: GpioFacts['inputs'][number]): 0 | 1 => (1 - rest(input)) as 0 | 1;
  if (NEITHER.test(question)) return inputs.map((input) => ({ input, level: rest(input) }));
  if (TOGETHER.test(question) && !/都不|都没|\bneither\b|\bnot both\b/i.test(question)) {
    const all = named.length >= 2 ? named.map(({ input }) => input) : inputs;
    if (all.length < 2) return null;
    const text = TOGETHER.exec(question)!;
    const behind = question.slice(text.index);
    const high = /^.{0,24}(?:高|\bhigh\b)/i.test(behind);
    const low = /^.{0,24}(?:低|\blow\b|接地)/i.test(behind);
    // "Are both LEDs on": both of what?
    const ofOutputs =
      named.length < 2 &&
      (/灯|\bleds?\b|\blights?\b|\boutputs?\b|继电器|\brelays?\b/i.test(behind.slice(0, 24)) ||
        !/按|键|触发|输入|传感|开关|\b(?:press\w*|push\w*|buttons?|keys?|inputs?|switch\w*|trigger\w*|sensors?)\b/i.test(
          question,
        ));
    if (ofOutputs) return null;
    return all.map((input) => ({ input, level: high !== low ? (high ? 1 : 0) : opposite(input) }));
  }
  const said = named.flatMap(({ input, name }): Held[] => {
    const at = question.toLowerCase().indexOf(name.toLowerCase());
    if (at < 0) return [];
    const behind = question.slice(at + name.length);
    const others = named
      .filter((each) => each.name !== name)
      .map((each) => behind.toLowerCase().indexOf(each.name.toLowerCase()))
      .filter((index) => index >= 0);
    const own = behind.slice(0, others.length > 0 ? Math.min(...others) : undefined);
    const level = LEVEL.exec(own);
    const active = ACTIVE.exec(own);
    if (active && (!level || active[0].length < level[0].length))
      return [{ input, level: active[2] === undefined ? opposite(input) : rest(input) }];
    return level ? [{ input, level: level[1] === undefined ? 0 : 1 }] : [];
  });
  if (said.length >= 2 && said.length === named.length) return said;
  const [alone, another] = named;
  if (
    alone &&
    !another &&
    said.length === 0 &&
    ONLY.test(question) &&
    inputs.length >= 2 &&
    !/松|放开|\breleas|\blet go/i.test(question)
  )
    return inputs.map((input) => ({ input, level: input === alone.input ? opposite(input) : rest(input) }));
  const [single, second] = said;
  if (single && !second && ONLY.test(question) && inputs.length >= 2) {
    return inputs.map((input) => (input === single.input ? single : { input, level: rest(input) }));
  }
  return null;
}

/** "Both pressed at once", "DOOR low and PIR high", "only KEY2": a run with all of these inputs at those levels. */
export function aboutSeveralInputs(asking: Asking): Answer | null {
  const { question, facts } = asking;
  if (facts.inputs.length < 2 || facts.inputs.length > MOST_INPUTS || readAsked(question).else) return null;
  if (/哪一?行|\bwhich line\b|多久|\bhow long\b|几次|\bhow many\b|代码|怎么(?:写|判断|实现)/i.test(question))
    return null;
  const evidence = programOf(facts);
  if (!evidence) return null;
  const held = inputsSaid(asking, (input) => levelAtRest(evidence, input));
  if (!held) return null;
  const inputs = facts.inputs.flatMap((input) => {
    const rest = levelAtRest(evidence, input);
    const level = held.find((each) => each.input.pin === input.pin)?.level ?? rest;
    const pin = [input.pin, ...input.aliases];
    return [
      ...(input.mode === 'floating' && rest === 1 ? [{ pin, atMs: SETTLED_MS, level: 1 as const }] : []),
      ...(level === rest ? [] : [{ pin, atMs: FROM_MS, level }]),
    ];
  });
  const run = reason(evidence.reading, { lineOffset: facts.firstLine - 1, inputs });
  const said = held
    .map(({ input, level }) => `${labelOf(input)} ${say(asking, level ? '高' : '低', level ? 'high' : 'low')}`)
    .join(say(asking, '、', ' and '));
  const named = pinsIn(question, facts)
    .map(({ pin }) => pin)
    .filter(({ pin }) => facts.outputs.some((output) => output.pin === pin));
  const outputs = named.length > 0 ? named : facts.outputs;
  if (outputs.length === 0) return null;
  const lines: number[] = [];
  const told = outputs.slice(0, 6).map((pin) => tell(asking, run, pin, lines));
  const [only, more] = named;
  const yes = only && !more ? yesNoOf(asking, run, only) : '';
  return answer(
    asking,
    say(
      asking,
      `${yes}另跑了一遍，让 ${said}（一直保持）：${told.join('；')}${dot(asking)}`,
      `${yes}In a second run with ${said}, kept so: ${told.join('; ')}${dot(asking)}`,
    ),
    lines,
    0.92,
  );
}

interface Timed {
  level: 0 | 1;
  ms: number;
  line: number;
}

const changesAfter = (run: GpioFacts, pin: string): Timed[] =>
  run.events.flatMap((changes, i) => {
    const change = changes.find((each) => each.pin === pin);
    const info = run.eventInfo[i]!;
    const ms = info.seconds * 1000 - FROM_MS;
    return change && ms >= -0.1 ? [{ level: change.level, ms, line: info.line }] : [];
  });

function tell(asking: Asking, run: GpioFacts, pin: NamedPin, lines: number[]): string {
  const changes = changesAfter(run, pin.pin);
  lines.push(...changes.slice(0, 4).map(({ line }) => line));
  const label = labelOf(pin);
  if (changes.length === 0) {
    const level = levelAfter(run, pin.pin, run.events.length);
    return say(
      asking,
      `${label} 不变，是${state(asking, pin, level)}`,
      `${label} does not change and is ${state(asking, pin, level)}`,
    );
  }
  const singly = changes.slice(0, TOLD_SINGLY).map(({ level, ms, line }, i) => {
    const place = line > 0 ? say(asking, `（第 ${line} 行）`, ` (line ${line})`) : '';
    const gap = i === 0 ? ms : ms - changes[i - 1]!.ms;
    const later =
      gap < 1 ? '' : say(asking, `过 ${duration(gap / 1000, 'zh')}`, `after ${duration(gap / 1000, 'en')} `);
    return say(asking, `${later}变${level ? '高' : '低'}${place}`, `${later}goes ${level ? 'high' : 'low'}${place}`);
  });
  const on = changes.length > TOLD_SINGLY ? say(asking, '，这样一直变下去', ' and so on') : '';
  return `${label} ${singly.join(say(asking, '，', ', '))}${on}`;
}

function yesNoOf(asking: Asking, run: GpioFacts, pin: NamedPin): string {
  const { question, facts } = asking;
  if (!readAsked(question).yesNo && !/,\s*(?:does|do|is|will|would)\b|\b(?:does|will|would|is) the\b/i.test(question))
    return '';
  if (/还是|\bor\b|怎么样|什么/i.test(question)) return '';
  const off = /灭|关|停|不响|\boff\b|\bstops?\b/i.test(question);
  const on = /亮|响|开|转|吸合|动作|\bon\b|\blit\b|\bsounds?\b|\bbeeps?\b|\brings?\b|\bruns?\b|\blights?\b/i.test(
    question,
  );
  if (on === off) return '';
  const level = on ? onOf(facts, pin) : 1 - onOf(facts, pin);
  const changes = changesAfter(run, pin.pin);
  const hit =
    changes.length === 0
      ? levelAfter(run, pin.pin, run.events.length) === level
      : changes.some((change) => change.level === level);
  return say(asking, hit ? '会。' : '不会。', hit ? 'Yes. ' : 'No. ');
}
