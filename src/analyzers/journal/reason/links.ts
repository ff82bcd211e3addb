import { refusesOtherwise } from './errno.ts';
import { type Finding, listed, ruleOf } from './finding.ts';
import { isCloser, isOfTool, isTraceHead, pointsBack, stillWaits } from './signs.ts';

/** Kinds of causes that follow from others, whoever reports them: the kind on the left is deeper. */
const DEEPER: Record<string, string[]> = {
  'disk-io-error': [
    'filesystem-corrupt',
    'readonly-filesystem',
    'hung-task',
    'data-corrupt',
    'watchdog-timeout',
    'etcd-slow',
  ],
  'filesystem-corrupt': ['readonly-filesystem', 'data-corrupt'],
  'mount-nfs-unreachable': ['hung-task', 'start-timeout', 'stop-timeout'],
  'link-down': ['dhcp-failed', 'network-unreachable', 'dns-failure', 'mount-nfs-unreachable'],
  'dhcp-failed': ['network-unreachable', 'dns-failure'],
  'network-unreachable': ['dns-failure', 'connection-timeout'],
  'selinux-denied': ['permission-denied-file', 'missing-capability', 'port-privileged', 'access-denied'],
  'apparmor-denied': ['permission-denied-file', 'missing-capability', 'access-denied', 'not-executable'],
  'host-oom': ['crash-abort', 'uncaught-exception', 'worker-timeout', 'memory-cannot-allocate'],
  'memory-limit-oom': ['crash-abort', 'uncaught-exception', 'worker-timeout', 'oomkilled-container'],
  'gpu-lost': ['crash-segfault', 'crash-abort', 'hardware-pcie', 'uncaught-exception'],
  'hardware-mce': ['crash-segfault', 'kernel-panic', 'kernel-bug'],
  'crash-segfault': ['connection-limit', 'worker-timeout'],
  'process-limit': ['crash-segfault', 'crash-abort', 'uncaught-exception', 'worker-timeout'],
  'gpu-driver-mismatch': ['gpu-driver-missing', 'gpu-lost'],
  'time-skew': ['cert-expired', 'auth-failed'],
  'cert-expired': ['node-not-joined', 'api-server-unreachable', 'missing-file'],
  'disk-full': ['evicted-disk-pressure', 'data-corrupt', 'crash-abort', 'connection-refused-dependency'],
  'mount-device-missing': ['dependency-failed', 'missing-file', 'data-missing'],
  'etcd-quota': ['api-server-unreachable'],
  'kernel-module-missing': ['kernel-feature-missing'],
  'missing-env-var': ['uncaught-exception', 'worker-timeout'],
  'probe-failed': ['crash-segfault'],
};

/** Why a program does not come up: another one of the same unit then finds nobody there. */
const NOT_UP = new Set([
  'already-running',
  'stale-pid-or-lock',
  'port-in-use',
  'port-privileged',
  'permission-denied-file',
  'config-syntax',
  'config-unknown-option',
  'config-invalid-value',
  'data-corrupt',
  'data-version-mismatch',
  'missing-file',
  'missing-shared-library',
  'gpu-driver-missing',
  'gpu-driver-mismatch',
]);

/** True where a client in the same unit cannot reach what another of its programs failed to start. */
function foundNobody(finding: Finding, other: Finding): boolean {
  return (
    finding.entry.unit !== null &&
    finding.entry.unit === other.entry.unit &&
    finding.entry.program !== other.entry.program &&
    ruleOf(finding)?.rule.causeId === 'connection-refused-dependency' &&
    NOT_UP.has(ruleOf(other)!.rule.causeId!) &&
    other.entry.at < finding.entry.at
  );
}

/** What forbids a process something, whatever its files allow. */
const DENIALS = new Set(['selinux-denied', 'apparmor-denied', 'seccomp-denied']);
/** Faults of what somebody wrote: no denial makes them. */
const WRITTEN = /^(?:config-(?!invalid-value)|unknown-flag|bad-unit-file|cert-(?:expired|name|key))/;
const SOON_MS = 10_000;

/** True where a denial names the very process of a line: what that process complains of at that moment follows from it. */
function wasDenied({ entry, matches }: Finding, denial: Finding): boolean {
  const rule = matches[0]?.rule;
  if (!DENIALS.has(ruleOf(denial)!.rule.causeId!) || WRITTEN.test(rule?.causeId ?? '') || !rule?.causeId) return false;
  const text = denial.entry.message;
  const pid = /\bpid=(\d+)/.exec(text)?.[1];
  const name = /\bcomm="([^"]{1,16})"/.exec(text)?.[1];
  const named =
    (pid !== undefined && entry.pid !== null && String(entry.pid) === pid) ||
    (name !== undefined && entry.program !== null && entry.program.slice(0, 15) === name);
  const both = entry.time !== null && denial.entry.time !== null;
  const apart = both ? Math.abs(entry.time! - denial.entry.time!) : 0;
  return named && apart <= SOON_MS && !refusesOtherwise(entry.core);
}

