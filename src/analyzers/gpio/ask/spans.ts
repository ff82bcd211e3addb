import { exactLoop, timedRound } from '../behaviour.ts';
import { blankComments } from '../code.ts';
import type { GpioFacts, NamedPin } from '../facts.ts';
import { changesOf, levelAfter, onLevel } from '../levels.ts';
import { type Asked, outputsNamed, position } from './pins.ts';
import { type Asking, isDevice } from './text.ts';

/** The part of the run questions about rhythm are answered from: one round of the loop, or all of it. */
export interface Stretch {
  from: number;
  to: number;
  seconds: number | null;
  startSeconds: number;
  exact: boolean;
  looping: boolean;
}

/** One round of the loop; without a loop the whole run, where it came to an end. */
export function stretchOf(facts: GpioFacts): Stretch | null {
  if (facts.loop) {
    const from = timedRound(facts);
    const to = from + facts.loop.period;
    if (to > facts.events.length) return null;
    return {
      from,
      to,
      seconds: facts.loopSeconds,
      startSeconds: facts.eventInfo[from]!.seconds,
      exact: exactLoop(facts),
      looping: true,
    };
  }
  if (facts.ended !== 'settled' && facts.ended !== 'returned') return null;
  return {
    from: 0,
    to: facts.events.length,
    seconds: null,
    startSeconds: 0,
    exact: facts.eventInfo.every((info) => info.exact),
    looping: false,
  };
}

/** A time in which a pin keeps one level. */
export interface Span {
  level: 0 | 1;
  from: number;
  to: number;
  /** The changes that begin and end it. */
  begins: number;
  ends: number | null;
}

/** What a pin does in a stretch, from change to change; the last span of a loop reaches into the next round. */
export function spansOf(facts: GpioFacts, pin: string, stretch: Stretch): Span[] {
  const changes = changesOf(facts, pin).filter(({ index }) => index >= stretch.from && index < stretch.to);
  return changes.flatMap((change, i): Span[] => {
    const next = changes[i + 1];
    const from = facts.eventInfo[change.index]!.seconds;
    if (next)
      return [
        { level: change.level, from, to: facts.eventInfo[next.index]!.seconds, begins: change.index, ends: next.index },
      ];
    if (stretch.seconds === null) return [];
    const first = changes[0]!;
    return [
      {
        level: change.level,
        from,
        to: facts.eventInfo[first.index]!.seconds + stretch.seconds,
        begins: change.index,
        ends: first.index,
      },
    ];
  });
}

/** The level at which what hangs on a pin is on; high where nothing says so. */
export const onOf = (facts: GpioFacts, pin: NamedPin): 0 | 1 => onLevel(facts, pin) ?? 1;

/** Outputs that change in the stretch. */
export function changingIn(facts: GpioFacts, stretch: Stretch): NamedPin[] {
  const moving = new Set(
    facts.events.slice(stretch.from, stretch.to).flatMap((changes) => changes.map((change) => change.pin)),
  );
  return facts.outputs.filter(({ pin }) => moving.has(pin));
}

/** Below this two changes are one instant to whoever watches. */
export const instantOf = (stretch: Stretch): number => Math.min(0.002, Math.max(2e-5, 0.005 * (stretch.seconds ?? 0)));

/** Outputs the question names, in the order of its words; those that change, where it names none. */
export function outputsAsked(asking: Asking, stretch: Stretch): Asked[] {
  const { question, facts } = asking;
  const named = outputsNamed(question, facts);
  const oneOfMany =
    named.length === 1 && /^(?:灯|led|light|lamp)$/i.test(named[0]!.name) && !facts.outputs.some(isDevice);
  if (named.length > 0 && !oneOfMany)
    return named.sort((a, b) => position(question, a.name) - position(question, b.name));
  return changingIn(facts, stretch).map((pin) => ({ pin, name: '' }));
}

/** Which of some pins are on in a stretch, moment by moment. */
export function momentsOf(facts: GpioFacts, pins: NamedPin[], stretch: Stretch): { on: string[]; seconds: number }[] {
  const moments: { on: string[]; seconds: number }[] = [];
  const end = stretch.seconds === null ? Number.POSITIVE_INFINITY : stretch.startSeconds + stretch.seconds;
  for (let i = stretch.from; i <= stretch.to; i++) {
    const from = i === stretch.from ? stretch.startSeconds : facts.eventInfo[i - 1]!.seconds;
    const to = i < stretch.to ? facts.eventInfo[i]!.seconds : end;
    if (to - from <= 0) continue;
    const on = pins.filter((pin) => levelAfter(facts, pin.pin, i) === onOf(facts, pin)).map(({ pin }) => pin);
    moments.push({ on, seconds: to - from });
  }
  return moments;
}

/** Outputs a question about times means without naming them. */
export function impliedOutputs(asking: Asking): NamedPin[] {
  const stretch = stretchOf(asking.facts);
  const pins = stretch ? changingIn(asking.facts, stretch) : [];
  return pins.length <= 4 ? pins : [];
}

/** How many changes the program makes before its main loop. */
export function changesBeforeLoop(facts: GpioFacts): number {
  const main = facts.functions.find(({ name }) => /^(?:main|app_main|loop)$/.test(name));
  const code = blankComments(facts.source).split('\n');
  const head = code.findIndex(
    (text, i) =>
      /\b(?:while\s*\(\s*(?:1|1u|true)\s*\)|for\s*\(\s*;\s*;\s*\))/i.test(text) &&
      main !== undefined &&
      i + facts.firstLine >= main.line &&
      i + facts.firstLine <= main.endLine,
  );
  const first = facts.eventInfo.findIndex((info) => {
    const [outer] = info.calls;
    const name = outer === undefined ? info.function : outer.slice(0, outer.lastIndexOf(':'));
    const line = outer === undefined ? info.line : Number(outer.slice(outer.lastIndexOf(':') + 1));
    // What no call of the program's own function led to is an interrupt's doing, and those come later.
    const interrupts =
      main !== undefined &&
      !/^(?:setup|main|app_main|loop)$/.test(name) &&
      facts.interrupts.some(({ handler }) => handler === name);
    return name === 'loop' || interrupts || (head >= 0 && name === main?.name && line > head + facts.firstLine);
  });
  return first >= 0 ? first : facts.events.length;
}

/** A pin that is driven with a duty, not with levels: what that looks like is not in the changes. */
export function isModulated({ facts }: Asking, pin: NamedPin): boolean {
  return (
    facts.lent.some((each) => each.pin === pin.pin) ||
    blankComments(facts.source)
      .split('\n')
      .some(
        (text) =>
          /analogWrite|ledcWrite|pwm/i.test(text) &&
          [pin.pin, ...pin.aliases].some((name) =>
            new RegExp(`(?<!\\w)${name.replace(/[^\w]/g, '\\$&')}(?!\\w)`).test(text),
          ),
      )
  );
}
