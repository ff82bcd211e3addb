import { describe, expect, it } from 'vitest';
import { ask, explain } from '../../../src/index.ts';

const text = async (paste: string, language: 'zh' | 'en' = 'en'): Promise<string> =>
  (await explain(paste, { language })).report.text;

describe('values that a paste uses and does not contain', () => {
  const DIGITS = `#include <reg52.h>
sbit DOT = P1^0;
extern unsigned char code shapes[];
void wait(unsigned int ms) { unsigned int i; while (ms--) for (i = 0; i < 110; i++); }
void main(void) {
  unsigned char n = 0;
  while (1) { P2 = shapes[n]; DOT = !DOT; if (++n == 10) n = 0; wait(500); }
}`;

  it('levels that come out of a table elsewhere are not told as low', async () => {
    const said = await text(DIGITS);
    expect(said).toContain('what P2.0–P2.7 show depends on `shapes`');
    expect(said).not.toMatch(/P2\.0[^\n]*(?:go low|stay low|=0)/);
    expect(said).toMatch(/P1\.0 \(DOT\) (?:blinks|toggles)/);
    expect(await text(DIGITS, 'zh')).toContain('P2.0–P2.7 的电平取决于 `shapes`');
  });

  it('a table that stands in the paste is told as ever', async () => {
    const said = await text(
      DIGITS.replace('extern unsigned char code shapes[];', 'unsigned char code shapes[10] = { 0xC0, 0xF9 };'),
    );
    expect(said).not.toMatch(/shows? depends on/);
    expect(said).toContain('P2.0');
  });

  const MODE = `#include "stm32f1xx_hal.h"
extern uint8_t doorOpen;
int main(void) {
  GPIO_InitTypeDef g = {0};
  HAL_Init();
  __HAL_RCC_GPIOB_CLK_ENABLE();
  g.Pin = GPIO_PIN_6 | GPIO_PIN_7;
  g.Mode = GPIO_MODE_OUTPUT_PP;
  HAL_GPIO_Init(GPIOB, &g);
  while (1) {
    HAL_GPIO_TogglePin(GPIOB, GPIO_PIN_6);
    if (doorOpen) { doorOpen = 0; HAL_GPIO_WritePin(GPIOB, GPIO_PIN_7, GPIO_PIN_SET); }
    HAL_Delay(250);
  }
}`;

  it('what is done only where such a value says so is no pin that stays low; other pins are', async () => {
    const said = await text(MODE);
    expect(said).toContain('what PB7 shows depends on `doorOpen`');
    expect(said).toContain('PB6 toggles every 250 ms');
    expect(said).not.toMatch(/PB7[^;.\n]*stays low/);
  });

  it('a question after such a pin is not answered from the run', async () => {
    const { memory } = await explain(MODE);
    const { answer, declined } = await ask('is PB7 ever on?', memory);
    expect(declined).toBe(true);
    expect(answer).toContain('depends on `doorOpen`');
    expect((await ask('how often does PB6 toggle?', memory)).answer).toContain('250 ms');
  });

  it('a variable that the paste itself sets in an interrupt is known', async () => {
    const set = MODE.replace(
      'extern uint8_t doorOpen;',
      'volatile uint8_t doorOpen;\nvoid HAL_SYSTICK_Callback(void) { doorOpen = 1; }',
    );
    expect(await text(set)).not.toMatch(/shows? depends on/);
  });

  it('a value handed through a function is followed to the pins', async () => {
    const said = await text(`#include "stm32f10x.h"
static void lights(int bits) { GPIO_Write(GPIOB, bits << 8); }
int main(void) {
  GPIO_InitTypeDef g;
  RCC_APB2PeriphClockCmd(RCC_APB2Periph_GPIOB, ENABLE);
  g.GPIO_Pin = GPIO_Pin_8 | GPIO_Pin_9;
  g.GPIO_Mode = GPIO_Mode_Out_PP;
  g.GPIO_Speed = GPIO_Speed_2MHz;
  GPIO_Init(GPIOB, &g);
  int k = 0;
  while (1) { lights(sequence[k]); k = (k + 1) & 3; delay_ms(5); }
}`);
    expect(said).toContain('what PB8 and PB9 show depends on `sequence`');
    expect(said).not.toContain('stay low');
  });
});

describe('HC32L calls with names of a board', () => {
  it('the pin is a number of its port, so that a press is seen at the light', async () => {
    const said = await text(`#include "gpio.h"
#include "hc32l110.h"
int main(void) {
  stc_gpio_cfg_t c;
  Sysctrl_SetPeripheralGate(SysctrlPeripheralGpio, TRUE);
  c.enDir = GpioDirOut;
  Gpio_Init(DEMO_LED_PORT, DEMO_LED_PIN, &c);
  c.enDir = GpioDirIn;
  c.enPu = GpioPuEnable;
  Gpio_Init(DEMO_KEY_PORT, DEMO_KEY_PIN, &c);
  while (1) {
    if (Gpio_GetInputIO(DEMO_KEY_PORT, DEMO_KEY_PIN) == FALSE) Gpio_SetIO(DEMO_LED_PORT, DEMO_LED_PIN);
    else Gpio_ClrIO(DEMO_LED_PORT, DEMO_LED_PIN);
  }
}`);
    expect(said).toContain('DEMO_KEY_PIN pressed (low): DEMO_LED_PIN goes high');
    expect(said).not.toContain('throughout');
  });
});

