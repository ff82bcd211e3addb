import type { PinEvent } from '../../machine/events.ts';
import { LOOKS_KEPT, type Machine } from '../../machine/machine.ts';
import type { AnalyzeOptions } from '../analyzer.ts';
import { driftsAtRest, levelAtRest } from './at-rest.ts';
import type { GpioFacts } from './facts.ts';
import { placeOf } from './place.ts';
import type { Evidence } from './reason.ts';
import { findPin, simulate } from './run.ts';

/** The first press comes when most programs have settled, between the ticks of their clocks; it lasts long enough for debouncing and slow polling. */
const PRESS_AT_MS = 1000.7;
const SETTLED_AT_MS = 1000.2;
const LEAST_HOLD_MS = 300;
const MOST_HOLD_MS = 5000;
/** A press that does nothing may only be too short for a program that counts how long it lasts. */
const LONG_HOLD_MS = 3300;
/** Inputs tried, and those of a program that is quickly run; changes told a phase. */
const INPUT_LIMIT = 2;
const QUICK_INPUT_LIMIT = 4;
const QUICK_STEPS = 2_000_000;
const CHANGE_LIMIT = 6;
/** A program whose plain run was longer than this is not run again for each of its inputs. */
const STEP_LIMIT = 40_000_000;
/** Changes the plain run is continued to. */
const EXTENDED_LIMIT = 20_000;
/** Changes of two runs that are compared. */
const COMPARED = 24;
/** Even steps in a row from which a pace is told instead of single changes. */
const EVEN_STEPS = 3;

type WhatIf = GpioFacts['whatIf'][number];
type Phase = WhatIf['phases'][number];
/** One pin's change in a run, with its time. */
export interface Change {
  pin: string;
  label: string[];
  level: 0 | 1;
  line: number;
  atMs: number;
}
/** A run in which an input is pressed and let go at given times. */
export interface PressedRun {
  /** In turn: while pressed, after it was let go. */
  phases: Phase[];
  /** When each of them began. */
  fromMs: number[];
  changes: Change[];
  prints: GpioFacts['prints'];
  /** The longest wait that the program made in one call. */
  longestWaitMs: number;
  steps: number;
  /** The handler it ended in, called again and again. */
  neverLeft: string | null;
  /** What comes later was not run: the program had done too much by then. */
  untilMs: number;
}

/**
 * What pressing a button does: for each input with a known level at rest, a second run in which the pin is pressed,
 * let go, pressed and let go again, told as the difference to the run without it.
 */
export function whatIfOf(evidence: Evidence, inputs: GpioFacts['inputs'], loopSeconds: number | null): WhatIf[] {
  const { options, simulation } = evidence;
  if ((options.inputs?.length ?? 0) > 0) return [];
  if ((simulation.machine.run?.steps() ?? 0) > STEP_LIMIT) return [];
  const unseenMs = longestUnseenMs(evidence);
  // A switch whose pull-up the program takes away reads the same pressed and let go.
  const { lostPulls } = simulation.machine;
  const pulled = inputs.filter((input) => {
    const pin = findPin(evidence.reading, [input.pin, ...input.aliases]);
    return input.mode === 'pull-up' || !pin || !lostPulls.has(`${pin.port}:${pin.bit}`);
  });
  const quick = (simulation.machine.run?.steps() ?? 0) <= QUICK_STEPS;
  return pulled.slice(0, quick ? QUICK_INPUT_LIMIT : INPUT_LIMIT).flatMap((input): WhatIf[] => {
    const level = (1 - levelAtRest(evidence, input)) as 0 | 1;
    const leastMs = Math.max(LEAST_HOLD_MS, 3000 * (loopSeconds ?? 0), 2.5 * unseenMs);
    const holdMs = Math.round(Math.min(MOST_HOLD_MS, leastMs));
    const run = (script: Script): PressedRun => pressedRun(evidence, { ...input, level }, script, loopSeconds);
    const short = run({ holdMs, gapMs: 2 * holdMs, times: 2 });
    const longer =
      holdMs < LONG_HOLD_MS && doesNothing(short) ? run({ holdMs: LONG_HOLD_MS, gapMs: LONG_HOLD_MS, times: 2 }) : null;
    const needsHold = longer !== null && longer.untilMs === Number.POSITIVE_INFINITY && !doesNothing(longer);
    const usual = needsHold ? longer : short;
    // Beside pins that always move nothing can be told apart so.
    const tapped = evidence.repeat || needsHold ? null : goesOnAlone(usual, holdMs, run);
    const { phases, fromMs, untilMs, neverLeft } =
      tapped ?? (usual.untilMs < usual.fromMs[0]! ? run(scriptWithin(usual.untilMs, holdMs)) : usual);
    const seen = phases.filter((_, i) => fromMs[i]! < untilMs);
    if (seen.length === 0) return [];
    return [
      {
        pin: input.pin,
        aliases: input.aliases,
        level,
        pressed: !driftsAtRest(evidence, input),
        holdMs,
        heldMs: needsHold ? LONG_HOLD_MS : null,
        tap: tapped !== null,
        phases: seen,
        neverLeft,
      },
    ];
  });
}

