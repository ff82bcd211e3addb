#include <stdint.h>
#include <stdio.h>
/* Software PWM on eight channels, with a ramp: 82 million comparisons. */
static uint8_t duty[8];
static volatile uint8_t port;
int main(void)
{
    uint32_t on = 0;
    for (uint32_t frame = 0; frame < 40000u; frame++) {
        for (int c = 0; c < 8; c++) duty[c] = (uint8_t)(frame * (c + 1));
        for (int tick = 0; tick < 256; tick++) {
            uint8_t out = 0;
            for (int c = 0; c < 8; c++) if (tick < duty[c]) out |= (uint8_t)(1u << c);
            port = out;
            on += out & 1;
        }
    }
    printf("%u %u\n", on, port);
    return 0;
}
