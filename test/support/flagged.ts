import { findClaims } from '../../src/analyzers/pod/claims.ts';
import { readProse } from '../../src/language/prose.ts';

/** What is flagged in a text as the analyzer reads it, questions left out. */
export const flagged = (text: string): string[] =>
  findClaims(text, { sentences: readProse(text).statements }).map(({ quote }) => quote);
