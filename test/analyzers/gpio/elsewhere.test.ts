// What a paste leaves to files it does not contain: timers, handles, pins. What is known of them comes from outside.
import { describe, expect, it } from 'vitest';
import { gpio } from '../../../src/analyzers/gpio/index.ts';

interface Outside {
  inputs?: { pin: string[]; atMs: number; level: 0 | 1 }[];
  interrupts?: { handler: string; everyMs: number }[];
}

/** The first changes of pins, each as "PB10=1". */
async function changes(code: string, outside: Outside, count = 4): Promise<string[]> {
  const facts = await gpio.analyze(code, { lineOffset: 0, ...outside });
  const { events, eventInfo } = gpio.say(facts, 'en') as unknown as {
    events: { pin: string; level: number }[][];
    eventInfo: { atUs?: number }[];
  };
  expect(eventInfo).toHaveLength(events.length);
  return events.slice(0, count).map((event) => event.map(({ pin, level }) => `${pin}=${level}`).join(' '));
}

const every = (handler: string, everyMs: number): Outside => ({ interrupts: [{ handler, everyMs }] });
const pressed = (pin: string[]): Outside => ({
  inputs: [
    { pin, atMs: 0, level: 1 },
    { pin, atMs: 200, level: 0 },
    { pin, atMs: 400, level: 1 },
    { pin, atMs: 600, level: 0 },
  ],
});

describe('a timer that is set up in another file', () => {
  it('runs its handler from the call that must have started it, flags and all', async () => {
    const code = `#include "stm32f10x.h"
volatile u8 due;
void TIM3_IRQHandler(void) {
  if (TIM_GetITStatus(TIM3, TIM_IT_Update) != RESET) { TIM_ClearITPendingBit(TIM3, TIM_IT_Update); due = 1; }
}
int main(void) {
  RCC_APB2PeriphClockCmd(RCC_APB2Periph_GPIOB, ENABLE);
  GPIO_InitTypeDef s = { GPIO_Pin_12, GPIO_Speed_2MHz, GPIO_Mode_Out_PP };
  GPIO_Init(GPIOB, &s);
  TIM3_Int_Init(999, 71);
  while (1) if (due) { due = 0; GPIOB->ODR ^= GPIO_Pin_12; }
}`;
    expect(await changes(code, every('TIM3_IRQHandler', 10), 3)).toEqual(['PB12=1', 'PB12=0', 'PB12=1']);
  });

  it('is the one its handle is named after, where CubeMX keeps the set-up', async () => {
    const code = `void HAL_TIM_PeriodElapsedCallback(TIM_HandleTypeDef *htim) {
  if (htim->Instance == TIM6) HAL_GPIO_TogglePin(GPIOC, GPIO_PIN_7);
  if (htim->Instance == TIM7) HAL_GPIO_TogglePin(GPIOC, GPIO_PIN_8);
}
int main(void) {
  HAL_Init(); SystemClock_Config(); MX_GPIO_Init(); MX_TIM6_Init();
  HAL_TIM_Base_Start_IT(&htim6);
  while (1) { }
}`;
    expect(await changes(code, every('HAL_TIM_PeriodElapsedCallback', 10), 2)).toEqual(['PC7=1', 'PC7=0']);
  });
});

/** A button and a lamp of a board whose header was not pasted. */
const PRESS_TOGGLES = `void HAL_GPIO_EXTI_Callback(uint16_t pin) { if (pin == B1_Pin) HAL_GPIO_TogglePin(LD2_GPIO_Port, LD2_Pin); }
int main(void) {
  HAL_Init();
  GPIO_InitTypeDef s = {0};
  s.Pin = B1_Pin; s.Mode = GPIO_MODE_IT_FALLING; s.Pull = GPIO_PULLUP; HAL_GPIO_Init(B1_GPIO_Port, &s);
  s.Pin = LD2_Pin; s.Mode = GPIO_MODE_OUTPUT_PP; s.Pull = GPIO_NOPULL; HAL_GPIO_Init(LD2_GPIO_Port, &s);
  HAL_NVIC_EnableIRQ(EXTI15_10_IRQn);
  while (1) { }
}`;

describe('a button', () => {
  it('whose port and pin only have names reaches its callback', async () => {
    expect(await changes(PRESS_TOGGLES, pressed(['B1_Pin', 'PC13']))).toEqual(['LD2_Pin=1', 'LD2_Pin=0']);
  });

  it('on INT0 of an ATmega32 does, by GICR and MCUCR', async () => {
    const code = `#include <avr/io.h>
#include <avr/interrupt.h>
ISR(INT0_vect) { PORTA ^= (1 << PA0); }
int main(void) { DDRA = 1; PORTD = (1 << PD2); MCUCR |= (1 << ISC01); GICR |= (1 << INT0); sei(); for (;;) { } }`;
    expect(await changes(code, pressed(['PD2']))).toEqual(['PA0=1', 'PA0=0']);
  });
});

