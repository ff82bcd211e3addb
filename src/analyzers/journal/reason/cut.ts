import type { Chosen } from './choose.ts';
import type { Finding } from './finding.ts';

/**
 * True where what the terminal cut away may be the cause itself: the program's own bad lines are cut, and all that is
 * left to blame is what systemd says at the end or a line found by its place.
 */
export function doubtfulBesideCut({ best, structural }: Chosen, findings: readonly Finding[]): boolean {
  const outer = best.event !== null && best.entry.program === 'systemd';
  if (!outer && !structural) return false;
  return findings.some(
    ({ entry, role }) =>
      entry.truncated &&
      entry !== best.entry &&
      entry.program !== 'systemd' &&
      (best.entry.unit === null || entry.unit === best.entry.unit) &&
      (outer || entry.program === best.entry.program) &&
      (entry.level === 'error' ||
        entry.level === 'fatal' ||
        entry.level === 'warning' ||
        (entry.level === null && (role === 'unknown' || role === 'suspect'))),
  );
}

/** True where most of a log is cut off before it says anything: that nothing bad is left to read proves nothing. */
export function mostlyCut(findings: readonly Finding[]): boolean {
  const dumb = findings.filter(({ entry, role }) => entry.truncated && role === 'unknown').length;
  return dumb > 0 && dumb * 2 > findings.length;
}
