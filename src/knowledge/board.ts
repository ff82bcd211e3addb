import { z } from 'zod';
import { Sample } from './chip.ts';
import { BothLanguages, EntryId, Sources } from './words.ts';

/** The names a board's headers define: `knowledge/boards/<id>.yaml`. Used as a likely meaning, never as a fact. */
export const Board = z
  .object({
    id: EntryId,
    title: BothLanguages,
    /** Chip files it carries. */
    chips: z.array(EntryId).min(1),
    /** Name in the paste -> pin. */
    pins: z.record(z.string(), z.string()),
    /** Name in the paste -> port. */
    ports: z.record(z.string(), z.string()).default({}),
    /** Level that lights a LED of this board. */
    activeLevel: z.union([z.literal(0), z.literal(1)]).optional(),
    /** Buttons among the pins, and the level each has while it is pressed. */
    buttons: z.record(z.string(), z.union([z.literal(0), z.literal(1)])).default({}),
    /** Text that the paste holds, where several boards of a chip go by the same names. */
    match: z.string().optional(),
    /** Names of which at least one must be undefined in the paste before the board is thought of; absent: any of its pins. */
    tellTale: z.array(z.string()).default([]),
    sources: Sources,
    /** Programs that leave the board's names open: the changes of its pins, each name at least once among them all. */
    samples: z.array(Sample).min(1),
  })
  .strict();
export type Board = z.infer<typeof Board>;
