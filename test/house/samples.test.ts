// What a file of knowledge says of a chip, a library or a board is only believed where a program of its own shows it.
import { describe, expect, it } from 'vitest';
import { loadKnowledge } from '../../src/knowledge/load.ts';

describe.each(['chips', 'vendor-calls', 'boards'] as const)('each file of %s', (kind) => {
  it.each(loadKnowledge(kind).map(({ id, samples }) => [id, samples] as const))('%s has a sample', (_, samples) => {
    expect(samples.length).toBeGreaterThan(0);
  });
});
