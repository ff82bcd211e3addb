import { labelOf } from '../behaviour.ts';
import { lengthsIn } from '../claims/lengths.ts';
import type { GpioFacts } from '../facts.ts';
import { readPaste } from '../read.ts';
import { reason } from '../reason.ts';
import { duration } from '../words.ts';
import { wantedBy } from './frame.ts';
import { colourAsked, outputsNamed, pinsIn } from './pins.ts';
import { type Asking, say } from './text.ts';

/** What is done to the program's one input in the run that a question is about. */
export interface Scenario {
  input: GpioFacts['whatIf'][number];
  /** Pressed and let go at once, or pressed and kept so. */
  how: 'tap' | 'held';
  /** The facts of that run. */
  facts: GpioFacts;
  /** When the press comes. */
  fromSeconds: number;
  /** "In a second run with ...: ". */
  head: string;
  /** All that the run did is known: it settled, ended or came round. */
  whole: boolean;
  /** The question says so; else it only asks for what nothing but a press brings about. */
  explicit: boolean;
}

/** When most programs have settled, between the ticks of their clocks. */
export const PRESS_AT_MS = 1000.7;
const TAP_MS = 100;
/** What a press lasts in the program's own second run; longer where it seldom looks. */
const USUAL_HOLD_MS = 300;
const tapOf = ({ holdMs }: GpioFacts['whatIf'][number]): number => (holdMs > USUAL_HOLD_MS ? holdMs : TAP_MS);

const KEPT_LEVEL =
  /(?:一直|始终|持续|保持|总是|长期|不停)(?:地)?(?:处于|是|为|在|拉|接|变|保持)?(?:低|高|接地|到地)|(?:接|短)(?:到|接到)?(?:地|GND|VCC|电源)(?:不放|一直)?|\b(?:stay|remain|keep|kept|held|hold|stuck|tied|pulled|always|constantly|permanently)\w*\b.{0,16}\b(?:low|high|ground|gnd|vcc|triggered|active)\b/i;
const KEPT_PRESSED =
  /按住|按着|一直按|长按|不松(?:手|开)|不放(?:手)?|压住|\b(?:h[eo]ld|holding|keep|kept|keeping)\b.{0,24}\b(?:down|pressed|pressing|button|key|switch|it|pushed)\b|\b(?:button|key|switch)\b.{0,12}\b(?:is|are|stays?|remains?) (?:held|kept|pressed|down)\b|\bwhile (?:it is |the \w+ is )?(?:held|pressed|down)\b|\bif held\b/i;
const KEPT_ACTIVE =
  /一直(?:有(?:人|动静|信号|水|物|光|声)|触发|检测到|遮|挡|响应)|(?:人|物体?)一直(?:在|不走|站)|\b(?:someone|somebody|motion|people|person|object)\b.{0,20}\b(?:stays?|keeps?|all the time|constantly|never leaves)\b|\bkeeps? (?:triggering|detecting|moving)\b/i;
const PRESSED =
  /按(?:[\d一二两三四五六七八]*[下次]|过|压|了|键|钮|(?=之?后|以后))|触发(?:之?后|以后|一次|了|时)|松(?:手|开)(?:之?后|以后|时|$)|(?:有人|检测到).{0,6}(?:时|后|会)|\b(?:press|push|tap|click|trigger|releas)\w*\b|\blet(?:ting)? go\b/i;

/** The question is about what comes of a press, and not of none. */
export const asksOfPress = (question: string): boolean =>
  (PRESSED.test(question) || KEPT_PRESSED.test(question)) &&
  !/[不没未无]\S{0,3}(?:按|触发|松)|\b(?:not|never|no|nobody|without|before|until|don't|isn't|unless)\b/i.test(
    question,
  );

/** Neither one press nor none is an answer to what comes after two. */
export const SEVERAL_PRESSES =
  /(?:按|点|触发)(?:了|下|完)?\s*(?:[2-9]|\d\d|[两二三四五六七八九十])\s*[次下]|第\s*(?:[2-9]|[二三四五六七八九十])\s*[次下]|\btwice\b|\b(?:two|three|four|five|six|[2-9]) (?:press|tap|push|click|time)\w*|\b(?:second|third|fourth|fifth|[2-9](?:nd|rd|th)) (?:press|tap|push|click|time)\b/i;

const GOES =
  /(?:变|拉|被拉|置|给)(?:成|为|到)?(?:低|高)|(?:是|为|到)(?:低|高)(?:电平)?(?:时|的时候|的话|会|了)|\b(?:goes|go|is|gets|becomes|pulled|driven|reads?|turns)\s+(?:pulled\s+|driven\s+)?(?:low|high)\b/i;

