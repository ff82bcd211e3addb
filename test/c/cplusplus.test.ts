import { describe, expect, test } from 'vitest';
import { runPlain } from '../../src/c/plain.ts';

const run = (source: string) => runPlain(source, { fuel: 1e8, limitMs: 5000 });

// What each prints was recorded with g++ -std=c++17.
const PROGRAMS: [name: string, program: string, prints: string][] = [
  [
    'constructors in arrays and ranges',
    `#include <stdio.h>
class Blinker { public: Blinker(int pin, unsigned long every) : pin_(pin), every_(every) {} Blinker() : pin_(0), every_(1) {} int pin() const { return pin_; } unsigned long every() const { return every_; } void step() { n_++; } int n() { return n_; } private: int pin_; unsigned long every_; int n_ = 0; };
Blinker lamps[] = { Blinker(5,100), Blinker(6,250), {7, 500} };
Blinker two[2];
int main() { for (auto &l : lamps) l.step(); lamps[1].step(); int s=0; for (Blinker &l : lamps) s += l.pin()*l.n(); printf("%d %lu %d %d\\n", s, lamps[2].every(), (int)(sizeof(lamps)/sizeof(lamps[0])), two[1].pin()); return 0; }`,
    '24 500 3 0\n',
  ],
  [
    'namespaces, aliases, enum class',
    `#include <stdio.h>
namespace pins { constexpr int kLed = 13; namespace inner { static int count = 2; int next() { return ++count; } } enum class Level : unsigned char { Low = 0, High = 1 }; inline int two() { return inner::next(); } }
namespace p = pins::inner;
using namespace pins;
using Ticks = unsigned long;
namespace { int hidden = 9; }
enum Mode { Off, On };
int main() { Ticks t = 5; Level l = Level::High; int two = pins::two(); printf("%d %d %d %lu %d %d\\n", kLed, p::count, two, t, static_cast<int>(l), hidden); switch (l) { case Level::Low: return 1; case Level::High: return 0; } return 2; }`,
    '13 3 3 5 1 9\n',
  ],
  [
    'templates of classes and functions',
    `#include <stdio.h>
#include <stdint.h>
template <typename T> T maxOf(T a, T b) { return a > b ? a : b; }
template <int N> int times(int x) { return N * x; }
template <typename T, int N> class Ring { T data[N]; int head = 0; public: void push(T v) { data[head++ % N] = v; } T at(int i) const { return data[i]; } static int size() { return N; } };
template <class T, unsigned N> constexpr unsigned countOf(T (&)[N]) { return N; }
template<uint8_t PIN> struct Led { static void on() { printf("on%d ", PIN); } void off() { printf("off%d ", PIN); } };

int main() { Ring<int, 4> r; r.push(7); r.push(8); r.push(9); r.push(10); r.push(11); double d = maxOf<double>(1.5, 2); int a[5]; Led<13>::on(); Led<4> l; l.off(); printf("%d %g %d %d %d %u\\n", maxOf(3, 9), d, times<3>(4), r.at(0), Ring<int,4>::size(), countOf(a)); return 0; }`,
    'on13 off4 9 2 12 11 4 5\n',
  ],
  [
    'operators of a class',
    `#include <stdio.h>
struct Vec { int x, y; Vec(int a = 0, int b = 0) : x(a), y(b) {} Vec operator+(const Vec &o) const { return Vec(x + o.x, y + o.y); } Vec &operator+=(const Vec &o) { x += o.x; y += o.y; return *this; } bool operator==(const Vec &o) const { return x == o.x && y == o.y; } int operator[](int i) const { return i ? y : x; } Vec operator-() const { return Vec(-x, -y); } int operator()(int k) { return x * k; } explicit operator bool() const { return x || y; } Vec &operator++() { ++x; return *this; } Vec operator++(int) { Vec old = *this; ++x; return old; } };
Vec operator*(const Vec &a, int k) { return Vec(a.x * k, a.y * k); }
bool operator<(const Vec &a, const Vec &b) { return a.x < b.x; }
int main() { Vec a(1, 2), b{3, 4}, c; c = a + b * 2; c += a; Vec d = -c; if (a == Vec(1,2)) printf("eq "); if (a < b) printf("lt "); ++a; Vec e = a++; printf("%d %d %d %d %d %d %d\\n", c.x, c.y, d[1], b(5), a.x, e.x, (bool)Vec() ? 1 : 0); return 0; }`,
    'eq lt 8 12 -12 15 3 2 0\n',
  ],
  [
    'virtual methods',
    `#include <stdio.h>
class Shape { public: Shape(int n) : n_(n) {} virtual int area() { return 0; } virtual ~Shape() {} int n() { return n_; } protected: int n_; };
class Square : public Shape { public: Square(int s) : Shape(4), s_(s) {} int area() override { return s_ * s_; } private: int s_; };
class Circle : public Shape { public: Circle(int r) : Shape(0), r_(r) {} int area() override { return 3 * r_ * r_; } private: int r_; };
struct Task { virtual void run() = 0; };
struct A : Task { void run() override { printf("A "); } }; struct B : Task { void run() { printf("B "); } };
int main() { Square s(3); Circle c(2); Shape *all[] = { &s, &c }; int sum = 0; for (Shape *p : all) sum += p->area() + p->n(); A a; B b; Task *t[2] = { &a, &b }; for (int i = 0; i < 2; i++) t[i]->run(); Shape &r = c; printf("%d %d\\n", sum, r.area()); return 0; }`,
    'A B 25 12\n',
  ],
  [
    'new and delete',
    `#include <stdio.h>
struct Node { int v; Node *next; Node(int a, Node *n = nullptr) : v(a), next(n) {} };
int main() { Node *head = nullptr; for (int i = 0; i < 4; i++) head = new Node(i, head); int s = 0; for (Node *n = head; n != nullptr; n = n->next) s = s * 10 + n->v; while (head) { Node *n = head->next; delete head; head = n; } int *a = new int[5]; for (int i = 0; i < 5; ++i) a[i] = i; s += a[4]; delete[] a; printf("%d\\n", s); return 0; }`,
    '3214\n',
  ],
  [
    'references, defaults, overloads',
    `#include <stdio.h>
#include <stdint.h>
void swap(int &a, int &b) { int t = a; a = b; b = t; }
int &pick(int (&arr)[3], int i) { return arr[i]; }
struct P { int x; int &ref() { return x; } P &set(int v) { x = v; return *this; } };
void show(const char *s = "def", int n = 1) { while (n--) printf("%s ", s); }
int sq(int x) { return x * x; } double sq(double x) { return x * x; } int sq(int a, int b) { return a*b; } const char *sq(const char *s) { return s; }
constexpr uint8_t table[] = { 1, 2, 3 };
auto fn(int a) -> int { return a + 1; }
static_assert(sizeof(int) == 4, "int");
int main() { int a = 1, b = 2; swap(a, b); int arr[3] = {1,2,3}; pick(arr, 1) = 20; P p; p.set(3).ref() += 4; show(); show("x", 2); bool ok{true}; int z{}; for (auto t : table) z += t; auto *q = &arr[1]; decltype(a) w = 5;  printf("%d %d %d %d %g %d %s %d %d %d %d %d\\n", a, b, arr[1], sq(3), sq(1.5), sq(2,3), sq("s"), z, ok, *q, w, fn(1)); return 0; }`,
    'def x x 2 1 20 9 2.25 6 s 6 1 20 5 2\n',
  ],
  [
    'members with values, callbacks, lambdas without captures',
    `#include <cstdio>
#include <cstdint>
#include <array>
typedef void (*Handler)();
static int hits; static void hit() { hits++; }
struct Entry { const char *name; Handler run; };
const Entry entries[] = { { "a", hit }, { "b", [] { hits += 10; } } };
class Button { public: using Callback = void (*)(int); explicit Button(uint8_t pin, bool active = false) : pin{pin}, active{active} {} void onPress(Callback cb) { callback = cb; } void fire() { if (callback) callback(pin); } private: const uint8_t pin; bool active; Callback callback = nullptr; };
enum class State { Idle, Run, Stop }; State next(State s) { switch (s) { case State::Idle: return State::Run; case State::Run: return State::Stop; default: return State::Idle; } }
struct Cfg { int a = 1; int b = 2; }; 
union U { uint32_t w; uint8_t b[4]; };
int main() { for (const auto &e : entries) e.run(); Button b(4); b.onPress([](int p) { hits += p; }); b.fire(); State s = State::Idle; for (int i = 0; i < 5; i++) s = next(s); Cfg c; Cfg d{7}; U u{0x01020304}; std::printf("%d %d %d %d %d\\n", hits, (int)s, c.a + c.b, d.a, u.b[0]); return 0; }`,
    '15 2 3 7 4\n',
  ],
];

