#include "LPC17xx.h"

#define LED_NUM 8 /* Number of user LEDs */
const unsigned long led_mask[] = { 1UL<<28, 1UL<<29, 1UL<<31, 1UL<<2,
                                   1UL<<3, 1UL<<4, 1UL<<5, 1UL<<6 };
volatile unsigned long msTicks; /* counts 1ms timeTicks */

/*----------------------------------------------------------------------------
  SysTick_Handler
 *----------------------------------------------------------------------------*/
void SysTick_Handler(void) {
  msTicks++; /* increment counter necessary in Delay() */
}

/*----------------------------------------------------------------------------
  delays number of tick Systicks (happens every 1 ms)
 *----------------------------------------------------------------------------*/
__INLINE static void Delay (unsigned long dlyTicks) {
  unsigned long curTicks;

  curTicks = msTicks;
  while ((msTicks - curTicks) < dlyTicks);
}

int main (void) {
  int num = -1;
  int dir = 1;

  SystemInit();
  if (SysTick_Config(SystemCoreClock / 1000)) { /* Setup SysTick Timer for 1 msec interrupts */
    while (1); /* Capture error */
  }
  LPC_GPIO1->FIODIR = 0xB0000000; /* LEDs on PORT1 are output */
  while (1) {
    num += dir; // next LED
    if (num >= LED_NUM) { dir = -1; num = LED_NUM - 1; } // turn around
    else if (num < 0) { dir = 1; num = 0; }
    LPC_GPIO1->FIOSET = led_mask[num];
    Delay(500); // half a second
    LPC_GPIO1->FIOCLR = led_mask[num];
  }
}
