import type { Entry } from '../read/entry.ts';
import { BYSTANDER, isHousekeeping, nameUnits, type UnitEvent, unitEvent, unitRuns, usualUnit } from './lifecycle.ts';

/** One life of a unit in the log: from its start (or the log's beginning) to its failure or end. */
export interface Run {
  unit: string;
  from: number;
  /** The event that ended it. */
  end: number;
  failed: boolean;
}

export interface UnitHistory {
  unit: string;
  events: UnitEvent[];
  runs: Run[];
  /** Failed at least once and is not seen working afterwards. */
  failed: boolean;
  /** Failed at some time. */
  everFailed: boolean;
  startedLast: boolean;
}

const ENDS = new Set([
  'exited',
  'failed',
  'failed-to-start',
  'timeout',
  'start-limit',
  'dependency',
  'deactivated',
  'finished',
  'stopped',
]);

/** The lives of all units that the log tells of. */
export function unitHistories(entries: readonly Entry[]): {
  events: Map<number, UnitEvent>;
  units: Map<string, UnitHistory>;
} {
  const events = entries.map(unitEvent).filter((event) => event !== null);
  nameUnits(events, new Set(entries.flatMap((entry) => prefixedUnit(entry) ?? [])));
  const units = new Map<string, UnitHistory>();
  for (const event of events) {
    if (!event.unit || isHousekeeping(event)) continue;
    let history = units.get(event.unit);
    if (!history) {
      history = { unit: event.unit, events: [], runs: [], failed: false, everFailed: false, startedLast: false };
      units.set(event.unit, history);
    }
    history.events.push(event);
  }
  for (const history of units.values()) follow(history);
  return { events: new Map(events.map((event) => [event.at, event])), units };
}

/** Whether an exit is a failure: not of a unit that was told to stop. */
export function isFailedExit(event: UnitEvent, stopping: boolean): boolean {
  if (event.kind !== 'exited') return false;
  if (event.status === 0) return false;
  if (event.code === 'killed' && event.status === 15) return !stopping;
  if (event.status === 143 || event.status === 130) return !stopping;
  return true;
}

/** "Failed with result 'exit-code'" behind the 143 of a process that was told to stop: some programs end so. */
export function endedAsTold(event: UnitEvent, events: readonly UnitEvent[]): boolean {
  const before = events.filter((other) => other.at < event.at);
  const exit = before.at(-1);
  return exit?.kind === 'exited' && before.at(-2)?.kind === 'stopping' && !isFailedExit(exit, true);
}

function follow(history: UnitHistory): void {
  let from = 1;
  let stopping = false;
  for (const [index, event] of history.events.entries()) {
    if (
      event.kind === 'restart' &&
      !history.runs.some((run) => run.failed && run.end >= from - 1 && run.end <= event.at)
    ) {
      // A restart without an exit line still means that the process ended.
      history.everFailed = true;
      history.runs.push({ unit: history.unit, from, end: event.at, failed: true });
    }
    if (event.kind === 'starting' || event.kind === 'restart') {
      from = event.at;
      stopping = false;
      history.startedLast = false;
    } else if (event.kind === 'stopping') stopping = true;
    else if (event.kind === 'started' || event.kind === 'finished') {
      history.startedLast = true;
      if (event.kind === 'finished') history.runs.push({ unit: history.unit, from, end: event.at, failed: false });
      stopping = false;
    }
    const result = event.kind === 'failed' && event.result !== 'success' && !endedAsTold(event, history.events);
    const failed =
      isFailedExit(event, stopping) ||
      result ||
      event.kind === 'failed-to-start' ||
      event.kind === 'start-limit' ||
      event.kind === 'dependency' ||
      event.kind === 'timeout';
    if (failed) {
      history.everFailed = true;
      history.startedLast = false;
      const last = history.runs.at(-1);
      // The exit, "Failed with result" and "Failed to start" tell of one end.
      const same =
        last?.failed &&
        !history.events
          .slice(0, index)
          .some(
            (other) =>
              other.at > last.end &&
              (other.kind === 'starting' || other.kind === 'started' || other.kind === 'restart'),
          );
      if (same) last!.end = Math.max(last!.end, event.at);
      else history.runs.push({ unit: history.unit, from, end: event.at, failed: true });
      from = event.at;
    } else if (ENDS.has(event.kind) && event.kind !== 'finished') {
      if (event.kind !== 'stopped') history.runs.push({ unit: history.unit, from, end: event.at, failed: false });
    }
  }
  history.failed = history.everFailed && !history.startedLast;
  // A unit that starts again after each failure still fails: only a start that nothing follows counts.
  const restarts = history.events.filter((event) => event.kind === 'restart').length;
  if (history.everFailed && restarts > 0) history.failed = true;
}

