import { describe, expect, it } from 'vitest';
import { allFacts } from '../../src/analyzers/pod/claims/facts.ts';
import { parseFrame } from '../../src/analyzers/pod/claims/frame.ts';
import { wholeLexicon } from '../../src/analyzers/pod/claims/lexicon.ts';
import { findClaims } from '../../src/analyzers/pod/claims.ts';
import { linesOf } from '../../src/knowledge/pod-fact.ts';
import { readDomain } from '../../src/knowledge/read.ts';

const { entries: files } = readDomain('pod-facts');
const notes = new Set(readDomain('pod-notes').entries.map((note) => note.id));
const misconceptions = new Set(readDomain('pod-misconceptions').entries.map((entry) => entry.id));
const facts = files.flatMap((file) =>
  file.facts.map((fact) => ({ ...fact, file: file.id, note: fact.note ?? file.note })),
);

describe.each(facts)('the fact $id', (fact) => {
  it.each(linesOf(fact.flag))('is contradicted by: %s', (sample) => {
    expect(findClaims(sample)).not.toEqual([]);
  });

  it.each(linesOf(fact.pass))('is not contradicted by: %s', (sample) => {
    expect(findClaims(sample, { facts: allFacts() })).toEqual([]);
  });

  it('has frames that can be read, a note that exists and a correction', () => {
    for (const frame of linesOf(fact.wrong ?? '')) expect(() => parseFrame(frame, wholeLexicon())).not.toThrow();
    expect(notes).toContain(fact.note);
    if (fact.as) expect(misconceptions).toContain(fact.as);
  });
});

describe('facts', () => {
  it('each have an id of their own, apart from those of misconceptions', () => {
    const ids = facts.map(({ id }) => id);
    expect(ids.filter((id, index) => ids.indexOf(id) !== index || misconceptions.has(id))).toEqual([]);
  });
});
