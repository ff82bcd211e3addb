// nRF52: P0 registers, nrf_gpio and nrf_delay.
#pragma once
#include "core.hpp"
namespace nrf { inline uint32_t out, dir, pull; inline uint32_t in() { uint32_t v = 0; for (int b = 0; b < 32; b++) v |= (uint32_t)(dir >> b & 1 ? out >> b & 1 : truth::input("P0." + std::to_string(b), pull >> b & 1)) << b; return v; } }
void truthSetup() {
  using namespace nrf;
  truth::Port &port = truth::port("P0.", [] { return dir; }, [] { return out; });
#ifdef IS_BOARD
  for (int i = 0; i < 32; i++) port.names.push_back("BSP_LED_" + std::to_string(i));
#else
  (void)port;
#endif
  truth::device({0x50000500, 0x50000780, [](uintptr_t a) -> uint32_t { uint32_t r = a & 0xfff; return r <= 0x50c && r != 0x510 ? out : r == 0x510 ? in() : r <= 0x51c ? dir : 0; },
    [](uintptr_t a, uint32_t v) { uint32_t r = a & 0xfff; if (r == 0x504) out = v; if (r == 0x508) out |= v; if (r == 0x50c) out &= ~v; if (r == 0x514) dir = v; if (r == 0x518) dir |= v; if (r == 0x51c) dir &= ~v;
      if (r >= 0x700) { uint32_t b = 1u << (r - 0x700) / 4; dir = v & 1 ? dir | b : dir & ~b; pull = (v >> 2 & 3) == 3 ? pull | b : pull & ~b; } }});
}
struct NRF_GPIO_Type { Reg pad[0x504 / 4], OUT, OUTSET, OUTCLR, IN, DIR, DIRSET, DIRCLR, more[0x1e0 / 4], PIN_CNF[32]; };
#define NRF_P0 ((NRF_GPIO_Type *)(uintptr_t)0x50000000)
#define NRF_GPIO NRF_P0
enum { GPIO_PIN_CNF_DIR_Pos = 0, GPIO_PIN_CNF_DIR_Output = 1, GPIO_PIN_CNF_DIR_Input = 0, GPIO_PIN_CNF_INPUT_Pos = 1, GPIO_PIN_CNF_INPUT_Connect = 0, GPIO_PIN_CNF_INPUT_Disconnect = 1, GPIO_PIN_CNF_PULL_Pos = 2, GPIO_PIN_CNF_PULL_Disabled = 0, GPIO_PIN_CNF_PULL_Pullup = 3, GPIO_PIN_CNF_DRIVE_Pos = 8, GPIO_PIN_CNF_DRIVE_S0S1 = 0, GPIO_PIN_CNF_SENSE_Pos = 16, GPIO_PIN_CNF_SENSE_Disabled = 0 };
enum { NRF_GPIO_PIN_NOPULL, NRF_GPIO_PIN_PULLDOWN, NRF_GPIO_PIN_PULLUP = 3 };
#define NRF_GPIO_PIN_MAP(port, pin) (pin)
inline void nrf_gpio_cfg_output(uint32_t p) { NRF_P0->PIN_CNF[p] = 3; }
inline void nrf_gpio_cfg_input(uint32_t p, int pull) { NRF_P0->PIN_CNF[p] = pull << 2; }
#define nrf_gpio_pin_set(p) (NRF_P0->OUTSET = 1u << (p))
#define nrf_gpio_pin_clear(p) (NRF_P0->OUTCLR = 1u << (p))
inline void nrf_gpio_pin_toggle(uint32_t p) { uint32_t o = NRF_P0->OUT; if (o >> p & 1) NRF_P0->OUTCLR = 1u << p; else NRF_P0->OUTSET = 1u << p; }
#define nrf_gpio_pin_write(p, v) ((v) ? nrf_gpio_pin_set(p) : nrf_gpio_pin_clear(p))
inline uint32_t nrf_gpio_pin_read(uint32_t p) { return NRF_P0->IN >> p & 1; }
inline void nrf_delay_ms(uint32_t n) { truth::wait(n); }
inline void nrf_delay_us(uint32_t n) { truth::wait(n / 1000.0); }
#define __WFE() truth::wait(0.01, false)
enum { BSP_LED_0, BSP_LED_1, BSP_LED_2, BSP_LED_3 };
// app_timer: ticks are milliseconds here.
enum { APP_TIMER_MODE_SINGLE_SHOT, APP_TIMER_MODE_REPEATED };
struct AppTimer { void (*handler)(void *); };
#define APP_TIMER_DEF(name) static AppTimer name
#define APP_TIMER_TICKS(ms) (ms)
inline void app_timer_init() {}
inline void app_timer_create(AppTimer *t, int, void (*f)(void *)) { t->handler = f; }
inline AppTimer *appTimer;
inline void app_timer_start(AppTimer &t, uint32_t ms, void *) { appTimer = &t; truth::every([] { appTimer->handler(nullptr); }, ms); truth::arm(); }
// GPIOTE: outputs and one input whose edges call back.
typedef uint32_t nrf_drv_gpiote_pin_t; enum nrf_gpiote_polarity_t { NRF_GPIOTE_POLARITY_TOGGLE = 3 };
struct nrf_drv_gpiote_out_config_t { bool high; }; struct nrf_drv_gpiote_in_config_t { int sense, pull; };
#define GPIOTE_CONFIG_OUT_SIMPLE(high) {high}
#define GPIOTE_CONFIG_IN_SENSE_TOGGLE(high) {3, 0}
inline void nrf_drv_gpiote_init() {}
inline void nrf_drv_gpiote_out_init(uint32_t p, nrf_drv_gpiote_out_config_t *c) { nrf_gpio_pin_write(p, c->high); nrf_gpio_cfg_output(p); }
inline void nrf_drv_gpiote_out_toggle(uint32_t p) { nrf_gpio_pin_toggle(p); }
inline void (*gpioteHandler)(nrf_drv_gpiote_pin_t, nrf_gpiote_polarity_t); inline uint32_t gpiotePin;
inline void nrf_drv_gpiote_in_init(uint32_t p, nrf_drv_gpiote_in_config_t *c, void (*f)(nrf_drv_gpiote_pin_t, nrf_gpiote_polarity_t)) { nrf_gpio_cfg_input(p, c->pull); gpioteHandler = f; gpiotePin = p; truth::onEdge("P0." + std::to_string(p), c->sense, [] { gpioteHandler(gpiotePin, NRF_GPIOTE_POLARITY_TOGGLE); }); }
inline void nrf_drv_gpiote_in_event_enable(uint32_t, bool) {}
