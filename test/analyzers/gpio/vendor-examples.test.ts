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
});
