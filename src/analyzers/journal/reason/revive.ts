/** What a program seemed to survive counts again where nothing else explains its end. */
import type { Chosen } from './choose.ts';
import { type Finding, ruleOf } from './finding.ts';
import type { UnitHistory } from './unit.ts';

/** A process that dies this soon after a trouble did not get over it. */
const SOON_MS = 15_000;

const SOON_ENTRIES = 25;

/** Lines of one report stand this close together. */
const BESIDE_ENTRIES = 12;

/**
 * Where nothing explains why a process ended, what it seemed to survive shortly before counts again.
 * @returns whether anything does.
 */
export function revive(findings: readonly Finding[], units: ReadonlyMap<string, UnitHistory>): boolean {
  let any = false;
  const healthy = findings.filter(({ role }) => role === 'healthy');
  for (const finding of findings) {
    if (finding.role !== 'noise' || finding.cleared?.why !== 'went-on' || ruleOf(finding)?.rule.role !== 'cause')
      continue;
    const { at, time, program } = finding.entry;
    const ends =
      (finding.entry.unit ? units.get(finding.entry.unit) : undefined)?.runs.filter((run) => run.failed) ?? [];
    const end = ends.find((run) => run.end > at && run.from <= at);
    if (!end || end.end - at > SOON_ENTRIES) continue;
    const ended = findings[end.end - 1]!.entry.time;
    if (time !== null && ended !== null && ended - time > SOON_MS) continue;
    if (healthy.some(({ entry }) => entry.program === program && entry.at > at && entry.at < end.end)) continue;
    finding.role = 'cause';
    finding.cleared = null;
    any = true;
  }
  return any;
}

/**
 * Something failed here, and only its place says so: then a fault of the same program right beside it, which a rule
 * knows, says more, although the program went on afterwards.
 */
export function reviveBeside({ best }: Chosen, findings: readonly Finding[]): boolean {
  let any = false;
  for (const finding of findings) {
    if (finding.role !== 'noise' || finding.cleared?.why !== 'went-on') continue;
    const rule = ruleOf(finding)?.rule;
    if (rule?.role !== 'cause' || rule.weight < 50 || finding.entry.program !== best.entry.program) continue;
    if (Math.abs(finding.entry.at - best.entry.at) > BESIDE_ENTRIES) continue;
    finding.role = 'cause';
    finding.cleared = null;
    any = true;
  }
  return any;
}
