#include "stm32l0xx.h"
// #include "old.h"
#define LED 5
// #define LED 6

static int counter; // not used by the ISR

int main(void)
{
    RCC->IOPENR |= RCC_IOPENR_GPIOAEN; // port A
    // GPIOA->MODER = 0xABFFFCFF;
    GPIOA->MODER &= ~(3 << (LED * 2));
    GPIOA->MODER |= (1 << (LED * 2)); // output
    // TODO: use BSRR instead
    while (1) {
        GPIOA->ODR ^= (1 << LED); // toggle
        counter++;
        // delay(100);
        for (volatile int i = 0; i < 20000; i++) {
            // see https://example.com/delay?x=1;y=2 for the numbers
        }
#if 0
        counter = 0; // disabled
#endif
    }
}
