import { describe, expect, it } from 'vitest';
import { explain } from '../../../src/index.ts';

/** The first sentence of the answer. */
async function told(paste: string, language: 'zh' | 'en'): Promise<string> {
  const { report } = await explain(paste, { language });
  const part = report.parts.find((each) => each.analyzer === 'gpio');
  return part?.text.split('\n\n')[0] ?? '';
}

const SKETCHES = {
  'to and fro': `
const int leds[] = {2, 3, 4, 5};
void setup() { for (int i = 0; i < 4; i++) pinMode(leds[i], OUTPUT); }
void show(int i) { digitalWrite(leds[i], HIGH); delay(70); digitalWrite(leds[i], LOW); }
void loop() {
  for (int i = 0; i < 4; i++) show(i);
  for (int i = 2; i > 0; i--) show(i);
}`,
  'traffic light': `
#define RED_LED 10
#define YELLOW_LED 9
#define GREEN_LED 8
void setup() { pinMode(RED_LED, OUTPUT); pinMode(YELLOW_LED, OUTPUT); pinMode(GREEN_LED, OUTPUT); }
void only(int pin) { digitalWrite(RED_LED, pin == RED_LED); digitalWrite(YELLOW_LED, pin == YELLOW_LED); digitalWrite(GREEN_LED, pin == GREEN_LED); }
void loop() { only(GREEN_LED); delay(5000); only(YELLOW_LED); delay(2000); only(RED_LED); delay(6000); }`,
  'binary counter': `
#include <avr/io.h>
#include <util/delay.h>
int main(void) {
  DDRB = 0x0F;
  for (unsigned char n = 0; ; n++) { PORTB = (PORTB & 0xF0) | (n & 0x0F); _delay_ms(200); }
}`,
  'seven-segment display': `
#include <reg51.h>
unsigned char code seg[] = {0xC0,0xF9,0xA4,0xB0,0x99,0x92,0x82,0xF8,0x80,0x90};
void wait(void) { unsigned int i; for (i = 0; i < 40000; i++); }
void main(void) { unsigned char n = 0; while (1) { P2 = seg[n]; wait(); n++; if (n == 10) n = 0; } }`,
  Morse: `
int led = 13;
void setup() { pinMode(led, OUTPUT); }
void dot() { digitalWrite(led, HIGH); delay(150); digitalWrite(led, LOW); delay(150); }
void dash() { digitalWrite(led, HIGH); delay(450); digitalWrite(led, LOW); delay(150); }
void loop() { dot(); dot(); dot(); delay(300); dash(); dash(); dash(); delay(300); dot(); dot(); dot(); delay(900); }`,
  'software PWM': `
#include <avr/io.h>
#include <util/delay.h>
int main(void) { DDRD |= 1 << PD6; while (1) { PORTD |= 1 << PD6; _delay_us(300); PORTD &= ~(1 << PD6); _delay_us(700); } }`,
  'shift register': `
const int latchPin = 8, clockPin = 12, dataPin = 11;
void setup() { pinMode(latchPin, OUTPUT); pinMode(clockPin, OUTPUT); pinMode(dataPin, OUTPUT); }
void send(byte value) {
  digitalWrite(latchPin, LOW);
  for (int i = 7; i >= 0; i--) {
    digitalWrite(clockPin, LOW);
    digitalWrite(dataPin, (value >> i) & 1);
    digitalWrite(clockPin, HIGH);
  }
  digitalWrite(latchPin, HIGH);
}
void loop() { send(0xA5); delay(500); send(0x3C); delay(500); }`,
  'I2C by hand': `
#include "stm32f10x.h"
#define SCL_PIN GPIO_Pin_6
#define SDA_PIN GPIO_Pin_7
#define SCL(x) GPIO_WriteBit(GPIOB, SCL_PIN, (BitAction)(x))
#define SDA(x) GPIO_WriteBit(GPIOB, SDA_PIN, (BitAction)(x))
void us(void) { volatile int i; for (i = 0; i < 20; i++); }
void start(void) { SDA(1); SCL(1); us(); SDA(0); us(); SCL(0); }
void stop(void) { SDA(0); SCL(1); us(); SDA(1); us(); }
void put(uint8_t b) {
  int i;
  for (i = 0; i < 8; i++) { SDA((b & 0x80) ? 1 : 0); us(); SCL(1); us(); SCL(0); b <<= 1; }
  SDA(1); SCL(1); us(); SCL(0);
}
int main(void) {
  GPIO_InitTypeDef g;
  RCC_APB2PeriphClockCmd(RCC_APB2Periph_GPIOB, ENABLE);
  g.GPIO_Pin = SCL_PIN | SDA_PIN; g.GPIO_Mode = GPIO_Mode_Out_OD; g.GPIO_Speed = GPIO_Speed_50MHz;
  GPIO_Init(GPIOB, &g);
  start(); put(0x78); put(0xAE); stop();
  while (1) { }
}`,
};

