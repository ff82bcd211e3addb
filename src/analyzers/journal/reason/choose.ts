import type { Matcher } from '../match.ts';
import { bareOf } from '../read/bare.ts';
import { saysOnlyThat } from './bare-failure.ts';
import { type Finding, ruleOf } from './finding.ts';
import { BYSTANDER, type UnitEvent } from './lifecycle.ts';
import { detail, isCloser, isOfTool, isTraceLast, speaksOfFailure } from './signs.ts';
import { type UnitHistory, unitsThatNeverRan } from './unit.ts';

/** A cause as chosen: the same fault seen once or many times. */
export interface Chosen {
  findings: Finding[];
  /** The one to quote. */
  best: Finding;
  score: number;
  independent: boolean;
  confidence: number;
  /** Found by its place in the log, not by a rule that knows the message. */
  structural: boolean;
  /** Of one that was found by its place: the log shows that its process ended. */
  ended?: boolean;
}

/** Kinds of causes that hit everything on a machine, so they need not stand in the failing unit's own lines. */
const HOST_WIDE = new Set([
  'disk-full',
  'inode-exhausted',
  'host-oom',
  'memory-limit-oom',
  'readonly-filesystem',
  'filesystem-corrupt',
  'disk-io-error',
  'selinux-denied',
  'apparmor-denied',
  'seccomp-denied',
  'kernel-panic',
  'kernel-bug',
  'hung-task',
  'cpu-lockup',
  'link-down',
  'dhcp-failed',
  'network-unreachable',
  'mount-device-missing',
  'mount-wrong-type',
  'mount-nfs-unreachable',
  'time-skew',
  'gpu-driver-mismatch',
  'gpu-lost',
  'gpu-driver-missing',
  'kernel-module-missing',
  'kernel-feature-missing',
  'crash-segfault',
  'hardware-mce',
  'power-undervoltage',
  'raid-degraded',
  'bad-unit-file',
  'quota-exceeded',
]);

/** Of these, a failing unit must speak itself, or be about networks, before they explain it. */
const OF_THE_NETWORK = new Set(['link-down', 'dhcp-failed', 'network-unreachable', 'dns-failure']);
const NETWORK_UNIT = /network|dhcp|ifup|online|nfs|cifs|remote|vpn|wg-|wireguard|resolved|bond|bridge/i;

/** From this weight on a cause needs no failure around it. */
const STRONG = 50;

/** A log with more different causes than this says nothing more with the next one. */
const MOST_CLUSTERS = 400;

/** The failing unit an entry belongs to, or null. */
export function failingUnit(finding: Finding, units: ReadonlyMap<string, UnitHistory>): UnitHistory | null {
  const history = finding.entry.unit ? units.get(finding.entry.unit) : undefined;
  return history?.everFailed ? history : null;
}

function inRun(finding: Finding, history: UnitHistory): boolean {
  const { at } = finding.entry;
  return history.runs.some((run) => run.failed && at >= run.from - 4 && at <= run.end + 6);
}

/** Chooses the causes from what the rules say, the best first. */
export function chooseByRules(findings: readonly Finding[], units: ReadonlyMap<string, UnitHistory>): Chosen[] {
  const failing = [...units.values()].filter((history) => history.everFailed);
  const stillborn = unitsThatNeverRan(
    findings.map(({ entry }) => entry),
    units,
  );
  const failed: Failed =
    failing.length === 0 ? 'none' : failing.every(({ unit }) => stillborn.has(unit)) ? 'unborn' : 'some';
  const clusters = new Map<string, Finding[]>();
  for (const finding of findings) {
    if (finding.role !== 'cause') continue;
    const { rule, groups } = ruleOf(finding)!;
    const key = `${rule.id}|${finding.entry.unit ?? ''}|${Object.values(groups).join('|')}`;
    const cluster = clusters.get(key);
    if (cluster) cluster.push(finding);
    else if (clusters.size < MOST_CLUSTERS) clusters.set(key, [finding]);
  }
  const chosen: Chosen[] = [];
  const healthy = lastHealthy(findings);
  const led = new Set(findings.flatMap((each) => (each.of !== null && failingUnit(each, units) ? each.of : [])));
  for (const members of clusters.values()) {
    const candidate = weigh(members, units, failed, healthy, led);
    if (candidate) chosen.push(candidate);
    else for (const member of members) demote(member);
  }
  chosen.sort((a, b) => b.score - a.score || lastAt(b) - lastAt(a));
  return settle(chosen, units, endedContainers(findings));
}

