/** A message this long may be one piece of a paste that was cut at Discord's 2,000 characters. */
export const LIKELY_A_PIECE = 1700;
/** A message this long was cut where it had to be, perhaps in the middle of a line. */
const FULL = 1950;
/** How long after a piece the next one may follow. */
export const PIECE_WINDOW_MS = 30_000;
/** A log that goes on does so within this time of its own. */
const LOG_GAP_MS = 3_600_000;
/** Shorter than this it is somebody speaking. */
const LIMIT_WORDS = 40;

/** A log's time, and the host after it where there is one. */
const STAMP =
  /(\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d(?:[.,]\d+)?(?:Z|[+-]\d\d:?\d\d)?|(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec) [ \d]\d \d\d:\d\d:\d\d)(?: (\S+))?/g;

interface Stamp {
  atMs: number;
  host: string;
}

/**
 * Whether a message goes on where a long one before it was cut: an open code block or brace, or the same host's log
 * whose time goes on. What merely follows (another paste, a question, chat) does not; where nothing shows it, it is no
 * piece.
 */
export function goesOn(before: string, next: string): boolean {
  if (before.length < LIKELY_A_PIECE || next.trim() === '') return false;
  const from = bare(before);
  const to = bare(next);
  if (to.slice(0, LIMIT_WORDS) === from.slice(0, LIMIT_WORDS)) return false;
  if (fences(before) % 2 === 1) return true;
  const stamps = stampsIn(from);
  const first = stamps[0];
  const last = stamps.at(-1);
  const after = stampsIn(to)[0];
  if (first && last && after) {
    const gap = after.atMs - last.atMs;
    return after.host === last.host && gap >= 0 && gap <= LOG_GAP_MS && after.atMs > first.atMs;
  }
  // A line that was cut in two: what is left of it has no time.
  if (last) return before.length >= FULL && to.length > LIMIT_WORDS && !/^\p{Script=Han}|[?？]\s*$/u.test(to);
  return !after && openBraces(from) > 0 && /[;{}]/.test(to);
}

const bare = (text: string): string => text.replace(/^\s*```\w*\n?|\n?```\s*$/g, '').trim();
const fences = (text: string): number => (text.match(/^\s*```/gm) ?? []).length;

function stampsIn(text: string): Stamp[] {
  return [...text.matchAll(STAMP)].map(([, time, host]) => ({
    // Times without a year are all taken to be of one.
    atMs: Date.parse(/^\d/.test(time!) ? time!.replace(',', '.') : `${time} 2000`),
    host: /^\d/.test(time!) ? '' : (host ?? ''),
  }));
}

/** Braces of C still open at the end, strings and comments left out. */
function openBraces(text: string): number {
  const code = text.replace(/\/\*[\s\S]*?(?:\*\/|$)|\/\/[^\n]*|"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'/g, '');
  return (code.match(/\{/g) ?? []).length - (code.match(/\}/g) ?? []).length;
}
