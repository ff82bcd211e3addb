import { headingOf } from './header.ts';

// What stands in front of every line of a paste and is of none of them: the numbers of a viewer, of `cat -n` or of
// `grep -n`, and the blanks by which the whole of it was moved to the right.

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

/**
 * How many characters in front of each line are not its own; null where all are.
 * @param lines of the paste; beyond a few thousand nobody numbered them by hand, so the beginning decides.
 */
export function marginsOf(lines: readonly string[]): number[] | null {
  return numbersOf(lines) ?? indentOf(lines);
}

const isHeaded = (text: string): boolean => headingOf(text.trimStart(), true) !== null;

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
