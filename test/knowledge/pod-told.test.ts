import { describe, expect, it } from 'vitest';
import { readDomain } from '../../src/knowledge/read.ts';

const known = new Set([
  ...readDomain('pod-facts').entries.flatMap(({ facts }) => facts.map(({ id }) => id)),
  ...readDomain('pod-misconceptions').entries.map(({ id }) => id),
]);

describe.each(readDomain('pod-told').entries)('the sentences of $id', ({ wrong }) => {
  // A sentence of a fact that is gone would be flagged without a correction.
  it('speak against facts and misconceptions that there are', () => {
    expect(Object.keys(wrong).filter((id) => !known.has(id))).toEqual([]);
  });
});
