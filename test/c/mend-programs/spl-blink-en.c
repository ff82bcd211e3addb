#include "stm32f10x.h"

// Two LEDs on the expansion board, active low
#define GREEN_LED   GPIO_Pin_8   // PA8
#define YELLOW_LED  GPIO_Pin_2   // PD2, shared with the UART header

void delay_ms(uint16_t ms);

int main(void)
{
    GPIO_InitTypeDef gpio; // holds the settings for both ports

    // enable the clocks first, otherwise nothing works
    RCC_APB2PeriphClockCmd(RCC_APB2Periph_GPIOA | RCC_APB2Periph_GPIOD, ENABLE);

    gpio.GPIO_Pin = GREEN_LED; // the green one
    gpio.GPIO_Mode = GPIO_Mode_Out_PP;  // push-pull
    gpio.GPIO_Speed = GPIO_Speed_2MHz;  // slow is fine here
    GPIO_Init(GPIOA, &gpio);
    gpio.GPIO_Pin = YELLOW_LED;
    GPIO_Init(GPIOD, &gpio);

    for (;;) {
        GPIO_ResetBits(GPIOA, GREEN_LED);   // green on
        delay_ms(250);                      // wait a quarter of a second
        GPIO_SetBits(GPIOA, GREEN_LED);     // green off
        GPIO_ResetBits(GPIOD, YELLOW_LED);  // yellow on (see schematic)
        delay_ms(250);
        GPIO_SetBits(GPIOD, YELLOW_LED);    // and off again
    }
}

// rough software delay, tuned by hand at 72 MHz
void delay_ms(uint16_t ms)
{
    volatile uint32_t n;
    while (ms--) {
        n = 8000; // about 1 ms
        while (n--); // spin
    }
}
