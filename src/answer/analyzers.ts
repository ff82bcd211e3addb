import type { Analyzer, PartBase } from '../analyzers/analyzer.ts';
import { document } from '../analyzers/document/index.ts';
import { gpio } from '../analyzers/gpio/index.ts';
import { journal } from '../analyzers/journal/index.ts';
import { pod } from '../analyzers/pod/index.ts';

/** Any analyzer, its own facts hidden: they go in and out as plain JSON. */
// biome-ignore lint/suspicious/noExplicitAny: facts are private to each analyzer and checked by its own schema
export type AnyAnalyzer = Analyzer<any, PartBase>;

/** Every analyzer there is; the order decides between equals. */
export const ANALYZERS: readonly AnyAnalyzer[] = [gpio, journal, pod, document] as unknown as AnyAnalyzer[];

/** The analyzer that made a part. */
export function analyzerNamed(name: PartBase['analyzer']): AnyAnalyzer {
  return ANALYZERS.find((analyzer) => analyzer.name === name)!;
}
