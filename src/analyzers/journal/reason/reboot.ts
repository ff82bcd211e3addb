import type { Finding } from './finding.ts';

/** What a machine says while it goes down on purpose. */
const GOES_DOWN =
  /\b(?:systemd-shutdown|Reached target.{0,40}(?:Shutdown|Reboot|Power|Halt|Final)|Journal stopped|Rebooting|Powering off|System is (?:rebooting|powering down)|shutting down|reboot: |Stopped target|Unmounting|Kernel panic|Out of memory)/i;
/** What it says after it was not given time for that. */
const WAS_CUT =
  /\b(?:uncleanly shut down|recovering journal|recovery complete|orphan cleanup|not cleanly unmounted|was not properly unmounted|dirty bit is set)\b/i;
const BEGINS = /^Linux version \d/;
/** So many lines before a boot must show a shutdown, if there was one. */
const LAST_LINES = 20;

/**
 * Where a new boot begins in the middle of a log and nothing before it went down: the line that shows it.
 * @returns null where the machine stopped in order, or began only once.
 */
export function brokenOff(findings: readonly Finding[], boots: readonly number[]): Finding | null {
  const starts = new Set(boots);
  for (const { entry } of findings) if (entry.program === 'kernel' && BEGINS.test(entry.core)) starts.add(entry.at);
  for (const start of starts) {
    const before = findings.slice(Math.max(0, start - 1 - LAST_LINES), start - 1);
    if (before.length === 0 || before.some(({ entry }) => GOES_DOWN.test(entry.message))) continue;
    const shown = findings.slice(start - 1).find(({ entry }) => WAS_CUT.test(entry.message));
    if (shown) return shown;
  }
  return null;
}