function lastAt(chosen: Chosen): number {
  return chosen.findings.at(-1)!.entry.at;
}

function demote(finding: Finding): void {
  finding.role = 'noise';
  finding.cleared = { by: null, why: 'unrelated' };
}

/** Whether units failed; unborn: all of them before their programs ran. */
type Failed = 'none' | 'some' | 'unborn';

function weigh(
  members: Finding[],
  units: ReadonlyMap<string, UnitHistory>,
  failed: Failed,
  healthy: ReadonlyMap<string, number>,
  led: ReadonlySet<number>,
): Chosen | null {
  const anyFailed = failed !== 'none';
  const best = mostTelling(members);
  const { rule, weight } = ruleOf(best)!;
  // What a line of the failing unit was found to follow from concerns it, whoever said it.
  const linked = members.some((member) => led.has(member.entry.at));
  const own = members
    .map((member) => failingUnit(member, units))
    .find((history) => history && members.some((member) => inRun(member, history)));
  const strong = rule.weight >= STRONG;
  const wide =
    HOST_WIDE.has(rule.causeId!) &&
    (!OF_THE_NETWORK.has(rule.causeId!) ||
      !anyFailed ||
      [...units.values()].some((history) => history.everFailed && NETWORK_UNIT.test(history.unit)));
  const program = best.entry.program ?? '';
  const bystander = BYSTANDER.test(program) && program !== 'systemd' && program !== 'kernel';
  if (anyFailed && !own && !wide && !linked) {
    // What another program says is no reason why one could not be started at all.
    if (failed === 'unborn') return null;
    const asksUnit = rule.weight >= 60 && !bystander && program !== 'kernel';
    if (!asksUnit) return null;
  }
  if (!anyFailed && !strong && !failsHere(members, healthy, units)) return null;
  if (
    wide &&
    !own &&
    program === 'kernel' &&
    rule.causeId === 'crash-segfault' &&
    anyFailed &&
    !mentionsFailing(best, units)
  )
    return null;
  const level = Math.max(
    ...members.map((member) => (member.entry.level === 'fatal' ? 6 : member.entry.level === 'error' ? 3 : 0)),
  );
  // What systemd says at the end ("killed by SIGABRT", "timed out") is the shell around what the program said itself.
  const outer = best.event !== null && best.entry.program === 'systemd' ? -30 : 0;
  const score =
    weight + (own ? 40 : (wide || linked) && anyFailed ? 34 : 0) + level + outer + (isTraceLast(best.entry) ? 1 : 0);
  const confidence = strong ? (own || !anyFailed ? 0.95 : 0.85) : own ? 0.7 : 0.6;
  return { findings: members, best, score, independent: false, confidence, structural: false };
}

/** What tells the reader what to do, not what happened. */
const ADVICE =
  /^(?:please|try|run|use|see|check|consider|ensure|make sure|hint|note|tip|consult|refer|verify|you (?:may|can|should|need|must|might)|if you|to (?:fix|resolve|solve|avoid))\b/i;

/** The one of several lines of one cause that a reader should see: whole, bad by its own level, full of detail. */
function mostTelling(members: readonly Finding[]): Finding {
  const score = ({ entry, event, matches }: Finding): number =>
    detail(entry.core) +
    Math.min(4, matches[0]?.pattern ?? 0) * -0.5 +
    (entry.truncated ? ((matches[0]?.partial ?? true) ? -6 : -3) : 0) +
    (ADVICE.test(bareOf(entry.core).replace(/^(?:\S{1,20}: )?\[[^\]]{1,30}\]:? /, '')) ? -6 : 0) +
    (entry.level === 'fatal' || entry.level === 'error'
      ? 3
      : entry.level === 'info' || entry.level === 'debug'
        ? -3
        : 0) +
    // "Failed with result" and exit lines repeat what another line said first.
    (event?.kind === 'failed' || event?.kind === 'failed-to-start' ? -6 : event?.kind === 'exited' ? -3 : 0);
  const inOrder = members.toSorted((a, b) => a.entry.at - b.entry.at);
  // What the kernel says of a file system goes from the fault to what it gave up for it.
  const kernel = inOrder[0]!.entry.program === 'kernel' && ruleOf(inOrder[0]!)?.rule.causeId === 'filesystem-corrupt';
  const first = inOrder[0]!.entry.at;
  const late = ({ entry }: Finding): number => (kernel ? Math.min(4, (entry.at - first) * 0.5) : 0);
  const worth = (member: Finding): number => score(member) - late(member) - (stumbles(member, inOrder) ? STUMBLED : 0);
  return inOrder.reduce((best, member) => (worth(member) > worth(best) ? member : best));
}

