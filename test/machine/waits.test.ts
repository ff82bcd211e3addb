import { describe, expect, it } from 'vitest';
import { gpio } from '../../src/analyzers/gpio/index.ts';
import { explain } from '../../src/index.ts';

const analyze = (text: string) => gpio.analyze(text, { lineOffset: 0 });

/** PC13 is an output, PA0 a key with a pull-up. */
const SETUP = `RCC->APB2ENR |= (1 << 2) | (1 << 4);
    GPIOC->CRH = 0x44244444;
    GPIOA->CRL = 0x44444448; GPIOA->ODR |= 1;`;

describe('loops that look at a key', () => {
  it('goes from tick to tick where a loop looks until some seconds are over', async () => {
    const facts = await analyze(`#include "stm32f10x.h"
volatile uint32_t ms;
void SysTick_Handler(void) { ms++; }
int main(void)
{
    ${SETUP}
    SysTick_Config(72000);
    while (1) {
        uint32_t from = ms;
        while (ms - from < 5000) {
            if ((GPIOA->IDR & 1) == 0) break;
        }
        GPIOC->ODR ^= 1 << 13;
    }
}`);
    expect(facts.loop).toEqual({ start: 0, period: 2 });
    expect(facts.eventInfo.slice(0, 3).map(({ seconds }) => Math.round(seconds))).toEqual([5, 10, 15]);
    expect(facts.stuck).toBeNull();
  });

  it('looks when it would where a loop waits between its looks', async () => {
    const code = `#include "stm32f10x.h"
int main(void)
{
    ${SETUP}
    while (1) {
        if ((GPIOA->IDR & 1) == 0) GPIOC->ODR ^= 1 << 13;
        delay_ms(200);
    }
}`;
    for (const atMs of [250, 390, 950]) {
      const inputs = [
        { pin: ['PA0'], atMs, level: 0 as const },
        { pin: ['PA0'], atMs: atMs + 1000, level: 1 as const },
      ];
      const facts = await gpio.analyze(code, { lineOffset: 0, inputs });
      const times = facts.eventInfo.map(({ seconds }) => Math.round(seconds * 1000));
      const first = 200 * Math.ceil(atMs / 200);
      expect(times, String(atMs)).toEqual([0, 200, 400, 600, 800].map((after) => first + after));
    }
  });

  it('counts on where the looks are counted', async () => {
    const facts = await analyze(`#include "stm32f10x.h"
int main(void)
{
    ${SETUP}
    while (1) {
        for (uint32_t i = 0; i < 1000000; i++) if (!(GPIOA->IDR & 1)) GPIOC->BSRR = 1 << 13;
        GPIOC->ODR ^= 1 << 13;
    }
}`);
    expect(facts.loop).toEqual({ start: 0, period: 2 });
  });

  it('ends at once where nothing but a press can go on', async () => {
    const facts = await analyze(`#include "stm32f10x.h"
int main(void)
{
    ${SETUP}
    while (1) {
        while (GPIOA->IDR & 1) IWDG->KR = 0xAAAA;
        GPIOC->BSRR = 1 << 13;
        while (!(GPIOA->IDR & 1)) IWDG->KR = 0xAAAA;
        GPIOC->BRR = 1 << 13;
    }
}`);
    expect(facts.ended).toBe('settled');
    expect(facts.events).toEqual([]);
    expect(facts.whatIf[0]?.phases.map(({ changes }) => changes.map(({ level }) => level))).toEqual([
      [1],
      [0],
      [1],
      [0],
    ]);
  });
});

it('names a wait for a variable that nothing changes, and does not take it for one that a timer ends', async () => {
  const waiting = (rest: string) => `#include "stm32f10x.h"
uint8_t done;
int main(void)
{
    ${SETUP}
    while (done == 0);
    GPIOC->BSRR = 1 << 13;
    while (1);
}
${rest}`;
  expect((await analyze(waiting(''))).stuck?.line).toBe(8);
  expect((await analyze(waiting('void RxDone(void) { done = 1; }'))).stuck).toBeNull();
});

it('takes a class at the head of a message for part of its program', async () => {
  const { report } = await explain(`class Blinker {
  public:
    Blinker(byte p, unsigned long ms) : pin(p), every(ms), mark(0), lit(false) {}
    void begin() { pinMode(pin, OUTPUT); }
    void update(unsigned long now) {
      if (now - mark < every) return;
      mark = now;
      lit = !lit;
      digitalWrite(pin, lit ? HIGH : LOW);
    }
  private:
    byte pin;
    unsigned long every, mark;
    bool lit;
};
Blinker fast(5, 200);
void setup() { fast.begin(); }
void loop() { fast.update(millis()); }`);
  expect(report.parts.map((part) => part.analyzer)).toEqual(['gpio']);
  expect(JSON.stringify(report.parts[0])).toContain('"D5"');
});

it('lets time go on where a sketch writes the level a pin has already', async () => {
  const facts = await analyze(`int ledState = HIGH, buttonState, last = LOW;
unsigned long since = 0;
void setup() { pinMode(2, INPUT_PULLUP); pinMode(13, OUTPUT); digitalWrite(13, ledState); }
void loop() {
  int reading = digitalRead(2);
  if (reading != last) since = millis();
  if (millis() - since > 50 && reading != buttonState) {
    buttonState = reading;
    if (buttonState == LOW) ledState = !ledState;
  }
  digitalWrite(13, ledState);
  last = reading;
}`);
  expect(facts.ended).toBe('settled');
  expect(facts.whatIf[0]?.phases[0]?.changes.length).toBe(1);
});

it("runs setup and loop of a program's own frame around registers", async () => {
  const facts = await analyze(`#include "use.h"
static void hold(volatile uint32_t n) { while (n--) ; }
void setup(void)
{
    RCC->APB2ENR |= 1 << 4;
    GPIOC->CRH &= ~0x00F00000;
    GPIOC->CRH |= 0x00100000;
}
void loop(void)
{
    GPIOC->ODR ^= 1 << 13;
    hold(400000);
}`);
  expect(facts.family).toBe('stm32f1');
  expect(facts.loop).toEqual({ start: 0, period: 2 });
});
