// The pin log and the virtual clock that every stub shares. A program is compiled as C++ over registers that are objects:
// each write settles the ports, and what changed is one event. Every basic block costs 1 us, so busy loops take time too.
#pragma once
#include <cstdint>
#include <cstddef>
#include <cstdlib>
#include <cstring>
#include <cstdio>
#include <cstdarg>
#include <cmath>
#include <functional>
#include <string>
#include <vector>

namespace truth {
struct Port {
  std::string prefix;                 // name of bit 3 of "PA" is PA3
  std::function<uint32_t()> drive;    // bits that are outputs now
  std::function<uint32_t()> latch;    // their levels
  uint32_t seen = 0, ever = 0;
  bool onlyChanged = false;           // 8051: an output is a pin that changed
  int bits = 32;
  int digits = 1;                     // GPIO1_09, P400: two digits a pin
  std::vector<std::string> names;     // of pins that only a header knows
  std::string pin(int bit) const {
    if (!names.empty()) return names[bit];
    std::string number = std::to_string(bit);
    return prefix + (digits == 2 && bit < 10 ? "0" : "") + number;
  }
};
Port &port(std::string prefix, std::function<uint32_t()> drive, std::function<uint32_t()> latch);
void settle();
bool input(const std::string &pin, bool pull);
void wait(double ms, bool asked = true);
double nowMs();
void every(void (*handler)(), double ms);
void arm();                            // interrupts are on from here
void onEdge(const std::string &pin, int edge, void (*handler)()); // edge: 1 rising, 2 falling, 3 both
void spawn(void (*task)(void *), void *argument, int priority);
void startTasks();
void taskWait(double ms, double tickMs);
void endTask();
uint32_t busRead(uintptr_t address, uint32_t *own);
void busWrite(uintptr_t address, uint32_t *own, uint32_t value);
struct Device {
  uintptr_t from, to;
  std::function<uint32_t(uintptr_t)> read;
  std::function<void(uintptr_t, uint32_t)> write;
};
void device(Device d);
[[noreturn]] void finish(bool endless);
}

/** A 32-bit register known by its address; anywhere else in memory it is plain storage. */
struct Reg {
  uint32_t raw;
  operator uint32_t() const { return truth::busRead((uintptr_t)this, (uint32_t *)&raw); }
  Reg &operator=(uint32_t v) { truth::busWrite((uintptr_t)this, &raw, v); return *this; }
  Reg &operator=(const Reg &o) { return *this = (uint32_t)o; }
  Reg &operator|=(uint32_t v) { return *this = *this | v; }
  Reg &operator&=(uint32_t v) { return *this = *this & v; }
  Reg &operator^=(uint32_t v) { return *this = *this ^ v; }
  Reg &operator+=(uint32_t v) { return *this = *this + v; }
  uint32_t operator++(int) { uint32_t v = *this; *this = v + 1; return v; }
  uint32_t operator--(int) { uint32_t v = *this; *this = v - 1; return v; }
};

namespace truth {
/** A port as most ARM chips have it: levels, directions, pull-ups. */
struct Bank {
  uint32_t out = 0, dir = 0, up = 0;
  std::function<std::string(int)> pin;
  uint32_t in() const {
    uint32_t v = 0;
    for (int b = 0; b < 32; b++) v |= (uint32_t)(dir >> b & 1 ? out >> b & 1 : input(pin(b), up >> b & 1)) << b;
    return v;
  }
  void add(std::string prefix, int digits = 1, std::vector<std::string> names = {}) {
    Port &p = port(prefix, [this] { return dir; }, [this] { return out; });
    p.digits = digits;
    p.names = names;
    pin = [&p](int bit) { return p.names.empty() || bit < (int)p.names.size() ? p.pin(bit) : std::string(); };
  }
};
enum Kind { KEPT, LEVELS, SETS, CLEARS, TOGGLES, DIRECTION, OUTPUTS, INPUTS, PINS, PIN_LEVELS, DIRECTION_TOGGLES };
/** A register of such a port, by what a write to it does; with `shift` one byte of it. */
struct BankReg {
  Bank *bank = nullptr;
  Kind kind = KEPT;
  int shift = 0;
  uint32_t kept = 0;
  operator uint32_t() const {
    if (!bank) return kept;
    switch (kind) {
      case LEVELS: case SETS: return bank->out >> shift;
      case DIRECTION: case OUTPUTS: case INPUTS: return bank->dir >> shift;
      case PINS: case PIN_LEVELS: return bank->in() >> shift;
      default: return 0;
    }
  }
  BankReg &operator=(uint32_t v) {
    if (!bank) { kept = v; return *this; }
    v <<= shift;
    switch (kind) {
      case LEVELS: case PIN_LEVELS: bank->out = v; break;
      case SETS: bank->out |= v; break;
      case CLEARS: bank->out &= ~v; break;
      case TOGGLES: bank->out ^= v; break;
      case DIRECTION: bank->dir = v; break;
      case OUTPUTS: bank->dir |= v; break;
      case INPUTS: bank->dir &= ~v; break;
      case DIRECTION_TOGGLES: bank->dir ^= v; break;
      default: break;
    }
    settle();
    return *this;
  }
  BankReg &operator=(const BankReg &o) { return *this = (uint32_t)o; }
  BankReg &operator|=(uint32_t v) { return *this = *this | v; }
  BankReg &operator&=(uint32_t v) { return *this = *this & v; }
  BankReg &operator^=(uint32_t v) { return *this = *this ^ v; }
};
}

/** An 8-bit register with its own write rule. */
struct Reg8 {
  std::function<uint8_t()> get;
  std::function<void(uint8_t)> set;
  uint8_t plain = 0;
  Reg8() {}
  Reg8(std::function<uint8_t()> g, std::function<void(uint8_t)> s) : get(g), set(s) {}
  operator uint8_t() const { return get ? get() : plain; }
  Reg8 &operator=(int v) { if (set) set((uint8_t)v); else plain = (uint8_t)v; truth::settle(); return *this; }
  Reg8 &operator=(const Reg8 &o) { return *this = (int)(uint8_t)o; }
  Reg8 &operator|=(int v) { return *this = (uint8_t)*this | v; }
  Reg8 &operator&=(int v) { return *this = (uint8_t)*this & v; }
  Reg8 &operator^=(int v) { return *this = (uint8_t)*this ^ v; }
  Reg8 &operator<<=(int v) { return *this = (uint8_t)*this << v; }
  Reg8 &operator>>=(int v) { return *this = (uint8_t)*this >> v; }
  uint8_t operator++(int) { uint8_t v = *this; *this = v + 1; return v; }
  uint8_t operator--(int) { uint8_t v = *this; *this = v - 1; return v; }
};
