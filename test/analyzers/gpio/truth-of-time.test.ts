import { describe, expect, it } from 'vitest';
import { explain } from '../../../src/index.ts';

interface Part {
  family: string;
  events: { pin: string; level: 0 | 1 }[][];
  eventInfo: { seconds: number; exact: boolean }[];
  loop: { start: number; period: number } | null;
  findings: { kind: string; line: number }[];
  assumptions: { name: string; text: string }[];
  text: string;
}
const partOf = async (paste: string): Promise<Part> => {
  const { report } = await explain(paste, { language: 'en' });
  return report.parts.find((part) => part.analyzer === 'gpio') as unknown as Part;
};
const seconds = ({ eventInfo }: Part, count: number): number[] =>
  eventInfo.slice(0, count).map((each) => Number(each.seconds.toFixed(3)));

describe('the clock a program runs at', () => {
  const f0 = (header: string, extra = '') => `#include "${header}"
volatile unsigned ms;
void SysTick_Handler(void) { ms++; }
int main(void) {
  ${extra}
  RCC->AHBENR |= RCC_AHBENR_GPIOCEN;
  GPIOC->MODER |= 1u << 18;
  SysTick_Config(8000);
  while (1) { while (ms < 500) { } ms = 0; GPIOC->ODR ^= 1 << 9; }
}`;

  it('is the HSI of an STM32F0 whose registers alone are used', async () => {
    expect(seconds(await partOf(f0('stm32f0xx.h')), 2)).toEqual([0.5, 1]);
  });

  it('is said by a crystal in the comment of an 8051 program', async () => {
    const blink = (comment: string) => `#include <reg52.h>  ${comment}
sbit LED = P1^0;
unsigned char n;
void t0() interrupt 1 { TH0 = 0x3C; TL0 = 0xB0; if (++n == 20) { n = 0; LED = !LED; } }
void main() { TMOD = 1; TH0 = 0x3C; TL0 = 0xB0; EA = 1; ET0 = 1; TR0 = 1; while (1); }`;
    expect(seconds(await partOf(blink('// 晶振 12MHz')), 2)).toEqual([1, 2]);
    const unsaid = await partOf(blink(''));
    expect(unsaid.assumptions.map(({ name }) => name)).toContain('clock');
  });

  it('is reckoned from what a HAL program gives its PLL', async () => {
    const part = await partOf(`#include "stm32f1xx_hal.h"
TIM_HandleTypeDef htim2;
void HAL_TIM_PeriodElapsedCallback(TIM_HandleTypeDef *h) { HAL_GPIO_TogglePin(GPIOC, GPIO_PIN_13); }
void clock(void) {
  RCC_OscInitTypeDef o = {0}; RCC_ClkInitTypeDef c = {0};
  o.PLL.PLLState = RCC_PLL_ON; o.PLL.PLLSource = RCC_PLLSOURCE_HSI_DIV2; o.PLL.PLLMUL = RCC_PLL_MUL8;
  HAL_RCC_OscConfig(&o);
  c.SYSCLKSource = RCC_SYSCLKSOURCE_PLLCLK;
  HAL_RCC_ClockConfig(&c, FLASH_LATENCY_1);
}
int main(void) {
  GPIO_InitTypeDef g = {0};
  HAL_Init(); clock();
  __HAL_RCC_GPIOC_CLK_ENABLE();
  g.Pin = GPIO_PIN_13; g.Mode = GPIO_MODE_OUTPUT_PP; HAL_GPIO_Init(GPIOC, &g);
  htim2.Instance = TIM2; htim2.Init.Prescaler = 31999; htim2.Init.Period = 499;
  HAL_TIM_Base_Init(&htim2); HAL_TIM_Base_Start_IT(&htim2);
  while (1) { }
}
void TIM2_IRQHandler(void) { HAL_TIM_IRQHandler(&htim2); }`);
    expect(seconds(part, 2)).toEqual([0.5, 1]);
  });
});

describe('a wait that is only declared', () => {
  it('has no exact length', async () => {
    const part = await partOf(`#include "stm32f10x.h"
void pause(void);
void wait(void);
int main(void) {
  RCC->APB2ENR |= 8; GPIOB->CRL = 0x44344444;
  while (1) { GPIOB->BSRR = 1 << 5; wait(); GPIOB->BRR = 1 << 5; wait(); }
}`);
    expect(part.eventInfo.slice(1, 3).map((each) => each.exact)).toEqual([false, false]);
    expect(part.assumptions.find(({ name }) => name === 'wait')?.text).toMatch(/cannot be told/);
  });
});

