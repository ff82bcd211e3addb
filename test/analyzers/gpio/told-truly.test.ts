import { describe, expect, it } from 'vitest';
import { ask, explain, type Language } from '../../../src/index.ts';

async function told(paste: string, language: Language = 'en'): Promise<string> {
  const { report } = await explain(paste, { language });
  return report.parts.map((part) => part.text).join('\n\n');
}

/** Four digits of a display, one after the other, with a number that goes on for hours. */
const COUNTED_UP = `
#include <stm32f10x.h>
int number;
const unsigned char shape[10] = {0x3f, 0x06, 0x5b, 0x4f, 0x66, 0x6d, 0x7d, 0x07, 0x7f, 0x6f};
void pause(unsigned int n) { volatile unsigned int k = n; while (k--); }
int main(void) {
  RCC->APB2ENR = 0xC;
  GPIOA->CRL = 0x22222222;
  GPIOB->CRH = 0x2222;
  while (1) {
    GPIOB->ODR = 1 << 8;  GPIOA->ODR = shape[number % 10];        pause(4000);
    GPIOB->ODR = 1 << 9;  GPIOA->ODR = shape[number / 10 % 10];   pause(4000);
    GPIOB->ODR = 1 << 10; GPIOA->ODR = shape[number / 100 % 10];  pause(4000);
    GPIOB->ODR = 1 << 11; GPIOA->ODR = shape[number / 1000 % 10]; pause(4000);
    number++;
  }
}`;

describe('a run that was ended by its length', () => {
  it('says that its pins go on changing, not where they stood then', async () => {
    const english = await told(COUNTED_UP);
    expect(english).not.toMatch(/stays? so/);
    expect(english).toMatch(/keep changing/);
    expect(english).toMatch(/Only the first \d+ changes were watched/);
    expect(await told(COUNTED_UP, 'zh')).toMatch(/都一直在变化/);
  });
});

/** Blinks for as long as the key is up; with it down the LED is put out. */
const BLINKS_UNLESS_HELD = `
#include "stm32f10x.h"
void pause(void) { for (volatile int i = 0; i < 0x80000; i++); }
int main(void) {
  GPIO_InitTypeDef io;
  RCC_APB2PeriphClockCmd(RCC_APB2Periph_GPIOA | RCC_APB2Periph_GPIOC, ENABLE);
  io.GPIO_Pin = GPIO_Pin_13; io.GPIO_Mode = GPIO_Mode_Out_PP; io.GPIO_Speed = GPIO_Speed_2MHz;
  GPIO_Init(GPIOC, &io);
  io.GPIO_Pin = GPIO_Pin_4; io.GPIO_Mode = GPIO_Mode_IPU;
  GPIO_Init(GPIOA, &io);
  while (1) {
    if (GPIO_ReadInputDataBit(GPIOA, GPIO_Pin_4)) {
      GPIOC->ODR ^= GPIO_Pin_13; pause();
      GPIOC->ODR ^= GPIO_Pin_13; pause();
    } else GPIO_SetBits(GPIOC, GPIO_Pin_13);
  }
}`;

/** A key matrix that is scanned without a pause; a key lights a lamp. */
const SCANNED = `
#include <stm32f10x.h>
int main(void) {
  RCC->APB2ENR = 0x1C;
  GPIOA->CRL = 0x44444488;
  GPIOB->CRH = 0x222;
  GPIOC->CRH = 0x22;
  while (1) {
    GPIOB->ODR = 0x100;
    if (GPIOA->IDR & 1) { GPIOC->BSRR = 1 << 8; while (GPIOA->IDR & 1); }
    GPIOB->ODR = 0x200;
    if (GPIOA->IDR & 2) { GPIOC->BSRR = 1 << 9; while (GPIOA->IDR & 2); }
    GPIOB->ODR = 0x400;
  }
}`;

describe('what a press does to pins that always move', () => {
  it('says that a blink stops while the key is held and comes back afterwards', async () => {
    const text = await told(BLINKS_UNLESS_HELD);
    expect(text).toMatch(
      /PA4 pressed \(low\): .*PC13 goes high \(line 15\), and then nothing changes; let go: as usual/,
    );
  });

  it('says that a scan goes on as usual after a key was let go', async () => {
    const text = await told(SCANNED, 'zh');
    expect(text).toMatch(/PA0 按下（变高）：.*PC8 变高（第 10 行）；松开：和平时一样/);
    expect(text).not.toMatch(/松开：PB/);
  });
});

/** Functions as GNU writes them, their types on lines of their own. */
const GNU_STYLE = `
/* Heartbeat on PC13. */
#include "FreeRTOS.h"
#include "task.h"

#include <libopencm3/stm32/rcc.h>
#include <libopencm3/stm32/gpio.h>

static void
heartbeat(void *unused __attribute__((unused))) {

	for (;;) {
		gpio_toggle(GPIOC, GPIO13);
		vTaskDelay(pdMS_TO_TICKS(250));
	}
}

int
main(void) {

	rcc_periph_clock_enable(RCC_GPIOC);
	gpio_set_mode(GPIOC, GPIO_MODE_OUTPUT_2_MHZ, GPIO_CNF_OUTPUT_PUSHPULL, GPIO13);
	xTaskCreate(heartbeat, "beat", 100, NULL, 1, NULL);
	vTaskStartScheduler();
	for (;;);
}`;