/** True where a line only says that it follows from errors of its program, and the other is one of them. */
function namesNoReason(finding: Finding, other: Finding): boolean {
  return (
    pointsBack(finding.entry) &&
    other.entry.at < finding.entry.at &&
    other.entry.program === finding.entry.program &&
    other.entry.pid === finding.entry.pid &&
    !pointsBack(other.entry)
  );
}

/** Later than this many entries and another program, a rule link is a coincidence. */
const FAR_MS = 15 * 60_000;
/** Lines of one instant come in any order. */
const DISORDER = 4;

function before(a: Finding, b: Finding): boolean {
  if (a.entry.at < b.entry.at) {
    const both = a.entry.time !== null && b.entry.time !== null && a.entry.sinceBoot === b.entry.sinceBoot;
    return !both || b.entry.time! - a.entry.time! <= FAR_MS;
  }
  const sameInstant = a.entry.time === null || b.entry.time === null || Math.abs(a.entry.time - b.entry.time) <= 2_000;
  return sameInstant && a.entry.at - b.entry.at <= DISORDER;
}

/** What only takes a Pod out of its Service, what says that its container keeps ending, and what ends one. */
const NOT_READY = 'kubernetes/readiness-failed';
const KEEPS_ENDING = 'kubernetes/back-off-restarting';
const ENDED_BY_PROBE = /\b(?:[Ll]iveness|[Ss]tartup) probe\b/;

/** A failing readiness probe ends no container: where one keeps ending by itself, that it is not ready follows from it. */
function notReadyOfCrash(findings: readonly Finding[]): void {
  const back = findings.find((finding) => finding.matches.some(({ rule }) => rule.id === KEEPS_ENDING));
  if (!back || findings.some(({ entry }) => ENDED_BY_PROBE.test(entry.message))) return;
  for (const finding of findings) {
    const object = finding.entry.fields['object'];
    if (finding.role !== 'cause' || ruleOf(finding)?.rule.id !== NOT_READY) continue;
    if (object !== undefined && object !== (back.entry.fields['object'] ?? object)) continue;
    finding.role = 'consequence';
    finding.of = back.entry.at;
  }
}

/** More kinds of causes than this in one log and the rest is repetition. */
const MOST_CAUSES = 300;

/** Of every rule the first cause and the last in each unit: the others repeat them. */
function distinctCauses(findings: readonly Finding[]): Finding[] {
  const first = new Map<string, Finding>();
  const last = new Map<string, Finding>();
  for (const finding of findings) {
    if (finding.role !== 'cause') continue;
    const key = `${ruleOf(finding)!.rule.id}|${finding.entry.unit}`;
    if (!first.has(key)) first.set(key, finding);
    last.set(key, finding);
  }
  return [...new Set([...first.values(), ...last.values()])].slice(0, MOST_CAUSES);
}

/** Turns causes into consequences where a deeper cause stands in the log, by what the rules and kinds say. */
export function linkByRules(findings: readonly Finding[]): void {
  notReadyOfCrash(findings);
  const causes = distinctCauses(findings);
  const denials = causes.some((cause) => DENIALS.has(ruleOf(cause)!.rule.causeId!));
  for (const finding of findings) {
    const match = ruleOf(finding);
    if (!match || finding.role === 'healthy' || finding.role === 'context' || finding.role === 'noise') continue;
    const { rule } = match;
    const deeper = causes.find((other) => {
      if (other === finding || other.role !== 'cause') return false;
      const otherRule = ruleOf(other)!.rule;
      if (otherRule.id === rule.id) return false;
      const linked = listed(otherRule.id, rule.explainedBy) || listed(rule.id, otherRule.explains);
      if (linked) return before(other, finding) || Math.abs(other.entry.at - finding.entry.at) < 60;
      const kinds =
        finding.role === 'cause' &&
        (DEEPER[otherRule.causeId!] ?? []).includes(rule.causeId!) &&
        // What itself follows from this kind of line and stands below it is not deeper.
        !(listed(rule.id, otherRule.explainedBy) && other.entry.at > finding.entry.at);
      return (
        (kinds && before(other, finding)) ||
        foundNobody(finding, other) ||
        (denials && wasDenied(finding, other)) ||
        namesNoReason(finding, other)
      );
    });
    if (!deeper) continue;
    finding.of = deeper.entry.at;
    if (finding.role === 'cause' || finding.role === 'symptom') finding.role = 'consequence';
  }
}

