import { describe, expect, it } from 'vitest';
import { gpio } from '../../../src/analyzers/gpio/index.ts';
import { DETECTORS } from '../../../src/analyzers/gpio/mistakes/index.ts';
import { loadKnowledge } from '../../../src/knowledge/load.ts';

const mistakes = loadKnowledge('mistakes');

it('has words for every detection and a detection for all words', () => {
  expect(mistakes.map((mistake) => mistake.id).sort()).toEqual(Object.keys(DETECTORS).sort());
});

describe.each(mistakes.map((mistake) => [mistake.id, mistake] as const))('%s', (kind, { samples }) => {
  it.each(samples.find)('is found at line $line, and nothing else', async ({ code, line }) => {
    const facts = await gpio.analyze(code, { lineOffset: 0 });
    expect(facts.findings.map((finding) => [finding.kind, finding.line])).toEqual([[kind, line]]);
  });

  it.each(samples.pass)('is not found in a program that only looks alike', async (code) => {
    const facts = await gpio.analyze(code, { lineOffset: 0 });
    expect(facts.findings.map((finding) => [finding.kind, finding.line])).toEqual([]);
  });
});
