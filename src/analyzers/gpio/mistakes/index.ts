import type { Finding } from '../facts.ts';
import type { Evidence } from '../reason.ts';

export function findMistakes(_evidence: Evidence): Finding[] {
  return [];
}
