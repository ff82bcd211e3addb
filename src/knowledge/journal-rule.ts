import { z } from 'zod';
import { BothLanguages, EntryId } from './words.ts';

/** What a log line is in the story of a failure. */
export const Role = z.enum(['cause', 'consequence', 'symptom', 'noise', 'context', 'healthy']);

const Pattern = z.string().min(4);

/** One thing a log line can mean: `knowledge/journal/rules/<program>/<name>.yaml`. */
export const JournalRule = z
  .object({
    id: EntryId,
    /**
     * cause: can be why something failed. consequence: follows from a cause. symptom: shows that something failed, not
     * why. noise: looks bad and is harmless. context: neither good nor bad. healthy: shows that something works.
     */
    role: Role,
    /** Label of the kind of cause (docs: knowledge/journal/README.md); only and always where the role is cause. */
    causeId: z.string().optional(),
    /** Programs (syslog identifiers) whose lines it may match; absent: any program. `*` matches the rest of a name. */
    programs: z.array(z.string()).optional(),
    /**
     * Regular expressions, any of which makes the line match. Case-sensitive unless it starts with (?i). They see the
     * message without its time, host and program; quotes may be escaped there (write \\?"). Named groups such as
     * (?<path>...) can be used as {path} in all words below. No look-behind, no back-reference, nothing that is
     * slower than linear on long lines (checked).
     */
    match: z.array(Pattern).min(1),
    /** A line that matches one of these is not meant. */
    unless: z.array(Pattern).optional(),
    /**
     * Each must match another line of the same program at most six lines away: for messages that take several lines.
     * Their named groups can be used as well.
     */
    near: z.array(Pattern).default([]),
    /** Specific beats general: 90 names the very fault, 50 a kind of fault, 10 any error of the program. */
    weight: z.int().min(1).max(100).default(50),
    /** Rule ids (with * at the end for a folder) whose lines follow from this one even in another unit. */
    explains: z.array(z.string()).default([]),
    /** Rule ids that, when they match earlier, are the deeper reason for this line. */
    explainedBy: z.array(z.string()).default([]),
    /**
     * It makes no line a cause: it only says of what kind a line is that its place in the log has pointed to already, so
     * it may be as general as a few words.
     */
    byPlace: z.boolean().default(false),
    /**
     * Its lines say that something failed and not why: a cause only where the log shows that the program ended over it,
     * else a symptom.
     */
    reasonless: z.boolean().default(false),
    /** Whether it is over once its program is seen to work again; absent: as its kind of cause usually is. */
    passing: z.boolean().optional(),
    /** The program goes on after this line: a later line of the same program demotes it to noise. */
    survivable: z.boolean().default(false),
    /**
     * For a line that is harmless most of the time: the cause it is where the very unit it names failed and nothing else
     * in the log explains that.
     */
    whenNothingElse: z.object({ causeId: z.string(), fix: BothLanguages }).strict().optional(),
    title: BothLanguages,
    /** Why it happens, one to three sentences, no advice. For noise: why it is harmless. */
    why: BothLanguages,
    /** What to do, best first, each with its price where it has one. Only and always where the role is cause. */
    fix: BothLanguages.optional(),
    /** Commands to run next, copyable; {unit} and named groups may stand in them. */
    next: z.array(z.string()).default([]),
    /** Addresses where the message, its meaning or the fix can be read up. */
    sources: z.array(z.url({ protocol: /^https?$/ })).min(1),
    samples: z
      .object({
        /** Whole lines as they are logged; each must be matched by this rule. */
        match: z.array(z.string()).min(1),
        /** Lines that look alike and must not be matched by this rule. */
        noMatch: z.array(z.string()).min(1),
      })
      .strict(),
  })
  .strict()
  .refine(
    (rule) => (rule.role === 'cause') === (rule.causeId !== undefined),
    'causeId stands with role cause, and only there',
  )
  .refine((rule) => rule.role !== 'cause' || rule.fix !== undefined, 'a cause needs a fix');
export type JournalRule = z.infer<typeof JournalRule>;
