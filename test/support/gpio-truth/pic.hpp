// PIC with 8-bit ports: PORT, LAT and TRIS, the bits of them by name, CCS and MCC calls. An interrupt comes with its flag set.
#pragma once
#include "core.hpp"
namespace pic {
struct Port8 { uint8_t out = 0, tris = 0xff; };
inline Port8 port[5];
inline truth::Bank led;
inline std::string name(int p, int b) { return std::string("R") + char('A' + p) + std::to_string(b); }
inline uint8_t in(int p) { uint8_t v = 0; for (int b = 0; b < 8; b++) v |= (port[p].tris >> b & 1 ? truth::input(name(p, b), false) : port[p].out >> b & 1) << b; return v; }
struct Bit {
  Reg8 *r; int b;
  operator int() const { return (uint8_t)*r >> b & 1; }
  Bit &operator=(int v) { *r = ((uint8_t)*r & ~(1 << b)) | (v & 1) << b; return *this; }
  Bit &operator=(const Bit &o) { return *this = (int)o; }
  Bit &operator^=(int v) { return *this = (int)*this ^ v; }
};
struct Flag { operator int() const { return 1; } Flag &operator=(int) { return *this; } };
struct Kept { int v = 0; operator int() const { return v; } Kept &operator=(int n) { v = n; return *this; } };
struct Gie { Gie &operator=(int v) { if (v) truth::arm(); return *this; } };
}
#define PIC_PORT(L, i) \
  inline Reg8 PORT##L([] { return pic::in(i); }, [](uint8_t v) { pic::port[i].out = v; }), LAT##L([] { return pic::port[i].out; }, [](uint8_t v) { pic::port[i].out = v; }), \
    TRIS##L([] { return pic::port[i].tris; }, [](uint8_t v) { pic::port[i].tris = v; }), ANSEL##L; \
  struct { pic::Bit R##L##0{&PORT##L, 0}, R##L##1{&PORT##L, 1}, R##L##2{&PORT##L, 2}, R##L##3{&PORT##L, 3}; } inline PORT##L##bits; \
  struct { pic::Bit TRIS##L##0{&TRIS##L, 0}, TRIS##L##1{&TRIS##L, 1}, TRIS##L##2{&TRIS##L, 2}; } inline TRIS##L##bits; \
  inline pic::Bit TRIS##L##0{&TRIS##L, 0};
#ifdef IS_PIC12
inline Reg8 GPIO([] { return pic::in(0); }, [](uint8_t v) { pic::port[0].out = v; }), TRISIO([] { return pic::port[0].tris; }, [](uint8_t v) { pic::port[0].tris = v; });
inline pic::Bit GP0{&GPIO, 0}, GP1{&GPIO, 1}, GP2{&GPIO, 2};
struct { pic::Bit GP0{&GPIO, 0}, GP1{&GPIO, 1}, GP2{&GPIO, 2}; } inline GPIObits;
#else
PIC_PORT(A, 0) PIC_PORT(B, 1) PIC_PORT(C, 2) PIC_PORT(D, 3)
#endif
void truthSetup() {
#ifdef IS_MCC
  pic::led.dir = 1;
  pic::led.add("", 1, {"LED"});
#else
  for (int i = 0; i < 4; i++) truth::port(std::string("R") + char('A' + i), [i] { return (uint8_t)~pic::port[i].tris; }, [i] { return pic::port[i].out; });
#endif
}
inline int OPTION_REG, ANSEL, CMCON;
struct { pic::Flag TMR0IF; pic::Kept TMR0IE; pic::Gie GIE; } inline INTCONbits;
#define __CONFIG(n) struct PicConfig
#define __delay_ms(n) truth::wait(n)
#define delay_ms(n) truth::wait(n)
// CCS: a call on a pin makes it an output first (standard I/O); pins are numbered by address and bit, port B is 6.
enum { PIN_B0 = 48, PIN_B1 };
#define TRUE 1
inline void set_tris_b(int v) {
#ifndef IS_PIC12
  TRISB = v;
#endif
}
inline void output_b(int v) {
#ifndef IS_PIC12
  TRISB = 0; PORTB = v;
#endif
}
inline void output_bit(int pin, int v) { pic::Port8 &p = pic::port[pin / 8 - 5]; uint8_t b = 1 << pin % 8; p.tris &= ~b; if (v) p.out |= b; else p.out &= ~b; truth::settle(); }
#define output_high(p) output_bit(p, 1)
#define output_low(p) output_bit(p, 0)
#define output_toggle(p) output_bit(p, !(pic::port[(p) / 8 - 5].out >> (p) % 8 & 1))
// MCC's generated header names the pin: an output, on a level of its own.
inline void LED_SetHigh() { pic::led.out = 1; truth::settle(); }
inline void LED_SetLow() { pic::led.out = 0; truth::settle(); }
inline void SYSTEM_Initialize() {}
