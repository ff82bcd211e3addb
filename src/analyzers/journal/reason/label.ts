import type { MatchCache, Matcher } from '../match.ts';
import type { Entry } from '../read/entry.ts';
import type { Finding, FindingRole } from './finding.ts';
import { BYSTANDER, isHousekeeping, type UnitEvent } from './lifecycle.ts';
import { clearReplaced, roleOfRow } from './row.ts';
import {
  isCloser,
  isFrame,
  isOfOneVisitor,
  isOfTool,
  isTraceHead,
  isUsageLine,
  saysNothing,
  showsSuccess,
  speaksOfFailure,
} from './signs.ts';
import { endedAsTold, isFailedExit, type UnitHistory } from './unit.ts';

/** How far away the second line of a message may stand. */
const NEAR = 6;

/** A paste of so few lines shows what its author asks about. */
const FEW = 3;

/** Gives every entry its first role, from rules and from structure, without looking at what follows from what. */
export function labelAll(
  entries: readonly Entry[],
  matcher: Matcher,
  events: ReadonlyMap<number, UnitEvent>,
  units: ReadonlyMap<string, UnitHistory>,
): Finding[] {
  const inUsage = new Map<string, boolean>();
  const inTrace = new Set<string>();
  const cache: MatchCache = new Map();
  const findings = entries.map((entry, index) => {
    const event = events.get(entry.at) ?? null;
    const finding: Finding = {
      entry,
      role: 'unknown',
      matches: [],
      event,
      frame: false,
      of: null,
      cleared: null,
      understood: false,
    };
    if (endsPythonTrace(entries, index)) entry.level ??= 'error';
    const key = `${entry.program}[${entry.pid}]`;
    if (isTraceHead(entry)) inTrace.add(key);
    else if (!/^\s/.test(entry.message) && !isFrame(entry)) inTrace.delete(key);
    if (
      entry.kind === 'line' &&
      (isFrame(entry) ||
        isTraceHead(entry) ||
        (inTrace.has(key) && /^\s(?!\s*(?:\[cause\]|Caused by|caused by): )/.test(entry.message)))
    ) {
      finding.frame = true;
      finding.role = 'context';
      finding.understood = true;
      return finding;
    }
    const around = entries
      .slice(Math.max(0, index - NEAR), index + NEAR + 1)
      .filter((other) => other !== entry && other.program === entry.program);
    finding.matches = matcher.match(entry, around, cache);
    if (entry.truncated) {
      const beginnings = matcher
        .matchCut(entry)
        .map((match) => ({ ...match, partial: match.partial || isCloser(entry) }));
      const [known] = finding.matches;
      if (
        beginnings[0] &&
        beginnings[0].weight > (known?.weight ?? 0) &&
        (!known || known.partial || !beginnings[0].partial)
      )
        finding.matches = beginnings;
    }
    // Whose request it was, and so that the server runs, stands behind the cut.
    if (isOfOneVisitor(entry) && !/, client: /.test(entry.raw))
      finding.matches = finding.matches.map((match) => ({ ...match, partial: true }));
    // "modprobe: FATAL: ..." is noise inside of another program's log, not where a person shows just that.
    if (
      entries.length <= FEW &&
      isOfTool(entry) &&
      entry.level === 'error' &&
      finding.matches[0]?.rule.role === 'noise'
    )
      finding.matches = finding.matches.filter(({ rule }) => rule.role === 'cause');
    const best = finding.matches[0];
    // How a row fares is said by its columns; rules only name what is wrong where something is.
    const row = entry.kind === 'row' ? roleOfRow(entry) : null;
    if (row?.[1] && row[0] !== 'symptom') {
      finding.matches = [];
      [finding.role, finding.understood] = row;
      return finding;
    }
    if (best && !best.partial) inUsage.set(key, inUsage.get(key) === true && best.weight < 50);
    if (/^\s*(?:usage|options|flags|commands):?/i.test(entry.core) || /^Usage of \S+:/.test(entry.core))
      inUsage.set(key, true);
    if (best?.rule.role === 'healthy' && entry.program === null && isCloser(entry)) {
      // "exiting" of nobody knows whom.
      finding.matches = [];
    } else if (best) {
      finding.role = best.rule.role;
      finding.understood = true;
      if (best.partial && best.rule.role === 'cause') finding.role = 'symptom';
    } else if (inUsage.get(key) || isUsageLine(entry)) {
      finding.role = 'context';
      finding.understood = true;
    } else {
      [finding.role, finding.understood] = byStructure(entry, event, units);
      // Of a unit that failed, a line that names a kind of fault is worth a look although no word in it sounds bad.
      if (finding.role === 'unknown' && ofFailed(entry, units) && matcher.kindsOf(entry).length > 0)
        finding.role = 'suspect';
    }
    if (event && event.kind === 'exited' && !isFailedExit(event, wasStopping(event, units))) {
      finding.role = 'healthy';
      finding.matches = [];
      finding.understood = true;
      if (event.status !== 0) finding.cleared = { by: null, why: 'stopped-on-purpose' };
    }
    if (event?.kind === 'failed' && endedAsTold(event, units.get(event.unit ?? '')?.events ?? [])) {
      finding.role = 'context';
      finding.matches = [];
      finding.cleared = { by: null, why: 'stopped-on-purpose' };
    }
    return finding;
  });
  clearReplaced(findings);
  return findings;
}

