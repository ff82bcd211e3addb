import type { Comment } from '../code.ts';
import type { Claim } from '../facts.ts';
import type { Evidence } from '../reason.ts';
import { codeLineOf } from './effects.ts';

const PERIOD =
  /(?:every|each|每隔?|period(?:\s+of)?|周期|定时|溢出|overflow\w*\s+every)?\s*[:：=为是]?\s*(\d+(?:\.\d+)?)\s*(ms|毫秒|us|微秒|s|秒|seconds?|milliseconds?)(?![a-z])/i;
const OF_AN_INTERRUPT =
  /interrupt|中断|tick|节拍|timer|定时|溢出|overflow|systick|滴答|period|周期|update|match|compare|匹配|比较/i;
const NOT_EXACT =
  /约|左右|大概|about|roughly|nearly|~|approx|<|>|max|min|最[大小多少]|if|如果|或|\bor\b|改|was|not|不/i;
/** What a handler does in the end is done less often than it is called. */
const OF_ITS_WORK = /blink|flash|闪|toggl|翻转|取反|\bleds?\b|灯|\bcounts?\b|计数|\breads?\b|读|scan|扫描/i;
/** Lines that decide how often a timer comes round. */
const SETS_PERIOD =
  /SysTick_Config|->\s*(?:ARR|LOAD|ATRLR|AR)\b|Period\s*=|\bOCR\d?A?\s*=|\bT[HL]\d\s*=|CCR0\s*=|\bperiod\s*=|systick_set_reload|timer_set_period|TIMx?_\w*Init|TIM\d?_\w*Init/i;

/** Comments that say how often a timer's interrupt comes, beside what sets it, where the program has one such timer. */
export function tickClaims(evidence: Evidence, comments: readonly Comment[]): Claim[] {
  const { machine } = evidence.simulation;
  const timers = machine.sources.filter(
    (source) => source.everyUs !== undefined && source.handler?.() && source.nextUs() !== Number.POSITIVE_INFINITY,
  );
  const [timer] = timers;
  if (!timer || timers.length !== 1 || timer.fixedUs != null) return [];
  const is = timer.everyUs!();
  const { clock } = evidence.reading;
  return comments.flatMap((comment): Claim[] => {
    const match = PERIOD.exec(comment.text);
    const line = codeLineOf(evidence, comment);
    const code = evidence.codeLines[line - 1] ?? '';
    const heads = !comment.behindCode && new RegExp(`\\b(?:void|ISR)\\b.*\\b${timer.handler!()}\\b`).test(code);
    if (!match || comment.text.length > 100 || NOT_EXACT.test(comment.text)) return [];
    if (!heads && !OF_AN_INTERRUPT.test(comment.text)) return [];
    if (heads && OF_ITS_WORK.test(comment.text)) return [];
    if ((comment.text.match(/\d+(?:\.\d+)?\s*(?:ms|us|s\b|毫秒|微秒|秒)/gi) ?? []).length !== 1) return [];
    if (!heads && !SETS_PERIOD.test(code)) return [];
    // Where the clock is only the usual one, what it comes to is no fact; SystemCoreClock is right with any.
    const own = heads ? evidence.reading.code : code;
    if (clock.from !== 'paste' && !/SystemCoreClock|rcc_ahb_frequency/.test(own)) return [];
    const unit = match[2]!.toLowerCase();
    const said = Number(match[1]) * (/^(?:us|微)/.test(unit) ? 1 : /^(?:ms|毫|milli)/.test(unit) ? 1000 : 1e6);
    return [
      {
        line: evidence.lineOf(comment.line),
        quote: comment.text,
        holds: Math.abs(said - is) <= 0.1 * is,
        why: {
          zh: `这个定时器每 ${Number((is / 1000).toPrecision(4))} 毫秒中断一次`,
          en: `this timer interrupts every ${Number((is / 1000).toPrecision(4))} ms`,
        },
      },
    ];
  });
}
