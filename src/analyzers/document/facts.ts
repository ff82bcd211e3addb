import { z } from 'zod';
import { PartBase } from '../analyzer.ts';

export const Statement = z.object({ text: z.string(), start: z.int(), end: z.int(), line: z.int().positive() });

/** One setting of a manifest: where it stands and what it is. */
export const Setting = z.object({ path: z.string(), value: z.string(), line: z.int().positive() });
export type Setting = z.infer<typeof Setting>;

/** What is established about a prose text that is not about Pods. */
export const DocumentFacts = z.object({
  lines: z.tuple([z.int().positive(), z.int().positive()]),
  title: z.string().nullable(),
  outline: z.array(z.string()),
  statements: z.array(Statement),
  /** Where the text is a manifest: its settings, and its lines as they are. */
  settings: z.array(Setting).default([]),
  source: z.array(z.string()).default([]),
  /** What was asked together with the text, and the indices of the statements that answer it. */
  asked: z.object({ question: z.string(), found: z.array(z.int()), confidence: z.number() }).nullable(),
});
export type DocumentFacts = z.infer<typeof DocumentFacts>;

export const DocumentPart = PartBase.extend({
  analyzer: z.literal('document'),
  title: z.string(),
  outline: z.array(z.string()),
  flags: z.array(z.object({ quote: z.string(), text: z.string(), note: z.string(), sources: z.array(z.string()) })),
  answer: z.string().nullable(),
  declined: z.boolean(),
  quotes: z.array(z.object({ text: z.string(), lines: z.tuple([z.int(), z.int()]).nullable() })),
});
export type DocumentPart = z.infer<typeof DocumentPart>;
