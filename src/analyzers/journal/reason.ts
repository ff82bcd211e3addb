import { loadDerived, loadKnowledge } from '../../knowledge/load.ts';
import type { CauseFact, EntryFact, JournalFacts, Label, NoiseFact, SymptomFact } from './facts.ts';
import { type KnownPatterns, type Match, Matcher } from './match.ts';
import type { Entry } from './read/entry.ts';
import type { Log } from './read.ts';
import {
  type Chosen,
  chooseByPlace,
  chooseByRules,
  chooseForOthers,
  chooseHarmless,
  wentWell,
} from './reason/choose.ts';
import { doubtfulBesideCut, isTornTable, mostlyCut, onlyABeginning, tornTrace } from './reason/cut.ts';
import { namedReason } from './reason/errno.ts';
import { alsoNamed, commonValues, fill, fillCommand } from './reason/fill.ts';
import { type Finding, ruleOf } from './reason/finding.ts';
import { labelAll } from './reason/label.ts';
import { BYSTANDER } from './reason/lifecycle.ts';
import { clearSurvived, linkByRules } from './reason/links.ts';
import { loopsOf, runsOf } from './reason/loops.ts';
import { nextCommands } from './reason/next.ts';
import { ownFrame } from './reason/own-frame.ts';
import { brokenOff } from './reason/reboot.ts';
import { ageSeconds } from './reason/row.ts';
import {
  breaksOffFailing,
  detail,
  isCloser,
  isOfOneVisitor,
  isOfTool,
  isTraceLast,
  speaksOfFailure,
  stillWaits,
} from './reason/signs.ts';
import { tellStory } from './reason/story.ts';
import { assignUnits, type UnitHistory, unitHistories } from './reason/unit.ts';
import { sharpened } from './reason/wording.ts';
import { BY_PLACE, BY_PLACE_TOOL, CLEARED, EXIT_WORDS } from './reason/words.ts';

let shared: Matcher | null = null;

/** The matcher over all rules of knowledge/, built once. */
export function sharedMatcher(): Matcher {
  shared ??= new Matcher(loadKnowledge('journal-rules'), loadDerived<KnownPatterns>('journal-patterns'));
  return shared;
}

/** True for what a program says that goes on beside everything else on a machine: logins, cron, mail. */
function isAside({ entry }: Finding): boolean {
  return entry.program !== null && BYSTANDER.test(entry.program) && !/^(?:kernel|systemd|init)$/.test(entry.program);
}

/** What may still tell why a machine began anew without having stopped. */
const AFTER_BREAK = ['journalctl -b -1 -e --no-pager', 'last -x -n 10', 'sudo ipmitool sel list'];

/** A huge log keeps only what answers quote. */
const MOST_QUOTABLE = 600;
const LONGEST_QUOTE = 2_000;

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

/** A process that dies this soon after a trouble did not get over it. */
const SOON_MS = 15_000;
const SOON_ENTRIES = 25;

/**
 * Where nothing explains why a process ended, what it seemed to survive shortly before counts again.
 * @returns whether anything does.
 */
