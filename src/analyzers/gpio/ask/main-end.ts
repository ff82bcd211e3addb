/** "main 最后没有 while(1) 不会跑飞吗": where a main ends that has no endless loop, on the platform of the paste. */
import type { GpioFacts } from '../facts.ts';
import { quoted } from '../words.ts';
import { bareLines } from './declared.ts';
import { type Answer, type Asking, answer, lineText, say } from './text.ts';

const NO_LOOP =
  /(?:没有?|不(?:写|加|用|要)|缺|少了?)\S{0,6}(?:while|死循环|主循环|循环|for)|跑飞|\b(?:no|without|isn't|missing|never)\b.{0,24}\b(?:while|loop|for\s*\(;;\))|\b(?:falls?|run(?:s|ning)?) off\b/i;
const AFTER_MAIN =
  /main\s*(?:\(\s*\))?\s*(?:函数)?(?:执行|跑|运行|走)?(?:返回|结束|退出|完)(?:了|以?后)|\b(?:after|when|once|if) (?:the )?main(?:\(\))? (?:returns?|ends?|exits?|finish\w*|is (?:done|over))|\breach\w* the end of main|\bmain (?:just )?(?:returns|ends)\b.{0,30}\?/i;

const PIN_STATE = /状态|电平|亮|灭|高|低|\b(?:state|level|on|off|lit|high|low)\b/i;

const SLEEP =
  /\b(?:LPM([0-4])\w*\s*;|_?_?(?:bis_SR_register|low_power_mode_(\d))\s*\([^;]*?(?:LPM([0-4]))?[^;]*\)|__?WF[IE]\s*\(\s*\)|sleep_cpu\s*\(\s*\)|sleep_mode\s*\(\s*\)|SLEEP\s*\(\s*\))/;

/** What happens behind the end of main, by family of chips. */
const BEHIND: [chips: RegExp, zh: string, en: string][] = [
  [
    /^avr/,
    'avr-libc 的启动代码在 main 返回后关掉总中断（cli），停在一个空的死循环里：引脚保持最后的电平，中断不再响应，不会跑飞',
    'the start-up code of avr-libc then switches interrupts off (cli) and stays in an empty endless loop: the pins keep their last levels, interrupts are no longer answered, and nothing runs wild',
  ],
  [
    /^pic(?!24|32)/,
    'XC8 在 main 返回后跳回复位入口，程序从头再跑一遍（所以看上去像在循环）',
    'XC8 jumps back to the reset entry when main returns, so the whole program starts again from the top (which may look like a loop)',
  ],
  [
    /^(?:mcs5|stc|n76)/,
    '8051 没有可以返回的地方：Keil 的启动代码是跳到 main 的，返回时弹出的地址没有意义，多半跑回复位处从头再来；SDCC 则停在死循环里。所以 8051 的 main 必须以 while(1) 结尾',
    'an 8051 has nothing to return to: with Keil the start-up code jumps into main, so the return pops a meaningless address and mostly starts again from reset, while SDCC stays in an endless loop. A main for it has to end in while(1)',
  ],
  [
    /^msp430/,
    'MSP430 的运行库在 main 返回后进入 exit/abort 的空循环：引脚保持最后的电平，已经打开的中断照样响应',
    'the run-time library of the MSP430 stays in the empty loop of exit/abort when main returns: the pins keep their last levels and interrupts that are on are still answered',
  ],
  [
    /^rp2040/,
    'Pico SDK 在 main 返回后进 exit，停在死循环里：引脚保持最后的电平，已经打开的中断和定时器回调照样运行',
    'the Pico SDK then calls exit and stays in an endless loop: the pins keep their last levels, and interrupts and timer callbacks that are on go on',
  ],
  [
    /^esp/,
    'ESP-IDF 在 app_main 返回后删掉主任务，别的任务、定时器和中断继续运行，引脚保持最后的电平',
    'ESP-IDF deletes the main task when app_main returns; other tasks, timers and interrupts go on and the pins keep their last levels',
  ],
];
const CORTEX: [zh: string, en: string] = [
  '启动代码在 main 之后是什么由工具链定：多半是一个死循环（Keil/IAR 走进 exit 的循环，GCC 的启动文件常是 `b .` 或 `bx lr`），引脚保持最后的电平，打开的中断照样响应；但没有保证，写法上应当以 while(1) 结尾',
  'what stands behind main in the start-up code is up to the toolchain: mostly an endless loop (exit of Keil and IAR; `b .` or `bx lr` in start-up files for GCC), so that the pins keep their last levels and interrupts that are on are still answered; nothing guarantees it, and main should end in while(1)',
];
const HOSTED = /^(?:bcm|linux)/;

/** The own main of the paste, and whether a loop without end stands in it. */
function mainOf({ facts }: Asking): { from: number; to: number; loops: boolean } | null {
  const main = facts.functions.find(({ name }) => /^(?:main|app_main)$/.test(name));
  if (!main) return null;
  const code = bareLines(facts).slice(main.line - facts.firstLine, main.endLine - facts.firstLine + 1);
  const loops = code.some((text) => /\b(?:while\s*\(\s*(?:1|true|TRUE)\w*\s*\)|for\s*\(\s*;\s*;\s*\))/.test(text));
  return { from: main.line, to: main.endLine, loops };
}

/** The last statement of main that puts the core to sleep. */
function sleepIn(facts: GpioFacts, from: number, to: number): { line: number; msp: boolean; on: boolean } | null {
  const code = bareLines(facts);
  for (let line = to; line >= from; line--) {
    const text = code[line - facts.firstLine] ?? '';
    if (!SLEEP.test(text)) continue;
    return { line, msp: /LPM\d|bis_SR/.test(text), on: /GIE/.test(code.join('\n')) };
  }
  return null;
}

/** Whether a main without an endless loop runs wild. */
export function aboutMainEnd(asking: Asking): Answer | null {
  const { question, facts } = asking;
  if (!(NO_LOOP.test(question) && /main|while|循环|跑飞|loop/i.test(question)) && !AFTER_MAIN.test(question))
    return null;
  // "What if I remove the while" is a run of its own.
  if (/去掉|删|拿掉|\bremov|\bdelet|\btake out\b/i.test(question)) return null;
  // How the pins are left is told by the run.
  if (PIN_STATE.test(question)) return null;
  const main = mainOf(asking);
  if (!main || HOSTED.test(facts.chip)) return null;
  if (main.loops)
    return AFTER_MAIN.test(question) || facts.ended === 'returned'
      ? null
      : answer(
          asking,
          say(
            asking,
            `main 里有死循环，不会走到结尾，也就不会跑飞。`,
            `There is an endless loop in main, so it never comes to its end and nothing runs wild.`,
          ),
          [],
          0.85,
        );
  const asleep = sleepIn(facts, main.from, main.to);
  const no = /为什么|为何|为啥|\bwhy\b/i.test(question) ? '' : say(asking, '不会：', 'No. ');
  const shown = asleep ? quoted(lineText(facts, asleep.line) ?? '') : '';
  if (asleep?.msp) {
    const wakes = bareLines(facts).some((text) => /bic_SR_register_on_exit|LPM\d_EXIT|_BIC_SR_IRQ/.test(text));
    if (!wakes && asleep.on)
      return answer(
        asking,
        say(
          asking,
          `${no}第 ${asleep.line} 行 \`${shown}\` 让 CPU 停在低功耗模式里，走不到 main 的结尾。中断来时 CPU 醒来执行中断函数，返回时从堆栈恢复 SR，又回到同一个低功耗模式；只有中断里调用 \`__bic_SR_register_on_exit\` 才会往下走，这里没有。所以不需要 while(1)，活都在中断里干。`,
          `${no}Line ${asleep.line}, \`${shown}\`, stops the CPU in a low-power mode, so it never comes to the end of main. An interrupt wakes it for its handler; the return restores SR from the stack and with it the same low-power mode. Only \`__bic_SR_register_on_exit\` in a handler would let it go on, and there is none here. So no while(1) is needed: all the work is done in interrupts.`,
        ),
        [asleep.line],
        0.92,
      );
  }
  const [, zh, en] = BEHIND.find(([chips]) => chips.test(facts.chip)) ?? [null, ...CORTEX];
  const where = asleep
    ? say(
        asking,
        `第 ${asleep.line} 行 \`${shown}\` 先让 CPU 睡下；被中断叫醒之后它接着往下走，走到 main 的结尾。`,
        `Line ${asleep.line}, \`${shown}\`, first puts the CPU to sleep; woken by an interrupt it goes on and comes to the end of main. `,
      )
    : say(
        asking,
        `main 里没有死循环，执行到第 ${main.to} 行就返回。`,
        `main has no endless loop and returns on line ${main.to}. `,
      );
  const text = say(asking, `${where}之后：${zh}。`, `${where}Behind it: ${en}.`);
  return answer(asking, text, [asleep?.line ?? main.to], 0.88);
}
