import { readAsked } from '../../../asking/question.ts';
import { labelOf, restLevel } from '../behaviour.ts';
import type { GpioFacts, NamedPin } from '../facts.ts';
import { duration } from '../words.ts';
import { type Declared, declaredIn, valueOf } from './declared.ts';
import { writesOf } from './named.ts';
import { outputsNamed, pinsIn } from './pins.ts';
import { roundsIn, secondIn } from './points.ts';
import { pressing, timesIn } from './presses.ts';
import { onOf } from './spans.ts';
import { type Answer, type Asking, answer, decline, dot, say, state } from './text.ts';
import { type Moment, type Watched, watch } from './watched.ts';

/** Settled after a press: this long after the last one is let go. */
const AFTER_PRESS_S = 0.3;
const MOST_TOLD = 8;
/** What changes this near to a moment changes just then. */
const AT_ONCE_S = 1e-3;

/** The variable of the program that a question names; null where it is none or several. */
function variableAsked({ question, facts }: Asking): Declared | null {
  const named = new Map<string, Declared>();
  for (const each of declaredIn(facts)) {
    if (each.kind !== 'variable' || each.items || /\bconst\b/.test(each.type ?? '')) continue;
    if (!new RegExp(`(?<![\\w.])${each.name}(?!\\w)`).test(question)) continue;
    // "I" and "a" are words of English, and so are some names that only a technical word beside them makes one.
    if (/^[aI]$/.test(each.name) && !new RegExp(`\`${each.name}\`|${each.name}\\s*[=是等的]`).test(question)) continue;
    named.set(each.name, each);
  }
  const [one, other] = [...named.values()];
  if (!one || other) return null;
  return writesOf({ question, facts, language: 'en' }, one).length > 0 ? one : null;
}

