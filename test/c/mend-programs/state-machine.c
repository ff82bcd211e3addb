#include <stdint.h>
#include <stdbool.h>

typedef void (*handler_t)(void); // what a state does

static void idle(void);
static void run(void);
static void fault(void);

static const handler_t handlers[] = { idle, run, fault }; // order matters!

struct timer {
    uint32_t start; // tick at which it began
    uint32_t period;
    bool armed : 1; // running
    unsigned reserved : 7;
} __attribute__((packed));

static struct timer t1 = { .start = 0, .period = 100, .armed = false };
static int state; // index into handlers
extern volatile uint32_t ticks; // counted by SysTick

static inline bool expired(const struct timer *t)
{
    return t->armed && (ticks - t->start) >= t->period; // wraps correctly
}

static void idle(void)
{
    if (!t1.armed) { t1.armed = true; t1.start = ticks; } // arm it once
    if (expired(&t1)) state = 1; // go
}

static void run(void)
{
    static const char *const names[] = {
        "one", // first
        "two", // second
        "three" // third
    };
    for (unsigned i = 0; i < sizeof names / sizeof *names; ++i) {
        if (names[i][0] == 't') // skip the others
            continue;
        if (ticks > 100000u) goto out; // taking too long
    }
    state = 2;
    return; // done for now
out:
    state = 0;
}

static void fault(void) { /* stay here */ for (;;) ; }

int main(void)
{
    do {
        handlers[state](); // dispatch
    } while (state != 3); // never 3
    return 0;
}
