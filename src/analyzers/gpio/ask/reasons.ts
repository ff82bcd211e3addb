import { quoted } from '../words.ts';
import { bareLines, declaredIn, valueOf } from './declared.ts';
import { tokensOf } from './pins.ts';
import { linesQuoted } from './purpose.ts';
import { type Answer, type Asking, answer, lineText, say } from './text.ts';

const WHY =
  /为什么|为何|为啥|干嘛|干什么|作用|有(?:什么|啥)(?:用|意义)|目的|怎么来|怎么得|哪来的|\bcome from\b|什么意思|啥意思|\bwhat (?:does|do|is) (?:the |that |this )?(?:<<|>>|[+%&|~])|\bwhy\b|\bmeans?\b|\bwhat\b.{0,60}\bfor\b|\bpurpose\b|\bneeded\b|\bpoint of\b/i;
const OTHERWISE =
  /不(?:亮|响|动|闪|工作|能)|没有?(?:反应|用|亮)|改成|换成|去掉|删|\bnot\b|n't\b|\bremov|\bdelet|(?<!\w)(?:volatile|static|const|extern|inline|unsigned|u?int\d*(?:_t)?|long|float|char)(?!\w)/i;

/** One way of writing something, and what it is written for. */
interface Reason {
  /** What a question without a line says of it, where that is enough to know it. */
  named?: RegExp;
  code: RegExp;
  /** What has to stand on one of the next lines. */
  then?: RegExp;
  /** What has to stand anywhere in the program. */
  needs?: RegExp;
  /** The question names what it could be instead: "why -200 and not 200". */
  against?: true;
  words: (groups: string[], number: (text: string) => number | null, needed: string) => [zh: string, en: string];
}

