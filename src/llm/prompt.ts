import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';
import { projectRoot } from '../knowledge/load.ts';
import type { Language } from '../language/language.ts';

export const JOBS = ['explain-code', 'explain-log', 'explain-pod', 'follow-up'] as const;
export type Job = (typeof JOBS)[number];

const FrontMatter = z
  .object({
    job: z.enum(JOBS),
    inputs: z.array(z.string()).min(1),
    /** Most sentences an answer may have; more are dropped. */
    sentences: z.int().min(1).max(20),
    outputTokens: z.int().min(100).max(4000),
    /** Overrides the model that is set for all jobs. */
    model: z.string().optional(),
  })
  .strict();
export type Prompt = z.infer<typeof FrontMatter> & { instructions: string };

/**
 * What the model is told for a job, in one language.
 * @throws Error naming the file and what is wrong with it.
 */
export function readPrompt(job: Job, language: Language): Prompt {
  const file = join(projectRoot(), 'prompts', `${job}.md`);
  const parts = /^---\n([\s\S]*?)\n---\n([\s\S]*)$/.exec(readFileSync(file, 'utf8'));
  if (!parts) throw new Error(`${file}: needs front matter between two lines of ---`);
  const front = FrontMatter.safeParse(parse(parts[1]!));
  if (!front.success) throw new Error(`${file}: ${z.prettifyError(front.error)}`);
  const section = new RegExp(`^# ${language}\\s*$([\\s\\S]*?)(?=^# |$(?![\\s\\S]))`, 'm').exec(parts[2]!);
  if (!section?.[1]?.trim()) throw new Error(`${file}: has no section # ${language}`);
  return { ...front.data, instructions: section[1].trim() };
}
