import { describe, expect, it } from 'vitest';
import { explain } from '../../../src/index.ts';

interface Told {
  analyzer: string;
  family: string;
  outputs: { pin: string }[];
  assumptions: { name: string; text: string }[];
}

async function told(text: string): Promise<Told> {
  const { report } = await explain(text, { language: 'en' });
  return report.parts.find((each) => each.analyzer === 'gpio') as unknown as Told;
}

/** Pastes that lost their include lines: what tells a family from its neighbours. */
const PROGRAMS: [string, string, string][] = [
  [
    'Kinetis, by its unit PORT and kCLOCK_PortB',
    'kinetis',
    String.raw`#define BOARD_LED_GPIO GPIOB
#define BOARD_LED_GPIO_PIN 21U
volatile uint32_t g_systickCounter;
void SysTick_Handler(void) { if (g_systickCounter != 0U) { g_systickCounter--; } }
void SysTick_DelayTicks(uint32_t n) { g_systickCounter = n; while (g_systickCounter != 0U) { } }
int main(void)
{
    gpio_pin_config_t led_config = { kGPIO_DigitalOutput, 0, };
    CLOCK_EnableClock(kCLOCK_PortB);
    PORT_SetPinMux(PORTB, BOARD_LED_GPIO_PIN, kPORT_MuxAsGpio);
    GPIO_PinInit(BOARD_LED_GPIO, BOARD_LED_GPIO_PIN, &led_config);
    SysTick_Config(SystemCoreClock / 1000U);
    while (1)
    {
        SysTick_DelayTicks(1000U);
        GPIO_PortToggle(BOARD_LED_GPIO, 1u << BOARD_LED_GPIO_PIN);
    }
}
`,
  ],
  [
    'Kinetis, by a port with a letter',
    'kinetis',
    String.raw`int main(void)
{
    gpio_pin_config_t led_config = { kGPIO_DigitalOutput, 1 };
    GPIO_PinInit(GPIOB, 18U, &led_config);
    while (1)
    {
        for (volatile int i = 0; i < 800000; i++) { __NOP(); }
        GPIO_PinWrite(GPIOB, 18U, 0);
        for (volatile int i = 0; i < 800000; i++) { __NOP(); }
        GPIO_PinWrite(GPIOB, 18U, 1);
    }
}
`,
  ],
  [
    'i.MX RT, by a numbered port and three members',
    'imxrt',
    String.raw`int main(void)
{
    gpio_pin_config_t led_config = {kGPIO_DigitalOutput, 0, kGPIO_NoIntmode};
    GPIO_PinInit(GPIO1, 9U, &led_config);
    while (1)
    {
        SDK_DelayAtLeastUs(500000, SystemCoreClock);
        GPIO_PinWrite(GPIO1, 9U, 1U);
        SDK_DelayAtLeastUs(500000, SystemCoreClock);
        GPIO_PinWrite(GPIO1, 9U, 0U);
    }
}
`,
  ],
  [
    'LPC55, by one GPIO with ports as numbers',
    'lpc55xx',
    String.raw`int main(void)
{
    gpio_pin_config_t led_config = { kGPIO_DigitalOutput, 0 };
    CLOCK_EnableClock(kCLOCK_Gpio1);
    GPIO_PortInit(GPIO, 1);
    GPIO_PinInit(GPIO, 1U, 4U, &led_config);
    while (1)
    {
        SDK_DelayAtLeastUs(250000, SystemCoreClock);
        GPIO_PortToggle(GPIO, 1U, 1u << 4U);
    }
}
`,
  ],
  [
    'N32L4, by the pull and current of a pin',
    'n32l4',
    String.raw`void LedInit(GPIO_Module* GPIOx, uint16_t Pin)
{
    GPIO_InitType GPIO_InitStructure;
    RCC_EnableAPB2PeriphClk(RCC_APB2_PERIPH_GPIOA, ENABLE);
    GPIO_InitStruct(&GPIO_InitStructure);
    GPIO_InitStructure.Pin = Pin;
    GPIO_InitStructure.GPIO_Current = GPIO_DC_4mA;
    GPIO_InitStructure.GPIO_Pull = GPIO_No_Pull;
    GPIO_InitStructure.GPIO_Mode = GPIO_Mode_Out_PP;
    GPIO_InitPeripheral(GPIOx, &GPIO_InitStructure);
}
int main(void)
{
    LedInit(GPIOA, GPIO_PIN_8);
    while (1) { GPIOA->POD ^= GPIO_PIN_8; for (volatile int i = 0; i < 100000; i++); }
}
`,
  ],
  [
    'N32G45x, by the speed of a pin',
    'n32g45x',
    String.raw`int main(void)
{
    GPIO_InitType GPIO_InitStructure;
    RCC_EnableAPB2PeriphClk(RCC_APB2_PERIPH_GPIOA, ENABLE);
    GPIO_InitStructure.Pin = GPIO_PIN_8;
    GPIO_InitStructure.GPIO_Mode = GPIO_Mode_Out_PP;
    GPIO_InitStructure.GPIO_Speed = GPIO_Speed_50MHz;
    GPIO_InitPeripheral(GPIOA, &GPIO_InitStructure);
    while (1) { GPIOA->PBSC = GPIO_PIN_8; for (volatile int i = 0; i < 100000; i++); GPIOA->PBC = GPIO_PIN_8;for (volatile int i = 0; i < 100000; i++); }
}
`,
  ],
  [
    'CH32V, by its interrupt attribute',
    'ch32v',
    String.raw`void EXTI0_INT_INIT(void);
void EXTI7_0_IRQHandler(void) __attribute__((interrupt("WCH-Interrupt-fast")));
void EXTI7_0_IRQHandler(void)
{
  if(EXTI_GetITStatus(EXTI_Line0)!=RESET)
  {
    GPIO_WriteBit(GPIOD, GPIO_Pin_4, Bit_SET);
    EXTI_ClearITPendingBit(EXTI_Line0);
  }
}
void EXTI0_INT_INIT(void)
{
    GPIO_InitTypeDef GPIO_InitStructure = {0};
    EXTI_InitTypeDef EXTI_InitStructure = {0};
    NVIC_InitTypeDef NVIC_InitStructure = {0};
    RCC_APB2PeriphClockCmd(RCC_APB2Periph_AFIO | RCC_APB2Periph_GPIOD, ENABLE);
    GPIO_InitStructure.GPIO_Pin = GPIO_Pin_4;
    GPIO_InitStructure.GPIO_Mode = GPIO_Mode_Out_PP;
    GPIO_InitStructure.GPIO_Speed = GPIO_Speed_50MHz;
    GPIO_Init(GPIOD, &GPIO_InitStructure);
    GPIO_InitStructure.GPIO_Pin = GPIO_Pin_0;
    GPIO_InitStructure.GPIO_Mode = GPIO_Mode_IPU;
    GPIO_Init(GPIOD, &GPIO_InitStructure);
    GPIO_EXTILineConfig(GPIO_PortSourceGPIOD, GPIO_PinSource0);
    EXTI_InitStructure.EXTI_Line = EXTI_Line0;
    EXTI_InitStructure.EXTI_Mode = EXTI_Mode_Interrupt;
    EXTI_InitStructure.EXTI_Trigger = EXTI_Trigger_Falling;
    EXTI_InitStructure.EXTI_LineCmd = ENABLE;
    EXTI_Init(&EXTI_InitStructure);
    NVIC_InitStructure.NVIC_IRQChannel = EXTI7_0_IRQn;
    NVIC_InitStructure.NVIC_IRQChannelPreemptionPriority = 1;
    NVIC_InitStructure.NVIC_IRQChannelSubPriority = 2;
    NVIC_InitStructure.NVIC_IRQChannelCmd = ENABLE;
    NVIC_Init(&NVIC_InitStructure);
}
int main(void) { EXTI0_INT_INIT(); while(1) { } }
`,
  ],
  [
    'CH32V, by its debug calls',
    'ch32v',
    String.raw`void GPIO_Toggle_INIT(void)
{
    GPIO_InitTypeDef GPIO_InitStructure = {0};
    RCC_APB2PeriphClockCmd(RCC_APB2Periph_GPIOD, ENABLE);
    GPIO_InitStructure.GPIO_Pin = GPIO_Pin_0;
    GPIO_InitStructure.GPIO_Mode = GPIO_Mode_Out_PP;
    GPIO_InitStructure.GPIO_Speed = GPIO_Speed_50MHz;
    GPIO_Init(GPIOD, &GPIO_InitStructure);
}
int main(void)
{
    u8 i = 0;
    NVIC_PriorityGroupConfig(NVIC_PriorityGroup_1);
    SystemCoreClockUpdate();
    Delay_Init();
    USART_Printf_Init(115200);
    printf("SystemClk:%d\r\n", SystemCoreClock);
    printf("ChipID:%08x\r\n", DBGMCU_GetCHIPID());
    GPIO_Toggle_INIT();
    while(1)
    {
        Delay_Ms(250);
        GPIO_WriteBit(GPIOD, GPIO_Pin_0, (i == 0) ? (i = Bit_SET) : (i = Bit_RESET));
    }
}
`,
  ],
  [
    'APM32F1, by RCM on APB2',
    'apm32',
    String.raw`void APM_MINI_LEDInit(void)
{
    GPIO_Config_T  configStruct;
    RCM_EnableAPB2PeriphClock(RCM_APB2_PERIPH_GPIOB);
    configStruct.pin = GPIO_PIN_8;
    configStruct.mode = GPIO_MODE_OUT_PP;
    configStruct.speed = GPIO_SPEED_50MHz;
    GPIO_Config(GPIOB, &configStruct);
}
int main(void)
{
    APM_MINI_LEDInit();
    while (1)
    {
        GPIO_SetBit(GPIOB, GPIO_PIN_8);
        for (volatile int i = 0; i < 0xFFFFF; i++);
        GPIO_ResetBit(GPIOB, GPIO_PIN_8);
        for (volatile int i = 0; i < 0xFFFFF; i++);
    }
}
`,
  ],
  [
    'APM32F4, by RCM on AHB1',
    'apm32',
    String.raw`int main(void)
{
    GPIO_Config_T gpioConfig;
    RCM_EnableAHB1PeriphClock(RCM_AHB1_PERIPH_GPIOE);
    GPIO_ConfigStructInit(&gpioConfig);
    gpioConfig.pin = GPIO_PIN_5;
    gpioConfig.mode = GPIO_MODE_OUT;
    gpioConfig.otype = GPIO_OTYPE_PP;
    gpioConfig.speed = GPIO_SPEED_50MHz;
    GPIO_Config(GPIOE, &gpioConfig);
    while (1) { GPIO_ToggleBit(GPIOE, GPIO_PIN_5); for (volatile int i = 0; i < 0xFFFFF; i++); }
}
`,
  ],
];

