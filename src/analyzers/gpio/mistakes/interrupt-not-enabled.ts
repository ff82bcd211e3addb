import type { Detector } from './detector.ts';
import { ownFunctions } from './tree.ts';

/** Lines that let a timer or a pin ask for its interrupt. */
const ASKS =
  /ITConfig|DIER|\bDINTEN\b|DMAINTENR|timer_(?:enable_irq|interrupt_enable)|LL_TIM_EnableIT|Start_IT|TIMER_EnableInt|_INTEN_Msk|TCSR_IE_Msk|IntConfig|\bDICTR\b|\bIER\b|EnableEvent|\bINTE\b/;
const ASKS_EDGE =
  /EXTI_Init\b|\bI?MR\d?\b|\bINTENR?\b|IMASK|exti_(?:init|enable_request|interrupt_enable)|EnableIT|MODE_IT_|GPIO_Enable(?:Int|EINT\d)|\bIEN\b|EXTI_IntConfig|(?:FALL|RISE)IE|GPIO_IT_(?:RISING|FALLING|HIGH|LOW)|_ERU_\w*Init|\bEXICON\b/;
/** Handlers of timers, and how their set-up names the timer itself. */
const TIMER = /^(?:[ABG]?TIM(?:ER)?|TMR|BFTM|[GMS]P?C?TM|CCU[48])/i;

/** A handler is there and its unit asks for it, but the interrupt controller was never told to let it through. */
export const interruptNotEnabled: Detector = (evidence) =>
  [...evidence.reading.locked].flatMap(([handler, irq]) => {
    if (evidence.options.interrupts?.some((each) => each.handler === handler)) return [];
    const definition = ownFunctions(evidence).find((each) => each.name === handler);
    const timer = TIMER.test(handler);
    const number = /\d+/.exec(handler)?.[0] ?? '';
    // A slice of a CCU4 has a name of the program's own.
    const own = /^CCU/.test(handler) ? /./ : new RegExp(`(?:TIM(?:ER)?|TMR|[BGMS]P?[FC]?TM)${number}(?!\\d)`, 'i');
    const asks = timer ? ASKS : ASKS_EDGE;
    const line = evidence.codeLines.findIndex((text) => asks.test(text) && (!timer || own.test(text)));
    return definition && line >= 0 ? [{ line: line + 1, names: { handler, irq } }] : [];
  });
