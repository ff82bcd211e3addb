import type { Claim } from '../facts.ts';
import { ownFunctions } from '../mistakes/tree.ts';
import { placeOf } from '../place.ts';
import type { Evidence } from '../reason.ts';
import { rhythmOf } from './rates.ts';
import { clockIsOpen, milliseconds } from './waits.ts';

const UNIT = '(us|ms|msec|s|sec|secs|seconds?)';
/** DELAY_500MS, WAIT_2_S, LED_ON_1SEC: a length at the end of a name that speaks of waiting or of what is lit. */
const CONSTANT = new RegExp(
  `^(?:\\w*_)?(?:delay|wait|pause|sleep|time|blink|flash|led|on|off)\\w*?_(\\d+)_?${UNIT}$`,
  'i',
);
const SPEAKS_OF_WAITING = /delay|wait|pause|sleep/i;
/** delay_500ms, Delay500ms, wait1s. */
const WAITING = new RegExp(`^(?:\\w+_)?(?:delay|wait|pause|sleep)_?(\\d+)_?${UNIT}$`, 'i');
/** blink_500ms, led_toggle_1s. */
const BLINKING = new RegExp(`^(?:\\w+_)?(?:blink|flash|toggle)_?(?:led_?)?(\\d+)_?${UNIT}$`, 'i');
const BLINKING_HERTZ = /^(?:\w+_)?(?:blink|flash|toggle)_?(?:led_?)?(\d+)_?hz$/i;
/** BLINK_HZ, LED_BLINK_RATE_HZ, BLINK_FREQ: the figure is what it is defined as. */
const HERTZ_CONSTANT = /^(?:\w+_)?(?:blink|flash)(?:ing)?(?:_(?:led|rate|freq|frequency))*(?:_hz|_freq|_frequency)$/i;
/** Other things a name may count. */
const OF_ANOTHER = /tick|count|cnt|max|min|timeout|debounce|long|short|half|quarter|double|tim\d|timer/i;

const NEAR = 0.05;
const near = (is: number, said: number): boolean => Math.abs(is - said) <= NEAR * said;
const lengthOf = (figure: string, unit: string): number =>
  Number(figure) * (/^us/i.test(unit) ? 1 : /^m/i.test(unit) ? 1000 : 1e6);

/** Names that state a length of time or a rate, held against what the run shows. */
export function timesInNames(evidence: Evidence): Claim[] {
  return [...constants(evidence), ...waitingFunctions(evidence), ...rhythms(evidence)];
}

/** Defined names with their plain numbers. */
function definedNumbers({ reading, lastLine, codeLines }: Evidence): { name: string; value: number; line: number }[] {
  const macros = reading.program.tree.macros.flatMap(({ name, body, line }) => {
    const value = /^\(?\s*(\d+)[uUlL]*\s*\)?$/.exec(body.trim())?.[1];
    return value === undefined || line <= 0 || line > lastLine ? [] : [{ name, value: Number(value), line }];
  });
  const constants = codeLines.flatMap((text, i) =>
    [...text.matchAll(/\bconst(?:expr)?\b[^=;()]*?\b(\w+)\s*=\s*(\d+)[uUlL]*\s*;/g)].map(([, name, value]) => ({
      name: name!,
      value: Number(value),
      line: i + 1,
    })),
  );
  return [...macros, ...constants];
}

