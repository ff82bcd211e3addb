import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { parse } from 'yaml';
import { explain } from '../../../src/index.ts';
import { type JournalCase, type JournalPart, judgeLog } from '../../support/journal-case.ts';

const cases = [
  'unseen.yaml',
  'tables.yaml',
  'scary.yaml',
  'programs.yaml',
  'bare.yaml',
  'breadth.yaml',
  'others.yaml',
  'told.yaml',
].flatMap((file) => parse(readFileSync(join(import.meta.dirname, file), 'utf8')) as JournalCase[]);

// What a rule or a mark gives to one log, another may take away: these keep every answer that was once right.
it.each(cases)('$id is $verdict', async (expected) => {
  const { parts } = (await explain(expected.paste, { language: 'en' })).report;
  const part = parts.find(({ analyzer }) => analyzer === 'journal') as unknown as JournalPart | undefined;
  expect(judgeLog(expected, expected.paste, part)).toEqual(['right', '']);
});
