import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { explain } from '../../src/index.ts';

/** One paste and its answer; the fields are explained at the top of journal/services.yaml. */
interface Case {
  id: string;
  paste: string;
  verdict: 'root-cause' | 'symptom-only' | 'healthy';
  causeId?: string[];
  cite?: string | string[];
  notCause?: string[];
  fix?: string[];
  next?: string;
  independent?: number;
}
interface Part {
  analyzer: string;
  verdict: string;
  causes: { causeId: string; lines: string[]; fix: string; independent: boolean }[];
  next: string[];
}

const folder = join(import.meta.dirname, 'journal');
const casesOf = (file: string) => parse(readFileSync(join(folder, file), 'utf8')) as Case[];
const files = readdirSync(folder).filter((file) => file.endsWith('.yaml') && file !== 'open.yaml');
const journalOf = async (text: string) =>
  (await explain(text, { language: 'en' })).report.parts.find((part) => part.analyzer === 'journal') as unknown as Part;

async function check(expected: Case): Promise<void> {
  const part = await journalOf(expected.paste);
  expect(part?.verdict).toBe(expected.verdict);
  if (expected.verdict !== 'root-cause') {
    expect(part.causes.filter((cause) => !['none', 'unknown'].includes(cause.causeId))).toEqual([]);
    if (expected.next) expect(part.next.join('\n')).toMatch(new RegExp(expected.next, 'i'));
    return;
  }
  const [best] = part.causes;
  expect(expected.causeId).toContain(best!.causeId);
  const lines = best!.lines.join('\n');
  const cites = [expected.cite ?? []].flat();
  if (cites.length > 0)
    expect(
      cites.filter((cite) => lines.includes(cite)),
      lines,
    ).not.toEqual([]);
  for (const wrong of expected.notCause ?? []) expect(best!.lines[0]).not.toContain(wrong);
  for (const pattern of expected.fix ?? []) expect(best!.fix).toMatch(new RegExp(pattern, 'i'));
  if (expected.independent) {
    const found = part.causes.filter((cause, at) => at === 0 || cause.independent);
    expect(new Set(found.slice(0, expected.independent).map((cause) => cause.causeId))).toEqual(
      new Set(expected.causeId),
    );
  }
}

describe.each(files)('%s', (file) => {
  it.each(casesOf(file))('$id is $verdict', check);
});

// Answers known to be wrong today; a case that starts to pass moves to the file of its theme.
const open = existsSync(join(folder, 'open.yaml')) ? casesOf('open.yaml') : [];
describe.runIf(open.length)('still wrong', () => {
  for (const expected of open) it.fails(`${expected.id} is ${expected.verdict}`, () => check(expected));
});

it('has no id twice', () => {
  const ids = [...files.flatMap(casesOf), ...open].map(({ id }) => id);
  expect(ids.filter((id, at) => ids.indexOf(id) !== at)).toEqual([]);
});
