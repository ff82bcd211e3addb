#include <stdint.h>
#include <stdio.h>
/* Two million writes to a set/reset register and a read-back now and then. Natively the register is a variable. */
#ifdef NATIVE
static volatile uint32_t fake[2];
#define BSRR fake[0]
#define IDR fake[1]
#else
#define BSRR (*(volatile uint32_t *)0x40010C10)
#define IDR (*(volatile uint32_t *)0x40010C08)
#endif
int main(void)
{
    uint32_t seen = 0;
    for (uint32_t i = 0; i < 1000000u; i++) {
        BSRR = 1u << (i & 15);
        BSRR = 1u << ((i & 15) + 16);
        if ((i & 1023) == 0) seen += IDR & 1;
    }
    printf("%u\n", seen);
    return 0;
}
