import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { pod } from '../../../src/analyzers/pod/index.ts';

const folder = new URL('../../cases/pod/', import.meta.url);
const files = readdirSync(folder).filter((name) => /^articles-\d+\.jsonl$/.test(name));

interface Article {
  id: string;
  text: string;
  /** The wrong claims of the text, word for word; everything else in it is right. */
  wrong: string[];
}

/** How much of the shorter of two stretches lies in the other, 0 to 1. */
function overlap(text: string, a: string, b: string): number {
  const [from, start] = [text.indexOf(a), text.indexOf(b)];
  const shared = Math.min(from + a.length, start + b.length) - Math.max(from, start);
  return shared / Math.min(a.length, b.length);
}

describe.each(files)('the pasted texts of %s', async (file) => {
  const texts = readFileSync(new URL(file, folder), 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Article);
  const read = await Promise.all(
    texts.map(async (article) => {
      const facts = await pod.analyze(article.text, { lineOffset: 0 });
      return { ...article, quotes: (pod.say(facts, 'en').flags ?? []).map((flag) => flag.quote) };
    }),
  );

  it('have their wrong claims flagged', () => {
    const missed = read.flatMap(({ text, wrong, quotes }) =>
      wrong.filter((claim) => !quotes.some((quote) => overlap(text, claim, quote) >= 0.7)),
    );
    const all = read.reduce((sum, { wrong }) => sum + wrong.length, 0);
    expect(missed.length / all, missed.join('\n')).toBeLessThanOrEqual(0.05);
  });

  it('have nothing flagged that is right', () => {
    const wrongly = read.flatMap(({ text, wrong, quotes }) =>
      quotes.filter((quote) => !wrong.some((claim) => overlap(text, claim, quote) >= 0.5)),
    );
    expect(wrongly).toEqual([]);
  });
});
