import { describe, expect, it } from 'vitest';
import { explain } from '../../../src/index.ts';

interface Told {
  analyzer: string;
  eventInfo?: { seconds: number }[];
  loop?: { start: number; period: number } | null;
}

/** Seconds between the first two changes of the repeating part. */
async function step(text: string): Promise<number> {
  const { report } = await explain(text, { language: 'en' });
  const part = report.parts.find((each) => each.analyzer === 'gpio') as Told | undefined;
  const start = part?.loop?.start ?? -1;
  return part!.eventInfo![start + 1]!.seconds - part!.eventInfo![start]!.seconds;
}

/** The clock a program sets in the chip's registers decides how fast its timers are. */
const PROGRAMS: [string, number, string][] = [
  [
    'F1: HSE times 4 is 32 MHz',
    0.5,
    String.raw`#include "stm32f10x.h"
void SystemClock_Init(void){
  RCC->CR |= RCC_CR_HSEON;
  while(!(RCC->CR & RCC_CR_HSERDY));
  FLASH->ACR |= FLASH_ACR_LATENCY_1;
  RCC->CFGR |= RCC_CFGR_PLLSRC;
  RCC->CFGR |= RCC_CFGR_PLLMULL4;
  RCC->CR |= RCC_CR_PLLON;
  while(!(RCC->CR & RCC_CR_PLLRDY));
  RCC->CFGR |= RCC_CFGR_SW_PLL;
  while((RCC->CFGR & RCC_CFGR_SWS) != RCC_CFGR_SWS_PLL);
}
int main(void){
  SystemClock_Init();
  RCC->APB2ENR |= RCC_APB2ENR_IOPCEN;
  RCC->APB1ENR |= RCC_APB1ENR_TIM2EN;
  GPIOC->CRH = (GPIOC->CRH & ~(0xF<<20)) | (0x2<<20);
  TIM2->PSC = 32000-1; TIM2->ARR = 500-1; TIM2->CR1 |= TIM_CR1_CEN;
  while(1){
    while(!(TIM2->SR & TIM_SR_UIF));
    TIM2->SR &= ~TIM_SR_UIF;
    GPIOC->ODR ^= 1<<13;
  }
}
`,
  ],
  [
    'F1 library: the clock after several steps is the one that counts',
    1.0,
    String.raw`#include "stm32f10x.h"
void RCC_Configuration(void)
{
  ErrorStatus HSEStartUpStatus;
  RCC_DeInit();
  RCC_HSEConfig(RCC_HSE_ON);
  HSEStartUpStatus = RCC_WaitForHSEStartUp();
  if(HSEStartUpStatus == SUCCESS)
  {
    FLASH_PrefetchBufferCmd(FLASH_PrefetchBuffer_Enable);
    FLASH_SetLatency(FLASH_Latency_2);
    RCC_HCLKConfig(RCC_SYSCLK_Div1);
    RCC_PCLK2Config(RCC_HCLK_Div1);
    RCC_PCLK1Config(RCC_HCLK_Div2);
    RCC_PLLConfig(RCC_PLLSource_HSE_Div1, RCC_PLLMul_6);
    RCC_PLLCmd(ENABLE);
    while(RCC_GetFlagStatus(RCC_FLAG_PLLRDY) == RESET);
    RCC_SYSCLKConfig(RCC_SYSCLKSource_PLLCLK);
    while(RCC_GetSYSCLKSource() != 0x08);
  }
  RCC_APB2PeriphClockCmd(RCC_APB2Periph_GPIOC, ENABLE);
  RCC_APB1PeriphClockCmd(RCC_APB1Periph_TIM3, ENABLE);
}
void TIM3_IRQHandler(void){
  if(TIM_GetITStatus(TIM3, TIM_IT_Update) != RESET){ TIM_ClearITPendingBit(TIM3, TIM_IT_Update); GPIO_WriteBit(GPIOC, GPIO_Pin_13, (BitAction)(1 - GPIO_ReadOutputDataBit(GPIOC, GPIO_Pin_13))); }
}
int main(void)
{
  GPIO_InitTypeDef g; TIM_TimeBaseInitTypeDef t; NVIC_InitTypeDef n;
  RCC_Configuration();
  g.GPIO_Pin = GPIO_Pin_13; g.GPIO_Mode = GPIO_Mode_Out_PP; g.GPIO_Speed = GPIO_Speed_50MHz; GPIO_Init(GPIOC, &g);
  t.TIM_Period = 9999; t.TIM_Prescaler = 4799; t.TIM_ClockDivision = 0; t.TIM_CounterMode = TIM_CounterMode_Up; TIM_TimeBaseInit(TIM3, &t);
  TIM_ITConfig(TIM3, TIM_IT_Update, ENABLE);
  n.NVIC_IRQChannel = TIM3_IRQn; n.NVIC_IRQChannelPreemptionPriority = 0; n.NVIC_IRQChannelSubPriority = 1; n.NVIC_IRQChannelCmd = ENABLE; NVIC_Init(&n);
  TIM_Cmd(TIM3, ENABLE);
  while(1);
}
`,
  ],
  [
    'F4: 8 / 4 x 180 / 2 MHz, and a counter that is watched',
    1.0,
    String.raw`#include "stm32f4xx.h"
#define PLL_M 4
#define PLL_N 180
#define PLL_P 0
void SysClockConfig(void){
  RCC->CR |= RCC_CR_HSEON; while (!(RCC->CR & RCC_CR_HSERDY));
  RCC->APB1ENR |= RCC_APB1ENR_PWREN;
  FLASH->ACR = FLASH_ACR_ICEN | FLASH_ACR_DCEN | FLASH_ACR_PRFTEN | FLASH_ACR_LATENCY_5WS;
  RCC->CFGR |= RCC_CFGR_HPRE_DIV1; RCC->CFGR |= RCC_CFGR_PPRE1_DIV4; RCC->CFGR |= RCC_CFGR_PPRE2_DIV2;
  RCC->PLLCFGR = (PLL_M <<0) | (PLL_N << 6) | (PLL_P <<16) | (RCC_PLLCFGR_PLLSRC_HSE);
  RCC->CR |= RCC_CR_PLLON; while (!(RCC->CR & RCC_CR_PLLRDY));
  RCC->CFGR |= RCC_CFGR_SW_PLL; while ((RCC->CFGR & RCC_CFGR_SWS) != RCC_CFGR_SWS_PLL);
}
void TIM6Config(void){ RCC->APB1ENR |= (1<<4); TIM6->PSC = 90-1; TIM6->ARR = 0xffff; TIM6->CR1 |= (1<<0); while (!(TIM6->SR & (1<<0))); }
void Delay_us(uint16_t us){ TIM6->CNT = 0; while (TIM6->CNT < us); }
void Delay_ms(uint16_t ms){ for (uint16_t i=0; i<ms; i++) Delay_us(1000); }
int main(void){
  SysClockConfig(); TIM6Config();
  RCC->AHB1ENR |= (1<<0);
  GPIOA->MODER |= (1<<10);
  while (1){ GPIOA->BSRR |= (1<<5); Delay_ms(1000); GPIOA->BSRR |= ((1<<5) <<16); Delay_ms(1000); }
}
`,
  ],
  [
    'L4: the oscillator inside times 10 over 2',
    0.5,
    String.raw`#include "stm32l476xx.h"
int main(void){
  RCC->CR |= RCC_CR_HSION; while(!(RCC->CR & RCC_CR_HSIRDY));
  RCC->PLLCFGR = RCC_PLLCFGR_PLLSRC_HSI | (0 << RCC_PLLCFGR_PLLM_Pos) | (10 << RCC_PLLCFGR_PLLN_Pos) | (0 << RCC_PLLCFGR_PLLR_Pos) | RCC_PLLCFGR_PLLREN;
  RCC->CR |= RCC_CR_PLLON; while(!(RCC->CR & RCC_CR_PLLRDY));
  RCC->CFGR |= RCC_CFGR_SW_PLL; while((RCC->CFGR & RCC_CFGR_SWS) != RCC_CFGR_SWS_PLL);
  RCC->AHB2ENR |= RCC_AHB2ENR_GPIOAEN;
  GPIOA->MODER &= ~GPIO_MODER_MODE5; GPIOA->MODER |= GPIO_MODER_MODE5_0;
  SysTick->LOAD = 80000-1; SysTick->VAL = 0; SysTick->CTRL = 5;
  while(1){ for(int i=0;i<500;i++) while(!(SysTick->CTRL & SysTick_CTRL_COUNTFLAG_Msk)); GPIOA->ODR ^= GPIO_ODR_OD5; }
}
`,
  ],
  [
    'G0: 64 MHz',
    1.0,
    String.raw`#include "stm32g071xx.h"
int main(void){
  RCC->PLLCFGR = (2 << 0) | (0 << 4) | (8 << 8) | (1 << 29) | (1 << 28);
  RCC->CR |= RCC_CR_PLLON; while(!(RCC->CR & RCC_CR_PLLRDY));
  FLASH->ACR |= 2;
  RCC->CFGR |= 2; while((RCC->CFGR & RCC_CFGR_SWS) != (2<<3));
  RCC->IOPENR |= 1;
  GPIOA->MODER = (GPIOA->MODER & ~(3<<10)) | (1<<10);
  RCC->APBENR1 |= 2; TIM3->PSC = 6399; TIM3->ARR = 9999; TIM3->CR1 = 1;
  while(1){ if(TIM3->SR & 1){ TIM3->SR = 0; GPIOA->ODR ^= 1<<5; } }
}
`,
  ],
  [
    'the cycle counter, watched',
    0.5,
    String.raw`#include "stm32f1xx_hal.h"
void DWT_Init(void){ CoreDebug->DEMCR |= CoreDebug_DEMCR_TRCENA_Msk; DWT->CYCCNT = 0; DWT->CTRL |= DWT_CTRL_CYCCNTENA_Msk; }
void delay_us(uint32_t us){ uint32_t start = DWT->CYCCNT; uint32_t ticks = us * (SystemCoreClock / 1000000); while ((DWT->CYCCNT - start) < ticks); }
int main(void){
  HAL_Init(); DWT_Init();
  __HAL_RCC_GPIOC_CLK_ENABLE();
  GPIO_InitTypeDef g = {0}; g.Pin = GPIO_PIN_13; g.Mode = GPIO_MODE_OUTPUT_PP; HAL_GPIO_Init(GPIOC, &g);
  while(1){ HAL_GPIO_TogglePin(GPIOC, GPIO_PIN_13); for(int i=0;i<500;i++) delay_us(1000); }
}
`,
  ],
  [
    'MM32: factors of the PLL in RCC_CR, 8 x 6 MHz',
    0.2,
    String.raw`#include "mm32_device.h"
static void SetSysClockTo48(void)
{
    RCC->CR |= RCC_CR_HSEON;
    while (!(RCC->CR & RCC_CR_HSERDY));
    RCC->CFGR &= 0xFFFCFFFF;
    RCC->CR &= 0x000FFFFF;
    RCC->CFGR |= RCC_CFGR_PLLSRC;
    RCC->CR |= 0x14000000;//pll = 6/1
    RCC->CR |= RCC_CR_PLLON;
    while ((RCC->CR & RCC_CR_PLLRDY) == 0);
    RCC->CFGR &= ~RCC_CFGR_SW;
    RCC->CFGR |= RCC_CFGR_SW_PLL;
    while ((RCC->CFGR & RCC_CFGR_SWS) != 0x08);
}
volatile uint32_t t;
void SysTick_Handler(void){ t++; }
int main(void) {
  SetSysClockTo48();
  SysTick_Config(48000);
  RCC->AHBENR |= RCC_AHBENR_GPIOAEN;
  GPIOA->CRH = (GPIOA->CRH & ~15u) | 3u;
  while (1) { t = 0; while (t < 200); GPIOA->ODR ^= 1u << 8; }
}
`,
  ],
  [
    'SAM D: generator 0 from the DFLL',
    0.1,
    String.raw`#include "samd21.h"
volatile uint32_t msTicks;
void SysTick_Handler(void) { msTicks++; }
void delay_ms(uint32_t n) { uint32_t s = msTicks; while (msTicks - s < n); }
void clock_init(void)
{
  NVMCTRL->CTRLB.bit.RWS = 1;
  SYSCTRL->XOSC32K.reg = SYSCTRL_XOSC32K_STARTUP(6) | SYSCTRL_XOSC32K_XTALEN | SYSCTRL_XOSC32K_EN32K;
  SYSCTRL->XOSC32K.bit.ENABLE = 1;
  while (!SYSCTRL->PCLKSR.bit.XOSC32KRDY);
  GCLK->GENDIV.reg = GCLK_GENDIV_ID(1);
  GCLK->GENCTRL.reg = GCLK_GENCTRL_ID(1) | GCLK_GENCTRL_SRC_XOSC32K | GCLK_GENCTRL_GENEN;
  GCLK->CLKCTRL.reg = GCLK_CLKCTRL_ID(0) | GCLK_CLKCTRL_GEN_GCLK1 | GCLK_CLKCTRL_CLKEN;
  SYSCTRL->DFLLCTRL.bit.ONDEMAND = 0;
  while (!SYSCTRL->PCLKSR.bit.DFLLRDY);
  SYSCTRL->DFLLMUL.reg = SYSCTRL_DFLLMUL_CSTEP(31) | SYSCTRL_DFLLMUL_FSTEP(511) | SYSCTRL_DFLLMUL_MUL(1464);
  SYSCTRL->DFLLCTRL.reg |= SYSCTRL_DFLLCTRL_MODE | SYSCTRL_DFLLCTRL_WAITLOCK;
  SYSCTRL->DFLLCTRL.reg |= SYSCTRL_DFLLCTRL_ENABLE;
  while (!(SYSCTRL->PCLKSR.reg & SYSCTRL_PCLKSR_DFLLLCKF));
  GCLK->GENDIV.reg = GCLK_GENDIV_ID(0) | GCLK_GENDIV_DIV(1);
  GCLK->GENCTRL.reg = GCLK_GENCTRL_ID(0) | GCLK_GENCTRL_SRC_DFLL48M | GCLK_GENCTRL_IDC | GCLK_GENCTRL_GENEN;
  while (GCLK->STATUS.bit.SYNCBUSY);
}
int main(void)
{
  clock_init();
  SysTick_Config(48000);
  PORT->Group[1].DIRSET.reg = (1 << 30);
  while (1) { PORT->Group[1].OUTTGL.reg = (1 << 30); delay_ms(100); }
}
`,
  ],
  [
    'Kinetis KE: the divider behind the clock generator',
    0.5,
    String.raw`#include "MKE02Z2.h"
int main(void) {
  ICS->C2 = (ICS->C2 & ~ICS_C2_BDIV_MASK) | ICS_C2_BDIV(0);
  SIM->SCGC |= SIM_SCGC_PIT_MASK;
  PIT->MCR = 0;
  PIT->CHANNEL[0].LDVAL = 20971520 - 1;
  PIT->CHANNEL[0].TCTRL = PIT_TCTRL_TEN_MASK;
  GPIOA->PDDR |= 1u << 24;
  for (;;) { while (!(PIT->CHANNEL[0].TFLG & PIT_TFLG_TIF_MASK)) { } PIT->CHANNEL[0].TFLG = PIT_TFLG_TIF_MASK; GPIOA->PTOR = 1u << 24; }
}
`,
  ],
  [
    'HC32: MPLL by the library, 8 x 42 / 4 MHz',
    0.1,
    String.raw`#include "hc32_ddl.h"
volatile uint32_t ticks;
void SysTick_IrqHandler(void) { ticks++; }
static void SysClkIni(void)
{
    stc_clk_sysclk_cfg_t stcSysClkCfg;
    stc_clk_mpll_cfg_t stcMpllCfg;
    MEM_ZERO_STRUCT(stcSysClkCfg);
    MEM_ZERO_STRUCT(stcMpllCfg);
    stcSysClkCfg.enHclkDiv = ClkSysclkDiv1;
    CLK_SysClkConfig(&stcSysClkCfg);
    stcMpllCfg.pllmDiv = 1ul;
    stcMpllCfg.plln = 42ul;
    stcMpllCfg.PllpDiv = 4ul;
    stcMpllCfg.PllqDiv = 4ul;
    stcMpllCfg.PllrDiv = 4ul;
    CLK_SetPllSource(ClkPllSrcXTAL);
    CLK_MpllConfig(&stcMpllCfg);
    CLK_MpllCmd(Enable);
    while (Set != CLK_GetFlagStatus(ClkFlagMPLLRdy)) { }
    CLK_SetSysClkSource(CLKSysSrcMPLL);
}
int32_t main(void)
{
    stc_port_init_t stcPortInit;
    SysClkIni();
    MEM_ZERO_STRUCT(stcPortInit);
    stcPortInit.enPinMode = Pin_Mode_Out;
    PORT_Init(PortE, Pin06, &stcPortInit);
    SysTick_Config(84000);
    while (1) { ticks = 0; while (ticks < 100) { } PORT_Toggle(PortE, Pin06); }
}
`,
  ],
];

describe('the clock follows from the registers', () => {
  for (const [why, seconds, text] of PROGRAMS)
    it(why, async () => {
      const measured = await step(text);
      expect(Math.abs(measured / seconds - 1)).toBeLessThan(0.01);
    });
});