/** The question says that the input goes to the level it has not at rest: "when the PIR goes high". */
export function inputGoes({ question, facts }: Asking): boolean {
  if (!GOES.test(question)) return false;
  const named = pinsIn(question, facts);
  const own = facts.whatIf.filter((each) => named.some(({ pin }) => pin.pin === each.pin));
  const [input, other] = own;
  if (!input || other) return false;
  const said = GOES.exec(question)![0];
  return /高|high/i.test(said) === (input.level === 1);
}

const runs = new WeakMap<GpioFacts, Map<string, GpioFacts | null>>();

/** Before it is pressed it has its other level, whatever holds it there. */
const atRest = ({ pin, aliases, level }: GpioFacts['whatIf'][number]) => ({
  pin: [pin, ...aliases],
  atMs: 0,
  level: (1 - level) as 0 | 1,
});

/** The facts of a run with the input pressed; null where there is no such run. */
function factsOf(facts: GpioFacts, input: GpioFacts['whatIf'][number], how: Scenario['how']): GpioFacts | null {
  const known = runs.get(facts) ?? new Map<string, GpioFacts | null>();
  runs.set(facts, known);
  const key = `${input.pin} ${how}`;
  const found = known.get(key);
  if (found !== undefined) return found;
  const reading = readPaste(facts.source);
  const pin = [input.pin, ...input.aliases];
  const inputs = [
    atRest(input),
    { pin, atMs: PRESS_AT_MS, level: input.level },
    ...(how === 'tap' ? [{ pin, atMs: PRESS_AT_MS + tapOf(input), level: (1 - input.level) as 0 | 1 }] : []),
  ];
  const made = reading ? reason(reading, { lineOffset: facts.firstLine - 1, inputs }) : null;
  const run = made
    ? { ...withoutEarlyLoop(made), source: facts.source, firstLine: facts.firstLine, lines: facts.lines }
    : null;
  known.set(key, run);
  return run;
}

/** The facts of a run with one press. */
export const factsWithTap = (facts: GpioFacts, input: GpioFacts['whatIf'][number]): GpioFacts | null =>
  factsOf(facts, input, 'tap');

/** The facts of a run with the input pressed and kept so. */
export const factsWithHold = (facts: GpioFacts, input: GpioFacts['whatIf'][number]): GpioFacts | null =>
  factsOf(facts, input, 'held');

/** The facts of a run in which the input changes at these times, pressed first. */
export function factsWithPresses(
  facts: GpioFacts,
  input: GpioFacts['whatIf'][number],
  fromMs: readonly number[],
): GpioFacts | null {
  const reading = readPaste(facts.source);
  const pin = [input.pin, ...input.aliases];
  const inputs = [
    atRest(input),
    ...fromMs.map((atMs, i) => ({ pin, atMs, level: (i % 2 === 0 ? input.level : 1 - input.level) as 0 | 1 })),
  ];
  const made = reading ? reason(reading, { lineOffset: facts.firstLine - 1, inputs }) : null;
  return made
    ? {
        ...(lastsBeyond(made, fromMs.at(-1)! / 1000) ? made : withoutEarlyLoop(made, fromMs.at(-1))),
        source: facts.source,
        firstLine: facts.firstLine,
        lines: facts.lines,
      }
    : null;
}

/** The loop that was found goes on unchanged in all that was recorded after a moment. */
function lastsBeyond({ loop, events, eventInfo }: GpioFacts, seconds: number): boolean {
  if (!loop || (eventInfo.at(-1)?.seconds ?? 0) <= seconds) return false;
  const text = (i: number): string => (events[i] ?? []).map(({ pin, level }) => `${pin}=${level}`).join();
  return events.every((_, i) => i < loop.start + loop.period || text(i) === text(i - loop.period));
}

/** What came round and round before the press says nothing about what comes after it. */
function withoutEarlyLoop(facts: GpioFacts, lastMs = PRESS_AT_MS): GpioFacts {
  const begin = facts.loop ? (facts.eventInfo[facts.loop.start]?.seconds ?? 0) : Number.POSITIVE_INFINITY;
  return (begin + (facts.loopSeconds ?? 0)) * 1000 > lastMs
    ? facts
    : { ...facts, loop: null, loopBasis: null, loopSeconds: null };
}

/** Whether the question says which level, and that is the one at rest. */
export function meansRest(question: string, level: 0 | 1): boolean {
  const said = KEPT_LEVEL.exec(question)?.[0] ?? '';
  const low = /低|地|GND|\blow\b|ground/i.test(said);
  const high = /高|VCC|电源|\bhigh\b/i.test(said);
  return low !== high && low === (level === 1);
}

const AT_START =
  /上电|开机|启动|初始|刚开始|一开始|复位|\b(?:at|on|after) (?:start|boot|power|reset)\w*|\bstart-?up\b|\binitial/i;

