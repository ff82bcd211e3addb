import { describe, expect, it } from 'vitest';
import { ask, explain } from '../../../src/index.ts';

const AVR = `#define F_CPU 16000000UL
#include <avr/io.h>
#include <util/delay.h>
int main(void)
{
    DDRB |= (1 << PB5) | (1 << PB1);
    DDRD &= ~(1 << PD2);
    PORTD |= (1 << PD2);
    while (1) {
        if (!(PIND & (1 << PD2))) {
            PORTB |= (1 << PB5);
            _delay_ms(400);
            PORTB &= ~(1 << PB5);
            _delay_ms(200);
        } else {
            PORTB &= ~(1 << PB5);
        }
    }
}
`;
const C51 = `#include <reg52.h>
sbit LED = P1^0;
sbit BEEP = P2^3;
sbit KEY = P3^2;
void delay_ms(unsigned int t) { unsigned int i, j; for (i = t; i > 0; i--) for (j = 110; j > 0; j--); }
void main(void)
{
    LED = 1;
    BEEP = 1;
    while (1)
    {
        if (KEY == 0)
        {
            delay_ms(12);
            if (KEY == 0)
            {
                LED = ~LED;
                BEEP = 0;
                delay_ms(150);
                BEEP = 1;
                while (!KEY);
            }
        }
    }
}
`;
const PUMP = `#define PUMP   GPIO_PIN_2
#define VALVE  GPIO_PIN_3
int main(void) {
  HAL_Init();
  MX_GPIO_Init();
  HAL_GPIO_WritePin(GPIOA, VALVE, GPIO_PIN_SET);
  for (int i = 0; i < 3; i++) {
    HAL_GPIO_WritePin(GPIOA, PUMP, GPIO_PIN_SET);
    HAL_Delay(2000);
    HAL_GPIO_WritePin(GPIOA, PUMP, GPIO_PIN_RESET);
    HAL_Delay(1000);
  }
  HAL_GPIO_WritePin(GPIOA, VALVE, GPIO_PIN_RESET);
  while (1) { }
}
`;
const COUNT = `#include "stm32f1xx_hal.h"
#define LED_PIN GPIO_PIN_5
#define BUZ_PIN GPIO_PIN_6
int main(void) {
  uint32_t count = 0;
  HAL_Init();
  MX_GPIO_Init();
  while (1) {
    HAL_GPIO_TogglePin(GPIOA, LED_PIN);
    HAL_Delay(250);
    count++;
    if (count == 10) {
      HAL_GPIO_WritePin(GPIOA, BUZ_PIN, GPIO_PIN_SET);
      HAL_Delay(100);
      HAL_GPIO_WritePin(GPIOA, BUZ_PIN, GPIO_PIN_RESET);
      count = 0;
    }
  }
}
`;

/** Each question of a program, and what its answer has to say. */
const ASKED: [program: string, question: string, says: RegExp][] = [
  [AVR, '按住按钮会怎么样', /PB5 一直闪.*高 400 毫秒、低 200 毫秒/],
  [AVR, 'what happens while I hold the button', /PB5 keeps blinking: high for 400 ms, low for 200 ms/],
  [AVR, 'does PB5 keep blinking while the button is held', /Yes/],
  [AVR, 'how long does PB5 stay on after a tap', /for 400 ms/],
  [AVR, 'PORTD |= (1 << PD2) but PD2 is an input?? what is that line for', /pull-up/],
  [AVR, '第 8 行干嘛的', /上拉/],
  [C51, '一直按着键不松手 灯会一直翻转吗', /不会.*只变 1 次/],
  [C51, 'what is the first delay_ms(12) for', /Debouncing/],
  [C51, '蜂鸣器接哪个脚 一次响多长', /P2\.3.*delay_ms\(150\)/s],
  [C51, 'while (!KEY); 是干嘛的', /等按键松开/],
  [PUMP, 'how many times does the pump run', /3 times/],
  [PUMP, '泵一共转了几次', /打开 3 次/],
  [PUMP, '阀门一共开了多长时间', /9 秒/],
  [PUMP, 'when does the valve close', /9 s after the start/],
  [PUMP, '最后阀门是开还是关', /关（低电平）/],
  [PUMP, '程序多久后就不动了', /9 秒/],
  [COUNT, 'why uint32_t here', /counts up to 10.*uint8_t would hold it/],
  [COUNT, 'count 能用 uint8_t 吗', /^能/],
  [COUNT, 'what is the highest value count takes', /10 at most/],
  [COUNT, '第几行让蜂鸣器响', /第 13 行/],
];

describe('keys that are held, runs that end, counters', () => {
  it.each(ASKED)('%#', async (program, question, says) => {
    const { memory } = await explain(program);
    const reply = await ask(question, memory);
    expect(reply.declined).toBe(false);
    expect(reply.answer).toMatch(says);
  });

  it.each([
    ['what resistor value is used for the led?', /does not mention a resistor/],
    ['LED 是什么颜色的灯', /没有写颜色/],
  ])('what is soldered is not in the code: %s', async (question, says) => {
    const { memory } = await explain(COUNT);
    const reply = await ask(question, memory);
    expect(reply.declined).toBe(true);
    expect(reply.answer).toMatch(says);
  });

  it('a counter that is written in another way is not taken for one', async () => {
    const { memory } = await explain(COUNT.replace('count++;', 'count = count * 2 + read_sensor();'));
    expect((await ask('count 能用 uint8_t 吗', memory)).answer).not.toMatch(/^能/);
  });

  it('statements without a function around them run with their clock on', async () => {
    const { memory, report } = await explain(
      'GPIOB->CRL &= ~(0xF << 4);\nGPIOB->CRL |= (0x3 << 4);\nGPIOB->BSRR = 1 << 1;\ndelay_ms(1500);\nGPIOB->BRR = 1 << 1;\ndelay_ms(700);\nGPIOB->BSRR = 1 << 1;\nwhile (1) { }\n',
    );
    expect(report.text).not.toContain('clock of port B');
    expect((await ask('how does PB1 end up, high or low?', memory)).answer).toContain('high');
    expect((await ask('中间那次低电平有多长', memory)).answer).toContain('700 毫秒');
  });
});
