import { quotationOf } from './quotation.ts';
import { SPEAKER_NAME } from './turns.ts';

/** Lines that were broken at a width are at least this long, and no longer. */
const NARROWEST = 38;
const WIDEST = 200;
const LIMIT_LINES = 2_000;
/** Widths that terminals have: two lines of one of them were cut there, of another they only happen to be equal. */
const TERMINALS = new Set([80, 100, 120, 132, 160, 200]);
/** A list, a heading, a quotation, a table: a line of its own. */
const MARKED = /^\s*(?:[-*+•#>|→➜⇒▶►➤‣◦]|\d{1,2}[.)、]|[一二三四五六七八九十]+、|```|~~~|$)/;
/** What somebody says, perhaps at a time ("[10:41] marta: …", "老周：…"), a term that is explained, a field of a manifest, a command. */
const TOLD = new RegExp(
  String.raw`^\s*(?:[[(]?\d{1,2}:\d{2}(?::\d{2})?[\])]?\s+\S|[[【<]${SPEAKER_NAME}[\]】>]|\d{1,3} ?楼|(?:${SPEAKER_NAME}|[A-Za-z][\w.-]{0,31}) ?(?::\s|：)|\p{Script=Han}{1,5}\d? ?:|(?:\$ )?(?:kubectl|docker|helm)\s)`,
  'u',
);
/** So many lines that begin so are a talk or a list of terms; one may be the rest of a sentence. */
const TOLD_LINES = 3;
/** A Chinese character takes two columns. */
const columnsOf = (line: string): number => line.length + (line.match(/[\u2e80-\u9fff\uff00-\uff60]/g)?.length ?? 0);
const HAN_END = /[\p{Script=Han}，、；（“]$/u;
const HAN_START = /^[\p{Script=Han}，、；。）”]/u;

/** Lines that are all quoted with `>`, the marks taken from the front and as many blanks put behind. */
function withoutQuotation(lines: string[]): string[] {
  const marks = quotationOf(lines);
  return marks ? lines.map((line, at) => line.slice(marks[at]) + ' '.repeat(marks[at]!)) : lines;
}

/**
 * Prose whose lines a mail program or a terminal broke at its width, in one line a paragraph. As many characters as before:
 * a break between words becomes a blank, one inside of a word goes and the next blank or mark is followed by one more.
 */
export function unwrapped(text: string): string {
  const lines = withoutQuotation(text.split('\n'));
  const lengths = lines.map((line) => columnsOf(line.trimEnd()));
  const width = Math.max(...lengths.slice(0, LIMIT_LINES));
  if (lines.length < 2 || lines.length > LIMIT_LINES || width < NARROWEST || width > WIDEST) return text;
  // Broken at the very column, words and all; else only between words.
  const broken = lengths.filter((_, at) => (lines[at + 1] ?? '').trim() !== '');
  const hard = broken.every((length) => length >= width - 1) && (TERMINALS.has(width) || broken.length >= 3);
  const told = lines.filter((line) => TOLD.test(line)).length >= TOLD_LINES;
  const begins = (line: string): boolean => MARKED.test(line) || (told && TOLD.test(line));
  let out = lines[0]!;
  let owed = 0;
  const pay = (line: string): string => {
    if (owed === 0) return line;
    const at = line.search(/[\s，。；、！？]/);
    if (at < 0) return line;
    const paid = line.slice(0, at + 1) + ' '.repeat(owed) + line.slice(at + 1);
    owed = 0;
    return paid;
  };
  for (let at = 1; at < lines.length; at += 1) {
    const above = lines[at - 1]!;
    const line = lines[at]!;
    const first = line.trimStart().split(/\s/, 1)[0]!;
    const long = lengths[at - 1]! >= NARROWEST - 8;
    const torn = hard && long && !/\s$/.test(above) && !/^\s/.test(line);
    // A line of Chinese may break behind every character.
    const next = /^[\u2e80-\u9fff]/.test(first) ? 2 : columnsOf(first);
    const fits = lengths[at - 1]! + 1 + next <= width - (/[\u2e80-\u9fff]/.test(above) ? 1 : 0);
    const goesOn = long && (torn || !fits) && !begins(line);
    if (!goesOn) {
      // What is owed has to be paid before a line that counts.
      out += `${' '.repeat(owed)}\n${line}`;
      owed = 0;
    } else if (torn || (HAN_END.test(above) && HAN_START.test(line))) {
      owed += 1;
      out += pay(line);
    } else out += ` ${pay(line)}`;
  }
  return out + ' '.repeat(owed);
}
