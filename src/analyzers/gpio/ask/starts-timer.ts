/** "Which line actually starts the timer": the statements that let a timer of the chip or the library run. */
import { quoted } from '../words.ts';
import { bareLines } from './declared.ts';
import { functionAt } from './named.ts';
import { type Answer, type Asking, answer, lineText, say } from './text.ts';

const ASKS =
  /(?:哪|第几)\S{0,3}(?:行|句|里|儿)?.{0,14}(?:启动|开启|打开|开始|开).{0,8}(?:定时|计时|timer)|(?:定时器|计时器|timer).{0,12}(?:哪|在什么地方|第几).{0,8}(?:启动|开|打开)|(?:定时器|计时器).{0,6}(?:启动|打开|开).{0,10}哪|\b(?:which|what) (?:line|statement|call)\b.{0,24}\b(?:start\w*|kick\w*|enabl\w*|turn\w* on|launch\w*|run\w*)\b.{0,14}\b(?:timer|counter|tick)|\bwhere\b.{0,24}\b(?:timer|counter)\b.{0,16}\b(?:start\w*|enabled|turned on|kicked off)/i;

/** How timers are let run, by chip and library. */
const STARTS = [
  /\bMC_[123]\b|\bMC__(?:UP|CONT\w*|UPDOWN)\b|\bMC[01]\b/,
  /\bTR[0-2]\s*=\s*1|\bTCON\s*\|?=/,
  /->\s*CR1\s*\|?=\s*[^;]*(?:CEN|\b1\b|0x0*1\b)/,
  /\bTIM_Cmd\s*\([^;]*ENABLE|\btimer_enable(?:_counter)?\s*\(|\btmr_counter_enable\s*\([^;]*TRUE|\bLL_TIM_EnableCounter\s*\(|\bHAL_TIM_\w*Start\w*\s*\(/,
  /\bTCCR\d?B?\s*\|?=[^;]*\bCS\d\d\b|\bTCCR\d?B?\s*\|?=\s*(?:0x0*[1-7]|[1-7])\s*;/,
  /\bTMR\dON\s*=\s*1|\bT\dCON\w*\s*\|?=|\bTIMER?\d?_Start\s*\(/,
  /\b(?:app_timer_start|add_(?:alarm|repeating_timer)\w*|esp_timer_start_\w+|xTimerStart\w*|timerAlarmEnable|timerBegin|timer_start|nrf_drv_timer_enable|nrfx_timer_enable|k_timer_start|rt_timer_start|os_timer_arm|TIMER_Start|R_\w+_Start)\s*\(|\.attach(?:_ms)?\s*\(|\bTimer\d\.(?:initialize|start|begin)\s*\(/,
  /TASKS_START\s*=\s*1/,
  /\bSysTick_Config\s*\(|SysTick->CTRL\s*\|?=/,
];
/** The same registers leave it stopped so. */
const STOPS = /&=|\bMC_0\b|\bMC__STOP\b|\bTR[0-2]\s*=\s*0|DISABLE|TMR\dON\s*=\s*0/;

/** The lines that start a timer. */
export function aboutStartOfTimer(asking: Asking): Answer | null {
  const { question, facts } = asking;
  if (!ASKS.test(question)) return null;
  const code = bareLines(facts);
  const lines = code.flatMap((text, i) =>
    !/^\s*#/.test(text) && !STOPS.test(text) && STARTS.some((pattern) => pattern.test(text))
      ? [i + facts.firstLine]
      : [],
  );
  if (lines.length === 0 || lines.length > 4) return null;
  const told = lines.map((line) => {
    const inside = functionAt(asking, line);
    const shown = `\`${quoted(lineText(facts, line) ?? '')}\``;
    return say(
      asking,
      `第 ${line} 行 ${shown}${inside ? `（在 ${inside} 里）` : ''}`,
      `line ${line}, ${shown}${inside ? ` (in ${inside})` : ''}`,
    );
  });
  const stopped = code.findIndex((text) => /\bMC_0\b|\bMC__STOP\b/.test(text));
  const before =
    stopped >= 0
      ? say(
          asking,
          `；第 ${stopped + facts.firstLine} 行只是配置，还停着`,
          `; line ${stopped + facts.firstLine} only sets it up and leaves it stopped`,
        )
      : '';
  const text = say(asking, `${told.join('；')}${before}。`, `${told.join('; ')}${before}.`);
  return answer(asking, `${text[0]!.toUpperCase()}${text.slice(1)}`, lines, 0.9);
}