/** The question speaks of outputs that nothing but an input moves: a press of it, or only one that is kept. */
function onlyPressed(asking: Asking): 'tap' | 'held' | null {
  if (onlyTapped(asking)) return 'tap';
  const { question, facts } = asking;
  const [input, other] = facts.whatIf;
  if (!input || other || AT_START.test(question) || wantedBy(question) !== 'time') return null;
  const named = outputsNamed(question, facts);
  const moves = (run: GpioFacts | null, from: number): boolean =>
    named.every(({ pin }) =>
      (run?.events ?? []).some(
        (changes, i) => run!.eventInfo[i]!.seconds >= from && changes.some((change) => change.pin === pin.pin),
      ),
    );
  // Set-up puts it where it rests.
  if (named.length === 0 || moves(facts, UNSEEN)) return null;
  const run = factsOf(facts, input, 'held');
  return run && !run.stuck && moves(run, PRESS_AT_MS / 1000) ? 'held' : null;
}

/** What set-up does on its way takes no longer. */
const UNSEEN = 1e-3;

function onlyTapped({ question, facts }: Asking): boolean {
  const moved = new Set(
    facts.whatIf.flatMap(({ phases }) => phases.flatMap(({ changes }) => changes.map(({ pin }) => pin))),
  );
  if (facts.loop !== null || moved.size === 0 || AT_START.test(question)) return false;
  const named = pinsIn(question, facts).filter(({ pin }) => !facts.inputs.some((input) => input.pin === pin.pin));
  if (named.length === 0 || named.every(({ pin }) => moved.has(pin.pin))) return named.length > 0;
  // What a press sets off may take longer than is told of it.
  const [input, other] = facts.whatIf;
  const run = input && !other ? factsWithTap(facts, input) : null;
  for (const [i, changes] of (run?.events ?? []).entries())
    if (run!.eventInfo[i]!.seconds * 1000 >= PRESS_AT_MS) for (const { pin } of changes) moved.add(pin);
  return named.every(({ pin }) => moved.has(pin.pin));
}

/** The run with the input pressed that a question is about; null where it is about the program left alone. */
export function scenarioOf(asking: Asking): Scenario | null {
  const { question, facts } = asking;
  const named = pinsIn(question, facts).map(({ pin }) => pin.pin);
  const own = facts.whatIf.filter(({ pin }) => named.includes(pin));
  const [input, other] = own.length > 0 ? own : facts.whatIf;
  if (!input || other) return null;
  const level = KEPT_LEVEL.test(question) && (own.length > 0 || !facts.outputs.some(({ pin }) => named.includes(pin)));
  const held = level || KEPT_PRESSED.test(question) || KEPT_ACTIVE.test(question);
  if (level && meansRest(question, input.level)) return null;
  // A press of a certain length is a run of its own.
  if (held && (lengthsIn(question)?.length ?? 0) > 0) return null;
  const tapped = !held && !SEVERAL_PRESSES.test(question) && (PRESSED.test(question) || inputGoes(asking));
  const only = held || tapped ? null : onlyPressed(asking);
  if (!held && !tapped && !only) return null;
  const how = held || only === 'held' ? 'held' : 'tap';
  const run = factsOf(facts, input, how);
  if (!run) return null;
  const label = labelOf(input);
  const [zh, en] = [input.level ? '高' : '低', input.level ? 'high' : 'low'];
  return {
    input,
    how,
    facts: run,
    fromSeconds: PRESS_AT_MS / 1000,
    whole: run.loop !== null || run.ended === 'settled' || run.ended === 'returned',
    head:
      how === 'held'
        ? say(asking, `另跑了一遍，让 ${label} 一直为${zh}：`, `In a second run with ${label} kept ${en}: `)
        : say(
            asking,
            `另跑了一遍，${label} 变${zh}一下（${duration(tapOf(input) / 1000, 'zh')}）：`,
            `In a second run with ${label} going ${en} for ${duration(tapOf(input) / 1000, 'en')}: `,
          ),
    explicit: held || tapped,
  };
}

const named = new WeakMap<GpioFacts, GpioFacts>();

/** Names of outputs that only the lines behind a press use, where the question knows none of the others. */
export function withPressedNames(question: string, facts: GpioFacts): GpioFacts {
  const [input, other] = facts.whatIf;
  if (!input || other) return facts;
  const found = pinsIn(question, facts).some(({ pin }) => pin.pin !== input.pin);
  if (found && !colourAsked(question)) return facts;
  const known = named.get(facts);
  if (known) return known;
  const run = factsWithTap(facts, input);
  const more = new Map((run?.outputs ?? []).map((output) => [output.pin, output.aliases]));
  const outputs = facts.outputs.map((output) => ({
    ...output,
    aliases: [...new Set([...output.aliases, ...(more.get(output.pin) ?? [])])],
  }));
  const grown = outputs.some(({ aliases }, i) => aliases.length > facts.outputs[i]!.aliases.length);
  const made = grown ? { ...facts, outputs } : facts;
  named.set(facts, made);
  return made;
}
