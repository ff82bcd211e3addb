import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { ask } from '../../src/index.ts';

/** A question that was answered wrongly, and what a right answer says; written by `unpaste new case`. */
interface Case {
  id: string;
  q: string;
  must: string[];
}

const file = join(import.meta.dirname, 'pod', 'reported.yaml');
const cases = existsSync(file) ? (parse(readFileSync(file, 'utf8')) as Case[]) : [];

describe('questions somebody reported', () => {
  it.each(cases)('$id', async ({ q, must }) => {
    const { answer } = await ask(q, []);
    for (const pattern of must) expect(answer).toMatch(new RegExp(pattern, 'i'));
  });

  it('has no id twice', () => {
    expect(new Set(cases.map(({ id }) => id)).size).toBe(cases.length);
  });
});
