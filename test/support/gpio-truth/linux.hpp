// Linux on a Raspberry Pi: wiringPi (its own numbers), pigpio, libgpiod 1 and 2. Outputs are named by their GPIO numbers.
#pragma once
#include "core.hpp"
inline truth::Bank pi;
void truthSetup() { pi.add("GPIO"); }
inline void piMode(int pin, bool out) { if (out) pi.dir |= 1u << pin; else pi.dir &= ~(1u << pin); truth::settle(); }
inline void piWrite(int pin, int v) { if (v) pi.out |= 1u << pin; else pi.out &= ~(1u << pin); truth::settle(); }
inline int piRead(int pin) { return pi.in() >> pin & 1; }
enum { INPUT, OUTPUT, LOW = 0, HIGH = 1, PUD_OFF = 0, PUD_DOWN, PUD_UP };
const int wiringToGpio[] = {17, 18, 27, 22, 23, 24, 25, 4, 2, 3, 8, 7, 10, 9, 11, 14, 15};
inline int wiringPiSetup() { return 0; }
inline void pinMode(int p, int m) { piMode(wiringToGpio[p], m == OUTPUT); }
inline void pullUpDnControl(int p, int m) { if (m == PUD_UP) pi.up |= 1u << wiringToGpio[p]; }
inline void digitalWrite(int p, int v) { piWrite(wiringToGpio[p], v); }
inline int digitalRead(int p) { return piRead(wiringToGpio[p]); }
inline void delay(unsigned ms) { truth::wait(ms); }
enum { PI_INPUT, PI_OUTPUT };
inline int gpioInitialise() { return 79; }
inline void gpioTerminate() {}
inline int gpioSetMode(int p, int m) { piMode(p, m == PI_OUTPUT); return 0; }
inline int gpioWrite(int p, int v) { piWrite(p, v); return 0; }
inline uint32_t gpioDelay(uint32_t us) { truth::wait(us / 1000.0); return us; }
inline int usleep(unsigned us) { truth::wait(us / 1000.0); return 0; }
inline unsigned sleep(unsigned s) { truth::wait(s * 1000.0); return 0; }
struct gpiod_chip {}; struct gpiod_line { int offset; };
inline gpiod_chip piChip;
inline gpiod_chip *gpiod_chip_open(const char *) { return &piChip; }
inline gpiod_chip *gpiod_chip_open_by_name(const char *) { return &piChip; }
inline void gpiod_chip_close(gpiod_chip *) {}
inline gpiod_line *gpiod_chip_get_line(gpiod_chip *, int n) { return new gpiod_line{n}; }
inline int gpiod_line_request_output(gpiod_line *l, const char *, int v) { piWrite(l->offset, v); piMode(l->offset, true); return 0; }
inline int gpiod_line_request_input(gpiod_line *, const char *) { return 0; }
inline int gpiod_line_set_value(gpiod_line *l, int v) { piWrite(l->offset, v); return 0; }
inline int gpiod_line_get_value(gpiod_line *l) { return piRead(l->offset); }
inline void gpiod_line_release(gpiod_line *) {}
enum gpiod_line_value { GPIOD_LINE_VALUE_INACTIVE, GPIOD_LINE_VALUE_ACTIVE };
enum { GPIOD_LINE_DIRECTION_INPUT, GPIOD_LINE_DIRECTION_OUTPUT };
struct gpiod_line_settings { int direction = 0, value = 0; };
struct gpiod_line_config { std::vector<std::pair<unsigned, gpiod_line_settings>> lines; };
struct gpiod_request_config {}; struct gpiod_line_request {};
inline gpiod_line_settings *gpiod_line_settings_new() { return new gpiod_line_settings; }
inline gpiod_line_config *gpiod_line_config_new() { return new gpiod_line_config; }
inline gpiod_request_config *gpiod_request_config_new() { return new gpiod_request_config; }
inline int gpiod_line_settings_set_direction(gpiod_line_settings *s, int d) { s->direction = d; return 0; }
inline int gpiod_line_settings_set_output_value(gpiod_line_settings *s, int v) { s->value = v; return 0; }
inline int gpiod_line_config_add_line_settings(gpiod_line_config *c, const unsigned *o, int n, gpiod_line_settings *s) { for (int i = 0; i < n; i++) c->lines.push_back({o[i], *s}); return 0; }
inline void gpiod_request_config_set_consumer(gpiod_request_config *, const char *) {}
inline gpiod_line_request *gpiod_chip_request_lines(gpiod_chip *, gpiod_request_config *, gpiod_line_config *c) { for (auto &[o, s] : c->lines) { piWrite(o, s.value); piMode(o, s.direction); } return new gpiod_line_request; }
inline int gpiod_line_request_set_value(gpiod_line_request *, unsigned o, int v) { piWrite(o, v); return 0; }
