import type { Detector } from './detector.ts';
import { ownFunctions } from './tree.ts';

/** Lines that let a timer or a pin ask for its interrupt. */
const ASKS = /ITConfig|DIER|\bDINTEN\b|DMAINTENR|timer_(?:enable_irq|interrupt_enable)|LL_TIM_EnableIT|Start_IT/;
const ASKS_EDGE =
  /EXTI_Init\b|\bI?MR\d?\b|\bINTENR?\b|IMASK|exti_(?:init|enable_request|interrupt_enable)|EnableIT|MODE_IT_/;

/** A handler is there and its unit asks for it, but the interrupt controller was never told to let it through. */
export const interruptNotEnabled: Detector = (evidence) =>
  [...evidence.reading.locked].flatMap(([handler, irq]) => {
    if (evidence.options.interrupts?.some((each) => each.handler === handler)) return [];
    const definition = ownFunctions(evidence).find((each) => each.name === handler);
    const timer = /^tim/i.test(handler);
    const number = /\d+/.exec(handler)?.[0] ?? '';
    const asks = timer ? ASKS : ASKS_EDGE;
    const line = evidence.codeLines.findIndex(
      (text) => asks.test(text) && (!timer || new RegExp(`TIM(?:ER)?${number}\\b|htim${number}\\b`, 'i').test(text)),
    );
    return definition && line >= 0 ? [{ line: line + 1, names: { handler, irq } }] : [];
  });
