/** Vectors of peripherals, by the names vendors give their handlers. */
const VECTOR =
  /^((?:TIM|TIMER|TMR|EXTI|EXINT|EINT|GPIOTE|PIT|PORT[A-E]|[ABG]TIM|BFTM|[GMS]C?P?TM|GP[A-H]|GPIO(?:[A-F]|_P)|CCU[48]\d_|ERU\d_)\w*)_IRQHandler$|^((?:tim|exti)\w*)_isr$/;
/** Calls that open a line of the interrupt controller; their first argument names it. */
const OPENS =
  /\b(?:__?)?(?:(?:sd_nvic_|NVIC_)?EnableIRQ|NRFX_IRQ_ENABLE|nrf_drv_common_irq_enable|NVIC_EnableIRQRequest|EINT_ConfigNVIC|HAL_NVIC_EnableIRQ|PFIC_EnableIRQ|nvic_irq_enable|nvic_enable_irq|eclic_irq_enable|NVIC_EnableInterrupt|irq_enable|enable_irq)\s*\(\s*([^,;)]*)|\bNVIC_IRQChannel\s*=\s*([^,;}]*)/g;
/** Lines as the vendors' headers name them. */
const KNOWN_LINE =
  /^(?:NVIC_)?(?:TIM\d|TIMER\d|TMR\d|[BG]TIM\d|ATIM|BFTM\d|[GMSP]C?TM\d|GPTM\d|GP[A-H]+|GPIO[A-F]|GPIO_P\d|CCU[48]\d_\d|ERU\d_\d|LPTIM|EXTI\d|EXINT\d|EINT\d|GPIOTE|PORT[A-E]|PIT|SWI\d|TEMP|POWER|QDEC|SAADC|L?P?U?S?ART\d|DMA|ADC|SysTick|RTC|I2C\d|SPI\d|CAN|USB|PVD|FLASH|RCC|RCU|WWDG|SDIO|ETH|DAC|COMP|RNG)\w*_(?:IRQn|IRQChannel|IRQ)$/;
/** Set-up that may well open it in code that is not shown. */
const ELSEWHERE = /nvic|irq|eclic|msp|bsp|isr|interrupt|(?:init|config|setup|cfg)$|^(?:init|setup|config)/i;

/**
 * Handlers whose line of the interrupt controller the program never opens (Cortex-M: NVIC ISER): their unit raises its
 * flag, and nobody comes. Only where the text leaves no doubt; the value is the controller's name of the line.
 */
export function lockedHandlers(
  functions: readonly string[],
  unknownFunctions: readonly string[],
  code: string,
): Map<string, string> {
  const locked = new Map<string, string>();
  const vectors = functions.flatMap((name) => {
    const match = VECTOR.exec(name);
    return match ? [{ name, base: match[1] ?? match[2]!.toUpperCase() }] : [];
  });
  if (vectors.length === 0 || unknownFunctions.some((name) => ELSEWHERE.test(name))) return locked;
  // HAL opens lines in MspInit functions that live in a file of their own.
  if (/\bHAL_(?:TIM|Init)\w*\s*\(/.test(code) && !/\bHAL_NVIC_EnableIRQ\b/.test(code) && !/_MspInit\s*\(/.test(code))
    return locked;
  if (/\bI(?:SER|ENR)\b|\bISER\d?\b|0xE000E10/i.test(code)) return locked;
  const opened = [...code.matchAll(OPENS)].map((match) => (match[1] ?? match[2] ?? '').trim());
  // A number, a variable or a board's own name (B1_EXTI_IRQn) may be any line.
  if (opened.some((what) => !KNOWN_LINE.test(what))) return locked;
  for (const { name, base } of vectors) {
    const line = `(?:NVIC_)?${base}_(?:IRQn|IRQChannel|IRQ)`;
    if (!new RegExp(`\\b${line}\\b`).test(code)) locked.set(name, `${base}_IRQn`);
  }
  return locked;
}
