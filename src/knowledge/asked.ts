import { z } from 'zod';
import { BothLanguages, EntryId } from './words.ts';

/** A regular expression, read without regard to case unless it begins with `=`. */
const Pattern = z.string().min(1).refine(isPattern, 'no valid regular expression');

/** Whether a text is an expression that `askedPattern` reads. */
export function isPattern(text: string): boolean {
  try {
    return askedPattern(text).source.length > 0;
  } catch {
    return false;
  }
}

/** An expression as `asked/` writes it: `=` in front makes case count. */
export function askedPattern(text: string, flags = ''): RegExp {
  return text.startsWith('=') ? new RegExp(text.slice(1), flags) : new RegExp(text, `i${flags}`);
}

const Samples = z
  .object({
    /** Questions that mean it. */
    asked: z.array(z.string()).default([]),
    /** Questions near to it that do not. */
    not: z.array(z.string()).default([]),
    /** Lines that show it. */
    lines: z.array(z.string()).default([]),
  })
  .strict()
  .prefault({});

/** A thing that pastes deal with: how people ask for it in either language, and how pastes write it. */
const Thing = z.object({ asked: Pattern, written: Pattern, samples: Samples }).strict();

/** A word of a language or a tool, and what it does. */
const Keyword = z.object({ asked: Pattern, written: Pattern, says: BothLanguages, samples: Samples }).strict();

/** A labelled value (`Restart Count: 6`): how it is asked for, under which labels it stands, and which part of it is meant. */
const Field = z
  .object({
    name: BothLanguages,
    /** What holds where a manifest does not set it. */
    unset: BothLanguages.optional(),
    asked: Pattern,
    /** Over `section/label`, as in `limits/memory` or `last state/exit code`. */
    label: Pattern,
    /** Group 1 is what is asked for, where that is not the whole value. */
    part: Pattern.optional(),
    /** Where the label is missing the paste does not say it, whatever else looks like one. */
    strict: z.boolean().default(false),
    samples: Samples,
  })
  .strict();

/** A field of a register: its lowest bit, its width, and what its values say. */
const RegisterField = z
  .object({
    at: z.int().min(0).max(31),
    width: z.int().min(1).max(8),
    of: BothLanguages,
    /** How it is asked for without its register's name. */
    asked: Pattern.optional(),
    values: z.record(z.string().regex(/^\d+$/), BothLanguages),
  })
  .strict();

/** A register of a unit of some chip, by the fields that its written values are told by. */
const RegisterFields = z
  .object({
    name: z.string().min(1),
    also: z.array(z.string()).default([]),
    /** Names in its values that stand for a value of the whole register, and for the number of a bit. */
    names: z.record(z.string(), z.int().nonnegative()).default({}),
    shifts: z.record(z.string(), z.int().min(0).max(31)).default({}),
    fields: z.array(RegisterField).min(1),
  })
  .strict();
export type RegisterFields = z.infer<typeof RegisterFields>;

/** A library call, and what its arguments are in their order. */
const CallArguments = z.object({ name: z.string().min(1), args: z.array(BothLanguages.nullable()).min(1) }).strict();

const Wordings = z.object({ zh: z.array(z.string().min(1)).min(1), en: z.array(z.string().min(1)).min(1) }).strict();

/** A question that is answered, and how else people put it: `{pin}`, `{name}`, `{number}`, `{time}`, `{line}` stand for what they name. */
const KnownWay = z
  .object({
    name: EntryId,
    means: BothLanguages,
    /** The same where no pin is named. */
    alone: BothLanguages.optional(),
    /** It is known what is asked, and no program shows it: it is never taken as a question beside it. */
    unanswered: z.boolean().default(false),
    said: Wordings,
  })
  .strict();

/** Words that mean the same in a question, as parts of an expression; the first stands for all. */
const SameWords = z.object({ zh: z.array(z.array(z.string())), en: z.array(z.array(z.string())) }).strict();

/**
 * What people ask of a paste: `knowledge/journal/asked/<kind>.yaml`, `knowledge/gpio/asked/<kind>.yaml`. Order counts: what is said
 * in more words comes first.
 */
export const Asked = z
  .object({
    id: EntryId,
    things: z.array(Thing).default([]),
    keywords: z.array(Keyword).default([]),
    fields: z.array(Field).default([]),
    registers: z.array(RegisterFields).default([]),
    calls: z.array(CallArguments).default([]),
    ways: z.array(KnownWay).default([]),
    alike: SameWords.prefault({ zh: [], en: [] }),
  })
  .strict();
export type Asked = z.infer<typeof Asked>;
