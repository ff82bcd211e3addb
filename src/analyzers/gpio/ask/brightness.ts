import { readAsked } from '../../../asking/question.ts';
import { labelOf } from '../behaviour.ts';
import type { GpioFacts } from '../facts.ts';
import { duration, list } from '../words.ts';
import { bareLines } from './declared.ts';
import { pinsIn } from './pins.ts';
import { roundsIn, secondIn } from './points.ts';
import { type Answer, type Asking, answer, decline, dot, say } from './text.ts';
import { type Watched, watch } from './watched.ts';

const BRIGHT =
  /亮度|多亮|有多亮|最亮|最暗|全亮|半亮|占空比|渐[亮变暗灭]|呼吸|变亮|变暗|\bPWM\b|\bbright\w*|\bdim\w*|\bduty\b|\bfad(?:e|es|ing)\b|\banalogWrite\b|\bintensity\b|转速|多快|\bspeed\b|全灭|\bfull(?:y)? (?:on|off)\b|完全熄灭|全黑|步长|每一?步|\bcompletely off\b/i;
const OTHER =
  /频率|\bfrequency\b|\bhz\b|为什么|为何|怎么|\bwhy\b|\bhow (?:do|can|should) i\b|哪一?行|\bwhich line\b|周期|\bperiod\b|作用|意思|\bmeans?\b|\bdo\?*$|改|换|\bchange|\bif\b|如果|能不能|支持|\bpins?\b.{0,20}\bsupport/i;
const MOST = /最亮|最大|最高|全亮|满|\bbrightest\b|\bfull(?:y)?\b|\bmax(?:imum)?\b|\bhighest\b|\bpeak\b|100 ?%/i;
const LEAST =
  /完全熄灭|全黑|\bcompletely off\b|最暗|最小|最低|全灭|完全灭|\bdimmest\b|\bmin(?:imum)?\b|\blowest\b|\bdarkest\b|\bfully off\b/i;
const HOW_LONG = /多久|多长时间|几秒|多少(?:毫)?秒|\bhow long\b|\bhow many (?:seconds|ms)\b|\bwhen\b|什么时候/i;
const STEPS = /几[级档步]|多少[级档步]|\bhow many (?:\w+ )?(?:steps|levels)\b/i;
const FASTER =
  /(?:哪个|谁)(?:更)?[快慢]|[快慢]还是|一样快|\bwhich (?:one )?is (?:faster|slower)\b|\b(?:faster|slower) than\b|\bas fast\b/i;
const STEP = /每(?:次|步|档)|步长|\bstep\b|\beach time\b|\bper step\b/i;

type Dimming = Watched['dimmings'][number];

/** How far a run goes where no moment is asked for. */
const LOOKED_S = 60;

const level = (asking: Asking, { value, full }: Dimming): string =>
  say(asking, `${value}（满 ${full}，${share(value, full)}%）`, `${value} of ${full} (${share(value, full)}%)`);
const share = (value: number, full: number): number => Number(((100 * value) / full).toPrecision(3));