/** A parser goes on behind the first fault of a file and complains of what follows from it: this close, and worth less. */
const STUMBLES_WITHIN = 4;
const STUMBLED = 10;

/** True where the same process has complained of the same kind of fault in its configuration right above. */
function stumbles({ entry, matches }: Finding, all: readonly Finding[]): boolean {
  if (!/^config-(?:syntax|unknown-option)$/.test(matches[0]?.rule.causeId ?? '')) return false;
  return all.some(
    (other) =>
      other.entry.at < entry.at &&
      entry.at - other.entry.at <= STUMBLES_WITHIN &&
      other.entry.pid === entry.pid &&
      other.matches[0]?.rule === matches[0]!.rule &&
      other.matches[0].pattern === matches[0]!.pattern,
  );
}

/**
 * What is harmless most of the time and here is all there is: the last such line that names a failing unit.
 * @returns null where every harmless line is about something else.
 */
export function chooseHarmless(findings: readonly Finding[], units: ReadonlyMap<string, UnitHistory>): Chosen | null {
  const candidates = findings.filter(
    (finding) =>
      ruleOf(finding)?.rule.whenNothingElse &&
      (mentionsFailing(finding, units) || failingUnit(finding, units) !== null),
  );
  const best = candidates.at(-1);
  return best ? { findings: [best], best, score: 0, independent: false, confidence: 0.6, structural: false } : null;
}

/** True where a kernel line names a program or process of a failing unit. */
function mentionsFailing(finding: Finding, units: ReadonlyMap<string, UnitHistory>): boolean {
  const text = finding.entry.message;
  return [...units.values()].some(
    (history) => history.everFailed && text.includes(history.unit.replace(/\.\w+$/, '').slice(0, 15)),
  );
}

/** The last entry of each program, and of each of its processes, that shows something working. */
function lastHealthy(findings: readonly Finding[]): Map<string, number> {
  const last = new Map<string, number>();
  for (const { entry, role } of findings) {
    if (role !== 'healthy') continue;
    last.set(`${entry.program}`, entry.at);
    if (SUCCEEDED.test(entry.core)) last.set(WHOLE_RUN, entry.at);
    last.set(`${entry.program}|${entry.pid}`, entry.at);
  }
  return last;
}

/** What a build or a pipeline says at its end: whatever was printed before did not make it fail. */
const SUCCEEDED =
  /^(?:\[INFO\] )?(?:BUILD SUCCESS(?:FUL in \d.*)?|Finished: SUCCESS|Job succeeded|Pipeline succeeded)\s*$/;
const WHOLE_RUN = '|run';

/** True where systemd saw a unit through to its end after a line: a job that finished, a service that stopped in order. */
export function wentWell(history: UnitHistory | undefined, at: number): boolean {
  return (
    history?.events.some(
      (event) =>
        event.at > at &&
        (event.kind === 'finished' || (event.kind === 'deactivated' && (event.result ?? 'success') === 'success')),
    ) ?? false
  );
}

/** Without any failed unit: a general error counts only where its program says nothing good afterwards. */
function failsHere(
  members: Finding[],
  healthy: ReadonlyMap<string, number>,
  units: ReadonlyMap<string, UnitHistory>,
): boolean {
  const last = members.at(-1)!;
  const { program, pid, at, level, unit } = last.entry;
  if (level !== 'fatal' && unit !== null && wentWell(units.get(unit), at)) return false;
  const recovered = (healthy.get(pid === null ? `${program}` : `${program}|${pid}`) ?? 0) > at;
  return !recovered && (healthy.get(WHOLE_RUN) ?? 0) <= at && level !== 'info' && level !== 'debug';
}

