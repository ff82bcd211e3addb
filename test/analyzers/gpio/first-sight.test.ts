import { describe, expect, it } from 'vitest';
import { explain } from '../../../src/index.ts';

interface Part {
  analyzer: string;
  events: { pin: string; level: 0 | 1 }[][];
  findings: { kind: string }[];
  text: string;
}

async function partOf(paste: string): Promise<Part> {
  const { report } = await explain(paste, { language: 'en' });
  return report.parts.find((part) => part.analyzer === 'gpio') as unknown as Part;
}

/** Programs as people have them, each leaving something to a header or a file beside it; the first changes they make. */
const PROGRAMS: [string, string, string][] = [
  [
    'a variable of the clock that is declared elsewhere is written',
    'PD12=1 PD12=0',
    String.raw`#include "stm32f4xx.h"
#include "main.h"
int main(void)
{
    RCC->AHB1ENR |=  RCC_AHB1ENR_GPIODEN;
    core_clock_hz = 48000000;
    GPIOD->MODER |= (0x1 << (12*2));
    while(1)
    {
      GPIOD->ODR ^= 1 << 12;
      for (volatile int i = 0; i < 100000; i++);
      led_count++;
    }
}
`,
  ],
  [
    'names of bits that stand in a header of the course: GPIOAEN, CR1_CEN, SR_UIF',
    'PA5=1 PA5=0',
    String.raw`#include "stm32l4xx.h"
#include "tim.h"
int main(void)
{
	RCC->AHB2ENR |= GPIOAEN;
	GPIOA->MODER |= (1U<<10);
	GPIOA->MODER &= ~(1U<<11);
	TIM1->PSC = 400 - 1;
	TIM1->ARR = 10000 - 1;
	TIM1->CR1 = CR1_CEN;
	while(1)
	{
		while (!(TIM1->SR & SR_UIF))
		{
		}
		TIM1->SR &= ~SR_UIF;
		GPIOA->ODR ^= (1 << 5);
	}
}
`,
  ],
  [
    'a macro call outside of functions that nothing defines',
    'P1.0=1 P1.0=0',
    String.raw`#include <msp430.h>
QUEUE_MAKE(uint8_t, 16, q);
int main
  (void)
{
  P1DIR = 0x01;
  P1OUT = 0x00;
  while (1) { P1OUT ^= 1; __delay_cycles(500000); }
}
`,
  ],
  [
    'a struct set from a constant of an unknown header',
    'PE2=1 PE2=0',
    String.raw`#include "em_gpio.h"
#include "em_timer.h"
FOO_Init_TypeDef other = FOO_INIT_DEFAULT;
int main(void)
{
  CMU_ClockEnable(cmuClock_GPIO, true);
  GPIO_PinModeSet(gpioPortE, 2, gpioModePushPull, 0);
  FOO_Init_TypeDef fooInit;
  fooInit = FOO_INIT_DEFAULT;
  fooInit.prescale = fooPrescale16;
  other.prescale = 3;
  FOO_Init(FOO3, &fooInit);
  FOO_Init(FOO3, other);
  while (1) { GPIO_PinOutToggle(gpioPortE, 2); for (volatile int i = 0; i < 10000; i++); }
}
`,
  ],
  [
    'gptimer of the ESP32',
    'GPIO2=1 GPIO2=0',
    String.raw`#include "driver/gptimer.h"
#include "driver/gpio.h"
#include "freertos/FreeRTOS.h"
#include "freertos/task.h"
#define LED 2
static bool IRAM_ATTR on_alarm(gptimer_handle_t timer, const gptimer_alarm_event_data_t *edata, void *user_ctx){
  static int s = 0; s = !s; gpio_set_level(LED, s); return false;
}
void app_main(void){
  gpio_reset_pin(LED); gpio_set_direction(LED, GPIO_MODE_OUTPUT);
  gptimer_handle_t t = NULL;
  gptimer_config_t c = { .clk_src = GPTIMER_CLK_SRC_DEFAULT, .direction = GPTIMER_COUNT_UP, .resolution_hz = 1000000 };
  ESP_ERROR_CHECK(gptimer_new_timer(&c, &t));
  gptimer_event_callbacks_t cbs = { .on_alarm = on_alarm };
  ESP_ERROR_CHECK(gptimer_register_event_callbacks(t, &cbs, NULL));
  ESP_ERROR_CHECK(gptimer_enable(t));
  gptimer_alarm_config_t a = { .reload_count = 0, .alarm_count = 250000, .flags.auto_reload_on_alarm = true };
  ESP_ERROR_CHECK(gptimer_set_alarm_action(t, &a));
  ESP_ERROR_CHECK(gptimer_start(t));
  while(1) vTaskDelay(pdMS_TO_TICKS(1000));
}
`,
  ],
  [
    'PRIu32 and names like it between string literals',
    'GPIO4=1 GPIO4=0',
    String.raw`#include <stdio.h>
#include <inttypes.h>
#include "driver/gpio.h"
#include "freertos/FreeRTOS.h"
#include "freertos/task.h"
#include "esp_log.h"
static const char *TAG = "blink";
void app_main(void){
  uint32_t n = 0;
  gpio_set_direction(GPIO_NUM_4, GPIO_MODE_OUTPUT);
  while(1){
    ESP_LOGI(TAG, "count %" PRIu32 " heap", n);
    printf("x=%" MY_FMT "\n", n);
    printf(PREFIX "value %d\n", 3);
    gpio_set_level(GPIO_NUM_4, n++ & 1);
    vTaskDelay(300 / portTICK_PERIOD_MS);
  }
}
`,
  ],
  [
    'a variable with the name of a macro with parameters',
    'PD12=1 PD12=0',
    String.raw`#include "stm32f4xx_hal.h"
#include "cmsis_os.h"
osMutexId osMutex;
void t1(void const *a){ for(;;){ if(osMutexWait(osMutex, 100) == osOK){ HAL_GPIO_TogglePin(GPIOD, GPIO_PIN_12); osMutexRelease(osMutex);} osDelay(100); } }
int main(void){
  HAL_Init(); MX_GPIO_Init();
  osMutexDef(osMutex);
  osMutex = osMutexCreate(osMutex(osMutex));
  osThreadDef(High, t1, osPriorityAboveNormal, 0, configMINIMAL_STACK_SIZE);
  osThreadCreate(osThread(High), NULL);
  osKernelStart();
  for(;;);
}
`,
  ],
  [
    'a PIC that waits until its UART is empty',
    'RB0=1 RB0=0',
    String.raw`#include <xc.h>
#define _XTAL_FREQ 8000000
void UART_Write(char data){ while(!TRMT); TXREG = data; }
void UART_Write2(char data){ while(!TXSTAbits.TRMT); TXREG = data; }
void UART_Write3(char data){ while(!PIR1bits.TXIF); TXREG = data; }
void main(){
  TRISB0 = 0; TRISCbits.TRISC6 = 0;
  BRGH = 1; SPBRG = 51; SYNC = 0; SPEN = 1; TXEN = 1;
  while(1){
    UART_Write('A'); UART_Write2('B'); UART_Write3('C');
    RB0 = !RB0;
    __delay_ms(250);
  }
}
`,
  ],
  [
    'a HAL timer that is set up elsewhere',
    'PA5=1 PA5=0',
    String.raw`#include "main.h"
TIM_HandleTypeDef htim1;
void delay_us (uint16_t us)
{
	__HAL_TIM_SET_COUNTER(&htim1,0);
	while (__HAL_TIM_GET_COUNTER(&htim1) < us);
}
int main(void)
{
  HAL_Init(); SystemClock_Config(); MX_GPIO_Init(); MX_TIM1_Init();
  HAL_TIM_Base_Start(&htim1);
  while (1)
  {
    HAL_GPIO_TogglePin(GPIOA, GPIO_PIN_5);
    delay_us(100);
  }
}
`,
  ],
];

