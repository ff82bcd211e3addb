// RP2040: SIO registers and the pico-sdk calls over them.
#pragma once
#include "core.hpp"
typedef unsigned int uint;
namespace rp { inline uint32_t out, oe, sio, up; inline uint32_t in() { uint32_t v = 0; for (int b = 0; b < 30; b++) v |= (uint32_t)(oe >> b & 1 ? out >> b & 1 : truth::input("GPIO" + std::to_string(b), up >> b & 1)) << b; return v; } }
struct SioReg { };
void truthSetup() {
  using namespace rp;
  truth::port("GPIO", [] { return oe & sio; }, [] { return out; });
  truth::device({0xd0000000, 0xd0000040, [](uintptr_t a) -> uint32_t { int r = a & 0xff; return r == 4 ? rp::in() : r == 0x10 ? rp::out : r == 0x20 ? rp::oe : 0; },
    [](uintptr_t a, uint32_t v) { switch (a & 0xff) { case 0x10: out = v; break; case 0x14: out |= v; break; case 0x18: out &= ~v; break; case 0x1c: out ^= v; break; case 0x20: oe = v; break; case 0x24: oe |= v; break; case 0x28: oe &= ~v; break; case 0x2c: oe ^= v; } }});
  truth::device({0x40014000, 0x400140f0, [](uintptr_t a) -> uint32_t { return 5; }, [](uintptr_t a, uint32_t v) { if (a & 4) { uint32_t b = 1u << ((a & 0xff) / 8); if ((v & 31) == 5) sio |= b; else sio &= ~b; } }});
}
struct sio_hw_t { Reg cpuid, gpio_in, gpio_hi_in, pad, gpio_out, gpio_set, gpio_clr, gpio_togl, gpio_oe, gpio_oe_set, gpio_oe_clr, gpio_oe_togl; };
#define sio_hw ((sio_hw_t *)(uintptr_t)0xd0000000)
#define SIO_BASE 0xd0000000
#define IO_BANK0_BASE 0x40014000
enum { GPIO_IN, GPIO_OUT, GPIO_FUNC_SIO = 5, GPIO_FUNC_NULL = 31, PICO_DEFAULT_LED_PIN = 25, GPIO_IRQ_EDGE_FALL = 4, GPIO_IRQ_EDGE_RISE = 8 };
inline void gpio_set_function(uint p, int f) { if (f == 5) rp::sio |= 1u << p; else rp::sio &= ~(1u << p); truth::settle(); }
#define gpio_put_masked(m, v) (sio_hw->gpio_togl = (rp::out ^ (v)) & (m))
#define gpio_set_mask(m) (sio_hw->gpio_set = (m))
#define gpio_clr_mask(m) (sio_hw->gpio_clr = (m))
#define gpio_xor_mask(m) (sio_hw->gpio_togl = (m))
#define gpio_put_all(v) (sio_hw->gpio_out = (v))
inline void gpio_init(uint p) { sio_hw->gpio_oe_clr = 1u << p; sio_hw->gpio_clr = 1u << p; gpio_set_function(p, 5); }
inline void gpio_init_mask(uint m) { for (uint p = 0; p < 30; p++) if (m >> p & 1) gpio_init(p); }
inline void gpio_set_dir(uint p, bool o) { if (o) sio_hw->gpio_oe_set = 1u << p; else sio_hw->gpio_oe_clr = 1u << p; }
#define gpio_set_dir_out_masked(m) (sio_hw->gpio_oe_set = (m))
#define gpio_set_dir_masked(m, v) (sio_hw->gpio_oe_togl = (rp::oe ^ (v)) & (m))
#define gpio_put(p, v) ((v) ? (sio_hw->gpio_set = 1u << (p)) : (sio_hw->gpio_clr = 1u << (p)))
inline bool gpio_get(uint p) { return sio_hw->gpio_in >> p & 1; }
inline void gpio_pull_up(uint p) { rp::up |= 1u << p; }
inline void gpio_pull_down(uint p) { rp::up &= ~(1u << p); }
inline void sleep_ms(uint32_t ms) { truth::wait(ms); }
inline void sleep_us(uint64_t us) { truth::wait(us / 1000.0); }
inline void busy_wait_ms(uint32_t ms) { truth::wait(ms); }
inline void stdio_init_all() {}
inline void tight_loop_contents() {}
typedef struct repeating_timer { void *user_data; } repeating_timer_t;
inline bool (*alarm_callback)(repeating_timer_t *); inline repeating_timer_t *alarm_timer;
inline bool add_repeating_timer_ms(int ms, bool (*f)(repeating_timer_t *), void *, repeating_timer_t *t) { alarm_callback = f; alarm_timer = t; truth::every([] { alarm_callback(alarm_timer); }, abs(ms)); truth::arm(); return true; }
inline void (*irq_callback)(uint, uint32_t);  inline uint irq_pin;
inline void gpio_set_irq_enabled_with_callback(uint p, uint32_t e, bool, void (*f)(uint, uint32_t)) { irq_callback = f; irq_pin = p; truth::onEdge("GPIO" + std::to_string(p), (e & 4 ? 2 : 0) | (e & 8 ? 1 : 0), [] { irq_callback(irq_pin, 4); }); }
typedef uint64_t absolute_time_t;
inline uint64_t time_us_64() { return (uint64_t)(truth::nowMs() * 1000); }
inline uint32_t time_us_32() { return (uint32_t)time_us_64(); }
inline uint64_t get_absolute_time() { return time_us_64(); }
inline uint32_t to_ms_since_boot(uint64_t t) { return t / 1000; }
