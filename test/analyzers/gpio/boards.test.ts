import { describe, expect, it } from 'vitest';
import { explain } from '../../../src/index.ts';

interface Told {
  analyzer: string;
  assumptions: { name: string; text: string }[];
}

/** What is said of the board whose header the paste leaves out; null where nothing is. */
async function boardOf(header: string, statements: string, note = ''): Promise<string | null> {
  const paste = `${note}#include "${header}"\nint main(void) {\n  HAL_Init();\n  while (1) {\n    ${statements}\n    HAL_Delay(200);\n  }\n}\n`;
  const { report } = await explain(paste, { language: 'en' });
  const told = report.parts.find((each) => each.analyzer === 'gpio') as unknown as Told;
  return told.assumptions.find((each) => each.text.startsWith('likely those of'))?.text ?? null;
}

const toggle = (...leds: string[]) =>
  leds.map((led) => `HAL_GPIO_TogglePin(${led}_GPIO_Port, ${led}_Pin);`).join('\n    ');

describe('boards', () => {
  it.each([
    ['stm32f4xx_hal.h', ['LD2'], 'NUCLEO-64', 'LD2_Pin = PA5'],
    ['stm32f7xx_hal.h', ['LD1', 'LD2'], 'NUCLEO-144', 'LD1_Pin = PB0, LD2_Pin = PB7'],
    ['stm32f4xx_hal.h', ['LD4', 'LD6'], 'STM32F4-DISCOVERY', 'LD4_Pin = PD12, LD6_Pin = PD15'],
    ['stm32f3xx_hal.h', ['LD4', 'LD10'], 'STM32F3DISCOVERY', 'LD4_Pin = PE8, LD10_Pin = PE13'],
    ['stm32f0xx_hal.h', ['LD5', 'LD6'], 'STM32F072B-DISCO', 'LD5_Pin = PC9, LD6_Pin = PC7'],
  ])('are likely where names are theirs alone: %s %j', async (header, leds, title, pins) => {
    const said = await boardOf(header, toggle(...leds));
    expect(said).toContain(title);
    expect(said).toContain(pins);
  });

  it('are told apart by the text where the names are those of two', async () => {
    const said = await boardOf('stm32f4xx_hal.h', toggle('LD3', 'LD4'), '/* STM32F429I-DISC1 */\n');
    expect(said).toContain('LD3_Pin = PG13, LD4_Pin = PG14');
  });

  it('are not guessed where two put the same name on different pins', async () => {
    expect(await boardOf('stm32f0xx_hal.h', toggle('LD3'))).toBeNull();
  });

  it('that only a missing header knows are named as what is taken for granted', async () => {
    const paste =
      '#include "boards.h"\n#include "nrf_delay.h"\nint main(void) {\n  bsp_board_init(BSP_INIT_LEDS);\n  while (true) { bsp_board_led_invert(0); nrf_delay_ms(100); }\n}\n';
    const { report } = await explain(paste, { language: 'en' });
    const told = report.parts.find((each) => each.analyzer === 'gpio') as unknown as Told;
    expect(told.assumptions.some((each) => each.text.includes('PCA10040'))).toBe(true);
  });
});
