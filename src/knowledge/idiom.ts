import { z } from 'zod';
import { BothLanguages, EntryId, Sources } from './words.ts';

/**
 * A turn of phrase of C that people ask about: `knowledge/idioms/<id>.yaml`. It is looked for in the tree of a program, so that
 * brackets, casts, macros and the order of `a + b` do not matter.
 */
export const Idiom = z
  .object({
    id: EntryId,
    /**
     * Expressions or statements of C. A capital letter stands for a part: X, Y, Z for a variable or register, N, M, K for a
     * number, E, F for anything; the same letter for the same thing. TIME() is a call that gives the time, READ() one that
     * reads a pin, ADC() one that converts. Between the statements of a block others may stand.
     */
    matches: z.array(z.string().min(1)).min(1),
    /** What has to hold of the numbers: `N == M`, `M in 1023 4095`. */
    where: z
      .array(z.union([z.string().regex(/^\S.* (?:==|!=|<|<=|>|>=) \S.*$/), z.string().regex(/^[A-Z] in [\d. ]+$/)]))
      .optional(),
    /** Where it has to stand: in a handler of an interrupt or a callback, or not in one. */
    place: z.enum(['handler', 'elsewhere']).optional(),
    /** The function it stands in has to be handed to a call of such a name. */
    passedTo: z.string().min(1).optional(),
    /** What the code around has to hold. */
    besides: z.string().min(1).optional(),
    /** The parts a question may ask about. */
    explains: z.array(z.string().regex(/^[A-Z]$/)),
    /** `{X}`, `{N}` are the parts as the program writes them; `{M + 1}` is worked out. */
    text: BothLanguages,
    sources: Sources,
    samples: z
      .object({
        /** Programs it stands in, each with a question and what the answer has to say. */
        find: z.array(z.object({ code: z.string(), asks: z.string(), says: z.string() }).strict()).min(2),
        /** Programs that look alike and are something else, each with a question that it must not answer. */
        pass: z.array(z.object({ code: z.string(), asks: z.string() }).strict()).min(1),
      })
      .strict(),
  })
  .strict();
export type Idiom = z.infer<typeof Idiom>;
