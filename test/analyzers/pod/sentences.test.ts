import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { findClaims } from '../../../src/analyzers/pod/claims.ts';

const sentences = readFileSync(new URL('../../cases/pod/sentences.txt', import.meta.url), 'utf8').split('\n');
const marked = (mark: string): string[] =>
  sentences.filter((line) => line.startsWith(`${mark} `)).map((line) => line.slice(2));

describe('single sentences about Pods', () => {
  it.each(marked('T'))('true, and left alone: %s', (sentence) => {
    expect(findClaims(sentence)).toEqual([]);
  });

  it('are flagged where they are false, nine of ten at least', () => {
    const missed = marked('F').filter((sentence) => findClaims(sentence).length === 0);
    expect(missed.length / marked('F').length, missed.join('\n')).toBeLessThanOrEqual(0.1);
  });
});