/** A constant that is the whole argument of waits of one length. */
function constants(evidence: Evidence): Claim[] {
  const { machine } = evidence.simulation;
  return definedNumbers(evidence).flatMap(({ name, line }): Claim[] => {
    const match = CONSTANT.exec(name);
    if (!match || OF_ANOTHER.test(name)) return [];
    // What is named after a lamp may be its pin: only what a wait is given is a length.
    const waits = String.raw`\b\w*(?:delay|sleep|wait|pause)\w*\s*\(\s*`;
    const alone = new RegExp(`${SPEAKS_OF_WAITING.test(name) ? String.raw`\w\s*\(\s*` : waits}${name}\\s*\\)`, 'i');
    const lines = evidence.codeLines.flatMap((text, i) => (alone.test(text) && !/^\s*#/.test(text) ? [i + 1] : []));
    const made = machine.delays.filter((each) => lines.includes(placeOf(each.frames, evidence.lastLine)?.line ?? 0));
    const spans = new Set(made.map((each) => each.us));
    const [us] = spans;
    if (us === undefined || spans.size !== 1 || made.some((each) => !told(evidence, each))) return [];
    return [claim(evidence, line, name, near(us, lengthOf(match[1]!, match[2]!)), us)];
  });
}

/** Waits whose length is a fact. */
const told = (evidence: Evidence, wait: { exact: boolean; clocks?: boolean }): boolean =>
  wait.exact && !((wait.clocks || evidence.simulation.machine.slow !== 1) && clockIsOpen(evidence));

const claim = (evidence: Evidence, line: number, quote: string, holds: boolean, us: number): Claim => ({
  line: evidence.lineOf(line),
  quote,
  holds,
  why: { zh: `实际等待 ${milliseconds(us)} 毫秒`, en: `the wait is ${milliseconds(us)} ms` },
});

/**
 * Functions named after how long they wait. Where they were called several times in a row only the sum is known, so that a
 * whole number of times the length fits as well.
 */
function waitingFunctions(evidence: Evidence): Claim[] {
  const { delays } = evidence.simulation.machine;
  return ownFunctions(evidence).flatMap((definition): Claim[] => {
    const match = WAITING.exec(definition.name);
    if (!match || OF_ANOTHER.test(definition.name) || definition.parameters.length > 0) return [];
    const inside = delays.filter(({ frames }) => frames.some((frame) => frame.function === definition.name));
    if (inside.length === 0 || inside.some((each) => !told(evidence, each))) return [];
    const sums = new Map<string, number>();
    for (const { frames, us, events } of inside) {
      const at = frames.findIndex((frame) => frame.function === definition.name);
      const key = `${events}:${frames[at + 1]?.line ?? 0}`;
      sums.set(key, (sums.get(key) ?? 0) + us);
    }
    const said = lengthOf(match[1]!, match[2]!);
    const all = [...sums.values()];
    const fits = (sum: number): boolean => near(sum, Math.max(1, Math.round(sum / said)) * said);
    // The run may have ended inside the last call.
    const whole = all.length > 1 ? all.slice(0, -1) : all;
    const least = Math.min(...whole);
    if (whole.every(fits)) return [claim(evidence, definition.line, definition.name, true, least)];
    return whole.some(fits) ? [] : [claim(evidence, definition.line, definition.name, false, least)];
  });
}

/** Names that say how fast the only pin blinks; people mean the changes or the whole period. */
function rhythms(evidence: Evidence): Claim[] {
  const { events } = evidence.simulation.machine;
  const ran = new Set(
    events.slice(evidence.repeat?.start ?? 0).flatMap(({ frames }) => frames.map((frame) => frame.function)),
  );
  const used = (name: string): boolean =>
    evidence.codeLines.some((text) => !/^\s*#|\bconst/.test(text) && new RegExp(`\\b${name}\\b`).test(text));
  const macros = evidence.reading.program.tree.macros.flatMap((each) => (/\d/.test(each.name) ? [each.name] : []));
  const named = ownFunctions(evidence).flatMap(({ name, line }) => {
    // A lamp called LED_500MS gives its name to what toggles it.
    if (!ran.has(name) || macros.some((each) => each !== name && name.includes(each))) return [];
    const hertz = BLINKING_HERTZ.exec(name)?.[1];
    const length = BLINKING.exec(name);
    if (hertz && Number(hertz) > 0) return [{ name, line, us: 1e6 / Number(hertz) }];
    return length ? [{ name, line, us: lengthOf(length[1]!, length[2]!) }] : [];
  });
  const defined = definedNumbers(evidence).flatMap(({ name, value, line }) =>
    HERTZ_CONSTANT.test(name) && value > 0 && used(name) ? [{ name, line, us: 1e6 / value }] : [],
  );
  const all = [...named, ...defined].filter(({ name }) => !OF_ANOTHER.test(name));
  const rhythm = all.length === 1 ? rhythmOf(evidence) : null;
  const [only] = all;
  if (!rhythm || !only) return [];
  const { periodUs, waits } = rhythm;
  const holds =
    near(periodUs, only.us) || near(periodUs / 2, only.us) || [...waits].some((each) => near(each, only.us));
  const hertz = Number((1e6 / periodUs).toPrecision(3));
  return [
    {
      line: evidence.lineOf(only.line),
      quote: only.name,
      holds,
      why: {
        zh: `引脚的完整周期是 ${milliseconds(periodUs)} 毫秒（${hertz} Hz）`,
        en: `the pin's full period is ${milliseconds(periodUs)} ms (${hertz} Hz)`,
      },
    },
  ];
}
