import { quoted } from '../words.ts';
import { type Asking, say } from './text.ts';

/** Registers that hold the levels of a port; what is written to others drives no pin. */
const PORT =
  '(?:PORT[A-L]|P\\d{1,2}(?:OUT)?|LAT[A-G]|\\w+->(?:ODR|OUT|DOUT|PDOR|OUTDR|OCTL|POD|DATA\\w*)|\\w*ODR|PT[A-F]D|R[A-G]\\d)';

/** Statements that drive a pin, as the libraries and the registers write it; group 1 is what is driven. */
const HIGH = [
  /\b(?:digitalWrite|gpio_put|gpio_set_level|nrf_gpio_pin_write|output_bit)\s*\(\s*([^,()]{1,40}),\s*(?:HIGH|1|true)\s*\)/g,
  /\b(?:GPIO_SetBits|gpio_bit_set|LL_GPIO_SetOutputPin|gpio_set)\s*\(\s*([^()]{1,60}?)\s*\)/g,
  /\bHAL_GPIO_WritePin\s*\(\s*([^()]{1,60}?),\s*(?:GPIO_PIN_SET|1)\s*\)/g,
  new RegExp(`\\b(${PORT}\\s*\\|=\\s*[^;=]{1,40});`, 'g'),
];
const LOW = [
  /\b(?:digitalWrite|gpio_put|gpio_set_level|nrf_gpio_pin_write|output_bit)\s*\(\s*([^,()]{1,40}),\s*(?:LOW|0|false)\s*\)/g,
  /\b(?:GPIO_ResetBits|gpio_bit_reset|LL_GPIO_ResetOutputPin|gpio_clear)\s*\(\s*([^()]{1,60}?)\s*\)/g,
  /\bHAL_GPIO_WritePin\s*\(\s*([^()]{1,60}?),\s*(?:GPIO_PIN_RESET|0)\s*\)/g,
  new RegExp(`\\b(${PORT}\\s*&=\\s*~[^;=]{1,40});`, 'g'),
];
const TOGGLE = [
  /\b(?:HAL_GPIO_TogglePin|LL_GPIO_TogglePin|gpio_toggle|gpio_bit_toggle)\s*\(\s*([^()]{1,60}?)\s*\)/g,
  new RegExp(`\\b(${PORT}\\s*\\^=\\s*[^;=]{1,40});`, 'g'),
];

/** What the statements of a line do to pins, in words: for lines that no run has shown. */
export function effectsOf(asking: Asking, text: string): string[] {
  const found: { at: number; words: string }[] = [];
  const take = (patterns: RegExp[], zh: string, en: string): void => {
    for (const pattern of patterns)
      for (const match of text.matchAll(pattern)) {
        const what = quoted(match[1]!.trim().replace(/\s+/g, ' '));
        found.push({ at: match.index, words: say(asking, `\`${what}\` ${zh}`, `\`${what}\` ${en}`) });
      }
  };
  take(HIGH, '置 1（高电平）', 'is set to 1 (high)');
  take(LOW, '清 0（低电平）', 'is cleared to 0 (low)');
  take(TOGGLE, '翻转', 'toggles');
  return found.sort((a, b) => a.at - b.at).map(({ words }) => words);
}
