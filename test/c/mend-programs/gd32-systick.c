#include "gd32f30x.h"
#include "systick.h"

#define LEDn 4U // number of LEDs

typedef enum { LED2 = 0, LED3, LED4, LED5 } led_typedef_enum;

static uint32_t GPIO_PORT[LEDn] = {GPIOE, GPIOE, GPIOE, GPIOE}; // all on port E
static uint32_t GPIO_PIN[LEDn] = {GPIO_PIN_0, GPIO_PIN_1,
                                  GPIO_PIN_5, GPIO_PIN_6}; // from the schematic
static rcu_periph_enum GPIO_CLK[LEDn] = {RCU_GPIOE, RCU_GPIOE, RCU_GPIOE, RCU_GPIOE};

/*!
    \brief      initialize one LED
    \param[in]  lednum: which one
    \retval     none
*/
void gd_eval_led_init(led_typedef_enum lednum)
{
    /* enable the led clock */
    rcu_periph_clock_enable(GPIO_CLK[lednum]);
    /* configure led GPIO port */
    gpio_init(GPIO_PORT[lednum], GPIO_MODE_OUT_PP, GPIO_OSPEED_50MHZ, GPIO_PIN[lednum]);
    GPIO_BC(GPIO_PORT[lednum]) = GPIO_PIN[lednum]; // dark
}

int main(void)
{
    int i;
    systick_config();
    for (i = LED2; i <= LED5; i++) gd_eval_led_init((led_typedef_enum)i); // all four
    while (1) {
        for (i = 0; i < (int)LEDn; ++i) {
            GPIO_BOP(GPIO_PORT[i]) = GPIO_PIN[i]; // turn on
            delay_1ms(200);                       // a fifth of a second
            GPIO_BC(GPIO_PORT[i]) = GPIO_PIN[i];  // turn off
        }
    }
}
