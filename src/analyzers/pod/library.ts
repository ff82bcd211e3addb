import { loadKnowledge } from '../../knowledge/load.ts';
import type { Note } from '../../knowledge/note.ts';
import { asNote } from '../../knowledge/reference.ts';

let all: Note[] | undefined;
let byId: Map<string, Note> | undefined;

/** Everything that answers a question about Pods: the notes, and what the reference says of a field, a flag or a reason. */
export function podLibrary(): Note[] {
  all ??= [
    ...loadKnowledge('pod-notes'),
    ...loadKnowledge('pod-reference').flatMap(({ entries, sources }) => entries.map((entry) => asNote(entry, sources))),
  ];
  return all;
}

/** The note or reference of an id. */
export function noteNamed(id: string): Note | undefined {
  byId ??= new Map(podLibrary().map((note) => [note.id, note]));
  return byId.get(id);
}

/** True for what comes from the reference: one thing told in a sentence or two. */
export const isReference = ({ id }: Pick<Note, 'id'>): boolean => id.startsWith('reference/');

const spoken = new Map<string, string>();

/** Whether a note speaks of a flag or a field by that name, in small letters. */
export function saysName(note: Note, name: string): boolean {
  let words = spoken.get(note.id);
  if (words === undefined) {
    words = [note.text.zh, note.text.en, ...note.terms, ...note.questions.zh, ...note.questions.en]
      .join('\n')
      .toLowerCase();
    spoken.set(note.id, words);
  }
  return words.includes(name);
}
