import type { Words } from '../../language/language.ts';
import type { JournalFacts } from './facts.ts';

/** Pastes that tell of one incident. */
export interface JoinedIncident {
  /** Indices into the given facts, in their order. */
  parts: number[];
  /** The part that shows the root cause; null where none does. */
  root: number | null;
  text: Words;
}

/** Further apart and two logs of one unit are two stories. */
const NEAR_MS = 15 * 60_000;

function shared(a: string[], b: string[]): string[] {
  return a.filter((value) => b.includes(value));
}

const ZONE = /(?:Z|[+-]\d\d:\d\d)$/;

/** @param zoned false: the clock as written, since one of the logs names no zone. */
function span(facts: JournalFacts, zoned: boolean): [number, number] | null {
  const parse = (time: string) => Date.parse(zoned ? time : `${time.replace(ZONE, '')}Z`);
  const from = facts.from && parse(facts.from);
  const to = facts.to && parse(facts.to);
  return from && to ? [Math.min(from, to), Math.max(from, to)] : null;
}

/** Milliseconds between two logs, 0 where they overlap; the year does not count where one of them had to assume it. */
function gap(a: JournalFacts, b: JournalFacts): number | null {
  const zoned = [a, b].every((facts) => facts.from !== null && ZONE.test(facts.from));
  const x = span(a, zoned);
  const y = span(b, zoned);
  if (!x || !y) return null;
  if (a.assumed.includes('year') !== b.assumed.includes('year') || a.assumed.includes('year')) {
    const shift = new Date(x[0]).getUTCFullYear() - new Date(y[0]).getUTCFullYear();
    if (shift !== 0)
      for (const index of [0, 1] as const)
        y[index] = new Date(y[index]).setUTCFullYear(new Date(y[index]).getUTCFullYear() + shift);
  }
  return Math.max(0, Math.max(x[0], y[0]) - Math.min(x[1], y[1]));
}

function together(a: JournalFacts, b: JournalFacts): boolean {
  const hosts = shared(a.hosts, b.hosts);
  if (a.hosts.length > 0 && b.hosts.length > 0 && hosts.length === 0) return false;
  const units = shared(a.units, b.units);
  const pods = a.subject.pod !== undefined && a.subject.pod === b.subject.pod;
  const apart = gap(a, b);
  if (apart !== null && apart > NEAR_MS) return false;
  if (units.length > 0 || pods) return apart !== null || hosts.length > 0 || pods;
  return hosts.length > 0 && apart !== null && apart <= NEAR_MS && a.verdict !== 'healthy' && b.verdict !== 'healthy';
}

/**
 * Finds which of several logs belong to one incident: the same unit or pod on the same host, minutes apart.
 * @param numbers what the reader knows each log by, where that is not its place among the logs.
 */
export function joinIncidents(
  factsList: readonly JournalFacts[],
  numbers: readonly number[] = factsList.map((_, index) => index + 1),
): JoinedIncident[] {
  const group = factsList.map((_, index) => index);
  for (let a = 0; a < factsList.length; a += 1) {
    for (let b = a + 1; b < factsList.length; b += 1) {
      if (group[a] !== group[b] && together(factsList[a]!, factsList[b]!)) {
        const [from, to] = [group[b]!, group[a]!];
        for (const index of group.keys()) if (group[index] === from) group[index] = to;
      }
    }
  }
  const incidents: JoinedIncident[] = [];
  for (const first of new Set(group)) {
    const parts = group.flatMap((value, index) => (value === first ? [index] : []));
    if (parts.length < 2) continue;
    incidents.push(tell(parts, factsList, numbers));
  }
  return incidents;
}

function tell(parts: number[], factsList: readonly JournalFacts[], numbers: readonly number[]): JoinedIncident {
  const members = parts.map((part) => factsList[part]!);
  const root = parts.find((part) => factsList[part]!.verdict === 'root-cause') ?? null;
  const units = members.slice(1).reduce((units, facts) => shared(units, facts.units), members[0]!.units);
  const hosts = members.slice(1).reduce((hosts, facts) => shared(hosts, facts.hosts), members[0]!.hosts);
  const subject = units[0] ?? members[0]!.subject.pod ?? '';
  const times = members
    .flatMap((facts) => [facts.from, facts.to])
    .filter((time): time is string => time !== null)
    .map((time) => time.slice(11, 19))
    .sort();
  const window = times.length > 0 ? `${times[0]}–${times.at(-1)}` : '';
  const host = hosts[0] ? (hosts[0].length > 40 ? `${hosts[0].slice(0, 37)}…` : hosts[0]) : '';
  const about = [subject, host, window].filter((part) => part !== '');
  const others = parts.filter((part) => part !== root);
  const cause = root === null ? null : factsList[root]!.causes[0]!;
  return {
    parts,
    root,
    text:
      cause && root !== null
        ? {
            zh: `这 ${parts.length} 段日志是同一次故障（${about.join('，')}）。原因在第 ${numbers[root]} 部分：${cause.title.zh.replace(/[。.]$/, '')}；第 ${others.map((part) => numbers[part]).join('、')} 部分只是它的后果和症状。`,
            en: `These ${parts.length} logs are one incident (${about.join(', ')}). The cause stands in part ${numbers[root]}: ${cause.title.en.replace(/[。.]$/, '')}; part ${others.map((part) => numbers[part]).join(' and ')} only shows its consequences.`,
          }
        : {
            zh: `这 ${parts.length} 段日志是同一次故障（${about.join('，')}），但哪一段里都没有原因。`,
            en: `These ${parts.length} logs are one incident (${about.join(', ')}), but none of them shows the cause.`,
          },
  };
}
