// Boards whose header was not pasted: lamps known by name. "On" is 1, "off" is 0 and "toggle" turns round, as the words say;
// which level lights a lamp only the header knows.
#pragma once
#include "core.hpp"
namespace board {
inline truth::Bank bank;
inline std::vector<std::string> names = {BOARD_NAMES};
inline void set(int lamp, int v) { bank.dir |= 1u << lamp; if (v) bank.out |= 1u << lamp; else bank.out &= ~(1u << lamp); truth::settle(); }
inline void toggle(int lamp) { set(lamp, !(bank.out >> lamp & 1)); }
struct Lamp { int i; Lamp &operator=(int v) { set(i, v); return *this; } operator int() const { return bank.out >> i & 1; } };
}
void truthSetup() { board::bank.add("", 1, board::names); }
#ifdef ALIENTEK
inline board::Lamp LED0{0}, LED1{1};
#endif
#define LED1_ON board::set(0, 1)
#define LED1_OFF board::set(0, 0)
#define LED2_TOGGLE board::toggle(1)
#ifdef BOARD_CALLS
#undef LED1_ON
#undef LED1_OFF
inline void LED1_ON() { board::set(0, 1); }
inline void LED1_OFF() { board::set(0, 0); }
inline void LED2_Turn() { board::toggle(1); }
#endif
template <class... T> inline void LED_Init(T...) {}
template <class... T> inline void LED_GPIO_Config(T...) {}
template <class... T> inline void delay_init(T...) {}
template <class... T> inline void board_init(T...) {}
#ifndef OWN_DELAYS
inline void delay_ms(double n) { truth::wait(n); }
inline void Delay_ms(double n) { truth::wait(n); }
inline void Delay(double n) { truth::wait(n / 10000); }
#endif
inline void Relay_On() { board::set(0, 1); }
inline void Relay_Off() { board::set(0, 0); }
#ifdef EVAL_BOARD
enum { LED1 = 0, LED3 = 1 };
#define gd_eval_led_init(n) (void)0
#define gd_eval_led_on(n) board::set(n, 1)
#define gd_eval_led_off(n) board::set(n, 0)
#define gd_eval_led_toggle(n) board::toggle(n)
inline void delay_1ms(uint32_t n) { truth::wait(n); }
inline void systick_config() {}
#endif
#ifdef AT_BOARD
enum { LED2 = 0, LED3 = 1 };
inline void system_clock_config() {}
inline void at32_board_init() {}
#define at32_led_toggle(n) board::toggle(n)
#define at32_led_on(n) board::set(n, 1)
#define at32_led_off(n) board::set(n, 0)
#endif
#ifdef BSP_BOARD
enum { LED1 = 0, LED3 = 1, HAL_OK = 0 };
#define BSP_LED_Init(n) (board::bank.dir |= 1u << (n), truth::settle())
#define BSP_LED_On(n) board::set(n, 1)
#define BSP_LED_Toggle(n) board::toggle(n)
#define TIMx 0
struct TIM_HandleTypeDef { int Instance; struct { uint32_t Prescaler, Period; } Init; };
inline uint32_t SystemCoreClock = 168000000;
inline void HAL_Init() {}
inline int HAL_TIM_Base_Init(TIM_HandleTypeDef *) { return 0; }
inline int HAL_TIM_Base_Start_IT(TIM_HandleTypeDef *) { truth::arm(); return 0; }
#endif
#ifdef HAL_WORDS
enum { LED_PORT, LED_RED = 0, LED_ON = 1, LED_OFF = 0 };
#define HAL_GPIO_WritePin(g, p, v) board::set(p, v)
inline void HAL_Delay(uint32_t n) { truth::wait(n); }
#endif
