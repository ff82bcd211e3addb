import { describe, expect, it } from 'vitest';
import { askedPattern } from '../../src/knowledge/asked.ts';
import { readDomain } from '../../src/knowledge/read.ts';

describe.each(['journal-asked', 'gpio-asked', 'pod-asked'] as const)('%s', (domain) => {
  const all = readDomain(domain).entries.flatMap((file) => [...file.things, ...file.keywords, ...file.fields]);

  it('means the questions of its samples and not those near to them', () => {
    const wrong = all.flatMap(({ asked, samples }) => [
      ...samples.asked
        .filter((question) => !askedPattern(asked).test(question))
        .map((question) => `misses: ${question}`),
      ...samples.not.filter((question) => askedPattern(asked).test(question)).map((question) => `takes: ${question}`),
    ]);
    expect(wrong).toEqual([]);
  });

  it('finds the lines of its samples', () => {
    const wrong = all.flatMap((each) =>
      'written' in each ? each.samples.lines.filter((line) => !askedPattern(each.written).test(line)) : [],
    );
    expect(wrong).toEqual([]);
  });

  it('is quick on a hostile question', () => {
    const hostile = ['probe '.repeat(200), '探针'.repeat(400), 'cpu limit '.repeat(150), 'a'.repeat(4000)];
    for (const { asked } of all) for (const text of hostile) askedPattern(asked).test(text);
  });
});
