import { isChat } from './chat.ts';
import { headingOf } from './header.ts';
import type { Line, Repair } from './mend.ts';
import { PLAIN } from './plain.ts';
import { structureOf } from './status.ts';
import { DRAWN_LINE, POD_ROW, tableTitles } from './table.ts';
import { USUAL } from './widths.ts';

const NARROWEST = 60;

/**
 * Joins lines that a terminal or an editor broke at its width. A line is a continuation where it has no header of its
 * own and the line above it is full, or its first word would not have fitted there.
 * @param atEdge the lines look cut at a terminal's edge: then only a mail program's breaks are undone
 */
export function joinWrapped(lines: Line[], repairs: Set<Repair>, atEdge = false): Line[] {
  if (lines.length < 2) return lines;
  const width = lines.reduce((widest, line) => Math.max(widest, line.text.length), 0);
  if (width < NARROWEST || width > 320) return lines;
  const table = isTornTable(lines, width);
  const headless = lines.map((line) => isHeadless(line));
  const full = lines.filter((line) => line.text.length === width).length;
  // Nearly all lines end at the same column: the text was one long line, wherever its entries begin.
  const poured = full >= 3 && full * 5 >= lines.length * 3 && headless.filter(Boolean).length * 2 >= lines.length;
  // A word that is longer than the lines stands alone in one; it does not tell where lines were broken.
  const mailWidth = lines.reduce(
    (widest, { text }) => (/\S\s+\S/.test(text) ? Math.max(widest, text.length) : widest),
    0,
  );
  const flowing = !poured && !table && isFlowing(lines, mailWidth);
  const broken = poured || table ? 'hard' : howBroken(lines, headless, width);
  const asMail = flowing
    ? 'surely'
    : !poured && !table && !(atEdge && mailWidth % 10 === 0) && brokenByMail(lines, mailWidth, broken === 'hard');
  const joins = asMail ? 'soft' : atEdge && !table ? null : broken;
  if (!joins) return lines;
  const edge = asMail ? mailWidth : width;
  const result: Line[] = [];
  let last: Line | null = null;
  for (const [index, line] of lines.entries()) {
    const above = result.at(-1);
    const fits =
      last !== null &&
      (joins === 'hard' ? last.text.length === width : wouldNotFit(last, line, edge, asMail ? 0 : LEAST_FULL));
    const exact = last?.text.length === width && width >= NARROWEST;
    // Where all lines end at the edge, a line that looks like a header is only what stood behind the break.
    const torn = flowing || ((table || (poured && full >= lines.length - 2)) && exact);
    const rest =
      asMail &&
      last !== null &&
      (isRest(last.text, line.text) ||
        isNextColumn(last.text, line.text) ||
        isUnfinished(above!.text, last.text, line.text) ||
        (asMail === 'surely' && !/[.!?]$/.test(last.text) && !beginsAnew(line.text, last.text)));
    const goesOn = torn ? true : poured || exact ? !beginsAnew(line.text, last?.text ?? '') : headless[index] || rest;
    // Only an entry can be broken; a table row or a shell's line stays what it is.
    if (above && goesOn && fits && (poured || exact || torn || rest || beginsEntry(above.text))) {
      const glue = joins === 'hard' ? '' : ' ';
      result[result.length - 1] = {
        ...above,
        last: line.last,
        text: above.text + glue + line.text,
        raw: `${above.raw}\n${line.raw}`,
        map: joinMaps(above, line, glue),
      };
      repairs.add('wrapped');
    } else result.push(line);
    last = line;
  }
  return result;
}