describe('a callback of the HAL alone', () => {
  const told = async (code: string, language: 'zh' | 'en' = 'en'): Promise<string> =>
    gpio.say(await gpio.analyze(code, { lineOffset: 0 }), language).text;

  it('is run with each pin that it asks for', async () => {
    const text = await told(`void HAL_GPIO_EXTI_Callback(uint16_t GPIO_Pin) {
  switch (GPIO_Pin) {
    case KEY0_Pin: HAL_GPIO_TogglePin(LED0_GPIO_Port, LED0_Pin); break;
    case GPIO_PIN_4: HAL_GPIO_WritePin(GPIOB, GPIO_PIN_5, GPIO_PIN_SET); break;
    default: break;
  }
}`);
    expect(text).toMatch(/HAL_GPIO_EXTI_Callback\(KEY0_Pin\)` \(line 1\): toggles LED0_Pin .*HAL calls it/);
    expect(text).toMatch(/HAL_GPIO_EXTI_Callback\(GPIO_PIN_4\)` \(line 1\): drives PB5 high$/m);
  });

  it('is run with each timer whose instance it asks for', async () => {
    const text = await told(`void HAL_TIM_PeriodElapsedCallback(TIM_HandleTypeDef *htim) {
  if (htim->Instance == TIM3) { HAL_GPIO_TogglePin(GPIOA, GPIO_PIN_5); }
  if (htim->Instance == TIM4) HAL_GPIO_WritePin(GPIOA, GPIO_PIN_6, GPIO_PIN_SET);
}`);
    expect(text).toMatch(/with `htim->Instance == TIM3` \(line 1\): toggles PA5 /);
    expect(text).toMatch(/with `htim->Instance == TIM4` \(line 1\): drives PA6 high$/m);
    expect(text).not.toMatch(/TIM3` \(line 1\):.*PA6/);
  });

  it('is told for both levels of a pin that it reads', async () => {
    const text = await told(
      `void HAL_GPIO_EXTI_Callback(uint16_t GPIO_Pin) {
  if (HAL_GPIO_ReadPin(GPIOE, GPIO_PIN_4) == GPIO_PIN_RESET) HAL_GPIO_TogglePin(GPIOB, GPIO_PIN_5);
}`,
      'zh',
    );
    expect(text).toMatch(/HAL_GPIO_EXTI_Callback\(.*PE4 读到低电平时（第 1 行）：每调用一次就翻转 PB5/);
    expect(text).toMatch(/PE4 读到高电平时（第 1 行）：引脚不变/);
  });
});

describe('an input open in the paste', () => {
  const BUTTON = `#include "HEADER"
int main(void) {
  HAL_Init(); SystemClock_Config(); MX_GPIO_Init();
  while (1) if (HAL_GPIO_ReadPin(B1_GPIO_Port, B1_Pin) == GPIO_PIN_SET) { HAL_GPIO_TogglePin(LD_GPIO_Port, LD_Pin); HAL_Delay(100); }
}`;

  it('is one pin, whatever ports the paste leaves open', async () => {
    const facts = await gpio.analyze(PRESS_TOGGLES, { lineOffset: 0 });
    expect(facts.inputs.map(({ pin, mode }) => [pin, mode])).toEqual([['B1_Pin', 'pull-up']]);
    expect(gpio.say(facts, 'en').text).not.toMatch(/B1_Pin pressed \(high\)/);
  });

  it('rests at the level of the button of a board that is likely', async () => {
    const on = async (header: string, lamp: string): Promise<string> => {
      const code = BUTTON.replace('HEADER', header).replaceAll('LD_', `${lamp}_`);
      return gpio.say(await gpio.analyze(code, { lineOffset: 0 }), 'en').text;
    };
    // High while pressed on the Discovery board, low on the Nucleo.
    expect(await on('stm32f4xx_hal.h', 'LD4')).toMatch(
      /as long as no input changes, no pin does[\s\S]*B1_Pin pressed \(high\): LD4_Pin goes high/,
    );
    expect(await on('stm32l4xx_hal.h', 'LD2')).toMatch(/B1_Pin pressed \(low\)/);
  });
});

describe('tasks', () => {
  it('that wait until a moment do so, however long they worked before', async () => {
    const code = `#include "stm32f10x.h"
#include "FreeRTOS.h"
#include "task.h"
void blink(void *p) {
  TickType_t last = xTaskGetTickCount();
  while (1) {
    GPIOB->BSRR = GPIO_Pin_5; vTaskDelay(pdMS_TO_TICKS(50));
    GPIOB->BRR = GPIO_Pin_5; vTaskDelayUntil(&last, pdMS_TO_TICKS(600));
  }
}
int main(void) {
  RCC->APB2ENR |= RCC_APB2ENR_IOPBEN; GPIOB->CRL = 0x44244444;
  xTaskCreate(blink, "b", 128, NULL, 2, NULL); vTaskStartScheduler();
}`;
    const facts = await gpio.analyze(code, { lineOffset: 0 });
    expect(gpio.say(facts, 'en').text).toMatch(/PB5 is (?:high|on) for 50 ms, (?:low|off) for 550 ms/);
  });
});

describe('a rate that only a comment tells', () => {
  it('runs the handler whose timer is set up in another file, and says on what ground', async () => {
    const facts = await gpio.analyze(
      `#include "nrf.h"
#define LED 17
void TIMER2_IRQHandler(void)   /* every 250 ms */
{
  if (NRF_TIMER2->EVENTS_COMPARE[1]) { NRF_TIMER2->EVENTS_COMPARE[1] = 0; NRF_P0->OUT ^= 1UL << LED; }
}
int main(void)
{
  NRF_P0->DIRSET = 1UL << LED;
  timer2_setup();
  while (1) __WFE();
}`,
      { lineOffset: 0 },
    );
    expect(facts.loop).toMatchObject({ start: 0, period: 2 });
    expect(Math.round(facts.eventInfo[1]!.seconds * 1000)).toBe(500);
    expect(facts.assumptions.find((each) => each.name === 'TIMER2_IRQHandler')?.text.en).toMatch(
      /every 250 ms.*line 3/,
    );
  });

  it('is not invented where nothing outside could have started the timer', async () => {
    const facts = await gpio.analyze(
      `#include "nrf.h"
void TIMER2_IRQHandler(void)   /* every 250 ms */
{
  NRF_P0->OUT ^= 1UL << 17;
}
int main(void) { NRF_P0->DIRSET = 1UL << 17; while (1) __WFE(); }`,
      { lineOffset: 0 },
    );
    expect(facts.events).toEqual([]);
  });

  it('moves a counter of milliseconds that the paste declares as extern', async () => {
    const facts = await gpio.analyze(
      `#include "gd32f4xx.h"
extern volatile uint32_t tick_ms;
int main(void)
{
  uint32_t last = 0;
  rcu_periph_clock_enable(RCU_GPIOC);
  gpio_mode_set(GPIOC, GPIO_MODE_OUTPUT, GPIO_PUPD_NONE, GPIO_PIN_6);
  while (1) if (tick_ms - last >= 500) { last = tick_ms; gpio_bit_toggle(GPIOC, GPIO_PIN_6); }
}`,
      { lineOffset: 0 },
    );
    expect(facts.events.length).toBeGreaterThan(3);
    expect(Math.round(facts.eventInfo[2]!.seconds * 10) / 10).toBe(1.5);
    expect(facts.assumptions.find((each) => each.name === 'tick_ms')?.text.zh).toContain('每 1 ms');
  });
});

describe('names of pins that only a header defines', () => {
  it('are pins where they stand where only pins do, whatever they are called', async () => {
    // A table of a crossroads told "no pin ever becomes an output": NS_G and EW_R do not look like pins.
    const crossroads = `#include "n32g45x.h"
typedef struct { uint16_t on, off, ms; } STEP;
static const STEP plan[] = { { NS_G | EW_R, NS_R, 5000 }, { NS_R, NS_G | EW_R, 1000 } };
int main(void) {
  GPIO_InitType io; uint8_t s = 0;
  RCC_EnableAPB2PeriphClk(RCC_APB2_PERIPH_GPIOC, ENABLE);
  GPIO_InitStruct(&io);
  io.Pin = NS_R | NS_G; io.GPIO_Mode = GPIO_Mode_Out_PP;
  GPIO_InitPeripheral(GPIOC, &io);
  while (1) { GPIOC->PBC = plan[s].off; GPIOC->PBSC = plan[s].on; SysTick_Delay_Ms(plan[s].ms); s ^= 1; }
}`;
    expect(await changes(crossroads, {}, 3)).toEqual(['NS_G=1', 'NS_G=0', 'NS_R=1']);
    // CLK is a pin here and no clock.
    const shifting = `int main(void) {
  GPIO_InitTypeDef g;
  RCC_APB2PeriphClockCmd(RCC_APB2Periph_GPIOA, ENABLE);
  g.GPIO_Pin = DATA | CLK; g.GPIO_Mode = GPIO_Mode_Out_PP; g.GPIO_Speed = GPIO_Speed_50MHz;
  GPIO_Init(GPIOA, &g);
  while (1) { GPIOA->BSRR = DATA; GPIOA->BSRR = CLK; GPIOA->BRR = DATA | CLK; }
}`;
    expect(await changes(shifting, {}, 3)).toEqual(['DATA=1', 'CLK=1', 'DATA=0 CLK=0']);
    const numbered = `#include <avr/io.h>
int main(void) { DDRB |= _BV(RED) | _BV(GREEN); while (1) { PORTB ^= _BV(RED); _delay_ms(100); PORTB ^= _BV(GREEN); } }`;
    expect(await changes(numbered, {}, 3)).toEqual(['RED=1', 'GREEN=1', 'RED=0']);
  });
});
