import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { GpioFacts, GpioPart } from '../../../src/analyzers/gpio/facts.ts';
import { gpio } from '../../../src/analyzers/gpio/index.ts';

const paste = readFileSync(new URL('./led-code.one-line.txt', import.meta.url), 'utf8');

describe('the one-line LED program, with LedInit, Delay and all pins missing', async () => {
  const facts = await gpio.analyze(paste, { lineOffset: 0 });

  it('is an N32G45x program with five outputs under their own names', () => {
    expect(facts.family).toBe('n32g45x');
    expect(facts.outputs.map((output) => output.pin).sort()).toEqual([
      'LED1_PIN',
      'LED2_PIN',
      'LED3_PIN',
      'LED4_PIN',
      'LED5_PIN',
    ]);
  });

  it('changes its pins in this order', () => {
    const told = facts.events.slice(0, 8).map((event) => event.map(({ pin, level }) => `${pin}=${level}`).sort());
    expect(told).toEqual([
      ['LED1_PIN=1'],
      ['LED2_PIN=1'],
      ['LED4_PIN=1', 'LED5_PIN=1'],
      ['LED3_PIN=1'],
      ['LED2_PIN=0'],
      ['LED4_PIN=0', 'LED5_PIN=0'],
      ['LED3_PIN=0', 'LED4_PIN=1', 'LED5_PIN=1'],
      ['LED3_PIN=1'],
    ]);
  });

  it('repeats from the fourth change on, every eight, which is proven', () => {
    expect(facts.loop).toEqual({ start: 3, period: 8 });
    expect(facts.loopBasis).toBe('proven');
  });

  it('knows that LED3 is off in the first delay of the first pass only', () => {
    expect(facts.firstPass.map(({ pin, delay, first, later }) => ({ pin, delay, first, later }))).toEqual([
      { pin: 'LED3_PIN', delay: 1, first: 0, later: 1 },
    ]);
  });

  it('offers the board header as likely, not as a fact', () => {
    expect(facts.outputs.find((output) => output.pin === 'LED1_PIN')?.aliases).toContain('PB10');
    expect(
      facts.assumptions.some((each) => each.text.en.includes('LED1_PIN = PB10') && each.text.en.includes('not a fact')),
    ).toBe(true);
  });

  it.each(['zh', 'en'] as const)('says it in %s', (language) => {
    const part = gpio.say(GpioFacts.parse(JSON.parse(JSON.stringify(facts))), language);
    expect(GpioPart.parse(part).text).toContain('LED3_PIN');
    expect(part.text).toMatch(language === 'zh' ? /第一遍/ : /first pass/);
  });
});
