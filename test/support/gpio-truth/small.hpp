// AVR (ATmega328P names), MSP430 and 8051: 8-bit ports.
#pragma once
#include "core.hpp"
#if defined(IS_AVR)
struct AvrPort { uint8_t out = 0, dir = 0; char letter; };
inline AvrPort avr[4];
inline uint8_t pinOf(int p) { uint8_t v = 0; for (int b = 0; b < 8; b++) { bool o = avr[p].out >> b & 1; bool l = avr[p].dir >> b & 1 ? o : truth::input(std::string("P") + char('A' + p) + std::to_string(b), o); v |= l << b; } return v; }
#define AVR_PORT(L, i) inline Reg8 PORT##L([] { return avr[i].out; }, [](uint8_t v) { avr[i].out = v; }), DDR##L([] { return avr[i].dir; }, [](uint8_t v) { avr[i].dir = v; }), PIN##L([] { return pinOf(i); }, [](uint8_t v) { avr[i].out ^= v; }); \
  enum { P##L##0, P##L##1, P##L##2, P##L##3, P##L##4, P##L##5, P##L##6, P##L##7, PORT##L##0 = 0, PORT##L##1, PORT##L##2, PORT##L##3, PORT##L##4, PORT##L##5, DD##L##0 = 0, DD##L##1, DD##L##2, DD##L##3, DD##L##4, DD##L##5 };
AVR_PORT(B, 1)
AVR_PORT(C, 2)
AVR_PORT(D, 3)
#ifndef SKETCH
void truthSetup() { for (int i = 1; i < 4; i++) truth::port(std::string("P") + char('A' + i), [i] { return avr[i].dir; }, [i] { return avr[i].out; }); }
#endif
#define _BV(n) (1 << (n))
#define ISR(v) void v()
#define PROGMEM
#define pgm_read_byte(p) (*(p))
#define _delay_ms(n) truth::wait(n)
#define _delay_us(n) truth::wait((n) / 1000.0)
#define sei() truth::arm()
#define cli() (void)0
#define bit_is_clear(r, b) (!((uint8_t)(r) & _BV(b)))
#define bit_is_set(r, b) ((uint8_t)(r) & _BV(b))
#define sbi(r, b) ((r) |= _BV(b))
#define cbi(r, b) ((r) &= ~_BV(b))
inline Reg8 TCCR0A, TCCR0B, TIMSK0, OCR0A, TCNT0, TCCR1A, TCCR1B, TIMSK1, TCNT1L, EIMSK, EICRA, PCICR, PCMSK0, PCMSK2, TIFR0, TCCR2A, TCCR2B, OCR2A, TIMSK2;
inline uint16_t OCR1A, TCNT1;
inline Reg8 GIMSK, PCMSK, TIMSK, PCMSK1;
enum { PCIE = 5, PCINT3 = 3, PCIE1 = 1, PCINT10 = 2 };
enum { WGM01 = 1, WGM12 = 3, CS00 = 0, CS01 = 1, CS02 = 2, CS10 = 0, CS11 = 1, CS12 = 2, OCIE0A = 1, OCIE1A = 1, TOIE0 = 0, TOIE1 = 0, INT0 = 0, INT1 = 1, ISC01 = 1, ISC00 = 0, WGM21 = 1, OCIE2A = 1, CS22 = 2 };
#elif defined(IS_MSP430)
struct MspPort { uint8_t out = 0, dir = 0, ren = 0; };
inline MspPort msp[7];
inline uint8_t pinOf(int p) { uint8_t v = 0; for (int b = 0; b < 8; b++) { bool o = msp[p].out >> b & 1; bool l = msp[p].dir >> b & 1 ? o : truth::input("P" + std::to_string(p) + "." + std::to_string(b), o && (msp[p].ren >> b & 1)); v |= l << b; } return v; }
#define MSP_PORT(i) inline Reg8 P##i##OUT([] { return msp[i].out; }, [](uint8_t v) { msp[i].out = v; }), P##i##DIR([] { return msp[i].dir; }, [](uint8_t v) { msp[i].dir = v; }), P##i##REN([] { return msp[i].ren; }, [](uint8_t v) { msp[i].ren = v; }), P##i##IN([] { return pinOf(i); }, [](uint8_t) {}), P##i##SEL, P##i##SEL2, P##i##IE, P##i##IES, P##i##IFG;
MSP_PORT(1)
MSP_PORT(2)
MSP_PORT(3)
MSP_PORT(4)
MSP_PORT(5)
MSP_PORT(6)
void truthSetup() { for (int i = 1; i < 7; i++) truth::port("P" + std::to_string(i) + ".", [i] { return msp[i].dir; }, [i] { return msp[i].out; }); }
enum { BIT0 = 1, BIT1 = 2, BIT2 = 4, BIT3 = 8, BIT4 = 16, BIT5 = 32, BIT6 = 64, BIT7 = 128 };
inline uint16_t WDTCTL, TACCR0, TACCTL0, TACTL, CCR0, CCTL0, TA0CCR0, TA0CCTL0, TA0CTL, BCSCTL1, DCOCTL, TAR, TA0R;
enum { WDTPW = 0x5a00, WDTHOLD = 0x80, CCIE = 0x10, TASSEL_2 = 0x200, TASSEL_1 = 0x100, MC_1 = 0x10, ID_3 = 0xc0, MC_2 = 0x20, GIE = 8, LPM0_bits = 0x10, CPUOFF = 0x10, TACLR = 4 };
inline uint8_t CALBC1_1MHZ, CALDCO_1MHZ;
#define __delay_cycles(n) truth::wait((n) / 1000.0)
inline void __bis_SR_register(int bits) { if (bits & GIE) truth::arm(); if (bits & CPUOFF) for (;;) truth::wait(10, false); }
enum { TAIE = 2, WDT_ADLY_250 = 0x5a1d, WDTIE = 1, LOCKLPM5 = 1, LPM3_bits = 0xd0 };
inline uint16_t TACCR1, TACCTL1, PM5CTL0, IE1;
inline void __no_operation() { truth::wait(0.001, false); }
// The shared vector of Timer_A, up mode with one compare below the top: compare 1, then the overflow, by turns.
struct { int reads = 0; operator int() { return reads++ % 2 ? 10 : 2; } } inline TAIV;
#define _BIS_SR __bis_SR_register
#define __enable_interrupt() truth::arm()
#elif defined(IS_8051)
inline uint8_t latch51[4] = {255, 255, 255, 255};
inline uint8_t pinOf(int p) { uint8_t v = 0; for (int b = 0; b < 8; b++) { bool o = latch51[p] >> b & 1; v |= (o && truth::input("P" + std::to_string(p) + "." + std::to_string(b), true)) << b; } return v; }
// Read-modify-write instructions read the latch, plain reads the pins.
struct Port51 { int p; uint8_t last;
  operator uint8_t() const { return pinOf(p); }
  Port51 &put(int v) { latch51[p] = (uint8_t)v; truth::settle(); return *this; }
  Port51 &operator=(int v) { return put(v); }
  Port51 &operator=(const Port51 &o) { return put((uint8_t)o); }
  Port51 &operator|=(int v) { return put(latch51[p] | v); }
  Port51 &operator&=(int v) { return put(latch51[p] & v); }
  Port51 &operator^=(int v) { return put(latch51[p] ^ v); }
  Port51 &operator<<=(int v) { return put(pinOf(p) << v); }
  Port51 &operator>>=(int v) { return put(pinOf(p) >> v); } };
inline Port51 P0{0}, P1{1}, P2{2}, P3{3};
struct SBit { int p, b;
  SBit(Port51 &q, int bit) : p(q.p), b(bit) {}
  operator bool() const { return pinOf(p) >> b & 1; }
  bool operator~() const { return !(latch51[p] >> b & 1); }
  bool operator!() const { return !(latch51[p] >> b & 1) ? true : !(pinOf(p) >> b & 1); }
  SBit &operator=(int v) { latch51[p] = (latch51[p] & ~(1 << b)) | ((v & 1) << b); truth::settle(); return *this; }
  SBit &operator=(const SBit &o) { return *this = (int)(bool)o; }
  SBit &operator^=(int v) { return *this = (latch51[p] >> b & 1) ^ (v & 1); } };
#define S51(p) inline SBit P##p##_0(P##p, 0), P##p##_1(P##p, 1), P##p##_2(P##p, 2), P##p##_3(P##p, 3), P##p##_4(P##p, 4), P##p##_5(P##p, 5), P##p##_6(P##p, 6), P##p##_7(P##p, 7);
S51(0) S51(1) S51(2) S51(3)
void truthSetup() { for (int i = 0; i < 4; i++) truth::port("P" + std::to_string(i) + ".", [] { return 0xff; }, [i] { return latch51[i]; }).onlyChanged = true; }
inline uint8_t TMOD, TH0, TL0, TH1, TL1, IE, TCON; inline bool TR0, ET0, TR1, ET1, TF0, TF1, EX0, IT0, EX1, IT1;
struct { void operator=(int v) { if (v) truth::arm(); } } inline EA;
#define code const
#define xdata
#define idata
#define __code const
#define bit bool
inline uint8_t _crol_(uint8_t v, int n) { return v << n | v >> (8 - n); }
inline uint8_t _cror_(uint8_t v, int n) { return v >> n | v << (8 - n); }
inline void _nop_() {}
#endif