/** Operands below one another, of which several end at one column. */
const ALIGNED = `
#include <nrf.h>
#define KEY (25UL)
#define LAMP (19UL)
int main(void)
{
  NRF_GPIO->PIN_CNF[LAMP] = (GPIO_PIN_CNF_DIR_Output << GPIO_PIN_CNF_DIR_Pos) |
                            (GPIO_PIN_CNF_INPUT_Connect << GPIO_PIN_CNF_INPUT_Pos) |
                            (GPIO_PIN_CNF_PULL_Disabled << GPIO_PIN_CNF_PULL_Pos);
  NRF_GPIO->PIN_CNF[KEY] = (GPIO_PIN_CNF_DIR_Input << GPIO_PIN_CNF_DIR_Pos) |
                           (GPIO_PIN_CNF_INPUT_Connect << GPIO_PIN_CNF_INPUT_Pos)  |
                           (GPIO_PIN_CNF_PULL_Pullup << GPIO_PIN_CNF_PULL_Pos);
  NRF_GPIO->PIN_CNF[3] = (GPIO_PIN_CNF_DIR_Input << GPIO_PIN_CNF_DIR_Pos) |
                         (GPIO_PIN_CNF_INPUT_Connect << GPIO_PIN_CNF_INPUT_Pos)    |
                         (GPIO_PIN_CNF_PULL_Pullup << GPIO_PIN_CNF_PULL_Pos);
  NRF_GPIO->PIN_CNF[4] = (GPIO_PIN_CNF_DIR_Input << GPIO_PIN_CNF_DIR_Pos) |
                         (GPIO_PIN_CNF_INPUT_Connect << GPIO_PIN_CNF_INPUT_Pos)    |
                         (GPIO_PIN_CNF_PULL_Pullup << GPIO_PIN_CNF_PULL_Pos);
  while (1) {
    if ((NRF_GPIO->IN >> KEY) & 1UL) NRF_GPIO->OUTSET = 1UL << LAMP;
    else NRF_GPIO->OUTCLR = 1UL << LAMP;
  }
}`;

describe('how programs are laid out', () => {
  it('a function whose type stands on a line of its own stays with the program', async () => {
    const { report } = await explain(GNU_STYLE, { language: 'en' });
    expect(report.parts).toHaveLength(1);
    expect(report.parts[0]!.text).toMatch(/PC13 toggles every 250 ms/);
  });

  it('operands that stand below one another were not cut off', async () => {
    const text = await told(ALIGNED);
    expect(text).not.toMatch(/cut off/);
    expect(text).toMatch(/P0\.25 \(KEY\) pressed \(low\): P0\.19 \(LAMP\) goes low/);
  });
});

/** A key starts a show of three seconds that does not look at the key again. */
const SHOW = `
void setup() { pinMode(4, INPUT_PULLUP); pinMode(8, OUTPUT); pinMode(9, OUTPUT); }
void loop() {
  if (digitalRead(4) == LOW) {
    digitalWrite(8, HIGH); delay(1000);
    digitalWrite(9, HIGH); delay(1000);
    digitalWrite(8, LOW);  delay(1000);
    digitalWrite(9, LOW);
  }
}`;

describe('what goes on by itself after a press', () => {
  it('is not told as the work of letting go or of the next press', async () => {
    const text = await told(SHOW);
    expect(text).toMatch(
      /D4 pressed for a moment \(low\): D8 goes high .*D9 goes high .*D8 goes low .*D9 goes low \(line 8\)\.$/m,
    );
    expect(text).not.toMatch(/let go/);
    expect(await told(SHOW, 'zh')).toMatch(/D4 按一下（变低）：D8 变高/);
  });
});

/** Eight keys, eight lamps, one interrupt. */
const EIGHT_KEYS = `
#include <stm32f10x.h>
void EXTI9_5_IRQHandler(void) {
  for (int i = 5; i <= 9; i++)
    if (EXTI->PR & (1 << i)) { GPIOB->ODR ^= 1 << (i + 5); EXTI->PR = 1 << i; }
}
int main(void) {
  RCC->APB2ENR = 1 | 1 << 2 | 1 << 3;
  EXTI->IMR = 0x3E0; EXTI->FTSR = 0x3E0;
  NVIC_EnableIRQ(EXTI9_5_IRQn);
  GPIOA->CRL = 0x88800000; GPIOA->CRH = 0x88; GPIOA->ODR = 0x3E0;
  GPIOB->CRH = 0x02222200;
  while (1) {}
}`;

describe('inputs that were not tried', () => {
  it('what one of them may move is not said to rest whatever happens', async () => {
    const text = await told(EIGHT_KEYS);
    expect(text).not.toMatch(/throughout/);
    expect(text).toMatch(/as long as no input changes/);
  });
});