describe('what a paste leaves to its headers', () => {
  for (const [why, changes, text] of PROGRAMS)
    it(why, async () => {
      const { events } = await partOf(text);
      expect(events.slice(0, 2).map((each) => each.map(({ pin, level }) => `${pin}=${level}`).join('+'))).toEqual(
        changes.split(' '),
      );
    });
});

describe('a file without a main', () => {
  it('is told function by function', async () => {
    const { text } = await partOf(`#include "stm32f10x.h"
void LED_Init(void) {
  GPIO_InitTypeDef g;
  RCC_APB2PeriphClockCmd(RCC_APB2Periph_GPIOB, ENABLE);
  g.GPIO_Pin = GPIO_Pin_5;
  g.GPIO_Mode = GPIO_Mode_Out_PP;
  g.GPIO_Speed = GPIO_Speed_50MHz;
  GPIO_Init(GPIOB, &g);
  GPIO_SetBits(GPIOB, GPIO_Pin_5);
}
void LED_On(void) { GPIO_ResetBits(GPIOB, GPIO_Pin_5); }
void LED_Set(int on) { if (on) GPIO_ResetBits(GPIOB, GPIO_Pin_5); else GPIO_SetBits(GPIOB, GPIO_Pin_5); }
`);
    expect(text).toContain('`LED_Init()` (line 2): makes PB5 an output, drives PB5 high');
    expect(text).toContain('`LED_On()` (line 11): drives PB5 low');
    expect(text).toContain('`LED_Set(1)` (line 12): drives PB5 low');
  });
});

describe('a loop that is never left', () => {
  it('may be followed by what says that nobody comes here', async () => {
    const { findings } = await partOf(`#include <avr/io.h>
#include <assert.h>
int main(void) {
  DDRB = 1;
  for (;;) { PORTB ^= 1; }
  assert(0);
  return 0;
}
void __start_up(void) { main(); for (;;) (void)0; }
`);
    expect(findings).toEqual([]);
  });
});

describe('a flag of a unit that is not simulated', () => {
  it('is told as where the run ends', async () => {
    const { text } = await partOf(`#include "stm32f10x.h"
int main(void) {
  RCC->APB2ENR |= RCC_APB2ENR_IOPAEN;
  GPIOA->CRL = 0x44444443;
  while (!(CAN1->TSR & CAN_TSR_RQCP0));
  GPIOA->ODR ^= 1;
  while (1);
}
`);
    expect(text).toContain('The run goes no further than line 5: what it waits for is not simulated');
  });
});
