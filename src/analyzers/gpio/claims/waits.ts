import type { Comment } from '../code.ts';
import type { Claim } from '../facts.ts';
import { ownFunctions } from '../mistakes/tree.ts';
import { placeOf } from '../place.ts';
import type { Evidence } from '../reason.ts';
import { missingSetups } from '../run.ts';
import { codeLineOf, holdsOneStatement } from './effects.ts';
import { lengthsIn } from './lengths.ts';

/** Changes looked at. */
const EVENT_LIMIT = 200;
/** Not this wait as it is: a rough figure, a rate, a sum, or what it once was. */
const NOT_EXACT =
  /\b(?:was|were|used to|formerly|previously|originally|instead|rather|not|too)\b|原来|原先|以前|之前|曾|改[为成]|不是|而不|太[快慢长短]|约|大概|周期|period|about|roughly|nearly|almost|~|approx|左右|每|every|total|in all|altogether|including|共|<|>|at least|at most|至少|最多/i;
const WAITS =
  /延时|延迟|等待|停留|保持|停|歇|隔|[亮灭响](?=\s*[\d一二两三半])|delay|wait|pause|sleep|hold|stay|remain|keep|\brest\b|\b(?:on|off|lit|dark) for\b/i;

/** On for so long, off for so long. */
const HOLDS = /亮|灭|开|关|响|鸣|停|转|吸合|释放|\bon\b|\boff\b|high|low|高|低|keep|保持|持续/i;
/** Lengths of something else, or in a rhythm of its own. */
const OF_ANOTHER =
  /闪|blink|flash|周期|period|间隔|interval|后|after|before|前|then|按|press|超时|timeout|定时|timer|频|Hz|占空|渐|fade|才|连续|超过|以上|以内|防抖|消抖|debounc|longer|at least|within|for more|[+×*/]\s*\d|[x×]\s*\d/i;

/** How long a level that a line gives lasts: up to the end of the wait right behind it, or until the pin changes again. */
function heldFor(evidence: Evidence, comment: Comment, line: number): { pin: string; spans: number[] } | null {
  if (!HOLDS.test(comment.text) || OF_ANOTHER.test(comment.text)) return null;
  if (!holdsOneStatement(evidence, line)) return null;
  const { machine } = evidence.simulation;
  const events = machine.events.slice(0, EVENT_LIMIT);
  const pins = new Map<string, { event: number; port: string; bit: number }>();
  for (const [event, { frames, changes }] of events.entries())
    if (placeOf(frames, evidence.lastLine)?.line === line && changes.length === 1)
      pins.set(
        `${changes[0]!.port}:${changes[0]!.bit}`,
        pins.get(`${changes[0]!.port}:${changes[0]!.bit}`) ?? { event, ...changes[0]! },
      );
  const [only] = [...pins.values()];
  // A line that gives both levels decides by something else how long.
  const given = new Set(
    events
      .filter(({ frames }) => placeOf(frames, evidence.lastLine)?.line === line)
      .flatMap(({ changes }) => changes.map(({ level }) => level)),
  );
  if (pins.size !== 1 || !only || given.size !== 1) return null;
  const next = nextLine(evidence, line);
  const waits = machine.delays.filter((each) => placeOf(each.frames, evidence.lastLine)?.line === next);
  const [first] = waits;
  if (!first?.exact || (first.clocks && clockIsOpen(evidence)) || waits.some((each) => each.us !== first.us))
    return null;
  const until = events
    .slice(only.event + 1)
    .find((each) => each.changes.some((one) => one.port === only.port && one.bit === only.bit));
  const spans = [first.us, ...(until ? [until.exactUs - events[only.event]!.exactUs] : [])];
  return { pin: evidence.naming.name(only).pin, spans };
}

/** How long the waits inside the one call on a line are, where all of them are of one length. */
function calledFor(evidence: Evidence, comment: Comment, line: number): number | null {
  const name = /^\s*(\w+)\s*\([^;]*\)\s*;\s*$/.exec(evidence.codeLines[line - 1] ?? '')?.[1];
  if (
    !comment.behindCode ||
    OF_ANOTHER.test(comment.text) ||
    !ownFunctions(evidence).some((each) => each.name === name)
  )
    return null;
  const waits = evidence.simulation.machine.delays.filter(({ frames }) => frames.some((frame) => frame.line === line));
  const [first] = waits;
  if (!first || waits.some((each) => !each.exact || each.us !== first.us)) return null;
  return (first.clocks || evidence.simulation.machine.slow !== 1) && clockIsOpen(evidence) ? null : first.us;
}

const WAITING_CALL = /^\s*(?:\w*_)?(?:delay|wait|sleep|pause)\w*\s*\([^;]*\)\s*;\s*$/i;

