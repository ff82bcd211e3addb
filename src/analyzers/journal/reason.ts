import { loadDerived, loadKnowledge } from '../../knowledge/load.ts';
import type { CauseFact, JournalFacts, Label } from './facts.ts';
import { type KnownPatterns, Matcher } from './match.ts';
import type { Entry } from './read/entry.ts';
import type { Log } from './read.ts';
import { chooseByPlace, chooseByRules, chooseForOthers, chooseHarmless } from './reason/choose.ts';
import { doubtfulBesideCut, isTornTable, mostlyCut, onlyABeginning, tornTrace } from './reason/cut.ts';
import { commonValues, fillCommand } from './reason/fill.ts';
import { type Finding, ruleOf } from './reason/finding.ts';
import { labelAll } from './reason/label.ts';
import { BYSTANDER } from './reason/lifecycle.ts';
import { clearSurvived, linkByRules } from './reason/links.ts';
import { loopsOf, runsOf } from './reason/loops.ts';
import { nextCommands } from './reason/next.ts';
import { instant, quotable } from './reason/quote.ts';
import { brokenOff } from './reason/reboot.ts';
import { revive, reviveBeside } from './reason/revive.ts';
import { countsAsFailure, linkToCauses, mostlyBad, orphansAreSymptoms, settleSuspects } from './reason/settle.ts';
import { isTraceLast } from './reason/signs.ts';
import { tellStory } from './reason/story.ts';
import { causeFact, noiseFacts, symptomFacts } from './reason/told.ts';
import { assignUnits, type UnitHistory, unitHistories } from './reason/unit.ts';

let shared: Matcher | null = null;

/** The matcher over all rules of knowledge/, built once. */
export function sharedMatcher(): Matcher {
  shared ??= new Matcher(loadKnowledge('journal-rules'), loadDerived<KnownPatterns>('journal-patterns'));
  return shared;
}

/** From this weight on a rule knows a message itself, not only a kind of message. */
const OWN_MESSAGE = 55;

