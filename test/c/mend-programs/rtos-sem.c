#include "FreeRTOS.h"
#include "task.h"
#include "semphr.h"

#define STACK_WORDS configMINIMAL_STACK_SIZE
static SemaphoreHandle_t sem;   // given by the ISR, taken by the task
static TaskHandle_t blinker = NULL;

void vBlink(void *pvParameters)
{
    const TickType_t half = pdMS_TO_TICKS(250); // half a period
    (void)pvParameters; // unused
    for (;;)
    {
        if (xSemaphoreTake(sem, half) == pdTRUE) // woken by the button
        {
            LED_Toggle(1);
        }
        else /* timed out */
        {
            LED_Toggle(0); // heartbeat
        }
    }
}

void EXTI15_10_IRQHandler(void)
{
    BaseType_t woken = pdFALSE;
    if (EXTI->PR & EXTI_PR_PR13) {
        EXTI->PR = EXTI_PR_PR13; // write one to clear
        xSemaphoreGiveFromISR(sem, &woken);
    }
    portYIELD_FROM_ISR(woken);
}

int main(void)
{
    prvSetupHardware();
    sem = xSemaphoreCreateBinary();
    configASSERT(sem != NULL); // out of heap?
    xTaskCreate(vBlink, "blink", STACK_WORDS, NULL, tskIDLE_PRIORITY + 1, &blinker);
    vTaskStartScheduler(); // does not return
    return 0;
}