/** Seen, and without any effect; a press that was missed says nothing of a longer one. */
const doesNothing = ({ phases, untilMs, neverLeft }: PressedRun): boolean =>
  neverLeft === null &&
  untilMs === Number.POSITIVE_INFINITY &&
  phases.every(({ differs, missed }) => !differs && !missed);

interface Script {
  /** When the first press comes; after most programs have settled where nothing is said. */
  firstMs?: number;
  holdMs: number;
  gapMs: number;
  times: number;
  /** A press and what follows it are one phase. */
  taps?: boolean;
}

/** What a press sets off is waited for at most this long. */
const MOST_GOING_ON_MS = 20_000;

/**
 * The run with short presses where one sets off what goes on whether the key is still down or not: what comes after
 * letting go would otherwise be taken for its work. Null where that is not so.
 */
function goesOnAlone(usual: PressedRun, holdMs: number, run: (script: Script) => PressedRun): PressedRun | null {
  const [press, release] = usual.fromMs as [number, number];
  const [down, up] = usual.phases;
  const next = usual.changes.find(({ atMs }) => atMs >= release);
  if (!next || !down?.differs || up?.resumes) return null;
  const longer = run({ holdMs: Math.ceil(next.atMs - press) + 1, gapMs: 2 * holdMs, times: 1 });
  // The same up to there, with nothing more that a key held down does.
  const upTo = ({ changes }: PressedRun): Change[] => changes.filter(({ atMs }) => atMs < next.atMs + INSTANT_MS);
  const [held, free] = [upTo(longer), upTo(usual)];
  const stays =
    held.length === free.length && held.every(({ pin, level }, i) => pin === free[i]!.pin && level === free[i]!.level);
  if (!stays) return null;
  const before = usual.changes.findLast(({ atMs }) => atMs < release)?.atMs ?? press;
  const stepMs = Math.max(usual.longestWaitMs, next.atMs - before);
  const gapMs = Math.min(MOST_GOING_ON_MS, Math.max(2 * holdMs, 12 * stepMs));
  return run({ holdMs, gapMs, times: 2, taps: true });
}

/** Presses for a program that changes its pins so quickly that its run is over before the usual first one. */
const scriptWithin = (runMs: number, holdMs: number): Script => ({
  firstMs: 0.1 * runMs,
  holdMs,
  gapMs: 0.3 * runMs,
  times: 2,
});

/** The longest time in which the plain run looked at no input, while it went on: a shorter press goes unseen. */
function longestUnseenMs({ simulation: { machine } }: Evidence): number {
  const { looks, stopped } = machine;
  if (looks.length === 0 || stopped !== 'enough-events') return 0;
  const times = [...looks.map(({ atUs }) => atUs), ...(looks.length < LOOKS_KEPT ? [machine.clock.nowUs] : [])];
  return Math.max(0, ...times.slice(1).map((at, i) => at - times[i]!)) / 1000;
}

/**
 * Runs the program again with an input pressed several times.
 * @param input its names and the level it has while pressed.
 */
