import { z } from 'zod';
import { Signature } from './chip.ts';
import { BothLanguages, EntryId, Sources } from './words.ts';

/**
 * A family of chips known by name alone: `knowledge/families/<id>.yaml`. Its programs are told apart from those of the chips that
 * are modelled, and are not run.
 */
export const NamedFamily = z
  .object({
    id: EntryId,
    title: BothLanguages,
    signatures: z.array(Signature).min(1),
    sources: Sources,
    /** Programs for it. */
    samples: z.array(z.string().min(1)).min(1),
  })
  .strict();
export type NamedFamily = z.infer<typeof NamedFamily>;
