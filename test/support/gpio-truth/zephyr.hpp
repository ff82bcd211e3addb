// Zephyr's GPIO driver and its sleeps. A lamp of the device tree is known by its alias; active is 1.
#pragma once
#include "core.hpp"
enum { GPIO_INPUT = 1, GPIO_OUTPUT = 2, GPIO_OUTPUT_INACTIVE = 6, GPIO_OUTPUT_ACTIVE = 10, GPIO_INT_EDGE_TO_ACTIVE = 1 };
struct device { truth::Bank bank; };
inline device port0, lamps;
struct gpio_dt_spec { device *port; int pin; int flags; };
struct gpio_callback {};
#define BIT(n) (1u << (n))
// led0 is pin 0 of the lamps, sw0 pin 1.
enum { ALIAS_led0 = 0, ALIAS_sw0 = 1 };
#define DT_ALIAS(name) ALIAS_##name
#define GPIO_DT_SPEC_GET(node, property) {&lamps, node, 0}
#define GPIO_DT_SPEC_GET_OR(node, property, other) {&lamps, node, 0}
void truthSetup() { port0.bank.add("P0."); lamps.bank.add("", 1, {"led0_pin", "sw0_pin"}); }
inline int gpio_pin_configure(const device *d, int p, int f) { truth::Bank &b = const_cast<device *>(d)->bank; uint32_t m = 1u << p; if (f & 2) { if (f & 8) b.out |= m; if (f & 4) b.out &= ~m; b.dir |= m; } truth::settle(); return 0; }
inline int gpio_pin_set(const device *d, int p, int v) { truth::Bank &b = const_cast<device *>(d)->bank; if (v) b.out |= 1u << p; else b.out &= ~(1u << p); truth::settle(); return 0; }
inline int gpio_pin_get(const device *d, int p) { return const_cast<device *>(d)->bank.in() >> p & 1; }
inline int gpio_pin_toggle(const device *d, int p) { return gpio_pin_set(d, p, !(d->bank.out >> p & 1)); }
inline bool gpio_is_ready_dt(const gpio_dt_spec *) { return true; }
inline int gpio_pin_configure_dt(const gpio_dt_spec *s, int f) { return gpio_pin_configure(s->port, s->pin, f); }
inline int gpio_pin_toggle_dt(const gpio_dt_spec *s) { return gpio_pin_toggle(s->port, s->pin); }
inline int gpio_pin_set_dt(const gpio_dt_spec *s, int v) { return gpio_pin_set(s->port, s->pin, v); }
inline int gpio_pin_get_dt(const gpio_dt_spec *s) { return gpio_pin_get(s->port, s->pin); }
inline int gpio_pin_interrupt_configure_dt(const gpio_dt_spec *, int) { return 0; }
template <class F> inline void gpio_init_callback(gpio_callback *, F, uint32_t) {}
inline int gpio_add_callback(const device *, gpio_callback *) { return 0; }
inline const device *device_get_binding(const char *) { return &port0; }
#define printk(...) (void)0
#define K_MSEC(n) (n)
#define K_SECONDS(n) ((n) * 1000)
inline void k_sleep(double ms) { truth::wait(ms); }
inline void k_msleep(int ms) { truth::wait(ms); }
