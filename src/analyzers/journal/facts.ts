import { z } from 'zod';
import { LineRange, PartBase } from '../analyzer.ts';

const Both = z.object({ zh: z.string(), en: z.string() });

export const Verdict = z.enum(['root-cause', 'symptom-only', 'healthy']);
export const LabelRole = z.enum(['cause', 'consequence', 'symptom', 'noise', 'context', 'healthy', 'unknown']);
export type LabelRole = z.infer<typeof LabelRole>;

/** One entry as answers quote it. */
export const EntryFact = z.object({
  at: z.int().positive(),
  lines: LineRange,
  /** Word for word as pasted. */
  raw: z.string(),
  /** ISO without a zone where the log has none; null where it has no time. */
  time: z.string().nullable(),
  /** Seconds since boot, where that is all the log says. */
  uptime: z.number().nullable(),
  host: z.string().nullable(),
  program: z.string().nullable(),
  unit: z.string().nullable(),
  level: z.string().nullable(),
  /** The message behind all headers. */
  text: z.string(),
  truncated: z.boolean(),
  /** Of a row of a table: its values by the titles of their columns, in small letters. */
  cells: z.record(z.string(), z.string()).optional(),
});
export type EntryFact = z.infer<typeof EntryFact>;

export const CauseFact = z.object({
  causeId: z.string(),
  /** The rule that says so; null where only the line's place does. */
  rule: z.string().nullable(),
  /** Word for word as pasted, at most three. */
  lines: z.array(z.string()).max(3),
  at: z.array(z.int().positive()),
  /** Another failure, not another guess. */
  independent: z.boolean(),
  confidence: z.number().min(0).max(1),
  /** How often the log shows it. */
  count: z.int().positive(),
  unit: z.string().nullable(),
  title: Both,
  why: Both,
  fix: Both,
  next: z.array(z.string()),
  sources: z.array(z.string()),
});
export type CauseFact = z.infer<typeof CauseFact>;

export const Label = z.object({
  at: z.int().positive(),
  role: LabelRole,
  of: z.int().positive().optional(),
  rule: z.string().optional(),
});
export type Label = z.infer<typeof Label>;

/** A line that looks bad and is not the cause, and why not. */
export const NoiseFact = z.object({
  at: z.int().positive(),
  count: z.int().positive(),
  title: Both,
  why: Both,
  /** The entry that shows that the program went on. */
  clearedBy: z.int().positive().nullable(),
});
export type NoiseFact = z.infer<typeof NoiseFact>;

/** A symptom: what failed, though not why. */
export const SymptomFact = z.object({
  at: z.int().positive(),
  count: z.int().positive(),
  unit: z.string().nullable(),
  title: Both,
  why: Both,
});
export type SymptomFact = z.infer<typeof SymptomFact>;

/** A unit, pod or process that failed and was started again and again. */
export const LoopFact = z.object({
  subject: z.string(),
  times: z.int().positive(),
  /** What the restart counter says; higher than `times` where the paste shows only the end. */
  counter: z.int().nullable(),
  seconds: z.number().nullable(),
  gaveUp: z.boolean(),
  /** Lines that say it was started again. */
  restarts: z.int().nonnegative(),
  /** The entries that show it: failures, then where it was given up. */
  at: z.array(z.int().positive()),
});
export type LoopFact = z.infer<typeof LoopFact>;

/** One life of a unit that ended in failure, and the line that says why. */
export const RunFact = z.object({
  unit: z.string(),
  from: z.int().positive(),
  end: z.int().positive(),
  reason: z.int().positive().nullable(),
});
export type RunFact = z.infer<typeof RunFact>;

/** A step of the story, in the order of time. */
export const StepFact = z.object({
  at: z.int().positive(),
  kind: z.enum(['start', 'survived', 'cause', 'consequence', 'exit', 'restart', 'gave-up', 'other']),
  text: Both,
});
export type StepFact = z.infer<typeof StepFact>;

/** Everything the analyzer can claim about a pasted log. */
export const JournalFacts = z.object({
  analyzer: z.literal('journal'),
  /** Of the part in the paste. */
  range: LineRange,
  entries: z.int().nonnegative(),
  format: z.string(),
  hosts: z.array(z.string()),
  units: z.array(z.string()),
  from: z.string().nullable(),
  to: z.string().nullable(),
  verdict: Verdict,
  causes: z.array(CauseFact),
  next: z.array(z.string()),
  coverage: z.object({ understood: z.int().nonnegative(), of: z.int().nonnegative() }),
  labels: z.array(Label),
  noise: z.array(NoiseFact),
  symptoms: z.array(SymptomFact),
  loops: z.array(LoopFact),
  runs: z.array(RunFact),
  story: z.array(StepFact),
  /** The entries that answers may quote: all of a paste, the telling ones of a huge log. */
  quotable: z.array(EntryFact),
  /** What had to be mended. */
  repairs: z.array(z.string()),
  restoredText: z.string().nullable(),
  assumed: z.array(z.enum(['year', 'zone', 'day'])),
  truncated: z.int().nonnegative(),
  noEntries: z.boolean(),
  /** Of a log too large to keep: how many of its lines held a word that matters and were judged one by one. */
  judged: z.int().nonnegative().optional(),
  /** What the pasted commands asked about. */
  subject: z.object({
    unit: z.string().optional(),
    pod: z.string().optional(),
    namespace: z.string().optional(),
    container: z.string().optional(),
    disk: z.string().optional(),
  }),
});
export type JournalFacts = z.infer<typeof JournalFacts>;

/** The journal part of a Report. */
export const JournalPart = PartBase.extend({
  analyzer: z.literal('journal'),
  entries: z.int().nonnegative(),
  format: z.string(),
  hosts: z.array(z.string()),
  units: z.array(z.string()),
  from: z.string().nullable(),
  to: z.string().nullable(),
  verdict: Verdict,
  causes: z.array(
    z.object({
      causeId: z.string(),
      rule: z.string().nullable(),
      lines: z.array(z.string()).max(3),
      at: z.array(z.int().positive()),
      independent: z.boolean(),
      confidence: z.number(),
      title: z.string(),
      why: z.string(),
      fix: z.string(),
      next: z.array(z.string()),
      sources: z.array(z.string()),
    }),
  ),
  next: z.array(z.string()),
  coverage: z.object({ understood: z.int(), of: z.int() }),
  /** Where the entry is one that answers may quote, with its lines. */
  labels: z.array(Label.extend({ lines: LineRange.optional() })),
  noise: z.array(z.object({ at: z.int().positive(), why: z.string() })),
  /** The steps of what happened, each with the lines that show it. */
  story: z.array(z.object({ at: z.int().positive(), kind: StepFact.shape.kind, text: z.string(), lines: LineRange })),
});
export type JournalPart = z.infer<typeof JournalPart>;
