import { describe, expect, it } from 'vitest';
import { differences, explainPins, gpioCases, pasteOf } from '../../support/gpio-case.ts';

// What two changes at once did to programs of the corpus: each was read rightly with either of them alone.
describe('a program that was changed twice on its way', () => {
  it.each([
    ['numbers in front of lines, and full-width signs', 'pico-repeating-timer', 'fullwidth'],
    ['entities whose semicolon an input method made wide', 'f4-four-leds-ring', 'fullwidth'],
    ['the same in a message of words', 'avr-matrix-digits', 'fullwidth'],
    ['a lost brace above a pragma that names a handler’s vector', 'msp-watchdog-interval', 'nobrace'],
  ])('%s', async (_, id, change) => {
    const expected = gpioCases().find((one) => one.id === id)!;
    const paste = pasteOf(expected, [change]);
    expect(differences(expected, await explainPins(paste.lines.join('\n'), expected), paste)).toEqual({});
  });
});
