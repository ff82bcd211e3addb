#include <stdint.h>
/* minimal register map */
typedef struct {
    volatile uint32_t MODER;   // mode
    volatile uint32_t OTYPER;  // output type
    volatile uint32_t OSPEEDR; // speed
    volatile uint32_t PUPDR;   // pull-up / pull-down
    volatile uint32_t IDR;     // input data
    volatile uint32_t ODR;     // output data
    volatile uint32_t BSRR;    // bit set/reset
} gpio_regs; // one port

#define GPIOD ((gpio_regs *)0x40020C00)
#define AHB1ENR (*(volatile uint32_t *)0x40023830)
#define BIT(n) (1UL << (n))
#define ARRAY_SIZE(a) (sizeof(a) / sizeof((a)[0]))

static const uint8_t pins[] = {
    12, // green
    13, // orange
    14, // red
    15, // blue
};

int main(void)
{
    unsigned i, k = 0;
    AHB1ENR |= BIT(3); // clock for port D
    for (i = 0; i < ARRAY_SIZE(pins); i++) { // all four as outputs
        GPIOD->MODER &= ~(3UL << (pins[i] * 2));
        GPIOD->MODER |= 1UL << (pins[i] * 2);
    }
    while (1) {
        GPIOD->BSRR = BIT(pins[k]);            // on
        for (volatile uint32_t t = 0; t < 300000; t++) // crude delay
            ;
        GPIOD->BSRR = BIT(pins[k] + 16);       // off
        k = (k + 1) % ARRAY_SIZE(pins);        // next one
    }
}
