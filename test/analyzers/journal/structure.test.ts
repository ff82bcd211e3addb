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

// A number behind a key in brackets was told as a port: "The log names port 32".
it('no key of a list in brackets is taken for a port', async () => {
  const line =
    '[ 88.104502] EDAC MC0: 1 UE memory read error on CPU_SrcID#0_Ha#0_Chan#1_DIMM#0 (channel:1 slot:0 page:0x3f2a11 offset:0xc40 grain:32)';
  const said = async (paste: string): Promise<string> =>
    JSON.stringify((await explain(paste, { language: 'en' })).report.parts);
  const edac = await said(`${line}\n[ 88.104600] reboot: Restarting system`);
  expect(edac).toContain('could not be corrected');
  expect(edac).not.toMatch(/port `32`/);
  expect(await said('Jun 02 12:12:14 web1 app[88]: dial tcp db:5432: connect: connection refused')).toMatch(/`?5432`?/);
});