/** A servo's signal from timer 1, and a lamp of the port. */
const COMPARE_OUTPUT = `
#include <avr/io.h>
#include <avr/interrupt.h>
#include <util/delay.h>
EMPTY_INTERRUPT(PCINT1_vect);
int main(void) {
  DDRB |= (1 << PB2) | (1 << PB4);
  TCCR1A = (1 << COM1B1) | (1 << WGM11);
  TCCR1B = (1 << WGM13) | (1 << WGM12) | (1 << CS11);
  ICR1 = 39999;
  OCR1B = 3000;
  PCICR = 1 << PCIE1;
  PCMSK1 = 1 << PCINT8;
  sei();
  while (1) { PORTB ^= 1 << PB4; _delay_ms(200); }
}`;

/** Pins that a header makes of macros, which stand alone on their lines. */
const MARKED_PINS = `
#include "stm32g0xx.h"
#include "hal_gpio.h"
#define SLOW 400
HAL_GPIO_PIN(LAMP, B, 3)
HAL_GPIO_PIN(KEY,  C, 13)
HAL_GPIO_PIN(SPARE, C, 14)

static void clocks_on(void)
{
  RCC->IOPENR = RCC_IOPENR_GPIOBEN | RCC_IOPENR_GPIOCEN;
}

int main(void)
{
  clocks_on();
  HAL_GPIO_LAMP_out();
  while (1)
    if (!HAL_GPIO_KEY_read()) HAL_GPIO_LAMP_toggle();
}`;

describe('what a program hands to others', () => {
  it('a pin that a timer drives is not said to rest, and an empty handler is one', async () => {
    const text = await told(COMPARE_OUTPUT);
    expect(text).toMatch(/PB4 toggles every 200 ms\. PB2 is handed to a peripheral/);
    expect(text).not.toMatch(/PB2[^.]* stays/);
    expect(text).not.toMatch(/not in the paste/);
  });

  it('macros that stand alone are no program, and a header of its own is no chip', async () => {
    const text = await told(MARKED_PINS);
    expect(text).not.toMatch(/runs to its end/);
    const onGd = MARKED_PINS.replace('stm32g0xx.h', 'gd32f4xx.h').replace(/RCC->.*/, '');
    expect(await told(onGd)).toMatch(/GD32F4/);
  });
});

/** A key pad whose rows are driven in turn; the settings speak of flash memory. */
const ROWS = `
#pragma config WRT = OFF  // Flash Program Memory Self Write Enable bits
#include <xc.h>
void pause(int n) { while (n--); }
void main(void) {
  TRISB = 0; TRISC = 0xff; TRISD = 0; PORTB = 0; PORTD = 0;
  while (1) {
    RB1 = 0; RB0 = 1;
    if (RC0 == 1) { PORTD = 1; while (RC0 == 1); }
    if (RC1 == 1) { PORTD = 2; while (RC1 == 1); }
    RB0 = 0; RB1 = 1;
    if (RC0 == 1) { PORTD = 4; while (RC0 == 1); }
    if (RC1 == 1) { PORTD = 8; while (RC1 == 1); }
    pause(100);
  }
}`;

/** Commands and characters for a display on one whole port. */
const DISPLAY = `
#include <xc.h>
void pause(int n) { while (n--); }
void strobe(void) { RE1 = 1; pause(40); RE1 = 0; pause(40); }
void show(const char *text) {
  RE0 = 0; PORTD = 0x01; strobe();
  for (int i = 0; text[i]; i++) {
    RE0 = 0; PORTD = 0x80 + i; strobe();
    RE0 = 1; PORTD = text[i]; strobe();
  }
}
void main(void) {
  PORTD = TRISD = 0; PORTE = TRISE = 0; ANSEL = ANSELH = 0;
  PORTD = 0x38; strobe();
  while (1) { show("ready"); pause(20000); show("set"); pause(20000); }
}`;

/** A driver without its main. */
const DRIVER = `
#include "stm32f10x.h"
void KEY_Init(void) {
  GPIO_InitTypeDef io;
  RCC_APB2PeriphClockCmd(RCC_APB2Periph_GPIOB, ENABLE);
  io.GPIO_Pin = GPIO_Pin_11; io.GPIO_Mode = GPIO_Mode_IPU; io.GPIO_Speed = GPIO_Speed_50MHz;
  GPIO_Init(GPIOB, &io);
}
void LED_Init(void) {
  GPIO_InitTypeDef io;
  RCC_APB2PeriphClockCmd(RCC_APB2Periph_GPIOA, ENABLE);
  io.GPIO_Pin = GPIO_Pin_6 | GPIO_Pin_7; io.GPIO_Mode = GPIO_Mode_Out_PP; io.GPIO_Speed = GPIO_Speed_50MHz;
  GPIO_Init(GPIOA, &io);
}
void lamps(unsigned char left, unsigned char right) {
  if (left == 1) GPIO_SetBits(GPIOA, GPIO_Pin_6); else GPIO_ResetBits(GPIOA, GPIO_Pin_6);
  if (right == 1) GPIO_SetBits(GPIOA, GPIO_Pin_7); else GPIO_ResetBits(GPIOA, GPIO_Pin_7);
}`;

/** A colour whose name is a register's on another chip. */
const COLOURS = `
#include "tm4c123gh6pm.h"
#define RED  0x02 // RED for LEDs connected to PortF
#define PINK 0x06 // PINK for LEDs connected to PortF
int main(void) {
  SYSCTL_RCGC2_R |= 0x20; GPIO_PORTF_DIR_R = 0x0E; GPIO_PORTF_DEN_R = 0x0E;
  while (1) {
    GPIO_PORTF_DATA_R = PINK; for (volatile int i = 0; i < 300000; i++);
    GPIO_PORTF_DATA_R = RED;  for (volatile int i = 0; i < 300000; i++);
  }
}`;

