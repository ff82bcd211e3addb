import { HEADER_ONLY } from '../match/prefix.ts';
import type { Chosen } from './choose.ts';
import { type Finding, listed, ruleOf } from './finding.ts';
import { BAD_STATE } from './row.ts';
import { isTraceHead, isTraceLast, pointsBack } from './signs.ts';
import type { UnitHistory } from './unit.ts';

/** From this weight on a rule knows a program's own words. */
const OWN_WORDS = 80;

/**
 * True where what the terminal cut away may be the cause itself: a cut line begins like one that would explain more than
 * what was found, or the program's own bad lines are cut and all that is left to blame is what systemd says at the end or
 * a line found by its place.
 */
export function doubtfulBesideCut(
  { best, structural }: Chosen,
  findings: readonly Finding[],
  units: ReadonlyMap<string, UnitHistory>,
): boolean {
  // "SomethingException: Failed to st": what the exception says is exactly what was cut off.
  if (best.entry.truncated && !structural && ruleOf(best)?.rule.causeId === 'uncaught-exception') return true;
  const outer = best.entry.program === 'systemd' && (best.event !== null || best.entry.truncated);
  const rule = structural ? null : ruleOf(best)?.rule;
  return findings.some((finding) => {
    const { entry, role } = finding;
    if (!(entry.truncated || entry.maybeCut) || entry === best.entry) return false;
    const ours = best.entry.unit === null || entry.unit === best.entry.unit;
    const ghost = ruleOf(finding);
    // What follows from the cause anyway does not cast doubt on it.
    if (rule && ghost?.partial && ghost.rule.role === 'cause' && finding.of !== best.entry.at) {
      const near =
        entry.unit !== null ? ours || best.entry.program !== entry.program : entry.program === best.entry.program;
      const leads =
        outer ||
        (ghost.rule.causeId === rule.causeId
          ? ghost.rule.id === rule.id && best.entry.truncated && ghost.pattern < (ruleOf(best)?.pattern ?? 0)
          : listed(rule.id, ghost.rule.explains ?? []) ||
            (ghost.rule.weight >= OWN_WORDS && /^(?:systemd$|\()/.test(entry.program ?? '')));
      const alone = entry.unit !== null && best.entry.unit !== entry.unit && units.get(entry.unit)?.everFailed;
      if ((near && leads) || (alone && ghost.rule.causeId !== rule.causeId && ghost.rule.weight >= OWN_WORDS))
        return true;
    }
    if (pointsBack(best.entry) && entry.program === best.entry.program && entry.at < best.entry.at) return true;
    if (!outer && !structural) return false;
    // What a program says after its time was up is not why.
    if (best.event?.kind === 'timeout' && entry.at > best.entry.at) return false;
    return (
      entry.program !== 'systemd' &&
      ours &&
      (outer || entry.program === best.entry.program) &&
      (entry.level === 'error' ||
        entry.level === 'fatal' ||
        entry.level === 'warning' ||
        (entry.level === null && (role === 'unknown' || role === 'suspect' || role === 'symptom')))
    );
  });
}

/** A line of which a terminal left this much says what it is about, unless its own header took all of it. */
const ENOUGH = 24;
const OWN_HEADER = /^(?:time=|ts=|\{"|[IWEF]\d{4} |\d{4}[-/]\d\d[-/]\d\d|\[)/;
/** What a request log or a plain report begins with. */
const CALM_BEGINNING = /^"?(?:GET|POST|PUT|PATCH|DELETE|HEAD|OPTIONS) \/|^\S+ - \S+ \[/;
function saysEnough(message: string): boolean {
  return message.length >= ENOUGH && !OWN_HEADER.test(message) && CALM_BEGINNING.test(message);
}

/** A level that is seen although the rest of the line is not: no line of these levels tells why a program ended. */
const CALM =
  /\[id=\d+\]\s+(?:INFO|FINE\w*|CONFIG|WARNING)\b|\blevel=(?:i|in|inf|info|d|de|deb|debu|debug|w|wa|war|warn\w*)\b|^[IW]\d{4} |^\[?(?:INFO|DEBUG|WARN|NOTICE)|\s(?:IN|INF|INFO|WA|WAR|WARN|DE|DEB|DEBU|DEBUG)$/;

/**
 * True where most of a log is cut off before it says anything: that nothing bad is left to read proves nothing. A
 * level that is still readable does, and so does a unit that started last.
 */
export function mostlyCut(findings: readonly Finding[], units: ReadonlyMap<string, UnitHistory>): boolean {
  const works = new Set<string>();
  const last = new Map(findings.map((finding) => [`${finding.entry.program}`, finding.role]));
  for (const [program, role] of last) if (role === 'healthy' && program !== 'null') works.add(program);
  // Warnings alone, and nobody who says that the work goes on behind the first of them.
  const warned = findings.findIndex(({ entry }) => entry.level === 'warning');
  const nothingWorks =
    findings.filter(({ entry }) => entry.level === 'warning').length > 1 &&
    !findings.some(({ role, entry }, index) => role === 'healthy' || (entry.level === 'info' && index > warned));
  const dumb = findings.filter(
    ({ entry, role }) =>
      entry.truncated &&
      role === 'unknown' &&
      !CALM.test(entry.message) &&
      entry.level !== 'info' &&
      entry.level !== 'debug' &&
      (entry.level !== 'warning' || nothingWorks || HEADER_ONLY.test(entry.message)) &&
      !works.has(`${entry.program}`) &&
      !saysEnough(entry.message) &&
      !(entry.unit !== null && units.get(entry.unit)?.startedLast && !units.get(entry.unit)?.everFailed),
  ).length;
  return dumb > 0 && dumb * 2 > findings.length;
}

/** That something begins shows nothing working yet. */
const BEGINS = /^\W{0,2}(?:starting\b|kubelet version|\[?preflight\]? running|version\b|using\b)/i;

/**
 * A line or two, all of them cut and none of which shows anything working: the beginning of a log, and nothing is known of
 * the rest. Of a single line that shows nothing working it cannot even be seen whether it is whole.
 */
export function onlyABeginning(findings: readonly Finding[]): boolean {
  const [first] = findings;
  if (findings.length === 1 && (first?.role === 'unknown' || first?.role === 'context')) {
    const { level, message, program } = first.entry;
    if (program !== null && level === null && !/[.!?。！？)]$/.test(message.trim())) return true;
  }
  return (
    findings.length > 0 &&
    findings.length <= 2 &&
    findings.every(
      ({ entry, role }) =>
        (entry.truncated || entry.maybeCut) &&
        (role !== 'healthy' || BEGINS.test(entry.core)) &&
        entry.level !== 'warning',
    )
  );
}

/** A stack trace of which the line that says what happened is gone, and nothing of its program worked afterwards. */
export function tornTrace(findings: readonly Finding[]): boolean {
  const head = findings.findLast(({ entry, frame }) => frame && (isTraceHead(entry) || /^\s*throw /.test(entry.core)));
  if (!head || findings.some(({ entry }) => entry.at > head.entry.at && isTraceLast(entry))) return false;
  // Nothing of the same program behind its frames: the last line was not copied.
  const ends = !findings.some(
    ({ entry, frame }) => entry.at > head.entry.at && !frame && entry.program === head.entry.program,
  );
  return (
    (ends || findings.some(({ entry }) => entry.truncated || entry.maybeCut)) &&
    !findings.some(({ entry, role }) => role === 'healthy' && entry.at > head.entry.at)
  );
}

/** A torn table: not one line is known, none has a time or a level, and a state in it is none that is well. */
export function isTornTable(findings: readonly Finding[]): boolean {
  return (
    findings.every(({ understood, entry }) => !understood && entry.time === null && entry.level === null) &&
    findings.some(({ entry }) => BAD_STATE.test(entry.message))
  );
}
