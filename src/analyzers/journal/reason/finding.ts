import type { Match } from '../match.ts';
import type { Entry } from '../read/entry.ts';
import type { UnitEvent } from './lifecycle.ts';

/** What one entry is in the story; `suspect` and `unknown` until reasoning decides. */
export type FindingRole = 'cause' | 'consequence' | 'symptom' | 'noise' | 'context' | 'healthy' | 'suspect' | 'unknown';

export interface Finding {
  entry: Entry;
  role: FindingRole;
  matches: Match[];
  event: UnitEvent | null;
  /** A line of a stack trace that only says where. */
  frame: boolean;
  /** The entry this one follows from. */
  of: number | null;
  /** Looks bad and is not: the entry that shows it, and how. */
  cleared: { by: number | null; why: 'went-on' | 'stopped-on-purpose' | 'unrelated' | 'weaker' | 'shut-out' } | null;
  /** No rule knows it, and it speaks of a failure. */
  suspected?: boolean;
  /** Somebody knows what this line is. */
  understood: boolean;
}

/** A finding's best rule. */
export function ruleOf(finding: Finding): Match | null {
  return finding.matches[0] ?? null;
}

/** True where a rule id is one of the given, `folder/*` standing for a folder. */
export function listed(id: string, patterns: readonly string[]): boolean {
  return patterns.some((pattern) => (pattern.endsWith('*') ? id.startsWith(pattern.slice(0, -1)) : id === pattern));
}
