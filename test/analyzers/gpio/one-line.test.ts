import { expect, it } from 'vitest';
import { explain } from '../../../src/index.ts';

it.each([
  [
    'a comment in front of everything',
    '// Uno: D8..D11 are PB0..PB3 void setup() { DDRB |= B00001111; }  void loop() { for (byte n = 0; n < 16; n++) { PORTB = (PORTB & B11110000) | n; delay(50); } }',
  ],
  [
    'a macro and its comment in front',
    '看下 #define LED_MASK 0x00F0u   // PB4..PB7  void pause(void) { for (volatile int i = 0; i < 4000; i++) ; }  int main(void) { uint8_t n = 0; RCC->APB2ENR |= RCC_APB2ENR_AFIOEN | RCC_APB2ENR_IOPBEN; AFIO->MAPR |= AFIO_MAPR_SWJ_CFG_JTAGDISABLE;   // frees PB4 GPIOB->CRL = 0x22224444; while (1) { GPIOB->ODR = (GPIOB->ODR & ~LED_MASK) | ((n & 0x0F) << 4); n++; pause(); } }',
  ],
])('a program on one line is seen behind %s (it was taken for a comment, and nothing was answered)', async (_, paste) => {
  const { report } = await explain(paste);
  expect(report.parts.map((part) => part.analyzer)).toEqual(['gpio']);
  expect((report.parts[0] as unknown as { outputs: unknown[] }).outputs).toHaveLength(4);
});