describe('flags and interrupts', () => {
  it('a flag looked at once a turn of the main loop comes round again and again', async () => {
    const part = await partOf(`#include "stm32f4xx.h"
int main(void) {
  RCC->AHB1ENR |= 1; RCC->APB1ENR |= 1;
  GPIOA->MODER |= 1 << 10;
  TIM2->PSC = 15999; TIM2->ARR = 499; TIM2->CR1 |= 1;
  while (1) { if (TIM2->SR & 1) { TIM2->SR &= ~1; GPIOA->ODR ^= 1 << 5; } }
}`);
    expect(part.loop).toEqual({ start: 0, period: 2 });
    expect(seconds(part, 3)).toEqual([0.5, 1, 1.5]);
  });

  it('an interrupt without a handler in the paste is named, and its pin is not said to stay', async () => {
    const part = await partOf(`#include "stm32f10x.h"
int main(void) {
  RCC->APB2ENR |= 16; RCC->APB1ENR |= 1;
  GPIOC->CRH = 0x44244444;
  TIM2->PSC = 7199; TIM2->ARR = 4999; TIM2->DIER = 1; TIM2->CR1 = 1;
  NVIC_EnableIRQ(TIM2_IRQn);
  while (1) { }
}`);
    expect(part.assumptions.map(({ name }) => name)).toContain('TIM2_IRQHandler');
    expect(part.text).not.toMatch(/stays low throughout/);
  });
});

describe('an interrupt opened under a name of the board', () => {
  it('is not said to be closed', async () => {
    const { findings } = await partOf(`#include "stm32f10x.h"
void EXTI15_10_IRQHandler(void) { EXTI->PR = 1 << 13; GPIOA->ODR ^= 32; }
int main(void) {
  RCC->APB2ENR |= 21;
  GPIOA->CRL = 0x44344444;
  GPIOC->CRH = 0x44844444; GPIOC->ODR = 1 << 13;
  AFIO->EXTICR[3] = 0x20; EXTI->FTSR = 1 << 13; EXTI->IMR = 1 << 13;
  NVIC_EnableIRQ(B1_EXTI_IRQn);
  while (1) { }
}`);
    expect(findings.map(({ kind }) => kind)).not.toContain('interrupt-not-enabled');
  });
});

describe('threads beside main', () => {
  it('go on while main sleeps or returns', async () => {
    const linux = await partOf(`#include <wiringPi.h>
PI_THREAD(blinky) { for (;;) { digitalWrite(0, HIGH); delay(500); digitalWrite(0, LOW); delay(500); } return 0; }
int main(void) { wiringPiSetup(); pinMode(0, OUTPUT); piThreadCreate(blinky); for (;;) delay(1000); }`);
    expect(linux.loop).toEqual({ start: 0, period: 2 });
    const rtos = await partOf(`#include <rtthread.h>
#include <rtdevice.h>
#include <board.h>
#define LAMP GET_PIN(F, 9)
static void work(void *p) { rt_pin_mode(LAMP, PIN_MODE_OUTPUT); while (1) { rt_pin_write(LAMP, PIN_HIGH); rt_thread_mdelay(500); rt_pin_write(LAMP, PIN_LOW); rt_thread_mdelay(500); } }
int main(void) { rt_thread_t t = rt_thread_create("led", work, RT_NULL, 512, 20, 10); if (t != RT_NULL) rt_thread_startup(t); return 0; }`);
    expect(rtos.events.slice(0, 2).map(([change]) => `${change!.pin}=${change!.level}`)).toEqual(['PF9=1', 'PF9=0']);
    expect(rtos.loop).toEqual({ start: 0, period: 2 });
  });
});

describe('comments about orders, counts and ticks', () => {
  const kinds = ({ findings }: Part): string[] => findings.map(({ kind }) => kind);
  it('are held against the run', async () => {
    const light = (order: string) => `// running light: D2 first, then D3, then D4
const byte pins[] = {${order}};
void setup() { for (byte i = 0; i < 3; i++) pinMode(pins[i], OUTPUT); }
void loop() { for (byte i = 0; i < 3; i++) { digitalWrite(pins[i], HIGH); delay(150); digitalWrite(pins[i], LOW); } }`;
    expect(kinds(await partOf(light('4, 3, 2')))).toEqual(['comment-contradicts-code']);
    expect(kinds(await partOf(light('2, 3, 4')))).toEqual([]);
  });

  it('know a quarter of a second', async () => {
    const part = await partOf(`#include "pico/stdlib.h"
int main() {
    gpio_init(16); gpio_set_dir(16, GPIO_OUT);
    while (true) { gpio_xor_mask(1u << 16);
        sleep_ms(250);   // wait a quarter of a second
    }
}`);
    expect(part.findings).toEqual([]);
  });
});
