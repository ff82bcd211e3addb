import { describe, expect, it } from 'vitest';
import { ask, explain } from '../../../src/index.ts';

const TOGGLE = `
const int buttonPin = 2;
const int ledPin = 13;
int ledState = LOW, last = HIGH;
void setup() { pinMode(buttonPin, INPUT_PULLUP); pinMode(ledPin, OUTPUT); }
void loop() {
  int now = digitalRead(buttonPin);
  if (now == LOW && last == HIGH) { delay(20); ledState = !ledState; digitalWrite(ledPin, ledState); }
  last = now;
}`;
const FASTER = `
#include <avr/io.h>
#include <util/delay.h>
int main(void) {
  DDRB = 1 << 5;
  PORTD = 1 << 2;
  while (1) {
    PINB = 1 << 5;
    if (PIND & (1 << 2)) _delay_ms(400); else _delay_ms(40);
  }
}`;
const DEAF = `
void setup() { pinMode(3, INPUT_PULLUP); pinMode(13, OUTPUT); }
void loop() { int unused = digitalRead(3); digitalWrite(13, HIGH); delay(100); digitalWrite(13, LOW); delay(100); }`;
const NO_INPUT = `
void setup() { pinMode(13, OUTPUT); }
void loop() { digitalWrite(13, HIGH); delay(100); digitalWrite(13, LOW); delay(100); }`;
const INTERRUPT = `
volatile int on = 0;
void flip() { on = !on; digitalWrite(12, on); }
void setup() { pinMode(2, INPUT_PULLUP); pinMode(12, OUTPUT); attachInterrupt(digitalPinToInterrupt(2), flip, FALLING); }
void loop() { }`;

async function pressed(paste: string, question = 'what if I press the button?') {
  const { memory } = await explain(paste);
  return ask(question, memory);
}

describe('what pressing a button does is found by a second run', () => {
  it('a press toggles, letting go does nothing, the next press toggles back', async () => {
    const { answer, quotes } = await pressed(TOGGLE);
    expect(answer).toContain('pressed (low): D13 (ledPin) goes high (line 8); let go: nothing changes');
    expect(answer).toContain('pressed again: D13 (ledPin) goes low');
    expect(quotes.map((quote) => quote.lines)).toContainEqual([8, 8]);
  });

  it('a pace that only holds while it is pressed', async () => {
    const { answer } = await pressed(FASTER, '按住按键会怎样？');
    expect(answer).toMatch(/PD2 一直为低：PB5 一直闪（反复变化）：高 40 毫秒、低 40 毫秒/);
  });

  it('an input that only an interrupt looks at', async () => {
    expect((await pressed(INTERRUPT)).answer).toContain('D12 goes high');
  });

  it('an input that is read and never used', async () => {
    expect((await pressed(DEAF)).answer).toContain('nothing different');
  });

  it('a program without an input', async () => {
    expect((await pressed(NO_INPUT)).answer).toContain('reads no input pin');
  });

  it('stands in the explanation where it makes a difference, and only there', async () => {
    const told = async (paste: string) => (await explain(paste, { language: 'en' })).report.text;
    expect(await told(TOGGLE)).toContain('**When an input changes**');
    expect(await told(DEAF)).not.toContain('When an input changes');
  });
});

const KEY_8051 = `
#include <reg52.h>
sbit KEY = P3^2;
sbit LED = P1^0;
void main(void) { while (1) if (KEY == 0) { LED = ~LED; while (!KEY); } }`;

