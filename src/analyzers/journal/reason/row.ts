import type { Entry } from '../read/entry.ts';
import { rowWithoutNames } from '../read/table.ts';
import type { Finding, FindingRole } from './finding.ts';

/** What a row of a table means: its role, and whether that is understood. */
type Reading = [FindingRole, boolean];

const BAD: Reading = ['symptom', true];
const GOOD: Reading = ['healthy', true];
const NEITHER: Reading = ['context', true];

/** States that only a failure leads to, of pods, nodes, claims, containers, releases, processes. */
export const BAD_STATE =
  /\b(?:[A-Za-z]+BackOff|Exited(?! \(0\))|OFFLINE|DEGRADED|FAULTED|UNAVAIL|\w*Err(?:or)?|errored|\w*ImagePull\w*|InvalidImageName|CreateContainer\w*Error|RunContainerError|OOMKilled|Evicted|OutOf\w+|UnexpectedAdmissionError|NodeAffinity|NotReady|NotReady\S*|Pending|Lost|Unknown|Failed|FailureTarget|ContainerStatusUnknown|unhealthy|Unhealthy|Restarting|restarting|Dead|dead|Degraded|Missing|OutOfSync|Rejected|Orphaned|Down|failed|pending-\w+|FATAL|BACKOFF|ERROR|bad|Denied|Invalid|Stalled|NotFound)\b/;
const GOOD_STATE =
  /^(?:Running|Completed?|Succeeded|Ready|Bound|Active|Up|Available|Healthy|Synced|Approved|Issued|Valid|Deployed|deployed|superseded|running|online|healthy|RUNNING|active|loaded|exited|listening|mounted|plugged|waiting|True|enabled|static|Installed)\b/;
/** On the way somewhere: only a failure where it takes long. */
const UNDERWAY =
  /^(?:ContainerCreating|PodInitializing|Init:\d+\/\d+|Terminating|Progressing|Preparing|Starting|Assigned|New)\b/;
const AT_ONCE_S = 45;
/** A job or an address that is not there after this long is late. */
const LATE_S = 600;

/** Seconds of an age as kubectl says it: `21s`, `5m30s`, `2d`; null where it is none. */
export function ageSeconds(age: string | undefined): number | null {
  const units: Record<string, number> = { s: 1, m: 60, h: 3_600, d: 86_400, y: 31_536_000 };
  const parts = [...(age?.split(' ')[0] ?? '').matchAll(/(\d{1,9})([smhdy])/g)];
  return parts.length === 0 ? null : parts.reduce((sum, [, count, unit]) => sum + Number(count) * units[unit!]!, 0);
}

