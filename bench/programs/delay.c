#include <stdint.h>
#include <stdio.h>
/* Thirty million turns of the delay loop that every beginner's blink program has. */
static void delay(volatile uint32_t count) { while (count--) ; }
int main(void)
{
    uint32_t toggles = 0;
    for (int i = 0; i < 10; i++) { delay(3000000u); toggles ^= 1u << (i & 7); }
    printf("%u\n", toggles);
    return 0;
}
