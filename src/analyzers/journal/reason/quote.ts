/** Entries as they are quoted: whole, or the one stretch that a rule speaks of. */
import type { EntryFact } from '../facts.ts';
import type { Match, Matcher } from '../match.ts';
import type { Entry } from '../read/entry.ts';
import type { Finding } from './finding.ts';

/** A huge log keeps only what answers quote. */
const MOST_QUOTABLE = 600;

export const LONGEST_QUOTE = 2_000;

/** Where a stack trace that lost its line breaks goes on: frames, deeper causes, the exception behind its report. */
const TRACE_JOINT =
  /\s+(?=(?:(?:[A-Z]\w{0,40})?Error(?: \[\w+\])?: |at (?:async |new )?[\w.$<>/]{3,200}\([^()]{1,120}\)|Caused by: |\.{3} \d+ (?:more|common frames)|[a-z]\w*(?:\.\w+){2,8}(?:Exception|Error): ))/;

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

/** Whether empty lines tear an entry: one stands in it, or was left out of it. */
function isTorn({ raw, lines: [first, last] }: Entry): boolean {
  return /\n[^\S\n]*\n/.test(raw) || (raw.includes('\n') && raw.split('\n').length < last - first + 1);
}

/** An entry as it stands in the paste; where empty lines tear it, its first line. */
export function asItStands(entry: Entry): string {
  return (isTorn(entry) ? entry.raw.split('\n')[0]! : entry.raw).slice(0, LONGEST_QUOTE);
}

/** An entry as it stands in the paste; where empty lines tear it, the one line that its rule speaks of. */
export function inOnePiece(entry: Entry, match: Match | null, matcher: Matcher): string {
  if (!isTorn(entry)) return entry.raw;
  const rows = entry.raw.split('\n');
  return rows.find((row) => match !== null && matcher.matches(match.rule, row.trim())) ?? rows[0]!;
}

/** Of an entry that holds a whole trace on one line, the stretch that its rule speaks of. */
export function tellingStretch(raw: string, match: Match | null, matcher: Matcher): string {
  if (raw.length < 240 || raw.length > 20_000 || !match) return raw;
  const pieces = raw.split(TRACE_JOINT);
  if (pieces.length < 3) return raw;
  return pieces.findLast((piece) => matcher.matches(match.rule, piece.trim())) ?? raw;
}

/** The entries that answers may quote: all of a short log, of a long one its ends and those that tell something. */
export function quotable(findings: readonly Finding[], lineOffset: number): EntryFact[] {
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
