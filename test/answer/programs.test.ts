import { describe, expect, it } from 'vitest';
import { explain } from '../../src/index.ts';

const STM32 = `#include "stm32f10x.h"

void wait(void);

int main(void)
{
    RCC->APB2ENR |= RCC_APB2ENR_IOPCEN;
    GPIOC->CRH = 0x44344444;
    while (1) {
        GPIOC->ODR ^= 1 << 13;
        wait();
    }
}

void wait(void)
{
    for (volatile int i = 0; i < 50000; i++);
}`;
const AVR = `// the same on the other board
#include <avr/io.h>
#include <util/delay.h>

int main(void)
{
    DDRB |= 1 << PB5;
    for (;;) {
        PORTB ^= 1 << PB5;
        _delay_ms(250);
    }
}`;
const SKETCH = `const int led = 7;

void setup() {
  pinMode(led, OUTPUT);
}

void loop() {
  digitalWrite(led, !digitalRead(led));
  delay(100);
}`;

interface Part {
  analyzer: string;
  lines: [number, number];
  family: string;
  outputs: { pin: string }[];
}
async function programsIn(message: string): Promise<[family: string, lines: [number, number], pins: string][]> {
  const { report } = await explain(message, { language: 'en' });
  return (report.parts as unknown as Part[])
    .filter(({ analyzer }) => analyzer === 'gpio')
    .map(({ family, lines, outputs }) => [family, lines, outputs.map(({ pin }) => pin).join(' ')]);
}

describe('whole programs in one message', () => {
  it('are told one by one: a helper below main stays with it, a comment above an include goes with that', async () => {
    expect(await programsIn(`${STM32}\n\n${AVR}`)).toEqual([
      ['stm32f1', [1, 18], 'PC13'],
      ['avr', [20, 31], 'PB5'],
    ]);
  });

  it('are told one by one where no include stands between them', async () => {
    expect(await programsIn(`${AVR}\n${SKETCH}`)).toEqual([
      ['avr', [1, 12], 'PB5'],
      ['arduino', [13, 22], 'D7'],
    ]);
    expect(await programsIn(`${SKETCH}\n\n${SKETCH.replaceAll('7', '8')}`)).toMatchObject([
      ['arduino', [1, 10], 'D7'],
      ['arduino', [12, 21], 'D8'],
    ]);
  });

  it('a constant right above the includes is of the program that they begin', async () => {
    const first = AVR.replace(/^/, '#define F_CPU 1000000UL\n');
    const second = AVR.replace(/^/, '#define F_CPU 16000000UL\n').replaceAll('PB5', 'PB4');
    const [one, two] = await programsIn(`${first}\n\n${second}`);
    expect(one![1]).toEqual([1, first.split('\n').length]);
    expect(two![1]).toEqual([first.split('\n').length + 2, expect.any(Number)]);
  });

  it('are told one by one in one code block and in one line each', async () => {
    expect(await programsIn(`两个板子：\n\`\`\`c\n${STM32}\n${AVR}\n\`\`\``)).toMatchObject([
      ['stm32f1', expect.anything(), 'PC13'],
      ['avr', expect.anything(), 'PB5'],
    ]);
    const line = (program: string): string => program.replace(/^\/\/.*\n/, '').replaceAll('\n', ' ');
    expect(await programsIn(`${line(STM32)}\n${line(AVR)}`)).toMatchObject([
      ['stm32f1', expect.anything(), 'PC13'],
      ['avr', expect.anything(), 'PB5'],
    ]);
  });

  it.each([
    ['a main for each board', `#ifdef BOARD_A\n${STM32}\n#else\nint main(void) { return 0; }\n#endif`],
    ['a core whose main calls the sketch', `${SKETCH}\nint main(void) { init(); setup(); for (;;) loop(); }`],
    ['main in a comment', `${STM32}\n/* int main(void) { return 0; } */`],
  ])('are one where they are one: %s', async (_, message) => {
    expect(await programsIn(message)).toHaveLength(1);
  });

  it('are not run by the hundred: so many mains are one paste', async () => {
    expect(await programsIn('int main(void){ GPIOC->ODR ^= 1; while(1); }\n'.repeat(500))).toHaveLength(1);
  });
});
