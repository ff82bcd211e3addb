import { englishNumbers, hanNumbers } from '../../../language/number-words.ts';
import { table } from '../../../language/table.ts';
import { labelOf, restLevel } from '../behaviour.ts';
import { lengthsIn } from '../claims/lengths.ts';
import type { GpioFacts, NamedPin } from '../facts.ts';
import { readPaste } from '../read.ts';
import { type Evidence, evidenceOf } from '../reason.ts';
import { phaseText } from '../say/what-if.ts';
import { type PressedRun, pressedRun } from '../what-if.ts';
import { duration, list, quoted } from '../words.ts';
import { goesOnAfter } from './after-presses.ts';
import { rhythmsIn } from './held.ts';
import { outputsNamed, pinsIn } from './pins.ts';
import { withoutNames } from './press.ts';
import { linesPrinted } from './printed-lines.ts';
import { onOf } from './spans.ts';
import { type Answer, type Asking, answer, decline, say, state } from './text.ts';

const PRESS =
  /按|长按|短按|松手|松开|触发|\btrigger\w*|\bhits?\b|\bpress\w*|\bpush\w*|\bclick\w*|\bh[eo]ld\w*\b|\brelease\w*|\blet(?:ting)? go\b|\btap\b/i;
const OTHER =
  /为什么|为何|\bwhy\b|消抖|去抖|防抖|debounc|上拉|下拉|pull-?(?:up|down)|电平触发|哪一?行|哪里|怎么(?:实现|判断|写|检测|区分)|\bhow (?:do|does|is|can).{0,24}(?:detect|implement|distinguish|tell)|\bwhere\b|\bwhich line\b|周期|按(?:照|位|字节|顺序|优先)|线程|任务|\bmutex|semaphore/i;
const HOLD =
  /按住|按着|长按|不放|按(?:下|一下)?.{0,6}(?:超过|不到|小于|大于|少于|满|\d)|\bhold\w*|\bheld\b|\bpress\w*\b.{0,24}\b(?:for|longer|more|less|under|within)\b/i;
const SHORT = /短按|轻按|点一下|\bshort (?:press|push)|\bbrief(?:ly)?\b|\btap\b|\bquick(?:ly)? press/i;
const LONG =
  /长按|按住|按着|一直按|不松手|\blong[- ]?press|\b(?:hold|held|holding|keep|kept)\b.{0,24}\b(?:down|pressed|pressing|button|key|switch)\b|\b(?:button|key|switch)\b.{0,12}\b(?:is|are|stays?) (?:held|kept)\b/i;
const HOW_MANY =
  /按(?:到)?第\s*几\s*[次下]|第\s*几\s*[次下]按|\b(?:on|with|at|after) which (?:press|push|click)\b|\bwhich press\b|(?:按|触发)(?:下|压)?\s*(?:几|多少)\s*[次下]|\bhow many (?:times|presses|pushes|clicks|taps)\b|\bhow often (?:must|do|should) i (?:have to |need to )?(?:press|push)/i;
const HOW_LONG = /多久|多长时间|几秒|多少(?:毫秒|秒)|\bhow long\b|\bhow soon\b/i;
const RELEASED = /松开|松手|放开|抬起|\brelease\w*|\blet(?:ting)? go\b/i;

const PRINTED = /打印|输出什么|串口|\bprint\w*\b|\bserial\b|\bconsole\b/i;
const WHICH_LIT =
  /(?:哪|几)[^,，]{0,6}[亮开]|[亮开]的?(?:是|有)?(?:哪|几|什么)|\b(?:which|what)\b.{0,20}\b(?:lit|on|lights?)\b/i;