/** Takes the first as the root; what else stands is another failure or follows from the first. */
function settle(chosen: Chosen[], units: ReadonlyMap<string, UnitHistory>, ended: ReadonlySet<string>): Chosen[] {
  const kept: Chosen[] = [];
  for (const candidate of chosen) {
    const { rule } = ruleOf(candidate.best)!;
    const rival = kept.find((other) => sameStory(other, candidate, units));
    if (!rival) {
      candidate.independent = kept.length > 0;
      if (kept.length > 0 && rule.weight < STRONG + 10 && !failsItself(candidate, kept, units, ended)) {
        for (const finding of candidate.findings) weaker(finding, kept[0]!);
        continue;
      }
      kept.push(candidate);
      continue;
    }
    const same = ruleOf(rival.best)!.rule.causeId === rule.causeId;
    if (same) {
      const sameRule = ruleOf(rival.best)!.rule.id === rule.id;
      rival.findings.push(...candidate.findings);
      if (sameRule) rival.best = mostTelling(rival.findings.filter((finding) => ruleOf(finding)!.rule.id === rule.id));
    } else for (const finding of candidate.findings) weaker(finding, rival);
  }
  return kept.slice(0, MOST_CAUSES);
}

/**
 * True where a cause stands in the life of a failing unit, or is said by a container that ended, of which none of the
 * others speaks: that one failed of it.
 */
function failsItself(
  candidate: Chosen,
  others: readonly Chosen[],
  units: ReadonlyMap<string, UnitHistory>,
  ended: ReadonlySet<string>,
): boolean {
  const { program } = candidate.best.entry;
  if (program !== null && ended.has(program) && !others.some(({ best }) => best.entry.program === program)) return true;
  return candidate.findings.some((finding) => {
    const history = failingUnit(finding, units);
    return history && inRun(finding, history) && !others.some(({ best }) => best.entry.unit === history.unit);
  });
}

/** More failures than this are not told in one answer. */
const MOST_CAUSES = 4;

/**
 * Units that failed too, of which no rule knows why and which nothing here explains: the cause that the place in the log
 * gives each of them.
 */
export function chooseForOthers(
  chosen: readonly Chosen[],
  findings: readonly Finding[],
  units: ReadonlyMap<string, UnitHistory>,
  matcher: Matcher,
): Chosen[] {
  if (chosen.some(({ best }) => HOST_WIDE.has(ruleOf(best)?.rule.causeId ?? ''))) return [];
  const explained = new Set(
    findings.flatMap(({ entry, role, of }) => (entry.unit && (role === 'cause' || of !== null) ? entry.unit : [])),
  );
  const told = new Set(chosen.flatMap((cause) => cause.findings));
  return [...units.values()]
    .filter(({ unit, failed, events }) => failed && !explained.has(unit) && !events.some(isOfDependency))
    .flatMap((history) => {
      const other = chooseByPlace(findings, new Map([[history.unit, history]]), matcher);
      // A line without a unit of its own may be of any of them: it is told once.
      if (!other || told.has(other.best)) return [];
      const { entry } = other.best;
      const tells = entry.level === 'error' || entry.level === 'fatal' || matcher.kindsOf(entry).length > 0;
      return tells ? [{ ...other, independent: true }] : [];
    })
    .slice(0, Math.max(0, MOST_CAUSES - chosen.length));
}

function isOfDependency({ kind }: UnitEvent): boolean {
  return kind === 'dependency';
}

function weaker(finding: Finding, than: Chosen): void {
  finding.role = finding.entry.at >= than.findings[0]!.entry.at ? 'consequence' : 'symptom';
  finding.of = than.best.entry.at;
  finding.cleared = { by: than.best.entry.at, why: 'weaker' };
}

/** The failed lives of its unit in which a cause shows. */
function runsWith(chosen: Chosen, history: UnitHistory): number[] {
  return history.runs.flatMap((run, index) =>
    run.failed && chosen.findings.some(({ entry }) => entry.at >= run.from - 2 && entry.at <= run.end) ? [index] : [],
  );
}

