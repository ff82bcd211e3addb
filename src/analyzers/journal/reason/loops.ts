import type { LoopFact, RunFact } from '../facts.ts';
import type { Entry } from '../read/entry.ts';
import type { Finding } from './finding.ts';
import { detail, isCloser } from './signs.ts';
import type { UnitHistory } from './unit.ts';

/** Units that failed again and again: how often, in what time, and whether systemd gave up. */
export function loopsOf(entries: readonly Entry[], units: ReadonlyMap<string, UnitHistory>): LoopFact[] {
  const loops: LoopFact[] = [];
  for (const history of units.values()) {
    const failed = history.runs.filter((run) => run.failed);
    const restarts = history.events.filter((event) => event.kind === 'restart');
    const limit = history.events.find((event) => event.kind === 'start-limit');
    const counter = restarts.reduce<number | null>(
      (most, event) => (event.counter === null ? most : Math.max(most ?? 0, event.counter)),
      null,
    );
    const exits = history.events.filter((event) => event.kind === 'exited' || event.kind === 'timeout');
    // The start limit's own "Failed with result" is no further failure of the process.
    const ends =
      exits.length > 0 ? exits : failed.map((run) => ({ at: run.end })).filter((end) => !limit || end.at < limit.at);
    const times = Math.max(ends.length, limit ? 1 : 0);
    if (times < 2 && !limit && (counter ?? 0) < 2) continue;
    if (restarts.length === 0 && !limit) continue;
    const at = [...ends.map((end) => end.at), ...(limit ? [limit.at] : [])];
    const stamps = at.map((number) => entries[number - 1]?.time ?? null).filter((time) => time !== null);
    const seconds = stamps.length >= 2 ? (Math.max(...stamps) - Math.min(...stamps)) / 1000 : null;
    loops.push({
      subject: history.unit,
      times: Math.max(1, times),
      counter,
      seconds,
      gaveUp: limit !== undefined,
      restarts: restarts.length,
      at: at.slice(0, 40),
    });
  }
  return loops;
}

/** The failed lives of units, each with the line of its own process that tells most. */
export function runsOf(findings: readonly Finding[], units: ReadonlyMap<string, UnitHistory>): RunFact[] {
  return [...units.values()].flatMap((history) =>
    history.runs
      .filter((run) => run.failed)
      .slice(0, 50)
      .map((run) => {
        const own = findings.filter(
          ({ entry, frame }) =>
            !frame &&
            entry.unit === history.unit &&
            entry.program !== 'systemd' &&
            entry.at >= run.from &&
            entry.at <= run.end,
        );
        const telling =
          own.findLast((finding) => finding.role === 'cause') ??
          own.findLast(
            (finding) =>
              finding.role !== 'healthy' &&
              finding.role !== 'context' &&
              finding.role !== 'noise' &&
              !isCloser(finding.entry) &&
              detail(finding.entry.core) > 0,
          );
        return { unit: history.unit, from: run.from, end: run.end, reason: telling?.entry.at ?? null };
      }),
  );
}
