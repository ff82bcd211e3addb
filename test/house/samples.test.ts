// What a file of knowledge says of a chip is only believed where a program of its own shows it.
import { expect, it } from 'vitest';
import { loadKnowledge } from '../../src/knowledge/load.ts';

it.each(
  loadKnowledge('chips').map(({ id, samples }) => [id, samples] as const),
)('the chip file %s has a sample', (_, samples) => {
  expect(samples.length).toBeGreaterThan(0);
});
