import { z } from 'zod';
import { isPattern } from './asked.ts';
import { BothLanguages, EntryId } from './words.ts';

const Pattern = z.string().min(1).refine(isPattern, 'no valid regular expression');

/** A field of a manifest, and how people ask for what it settles who do not name it. */
const PodField = z
  .object({
    /** The end of its path; what stands before the last dot are parts of the path or the kind. One name of `reference/` where that tells it. */
    field: z.string().min(3),
    /** Where its name alone stands in several places: one of these is above it or is the kind. */
    in: z.array(z.string().min(2)).default([]),
    /** Paths it is not meant at. */
    not: Pattern.optional(),
    /** Kinds of objects that a default is told for where the field is not written; `Pod` is whatever has containers. */
    kinds: z.array(z.string()).default([]),
    default: z.string().optional(),
    /** What it does, where `reference/` does not tell it. */
    is: BothLanguages.optional(),
    /** The value with which a question of yes or no that reads so is answered with yes, and with any other value no. */
    yes: z.array(z.object({ asked: Pattern, value: z.string() }).strict()).default([]),
    zh: z.array(z.string().min(2)),
    en: z.array(z.string().min(2)),
  })
  .strict();
export type PodField = z.infer<typeof PodField>;

/** Fields by topic: `knowledge/pod/fields/<topic>.yaml`. */
export const PodFields = z
  .object({
    id: EntryId,
    sources: z.array(z.string()).min(1),
    fields: z.array(PodField).default([]),
    words: z.record(z.string(), Pattern).default({}),
  })
  .strict();
export type PodFields = z.infer<typeof PodFields>;
