import { describe, expect, it } from 'vitest';
import { explain } from '../../../src/index.ts';

interface Gpio {
  analyzer: string;
  family: string;
  events: { pin: string; level: number }[][];
  loop: { start: number; period: number } | null;
  findings: { kind: string }[];
  assumptions: { name: string; text: string }[];
  stuck: unknown;
  text: string;
}

async function told(paste: string, language: 'en' | 'zh' = 'en'): Promise<Gpio> {
  const { report } = await explain(paste, { language });
  return report.parts.find((each) => each.analyzer === 'gpio') as unknown as Gpio;
}

const levels = ({ events }: Gpio): string[] =>
  events.map((changes) => changes.map(({ pin, level }) => `${pin}=${level}`).join('+'));

const HAL_BUTTON = (handler: string, set: string, pin: string) => `#include "stm32f1xx_hal.h"
int main(void) {
  GPIO_InitTypeDef init = {0};
  HAL_Init();
  BSP_LED_Init(LED3);
  __HAL_RCC_GPIOA_CLK_ENABLE();
  init.Mode = GPIO_MODE_IT_FALLING;
  init.Pull = GPIO_PULLUP;
  init.Pin = ${set};
  HAL_GPIO_Init(GPIOA, &init);
  HAL_NVIC_EnableIRQ(${handler}_IRQn);
  while (1) { }
}
void HAL_GPIO_EXTI_Callback(uint16_t pin) { if (pin == ${set}) BSP_LED_Toggle(LED3); }
void ${handler}_IRQHandler(void) { HAL_GPIO_EXTI_IRQHandler(${pin}); }
`;

