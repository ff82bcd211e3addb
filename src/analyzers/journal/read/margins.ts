import { headingOf } from './header.ts';
import { isEvent } from './line.ts';
import { tableTitles } from './table.ts';

// What stands around every line of a paste and is of none of them: the numbers of a viewer, of `cat -n` or of `grep -n`,
// the file that grep found it in, the quotes of JSON or CSV, backticks, and the blanks by which the whole of it was moved
// to the right.

/** What is not a line's own. */
export interface Margin {
  /** So many characters in front of it. */
  front: number;
  /** And so many behind. */
  back: number;
  /** A row of CSV whose time is part of the line. */
  timed?: true;
  /** How quotes are written inside. */
  quotes?: 'json' | 'csv';
}

/** How viewers number lines; the first group is the number. */
const NUMBERED: readonly { form: RegExp; increasing: boolean }[] = [
  { form: /^[\w./-]{1,120}\.(?:log|txt|out|err)(?:\.\d{1,3})?:(\d{1,9}):/, increasing: true },
  { form: /^(\d{1,9})[:-]/, increasing: true },
  { form: /^[ \t]*(\d{1,7})[ \t]?[|│┃][ \t]?/, increasing: false },
  { form: /^[ \t]*[[(]?(\d{1,7})[:.)\]、](?:[ \t]|$)/, increasing: false },
  { form: /^[ \t]*(\d{1,7})(?:\t|[ ]|$)/, increasing: false },
];