describe('what is no mistake', () => {
  it('a name of the paste that another chip has for a register', async () => {
    expect(await told(COLOURS)).not.toMatch(/does not fit the code|port K/);
  });

  it('a row of a key matrix that is high only while its keys are read', async () => {
    expect(await told(ROWS)).not.toMatch(/too short to be seen/);
  });

  it('data for a display on a whole port', async () => {
    expect(await told(DISPLAY)).not.toMatch(/writes the whole port/);
  });
});

describe('a driver, function by function', () => {
  it('the latch of an input is its pull resistor, not a level that is driven', async () => {
    const text = await told(DRIVER);
    expect(text).toMatch(/`KEY_Init\(\)` .*: makes PB11 an input with a pull-up$/m);
    expect(text).not.toMatch(/drives PB11/);
  });

  it('each of several parameters is tried by itself', async () => {
    const text = await told(DRIVER);
    expect(text).toMatch(/`lamps\(1, 0\)` .*drives PA6 high/);
    expect(text).toMatch(/`lamps\(0, 1\)` .*drives PA7 high/);
    expect(await told(DRIVER, 'zh')).toMatch(/把 PB11 设成上拉输入/);
  });
});

/** A library's object drives the display. */
const DISPLAY_OBJECT = `
#include <LedControl.h>
LedControl rows = LedControl(12, 10, 11, 1);
void setup() { pinMode(4, INPUT_PULLUP); rows.shutdown(0, false); }
void loop() { if (digitalRead(4) == LOW) rows.setLed(0, 1, 1, true); delay(10); }`;

/** A lamp that shows what a timer puts on another pin. */
const FOLLOWS_TIMER = `
#include "stm32f10x.h"
int main(void) {
  RCC->APB2ENR |= 0xC; RCC->APB1ENR |= 2;
  GPIOA->CRL = 0x4B444444; GPIOB->CRL = 0x44444424;
  TIM3->PSC = 719; TIM3->ARR = 999; TIM3->CCR1 = 300; TIM3->CCMR1 = 0x60; TIM3->CCER = 1; TIM3->CR1 = 1;
  while (1) {
    if (GPIOA->IDR & 0x40) GPIOB->BSRR = 2; else GPIOB->BRR = 2;
  }
}`;

describe('what is decided outside of the run', () => {
  it("pins of a library's objects are not said to rest", async () => {
    const text = await told(DISPLAY_OBJECT);
    expect(text).not.toMatch(/nothing changes outside/);
    expect(text).toMatch(/objects of `LedControl`/);
  });

  it('a lamp that follows a timer is not said to rest whatever happens', async () => {
    const text = await told(FOLLOWS_TIMER);
    expect(text).toMatch(/reads PA6, which is handed to a peripheral/);
    expect(text).not.toMatch(/PB1 stays low throughout/);
  });
});

/** Two lamps in turn, by a flag that is only looked at; the lamp is written again in every turn. */
const POLLED = `
#include <xc.h>
#pragma config FOSC = INTRC_NOCLKOUT
unsigned rounds;
void main(void) {
  TRISC = 0; PORTC = 0;
  OPTION_REG = 0x84;
  TMR0 = 6;
  while (1) {
    if (T0IF) { T0IF = 0; rounds++; }
    if (rounds == 60) RC2 = 1;
    if (rounds == 150) { RC2 = 0; rounds = 0; }
  }
}`;

/** A lamp that shows the lowest bit of a count of pulses. */
const PULSES = `
#include <xc.h>
#pragma config FOSC = INTRC_NOCLKOUT
void main(void) {
  PORTC = TRISC = 0x00;
  PORTA = TRISA = 0x10;
  ANSEL = 0;
  OPTION_REG = 0xA8;
  TMR0 = 0;
  for (;;) {
    if (TMR0 & 1) RC3 = 1; else RC3 = 0;
  }
}`;

/** What is done once depends on a switch. */
const ONCE = `
#include <xc.h>
#pragma config WDTE = OFF
void main(void) {
  if (RC4 == 1) { TRISB = 0; PORTB = 0x0F; }
}`;

const PULSES_AVR = `
#include <avr/io.h>
int main(void) {
  DDRB = 1 << PB3;
  TCCR0B = (1 << CS02) | (1 << CS01);
  while (1) {
    if (TCNT0 > 9) { PORTB |= 1 << PB3; }
  }
}`;

describe('counters', () => {
  it('a flag that is looked at comes again however often a pin is written the same', async () => {
    const text = await told(POLLED);
    expect(text).toMatch(/RC2 is high for .*, low for .*, over and over/);
    expect(text).not.toMatch(/stays so/);
  });

  it('a pin that follows a count of pulses from outside is not said to rest whatever happens', async () => {
    const text = await told(PULSES);
    expect(text).toMatch(/TMR0 counts pulses that come in at RA4/);
    expect(text).toMatch(/RC0–RC7 stay low as long as no input changes|as long as no input changes/);
    expect(text).not.toMatch(/throughout|RB4|TMR0L/);
    expect(await told(PULSES_AVR)).toMatch(/TCNT0 counts pulses that come in at PD4/);
  });

  it('what hangs on an input at the start is told so, and main begins again', async () => {
    const text = await told(ONCE);
    expect(text).toMatch(/with other levels it goes another way/);
    expect(text).not.toMatch(/nothing changes outside|does not repeat/);
  });
});

