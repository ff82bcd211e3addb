import { lowerKeywords } from './capitals.ts';
import {
  decodeEntities,
  dropInvisible,
  lookThrough,
  replaceLookalikes,
  unescapeJson,
  unescapeMarkdown,
} from './characters.ts';
import { removeChat } from './chat.ts';
import { closeOpen, dropCommentTail } from './closing.ts';
import { collapsedLines } from './collapsed.ts';
import { blankContainers } from './containers.ts';
import { type CutLines, closeCutLines } from './cut-lines.ts';
import { dropColours, unprint } from './encodings.ts';
import { type Line, textOf, widthOf } from './layout.ts';
import { type Cleared, unbacktick, unbar, undiff, unfence, unnumber, unquote } from './margins.ts';
import { splitNumbered } from './numbered.ts';
import { restoreLines } from './restore.ts';
import { expandSymbols } from './symbols.ts';
import { joinTorn, joinWrapped } from './wrapped.ts';

export { sayMend } from './say.ts';

/** One kind of mend, and how often it was needed (of cut lines the column). */
export interface Mend {
  code:
    | 'line-breaks'
    | 'escapes'
    | 'line-endings'
    | 'entities'
    | 'fence'
    | 'smart-quotes'
    | 'full-width'
    | 'nbsp'
    | 'invisible'
    | 'line-numbers'
    | 'quote-marks'
    | 'diff-marks'
    | 'bars'
    | 'colours'
    | 'encoding'
    | 'symbols'
    | 'capitals'
    | 'elision'
    | 'wrapped'
    | 'braces'
    | 'semicolon'
    | 'unclosed'
    | 'cut'
    | 'cut-lines'
    | 'chat';
  /** The first line of the original it concerns, from 1. */
  line: number;
  count: number;
  /** For chat and a cut statement: the text left out; for braces: '+' added, '-' removed; for cut lines: which. */
  detail?: string;
}

export interface Mended {
  /** What the compiler sees. */
  text: string;
  /** Empty, and `text` the input itself, where nothing was needed. */
  mends: Mend[];
  /** Lines of the paste whose end is lost; what stood there may be anything. */
  cutLines: CutLines | null;
  /** Whether line breaks were put back; then the lines of reports count in `text`. */
  restored: boolean;
  /** The original line (from 1) of a line of `text`. */
  originalLine(line: number): number;
}

/** For each line as it is mended, the line of the paste it stands in. */
function linesOf(paste: string): number[] {
  let line = 1;
  const from = [line];
  for (const [mark] of paste.matchAll(/\r+\n?|[\n\u2028\u2029]/g)) {
    if (mark !== '\u2028' && mark !== '\u2029') line += 1;
    from.push(line);
  }
  return from;
}

/** Longest text looked at for more than its characters; beyond, only line endings are unified. */
const LONGEST = 120_000;

/**
 * Makes C as it arrives from chats, forums and web pages compilable again and says what it did. Never throws; takes
 * time linear in the length of the text. Nothing of the code is lost: what is left out is listed.
 */