const MOST_TIMES = 8;
const NUMBERS = table<number>({
  first: 1,
  second: 2,
  third: 3,
  fourth: 4,
  fifth: 5,
  sixth: 6,
  once: 1,
  twice: 2,
  ...englishNumbers(1, MOST_TIMES),
  ...hanNumbers(1, MOST_TIMES),
});
const NUMBER = Object.keys(NUMBERS).join('|');
const TIMES = [
  new RegExp(`(?:按|触发)(?:下|压|了)?\\s*(\\d{1,2}|${NUMBER})\\s*[次下]`, 'i'),
  new RegExp(`第\\s*(\\d{1,2}|${NUMBER})\\s*次(?:按|松|触发)`, 'i'),
  new RegExp(`(?:按|触发)(?:下|了)?第\\s*(\\d{1,2}|${NUMBER})\\s*[次下]`, 'i'),
  new RegExp(`\\b(\\d{1,2}|${NUMBER})\\s+(?:press(?:es)?|push(?:es)?|clicks?|taps?|hits?|triggers?|pulses?)\\b`, 'i'),
  /\b(\d{1,2})(?:st|nd|rd|th)\s+(?:press|push|click|tap)\b/i,
  // "The key 3 times" is no key of that number.
  new RegExp(`\\b(?:press|push|click|tap|hit)\\w*\\b.{0,24}?\\b(\\d{1,2}|${NUMBER})\\s+times\\b`, 'i'),
  new RegExp(
    `\\b(?:press|push|click|tap)\\w*\\b.{0,24}?\\b((?<!\\b(?:button|btn|key|switch|led|pin|gpio)\\s+)\\d{1,2}|${NUMBER})(?:\\s+times)?\\b(?!\\s*(?:ms|s|milli|sec|minute))`,
    'i',
  ),
];
const TRIED_TIMES = [1, 2, 4, MOST_TIMES];
const SHORT_MS = 100;
/** A state of the pins that is over sooner is only on the way to another. */
const PASSING_MS = 1;
/** What a press sets off is waited for before the next one, unless it takes longer. */
const LONGEST_WAIT_MS = 3000;
const BLOCKED_MS = 60_000;
const LONG_MS = 3000;
/** Presses that are tried where it is asked how long one has to last. */
const TRIED_MS = [10, 30, 60, 100, 150, 200, 300, 400, 500, 700, 1000, 1500, 2000, 3000, 5000, 10_000];
/** Work that goes into one answer. */
const STEP_LIMIT = 80_000_000;

/** Where no slow loop asks for more, several presses are quick ones, so that they fit into one run. */
const several = (ms: number): number => (ms <= 300 ? 120 : ms);

const known = new WeakMap<GpioFacts, Evidence | null>();

/** The program of these facts, read and run again; null where that is no longer the same one. */
export function programOf(facts: GpioFacts): Evidence | null {
  let evidence = known.get(facts);
  if (evidence === undefined) {
    const reading = readPaste(facts.source);
    evidence = reading ? evidenceOf(reading, { lineOffset: facts.firstLine - 1 }) : null;
    if (evidence && (evidence.simulation.machine.run?.steps() ?? 0) > STEP_LIMIT / 4) evidence = null;
    known.set(facts, evidence);
  }
  return evidence;
}

/** How often the question speaks of pressing; null where it does not say. */
export function timesIn(question: string): number | null {
  for (const pattern of TIMES) {
    const word = pattern.exec(question)?.[1]?.toLowerCase();
    const times = word === undefined ? Number.NaN : (NUMBERS[word] ?? Number(word));
    if (times >= 1 && times <= MOST_TIMES) return times;
  }
  return null;
}

/** How long the question says the button is held; null where it does not say. */
function holdIn(question: string): number | null {
  const [us, more] = lengthsIn(question) ?? [];
  if (us === undefined || more !== undefined)
    return SHORT.test(question) ? SHORT_MS : LONG.test(question) ? LONG_MS : null;
  if (!HOLD.test(question)) return null;
  const ms = us / 1000;
  if (/超过|大于|以上|\blonger\b|\bmore than\b|\bover\b|>/i.test(question)) return 1.25 * ms + 20;
  return /不到|小于|少于|不足|以内|以下|\bless than\b|\bshorter\b|\bunder\b|\bbelow\b|\bwithin\b|</i.test(question)
    ? 0.75 * ms
    : ms;
}