const KEYS = `
const int lamps[] = {8, 9};
#define BUTTON_ON A3
#define BUTTON_OFF A4
void setup() { pinMode(lamps[0], OUTPUT); pinMode(lamps[1], OUTPUT); }
void loop() {
  if (!digitalRead(BUTTON_ON)) { digitalWrite(lamps[0], HIGH); digitalWrite(lamps[1], HIGH); }
  if (!digitalRead(BUTTON_OFF)) { digitalWrite(lamps[0], LOW); digitalWrite(lamps[1], LOW); }
}`;

/** One byte of a port is named, and its pins are outputs though they are read. */
const BYTE_OF_PORT = `
#include <LPC17xx.h>
unsigned fast;
void wait(unsigned n) { volatile unsigned k; for (k = 0; k < n; k++); }
int main(void) {
  LPC_GPIO0->FIODIR3 = 0x60;
  LPC_GPIO2->FIODIR0 = 0x04;
  while (1) {
    fast = ((LPC_GPIO0->FIOPIN3) & 0x20) >> 5;
    LPC_GPIO2->FIOSET0 = 4; wait(fast == 1 ? 900 : 9000);
    LPC_GPIO2->FIOCLR0 = 4; wait(500);
  }
}`;

/** The interrupt of a unit that is not modelled moves a pin. */
const OUTSIDE_HANDLER = `
#include <LPC17xx.h>
void RIT_IRQHandler(void) { LPC_GPIO0->FIOSET = 1 << 22; }
int main(void) {
  LPC_GPIO0->FIODIR = 1 << 22;
  NVIC_EnableIRQ(RIT_IRQn);
  while (1) { }
}`;

describe('inputs', () => {
  it('keys that are asked for low rest high', async () => {
    const text = await told(KEYS);
    expect(text).toMatch(/\(BUTTON_ON\) pressed \(low\): D8 .* goes high/);
    expect(text).toMatch(/`BUTTON_ON`, `BUTTON_OFF`: .*taken as pulled up outside/);
    expect(text).not.toMatch(/repeat for ever/);
  });

  it('a key whose high level only gets ready for the next press rests high, kept in a variable or not', async () => {
    for (const read of ['digitalRead(START_BTN)', 'level']) {
      const text = await told(`
#define START_BTN 3
bool pressed = false;
void setup() { pinMode(START_BTN, INPUT); pinMode(8, OUTPUT); }
void loop() {
  int level = digitalRead(START_BTN);
  if (${read} == LOW && !pressed) { pressed = true; digitalWrite(8, !digitalRead(8)); }
  else if (${read} == HIGH) pressed = false;
}`);
      expect(text).toMatch(/START_BTN\) pressed \(low\): D8 goes high/);
      expect(text).not.toMatch(/pressed \(high\)/);
    }
  });

  it('a resistor outside that a comment tells of decides the level at rest', async () => {
    const sketch = (comment: string): string => `
const int door = 4;   // ${comment}
const int lamp = 9;
void setup() { pinMode(door, INPUT); pinMode(lamp, OUTPUT); }
void loop() { digitalWrite(lamp, digitalRead(door)); delay(20); }`;
    for (const comment of ['reed contact, 10k pull-up to 5V on the board', '干簧管，外接 10k 上拉'])
      expect(await told(sketch(comment))).toMatch(/D4 \(door\) pressed \(low\): D9 \(lamp\) goes low/);
    for (const comment of [
      'reed contact, 10k to GND',
      'reed contact, needs a pull-up',
      'reed contact, no external pull-up',
    ])
      expect(await told(sketch(comment))).toMatch(/D4 \(door\) pressed \(high\): D9 \(lamp\) goes high/);
  });

  it('no input is made up beside those that are read', async () => {
    expect(await told(BYTE_OF_PORT)).not.toMatch(/P0\.\d+ pressed/);
  });

  it('a handler whose interrupt is not modelled is named', async () => {
    const text = await told(OUTSIDE_HANDLER);
    expect(text).toMatch(/what `RIT_IRQHandler` does to it is not counted in/);
    expect(text).not.toMatch(/P0\.22 stays low throughout/);
  });
});

/** Masks of segments beside the numbers of the pins that shift them out. */
const SHIFTED = `
#include <avr/io.h>
#include <util/delay.h>
#define LED_SEG_G 0x02
#define LED_SEG_B 0x04
const uint8_t CLOCK = PD1, LATCH = PD2;
uint8_t shape = LED_SEG_G | LED_SEG_B;
int main(void) {
  DDRD = 0x06;
  while (1) {
    PORTD |= 1 << CLOCK; _delay_ms(3); PORTD &= ~(1 << CLOCK);
    PORTD |= 1 << LATCH; _delay_ms(5); PORTD &= ~(1 << LATCH);
  }
}`;

