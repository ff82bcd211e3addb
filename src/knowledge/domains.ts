import type { z } from 'zod';
import { JournalRule } from './journal-rule.ts';
import { Misconception, Note } from './note.ts';

/** Every kind of knowledge: its folder below knowledge/, how its files are written, and their schema. */
export const DOMAINS = {
  'journal-rules': { folder: 'journal/rules', format: 'yaml', schema: JournalRule },
  'pod-notes': { folder: 'pod/notes', format: 'markdown', schema: Note },
  'pod-misconceptions': { folder: 'pod/misconceptions', format: 'markdown', schema: Misconception },
} as const;
export type Domain = keyof typeof DOMAINS;
export type Entry<D extends Domain> = z.infer<(typeof DOMAINS)[D]['schema']>;