/**
 * Kinds of causes that pass: once a line shows the same program working again, they are over. A full disk or a crash is
 * not undone by the next good line; a name that resolves again is.
 */
const PASSING = new Set([
  'connection-refused-dependency',
  'connection-timeout',
  'api-server-unreachable',
  'dns-failure',
  'network-unreachable',
  'link-down',
  'dhcp-failed',
  'time-skew',
  'etcd-slow',
  'quorum-lost',
  'runtime-unavailable',
  'upstream-timeout',
  'lock-held',
  'rate-limited',
  'cni-not-ready',
  'node-not-ready',
  'wifi-auth',
  'image-pull-timeout',
  'mount-nfs-unreachable',
]);

/** What a guard says of an address that it shuts out. */
const SHUT_OUT = /\b(?:Ban|banned|blocked|blocking) (?:ip )?(\d{1,3}(?:\.\d{1,3}){3}|[0-9a-f]{0,4}:[0-9a-f:]{4,40})\b/i;

/** Addresses that fail2ban, CrowdSec or sshguard have shut out, with the entry that says so. */
function shutOut(findings: readonly Finding[]): Map<string, number> {
  const out = new Map<string, number>();
  for (const { entry } of findings) {
    if (!/^(?:fail2ban|sshguard|crowdsec)/.test(entry.program ?? '')) continue;
    const address = SHUT_OUT.exec(entry.core)?.[1];
    if (address) out.set(address, entry.at);
  }
  return out;
}

/** Clears what a program survived: a later line of the same process shows that it went on. */
export function clearSurvived(findings: readonly Finding[]): void {
  const later = new Map<string, Finding[]>();
  for (const finding of findings) {
    const key = processOf(finding);
    const list = later.get(key);
    if (list) list.push(finding);
    else later.set(key, [finding]);
  }
  // From the end: the last line of each process that shows life, so that nothing is searched twice.
  const proofs = new Map<string, Finding[]>();
  for (const [key, list] of later) proofs.set(key, list.filter(goesOn));
  const works = new Map<string, Finding>();
  for (const finding of findings)
    if (finding.role === 'healthy' && !STARTS.test(finding.entry.core)) works.set(programOf(finding), finding);
  // A table below the kubelet's events tells what a probe came to.
  const ready = findings.findLast(
    ({ role, entry }) => role === 'healthy' && entry.kind === 'row' && entry.program === 'kubectl',
  );
  const described = readyNow(findings);
  const strangers = shutOut(findings);
  for (const finding of findings) {
    const match = ruleOf(finding);
    // Rows of a table stand beside each other: a good one says nothing about another.
    if (!match || finding.entry.kind === 'row' || (finding.role !== 'cause' && finding.role !== 'symptom')) continue;
    const guarded = match.rule.id.startsWith('sshd/')
      ? [...strangers].find(([address]) => finding.entry.message.includes(address))
      : undefined;
    if (guarded) {
      finding.role = 'noise';
      finding.cleared = { by: guarded[1], why: 'shut-out' };
      continue;
    }
    const passes = match.rule.passing ?? PASSING.has(match.rule.causeId ?? '');
    const bad = finding.entry.level === 'error' || finding.entry.level === 'fatal';
    // A service that complains of what it needs, and a tool that fails in the end, show by their work that they got over it.
    const worksOnly =
      (passes && bad) || (isOfTool(finding.entry) && failsLater(later.get(processOf(finding))!, finding));
    const survived = (): Finding | undefined => {
      const alive = proofs.get(processOf(finding))!;
      const from = firstAfter(alive, finding.entry.at);
      return alive
        .slice(from, from + 8)
        .find((other) => ruleOf(other)?.rule.id !== match.rule.id && (!worksOnly || other.role === 'healthy'));
    };
    const proof =
      // Half a line begins like one that would be bad, and its program works.
      (match.partial && finding.entry.level !== 'fatal' ? worksAgain(finding, works) : undefined) ??
      (match.rule.survivable ? survived() : undefined) ??
      (passes ? worksAgain(finding, works) : undefined) ??
      (match.rule.causeId === 'probe-failed' && ready && ready.entry.at > finding.entry.at ? ready : undefined) ??
      (match.rule.causeId === 'probe-failed' && finding.entry.kind === 'event' ? described : undefined);
    if (!proof) continue;
    finding.role = 'noise';
    finding.cleared = { by: proof.entry.at, why: 'went-on' };
  }
}