function sameStory(a: Chosen, b: Chosen, units: ReadonlyMap<string, UnitHistory>): boolean {
  const kindA = ruleOf(a.best)!.rule.causeId;
  const kindB = ruleOf(b.best)!.rule.causeId;
  if (kindA === kindB) return true;
  const x = a.best.entry;
  const y = b.best.entry;
  if (x.unit && y.unit) {
    if (x.unit !== y.unit) return false;
    const history = units.get(x.unit);
    const runs = history ? [runsWith(a, history), runsWith(b, history)] : [[], []];
    // A process that died of one thing and its successor that died of another are two failures.
    if (
      x.pid !== y.pid &&
      runs[0]!.length > 0 &&
      runs[1]!.length > 0 &&
      !runs[0]!.some((run) => runs[1]!.includes(run))
    )
      return false;
    return near(a, b) || runs[0]!.some((run) => runs[1]!.includes(run));
  }
  if (x.kind === 'event' || y.kind === 'event' || x.kind === 'status' || y.kind === 'status')
    return x.kind === y.kind && (x.fields['object'] ?? '') === (y.fields['object'] ?? '');
  if (x.program !== null && x.program === y.program) {
    // A daemon that runs for long serves many: its errors minutes apart or about other things are other failures.
    const request = /Handler for (?:POST|GET|PUT|DELETE) (\S+)/;
    const asked = [
      request.exec(x.message)?.[1]?.replace(/[0-9a-f]{12,}/, ''),
      request.exec(y.message)?.[1]?.replace(/[0-9a-f]{12,}/, ''),
    ];
    if (asked[0] && asked[1] && asked[0] !== asked[1]) return false;
    return x.pid === y.pid && near(a, b);
  }
  return near(a, b) && x.program === null && y.program === null && !haveNothingInCommon(kindA!, kindB!);
}

/** Faults of a program's file: whatever the network does, they stay. */
const OF_THE_BINARY = new Set([
  'exec-format-arch',
  'missing-shared-library',
  'crash-illegal-instruction',
  'script-interpreter',
  'not-executable',
]);
/** Faults on the way to others. */
const ON_THE_WAY = new Set(['dns-failure', 'network-unreachable', 'connection-timeout', 'link-down', 'dhcp-failed']);

function haveNothingInCommon(one: string, other: string): boolean {
  return (OF_THE_BINARY.has(one) && ON_THE_WAY.has(other)) || (OF_THE_BINARY.has(other) && ON_THE_WAY.has(one));
}

function near(a: Chosen, b: Chosen): boolean {
  const x = span(a);
  const y = span(b);
  return x === null || y === null || Math.max(x[0], y[0]) - Math.min(x[1], y[1]) <= 45_000;
}

function span(chosen: Chosen): [number, number] | null {
  let from = Number.POSITIVE_INFINITY;
  let to = Number.NEGATIVE_INFINITY;
  for (const { entry } of chosen.findings) {
    if (entry.time === null) continue;
    from = Math.min(from, entry.time);
    to = Math.max(to, entry.time);
  }
  return from <= to ? [from, to] : null;
}

/** Of more suspects than this only the last are weighed. */
const MOST_SUSPECTS = 400;
/** Terminals are mostly as wide as a round number; at another width one full line is rather chance. */
const looksCut = (raw: string): boolean => raw.length % 20 === 0 || raw.length < 100;
/** What a line that names a kind of fault is worth beside one that only sounds bad. */
const NAMES_KIND = 3;

/**
 * Finds a cause by its place alone: the last telling error of the process before it ended.
 * @returns null where the log shows nothing that tells.
 */
