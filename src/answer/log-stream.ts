/** A log too large to hold: the journal analyzer reads it as it comes, in bounded memory. */
export { readStream as analyzeLogStream } from '../analyzers/journal/index.ts';
