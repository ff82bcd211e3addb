import { quoted } from '../words.ts';
import { bareLines } from './declared.ts';
import { functionAt } from './named.ts';
import { type Answer, type Asking, answer, lineText, say } from './text.ts';

/** A word of the language or of a compiler: how it is asked for, how it stands in code, what it does. */
interface Keyword {
  asked: RegExp;
  code: RegExp;
  zh: string;
  en: string;
}

const KEYWORDS: Keyword[] = [
  {
    asked: /\bstatic\b|静态/i,
    code: /\bstatic\b/,
    zh: '函数里的 static 变量只初始化一次，两次调用之间保留它的值；写在函数外面则表示只在本文件可见',
    en: 'a static variable inside a function is initialised once and keeps its value between calls; outside a function, static means visible in this file only',
  },
  {
    asked: /\bconst\b/i,
    code: /\bconst\b/,
    zh: 'const 表示只读，程序不能改它，编译器通常把它放进 Flash',
    en: 'const means read only: the program may not change it, and compilers usually keep it in flash',
  },
  {
    asked: /\bvolatile\b|__IO\b/,
    code: /\bvolatile\b|\b__IO\b/,
    zh: 'volatile 告诉编译器每次都真正去读写内存，不能省掉也不能缓存在寄存器里：值会被硬件或中断改变，或者空循环不该被优化掉',
    en: 'volatile makes the compiler really read and write every time instead of caching or dropping it: hardware or an interrupt may change the value, or an empty loop must not be optimised away',
  },
  {
    asked: /\bextern\b/i,
    code: /\bextern\b/,
    zh: 'extern 只是声明：变量或函数定义在别的文件里',
    en: 'extern only declares: the variable or function is defined in another file',
  },
  {
    asked: /\binline\b/i,
    code: /\binline\b/,
    zh: 'inline 建议编译器把函数体直接展开到调用处，省掉调用开销',
    en: 'inline asks the compiler to put the body where it is called and save the call',
  },
  {
    asked: /\bunsigned\b|无符号/i,
    code: /\bunsigned\b|\bu(?:int)?(?:8|16|32)/,
    zh: 'unsigned 是无符号数：没有负数，溢出时从 0 重新开始，移位和按位运算更稳妥',
    en: 'unsigned has no negative values and wraps to 0, which makes shifts and bit operations safe',
  },
  {
    asked: /\bsbit\b/i,
    code: /\bsbit\b/,
    zh: 'sbit 是 8051 编译器（Keil C51）的写法，给可位寻址端口的某一位起名字，读写它就是读写那个引脚',
    en: 'sbit is a Keil C51 word: it names one bit of a bit-addressable port, so reading or writing it is reading or writing that pin',
  },
  {
    asked: /\bbreak\b/i,
    code: /\bbreak\b/,
    zh: 'break 跳出最近的一层循环或 switch',
    en: 'break leaves the nearest loop or switch',
  },
  {
    asked: /\bswitch\b(?!.{0,6}(?:pin|on|off))/i,
    code: /\bswitch\s*\(/,
    zh: 'switch 按值跳到对应的 case，做成状态机时一次只执行一个状态',
    en: 'switch jumps to the case of that value; in a state machine one state runs at a time',
  },
  {
    asked: /while\s*\(\s*(?:1|true)\s*\)|for\s*\(\s*;\s*;\s*\)|死循环|endless loop|infinite loop/i,
    code: /while\s*\(\s*(?:1|1u|true|TRUE)\s*\)|for\s*\(\s*;\s*;\s*\)/,
    zh: '这是无限循环：单片机的 main 没有地方可以返回，主循环一直转下去',
    en: 'it is an endless loop: main on a microcontroller has nowhere to return to, so it goes round for ever',
  },
  {
    asked: /\btypedef\b/i,
    code: /\btypedef\b/,
    zh: 'typedef 给类型起一个新名字',
    en: 'typedef gives a type a new name',
  },
  {
    asked: /\benum\b|枚举/i,
    code: /\benum\b/,
    zh: 'enum 给一组整数起名字，默认从 0 开始依次加 1',
    en: 'enum names a row of integers, counting up from 0 unless told otherwise',
  },
  {
    asked: /#\s*ifdef|#\s*ifndef|条件编译/i,
    code: /^\s*#\s*if/,
    zh: '条件编译：宏定义了（或没定义）才编译这一段',
    en: 'conditional compilation: the part is compiled only where the macro is (or is not) defined',
  },
  {
    asked: /_cro[lr]_/i,
    code: /_cro[lr]_/,
    zh: '_crol_ / _cror_ 是 Keil C51 的循环左移 / 右移：移出去的位从另一头补回来，所以 8 个灯轮流一圈又回到开头',
    en: '_crol_ and _cror_ rotate a byte left or right (Keil C51): the bit shifted out comes in again at the other end, so the row of lights goes round for ever',
  },
  {
    asked: /_nop_|__NOP/i,
    code: /_nop_|__NOP/i,
    zh: '空操作，只占一个指令周期，用来凑很短的延时',
    en: 'does nothing for one instruction, used for very short waits',
  },
  {
    asked: /\bWDTCTL\b|\bWDTPW\b|\bWDTHOLD\b|看门狗|watchdog/i,
    code: /\bWDTCTL\b|\bWDTPW\b|WDT|IWDG|WWDG|wdt_/,
    zh: 'MSP430 的 WDTCTL = WDTPW | WDTHOLD 停掉看门狗（WDTPW 是写口令，WDTHOLD 是停止位），不停它芯片会不断复位',
    en: 'on the MSP430, WDTCTL = WDTPW | WDTHOLD stops the watchdog timer (WDTPW is the password, WDTHOLD the stop bit); left running it would reset the chip again and again',
  },
  {
    asked: /\bTMOD\b/i,
    code: /\bTMOD\b/,
    zh: 'TMOD 是 8051 的定时器模式寄存器：低 4 位管定时器 0，高 4 位管定时器 1；0x01 是定时器 0 的方式 1（16 位），0x02 是方式 2（8 位自动重装）',
    en: 'TMOD sets the 8051 timer modes: low four bits timer 0, high four bits timer 1; 0x01 is mode 1 (16 bits) of timer 0, 0x02 is mode 2 (8 bits, reloaded)',
  },
  {
    asked: /\bT[HL][01]\b/i,
    code: /\bT[HL][01]\b/,
    zh: 'THx/TLx 是定时器的高、低 8 位初值，决定多久溢出一次；不会自动重装的方式下要在中断里重新写',
    en: 'THx and TLx hold the timer’s start value (high and low byte) and so set how soon it overflows; in modes without reload the interrupt has to write them again',
  },
  {
    asked: /\bET0\b|\bEA\b|\bEX0\b/,
    code: /\bET0\b|\bEA\b|\bEX0\b/,
    zh: 'EA 是总中断开关，ET0/EX0 分别允许定时器 0 和外部中断 0',
    en: 'EA is the master switch of interrupts, ET0 and EX0 allow timer 0 and external interrupt 0',
  },
  {
    asked: /\bTR0\b|\bTR1\b/,
    code: /\bTR[01]\b/,
    zh: 'TRx = 1 启动定时器',
    en: 'TRx = 1 starts the timer',
  },
  {
    asked: /\binterrupt\s+\d\b|\busing\s+\d\b/i,
    code: /\binterrupt\s+\d/,
    zh: '8051 的中断号：0 外部中断 0，1 定时器 0，2 外部中断 1，3 定时器 1，4 串口',
    en: 'the 8051 interrupt number: 0 external 0, 1 timer 0, 2 external 1, 3 timer 1, 4 serial port',
  },
  {
    asked: /\bINPUT_PULLUP\b/i,
    code: /\bINPUT_PULLUP\b/,
    zh: 'INPUT_PULLUP 把引脚设为输入并打开内部上拉：没按时读到高，按下接地时读到低',
    en: 'INPUT_PULLUP makes the pin an input with the internal pull-up: it reads high at rest and low when pressed to ground',
  },
  {
    asked: /\bBIT\d\b/,
    code: /\bBIT\d\b/,
    zh: 'BITn 就是 1 << n，只有第 n 位是 1',
    en: 'BITn is 1 << n: bit n alone is set',
  },
  {
    asked: /\b_BV\b/,
    code: /\b_BV\b/,
    zh: '_BV(n) 就是 1 << n',
    en: '_BV(n) is 1 << n',
  },
  {
    asked: /\bF_CPU\b|\b_XTAL_FREQ\b/,
    code: /\bF_CPU\b|\b_XTAL_FREQ\b/,
    zh: '它告诉延时函数 CPU 的时钟频率，写错了延时就不准',
    en: 'it tells the delay functions the CPU clock; a wrong value makes all delays wrong',
  },
  {
    asked: /\bpdMS_TO_TICKS\b|portTICK_(?:PERIOD|RATE)_MS/,
    code: /pdMS_TO_TICKS|portTICK_(?:PERIOD|RATE)_MS/,
    zh: '把毫秒换算成 FreeRTOS 的系统节拍数',
    en: 'turns milliseconds into FreeRTOS ticks',
  },
  {
    asked:
      /\b(?:RCC|RCU|CLK)_?\w*(?:ENR?|Clk|Clock)\w*|\bRCC\b|__HAL_RCC_\w+|时钟.{0,6}(?:使能|打开|开)|enable the clock/i,
    code: /RCC|RCU|CLK_ENABLE|CLOCK_Enable|\bSIM->SCGC/,
    zh: '打开这个外设（GPIO 端口）的时钟；不开时钟，写它的寄存器没有任何效果',
    en: 'it switches on the clock of that peripheral (the GPIO port); without the clock, writes to its registers do nothing',
  },
  {
    asked: /\bHAL_Init\b/,
    code: /\bHAL_Init\b/,
    zh: 'HAL_Init 初始化 HAL 库：配置 Flash 预取、中断分组，并让 SysTick 每 1 ms 计一次，HAL_Delay 靠它',
    en: 'HAL_Init sets up the HAL: flash prefetch, interrupt grouping and SysTick at 1 ms, which HAL_Delay counts on',
  },
  {
    asked: /\bAFIO_MAPR\b|SWJ_CFG|SWJ_JTAGDisable|JTAGDisable|Remap/i,
    code: /AFIO|SWJ|JTAG|Remap/,
    zh: '重映射：关掉 JTAG（保留 SWD），把 PA15、PB3、PB4 让出来当普通 GPIO 用',
    en: 'a remap: switches JTAG off (SWD stays), which frees PA15, PB3 and PB4 for plain GPIO',
  },
  {
    asked: /\bANSEL\w*\b|\bADCON1\b/i,
    code: /\bANSEL\w*|\bADCON1\b/,
    zh: 'PIC 的引脚上电默认是模拟输入，要先设成数字才能当 GPIO 用',
    en: 'PIC pins start as analogue inputs; this makes them digital so that they work as GPIO',
  },
  {
    asked: /\bTRIS[A-E]?\b/i,
    code: /\bTRIS[A-E]?/,
    zh: 'TRIS 是 PIC 的方向寄存器：位为 0 是输出，为 1 是输入',
    en: 'TRIS is the direction register of a PIC: 0 is output, 1 is input',
  },
];

const ASKS =
  /为什么|为何|为啥|干嘛|干什么|作用|什么意思|是什么|是啥|有什么用|用来|含义|怎么理解|必须|去掉|不加|\bwhy\b|\bwhat\b|\bmean|\bpurpose\b|\bneed(?:ed)?\b|\bremove\b|\bwithout\b|how come|\bfor\?/i;

/** "Why is up static?", "what does _crol_ do", "TMOD = 0x01 什么意思": words of C and of its compilers. */
export function aboutKeyword(asking: Asking): Answer | null {
  const { question, facts } = asking;
  if (!ASKS.test(question)) return null;
  const code = bareLines(facts);
  for (const { asked, code: written, zh, en } of KEYWORDS) {
    if (!asked.test(question)) continue;
    const all = code.flatMap((text, i) => (written.test(text) ? [i + facts.firstLine] : []));
    if (all.length === 0) continue;
    // "Why is up static": the line that speaks of it, and among several the one inside a function.
    const words = question.match(/[A-Za-z_]\w{0,40}/g) ?? [];
    const score = (line: number): number =>
      words.filter((word) => new RegExp(`\\b${word}\\b`).test(code[line - facts.firstLine]!)).length +
      (functionAt(asking, line) ? 0.5 : 0);
    const lines = [...all].sort((a, b) => score(b) - score(a)).slice(0, 2);
    return answer(
      asking,
      say(
        asking,
        `${zh}。这里在第 ${lines[0]} 行：\`${quoted(lineText(facts, lines[0]!) ?? '')}\``,
        `${en[0]!.toUpperCase()}${en.slice(1)}. Here it stands on line ${lines[0]}: \`${quoted(lineText(facts, lines[0]!) ?? '')}\``,
      ),
      lines,
      0.85,
    );
  }
  return null;
}
