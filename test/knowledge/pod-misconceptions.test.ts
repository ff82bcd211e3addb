import { describe, expect, it } from 'vitest';
import { findClaims } from '../../src/analyzers/pod/claims.ts';
import { paragraphsOf } from '../../src/analyzers/pod/paragraphs.ts';
import { readDomain } from '../../src/knowledge/read.ts';

const { entries } = readDomain('pod-misconceptions');
const notes = readDomain('pod-notes').entries;

describe.each(entries)('misconception $id', ({ note, samples }) => {
  it.each(samples.match)('is found in: %s', (sample) => {
    expect(findClaims(sample)).not.toEqual([]);
  });

  it.each(samples.noMatch)('is not found in: %s', (sample) => {
    expect(findClaims(sample)).toEqual([]);
  });

  it('has at least three samples of each kind and names a note that exists', () => {
    expect(samples.match.length).toBeGreaterThanOrEqual(3);
    expect(samples.noMatch.length).toBeGreaterThanOrEqual(3);
    expect(notes.map(({ id }) => id)).toContain(note);
  });
});

describe('what is right', () => {
  const sentences = notes.flatMap((note) =>
    [...paragraphsOf(note.text.zh), ...paragraphsOf(note.text.en)]
      .filter((paragraph) => !paragraph.startsWith('```'))
      .map((paragraph) => ({ id: note.id, text: paragraph.replace(/```[\s\S]*?```/g, '').replace(/[*`]/g, '') })),
  );

  it('is not flagged: no sentence of the notes is taken for a misconception', () => {
    const flagged = sentences.flatMap(({ id, text }) =>
      findClaims(text).map((claim) => `${id}: ${claim.id}: ${claim.quote}`),
    );
    expect(flagged).toEqual([]);
  }, 300_000);
});