describe('what people have a name for is called by it', () => {
  it.each([
    ['to and fro', /来回流水灯，.*原路返回，每个亮 70 毫秒/, /runs to and fro, .* and back, 70 ms each/],
    ['traffic light', /交通灯：绿 5 秒 → 黄 2 秒 → 红 6 秒/, /traffic light: green 5 s → yellow 2 s → red 6 s/],
    [
      'binary counter',
      /二进制递增计数，PB3 是最高位，PB0 是最低位/,
      /binary counter counting up, PB3 the highest bit, PB0 the lowest/,
    ],
    [
      'seven-segment display',
      /数码管（共阳）依次显示 0 1 2 3 4 5 6 7 8 9/,
      /seven-segment display \(common anode\) shows 0 1 2 3 4 5 6 7 8 9/,
    ],
    ['Morse', /摩尔斯电码反复发送「SOS」/, /sends "SOS" in Morse code/],
    ['software PWM', /软件 PWM：1 kHz，高电平占 30 %/, /software PWM: 1 kHz, high 30 % of the time/],
    ['shift register', /移出数据.*0xA5 0x3C/, /shifts data out .*0xA5 0x3C/],
    [
      'I2C by hand',
      /软件模拟 I2C：START 0x78 0xAE STOP（地址 0x3C，写）/,
      /bit-bangs I2C on .*: START 0x78 0xAE STOP \(address 0x3C, write\)/,
    ],
  ] as const)('%s', async (name, zh, en) => {
    expect(await told(SKETCHES[name], 'zh')).toMatch(zh);
    expect(await told(SKETCHES[name], 'en')).toMatch(en);
  });
});

describe('what only looks like a pattern is not called one', () => {
  it('three lights that overlap are no running light', async () => {
    const paste = `
void setup() { for (int p = 2; p < 5; p++) pinMode(p, OUTPUT); }
void loop() { digitalWrite(2, HIGH); delay(100); digitalWrite(3, HIGH); delay(100); digitalWrite(4, HIGH); delay(100);
  digitalWrite(2, LOW); digitalWrite(3, LOW); digitalWrite(4, LOW); delay(100); }`;
    expect(await told(paste, 'en')).not.toMatch(/running light|counter/);
  });

  it('a square wave too quick to see is no PWM of a brightness', async () => {
    const paste = `
void setup() { pinMode(9, OUTPUT); }
void loop() { digitalWrite(9, HIGH); delayMicroseconds(500); digitalWrite(9, LOW); delayMicroseconds(500); }`;
    expect(await told(paste, 'en')).toMatch(/toggles every 5\d\d µs|toggles every 500 µs/);
  });

  it('long and short blinks that spell nothing are no Morse code', async () => {
    const paste = `
void setup() { pinMode(13, OUTPUT); }
void loop() { for (int i = 0; i < 5; i++) { digitalWrite(13, HIGH); delay(200); digitalWrite(13, LOW); delay(200); } delay(2000); }`;
    expect(await told(paste, 'en')).not.toMatch(/Morse/);
  });

  it('two writes in a row at the way into the loop do not change the rhythm that is told', async () => {
    const paste = `
void setup() { pinMode(13, OUTPUT); digitalWrite(13, HIGH); }
void loop() { digitalWrite(13, LOW); delay(300); digitalWrite(13, HIGH); delay(300); }`;
    expect(await told(paste, 'en')).toMatch(/toggling every 300 ms|toggles every 300 ms/);
  });
});
