// A chip that is known by name alone is named, not run, and never taken for another one.
import { describe, expect, it } from 'vitest';
import { gpio } from '../../src/analyzers/gpio/index.ts';
import { loadKnowledge } from '../../src/knowledge/load.ts';

const programs = loadKnowledge('families').flatMap(({ id, samples }) =>
  samples.map((code, i) => [id, i, code] as const),
);

describe('families known by name', () => {
  it.each(programs)('%s, program %i', async (id, _, code) => {
    expect(gpio.detect(code).score).toBeGreaterThan(0.5);
    const facts = await gpio.analyze(code, { lineOffset: 0 });
    expect([facts.family, facts.ended, facts.findings]).toEqual([id, 'not-run', []]);
    expect(JSON.stringify(gpio.say(facts, 'en'))).toContain(facts.title.en);
  });
});
