// A turn of phrase is explained where it stands, and not where something only looks like it.
import { describe, expect, it } from 'vitest';
import { ask, explain } from '../../src/index.ts';
import { loadKnowledge } from '../../src/knowledge/load.ts';

const idioms = loadKnowledge('idioms');

async function told(code: string, question: string): Promise<string> {
  const { memory } = await explain(code, { keepProse: true });
  const { answer } = await ask(question, memory, {});
  return answer.replace(/[`*]/g, '');
}

describe.each(idioms)('$id', ({ text, samples }) => {
  it.each(samples.find)('$asks', async ({ code, asks, says }) => {
    expect(await told(code, asks)).toMatch(new RegExp(says, 'i'));
  });
  it.each(samples.pass)('is not told of: $asks', async ({ code, asks }) => {
    const answer = await told(code, asks);
    // The longest piece of its text that has no part of the program in it.
    for (const words of [text.zh, text.en]) {
      const piece = words.split(/\{[^}]*\}/).sort((a, b) => b.length - a.length)[0]!;
      expect(answer).not.toContain(piece);
    }
  });
});