/** What a row of a table says of the thing it is about. */
export function roleOfRow(entry: Entry): Reading {
  const cell = entry.fields;
  const young = (limit: number) => (ageSeconds(cell['age']) ?? Number.POSITIVE_INFINITY) <= limit;
  if (cell['load'] !== undefined) return ofUnit(cell);
  if (cell['desired state'] !== undefined) return ofTask(cell);
  const state =
    cell['status'] ?? cell['state'] ?? cell['health status'] ?? cell['health'] ?? cell['phase'] ?? cell['condition'];
  const ended = /^(?:Exited|exited|Exit) \(?(\d{1,3})\b/.exec(state ?? '');
  if (ended) return ended[1] === '0' ? GOOD : BAD;
  if (state !== undefined && UNDERWAY.test(state)) return young(AT_ONCE_S) ? NEITHER : BAD;
  if (state !== undefined && /^(?:Created|Paused|Suspended|Released|STOPPED|stopped|disabled|Draining)\b/i.test(state))
    return NEITHER;
  // `kubectl get componentstatuses` and operators: the words behind a state are somebody's.
  if (state !== undefined && BAD_STATE.test(state.replace(/\(0\)/g, ''))) return BAD;
  if (/^(?:False|Unknown)\b/.test(cell['ready'] ?? cell['available'] ?? '')) return young(AT_ONCE_S) ? NEITHER : BAD;
  if (/^<pending>$/.test(cell['external-ip'] ?? '') || /^<none>$/.test(cell['endpoints'] ?? ''))
    return young(LATE_S) ? NEITHER : BAD;
  if (/<unknown>/.test(cell['targets'] ?? '')) return young(LATE_S) ? NEITHER : BAD;
  const counted = ofCounts(cell, state);
  if (counted !== null) return counted ? GOOD : young(AT_ONCE_S) || /^Running$/.test(jobState(cell)) ? NEITHER : BAD;
  const shown = state ?? cell['ready'] ?? cell['available'];
  if (shown !== undefined && GOOD_STATE.test(shown)) return GOOD;
  if (isListing(cell)) return GOOD;
  // Half of a row that was broken in two, or columns of another table. What compose ticks off went as it should.
  return !/^\s*✔/.test(entry.core) && BAD_STATE.test(rowWithoutNames(entry)) ? BAD : ['unknown', false];
}

const jobState = (cell: Entry['fields']): string => (cell['completions'] === undefined ? '' : (cell['status'] ?? ''));

/** Whether all that is wanted is there, as the numbers of a row say; null where it has none. */
function ofCounts(cell: Entry['fields'], state: string | undefined): boolean | null {
  const of = /^(\d+)\/(\d+)/.exec(cell['ready'] ?? cell['replicas'] ?? cell['completions'] ?? '');
  if (of) return of[1] === of[2] || /^(?:Completed|Succeeded)/.test(state ?? '');
  const [wanted, ready] = [cell['desired'], cell['ready']];
  if (wanted !== undefined && ready !== undefined && /^\d+$/.test(wanted) && /^\d+$/.test(ready))
    return Number(ready) >= Number(wanted);
  return null;
}

/** A list of things that only are there: services, ingresses, timers, classes. */
function isListing(cell: Entry['fields']): boolean {
  return ['cluster-ip', 'endpoints', 'targets', 'hosts', 'next', 'left', 'schedule', 'provisioner', 'data'].some(
    (title) => cell[title] !== undefined,
  );
}

function ofUnit(cell: Entry['fields']): Reading {
  if (/^(?:bad-setting|error)$/.test(cell['load']!)) return BAD;
  const state = `${cell['active'] ?? ''} ${cell['sub'] ?? ''}`;
  if (/\b(?:failed|auto-restart)\b/.test(state)) return BAD;
  return /^(?:active|reloading)/.test(state) ? GOOD : NEITHER;
}

/** A task of a swarm: what it should do, and what it does. */
function ofTask(cell: Entry['fields']): Reading {
  const now = cell['current state'] ?? '';
  if (/^(?:Rejected|Failed|Orphaned|Pending)\b/.test(now) || (cell['error'] ?? '') !== '') return BAD;
  return /^(?:Running|Complete)\b/.test(now) ? GOOD : NEITHER;
}

/** A predecessor that ended says nothing where its successor runs: older attempts, tasks and revisions of one name. */
export function clearReplaced(findings: readonly Finding[]): void {
  const rows = findings.filter(({ entry }) => entry.kind === 'row');
  for (const one of rows) {
    if (one.role !== 'symptom' && one.role !== 'unknown') continue;
    if (rows.some((other) => other !== one && isSuccessor(other.entry, one.entry) && other.role === 'healthy'))
      one.role = 'context';
  }
}

function isSuccessor({ fields: a }: Entry, { fields: b }: Entry): boolean {
  const order = ['attempt', 'revision'].find((title) => a[title] !== undefined && b[title] !== undefined);
  if (order === 'revision') return a['name'] === b['name'] && Number(a[order]) > Number(b[order]);
  if (order) return a['name'] === b['name'] && a['pod id'] === b['pod id'] && Number(a[order]) > Number(b[order]);
  // A swarm marks the former tasks of a slot.
  return (
    a['desired state'] === 'Running' &&
    b['desired state'] === 'Shutdown' &&
    a['name'] === b['name']?.replace(/^\\_ /, '')
  );
}
