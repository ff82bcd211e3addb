import { type Entry, levelOf } from './entry.ts';

/** Where a terminal can end; shorter lines are never called cut for their width alone. */
const NARROWEST = 60;

/** A line's last words with everything taken out that counts up. */
function tail(text: string): string {
  return text.slice(-14).replace(/\d+/g, '0');
}

/**
 * Marks the entries that were cut at the terminal's edge: by journalctl's own `>`, by an ellipsis, or because several
 * different lines all end at the very same column.
 */
export function markTruncated(entries: Entry[]): void {
  markByArrow(entries);
  markByWidth(entries);
  for (const entry of entries) if (!entry.truncated && breaksOff(entry.message)) entry.truncated = true;
  for (const entry of entries) {
    // klog's letter survives even where the rest of its header does not.
    const letter = entry.truncated && /^([EWFI])\d{4} \d\d:\d\d/.exec(entry.message)?.[1];
    if (letter) entry.level ??= levelOf(letter);
  }
}

/** A header without its message, or a value whose closing quote never comes. */
function breaksOff(message: string): boolean {
  if (/^[IWEF]\d{4} [\d:.]{8,15}(?: +\d+(?: \S*)?)?$/.test(message)) return true;
  if (/^time="[^"]*$|^time="[^"]+" (?:l|le|lev|leve|level|level=\w*)$/.test(message)) return true;
  return (
    /^(?:time|ts|level|msg)=/.test(message) && /\b(?:msg|error|err)="(?:[^"\\]|\\.)*$/.test(message.slice(0, 4_000))
  );
}

function markByArrow(entries: Entry[]): void {
  for (const entry of entries) {
    // journalctl's own mark for "goes on to the right"; a closing bracket of <nil> or of a tag is none.
    const arrow = /[^=-]>$/.test(entry.message) && !/<[^<>]*>$/.test(entry.message);
    const pager = arrow && (entry.raw.length >= NARROWEST || (entry.format?.startsWith('journal') ?? false));
    if (pager || /\u2026/.test(entry.message)) entry.truncated = true;
    if (entry.truncated) {
      entry.message = entry.message.replace(/[>\u2026]$/, '');
      entry.core = entry.core.replace(/[>\u2026]$/, '');
    }
  }
}

function markByWidth(entries: Entry[]): void {
  const headed = entries.filter((entry) => entry.format?.startsWith('journal') || entry.format === 'dmesg');
  if (headed.length < 2) return;
  const width = headed.reduce((widest, entry) => Math.max(widest, entry.raw.length), 0);
  if (width < NARROWEST) return;
  // Blanks at the edge are lost when line breaks become blanks, so the column is right to one character.
  const atEdge = headed.filter((entry) => entry.raw.length >= width - 1 && !entry.truncated);
  const different = new Set(atEdge.map((entry) => tail(entry.message)));
  const unfinished = atEdge.filter((entry) => !/[.!?)\]'"}]$/.test(entry.message));
  if (different.size < 2 || unfinished.length === 0 || unfinished.length * 2 < atEdge.length) return;
  for (const entry of atEdge) if (!/[.!?]$/.test(entry.message)) entry.truncated = true;
}
