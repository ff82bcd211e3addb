#include <stdint.h>
#include <stdio.h>
/* A state machine over a table of functions, three million steps. */
typedef struct machine { uint32_t state, count, sum; } machine;
static void idle(machine *m)  { m->state = (m->count & 3) ? 1 : 2; m->count++; }
static void debounce(machine *m) { m->sum += m->count; m->state = (m->sum & 1) ? 2 : 3; }
static void pressed(machine *m) { m->sum ^= 0x55u; m->state = 3; }
static void released(machine *m) { m->count += 2; m->state = 0; }
static void (*const handlers[])(machine *) = { idle, debounce, pressed, released };
int main(void)
{
    machine m = { 0, 0, 0 };
    for (uint32_t i = 0; i < 3000000u; i++) handlers[m.state](&m);
    printf("%u %u\n", m.count, m.sum);
    return 0;
}