export function pressedRun(
  evidence: Evidence,
  input: { pin: string; aliases: string[]; level: 0 | 1; mode?: string },
  { firstMs = PRESS_AT_MS, holdMs, gapMs, times, taps = false }: Script,
  loopSeconds: number | null,
): PressedRun {
  const { options, reading, simulation } = evidence;
  const edgesMs = Array.from({ length: 2 * times }, (_, i) => {
    const press = firstMs + Math.floor(i / 2) * (holdMs + gapMs);
    return i % 2 === 0 ? press : press + holdMs;
  });
  const names = [input.pin, ...input.aliases];
  const fromMs = taps ? edgesMs.filter((_, i) => i % 2 === 0) : edgesMs;
  const script: AnalyzeOptions['inputs'] = edgesMs.map((atMs, i) => ({
    pin: names,
    atMs,
    level: (i % 2 === 0 ? input.level : 1 - input.level) as 0 | 1,
  }));
  // What floats reads low; where the key's resistor holds it high it is so before the press.
  if (/^(?:floating|input)$/.test(input.mode ?? '') && input.level === 0)
    script.unshift({ pin: names, atMs: Math.min(SETTLED_AT_MS, 0.5 * firstMs), level: 1 });
  const { machine } = simulate(reading, { ...options, inputs: script });
  const changes = changesOf(evidence, machine.events);
  const endMs = edgesMs.at(-1)! + gapMs;
  const base = changesOf(evidence, goOn(simulation.machine.events, evidence, endMs * 1000, loopSeconds));
  const usualPins = new Set(base.map(({ pin }) => pin));
  const round = roundOf(evidence, loopSeconds);
  const cut = machine.stopped === 'out-of-steps' || machine.stopped === 'enough-events';
  const untilMs = cut ? machine.clock.nowUs / 1000 : Number.POSITIVE_INFINITY;
  // A run is over as soon as it is known to repeat.
  const watchedMs = cut || machine.stopped === 'repeats' ? machine.clock.nowUs / 1000 : Number.POSITIVE_INFINITY;
  const phases = fromMs.map((from, i): Phase => {
    const to = Math.min(fromMs[i + 1] ?? endMs, Math.max(from, watchedMs));
    const own = changes.filter((change) => change.atMs >= from && change.atMs < to);
    const usual = base.filter((change) => change.atMs >= from && change.atMs < to);
    const edge = taps ? 2 * i : i;
    const again = edge < 2 ? '' : '-again';
    // Turns that take no time are not gone through one by one: that they stop could not be seen. What the press led to may rest longer.
    const restMs = Math.max(round?.restMs ?? 0, longestRest(own), longestWait(machine, from, to));
    const stops =
      round !== null && round.ms > INSTANT_MS && to - (own.at(-1)?.atMs ?? from) > 1.5 * restMs + INSTANT_MS;
    const back = round === null || stops ? null : resumesAt(own, round);
    const told = back === null || back === 0 ? own : own.slice(0, back);
    return {
      what: `${edge % 2 === 0 ? 'press' : 'release'}${again}` as Phase['what'],
      differs: back !== 0 && (stops || own.some(({ pin }) => !usualPins.has(pin)) || !alike(own, usual)),
      paces: pacesOf(told),
      changes: told
        .slice(0, CHANGE_LIMIT)
        .map(({ pin, label, level, line }) => ({ pin, aliases: label, level, line: evidence.lineOf(line) })),
      more: told.length > CHANGE_LIMIT,
      pins: told.length > CHANGE_LIMIT ? eachPin(told, to, evidence) : [],
      resumes: back !== null && back > 0,
      stops,
      missed: edge % 2 === 0 && !taps && goesUnseen(evidence, machine, names, [from, to]),
    };
  });
  const prints = machine.prints.map(({ text, atUs, line }) => ({
    text,
    seconds: atUs / 1e6,
    line: evidence.lineOf(line),
  }));
  return {
    phases,
    fromMs,
    changes,
    prints,
    longestWaitMs: longestWait(machine),
    steps: machine.run?.steps() ?? 0,
    neverLeft: machine.neverLeft,
    untilMs,
  };
}

/** Whether a press came and went while the program looked elsewhere: nobody read the pin's port, and no edge of it calls anything. */
function goesUnseen(
  { reading }: Evidence,
  { looks, watchedPins }: Machine,
  names: string[],
  [fromMs, toMs]: [number, number],
): boolean {
  const pin = findPin(reading, names);
  if (!pin || watchedPins.some((each) => each.armed() && each.pin.port === pin.port && each.pin.bit === pin.bit))
    return false;
  // Only the first looks are kept.
  if (looks.length === 0 || (looks.length >= LOOKS_KEPT && looks.at(-1)!.atUs / 1000 < toMs)) return false;
  return !looks.some(({ port, atUs }) => port === pin.port && atUs / 1000 >= fromMs && atUs / 1000 < toMs);
}

/** The longest wait that was made in one call, between two times of the run. */
function longestWait({ delays, events }: Machine, fromMs = 0, toMs = Number.POSITIVE_INFINITY): number {
  const within = delays.filter((delay) => {
    const [before, after] = [events[delay.events - 1], events[delay.events]].map((event) => event && timeMs(event));
    return (after ?? Number.POSITIVE_INFINITY) >= fromMs && (before ?? 0) < toMs;
  });
  return within.reduce((most, { us }) => Math.max(most, us / 1000), 0);
}

