#include "stm32f4xx_hal.h"

#define DEBOUNCE_MS 30 // milliseconds
#define BTN_PORT GPIOA
#define BTN_PIN GPIO_PIN_0 // blue user button

typedef enum {
    MODE_OFF = 0, // everything dark
    MODE_SLOW,    // 1 Hz
    MODE_FAST,    // 5 Hz
    MODE_COUNT    // keep this last
} blink_mode_t;

static volatile blink_mode_t mode = MODE_OFF; // changed by the interrupt
static uint32_t last_press; // tick of the last accepted press

void HAL_GPIO_EXTI_Callback(uint16_t GPIO_Pin)
{
    uint32_t now = HAL_GetTick();
    if (GPIO_Pin == BTN_PIN && now - last_press > DEBOUNCE_MS) { // ignore bounces
        last_press = now;
        mode = (blink_mode_t)((mode + 1) % MODE_COUNT); // next mode, wraps around
    }
}

int main(void)
{
    HAL_Init();
    __HAL_RCC_GPIOA_CLK_ENABLE(); // button
    __HAL_RCC_GPIOD_CLK_ENABLE(); // LEDs
    GPIO_InitTypeDef g = { .Pin = GPIO_PIN_12, .Mode = GPIO_MODE_OUTPUT_PP };
    HAL_GPIO_Init(GPIOD, &g);
    g = (GPIO_InitTypeDef){ .Pin = BTN_PIN, .Mode = GPIO_MODE_IT_RISING };
    HAL_GPIO_Init(BTN_PORT, &g);
    HAL_NVIC_EnableIRQ(EXTI0_IRQn);
    for (;;) {
        switch (mode) {
        case MODE_OFF: // nothing to do
            HAL_GPIO_WritePin(GPIOD, GPIO_PIN_12, GPIO_PIN_RESET);
            break;
        case MODE_SLOW:
            HAL_GPIO_TogglePin(GPIOD, GPIO_PIN_12);
            HAL_Delay(500); // half period
            break;
        case MODE_FAST:
            HAL_GPIO_TogglePin(GPIOD, GPIO_PIN_12);
            HAL_Delay(100);
            break;
        default: // can not happen
            break;
        }
    }
}
