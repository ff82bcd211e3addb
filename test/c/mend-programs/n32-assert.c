#include "main.h"
#include <stdio.h>
#include <stdint.h>

/** @addtogroup demo
 * @{
 */

#define PORT_GROUP GPIOB
#define PORT_CLK RCC_APB2_PERIPH_GPIOB
#define LED1_PIN GPIO_PIN_2
#define LED2_PIN GPIO_PIN_10 // second

void Delay(uint32_t count)
{
    for (; count > 0; count--)
        ;
}

/**
 * @brief  Configures LED GPIO.
 * @param GPIOx x can be A to G to select the GPIO port.
 */
void LedInit(GPIO_Module* GPIOx, uint16_t Pin)
{
    GPIO_InitType GPIO_InitStructure;
    assert_param(IS_GPIO_ALL_PERIPH(GPIOx)); // check the parameters
    if (GPIOx == GPIOA) // port A
    {
        RCC_EnableAPB2PeriphClk(RCC_APB2_PERIPH_GPIOA, ENABLE);
    }
    else if (GPIOx == GPIOB) // port B
    {
        RCC_EnableAPB2PeriphClk(RCC_APB2_PERIPH_GPIOB, ENABLE);
    }
    else // anything else is not on this board
    {
        return;
    }
    if (Pin <= GPIO_PIN_ALL)
    {
        GPIO_InitStructure.Pin        = Pin;
        GPIO_InitStructure.GPIO_Mode  = GPIO_Mode_Out_PP;
        GPIO_InitStructure.GPIO_Speed = GPIO_Speed_50MHz;
        GPIO_InitPeripheral(GPIOx, &GPIO_InitStructure);
    }
}

#ifdef USE_FULL_ASSERT
void assert_failed(const uint8_t* expr, const uint8_t* file, uint32_t line)
{
    while (1)
    {
    }
}
#endif // USE_FULL_ASSERT

int main(void)
{
    LedInit(PORT_GROUP, LED1_PIN | LED2_PIN);
    while (1)
    {
        PORT_GROUP->PBSC = LED1_PIN; // on
        Delay(0x28FFFF);
        PORT_GROUP->PBC = LED1_PIN; // off
        PORT_GROUP->POD ^= LED2_PIN;
        Delay(0x28FFFF);
    }
}
/**
 * @}
 */
