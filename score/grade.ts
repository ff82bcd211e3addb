import type { Language } from '../src/language/language.ts';
import type { Outcome } from '../test/support/journal-case.ts';

export type { Outcome };

/** One case in one form and one language, graded. */
export interface Graded {
  analyzer: string;
  id: string;
  language: Language;
  /** What happened to the paste on its way; "as it is" where nothing did. */
  mutation: string;
  outcome: Outcome;
  /** What was expected and what came, where it was not right. */
  why?: string;
}

export const AS_IT_IS = 'as it is';

/** The answer as it is compared: full-width marks plain, marks of Markdown out, blanks joined. */
export const plain = (text: string): string => text.normalize('NFKC').replace(/[`*]/g, '').replace(/\s+/g, ' ');

/** An answer that says everything says nothing: only this much of it is read. */
export const LIMIT_ANSWER_CHARACTERS = 1600;

/** Whether a case, by its number, is graded in a form, by its number; form 0 is as it was pasted. */
export type Takes = (at: number, form: number) => boolean;

export const ALL: Takes = () => true;
export const AS_PASTED_ONLY: Takes = (_, form) => form === 0;
/** Each case as pasted and in a quarter of its forms, every form with a quarter of the cases. */
export const QUARTER: Takes = (at, form) => form === 0 || (at + form) % 4 === 0;