/** What the program does where its analog inputs read full scale; null where it reads none. */
export function analogOf(evidence: Evidence, loopSeconds: number | null): GpioFacts['analog'] {
  const { options, reading, simulation } = evidence;
  const read = simulation.machine.analogRead;
  if (!read) return null;
  const line = evidence.lineOf(placeOf(read.frames, evidence.lastLine)?.line ?? 0);
  const nothing: Phase = {
    what: 'press',
    differs: false,
    paces: [],
    changes: [],
    more: false,
    pins: [],
    resumes: false,
    stops: false,
    missed: false,
  };
  if ((simulation.machine.run?.steps() ?? 0) > STEP_LIMIT) return { line, full: read.full, phase: nothing };
  const { machine } = simulate(reading, options, true);
  const own = changesOf(evidence, machine.events);
  const untilMs = own.length > 0 ? own.at(-1)!.atMs : machine.clock.nowUs / 1000;
  const base = changesOf(evidence, goOn(simulation.machine.events, evidence, untilMs * 1000, loopSeconds));
  const length = Math.min(own.length, base.length, COMPARED);
  const differs =
    (length < COMPARED && Math.abs(own.length - base.length) > 1) ||
    (own.length === 0) !== (base.length === 0) ||
    !alike(own.slice(0, length), base.slice(0, length));
  const told = own.slice(0, 2 * CHANGE_LIMIT);
  return {
    line,
    full: read.full,
    phase: {
      ...nothing,
      differs,
      paces: pacesOf(own),
      changes: told.map(({ pin, label, level, line: at }) => ({
        pin,
        aliases: label,
        level,
        line: evidence.lineOf(at),
      })),
      more: own.length > told.length,
    },
  };
}

type Events = Evidence['simulation']['machine']['events'];

/** The plain run continued by its loop up to a time; it was stopped as soon as the loop was proven. */
function goOn(events: Events, { repeat }: Evidence, untilUs: number, loopSeconds: number | null): Events {
  if (!repeat || !loopSeconds) return events;
  const longer = [...events];
  while (longer.length < EXTENDED_LIMIT) {
    const before = longer[longer.length - repeat.period];
    if (!before || before.exactUs + before.estimatedUs + loopSeconds * 1e6 > untilUs) break;
    longer.push({ ...before, exactUs: before.exactUs + loopSeconds * 1e6 });
  }
  return longer;
}

/** The longest time without a change between two of them. */
const longestRest = (changes: Change[]): number =>
  Math.max(0, ...changes.slice(1).map((change, i) => change.atMs - changes[i]!.atMs));

/** What the pins do over and over where nothing is pressed. */
interface Round {
  changes: Change[];
  /** How long a round lasts, and the longest time in it in which nothing changes. */
  ms: number;
  restMs: number;
}

function roundOf(evidence: Evidence, loopSeconds: number | null): Round | null {
  const { repeat, simulation } = evidence;
  if (!repeat || loopSeconds === null) return null;
  const { start, period } = repeat;
  const changes = changesOf(evidence, simulation.machine.events.slice(start, start + period));
  if (changes.length === 0) return null;
  const ms = loopSeconds * 1000;
  const wayBack = Math.max(0, ms - (changes.at(-1)!.atMs - changes[0]!.atMs));
  return { changes, ms, restMs: Math.max(longestRest(changes), wayBack) };
}

/** Time in which a chip goes through statements that do not wait. */
const INSTANT_MS = 1;
/** Changes that follow one another more quickly on average have no wait between them. */
const HURRIED_MS = 0.05;
/** Changes before the pins are back to what they always do, and how many of those have to be seen. */
const MOST_BEFORE_BACK = 40;
const LEAST_BACK = 4;

/** How many changes come before the pins go round as ever, from whatever place of their round; null where they do not. */
function resumesAt(own: Change[], round: Round): number | null {
  const { changes } = round;
  const least = Math.max(LEAST_BACK, Math.min(changes.length + 1, COMPARED));
  const fits = (tail: Change[], shift: number): boolean =>
    tail.every((change, i) => {
      const meant = changes[(shift + i) % changes.length]!;
      return change.pin === meant.pin && change.level === meant.level;
    });
  for (let start = 0; start <= Math.min(MOST_BEFORE_BACK, own.length - least); start++) {
    const tail = own.slice(start);
    const shift = changes.findIndex((_, i) => fits(tail, i));
    if (shift < 0) continue;
    const part = tail.map((change, i) => {
      const at = shift + i;
      const turns = Math.floor(at / changes.length) * round.ms;
      return { ...change, atMs: changes[at % changes.length]!.atMs + turns };
    });
    const [one, other] = [stepOf(part), stepOf(tail)];
    const asFast = Math.max(one, other) <= 1.1 * Math.min(one, other) + INSTANT_MS;
    if (asFast && (round.ms < INSTANT_MS || !otherLengths(part, tail))) return start;
  }
  return null;
}

