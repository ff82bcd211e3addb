import { z } from 'zod';
import { BothLanguages, EntryId } from './words.ts';

/** The words for one kind of mistake: `knowledge/mistakes/<kind>.yaml`; its detection is src/analyzers/gpio/mistakes/<kind>.ts. */
export const Mistake = z
  .object({
    id: EntryId,
    /** error: does not do what it was written for; warning: works by luck; note: worth saying. */
    severity: z.enum(['error', 'warning', 'note']),
    title: BothLanguages,
    /** One or two sentences about this place; {names} are filled in by the detection. */
    text: BothLanguages,
    why: BothLanguages,
    fix: BothLanguages,
    samples: z
      .object({
        /** Programs in which it must be found, with the line. */
        find: z.array(z.object({ code: z.string(), line: z.int().positive() }).strict()).min(1),
        /** Programs that look alike and are right. */
        pass: z.array(z.string()).min(1),
      })
      .strict(),
  })
  .strict();
export type Mistake = z.infer<typeof Mistake>;
