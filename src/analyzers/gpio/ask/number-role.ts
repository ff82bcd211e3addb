/** What a number of the program stands for: counts of a timer, a length of time that is compared with. */
import type { GpioFacts } from '../facts.ts';
import { readPaste } from '../read.ts';
import { duration, quoted } from '../words.ts';
import { bareLines } from './declared.ts';
import { type Asking, say } from './text.ts';

/** Calls that give the time, and how many of their units make a second. */
const UNITS: [RegExp, number][] = [
  [/\b(?:micros|esp_timer_get_time|time_us_32|time_us_64)\s*\(/, 1e6],
  [/\b(?:millis|HAL_GetTick|k_uptime_get(?:_32)?|esp_log_timestamp|furi_get_tick|bsp_ticks_ms)\s*\(|\buwTick\b/, 1e3],
];

const escaped = (name: string): string => name.replace(/[^\w]/g, '\\$&');

/** How many units of the time that a name or a call gives make a second; null where it gives no time. */
function unitOf(
  expression: string,
  code: readonly string[],
  { interrupts, functions, firstLine }: GpioFacts,
): number | null {
  const direct = UNITS.find(([call]) => call.test(expression));
  if (direct) return direct[1];
  for (const [name] of expression.matchAll(/[A-Za-z_]\w*/g)) {
    const given = code.find(
      (text) => new RegExp(`(?<![\\w.>])${name}\\s*=(?!=)`).test(text) && UNITS.some(([call]) => call.test(text)),
    );
    if (given !== undefined) return UNITS.find(([call]) => call.test(given))![1];
    // A variable that nothing but a timer's interrupt moves on counts its periods.
    const steps = code.flatMap((text, i) =>
      new RegExp(`(?<![\\w.>])${name}\\s*(?:\\+\\+|\\+=\\s*1\\b)|\\+\\+\\s*${name}(?!\\w)`).test(text)
        ? [i + firstLine]
        : [],
    );
    const [interrupt, other] = interrupts;
    const handler = functions.find((each) => each.name === interrupt?.handler);
    const inside =
      handler && steps.length > 0 && steps.every((line) => line >= handler.line && line <= handler.endLine);
    if (interrupt && !other && inside) return 1000 / interrupt.everyMs;
  }
  return null;
}

/** "200000 is in microseconds, 200 ms: what comes within that time is skipped": a number that a time is held against. */
export function timeCompared(asking: Asking, number: string, line: number): string | null {
  const { facts, language } = asking;
  const code = bareLines(facts);
  const text = code[line - facts.firstLine] ?? '';
  const match = new RegExp(
    `([\\w.>()\\s-]{1,60}?)\\s*(<=?|>=?)\\s*\\(?\\s*${escaped(number)}(?:[uUlL]{0,3})(?![\\w.])`,
  ).exec(text);
  const unit = match ? unitOf(match[1]!, code, facts) : null;
  if (!match || unit === null) return null;
  const time = duration(Number(number) / unit, language);
  const counted =
    unit === 1e6 ? say(asking, '微秒', 'microseconds') : unit === 1e3 ? say(asking, '毫秒', 'milliseconds') : '';
  const is =
    counted === ''
      ? say(asking, `${number} 个计数，也就是 ${time}`, `${number} counts, which is ${time}`)
      : `${number} ${counted}${time.startsWith(`${number} `) ? '' : say(asking, `，也就是 ${time}`, `, which is ${time}`)}`;
  const behind = `${text.slice(match.index + match[0].length)} ${code.slice(line - facts.firstLine + 1, line - facts.firstLine + 3).join(' ')}`;
  const leaves = /^[^;{}]*\)\s*\{?\s*(?:continue|return|break)\b/.test(behind);
  const less = match[2]!.startsWith('<');
  const effect = leaves
    ? less
      ? say(
          asking,
          `还没过 ${time}就跳过，不往下执行：隔得太近的不算`,
          `as long as less than ${time} has passed, the rest is skipped: what follows too soon is ignored`,
        )
      : say(asking, `过了 ${time}就不再往下执行`, `once ${time} has passed, the rest is skipped`)
    : less
      ? say(asking, `这个比较在还没过 ${time}时成立`, `the comparison holds as long as less than ${time} has passed`)
      : say(asking, `这个比较要过了 ${time}才成立`, `the comparison holds once ${time} has passed`);
  const bounces =
    !less && !leaves && ofAnEdge(asking, line)
      ? say(
          asking,
          '，所以离上一次有效触发太近的边沿被忽略，这就是消抖',
          ', so that an edge too soon after the last one that counted is ignored, which debounces the button',
        )
      : '';
  return say(
    asking,
    `${is}。第 ${line} 行 \`${quoted(text.trim())}\`：${effect}${bounces}`,
    `${is}. Line ${line}, \`${quoted(text.trim())}\`: ${effect}${bounces}`,
  );
}

/** The line stands where an edge of an input is answered. */
function ofAnEdge({ facts }: Asking, line: number): boolean {
  const inside = facts.functions.find((each) => line >= each.line && line <= each.endLine);
  return (
    inside !== undefined &&
    facts.inputs.length > 0 &&
    !facts.interrupts.some(({ handler }) => handler === inside.name) &&
    /EXTI|EXINT|GPIO|INT\d|PORT|button|btn|key|pin|isr|_cb$/i.test(inside.name)
  );
}

/** How near a quotient has to be to a whole number. */
const NEARLY = 0.002;
/** An 8051 counts every twelfth tick of its crystal. */
const DIVIDES_BY_ITSELF = [12];
const PRESETS = /\b(?:T[HL]\d|TCNT\w*|RCAP\w*|TMR\d\w*)\b/;
const IS_PRESCALER = /presc|\bPSC\b/i;

/** The two bytes of a timer's start value that a number is one of, as one number. */
function bothBytes(source: string, value: number): number {
  for (const [, timer, high] of source.matchAll(/\bTH(\d)\s*=\s*(0[xX][\da-fA-F]+|\d+)\s*;/g)) {
    const low = new RegExp(`\\bTL${timer}\\s*=\\s*(0[xX][\\da-fA-F]+|\\d+)\\s*;`).exec(source)?.[1];
    if (low !== undefined && [Number(high), Number(low)].includes(value)) return 256 * Number(high) + Number(low);
  }
  return value;
}

/** A number by which a chip or this program divides the clock. */
function divides(divider: number, { source }: GpioFacts): boolean {
  const power = Number.isInteger(Math.log2(divider));
  const written = [divider, divider - 1].some((number) => new RegExp(`(?<![\\w.])${number}(?![\\w.])`).test(source));
  return power || written || DIVIDES_BY_ITSELF.includes(divider);
}

/** "16 MHz / 1024 is 15625 counts a second, and 15624 + 1 of them are 1 s": how a timer's number comes to its period. */
export function timerArithmetic(asking: Asking, given: number, everyMs: number, line: string): string {
  const { facts, language } = asking;
  const reading = readPaste(facts.source);
  if (!reading) return '';
  const { hz, from } = reading.clock;
  const value = given > 255 ? given : bothBytes(facts.source, given);
  const ticks = (hz * everyMs) / 1000;
  const ways: [counts: number, words: string][] = [
    ...(PRESETS.test(line)
      ? [65_536, 256]
          .filter((full) => full > value)
          .map((full): [number, string] => [full - value, `${full} - ${value} = ${full - value}`])
      : []),
    [value + 1, `${value} + 1 = ${value + 1}`],
    [value, `${value}`],
  ];
  for (const [counts, words] of ways) {
    const share = ticks / counts;
    const other = Math.round(share);
    if (other < 1 || Math.abs(share - other) > NEARLY * other || !divides(other, facts)) continue;
    const [divider, steps] = IS_PRESCALER.test(line) ? [words, `${other}`] : [`${other}`, words];
    const rate = Number((hz / (IS_PRESCALER.test(line) ? counts : other)).toPrecision(7));
    const clock = `${Number((hz / 1e6).toPrecision(6))} MHz`;
    const every = duration(everyMs / 1000, language);
    const usual =
      from === 'usual' ? say(asking, '（主频代码里没写，这是常见值）', ' (not in the paste, the usual one)') : '';
    const [zh, en] = divider === '1' ? ['', ''] : [`除以 ${divider}`, ` divided by ${divider}`];
    return say(
      asking,
      `算法：按 ${clock} 的时钟${usual}，${zh === '' ? '' : `${zh}，`}每秒 ${rate} 个计数，数 ${steps} 个是 ${every}。`,
      ` The sum: a clock of ${clock}${usual}${en} gives ${rate} counts a second, and ${steps} of them take ${every}.`,
    );
  }
  return '';
}
