import { describe, expect, it } from 'vitest';
import { ask, explain } from '../../../src/index.ts';

type Row = [question: string, says: RegExp | 'declines', not?: RegExp];

/** A program as pasted, and what people ask about it in the chat afterwards. */
function protocol(name: string, paste: string, rows: Row[]): void {
  describe(name, async () => {
    const { memory } = await explain(paste);
    it.each(rows)('%s', async (question, says, not) => {
      const reply = await ask(question, memory);
      expect(reply.declined, reply.answer).toBe(says === 'declines');
      if (says !== 'declines') expect(reply.answer).toMatch(says);
      if (not) expect(reply.answer).not.toMatch(not);
    });
  });
}

protocol(
  'what a traffic light on the ESP32 does, counted and compared',
  `#include "driver/gpio.h"
#include "freertos/task.h"
#define RED    GPIO_NUM_18
#define YELLOW GPIO_NUM_19
#define GREEN  GPIO_NUM_21
#define T_GREEN 5000
static void all_off(void) { gpio_set_level(RED,0); gpio_set_level(YELLOW,0); gpio_set_level(GREEN,0); }
void app_main(void)
{
    gpio_set_direction(RED, GPIO_MODE_OUTPUT);
    gpio_set_direction(YELLOW, GPIO_MODE_OUTPUT);
    gpio_set_direction(GREEN, GPIO_MODE_OUTPUT);
    while (1) {
        all_off(); gpio_set_level(RED, 1);
        vTaskDelay(pdMS_TO_TICKS(4000));
        all_off(); gpio_set_level(GREEN, 1);
        vTaskDelay(pdMS_TO_TICKS(T_GREEN));
        for (int i = 0; i < 3; i++) {
            gpio_set_level(GREEN, 0); vTaskDelay(pdMS_TO_TICKS(300));
            gpio_set_level(GREEN, 1); vTaskDelay(pdMS_TO_TICKS(300));
        }
        all_off(); gpio_set_level(YELLOW, 1);
        vTaskDelay(pdMS_TO_TICKS(1000));
    }
}
`,
  [
    ['哪个灯亮得最久', /GREEN.*5\.9 秒/],
    ['which light is on the shortest?', /YELLOW.* shortest/],
    ['how many times does green blink', /GREEN.*4 times.*line 16 1×, line 20 3×/i],
    ['红灯和绿灯会同时亮吗', /^不会同时亮/],
    ['what comes after red', /GREEN/],
    ['what is on at t=6s?', /GREEN\) on/],
    ['T_GREEN是多少', /5000.*第 6 行/],
    ['how much current does the red one draw', 'declines'],
  ],
);

protocol(
  'four outputs that walk and return on the GD32',
  `#include "gd32f10x.h"
void delay_ms(uint32_t ms);
#define N 4
static const uint16_t pins[N] = {GPIO_PIN_5, GPIO_PIN_6, GPIO_PIN_7, GPIO_PIN_8};
int main(void)
{
    int i;
    rcu_periph_clock_enable(RCU_GPIOB);
    gpio_init(GPIOB, GPIO_MODE_OUT_PP, GPIO_OSPEED_50MHZ, GPIO_PIN_5|GPIO_PIN_6|GPIO_PIN_7|GPIO_PIN_8);
    while(1){
        for(i=0;i<N;i++){ gpio_bit_set(GPIOB, pins[i]); delay_ms(150); }
        gpio_bit_reset(GPIOB, GPIO_PIN_5|GPIO_PIN_6|GPIO_PIN_7|GPIO_PIN_8);
        delay_ms(300);
    }
}
`,
  [
    ['四个灯是一个一个灭吗', /^不是，一起熄灭/],
    ['do the leds come on one by one?', /one by one/],
    ['how many leds are lit at the same time', /^4: .*PB5.*PB8.*all on together/],
    ['PB6 一轮亮几次', /1 次/],
    ['N等于几', /`4`/],
    ['what speed are the pins', /OSPEED_50MHZ/],
    ['四个灯分别是什么颜色', 'declines'],
  ],
);

protocol(
  'a light that goes out for an instant',
  `#include "stm32f1xx_hal.h"
int main(void)
{
    HAL_Init();
    __HAL_RCC_GPIOA_CLK_ENABLE();
    GPIO_InitTypeDef g = {0};
    g.Pin = GPIO_PIN_5; g.Mode = GPIO_MODE_OUTPUT_PP;
    HAL_GPIO_Init(GPIOA, &g);
    while (1) {
        HAL_GPIO_WritePin(GPIOA, GPIO_PIN_5, GPIO_PIN_SET);
        HAL_Delay(1000);
        HAL_GPIO_WritePin(GPIOA, GPIO_PIN_5, GPIO_PIN_RESET);
    }
}
`,
  [
    ['why does the led look always on', /line 12 .* no delay between/],
    ['为什么灯看起来一直亮', /第 12 行.*没有延时/],
  ],
);

protocol(
  'values, types and sizes by name',
  `#include "main.h"
static const uint8_t table[5] = {0x3F, 0x06, 0x5B, 0x4F, 0x66};
#define SAMPLE_MS 20
#define WAIT_MS (SAMPLE_MS * 25)
enum state { IDLE, FILLING, DRAIN };
volatile uint16_t counter = 0;
static const char *version = "v2.3.1";
UART_HandleTypeDef huart1;
int main(void)
{
  huart1.Init.BaudRate = 115200;
  huart1.Init.Parity = UART_PARITY_NONE;
  GPIO_InitTypeDef g = {0};
  g.Pin = GPIO_PIN_13; g.Mode = GPIO_MODE_OUTPUT_PP;
  HAL_GPIO_Init(GPIOC, &g);
  while (1)
  {
    HAL_GPIO_TogglePin(GPIOC, GPIO_PIN_13);
    if (++counter > 1000) counter = 0;
    HAL_Delay(WAIT_MS);
  }
}
`,
  [
    ['table[2] 是多少', /0x5B/],
    ['table[7] 是多少', /没有 \[7\]/],
    ['table 有几个元素', /5 个/],
    ['what is WAIT_MS', /= 500/],
    ['counter 是什么类型', /volatile uint16_t/],
    ['which function changes counter', /line 19 \(in main\)/],
    ['DRAIN 用到了吗', /没有用到/],
    ['波特率是多少', /115200/],
    ['is there parity?', /PARITY_NONE/],
    ['what version is the firmware', /v2\.3\.1/],
    ['what is the supply voltage?', 'declines'],
    ['串口接的是哪个模块', 'declines'],
  ],
);
