import { describe, expect, it } from 'vitest';
import { gpio } from '../../../src/analyzers/gpio/index.ts';
import { type Action, statementFor } from '../../../src/analyzers/gpio/translate.ts';
import { ask, explain } from '../../../src/index.ts';
import { allChips } from '../../../src/machine/chip.ts';

/** By chip: what a program for it looks like up to the point where pin 5 of the port is an output. */
const SET_UP: [chip: string, port: string, pin: string, code: string][] = [
  ['stm32f1', 'A', 'PA5', '#include "stm32f10x.h"\nint main(void) { RCC->APB2ENR |= 1 << 2; GPIOA->CRL = 0x44344444;'],
  [
    'n32g45x',
    'A',
    'PA5',
    '#include "n32g45x.h"\nint main(void) { RCC->APB2PCLKEN |= 1 << 2; GPIOA->PL_CFG = 0x44344444;',
  ],
  ['stm32f4', 'D', 'PD5', '#include "stm32f4xx.h"\nint main(void) { RCC->AHB1ENR |= 1 << 3; GPIOD->MODER |= 1 << 10;'],
  [
    'stm32g0',
    'B',
    'PB5',
    '#include "stm32g0xx.h"\nint main(void) { RCC->IOPENR |= 2; GPIOB->MODER = (GPIOB->MODER & ~(3u << 10)) | (1 << 10);',
  ],
  [
    'gd32f1',
    'A',
    'PA5',
    '#include "gd32f10x.h"\nint main(void) { rcu_periph_clock_enable(RCU_GPIOA); GPIO_CTL0(GPIOA) = 0x44344444;',
  ],
  ['ch32v', 'A', 'PA5', '#include "ch32v30x.h"\nint main(void) { RCC->APB2PCENR |= 1 << 2; GPIOA->CFGLR = 0x44344444;'],
  ['avr', 'B', 'PB5', '#include <avr/io.h>\nint main(void) { DDRB |= 1 << 5;'],
  ['msp430', '1', 'P1.5', '#include <msp430g2553.h>\nint main(void) { P1OUT = 0; P1DIR |= 1 << 5;'],
  ['nrf52', '0', 'P0.05', '#include "nrf.h"\nint main(void) { NRF_P0->DIRSET = 1 << 5;'],
];

describe('one action through the registers of two chips gives the same pin events', () => {
  it.each(SET_UP)('%s', async (id, port, pin, code) => {
    const chip = allChips().get(id)!;
    const does = (action: Action): string => statementFor(chip, port, action, 5);
    const program = `${code}\n  ${(['set', 'clear', 'toggle', 'toggle'] as const).map(does).join('\n  ')}\n  while (1) { }\n}\n`;
    const facts = await gpio.analyze(program, { lineOffset: 0 });
    expect(facts.family).toBe(chip.family);
    expect(
      facts.events.map((changes) =>
        changes.map((change) => [change.aliases.includes(pin) || change.pin === pin, change.level]),
      ),
    ).toEqual([[[true, 1]], [[true, 0]], [[true, 1]], [[true, 0]]]);
  });

  it('never offers a register that the chip does not have', () => {
    expect(statementFor(allChips().get('stm32f4')!, 'A', 'clear', 5)).toBe('GPIOA->BSRR = 1u << (5 + 16);');
  });
});

describe('register vocabulary is translated on request', async () => {
  const { memory } = await explain(
    '#include "n32g45x.h"\nvoid LedOff(GPIO_Module* GPIOx, uint16_t Pin) { GPIOx->PBC = Pin; }\nint main(void) { RCC->APB2PCLKEN |= 4; GPIOA->PL_CFG = 0x44344444; GPIOA->PBSC = 1 << 5; LedOff(GPIOA, 1 << 5); while (1); }',
  );
  it.each([
    ['what is PBC on an STM32?', 'GPIOA->BRR = 1u << 5;'],
    ['PBSC 在 AVR 上怎么写', 'PORTA |= 1u << 5;'],
    ['GD32 上 PBSC 叫什么', 'GPIO_BOP(GPIOA) = 1u << 5;'],
    ['how would this look on a Pico?', 'sio_hw->gpio_clr = 1u << 5;'],
  ])('%s', async (question, wanted) => {
    const reply = await ask(question, memory);
    expect(reply.declined).toBe(false);
    expect(reply.answer).toContain(wanted);
  });

  it('a question about its own family is no translation', async () => {
    expect((await ask('what is PBC on the N32G45x?', memory)).answer).not.toContain('→');
  });
});
