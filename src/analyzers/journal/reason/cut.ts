import type { Chosen } from './choose.ts';
import { type Finding, ruleOf } from './finding.ts';
import type { UnitHistory } from './unit.ts';

/**
 * True where what the terminal cut away may be the cause itself: the program's own bad lines are cut, and all that is
 * left to blame is what systemd says at the end or a line found by its place.
 */
export function doubtfulBesideCut({ best, structural }: Chosen, findings: readonly Finding[]): boolean {
  // "SomethingException: Failed to st": what the exception says is exactly what was cut off.
  if (best.entry.truncated && !structural && ruleOf(best)?.rule.causeId === 'uncaught-exception') return true;
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

/** A line of which a terminal left this much says what it is about, unless its own header took all of it. */
const ENOUGH = 24;
const OWN_HEADER = /^(?:time=|ts=|\{"|[IWEF]\d{4} |\d{4}[-/]\d\d[-/]\d\d|\[)/;
/** What a request log or a plain report begins with. */
const CALM_BEGINNING = /^(?:GET|POST|PUT|PATCH|DELETE|HEAD|OPTIONS) \/|^\S+ - \S+ \[/;
function saysEnough(message: string): boolean {
  return message.length >= ENOUGH && !OWN_HEADER.test(message) && CALM_BEGINNING.test(message);
}

/** A level that is seen although the rest of the line is not: no line of these levels tells why a program ended. */
const CALM =
  /\blevel=(?:i|in|inf|info|d|de|deb|debu|debug|w|wa|war|warn\w*)\b|^[IW]\d{4} |^\[?(?:INFO|DEBUG|WARN|NOTICE)/;

/**
 * True where most of a log is cut off before it says anything: that nothing bad is left to read proves nothing. A
 * level that is still readable does, and so does a unit that started last.
 */
export function mostlyCut(findings: readonly Finding[], units: ReadonlyMap<string, UnitHistory>): boolean {
  const dumb = findings.filter(
    ({ entry, role }) =>
      entry.truncated &&
      role === 'unknown' &&
      !CALM.test(entry.message) &&
      entry.level !== 'info' &&
      entry.level !== 'debug' &&
      !saysEnough(entry.message) &&
      !(entry.unit !== null && units.get(entry.unit)?.startedLast && !units.get(entry.unit)?.everFailed),
  ).length;
  return dumb > 0 && dumb * 2 > findings.length;
}