describe('families without include lines', () => {
  it.each(PROGRAMS)('%s', async (_, family, text) => {
    const part = await told(text);
    expect(part.family).toBe(family);
    expect(part.assumptions.map(({ name }) => name)).not.toContain('chip');
  });

  it('says so where two families fit alike', async () => {
    const { family, assumptions } = await told(`void LedBlink(GPIO_Module* GPIOx, uint16_t Pin) { GPIOx->POD ^= Pin; }
int main(void) { LedInit(LED1_PORT, LED1_PIN); while (1) { LedBlink(LED1_PORT, LED1_PIN); Delay(0x28FFFF); } }
`);
    expect(family).toBe('n32g45x');
    expect(assumptions.find(({ name }) => name === 'chip')?.text).toContain('N32L40x');
  });

  it('takes the chip on most boards where registers alone cannot tell', async () => {
    const { family, assumptions } = await told(`int main(void) {
  GPIOA->MODER |= (1 << 10);
  while (1) { GPIOA->ODR ^= (1 << 5); for (volatile int i = 0; i < 100000; i++); }
}
`);
    expect(family).toBe('stm32f4');
    expect(assumptions.find(({ name }) => name === 'chip')?.text).toContain('STM32F7');
  });
});

describe('a handler whose interrupt no model fires', () => {
  it('is named, and no pin it may move is told to stay as it is', async () => {
    const { report } = await explain(`#include "NuMicro.h"
void ADC0_IRQHandler(void)
{
    ADC_CLR_INT_FLAG(ADC, ADC_ADF_INT);
    PB14 ^= 1;
}
int main(void)
{
    GPIO_SetMode(PB, BIT14, GPIO_MODE_OUTPUT);
    ADC_Open(ADC, ADC_ADCR_DIFFEN_SINGLE_END, ADC_ADCR_ADMD_CONTINUOUS, BIT2);
    ADC_EnableInt(ADC, ADC_ADF_INT);
    NVIC_EnableIRQ(ADC0_IRQn);
    ADC_START_CONV(ADC);
    while (1);
}`);
    const [part] = report.parts;
    expect(part?.text).toMatch(/ADC0_IRQHandler.*not counted in/);
    expect(part?.text).not.toMatch(/stays so|no pin changes any more/);
  });
});
