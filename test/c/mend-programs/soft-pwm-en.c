#include "stm32f0xx.h"
#include <math.h>

#define STEPS 64
#define PI 3.14159265f

static uint8_t sine[STEPS]; // brightness table

static void table_fill(void)
{
    for (int i = 0; i < STEPS; i++) // one full period
        sine[i] = (uint8_t)(127.5f + 127.5f * sinf(2.0f * PI * i / STEPS)); // 0..255
}

/* One PWM frame: on for `duty` of 256 slots */
static void frame(uint8_t duty)
{
    int slot = 0;
    while (slot < 256) {
        if (slot < duty) GPIOC->BSRR = GPIO_BSRR_BS_9; // on
        else GPIOC->BSRR = GPIO_BSRR_BR_9; // off
        slot++;
    }
}

int main(void)
{
    RCC->AHBENR |= RCC_AHBENR_GPIOCEN; // port C
    GPIOC->MODER = (GPIOC->MODER & ~GPIO_MODER_MODER9) // clear
                 | GPIO_MODER_MODER9_0; // general purpose output
    table_fill();
    unsigned phase = 0, repeat = 0;
    while (1) {
        frame(sine[phase]);
        if (++repeat >= 4) { // four frames per step, looks smooth
            repeat = 0;
            phase = (phase + 1) & (STEPS - 1); // power of two, so a mask will do
        }
    }
}