/** A run with the one button of the program pressed as a script says; null where no such run can be made. */
export function pressing({ question, facts }: Asking): {
  input: GpioFacts['whatIf'][number];
  run: (script: { holdMs?: number; times?: number }) => PressedRun;
} | null {
  const named = pinsIn(question, facts).map(({ pin }) => pin.pin);
  const inputs = facts.whatIf.filter((each) => named.includes(each.pin));
  const [input, other] = inputs.length > 0 ? inputs : facts.whatIf;
  const evidence = input && !other ? programOf(facts) : null;
  if (!input || !evidence) return null;
  return {
    input,
    run: (script) => {
      const holdMs = script.holdMs ?? several(input.holdMs);
      const made = (gapMs: number, times: number): PressedRun =>
        pressedRun(evidence, input, { holdMs, gapMs, times }, facts.loopSeconds);
      const gapMs = 2 * several(input.holdMs);
      const times = script.times ?? 1;
      if (times === 1) return made(gapMs, 1);
      // A press that falls into what the last one set off goes unseen.
      const first = made(gapMs, 1);
      const up = first.fromMs[1]!;
      const settledMs = (first.changes.at(-1)?.atMs ?? up) - up;
      // While it waits in one place, no press is seen; a time that runs beside the loop lets it see them.
      const blocked = settledMs > 0 && first.longestWaitMs >= settledMs / 2;
      const longest = blocked ? BLOCKED_MS : LONGEST_WAIT_MS;
      const waits = facts.loop === null && first.untilMs === Number.POSITIVE_INFINITY && settledMs < longest;
      return made(
        waits
          ? Math.max(
              gapMs,
              settledMs + 2 * several(input.holdMs) + (blocked ? Math.min(first.longestWaitMs, LONGEST_WAIT_MS) : 0),
            )
          : gapMs,
        times,
      );
    },
  };
}

/** "PB3 什么时候会变高" of a pin that stays as it is until somebody has pressed often enough. */
function waitsForPresses({ question, facts }: Asking): boolean {
  if (
    !/什么时候|何时|\bwhen (?:does|do|will|is)\b/i.test(question) ||
    !/高|低|亮|灭|响|\b(?:high|low|on|off|lit)\b/i.test(question)
  )
    return false;
  const named = outputsNamed(question, facts);
  const [one, other] = named;
  if (!one || other || facts.whatIf.length !== 1) return false;
  const single = facts.whatIf[0]!.phases.some(({ changes }) => changes.some(({ pin }) => pin === one.pin.pin));
  return !single && !facts.events.some((changes) => changes.some(({ pin }) => pin === one.pin.pin));
}

/** Questions about pressing often, long or short: answered by running the program with just that. */
export function aboutPresses(asking: Asking): Answer | null {
  const { question, facts } = asking;
  if (OTHER.test(question)) return null;
  const howMany = HOW_MANY.test(question) || waitsForPresses(asking);
  const howLong = !howMany && HOW_LONG.test(question);
  const holdMs = holdIn(question);
  const times = howMany || howLong ? null : timesIn(question);
  // A variable may be called `pressed`; counted presses are none.
  if (!howMany && times === null && !PRESS.test(withoutNames(asking))) return null;
  if (!howMany && !howLong && holdMs === null && times === null) return null;
  if (!facts.readsInputs && facts.inputs.length === 0) return null;
  const named = pinsIn(question, facts).map(({ pin }) => pin.pin);
  const made = pressing(asking);
  const unrun = (): Answer =>
    decline(
      asking,
      '要回答这个，得按那样按键再跑一遍；这个输入我没能跑出来（不知道它平时的电平、按键不止一个，或者运行太长）。',
      'That takes a run with just such presses, and I have none for this input: its level at rest is not known, there are several buttons, or the run is too long.',
    );
  if (!made) return unrun();
  const { input, run } = made;
  const targets = targetsOf(asking, named);
  if (howMany) {
    if (!targets) return null;
    // Mostly it is one or two, and each press of a slow program takes a while to run.
    for (const times of TRIED_TIMES) {
      const found = pressesUntil(asking, run({ times }), targets, times === MOST_TIMES);
      if (found) return found;
    }
    return unrun();
  }
  if (howLong) return targets && timeUntil(asking, run, targets);
  // "Twice within 200 ms" tells how close the presses are, and not how long each lasts.
  if (times !== null && times > 1 && holdMs !== null && !/按住|hold|held|each|每次/i.test(question)) return unrun();
  if (times !== null && times > 1) {
    const made = run({ times, ...(holdMs === null ? {} : { holdMs }) });
    const printed = printsOf(asking, made, times);
    if (printed) return printed;
    return made.untilMs < made.fromMs.at(-1)! + several(input.holdMs)
      ? unrun()
      : afterTimes(asking, input, made, times);
  }
  // "按一下亮的是哪个": what is so after it.
  if (times === 1 && holdMs === null && WHICH_LIT.test(question)) {
    const once = run({ times: 1 });
    return once.untilMs < once.fromMs.at(-1)! ? unrun() : afterTimes(asking, input, once, 1);
  }
  if (holdMs === null) return null;
  // What the pins do is no answer to what is printed meanwhile.
  if (PRINTED.test(question)) return unrun();
  const held = run({ holdMs });
  const { phases, fromMs, untilMs } = held;
  if (untilMs < fromMs[1]!) return unrun();
  const [press, release] = phases;
  const label = labelOf(input);
  const [from, to] = fromMs as [number, number];
  const rhythms = rhythmsIn(asking, held, from, to);
  const told = (i: number): string => {
    const phase = phases[i]!;
    if (i > 0 || rhythms.text === '') return phaseText(phase, asking.language);
    const others = phase.changes.filter(({ pin }) => !rhythms.pins.includes(pin));
    const left = ({ pin }: { pin: string }): boolean => !rhythms.pins.includes(pin);
    const rest = { ...phase, changes: others, paces: phase.paces.filter(left), pins: phase.pins.filter(left) };
    return [rhythms.text, ...(others.length > 0 ? [phaseText(rest, asking.language)] : [])].join(
      say(asking, '，', ', '),
    );
  };
  return answer(
    asking,
    say(
      asking,
      `另跑了一遍，${label} 按住 ${duration(holdMs / 1000, 'zh')}（变${input.level ? '高' : '低'}）：${told(0)}；松开以后：${told(1)}。`,
      `In a second run with ${label} held (${input.level ? 'high' : 'low'}) for ${duration(holdMs / 1000, 'en')}: ${told(0)}; after it is let go: ${told(1)}.`,
    ),
    [...press!.changes, ...release!.changes].map(({ line }) => line),
  );
}

