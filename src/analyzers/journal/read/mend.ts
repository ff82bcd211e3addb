import { ENTITIES } from '../../../language/entities.ts';
import { type Mapped, rewritten, withPlainMarks, withTypedMarks } from '../../../language/marks.ts';
import { headingOf } from './header.ts';
import { isLogLine, type Margin, marginsOf } from './margins.ts';

/** A line of the paste as its program wrote it, and the way back to what was pasted. */
export interface Line {
  /** Without colour codes, entities and odd spaces. */
  text: string;
  /** As pasted. */
  raw: string;
  /** Line of the paste, from 1. */
  number: number;
  /** The last line of the paste that belongs to it, where an editor broke it. */
  last: number;
  /** Index in `raw` of each character of `text`; null where they are the same. */
  map: number[] | null;
}

/** What had to be mended, each once. */
export type Repair =
  | 'colours'
  | 'entities'
  | 'full-width'
  | 'typography'
  | 'pager'
  | 'fence'
  | 'line-breaks'
  | 'wrapped'
  | 'chat'
  | 'prompt'
  | 'quoted'
  | 'numbers';

const ODD =
  /\x1b\[[\d;?]*[ -/]*[@-~]|\x1b\][^\x07\x1b]{0,200}(?:\x07|\x1b\\)|\x1b[()][AB0]|\^\[\[[\d;]{0,12}m|\\(?:u001b|x1b|033|e)\[[\d;]{0,12}m|#033\[[\d;]{0,12}m|&(?:lt|gt|amp|quot|nbsp|#39|#x27|apos)[;\uff1b]|[\r\u001e\u200b\ufeff\u00a0\u3000]/gi;
const PUT: Record<string, string> = { ...ENTITIES, '\u00a0': ' ', '\u3000': ' ' };
const FULL_WIDTH = /[\uff01-\uff5e]/g;
const FULL_WIDTH_WORD = /[\uff10-\uff19\uff21-\uff3a\uff41-\uff5a]/g;

/** The codes of colours whose first character was lost on the way through a web page; `[0m` is nothing else. */
const COLOURS_LEFT = /\[(?:(?:\d{1,3};){0,4}\d{1,3}m(?![\]\d])|m(?!\w))/g;
const RESET = /\[0m|\[m(?!\w)/;
/** Between the time and the message of a row of CSV. */
const SEAM = /(?<=^[\dT :.,Z+-]{10,40})"?,[ \t]*"?/g;
const QUOTES = { json: /\\[\\"/t]/g, csv: /""/g };
const UNQUOTED: Record<string, string> = { '\\\\': '\\', '\\"': '"', '\\/': '/', '\\t': ' ', '""': '"' };

function mendLine(raw: string, number: number, repairs: Set<Repair>, margin?: Margin): Line {
  let text = raw;
  let map: number[] | null = null;
  ODD.lastIndex = 0;
  if (ODD.test(raw)) {
    ODD.lastIndex = 0;
    map = [];
    text = '';
    let from = 0;
    for (const odd of raw.matchAll(ODD)) {
      for (; from < odd.index; from += 1) {
        text += raw[from];
        map.push(from);
      }
      const put = PUT[odd[0].toLowerCase().replace('\uff1b', ';')] ?? '';
      if (odd[0].startsWith('&')) repairs.add('entities');
      else if (put === '' && odd[0].length > 2) repairs.add('colours');
      if (put) {
        text += put;
        map.push(odd.index);
      }
      from = odd.index + odd[0].length;
    }
    for (; from < raw.length; from += 1) {
      text += raw[from];
      map.push(from);
    }
  }
  if ((text.match(FULL_WIDTH_WORD)?.length ?? 0) >= 6 || /\d\uff1a\d\d\uff1a\d/.test(text)) {
    repairs.add('full-width');
    text = text.replace(FULL_WIDTH, (char) => String.fromCharCode(char.charCodeAt(0) - 0xfee0));
  }
  const take = (now: Mapped, repair: Repair | null): void => {
    if (!now.map) return;
    if (repair) repairs.add(repair);
    const before = map;
    map = now.map.map((at) => before?.[at] ?? at);
    text = now.text;
  };
  if (RESET.test(text))
    take(
      rewritten(text, COLOURS_LEFT, () => ''),
      'colours',
    );
  if (margin?.timed)
    take(
      rewritten(text, SEAM, () => ' '),
      null,
    );
  if (margin?.quotes)
    take(
      rewritten(text, QUOTES[margin.quotes], (mark) => UNQUOTED[mark]!),
      null,
    );
  take(withPlainMarks(text), 'full-width');
  // Programs write single curly quotes themselves; the others are a word processor's.
  take(withTypedMarks(text), /[\u201c\u201d\u2014]/.test(text) ? 'typography' : null);
  return { text, raw, number, last: number, map };
}

/** The pasted characters between two places of a mended line. */
export function rawSlice(line: Line, start: number, end: number): string {
  if (!line.map) return line.raw.slice(start, end);
  const from = line.map[start] ?? line.raw.length;
  return line.raw
    .slice(from, line.map[end] ?? line.raw.length)
    .replace(/(?:\x1b\[[\d;?]*[ -/]*[@-~]|[\r\u200b])+$/g, '')
    .trim();
}

const FENCE = /^\s*(?:```|~~~)\s*[\w+-]{0,20}\s*$/;
const FENCE_EDGE = /^\s*(?:```|~~~)(?:[a-z]{1,12}$)?|```\s*$/;
const PAGER = /^\s*(?:lines \d+-\d+(?:\/\d+)?(?: \d+%)?(?: \(END\))?|\(END\)|~|:|--More--(?:\(\d+%\))?)\s*$/;
const PAGER_TAIL = /\s+(?:lines \d+-\d+(?:\/\d+)?(?: \(END\))?|\(END\))\s*$/;
const QUOTE = /^\s*(?:>>> |> |>(?=[\w[{<-]))/;

/** `\n` where a line ended, as programs write a text into a string. */
const WRITTEN_BREAK = /\\r?\\n|\\n/;
const LEAST_PIECES = 3;

/** A text in the quotes of JSON. */
const STRING = /^\s*"((?:[^"\\]|\\.)*)"\s{0,8},?\s{0,8}$/;

/** The lines of a log that was copied out of a string with its escapes; null for any other line. A record keeps its own. */
function linesInside(line: string): string[] | null {
  if (!line.includes('\\n') || /^\s*\[?\s*\{/.test(line)) return null;
  const string = STRING.exec(line)?.[1];
  const pieces = (string ?? line).split(WRITTEN_BREAK).filter((piece) => piece.trim() !== '');
  const log = pieces.length >= LEAST_PIECES && pieces.filter(isLogLine).length * 2 >= pieces.length;
  if (!log && (string === undefined || pieces.length < 2)) return null;
  return pieces.map((piece) => piece.replace(QUOTES.json, (mark) => UNQUOTED[mark]!));
}

/** Takes a paste apart into mended lines; fences, pager marks and blank lines are gone, the numbers stay. */
export function mendLines(text: string): { lines: Line[]; repairs: Set<Repair> } {
  const repairs = new Set<Repair>();
  const raws: string[] = [];
  const numbers: number[] = [];
  for (const [index, pasted] of text.split('\n').entries()) {
    const opened = linesInside(pasted);
    if (opened) repairs.add('line-breaks');
    for (const raw of opened ?? [pasted]) {
      raws.push(raw);
      numbers.push(index + 1);
    }
  }
  const quoted = raws.filter((raw) => QUOTE.test(raw)).length;
  const written = raws.filter((raw) => raw.trim() !== '');
  const strip =
    quoted > 1
      ? quoted * 2 >= written.length
      : quoted === 1 && written.length === 1 && headingOf(written[0]!.replace(QUOTE, ''), true) !== null;
  const unquoted = strip ? raws.map((raw) => raw.replace(QUOTE, '')) : raws;
  if (strip) repairs.add('quoted');
  const margins = marginsOf(unquoted);
  if (margins?.some(({ front, timed }, index) => !timed && /\d/.test(unquoted[index]!.slice(0, front))))
    repairs.add('numbers');
  const lines: Line[] = [];
  for (const [index, whole] of unquoted.entries()) {
    const margin = margins?.[index];
    let raw = margin ? whole.slice(margin.front, whole.length - margin.back) : whole;
    if (FENCE.test(raw)) {
      repairs.add('fence');
      continue;
    }
    if (raw.includes('```')) {
      raw = raw.replace(FENCE_EDGE, '').replace(/```\s*$/, '');
      repairs.add('fence');
    }
    const line = mendLine(raw, numbers[index]!, repairs, margin);
    if (PAGER.test(line.text)) {
      repairs.add('pager');
      continue;
    }
    const tail = PAGER_TAIL.exec(line.text);
    if (tail) {
      repairs.add('pager');
      line.text = line.text.slice(0, tail.index);
    }
    if (line.text.trim() !== '') lines.push(line);
  }
  return { lines, repairs };
}
