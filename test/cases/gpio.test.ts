import { describe, expect, it } from 'vitest';
import { differences, explainPins, type GpioCase, gpioCases, pasteOf, timeDifferences } from '../support/gpio-case.ts';

/** Programs whose answer is still wrong; one that comes right fails here, to be moved to its theme. */
const OPEN = 'open.yaml';

async function wrongIn(expected: GpioCase): Promise<Record<string, string>> {
  const paste = pasteOf(expected);
  const part = await explainPins(paste.lines.join('\n'), expected);
  return { ...differences(expected, part, paste), ...(part && timeDifferences(expected, part)) };
}

describe('programs and what their pins do', () => {
  for (const expected of gpioCases()) {
    const run = expected.slow && !process.env['SLOW_CASES'] ? it.skip : expected.file === OPEN ? it.fails : it;
    run(`${expected.id} on ${expected.family[0]}`, async () => {
      expect(await wrongIn(expected)).toEqual({});
    });
  }
});
