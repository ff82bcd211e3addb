import { describe, expect, it } from 'vitest';
import { explain } from '../../../src/index.ts';

interface Part {
  claims: { line: number; quote: string; holds: boolean; why: string }[];
  findings: { kind: string; line: number }[];
}
const partOf = async (paste: string): Promise<Part> => {
  const { report } = await explain(paste, { language: 'en' });
  return report.parts.find((part) => part.analyzer === 'gpio') as unknown as Part;
};
const verdicts = ({ claims }: Part): [number, boolean][] => claims.map(({ line, holds }) => [line, holds]);

const board = (body: string): string => `
const int RED = 5, GREEN = 6;
void setup() { pinMode(RED, OUTPUT); pinMode(GREEN, OUTPUT); }
void loop() {
${body}
}`;

describe('comments are claims, and the run decides', () => {
  it('holds for pins switched by name, each in its own clause', async () => {
    const part = await partOf(
      board(`  // turn RED on and turn GREEN off
  show(1, 0);
  delay(300);
  // turn RED off, turn GREEN on
  show(0, 1);
  delay(300);`).replace(
        'void loop',
        'void show(int r, int g) { digitalWrite(RED, r); digitalWrite(GREEN, g); }\nvoid loop',
      ),
    );
    // The first digitalWrite of show() changes one of the two only: what the line as a whole does is not judged by halves.
    expect(part.claims.filter((claim) => !claim.holds)).toEqual([]);
    expect(part.findings).toEqual([]);
  });

  it('does not hold where the other pin is switched', async () => {
    const part = await partOf(
      board(`  digitalWrite(RED, HIGH);    // RED on
  delay(200);
  digitalWrite(RED, LOW);     // RED off
  digitalWrite(GREEN, HIGH);  // GREEN on
  delay(200);
  digitalWrite(GREEN, HIGH);
  digitalWrite(GREEN, LOW);   // GREEN on
  delay(100);`),
    );
    expect(part.claims.filter((claim) => !claim.holds).map((claim) => claim.line)).toEqual([11]);
    expect(part.findings.map((finding) => finding.kind)).toEqual(['comment-contradicts-code']);
  });

  it('says which pins a toggling line turns, and that it leaves others alone', async () => {
    const part = await partOf(`
#include "stm32f10x.h"
#define LED1 GPIO_Pin_0
#define LED2 GPIO_Pin_1
void wait(void) { volatile int i; for (i = 0; i < 9000; i++); }
int main(void) {
  RCC->APB2ENR |= RCC_APB2ENR_IOPAEN;
  GPIOA->CRL = 0x44444433;
  GPIOA->BSRR = LED1;          // LED1 on
  while (1) {
    // toggle LED2 without changing LED1
    GPIOA->ODR ^= LED2;
    wait();
  }
}`);
    expect(verdicts(part)).toEqual([
      [9, true],
      [11, true],
      [11, true],
    ]);
  });

  it('checks 拉高, 拉低 and 不影响 as well', async () => {
    const part = await partOf(`
#include <reg52.h>
sbit LED1 = P1^0;
sbit LED2 = P1^1;
void delay(unsigned int n) { while (n--); }
void main(void) {
  while (1) {
    LED1 = 0;   // 拉低LED1，不影响LED2
    delay(30000);
    LED1 = 1;   // 拉低LED1
    LED2 = !LED2;  // 翻转 LED2
    delay(30000);
  }
}`);
    expect(verdicts(part)).toEqual([
      [8, true],
      [8, true],
      [10, false],
      [11, true],
    ]);
  });

  it('does not let a single "off" prove that low is on', async () => {
    const part = await partOf(
      board(`  // turn RED off
  digitalWrite(RED, HIGH);
  delay(100);
  digitalWrite(RED, LOW);
  delay(100);`),
    );
    expect(part.claims).toEqual([]);
  });

  it('checks the time that a comment above a wait promises', async () => {
    const part = await partOf(
      board(`  digitalWrite(RED, HIGH);
  // wait 500 ms
  delay(500);
  digitalWrite(RED, LOW);
  // wait 2 s
  delay(200);`),
    );
    expect(verdicts(part)).toEqual([
      [6, true],
      [9, false],
    ]);
  });

  it.each([
    '// if the button is pressed turn RED on',
    '// turn RED on after 5 s',
    '// RED or GREEN on',
    '// 每次按下后点亮 RED',
    '// the RED LED is active high',
  ])('makes no claim of a comment with a condition: %s', async (comment) => {
    const part = await partOf(
      board(`  ${comment}\n  digitalWrite(RED, LOW);\n  delay(100);\n  digitalWrite(RED, HIGH);\n  delay(100);`),
    );
    expect(part.claims).toEqual([]);
    expect(part.findings).toEqual([]);
  });
});

describe('a length beside a constant', () => {
  const program = (told: string): string => `
#define BLINK_DELAY 1000   // ${told}
void setup() { pinMode(13, OUTPUT); }
void loop() {
  digitalWrite(13, !digitalRead(13));
  delay(BLINK_DELAY);
}`;

  it('is held against the waits that use it', async () => {
    const wrong = await partOf(program('500 ms'));
    expect(verdicts(wrong)).toEqual([[2, false]]);
    expect(wrong.findings).toMatchObject([{ kind: 'comment-contradicts-code', line: 2 }]);
    expect(verdicts(await partOf(program('1 s')))).toEqual([[2, true]]);
  });

  it('is no claim where it is a sum or a rough figure', async () => {
    for (const told of ['about 500 ms', '每 500 ms 一次']) expect((await partOf(program(told))).findings).toEqual([]);
  });
});
