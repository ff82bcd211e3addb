import { describe, expect, it } from 'vitest';
import { gpio } from '../../../src/analyzers/gpio/index.ts';

const facts = (code: string) => gpio.analyze(code, { lineOffset: 0 });
const told = async (code: string, language: 'zh' | 'en') => gpio.say(await facts(code), language).text;

describe('addresses that a chip file does not know', () => {
  const code = `#include "hc32f460.h"
int main(void) {
  *(volatile uint32_t *)0x40053A04 = 8;
  while (1) { *(volatile uint16_t *)0x40053A08 = 8; }
}`;

  it('are named, and nothing is claimed of the pins', async () => {
    expect((await facts(code)).unmodelled).toEqual(['0x40053A04', '0x40053A08']);
    expect(await told(code, 'en')).toMatch(/0x40053A04 and 0x40053A08 is not modelled here/);
    expect(await told(code, 'zh')).toMatch(/0x40053A04.*不在这里的模型里/);
    for (const language of ['zh', 'en'] as const)
      expect(await told(code, language)).not.toMatch(/stays low|becomes an output|一直是|成为输出/);
  });

  it('are no business of a program that writes to other units by their names', async () => {
    const uart = `#include "stm32f10x.h"
int main(void) { RCC->APB2ENR |= RCC_APB2ENR_USART1EN; USART1->BRR = 0x271; USART1->CR1 = 0x200C; while (1) { USART1->DR = 'A'; } }`;
    expect((await facts(uart)).unmodelled).toEqual([]);
  });
});

describe('registers that another bit lets writes through to', () => {
  it('work where nothing writes that bit, and that is said', async () => {
    const code = `int main(void) {
  *(volatile unsigned int *)0x4004085C = 4;
  while (1) { *(volatile unsigned char *)0x4004085F ^= 1; }
}`;
    expect((await facts(code)).events[0]).toMatchObject([{ pin: 'P107', level: 1 }]);
    expect(await told(code, 'en')).toMatch(/works only while PWPR bit 6 is 1/);
  });

  it('are left alone where the program has closed it', async () => {
    const code = `#include "bsp_api.h"
void hal_entry(void) {
  R_PMISC->PWPR = 0x80;
  R_PFS->PORT[1].PIN[7].PmnPFS = 5;
  while (1);
}`;
    expect((await facts(code)).events).toEqual([]);
  });
});

describe('a write-only register', () => {
  it('reads as 0, so that |= changes only the pins it names (was: every pin that was high)', async () => {
    const code = `#include "stm32f10x.h"
int main(void) { RCC->APB2ENR |= 4; GPIOA->CRL = 0x44444433; GPIOA->BSRR = 3; GPIOA->BRR |= 2; while (1); }`;
    expect((await facts(code)).events.map((event) => event.map(({ pin, level }) => `${pin}=${level}`))).toEqual([
      ['PA0=1', 'PA1=1'],
      ['PA1=0'],
    ]);
  });
});