/** True where a line is the very message of a program that a rule knows, and no question. */
export function isMessage(entry: Entry): boolean {
  if (/[?？]\s*$/.test(entry.message)) return false;
  return sharedMatcher()
    .match(entry)
    .some(({ rule, weight, partial }) => weight >= OWN_MESSAGE && !partial && !/^(?:generic|place)\//.test(rule.id));
}

/** True for what a program says that goes on beside everything else on a machine: logins, cron, mail. */
function isAside({ entry }: Finding): boolean {
  return entry.program !== null && BYSTANDER.test(entry.program) && !/^(?:kernel|systemd|init)$/.test(entry.program);
}

/** What may still tell why a machine began anew without having stopped. */
const AFTER_BREAK = ['journalctl -b -1 -e --no-pager', 'last -x -n 10', 'sudo ipmitool sel list'];

/** What a log shows: pure, the same facts for the same log and rules. */
export function reason(
  log: Log,
  range: [number, number],
  lineOffset: number,
  matcher: Matcher = sharedMatcher(),
): JournalFacts {
  const { entries } = log;
  const { events, units } = unitHistories(entries);
  assignUnits(entries, units);
  const findings = labelAll(entries, matcher, events, units);
  clearSurvived(findings);
  linkByRules(findings);
  let chosen = chooseByRules(findings, units);
  if (chosen.length === 0) {
    const last = chooseHarmless(findings, units) ?? chooseByPlace(findings, units, matcher);
    if (last) chosen = last.structural && reviveBeside(last, findings) ? chooseByRules(findings, units) : [last];
    if (last && chosen.length === 0) chosen = [last];
    const sure = last !== null && (last.best.entry.level === 'fatal' || isTraceLast(last.best.entry));
    if (!sure && revive(findings, units)) {
      const again = chooseByRules(findings, units);
      if (again.length > 0) chosen = again;
    }
  }
  if (chosen.length > 0 && chosen.every((cause) => doubtfulBesideCut(cause, findings, units))) {
    for (const finding of chosen.flatMap((cause) => cause.findings)) finding.role = 'symptom';
    chosen = [];
  }
  const failed = [...units.values()].some((history) => history.everFailed);
  const broken = failed ? null : brokenOff(findings, log.boots);
  // Nobody who fails to log in makes a machine begin anew.
  if (broken && chosen.length > 0 && chosen.every(({ best }) => isAside(best))) {
    for (const finding of chosen.flatMap((cause) => cause.findings)) {
      finding.role = 'noise';
      finding.cleared = { by: null, why: 'unrelated' };
    }
    chosen = [];
  }
  if (chosen.length > 0) chosen = [...chosen, ...chooseForOthers(chosen, findings, units, matcher)];
  for (const cause of chosen) for (const finding of cause.findings) finding.role = 'cause';
  linkToCauses(findings, chosen, units);
  settleSuspects(findings, chosen, units, failed);
  if (broken && chosen.length === 0) {
    broken.role = 'symptom';
    broken.cleared = null;
    broken.matches = [];
  }
  if (chosen.length === 0) orphansAreSymptoms(findings);
  const symptoms = findings.filter((finding) => finding.role === 'symptom');
  const verdict =
    chosen.length > 0
      ? 'root-cause'
      : failed || symptoms.some((finding) => countsAsFailure(finding, findings, units)) || mostlyBad(findings)
        ? 'symptom-only'
        : log.noEntries ||
            entries.length === 0 ||
            mostlyCut(findings, units) ||
            tornTrace(findings) ||
            onlyABeginning(findings) ||
            isTornTable(findings)
          ? 'symptom-only'
          : 'healthy';
  if (verdict === 'healthy') {
    for (const finding of symptoms) {
      finding.role = 'noise';
      finding.cleared ??= { by: null, why: 'went-on' };
    }
  }
  const next = nextCommands(findings, units, log);
  const loops = loopsOf(entries, units);
  const causes = chosen.map((cause) => causeFact(cause, log, findings, units, matcher));
  const times = entries.filter((entry) => entry.time !== null);
  const understood = findings.filter((finding) => finding.understood || finding.role === 'cause').length;
  const offset = log.restoredText === null ? lineOffset : 0;
  return {
    analyzer: 'journal',
    range: [range[0], range[1]],
    entries: entries.length,
    format: log.format,
    hosts: distinct(entries.map((entry) => entry.host)),
    units: concernedUnits(units, log, causes),
    from: times[0] ? instant(times[0]) : null,
    to: times.length > 0 ? instant(times.at(-1)!) : null,
    verdict,
    causes,
    next: [
      ...new Set([
        ...(verdict === 'root-cause' ? causes.flatMap((cause) => cause.next) : []),
        ...(verdict === 'symptom-only' ? commandsOf(symptoms, log) : []),
        ...(broken && chosen.length === 0 ? AFTER_BREAK : []),
        ...(verdict === 'healthy' ? [] : next),
      ]),
    ].slice(0, 10),
    coverage: { understood, of: entries.length },
    labels: findings.map(labelOf),
    noise: noiseFacts(findings, log),
    symptoms: symptomFacts(
      symptoms.filter((finding) => finding.role === 'symptom'),
      log,
    ),
    loops,
    runs: runsOf(findings, units),
    story: tellStory(findings, chosen, loops, units),
    quotable: quotable(findings, offset),
    repairs: log.repairs,
    restoredText: log.restoredText,
    assumed: log.assumed,
    truncated: entries.filter((entry) => entry.truncated).length,
    noEntries: log.noEntries,
    subject: log.subject,
  };
}

/** What the rules of the symptoms say to look at next. */
function commandsOf(symptoms: readonly Finding[], log: Log): string[] {
  const commands = symptoms.flatMap((finding) => {
    const match = ruleOf(finding);
    if (!match || match.rule.id.startsWith('systemd/')) return [];
    const values = { ...commonValues(finding.entry, log.subject), ...match.groups };
    return match.rule.next.map((command) => fillCommand(command, values));
  });
  return [...new Set(commands)].slice(0, 3);
}

function distinct(values: (string | null)[]): string[] {
  return [...new Set(values.filter((value): value is string => value !== null))].slice(0, 20);
}

function concernedUnits(units: ReadonlyMap<string, UnitHistory>, log: Log, causes: readonly CauseFact[]): string[] {
  const failing = [...units.values()].filter((history) => history.everFailed).map((history) => history.unit);
  const own = causes.flatMap((cause) => cause.unit ?? []);
  const others = [...units.keys()].filter((unit) => !failing.includes(unit));
  return [...new Set([...failing, ...own, ...(log.subject.unit ? [log.subject.unit] : []), ...others])].slice(0, 20);
}

function labelOf(finding: Finding): Label {
  const role = finding.role === 'suspect' ? 'unknown' : finding.role;
  const rule = ruleOf(finding)?.rule.id;
  return {
    at: finding.entry.at,
    role,
    ...(finding.of !== null && finding.of !== finding.entry.at ? { of: finding.of } : {}),
    ...(rule ? { rule } : {}),
  };
}
