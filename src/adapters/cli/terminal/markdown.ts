import type { Screen, Style } from './style.ts';
import { type Cell, paintCells, widthOf, wrapCells } from './width.ts';

type Paint = Cell['paint'];

/** Code, bold, emphasis, links and escapes of one line, in the order in which they are looked for. */
const INLINE =
  /(?<ticks>`+) ?(?<code>[\s\S]*?[^`]) ?\k<ticks>(?!`)|\*\*(?<bold>[^*]+(?:\*(?!\*)[^*]+)*)\*\*|(?<![\w*])\*(?<em>[^\s*](?:[^*]*[^\s*])?)\*(?![\w*])|\[(?<label>[^\]]+)\]\(<?(?<address>[^)\s>]+)>?\)|<(?<link>https?:\/\/[^>\s]+)>|\\(?<escaped>[\\`*_{}[\]()#+.!|>~-])/g;

function cellsOf(text: string, paint: Paint): Cell[] {
  return [...text].map((character) => ({ character, paint }));
}

/** One line of Markdown as painted characters. */
export function inlineCells(text: string, style: Style, base: Paint = null): Cell[] {
  const cells: Cell[] = [];
  let at = 0;
  for (const match of text.matchAll(INLINE)) {
    cells.push(...cellsOf(text.slice(at, match.index), base));
    at = match.index + match[0].length;
    const { code, bold, em, label, address, link, escaped } = match.groups!;
    if (code !== undefined) {
      // Without colour the ticks stay: they are what shows where code begins and ends.
      cells.push(...cellsOf(style.colour ? code : `\`${code}\``, style.colour ? style.cyan : base));
    } else if (bold !== undefined) cells.push(...inlineCells(bold, style, style.colour ? style.bold : base));
    else if (em !== undefined) cells.push(...inlineCells(em, style, style.colour ? style.italic : base));
    else if (link !== undefined) cells.push(...cellsOf(link, style.colour ? style.underline : base));
    else if (escaped !== undefined) cells.push(...cellsOf(escaped, base));
    else cells.push(...cellsOf(`${label} (${address})`, base));
  }
  cells.push(...cellsOf(text.slice(at), base));
  return cells;
}

/** What stands in front of a line, and how the line itself is painted. */
function blockOf(line: string, style: Style): { lead: string; hang: string; text: string; paint: Paint } {
  const heading = /^#{1,6} +(.*)$/.exec(line);
  if (heading) return { lead: '', hang: '', text: heading[1]!, paint: style.colour ? headline(style) : null };
  const small = /^-# +(.*)$/.exec(line);
  if (small) return { lead: '', hang: '', text: small[1]!, paint: style.colour ? style.dim : null };
  const quote = /^> ?(.*)$/.exec(line);
  if (quote) {
    const bar = style.dim('│ ');
    return { lead: bar, hang: bar, text: quote[1]!, paint: null };
  }
  const item = /^(\s*)(?:[-*]|(\d{1,3}[.)])) +(.*)$/.exec(line);
  if (item) {
    const mark = `${item[1]}${item[2] ?? '•'} `;
    return { lead: mark, hang: ' '.repeat(mark.length), text: item[3]!, paint: null };
  }
  const indent = /^\s*/.exec(line)![0];
  const icon = /^(?:✅|❌|⚠️|💡) /u.test(line) ? '   ' : indent;
  return { lead: indent, hang: icon, text: line.slice(indent.length), paint: null };
}

const headlines = new WeakMap<Style, (text: string) => string>();
function headline(style: Style): (text: string) => string {
  const known = headlines.get(style) ?? ((text: string) => style.bold(style.underline(text)));
  headlines.set(style, known);
  return known;
}

/** One line of prose, wrapped to the screen. */
export function renderLine(line: string, { style, width }: Screen): string[] {
  if (line.trim() === '') return [''];
  const { lead, hang, text, paint } = blockOf(line, style);
  const bare = (mark: string): number => widthOf(mark.replace(/\x1b\[\d+m/g, ''));
  const lines = wrapCells(
    inlineCells(text, style, paint),
    Math.max(8, width - bare(hang)),
    Math.max(8, width - bare(lead)),
  );
  return lines.map((cells, at) => (at === 0 ? lead : hang) + paintCells(cells));
}

/** What a door puts beside a line of the answer: lines above it, below it, or in its place. */
export interface Beside {
  above?: string[];
  instead?: string[];
  below?: string[];
}

/**
 * Markdown as a terminal shows it: headings and bold stand out, code is coloured and never wrapped, prose is wrapped.
 * @param beside asked for each line; told whether it is code and whether it opens a fence.
 */
export function renderMarkdown(
  text: string,
  screen: Screen,
  beside: (line: string, where: 'prose' | 'code' | 'fence') => Beside = () => ({}),
): string {
  const out: string[] = [];
  let fenced = false;
  // A paste's control characters must not reach the terminal.
  for (const line of text
    .replace(/\r\n/g, '\n')
    .replace(/[\x00-\x08\x0b-\x1f\x7f-\x9f]/g, '\ufffd')
    .split('\n')) {
    const fence = /^\s*```/.test(line);
    const { above = [], instead, below = [] } = beside(line, fence ? 'fence' : fenced ? 'code' : 'prose');
    if (fence) {
      out.push(...(fenced ? [] : above));
      fenced = !fenced;
      continue;
    }
    const own = fenced ? [`  ${screen.style.dim('│')} ${line}`.trimEnd()] : renderLine(line, screen);
    out.push(...above, ...(instead ?? own), ...below);
  }
  return out.join('\n');
}
