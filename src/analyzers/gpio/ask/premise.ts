import { labelOf } from '../behaviour.ts';
import { quoted } from '../words.ts';
import { bareLines, VOLATILE } from './declared.ts';
import { pinsIn } from './pins.ts';
import { type Answer, type Asking, answer, lineText, say } from './text.ts';

const WHY = /为什么|为何|为啥|干嘛|\bwhy\b|\bhow come\b|作用|\bwhat\b.{0,40}\bfor\b|\bpurpose\b/i;

/** Things a program may or may not hold, that a question takes for granted: how they are written. */
const THINGS: { said: RegExp; code: RegExp; zh: string; en: string }[] = [
  {
    said: /(?<![\w_])volatile(?!\w)/i,
    code: VOLATILE,
    zh: 'volatile',
    en: '`volatile`',
  },
  {
    said: /(?<!\w)(?:delay|sleep|_delay_ms|HAL_Delay)(?!\w)|延[时迟]/i,
    code: /delay|sleep|wait|pause|for\s*\([^)]*\)\s*;|while\s*\([^)]*--[^)]*\)\s*;/i,
    zh: '延时',
    en: 'a delay',
  },
  {
    said: /中断|\binterrupts?\b|\bISR\b/i,
    code: /interrupt|ISR|IRQ|_isr|Callback|signal|sei\s*\(|EA\s*=|attachInterrupt|PIE|EXTI/i,
    zh: '中断',
    en: 'an interrupt',
  },
  {
    said: /上拉|\bpull-?ups?\b|PULLUP/i,
    code: /pull|IPU|PUR?\b|PORT[A-L]\s*\|?=|ODR|BSRR|P\d+REN|reg5|reg_?\d|P\d\s*[\^=]|CNPU|WPU|OUT/i,
    zh: '上拉',
    en: 'a pull-up',
  },
  { said: /下拉|\bpull-?downs?\b/i, code: /pull|IPD|ODR|BRR|REN|OUT/i, zh: '下拉', en: 'a pull-down' },
  { said: /看门狗|\bwatchdog\b/i, code: /wdt|watchdog|IWDG|WWDG|WDTCTL/i, zh: '看门狗', en: 'a watchdog' },
  { said: /(?<!\w)(?:goto)(?!\w)/i, code: /\bgoto\b/, zh: 'goto', en: '`goto`' },
  {
    said: /(?<!\w)switch(?= ?(?:statement|case|语句))|switch\s*语句/i,
    code: /\bswitch\b/,
    zh: 'switch',
    en: 'a `switch` statement',
  },
  {
    said: /定时器|\btimers?\b/i,
    code: /tim|timer|TCCR|TMOD|TR\d|TACTL|TA\d|alarm|ticker|SysTick|millis|T\d\w*CON/i,
    zh: '定时器',
    en: 'a timer',
  },
  {
    said: /\bPWM\b|占空比/i,
    code: /pwm|analogWrite|ledc|CCR|OCR|COMPARE|duty|dim|delay|for|tick|count/i,
    zh: 'PWM',
    en: 'PWM',
  },
  { said: /\bADC\b|模拟量|模数/i, code: /adc|analog/i, zh: 'ADC', en: 'an ADC' },
];

/** "Why volatile" of a program that has none: the question takes for granted what is not so. */
export function aboutMissing(asking: Asking): Answer | null {
  const { question, facts } = asking;
  if (
    !WHY.test(question) ||
    /不用|没(?:有)?用|不(?:加|使用)|没有|\bno\b|\bnot\b|\bwithout\b|n't\b|还是|\binstead\b|\bor\b/i.test(question)
  )
    return null;
  const code = bareLines(facts).join('\n');
  const missing = THINGS.filter(({ said, code: written }) => said.test(question) && !written.test(code));
  const held = THINGS.some(({ said, code: written }) => said.test(question) && written.test(code));
  const [thing, other] = missing;
  if (!thing || other || held) return null;
  return answer(
    asking,
    say(
      asking,
      `代码里没有${/^[A-Za-z]/.test(thing.zh) ? ` ${thing.zh} ` : thing.zh}，这一点和代码不符。`,
      `There is no such thing: the code has not got ${thing.en}.`,
    ),
    [],
    0.9,
  );
}

