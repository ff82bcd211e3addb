// STM32-like ports: OLD_PORT (F1, GD32F1, CH32V, N32G45x: 4 mode bits a pin, JTAG pins) or the MODER kind (F4, L4, G0, F0, GD32F4).
#pragma once
#include "core.hpp"
#if defined(OLD_PORT) || defined(IS_F0)
#define CLOCK_CR 0x40021000u
#define CLOCK_CFGR 0x40021004u
#else
#define CLOCK_CR 0x40023800u
#define CLOCK_CFGR 0x40023808u
#endif
#if defined(OLD_PORT)
#define PORT_BASE 0x40010800u
#define CLOCK_REG 0x40021018u
#define CLOCK_BIT(i) (2 + (i))
#elif defined(IS_L4)
#define PORT_BASE 0x48000000u
#define CLOCK_REG 0x4002104Cu
#define CLOCK_BIT(i) (i)
#elif defined(IS_G0)
#define PORT_BASE 0x50000000u
#define CLOCK_REG 0x40021034u
#define CLOCK_BIT(i) (i)
#elif defined(IS_F0)
#define PORT_BASE 0x48000000u
#define CLOCK_REG 0x40021014u
#define CLOCK_BIT(i) (17 + (i))
#else
#define PORT_BASE 0x40020000u
#define CLOCK_REG 0x40023830u
#define CLOCK_BIT(i) (i)
#endif
namespace stm32 {
inline uint32_t ram[0x1000], clocks, afio, port[8][16];
inline uint32_t mode(int p, int bit) {
#ifdef OLD_PORT
  return port[p][bit / 8] >> (bit % 8 * 4) & 15;
#else
  return port[p][0] >> (bit * 2) & 3;
#endif
}
// MM32 with these ports has no JTAG, only the two wires.
inline bool debugHeld(int p, int bit) {
#if defined(OLD_PORT) && !defined(IS_MM)
  uint32_t swj = afio >> 24 & 7;
  bool jtag = swj == 0 || swj == 1, swd = swj != 4;
  if (p == 0 && bit == 15) return jtag;
  if (p == 1 && bit == 3) return jtag;
  if (p == 1 && bit == 4) return swj == 0;
  if (p == 0 && (bit == 13 || bit == 14)) return swd;
#endif
  (void)p; (void)bit;
  return false;
}
inline uint32_t drive(int p) {
  uint32_t bits = 0;
  for (int b = 0; b < 16; b++) {
#ifdef OLD_PORT
    bool out = (mode(p, b) & 3) && !(mode(p, b) & 8);
#else
    bool out = mode(p, b) == 1;
#endif
    if (out && !debugHeld(p, b)) bits |= 1u << b;
  }
  return bits;
}
#ifdef OLD_PORT
enum { IDR = 2, ODR = 3, BSRR = 4, BRR = 5, TG = 99 };
#else
enum { IDR = 4, ODR = 5, BSRR = 6, BRR = 10, TG = 11 };
#endif
inline uint32_t readPort(uintptr_t a) {
  int p = (a - PORT_BASE) / 0x400, r = (a & 0x3ff) / 4;
  if (r == BSRR || r == BRR || r >= 16) return 0;
  if (r != IDR) return port[p][r];
  uint32_t v = 0, d = drive(p);
  for (int b = 0; b < 16; b++) {
#ifdef OLD_PORT
    bool pull = (mode(p, b) & 12) == 8 && (port[p][ODR] >> b & 1);
#else
    bool pull = (port[p][3] >> (2 * b) & 3) == 1;
#endif
    bool level = d >> b & 1 ? port[p][ODR] >> b & 1 : truth::input(std::string("P") + char('A' + p) + std::to_string(b), pull);
    v |= (uint32_t)level << b;
  }
  return v;
}
inline void writePort(uintptr_t a, uint32_t v) {
  int p = (a - PORT_BASE) / 0x400, r = (a & 0x3ff) / 4;
  if (!(clocks >> CLOCK_BIT(p) & 1)) return;
  uint32_t &odr = port[p][ODR];
  if (r == BSRR) odr = (odr & ~(v >> 16)) | (v & 0xffff);
#if !defined(IS_F4) || defined(IS_GD32F4)
  else if (r == BRR) odr &= ~(v & 0xffff);
#endif
#ifdef IS_GD32F4
  else if (r == TG) odr ^= v & 0xffff;
#endif
  else if (r == ODR) odr = v & 0xffff;
  else if (r != IDR && r < 16) port[p][r] = v;
}
inline void setup() {
  for (int p = 0; p < 8; p++) {
#if defined(OLD_PORT)
    port[p][0] = port[p][1] = 0x44444444;
#elif defined(IS_L4)
    port[p][0] = p == 0 ? 0xABFFFFFF : p == 1 ? 0xFFFFFEBF : p == 7 ? 0xF : 0xFFFFFFFF;
#elif defined(IS_G0)
    port[p][0] = p == 0 ? 0xEBFFFFFF : 0xFFFFFFFF;
#elif defined(IS_F0)
    port[p][0] = p == 0 ? 0x28000000 : 0;
#else
    port[p][0] = p == 0 ? 0xA8000000 : p == 1 ? 0x280 : 0;
#endif
    truth::port(std::string("P") + char('A' + p), [p] { return drive(p); }, [p] { return port[p][ODR]; });
  }
  // Behind port G of the old kind lies the ADC.
#ifdef OLD_PORT
  truth::device({PORT_BASE, PORT_BASE + 7 * 0x400, readPort, writePort});
#else
  truth::device({PORT_BASE, PORT_BASE + 8 * 0x400, readPort, writePort});
#endif
  truth::device({CLOCK_REG, CLOCK_REG + 4, [](uintptr_t) { return clocks; }, [](uintptr_t, uint32_t v) { clocks = v; }});
#ifdef OLD_PORT
  truth::device({0x40010004, 0x40010008, [](uintptr_t) { return afio; }, [](uintptr_t, uint32_t v) { if (clocks & 1) afio = v; }});
#endif
  static uint32_t rest[0x10000 / 4];
  auto plain = [](uintptr_t a) -> uint32_t & { return ram[(a ^ a >> 12) / 4 % 0x1000]; };
  // Oscillators are ready as soon as they are on, the clock is what was asked for, a conversion is over at once.
  auto seen = [plain](uintptr_t a) -> uint32_t {
    uint32_t v = plain(a);
    if ((a & ~0x400ull) == 0x40000010) return v | 1u;
    if (a == CLOCK_CR) return v | (v & 0x01010001u) << 1;
    if (a == CLOCK_CFGR) return (v & ~12u) | (v & 3u) << 2;
    return a == 0x40012400 ? v | 2u : v;
  };
  truth::device({0x40000000, 0x40030000, seen, [plain](uintptr_t a, uint32_t v) { plain(a) = v; }});
  truth::device({0xE0000000, 0xE0100000, [](uintptr_t a) { return rest[a % 0x10000 / 4]; }, [](uintptr_t a, uint32_t v) { rest[a % 0x10000 / 4] = v; }});
}
}
void truthSetup() { stm32::setup(); }

