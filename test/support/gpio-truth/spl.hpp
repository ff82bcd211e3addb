// Vendor libraries over the ports of stm32.hpp: SPL (F1, F4, CH32), N32, GD32, libopencm3, HAL, LL.
#pragma once
#include "stm32.hpp"
#define GPIO_SetBits(g, p) ((g)->BSRR = (uint32_t)(p))
#define GPIO_ResetBits(g, p) ((g)->BSRR = (uint32_t)(p) << 16)
#define GPIO_Write(g, v) ((g)->ODR = (uint32_t)(v))
#define GPIO_ReadInputDataBit(g, p) (uint8_t)(((g)->IDR & (p)) != 0)
#define GPIO_ReadOutputDataBit(g, p) (uint8_t)(((g)->ODR & (p)) != 0)
#define GPIO_ReadInputData(g) (uint16_t)((g)->IDR)
#define GPIO_ReadOutputData(g) (uint16_t)((g)->ODR)
#define GPIO_ToggleBits(g, p) ((g)->ODR ^= (p))
typedef enum { Bit_RESET = 0, Bit_SET = 1 } BitAction;
inline void GPIO_WriteBit(GPIO_TypeDef *g, uint16_t p, int v) { if (v) GPIO_SetBits(g, p); else GPIO_ResetBits(g, p); }
#if defined(IS_N32)
enum { GPIO_Mode_AIN, GPIO_Mode_IN_FLOATING = 4, GPIO_Mode_IPD = 0x28, GPIO_Mode_IPU = 0x48, GPIO_Mode_Out_OD = 0x14, GPIO_Mode_Out_PP = 0x10 };
struct GPIO_InitType { uint32_t Pin, GPIO_Mode, GPIO_Speed; };
struct GPIO_InitTypeDef { uint32_t Pin, Mode, Pull; };
#define GPIO_InitStruct(s) (*(s) = {GPIO_PIN_ALL, GPIO_Mode_IN_FLOATING, 1})
enum { RCC_APB2_PERIPH_AFIO = 1, RCC_APB2_PERIPH_GPIOA = 4, RCC_APB2_PERIPH_GPIOB = 8, RCC_APB2_PERIPH_GPIOC = 16, RCC_APB2_PERIPH_GPIOD = 32 };
enum { GPIO_Speed_2MHz = 2, GPIO_Speed_10MHz = 1, GPIO_Speed_50MHz = 3, GPIO_INPUT = 0 };
#define RCC_EnableAPB2PeriphClk(b, on) (RCC->APB2ENR |= (b))
#ifdef DELAY_ELSEWHERE
inline void Delay(uint32_t n) { truth::wait(n / 10000.0); }
#endif
inline void GPIO_InitPeripheral(GPIO_TypeDef *g, GPIO_InitType *s) {
  uint32_t m = s->GPIO_Mode;
  setMode(g, s->Pin, m & 0x10 ? (m & 4) | (s->GPIO_Speed ? s->GPIO_Speed : 3) : m == 4 ? 4 : m ? 8 : 0, m == 0x48 ? 1 : m == 0x28 ? 2 : 0);
}
#elif defined(OLD_PORT)
enum { GPIO_Mode_AIN, GPIO_Mode_IN_FLOATING = 4, GPIO_Mode_IPD = 0x28, GPIO_Mode_IPU = 0x48, GPIO_Mode_Out_OD = 0x14, GPIO_Mode_Out_PP = 0x10, GPIO_Mode_AF_PP = 0x18 };
enum { GPIO_Speed_10MHz = 1, GPIO_Speed_2MHz, GPIO_Speed_50MHz };
struct GPIO_InitTypeDef { uint32_t GPIO_Pin, GPIO_Speed, GPIO_Mode; uint32_t Pin, Mode, Pull, Speed, Alternate; };
enum { RCC_APB2Periph_AFIO = 1, RCC_APB2Periph_GPIOA = 4, RCC_APB2Periph_GPIOB = 8, RCC_APB2Periph_GPIOC = 16, RCC_APB2Periph_GPIOD = 32, RCC_APB2Periph_GPIOE = 64 };
#define RCC_APB2PeriphClockCmd(b, on) (RCC->APB2ENR |= (b))
#define GPIO_Remap_SWJ_JTAGDisable (2u << 24)
#define GPIO_PinRemapConfig(r, on) (AFIO->MAPR = (r))
inline void GPIO_Init(GPIO_TypeDef *g, GPIO_InitTypeDef *s) {
  uint32_t m = s->GPIO_Mode;
  setMode(g, s->GPIO_Pin, m & 0x10 ? (m & 12) | s->GPIO_Speed : m == 4 ? 4 : m ? 8 : 0, m == 0x48 ? 1 : m == 0x28 ? 2 : 0);
}
#else
enum { GPIO_Mode_IN, GPIO_Mode_OUT, GPIO_Mode_AF, GPIO_Mode_AN };
enum { GPIO_OType_PP, GPIO_OType_OD }; enum { GPIO_PuPd_NOPULL, GPIO_PuPd_UP, GPIO_PuPd_DOWN }; enum { GPIO_Speed_2MHz, GPIO_Speed_25MHz, GPIO_Speed_50MHz, GPIO_Speed_100MHz };
struct GPIO_InitTypeDef { uint32_t GPIO_Pin, GPIO_Mode, GPIO_Speed, GPIO_OType, GPIO_PuPd; uint32_t Pin, Mode, Pull, Speed, Alternate; };
enum { RCC_AHB1Periph_GPIOA = 1, RCC_AHB1Periph_GPIOB = 2, RCC_AHB1Periph_GPIOC = 4, RCC_AHB1Periph_GPIOD = 8, RCC_AHB1Periph_GPIOE = 16 };
#define RCC_AHB1PeriphClockCmd(b, on) (RCC->AHB1ENR |= (b))
inline void GPIO_Init(GPIO_TypeDef *g, GPIO_InitTypeDef *s) { setMode(g, s->GPIO_Pin, s->GPIO_Mode, s->GPIO_PuPd); }
#endif
enum { GPIO_MODE_INPUT = 0, GPIO_MODE_OUTPUT_PP = 1, GPIO_MODE_OUTPUT_OD = 0x11, GPIO_MODE_AF_PP = 2, GPIO_MODE_ANALOG = 3, GPIO_MODE_IT_FALLING = 0x100, GPIO_MODE_IT_RISING = 0x200 };
enum { GPIO_NOPULL, GPIO_PULLUP, GPIO_PULLDOWN, GPIO_SPEED_FREQ_LOW = 0, GPIO_SPEED_FREQ_HIGH = 2 };
typedef enum { GPIO_PIN_RESET, GPIO_PIN_SET } GPIO_PinState;
#ifdef OWN_MSP
void HAL_MspInit(void);
#define HAL_Init() (HAL_MspInit(), truth::arm())
#else
#define HAL_Init() (truth::arm())
#endif
#ifdef OWN_CLOCK
struct RCC_PLLInitTypeDef { uint32_t PLLState, PLLSource, PLLMUL, PLLM, PLLN, PLLP, PLLQ; };
struct RCC_OscInitTypeDef { uint32_t OscillatorType, HSEState, HSIState; RCC_PLLInitTypeDef PLL; };
struct RCC_ClkInitTypeDef { uint32_t ClockType, SYSCLKSource, AHBCLKDivider; };
enum { RCC_OSCILLATORTYPE_HSE = 1, RCC_OSCILLATORTYPE_HSI, RCC_HSE_ON = 1, RCC_HSI_ON = 1, RCC_PLL_ON = 2, RCC_PLL_MUL9 = 7, RCC_CLOCKTYPE_HCLK = 2, RCC_CLOCKTYPE_SYSCLK = 1, RCC_SYSCLKSOURCE_PLLCLK = 2, FLASH_LATENCY_2 = 2, HAL_OK = 0 };
inline int HAL_RCC_OscConfig(RCC_OscInitTypeDef *) { return HAL_OK; }
inline int HAL_RCC_ClockConfig(RCC_ClkInitTypeDef *, uint32_t) { return HAL_OK; }
inline void Error_Handler() { for (;;) truth::wait(1, false); }
#else
#define SystemClock_Config() (void)0
#endif
inline void Delay_Init() {}
inline void Delay_Ms(uint32_t ms) { truth::wait(ms); }
inline void HAL_Delay(uint32_t ms) { truth::wait(ms); }
inline uint32_t HAL_GetTick() { return (uint32_t)truth::nowMs(); }
inline void HAL_GPIO_WritePin(GPIO_TypeDef *g, uint16_t p, int v) { g->BSRR = v ? p : (uint32_t)p << 16; }
inline GPIO_PinState HAL_GPIO_ReadPin(GPIO_TypeDef *g, uint16_t p) { return g->IDR & p ? GPIO_PIN_SET : GPIO_PIN_RESET; }
inline void HAL_GPIO_TogglePin(GPIO_TypeDef *g, uint16_t p) { uint32_t o = g->ODR; g->BSRR = (o & p) << 16 | (~o & p); }
#ifdef OLD_PORT
#define CLK(i) (RCC->APB2ENR |= 4u << i)
#define __HAL_RCC_AFIO_CLK_ENABLE() (RCC->APB2ENR |= 1)
#define __HAL_AFIO_REMAP_SWJ_NOJTAG() (AFIO->MAPR = 2u << 24)
inline void HAL_GPIO_Init(GPIO_TypeDef *g, GPIO_InitTypeDef *s) { uint32_t m = s->Mode; setMode(g, s->Pin, (m & 15) == 1 ? (m & 0x10 ? 6 : 2) : m == 3 ? 0 : m == 2 ? 10 : s->Pull ? 8 : 4, m == 1 ? 0 : s->Pull); }
#else
#define CLK(i) (((Reg *)(uintptr_t)CLOCK_REG)->operator|=(1u << (CLOCK_BIT(i))))
inline void HAL_GPIO_Init(GPIO_TypeDef *g, GPIO_InitTypeDef *s) { setMode(g, s->Pin, s->Mode & 3, s->Pull); }
#endif
#define __HAL_RCC_GPIOA_CLK_ENABLE() CLK(0)
#define __HAL_RCC_GPIOB_CLK_ENABLE() CLK(1)
#define __HAL_RCC_GPIOC_CLK_ENABLE() CLK(2)
#define __HAL_RCC_GPIOD_CLK_ENABLE() CLK(3)
#define HAL_NVIC_SetPriority(a, b, c) (void)0
#define HAL_NVIC_EnableIRQ(a) truth::arm()
#define HAL_GPIO_EXTI_IRQHandler(p) HAL_GPIO_EXTI_Callback(p)
struct TIM_HandleTypeDef { TIM_TypeDef *Instance; };
#define HAL_TIM_Base_Start_IT(h) truth::arm()
#define LL_AHB1_GRP1_EnableClock(b) (RCC->AHB1ENR |= (b))
#define LL_AHB1_GRP1_PERIPH_GPIOA 1u
#define LL_AHB1_GRP1_PERIPH_GPIOC 4u
#define LL_AHB1_GRP1_PERIPH_GPIOD 8u
#define LL_IOP_GRP1_EnableClock(b) (RCC->IOPENR |= (b))
#define LL_IOP_GRP1_PERIPH_GPIOA 1u
#define LL_IOP_GRP1_PERIPH_GPIOB 2u
#define LL_IOP_GRP1_PERIPH_GPIOC 4u
enum { LL_GPIO_MODE_INPUT, LL_GPIO_MODE_OUTPUT, LL_GPIO_OUTPUT_PUSHPULL = 0, LL_GPIO_PULL_NO = 0, LL_GPIO_PULL_UP = 1, LL_GPIO_SPEED_FREQ_LOW = 0 };
struct LL_GPIO_InitTypeDef { uint32_t Pin, Mode, Speed, OutputType, Pull, Alternate; };
inline void LL_GPIO_Init(GPIO_TypeDef *g, LL_GPIO_InitTypeDef *s) { setMode(g, s->Pin, s->Mode, s->Pull); }
#define LL_GPIO_SetPinMode(g, p, m) setMode(g, p, m)
#define LL_GPIO_SetPinPull(g, p, u) setMode(g, p, 0, u)
#define LL_GPIO_SetOutputPin(g, p) ((g)->BSRR = (p))
#define LL_GPIO_ResetOutputPin(g, p) ((g)->BSRR = (uint32_t)(p) << 16)
#define LL_GPIO_TogglePin(g, p) HAL_GPIO_TogglePin(g, p)
#define LL_GPIO_IsInputPinSet(g, p) (uint32_t)(((g)->IDR & (p)) == (p))
#define LL_mDelay(n) truth::wait(n)
// An LL timer's interrupt comes with its flag set; clocks are what was asked for.
enum { LL_FLASH_LATENCY_1 = 1, LL_RCC_SYS_CLKSOURCE_PLL = 2, LL_RCC_SYS_CLKSOURCE_STATUS_PLL = 8 };
#define LL_FLASH_SetLatency(n) (void)0
#define LL_RCC_HSI48_Enable() (void)0
#define LL_RCC_HSI48_IsReady() 1
#define LL_RCC_SetSysClkSource(n) (void)0
#define LL_RCC_GetSysClkSource() LL_RCC_SYS_CLKSOURCE_STATUS_PLL
#define LL_TIM_SetPrescaler(t, n) (void)0
#define LL_TIM_SetAutoReload(t, n) (void)0
#define LL_TIM_EnableIT_UPDATE(t) (void)0
#define LL_TIM_EnableCounter(t) (void)0
#define LL_TIM_IsActiveFlag_UPDATE(t) 1
#define LL_TIM_ClearFlag_UPDATE(t) (void)0
#if defined(IS_F0)
#undef LL_AHB1_GRP1_EnableClock
#undef LL_AHB1_GRP1_PERIPH_GPIOA
#define LL_AHB1_GRP1_EnableClock(b) (RCC->AHBENR |= (b))
#define LL_AHB1_GRP1_PERIPH_GPIOA (1u << 17)
#endif
struct TIM_TimeBaseInitTypeDef { uint32_t TIM_Period, TIM_Prescaler, TIM_CounterMode, TIM_ClockDivision; };
#define TIM_TimeBaseInit(t, s) (void)0
#define TIM_ITConfig(t, i, on) (void)0
#define TIM_Cmd(t, on) (void)0
enum { TIM_CounterMode_Up = 0, TIM_IT_Update = 1, RCC_APB1Periph_TIM2 = 1 };
#define RCC_APB1PeriphClockCmd(b, on) (void)0
#define TIM_GetITStatus(t, i) SET
#define TIM_ClearITPendingBit(t, i) (void)0
// An external or timer interrupt of the SPL comes with its flag set; who may fire is not asked.
struct EXTI_InitTypeDef { uint32_t EXTI_Line, EXTI_Mode, EXTI_Trigger, EXTI_LineCmd; };
struct NVIC_InitTypeDef { uint32_t NVIC_IRQChannel, NVIC_IRQChannelPreemptionPriority, NVIC_IRQChannelSubPriority, NVIC_IRQChannelCmd; };
enum { EXTI_Line0 = 1, EXTI_Mode_Interrupt = 0, EXTI_Trigger_Falling = 12, GPIO_PortSourceGPIOA = 0, GPIO_PinSource0 = 0, NVIC_PriorityGroup_2 = 2 };
#define EXTI_GetITStatus(l) SET
#define EXTI_ClearITPendingBit(l) (void)0
#define EXTI_Init(s) (void)0
#define GPIO_EXTILineConfig(a, b) (void)0
#define NVIC_PriorityGroupConfig(g) (void)0
#define NVIC_Init(s) truth::arm()
#define USART_Printf_Init(n) (void)0
