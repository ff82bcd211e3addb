/** What the other lines are once the causes are known: consequences, symptoms, or nothing that counts. */
import type { Entry } from '../read/entry.ts';
import { type Chosen, wentWell } from './choose.ts';
import { type Finding, ruleOf } from './finding.ts';
import { ageSeconds } from './row.ts';
import { breaksOffFailing, isCloser, isOfOneVisitor, isOfTool, speaksOfFailure, stillWaits } from './signs.ts';
import type { UnitHistory } from './unit.ts';

const CLOCKS_DIFFER_MS = 2_000;

/** What a command printed in front of a person, without any header: it ended with this. */
const LAST_WORDS = /^\s*(?:error|fatal|failed)\b/i;

/** A program that says it stops shows nothing that it got over. */
const STOPPING =
  /^(?:(?:the )?[\w./-]{1,40} (?:(?:is|has|was|has been|will be) )?)?(?:shutting down|shut down|stopping|stopped|exiting|exited|terminating|terminated|closing)\b/i;

/** What is undone or put off after a failure shows nothing that the program got over. */
const AFTERMATH =
  /\broll(?:ing|ed)? ?back\b|\bclean(?:ing|ed)? up\b|\bnext (?:scheduled )?(?:run|execution|backup|sync|attempt)\b.{0,20}\b(?:at|in|on)\b|\u56de\u6eda|\u4e0b\u6b21(?:\u8fd0\u884c|\u6267\u884c)/i;

/** Not the end of it, as the line itself says. */
const RETRIES = /\b(?:will retry|retrying)\b/i;

/** Lines of the same unit, process or instant follow from the cause before them. */
export function linkToCauses(
  findings: readonly Finding[],
  chosen: readonly Chosen[],
  units: ReadonlyMap<string, UnitHistory>,
): void {
  if (chosen.length === 0) return;
  for (const finding of findings) {
    if (
      finding.of !== null ||
      (finding.role !== 'symptom' && finding.role !== 'consequence' && finding.role !== 'suspect')
    )
      continue;
    const unit = finding.entry.unit ?? finding.event?.unit ?? null;
    const object = finding.entry.fields['object'];
    const backend = backendOf(finding.entry);
    const own = chosen.find(
      (cause) =>
        // What befell one object is not what another suffers from.
        !(object && cause.best.entry.fields['object'] && object !== cause.best.entry.fields['object']) &&
        !(backend && backendOf(cause.best.entry) && backend !== backendOf(cause.best.entry)) &&
        ((unit !== null && cause.best.entry.unit === unit) ||
          (finding.entry.program !== null &&
            finding.entry.program === cause.best.entry.program &&
            finding.entry.pid === cause.best.entry.pid)),
    );
    const only = chosen.length === 1 && unit !== null && units.get(unit)?.everFailed ? chosen[0] : undefined;
    const cause = own ?? only;
    if (!cause) continue;
    const earlier = cause.findings.findLast((member) => member.entry.at < finding.entry.at) ?? cause.best;
    // What was said seconds before cannot follow from it; clocks of two programs differ by less.
    if (finding.entry.time !== null && finding.entry.time < (earlier.entry.time ?? 0) - CLOCKS_DIFFER_MS) {
      if (finding.role === 'suspect') finding.role = 'symptom';
      continue;
    }
    finding.of = earlier.entry.at;
    if (finding.role === 'suspect') finding.role = finding.entry.at > earlier.entry.at ? 'consequence' : 'symptom';
    else if (finding.role === 'symptom') finding.role = 'consequence';
  }
}

/** The backend that a proxy's line is about. */
const backendOf = ({ core }: Entry): string | undefined => /\bupstream: "\w+:\/\/([^/"]{1,100})/.exec(core)?.[1];

/** Who says a line. Nameless lines of two shapes come from two programs, and a row of a table from neither. */
function speakerOf({ program, format, kind }: Entry): string {
  return program ?? (kind === 'row' ? 'a table' : `(${format ?? 'nameless'})`);
}

/** A consequence of something that is not in the log is all the log shows of it: unless its program works again later. */
export function orphansAreSymptoms(findings: readonly Finding[]): void {
  const works = new Map<string, number>();
  for (const { entry, role } of findings) if (role === 'healthy') works.set(speakerOf(entry), entry.at);
  for (const finding of findings) {
    if (!isOrphan(finding) || (finding.event && finding.event.unit !== null)) continue;
    const over =
      finding.entry.kind === 'event' || finding.entry.kind === 'row'
        ? findings.some((other) => other.role === 'healthy' && isNewer(other, finding))
        : (works.get(speakerOf(finding.entry)) ?? 0) > finding.entry.at;
    if (!over) finding.role = 'symptom';
  }
}

