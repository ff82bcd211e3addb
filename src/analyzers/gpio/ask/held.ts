import { labelOf } from '../behaviour.ts';
import type { NamedPin } from '../facts.ts';
import type { Change, PressedRun } from '../what-if.ts';
import { duration, quoted } from '../words.ts';
import { bareLines } from './declared.ts';
import { type Asked, pinsIn } from './pins.ts';
import { pressing } from './presses.ts';
import { type Answer, type Asking, answer, dot, lineList, lineText, say, state } from './text.ts';

const TAP_MS = 100;
/** Levels of one pin that last this alike are one and the same. */
const ALIKE = 0.1;
/** A pin that changed this often to and fro has a rhythm. */
const ENOUGH_CHANGES = 5;

const between = (run: PressedRun, from: number, to: number): Change[] =>
  run.changes.filter(({ atMs }) => atMs >= from && atMs < to);

/** How long a pin stays high and low where it goes on changing in one rhythm; null where it has none. */
function rhythmOf(changes: Change[]): { highMs: number; lowMs: number } | null {
  if (changes.length < ENOUGH_CHANGES) return null;
  // The first stay began before the press.
  const stays = changes.slice(1).map((change, i) => ({ level: changes[i]!.level, ms: change.atMs - changes[i]!.atMs }));
  const mean = (level: 0 | 1): number | null => {
    const own = stays.filter((stay) => stay.level === level).map(({ ms }) => ms);
    const average = own.reduce((sum, ms) => sum + ms, 0) / own.length;
    return own.length >= 2 && own.every((ms) => Math.abs(ms - average) <= ALIKE * average) ? average : null;
  };
  const [highMs, lowMs] = [mean(1), mean(0)];
  return highMs === null || lowMs === null ? null : { highMs, lowMs };
}

/** What the pins do from one moment of a pressed run to another: those in a rhythm by it, the others change by change. */
export function rhythmsIn(asking: Asking, run: PressedRun, from: number, to: number): { text: string; pins: string[] } {
  const own = between(run, from, to);
  const told = [...new Set(own.map(({ pin }) => pin))].flatMap((pin) => {
    const changes = own.filter((change) => change.pin === pin);
    const rhythm = rhythmOf(changes);
    if (!rhythm) return [];
    const lines = lineList(
      asking,
      changes.map(({ line }) => line),
    );
    const label = labelOf({ pin, aliases: changes[0]!.label });
    const ups = changes.filter(({ level }) => level === 1).length;
    return [
      {
        pin,
        text: say(
          asking,
          `${label} 一直闪（反复变化）：高 ${duration(rhythm.highMs / 1000, 'zh')}、低 ${duration(rhythm.lowMs / 1000, 'zh')}，这期间变高 ${ups} 次（${lines}）`,
          `${label} keeps blinking: high for ${duration(rhythm.highMs / 1000, 'en')}, low for ${duration(rhythm.lowMs / 1000, 'en')}, ${ups} times high in that time (${lines})`,
        ),
      },
    ];
  });
  return { text: told.map(({ text }) => text).join(say(asking, '，', ', ')), pins: told.map(({ pin }) => pin) };
}

const AGAIN =
  /(?:一直|反复|不停|不断|来回|持续|连续|多次|重复)(?:地|会|在)?(?:翻转|闪|变|响|切换|跳|动|亮灭)|\b(?:keeps?|repeatedly|again and again|continu\w+|over and over|more than once)\b.{0,24}\b(?:toggl|blink|flash|chang|switch|flip|beep)\w*|\b(?:toggl|blink|flash|chang|flip|beep)\w*\b.{0,20}\b(?:repeatedly|again and again|all the time|continuously|over and over|more than once|forever)\b/i;
const WHILE_HELD =
  /按住|按着|不放|不松|长按|一直按|\bh[eo]ld\w*\b|\bkeep\w*\b.{0,16}\bpress|\bkept\b.{0,12}\b(?:press|down)|\bdown\b/i;

