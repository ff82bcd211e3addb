import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { parse } from 'yaml';
import { explain } from '../../../src/index.ts';
import { type JournalCase, type JournalPart, judgeLog } from '../../support/journal-case.ts';

const cases = parse(readFileSync(join(import.meta.dirname, 'structure.yaml'), 'utf8')) as JournalCase[];

// Programs of all kinds, many of which no rule knows: the line is found by its place, its kind by its words.
it.each(cases)('$id is $verdict', async (expected) => {
  const { parts } = (await explain(expected.paste, { language: 'en' })).report;
  const part = parts.find(({ analyzer }) => analyzer === 'journal') as unknown as JournalPart | undefined;
  expect(judgeLog(expected, expected.paste, part)).toEqual(['right', '']);
});
