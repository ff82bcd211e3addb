import { describe, expect, it } from 'vitest';
import { explain } from '../../../src/index.ts';

const TASK = `#include "FreeRTOS.h"
#include "task.h"
#include "stm32f1xx_hal.h"
static void LedOn(void) { HAL_GPIO_WritePin(GPIOB, GPIO_PIN_1, GPIO_PIN_SET); }
void vBlink(void *p) {
  for (;;) {
    HAL_GPIO_TogglePin(GPIOB, GPIO_PIN_0);
    LedOn();
    vTaskDelay(pdMS_TO_TICKS(250));
  }
}
int main(void) {
  __HAL_RCC_GPIOB_CLK_ENABLE();
  GPIO_InitTypeDef g = {0};
  g.Pin = GPIO_PIN_0 | GPIO_PIN_1; g.Mode = GPIO_MODE_OUTPUT_PP; HAL_GPIO_Init(GPIOB, &g);
  xTaskCreate(vBlink, "b", 128, NULL, 1, NULL);
  vTaskStartScheduler();
  while (1) {}
}`;
const HANDLER = `#include <avr/io.h>
#include <avr/interrupt.h>
static void flip(void) { PORTB ^= 1; }
ISR(TIMER1_COMPA_vect) {
  PORTB ^= 2;
  flip();
}
int main(void) {
  DDRB = 3; TCCR1B = (1<<WGM12)|(1<<CS12); OCR1A = 31249; TIMSK1 = 1<<OCIE1A; sei();
  while (1) {
  }
}`;

async function places(paste: string): Promise<string[]> {
  const { report } = await explain(paste);
  const part = report.parts.find((each) => each.analyzer === 'gpio');
  const info = (part as unknown as { eventInfo: { function: string; line: number; calls: string[] }[] }).eventInfo;
  return info.slice(0, 2).map((each) => [...each.calls, `${each.function}:${each.line}`].join(' '));
}

describe('who called the function that changed a pin', () => {
  it('a task was called by nobody: the start of the scheduler is no line of its changes', async () => {
    expect(await places(TASK)).toEqual(['vBlink:7', 'vBlink:8 LedOn:4']);
  });

  it('an interrupt handler was not called by what it interrupted', async () => {
    expect(await places(HANDLER)).toEqual(['TIMER1_COMPA_vect:5', 'TIMER1_COMPA_vect:6 flip:3']);
  });
});
