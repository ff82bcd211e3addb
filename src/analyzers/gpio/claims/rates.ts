import { englishNumbers, hanNumbers } from '../../../language/number-words.ts';
import { table } from '../../../language/table.ts';
import type { Comment } from '../code.ts';
import type { Claim } from '../facts.ts';
import type { Evidence } from '../reason.ts';
import { lengthsIn } from './lengths.ts';
import { statedActiveLevel } from './level-words.ts';
import { clockIsOpen, milliseconds } from './waits.ts';

const NUMBERS = table<number>({ ...englishNumbers(), ...hanNumbers() });
const HERTZ = /(\d+(?:\.\d+)?)\s*(k?)Hz\b/gi;
const DUTY =
  /(\d+(?:\.\d+)?)\s*%\s*(?:的)?(?:duty|占空比)|(?:duty(?: cycle)?|占空比)\s*(?:of|is|为|是|:|：|=)?\s*(\d+(?:\.\d+)?)\s*%/i;
const EVERY =
  /(?:\bevery\s+|每隔?)\s*(\d+(?:\.\d+)?)?\s*(ms|milliseconds?|毫秒|s|seconds?|秒)(?![a-z])|\b(once|twice) (?:a|per|every) second\b/i;
const TIMES_A_SECOND =
  /\b(\d+|two|three|four|five|six|eight|ten)\s+times\s+(?:a|per|each|every)\s+second\b|(?:每|一)秒钟?(?:闪烁?|翻转|亮|变化)?\s*([一两二三四五六七八九十]|\d+)\s*次/i;
/** What blinks, and no clock of a unit or a figure that holds only in part. */
const OF_A_PIN = /blink|flash|闪|toggle|翻转|取反|square|方波|pwm|pulse|脉冲|\bled\b|灯|占空比|duty/i;
const OF_SOMETHING_ELSE =
  /clock|clk|时钟|晶振|主频|baud|波特|sampl|采样|adc|timer|定时器|spi|i2c|iic|uart|cpu|system|tick|scan|扫描|refresh|刷新|prescal|分频|pressed|按|slow|fast|快|慢|\b(?:was|if|when|about|approx|roughly|nearly|instead|faster|slower|then|first)\b|约|左右|然后|先|~|<|>/i;

const WHOLE_WAVE = /square|方波|\bwave\b|波形|period|周期|pwm/i;
const LIGHT = /\bled\b|灯|bright|亮|dim/i;

/** "On for 250 ms, off for 500 ms": both lengths, the shorter first; null where not both are told. */
function halvesIn(text: string): number[] | null {
  if (!/亮|\bon\b|high|高/i.test(text) || !/灭|\boff\b|low|低/i.test(text)) return null;
  const lengths = lengthsIn(text);
  return lengths?.length === 2 ? lengths.sort((a, b) => a - b) : null;
}

/** How one pin goes on and off for ever, in exact time. */
export interface Rhythm {
  periodUs: number;
  highUs: number;
  waits: Set<number>;
}