function revive(findings: readonly Finding[], units: ReadonlyMap<string, UnitHistory>): boolean {
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

/** Lines of one report stand this close together. */
const BESIDE_ENTRIES = 12;

/**
 * Something failed here, and only its place says so: then a fault of the same program right beside it, which a rule
 * knows, says more, although the program went on afterwards.
 */
function reviveBeside({ best }: Chosen, findings: readonly Finding[]): boolean {
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

/** An entry's time as the log wrote it: its own clock, with a zone only where it has one. */
export function instant(entry: Entry): string | null {
  if (entry.time === null) return null;
  if (entry.sinceBoot) return null;
  const { offset } = entry;
  const local = new Date(entry.time + (offset ?? 0) * 60_000).toISOString().replace(/\.000Z$|Z$/, '');
  if (offset === null) return local;
  if (offset === 0) return `${local}Z`;
  const two = (number: number) => String(Math.floor(number)).padStart(2, '0');
  return `${local}${offset < 0 ? '-' : '+'}${two(Math.abs(offset) / 60)}:${two(Math.abs(offset) % 60)}`;
}

const CLOCKS_DIFFER_MS = 2_000;

/** Lines of the same unit, process or instant follow from the cause before them. */
function linkToCauses(
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
    const own = chosen.find(
      (cause) =>
        (unit !== null && cause.best.entry.unit === unit) ||
        (finding.entry.program !== null &&
          finding.entry.program === cause.best.entry.program &&
          finding.entry.pid === cause.best.entry.pid),
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

/** Who says a line. Nameless lines of two shapes come from two programs, and a row of a table from neither. */
function speakerOf({ program, format, kind }: Entry): string {
  return program ?? (kind === 'row' ? 'a table' : `(${format ?? 'nameless'})`);
}

/** A consequence of something that is not in the log is all the log shows of it: unless its program works again later. */
function orphansAreSymptoms(findings: readonly Finding[]): void {
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

/** What a command printed in front of a person, without any header: it ended with this. */
const LAST_WORDS = /^\s*(?:error|fatal|failed)\b/i;
/** A program that says it stops shows nothing that it got over. */
const STOPPING =
  /^(?:(?:the )?[\w./-]{1,40} (?:(?:is|has|was|has been|will be) )?)?(?:shutting down|shut down|stopping|stopped|exiting|exited|terminating|terminated|closing)\b/i;

/** True where an event of the same kind of object is the younger one. */
function isNewer(one: Finding, other: Finding): boolean {
  if (one.entry.fields['object'] !== other.entry.fields['object']) return false;
  const [a, b] = [ageSeconds(one.entry.fields['age']), ageSeconds(other.entry.fields['age'])];
  return one.entry.kind === 'event' && a !== null && b !== null && a < b;
}

/** Not the end of it, as the line itself says. */
const RETRIES = /\b(?:will retry|retrying)\b/i;
/** What is still only suspected, once the causes are known. */
function settleSuspects(
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
        !STOPPING.test(entry.core))
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
        LAST_WORDS.test(finding.entry.raw)
          ? 'symptom'
          : 'unknown';
  }
}

/** A consequence of something that the log does not show. */
function isOrphan({ role, of, entry }: Finding): boolean {
  return role === 'consequence' && of === null && entry.level !== 'info' && entry.level !== 'debug';
}

/** Whether a symptom alone means that something failed: not one that its unit got over. */
function countsAsFailure(
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
function mostlyBad(findings: readonly Finding[]): boolean {
  const understood = findings.filter((finding) => finding.understood).length;
  if (understood * 4 > findings.length || findings.length > 60) return false;
  const bad = findings.findLast(
    ({ entry, suspected, role }) => suspected && role === 'unknown' && !/\bwarn(?:ing)?\b/i.test(entry.message),
  );
  return bad !== undefined && !findings.some(({ entry, role }) => role === 'healthy' && entry.at > bad.entry.at);
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

function causeFact(
  cause: Chosen,
  log: Log,
  findings: readonly Finding[],
  units: ReadonlyMap<string, UnitHistory>,
  matcher: Matcher,
): CauseFact {
  const { best } = cause;
  const match = ruleFor(cause, findings, units, matcher);
  const values = { ...commonValues(best.entry, log.subject), ...(match?.groups ?? {}) };
  if (!values['unit']) {
    const failing = [...units.values()].find((history) => history.everFailed);
    if (failing) values['unit'] = failing.unit;
  }
  const words = match
    ? { title: match.rule.title, why: match.rule.why, fix: match.rule.fix ?? match.rule.whenNothingElse!.fix }
    : isOfTool(best.entry)
      ? BY_PLACE_TOOL
      : BY_PLACE;
  const both = (text: { zh: string; en: string }) => ({
    zh: fill(text.zh, values, 'zh'),
    en: fill(text.en, values, 'en'),
  });
  const fix = both(words.fix);
  const meant = /\bdid you mean:? (?:to (?:use|write) )?\\?["'`\u2018\u201c]?([\w.-]{2,60})/i.exec(
    best.entry.core,
  )?.[1];
  if (meant && !fix.en.includes(meant)) {
    fix.zh = `${fix.zh.trimEnd()}\n程序自己猜你要写的是 \`${meant}\`。`;
    fix.en = `${fix.en.trimEnd()}\nThe program itself suggests \`${meant}\`.`;
  }
  const ruled = match?.rule.causeId ?? match?.rule.whenNothingElse?.causeId ?? kindByPlace(best, units);
  const causeId = match ? sharpened(ruled, best.entry.core, match) : ruled;
  const place = OF_CODE.has(causeId) ? ownFrame(best, findings) : null;
  if (place && !fix.en.includes(place)) {
    fix.zh = `${fix.zh.trimEnd()}\n堆栈里最近的自己的代码在 \`${place}\`。`;
    fix.en = `${fix.en.trimEnd()}\nThe nearest line of your own code in the trace is \`${place}\`.`;
  }
  const named = alsoNamed(fix.en, best.entry.core, match?.groups ?? {}, causeId);
  if (named) {
    fix.zh = `${fix.zh.trimEnd()}\n${named.zh}`;
    fix.en = `${fix.en.trimEnd()}\n${named.en}`;
  }
  return {
    causeId,
    rule: match?.rule.id ?? null,
    lines: [
      tellingStretch(inOnePiece(best.entry, match, matcher), match, matcher).slice(0, LONGEST_QUOTE),
      ...detailsOf(best, findings),
      ...saidBetter(best, findings),
    ].slice(0, 2),
    at: cause.findings
      .map((finding) => finding.entry.at)
      .sort((a, b) => a - b)
      .slice(0, 200),
    independent: cause.independent,
    confidence: cause.confidence,
    count: cause.findings.reduce((sum, finding) => sum + finding.entry.count, 0),
    unit: best.entry.unit ?? null,
    title: both(words.title),
    why: both(words.why),
    fix,
    next: (match?.rule.next ?? []).map((command) => fillCommand(command, values)),
    sources: match?.rule.sources.filter((source) => /^https?:/.test(source)) ?? [],
  };
}

/** The message of a Rust panic, which newer versions print below the place: `panicked at src/main.rs:18:48:`. */
function messageBelow(entry: Entry, findings: readonly Finding[]): Entry | null {
  if (!/\bpanicked at \S+:\d+:\d+:$/.test(entry.core)) return null;
  const below = findings[entry.at]?.entry;
  return below && below.program === entry.program && !/^note: run with /.test(below.core) ? below : null;
}

/** Kinds of faults that are mended in the program's own code. */
const OF_CODE = new Set(['uncaught-exception', 'crash-abort', 'heap-exhausted', 'schema-mismatch']);

/** So far behind a message its own details stand, a trace's frames not counted. */
const DETAIL_ENTRIES = 3;

/** The lines below a message in which its program says the very reason: PostgreSQL's DETAIL, a trace's last cause. */
function detailsOf({ entry }: Finding, findings: readonly Finding[]): string[] {
  const below = messageBelow(entry, findings);
  if (below) return [asItStands(below)];
  let deepest: Entry | null = null;
  let left = DETAIL_ENTRIES;
  for (const other of findings.slice(entry.at, entry.at + 200)) {
    if (other.frame) continue;
    if (other.entry.program !== entry.program && other.entry.program !== null && entry.program !== null) continue;
    if (/^\s*Caused by: \S/.test(other.entry.message)) deepest = other.entry;
    else if (/\bDETAIL: {1,2}\S/.test(other.entry.raw.slice(0, 200)) && other.entry.pid === entry.pid)
      return [asItStands(other.entry)];
    else {
      left -= 1;
      if (left === 0) break;
    }
  }
  return deepest && isTraceLast(entry) ? [asItStands(deepest)] : [];
}

/** Another rule's line of the same kind that names more than the chosen one, of the same unit or program. */
function saidBetter({ entry, matches }: Finding, findings: readonly Finding[]): string[] {
  const own = matches[0]?.rule;
  if (!own) return [];
  const other = findings.find((finding) => {
    const rule = ruleOf(finding)?.rule;
    return (
      rule !== undefined &&
      rule.id !== own.id &&
      rule.causeId === own.causeId &&
      finding.role !== 'noise' &&
      // What was done about the fault is not the fault.
      !(finding.role === 'consequence' && rule.role !== 'cause') &&
      finding.event === null &&
      finding.entry.program !== 'systemd' &&
      !finding.entry.truncated &&
      (finding.entry.unit === entry.unit || finding.entry.program === entry.program) &&
      detail(finding.entry.core) > detail(entry.core)
    );
  });
  return other ? [asItStands(other.entry)] : [];
}

/** Where a stack trace that lost its line breaks goes on: frames, deeper causes, the exception behind its report. */
const TRACE_JOINT =
  /\s+(?=(?:(?:[A-Z]\w{0,40})?Error(?: \[\w+\])?: |at (?:async |new )?[\w.$<>/]{3,200}\([^()]{1,120}\)|Caused by: |\.{3} \d+ (?:more|common frames)|[a-z]\w*(?:\.\w+){2,8}(?:Exception|Error): ))/;

/** Whether empty lines tear an entry: one stands in it, or was left out of it. */
function isTorn({ raw, lines: [first, last] }: Entry): boolean {
  return /\n[^\S\n]*\n/.test(raw) || (raw.includes('\n') && raw.split('\n').length < last - first + 1);
}

/** An entry as it stands in the paste; where empty lines tear it, its first line. */
function asItStands(entry: Entry): string {
  return (isTorn(entry) ? entry.raw.split('\n')[0]! : entry.raw).slice(0, LONGEST_QUOTE);
}

/** An entry as it stands in the paste; where empty lines tear it, the one line that its rule speaks of. */
function inOnePiece(entry: Entry, match: Match | null, matcher: Matcher): string {
  if (!isTorn(entry)) return entry.raw;
  const rows = entry.raw.split('\n');
  return rows.find((row) => match !== null && matcher.matches(match.rule, row.trim())) ?? rows[0]!;
}

/** Of an entry that holds a whole trace on one line, the stretch that its rule speaks of. */
function tellingStretch(raw: string, match: Match | null, matcher: Matcher): string {
  if (raw.length < 240 || raw.length > 20_000 || !match) return raw;
  const pieces = raw.split(TRACE_JOINT);
  if (pieces.length < 3) return raw;
  return pieces.findLast((piece) => matcher.matches(match.rule, piece.trim())) ?? raw;
}

/** Faults of the program's own code: whatever else the message says, it is an exception. */
const OWN_CODE =
  /\b(?:TypeError|IndexError|KeyError|AttributeError|ReferenceError|NameError|ZeroDivisionError|NullPointerException|NullReferenceException|ArrayIndexOutOfBounds\w*|IndexOutOfBounds\w*|ClassCastException|NoMethodError|index out of range|nil pointer|divide by zero|nil map)\b/;
/** Kinds below this weight are too general for an exception, which tells more by its name, and for a check before a start. */
const SURE_KIND = 46;
/** The message of an exception itself names its kind from here on. */
const NAMED_KIND = 40;

/** The rule that speaks for a cause: one that knows its message, else one that knows the kind of fault it names. */
function ruleFor(
  { best, structural }: Chosen,
  findings: readonly Finding[],
  units: ReadonlyMap<string, UnitHistory>,
  matcher: Matcher,
): Match | null {
  const known = structural ? null : ruleOf(best);
  const reason = known && namedReason(known, best.entry, best.matches, matcher);
  if (reason) return reason;
  if (known && (known.rule.causeId !== 'uncaught-exception' || OWN_CODE.test(best.entry.message))) return known;
  const inner = known && innerCause(best, findings, matcher);
  if (inner) return inner;
  const kind = matcher.kindsOf(best.entry)[0];
  if (!kind) return known;
  const sure = kind.weight >= SURE_KIND;
  return sure || (!known && kindByPlace(best, units) === 'uncaught-exception') ? kind : known;
}

/** Of an exception that wraps others: what the deepest "Caused by" says, where that is a kind of fault of its own. */
function innerCause({ entry }: Finding, findings: readonly Finding[], matcher: Matcher): Match | null {
  const causes = findings
    .slice(entry.at, entry.at + 200)
    .filter((other) => other.entry.program === entry.program && /^\s*Caused by: \S/.test(other.entry.message))
    .map((other) => other.entry);
  const below = messageBelow(entry, findings);
  for (const cause of [...(below ? [below] : []), ...causes].toReversed()) {
    const match = [...matcher.match(cause), ...matcher.kindsOf(cause)].find(
      ({ rule, weight }) =>
        rule.role === 'cause' &&
        rule.causeId !== 'uncaught-exception' &&
        (weight >= SURE_KIND || (cause === below && weight >= NAMED_KIND)),
    );
    if (match) return match;
  }
  return null;
}

/** A program that only checks, run by systemd before the start. */
const CHECKS = /check|test|valid|verify|lint|pre-?start|precheck/i;

/** The kind of a cause that only its place gives away. */
function kindByPlace({ entry }: Finding, units: ReadonlyMap<string, UnitHistory>): string {
  const history = entry.unit ? units.get(entry.unit) : undefined;
  const control = history?.events.some(({ kind, process }) => kind === 'exited' && process === 'control');
  // How the process ended says what kind of end it was.
  const ended = history?.events
    .filter(({ kind }) => kind === 'exited')
    .map(({ code, status }) => (code === 'exited' ? status : (status ?? 0) + 128));
  if (ended?.includes(134)) return 'crash-abort';
  if (ended?.includes(139)) return 'crash-segfault';
  return control && CHECKS.test(`${entry.program} ${entry.core.slice(0, 80)}`)
    ? 'precheck-failed'
    : 'uncaught-exception';
}

function noiseFacts(findings: readonly Finding[], log: Log): NoiseFact[] {
  const facts = new Map<string, NoiseFact>();
  for (const finding of findings) {
    if (finding.role !== 'noise' && !(finding.role === 'healthy' && finding.cleared)) continue;
    const match = ruleOf(finding);
    const key = match?.rule.id ?? finding.entry.core.replace(/\d+/g, '0').slice(0, 80);
    const known = facts.get(key);
    if (known) {
      known.count += 1;
      continue;
    }
    const values = { ...commonValues(finding.entry, log.subject), ...(match?.groups ?? {}) };
    const title = match?.rule.title ?? { zh: finding.entry.core.slice(0, 120), en: finding.entry.core.slice(0, 120) };
    const cleared = finding.cleared ? CLEARED[finding.cleared.why] : null;
    const why =
      match && match.rule.role !== 'cause' && match.rule.role !== 'symptom'
        ? match.rule.why
        : (cleared ?? match?.rule.why ?? CLEARED['went-on']!);
    facts.set(key, {
      at: finding.entry.at,
      count: 1,
      title: { zh: fill(title.zh, values, 'zh'), en: fill(title.en, values, 'en') },
      why: { zh: fill(why.zh, values, 'zh'), en: fill(why.en, values, 'en') },
      clearedBy: finding.cleared?.by ?? null,
    });
  }
  return [...facts.values()].slice(0, 30);
}

function symptomFacts(symptoms: readonly Finding[], log: Log): SymptomFact[] {
  const facts = new Map<string, SymptomFact>();
  for (const finding of symptoms) {
    const match = ruleOf(finding);
    const unit = finding.entry.unit ?? finding.event?.unit ?? null;
    const key = `${match?.rule.id ?? finding.event?.kind ?? finding.entry.core.slice(0, 60)}|${unit}`;
    const known = facts.get(key);
    if (known) {
      known.count += 1;
      continue;
    }
    const values = { ...commonValues(finding.entry, log.subject), ...(match?.groups ?? {}) };
    const words = match ? match.rule : null;
    const exit = finding.event?.kind === 'exited' ? EXIT_WORDS(finding.event.code, finding.event.status) : null;
    const text = finding.entry.core.slice(0, 160);
    facts.set(key, {
      at: finding.entry.at,
      count: 1,
      unit,
      title: words
        ? { zh: fill(words.title.zh, values, 'zh'), en: fill(words.title.en, values, 'en') }
        : { zh: text, en: text },
      why:
        exit ??
        (words ? { zh: fill(words.why.zh, values, 'zh'), en: fill(words.why.en, values, 'en') } : { zh: '', en: '' }),
    });
  }
  return [...facts.values()].slice(0, 12);
}

function quotable(findings: readonly Finding[], lineOffset: number): EntryFact[] {
  const all = findings.length <= MOST_QUOTABLE;
  const telling = (finding: Finding) =>
    finding.role === 'cause' ||
    finding.role === 'symptom' ||
    finding.role === 'consequence' ||
    finding.role === 'noise';
  const kept = all
    ? findings
    : findings
        .filter((finding, index) => index === 0 || index === findings.length - 1 || telling(finding))
        .slice(0, MOST_QUOTABLE);
  return kept.map(({ entry }) => ({
    at: entry.at,
    lines: [entry.lines[0] + lineOffset, entry.lines[1] + lineOffset],
    raw: entry.raw.slice(0, LONGEST_QUOTE),
    time: instant(entry),
    uptime: entry.sinceBoot && entry.time !== null ? entry.time / 1000 : null,
    host: entry.host,
    program: entry.program,
    unit: entry.unit,
    level: entry.level,
    text: entry.core.slice(0, 400),
    truncated: entry.truncated,
    ...(entry.format === 'table' ? { cells: { ...entry.fields } } : {}),
  }));
}