interface Target {
  pins: NamedPin[];
  level: (pin: NamedPin) => 0 | 1;
}

/** Which outputs the question waits for, and for which level; null where it names none that a press alone moves. */
function targetsOf({ question, facts }: Asking, named: readonly string[]): Target | null {
  const own = facts.outputs.filter(({ pin }) => named.includes(pin));
  const all = /所有|全部|都|\ball\b|\bevery\b/i.test(question);
  const pins = own.length > 0 ? own : all || facts.outputs.length === 1 ? facts.outputs : [];
  // What moves by itself is no answer to a press.
  const moving = facts.loop ? facts.events.slice(facts.loop.start).flat() : [];
  if (pins.length === 0 || pins.some(({ pin }) => moving.some((change) => change.pin === pin))) return null;
  const off = /灭|关|断开|停|释放|\boff\b|\bdark\b|\bstops?\b|\bopens?\b/i.test(question);
  const fixed = /(?:变|为|是|到)高|高电平|\bhigh\b/i.test(question)
    ? 1
    : /(?:变|为|是|到)低|低电平|\blow\b/i.test(question)
      ? 0
      : null;
  return { pins, level: (pin) => fixed ?? ((off ? 1 - onOf(facts, pin) : onOf(facts, pin)) as 0 | 1) };
}

/** The levels of these pins when a time has come. */
function levelsAt(facts: GpioFacts, run: PressedRun, pins: readonly NamedPin[], untilMs: number): (0 | 1)[] {
  return pins.map(
    ({ pin }) =>
      run.changes.filter((change) => change.pin === pin && change.atMs < untilMs).at(-1)?.level ?? restLevel(facts),
  );
}

/**
 * The first press by which the pins come to what is waited for; null where the run is too short to say.
 * @param isLast no run with more presses follows: then "not within so many" is the answer.
 */