describe('a pin that only a press moves is not told as one that never moves', () => {
  const told = async (paste: string, language: 'zh' | 'en') => (await explain(paste, { language })).report.text;

  it('where it rests at a level', async () => {
    expect(await told(TOGGLE, 'en')).toContain('stays low as long as no input changes');
    expect(await told(TOGGLE, 'zh')).toMatch(/不碰输入时 \S+( \S+)? 一直是低电平/);
  });

  it('and says so once for several pins', async () => {
    const pins = 'int main(void) { DDRB = 7; PORTD = 1; while (1) { if (PIND & 1) PORTB &= ~7; else PORTB |= 7; } }';
    const text = await told(`#include <avr/io.h>\n${pins}`, 'en');
    expect(text).toContain('PB0–PB2 stay low as long as no input changes');
  });

  // "No pin ever becomes an output" stood above "a press drives P1.0 low".
  it('where nothing is driven before the press', async () => {
    expect(await told(KEY_8051, 'en')).toContain('as long as no input changes, no pin does');
    expect(await told(KEY_8051, 'zh')).toContain('不碰输入时，没有一个引脚会变');
  });

  it('where no press moves it', async () => {
    expect(await told(DEAF, 'en')).not.toContain('as long as no input changes');
  });
});

describe('whether an input is polled or interrupt driven', () => {
  it.each([
    [TOGGLE, 'is this polled or interrupt driven?', /^Polled:.*line 7/],
    [TOGGLE, '按键是查询方式还是中断方式？', /^轮询/],
    [INTERRUPT, 'Does it use polling or an interrupt for the button?', /^Interrupt driven:.*line 4/],
    [INTERRUPT, '是轮询还是中断', /^中断方式.*第 4 行/],
  ])('%#', async (paste, question, says) => {
    const reply = await pressed(paste, question);
    expect(reply.declined).toBe(false);
    expect(reply.answer).toMatch(says);
  });
});

describe('inputs that no pull resistor holds', () => {
  const told = async (paste: string, language: 'zh' | 'en') => (await explain(paste, { language })).report.text;
  const button = `const int buttonPin = 2;
const int ledPin = 13;
void setup() { pinMode(ledPin, OUTPUT); pinMode(buttonPin, INPUT); }
void loop() { if (digitalRead(buttonPin) == HIGH) digitalWrite(ledPin, HIGH); else digitalWrite(ledPin, LOW); }`;

  it('are pressed too where the text reads them', async () => {
    const text = await told(button, 'en');
    expect(text).toContain('D13 (ledPin) stays low as long as no input changes');
    expect(text).toContain(
      'D2 (buttonPin) pressed (high): D13 (ledPin) goes high (line 4); let go: D13 (ledPin) goes low',
    );
  });

  it('tell a press that only makes a lamp blink more slowly', async () => {
    const text = await told(
      `#include <libopencm3/stm32/rcc.h>
#include <libopencm3/stm32/gpio.h>
int main(void) {
  int i;
  rcc_periph_clock_enable(RCC_GPIOC);
  gpio_set_mode(GPIOC, GPIO_MODE_OUTPUT_2_MHZ, GPIO_CNF_OUTPUT_PUSHPULL, GPIO9);
  while (1) {
    gpio_toggle(GPIOC, GPIO9);
    if (gpio_get(GPIOA, GPIO0)) for (i = 0; i < 800000; i++) __asm__("nop");
    for (i = 0; i < 800000; i++) __asm__("nop");
  }
}`,
      'en',
    );
    expect(text).toMatch(/PA0 pressed \(high\): PC9 /);
  });
});

describe('analog inputs and outputs', () => {
  const told = async (paste: string, language: 'zh' | 'en') => (await explain(paste, { language })).report.text;

  it('says what full scale does where the run could only take 0', async () => {
    const text = await told(
      `void setup() { pinMode(13, OUTPUT); }
void loop() {
  int v = analogRead(A0);
  digitalWrite(13, v > 400);
}`,
      'zh',
    );
    expect(text).toContain('模拟输入（第 3 行，上面按读到 0 算）读到满量程 1023 时：D13 变高（第 4 行）');
  });

  it('calls a fading lamp one, and not one that blinks', async () => {
    const text = await told(
      `void setup() { }
void loop() {
  for (int v = 0; v <= 255; v += 5) { analogWrite(9, v); delay(30); }
  for (int v = 255; v >= 0; v -= 5) { analogWrite(9, v); delay(30); }
}`,
      'en',
    );
    expect(text).toContain('D9 fades up and down by PWM, from 0 % to 100 % and back');
    expect(text).not.toContain('toggl');
  });
});
