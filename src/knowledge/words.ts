import { z } from 'zod';

/** A text in both languages. */
export const BothLanguages = z.object({ zh: z.string().min(1), en: z.string().min(1) }).strict();
const OPENED = /https?:\/\/\S|\bpp?\. ?\d/;
/** Where the facts of a file stand: manuals with section and page, or addresses. */
export const Sources = z
  .array(z.string().min(1))
  .min(1)
  .refine((sources) => sources.some((source) => OPENED.test(source)), {
    error: 'at least one source needs an address (https://…) or a page (p. 12, pp. 12-14)',
  });
/** Path below the domain's folder, without the ending: also the entry's address in answers. */
export const EntryId = z
  .string()
  .regex(/^[a-z0-9][a-z0-9.+-]*(\/[a-z0-9][a-z0-9.+-]*)*$/, 'lower case, digits, - and /');