/** Comments about a rate, a period or a duty, where one single pin changes at an even pace and exact delays alone make it. */
export function rateClaims(evidence: Evidence, comments: readonly Comment[]): Claim[] {
  const told = comments.filter(
    ({ text }) =>
      (OF_A_PIN.test(text) || halvesIn(text) !== null) && !OF_SOMETHING_ELSE.test(text) && text.length < 160,
  );
  // How often a dimmed pin goes through a round of brightness is not the rate of its PWM.
  if (told.length === 0 || evidence.simulation.machine.dimmed.size > 0) return [];
  const rhythm = rhythmOf(evidence);
  if (!rhythm) return [];
  const { periodUs, highUs, waits } = rhythm;
  const near = (is: number, said: number): boolean => Math.abs(is - said) <= 0.05 * said;
  const period = `${milliseconds(periodUs)}`;
  const why = {
    zh: `引脚的完整周期是 ${period} 毫秒（${round(1e6 / periodUs)} Hz）`,
    en: `the pin's full period is ${period} ms (${round(1e6 / periodUs)} Hz)`,
  };
  return told.flatMap((comment): Claim[] => {
    const claim = (holds: boolean, because = why): Claim[] => [
      { line: evidence.lineOf(comment.line), quote: comment.text, holds, why: because },
    ];
    const rates = [...comment.text.matchAll(HERTZ)];
    // The rate of the changes is twice the rate of the blinking; people say either.
    const fits = (us: number): boolean =>
      near(periodUs, us) || near(periodUs / 2, us) || [...waits].some((each) => near(each, us));
    if (rates.length === 1) {
      const hertz = Number(rates[0]![1]) * (rates[0]![2] ? 1000 : 1);
      // A wave and the two halves of a blink leave no doubt which of the rates is meant.
      const strict = WHOLE_WAVE.test(comment.text);
      const halved = !strict && near(periodUs / 2, 1e6 / hertz);
      if (hertz > 0 && !near(periodUs, 1e6 / hertz) && !halved) return claim(false);
      const halves = halvesIn(comment.text);
      if (halves && !halves.every((us, i) => near([highUs, periodUs - highUs].sort((a, b) => a - b)[i]!, us)))
        return claim(false);
      if (!DUTY.test(comment.text)) return hertz > 0 ? claim(true) : [];
    }
    const duty = DUTY.exec(comment.text);
    if (duty && (comment.text.match(/%/g)?.length ?? 0) < 2) {
      const percent = Number(duty[1] ?? duty[2]);
      const high = (100 * highUs) / periodUs;
      const inverse = LIGHT.test(comment.text) || statedActiveLevel(comments)?.level === 0;
      const holds = Math.abs(high - percent) <= 3 || (inverse && Math.abs(100 - high - percent) <= 3);
      return claim(holds, {
        zh: `引脚高电平占 ${round(high)} %`,
        en: `the pin is high for ${round(high)} % of the time`,
      });
    }
    const often = TIMES_A_SECOND.exec(comment.text);
    const word = (often?.[1] ?? often?.[2])?.toLowerCase();
    const count = word === undefined ? 0 : (NUMBERS[word] ?? Number(word));
    if (count > 0) return claim(fits(1e6 / count));
    const halves = halvesIn(comment.text);
    if (halves && rates.length === 0) {
      const span = [highUs, periodUs - highUs].map(milliseconds);
      return claim(
        halves.every((us, i) => near([highUs, periodUs - highUs].sort((a, b) => a - b)[i]!, us)),
        {
          zh: `引脚高 ${span[0]} 毫秒，低 ${span[1]} 毫秒`,
          en: `the pin is high for ${span[0]} ms and low for ${span[1]} ms`,
        },
      );
    }
    const every = EVERY.exec(comment.text);
    if (!every || rates.length > 0) return [];
    const us = every[3]
      ? every[3].toLowerCase() === 'once'
        ? 1e6
        : 5e5
      : Number(every[1] ?? 1) * (/^(?:ms|milli|毫)/i.test(every[2]!) ? 1000 : 1e6);
    return claim(fits(us));
  });
}

const round = (value: number): number => Number(value.toPrecision(3));

/** The period of the one pin that changes and how long it is high, where all waits are exact; else null. */
export function rhythmOf(evidence: Evidence): Rhythm | null {
  const { simulation, repeat } = evidence;
  const { machine } = simulation;
  if ((machine.slow !== 1 || machine.delays.some((each) => each.clocks)) && clockIsOpen(evidence)) return null;
  if (!repeat || machine.sources.some((source) => source.nextUs() !== Number.POSITIVE_INFINITY)) return null;
  if (machine.delays.length === 0 || machine.delays.some((each) => !each.exact)) return null;
  const events = machine.events.slice(repeat.start);
  const pins = new Set(events.flatMap((event) => event.changes.map(({ port, bit }) => `${port}:${bit}`)));
  if (pins.size !== 1 || events.length < 4) return null;
  const rises = events.filter((event) => event.changes[0]!.level === 1);
  const spans = rises.slice(1, 6).map((event, i) => event.exactUs - rises[i]!.exactUs);
  const [first] = spans;
  if (!first || first < 50 || spans.some((span) => Math.abs(span - first) > 0.02 * first)) return null;
  const rise = events.findIndex((event) => event.changes[0]!.level === 1);
  const fall = events[rise + 1];
  if (!fall) return null;
  return {
    periodUs: first,
    highUs: fall.exactUs - events[rise]!.exactUs,
    waits: new Set(machine.delays.map((each) => each.us)),
  };
}
