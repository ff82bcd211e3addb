import { describe, expect, it } from 'vitest';
import { explain } from '../../../src/index.ts';

interface Told {
  analyzer: string;
  events?: unknown[];
  eventInfo?: { seconds: number }[];
}

const MODER = (enable: string) => `${enable}; GPIOB->MODER = (GPIOB->MODER & ~(3u << 14)) | (1u << 14);`;
const CRL = (enable: string) => `${enable}; GPIOB->CRL = (GPIOB->CRL & ~(15u << 28)) | (2u << 28);`;

/** A timer at the address of its family's memory map, written without its name: its handler runs only where it lies. */
const PLACES: [string, string, string, number, string][] = [
  ['STM32F4 TIM1', 'stm32f4xx.h', MODER('RCC->AHB1ENR |= 2'), 0x40010000, 'TIM1_UP_TIM10_IRQ'],
  ['STM32F4 TIM8', 'stm32f4xx.h', MODER('RCC->AHB1ENR |= 2'), 0x40010400, 'TIM8_UP_TIM13_IRQ'],
  ['STM32F4 TIM9', 'stm32f4xx.h', MODER('RCC->AHB1ENR |= 2'), 0x40014000, 'TIM1_BRK_TIM9_IRQ'],
  ['STM32F4 TIM12', 'stm32f4xx.h', MODER('RCC->AHB1ENR |= 2'), 0x40001800, 'TIM8_BRK_TIM12_IRQ'],
  ['STM32F7 TIM1', 'stm32f7xx.h', MODER('RCC->AHB1ENR |= 2'), 0x40010000, 'TIM1_UP_TIM10_IRQ'],
  ['STM32H7 TIM1', 'stm32h7xx.h', MODER('RCC->AHB4ENR |= 2'), 0x40010000, 'TIM1_UP_IRQ'],
  ['STM32H7 TIM17', 'stm32h7xx.h', MODER('RCC->AHB4ENR |= 2'), 0x40014800, 'TIM17_IRQ'],
  ['STM32L1 TIM9', 'stm32l1xx.h', MODER('RCC->AHBENR |= 2'), 0x40010800, 'TIM9_IRQ'],
  ['STM32L1 TIM11', 'stm32l1xx.h', MODER('RCC->AHBENR |= 2'), 0x40011000, 'TIM11_IRQ'],
  ['STM32L0 TIM21', 'stm32l0xx.h', MODER('RCC->IOPENR |= 2'), 0x40010800, 'TIM21_IRQ'],
  ['STM32L0 TIM22', 'stm32l0xx.h', MODER('RCC->IOPENR |= 2'), 0x40011400, 'TIM22_IRQ'],
  ['STM32L4 TIM1', 'stm32l4xx.h', MODER('RCC->AHB2ENR |= 2'), 0x40012c00, 'TIM1_UP_TIM16_IRQ'],
  ['STM32G0 TIM14', 'stm32g0xx.h', MODER('RCC->IOPENR |= 2'), 0x40002000, 'TIM14_IRQ'],
  ['STM32G4 TIM8', 'stm32g4xx.h', MODER('RCC->AHB2ENR |= 2'), 0x40013400, 'TIM8_UP_IRQ'],
  ['STM32F0 TIM16', 'stm32f0xx.h', MODER('RCC->AHBENR |= 1u << 18'), 0x40014400, 'TIM16_IRQ'],
  ['STM32F3 TIM15', 'stm32f30x.h', MODER('RCC->AHBENR |= 1u << 18'), 0x40014000, 'TIM1_BRK_TIM15_IRQ'],
  ['STM32F1 TIM1', 'stm32f10x.h', CRL('RCC->APB2ENR |= 8'), 0x40012c00, 'TIM1_UP_IRQ'],
  ['STM32F1 TIM9', 'stm32f10x.h', CRL('RCC->APB2ENR |= 8'), 0x40014c00, 'TIM1_BRK_TIM9_IRQ'],
  ['STM32F1 TIM17', 'stm32f10x.h', CRL('RCC->APB2ENR |= 8'), 0x40014800, 'TIM1_TRG_COM_TIM17_IRQ'],
];

describe('timers of the families', () => {
  it.each(PLACES)('%s', async (_, header, setUp, base, line) => {
    const { report } = await explain(
      `#include "${header}"
#define R(o) (*(volatile unsigned int *)(0x${base.toString(16)}u + (o)))
void ${line}Handler(void) { R(0x10) = 0; GPIOB->ODR ^= 1u << 7; }
int main(void) {
  ${setUp}
  R(0x28) = 7999; R(0x2C) = 999; R(0x0C) = 1;
  NVIC_EnableIRQ(${line}n);
  R(0x00) = 1;
  while (1) { }
}
`,
      { language: 'en' },
    );
    const part = report.parts.find((each) => each.analyzer === 'gpio') as Told | undefined;
    expect(part!.events!.slice(0, 2)).toMatchObject([[{ pin: 'PB7', level: 1 }], [{ pin: 'PB7', level: 0 }]]);
  });
});