/** Lines that set a brightness. */
const linesOf = (facts: GpioFacts): number[] =>
  bareLines(facts).flatMap((text, i) =>
    /\b(?:analogWrite|ledcWrite|pwm\w*)\s*\(/i.test(text) ? [i + facts.firstLine] : [],
  );

/** "How bright is it after 10 loops", "从全灭到最亮要多久": of pins that a call dims, from a run. */
export function aboutBrightness(asking: Asking): Answer | null {
  const { question, facts } = asking;
  // What comes from outside decides there, and nothing is known of it.
  if (facts.dimmed.length === 0 || facts.analog !== null || OTHER.test(question)) return null;
  const rounds = roundsIn(question);
  const seconds = rounds === null ? secondIn(question) : null;
  // "At 50 degrees", "below 40": a condition that is none of time.
  if (rounds === null && seconds === null && /(?<![\w.])\d+(?![\w.]*\s*%)/.test(question.replace(/\b100 ?%|255/, '')))
    return null;
  const named = pinsIn(question, facts).map(({ pin }) => pin.pin);
  const own = facts.dimmed.filter(({ pin }) => named.includes(pin));
  const pins = own.length > 0 ? own : named.length > 0 ? [] : facts.dimmed;
  if (pins.length === 0) return null;
  const moves = pins.some(({ values, full }) => values.some((value) => value > 0 && value < full));
  const ofPoint =
    (rounds !== null || seconds !== null) && /亮|灭|状态|\b(?:on|off|lit|state|level|value)\b/i.test(question);
  if (!BRIGHT.test(question) && !(ofPoint && moves)) return null;
  const run = watch(facts, [], { seconds: seconds ?? (rounds === null ? LOOKED_S : 0), passes: rounds ?? 0 });
  if (!run) return null;
  const lines = linesOf(facts);
  const told: string[] = [];
  for (const { pin, aliases } of pins.slice(0, 4)) {
    const all = run.dimmings.filter((each) => each.pin === pin);
    const text = all.length === 0 ? null : tell(asking, labelOf({ pin, aliases }), all, rounds, seconds, run);
    if (text !== null) told.push(text);
  }
  if (told.length === 0)
    return rounds !== null || seconds !== null
      ? decline(
          asking,
          '跑到的这一段还到不了那一刻，亮度说不准。',
          'The run does not reach that moment, so the brightness there is not known.',
        )
      : null;
  const touched =
    facts.inputs.length > 0 || facts.analog !== null ? say(asking, '（输入没有动过）', ' (no input touched)') : '';
  return answer(asking, `${told.join(say(asking, '；', '; '))}${touched}${dot(asking)}`, lines, 0.92);
}

/** How long it takes from one brightness to another. */
function fade(all: readonly Dimming[], from: number, to: number): number | null {
  const start = all.find(({ value }) => value === from);
  const end = start && all.find(({ value, seconds }) => value === to && seconds > start.seconds);
  const begin = end && all.filter(({ value, seconds }) => value === from && seconds < end.seconds).at(-1);
  return end && begin ? end.seconds - begin.seconds : null;
}

function tell(
  asking: Asking,
  label: string,
  all: Dimming[],
  rounds: number | null,
  seconds: number | null,
  run: Watched,
): string | null {
  const { question } = asking;
  if (rounds !== null || seconds !== null) {
    const reached =
      rounds === null
        ? run.rests || run.untilSeconds >= seconds!
        : run.rests || run.moments.some(({ passes }) => passes >= rounds);
    const last = all
      .filter((each) => (rounds === null ? each.seconds <= seconds! + 1e-4 : each.passes < rounds))
      .at(-1);
    if (!last || !reached) return null;
    return rounds === null
      ? say(
          asking,
          `开始后 ${duration(seconds!, 'zh')} ${label} 的亮度是 ${level(asking, last)}`,
          `${duration(seconds!, 'en')} after the start ${label} is at ${level(asking, last)}`,
        )
      : say(
          asking,
          `主循环跑完 ${rounds} 遍后 ${label} 的亮度是 ${level(asking, last)}`,
          `After ${rounds} ${rounds === 1 ? 'pass' : 'passes'} of the main loop ${label} is at ${level(asking, last)}`,
        );
  }
  const values = all.map(({ value }) => value);
  const most = all[values.indexOf(Math.max(...values))]!;
  const least = all[values.indexOf(Math.min(...values))]!;
  if (HOW_LONG.test(question)) {
    if (!MOST.test(question) && !LEAST.test(question) && !/渐|变亮|变暗|\bfad/i.test(question)) return null;
    const down =
      /(?:最亮|全亮|满).{0,6}(?:到|变).{0,6}(?:灭|暗)|渐[灭暗]|变暗|\bfades? out\b|\b(?:bright\w*|full).{0,16}\bto\b.{0,16}\b(?:off|dark|dim)/i.test(
        question,
      );
    const [from, to] = down ? [most, least] : [least, most];
    const end = all.find((each) => each.value === to.value && each.seconds > from.seconds);
    const begin = end && all.filter((each) => each.value === from.value && each.seconds < end.seconds).at(-1);
    if (!end || !begin || most.value === least.value) return null;
    return say(
      asking,
      `${label} 从 ${begin.value} 到 ${end.value}（满 ${end.full}）用 ${duration(end.seconds - begin.seconds, 'zh')}`,
      `${label} takes ${duration(end.seconds - begin.seconds, 'en')} from ${begin.value} to ${end.value} (full is ${end.full})`,
    );
  }
  if (FASTER.test(question)) {
    const [up, down] = [fade(all, least.value, most.value), fade(all, most.value, least.value)];
    if (up === null || down === null) return null;
    const same = Math.abs(up - down) < 1e-3;
    const [zh, en] = same
      ? ['一样快', 'both take as long']
      : up < down
        ? ['变亮更快', 'getting brighter is faster']
        : ['变暗更快', 'getting darker is faster'];
    return say(
      asking,
      `${label} ${zh}：变亮用 ${duration(up, 'zh')}，变暗用 ${duration(down, 'zh')}`,
      `${label}: ${en} (${duration(up, 'en')} up, ${duration(down, 'en')} down)`,
    );
  }
  const distinct = [...new Set(values)];
  if (STEPS.test(question))
    return say(
      asking,
      `${label} 有 ${distinct.length} 档亮度（${least.value}～${most.value}）`,
      `${label} takes ${distinct.length} levels (${least.value} to ${most.value})`,
    );
  if (STEP.test(question)) {
    const steps = [...new Set(values.slice(1).map((value, i) => Math.abs(value - values[i]!)))].filter(
      (each) => each > 0,
    );
    return steps.length === 1
      ? say(
          asking,
          `${label} 每次变 ${steps[0]}（满 ${most.full}）`,
          `${label} changes by ${steps[0]} each time (full is ${most.full})`,
        )
      : null;
  }
  if (LEAST.test(question)) {
    const yes = readAsked(question).yesNo
      ? say(asking, least.value === 0 ? '会，' : '不会，', least.value === 0 ? 'Yes: ' : 'No: ')
      : '';
    return `${yes}${say(asking, `${label} 最暗到 ${level(asking, least)}`, `${label} goes down to ${level(asking, least)}`)}`;
  }
  if (MOST.test(question)) {
    const full = most.value >= most.full;
    const yes = readAsked(question).yesNo ? say(asking, full ? '会，' : '不会，', full ? 'Yes: ' : 'No: ') : '';
    return `${yes}${say(asking, `${label} 最亮到 ${level(asking, most)}，第一次在开始后 ${duration(most.seconds, 'zh')}`, `${label} goes up to ${level(asking, most)}, first ${duration(most.seconds, 'en')} after the start`)}`;
  }
  if (distinct.length === 1 && most.value === 0) return null;
  if (distinct.length === 1)
    return say(asking, `${label} 的亮度一直是 ${level(asking, most)}`, `${label} stays at ${level(asking, most)}`);
  return distinct.length <= 6
    ? say(
        asking,
        `${label} 依次是 ${list(
          distinct.map((value) => `${share(value, most.full)}%`),
          'zh',
        )}（满 ${most.full}）`,
        `${label} is set to ${list(
          distinct.map((value) => `${share(value, most.full)}%`),
          'en',
        )} in turn (full is ${most.full})`,
      )
    : say(
        asking,
        `${label} 在 ${level(asking, least)} 和 ${level(asking, most)} 之间变`,
        `${label} moves between ${level(asking, least)} and ${level(asking, most)}`,
      );
}
