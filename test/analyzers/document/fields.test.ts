import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { ask, explain, type PartMemory } from '../../../src/index.ts';
import { readDomain } from '../../../src/knowledge/read.ts';

const read = (name: string): unknown =>
  parse(readFileSync(new URL(`../../cases/fields/${name}.yaml`, import.meta.url), 'utf8'));
const heldOut = read('held-out') as { field: string; in: string; zh: string[]; en: string[] }[];
const manifests = new Map<string, PartMemory[]>();
for (const [name, paste] of Object.entries(read('manifests') as Record<string, string>))
  manifests.set(name, (await explain(paste, { keepProse: true })).memory);

const asked = readDomain('pod-fields').entries.flatMap(({ fields }) => fields);
const tells = new Map(
  readDomain('pod-reference').entries.flatMap(({ entries }) => entries.map(({ name, is }) => [name, is] as const)),
);
for (const { field, is } of asked) if (is) tells.set(field, is);

/** How an answer begins that offers what is nearest. */
const OPEN = /^(?:没有把握|Not sure which)/;

/** The fields that an answer tells of. */
const toldIn = (answer: string, language: 'zh' | 'en'): string[] =>
  [...tells].flatMap(([field, is]) => (answer.includes(is[language]) ? [field] : []));

describe('a field of a manifest that a question does not name', () => {
  it('has an explanation and stands once', () => {
    expect(asked.filter(({ field }) => !tells.has(field)).map(({ field }) => field)).toEqual([]);
    expect(new Set(asked.map(({ field }) => field)).size).toBe(asked.length);
  });

  it('is found by ways of asking that were held out, and hardly ever taken for another', async () => {
    const seen = { right: 0, offered: 0, all: 0 };
    const wrong: string[] = [];
    for (const { field, in: name, zh, en } of heldOut)
      for (const [language, questions] of [
        ['zh', zh],
        ['en', en],
      ] as const)
        for (const question of questions) {
          seen.all += 1;
          const { answer } = await ask(question, manifests.get(name)!);
          const told = toldIn(answer, language);
          if (told.includes(field)) seen[OPEN.test(answer) ? 'offered' : 'right'] += 1;
          else if (told.length > 0 && !OPEN.test(answer)) wrong.push(`${question}: ${told[0]} for ${field}`);
        }
    expect(wrong.length, wrong.join('\n')).toBeLessThan(seen.all * 0.03);
    expect(seen.right).toBeGreaterThan(seen.all * 0.17);
    expect(seen.right + seen.offered).toBeGreaterThan(seen.all * 0.4);
  });

  it('is told of no question that no field settles', async () => {
    const taken: string[] = [];
    for (const question of read('unsettled') as string[])
      for (const name of ['deployment', 'service', 'hpa']) {
        const { answer } = await ask(question, manifests.get(name)!);
        const language = /\p{Script=Han}/u.test(question) ? 'zh' : 'en';
        if (toldIn(answer, language).length > 0 && !OPEN.test(answer)) taken.push(`${name}: ${question} → ${answer}`);
      }
    expect(taken).toEqual([]);
  });
});