const LEAST_LINES = 3;
/** Of the lines between the first number and the last, so many of ten have one. */
const DENSE = 0.8;
const FENCE = /^\s*(?:```|~~~)/;

interface Hit {
  index: number;
  number: number;
  length: number;
}

/** What of each line is not its own; null where all is. */
export function marginsOf(lines: readonly string[]): Margin[] | null {
  return (numbersOf(lines) ?? filesOf(lines) ?? indentOf(lines))?.map(inFront) ?? wrappersOf(lines);
}

const inFront = (front: number): Margin => ({ front, back: 0 });
const isHeaded = (text: string): boolean => headingOf(text.trimStart(), true) !== null;

/** What grep puts in front of a line it found in one of several files, `-` for the lines around it. */
const FILE =
  /^(?:(?:~|\.{1,2})?\/?(?:[\w.@+-]{1,80}\/){1,12}[\w.@+-]{1,80}|[\w.@+-]{1,80}\.(?:log|txt|out|err)(?:[.-]\d{1,8})?(?:\.[gx]z)?|(?:syslog|messages|kern|daemon|auth|secure|maillog|boot)(?:\.log)?(?:[.-]\d{1,8})?)[:-](?:(?!\d{4}-\d\d-|\d{1,9}:[A-Z] \d)\d{1,9}[:-])?(?!\/)/;

const SOURCE =
  /\.(?:[chsS]|cc|cpp|cxx|hpp|go|py|rs|m?jsx?|tsx?|java|kt|rb|php|pl|lua|sh|conf|cfg|ini|ya?ml|json|toml|xml|sql|css|html?|tf)[:-]/i;

/** The names of files in front of the lines that grep found: in front of all of them, or of a log. */
function filesOf(lines: readonly string[]): number[] | null {
  const own = lines.filter((line) => line.trim() !== '' && !FENCE.test(line)).length;
  const fronts = lines.map((line) => FILE.exec(line)?.[0].length ?? 0);
  const found = lines.flatMap((line, at) => (fronts[at]! > 0 ? [line.slice(fronts[at])] : []));
  if (found.length === 0 || found.length < own * 0.5) return null;
  // Where in a source something is wrong is what a compiler says.
  if (lines.some((line, at) => SOURCE.test(line.slice(0, fronts[at])))) return null;
  const all = found.length === own && own >= LEAST_LINES;
  return all || found.filter(isLogLine).length * 2 >= found.length ? fronts : null;
}

/** One line as code of Markdown, in the quotes of JSON or of CSV, or as a row of CSV with its time. */
const WRAPPED: readonly { form: RegExp; quotes?: Margin['quotes']; sure?: boolean }[] = [
  { form: /^\s*(?<open>`{1,2})(?<own>[^`]+)\k<open>\s*$/, sure: true },
  { form: /^\s*"(?<own>(?:[^"\\]|\\.)*)"\s{0,8}[,;]?\s{0,8}$/, quotes: 'json' },
  { form: /^\s*"(?<own>(?:[^"]|"")*)"\s{0,8}[,;]?\s{0,8}$/, quotes: 'csv' },
  { form: /^\s*'(?<own>[^']+)'\s{0,8}[,;]?\s{0,8}$/ },
  // Python's logging has a comma before the milliseconds.
  {
    form: /^\s*"?(?<time>\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d[^",]{0,20}|\d{10,19})"?,(?!\d{3}\b)\s*(?<open>"?)(?<own>.*)\k<open>\s*$/,
    quotes: 'csv',
  },
];
const TITLES = /^\s*"?@?(?:time|date|ts)\w*"?,\s*"?@?(?:message|msg|log|line|body|content|textpayload)"?\s*$/i;
const BRACKET = /^\s*[[\]],?\s*$/;

/** What quotes, backticks or columns stand around each line of a log; null where too many lines have none. */
function wrappersOf(lines: readonly string[]): Margin[] | null {
  const own = lines.filter((line) => line.trim() !== '' && ![FENCE, BRACKET, TITLES].some((one) => one.test(line)));
  for (const { form, quotes, sure } of WRAPPED) {
    const margins = lines.map((line) => marginIn(line, form, quotes));
    const insides = lines.flatMap((line, at) => {
      const margin = margins[at];
      return margin ? [line.slice(margin.front, line.length - margin.back)] : [];
    });
    if (insides.length < Math.max(2, own.length * DENSE)) continue;
    const plain = (sure && insides.length === own.length) || margins.some((margin) => margin?.timed);
    if (!plain && insides.filter(isLogLine).length * 2 < insides.length) continue;
    return lines.map((line, at) =>
      BRACKET.test(line) || TITLES.test(line) ? inFront(line.length) : (margins[at] ?? inFront(0)),
    );
  }
  return null;
}

/** Whether a line alone is one of a log: a header, an event or the titles of a table. */
export const isLogLine = (text: string): boolean =>
  isHeaded(text) || isEvent(text) || /^\s*\{\s*"/.test(text) || tableTitles(text) !== null;

function marginIn(line: string, form: RegExp, quotes: Margin['quotes']): Margin | null {
  const { time, own } = form.exec(line)?.groups ?? {};
  if (own === undefined) return null;
  const at = line.lastIndexOf(own);
  // A message that says itself when it was needs no other time.
  const kept = time !== undefined && !/^\d+$/.test(time) && !isHeaded(own);
  return {
    front: kept ? line.indexOf(time) : at,
    back: line.length - at - own.length,
    ...(kept ? { timed: true as const } : {}),
    ...(quotes ? { quotes } : {}),
  };
}

function numbersOf(lines: readonly string[]): number[] | null {
  const written = lines.filter((line) => line.trim() !== '' && !FENCE.test(line)).length;
  for (const { form, increasing } of NUMBERED) {
    const hits = lines.flatMap((line, index) => {
      const found = form.exec(line);
      return found ? [{ index, number: Number(found[1]), length: found[0].length }] : [];
    });
    if (hits.length === 0 || hits.length < written * 0.5) continue;
    const chain = increasing ? rising(hits) : counting(hits, lines);
    if (chain.length < hits.length * DENSE) continue;
    const between = lines.slice(chain[0]!.index, chain.at(-1)!.index + 1).filter((line) => line.trim() !== '').length;
    if (chain.length < between * DENSE || chain.length < written * 0.5) continue;
    const rests = chain.map(({ index, length }) => lines[index]!.slice(length)).filter((rest) => rest.trim() !== '');
    const headed = rests.filter(isHeaded).length;
    // A few lines, or numbers with gaps, are numbers only where what is behind them is a log.
    const counted = chain.every((hit, at) => at === 0 || hit.number === chain[at - 1]!.number + 1);
    if ((chain.length < LEAST_LINES || !counted) && headed * 2 < rests.length) continue;
    // Lines that have a header with their number in front, a clock for one, are not numbered.
    if (lines.filter(isHeaded).length > headed) continue;
    const blanks = Math.min(...rests.map((rest) => /^ */.exec(rest)![0].length), 3);
    const margins = lines.map(() => 0);
    for (const { index, length } of chain) margins[index] = Math.min(lines[index]!.length, length + blanks);
    return margins;
  }
  return null;
}

/** The hits that count up by one, a number for each line that is only a number included. */
function counting(hits: readonly Hit[], lines: readonly string[]): Hit[] {
  let best: Hit[] = [];
  let chain: Hit[] = [];
  for (const hit of hits) {
    const last = chain.at(-1);
    const skipped = last && lines.slice(last.index + 1, hit.index).every((line) => line.trim() === '');
    const follows =
      last && (hit.number === last.number + 1 || (skipped && hit.number - last.number === hit.index - last.index));
    if (!follows) chain = [];
    chain.push(hit);
    if (chain.length > best.length) best = chain;
  }
  return best;
}

/** The hits whose numbers only grow. */
function rising(hits: readonly Hit[]): Hit[] {
  const chain: Hit[] = [];
  for (const hit of hits) if (hit.number > (chain.at(-1)?.number ?? -1)) chain.push(hit);
  return chain;
}

const LEAST_INDENT = 2;

/** The blanks in front of all lines of a log that was moved to the right, words above and below it left out. */
function indentOf(lines: readonly string[]): number[] | null {
  const indents = lines.map((line) => (line.trim() === '' || FENCE.test(line) ? null : /^ */.exec(line)![0].length));
  const first = indents.findIndex((indent) => indent !== null && indent >= LEAST_INDENT);
  if (first < 0) return null;
  const last = indents.findLastIndex((indent) => indent !== null && indent >= LEAST_INDENT);
  const inside = indents.slice(first, last + 1).filter((indent) => indent !== null);
  const indent = Math.min(...inside.slice(0, 5_000));
  if (indent < LEAST_INDENT || inside.some((own) => own < indent)) return null;
  const outside = [...lines.slice(0, first), ...lines.slice(last + 1)];
  if (outside.some(isHeaded)) return null;
  if (!lines.slice(first, last + 1).some((line) => isHeaded(line.slice(indent)))) return null;
  return lines.map((_, index) => (index >= first && index <= last ? Math.min(indent, lines[index]!.length) : 0));
}