/** So far above the exception stand the last frames of its trace, each with a line of code. */
const LAST_FRAMES = 4;

/** True for the exception below the frames of a Python trace, whatever its class is called: `app.store.WrongCollation: ...`. */
function endsPythonTrace(entries: readonly Entry[], index: number): boolean {
  return (
    /^(?:[A-Za-z_]\w{0,60}\.){1,8}[A-Z]\w{2,80}(?:: \S|$)/.test(entries[index]!.message) &&
    entries
      .slice(Math.max(0, index - LAST_FRAMES), index)
      .some(({ message }) => /^\s*File "[^"]{1,300}", line \d+, in \S/.test(message))
  );
}

function ofFailed({ unit, level }: Entry, units: ReadonlyMap<string, UnitHistory>): boolean {
  return unit !== null && level !== 'warning' && (units.get(unit)?.everFailed ?? false);
}

function wasStopping(event: UnitEvent, units: ReadonlyMap<string, UnitHistory>): boolean {
  const before = units.get(event.unit ?? '')?.events.filter((other) => other.at < event.at) ?? [];
  return before.at(-1)?.kind === 'stopping';
}

function byStructure(
  entry: Entry,
  event: UnitEvent | null,
  units: ReadonlyMap<string, UnitHistory>,
): [FindingRole, boolean] {
  if (event) return [roleOfEvent(event, units), true];
  if (entry.kind === 'row') return roleOfRow(entry);
  if (entry.kind === 'status') return roleOfStatus(entry);
  if (entry.kind === 'event') return entry.level === 'warning' ? ['suspect', false] : ['context', true];
  if (!entry.truncated && saysNothing(entry)) return ['context', true];
  if (showsSuccess(entry)) return ['healthy', true];
  if (entry.level === 'fatal' || entry.level === 'error') return ['suspect', false];
  if (entry.level === 'info' || entry.level === 'debug') return ['context', true];
  if (speaksOfFailure(entry)) return [entry.level === 'warning' ? 'unknown' : 'suspect', false];
  if (entry.program !== null && (BYSTANDER.test(entry.program) || entry.program === 'systemd'))
    return ['context', true];
  return ['unknown', false];
}

function roleOfEvent(event: UnitEvent, units: ReadonlyMap<string, UnitHistory>): FindingRole {
  if (isHousekeeping(event)) return event.kind === 'failed' || event.kind === 'dependency' ? 'symptom' : 'context';
  switch (event.kind) {
    case 'exited':
      return isFailedExit(event, wasStopping(event, units)) ? 'symptom' : 'healthy';
    case 'failed':
      return event.result === 'success' ? 'healthy' : 'symptom';
    case 'failed-to-start':
    case 'start-limit':
    case 'dependency':
    case 'timeout':
      return 'symptom';
    case 'restart':
    case 'killing':
      return 'consequence';
    case 'started':
    case 'finished':
    case 'deactivated':
      return 'healthy';
    default:
      return 'context';
  }
}

function roleOfStatus(entry: Entry): [FindingRole, boolean] {
  const { name = '', value = '' } = entry.fields;
  if (name === 'Active' || name === '活动' || name === '已活动') {
    if (/^(?:failed|activating \(auto-restart\))/.test(value)) return ['symptom', true];
    return [/^active/.test(value) ? 'healthy' : 'context', true];
  }
  if (/\(code=(?:exited|killed|dumped), (?:status|signal)=(?!0\b|0\/)/.test(value)) return ['symptom', true];
  if (name === 'Reason') {
    if (/^(?:Completed|ContainerCreating|PodInitializing)$/.test(value)) return ['context', true];
    return [/^[A-Z]/.test(value) ? 'symptom' : 'context', true];
  }
  if (name === 'Exit Code' && value !== '0') return ['symptom', true];
  if (name === 'Status' && /^(?:Pending|Failed|Unknown)/.test(value)) return ['symptom', true];
  return ['context', true];
}