/** Rows of a table, an event, a record: each is a line of its own although it has no header. */
const ROW =
  /^\s*(?:(?:\S+\s+){0,3}(?:Normal|Warning)\s+[A-Z][A-Za-z]{2,40}\s|[0-9a-f]{12}\s+\S|\{"|[✔✘⠿] |goroutine \d+ \[|\[signal )|\S {3,}\S.* {3,}\S/;

/** An exception by its full name. */
const EXCEPTION = /^(?:Caused by: )?[a-z]\w*(?:\.\w+){2,8}(?:Exception|Error)\b/;

/** True where a terminal broke the rows of a table: below each full line stands its rest, and one of them makes a row only with it. */
export function isTornTable(lines: readonly Line[], width: number): boolean {
  const rows: { first: string; whole: string; ended: boolean }[] = [];
  // A mail program breaks between words.
  let between = width % 10 !== 0;
  for (const { text } of lines) {
    const open = rows.at(-1);
    if (open && !open.ended) {
      between &&= / $/.test(open.whole) || /^ /.test(text);
      open.whole += text;
      open.ended = text.length < width;
    } else if (text.length === width) rows.push({ first: text, whole: text, ended: false });
  }
  const titles = (row: string): number => tableTitles(row)?.length ?? 0;
  return (
    rows.length >= 2 &&
    !between &&
    rows.every(({ ended }) => ended) &&
    rows.some(({ first, whole }) => titles(whole) > titles(first) || (POD_ROW.test(whole) && !POD_ROW.test(first)))
  );
}

/** True where a break went through blanks; rows that a program fills up to the edge are all of one length. */
export function tearsBlanks(text: string, above: string): boolean {
  return / $/.test(above) && /^ /.test(text) && text.length < above.length && !/ $/.test(text);
}

/** True where a mail program broke a row between two columns: it leaves the blanks behind the first. */
function isNextColumn(above: string, text: string): boolean {
  const columns = (row: string): number => row.trim().split(/\s{2,}/).length;
  const ownRow = TIMED.test(text) || /^\s*(?:\S+\s+)?(?:Normal|Warning)\s/.test(text);
  return /\S {2,}$/.test(above) && /\S {2,}\S/.test(above) && !ownRow && columns(text) <= columns(above);
}

/** True where a line is nobody's rest, though the one above it is full. */
export function beginsAnew(text: string, above: string): boolean {
  // A time that logfmt goes on behind; half of a unit's name.
  if (/^(?:level|lvl)=/.test(text) && /\b(?:time|ts|t)="?[^\s"]{8,40}"? ?$/.test(above)) return false;
  const structure = structureOf(text);
  return (
    (/^(?:\s{2,}|\t)\S/.test(text) && !tearsBlanks(text, above)) ||
    headingOf(text, true) !== null ||
    (structure !== null && !(structure.kind === 'unit-title' && /^[\w@]/.test(text))) ||
    ROW.test(text) ||
    POD_ROW.test(text) ||
    DRAWN_LINE.test(text) ||
    PLAIN.test(text) ||
    EXCEPTION.test(text) ||
    (/\p{Script=Han}/u.test(text) && isChat(text, true)) ||
    tableTitles(text) !== null
  );
}

/** Widths that mail programs and plain-text forms break lines at. */
const MAIL = { from: 62, to: 84 };

/** Whether a mail program broke the lines: all of them end before one column, and what is below reads as a rest. */
function brokenByMail(lines: readonly Line[], width: number, equal: boolean): false | 'surely' | 'likely' {
  if (width < MAIL.from || width > MAIL.to) return false;
  const below = lines.slice(1).map((line, at) => ({ above: lines[at]!, line }));
  const full = below.filter(({ above, line }) => wouldNotFit(above, line, width, 0));
  const rests = full.filter(({ above, line }) => isRest(above.text, line.text));
  // Many lines of one length speak for a terminal, at a width that terminals have; not where they end between words.
  const exact = rests.filter(({ above }) => above.text.length === width);
  const short = rests.length - exact.length;
  const between = exact.filter(({ above, line }) => / $/.test(above.text) || /^ /.test(line.text)).length;
  if (
    equal &&
    (width % 10 === 0 || between * 4 < exact.length * 3) &&
    short * (width % 10 === 0 ? 2 : 3) < rests.length
  )
    return false;
  const bare = below.filter(
    (each) => each.above.text.length * 5 >= width * 3 && isRest(each.above.text, each.line.text),
  );
  if (rests.length === 0 || rests.length * 4 < bare.length * 3) return false;
  return rests.length > 2 ? 'surely' : 'likely';
}

/** One long line that a mail program broke: nothing would have fitted above, and entries begin like the first one in the middle of lines. */
function isFlowing(lines: readonly Line[], width: number): boolean {
  const opening = ` ${/^\s*(\S+)/.exec(lines[0]!.text)?.[1]} `;
  return (
    lines.length >= 4 &&
    width >= MAIL.from &&
    width <= MAIL.to &&
    lines.every((line, at) => at === 0 || wouldNotFit(lines[at - 1]!, line, width, 0)) &&
    lines.filter(({ text }) => text.includes(opening, 1)).length * 2 >= lines.length
  );
}

/** A header that has a time, as no rest of a line has. */
const TIMED =
  /^\W{0,3}(?:[A-Z][a-z]{2} [ \d]\d \d\d:|\d{4}[-/]\d\d|\d{1,2}\u6708|[IWEF]\d{4} |\{"|\[ *\d+\.\d|\d\d:\d\d)/;

/** True where an entry cannot end where its line does: a header without words, an open object, an open quote. */
function isUnfinished(entry: string, above: string, text: string): boolean {
  if (TIMED.test(text) || /^\s*(?:Normal|Warning)\s/.test(text)) return false;
  if (/^\s*\{"/.test(entry)) return !/\}\s*$/.test(entry);
  if (/^\s*(?:\S+\s+)?(?:Normal|Warning)\s+[A-Z]/.test(entry)) return !/^\s*\S+\s+(?:Normal|Warning)\s/.test(text);
  if (!TIMED.test(entry)) return false;
  return /(?:\]|\w):\s*$/.test(above) || / at$/.test(above) || (entry.match(/(?<!\\)"/g)?.length ?? 0) % 2 === 1;
}

/** True where a line reads as the rest of the one above, whatever that one is. */
const isRest = (above: string, text: string): boolean =>
  !/[.!?]$/.test(above) &&
  /^(?:[a-z0-9 .,;:()\]}'"/_=]|-(?![->])|[A-Z]{3,}[!.]?$)/.test(text) &&
  !beginsAnew(text, above) &&
  // "in use" below "Address already" is no chat.
  (/^[a-z][^?]*$/.test(text) || !isChat(text, true));

/** Whether lines were broken at their very column, behind words, or not at all. */
function howBroken(lines: readonly Line[], headless: readonly boolean[], width: number): 'hard' | 'soft' | null {
  const below = lines.flatMap((line, index) =>
    line.text.length === width && index + 1 < lines.length ? [{ above: line.text, text: lines[index + 1]!.text }] : [],
  );
  const torn = below.filter(({ text, above }) => !beginsAnew(text, above));
  const hard = torn.length;
  const soft = lines.filter((line, index) => headless[index + 1] && wouldNotFit(line, lines[index + 1]!, width)).length;
  const headed = headless.filter((bare) => !bare).length;
  const goingOn = torn.filter(({ above, text }) => goesThroughSentence(above, text)).length;
  if (headed < 2) {
    // Nothing says where entries begin: then every break has to go through a sentence.
    return hard > 0 && hard === below.length && goingOn * 4 >= hard * 3 && width % 10 === 0 ? 'hard' : null;
  }
  // Two lines of one length are chance, at a width that nobody sets.
  const enough = width % 10 === 0 || USUAL.has(width) ? hard >= 2 : hard >= 3 && goingOn * 2 > hard;
  if (enough && hard * 2 >= soft && hard > below.length - hard) return 'hard';
  if (soft >= 2) return 'soft';
  const [only] = torn;
  return only && below.length === 1 && width % 10 === 0 && goesThroughSentence(only.above, only.text) ? 'hard' : null;
}

/** True where what stands below a full line reads as its rest. */
function goesThroughSentence(above: string, text: string): boolean {
  if (/[.!?]$/.test(above) || isChat(text, true)) return false;
  return /^[a-z0-9 .,;:)\]}'"`/_=-]/.test(text) || (/[a-z_.-]$/.test(above) && /^[A-Z_]{2}/.test(text));
}

/** Where each character of a joined line stands in its pasted text, line break and all. */
function joinMaps(above: Line, line: Line, glue: string): number[] {
  const offset = above.raw.length + 1;
  const map = above.map ? [...above.map] : Array.from({ length: above.text.length }, (_, index) => index);
  if (glue !== '') map.push(above.raw.length);
  for (let index = 0; index < line.text.length; index += 1) map.push(offset + (line.map ? line.map[index]! : index));
  return map;
}

function beginsEntry(text: string): boolean {
  return (
    headingOf(text.trimStart(), true) !== null ||
    /^\s*(?:Normal|Warning) +[A-Z][A-Za-z]+ /.test(text) ||
    /^\s*\{"/.test(text)
  );
}

function isHeadless(line: Line): boolean {
  const { text } = line;
  return (
    headingOf(text.trimStart(), true) === null &&
    structureOf(text) === null &&
    !/^\s{2,}|^\t/.test(text) &&
    !isChat(text, true) &&
    // Rows of a table have no header of their own, and each is a line.
    !/\S {2,}(?!\| )\S+ {2,}\S/.test(text) &&
    tableTitles(text) === null &&
    !DRAWN_LINE.test(text) &&
    !EXCEPTION.test(text) &&
    !PLAIN.test(text) &&
    !/^[[{]/.test(text)
  );
}

/** A shorter line was ended, not broken, where nothing else tells that a mail program broke the lines. */
const LEAST_FULL = NARROWEST - 20;

function wouldNotFit(above: Line, line: Line, width: number, least = LEAST_FULL): boolean {
  const first = line.text.trimStart().split(' ', 1)[0]!.length;
  return above.text.length + 1 + first > width && above.text.length >= least;
}