/** True where an event of the same kind of object is the younger one. */
function isNewer(one: Finding, other: Finding): boolean {
  if (one.entry.fields['object'] !== other.entry.fields['object']) return false;
  const [a, b] = [ageSeconds(one.entry.fields['age']), ageSeconds(other.entry.fields['age'])];
  return one.entry.kind === 'event' && a !== null && b !== null && a < b;
}

/** What is still only suspected, once the causes are known. */
export function settleSuspects(
  findings: readonly Finding[],
  chosen: readonly Chosen[],
  units: ReadonlyMap<string, UnitHistory>,
  failed: boolean,
): void {
  const alive = new Map<string, number>();
  const works = new Map<string, number>();
  for (const { entry, role } of findings) {
    if (role === 'healthy') works.set(speakerOf(entry), entry.at);
    if (
      role === 'healthy' ||
      (role === 'context' &&
        entry.level === 'info' &&
        !isCloser(entry) &&
        !stillWaits(entry) &&
        !STOPPING.test(entry.core) &&
        !AFTERMATH.test(entry.core))
    )
      alive.set(speakerOf(entry), entry.at);
  }
  for (const finding of findings) {
    if (finding.role !== 'suspect') continue;
    finding.suspected = true;
    if (chosen.length > 0 || failed) {
      finding.role = 'unknown';
      continue;
    }
    const { at, level, unit } = finding.entry;
    if (level !== 'fatal' && unit !== null && wentWell(units.get(unit), at)) {
      finding.role = 'noise';
      finding.cleared = { by: null, why: 'went-on' };
      continue;
    }
    // What a cut line would have said, nobody knows; only work that is seen done clears it.
    // A tool that fails goes on to say so: its later lines show nothing.
    // A program of Kubernetes complains while it starts, and ends when it is serious.
    const visitor = finding.entry.truncated && isOfOneVisitor(finding.entry);
    const dumb =
      finding.entry.truncated &&
      (visitor ||
        RETRIES.test(finding.entry.core) ||
        (/^E\d{4} /.test(finding.entry.message) && !speaksOfFailure(finding.entry)));
    const still = (finding.entry.truncated && !dumb) || (level === 'fatal' && !visitor) || isOfTool(finding.entry);
    const by = (still ? works : alive).get(speakerOf(finding.entry)) ?? 0;
    if (by > at && finding.entry.kind !== 'event') {
      finding.role = 'noise';
      finding.cleared = { by, why: 'went-on' };
    } else
      finding.role =
        level === 'error' ||
        level === 'fatal' ||
        finding.entry.kind === 'event' ||
        breaksOffFailing(finding.entry) ||
        LAST_WORDS.test(finding.entry.raw) ||
        endsOn(finding, findings)
          ? 'symptom'
          : 'unknown';
  }
}

/**
 * True where what a program printed ends on a line that speaks of a failure: nothing shows that it went on. The journal of
 * a machine may end anywhere.
 */
function endsOn(finding: Finding, findings: readonly Finding[]): boolean {
  const { level, format } = finding.entry;
  if (finding !== findings.at(-1) || level !== null || /^(?:journal|syslog|dmesg)/.test(format ?? '')) return false;
  return speaksOfFailure(finding.entry);
}

/** A consequence of something that the log does not show. */
function isOrphan({ role, of, entry }: Finding): boolean {
  return role === 'consequence' && of === null && entry.level !== 'info' && entry.level !== 'debug';
}

/** Whether a symptom alone means that something failed: not one that its unit got over. */
export function countsAsFailure(
  finding: Finding,
  findings: readonly Finding[],
  units: ReadonlyMap<string, UnitHistory>,
): boolean {
  const unit = finding.entry.unit ?? finding.event?.unit;
  const history = unit ? units.get(unit) : undefined;
  // A start that worked in the end excuses what systemd said before, not what the program itself goes on saying, nor its alarms.
  const alarm = finding.entry.level === 'fatal' && finding.entry.program !== 'systemd' && !finding.event;
  if (history?.startedLast && !alarm && (finding.event || ruleOf(finding) || finding.entry.program === 'systemd'))
    return false;
  const match = ruleOf(finding);
  if (
    match &&
    match.rule.weight <= 20 &&
    findings.some(
      (other) =>
        other.role === 'healthy' && other.entry.at > finding.entry.at && other.entry.program === finding.entry.program,
    )
  )
    return false;
  return true;
}

/** A log of which little is understood, with lines that speak of a failure: nothing allows to call that healthy. */
export function mostlyBad(findings: readonly Finding[]): boolean {
  const understood = findings.filter((finding) => finding.understood).length;
  if (understood * 4 > findings.length || findings.length > 60) return false;
  const bad = findings.findLast(
    ({ entry, suspected, role }) => suspected && role === 'unknown' && !/\bwarn(?:ing)?\b/i.test(entry.message),
  );
  return bad !== undefined && !findings.some(({ entry, role }) => role === 'healthy' && entry.at > bad.entry.at);
}
