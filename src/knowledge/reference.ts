import { z } from 'zod';
import type { Note } from './note.ts';
import { BothLanguages, EntryId } from './words.ts';

const Both = z.object({ zh: z.array(z.string()), en: z.array(z.string()) }).strict();

/** A field, a flag or a reason by its name, and the one or two sentences that tell it. */
const ReferenceEntry = z
  .object({
    /** As manifests, kubectl or events write it; a path (`grpc.port`) where the last word alone names several things. */
    name: z.string().min(3),
    /** Answers by itself, with the yes or no first where there is one. */
    is: BothLanguages,
    /** What else one has to know to use it. */
    more: BothLanguages.optional(),
    /** The value it has where it is left out. */
    default: z.string().optional(),
    since: z.string().optional(),
    /** Kinds of objects that have it, where a manifest without it may be told the default. */
    kinds: z.array(z.string()).default([]),
    /** The note that tells the whole story. */
    note: EntryId,
    /** How people ask who do not know the name. */
    asked: Both.prefault({ zh: [], en: [] }),
  })
  .strict();
export type ReferenceEntry = z.infer<typeof ReferenceEntry>;

/** Fields, flags and reasons by topic: `knowledge/pod/reference/<topic>.yaml`. */
export const Reference = z
  .object({ id: EntryId, sources: z.array(z.string()).min(1), entries: z.array(ReferenceEntry).min(1) })
  .strict();
export type Reference = z.infer<typeof Reference>;

/** The last word of an entry's name: what stands in a manifest. */
export const keyOf = ({ name }: Pick<ReferenceEntry, 'name'>): string => name.slice(name.lastIndexOf('.') + 1);

/** An entry as a note of few words, so that it is found and told as notes are. */
export function asNote(entry: ReferenceEntry, sources: string[]): Note {
  const { name, asked } = entry;
  const text = (language: 'zh' | 'en'): string =>
    [entry.is[language], ...(entry.more ? [entry.more[language]] : [])].join('\n\n');
  return {
    id: `reference/${name.toLowerCase().replace(/[^a-z0-9.]+/g, '-')}`,
    title: { zh: name, en: name },
    questions: {
      zh: [`${name} 是什么`, `${name} 默认值`, ...asked.zh],
      en: [`what is ${name}`, `default of ${name}`, ...asked.en],
    },
    terms: [name],
    versions: [],
    related: [entry.note],
    sources,
    text: { zh: text('zh'), en: text('en') },
  };
}
