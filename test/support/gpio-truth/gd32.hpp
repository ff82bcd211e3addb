// GD32 firmware library: the F1 kind of ports, or with IS_GD32F4 the MODER kind.
#pragma once
#include "stm32.hpp"
#undef GPIOA
#undef GPIOB
#undef GPIOC
#undef GPIOD
enum : uint32_t { GPIOA = PORT_BASE, GPIOB = PORT_BASE + 0x400, GPIOC = PORT_BASE + 0x800, GPIOD = PORT_BASE + 0xC00 };
#define AT(g) ((GPIO_TypeDef *)(uintptr_t)(g))
#define GPIO_BOP(g) (AT(g)->BOP)
#define GPIO_BC(g) (AT(g)->BC)
#define GPIO_OCTL(g) (AT(g)->OCTL)
#define GPIO_ISTAT(g) (AT(g)->ISTAT)
#define GPIO_CTL(g) (AT(g)->MODER)
#define GPIO_CTL0(g) (AT(g)->CRL)
#define GPIO_CTL1(g) (AT(g)->CRH)
#define RCU_APB2EN (*(Reg *)(uintptr_t)0x40021018)
#define RCU_AHB1EN (*(Reg *)(uintptr_t)0x40023830)
#define BIT(n) (1u << (n))
#define gpio_bit_set(g, p) (GPIO_BOP(g) = (uint32_t)(p))
#define gpio_bit_reset(g, p) (GPIO_BC(g) = (uint32_t)(p))
#define gpio_bit_write(g, p, v) ((v) ? gpio_bit_set(g, p) : gpio_bit_reset(g, p))
#define gpio_port_write(g, v) (GPIO_OCTL(g) = (uint32_t)(v))
#define gpio_input_bit_get(g, p) ((GPIO_ISTAT(g) & (p)) ? SET : RESET)
#define gpio_output_bit_get(g, p) ((GPIO_OCTL(g) & (p)) ? SET : RESET)
enum { RCU_GPIOA = 0, RCU_GPIOB, RCU_GPIOC, RCU_GPIOD, RCU_AF = 100 };
#define rcu_periph_clock_enable(x) (*(Reg *)(uintptr_t)CLOCK_REG |= (x) == 100 ? 1u : 1u << (CLOCK_BIT(x)))
#ifdef OLD_PORT
enum { GPIO_MODE_AIN = 0, GPIO_MODE_IN_FLOATING = 4, GPIO_MODE_IPD = 0x28, GPIO_MODE_IPU = 0x48, GPIO_MODE_OUT_OD = 0x14, GPIO_MODE_OUT_PP = 0x10, GPIO_OSPEED_10MHZ = 1, GPIO_OSPEED_2MHZ, GPIO_OSPEED_50MHZ };
inline void gpio_init(uint32_t g, uint32_t m, uint32_t s, uint32_t p) { setMode(AT(g), p, m & 0x10 ? (m & 12) | s : m == 4 ? 4 : m ? 8 : 0, m == 0x48 ? 1 : m == 0x28 ? 2 : 0); }
#else
#define gpio_bit_toggle(g, p) (AT(g)->TG = (uint32_t)(p))
#define gpio_port_toggle(g) (AT(g)->TG = 0xffff)
enum { GPIO_MODE_INPUT, GPIO_MODE_OUTPUT, GPIO_MODE_AF, GPIO_MODE_ANALOG, GPIO_PUPD_NONE = 0, GPIO_PUPD_PULLUP, GPIO_PUPD_PULLDOWN, GPIO_OTYPE_PP = 0, GPIO_OTYPE_OD, GPIO_OSPEED_2MHZ = 0, GPIO_OSPEED_25MHZ, GPIO_OSPEED_50MHZ };
inline void gpio_mode_set(uint32_t g, uint32_t m, uint32_t u, uint32_t p) { setMode(AT(g), p, m, u); }
#define gpio_output_options_set(g, t, s, p) (void)0
#endif
inline void delay_1ms(uint32_t n) { truth::wait(n); }
inline void systick_config() {}
