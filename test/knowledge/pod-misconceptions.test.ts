import { RE2JS } from 're2js';
import { describe, expect, it } from 'vitest';
import { compileMisconception, findClaims } from '../../src/analyzers/pod/claims.ts';
import { paragraphsOf } from '../../src/analyzers/pod/paragraphs.ts';
import { readDomain } from '../../src/knowledge/read.ts';

const { entries } = readDomain('pod-misconceptions');
const notes = readDomain('pod-notes').entries;
const all = entries.map(compileMisconception);

describe.each(all)('misconception $entry.id', (rule) => {
  it.each(rule.entry.samples.match)('is found in: %s', (sample) => {
    expect(findClaims(sample, { entries: [rule] })[0]?.id).toBe(rule.entry.id);
  });

  it.each(rule.entry.samples.noMatch)('is not found in: %s', (sample) => {
    expect(findClaims(sample, { entries: [rule] })).toEqual([]);
  });

  it('has at least three samples of each kind and names a note that exists', () => {
    expect(rule.entry.samples.match.length).toBeGreaterThanOrEqual(3);
    expect(rule.entry.samples.noMatch.length).toBeGreaterThanOrEqual(3);
    expect(notes.map((note) => note.id)).toContain(rule.entry.note);
  });

  it('uses linear expressions only', () => {
    for (const expression of [...rule.match.flat(), ...rule.unless]) {
      expect(() => RE2JS.compile(expression.source.replaceAll('\\/', '/')), expression.source).not.toThrow();
    }
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
