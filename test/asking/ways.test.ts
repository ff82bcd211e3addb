import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { knownWay } from '../../src/analyzers/gpio/ask/known-way.ts';
import { loadKnowledge } from '../../src/knowledge/load.ts';

const LANGUAGES = ['zh', 'en'] as const;
type HeldOut = { name: string; zh?: string[]; en?: string[] }[];

/** What the wordings call pins: each is one where two are spoken of. */
const PINS = /LED\d|[红绿黄](?:灯|的)|\b(?:red|green|yellow)\b/g;
const NAMES = /\{name\}/;

function taken(question: string): string | null {
  const named = question.match(PINS) ?? [];
  const pins = named.length > 1 ? named : named.filter((name) => /^LED/.test(name));
  const names = NAMES.test(question) ? ['beat_ms'] : [];
  return knownWay(question.replace(/\{name\}/g, 'beat_ms'), { pins, names, onlyOne: false })?.name ?? null;
}

describe('a wording that the knowledge does not hold', () => {
  const heldOut = parse(readFileSync('test/asking/ways/gpio.yaml', 'utf8')) as HeldOut;

  it.each(LANGUAGES)('is mostly taken as its own question and hardly ever as another (%s)', (language) => {
    const all = heldOut.flatMap(({ name, [language]: wordings }) =>
      (wordings ?? []).map((wording) => ({ name, as: taken(wording) })),
    );
    const own = all.filter(({ name, as }) => as === name).length;
    const other = all.filter(({ name, as }) => as !== null && as !== name).length;
    expect(own / all.length).toBeGreaterThan(0.5);
    expect(other / all.length).toBeLessThan(0.02);
  });

  it('is held by no file', () => {
    const held = new Set(
      loadKnowledge('gpio-asked').flatMap(({ ways }) => ways.flatMap(({ said }) => [...said.zh, ...said.en])),
    );
    expect(heldOut.flatMap(({ zh, en }) => [...(zh ?? []), ...(en ?? [])]).filter((each) => held.has(each))).toEqual(
      [],
    );
  });
});

it('a question about something else is taken as none', () => {
  const foreign = readFileSync('test/asking/ways/foreign-gpio.txt', 'utf8').split('\n').filter(Boolean);
  expect(foreign.length).toBeGreaterThan(150);
  expect(foreign.filter((question) => taken(question) !== null)).toEqual([]);
});
