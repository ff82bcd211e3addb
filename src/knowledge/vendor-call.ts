import { z } from 'zod';
import { Sample, Signature } from './chip.ts';
import { BothLanguages, EntryId, Sources } from './words.ts';

/**
 * One library: `knowledge/vendor-calls/<id>.yaml`. Its calls are small C functions of our own that do to the registers
 * what the library does; a function without a body is answered by the machine (src/machine/intrinsics.ts).
 */
export const VendorCalls = z
  .object({
    id: EntryId,
    title: BothLanguages,
    /** What answers call the family where only the library shows which one it is; absent: the chip's own name. */
    family: EntryId.optional(),
    /** Chips it runs on, the likeliest first; `*` for any. */
    chips: z.array(z.string()).min(1),
    /** Libraries whose names clash with this one's; where this one is used they are not. */
    excludes: z.array(EntryId).default([]),
    signatures: z.array(Signature).default([]),
    macros: z.record(z.string(), z.string()).default({}),
    prelude: z.string(),
    /** Statements that start the program where it has no main of its own, and the function that must exist for it. */
    start: z.object({ needs: z.string(), code: z.string() }).strict().optional(),
    /** C++ classes of the library, for pastes whose code matches and that do not declare them themselves. */
    classes: z.array(z.object({ match: z.string(), code: z.string() }).strict()).default([]),
    /** Statements that are run before the program's main, one for each place of the text that matches; $1 is a group. */
    boot: z.object({ match: z.string(), code: z.string() }).strict().optional(),
    /** What its calls take for granted that a paste does not show, for pastes whose code matches. */
    assumes: z.array(z.object({ match: z.string(), text: BothLanguages }).strict()).default([]),
    /** What a call does, for questions about it. */
    calls: z.record(z.string(), BothLanguages).default({}),
    /**
     * The statement (an expression for `read`) by which this library does what others do by other names: `{P}` is the port's letter, `{n}`
     * the pin's number, `{ms}` a time. A test runs each to the same pin events.
     */
    actions: z
      .object({ set: z.string(), clear: z.string(), toggle: z.string(), read: z.string(), delay: z.string() })
      .partial()
      .strict()
      .default({}),
    sources: Sources,
    samples: z.array(Sample).default([]),
  })
  .strict();
export type VendorCalls = z.infer<typeof VendorCalls>;
