/** "The button does nothing, why": what was found, what the run did with a press, what the program waits for. */

import { labelOf } from '../behaviour.ts';
import { blankComments } from '../code.ts';
import type { Finding, GpioFacts } from '../facts.ts';
import { lockedHandlers } from '../nvic.ts';
import { whatIfSentence } from '../say/what-if.ts';
import { duration, quoted } from '../words.ts';
import { bareLines } from './declared.ts';
import { holdSteps, stepText } from './hold-length.ts';
import { pinsIn } from './pins.ts';
import { type Answer, type Asking, answer, lineText, say } from './text.ts';

const BUTTON =
  /按键|按钮|按下|按了|点了|点一下|按一下|键|\b(?:buttons?|btn|key|switch|press\w*|tap\w*|push\w*|click\w*|hit)\b/i;
const NOTHING =
  /没(?:有)?(?:反应|效果|用|动静|作用|变化|亮|响|动)|不(?:起作用|响应|灵|好使|管用|工作)|(?:坏|失灵|失效)了?|\b(?:does|do|did|has|have|is|are)(?:n't| not)\b.{0,16}\b(?:work\w*|respond\w*|react\w*|do anything|effect|happen\w*|light|come on|change)|\bnothing (?:happens|changes)\b|\bdoes nothing\b|\bdid nothing\b|\bno (?:reaction|response|effect)\b|\bwon't (?:work|respond|react)|\bignor\w+ (?:my|the) (?:button|press)|\b(?:broken|dead|unresponsive)\b|\bstays? off\b/i;
const SUPPOSED = /如果|要是|假如|去掉|改成|\bif\b|\bwould\b|\bremov/i;

/** Kinds of finding that keep an input from being seen or an output from moving, the surest first. */
const BLOCKING = [
  'interrupts-never-on',
  'interrupt-not-enabled',
  'interrupt-shut-off',
  'clock-not-enabled',
  'pin-not-output',
  'pins-locked',
  'jtag-pin-not-released',
  'wrong-port-for-pin',
  'stray-semicolon-after-loop',
  'stray-semicolon-after-if',
  'assignment-in-condition',
  'set-reset-mask-truncated',
  'shift-out-of-range',
  'logical-instead-of-bitwise',
  'operator-precedence',
  'unreachable-after-infinite-loop',
  'interrupt-not-acknowledged',
  'interrupt-flag-not-cleared',
  'input-floating-without-pull',
  'isr-flag-not-volatile',
];

const findingText = ({ language }: Asking, finding: Finding): string => {
  const zh = language === 'zh';
  const place = finding.line > 0 ? (zh ? `第 ${finding.line} 行：` : `Line ${finding.line}: `) : '';
  const cure = finding.fix
    ? zh
      ? ` 改成：${finding.fix}`
      : ` Instead: ${finding.fix}`
    : ` ${finding.advice[language]}`;
  return `${place}${finding.text[language]}${cure}`;
};

const SLEEPS = /\b__?WF[EI]\s*\(\s*\)|\bLPM\d_?\w*|\bsleep_cpu\s*\(|\bSLEEP\s*\(\s*\)|\bPCON\s*\|?=/;
const WAKES =
  /EXTI|NVIC|IRQ|\bSENSE\b|GPIOTE|attachInterrupt|\bEIMSK\b|\bGICR\b|\bPCICR\b|P\dIE\b|\bEX[01]\b|SysTick|TIM|RTC|LPTIM|\bINTEN/i;
const SWITCHES_ON =
  /\bGIE\b|__enable_interrupt|_enable_interrupts|__eint|_EINT|__bis_SR_register\s*\([^)]*GIE|\bSR\b.*GIE/;

/** A place where the core sleeps and nothing that the paste sets up could wake it. */
function sleepsForGood({ facts }: Asking): { line: number; zh: string; en: string } | null {
  const code = bareLines(facts);
  const at = code.findIndex((text) => SLEEPS.test(text) && !/^\s*#/.test(text));
  if (at < 0) return null;
  const line = at + facts.firstLine;
  const shown = quoted(lineText(facts, line) ?? '');
  if (/LPM\d/.test(code[at]!) && facts.chip.startsWith('msp430') && !code.some((text) => SWITCHES_ON.test(text)))
    return {
      line,
      zh: `第 ${line} 行 \`${shown}\` 让 CPU 睡下去时没有打开 GIE（总中断），按键的中断标志会置起，却没有人来处理，CPU 再也不会醒。写成 \`LPMx_bits | GIE\`。`,
      en: `Line ${line}, \`${shown}\`, puts the CPU to sleep without GIE, the main interrupt switch: the key's flag is set, nobody answers it, and the CPU never wakes. Write \`LPMx_bits | GIE\`.`,
    };
  if (code.some((text) => WAKES.test(text))) return null;
  return {
    line,
    zh: `程序在第 ${line} 行 \`${shown}\` 睡下去，而贴出来的代码没有打开任何中断或唤醒事件（也没有给按键配沿触发或 SENSE），按键叫不醒它，后面读引脚的语句就跑不到。给按键配上中断（或唤醒事件），或者不要睡。`,
    en: `The program goes to sleep on line ${line}, \`${shown}\`, and nothing in the paste sets up an interrupt or event that would wake it (no edge interrupt or SENSE for the button), so the statements behind it that look at the pin are not reached. Give the button an interrupt or wake-up event, or do not sleep.`,
  };
}

/** Handlers of pins whose line in the interrupt controller the paste does not open, though it may be done elsewhere. */
function unopened({ facts }: Asking): { handler: string; line: number; irq: string } | null {
  const code = blankComments(facts.source);
  if (/\bHAL_NVIC_EnableIRQ\b|_MspInit\s*\(/.test(code)) return null;
  const names = facts.functions.map(({ name }) => name).filter((name) => /EXTI/i.test(name));
  // HAL may open it in a file of its own; here that is said and not taken for certain.
  const [first] = lockedHandlers(names, [], code.replace(/\bHAL_(?:TIM|Init)\w*\s*\(/g, '('));
  const own = first && facts.functions.find(({ name }) => name === first[0]);
  return own ? { handler: own.name, line: own.line, irq: first[1] } : null;
}

type WhatIf = GpioFacts['whatIf'][number];

/** What a press did in the run, and what that means for a board on which it does nothing. */
function whatItDoes(asking: Asking, input: WhatIf): Answer {
  const label = labelOf(input);
  const lines = input.phases.flatMap(({ changes }) => changes.map(({ line }) => line)).slice(0, 3);
  const low = input.level === 0;
  const wired = say(
    asking,
    `程序认的是 ${label} 变${low ? '低' : '高'}：按键要接在它和${low ? ' GND ' : '电源'}之间，没按时是${low ? '高' : '低'}；先量一下按下时引脚上的电平。`,
    `The program waits for ${label} to go ${low ? 'low' : 'high'}: the button has to tie it to ${low ? 'ground' : 'the supply'}, with the pin ${low ? 'high' : 'low'} at rest; measure the level at the pin while it is pressed.`,
  );
  if (input.heldMs !== null) {
    const [step] = holdSteps(asking) ?? [];
    const time = duration(Number((step?.fromMs ?? input.heldMs).toPrecision(2)) / 1000, asking.language);
    const does = step ? stepText(asking, step) : '';
    return answer(
      asking,
      say(
        asking,
        `多半是按得太短：${label} 要按住约 ${time}才有作用${does ? `（${does}）` : ''}，点一下不够，不是坏了。`,
        `Most likely the press was too short: ${label} has to be held for about ${time} before anything happens${does ? ` (${does})` : ''}; a tap is not enough, and nothing is broken.`,
      ),
      step ? stepLinesOf(step.run) : lines,
      0.9,
    );
  }
  return answer(
    asking,
    say(
      asking,
      `照代码跑是有反应的：${whatIfSentence(input, 'zh')}所以问题多半不在这段代码里。${wired}`,
      `By the code it does react: ${whatIfSentence(input, 'en')} So the cause is most likely not in this program. ${wired}`,
    ),
    lines,
    0.85,
  );
}

const stepLinesOf = (run: { phases: WhatIf['phases'] }): number[] =>
  run.phases.flatMap(({ changes }) => changes.map(({ line }) => line)).slice(0, 3);

/** Why a button, as somebody says, does nothing. */
export function aboutNoReaction(asking: Asking): Answer | null {
  const { question, facts } = asking;
  if (!BUTTON.test(question) || !NOTHING.test(question) || SUPPOSED.test(question)) return null;
  if (/卡死|死机|\bhang|\bfreez|\bstuck\b/i.test(question)) return null;
  const blocking = BLOCKING.flatMap((kind) => facts.findings.filter((each) => each.kind === kind));
  const [worst] = blocking.filter(({ severity }) => severity === 'error');
  if (worst) return answer(asking, findingText(asking, worst), [worst.line], 0.92);
  const asleep = sleepsForGood(asking);
  if (asleep) return answer(asking, say(asking, asleep.zh, asleep.en), [asleep.line], 0.9);
  const closed = unopened(asking);
  if (closed)
    return answer(
      asking,
      say(
        asking,
        `贴出来的代码里没有打开 NVIC：${closed.handler}（第 ${closed.line} 行）要等 \`HAL_NVIC_EnableIRQ(${closed.irq});\`（或 NVIC_EnableIRQ）之后才会被调用。如果别处（如 MspInit）也没有写，就是这个原因；加在引脚初始化之后。`,
        `Nothing in the paste opens the NVIC line: ${closed.handler} (line ${closed.line}) is only called after \`HAL_NVIC_EnableIRQ(${closed.irq});\` (or NVIC_EnableIRQ). Unless that is done elsewhere, such as in an MspInit, this is the cause; add it after the pin's set-up.`,
      ),
      [closed.line],
      0.88,
    );
  if (facts.stuck && !facts.stuck.unknown)
    return answer(
      asking,
      say(
        asking,
        `程序卡在第 ${facts.stuck.line} 行，在等${facts.stuck.waitingFor.zh}，所以走不到读按键的地方。`,
        `The program is stuck on line ${facts.stuck.line}, waiting for ${facts.stuck.waitingFor.en}, so it never comes to the button.`,
      ),
      [facts.stuck.line],
      0.9,
    );
  const named = pinsIn(question, facts).map(({ pin }) => pin.pin);
  const own = facts.whatIf.filter(({ pin }) => named.includes(pin));
  const [input, other] = own.length > 0 ? own : facts.whatIf;
  const [lesser] = blocking;
  if (!input || other) return lesser ? answer(asking, findingText(asking, lesser), [lesser.line], 0.85) : null;
  if (input.phases.some(({ differs }) => differs)) {
    const told = whatItDoes(asking, input);
    return lesser && input.heldMs === null
      ? { ...told, answer: `${findingText(asking, lesser)}${say(asking, '', ' ')}${told.answer}` }
      : told;
  }
  const reads = facts.looks.map(({ line }) => line).filter((line) => line > 0);
  const where =
    reads.length > 0
      ? say(
          asking,
          `它在第 ${reads[0]} 行被读：\`${quoted(lineText(facts, reads[0]!) ?? '')}\`。`,
          ` It is read on line ${reads[0]}: \`${quoted(lineText(facts, reads[0]!) ?? '')}\`.`,
        )
      : '';
  return answer(
    asking,
    say(
      asking,
      `跑起来也是这样：${whatIfSentence(input, 'zh')}${where}${lesser ? findingText(asking, lesser) : ''}`,
      `The run shows the same: ${whatIfSentence(input, 'en')}${where}${lesser ? ` ${findingText(asking, lesser)}` : ''}`,
    ),
    [...reads.slice(0, 1), ...(lesser ? [lesser.line] : [])],
    0.85,
  );
}