const VALUE =
  /多少|[等是]于?几|是几|什么值|的?值|变成(?:什么|几|多少)|到几|\bvalue\b|\bequals?\b|^\W*what(?:'s| is| will| would)?\b|\bwhat (?:is|does|will|would|was)\b|\bhow (?:much|high|big|large)\b|^\W*[`\w]+\s+(?:after|at)\b|还是|[吗么]\s*[?？]?$|^\W*(?:is|will|does)\b/i;

/** What a variable holds at a moment; null where it does not exist then, or changes right then. */
function at(run: Watched, moment: Moment | undefined): number | null {
  return run.moments.length > 0 ? (moment?.values[0] ?? null) : null;
}

/** "What is count after 3 loops", "按两下以后 mode 等于几", "2 秒后 n 是多少": from a run in which it was watched. */
export function aboutValueAt(asking: Asking): Answer | null {
  const { question, facts } = asking;
  if (!VALUE.test(question) || readAsked(question).else) return null;
  const variable = variableAsked(asking);
  if (!variable) return null;
  const { name, line } = variable;
  const lines = [...writesOf(asking, variable), line];
  const times = timesIn(question);
  if (times !== null && facts.whatIf.length > 0) return afterPresses(asking, name, times, lines);
  const rounds = roundsIn(question);
  const seconds = rounds === null ? secondIn(question) : null;
  if (rounds === null && seconds === null) return null;
  if (facts.analog !== null) return null;
  if (rounds === null && PRESSED.test(question) && facts.inputs.length > 0)
    return secondsAfterPress(asking, name, seconds!, lines);
  const run = watch(facts, [name], rounds === null ? { seconds: seconds! } : { passes: rounds });
  if (!run) return null;
  if (rounds !== null) {
    const moment = run.moments.find(({ passes }) => passes === rounds) ?? (run.rests ? run.moments.at(-1) : undefined);
    const value = at(run, moment);
    if (value === null) return null;
    return answer(
      asking,
      say(
        asking,
        `主循环跑完 ${rounds} 遍后 ${name} 是 ${value}${inputsNote(asking)}${dot(asking)}`,
        `After ${rounds} ${rounds === 1 ? 'pass' : 'passes'} of the main loop ${name} is ${value}${inputsNote(asking)}${dot(asking)}`,
      ),
      lines,
      0.92,
    );
  }
  const upTo = (limit: number) => run.moments.filter((moment) => moment.seconds <= limit);
  const behind = run.moments.find((moment) => moment.seconds > seconds! + AT_ONCE_S);
  const value = at(run, upTo(seconds! - AT_ONCE_S).at(-1));
  if (value === null || (!behind && !run.rests && run.untilSeconds < seconds!)) return null;
  const next = at(run, run.estimated ? behind : upTo(seconds! + AT_ONCE_S).at(-1));
  return answer(
    asking,
    next !== null && next !== value
      ? say(
          asking,
          `${run.estimated ? '约' : '正好'}在 ${duration(seconds!, 'zh')}时 ${name} 从 ${value} 变到 ${next}${run.estimated ? '（时间是估计的）' : ''}${dot(asking)}`,
          `${run.estimated ? 'About' : 'Just'} at ${duration(seconds!, 'en')} ${name} goes from ${value} to ${next}${run.estimated ? ' (times are estimates)' : ''}${dot(asking)}`,
        )
      : say(
          asking,
          `开始后 ${duration(seconds!, 'zh')} ${name} 是 ${value}${inputsNote(asking)}${dot(asking)}`,
          `${duration(seconds!, 'en')} after the start ${name} is ${value}${inputsNote(asking)}${dot(asking)}`,
        ),
    lines,
    0.92,
  );
}

const PRESSED = /按|触发|\b(?:press|push|tap|trigger|click)\w*/i;

/** "按下 3 秒后 stage 是几": that long after one tap; null where no such run can be made. */
function secondsAfterPress(asking: Asking, name: string, seconds: number, lines: number[]): Answer | null {
  const { facts } = asking;
  const made = pressing(asking);
  if (!made) return null;
  const { fromMs } = made.run({ times: 1 });
  const { input } = made;
  const inputs = fromMs.map((atMs, i) => ({
    pin: [input.pin, ...input.aliases],
    atMs,
    level: (i % 2 === 0 ? input.level : 1 - input.level) as 0 | 1,
  }));
  const moment = fromMs[0]! / 1000 + seconds;
  const run = watch(facts, [name], { seconds: moment, inputs });
  const value = run ? at(run, run.moments.filter((each) => each.seconds <= moment).at(-1)) : null;
  if (!run || value === null || (!run.rests && run.untilSeconds < moment)) return null;
  return answer(
    asking,
    say(
      asking,
      `${name} 是 ${value}。另跑了一遍，${labelOf(input)} 按一下，按下后 ${duration(seconds, 'zh')}时看的。`,
      `${name} is ${value}: in a second run with a tap of ${labelOf(input)}, ${duration(seconds, 'en')} after the press.`,
    ),
    lines,
    0.9,
  );
}

/** What a value may depend on that the question does not speak of. */
const inputsNote = (asking: Asking): string =>
  asking.facts.inputs.length > 0 ? say(asking, '（输入没有动过）', ' (with no input touched)') : '';

function afterPresses(asking: Asking, name: string, times: number, lines: number[]): Answer | null {
  const { facts } = asking;
  const made = pressing(asking);
  if (!made) return null;
  const { fromMs, untilMs } = made.run({ times });
  const over = fromMs.at(-1)! / 1000 + AFTER_PRESS_S;
  if (untilMs / 1000 < over) return null;
  const { input } = made;
  const inputs = fromMs.map((atMs, i) => ({
    pin: [input.pin, ...input.aliases],
    atMs,
    level: (i % 2 === 0 ? input.level : 1 - input.level) as 0 | 1,
  }));
  const run = watch(facts, [name], { seconds: over, inputs });
  const value = run && at(run, run.moments.filter(({ seconds }) => seconds <= over).at(-1));
  if (!run || value === null) return null;
  const start = at(run, run.moments.filter(({ seconds }) => seconds * 1000 < fromMs[0]!).at(-1));
  const steps = Array.from({ length: times }, (_, i) => {
    const until = (fromMs[2 * i + 2] ?? over * 1000) / 1000;
    return at(run, run.moments.filter(({ seconds }) => seconds < until).at(-1));
  });
  const told = steps.some((each) => each === null)
    ? ''
    : `${say(asking, '：', ': ')}${[start ?? '?', ...steps].join(' → ')}`;
  return answer(
    asking,
    say(
      asking,
      `${name} 是 ${value}。另跑了一遍，${labelOf(input)} 一共按 ${times} 次${told}${dot(asking)}`,
      `${name} is ${value}. That is a second run with ${times} ${times === 1 ? 'press' : 'presses'} of ${labelOf(input)}${told}${dot(asking)}`,
    ),
    lines,
    0.92,
  );
}

/** How far a run goes in which it is looked at which values go with which levels. */
const LOOKED_S = 30;
const LOOKED_PASSES = 24;

const WHICH_VALUE =
  /(?:等于|是|为|到|=)\s*(?:几|多少|什么)|\b(?:which|what) (?:value|number)|\bwhat (?:is|does)\b|\bfor what\b|\bat what\b/i;
const WHEN = /时|的时候|\bwhen\b|\bwhile\b|\bas\b|\bat\b|\bdoes\b|才|会/i;

/** "i 等于几的时候蜂鸣器响", "what is n when the LED goes on": the values a variable has as a pin changes. */
export function aboutValueWhen(asking: Asking): Answer | null {
  const { question, facts } = asking;
  if (!WHICH_VALUE.test(question) || !WHEN.test(question) || roundsIn(question) !== null) return null;
  const variable = variableAsked(asking);
  if (!variable || timesIn(question) !== null || secondIn(question) !== null) return null;
  const named = outputsNamed(question, facts);
  const [asked, other] = named;
  if (!asked || other) return null;
  const run = watch(facts, [variable.name], { seconds: LOOKED_S, passes: LOOKED_PASSES });
  if (!run) return null;
  const { pin } = asked;
  const off = /灭|关|断开|停|释放|\boff\b|\bdark\b|\bstops?\b/i.test(question);
  const level = /高电平|\bhigh\b/i.test(question)
    ? 1
    : /低电平|\blow\b/i.test(question)
      ? 0
      : ((off ? 1 - onOf(facts, pin) : onOf(facts, pin)) as 0 | 1);
  const values = (to: 0 | 1): (number | null)[] => [
    ...new Set(
      run.changes
        .filter((change) => change.pin === pin.pin && change.level === to)
        .map(({ events }) =>
          at(
            run,
            run.moments.find((moment) => moment.change && moment.events === events),
          ),
        ),
    ),
  ];
  const [own, opposite] = [values(level), values((1 - level) as 0 | 1)];
  if (own.length === 0 || own.some((value) => value === null)) return null;
  const shown = (list: (number | null)[]): string =>
    `${list.slice(0, MOST_TOLD).join(say(asking, '、', ', '))}${list.length > MOST_TOLD ? say(asking, ' 等', ' and so on') : ''}`;
  const same = own.length === 1 && opposite.length === 1 && own[0] === opposite[0];
  return answer(
    asking,
    same
      ? say(
          asking,
          `${variable.name} 是 ${own[0]} 的时候：${labelOf(pin)} 的变化（变高和变低）都发生在这时${dot(asking)}`,
          `When ${variable.name} is ${own[0]}: all changes of ${labelOf(pin)}, to high and to low, fall into that${dot(asking)}`,
        )
      : say(
          asking,
          `${variable.name} 是 ${shown(own)} 的时候 ${labelOf(pin)} 变成${state(asking, pin, level)}${dot(asking)}`,
          `${labelOf(pin)} goes ${state(asking, pin, level)} when ${variable.name} is ${shown(own)}${dot(asking)}`,
        ),
    [variable.line, ...writesOf(asking, variable)],
    0.9,
  );
}

/** The number that a question gives a variable: "count 是 6 的时候", "when i == 3". */
function givenValue({ question, facts }: Asking, name: string): number | null {
  const match = new RegExp(
    `(?<![\\w.])${name}\\s*(?:的值)?\\s*(?:==?|等于|是|为|到了?|变成|取|\\bis\\b|\\bequals\\b|\\breaches\\b|\\bhits\\b|\\bwas\\b|\\bbecomes\\b|\\bat\\b)\\s*(0[xX][\\da-fA-F]+|-?\\d+|[A-Z]\\w*)(?![\\w.]|\\s*(?:次|下|秒|ms|毫秒))`,
  ).exec(question);
  return match ? valueOf(match[1]!, declaredIn(facts)) : null;
}

/** Levels of all pins before and behind a change. */
function levelsAt(facts: GpioFacts, run: Watched, events: number): Map<string, 0 | 1> {
  const levels = new Map<string, 0 | 1>(facts.outputs.map(({ pin }) => [pin, restLevel(facts)]));
  for (const change of run.changes) if (change.events <= events) levels.set(change.pin, change.level);
  return levels;
}

/** What the pins are like as a variable leaves a value, in turn; nothing where it never has that value. */
function levelsLeft(facts: GpioFacts, run: Watched, value: number): Map<string, 0 | 1>[] {
  const found: Map<string, 0 | 1>[] = [];
  let has = false;
  for (const moment of run.moments) {
    const now = moment.values[0];
    if (has && now !== value) found.push(levelsAt(facts, run, moment.events - (moment.change ? 1 : 0)));
    has = now === value;
  }
  if (has && run.rests) found.push(levelsAt(facts, run, Number.POSITIVE_INFINITY));
  return found;
}

/** A level that lasts less is only on the way. */
const PASSING_S = 1e-3;

/** How long a pin has a level while a variable has a value, the first time that it comes and goes meanwhile; null where it does not. */
function heldMeanwhile(run: Watched, value: number, pin: string, level: 0 | 1): number | null {
  const from = run.moments.findIndex(({ values }) => values[0] === value);
  if (from < 0) return null;
  const to = run.moments.findIndex((moment, i) => i > from && moment.values[0] !== value);
  const begin = run.moments[from]!.seconds;
  const end = to < 0 ? run.untilSeconds : run.moments[to]!.seconds;
  const own = run.changes.filter(
    (change) => change.pin === pin && change.seconds >= begin - 1e-6 && change.seconds <= end,
  );
  const comes = own.findIndex((change) => change.level === level);
  const goes = comes < 0 ? undefined : own[comes + 1];
  // What the next value changes is no going back.
  const lasts = goes && goes.seconds < end - PASSING_S ? goes.seconds - own[comes]!.seconds : 0;
  return lasts > PASSING_S ? 1000 * lasts : null;
}

const OF_OUTPUTS =
  /亮|灭|灯|响|电平|高|低|开|关|引脚|输出|吸合|哪|P\d|什么|怎么样|发生|\b(?:on|off|lit|high|low|leds?|lights?|pins?|outputs?|which|what|port|state)\b/i;

/** "count 是 6 的时候红灯亮吗", "when i is 3 which LEDs are lit": the levels that the pass with this value leaves. */
export function aboutWhenValue(asking: Asking): Answer | null {
  const { question, facts } = asking;
  const variable = variableAsked(asking);
  if (!variable || !OF_OUTPUTS.test(question) || readAsked(question).else || facts.outputs.length === 0) return null;
  if (/改|换成|\bchange|\bset\b|初值|\binitial|哪一?行|\bwhich line\b|打印|\bprint/i.test(question)) return null;
  const value = givenValue(asking, variable.name);
  if (value === null) return null;
  if (readVariable(facts, variable.name)) return null;
  const run = watch(facts, [variable.name], { seconds: LOOKED_S, passes: LOOKED_PASSES });
  if (!run) return null;
  const left = levelsLeft(facts, run, value);
  const named = pinsIn(question, facts)
    .map(({ pin }) => pin)
    .filter(({ pin }) => facts.outputs.some((output) => output.pin === pin));
  const lines = [variable.line, ...writesOf(asking, variable)];
  if (left.length === 0) {
    if (facts.inputs.length > 0) return null;
    const seen = [...new Set(run.moments.map(({ values }) => values[0]))].filter((each) => each !== null);
    const whole = run.rests || facts.loopBasis === 'proven';
    const numbers = seen as number[];
    if (!whole || numbers.length === 0) return null;
    return answer(
      asking,
      say(
        asking,
        `运行中 ${variable.name} 不会停在 ${value}，只到过 ${Math.min(...numbers)}～${Math.max(...numbers)}${dot(asking)}`,
        `${variable.name} never stays at ${value} in the run: it goes from ${Math.min(...numbers)} to ${Math.max(...numbers)}${dot(asking)}`,
      ),
      lines,
      0.85,
    );
  }
  const outputs: NamedPin[] = named.length > 0 ? named : facts.outputs;
  const told = outputs.slice(0, 2 * MOST_TOLD).map((pin) => {
    const levels = [...new Set(left.slice(0, 50).map((each) => each.get(pin.pin) ?? restLevel(facts)))];
    return { pin, level: levels.length === 1 ? levels[0]! : null };
  });
  if (told.some(({ level }) => level === null)) {
    if (named.length > 0)
      return decline(
        asking,
        `${variable.name} 每次是 ${value} 时 ${labelOf(named[0]!)} 并不都一样。`,
        `${labelOf(named[0]!)} is not the same each time ${variable.name} is ${value}.`,
      );
    return null;
  }
  const [first] = told;
  const passing = told.flatMap(({ pin, level }) => {
    const ms = heldMeanwhile(run, value, pin.pin, (1 - level!) as 0 | 1);
    return ms === null ? [] : [{ pin, level: (1 - level!) as 0 | 1, ms }];
  });
  // A pin that goes there and back while the value lasts is not told by what it is in the end.
  if (passing.length > 0) {
    if (passing.length !== told.length) return null;
    const on = named.length === 1 && passing[0]!.level === onOf(facts, passing[0]!.pin);
    return answer(
      asking,
      `${on ? yesNoOf(asking, named[0]!, passing[0]!.level) : ''}${say(asking, `${variable.name} 是 ${value} 的那一遍：`, `With ${variable.name} at ${value}: `)}${passing
        .map(({ pin, level, ms }) =>
          say(
            asking,
            `${labelOf(pin)} ${state(asking, pin, level)} ${duration(ms / 1000, 'zh')}，然后又变回去`,
            `${labelOf(pin)} is ${state(asking, pin, level)} for ${duration(ms / 1000, 'en')} and then goes back`,
          ),
        )
        .join(say(asking, '；', '; '))}${dot(asking)}`,
      lines,
      0.9,
    );
  }
  const yes = named.length === 1 ? yesNoOf(asking, named[0]!, first!.level!) : '';
  const groups = ([1, 0] as const)
    .map((level) => ({ level, pins: told.filter((each) => each.level === level) }))
    .filter(({ pins }) => pins.length > 0);
  const text =
    told.length <= 3
      ? told.map(({ pin, level }) => `${labelOf(pin)} ${state(asking, pin, level!)}`).join(say(asking, '，', ', '))
      : groups
          .map(({ level, pins }) =>
            say(
              asking,
              `${pins.map(({ pin }) => labelOf(pin)).join('、')} ${level ? '高' : '低'}电平`,
              `${pins.map(({ pin }) => labelOf(pin)).join(', ')} ${level ? 'high' : 'low'}`,
            ),
          )
          .join(say(asking, '；', '; '));
  return answer(
    asking,
    `${yes}${say(asking, `${variable.name} 是 ${value} 的那一遍：`, `With ${variable.name} at ${value}: `)}${text}${dot(asking)}`,
    lines,
    0.92,
  );
}

/** The value comes from outside: a run with the inputs at rest says nothing about others. */
const readVariable = (facts: GpioFacts, name: string): boolean =>
  new RegExp(`\\b${name}\\s*=[^=;\\n]*(?:\\w*[rR]ead\\w*|\\w*READ\\w*|\\bADC|\\bPIN[A-D]\\b|IDR|\\bget\\w*)`).test(
    facts.source,
  );

function yesNoOf(asking: Asking, pin: NamedPin, level: 0 | 1): string {
  const { question, facts } = asking;
  if (!readAsked(question).yesNo || /还是|\bor\b/i.test(question)) return '';
  const high = /高电平|\bhigh\b/i.test(question);
  const low = /低电平|\blow\b/i.test(question);
  const off = /灭|关|停|\boff\b|\bdark\b/i.test(question);
  const on = /亮|响|开|吸合|转|\bon\b|\blit\b/i.test(question);
  const wanted =
    high !== low
      ? high
        ? 1
        : 0
      : on !== off || /亮不亮|响不响/.test(question)
        ? off && !on
          ? 1 - onOf(facts, pin)
          : onOf(facts, pin)
        : null;
  if (wanted === null) return '';
  const yes = wanted === level;
  return say(asking, yes ? '是的，' : '不，', yes ? 'Yes. ' : 'No. ');
}

const EXTREME =
  /最大|最高|最小|最低|范围|\b(?:max(?:imum)?|min(?:imum)?|highest|lowest|largest|smallest|range)\b|到(?:多少|几)|会(?:超过|大于|溢出)|\bhow high\b|\b(?:exceed|above|over)\b/i;

const PRESSES_TRIED = 8;

/** The values a variable takes as the program's one button is pressed again and again. */
function rangeByPresses(asking: Asking, variable: Declared): Answer | null {
  const { facts } = asking;
  const made = pressing(asking);
  if (!made) return null;
  const { fromMs, untilMs } = made.run({ times: PRESSES_TRIED });
  if (untilMs < fromMs.at(-1)!) return null;
  const inputs = fromMs.map((atMs, i) => ({
    pin: [made.input.pin, ...made.input.aliases],
    atMs,
    level: (i % 2 === 0 ? made.input.level : 1 - made.input.level) as 0 | 1,
  }));
  const run = watch(facts, [variable.name], { seconds: fromMs.at(-1)! / 1000 + AFTER_PRESS_S, inputs });
  const values = (run?.moments ?? []).flatMap(({ values: [value] }) => (typeof value === 'number' ? [value] : []));
  if (values.length === 0) return null;
  const [least, most] = [Math.min(...values), Math.max(...values)];
  // One that grew with every press may grow on.
  if (most - least >= PRESSES_TRIED) return null;
  return answer(
    asking,
    say(
      asking,
      `按了 ${PRESSES_TRIED} 次跑下来，${variable.name} 在 ${least}～${most} 之间：最小 ${least}，最大 ${most}${dot(asking)}`,
      `In a run with ${PRESSES_TRIED} presses ${variable.name} goes from ${least} to ${most}${dot(asking)}`,
    ),
    [variable.line, ...writesOf(asking, variable)],
    0.88,
  );
}

/** "level 最大到多少", "what range does x take": all the values it was seen to have. */
export function aboutValueRange(asking: Asking): Answer | null {
  const { question, facts } = asking;
  if (!EXTREME.test(question) || readAsked(question).else) return null;
  const variable = variableAsked(asking);
  if (!variable || facts.analog !== null || readVariable(facts, variable.name)) return null;
  if (facts.inputs.length > 0) return rangeByPresses(asking, variable);
  if (facts.loopBasis !== 'proven' && facts.ended !== 'settled' && facts.ended !== 'returned') return null;
  const run = watch(facts, [variable.name], { passes: 1 });
  const values = (run?.moments ?? []).flatMap(({ values: [value] }) =>
    value === null || value === undefined ? [] : [value],
  );
  if (!run || values.length === 0) return null;
  const [least, most] = [Math.min(...values), Math.max(...values)];
  return answer(
    asking,
    say(
      asking,
      `运行中 ${variable.name} 在 ${least}～${most} 之间：最小 ${least}，最大 ${most}${dot(asking)}`,
      `In the run ${variable.name} goes from ${least} to ${most}${dot(asking)}`,
    ),
    [variable.line, ...writesOf(asking, variable)],
    0.9,
  );
}