describe('names and signs', () => {
  it('a mask of segments names no pin', async () => {
    expect(await told(SHIFTED)).not.toMatch(/SEG/);
  });

  it('an interrupt that assembly lets through is on', async () => {
    const text = await told(`
#include "iodefine.h"
#pragma interrupt beat(vect=INTTM03)
void beat(void) { P1_bit.no5 ^= 1; }
void main(void) {
  asm("di");
  PM1_bit.no5 = 0; TAU0EN = 1; TPS0 = 0x0008; TMR03 = 0x0001; TDR03 = 2499; TMMK03 = 0; TS0 = 0x0008;
  asm ("ei");
  while (1) { asm("nop"); }
}`);
    expect(text).toMatch(/P15 toggles/);
    expect(text).not.toMatch(/never on|EI\(\)/);
  });

  it('a ruler of the usual width ends its comment', async () => {
    const ruler = '*'.repeat(78);
    const text = await told(
      `/${ruler}\n ** \\brief main of the sample\n ${ruler}/\nint32_t main(void)\n{\n  stc_gpio_cfg_t pin;\n  pin.enDir = GpioDirOut;\n  Gpio_Init(GpioPortC, GpioPin4, &pin);\n  while (1)\n  {\n    Gpio_WriteOutputIO(GpioPortC, GpioPin4, TRUE);\n    delay1ms(250);\n    Gpio_WriteOutputIO(GpioPortC, GpioPin4, FALSE);\n    delay1ms(250);\n  }\n}\n`,
    );
    expect(text).toMatch(/HDSC HC32L/);
    expect(text).toMatch(/PC0?4 .*250 ms/);
    expect(text).not.toMatch(/TRUE|cut/);
  });

  it("MindMotion's names of clock bits are its own", async () => {
    const text = await told(`
void watch(void) {
  EXTI_InitTypeDef line;
  RCC_APB2PeriphClockCmd(RCC_APB2ENR_SYSCFG, ENABLE);
  SYSCFG_EXTILineConfig(EXTI_PortSourceGPIOA, EXTI_PinSource4);
  line.EXTI_Line = EXTI_Line4; line.EXTI_Trigger = EXTI_Trigger_Falling;
}`);
    expect(text).not.toMatch(/WCH/);
  });
});

/** What a code generator leaves to a header: the names of pins, and their ports. */
const GENERATED = (read: string): string => `
#include "main.h"
#include "gpio.h"
void MX_GPIO_Init(void) {
  GPIO_InitTypeDef GPIO_InitStruct = {0};
  __HAL_RCC_GPIOC_CLK_ENABLE();
  HAL_GPIO_WritePin(GPIOC, PUMP_Pin|LAMP_Pin, GPIO_PIN_RESET);
  GPIO_InitStruct.Pin = START_Pin;
  GPIO_InitStruct.Mode = ${read.includes('Callback') ? 'GPIO_MODE_IT_FALLING' : 'GPIO_MODE_INPUT'};
  GPIO_InitStruct.Pull = GPIO_NOPULL;
  HAL_GPIO_Init(START_GPIO_Port, &GPIO_InitStruct);
  GPIO_InitStruct.Pin = PUMP_Pin|LAMP_Pin;
  GPIO_InitStruct.Mode = GPIO_MODE_OUTPUT_PP;
  HAL_GPIO_Init(GPIOC, &GPIO_InitStruct);
  HAL_NVIC_EnableIRQ(EXTI1_IRQn);
}
${read}
int main(void) {
  HAL_Init();
  MX_GPIO_Init();
  HAL_GPIO_WritePin(LAMP_GPIO_Port, LAMP_Pin, GPIO_PIN_SET);
  while (1) { ${read.includes('void poll') ? 'poll();' : ''} }
}`;

const POLLS = `void poll(void) {
  if (HAL_GPIO_ReadPin(START_GPIO_Port, START_Pin) == GPIO_PIN_SET) {
    HAL_GPIO_TogglePin(PUMP_GPIO_Port, PUMP_Pin);
    while (HAL_GPIO_ReadPin(START_GPIO_Port, START_Pin) == GPIO_PIN_SET);
  }
}`;

const CALLED_BACK = `void HAL_GPIO_EXTI_Callback(uint16_t GPIO_Pin) {
  if (GPIO_Pin == START_Pin) HAL_GPIO_TogglePin(PUMP_GPIO_Port, PUMP_Pin);
}`;

describe('generated projects', () => {
  it('the port that pins are set up on is the one their names stand for', async () => {
    for (const read of [POLLS, CALLED_BACK]) {
      const text = await told(GENERATED(read));
      expect(text).not.toMatch(/PC\d/);
      expect(text).not.toMatch(/`LAMP_GPIO_Port`/);
    }
  });

  it('a key that is only asked for high rests low, one whose falling edge is waited for rests high', async () => {
    expect(await told(GENERATED(POLLS))).toMatch(/START_Pin pressed \(high\): PUMP_Pin goes high/);
    expect(await told(GENERATED(CALLED_BACK))).toMatch(/START_Pin pressed \(low\): PUMP_Pin goes high/);
  });

  it("a generator's marks are no comments on the code", async () => {
    const text = await told(`
#include "stm32f4xx_hal.h"
void HAL_TIM_Base_MspInit(TIM_HandleTypeDef *h) {
  if (h->Instance == TIM2) {
    __HAL_RCC_TIM2_CLK_ENABLE();
  /* USER CODE END TIM2_MspInit 1 */
  } else if (h->Instance == TIM3) {
  /* USER CODE END TIM2_MspInit 1 */
    __HAL_RCC_TIM3_CLK_ENABLE();
  }
}
int main(void) { HAL_Init(); while (1) { } }`);
    expect(text).not.toMatch(/USER CODE/);
  });
});

