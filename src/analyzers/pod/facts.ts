import { z } from 'zod';
import { PartBase } from '../analyzer.ts';

const Reason = z.enum(['other-product', 'private', 'write-for-me', 'off-topic', 'elsewhere', 'no-note']);

/** What a question leads to: a note, or why none. */
export const Finding = z.object({
  question: z.string(),
  /** Best note first; empty where declined. */
  notes: z.array(z.string()),
  /** Offered beside an answer, or the nearest where there is none. */
  related: z.array(z.string()),
  declined: Reason.nullable(),
  /** Id of the topic beside Pods that is asked about, where declined for it. */
  elsewhere: z.string().nullable(),
  confidence: z.number().min(0).max(1),
  /** What the question is about, for choosing paragraphs. */
  keys: z.array(z.string()),
  /** What follows from the numbers in the question. */
  worked: z.object({ zh: z.string(), en: z.string() }).optional(),
});
export type Finding = z.infer<typeof Finding>;

const Lines = z.tuple([z.int().positive(), z.int().positive()]);
export const Statement = z.object({ text: z.string(), start: z.int(), end: z.int(), line: z.int().positive() });

/** Everything the Pod analyzer can establish about a text: a question, the table of kubectl, or an article. */
export const PodFacts = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('question'),
    lines: Lines,
    findings: z.array(Finding).min(1),
    statements: z.array(Statement),
  }),
  z.object({
    kind: z.literal('table'),
    lines: Lines,
    pods: z.int().nonnegative(),
    rows: z.array(
      z.object({
        name: z.string(),
        ready: z.string(),
        status: z.string(),
        restarts: z.int().nullable(),
        line: z.int().positive(),
        note: z.string().nullable(),
      }),
    ),
  }),
  z.object({
    kind: z.literal('article'),
    lines: Lines,
    title: z.string().nullable(),
    outline: z.array(z.string()),
    statements: z.array(Statement),
    claims: z.array(
      z.object({ id: z.string(), quote: z.string(), start: z.int(), end: z.int(), line: z.int().positive() }),
    ),
    /** Where it asks and answers itself ("Q3: ...", "A: ..."): each question, and from where to where its answer goes. */
    pairs: z
      .array(z.object({ question: z.string(), start: z.int(), end: z.int(), line: z.int().positive() }))
      .default([]),
    /** Points that the text numbers ("3. ...", "三、..."): from where to where each goes. */
    points: z.array(z.object({ number: z.int(), start: z.int(), end: z.int() })).default([]),
    /** Page furniture: counts, dates, who posted it. */
    asides: z.array(Statement).default([]),
    /** Questions put beside the article. */
    asked: z.array(z.string()),
  }),
]);
export type PodFacts = z.infer<typeof PodFacts>;
export type ArticleFacts = Extract<PodFacts, { kind: 'article' }>;
export type TableFacts = Extract<PodFacts, { kind: 'table' }>;
export type QuestionFacts = Extract<PodFacts, { kind: 'question' }>;

export const PodPart = PartBase.extend({
  analyzer: z.literal('pod'),
  /** Null for an article nobody asked about. */
  answer: z.string().nullable(),
  declined: z.boolean(),
  notes: z.array(z.string()),
  sources: z.array(z.string()),
  confidence: z.number(),
  /** Questions that other notes answer. */
  related: z.array(z.string()),
  title: z.string().optional(),
  outline: z.array(z.string()).optional(),
  /** Wrong claims of an article: the clause, what is right, the note and its sources. */
  flags: z
    .array(z.object({ quote: z.string(), text: z.string(), note: z.string(), sources: z.array(z.string()) }))
    .optional(),
});
export type PodPart = z.infer<typeof PodPart>;
