import { describe, expect, it } from 'vitest';
import { explain } from '../../../src/index.ts';

interface Told {
  analyzer: string;
  family: string;
  events: { pin: string; aliases: string[]; level: number }[][];
  eventInfo: { seconds: number }[];
  loop: { start: number; period: number } | null;
  endless: boolean;
  claims: { quote: string; holds: boolean }[];
  findings: { kind: string; line: number }[];
}

async function told(text: string): Promise<{ part: Told; text: string }> {
  const { report } = await explain(text, { language: 'en' });
  const part = report.parts.find((each) => each.analyzer === 'gpio') as unknown as Told;
  return { part, text: report.text };
}

describe('what depends on before', () => {
  it.each([
    ['STM32F1', 'void LED_Toggle(void)\n{\n    GPIOC->ODR ^= GPIO_Pin_13;\n}\n', 'toggles PC13'],
    ['AVR', 'ISR(TIMER1_COMPA_vect) { PORTB ^= (1 << PB5); }\n', 'toggles PB5'],
    ['Arduino', 'void toggleLed() { digitalWrite(13, !digitalRead(13)); }\n', 'toggles D13'],
  ])('a function run alone that toggles is told so: %s', async (_, text, words) => {
    const answer = await told(text);
    expect(answer.text).toContain(words);
    expect(answer.text).not.toContain('drives');
  });

  it('one that sets a level drives it', async () => {
    const answer = await told(
      'void led_on(void) { GPIOC->BSRR = GPIO_Pin_13; }\nvoid led_off(void) { GPIOC->BRR = GPIO_Pin_13; }\n',
    );
    expect(answer.text).toContain('drives PC13 high');
    expect(answer.text).not.toContain('toggles');
  });
});

describe('claims', () => {
  it('a lamp called LED_500MS claims no time', async () => {
    const { part } = await told(`#include "stm32f1xx_hal.h"
#define LED_500MS GPIO_PIN_5
void Toggle_LED_500MS(void) { HAL_GPIO_TogglePin(GPIOA, LED_500MS); HAL_Delay(200); }
int main(void) {
  HAL_Init();
  __HAL_RCC_GPIOA_CLK_ENABLE();
  GPIO_InitTypeDef g = {0};
  g.Pin = LED_500MS; g.Mode = GPIO_MODE_OUTPUT_PP; HAL_GPIO_Init(GPIOA, &g);
  while (1) { Toggle_LED_500MS(); }
}
`);
    expect(part.claims).toEqual([]);
  });

  it('a wait called so claims it still', async () => {
    const { part } = await told(`#include <avr/io.h>
#include <util/delay.h>
#define DELAY_500MS 200
int main(void) { DDRB = 1; while (1) { PORTB ^= 1; _delay_ms(DELAY_500MS); } }
`);
    expect(part.claims).toMatchObject([{ quote: 'DELAY_500MS', holds: false }]);
  });

  it('comments above their statements are read there when the line breaks are lost', async () => {
    const { part } = await told(
      '#include "stm32f10x.h" int main(void) { RCC->APB2ENR |= 1 << 4; GPIOC->CRH = (GPIOC->CRH & ~(0xF << 20)) | (2 << 20); while (1) { // turn the LED on (active low) GPIOC->BRR = GPIO_Pin_13; delay_ms(500); // turn the LED off GPIOC->BRR = GPIO_Pin_13; // wait 1 second delay_ms(500); } }',
    );
    expect(part.claims).toMatchObject([{ holds: true }, { holds: false }, { holds: false }]);
  });

  it('a buzzer is not judged by how the lamp is wired', async () => {
    const { part } = await told(`#include <reg52.h>
sbit LED = P1^0;
sbit BEEP = P1^5;
void delay(unsigned int ms) { unsigned int i, j; for (i = 0; i < ms; i++) for (j = 0; j < 110; j++); }
void main() {
  while (1) {
    LED = 1; // 点亮LED
    BEEP = 1; // 关闭蜂鸣器
    delay(500);
    LED = 0; // 熄灭LED
    delay(500);
  }
}
`);
    expect(part.claims.map(({ holds }) => holds)).toEqual([true, true]);
    expect(part.findings).toEqual([]);
  });
});

