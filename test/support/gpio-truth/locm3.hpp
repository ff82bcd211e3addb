// libopencm3: F1 (gpio_set_mode) and F4 (gpio_mode_setup).
#pragma once
#include "stm32.hpp"
#undef GPIOA
#undef GPIOB
#undef GPIOC
#undef GPIOD
enum : uint32_t { GPIOA = PORT_BASE, GPIOB = PORT_BASE + 0x400, GPIOC = PORT_BASE + 0x800, GPIOD = PORT_BASE + 0xC00 };
#define AT(g) ((GPIO_TypeDef *)(uintptr_t)(g))
#define GP(n) GPIO##n = 1 << n
enum { GP(0), GP(1), GP(2), GP(3), GP(4), GP(5), GP(6), GP(7), GP(8), GP(9), GP(10), GP(11), GP(12), GP(13), GP(14), GP(15) };
enum { RCC_GPIOA = 0, RCC_GPIOB, RCC_GPIOC, RCC_GPIOD, RCC_AFIO = 100 };
#define rcc_periph_clock_enable(x) (*(Reg *)(uintptr_t)CLOCK_REG |= (x) == 100 ? 1u : 1u << (CLOCK_BIT(x)))
#define gpio_set(g, p) (AT(g)->BSRR = (uint32_t)(p))
#define gpio_clear(g, p) (AT(g)->BSRR = (uint32_t)(p) << 16)
inline void gpio_toggle(uint32_t g, uint16_t p) { uint32_t o = AT(g)->ODR; AT(g)->BSRR = (o & p) << 16 | (~o & p); }
#define gpio_port_write(g, v) (AT(g)->ODR = (uint32_t)(v))
#define gpio_get(g, p) (uint16_t)(AT(g)->IDR & (p))
#define GPIO_BSRR(g) (AT(g)->BSRR)
#define GPIO_ODR(g) (AT(g)->ODR)
#ifdef OLD_PORT
enum { GPIO_MODE_INPUT, GPIO_MODE_OUTPUT_10_MHZ, GPIO_MODE_OUTPUT_2_MHZ, GPIO_MODE_OUTPUT_50_MHZ, GPIO_CNF_OUTPUT_PUSHPULL = 0, GPIO_CNF_INPUT_FLOAT = 1, GPIO_CNF_INPUT_PULL_UPDOWN = 2 };
inline void gpio_set_mode(uint32_t g, uint8_t m, uint8_t c, uint16_t p) { setMode(AT(g), p, c << 2 | m); }
#else
enum { GPIO_MODE_INPUT, GPIO_MODE_OUTPUT, GPIO_MODE_AF, GPIO_MODE_ANALOG, GPIO_PUPD_NONE = 0, GPIO_PUPD_PULLUP, GPIO_PUPD_PULLDOWN };
inline void gpio_mode_setup(uint32_t g, uint8_t m, uint8_t u, uint16_t p) { setMode(AT(g), p, m, u); }
#endif
// A timer's interrupt comes with its flag set.
enum { RCC_TIM2 = 200, NVIC_TIM2_IRQ = 28, RST_TIM2 = 0, TIM_CR1_CKD_CK_INT = 0, TIM_CR1_CMS_EDGE = 0, TIM_CR1_DIR_UP = 0, TIM_OC1 = 0, TIM_DIER_CC1IE = 2, TIM_SR_CC1IF = 2 };
#undef rcc_periph_clock_enable
#define rcc_periph_clock_enable(x) ((x) >= 200 ? (void)0 : (void)(*(Reg *)(uintptr_t)CLOCK_REG |= (x) == 100 ? 1u : 1u << (CLOCK_BIT(x))))
#define nvic_enable_irq(n) truth::arm()
#define rcc_periph_reset_pulse(r) (void)0
#define timer_set_mode(t, a, b, c) (void)0
#define timer_set_prescaler(t, n) (void)0
#define timer_set_period(t, n) (void)0
#define timer_set_oc_value(t, o, n) ((void)(n))
#define timer_enable_counter(t) (void)0
#define timer_enable_irq(t, i) (void)0
#define timer_get_flag(t, f) 1
#define timer_clear_flag(t, f) (void)0
#define timer_get_counter(t) 0
