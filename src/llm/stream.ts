import { z } from 'zod';
import type { Sentence } from './verify.ts';

/** The form a model has to answer in. */
export const Answer = z.object({
  sentences: z.array(z.object({ text: z.string(), facts: z.array(z.string()) })),
});

/**
 * Finds the sentences in a JSON answer while it still arrives: feed() returns those that have become whole. What is no
 * such JSON gives nothing.
 */
export class SentenceStream {
  #text = '';
  #from = -1;

  feed(chunk: string): Sentence[] {
    this.#text += chunk;
    if (this.#from < 0) {
      const list = this.#text.indexOf('[');
      if (list < 0) return [];
      this.#from = list + 1;
    }
    const whole: Sentence[] = [];
    for (;;) {
      const end = objectEnd(this.#text, this.#from);
      if (end === null) return whole;
      const start = this.#text.indexOf('{', this.#from);
      const parsed = Answer.shape.sentences.element.safeParse(parseJson(this.#text.slice(start, end)));
      if (parsed.success) whole.push(parsed.data);
      this.#from = end;
    }
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

/** The end of the next whole object after `from`, null where it has not arrived yet. */
function objectEnd(text: string, from: number): number | null {
  let depth = 0;
  let inString = false;
  for (let at = from; at < text.length; at += 1) {
    const character = text[at];
    if (inString) {
      if (character === '\\') at += 1;
      else if (character === '"') inString = false;
    } else if (character === '"') inString = true;
    else if (character === '{') depth += 1;
    else if (character === '}') {
      depth -= 1;
      if (depth === 0) return at + 1;
    }
  }
  return null;
}
