/** "What does LPM4_bits do", "LPM3 不是更省电吗，能换吗": what a low-power mode of the MSP430 stops, and what this program needs meanwhile. */
import { quoted } from '../words.ts';
import { bareLines } from './declared.ts';
import { type Answer, type Asking, answer, lineText, say } from './text.ts';

/** MSP430x2xx family guide, operating modes: what is still running. */
const MODES: [zh: string, en: string][] = [
  ['LPM0：CPU 和 MCLK 停，SMCLK、ACLK 继续走', 'LPM0: the CPU and MCLK stop, SMCLK and ACLK go on'],
  [
    'LPM1：CPU、MCLK 停，SMCLK、ACLK 继续（DCO 没人用时也停）',
    'LPM1: the CPU and MCLK stop, SMCLK and ACLK go on (the DCO stops where nothing needs it)',
  ],
  ['LPM2：CPU、MCLK、SMCLK 停，只有 ACLK 走', 'LPM2: the CPU, MCLK and SMCLK stop, only ACLK goes on'],
  [
    'LPM3：CPU、MCLK、SMCLK 和 DCO 都停，只有 ACLK 走',
    'LPM3: the CPU, MCLK, SMCLK and the DCO stop, only ACLK goes on',
  ],
  [
    'LPM4：所有时钟都停，只有引脚中断这类不要时钟的才能叫醒',
    'LPM4: all clocks stop; only what needs no clock, such as a pin interrupt, can wake it',
  ],
];
const ASKS =
  /什么|啥|意思|作用|干嘛|哪|为什么|为何|能|可以|行|吗|省电|\b(?:what|why|mean|which|how|can|could|would|should|instead|better|is|does)\b/i;
const OTHER_MODE =
  /换|改|用.{0,6}(?:行|可以|能)|更省|省电|为什么不|\b(?:instead|use|switch|change|replace|lower|better|save|why not)\b/i;
/** Clock sources of timers and serial units, as programs choose them. */
const OF_SMCLK =
  /\bTASSEL_2\b|\bTASSEL__SMCLK\b|\bTBSSEL_2\b|\bTBSSEL__SMCLK\b|\bUCSSEL_2\b|\bUCSSEL__SMCLK\b|\bTASSEL1\b|\bUCSSEL1\b/;
const OF_ACLK = /\bTASSEL_1\b|\bTASSEL__ACLK\b|\bTBSSEL_1\b|\bTBSSEL__ACLK\b|\bUCSSEL_1\b|\bWDT_ADLY\w*|\bTASSEL0\b/;

/** What the low-power mode that a question names does, and whether another one would do here. */
export function aboutLowPower(asking: Asking): Answer | null {
  const { question, facts } = asking;
  if (!facts.chip.startsWith('msp430') || !ASKS.test(question)) return null;
  const [, digit] = /LPM([0-4])/i.exec(question) ?? [];
  if (digit === undefined) return null;
  const code = bareLines(facts);
  const lineOf = (pattern: RegExp): number => {
    const at = code.findIndex((text) => pattern.test(text));
    return at < 0 ? 0 : at + facts.firstLine;
  };
  const used = lineOf(/LPM[0-4]\w*|low_power_mode_\d/);
  const own = /LPM([0-4])|low_power_mode_(\d)/.exec(code[used - facts.firstLine] ?? '');
  const now = Number(own?.[1] ?? own?.[2] ?? Number.NaN);
  const asked = Number(digit);
  const mode = (at: number): string => say(asking, ...MODES[at]!);
  const shown = (line: number): string => quoted(lineText(facts, line) ?? '');
  if (used === 0 || Number.isNaN(now)) return null;
  if (now === asked && !OTHER_MODE.test(question)) {
    const interrupts = /GIE/.test(code[used - facts.firstLine]!)
      ? say(
          asking,
          '；GIE 同时打开总中断，中断来了才会醒',
          '; GIE lets interrupts through at the same time, which alone wake it',
        )
      : '';
    return answer(
      asking,
      `${mode(now)}${say(asking, `（第 ${used} 行 \`${shown(used)}\`${interrupts}）。`, ` (line ${used}, \`${shown(used)}\`${interrupts}).`)}`,
      [used],
      0.92,
    );
  }
  if (now === asked) return null;
  const [smclk, aclk] = [lineOf(OF_SMCLK), lineOf(OF_ACLK)];
  const stops = asked >= 2 && smclk > 0 ? smclk : asked === 4 && aclk > 0 ? aclk : 0;
  const clock = stops === smclk ? 'SMCLK' : 'ACLK';
  if (stops > 0)
    return answer(
      asking,
      say(
        asking,
        `不能直接换：${mode(asked)}；而第 ${stops} 行 \`${shown(stops)}\` 的时钟是 ${clock}，睡下去它就停，等它的中断就不来了。现在用的是 ${mode(now)}。${clock === 'SMCLK' ? '要用 LPM3，得先把它改成用 ACLK（TASSEL_1，通常 32768 Hz），计数值也要跟着改。' : ''}`,
        `Not as it is: ${mode(asked)}; and the unit on line ${stops}, \`${shown(stops)}\`, runs from ${clock}, which would stop, so that its interrupt never comes. What is used now is ${mode(now)}.${clock === 'SMCLK' ? ' For LPM3 it would have to run from ACLK (TASSEL_1, usually 32768 Hz), with other counts.' : ''}`,
      ),
      [stops, used],
      0.92,
    );
  return answer(
    asking,
    say(
      asking,
      `可以：${mode(asked)}。贴出来的代码里没有要靠被它停掉的时钟工作的外设，引脚中断不需要时钟，照样能叫醒。现在用的是 ${mode(now)}（第 ${used} 行）。`,
      `Yes: ${mode(asked)}. Nothing in the paste runs from a clock that it stops, and a pin interrupt needs no clock to wake it. What is used now is ${mode(now)} (line ${used}).`,
    ),
    [used],
    0.88,
  );
}
