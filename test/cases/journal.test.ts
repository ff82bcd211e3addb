import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { explain } from '../../src/index.ts';

interface Case {
  id: string;
  paste: string;
  verdict: 'root-cause' | 'symptom-only' | 'healthy';
  causeId?: string[];
  cite?: string;
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

const cases = parse(readFileSync(join(import.meta.dirname, 'journal', 'services.yaml'), 'utf8')) as Case[];
const journalOf = async (text: string) =>
  (await explain(text, { language: 'en' })).report.parts.find((part) => part.analyzer === 'journal') as unknown as Part;

describe.each(cases)('$id', (expected) => {
  it(expected.verdict, async () => {
    const part = await journalOf(expected.paste);
    expect(part?.verdict).toBe(expected.verdict);
    if (expected.verdict !== 'root-cause') {
      expect(part.causes.filter((cause) => !['none', 'unknown'].includes(cause.causeId))).toEqual([]);
      if (expected.next) expect(part.next.join('\n')).toMatch(new RegExp(expected.next));
      return;
    }
    const [best] = part.causes;
    expect(expected.causeId).toContain(best!.causeId);
    if (expected.cite) expect(best!.lines.join('\n')).toContain(expected.cite);
    for (const wrong of expected.notCause ?? []) expect(best!.lines[0]).not.toContain(wrong);
    for (const word of expected.fix ?? []) expect(best!.fix).toContain(word);
    if (expected.independent) {
      expect(new Set(part.causes.slice(0, expected.independent).map((cause) => cause.causeId))).toEqual(
        new Set(expected.causeId),
      );
    }
  });
});
