// Tasks that take turns on virtual time: what one of them gives the other takes, whoever is more urgent comes first.
import { describe, expect, it } from 'vitest';
import { gpio } from '../../src/analyzers/gpio/index.ts';

const shown = async (code: string) => {
  const facts = await gpio.analyze(code, { lineOffset: 0 });
  return {
    facts,
    changes: facts.events.map(
      (event, i) =>
        `${event.map(({ pin, level }) => `${pin}=${level}`).join('+')}@${Math.round(facts.eventInfo[i]!.seconds * 1000)}`,
    ),
  };
};

const HEAD = `#include "stm32f10x.h"
#include "FreeRTOS.h"
#include "task.h"
#include "queue.h"
#include "event_groups.h"
static void pins(void) { RCC->APB2ENR |= 4; GPIOA->CRL = 0x44444222; }
`;
const RUN = (tasks: string) => `int main(void) { pins(); ${tasks} vTaskStartScheduler(); for (;;); }\n`;
const task = (name: string, priority: number) => `xTaskCreate(${name}, "t", 128, NULL, ${priority}, NULL);`;

describe('tasks', () => {
  it('share variables as they stand at each moment', async () => {
    const { changes } = await shown(`${HEAD}
static volatile int on;
static void writer(void *p) { for (;;) { on = 1; vTaskDelay(250); on = 0; vTaskDelay(250); } }
static void reader(void *p) { for (;;) { if (on) GPIOA->ODR ^= 1; else GPIOA->BRR = 1; vTaskDelay(100); } }
${RUN(task('writer', 2) + task('reader', 1))}`);
    expect(changes.slice(0, 5)).toEqual(['PA0=1@0', 'PA0=0@100', 'PA0=1@200', 'PA0=0@300', 'PA0=1@500']);
  });

  it('keep their local variables, doubles and long ones too, across every wait', async () => {
    const { changes } = await shown(`${HEAD}
static int nested(int n) { int sum = 0; for (int i = 1; i <= n; i++) { vTaskDelay(10); sum += i; } return sum; }
static void counts(void *p) { double step = 0.5; long long ms = 40; for (;;) { step *= 2; GPIOA->BSRR = 1; vTaskDelay((int)(ms * step) + nested(2)); GPIOA->BRR = 1; vTaskDelay(ms); if (step >= 4) step = 0.5; } }
static void other(void *p) { for (;;) { vTaskDelay(7); } }
${RUN(task('counts', 2) + task('other', 3))}`);
    // 40 * 1 + 3 and the 20 of the call, then 80, then 160.
    expect(changes.slice(0, 7)).toEqual([
      'PA0=1@0',
      'PA0=0@63',
      'PA0=1@103',
      'PA0=0@206',
      'PA0=1@246',
      'PA0=0@429',
      'PA0=1@469',
    ]);
  });

  it('block on a full queue and on a set of events, and go on when there is room and all are there', async () => {
    const { changes } = await shown(`${HEAD}
static QueueHandle_t q;
static EventGroupHandle_t g;
static void fill(void *p) { uint8_t n = 0; for (;;) { xQueueSend(q, &n, portMAX_DELAY); GPIOA->ODR ^= 1; n++; } }
static void drain(void *p) { uint8_t n; for (;;) { vTaskDelay(100); xQueueReceive(q, &n, 0); xEventGroupSetBits(g, n & 1 ? 2 : 1); } }
static void both(void *p) { for (;;) { xEventGroupWaitBits(g, 3, pdTRUE, pdTRUE, portMAX_DELAY); GPIOA->ODR ^= 2; } }
int main(void) { pins(); q = xQueueCreate(2, 1); g = xEventGroupCreate(); ${task('fill', 1) + task('drain', 2) + task('both', 3)} vTaskStartScheduler(); }
`);
    expect(changes.slice(0, 6)).toEqual(['PA0=1@0', 'PA0=0@0', 'PA0=1@100', 'PA1=1@200', 'PA0=0@200', 'PA0=1@300']);
  });

  it('say so where what one waits for never comes, and do not call the pin dead for good', async () => {
    const { facts } = await shown(`${HEAD}
static QueueHandle_t q;
static void waits(void *p) { uint8_t n; for (;;) { xQueueReceive(q, &n, portMAX_DELAY); GPIOA->ODR ^= 1; } }
static void blinks(void *p) { for (;;) { GPIOA->ODR ^= 2; vTaskDelay(50); } }
int main(void) { pins(); q = xQueueCreate(2, 1); ${task('waits', 1) + task('blinks', 2)} vTaskStartScheduler(); }
`);
    expect(facts.loop).toMatchObject({ start: 0, period: 2 });
    expect(facts.assumptions.find((each) => each.name === 'tasks')?.text.en).toMatch(/^line 9 waits for a signal/);
  });

  it('a task that uses the processor lets more urgent ones in, and no others', async () => {
    const { changes } = await shown(`#include "stm32f4xx_hal.h"
#include "cmsis_os.h"
static void busy(void const *a) { for (;;) { HAL_GPIO_TogglePin(GPIOA, GPIO_PIN_5); HAL_Delay(300); osDelay(100); } }
static void urgent(void const *a) { for (;;) { HAL_GPIO_TogglePin(GPIOA, GPIO_PIN_6); osDelay(200); } }
static void idle(void const *a) { for (;;) { HAL_GPIO_TogglePin(GPIOA, GPIO_PIN_7); osDelay(50); } }
int main(void) {
  HAL_Init(); __HAL_RCC_GPIOA_CLK_ENABLE();
  GPIO_InitTypeDef g = {0}; g.Pin = GPIO_PIN_5 | GPIO_PIN_6 | GPIO_PIN_7; g.Mode = GPIO_MODE_OUTPUT_PP; HAL_GPIO_Init(GPIOA, &g);
  osThreadDef(b, busy, osPriorityNormal, 0, 128); osThreadCreate(osThread(b), NULL);
  osThreadDef(u, urgent, osPriorityHigh, 0, 128); osThreadCreate(osThread(u), NULL);
  osThreadDef(i, idle, osPriorityLow, 0, 128); osThreadCreate(osThread(i), NULL);
  osKernelStart();
  while (1);
}
`);
    expect(changes.slice(0, 6)).toEqual(['PA6=1@0', 'PA5=1@0', 'PA6=0@200', 'PA7=1@300', 'PA7=0@350', 'PA6=1@400']);
  });
});
