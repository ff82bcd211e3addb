import type { Program } from '../../c/api.ts';
import { type Comment, commentsOf } from './code.ts';

/** A handler, or a counter of time, that code outside of the paste drives, and how often a comment or its name says so. */
export interface StatedRate {
  handler: string;
  everyUs: number;
  /** What the paste calls it. */
  name: string;
  /** Line of the comment that says how often; 0 where the name alone does. */
  line: number;
}

const UNIT = '(us|µs|微秒|ms|msec|毫秒|milliseconds?|s|sec|seconds?|秒)(?![a-z])';
const RATES: RegExp[] = [
  new RegExp(`\\b(?:every|each|per)\\s+(\\d+(?:\\.\\d+)?)?\\s*${UNIT}`, 'i'),
  new RegExp(`每(?:隔|过)?\\s*(\\d+(?:\\.\\d+)?)?\\s*${UNIT}`, 'i'),
  new RegExp(
    `(\\d+(?:\\.\\d+)?)\\s*${UNIT}\\s*(?:的)?\\s*(?:定时|周期|中断|节拍|滴答|基准|进入?一次|一次|调用|加|自增|tick|interrupt|isr|irq|period|timer|time ?base|counter|$)`,
    'i',
  ),
];
const HERTZ = /(\d+(?:\.\d+)?)\s*(k?)Hz\b/i;

/** The one rate a text tells, in microseconds; null where it tells none. */
export function rateIn(text: string): number | null {
  for (const rate of RATES) {
    const match = rate.exec(text);
    if (!match) continue;
    const unit = match[2]!.toLowerCase();
    const us = /^(?:us|µs|微)/.test(unit) ? 1 : /^(?:ms|毫|milli)/.test(unit) ? 1000 : 1e6;
    return Number(match[1] ?? 1) * us;
  }
  const hertz = HERTZ.exec(text);
  return hertz ? 1e6 / (Number(hertz[1]) * (hertz[2] ? 1000 : 1)) : null;
}

const SHORTEST_US = 20;
const LONGEST_US = 60e6;
const plausible = (us: number | null): us is number => us !== null && us >= SHORTEST_US && us <= LONGEST_US;

const HANDLER =
  /_(?:IRQ)?Handler$|IRQHandler|_vect$|_isr$|_ISR$|^ISR_|[Cc]allback$|_cb$|^(?:timer?|tim)\w*\d*_?(?:tick|handler|isr|irq|int)|tick_?(?:hook|handler|isr|irq)$|_(?:\d+ms|tick)$/i;
/** Set-up that stands elsewhere and may well start a timer. */
const STARTS =
  /ti?me?r|tick|tim\d|irq|nvic|interrupt|bsp|board|periph|system|hw|hardware|mx_|_init$|^init|init$|setup|config|start/i;

/** Handlers of timers that the paste does not set up, where a comment beside them says how often they run. */
export function statedHandlers(
  program: Program,
  source: string,
  driven: ReadonlySet<string>,
  whole: boolean,
): StatedRate[] {
  const missing = program.unknowns.filter((each) => each.kind === 'function').map((each) => each.name);
  if (whole && !missing.some((name) => STARTS.test(name))) return [];
  const comments = commentsOf(source);
  const called = new Set(program.functions.flatMap((each) => each.calls));
  return program.functions.flatMap(({ name, line, fromPrelude, interrupt }): StatedRate[] => {
    if (fromPrelude || line <= 0 || called.has(name) || driven.has(name)) return [];
    if (!interrupt && !HANDLER.test(name)) return [];
    const beside = comments.filter((comment) => stands(comment, line));
    for (const comment of beside) {
      const us = rateIn(comment.text);
      if (plausible(us)) return [{ handler: name, everyUs: us, name, line: comment.line }];
    }
    return [];
  });
}

/** Above a function's head, on it, or on the line behind it. */
const stands = (comment: Comment, line: number): boolean =>
  comment.line <= line + 2 && comment.endLine >= line - 2 && !(comment.behindCode && comment.line < line);

const COUNTS_MS =
  /^(?:g_|s_|sys_?|system_?)?(?:ms|msec|millis|milliseconds|ms_?ticks?|tick_?ms|ticks?_?(?:ms|cnt|count(?:er)?)?|sys_?tick\w*|time_?ms|ms_?(?:cnt|count(?:er)?)|jiffies|uptime_?ms)$/i;
const DECLARED = /\bextern\s+(?:volatile\s+|__IO\s+)*(?:unsigned\s+)?(?:\w+\s+)?(?:volatile\s+)?(\w+)\s*;/g;

/** `extern volatile uint32_t g_ms;`: a counter of time that somebody else moves on. */
export function statedCounters(source: string, code: string): StatedRate[] {
  const comments = commentsOf(source);
  return [...code.matchAll(DECLARED)].slice(0, 4).flatMap(([whole, name], i): StatedRate[] => {
    const moved = new RegExp(`\\b${name}\\s*(?:[-+|&^]?=(?!=)|\\+\\+|--)|(?:\\+\\+|--)\\s*${name}\\b`).test(code);
    const defined = new RegExp(`^(?!\\s*extern)[^\\n(]*\\b\\w+\\s+${name}\\s*(?:=|;)`, 'm').test(
      code.replaceAll(whole, ''),
    );
    if (moved || defined) return [];
    const at = code.indexOf(whole);
    const line = code.slice(0, at).split('\n').length;
    const comment = comments.find((each) => each.line === line);
    const said = comment ? rateIn(comment.text) : null;
    if (!COUNTS_MS.test(name!) && !plausible(said)) return [];
    if (!COUNTS_MS.test(name!) && !/tick|ms|time|cnt|count/i.test(name!)) return [];
    const everyUs = plausible(said) ? said : 1000;
    return [{ handler: `__counter_${i}`, everyUs, name: name!, line: plausible(said) ? line : 0 }];
  });
}