/** "Does it keep toggling while I hold the key?": how often it changes in a run with the key held. */
export function aboutHeld(asking: Asking): Answer | null {
  const { question, facts } = asking;
  if (!AGAIN.test(question) || !WHILE_HELD.test(question)) return null;
  const made = pressing(asking);
  if (!made) return null;
  const run = made.run({ holdMs: 4000 });
  const [from, to] = run.fromMs as [number, number];
  if (run.untilMs < to) return null;
  const named = pinsIn(question, facts).filter(({ pin }) => !facts.inputs.some((input) => input.pin === pin.pin));
  const moved = [...new Map(between(run, from, to).map(({ pin, label }) => [pin, { pin, aliases: label }])).values()];
  const pins: NamedPin[] = named.length > 0 ? named.map(({ pin }) => pin) : moved;
  if (pins.length === 0) return null;
  const lines: number[] = [];
  const told = pins.slice(0, 4).map((pin) => {
    const own = between(run, from, to).filter((change) => change.pin === pin.pin);
    lines.push(...own.map(({ line }) => line));
    const label = labelOf(pin);
    const rhythm = rhythmOf(own);
    if (rhythm)
      return say(
        asking,
        `会：按住期间 ${label} 一直变，高 ${duration(rhythm.highMs / 1000, 'zh')}、低 ${duration(rhythm.lowMs / 1000, 'zh')}`,
        `Yes: while it is held ${label} keeps changing, high for ${duration(rhythm.highMs / 1000, 'en')}, low for ${duration(rhythm.lowMs / 1000, 'en')}`,
      );
    if (own.length === 0)
      return say(asking, `不会：按住期间 ${label} 不变`, `No: ${label} does not change while it is held`);
    const times = own.length;
    return times <= 2
      ? say(
          asking,
          `不会：按住期间 ${label} 只变 ${times} 次（${lineList(asking, lines)}），不松开再按就不再变`,
          `No: while it is held ${label} changes only ${times === 1 ? 'once' : 'twice'} (${lineList(asking, lines)}), and no more until it is let go and pressed again`,
        )
      : say(
          asking,
          `会：按住 4 秒里 ${label} 变了 ${times} 次（${lineList(asking, lines)}）`,
          `Yes: ${label} changed ${times} times in 4 s of holding (${lineList(asking, lines)})`,
        );
  });
  return answer(
    asking,
    `${say(asking, '另跑了一遍，按住不放。', 'In a second run with the key held: ')}${told.join(say(asking, '；', '; '))}${dot(asking)}`,
    lines,
    0.9,
  );
}

const EITHER =
  /亮.{0,4}还是.{0,4}(?:灭|不亮)|灭.{0,4}还是.{0,4}亮|开.{0,3}还是.{0,3}关|关.{0,3}还是.{0,3}开|高.{0,5}还是.{0,3}低|低.{0,5}还是.{0,3}高|\b(?:on or off|off or on|high or low|low or high|lit or (?:dark|not))\b/i;
const RELEASED = /松开|放开|松手|抬起|\blet(?:s|ting)? (?:it )?go\b|\breleas\w*\b/i;

/** "With the key held, is the light on or off", "and once I let go?": the level it comes to rest at. */
export function aboutHeldOrReleased(asking: Asking): Answer | null {
  const { question, facts } = asking;
  const after = RELEASED.test(question);
  if (!EITHER.test(question) || !(after || WHILE_HELD.test(question))) return null;
  const run = pressing(asking)?.run({ holdMs: LONG_HOLD_MS });
  if (!run) return null;
  const [from, to] = run.fromMs as [number, number];
  const outputs = pinsIn(question, facts)
    .map(({ pin }) => pin)
    .filter((pin) => !facts.inputs.some((input) => input.pin === pin.pin));
  const moved = new Map(run.changes.map(({ pin, label }) => [pin, { pin, aliases: label }]));
  const [pin, other] = outputs.length > 0 ? outputs : [...moved.values()];
  if (!pin || other) return null;
  const own = run.changes.filter((change) => change.pin === pin.pin);
  // What blinks then is neither on nor off.
  if (rhythmOf(own.filter(({ atMs }) => (after ? atMs >= to : atMs >= from && atMs < to)))) return null;
  const last = own.findLast(({ atMs }) => after || atMs < to);
  if (!last) return null;
  return answer(
    asking,
    say(
      asking,
      `${after ? '松开以后' : '按住的时候'} ${labelOf(pin)} ${state(asking, pin, last.level)}（第 ${last.line} 行）。`,
      `${after ? 'Once it is let go' : 'While it is held'} ${labelOf(pin)} is ${state(asking, pin, last.level)} (line ${last.line}).`,
    ),
    [last.line],
    0.92,
  );
}

const LONG_HOLD_MS = 3000;

const HOW_LONG = /多久|多长|几秒|多少(?:毫秒|秒)|\bhow long\b|\bhow many (?:seconds|ms|milliseconds)\b/i;
const STAYS =
  /(?:亮|响|开|吸合|保持|持续|停留|灭|关|转|叫|工作)(?:着|了)?(?:至少|最少|最多)?(?:多久|多长|几秒|多少)|(?:至少|最少).{0,8}(?:亮|响|开)|\bstay\w*\b|\bremain\w*\b|\blast\w*\b|\bhow long\b.{0,30}\b(?:on|off|dark|lit|high|low|beep\w*|sound\w*|buzz\w*|run\w*|ring\w*)\b/i;