/** The unit that systemd, or its child before it becomes the program, puts before a line. */
function prefixedUnit({ program, message }: Entry): string | null {
  if (program !== 'systemd' && !program?.startsWith('(')) return null;
  return /^([\w@:.\\-]+\.(?:service|socket|mount|timer|target|path|device|swap|scope)):? /.exec(message)?.[1] ?? null;
}

/** Finds for each entry the unit whose process most likely wrote it. */
export function assignUnits(entries: readonly Entry[], units: ReadonlyMap<string, UnitHistory>): void {
  const names = [...units.keys()];
  const services = names.filter((name) => /\.(?:service|mount|swap)$/.test(name));
  for (const history of units.values())
    for (const event of history.events) entries[event.at - 1]!.unit ??= history.unit;
  const claimed = new Map<string, string | null>();
  for (const entry of entries) {
    const prefixed = prefixedUnit(entry);
    if (prefixed !== null) {
      entry.unit ??= prefixed;
      continue;
    }
    if (entry.unit || entry.program === null) continue;
    const key = entry.program;
    if (!claimed.has(key)) claimed.set(key, services.find((name) => unitRuns(name, key)) ?? usualUnit(key));
    entry.unit = claimed.get(key) ?? null;
  }
  // Without headers (`journalctl -o cat`) what stands above systemd's first sentence was printed by the unit it names.
  const first = entries.findIndex(({ format, unit }) => format === 'journal-cat' && unit !== null);
  const above = entries.slice(0, Math.max(0, first));
  if (above.every(({ format, program, kind }) => format === null && program === null && kind === 'line'))
    for (const entry of above) entry.unit ??= entries[first]!.unit;
  const failing = services.filter((name) => units.get(name)!.everFailed);
  // Units whose own program is in the log, by name; and the processes known to be theirs.
  const named = new Set<string>();
  const processes = new Set<string>();
  for (const entry of entries) {
    if (!entry.unit || entry.program === null || entry.program === 'systemd' || entry.program.startsWith('(')) continue;
    named.add(entry.unit);
    if (entry.pid !== null) processes.add(`${entry.unit}|${entry.pid}`);
  }
  const stillborn = unitsThatNeverRan(entries, units);
  for (const entry of entries) {
    if (entry.unit || entry.program === null || BYSTANDER.test(entry.program)) continue;
    // What no unit claims by its name was written by the unit that was running then.
    const owners = failing.filter((name) =>
      units.get(name)!.runs.some((run) => run.failed && entry.at >= run.from - 3 && entry.at <= run.end + 5),
    );
    const nameless = owners.filter((name) => !named.has(name) && !stillborn.has(name));
    if (nameless.length === 1) entry.unit = nameless[0]!;
    else if (owners.length === 1 && processes.has(`${owners[0]}|${entry.pid}`)) entry.unit = owners[0]!;
  }
}

/** What systemd's own child says where it cannot become the program. */
const NEVER_RAN = /: Failed (?:at step [A-Z]|to locate execu)/;

/** Units whose every end was systemd's own child failing before it became the program (200/CHDIR to 243): nothing of them ran. */
export function unitsThatNeverRan(entries: readonly Entry[], units: ReadonlyMap<string, UnitHistory>): Set<string> {
  const said = entries.flatMap(({ unit, program, message }) =>
    unit && program?.startsWith('(') && NEVER_RAN.test(message) ? [unit] : [],
  );
  const ended = [...units.values()].filter(({ events }) => {
    const exits = events.filter(({ kind }) => kind === 'exited');
    return exits.length > 0 && exits.every(({ status }) => status !== null && status >= 200 && status <= 243);
  });
  return new Set([...said, ...ended.map(({ unit }) => unit)]);
}
