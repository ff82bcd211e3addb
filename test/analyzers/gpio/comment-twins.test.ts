import fs from 'node:fs';
import { describe, expect, it } from 'vitest';
import { gpio } from '../../../src/analyzers/gpio/index.ts';

/** Programs with a comment or name that lies, and the same that tells the truth: `«lie¦truth»`; a few only look like lies. */
const twins = fs
  .readFileSync(new URL('comment-twins.txt', import.meta.url), 'utf8')
  .split(/^=== /m)
  .slice(1)
  .map((twin): [string, string] => [twin.slice(0, twin.indexOf('\n')), twin.slice(twin.indexOf('\n') + 1)]);

const EITHER = /«([^»]*)¦([^»]*)»/g;
/** Lines between the comment that lies and the code that shows it. */
const NEAR = 2;

async function contradictions(code: string): Promise<number[]> {
  const { findings } = await gpio.analyze(code, { lineOffset: 0 });
  return findings.filter(({ kind }) => kind === 'comment-contradicts-code').map(({ line }) => line);
}

describe.each(twins.filter(([, text]) => text.includes('«')))('%s', (_, text) => {
  it('is found where the comment lies', async () => {
    const lying = [...text.matchAll(EITHER)].map(({ index }) => text.slice(0, index).split('\n').length);
    const found = await contradictions(text.replace(EITHER, '$1'));
    expect(found.length).toBeGreaterThan(0);
    expect(found.filter((line) => !lying.some((at) => Math.abs(at - line) <= NEAR))).toEqual([]);
  });
});

it.each(twins)('%s: nothing is found where it tells the truth', async (_, text) => {
  expect(await contradictions(text.replace(EITHER, '$2'))).toEqual([]);
});