function pressesUntil(asking: Asking, run: PressedRun, { pins, level }: Target, isLast: boolean): Answer | null {
  const { facts } = asking;
  const now = new Map(pins.map(({ pin }): [string, 0 | 1] => [pin, restLevel(facts)]));
  const reached = (): boolean => pins.every((pin) => now.get(pin.pin) === level(pin));
  let before = false;
  let started = false;
  let hit: { press: number; line: number; stays: boolean } | null = null;
  for (const [index, change] of run.changes.entries()) {
    if (!now.has(change.pin)) continue;
    if (change.atMs >= run.fromMs[0]! && !started) {
      started = true;
      before = reached();
    }
    const press = run.fromMs.filter((from, i) => i % 2 === 0 && from <= change.atMs).length;
    if (hit && press > hit.press) break;
    const was = reached();
    now.set(change.pin, change.level);
    if (!started) continue;
    // What the next write undoes in the same instant was never to be seen.
    const next = run.changes.slice(index + 1).find((each) => now.has(each.pin));
    if (next && next.atMs - change.atMs < PASSING_MS) continue;
    if (!hit && !was && reached()) hit = { press, line: change.line, stays: true };
    else if (hit) hit.stays = reached();
  }
  if (!started) before = reached();
  if (!hit && (!isLast || run.untilMs < run.fromMs.at(-1)!)) return null;
  const names = pins.map((pin) => `${labelOf(pin)} ${state(asking, pin, level(pin))}`).join(say(asking, '、', ', '));
  const from = before ? say(asking, '一开始就是这样；', 'It is so from the start. ') : '';
  const brief =
    !hit || hit.stays
      ? ''
      : say(
          asking,
          '，不过之后又变回去（松开或时间到）',
          ', but it does not stay so once the button is let go or its time is over',
        );
  return answer(
    asking,
    hit
      ? say(
          asking,
          `${from}按 ${hit.press} 次：第 ${hit.press} 次按下后 ${names}（第 ${hit.line} 行）${brief}。这是一次次按着跑出来的。`,
          `${from}${hit.press} ${hit.press === 1 ? 'press' : 'presses'}: with press ${hit.press} ${names} (line ${hit.line})${brief}. That is what a run with one press after another did.`,
        )
      : say(
          asking,
          `${from}按了 ${MOST_TIMES} 次也没有变成：${names}。`,
          `${from}Not within ${MOST_TIMES} presses: ${names}.`,
        ),
    hit ? [hit.line] : [],
    0.88,
  );
}

/** "What does the second press print". */
function printsOf(asking: Asking, run: PressedRun, times: number): Answer | null {
  if (!/打印|串口|\bprint\w*|\bserial\b/i.test(asking.question)) return null;
  const from = run.fromMs[2 * times - 2]! / 1000;
  const lines = linesPrinted(run, from);
  const [first] = lines;
  const shown = lines.slice(0, 3).map(({ text }) => `\`${quoted(text)}\``);
  return answer(
    asking,
    say(
      asking,
      `另跑了一遍，第 ${times} 次按下${first ? `打印 ${list(shown, 'zh')}（第 ${first.line} 行）` : '什么也没有打印'}。`,
      `In a second run press ${times} ${first ? `prints ${list(shown, 'en')} (line ${first.line})` : 'prints nothing'}.`,
    ),
    first ? [first.line] : [],
    0.9,
  );
}

function afterTimes(asking: Asking, input: GpioFacts['whatIf'][number], run: PressedRun, times: number): Answer {
  const { facts } = asking;
  const own = pinsIn(asking.question, facts).map(({ pin }) => pin.pin);
  const moved = [...new Map(run.changes.map(({ pin, label }) => [pin, { pin, aliases: label }])).values()];
  // The plain run may know nothing of what only a press moves.
  const known = [...facts.outputs, ...moved.filter(({ pin }) => !facts.outputs.some((output) => output.pin === pin))];
  const asked = known.filter(({ pin }) => own.includes(pin));
  const pins: NamedPin[] = (asked.length > 0 ? asked : facts.outputs.length > 0 ? facts.outputs : moved).slice(0, 8);
  const levels = levelsAt(facts, run, pins, Number.POSITIVE_INFINITY);
  const goesOn = goesOnAfter(asking, input, run.fromMs);
  // What still changes has no level to be told.
  const tail = rhythmsIn(asking, run, run.fromMs.at(-1)!, Number.POSITIVE_INFINITY);
  const settled = pins.flatMap(
    (pin, i) =>
      goesOn.get(pin.pin) ?? (tail.pins.includes(pin.pin) ? [] : `${labelOf(pin)} ${state(asking, pin, levels[i]!)}`),
  );
  const rhythms = tail.pins.some((pin) => !goesOn.has(pin) && pins.some((each) => each.pin === pin)) ? [tail.text] : [];
  const after = [...settled, ...rhythms].join(say(asking, '，', ', '));
  const told = (i: number): string => phaseText(run.phases[i]!, asking.language);
  const last = 2 * times - 2;
  const yes = cameOn(asking, run, asked, last);
  return answer(
    asking,
    yes +
      say(
        asking,
        `另跑了一遍，一共按 ${times} 次。第 ${times} 次按下：${told(last)}；松开：${told(last + 1)}。之后：${after}。`,
        `In a second run with ${times} presses, press ${times}: ${told(last)}; let go: ${told(last + 1)}. After it: ${after}.`,
      ),
    run.phases.slice(last).flatMap(({ changes }) => changes.map(({ line }) => line)),
    0.88,
  );
}

