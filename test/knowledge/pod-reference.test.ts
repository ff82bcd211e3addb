import { describe, expect, it } from 'vitest';
import { isReference, noteNamed } from '../../src/analyzers/pod/library.ts';
import { questionTokens, retrieve } from '../../src/analyzers/pod/retrieve.ts';
import { readDomain } from '../../src/knowledge/read.ts';
import { asNote } from '../../src/knowledge/reference.ts';

const { entries: files } = readDomain('pod-reference');
const entries = files.flatMap(({ entries, sources }) =>
  entries.map((entry) => ({ entry, note: asNote(entry, sources) })),
);

describe.each(entries)('reference $entry.name', ({ entry, note }) => {
  it('says it in a sentence or two in either language, and calls it by its name', () => {
    for (const language of ['zh', 'en'] as const) {
      expect(entry.is[language].length).toBeGreaterThan(20);
      expect(note.text[language].length).toBeLessThan(620);
    }
    expect(/\p{Script=Han}/u.test(entry.is.zh)).toBe(true);
    expect(/\p{Script=Han}/u.test(`${entry.is.en}${entry.more?.en ?? ''}`)).toBe(false);
  });

  it('belongs to a note that exists', () => {
    expect(noteNamed(entry.note)?.id).toBe(entry.note);
  });

  it('is found by what people ask who do not know its name', () => {
    const asked = [...entry.asked.zh, ...entry.asked.en];
    const lost = asked.filter(
      (question) => !retrieve(questionTokens(question), 4).some((hit) => hit.note.id === note.id),
    );
    expect(lost.length, lost.join(' | ')).toBeLessThanOrEqual(asked.length * 0.15);
  });
});

describe('the reference', () => {
  it('has no name twice', () => {
    const ids = entries.map(({ note }) => note.id);
    expect(ids.filter((id, at) => ids.indexOf(id) !== at)).toEqual([]);
    expect(entries.every(({ note }) => isReference(note))).toBe(true);
  });
});
