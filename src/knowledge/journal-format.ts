import { z } from 'zod';
import { EntryId } from './words.ts';

/** The fields a header can hold; everything behind the header is the message. */
export const FormatField = z.enum(['time', 'host', 'program', 'pid', 'unit', 'level', 'message']);

/** One way a log line begins: `knowledge/journal/formats/<name>.yaml`. */
export const JournalFormat = z
  .object({
    id: EntryId,
    /** What writes lines like this, in a few words. */
    title: z.string().min(1),
    /**
     * The header as a regular expression without ^: named groups time, host, program, pid, unit, level. The message is
     * whatever follows it. `MONTH`, `MONTH_ABROAD`, `WEEKDAY`, `CLOCK` and `ISO` stand for the usual expressions.
     */
    head: z.string().min(4),
    /** outer: begins a pasted line. inner: stands inside the message of another format. both: either. */
    place: z.enum(['outer', 'inner', 'both']),
    /** The header is so unmistakable that it begins an entry even in the middle of a text that lost its line ends. */
    splits: z.boolean().default(false),
    /** The program that writes such lines, where only one does. */
    program: z.string().optional(),
    /**
     * No header, only a mark: how the lines of a tool begin that prints without time or name (make, npm, apt). It stays part
     * of the message.
     */
    mark: z.boolean().default(false),
    /** The level of such lines, where the mark has no group for it. */
    level: z.string().optional(),
    /** Too common to make a text a log on its own. */
    weak: z.boolean().default(false),
    /** A higher number is tried first. */
    weight: z.int().min(1).max(100).default(50),
    samples: z.array(z.object({ line: z.string(), fields: z.partialRecord(FormatField, z.string()) }).strict()).min(1),
    /** Lines that look alike and are not of this format. */
    not: z.array(z.string()).min(1),
  })
  .strict();
export type JournalFormat = z.infer<typeof JournalFormat>;
