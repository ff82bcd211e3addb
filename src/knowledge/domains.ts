import type { z } from 'zod';
import { Asked } from './asked.ts';
import { Board } from './board.ts';
import { ChipFile } from './chip.ts';
import { NamedFamily } from './family.ts';
import { Idiom } from './idiom.ts';
import { JournalFormat } from './journal-format.ts';
import { JournalRule } from './journal-rule.ts';
import { Mistake } from './mistake.ts';
import { Elsewhere, Misconception, Note } from './note.ts';
import { PodFactFile, PodLexicon, PodTold } from './pod-fact.ts';
import { PodFields } from './pod-field.ts';
import { Reference } from './reference.ts';
import { VendorCalls } from './vendor-call.ts';

/** Every kind of knowledge: its folder below knowledge/, how its files are written, and their schema. */
export const DOMAINS = {
  chips: { folder: 'chips', format: 'yaml', schema: ChipFile },
  families: { folder: 'families', format: 'yaml', schema: NamedFamily },
  boards: { folder: 'boards', format: 'yaml', schema: Board },
  'vendor-calls': { folder: 'vendor-calls', format: 'yaml', schema: VendorCalls },
  'gpio-asked': { folder: 'gpio/asked', format: 'yaml', schema: Asked },
  idioms: { folder: 'idioms', format: 'yaml', schema: Idiom },
  mistakes: { folder: 'mistakes', format: 'yaml', schema: Mistake },
  'journal-formats': { folder: 'journal/formats', format: 'yaml', schema: JournalFormat },
  'journal-asked': { folder: 'journal/asked', format: 'yaml', schema: Asked },
  'journal-rules': { folder: 'journal/rules', format: 'yaml', schema: JournalRule },
  'pod-notes': { folder: 'pod/notes', format: 'markdown', schema: Note },
  'pod-reference': { folder: 'pod/reference', format: 'yaml', schema: Reference },
  'pod-fields': { folder: 'pod/fields', format: 'yaml', schema: PodFields },
  'pod-asked': { folder: 'pod/asked', format: 'yaml', schema: Asked },
  'pod-elsewhere': { folder: 'pod/elsewhere', format: 'yaml', schema: Elsewhere },
  'pod-facts': { folder: 'pod/facts', format: 'yaml', schema: PodFactFile },
  'pod-lexicon': { folder: 'pod/lexicon', format: 'yaml', schema: PodLexicon },
  'pod-told': { folder: 'pod/told', format: 'yaml', schema: PodTold },
  'pod-misconceptions': { folder: 'pod/misconceptions', format: 'markdown', schema: Misconception },
} as const;
export type Domain = keyof typeof DOMAINS;
export type Entry<D extends Domain> = z.infer<(typeof DOMAINS)[D]['schema']>;