/** True where a tool says at its end that it failed. */
function failsLater(own: readonly Finding[], finding: Finding): boolean {
  return own.some(
    ({ entry, role }) =>
      entry.at > finding.entry.at && entry.level === 'error' && (role === 'symptom' || isCloser(entry)),
  );
}

/** `kubectl describe` of a Pod whose containers are all ready and never restarted: its old events are over. */
function readyNow(findings: readonly Finding[]): Finding | undefined {
  const of = (name: string) =>
    findings.filter(
      ({ entry }) => entry.kind === 'status' && entry.format === 'describe' && entry.fields['name'] === name,
    );
  const ready = of('Ready').filter(({ entry }) => /^(?:True|False)$/.test(entry.fields['value'] ?? ''));
  const restarts = of('Restart Count');
  if (ready.length === 0 || restarts.length === 0) return undefined;
  const fine =
    ready.every(({ entry }) => entry.fields['value'] === 'True') &&
    restarts.every(({ entry }) => entry.fields['value'] === '0');
  return fine ? ready[0] : undefined;
}

/** A program that only begins proves nothing about what it needs. */
const STARTS = /^(?:start(?:ing|ed)?\b(?! successfully)|kubelet version|listening\b|booting|version\b|using\b)/i;

/** The last good line of a program, where it stands behind a passing cause of the same program. */
function worksAgain(finding: Finding, works: ReadonlyMap<string, Finding>): Finding | undefined {
  const proof = works.get(programOf(finding));
  return proof && proof.entry.at > finding.entry.at ? proof : undefined;
}

function programOf(finding: Finding): string {
  return `${finding.entry.host}/${finding.entry.program}${mailOf(finding.entry)}`;
}

/** A mail server gets over a mail that it could not deliver only when that mail goes out. */
function mailOf({ program, core }: Finding['entry']): string {
  const mail = /^postfix/.test(program ?? '') ? /^([0-9A-Za-z]{6,20}): to=(<[^>]*>)/.exec(core) : null;
  return mail ? `/${mail[1]}${mail[2]}` : '';
}

/** Index of the first finding behind an entry; the list is in order. */
function firstAfter(list: readonly Finding[], at: number): number {
  let low = 0;
  let high = list.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (list[middle]!.entry.at > at) high = middle;
    else low = middle + 1;
  }
  return low;
}

function processOf(finding: Finding): string {
  return `${finding.entry.host}/${finding.entry.program}/${finding.entry.pid}`;
}

const ENDING =
  /\bexit(?:ed|ing|s)?\b.{0,60}\b\d{1,3}\b|\bdid not exit normally\b|\b(?:terminated|aborted|died|crashed|killed|gave up|giving up)\b/i;

/** What a program takes down on its way out: "Stopping service [Tomcat]", "HikariPool-1 - Shutdown initiated...". */
const CLOSES =
  /(?:^|[:\]-] )(?:stopping|shutting down|shut ?down (?:initiated|completed|requested)|closing|destroying|pausing|unregistering|cleaning up|tearing down)\b/i;

/** A line that a dead or dying process would not write. */
function goesOn(finding: Finding): boolean {
  if (finding.frame || isTraceHead(finding.entry) || isCloser(finding.entry)) return false;
  if (!/\w/.test(finding.entry.core)) return false;
  // Of a line without header and program nobody knows who goes on.
  if (finding.role === 'unknown' && finding.entry.program === null) return false;
  // What is indented goes on with the message above it.
  if (finding.role === 'unknown' && /^\s/.test(finding.entry.message)) return false;
  // "Process exited with exit value 78", "did not exit normally".
  if (finding.role === 'unknown' && ENDING.test(finding.entry.core)) return false;
  if (finding.role !== 'healthy' && CLOSES.test(finding.entry.core)) return false;
  if (finding.role !== 'healthy' && stillWaits(finding.entry)) return false;
  // PostgreSQL says one error in several lines.
  if (/\b(?:STATEMENT|DETAIL|HINT|CONTEXT|QUERY): {1,2}\S/.test(finding.entry.raw.slice(0, 200))) return false;
  // More of a stack trace is no sign of life.
  if (/\/(?:stack|backtrace|trace-head)$/.test(ruleOf(finding)?.rule.id ?? '')) return false;
  return (
    finding.role === 'healthy' || finding.role === 'context' || finding.role === 'noise' || finding.role === 'unknown'
  );
}
