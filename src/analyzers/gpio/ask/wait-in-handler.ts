/** "Is the delay in the callback the problem": a wait inside a function that an interrupt runs. */
import { isDelayName } from '../delay-names.ts';
import { quoted } from '../words.ts';
import { bareLines } from './declared.ts';
import { type Answer, type Asking, answer, lineText, say } from './text.ts';

const SPEAKS_OF_WAIT = /delay|延时|等待|\bwait|\bsleep/i;
const HANGS =
  /卡(?:住|死)|死机|挂(?:了|死)|没反应了|\b(?:hang\w*|stuck|freez\w*|frozen|lock(?:s|ed)? up|never returns)\b/i;
const ASKS =
  /问题|毛病|错|可以|能|行|要紧|影响|原因|为什么|为何|吗|\b(?:problem|issue|wrong|ok(?:ay)?|safe|allowed|can|could|should|bad|cause|culprit|fault|why|is|does)\b/i;
const HANDLER =
  /Callback$|_?IRQ_?Handler$|_IRQn?$|^ISR|_vect$|_isr$|^isr_|_(?:irq|int)_?handler$|_cb$|^(?:EX|ext|int|timer)\w*_?(?:int|isr|interrupt)\w*$/i;
const ALLOWED = /可以|能|行(?:吗|不)|没问题|要紧|安全|\b(?:ok(?:ay)?|safe|allowed|can|could|fine|may)\b/i;
const SETTLES = /换|改成|改为|如果|去掉|删|\bif\b|\binstead\b|\bremov|\bchange/i;

/** The first wait in a function that an interrupt runs. */
function waitInHandler({ facts }: Asking): { handler: string; line: number; call: string; hal: boolean } | null {
  const code = bareLines(facts);
  for (const each of facts.functions) {
    const head = code[each.line - facts.firstLine] ?? '';
    const runs = each.interrupt || HANDLER.test(each.name) || /\binterrupt\b|__interrupt|\bISR\s*\(/.test(head);
    // A callback of a task or timer service may wait.
    if (
      !runs ||
      (!each.interrupt && !/EXTI|IRQ|ISR|vect|interrupt|GPIO|PeriodElapsed|Rx|Tx/i.test(`${each.name} ${head}`))
    )
      continue;
    for (let line = each.line; line <= each.endLine; line++)
      for (const [, name] of (code[line - facts.firstLine] ?? '').matchAll(/\b(\w+)\s*\(/g))
        if (name !== each.name && isDelayName(name!))
          return { handler: each.name, line, call: name!, hal: name === 'HAL_Delay' };
  }
  return null;
}

/** Whether a wait in an interrupt is the mistake. */
export function aboutWaitInHandler(asking: Asking): Answer | null {
  const { question, facts } = asking;
  const speaks = SPEAKS_OF_WAIT.test(question);
  if (!(speaks && ASKS.test(question)) && !HANGS.test(question)) return null;
  if (SETTLES.test(question) || /多久|多长|几秒|哪一?行|\bhow long\b|\bwhich line\b/i.test(question)) return null;
  const wait = waitInHandler(asking);
  if (!wait) return null;
  const shown = quoted(lineText(facts, wait.line) ?? '');
  const [zh, en] = ALLOWED.test(question)
    ? ['不行，', 'No. ']
    : /为什么|为何|为啥|\bwhy\b/i.test(question)
      ? ['', '']
      : ['是，', 'Yes. '];
  return answer(
    asking,
    wait.hal
      ? say(
          asking,
          `${zh}第 ${wait.line} 行 \`${shown}\` 就是隐患：它在中断里（${wait.handler}）等。HAL_Delay 靠 SysTick 中断给计数加一，如果这个中断的优先级不低于 SysTick（CubeMX 默认两者常常一样），SysTick 进不来，计数不动，就永远卡在这里；就算不卡，主循环和别的中断也要陪着等。应当在中断里只置一个 volatile 标志（或记下 HAL_GetTick() 的时刻），消抖和等待放到主循环里做。`,
          `${en}Line ${wait.line}, \`${shown}\`, is the trouble: it waits inside an interrupt (${wait.handler}). HAL_Delay counts SysTick interrupts; unless this interrupt has a lower priority than SysTick (with CubeMX they are often the same), SysTick cannot come in, the count stands still and it hangs there for ever. Even where it does not hang, the main loop and other interrupts wait along. In the interrupt only set a volatile flag (or compare HAL_GetTick() with the last time) and do the waiting and debouncing in the main loop.`,
        )
      : say(
          asking,
          `${zh}第 ${wait.line} 行 \`${shown}\` 在中断里（${wait.handler}）等，这是毛病：这段时间主循环停着，同级和更低优先级的中断也进不来；靠系统节拍计时的延时在中断里还可能永远等不到。应当在中断里只置一个 volatile 标志，等待放到主循环里做。`,
          `${en}Line ${wait.line}, \`${shown}\`, waits inside an interrupt (${wait.handler}). Meanwhile the main loop stands still and interrupts of the same or a lower priority do not come in; a delay that counts system ticks may never end there. In the interrupt only set a volatile flag and wait in the main loop.`,
        ),
    [wait.line],
    0.9,
  );
}