export function chooseByPlace(
  findings: readonly Finding[],
  units: ReadonlyMap<string, UnitHistory>,
  matcher: Matcher,
): Chosen | null {
  const failing = [...units.values()].filter((history) => history.everFailed);
  const ended = failing.length > 0 ? new Set<string>() : endedContainers(findings);
  // Without the names of containers before the lines, all that is printed is of the one that ended.
  const named = findings.some(({ entry }) => entry.program !== null && ended.has(entry.program));
  const stands = (finding: Finding): boolean => {
    if (ended.size > 0 && !(named ? ended.has(finding.entry.program ?? '') : finding.entry.program === null))
      return false;
    if (finding.frame || finding.entry.truncated || isCloser(finding.entry)) return false;
    if (finding.entry.maybeCut && looksCut(finding.entry.raw)) return false;
    if (saysOnlyThat(finding.entry) && matcher.kindsOf(finding.entry).length === 0) return false;
    if (failing.length > 0)
      return failing.some(
        (history) =>
          finding.entry.unit === history.unit && inRun(finding, history) && finding.entry.program !== 'systemd',
      );
    const { program, unit, level, at } = finding.entry;
    if (level !== 'fatal' && unit !== null && wentWell(units.get(unit), at)) return false;
    return program === null || !BYSTANDER.test(program);
  };
  const suspects = findings.filter((finding) => finding.role === 'suspect' && stands(finding));
  // A program that only warned and then gave up: its last warning that speaks of a failure is all there is.
  const gaveUp = failing.length > 0 || ended.size > 0 || closes(findings) || findings.some(isBanner);
  const pool =
    suspects.length > 0 || !gaveUp
      ? suspects
      : findings.filter(
          (finding) =>
            (finding.role === 'unknown' || finding.role === 'context') &&
            !finding.matches[0] &&
            (finding.entry.level === 'warning' || (failing.length > 0 && finding.entry.level === 'info')) &&
            speaksOfFailure(finding.entry) &&
            matcher.kindsOf(finding.entry).length > 0 &&
            stands(finding),
        );
  if (pool.length === 0) return null;
  const scored = pool.slice(-MOST_SUSPECTS).map((finding, index) => {
    const level =
      finding.entry.level === 'fatal'
        ? 8
        : finding.entry.level === 'error'
          ? 4
          : finding.entry.level === 'warning'
            ? -4
            : 0;
    return {
      finding,
      score:
        level +
        detail(finding.entry.core) +
        (ADVICE.test(bareOf(finding.entry.core)) ? -6 : 0) +
        (isTraceLast(finding.entry) ? 6 : 0) +
        (matcher.kindsOf(finding.entry).length > 0 ? NAMES_KIND : 0) +
        index / pool.length,
    };
  });
  scored.sort((a, b) => b.score - a.score || b.finding.entry.at - a.finding.entry.at);
  const exited = failing.length > 0 || ended.size > 0 || (gaveUp && (suspects.length === 0 || findings.some(isBanner)));
  const last = ({ finding }: (typeof scored)[number]): boolean =>
    finding.entry.level === 'fatal' ||
    isTraceLast(finding.entry) ||
    ((lastWords(finding, findings) || isAllThereIs(finding, findings, matcher)) &&
      // Nothing shows that the program ended, and its words do not say why it would have.
      !matcher.kindsOf(finding.entry)[0]?.rule.reasonless);
  const best = exited ? scored[0]! : scored.find(last);
  if (!best || best.score < (exited ? 1 : 5)) return null;
  const same = pool.filter((finding) => finding.entry.core === best.finding.entry.core);
  return {
    findings: same,
    best: best.finding,
    score: best.score,
    independent: false,
    confidence: exited ? 0.55 : 0.45,
    structural: true,
    ended: gaveUp || best.finding.entry.level === 'fatal' || isTraceLast(best.finding.entry),
  };
}

/** Containers that compose saw end with an error, as their lines are marked: `web-1 exited with code 1`. */
function endedContainers(findings: readonly Finding[]): Set<string> {
  const ended = new Set<string>();
  for (const { entry } of findings) {
    const name = /^([a-z0-9][\w.-]{0,80}?)(?:[-_]\d{1,3})? exited with code [1-9]\d{0,2}\b/.exec(entry.core)?.[1];
    if (name) ended.add(name);
  }
  return ended;
}

/** What a framework prints above the reason for its end. */
function isBanner({ entry }: Finding): boolean {
  return /^APPLICATION FAILED TO START$/.test(entry.core);
}

/** True where a log ends with a program that says it gives up. */
function closes(findings: readonly Finding[]): boolean {
  return findings.slice(-3).some(({ entry, role }) => GIVES_UP.test(entry.core) && role !== 'healthy');
}

const GIVES_UP = /\b(?:failed to start|terminating|giving up|aborting|exiting)\b\W*$|(?:异常退出|启动失败|退出)\W*$/i;

/** A few lines that somebody cut out, without headers: what names its kind of fault is what they ask about. */
const FEW_LINES = 6;
const OWN_WORDS = 54;

function isAllThereIs({ entry }: Finding, all: readonly Finding[], matcher: Matcher): boolean {
  return (
    all.length <= FEW_LINES &&
    entry.level === null &&
    entry.format === null &&
    entry.program === null &&
    (matcher.kindsOf(entry)[0]?.weight ?? 0) >= OWN_WORDS &&
    !all.some((other) => other.entry.at > entry.at && (other.role === 'healthy' || other.entry.level === 'info'))
  );
}

/** True where a program says nothing good after a line. */
function lastWords(finding: Finding, all: readonly Finding[]): boolean {
  if (finding.entry.level !== 'error') return false;
  return !all.some(
    (other) =>
      other.entry.at > finding.entry.at &&
      other.entry.program === finding.entry.program &&
      (other.role === 'healthy' || (other.entry.level === 'info' && !isOfTool(other.entry))),
  );
}
