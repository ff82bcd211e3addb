import { describe, expect, it } from 'vitest';
import { objectTo } from '../../src/llm/verify.ts';
import { BAD } from './bad.ts';
import { FACTS } from './facts.ts';
import { GOOD } from './good.ts';

const languageOf = (set: string) => (set.endsWith('Zh') ? 'zh' : 'en');

describe('good sentences pass unharmed', () => {
  it.each(GOOD)('%s %j: %s', (set, facts, text) => {
    expect(objectTo({ text, facts }, FACTS[set], languageOf(set))).toBeNull();
  });
});

describe('bad sentences never reach a reader', () => {
  it.each(BAD)('%s %j: %s (%s)', (set, facts, text) => {
    expect(objectTo({ text, facts }, FACTS[set], languageOf(set))).not.toBeNull();
  });
});
