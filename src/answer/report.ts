import { z } from 'zod';
import { AnswerAbout, type PartBase } from '../analyzers/analyzer.ts';
import { ANALYZERS } from './analyzers.ts';

/** A part as the analyzer that made it defines it. */
const Part = z.custom<PartBase>().superRefine((part, context) => {
  const analyzer = ANALYZERS.find((candidate) => candidate.name === part?.analyzer);
  const result = analyzer?.part.safeParse(part);
  if (!result) context.addIssue({ code: 'custom', message: 'no such analyzer', path: ['analyzer'] });
  for (const issue of result?.error?.issues ?? []) {
    context.addIssue({ code: 'custom', message: issue.message, path: [...issue.path] });
  }
});

/** Two parts that tell of one incident. */
export const Incident = z.object({
  /** Indices into `parts`. */
  parts: z.array(z.int().nonnegative()).min(2),
  /** The part that holds the root cause, null where none does. */
  root: z.int().nonnegative().nullable(),
  text: z.string(),
});
export type Incident = z.infer<typeof Incident>;

/** Plainer words by a model, every sentence checked against the facts; null where none passed. */
const Plainer = z.object({
  text: z.string().nullable(),
  dropped: z.array(z.object({ sentence: z.string(), objection: z.string() })),
  silences: z.array(z.string()),
});

/** Something the asker should know whatever the answer is: a secret in the paste. */
export const Warning = z.object({
  kind: z.literal('secret'),
  /** Which kinds of secret, in words of the answer's language. */
  what: z.array(z.string()).min(1),
  /** Lines of the paste that hold one. */
  at: z.array(z.int().positive()),
  text: z.string(),
});
export type Warning = z.infer<typeof Warning>;

/** Everything unpaste has to say about one paste. */
export const Report = z.object({
  unpaste: z.literal(1),
  id: z.string().optional(),
  path: z.string().optional(),
  language: z.enum(['zh', 'en']),
  /** False: nothing here is for us, the bot stays silent. */
  reply: z.boolean(),
  parts: z.array(Part),
  incidents: z.array(Incident),
  /** Said before all else; secrets themselves are masked everywhere in the report. */
  warnings: z.array(Warning),
  text: z.string(),
  pictures: z.array(z.string()).optional(),
  plainer: Plainer.optional(),
});
export type Report = z.infer<typeof Report>;

/** The answer to a question, about pastes or from the notes. */
export const Reply = z.object({
  id: z.string().optional(),
  analyzer: z.enum(['gpio', 'journal', 'pod', 'document']),
  language: z.enum(['zh', 'en']),
  answer: z.string(),
  declined: z.boolean(),
  quotes: AnswerAbout.shape.quotes,
  notes: z.array(z.string()),
  sources: z.array(z.string()),
  confidence: z.number(),
  /** Of secrets in the question; they are masked before anything reads it. */
  warnings: z.array(Warning).default([]),
  plainer: Plainer.optional(),
});
export type Reply = z.infer<typeof Reply>;