/** What a press lasts in the program's own second run. */
const USUAL_HOLD_MS = 300;
/** How long a press has to be, or what comes before the change, is another question. */
const UNTIL =
  /才会|才能|要按|得按|需要按|按多久|多久(?:之?后|才)|\bhow long (?:must|do|should|does it take|before|until|after)\b|\buntil\b/i;

/** The one output that a tap moves, where the question names none: "the motor" of two motor pins. */
function movedByTap(asking: Asking): Asked[] {
  const { facts } = asking;
  if (facts.loop !== null || !/按|\bpress|\btap\b|\bpush|触发|trigger/i.test(asking.question)) return [];
  const run = pressing(asking)?.run({ holdMs: TAP_MS });
  const pins = new Map(
    (run?.changes ?? []).flatMap(({ pin, label, atMs }) =>
      atMs >= run!.fromMs[0]! ? [[pin, { pin: { pin, aliases: label }, name: '' }] as const] : [],
    ),
  );
  return [...pins.values()];
}

/** "How long does it beep", "how long does green stay on after a tap": of a pin that only a press moves. */
export function aboutPressedStay(asking: Asking): Answer | null {
  const { question, facts } = asking;
  if (!HOW_LONG.test(question) || !STAYS.test(question) || UNTIL.test(question)) return null;
  const asked = pinsIn(question, facts).filter(({ pin }) => !facts.inputs.some((input) => input.pin === pin.pin));
  const [one, other] = asked.length > 0 ? asked : movedByTap(asking);
  if (!one || other) return null;
  const inLoop = facts.loop
    ? facts.events.slice(facts.loop.start).some((changes) => changes.some(({ pin }) => pin === one.pin.pin))
    : false;
  if (inLoop) return null;
  const made = pressing(asking);
  if (!made) return null;
  // A program that seldom looks does not see a short one.
  const tapMs = made.input.holdMs > USUAL_HOLD_MS ? made.input.holdMs : TAP_MS;
  const run = made.run({ holdMs: tapMs });
  const from = run.fromMs[0]!;
  const own = run.changes.filter((change) => change.pin === one.pin.pin);
  const at = own.findIndex(({ atMs }) => atMs >= from);
  const [begins, ends] = [own[at], own[at + 1]];
  if (at < 0 || !begins) return null;
  const label = labelOf(one.pin);
  const head = say(
    asking,
    `另跑了一遍，把键点一下（按 ${duration(tapMs / 1000, 'zh')}）：`,
    `In a second run with a tap of ${duration(tapMs / 1000, 'en')}: `,
  );
  if (!ends)
    return answer(
      asking,
      `${head}${say(
        asking,
        `${label} 变成${state(asking, one.pin, begins.level, one.name)}（第 ${begins.line} 行），之后一直这样，没有再变回去`,
        `${label} becomes ${state(asking, one.pin, begins.level, one.name)} (line ${begins.line}) and stays so; nothing changes it back`,
      )}${dot(asking)}`,
      [begins.line],
      0.86,
    );
  const ms = ends.atMs - begins.atMs;
  const waits = bareLines(facts).flatMap((text, i) => {
    const line = i + facts.firstLine;
    return line > begins.line && line < ends.line && /(?:delay|sleep|wait|pause)\w*\s*\(|\b_?[mu]s\s*\(/i.test(text)
      ? [line]
      : [];
  });
  const by = waits
    .slice(0, 2)
    .map((line) => `\`${quoted(lineText(facts, line) ?? '')}\``)
    .join(' ');
  const waited = by === '' ? '' : say(asking, `，中间等的是 ${by}`, `, waiting in ${by}`);
  return answer(
    asking,
    `${head}${say(
      asking,
      `${label} 变${begins.level ? '高' : '低'} ${duration(ms / 1000, 'zh')}（第 ${begins.line} 行到第 ${ends.line} 行${waited}），按得更久可能更长`,
      `${label} goes ${begins.level ? 'high' : 'low'} for ${duration(ms / 1000, 'en')} (line ${begins.line} to line ${ends.line}${waited}); a longer press may make it longer`,
    )}${dot(asking)}`,
    [begins.line, ...waits.slice(0, 2), ends.line],
    0.91,
  );
}
