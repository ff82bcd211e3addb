import type { Edge } from './edge.ts';
import { type Entry, levelOf } from './entry.ts';
import { USUAL } from './widths.ts';

/** Where a terminal can end; shorter lines are never called cut for their width alone. */
const NARROWEST = 60;

/** A line's last words with everything taken out that counts up. */
function tail(text: string): string {
  return text.slice(-14).replace(/\d+/g, '0');
}

/**
 * Marks the entries that were cut at the terminal's edge: by journalctl's own `>`, by an ellipsis, or because several
 * different lines all end at the very same column.
 * @param narrowed marks lost the blanks behind them on their way: lines of one length are chance.
 */
export function markTruncated(entries: Entry[], edge: Edge | null, narrowed = false): void {
  markByArrow(entries);
  if (edge?.sure) markByEdge(entries, edge);
  else {
    if (!narrowed) markByWidth(entries);
    if (edge)
      for (const entry of entries) entry.maybeCut = edge.lines.has(entry.lines[1]) && !isFinished(entry.message);
  }
  for (const entry of entries) if (!entry.truncated && breaksOff(entry.message)) entry.truncated = true;
  for (const entry of entries) {
    // klog's letter survives even where the rest of its header does not.
    const letter = entry.truncated && /^([EWFI])\d{4} \d\d:\d\d/.exec(entry.message)?.[1];
    if (letter) entry.level ??= levelOf(letter);
  }
}

/** The end of a sentence; not the dot of a file's name in quotes that never close. */
function isFinished(message: string): boolean {
  return /[.!?]$/.test(message) && !/(?:^|[\s(=:,])(['"])[^\s'"][^'"]*$/.test(message);
}

/** A header without its message, or a value whose closing quote never comes. */
function breaksOff(message: string): boolean {
  if (/^[IWEF]\d{4} [\d:.]{8,15}(?: +\d+(?: \S*)?)?$/.test(message)) return true;
  if (/^time="[^"]*$|^time="[^"]+" (?:l|le|lev|leve|level|level=\w*)$/.test(message)) return true;
  if (message.length > 4_000 || !/\b(?:msg|error|err|reason|message)="/.test(message)) return false;
  return message.replace(/\\./g, '').split('"').length % 2 === 0 && !message.endsWith('"');
}

/** journalctl's own mark for "goes on to the right"; a closing bracket of <nil> or of a tag is none. */
const hasArrow = (line: string): boolean => /[^=-]>$/.test(line) && !/<[^<>]*>$/.test(line);

function markByArrow(entries: Entry[]): void {
  for (const entry of entries) {
    const pager =
      hasArrow(entry.message) && (entry.raw.length >= NARROWEST || (entry.format?.startsWith('journal') ?? false));
    const inside = entry.raw
      .split('\n')
      .slice(0, -1)
      .some((line) => line.length >= NARROWEST && hasArrow(line));
    if (pager || inside || /\u2026/.test(entry.message)) entry.truncated = true;
    if (entry.truncated) {
      entry.message = entry.message.replace(/[>\u2026]$/, '');
      entry.core = entry.core.replace(/[>\u2026]$/, '');
    }
  }
}

/** Marks what ends where the paste was cut; an entry of several lines where the one that says what happened does. */
function markByEdge(entries: Entry[], edge: Edge): void {
  for (const entry of entries) {
    if (entry.truncated || entry.kind === 'mark' || !edge.lines.has(entry.lines[1])) continue;
    if (isFinished(entry.message) && !edge.whole.has(entry.lines[1])) continue;
    entry.truncated = true;
    entry.wholeWords = edge.whole.has(entry.lines[1]);
  }
}

/** How many characters of an entry a terminal showed: colour codes take no room. */
function widthOf(entry: Entry): number {
  return /[\x1b\n]/.test(entry.raw) ? entry.raw.replace(/\x1b\[[\d;?]*[ -/]*[@-~]|\n/g, '').length : entry.raw.length;
}

/** How systemd ends the line of an exit. */
const WHOLE_END =
  /status=\d{1,3}\/(?:FAILURE|INVALIDARGUMENT|NOTIMPLEMENTED|EXEC|USER|GROUP|CHDIR|KILL|ABRT|SEGV|n\/a)$/;

function markByWidth(entries: Entry[]): void {
  const headed = entries.filter((entry) => entry.kind === 'line' && entry.format !== null && entry.format !== 'json');
  if (headed.length < 2) return;
  const width = headed.reduce((widest, entry) => Math.max(widest, widthOf(entry)), 0);
  if (width < NARROWEST) return;
  // Blanks at the edge are lost when line breaks become blanks, so the column is right to one character.
  const atEdge = headed.filter((entry) => widthOf(entry) >= width - (entry.restored ? 1 : 0) && !entry.truncated);
  const different = new Set(atEdge.map((entry) => tail(entry.message))).size;
  // A word that systemd ends a line with is whole: this column is no edge.
  if (atEdge.some((entry) => WHOLE_END.test(entry.message))) return;
  const unfinished = atEdge.filter((entry) => !/[.!?)\]'"}]$/.test(entry.message));
  // Two lines of one length are chance in a long log, and at a width that nobody sets.
  if (
    different < 2 ||
    (different < 3 && (atEdge.length * 4 < headed.length || (headed.length > 3 && !USUAL.has(width))))
  )
    return;
  if (unfinished.length === 0 || unfinished.length * 2 < atEdge.length) return;
  // Of two lines of one length that is nobody's width, one that is whole makes the other chance.
  if (different < 3 && unfinished.length < 2 && !USUAL.has(width)) return;
  for (const entry of atEdge) if (!isFinished(entry.message)) entry.truncated = true;
}
