import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { waysOfPrograms } from '../../src/analyzers/gpio/ask/known-way.ts';
import { waysOfLogs } from '../../src/analyzers/journal/ask/known-way.ts';
import { loadKnowledge } from '../../src/knowledge/load.ts';

type HeldOut = { name: string; zh?: string[]; en?: string[] }[];

/** What the wordings call pins: each is one where two are spoken of. */
const PINS = /LED\d|[红绿黄](?:灯|的)|\b(?:red|green|yellow)\b/g;

describe.each([
  ['gpio', waysOfPrograms()],
  ['journal', waysOfLogs()],
] as const)('a question about a paste of %s', (kind, ways) => {
  const heldOut = parse(readFileSync(`test/asking/ways/${kind}.yaml`, 'utf8')) as HeldOut;

  function taken(question: string): string | null {
    const named: string[] = question.match(PINS) ?? [];
    const pins = named.length > 1 ? named : named.filter((name) => /^LED/.test(name));
    const asked = question.replaceAll('{name}', 'beat_ms');
    return ways.known(asked, { pins, names: asked === question ? [] : ['beat_ms'] })?.name ?? null;
  }

  it.each([
    'zh',
    'en',
  ] as const)('in words of its own is mostly taken as what it is, hardly ever as another (%s)', (language) => {
    const all = heldOut.flatMap(({ name, [language]: wordings }) =>
      (wordings ?? []).map((wording) => ({ name, as: taken(wording) })),
    );
    const own = all.filter(({ name, as }) => as === name).length;
    const other = all.filter(({ name, as }) => as !== null && as !== name).length;
    expect(own / all.length).toBeGreaterThan(0.5);
    expect(other / all.length).toBeLessThan(0.02);
  });

  it('is tried with wordings that no file holds', () => {
    const held = new Set(
      loadKnowledge(`${kind}-asked`).flatMap((file) => file.ways.flatMap(({ said }) => [...said.zh, ...said.en])),
    );
    expect(heldOut.flatMap(({ zh, en }) => [...(zh ?? []), ...(en ?? [])]).filter((each) => held.has(each))).toEqual(
      [],
    );
  });

  it('about something else is taken as none', () => {
    const foreign = readFileSync(`test/asking/ways/foreign-${kind}.txt`, 'utf8').split('\n').filter(Boolean);
    expect(foreign.length).toBeGreaterThan(150);
    expect(foreign.filter((question) => taken(question) !== null)).toEqual([]);
  });
});
