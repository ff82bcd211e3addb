// ESP-IDF GPIO driver and FreeRTOS.
#pragma once
#include "core.hpp"
#include "rtos.hpp"
typedef int esp_err_t; 
#define NUM(n) GPIO_NUM_##n = n
enum gpio_num_t { NUM(0), NUM(2), NUM(4), NUM(5), NUM(12), NUM(13), NUM(14), NUM(15), NUM(16), NUM(17), NUM(18), NUM(19), NUM(21), NUM(22), NUM(23), NUM(25), NUM(26), NUM(27) };
#undef NUM
enum gpio_mode_t { GPIO_MODE_DISABLE, GPIO_MODE_INPUT, GPIO_MODE_OUTPUT, GPIO_MODE_INPUT_OUTPUT };
enum gpio_int_type_t { GPIO_INTR_DISABLE, GPIO_INTR_POSEDGE, GPIO_INTR_NEGEDGE, GPIO_INTR_ANYEDGE };
enum { GPIO_PULLUP_DISABLE, GPIO_PULLUP_ENABLE, GPIO_PULLDOWN_DISABLE = 0, GPIO_PULLDOWN_ENABLE, GPIO_PULLUP_ONLY = 0, GPIO_PULLDOWN_ONLY, GPIO_FLOATING = 3, ESP_OK = 0 };
struct gpio_config_t { uint64_t pin_bit_mask; int mode, pull_up_en, pull_down_en, intr_type; };
namespace esp { inline uint64_t out, oe, up; }
void truthSetup() { truth::port("GPIO", [] { return (uint32_t)esp::oe; }, [] { return (uint32_t)esp::out; }); }
inline int gpio_set_direction(int p, int m) { if (m & 2) esp::oe |= 1ull << p; else esp::oe &= ~(1ull << p); truth::settle(); return 0; }
inline int gpio_config(const gpio_config_t *c) { for (int p = 0; p < 40; p++) if (c->pin_bit_mask >> p & 1) { if (c->mode & 2) esp::oe |= 1ull << p; else esp::oe &= ~(1ull << p); if (c->pull_up_en) esp::up |= 1ull << p; } truth::settle(); return 0; }
inline int gpio_set_level(int p, uint32_t v) { if (v) esp::out |= 1ull << p; else esp::out &= ~(1ull << p); truth::settle(); return 0; }
inline int gpio_get_level(int p) { return truth::input("GPIO" + std::to_string(p), esp::up >> p & 1); }
inline int gpio_set_pull_mode(int p, int m) { if (m == 0) esp::up |= 1ull << p; return 0; }
inline int gpio_pullup_en(int p) { esp::up |= 1ull << p; return 0; }
inline int gpio_reset_pin(int p) { esp::oe &= ~(1ull << p); esp::up |= 1ull << p; truth::settle(); return 0; }
#define gpio_pad_select_gpio(p) (void)0
inline int gpio_install_isr_service(int) { return 0; }
inline void (*esp_isr)(void *); inline void *esp_isr_arg;
inline int gpio_set_intr_type(int, int) { return 0; }
inline int gpio_isr_handler_add(int p, void (*f)(void *), void *a) { esp_isr = f; esp_isr_arg = a; truth::onEdge("GPIO" + std::to_string(p), 2, [] { esp_isr(esp_isr_arg); }); return 0; }
#define IRAM_ATTR
#define ESP_LOGI(...) (void)0
#define ESP_ERROR_CHECK(x) (x)
inline void ets_delay_us(uint32_t n) { truth::wait(n / 1000.0); }
inline void esp_rom_delay_us(uint32_t n) { truth::wait(n / 1000.0); }
inline int64_t esp_timer_get_time() { return (int64_t)(truth::nowMs() * 1000); }
