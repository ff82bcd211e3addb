import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { explain } from '../../src/index.ts';

/** A message as somebody typed it: which parts it has, in which language to answer, and whether to answer at all. */
interface Message {
  id: string;
  text: string;
  expect: {
    parts: { analyzer: string }[];
    alsoAccept?: { analyzer: string }[][];
    language: 'zh' | 'en' | 'any';
    reply: boolean | null;
  };
}

const folder = join(import.meta.dirname, 'route');
const names = (parts: { analyzer: string }[]) =>
  parts.map(({ analyzer }) => analyzer).filter((name) => name !== 'none');

for (const file of readdirSync(folder).filter((name) => name.endsWith('.jsonl'))) {
  const messages = readFileSync(join(folder, file), 'utf8')
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line) as Message);
  describe(file, () => {
    it.each(messages)('$id', async ({ text, expect: wanted }) => {
      const { report } = await explain(text);
      expect([wanted.parts, ...(wanted.alsoAccept ?? [])].map(names)).toContainEqual(names(report.parts));
      if (wanted.reply !== null) expect(report.reply).toBe(wanted.reply);
      if (wanted.reply && wanted.language !== 'any') expect(report.language).toBe(wanted.language);
    });
  });
}
