// bare metal, no library at all
#define RCC_BASE    0x40021000 // reset and clock control
#define GPIOC_BASE  0x40011000
#define RCC_APB2ENR (*(volatile unsigned int *)(RCC_BASE + 0x18))
#define GPIOC_CRH   (*(volatile unsigned int *)(GPIOC_BASE + 0x04)) // pins 8 to 15
#define GPIOC_BSRR  (*(volatile unsigned int *)(GPIOC_BASE + 0x10))
#define GPIOC_BRR   (*(volatile unsigned int *)(GPIOC_BASE + 0x14))

static void spin(unsigned int n)
{
    while (n--) __asm volatile ("nop"); // do not let the compiler remove it
}

int main(void)
{
    RCC_APB2ENR |= 1u << 4;          // IOPCEN
    GPIOC_CRH &= ~(0xFu << 20);      // clear CNF13 and MODE13
    GPIOC_CRH |= 0x3u << 20;         // output, 50 MHz
    while (1) {
        GPIOC_BSRR = 1u << 13;       // LED off (active low)
        spin(400000);
        GPIOC_BRR = 1u << 13;        // LED on
        spin(400000);
    }
    return 0; // never reached
}
