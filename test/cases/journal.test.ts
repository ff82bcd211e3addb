import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { explain } from '../../src/index.ts';
import { failuresOf, type JournalCase, type JournalPart, judgeLog } from '../support/journal-case.ts';
import { recipes, TRUTHS } from '../support/journal-truth.ts';

const folder = join(import.meta.dirname, 'journal');
const casesOf = (file: string) => parse(readFileSync(join(folder, file), 'utf8')) as JournalCase[];
const files = readdirSync(folder).filter((file) => file.endsWith('.yaml') && file !== 'open.yaml');
const journalOf = async (text: string) =>
  (await explain(text, { language: 'en' })).report.parts.find(
    (part) => part.analyzer === 'journal',
  ) as unknown as JournalPart;

async function check(expected: JournalCase): Promise<void> {
  const part = await journalOf(expected.paste);
  expect(judgeLog(expected, expected.paste, part)).toEqual(['right', '']);
  if (expected.verdict !== 'root-cause')
    expect(part.causes.filter((cause) => !['none', 'unknown'].includes(cause.causeId))).toEqual([]);
  if (expected.independent)
    expect(
      new Set(
        failuresOf(part)
          .slice(0, expected.independent)
          .map((cause) => cause.causeId),
      ),
    ).toEqual(new Set(expected.causeId));
}

describe.each(files)('%s', (file) => {
  it.each(casesOf(file))('$id is $verdict', check);
});

// Answers known to be wrong today; a case that starts to pass moves to the file of its theme.
const open = existsSync(join(folder, 'open.yaml')) ? casesOf('open.yaml') : [];
describe.runIf(open.length)('still wrong', () => {
  for (const expected of open) it.fails(`${expected.id} is ${expected.verdict}`, () => check(expected));
});

const all = [...files.flatMap(casesOf), ...open];

it('has no id twice', () => {
  const ids = all.map(({ id }) => id);
  expect(ids.filter((id, at) => ids.indexOf(id) !== at)).toEqual([]);
});

it('says of every case how its truth was obtained', () => {
  expect(all.filter(({ truth }) => !Object.hasOwn(TRUTHS, truth)).map(({ id }) => id)).toEqual([]);
});

it('has a recipe for every case that is called reproduced, and no other', () => {
  const reproduced = all.filter(({ truth }) => truth === 'reproduced').map(({ id }) => id);
  expect(recipes().sort()).toEqual(reproduced.sort());
});