const REASONS: Reason[] = [
  {
    named: /-\s*\d|负|\bnegative\b|\bminus\b/i,
    against: true,
    // pico-sdk, pico_time: add_repeating_timer_us, delay_us.
    code: /\b(add_repeating_timer_(?:ms|us))\s*\(\s*-\s*(\w+)/,
    words: ([call, time]) => [
      `负数表示从一次回调开始到下一次回调开始隔 ${time}，周期不受回调本身执行多久影响；正数则是从一次回调结束到下一次开始（\`${call}\`）`,
      `negative: the ${time} run from the start of one callback to the start of the next, however long it takes; a positive number would count from the end of one to the start of the next (\`${call}\`)`,
    ],
  },
  {
    named: /1\s*U?LL?\b|\bU?LL\b/i,
    against: true,
    // ESP-IDF, gpio_config_t: pin_bit_mask is a uint64_t.
    code: /\b(pin_bit_mask)\s*=[^;]*?\b(1U?LL)\b/,
    words: ([mask, one]) => [
      `\`${mask}\` 是 64 位的，因为 ESP32 的 GPIO 编号超过 31；普通的 \`1\` 是 32 位的 int，左移 32 位以上就没有了，\`${one}\` 才装得下。编号不超过 30 的引脚写 \`1\` 也能用`,
      `\`${mask}\` is 64 bits wide, as the ESP32 has GPIOs above 31; a plain \`1\` is a 32-bit int and has no bit for them, \`${one}\` has. For pins up to 30 a plain 1 would do as well`,
    ],
  },
  {
    named: /\bu?int(?:32_t)?\b|\bu32\b|类型|\btype\b|unsigned|无符号/i,
    against: true,
    needs: /\b(?:HAL_GetTick|millis|micros|xTaskGetTickCount)(?=\s*\(\s*\))/,
    code: /\b(?:uint32_t|unsigned long|u32|TickType_t)\s+(?:\w+\s*(?:=[^,;]*)?,\s*)*?(\w*(?:t\d|last|prev|start|time|tick|then|old|since|mark)\w*)\b/i,
    words: ([name], _, clock) => [
      `\`${name}\` 存的是系统计时，\`${clock}()\` 返回的就是 32 位无符号数；无符号相减在计时回绕（毫秒约 49.7 天）时结果仍然正确，用 int 约 24.9 天后就变成负数，比较会出错`,
      `\`${name}\` holds the system's time, and what \`${clock}()\` returns is a 32-bit unsigned number; unsigned differences stay right when it wraps around (49.7 days in ms), while an int would be negative after 24.9 days and the comparison would fail`,
    ],
  },
  {
    named: /\bT[HL]\d\b|初值|0x[\da-f]{2}\b/i,
    code: /\bTH(\d)\s*=\s*(0[xX][\da-fA-F]+|\d+)\s*;[^;]*?\bTL\1\s*=\s*(0[xX][\da-fA-F]+|\d+)\s*;/,
    words: ([timer, high, low], number) => {
      const from = (number(high!) ?? 0) * 256 + (number(low!) ?? 0);
      return [
        `定时器 ${timer} 往上数，数到 65536 溢出；${high} 和 ${low} 合起来是 ${from}，到 65536 还差 ${65536 - from} 个机器周期（12 MHz 时一个是 1 微秒，共 ${(65536 - from) / 1000} 毫秒）`,
        `timer ${timer} counts up and overflows at 65536; ${high} and ${low} together are ${from}, which leaves ${65536 - from} machine cycles (1 µs each at 12 MHz, ${(65536 - from) / 1000} ms in all)`,
      ];
    },
  },
  {
    named: /65536|65535|TH\d|TL\d|初值/i,
    code: /\bT[HLR]\w*\s*=\s*\(?\s*(65536|65535)\s*-\s*(\w+)\s*\)?\s*(?:\/|>>|%|&|;)/,
    words: ([top, count]) => [
      `定时器往上数，数到 65536 溢出；从 ${top} - ${count} 开始数，正好数 ${count} 个机器周期溢出一次（12 MHz 的 8051 一个机器周期是 1 微秒），这里取的是它的高、低 8 位`,
      `the timer counts up and overflows at 65536; starting from ${top} - ${count} it overflows after ${count} machine cycles (1 µs each on an 8051 at 12 MHz), and the high and low byte of that are loaded here`,
    ],
  },
  {
    named: /\+\s*16|<<\s*\(|BSRR|BSHR|BOP/i,
    code: /\b(?:BSRR|BSHR|BOP|PBSC|SCR)\s*\|?=\s*[^;]*?<<\s*\(\s*(\w+)\s*\+\s*16(?:[uU]?)\s*\)/,
    words: ([bit], number) => {
      const value = number(bit!);
      const place = value === null ? `${bit} + 16` : String(value + 16);
      return [
        `这个寄存器的高 16 位是清零位：往第 \`${bit}\` + 16（即 ${place}）位写 1，就把引脚 ${bit} 拉低；低 16 位写 1 才是置高，写 0 没有作用`,
        `the upper 16 bits of this register clear pins: a 1 in bit ${bit} + 16 (${place}) drives pin ${bit} low, while a 1 in the lower 16 bits sets a pin high and a 0 does nothing`,
      ];
    },
  },
  {
    named: /<<\s*16/,
    code: /\b(?:BSRR|BSHR|BOP|PBSC|SCR)\s*\|?=\s*[^;]*?(\w+|\([^()]*\))\s*<<\s*16\b/,
    words: ([bits]) => [
      `这个寄存器的高 16 位是清零位：把 \`${bits}\` 左移 16 位写进去，就是把对应的引脚拉低；不移位、写在低 16 位才是置高，写 0 没有作用`,
      `the upper 16 bits of this register clear pins: \`${bits}\` shifted up by 16 drives its pins low, while in the lower 16 bits it would set them high; a 0 does nothing`,
    ],
  },
  {
    named: /reset|set|低|高|\blow\b|\bhigh\b|\b0\b|\bclear/i,
    code: /#\s*define\s+(\w*(?:LED|led|LAMP|RELAY|BEEP|BUZZ)\w*_?(?:ON|On|on))\b\s*(?:\([^)]*\))?\s+[^\n]*?(ResetBits|_bit_reset|GPIO_PIN_RESET|Bit_RESET|\bLOW\b|=\s*0\b|_clear\b|\bBRR\b)/,
    words: ([name, how]) => [
      `因为这里是低电平有效：\`${name}\` 用 \`${how!.trim()}\` 把引脚拉低来点亮（打开），多半是灯接在电源和引脚之间，引脚为低才有电流；置高反而是灭`,
      `because it is active low: \`${name}\` drives the pin low with \`${how!.trim()}\` to switch it on, as for a lamp between the supply and the pin, through which current flows while the pin is low; high would be off`,
    ],
  },
  {
    named: /有符号|\bsigned\b|\bint8_t\b|\bint16_t\b/i,
    code: /\b(\w+)\s*<\s*0\b/,
    words: ([name]) => [
      `因为 \`${name}\` 会减到负数，靠 \`${name} < 0\` 来判断；无符号的变量永远不会小于 0，减过头会变成最大值，这个判断就失效了`,
      `because \`${name}\` goes below 0 and \`${name} < 0\` has to notice it; an unsigned one is never below 0 but wraps to its largest value, and the check would never hold`,
    ],
  },
  {
    named: /\+\s*\w+/,
    code: /\b\w+\s*=\s*\(\s*(\w+)\s*[+-]\s*(\w+)\s*\+\s*(\w+)\s*\)\s*%\s*\3\b/,
    words: ([name, step, bound]) => [
      `防止出现负数：\`${name}\` 减到 0 以下时，C 的 \`%\` 会给出负的余数；先加一个 \`${bound}\` 不改变余数，结果就总在 0 以上（\`${step}\` 可能是负的）`,
      `to keep it from going negative: in C the remainder of a negative number is negative; adding \`${bound}\` first does not change the remainder and keeps the result at 0 or above (\`${step}\` may be negative)`,
    ],
  },
  {
    named: /&\s*(?:0x0?)?1\b|奇偶|\bodd\b|\beven\b/i,
    code: /\b(\w+)\s*&\s*(?:0x0?)?1\b(?!\s*<<)/,
    words: ([name]) => [
      `\`${name} & 1\` 取 \`${name}\` 的最低位：奇数是 1，偶数是 0，所以 \`${name}\` 每加 1 就在 0 和 1 之间换一次`,
      `\`${name} & 1\` is the lowest bit of \`${name}\`: 1 for odd numbers, 0 for even ones, so that it alternates with every step of \`${name}\``,
    ],
  },
  {
    named: /取反|~|\binvert\w*\b|\bcomplement\b|\btilde\b/i,
    code: /\b(P\d|PORT[A-L]|LAT[A-G]|[A-Z][A-Z_]*\w*)\s*=\s*~\s*(\w+)\s*;/,
    words: ([port, name]) => [
      `\`${name}\` 里 1 表示要亮的那一位；灯接成低电平点亮，所以写进 \`${port}\` 之前取反：这一位变成 0（亮），其余变成 1（灭）`,
      `a 1 in \`${name}\` marks the lamp that is to be lit; the lamps are lit by a low level, so it is inverted on its way into \`${port}\`: that bit becomes 0 and all others 1`,
    ],
  },
  {
    code: /\b(?:if|while)\s*\(\s*(\w+)\s*(==|>=|>)\s*(\w+)\s*\)\s*\{?\s*\1\s*=\s*(\w+)\s*;/,
    words: ([name, sign, bound, to], number) => {
      const [last, start] = [number(bound!), number(to!)];
      const most = last === null || start === null ? null : sign === '>' ? last : last - 1;
      if (last !== null && start !== null && most! <= start)
        return [
          `不让 \`${name}\` 停在 \`${bound}\`：一到 \`${bound}\` 就改回 ${to}，重新来`,
          `so that \`${name}\` never stays at \`${bound}\`: when it comes to it, it is set to ${to} and goes on from there`,
        ];
      return [
        `到头就回到 ${to}：\`${name}\` 到了 \`${bound}\` 就重新从 ${to} 数${most === null ? '' : `，所以它只在 ${to}～${most} 之间`}，不会越界`,
        `to start over: when \`${name}\` comes to \`${bound}\` it goes back to ${to}${most === null ? '' : `, so it only takes ${to} to ${most}`} and never runs past the end`,
      ];
    },
  },
  {
    code: /\bif\s*\(\s*(\w+)\s*(<=?|>=?)\s*(\w+)\s*\)\s*\{?\s*(?:\1\s*(\+\+|--|\+=|-=)|(\+\+|--)\s*\1)/,
    words: ([name, sign, bound, behind, before], number) => {
      const up = /\+/.test(behind || before || '');
      const value = number(bound!);
      const edge = value === null ? `\`${bound}\`` : sign!.includes('=') ? (up ? value + 1 : value - 1) : value;
      return [
        `限幅：${up ? '上' : '下'}限。\`${name}\` ${up ? '加' : '减'}到 ${edge} 就不再${up ? '加' : '减'}`,
        `it is a limit: \`${name}\` is stepped ${up ? 'up' : 'down'} no further than ${edge}`,
      ];
    },
  },
  {
    code: /\bDDR([A-L])\s*(?:\|=|=)\s*([^;]+);/,
    words: ([port, bits]) => [
      `把端口 ${port} 的这些脚设成输出：DDR${port} 里写 1 的位（\`${bits}\`）是输出，写 0 的是输入`,
      `it makes pins of port ${port} outputs: each 1 in DDR${port} (\`${bits}\`) is an output, each 0 an input`,
    ],
  },
  {
    code: /\bTRIS([A-G])(?:bits\.TRIS\w+)?\s*(?:&=|=)\s*([^;]+);/,
    words: ([port, bits]) => [
      `设方向：TRIS${port} 里 0 是输出、1 是输入，这里写的是 \`${bits}\``,
      `it sets directions: in TRIS${port} a 0 is an output and a 1 an input; what is written is \`${bits}\``,
    ],
  },
  {
    named: /!|取反|\binvert\w*\b|\bnegat/i,
    code: /!\s*(digitalRead|HAL_GPIO_ReadPin|gpio_get\w*|GPIO_ReadInputDataBit|\(\s*PIN[A-L])\b/,
    words: () => [
      '带上拉的按键按下时读到 0，`!` 把它反过来，于是 1（真）就表示“按下了”',
      'a button with a pull-up reads 0 when pressed; `!` turns that round, so that 1 (true) means pressed',
    ],
  },
  {
    named: /%|取余|取模|\bmodulo\b|\bremainder\b/i,
    code: /\b(\w+)\s*=\s*\(\s*\1\s*\+\s*1\s*\)\s*%\s*(\w+)/,
    words: ([name, bound], number) => {
      const value = number(bound!);
      const top = value === null ? `\`${bound}\` - 1` : value - 1;
      return [
        `让 \`${name}\` 循环：加到 \`${bound}\` 时余数是 0，所以它在 0～${top} 之间一圈圈地转`,
        `to make \`${name}\` go round: at \`${bound}\` the remainder is 0, so it runs from 0 to ${top} and begins again`,
      ];
    },
  },
  {
    named: /&\s*0x|掩码|\bmask\b/i,
    code: /\b(\w+)\s*=\s*\(?\s*\1\s*\+\s*1\s*\)?\s*&\s*(0[xX][\da-fA-F]+)/,
    words: ([name, mask], number) => [
      `只留下低位：\`& ${mask}\` 让 \`${name}\` 加过 ${number(mask!)} 就回到 0`,
      `it keeps only the low bits: with \`& ${mask}\`, \`${name}\` goes back to 0 after ${number(mask!)}`,
    ],
  },
  {
    named: /清零|清掉|先清|清除|\bclear\w*\b|掩码|\bmask\b/i,
    // A register of levels is switched off and on, and holds no field.
    code: /(?<![\w.>])((?!PORT[A-L]\b|LAT[A-G]\b|P\d(?:OUT)?\b)[A-Z_a-z][\w.>[\]-]*)(?<!ODR|OUT|OCTL|POD)\s*&=\s*~\s*\(?([^;]+?)\)?\s*;/,
    then: /\|=/,
    words: ([register, bits]) => [
      `先把 \`${register}\` 里要改的那几位（\`${bits}\`）清 0，再用 \`|=\` 写进新值：\`|=\` 只能把位变成 1，原来留下的 1 不清掉，会和新值混成另一种配置`,
      `it clears the field (\`${bits}\`) of \`${register}\` first, and the \`|=\` behind it puts the new value in: \`|=\` can only set bits, so a 1 left from before would make another setting of it`,
    ],
  },
  {
    named: /取反|~|\binvert\w*\b|\bcomplement\b|\btilde\b/i,
    code: /=\s*~\s*\(\s*(?:1|0x0?1)\s*<<\s*(\w+)\s*\)\s*;/,
    words: ([index]) => [
      `\`1 << ${index}\` 只有一位是 1，取反后就只有这一位是 0、其余全是 1：灯接成低电平点亮时，正好只亮这一个`,
      `\`1 << ${index}\` has a single 1; inverted, that bit is the only 0 and all others are 1, which lights just this LED where LEDs are lit by low`,
    ],
  },
  {
    code: /^\s*(last\w*|prev\w*|old\w*|pre\w*)\s*=\s*([a-z]\w*)\s*;/,
    words: ([name, now]) => [
      `记住上一次读到的值：把 \`${now}\` 存进 \`${name}\`，下一遍拿来比，只有发生变化（按下的那一刻）才动作，按住不放不会一直触发`,
      `it remembers the last reading: \`${now}\` is kept in \`${name}\` and compared in the next pass, so that only a change (the moment of the press) counts and holding does not repeat it`,
    ],
  },
  {
    named: /millis|不用.{0,5}delay|非阻塞|\bnon-?blocking\b|\binstead of delay\b/i,
    code: /(millis|HAL_GetTick|xTaskGetTickCount|time_us_64|get_absolute_time|micros)\s*\(\s*\)\s*-\s*\w+\s*(?:>=?|<)/,
    words: ([clock]) => [
      `不阻塞：\`${clock}()\` 只是看时间到没到，没到就接着往下跑，等待期间程序还能做别的（比如看按键）；\`delay\` 会停在那里什么都做不了`,
      `it does not block: \`${clock}()\` only looks whether the time has come and the loop goes on meanwhile, so that other things (buttons) are still served; a \`delay\` would stand still`,
    ],
  },
  {
    named: /队列|信号量|通知|任务|直接|中断里|\b(?:queue|semaphore|notif\w*|task|directly|ISR|interrupt)\b/i,
    code: /\b(x\w+FromISR|vTask\w+FromISR)\s*\(/,
    words: ([call]) => [
      `中断里只用 \`${call}\` 通知任务，真正的活留给任务做：中断服务函数要短，里面不能等待、消抖、打印日志，普通的（不带 FromISR 的）接口也不能用`,
      `the interrupt only tells a task with \`${call}\`, and the task does the work: an interrupt routine has to be short, it must not wait, debounce or log, and calls without FromISR are not allowed in it`,
    ],
  },
  {
    code: /\b(\w+)\s*=\s*!\s*\1\s*;/,
    words: ([name]) => [
      `每执行一次就把 \`${name}\` 反过来（0 变 1，1 变 0），这样同一个动作交替出现`,
      `each time it turns \`${name}\` round (0 to 1, 1 to 0), so that the same event switches on and off in turn`,
    ],
  },
];

/** "Why if (k == 4) k = 0", "为什么要先清零 CRH", "why is last needed": what such a line is written for. */
export function aboutReason(asking: Asking): Answer | null {
  const { question, facts } = asking;
  if (!WHY.test(question)) return null;
  const otherwise = OTHERWISE.test(question);
  const code = bareLines(facts);
  const declared = declaredIn(facts);
  const own = new Set(linesQuoted(asking));
  const words = tokensOf(question);
  // Words of the question's own language say nothing of which line is meant.
  const ofCode = words.filter((word) => code.some((text) => tokensOf(text).includes(word)));
  const scopes = facts.functions.filter(({ name }) => words.includes(name) && !/^(?:main|setup|loop)$/.test(name));
  const number = (text: string): number | null => valueOf(text, declared);
  for (const { named, code: shape, then, needs, against, words: reason } of REASONS) {
    const needed = needs ? code.map((text) => needs.exec(text)?.[0]).find(Boolean) : '';
    if ((otherwise && !(against && named?.test(question))) || needed === undefined) continue;
    const found = code.flatMap((text, i) => {
      const alone = shape.exec(text);
      // A condition and what it decides may stand on two lines.
      const match = alone ?? shape.exec(`${text} ${code[i + 1]?.trim() ?? ''}`);
      if (
        !match ||
        match.index >= text.length ||
        (!alone && shape.test(code[i + 1] ?? '')) ||
        (then && !code.slice(i + 1, i + 3).some((each) => then.test(each)))
      )
        return [];
      const line = i + facts.firstLine;
      const [first] = match.slice(1);
      const spoken = words.some(
        (word) => word === first || (first ?? '').endsWith(`->${word}`) || (first ?? '').endsWith(`.${word}`),
      );
      const meant =
        (own.has(line) && (!named || named.test(question) || match[0].length > 0.6 * text.trim().length)) ||
        (named ? named.test(question) && (spoken || ofCode.length < 3) : spoken);
      return meant ? [{ line, groups: match.slice(1).map((each) => quoted((each ?? '').trim())) }] : [];
    });
    const [one] = found.filter(
      ({ line }) =>
        (own.size === 0 || own.has(line) || own.has(line + 1)) &&
        (scopes.length === 0 || scopes.some((each) => line >= each.line && line <= each.endLine)),
    );
    if (!one) continue;
    const [zh, en] = reason(one.groups, number, needed);
    const shown = quoted(lineText(facts, one.line) ?? '');
    return answer(
      asking,
      say(
        asking,
        `${zh}（第 ${one.line} 行 \`${shown}\`）。`,
        `${en[0]!.toUpperCase()}${en.slice(1)} (line ${one.line}, \`${shown}\`).`,
      ),
      [one.line],
      0.88,
    );
  }
  return null;
}
