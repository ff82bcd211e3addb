/** A handler of external interrupts by its lines, and the beginning of its body: EXTI0, EXTI15_10, EXTI4_15. */
const HANDLER = /\bEXTI(\d{1,2})(?:_(\d{1,2}))?_IRQHandler\s*\(\s*(?:void)?\s*\)\s*\{([^{}]{0,600})/g;
/** What such a handler hands a pin to. */
const HANDED = /\b(?:HAL_GPIO_EXTI_IRQHandler|__HAL_GPIO_EXTI_\w+)\s*\(\s*([A-Za-z_]\w*)\s*\)/g;

/**
 * Names of pins that a handler of external interrupts hands on, and the pin's number: the lines of the handler say which
 * it can be, and a pin of these that the program writes as a number is likeliest. Any other number would make a handler
 * that never takes its flag back.
 */
export function pinsOfHandlers(source: string): Map<string, number> {
  const found = new Map<string, number>();
  const written = [...source.matchAll(/\bGPIO_PIN_(\d{1,2})\b/g)].map(([, bit]) => Number(bit));
  for (const [, one, other, body] of source.matchAll(HANDLER)) {
    const [low, high] = [Number(one), Number(other ?? one)].sort((a, b) => a - b) as [number, number];
    const names = new Set([...body!.matchAll(HANDED)].map(([, name]) => name!));
    let next = low;
    for (const name of names) {
      if (found.has(name) || /^GPIO_PIN_\d+$/.test(name) || next > high) continue;
      const literal = names.size === 1 ? written.find((bit) => bit >= low && bit <= high) : undefined;
      found.set(name, literal ?? next++);
    }
  }
  return found;
}