/** "Does the buzzer sound after two": whether it came on, or went off, with the last press. */
function cameOn({ question, facts, language }: Asking, run: PressedRun, asked: NamedPin[], last: number): string {
  const [pin, other] = asked;
  const yesNo =
    /([亮响开转动])不\1|[吗么]\s*[?？。]?$|^(?:does|do|will|would|is|are)\b|,\s*(?:does|do|will|would|is|are)\b/i.test(
      question,
    );
  if (!pin || other || !yesNo || /还是|\bor\b/i.test(question)) return '';
  const off = /灭|关|停|\boff\b|\bstops?\b|\bdark\b/i.test(question);
  const on = /亮|响|开|转|吸合|\bon\b|\blit\b|\blights?\b|\bsounds?\b|\bbeeps?\b|\brings?\b|\bruns?\b/i.test(question);
  if (off === on) return '';
  const level = off ? 1 - onOf(facts, pin) : onOf(facts, pin);
  const [now] = levelsAt(facts, run, [pin], Number.POSITIVE_INFINITY);
  const hit =
    now === level ||
    run.changes.some((change) => change.pin === pin.pin && change.level === level && change.atMs >= run.fromMs[last]!);
  return language === 'zh' ? (hit ? '会。' : '不会。') : hit ? 'Yes. ' : 'No. ';
}

/** How long a press has to last, or how long it takes from a press or its end to a pin's change. */
function timeUntil(
  asking: Asking,
  run: (script: { holdMs?: number }) => PressedRun,
  { pins, level }: Target,
): Answer | null {
  const [pin] = pins;
  if (!pin || pins.length > 1) return null;
  const to = level(pin);
  const first = (made: PressedRun, from: number, until: number) =>
    made.changes.find((each) => each.pin === pin.pin && each.level === to && each.atMs >= from && each.atMs < until);
  const name = `${labelOf(pin)} ${state(asking, pin, to)}`;
  const long = run({ holdMs: TRIED_MS.at(-1)! });
  const [down, up] = long.fromMs as [number, number];
  if (RELEASED.test(asking.question)) {
    const change = first(long, up, Number.POSITIVE_INFINITY);
    if (!change) return null;
    return told(asking, change.atMs - up, change.line, say(asking, '松开以后', 'after it is let go'), name);
  }
  const held = first(long, down, up);
  if (held)
    return told(
      asking,
      held.atMs - down,
      held.line,
      say(asking, '按下以后（一直按着）', 'after the press, held all the while'),
      name,
    );
  let work = long.steps;
  let before = 0;
  for (const holdMs of TRIED_MS) {
    const made = run({ holdMs });
    work += made.steps;
    if (work > STEP_LIMIT) return null;
    const change = first(made, made.fromMs[0]!, Number.POSITIVE_INFINITY);
    if (change) {
      return answer(
        asking,
        say(
          asking,
          `按 ${duration(holdMs / 1000, 'zh')}再松开，${name}（第 ${change.line} 行）${before > 0 ? `；只按 ${duration(before / 1000, 'zh')}还不会` : ''}。`,
          `Held for ${duration(holdMs / 1000, 'en')} and let go, ${name} (line ${change.line})${before > 0 ? `; ${duration(before / 1000, 'en')} is not enough` : ''}.`,
        ),
        [change.line],
        0.88,
      );
    }
    before = holdMs;
  }
  return null;
}

function told(asking: Asking, ms: number, line: number, when: string, name: string): Answer {
  const took = duration(Math.max(0, ms) / 1000, asking.language);
  return answer(
    asking,
    say(
      asking,
      `另跑了一遍，${when}过了约 ${took}，${name}（第 ${line} 行）。具体多久还看按键落在循环的哪一刻。`,
      `In a second run, about ${took} ${when}, ${name} (line ${line}). How long exactly depends on where in the loop the change falls.`,
    ),
    [line],
    0.88,
  );
}
