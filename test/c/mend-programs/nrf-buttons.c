#include <stdbool.h>
#include <stdint.h>
#include "nrf_delay.h"
#include "nrf_gpio.h"
#include "boards.h"
/// Pins of the development kit
#define BTN_1 NRF_GPIO_PIN_MAP(0, 11) ///< active low
#define LED_A NRF_GPIO_PIN_MAP(0, 13)
#define LED_B NRF_GPIO_PIN_MAP(1, 10) ///< second port

/**@brief Function for application main entry. */
int main(void)
{
    bool on = false;
    nrf_gpio_cfg_output(LED_A);
    nrf_gpio_cfg_output(LED_B);
    nrf_gpio_cfg_input(BTN_1, NRF_GPIO_PIN_PULLUP);
    // Toggle LEDs.
    while (true)
    {
        if (!nrf_gpio_pin_read(BTN_1)) // held down
        {
            on = !on;
            nrf_gpio_pin_write(LED_A, on ? 0 : 1); // lit when low
            nrf_delay_ms(200); // poor man's debounce
        }
        else
        {
            nrf_gpio_pin_toggle(LED_B); // keep the other one busy
            nrf_delay_ms(50);
        }
    }
}
