import { describe, expect, it } from 'vitest';
import { gpio } from '../../src/analyzers/gpio/index.ts';

/** The changes of a program, `PA1=1 PA2=0`, one string a write. */
async function changes(code: string): Promise<string[]> {
  const facts = await gpio.analyze(code, { lineOffset: 0 });
  return facts.events.map((event) => event.map(({ pin, level }) => `${pin}=${level}`).join(' '));
}

const F1 = '#include "stm32f10x.h"\n';
const on = 'RCC->APB2ENR |= RCC_APB2ENR_IOPAEN | RCC_APB2ENR_IOPBEN | RCC_APB2ENR_AFIOEN;';

describe('STM32F1 port (RM0008 chapter 9)', () => {
  it('lets the set bit win over the clear bit of one BSRR write', async () => {
    expect(
      await changes(
        `${F1}int main(void) { ${on} GPIOA->CRL = 0x44444433; GPIOA->BSRR = 0x00010001; GPIOA->BSRR = 0x00010002; }`,
      ),
    ).toEqual(['PA0=1', 'PA0=0 PA1=1']);
  });

  it('ignores writes to a port without a clock', async () => {
    expect(
      await changes(
        `${F1}int main(void) { RCC->APB2ENR |= RCC_APB2ENR_IOPBEN; GPIOA->CRL = 0x44444433; GPIOA->ODR = 3; while (1); }`,
      ),
    ).toEqual([]);
  });

  it('shows a latch that is already 1 when the pin becomes an output', async () => {
    expect(
      await changes(
        `${F1}int main(void) { ${on} GPIOA->ODR = 2; GPIOA->CRL = 0x44444434; GPIOA->CRL = 0x44444444; GPIOA->CRL = 0x44444434; }`,
      ),
    ).toEqual(['PA1=1']);
  });

  it('keeps PB4 with JTAG until SWJ_CFG lets it go', async () => {
    const held = `${F1}int main(void) { ${on} GPIOB->CRL = 0x44434444; GPIOB->BSRR = 1 << 4; while (1); }`;
    const free = `${F1}int main(void) { ${on} AFIO->MAPR = AFIO_MAPR_SWJ_CFG_JTAGDISABLE; GPIOB->CRL = 0x44434444; GPIOB->BSRR = 1 << 4; while (1); }`;
    expect(await changes(held)).toEqual([]);
    expect(await changes(free)).toEqual(['PB4=1']);
  });

  it('writes single bits through the bit-band alias', async () => {
    expect(
      await changes(
        `${F1}int main(void) { ${on} GPIOA->CRL = 0x44444433; *(volatile uint32_t *)(0x42000000 + (0x1080C * 32) + 4) = 1; while (1); }`,
      ),
    ).toEqual(['PA1=1']);
  });
});

describe('AVR port (ATmega328P chapter 14)', () => {
  it('toggles by writing 1 to PINx and leaves inputs alone', async () => {
    expect(
      await changes(
        '#include <avr/io.h>\nint main(void) { DDRB = 0x03; PORTB = 0x04; PINB = 0x05; PINB = 0x01; while (1); }',
      ),
    ).toEqual(['PB0=1', 'PB0=0']);
  });
});

describe('8051 port', () => {
  it('is an output from reset on, at 1', async () => {
    expect(
      await changes('#include <reg52.h>\nsbit A = P1^7;\nvoid main(void) { P1 = 0xFF; A = 0; P1 |= 0x80; while (1); }'),
    ).toEqual(['P1.7=0', 'P1.7=1']);
  });

  it('complements a bit with ~ (was: ~1 taken for true)', async () => {
    expect(await changes('#include <reg52.h>\nsbit A = P1^7;\nvoid main(void) { A = ~A; A = ~A; while (1); }')).toEqual(
      ['P1.7=0', 'P1.7=1'],
    );
  });
});

describe('interrupts on virtual time', () => {
  it('fires an AVR compare interrupt at its rate, only after sei()', async () => {
    const code = (sei: string) =>
      `#include <avr/io.h>\n#include <avr/interrupt.h>\nISR(TIMER1_COMPA_vect) { PORTB ^= 1; }\nint main(void) { DDRB = 1; TCCR1B = (1 << WGM12) | (1 << CS12); OCR1A = 31249; TIMSK1 = 1 << OCIE1A; ${sei} while (1); }`;
    const facts = await gpio.analyze(code('sei();'), { lineOffset: 0 });
    expect(facts.eventInfo[1]!.seconds - facts.eventInfo[0]!.seconds).toBeCloseTo(0.5, 3);
    expect(await changes(code(''))).toEqual([]);
  });

  it('presses a button: an edge runs its handler', async () => {
    const code = `void onKey() { digitalWrite(8, !digitalRead(8)); }
void setup() { pinMode(8, OUTPUT); pinMode(2, INPUT_PULLUP); attachInterrupt(digitalPinToInterrupt(2), onKey, FALLING); }
void loop() { }`;
    const facts = await gpio.analyze(code, {
      lineOffset: 0,
      inputs: [
        { pin: ['D2'], atMs: 50, level: 0 },
        { pin: ['D2'], atMs: 90, level: 1 },
        { pin: ['D2'], atMs: 150, level: 0 },
      ],
    });
    expect(facts.events.map((event) => event[0]!.level)).toEqual([1, 0]);
  });
});
