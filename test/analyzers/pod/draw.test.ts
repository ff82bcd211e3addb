import { describe, expect, it } from 'vitest';
import { pod } from '../../../src/analyzers/pod/index.ts';
import { readDomain } from '../../../src/knowledge/read.ts';
import { textWidth } from '../../../src/pictures/theme.ts';

const drawn = readDomain('pod-notes').entries.filter((note) => note.picture);

describe.each(drawn)('the picture of note $id', (note) => {
  it.each(['zh', 'en'] as const)('is drawn in %s, said in words, and every text fits its box', (language) => {
    const finding = {
      question: '?',
      notes: [note.id],
      related: [],
      declined: null,
      elsewhere: null,
      confidence: 1,
      keys: [],
    };
    const facts = { kind: 'question' as const, lines: [1, 1] as [number, number], findings: [finding], statements: [] };
    const pictures = pod.draw!(facts, language, 'light');
    expect(pictures.map((picture) => picture.name)).toEqual([`pod-${note.id}`]);
    const { svg, alt } = pictures[0]!;
    expect(svg).toContain(note.picture!.title[language].slice(0, 12));
    expect(alt.length).toBeGreaterThan(40);
    expect(/\p{Script=Han}/u.test(alt)).toBe(language === 'zh');
    if (note.picture!.shape !== 'lanes') return;
    for (const { spans } of note.picture!.lanes) {
      for (const span of spans) {
        expect(textWidth(span.text[language], 12), span.text[language]).toBeLessThan((span.to - span.from) * 5.2);
      }
    }
  });
});

describe('questions whose note has no picture', () => {
  it('draw nothing', async () => {
    const facts = await pod.analyze('what is hostPath', { lineOffset: 0 });
    expect(pod.draw!(facts, 'en', 'light')).toEqual([]);
  });
});