/** What a waiting call takes that itself looks at a clock: the time from the change before it to the one behind it. */
function spentAt(evidence: Evidence, line: number): { pin: string; spans: number[] } | null {
  const { machine } = evidence.simulation;
  const { clock, code } = evidence.reading;
  if (!WAITING_CALL.test(evidence.codeLines[line - 1] ?? '')) return null;
  if (clock.from !== 'paste' && !/SystemCoreClock|\bmillis\s*\(|HAL_GetTick/.test(code)) return null;
  let before = line - 1;
  while (before > 0 && !/\S/.test(evidence.codeLines[before - 1] ?? '')) before -= 1;
  const events = machine.events.slice(0, EVENT_LIMIT);
  const spans = events.flatMap((event, i) => {
    const next = events[i + 1];
    if (!next || placeOf(event.frames, evidence.lastLine)?.line !== before) return [];
    return [next.exactUs + next.estimatedUs - event.exactUs - event.estimatedUs];
  });
  const [, second] = spans;
  if (!second || second < 1000 || spans.slice(1).some((span) => Math.abs(span - second) > 0.02 * second)) return null;
  const by = events.find(({ frames }) => placeOf(frames, evidence.lastLine)?.line === before)!;
  return { pin: evidence.naming.name(by.changes[0]!).pin, spans: [second] };
}

/** The line of the statement behind, where it stands right behind. */
function nextLine({ codeLines, lastLine }: Evidence, line: number): number {
  for (let at = line + 1; at <= Math.min(lastLine, line + 3); at++) if (/\S/.test(codeLines[at - 1] ?? '')) return at;
  return 0;
}

/** The line itself; for `#define PERIOD 250 // 500 ms` the lines that wait for just that long. */
function usesOfConstant({ codeLines, reading }: Evidence, comment: Comment, line: number): number[] {
  const text = codeLines[line - 1] ?? '';
  const name =
    /^\s*#\s*define\s+(\w+)\s+\(?\s*\d+[uUlL]*\s*\)?\s*$/.exec(text)?.[1] ??
    /\bconst\b[^=;]*?\b(\w+)\s*=\s*\d+[uUlL]*\s*;\s*$/.exec(text)?.[1];
  if (name === undefined || !comment.behindCode) return [line];
  const names = [
    name,
    ...reading.program.tree.macros
      .filter(({ body }) => new RegExp(`\\w\\s*\\(\\s*${name}\\s*\\)`).test(body))
      .map((each) => each.name),
  ];
  const used = new RegExp(`\\w\\s*\\(\\s*${name}\\s*\\)|\\b(?:${names.slice(1).join('|') || '(?!)'})\\b`);
  const found = codeLines.flatMap((each, i) =>
    i + 1 !== line && !/^\s*#/.test(each) && used.test(each) ? [i + 1] : [],
  );
  return found.length > 0 ? found : [line];
}

/** A length as it is told. */
export const milliseconds = (us: number): number => Number((us / 1000).toPrecision(6));

/** Whether code that is not shown may set the clock, so that a number of clocks tells no length. */
export function clockIsOpen({ reading, simulation: { machine } }: Evidence): boolean {
  if (machine.slow !== 1 || machine.clocks?.rough || machine.clocks?.core() === null) return true;
  if (reading.clock.from !== 'usual') return false;
  return reading.clock.by !== 'reset' || !reading.whole || missingSetups(reading).length > 0;
}

/** A time in a comment beside (or, where it speaks of waiting, above) a wait whose length is exact. */
export function waitClaims(evidence: Evidence, comments: readonly Comment[]): Claim[] {
  const found: Claim[] = [];
  const { machine } = evidence.simulation;
  const open = clockIsOpen(evidence);
  for (const comment of comments) {
    const lengths = lengthsIn(comment.text);
    if (lengths?.length !== 1 || NOT_EXACT.test(comment.text)) continue;
    const [told] = lengths as [number];
    if (!comment.behindCode && !WAITS.test(comment.text)) continue;
    const line = codeLineOf(evidence, comment);
    const lines = usesOfConstant(evidence, comment, line);
    const waits = machine.delays.filter(
      (each) =>
        each.exact &&
        !(open && (each.clocks || machine.slow !== 1)) &&
        lines.includes(placeOf(each.frames, evidence.lastLine)?.line ?? 0),
    );
    const spans = new Set(waits.map((each) => each.us));
    if (spans.size === 0) {
      const held = heldFor(evidence, comment, line) ?? spentAt(evidence, line);
      const called = held ? null : calledFor(evidence, comment, line);
      if (called && told > 0) {
        const times = Math.round(told / called);
        found.push({
          line: evidence.lineOf(comment.line),
          quote: comment.text,
          holds: times >= 1 && Math.abs(told - times * called) <= 0.05 * called,
          why: {
            zh: `这次调用里每次等待 ${milliseconds(called)} 毫秒`,
            en: `each wait inside this call is ${milliseconds(called)} ms`,
          },
        });
      }
      if (!held || told === 0) continue;
      const holds = held.spans.some((span) => Math.abs(told - span) <= 0.05 * span);
      const span = milliseconds(held.spans[0]!);
      found.push({
        line: evidence.lineOf(comment.line),
        quote: comment.text,
        holds,
        why: {
          zh: `${held.pin} 变化以后，实际等待 ${span} 毫秒`,
          en: `after ${held.pin} changes the wait is ${span} ms`,
        },
      });
      continue;
    }
    if (spans.size !== 1) continue;
    const [is] = [...spans] as [number];
    const holds = Math.abs(told - is) <= 0.05 * is;
    found.push({
      line: evidence.lineOf(comment.line),
      quote: comment.text,
      holds,
      why:
        lines[0] === line
          ? { zh: `这里实际等待 ${milliseconds(is)} 毫秒`, en: `the wait here is ${milliseconds(is)} ms` }
          : {
              zh: `用到它的第 ${evidence.lineOf(lines[0]!)} 行实际等待 ${milliseconds(is)} 毫秒`,
              en: `the wait on line ${evidence.lineOf(lines[0]!)} that uses it is ${milliseconds(is)} ms`,
            },
    });
  }
  return found;
}
