import { z } from 'zod';
import type { Language } from '../language/language.ts';

/** First and last line, counted from 1. */
export const LineRange = z.tuple([z.int().positive(), z.int().positive()]);
export type LineRange = z.infer<typeof LineRange>;

/** One thing an analyzer established, in the words of the answer, with the lines that show it. */
export const Fact = z.object({
  id: z.string().min(1),
  text: z.string().min(1),
  /** Lines of the paste, or of `restoredText` where the part carries one; null where no single place shows it. */
  lines: LineRange.nullable(),
});
export type Fact = z.infer<typeof Fact>;

/** What every part of a Report has, whoever made it. */
export const PartBase = z.object({
  analyzer: z.enum(['gpio', 'journal', 'pod', 'document']),
  lines: LineRange,
  /** What was mended, in words of the answer's language. */
  restored: z.array(z.string()),
  /** The mended text, where line breaks had to be put back: line numbers of this part count in it. */
  restoredText: z.string().optional(),
  facts: z.array(Fact),
  /** The part's answer as a person reads it, Discord Markdown. */
  text: z.string(),
});
export type PartBase = z.infer<typeof PartBase>;

/** How sure an analyzer is that a text is its own, 0 to 1, and the words that made it sure. */
export interface Detection {
  score: number;
  why: string[];
}

/** What a pin reads from a time on. */
export const PinInput = z.object({
  pin: z.array(z.string()).min(1),
  atMs: z.number().nonnegative(),
  level: z.union([z.literal(0), z.literal(1)]),
});
/** How often a handler really fires. */
export const FiringInterrupt = z.object({ handler: z.string().min(1), everyMs: z.number().positive() });

export interface AnalyzeOptions {
  /** Lines of the paste that stand before this part; added to every line number unless the part is restored. */
  lineOffset: number;
  /** How many sentences all articles of the paste have together. */
  sentences?: number | undefined;
  inputs?: z.infer<typeof PinInput>[] | undefined;
  interrupts?: z.infer<typeof FiringInterrupt>[] | undefined;
  /** What the asker said around the paste ("why is LED2 always on?"); a hint only, never evidence. */
  request?: string | undefined;
  /** What was asked before in the talk, newest last, where this is another question. */
  earlier?: readonly string[] | undefined;
}

/** An answer to a question about something pasted; `quotes` are word for word from the paste. */
export const AnswerAbout = z.object({
  answer: z.string().min(1),
  /** True where the paste does not say it, and the answer says so. */
  declined: z.boolean(),
  quotes: z.array(z.object({ text: z.string(), lines: LineRange.nullable() })),
  /** 0 to 1: how sure the analyzer is that it understood the question. */
  confidence: z.number().min(0).max(1),
});
export type AnswerAbout = z.infer<typeof AnswerAbout>;

/** A drawing of facts: self-contained SVG, and the same in words. */
export interface Picture {
  name: string;
  svg: string;
  alt: string;
  width: number;
  height: number;
}

/**
 * One kind of paste. `analyze` turns text into facts and never throws on bad input; facts are plain JSON that can be
 * stored and read back; `say`, `ask` and `draw` see nothing but them.
 */
export interface Analyzer<Facts, Part extends PartBase> {
  readonly name: PartBase['analyzer'];
  readonly facts: z.ZodType<Facts>;
  readonly part: z.ZodType<Part>;
  detect(text: string): Detection;
  analyze(text: string, options: AnalyzeOptions): Promise<Facts>;
  say(facts: Facts, language: Language): Part;
  /** Null where the question is not about these facts at all. */
  ask(question: string, facts: Facts, language: Language): AnswerAbout | null;
  /** "And then?": what the paste says behind what was quoted last; null where that is not known. */
  after?(told: AnswerAbout['quotes'][number], facts: Facts, language: Language): AnswerAbout | null;
  /** The command that shows more than the paste does; null where none is known. */
  next?(facts: Facts): string | null;
  draw?(facts: Facts, language: Language, theme: 'light' | 'dark'): Picture[];
}
