#include <stdio.h>
#include "pico/stdlib.h"
#include "hardware/pwm.h"
#include "hardware/irq.h"

#ifdef PICO_DEFAULT_LED_PIN
#define FADE_PIN PICO_DEFAULT_LED_PIN
#else
#define FADE_PIN 15 // external LED on boards without one
#endif

static void on_pwm_wrap(void) {
    static int fade = 0;
    static bool going_up = true;
    // Clear the interrupt flag that brought us here
    pwm_clear_irq(pwm_gpio_to_slice_num(FADE_PIN));
    if (going_up) {
        ++fade;
        if (fade > 255) { // top reached
            fade = 255;
            going_up = false;
        }
    } else {
        --fade;
        if (fade < 0) {
            fade = 0;
            going_up = true;
        }
    }
    // Square the fade value to make the LED's brightness appear more linear
    pwm_set_gpio_level(FADE_PIN, fade * fade);
}

int main(void) {
    gpio_set_function(FADE_PIN, GPIO_FUNC_PWM); // hand the pin to the PWM block
    uint slice_num = pwm_gpio_to_slice_num(FADE_PIN);
    pwm_clear_irq(slice_num);
    pwm_set_irq_enabled(slice_num, true);
    irq_set_exclusive_handler(PWM_IRQ_WRAP, on_pwm_wrap);
    irq_set_enabled(PWM_IRQ_WRAP, true);
    pwm_config config = pwm_get_default_config();
    pwm_config_set_clkdiv(&config, 4.f); // slow it down
    pwm_init(slice_num, &config, true);
    while (1)
        tight_loop_contents();
}