export function mendC(paste: string): Mended {
  const mends: Mend[] = [];
  let text = paste;
  if (/[\r\u2028\u2029]/.test(text)) {
    text = text.replace(/\r+\n?|[\u2028\u2029]/g, '\n');
    mends.push({ code: 'line-endings', line: 1, count: 1 });
  }
  const from = linesOf(paste);
  // The separators of Unicode are line breaks here, and none to whoever counts lines.
  let restored = from.length > from.at(-1)!;
  if (text.length > LONGEST)
    return { text, mends, cutLines: null, restored, originalLine: (line) => from[line - 1] ?? from.at(-1)! };
  const lineAt = (at: number): number => text.slice(0, Math.max(0, at)).split('\n').length;
  const invisible = dropInvisible(text);
  if (invisible) {
    mends.push({ code: 'invisible', line: lineAt(invisible.at), count: invisible.count });
    text = invisible.text;
  }
  let lines: Line[] = text.split('\n').map((line, i) => ({ text: line, from: from[i]! }));
  const cleared = (code: Mend['code'], what: Cleared | null): void => {
    if (what && what.count > 0) mends.push({ code, ...what });
  };
  cleared('quote-marks', unquote(lines));
  lines = apply(lines, (source) => {
    const opened = unescapeJson(source);
    if (!opened) return null;
    mends.push({ code: 'escapes', line: 1, count: opened.count });
    restored = true;
    return opened.text;
  });
  lines = apply(lines, (source) => {
    const plain = unescapeMarkdown(source);
    if (!plain) return null;
    mends.push({ code: 'escapes', line: 1, count: plain.count });
    return plain.text;
  });
  lines = apply(lines, (source) => {
    const plain = dropColours(source);
    if (plain) mends.push({ code: 'colours', line: 1, count: plain.count });
    return plain?.text ?? null;
  });
  const printed = unprint(lines);
  if (printed) {
    lines = printed.lines;
    mends.push({ code: 'encoding', line: printed.line, count: printed.count });
  }
  cleared('fence', unbacktick(lines));
  lines = apply(lines, (source) => {
    const fenced = blankContainers(source);
    return fenced === source ? null : fenced;
  });
  const fences = unfence(lines);
  if (fences) {
    cleared('fence', fences.fences);
    cleared('chat', fences.outside);
  }
  lines = apply(lines, (source) => {
    const decoded = decodeEntities(source);
    if (!decoded) return null;
    mends.push({ code: 'entities', line: source.slice(0, decoded.at).split('\n').length, count: decoded.count });
    if (decoded.text.split('\n').length !== source.split('\n').length) restored = true;
    return decoded.text;
  });
  const widest = widthOf(lines);
  cleared('quote-marks', unquote(lines));
  cleared('diff-marks', undiff(lines));
  cleared('bars', unbar(lines));
  cleared('line-numbers', unnumber(lines));
  const margin = widest - widthOf(lines);
  const numbered = splitNumbered(lines);
  if (numbered) {
    lines = numbered.lines;
    restored = true;
    mends.push({ code: 'line-numbers', line: numbered.line, count: numbered.count });
  }
  cleared('symbols', expandSymbols(lines));
  cleared('wrapped', joinTorn(lines));
  cleared('capitals', lowerKeywords(lines));
  const tail = dropCommentTail(lines);
  if (tail) mends.push(tail);
  const said = removeChat(lines, lookThrough(textOf(lines)));
  const chats = said.filter((chat) => !chat.elision);
  const elided = said.filter((chat) => chat.elision);
  if (elided.length > 0)
    mends.push({ code: 'elision', line: elided[0]!.line, count: elided.length, detail: elided[0]!.text.slice(0, 40) });
  if (chats.length > 0) {
    const words = chats.map((chat) => chat.text).filter((words) => words !== '');
    mends.push({ code: 'chat', line: chats[0]!.line, count: chats.length, detail: words.join(' … ').slice(0, 80) });
  }
  const ended = closeCutLines(lines, margin);
  const cutLines = ended?.cut ?? null;
  if (cutLines) {
    const { lines: cut, column } = cutLines;
    mends.push({ code: 'cut-lines', line: cut[0]!, count: column, detail: cut.join(', ') });
  }
  if (ended && ended.comments.count > 0) mends.push({ code: 'unclosed', detail: '/*', ...ended.comments });
  const view = lookThrough(textOf(lines));
  const collapsed = collapsedLines(lines, view);
  if (collapsed.size > 0) {
    const result = restoreLines(lines, view, collapsed);
    if (result.count > 0) {
      lines = result.lines;
      restored = true;
      mends.push({ code: 'line-breaks', line: result.first, count: result.count });
    }
  }
  mends.push(...replaceLookalikes(lines));
  const wrapped = joinWrapped(lines);
  if (wrapped) mends.push({ code: 'wrapped', ...wrapped });
  mends.push(...closeOpen(lines));
  if (mends.length === 0) return { text: paste, mends, cutLines, restored: false, originalLine: (line) => line };
  const origins = lines.map((line) => line.from);
  return {
    text: textOf(lines),
    mends: merge(mends),
    cutLines,
    restored,
    originalLine: (line) => origins[Math.min(Math.max(line, 1), origins.length) - 1] ?? 1,
  };
}

/** Runs a mend of the whole text that may add or take line breaks, and finds the origin of its lines again. */
function apply(lines: Line[], mend: (text: string) => string | null): Line[] {
  const before = textOf(lines);
  const after = mend(before);
  if (after === null) return lines;
  const texts = after.split('\n');
  if (texts.length === lines.length) return texts.map((text, i) => ({ text, from: lines[i]!.from }));
  // Every line that came in holds one or more of those that went out, in order.
  const result: Line[] = [];
  const origins = lines.map((line) => Math.max(1, (mend(line.text) ?? line.text).split('\n').length));
  let i = 0;
  let left = origins[0] ?? 1;
  for (const text of texts) {
    while (left === 0 && i < lines.length - 1) left = origins[++i] ?? 1;
    result.push({ text, from: lines[Math.min(i, lines.length - 1)]!.from });
    if (left > 0) left--;
  }
  return result;
}

function merge(mends: Mend[]): Mend[] {
  const merged: Mend[] = [];
  for (const mend of mends) {
    const same = merged.find((other) => other.code === mend.code && other.detail === mend.detail);
    if (same) same.count += mend.count;
    else merged.push({ ...mend });
  }
  return merged;
}