describe('C++ as sketches use it', () => {
  test.each(PROGRAMS)('%s', (_, program, prints) => {
    expect(run(program)).toMatchObject({ exit: 0, stdout: prints, error: null });
  });

  test("Arduino's String: sums, comparisons, pieces, numbers", () => {
    const program = `#include <stdio.h>
class Dummy {};
String name = "led";
String make(int n) { String r = "n"; r += n; return r; }
const char *lit(const String &s) { static char b[99]; int i; for (i = 0; i < (int)s.length(); i++) b[i] = s[i]; b[i] = 0; return b; }
String hello() { return "hello"; }
int main() { String s = name + "=" + 5; s += '!'; if (s == "led=5!") printf("eq "); printf("%u %d %s ", s.length(), s.indexOf('='), s.substring(0, 3).c_str()); s.toUpperCase(); printf("%c %ld %s ", s.charAt(0), String("42").toInt() + 1, make(7).c_str()); printf("%s|%s|%s\\n", lit("abc"), ("x: " + String(3.14159, 3)).c_str(), hello().c_str()); String t; t = "on"; if (t == "on" && t != "off") printf("on %s %s\\n", String(255, 16).c_str(), String(-12).c_str()); return 0; }`;
    expect(run(program)).toMatchObject({
      exit: 0,
      stdout: 'eq 6 3 led L 43 n7 abc|x: 3.142|hello\non ff -12\n',
      error: null,
    });
  });

  test("Arduino's String: parts put in the place of others, its order, its text in an array", () => {
    const program = `#include <stdio.h>
class Dummy {};
int main() { String s = "1.5.2"; s.replace('.', ','); printf("%s ", s.c_str()); s.replace(",", "; "); printf("%s ", s.c_str()); s.replace("", "x"); printf("%d %d ", s.indexOf("5;"), s.indexOf(';')); char back[5]; s.toCharArray(back, 5); printf("%s|%s|%d %d\\n", s.c_str(), back, String("b") >= "a", String("b") <= "a"); return 0; }`;
    expect(run(program)).toMatchObject({ exit: 0, stdout: '1,5,2 1; 5; 2 3 1 1; 5; 2|1; 5|1 0\n', error: null });
  });

  test('an object of a class that the paste does not hold, made by its constructor: its methods are unknown, not wrong', () => {
    const program = `#include <stdio.h>
Sensor one = Sensor(4, 2);
Sensor two = Sensor(9);
Ticks limit = Ticks(7);
int main() { one.begin(); two.begin(); if (two.read(30) > 10) puts("high"); printf("%d\\n", (int)limit); return 0; }`;
    expect(run(program)).toMatchObject({ exit: 0, stdout: '7\n' });
  });

  test('what is not simple names its line, and only its function is gone', () => {
    const lambda = 'int f() {\n  int n = 3;\n  auto add = [n](int k) { return n + k; };\n  return add(1);\n}\n';
    const main = '#include <stdio.h>\nint main() { puts("on"); if (nullptr) f(); return 0; }';
    const { exit, stdout, error } = run(lambda + main);
    expect([exit, stdout, error?.line]).toEqual([0, 'on\n', 3]);
    expect(error!.text).toContain('lambda');
  });

  test('a destructor that does something is said not to run', () => {
    const program = `#include <stdio.h>
      class Lock { public: Lock() { puts("lock"); } ~Lock() { puts("unlock"); } };
      int main() { Lock held; return 0; }`;
    expect(run(program)).toMatchObject({ exit: 0, stdout: 'lock\n', error: { line: 2 } });
  });

  test('a method outside of its class, a static one, one of a base', () => {
    const program = `#include <stdio.h>
      class Led { public: Led(int pin); static int made(); int pin() const; protected: int _pin; static int count; };
      int Led::count = 0;
      Led::Led(int pin) : _pin(pin) { count++; }
      int Led::made() { return count; }
      int Led::pin() const { return _pin; }
      class Dimmed : public Led { public: Dimmed(int pin, int level) : Led(pin), level(level) {} int both() { return pin() * 100 + level; } int level; };
      Led first(4);
      Dimmed second(5, 60);
      int main() { printf("%d %d %d %d\\n", first.pin(), second.both(), second.pin(), Led::made()); return 0; }`;
    expect(run(program)).toMatchObject({ exit: 0, stdout: '4 560 5 2\n', error: null });
  });
});
