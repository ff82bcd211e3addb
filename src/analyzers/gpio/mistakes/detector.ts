import type { Evidence } from '../reason.ts';

/** A mistake found: the line of the mended text, and the names its sentences speak of. */
export interface Detected {
  line: number;
  names?: Record<string, string>;
  /** True: of little weight where another mistake explains it. */
  aside?: boolean;
}

/** Finds one kind of mistake, from the typed tree, the run, or both. */
export type Detector = (evidence: Evidence) => Detected[];
