import { expect, it } from 'vitest';
import { gpio } from '../../../src/analyzers/gpio/index.ts';

/** What is found in a program, with the line offered instead. */
async function fixes(code: string): Promise<[string, number, string | null][]> {
  const facts = await gpio.analyze(code, { lineOffset: 0 });
  return facts.findings.map(({ kind, line, fix }) => [kind, line, fix]);
}

const f1 = (body: string): string => `#include "stm32f10x.h"
uint8_t state;
int main(void) {
  RCC->APB2ENR |= RCC_APB2ENR_IOPAEN;
  GPIOA->CRL = 0x44444483;
  GPIOA->ODR = 2;
  while (1) {
${body}
  }
}
`;

it.each([
  ['== for =', '    if (state = 1) GPIOA->BSRR = 1;', 'if (state == 1) GPIOA->BSRR = 1;'],
  [
    'parentheses around the mask',
    '    if (GPIOA->IDR & 2 == 0) GPIOA->BSRR = 1; else GPIOA->BRR = 1;',
    'if ((GPIOA->IDR & 2) == 0) GPIOA->BSRR = 1; else GPIOA->BRR = 1;',
  ],
  [
    '& for &&',
    '    if (GPIOA->IDR && 2) GPIOA->BSRR = 1; else GPIOA->BRR = 1;',
    'if (GPIOA->IDR & 2) GPIOA->BSRR = 1; else GPIOA->BRR = 1;',
  ],
  ['= for |= on a set register', '    GPIOA->BSRR |= 1;', 'GPIOA->BSRR = 1;'],
  [
    'a volatile counter',
    '    GPIOA->ODR ^= 1;\n    for (int i = 0; i < 20000; i++);',
    'for (volatile int i = 0; i < 20000; i++);',
  ],
])('offers %s', async (_, body, fix) => {
  const found = await fixes(f1(body));
  expect(found.map((each) => each[2])).toEqual([fix]);
});

it('offers no line where the run still shows the mistake', async () => {
  // The other write goes through the wrong port as well.
  const found = await fixes(`#include <avr/io.h>
#include <util/delay.h>
int main(void) {
  DDRD |= 1 << 6;
  while (1) {
    PORTB |= 1 << 6;
    _delay_ms(400);
    PORTB &= ~(1 << 6);
    _delay_ms(400);
  }
}
`);
  expect(found).toEqual([['wrong-port-for-pin', 6, null]]);
});

it('offers the patched line only, and the patched program shows nothing any more', async () => {
  const code = `#include <msp430.h>
int main(void) {
  WDTCTL = WDTPW | WDTHOLD;
  P2DIR |= BIT3;
  while (1) {
    P1OUT ^= BIT3;
    __delay_cycles(500000);
  }
}
`;
  const [found] = await fixes(code);
  expect(found).toEqual(['wrong-port-for-pin', 6, 'P2OUT ^= BIT3;']);
  expect(await fixes(code.replace('P1OUT ^= BIT3;', found![2]!))).toEqual([]);
});
