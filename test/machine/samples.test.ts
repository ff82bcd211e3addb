import { describe, expect, it } from 'vitest';
import type { GpioFacts } from '../../src/analyzers/gpio/facts.ts';
import { gpio } from '../../src/analyzers/gpio/index.ts';
import { loadKnowledge } from '../../src/knowledge/load.ts';
import { allLibraries } from '../../src/machine/chip.ts';

/** `PB5=1+PC0=0`, the pins of one write in the order of their names. */
const protocol = (facts: GpioFacts): string[] =>
  facts.events.map((changes) =>
    changes
      .map(({ pin, level }) => `${pin}=${level}`)
      .sort()
      .join('+'),
  );

// Of a file that others stand on as well: its samples are written for one of those.
const chips = loadKnowledge('chips')
  .filter((chip) => chip.samples.length > 0)
  .map((chip) => [`chip ${chip.id}`, chip] as const);
const libraries = [...allLibraries().values()]
  .filter((library) => library.samples.length > 0)
  .map((library) => [`library ${library.id}`, library] as const);

describe.each([...chips, ...libraries])('%s', (_, { samples }) => {
  it.each(samples)('does to its pins what its sample says', async ({ code, events, loop }) => {
    const facts = await gpio.analyze(code, { lineOffset: 0 });
    const told = events.map((event) => event.split('+').sort().join('+'));
    const names = protocol(facts).map((event) =>
      // Answers may use another of a pin's names (D7 for PD7): compare by any.
      event
        .split('+')
        .map((change) => change)
        .join('+'),
    );
    const aliases = new Map(facts.outputs.map((output) => [output.pin, [output.pin, ...output.aliases]]));
    for (const [i, wanted] of told.entries()) {
      const got = (names[i] ?? '').split('+');
      expect(got.length, `event ${i}`).toBe(wanted.split('+').length);
      for (const change of wanted.split('+')) {
        const [pin, level] = change.split('=');
        expect(
          got.some((each) => each.endsWith(`=${level}`) && aliases.get(each.split('=')[0]!)?.includes(pin!)),
          `event ${i}: ${change} in ${got.join('+')}`,
        ).toBe(true);
      }
    }
    expect(facts.loop).toEqual(loop && { start: loop[0], period: loop[1] });
  });
});
