import type { Note } from '../../knowledge/note.ts';
import type { Language } from '../../language/language.ts';
import { tokensOf } from '../../language/terms.ts';

/** An answer longer than this is no answer. */
const ANSWER_CHARS = { zh: 800, en: 1_300 } as const;

/** The paragraphs of a Markdown text; a code block belongs to the words that introduce it. */
export function paragraphsOf(markdown: string): string[] {
  const paragraphs: string[] = [];
  let fenced = false;
  let current: string[] = [];
  const flush = (): void => {
    const text = current.join('\n').trim();
    if (text !== '') {
      // "Like this:" and the block below it are one.
      if (/^```/.test(text) && paragraphs.length > 1 && /[:：]$/.test(paragraphs.at(-1)!)) {
        paragraphs[paragraphs.length - 1] += `\n${text}`;
      } else paragraphs.push(text);
    }
    current = [];
  };
  for (const line of markdown.split('\n')) {
    if (/^\s*```/.test(line)) {
      if (!fenced) flush();
      current.push(line);
      if (fenced) flush();
      fenced = !fenced;
    } else if (!fenced && line.trim() === '') flush();
    else current.push(line);
  }
  flush();
  return paragraphs;
}

const known = new Map<string, Set<string>>();

/** What a paragraph speaks of; notes do not change while the program runs. */
export function keysOf(paragraph: string): Set<string> {
  let keys = known.get(paragraph);
  if (!keys) {
    keys = new Set(tokensOf(paragraph).map((token) => token.key));
    known.set(paragraph, keys);
  }
  return keys;
}

/**
 * The part of a note that answers a question: the first paragraph, then those that share most with the question, in
 * the note's order, as long as there is room.
 * @param taken characters that something else needs of the room
 */
export function answerFrom(note: Note, language: Language, keys: ReadonlySet<string>, taken = 0): string {
  const [lead = '', ...rest] = paragraphsOf(note.text[language]);
  const scored = rest.map((text, order) => {
    const own = keysOf(text);
    let shared = 0;
    for (const key of keys) if (own.has(key) && key !== '=pod' && key !== '=container') shared += 1;
    return { text, order, shared };
  });
  let room = ANSWER_CHARS[language] - lead.length - taken;
  const chosen = new Set<number>();
  for (const { text, order } of [...scored].sort((a, b) => b.shared - a.shared || a.order - b.order)) {
    if (text.length > room || chosen.size >= 3) continue;
    chosen.add(order);
    room -= text.length;
  }
  return [lead, ...rest.filter((_, order) => chosen.has(order))].join('\n\n');
}

/** The first paragraph alone: what the note says in one breath. */
export function leadOf(note: Note, language: Language): string {
  return paragraphsOf(note.text[language])[0] ?? note.title[language];
}
