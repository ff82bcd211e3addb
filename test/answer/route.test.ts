import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { explain } from '../../src/index.ts';

const folder = new URL('../cases/route/', import.meta.url);

interface Message {
  id: string;
  kind: string;
  text: string;
  expect: {
    /** The parts in the message's order; chat and other languages' code are none. */
    parts: { analyzer: string }[];
    /** Other lists that are as good. */
    alsoAccept?: { analyzer: string }[][];
    language: 'zh' | 'en' | 'any';
    /** Null where answering and silence are both fine. */
    reply: boolean | null;
  };
}

describe.each(readdirSync(folder).filter((name) => name.endsWith('.jsonl')))('the messages of %s', (file) => {
  const messages = readFileSync(new URL(file, folder), 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Message);

  it.each(messages)('$id ($kind) is taken apart, answered in its language, or left alone', async ({
    text,
    expect: wanted,
  }) => {
    const { report } = await explain(text);
    const names = (parts: { analyzer: string }[]) => parts.map((part) => part.analyzer).join(' ');
    expect([wanted.parts, ...(wanted.alsoAccept ?? [])].map(names)).toContain(names(report.parts));
    if (wanted.reply !== null) expect(report.reply).toBe(wanted.reply);
    if (wanted.reply && wanted.language !== 'any') expect(report.language).toBe(wanted.language);
  });
});