/** What each pin did, the first to move first. */
function eachPin(changes: Change[], toMs: number, evidence: Evidence): Phase['pins'] {
  return [...new Set(changes.map(({ pin }) => pin))].map((pin) => {
    const own = changes.filter((change) => change.pin === pin);
    const { label, level, line, atMs } = own.at(-1)!;
    const moving = own.length > 2 && toMs - atMs < 1.5 * longestRest(own);
    // Turns of a loop that does not wait are not all gone through, so that their number says nothing.
    const hurried = own.length > 3 && stepOf(own) < HURRIED_MS;
    return { pin, aliases: label, times: own.length, level, line: evidence.lineOf(line), moving, hurried };
  });
}

/** Pins that change again and again in even steps: how long a step is. */
function pacesOf(changes: Change[]): Phase['paces'] {
  const paces: Phase['paces'] = [];
  for (const pin of new Set(changes.map((change) => change.pin))) {
    const own = changes.filter((change) => change.pin === pin);
    const steps = own.slice(1).map((change, i) => change.atMs - own[i]!.atMs);
    // The first step may still be the one from before the press.
    const later = steps.slice(1);
    if (later.length < EVEN_STEPS) continue;
    const mean = later.reduce((sum, step) => sum + step, 0) / later.length;
    if (later.every((step) => Math.abs(step - mean) <= 0.1 * mean))
      paces.push({ pin, aliases: own[0]!.label, everyMs: mean });
  }
  return paces;
}

const timeMs = ({ exactUs, estimatedUs }: PinEvent): number => (exactUs + estimatedUs) / 1000;

function changesOf(evidence: Evidence, events: Events): Change[] {
  return events.flatMap((event) =>
    event.changes.map((change) => {
      const { pin, aliases } = evidence.naming.name(change);
      return {
        pin,
        label: aliases,
        level: change.level,
        line: placeOf(event.frames, evidence.lastLine)?.line ?? 0,
        atMs: timeMs(event),
      };
    }),
  );
}

/** Time between one change and the next on average; 0 where there are too few to tell. */
function stepOf(changes: Change[]): number {
  return changes.length < 2 ? 0 : (changes.at(-1)!.atMs - changes[0]!.atMs) / (changes.length - 1);
}

/** The same changes in the same order and pace; one more or less at the edge of the window is no difference. */
/** Half of a pin's levels last longer than this; null where they are too few to tell. */
function middleStay(changes: Change[], pin: string, level: 0 | 1): number | null {
  const own = changes.filter((change) => change.pin === pin);
  const stays = own
    .slice(1)
    .flatMap((change, i) => (own[i]!.level === level ? [change.atMs - own[i]!.atMs] : []))
    .sort((one, other) => one - other);
  return stays.length < EVEN_STEPS ? null : stays[Math.floor(stays.length / 2)]!;
}

/** A pulse may come as often as before and be of another width. */
function otherLengths(a: Change[], b: Change[]): boolean {
  return [...new Set(a.map(({ pin }) => pin))].some((pin) =>
    ([0, 1] as const).some((level) => {
      const [one, other] = [middleStay(a, pin, level), middleStay(b, pin, level)];
      return one !== null && other !== null && Math.max(one, other) > 1.3 * Math.min(one, other);
    }),
  );
}

function alike(a: Change[], b: Change[]): boolean {
  if (Math.abs(a.length - b.length) > 1 || (a.length === 0) !== (b.length === 0)) return false;
  const [one, other] = [stepOf(a), stepOf(b)];
  if (one > 0 && other > 0 && Math.max(one, other) > 1.3 * Math.min(one, other)) return false;
  if (otherLengths(a, b)) return false;
  const length = Math.min(a.length, b.length);
  const same = (shiftA: number, shiftB: number, count: number): boolean =>
    Array.from({ length: count }, (_, i) => i).every(
      (i) => a[i + shiftA]!.pin === b[i + shiftB]!.pin && a[i + shiftA]!.level === b[i + shiftB]!.level,
    );
  return same(0, 0, length) || (length > 1 && (same(1, 0, length - 1) || same(0, 1, length - 1)));
}
