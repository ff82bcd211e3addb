import { z } from 'zod';
import { factOfDuty, PodDuty } from './pod-duty.ts';
import { factOfRelease, PodRelease } from './pod-release.ts';
import { factOfSetting, PodSetting } from './pod-setting.ts';
import { BothLanguages, EntryId } from './words.ts';

/** A block of text that holds one thing a line: written so, no frame needs quotes. */
const Lines = z.string().min(3);

/** The lines of a block, without blank ones. */
export function linesOf(block: string): string[] {
  return block
    .split('\n')
    .map((line) => line.trim())
    .filter(Boolean);
}

/** One thing that is so, in the ways people get it wrong. */
export const PodFact = z
  .object({
    id: EntryId,
    /** The note that holds the whole story; without it the file's. */
    note: EntryId.optional(),
    /**
     * Wrong claims as frames of concepts, one a line: `what it is about : what is said of it` (src/analyzers/pod/claims/frame.ts).
     * Several frames are several ways to be wrong about the same fact. Without any, only its sentences are compared.
     */
    wrong: Lines.optional(),
    /** What is right. Or `as`: the misconception whose text says it. */
    right: BothLanguages.optional(),
    as: EntryId.optional(),
    sources: z.array(z.string()).min(1).optional(),
    /** Sentences that must be flagged for this fact, and sentences that must be left alone, one a line. */
    flag: Lines,
    pass: Lines,
  })
  .strict()
  .refine((fact) => (fact.right === undefined) !== (fact.as === undefined), 'needs either right or as');
export type PodFact = z.infer<typeof PodFact>;

/** The facts of one topic: `knowledge/pod/facts/<topic>.yaml`. */
export const PodFactFile = z
  .object({
    id: EntryId,
    /** Where the facts of this file are told at length, unless a fact says otherwise. */
    note: EntryId,
    sources: z.array(z.string()).min(1),
    facts: z.array(PodFact).default([]),
    /** Fields and options with their defaults: facts that are written shorter. */
    settings: z.array(PodSetting).default([]),
    /** Who does what, and since when something is there: written shorter as well. */
    duties: z.array(PodDuty).default([]),
    releases: z.array(PodRelease).default([]),
  })
  .strict()
  .transform(({ settings, duties, releases, ...file }) => ({
    ...file,
    facts: [
      ...file.facts,
      ...settings.map((setting) => factOfSetting(file.id, setting)),
      ...duties.map(factOfDuty),
      ...releases.map(factOfRelease),
    ],
  }));
export type PodFactFile = z.infer<typeof PodFactFile>;

const Words = z.record(z.string().regex(/^[a-z0-9-]+$/), z.string().min(1));

/** Words that mean the same, zh and en: `knowledge/pod/lexicon/<part>.yaml`. Forms are separated by `|`; `_` stands for up to two words. */
export const PodLexicon = z
  .object({
    id: EntryId,
    /** What a sentence can be about: readiness, request, node. */
    things: Words.default({}),
    /** What is said to happen or to be: restart, share, encrypted. Negation turns these. */
    acts: Words.default({}),
    /** What limits or colours a claim: only, default, soft. Negation turns these as well. */
    marks: Words.default({}),
    /** A concept and those that are kinds of it. */
    kinds: z.record(z.string(), z.string()).default({}),
    /** Concepts that are mistaken for each other: a sentence that goes on to the second is no longer about the first. */
    rivals: z.array(z.string()).default([]),
    /** A concept and those that cannot hold together with it. */
    opposites: z.record(z.string(), z.string()).default({}),
    /** Marks without which a claim is another one: only, always, by default. */
    limits: z.string().default(''),
    /** A word of two meanings and which its neighbours make of it: `mount: volume configmap; crash`, the first that fits. */
    senses: z.record(z.string(), z.string()).default({}),
  })
  .strict();
export type PodLexicon = z.infer<typeof PodLexicon>;

/** Sentences as they were told, true ones and by fact or misconception false ones: `knowledge/pod/told/<part>.yaml`. */
export const PodTold = z.object({ id: EntryId, right: Lines, wrong: z.record(EntryId, Lines) }).strict();