/** A lamp's pin made an output, and what is done after that. */
const lampInit = (pin: number, then = ''): string => `
#include "mm32_device.h"
void Lamp_Init(void) {
  GPIO_InitTypeDef g;
  RCC_AHBPeriphClockCmd(RCC_AHBENR_GPIOB, ENABLE);
  g.GPIO_Pin = GPIO_Pin_${pin}; g.GPIO_Speed = GPIO_Speed_50MHz; g.GPIO_Mode = GPIO_Mode_Out_PP;
  GPIO_Init(GPIOB, &g);
  ${then}
}`;

describe('what is not known', () => {
  it('a run that breaks off does not say what comes later', async () => {
    const text = await told(`
#include <Ticker.h>
Ticker slow, quick;
void on() { digitalWrite(7, 1); }
void level(char state) { digitalWrite(7, state); }
void setup() { pinMode(7, OUTPUT); slow.attach_ms(20, on); quick.attach_ms(35, level, (char)0); }
void loop() {}`);
    expect(text).not.toMatch(/stays so/);
  });

  it('a pin that is let go is not said to stay where it was driven', async () => {
    const text = await told(`
#include <pigpio.h>
int main(void) {
  gpioInitialise();
  while (1) {
    gpioWrite(12, 0); gpioDelay(300);
    gpioSetMode(12, PI_INPUT); gpioDelay(4000);
  }
}`);
    expect(text).toMatch(/GPIO12 is driven low for a while and is an input otherwise/);
  });

  it('what a name of the board does is told as taken from the name', async () => {
    const text = await told(lampInit(7, 'LED2_ON();'));
    expect(text).toMatch(/`LED2_ON`: .*the real level is in its own code/);
  });

  it('what is run is not said to be called by nothing and left out', async () => {
    const text = await told(`
#include "hal_data.h"
void hal_entry(void) { R_SCI_UART_Open(&g_uart0_ctrl, &g_uart0_cfg); while (1) { R_BSP_SoftwareDelay(500, BSP_DELAY_UNITS_MILLISECONDS); } }`);
    expect(text).not.toMatch(/`hal_entry` \(line/);
  });

  it("an LPC's set register may be read", async () => {
    const text = await told(`
#include <LPC17xx.h>
int main(void) {
  LPC_GPIO2->FIODIR |= 1 << 3;
  while (1) { LPC_GPIO2->FIOSET |= 1 << 3; for (volatile int i = 0; i < 900; i++); LPC_GPIO2->FIOCLR = 1 << 3; for (volatile int k = 0; k < 900; k++); }
}`);
    expect(text).not.toMatch(/write-only/);
  });
});

describe('what the chip or code elsewhere does beside the program', () => {
  it('a key that a PIC pulls up rests high, and its interrupt on change runs', async () => {
    const text = await told(`
#include <xc.h>
void interrupt service(void) { IOCCF = 0; LATAbits.LATA2 = !LATAbits.LATA2; }
void main(void) {
  TRISAbits.TRISA2 = 0; LATAbits.LATA2 = 0; ANSELC = 0;
  OPTION_REGbits.nWPUEN = 0; WPUCbits.WPUC3 = 1;
  IOCCNbits.IOCCN3 = 1; INTCONbits.IOCIE = 1; ei();
  while (1);
}`);
    expect(text).toMatch(/RC3 pressed \(low\): RA2 goes high \(line 3\); let go: nothing changes/);
  });

  it('RBPU pulls up port B of an older PIC and no other', async () => {
    const text = await told(`
#include <xc.h>
void main(void) {
  TRISD = 0; OPTION_REGbits.nRBPU = 0;
  while (1) { RD0 = RB2; RD1 = RC2; }
}`);
    expect(text).toMatch(/RD0 goes high/);
    expect(text).not.toMatch(/RD1 goes high and stays/);
  });

  it("an 8051's timer that is set up elsewhere runs its handler at the rate a comment says", async () => {
    const text = await told(`
#include <reg52.h>
#include "tick.h"
sbit lamp = P1^3;
void main(void) { Timer0_Setup(); while (1) { } }
// comes every 200 us
void tick(void) interrupt 1 { static unsigned char n; TH0 = 0xFF; TL0 = 0x48; if (++n == 20) { n = 0; lamp = !lamp; } }`);
    expect(text).toMatch(/P1\.3 \(lamp\).*toggling every ~?4/);
    expect(text).not.toMatch(/not run/);
  });

  it('a handler that nothing switches on is not told as a function that nobody calls', async () => {
    const text = await told(`
#include <reg52.h>
#include "tick.h"
sbit horn = P2^1;
void main(void) { Timer0_Setup(); while (1) { } }
void tick(void) interrupt 1 { horn = !horn; }`);
    expect(text).toMatch(/`tick` \(line 6\) is run by an interrupt, and what sets that up is not all in the paste/);
  });

  it('a function that is handed on is said to be', async () => {
    const text = await told(`
#include <avr/io.h>
#include "pinchange.h"
void pressed(void) { lamp_set(lamp_get() ^ 4); }
int main(void) { lamp_init(); DDRC &= ~3; PORTC |= 3; on_pin_change(3, &pressed); while (1) { } }`);
    expect(text).toMatch(/`pressed` \(line 4\) is handed to `on_pin_change`, which decides when it runs/);
  });

  it("a timer's pin of an HC32L is not said to stay low", async () => {
    const text = await told(`
#include "gpio.h"
#include "timer3.h"
int main(void) {
  stc_gpio_cfg_t c = { 0 };
  Sysctrl_SetPeripheralGate(SysctrlPeripheralGpio, TRUE);
  c.enDir = GpioDirOut;
  Gpio_Init(GpioPortB, GpioPin6, &c);
  Gpio_SetAfMode(GpioPortB, GpioPin6, GpioAf2);
  Tim3_M0_Run();
  while (1);
}`);
    expect(text).toMatch(/PB6 is handed to a peripheral/);
    expect(text).not.toMatch(/PB6 stays/);
  });

  it("what an STC15's timer 2 is given counts from its next overflow on", async () => {
    const text = await told(`
#include "stc15.h"
#define SERVO P3_4
volatile bit high;
void pulse(void) interrupt 12 {
  high = !high;
  if (high) { SERVO = 1; TL2 = 0xB0; TH2 = 0xB7; }
  else { SERVO = 0; TL2 = 0x30; TH2 = 0xFA; }
}
void main(void) {
  AUXR &= 0xFB;
  TL2 = 0xB0; TH2 = 0xB7;
  IE2 |= ET2; AUXR |= T2R; EA = 1;
  while (1);
}`);
    // 0xFA30 leaves 1488 counts of 12 clocks at 11.0592 MHz, 0xB7B0 leaves 18512.
    expect(text).toMatch(/46 Hz, high 7 %/);
  });

  it('a program in the words of an old AT32 library is not run as one for an STM32', async () => {
    const text = await told(`
#include "gpio_init.h"
void TMR4_GLOBAL_IRQHandler(void) { TMR4->STS = 0; PBout(3) = !PBout(3); }
int main(void) {
  RCC->APB1EN |= RCC_APB1EN_TMR4EN;
  TMR4->AR = 999; TMR4->DIV = 71; TMR4->DIE |= TMR_DIE_UEVIE; TMR4->CTRL1 |= TMR_CTRL1_CNTEN;
  while (1);
}`);
    expect(text).toMatch(/Artery AT32F403/);
    expect(text).not.toMatch(/STM32/);
  });

  it('a library that several makers share is first of all the one most boards have', async () => {
    const text = await told(`
#include "motor.h"
void Motor_Turn(Motor *m, int speed) {
  GPIO_WriteBit(m->port, m->in1, speed >= 0 ? Bit_SET : Bit_RESET);
  GPIO_WriteBit(m->port, m->in2, speed >= 0 ? Bit_RESET : Bit_SET);
}
void Motor_Pins(Motor *m) { GPIO pin = { .Mode = GPIO_Mode_Out_PP }; Pin_Init(&pin, m); }`);
    expect(text).not.toMatch(/WCH/);
  });

  it('an output that nothing writes may be the one that only a name speaks of', async () => {
    const text = await told(`${lampInit(9)}
int main(void) { Lamp_Init(); while (1) { LED1_TOGGLE(); } }`);
    expect(text).toMatch(/which pin `LED1` is does not stand in the paste/);
    expect(text).not.toMatch(/PB9 stays low/);
  });

  it('a pulse that lasts as long as a flag says, in a function that reads, is no mistake', async () => {
    const text = await told(`
#include "stc15.h"
#define SERVO P3_4
#define POTCHARGE P3_5
unsigned int readPot(void) {
  unsigned int n = 0;
  POTCHARGE = 0;
  while (CMPCR1 & CMPRES) n++;
  POTCHARGE = 1;
  return n;
}
void wait(void) { unsigned int i; for (i = 0; i < 20000; i++); }
void main(void) {
  CMPCR1 = CMPEN;
  while (1) { SERVO = !SERVO; wait(); readPot(); }
}`);
    expect(text).not.toMatch(/without any delay/);
    expect(text).not.toMatch(/does not fit the code/);
  });
});

async function asked(paste: string, question: string): Promise<string> {
  const { memory } = await explain(paste, { language: 'en', keepProse: true });
  return (await ask(question, memory, {})).answer;
}

describe('questions about what was left out', () => {
  it('a pin that a handler moves which did not run is not said to stay', async () => {
    expect(await asked(OUTSIDE_HANDLER, 'Will P0.22 ever go high?')).toMatch(/`RIT_IRQHandler`.* is not counted in/);
    expect(await asked(OUTSIDE_HANDLER, 'What happens when the button is pressed?')).not.toMatch(/Nothing changes/);
  });

  it('a pin that follows pulses from outside is not said never to move', async () => {
    expect(await asked(PULSES, 'Will RC3 ever go high?')).toMatch(/as long as nothing comes in at RA4/);
  });
});