#define __IO volatile
#define __I volatile
#define __O volatile
#define __weak
#define __NOP() (void)0
#define __WFI() truth::wait(0.01, false)
typedef uint8_t u8; typedef uint16_t u16; typedef uint32_t u32; typedef volatile uint32_t vu32;
typedef enum { RESET = 0, SET = 1 } FlagStatus;
typedef enum { DISABLE = 0, ENABLE = 1 } FunctionalState;
inline uint32_t SystemCoreClock = 72000000;
#ifdef OLD_PORT
struct GPIO_TypeDef { union { Reg CRL, CTL0, CFGLR, PL_CFG; }; union { Reg CRH, CTL1, CFGHR, PH_CFG; }; union { Reg IDR, ISTAT, INDR, PID; }; union { Reg ODR, OCTL, OUTDR, POD; }; union { Reg BSRR, BOP, BSHR, PBSC; }; union { Reg BRR, BC, BCR, PBC; }; Reg LCKR; };
struct RCC_TypeDef { Reg CR, CFGR, CIR, APB2RSTR, APB1RSTR, AHBENR; union { Reg APB2ENR, APB2PCENR, APB2PCLKEN; }; Reg APB1ENR; };
struct AFIO_TypeDef { Reg EVCR; union { Reg MAPR, PCFR1, RMP_CFG; }; Reg EXTICR[4]; };
#define AFIO ((AFIO_TypeDef *)0x40010000)
#define RCC ((RCC_TypeDef *)0x40021000)
#define RCC_APB2ENR_AFIOEN 1u
#define RCC_APB2ENR_IOPAEN (1u << 2)
#define RCC_APB2ENR_IOPBEN (1u << 3)
#define RCC_APB2ENR_IOPCEN (1u << 4)
#define RCC_APB2ENR_IOPDEN (1u << 5)
#define AFIO_MAPR_SWJ_CFG_JTAGDISABLE (2u << 24)
#define AFIO_MAPR_SWJ_CFG (7u << 24)
#define GPIO_CRL_MODE5 (3u << 20)
#define GPIO_CRL_CNF5 (3u << 22)
#define GPIO_CRL_MODE0 3u
#define GPIO_CRL_CNF0 (3u << 2)
#else
struct GPIO_TypeDef { union { Reg MODER, CTL; }; union { Reg OTYPER, OMODE; }; union { Reg OSPEEDR, OSPD; }; union { Reg PUPDR, PUD; }; union { Reg IDR, ISTAT; }; union { Reg ODR, OCTL; }; union { Reg BSRR, BOP; }; Reg LCKR, AFR[2]; union { Reg BRR, BC; }; Reg TG; };
#if defined(IS_F0)
struct RCC_TypeDef { Reg CR, CFGR, CIR, APB2RSTR, APB1RSTR; union { Reg AHB1ENR, AHB2ENR, IOPENR, AHBENR; }; Reg more[3]; Reg APB1ENR, APB2ENR; };
#else
struct RCC_TypeDef { Reg CR, PLLCFGR, CFGR, pad[CLOCK_REG % 0x400 / 4 - 3]; union { Reg AHB1ENR, AHB2ENR, IOPENR, AHBENR; }; Reg more[3]; Reg APB1ENR, APB2ENR; };
#endif
#define RCC ((RCC_TypeDef *)(CLOCK_REG & ~0x3ffu))
#define RCC_AHB1ENR_GPIOAEN 1u
#define RCC_AHB1ENR_GPIOBEN 2u
#define RCC_AHB1ENR_GPIOCEN 4u
#define RCC_AHB1ENR_GPIODEN 8u
#define RCC_AHB2ENR_GPIOAEN 1u
#define RCC_AHB2ENR_GPIOBEN 2u
#define RCC_AHB2ENR_GPIOCEN 4u
#define RCC_IOPENR_GPIOAEN 1u
#define RCC_IOPENR_GPIOBEN 2u
#define RCC_IOPENR_GPIOCEN 4u
#define RCC_AHBENR_GPIOAEN (1u << 17)
#define RCC_AHBENR_GPIOBEN (1u << 18)
#define RCC_AHBENR_GPIOCEN (1u << 19)
#define GPIO_MODER_MODE5_Pos 10
#define GPIO_MODER_MODE5_Msk (3u << 10)
#define GPIO_MODER_MODER5 (3u << 10)
#define GPIO_MODER_MODER5_0 (1u << 10)
#define GPIO_MODER_MODER12_0 (1u << 24)
#define GPIO_MODER_MODER13_0 (1u << 26)
#define GPIO_MODER_MODER14_0 (1u << 28)
#define GPIO_MODER_MODER15_0 (1u << 30)
#define GPIO_MODER_MODE5 (3u << 10)
#define GPIO_MODER_MODE5_0 (1u << 10)
#define GPIO_BSRR_BS2 (1u << 2)
#define GPIO_BSRR_BR2 (1u << 18)
#define GPIO_BSRR_BS5 (1u << 5)
#define GPIO_BSRR_BR5 (1u << 21)
#define GPIO_BSRR_BS_5 (1u << 5)
#define GPIO_BSRR_BR_5 (1u << 21)
#define GPIO_ODR_OD5 (1u << 5)
#define GPIO_ODR_ODR_5 (1u << 5)
#endif
typedef GPIO_TypeDef GPIO_Module;
#define GPIOA ((GPIO_TypeDef *)(PORT_BASE))
#define GPIOB ((GPIO_TypeDef *)(PORT_BASE + 0x400))
#define GPIOC ((GPIO_TypeDef *)(PORT_BASE + 0x800))
#define GPIOD ((GPIO_TypeDef *)(PORT_BASE + 0xC00))
#define GPIOE ((GPIO_TypeDef *)(PORT_BASE + 0x1000))
inline int portOf(const GPIO_TypeDef *g) { return ((uintptr_t)g - PORT_BASE) / 0x400; }
inline int portOf(uint32_t g) { return (g - PORT_BASE) / 0x400; }
#define P(n) GPIO_PIN_##n = 1 << n, GPIO_Pin_##n = 1 << n, LL_GPIO_PIN_##n = 1 << n
enum { P(0), P(1), P(2), P(3), P(4), P(5), P(6), P(7), P(8), P(9), P(10), P(11), P(12), P(13), P(14), P(15), GPIO_PIN_All = 0xffff, GPIO_Pin_All = 0xffff, GPIO_PIN_ALL = 0xffff };
#undef P
inline void setMode(GPIO_TypeDef *g, uint32_t pins, uint32_t nibbleOrMode, int pull = 0) {
  for (int b = 0; b < 16; b++) if (pins >> b & 1) {
#ifdef OLD_PORT
    Reg &r = b < 8 ? g->CRL : g->CRH;
    if (pull == 1) g->BSRR = 1u << b;
    if (pull == 2) g->BRR = 1u << b;
    r = (r & ~(15u << b % 8 * 4)) | nibbleOrMode << b % 8 * 4;
#else
    g->PUPDR = (g->PUPDR & ~(3u << 2 * b)) | (uint32_t)pull << 2 * b;
    g->MODER = (g->MODER & ~(3u << 2 * b)) | nibbleOrMode << 2 * b;
#endif
  }
}
#define GPIO_BRR_BR13 (1u << 13)
#define GPIO_BSRR_BS13 (1u << 13)
#define RCC_CR_HSEON (1u << 16)
#define RCC_CR_HSERDY (1u << 17)
#define RCC_CR_PLLON (1u << 24)
#define RCC_CR_PLLRDY (1u << 25)
#define RCC_CFGR_PLLSRC (1u << 16)
#define RCC_CFGR_PLLMULL9 (7u << 18)
#define RCC_CFGR_SW_PLL 2u
#define RCC_CFGR_SWS 12u
#define RCC_CFGR_SWS_PLL 8u
#define RCC_PLLCFGR_PLLSRC_HSE (1u << 22)
#define RCC_APB1ENR_PWREN (1u << 28)
#define PWR_CR_VOS (1u << 14)
#define FLASH_ACR_PRFTEN 0x100u
#define FLASH_ACR_LATENCY_5WS 5u
struct ADC_TypeDef { Reg SR, CR1, CR2; };
#define ADC1 ((ADC_TypeDef *)0x40012400)
struct PWR_TypeDef { Reg CR, CSR; };
#define PWR ((PWR_TypeDef *)0x40007000)
struct FLASH_TypeDef { Reg ACR; };
#define FLASH ((FLASH_TypeDef *)0x40023C00)
#define SysTick_Config(n) (truth::arm(), 0)
#define NVIC_EnableIRQ(n) truth::arm()
#define NVIC_SetPriority(a, b) (void)0
#define __enable_irq() truth::arm()
enum { TIM2_IRQn, TIM3_IRQn, EXTI0_IRQn, EXTI1_IRQn, SysTick_IRQn, TIM6_IRQn, TIM14_IRQn, EXTI15_10_IRQn };
struct TIM_TypeDef { Reg CR1, CR2, SMCR, DIER, SR, EGR, CCMR1, CCMR2, CCER, CNT, PSC, ARR; };
#define TIM2 ((TIM_TypeDef *)0x40000000)
#define TIM3 ((TIM_TypeDef *)0x40000400)
#define TIM_SR_UIF 1u
#define TIM_DIER_UIE 1u
#define TIM_CR1_CEN 1u
#define RCC_APB1ENR_TIM2EN 1u
#define RCC_APB1ENR_TIM3EN 2u
struct SysTick_Type { Reg CTRL, LOAD, VAL; };