describe('examples of chip makers, as they are pasted', () => {
  // The board's header, which names the button's pin, is never pasted: any other line than the handler's own would leave its flag set.
  it.each([
    ['EXTI0', 'GPIO_PIN_0'],
    ['EXTI15_10', 'GPIO_PIN_13'],
    ['EXTI9_5', 'GPIO_PIN_7'],
  ])('a handler %s hands on a pin of its own lines', async (handler, pin) => {
    const answer = await told(HAL_BUTTON(handler, pin, 'USER_BUTTON_PIN'));
    expect(answer.findings.map(({ kind }) => kind)).not.toContain('interrupt-flag-not-cleared');
    expect(answer.text).toContain('LED3 goes high');
  });

  it('a handler that hands on a pin of other lines still never takes its flag back', async () => {
    const answer = await told(HAL_BUTTON('EXTI0', 'GPIO_PIN_0', 'GPIO_PIN_4'));
    expect(answer.findings.map(({ kind }) => kind)).toContain('interrupt-flag-not-cleared');
  });

  it('an interrupt that the program asks for itself is run once', async () => {
    const answer = await told(`#include "stm32f4xx.h"
int main(void) {
  GPIO_InitTypeDef pin; EXTI_InitTypeDef line; NVIC_InitTypeDef irq;
  RCC_AHB1PeriphClockCmd(RCC_AHB1Periph_GPIOA | RCC_AHB1Periph_GPIOD, ENABLE);
  GPIO_StructInit(&pin);
  pin.GPIO_Pin = GPIO_Pin_12; pin.GPIO_Mode = GPIO_Mode_OUT; GPIO_Init(GPIOD, &pin);
  line.EXTI_Line = EXTI_Line0; line.EXTI_Mode = EXTI_Mode_Interrupt; line.EXTI_Trigger = EXTI_Trigger_Rising; line.EXTI_LineCmd = ENABLE;
  EXTI_Init(&line);
  irq.NVIC_IRQChannel = EXTI0_IRQn; irq.NVIC_IRQChannelCmd = ENABLE; NVIC_Init(&irq);
  EXTI_GenerateSWInterrupt(EXTI_Line0);
  while (1) { }
}
void EXTI0_IRQHandler(void) {
  if (EXTI_GetITStatus(EXTI_Line0) != RESET) { GPIO_ToggleBits(GPIOD, GPIO_Pin_12); EXTI_ClearITPendingBit(EXTI_Line0); }
}
`);
    expect(levels(answer)).toEqual(['PD12=1']);
    expect(answer.loop).toBeNull();
  });

  it('a handler that is missing is called by the name that the paste switches on', async () => {
    const answer = await told(`#include "stm32g0xx_ll_gpio.h"
int main(void) {
  LL_TIM_InitTypeDef base = {0};
  LL_APB2_GRP1_EnableClock(LL_APB2_GRP1_PERIPH_TIM1);
  NVIC_EnableIRQ(TIM1_BRK_UP_TRG_COM_IRQn);
  base.Prescaler = 1599; base.Autoreload = 999;
  LL_TIM_Init(TIM1, &base);
  LL_TIM_EnableIT_UPDATE(TIM1);
  LL_TIM_EnableCounter(TIM1);
  while (1) { }
}
`);
    expect(answer.text).toContain('TIM1_BRK_UP_TRG_COM_IRQHandler');
    expect(answer.text).not.toContain('TIM1_UP_TIM10');
  });

  it.each([
    [
      'apm32',
      '#include "main.h"\n#include "apm32f4xx_int.h"\nint main(void) { RCM_EnableAPB2PeriphClock(RCM_APB2_PERIPH_TMR1); BOARD_LEDInit(LED2); while (1) { BOARD_LEDToggle(LED2); } }\n',
      'APM32F4',
    ],
    [
      'ch32v',
      '#include "debug.h"\nvoid setUp(void) { GPIO_InitTypeDef g = {0}; RCC_APB2PeriphClockCmd(RCC_APB2Periph_GPIOA, ENABLE); g.GPIO_Pin = GPIO_Pin_0; g.GPIO_Mode = GPIO_Mode_IPU; GPIO_Init(GPIOA, &g); NVIC_EnableIRQ(EXTI0_IRQn); }\nint main(void) { NVIC_PriorityGroupConfig(NVIC_PriorityGroup_1); Delay_Init(); USART_Printf_Init(115200); setUp(); while (1) Delay_Ms(1000); }\n',
      'CH32V/CH32F',
    ],
    [
      'n32g03x',
      '#include "main.h"\nint main(void) { GPIO_InitType g; NVIC_InitType n; RCC_EnableAPB2PeriphClk(RCC_APB2_PERIPH_GPIOA, ENABLE); GPIO_InitStruct(&g); g.Pin = GPIO_PIN_6; g.GPIO_Mode = GPIO_MODE_OUTPUT_PP; g.GPIO_Current = GPIO_DC_LOW; GPIO_InitPeripheral(GPIOA, &g); n.NVIC_IRQChannelPriority = 1; while (1) GPIO_SetBits(GPIOA, GPIO_PIN_6); }\n',
      'N32G03x',
    ],
    [
      'avr',
      '#include "mcc_generated_files/system/system.h"\n#include <util/delay.h>\nint main(void) { SYSTEM_Initialize(); while (1) { LED_SetHigh(); _delay_ms(5); LED_SetLow(); _delay_ms(5); } }\n',
      'AVR-Dx',
    ],
  ])('the family of %s is told from what only it has', async (family, paste, title) => {
    const answer = await told(paste);
    expect(answer.family).toBe(family);
    expect(answer.text).toContain(title);
  });

  // What a function outside the paste answers decides here; that it was taken for 0 is said with the result, in both languages.
  it.each(['en', 'zh'] as const)('what an unknown function answers is no fact (%s)', async (language) => {
    const answer = await told(
      '#include <avr/io.h>\nint main(void) { DDRB = 1; while (1) { if (sensor_value() > 3) PORTB |= 1; else PORTB &= ~1; } }\n',
      language,
    );
    expect(answer.text).toContain(language === 'en' ? '`sensor_value` returning 0' : '`sensor_value` 返回 0');
  });

  it('a pin that a function outside the paste lets blink is not said to stay on', async () => {
    const answer = await told(
      '#include "n32g45x.h"\nint main(void) { LedInit(PORT_GROUP, LED2_PIN); GPIO_SetBits(PORT_GROUP, LED2_PIN); while (1) { LedBlink(PORT_GROUP, LED2_PIN); } }\n',
    );
    expect(answer.text).toContain('`LedBlink`');
    expect(answer.text).not.toContain('stays on');
  });

  it('a loop with a delay in it that waits for what a callback counts is no dead end', async () => {
    const answer = await told(
      '#include <wiringPi.h>\nstatic volatile int seen = 0;\nvoid onEdge(void) { digitalWrite(0, 1); ++seen; digitalWrite(0, 0); }\nint main(void) {\n  int known = 0;\n  wiringPiSetup();\n  pinMode(0, OUTPUT); pinMode(1, INPUT);\n  wiringPiISR(1, INT_EDGE_FALLING, &onEdge);\n  for (;;) {\n    while (known == seen)\n      delay(1000);\n    known = seen;\n  }\n}\n',
    );
    expect(answer.stuck).toBeNull();
  });

  it('the end of a comment that begins above the paste is no code', async () => {
    const answer = await told(
      ' * Board    : any\n * Author   : nobody\n */\n#include <avr/io.h>\nstatic volatile int n = 0;\nint main(void) { DDRB = 2; while (n < 2) { PORTB ^= 2; n++; } for (;;) { } }\n',
    );
    expect(levels(answer)).toEqual(['PB1=1', 'PB1=0']);
    expect(answer.assumptions.map(({ name }) => name)).not.toContain('n');
  });

  it('timers and LEDs of a TM4C129x toggle at their own pace', async () => {
    const answer = await told(`#include "driverlib/timer.h"
uint32_t clock, flags;
void Timer0IntHandler(void) { ROM_TimerIntClear(TIMER0_BASE, TIMER_TIMA_TIMEOUT); HWREGBITW(&flags, 1) ^= 1; GPIOPinWrite(GPIO_PORTN_BASE, GPIO_PIN_1, flags); }
int main(void) {
  clock = MAP_SysCtlClockFreqSet(SYSCTL_XTAL_25MHZ | SYSCTL_OSC_MAIN | SYSCTL_USE_PLL | SYSCTL_CFG_VCO_480, 120000000);
  ROM_SysCtlPeripheralEnable(SYSCTL_PERIPH_GPION);
  ROM_GPIOPinTypeGPIOOutput(GPIO_PORTN_BASE, GPIO_PIN_1);
  ROM_SysCtlPeripheralEnable(SYSCTL_PERIPH_TIMER0);
  ROM_IntMasterEnable();
  ROM_TimerConfigure(TIMER0_BASE, TIMER_CFG_PERIODIC);
  ROM_TimerLoadSet(TIMER0_BASE, TIMER_A, clock / 4);
  ROM_IntEnable(INT_TIMER0A);
  ROM_TimerIntEnable(TIMER0_BASE, TIMER_TIMA_TIMEOUT);
  ROM_TimerEnable(TIMER0_BASE, TIMER_A);
  while (1) { }
}
`);
    expect(levels(answer).slice(0, 2)).toEqual(['PN1=1', 'PN1=0']);
    expect(answer.text).toContain('250 ms');
  });

  // A paste of main.c alone: its callbacks are called from the file that stays behind.
  it.each([
    ['en', 'toggles LED2_PIN'],
    ['zh', '翻转 LED2_PIN'],
  ] as const)('what a callback does that nothing in the paste calls is told by itself (%s)', async (language, words) => {
    const { text } = await told(
      'void UserButton_Callback(void);\nint main(void) {\n  LL_AHB2_GRP1_EnableClock(LL_AHB2_GRP1_PERIPH_GPIOA);\n  LL_GPIO_SetPinMode(LED2_GPIO_PORT, LED2_PIN, LL_GPIO_MODE_OUTPUT);\n  while (1) { }\n}\nvoid UserButton_Callback(void) { LL_GPIO_TogglePin(LED2_GPIO_PORT, LED2_PIN); }\n',
      language,
    );
    expect(text).toContain('`UserButton_Callback()`');
    expect(text).toContain(words);
  });

  it("a button's handler and line may have the names of its board", async () => {
    const { text } = await told(`#include "stm32l4xx_ll_gpio.h"
void UserButton_Callback(void) { LL_GPIO_TogglePin(LED2_GPIO_PORT, LED2_PIN); }
int main(void) {
  LL_EXTI_InitTypeDef line;
  LL_GPIO_SetPinMode(LED2_GPIO_PORT, LED2_PIN, LL_GPIO_MODE_OUTPUT);
  LL_GPIO_SetPinMode(USER_BUTTON_GPIO_PORT, USER_BUTTON_PIN, LL_GPIO_MODE_INPUT);
  USER_BUTTON_SYSCFG_SET_EXTI();
  line.Line_0_31 = USER_BUTTON_EXTI_LINE; line.LineCommand = ENABLE; line.Mode = LL_EXTI_MODE_IT; line.Trigger = LL_EXTI_TRIGGER_FALLING;
  LL_EXTI_Init(&line);
  NVIC_EnableIRQ(USER_BUTTON_EXTI_IRQn);
  while (1) { }
}
void USER_BUTTON_IRQHANDLER(void) {
  if (LL_EXTI_IsActiveFlag_0_31(USER_BUTTON_EXTI_LINE) != RESET) { LL_EXTI_ClearFlag_0_31(USER_BUTTON_EXTI_LINE); UserButton_Callback(); }
}
`);
    expect(text).toContain('USER_BUTTON_PIN pressed (low): LED2_PIN goes high');
  });

  it('a handler that asks for the flags of four channels lets each have its time', async () => {
    const channel = (n: number, ticks: number, then: string): string =>
      `${then} (TIM_GetITStatus(TIM3, TIM_IT_CC${n}) != RESET) { TIM_ClearITPendingBit(TIM3, TIM_IT_CC${n}); GPIO_ToggleBits(GPIOD, GPIO_Pin_${n}); TIM_SetCompare${n}(TIM3, TIM_GetCapture${n}(TIM3) + ${ticks}); }`;
    const answer = await told(`#include "stm32f4xx.h"
int main(void) {
  TIM_OCInitTypeDef o; GPIO_InitTypeDef g; TIM_TimeBaseInitTypeDef b;
  RCC_AHB1PeriphClockCmd(RCC_AHB1Periph_GPIOD, ENABLE);
  GPIO_StructInit(&g); g.GPIO_Pin = GPIO_Pin_1 | GPIO_Pin_2 | GPIO_Pin_3 | GPIO_Pin_4; g.GPIO_Mode = GPIO_Mode_OUT; GPIO_Init(GPIOD, &g);
  b.TIM_Period = 65535; b.TIM_Prescaler = 13; b.TIM_CounterMode = TIM_CounterMode_Up; b.TIM_ClockDivision = 0;
  TIM_TimeBaseInit(TIM3, &b);
  o.TIM_Pulse = 40000; TIM_OC1Init(TIM3, &o);
  o.TIM_Pulse = 27000; TIM_OC2Init(TIM3, &o);
  o.TIM_Pulse = 13000; TIM_OC3Init(TIM3, &o);
  o.TIM_Pulse = 6000; TIM_OC4Init(TIM3, &o);
  NVIC_EnableIRQ(TIM3_IRQn);
  TIM_ITConfig(TIM3, TIM_IT_CC1 | TIM_IT_CC2 | TIM_IT_CC3 | TIM_IT_CC4, ENABLE);
  TIM_Cmd(TIM3, ENABLE);
  while (1) { }
}
void TIM3_IRQHandler(void) {
  ${channel(1, 40000, 'if')}
  ${channel(2, 27000, 'else if')}
  ${channel(3, 13000, 'else if')}
  ${channel(4, 6000, 'else if')}
}
`);
    // 6000, 12000, 13000, 18000, 24000, 26000, 27000 counts of 6 MHz.
    expect(levels(answer).slice(0, 7)).toEqual(['PD4=1', 'PD4=0', 'PD3=1', 'PD4=1', 'PD4=0', 'PD3=0', 'PD2=1']);
  });

  it("a fade of ESP-IDF's LEDC is told as one", async () => {
    const { text } = await told(`#include "driver/ledc.h"
#include "freertos/FreeRTOS.h"
void app_main(void) {
  ledc_timer_config_t timer = { .speed_mode = LEDC_LOW_SPEED_MODE, .duty_resolution = LEDC_TIMER_10_BIT, .timer_num = LEDC_TIMER_0, .freq_hz = 5000 };
  ledc_channel_config_t channel = { .gpio_num = 5, .speed_mode = LEDC_LOW_SPEED_MODE, .channel = LEDC_CHANNEL_0, .timer_sel = LEDC_TIMER_0, .duty = 0 };
  ledc_timer_config(&timer);
  ledc_channel_config(&channel);
  ledc_fade_func_install(0);
  while (1) {
    ledc_set_fade_with_time(LEDC_LOW_SPEED_MODE, LEDC_CHANNEL_0, 800, 1000);
    ledc_fade_start(LEDC_LOW_SPEED_MODE, LEDC_CHANNEL_0, LEDC_FADE_WAIT_DONE);
    ledc_set_fade_with_time(LEDC_LOW_SPEED_MODE, LEDC_CHANNEL_0, 0, 1000);
    ledc_fade_start(LEDC_LOW_SPEED_MODE, LEDC_CHANNEL_0, LEDC_FADE_WAIT_DONE);
  }
}
`);
    expect(text).toContain('GPIO5 fades up and down by PWM, from 0 % to 78 %');
  });

  it('compare interrupts of the HAL call its callback', async () => {
    const answer = await told(`#include "stm32f4xx_hal.h"
TIM_HandleTypeDef htim3;
int main(void) {
  TIM_OC_InitTypeDef oc = {0}; GPIO_InitTypeDef g = {0};
  HAL_Init();
  __HAL_RCC_GPIOC_CLK_ENABLE();
  g.Pin = GPIO_PIN_3; g.Mode = GPIO_MODE_OUTPUT_PP; HAL_GPIO_Init(GPIOC, &g);
  htim3.Instance = TIM3; htim3.Init.Prescaler = 15999; htim3.Init.Period = 999;
  HAL_TIM_OC_Init(&htim3);
  oc.Pulse = 200;
  HAL_TIM_OC_ConfigChannel(&htim3, &oc, TIM_CHANNEL_1);
  HAL_TIM_OC_Start_IT(&htim3, TIM_CHANNEL_1);
  while (1) { }
}
void HAL_TIM_OC_DelayElapsedCallback(TIM_HandleTypeDef *h) { if (h->Channel == HAL_TIM_ACTIVE_CHANNEL_1) HAL_GPIO_TogglePin(GPIOC, GPIO_PIN_3); }
`);
    expect(levels(answer).slice(0, 2)).toEqual(['PC3=1', 'PC3=0']);
  });
});
