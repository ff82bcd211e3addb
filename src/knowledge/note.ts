import { z } from 'zod';
import { BothLanguages, EntryId } from './words.ts';

/** A drawing for a note where looking beats reading. Texts in both languages, no geometry: that is the drawing's own. */
export const NotePicture = z.discriminatedUnion('shape', [
  /** Boxes side by side inside a frame, bars below them for what they have in common. */
  z
    .object({
      shape: z.literal('boxes'),
      title: BothLanguages,
      boxes: z
        .array(z.object({ title: BothLanguages, lines: z.array(BothLanguages).max(5) }).strict())
        .min(2)
        .max(4),
      bars: z.array(BothLanguages).max(4).default([]),
    })
    .strict(),
  /** What happens over time, a lane for each thing that happens; times in percent of the width. */
  z
    .object({
      shape: z.literal('lanes'),
      title: BothLanguages,
      lanes: z
        .array(
          z
            .object({
              label: BothLanguages,
              spans: z
                .array(
                  z
                    .object({
                      from: z.number().min(0).max(100),
                      to: z.number().min(0).max(100),
                      text: BothLanguages,
                      kind: z.enum(['good', 'bad', 'warn', 'quiet']),
                    })
                    .strict(),
                )
                .min(1)
                .max(5),
            })
            .strict(),
        )
        .min(1)
        .max(6),
      marks: z
        .array(z.object({ at: z.number().min(0).max(100), text: BothLanguages }).strict())
        .max(5)
        .default([]),
    })
    .strict(),
]);
export type NotePicture = z.infer<typeof NotePicture>;

/** One topic about Pods: `knowledge/pod/notes/<id>.md`, front matter, then `# zh` and `# en`. */
export const Note = z
  .object({
    id: EntryId,
    title: BothLanguages,
    /** The ways people ask it, at least three a language, short and long, with their usual misspellings. */
    questions: z.object({ zh: z.array(z.string()).min(3), en: z.array(z.string()).min(3) }).strict(),
    /** The note's own words for search: field names, reasons, abbreviations. */
    terms: z.array(z.string()).default([]),
    /** Since which Kubernetes version something is so, was removed, or changed its default. */
    versions: z.array(z.object({ version: z.string(), what: BothLanguages }).strict()).default([]),
    related: z.array(EntryId).default([]),
    picture: NotePicture.optional(),
    sources: z.array(z.string()).min(1),
    /** Markdown. The first paragraph alone answers the question; the rest says why and shows how. */
    text: BothLanguages,
  })
  .strict();
export type Note = z.infer<typeof Note>;

/** A topic beside Pods that no note is about: `knowledge/pod/elsewhere/<id>.yaml`. What it is asked, the notes do not answer. */
export const Elsewhere = z
  .object({
    id: EntryId,
    title: BothLanguages,
    questions: z.object({ zh: z.array(z.string()).min(2), en: z.array(z.string()).min(2) }).strict(),
    terms: z.array(z.string()).default([]),
  })
  .strict();
export type Elsewhere = z.infer<typeof Elsewhere>;

/** One wrong claim people repeat, known by sentences that make it: `knowledge/pod/misconceptions/<id>.md`; the text says what is right. */
export const Misconception = z
  .object({
    id: EntryId,
    /** The note that holds the whole story. */
    note: EntryId,
    title: BothLanguages,
    sources: z.array(z.string()).min(1),
    /** Sentences that make it, and right ones close to it; others are compared with both. */
    samples: z.object({ match: z.array(z.string()).min(2), noMatch: z.array(z.string()).min(2) }).strict(),
    text: BothLanguages,
  })
  .strict();
export type Misconception = z.infer<typeof Misconception>;
