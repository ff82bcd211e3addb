// Compiled without block counting: the clock, the event log, interrupts and tasks behind the stubs.
#include "core.hpp"
#include <algorithm>
#include <deque>
#include <map>
#include <ucontext.h>
#include <unistd.h>

namespace truth {
static size_t EVENTS = 130;
static const uint64_t BLOCKS = 60000000;
static const double QUIET_MS = 100000;
static const double BLOCK_NS = 1000;

struct Event { std::string text; double after = 0; };
static std::deque<Port> ports;
static std::vector<Event> events;
static std::vector<Device> devices;
static double nowNs, lastEventNs, delayed;
static uint64_t blocks;
static bool inHandler, armed, mainReturned;
static int inStub; // the stubs' own blocks take no time
struct Free { Free() { inStub++; } ~Free() { inStub--; } };

struct Timer { void (*handler)(); double periodNs, nextNs; };
struct Edge { std::string pin; int edge; void (*handler)(); };
struct Script { std::string pin; double atNs; int level; bool fired; };
static std::vector<Timer> timers;
static std::vector<Edge> edges;
static std::vector<Script> scripts;
struct Task { ucontext_t context; double wakeNs; uint64_t waitedAs; int priority; bool over; void (*run)(void *); void *argument; };
static std::deque<Task> tasks;
static size_t current;
static bool scheduling;

Port &port(std::string prefix, std::function<uint32_t()> drive, std::function<uint32_t()> latch) {
  ports.push_back({prefix, drive, latch});
  return ports.back();
}

void settle() {
  Free here;
  std::string text;
  for (Port &p : ports) {
    uint32_t drive = p.drive(), now = (p.latch() & drive) | (p.seen & ~drive), changed = now ^ p.seen;
    p.ever |= p.onlyChanged ? changed : drive;
    for (int bit = 0; bit < 32; bit++)
      if (changed >> bit & 1) text += (text.empty() ? "" : "+") + p.pin(bit) + "=" + std::to_string(now >> bit & 1);
    p.seen = now;
  }
  if (text.empty()) return;
  if (!events.empty()) events.back().after = delayed;
  delayed = 0;
  lastEventNs = nowNs;
  events.push_back({text});
  if (events.size() >= EVENTS) finish(!mainReturned);
}

bool input(const std::string &pin, bool pull) {
  bool level = pull;
  for (const Script &s : scripts) if (s.pin == pin && s.atNs <= nowNs) level = s.level;
  return level;
}

static double nextDueNs = -1; // nothing happens before this
static void due() {
  if (inHandler || nowNs < nextDueNs) return;
  inHandler = true;
  for (Script &s : scripts) if (!s.fired && s.atNs <= nowNs) {
    s.fired = true;
    for (Edge &e : edges) if (e.pin == s.pin && (e.edge & (s.level ? 1 : 2))) e.handler();
  }
  if (armed) for (Timer &t : timers) {
    if (t.nextNs < 0) t.nextNs = nowNs + t.periodNs;
    if (t.nextNs <= nowNs) { t.nextNs += t.periodNs; t.handler(); }
  }
  nextDueNs = 1e300;
  if (armed) for (Timer &t : timers) nextDueNs = std::min(nextDueNs, t.nextNs);
  for (Script &s : scripts) if (!s.fired) nextDueNs = std::min(nextDueNs, s.atNs);
  inHandler = false;
}

static void advance(double toNs) {
  while (nowNs < toNs) {
    double next = toNs;
    if (armed) for (Timer &t : timers) if (t.nextNs > nowNs) next = std::min(next, t.nextNs);
    for (Script &s : scripts) if (!s.fired && s.atNs > nowNs) next = std::min(next, s.atNs);
    nowNs = next;
    due();
    if (nowNs - lastEventNs > QUIET_MS * 1e6) finish(!mainReturned);
  }
}

static void block() {
  nowNs += BLOCK_NS;
  if (nowNs >= nextDueNs) due();
  if (++blocks > BLOCKS || nowNs - lastEventNs > QUIET_MS * 1e6) finish(!mainReturned);
}

void wait(double ms, bool asked) { if (asked) delayed += ms; blocks++; advance(nowNs + ms * 1e6); }
double nowMs() { return nowNs / 1e6; }
void every(void (*handler)(), double ms) { timers.push_back({handler, ms * 1e6, -1}); nextDueNs = -1; }
void arm() { armed = true; nextDueNs = -1; }
void onEdge(const std::string &pin, int edge, void (*handler)()) { edges.push_back({pin, edge, handler}); }

static void entry() { tasks[current].run(tasks[current].argument); endTask(); }
// Higher priority first, then who is due first, then who began to wait first: the order of FreeRTOS's lists.
static bool before(const Task &a, const Task &b) {
  if (a.priority != b.priority) return a.priority > b.priority;
  return a.wakeNs != b.wakeNs ? a.wakeNs < b.wakeNs : a.waitedAs < b.waitedAs;
}
static uint64_t waits;
static void schedule() {
  for (;;) {
    size_t best = tasks.size();
    double next = 1e300;
    for (size_t i = 0; i < tasks.size(); i++) {
      if (tasks[i].over) continue;
      next = std::min(next, tasks[i].wakeNs);
      if (tasks[i].wakeNs <= nowNs && (best == tasks.size() || before(tasks[i], tasks[best]))) best = i;
    }
    if (best < tasks.size()) {
      size_t from = current;
      current = best;
      if (from != best) swapcontext(&tasks[from].context, &tasks[best].context);
      return;
    }
    if (next > 1e299) finish(!mainReturned);
    advance(next);
  }
}
static void ensureMain() { if (tasks.empty()) { tasks.emplace_back(); tasks[0].wakeNs = 0; tasks[0].priority = 1; tasks[0].over = false; } }
void spawn(void (*run)(void *), void *argument, int priority) {
  ensureMain();
  tasks.emplace_back();
  Task &t = tasks.back();
  getcontext(&t.context);
  t.context.uc_stack.ss_sp = malloc(1 << 18);
  t.context.uc_stack.ss_size = 1 << 18;
  t.wakeNs = 0; t.waitedAs = ++waits; t.priority = priority; t.over = false; t.run = run; t.argument = argument;
  makecontext(&t.context, entry, 0);
  if (scheduling && priority > tasks[current].priority) schedule();
}
void startTasks() { ensureMain(); scheduling = true; tasks[0].over = true; schedule(); }
void taskWait(double ms, double tickMs) {
  ensureMain();
  delayed += ms;
  tasks[current].wakeNs = floor(nowNs / (tickMs * 1e6)) * tickMs * 1e6 + ms * 1e6;
  tasks[current].waitedAs = ++waits;
  schedule();
}
void endTask() { tasks[current].over = true; schedule(); }

void device(Device d) { devices.push_back(d); }
uint32_t busRead(uintptr_t address, uint32_t *own) {
  blocks += 20; // reading pins is slow to model: fewer polls are enough
  block();
  Free here;
  for (Device &d : devices) if (address >= d.from && address < d.to) return d.read(address);
  if (address < 0x100000000ull && address != (uintptr_t)own) return 0;
  static std::map<uintptr_t, uint32_t> elsewhere;
  return address < 0x100000000ull ? elsewhere[address] : *own;
}
void busWrite(uintptr_t address, uint32_t *own, uint32_t value) {
  Free here;
  for (Device &d : devices) if (address >= d.from && address < d.to) { d.write(address, value); settle(); return; }
  if (address >= 0x100000000ull) *own = value;
}

void finish(bool endless) {
  inStub++;
  double idle = nowNs - lastEventNs;
  // Out of blocks: what came last long ago counts as the last.
  bool quiet = events.size() < EVENTS && (idle > QUIET_MS * 1e6 || blocks <= BLOCKS || idle > nowNs / 2);
  printf("{\"endless\":%s,\"quiet\":%s,\"events\":[", endless ? "true" : "false", quiet ? "true" : "false");
  for (size_t i = 0; i < events.size(); i++) printf("%s[\"%s\",%.3f]", i ? "," : "", events[i].text.c_str(), events[i].after);
  printf("],\"outputs\":[");
  const char *comma = "";
  for (Port &p : ports) for (int b = 0; b < 32; b++) if (p.ever >> b & 1) { printf("%s\"%s\"", comma, p.pin(b).c_str()); comma = ","; }
  printf("],\"blocks\":%llu,\"ms\":%.1f}\n", (unsigned long long)blocks, nowMs());
  fflush(stdout);
  _exit(0);
}
}

extern "C" void __sanitizer_cov_trace_pc() { if (!truth::inStub) truth::block(); }
extern void truthSetup();
extern void truthMain();
extern bool truthSketch;
int main(int, char **argv) {
  // inputs: PA0@200=0;PA0@260=1
  if (const char *given = getenv("INPUTS")) {
    char *copy = strdup(given);
    for (char *part = strtok(copy, ";"); part; part = strtok(nullptr, ";")) {
      char pin[32]; double ms; int level;
      if (sscanf(part, "%31[^@]@%lf=%d", pin, &ms, &level) == 3) truth::scripts.push_back({pin, ms * 1e6, level, false});
    }
  }
  truth::nextDueNs = -1; // what ran before main is no part of it
  truth::nowNs = truth::blocks = 0;
  if (const char *limit = getenv("EVENTS")) truth::EVENTS = atoi(limit);
  truthSetup();
  for (truth::Port &p : truth::ports) if (p.onlyChanged) p.seen = p.latch();
  truthMain();
  truth::mainReturned = true;
  if (truth::tasks.size() > 1) { truth::current = 0; truth::endTask(); }
  truth::finish(false);
}
