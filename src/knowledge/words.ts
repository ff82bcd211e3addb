import { z } from 'zod';

/** A text in both languages. */
export const BothLanguages = z.object({ zh: z.string().min(1), en: z.string().min(1) }).strict();
/** Path below the domain's folder, without the ending: also the entry's address in answers. */
export const EntryId = z
  .string()
  .regex(/^[a-z0-9][a-z0-9.+-]*(\/[a-z0-9][a-z0-9.+-]*)*$/, 'lower case, digits, - and /');
