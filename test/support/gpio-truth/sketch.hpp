// Arduino core on an Uno (D0..D19, with SKETCH and IS_AVR also the port registers) or an ESP32 (IS_ESP32: GPIO numbers).
#pragma once
#include "core.hpp"
enum { INPUT, OUTPUT, INPUT_PULLUP, LOW = 0, HIGH = 1, LED_BUILTIN = 13, A0 = 14, A1, A2, A3, A4, A5, RISING = 1, FALLING = 2, CHANGE = 3, LSBFIRST = 0, MSBFIRST = 1, DEC = 10 };
typedef uint8_t byte; typedef bool boolean; typedef unsigned int word;
#ifdef IS_AVR
#define SKETCH
#include "small.hpp"
// D0-7 = PD, D8-13 = PB, D14-19 = PC
inline int portNo(int pin) { return pin < 8 ? 3 : pin < 14 ? 1 : 2; }
inline int bitNo(int pin) { return pin < 8 ? pin : pin < 14 ? pin - 8 : pin - 14; }
void truthSetup() {
  truth::port("D", [] { return avr[3].dir | (uint32_t)(avr[1].dir & 63) << 8 | (uint32_t)(avr[2].dir & 63) << 14; }, [] { return avr[3].out | (uint32_t)(avr[1].out & 63) << 8 | (uint32_t)(avr[2].out & 63) << 14; });
}
inline void pinMode(int pin, int m) {
  uint8_t b = 1 << bitNo(pin); AvrPort &p = avr[portNo(pin)];
  if (m == OUTPUT) p.dir |= b; else { p.dir &= ~b; if (m == INPUT_PULLUP) p.out |= b; else p.out &= ~b; }
  truth::settle();
}
inline void digitalWrite(int pin, int v) { uint8_t b = 1 << bitNo(pin); AvrPort &p = avr[portNo(pin)]; if (v) p.out |= b; else p.out &= ~b; truth::settle(); }
inline int digitalRead(int pin) { AvrPort &p = avr[portNo(pin)]; bool o = p.out >> bitNo(pin) & 1; return p.dir >> bitNo(pin) & 1 ? o : truth::input("D" + std::to_string(pin), o); }
#else
#ifdef IS_ESP8266
enum { D0 = 16, D1 = 5, D2 = 4, D3 = 0, D4 = 2, D5 = 14, D6 = 12, D7 = 13, D8 = 15 };
#endif
inline uint64_t espOut, espDir, espPull;
void truthSetup() { truth::port("GPIO", [] { return (uint32_t)espDir; }, [] { return (uint32_t)espOut; }); }
inline void pinMode(int pin, int m) { if (m == OUTPUT) espDir |= 1ull << pin; else espDir &= ~(1ull << pin); if (m == INPUT_PULLUP) espPull |= 1ull << pin; truth::settle(); }
inline void digitalWrite(int pin, int v) { if (v) espOut |= 1ull << pin; else espOut &= ~(1ull << pin); truth::settle(); }
inline int digitalRead(int pin) { return espDir >> pin & 1 ? espOut >> pin & 1 : truth::input("GPIO" + std::to_string(pin), espPull >> pin & 1); }
#define IRAM_ATTR
#endif
inline void delay(unsigned long ms) { truth::wait(ms); }
inline void delayMicroseconds(unsigned us) { truth::wait(us / 1000.0); }
inline unsigned long millis() { return (unsigned long)truth::nowMs(); }
inline unsigned long micros() { return (unsigned long)(truth::nowMs() * 1000); }
#define digitalPinToInterrupt(p) (p)
inline void attachInterrupt(int pin, void (*f)(), int edge) {
#ifdef IS_AVR
  truth::onEdge("D" + std::to_string(pin), edge, f);
#else
  truth::onEdge("GPIO" + std::to_string(pin), edge, f);
#endif
}
inline void noInterrupts() {} inline void interrupts() {}
inline void shiftOut(int d, int c, int order, int v) { for (int i = 0; i < 8; i++) { digitalWrite(d, order == MSBFIRST ? v >> (7 - i) & 1 : v >> i & 1); digitalWrite(c, HIGH); digitalWrite(c, LOW); } }
#define bitRead(v, b) (((v) >> (b)) & 1)
#define bitSet(v, b) ((v) |= 1 << (b))
#define bitClear(v, b) ((v) &= ~(1 << (b)))
template <class T> inline T constrain(T v, T a, T b) { return v < a ? a : v > b ? b : v; }
struct { void begin(long) {} template <class T> void print(T) {} template <class T> void println(T) {} void println() {} int available() { return 0; } int read() { return -1; } } inline Serial;
struct String : std::string { using std::string::string; char charAt(int i) const { return (*this)[i]; } };