describe('what goes on by itself', () => {
  it.each([
    [
      'esp_timer after app_main has returned',
      `#include "esp_timer.h"
#include "driver/gpio.h"
static bool on;
static void due(void *arg) { on = !on; gpio_set_level(2, on); }
void app_main(void)
{
    gpio_set_direction(2, GPIO_MODE_OUTPUT);
    const esp_timer_create_args_t args = { .callback = &due, .name = "periodic" };
    esp_timer_handle_t timer;
    esp_timer_create(&args, &timer);
    esp_timer_start_periodic(timer, 500000);
}
`,
      0.5,
    ],
    [
      'a vectored handler of an LPC2148, its bus undivided',
      `#include <LPC214x.h>
void T0_ISR(void) __irq;
int main(void)
{
    VPBDIV = 0x01;
    IO0DIR = 1 << 10;
    T0PR = 59999;
    T0MR0 = 500 - 1;
    T0MCR = 3;
    VICVectAddr4 = (unsigned)T0_ISR;
    VICVectCntl4 = 0x20 | 4;
    VICIntEnable = 0x10;
    T0TCR = 0x01;
    while (1);
}
void T0_ISR(void) __irq { IO0PIN ^= (1 << 10); T0IR = 0x01; VICVectAddr = 0; }
`,
      0.5,
    ],
    [
      "an LPC2148's counter that is only watched",
      `#include <LPC214x.h>
void delay_ms(unsigned int n) { T0TCR = 2; T0PR = 14999; T0TCR = 1; while (T0TC < n); T0TCR = 0; }
int main(void)
{
    IODIR0 = 1;
    while (1) { IOSET0 = 1; delay_ms(300); IOCLR0 = 1; delay_ms(300); }
}
`,
      0.3,
    ],
    [
      'a handler of the C18 compiler',
      `#include <p18f4550.h>
void timer_isr(void);
#pragma interrupt timer_isr
void timer_isr(void)
{
    if (INTCONbits.TMR0IF) { INTCONbits.TMR0IF = 0; TMR0H = 0x0B; TMR0L = 0xDC; LATDbits.LATD0 = ~LATDbits.LATD0; }
}
void main(void)
{
    TRISDbits.TRISD0 = 0;
    T0CON = 0x84;
    TMR0H = 0x0B;
    TMR0L = 0xDC;
    INTCONbits.TMR0IE = 1;
    INTCONbits.GIE = 1;
    while (1);
}
`,
      1,
    ],
  ])('%s', async (_, text, seconds) => {
    const { part } = await told(text);
    const start = part.loop!.start;
    const step = part.eventInfo[start + 1]!.seconds - part.eventInfo[start]!.seconds;
    expect(Math.abs(step / seconds - 1)).toBeLessThan(0.01);
    expect(part.loop!.period).toBe(2);
  });
});

describe('a key', () => {
  it('that is pressed beside a blinking pin is told', async () => {
    const { text } = await told(`#include <msp430.h>
int main(void)
{
    WDTCTL = WDTPW + WDTHOLD;
    P1DIR |= BIT0 + BIT6;
    P1OUT &= ~(BIT0 + BIT6);
    P1REN |= BIT3;
    P1OUT |= BIT3;
    P1IES |= BIT3;
    P1IE |= BIT3;
    TA0CCR0 = 32768 - 1;
    TA0CCTL0 = CCIE;
    TA0CTL = TASSEL_1 + MC_1;
    __bis_SR_register(LPM0_bits + GIE);
}
#pragma vector=PORT1_VECTOR
__interrupt void Port_1(void) { P1OUT ^= BIT6; P1IFG &= ~BIT3; }
#pragma vector=TIMER0_A0_VECTOR
__interrupt void Timer_A(void) { P1OUT ^= BIT0; }
`);
    expect(text).toContain('P1.3 pressed (low)');
    expect(text).toContain('P1.6 goes high');
  });

  it('on a floating pin whose falling edge is waited for rests high', async () => {
    const { text } = await told(`#include "em_device.h"
#include "em_cmu.h"
#include "em_gpio.h"
void GPIO_ODD_IRQHandler(void) { GPIO_IntClear(GPIO_IntGet()); GPIO_PinOutToggle(gpioPortE, 2); }
int main(void)
{
    CMU_ClockEnable(cmuClock_GPIO, true);
    GPIO_PinModeSet(gpioPortB, 9, gpioModeInput, 0);
    GPIO_PinModeSet(gpioPortE, 2, gpioModePushPull, 0);
    GPIO_IntConfig(gpioPortB, 9, false, true, true);
    NVIC_EnableIRQ(GPIO_ODD_IRQn);
    while (1) { }
}
`);
    expect(text).toContain('PB9 pressed (low): PE2 goes high');
  });

  it('of a devicetree is found by its name', async () => {
    const { text } = await told(`#include <zephyr/kernel.h>
#include <zephyr/drivers/gpio.h>
static const struct gpio_dt_spec led = GPIO_DT_SPEC_GET(DT_ALIAS(led0), gpios);
static const struct gpio_dt_spec button = GPIO_DT_SPEC_GET(DT_ALIAS(sw0), gpios);
static struct gpio_callback data;
void pressed(const struct device *dev, struct gpio_callback *cb, uint32_t pins) { gpio_pin_toggle_dt(&led); }
int main(void)
{
    gpio_pin_configure_dt(&led, GPIO_OUTPUT_ACTIVE);
    gpio_pin_configure_dt(&button, GPIO_INPUT);
    gpio_pin_interrupt_configure_dt(&button, GPIO_INT_EDGE_TO_ACTIVE);
    gpio_init_callback(&data, pressed, BIT(button.pin));
    gpio_add_callback(button.port, &data);
    while (1) k_msleep(1000);
}
`);
    expect(text).toMatch(/pressed \(low\): led0_pin \(led\) goes low/);
  });
});