const KINDS: [said: string, code: RegExp][] = [
  ['while', /\bwhile\b/],
  ['if', /\bif\b/],
  ['for', /\bfor\b/],
  ['switch', /\bswitch\b/],
  ['delay', /delay|sleep/i],
  ['define', /#\s*define/],
  ['return', /\breturn\b/],
];

/** "What is the while on line 15 for" where line 15 holds none: said, with the nearest line that does. */
export function aboutWrongLine(asking: Asking): Answer | null {
  const { question, facts } = asking;
  const match =
    /第\s*(\d{1,4})\s*行(?:的|那个|里的|上的)?\s*(while|if|for|switch|delay|define|return)\b/i.exec(question) ??
    /\b(while|if|for|switch|delay|define|return)\b(?: loop| statement| call)? (?:on|in|at) line (\d{1,4})/i.exec(
      question,
    ) ??
    /\bline (\d{1,4})'?s? (while|if|for|switch|delay|define|return)\b/i.exec(question);
  if (!match) return null;
  const [line, word] = /^\d/.test(match[1]!)
    ? [Number(match[1]), match[2]!.toLowerCase()]
    : [Number(match[2]), match[1]!.toLowerCase()];
  const written = KINDS.find(([said]) => said === word)![1];
  const code = bareLines(facts);
  const text = code[line - facts.firstLine];
  if (text === undefined || written.test(text)) return null;
  const lines = code.flatMap((each, i) => (written.test(each) ? [i + facts.firstLine] : []));
  const nearest = lines.sort((a, b) => Math.abs(a - line) - Math.abs(b - line))[0];
  const shown =
    text.trim() === ''
      ? say(asking, '是空的', 'is empty')
      : say(asking, `是 \`${quoted(text.trim())}\``, `is \`${quoted(text.trim())}\``);
  return answer(
    asking,
    nearest === undefined
      ? say(
          asking,
          `第 ${line} 行${shown}，代码里没有 ${word}。`,
          `Line ${line} ${shown}; there is no \`${word}\` in this code.`,
        )
      : say(
          asking,
          `第 ${line} 行${shown}，不是 ${word}；最近的 ${word} 在第 ${nearest} 行：\`${quoted(lineText(facts, nearest) ?? '')}\`。`,
          `Line ${line} ${shown}, no \`${word}\`; the nearest one is on line ${nearest}: \`${quoted(lineText(facts, nearest) ?? '')}\`.`,
        ),
    nearest === undefined ? [line] : [line, nearest],
    0.93,
  );
}

/** "Why has PIR no pull-up": of an input that is set up without one. */
export function aboutNoPull(asking: Asking): Answer | null {
  const { question, facts } = asking;
  if (!/上拉|下拉|\bpull(?:-?ups?|-?downs?)?\b|INPUT_PULLUP/i.test(question)) return null;
  const [asked, other] = pinsIn(question, facts).filter(({ pin }) =>
    facts.inputs.some((input) => input.pin === pin.pin),
  );
  const input = asked && !other ? facts.inputs.find(({ pin }) => pin === asked.pin.pin) : undefined;
  if (input?.mode !== 'floating') return null;
  if (/哪|\bwhich\b|需要|外接|\bneed|\bexternal|改|换|\bchange|加/i.test(question)) return null;
  const label = labelOf(input);
  const lines = input.lines ? [input.lines[0]] : [];
  const at = input.lines ? say(asking, `（第 ${input.lines[0]} 行）`, ` (line ${input.lines[0]})`) : '';
  if (!WHY.test(question))
    return answer(
      asking,
      say(
        asking,
        `没有：${label} 是普通浮空输入${at}，芯片内部的上拉、下拉都没开。`,
        `No: ${label} is a plain floating input${at}, with neither pull switched on.`,
      ),
      lines,
      0.92,
    );
  const without = /不|没|\bno\b|\bnot\b|n't\b|\bwithout\b/i.test(question);
  return answer(
    asking,
    without
      ? say(
          asking,
          `代码没有说原因，只把 ${label} 配成普通输入${at}。传感器模块一般自己把高低电平都推出来，那样就不用上拉；接的若是按键，悬空会乱跳。`,
          `The code gives no reason; it only makes ${label} a plain input${at}. A sensor module mostly drives both levels itself and needs no pull; a bare button there would float.`,
        )
      : say(
          asking,
          `其实没有：${label} 是普通浮空输入${at}，上拉没有打开。`,
          `It has none: ${label} is a plain floating input${at} with no pull switched on.`,
        ),
    lines,
    0.92,
  );
}