describe('presses and levels', () => {
  it('a press that nobody looks at is told as missed, and no pin stays low throughout for it', async () => {
    const paste = `const int BTN = 4, LAMP = 9;
void setup() { pinMode(13, OUTPUT); pinMode(LAMP, OUTPUT); pinMode(BTN, INPUT_PULLUP); }
void loop() {
  if (digitalRead(BTN) == LOW) digitalWrite(LAMP, HIGH); else digitalWrite(LAMP, LOW);
  digitalWrite(13, HIGH); delay(500);
  digitalWrite(13, LOW); delay(40000);
}`;
    const said = await text(paste);
    expect(said).toMatch(/D4 \(BTN\) going low [^\n]*is missed/);
    expect(said).not.toContain('throughout');
    expect(await text(paste.replace('delay(40000)', 'delay(400)'))).not.toContain('missed');
  });

  const LEVEL = `#include <reg52.h>
sbit MAIN = P1^0;
sbit ALARM = P1^1;
void wait(unsigned int ms) { unsigned int i; while (ms--) for (i = 0; i < 110; i++); }
void outside(void) interrupt 0 { ALARM = !ALARM; wait(40); }
void main(void) { IT0 = 0; EX0 = 1; EA = 1; while (1) { MAIN = 0; wait(500); MAIN = 1; wait(500); } }`;

  it('a low level of an 8051 calls its handler as long as it lasts; an edge does so once', async () => {
    expect(await text(LEVEL)).toMatch(/P3\.2 pressed \(low\): P1\.1 \(ALARM\) toggles every ~3\d/);
    const edge = await text(LEVEL.replace('IT0 = 0', 'IT0 = 1'));
    expect(edge).not.toMatch(/ALARM\) toggles every/);
    expect(edge).toContain('P1.1 (ALARM) goes');
  });

  it('a variable without volatile is said to work by luck, not never to', async () => {
    const said = await text(`const int LED = 13;
int hit = 0;
void note() { hit = 1; }
void setup() { pinMode(LED, OUTPUT); pinMode(2, INPUT_PULLUP); attachInterrupt(digitalPinToInterrupt(2), note, FALLING); }
void loop() { if (hit) { hit = 0; digitalWrite(LED, !digitalRead(LED)); } }`);
    expect(said).toContain('hit is changed in an interrupt and read outside it');
    expect(said).toContain('by luck');
    expect(said).not.toContain('waited for in a loop');
  });
});

describe('what stands in the paste in other words', () => {
  it('an AVR handler by the number of its vector is found', async () => {
    const said = await text(`#include <avr/io.h>
#include <avr/interrupt.h>
ISR(__vector_2) { PORTB ^= 1 << 1; }
int main(void) { DDRB = 1 << 1; PORTD = 1 << 3; EICRA = 1 << ISC11; EIMSK = 1 << INT1; sei(); while (1) ; }`);
    expect(said).toMatch(/PD3 pressed \(low\): PB1 goes high/);
    expect(said).not.toContain('INT1_vect');
  });

  it('the main switch of an AVR is a bit of its status register, and is put back with it', async () => {
    const program = (opens: string): string => `#include <avr/io.h>
#include <avr/interrupt.h>
ISR(INT0_vect) { PORTB ^= 1; }
int main(void) { DDRB = 1; PORTD = 4; EICRA = 2; EIMSK = 1; ${opens} while (1) ; }`;
    for (const opens of [
      'SREG |= 0x80;',
      '*(volatile unsigned char *)0x5F |= 1 << 7;',
      'sei(); uint8_t s = SREG; cli(); SREG = s;',
    ])
      expect(await text(program(opens))).toMatch(/PD2 pressed \(low\): PB0 goes high/);
    expect(await text(program('sei(); SREG = 0;'))).not.toContain('goes high');
  });

  it('an input that a comment says is hooked up with a pull-up rests high', async () => {
    const said = await text(`#include <avr/io.h>
#include <avr/interrupt.h>
// Hook the button to PB4 with a pull-up; each press moves the light on.
volatile uint8_t was = 1 << 4, light = 1;
ISR(PCINT0_vect) {
  uint8_t is = PINB & (1 << 4);
  if (is != was) { was = is; light <<= 1; if (!light) light = 1; PORTD = light; }
}
int main(void) { DDRD = 0xFF; PORTD = light; PCICR = 1 << PCIE0; PCMSK0 = 1 << 4; sei(); while (1) ; }`);
    expect(said).toContain('PB4 pressed (low): PD0 goes low');
  });

  it('a counter that an interrupt sets back and main only moves on is no flag', async () => {
    const said = await text(`#include <msp430g2553.h>
long turns;
void main(void) {
  WDTCTL = WDTPW + WDTHOLD;
  P1DIR |= BIT6; P1REN |= BIT3; P1OUT |= BIT3; P1IES |= BIT3; P1IE |= BIT3; P1IFG &= ~BIT3;
  _BIS_SR(GIE);
  while (1) turns++;
}
#pragma vector=PORT1_VECTOR
__interrupt void pressed(void) { P1IFG &= ~BIT3; P1OUT ^= BIT6; turns = 0; }`);
    expect(said).not.toContain('volatile');
    expect(said).toContain('P1.6 goes high');
  });
});
