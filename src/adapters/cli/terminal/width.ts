/** Characters that take two columns: Chinese and its punctuation, kana, hangul, full-width forms, emoji. */
const WIDE =
  /^(?:[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\u3000-\u303f\uff01-\uff60\uffe0-\uffe6]|\p{Emoji_Presentation})/u;
const NOTHING = /^[\p{Mn}\p{Me}\p{Cf}]$/u;

/** Columns of one character. */
export function columnsOf(character: string): 0 | 1 | 2 {
  const code = character.codePointAt(0)!;
  if (code < 0x300) return 1;
  if (NOTHING.test(character)) return 0;
  return WIDE.test(character) ? 2 : 1;
}

/** Columns of a text without control sequences. */
export function widthOf(text: string): number {
  let width = 0;
  for (const character of text) width += columnsOf(character);
  return width;
}

/** A text filled with spaces to a width. */
export function padded(text: string, width: number): string {
  return text + ' '.repeat(Math.max(0, width - widthOf(text)));
}

/** A text cut to a width, with an ellipsis where something is missing. */
export function cutTo(text: string, width: number): string {
  if (widthOf(text) <= width) return text;
  let cut = '';
  let used = 0;
  for (const character of text) {
    if (used + columnsOf(character) > width - 1) break;
    cut += character;
    used += columnsOf(character);
  }
  return `${cut}…`;
}

/** One character and how it is painted. */
export interface Cell {
  character: string;
  paint: ((text: string) => string) | null;
}

/** No line begins with one of these, and none ends with an opening one. */
const CLOSING = /[，。、；：！？）】》”’…,.;:!?)\]}»%]/u;
const OPENING = /[（【《“‘([{«]/u;

/** Whether a line may be broken between two characters. */
function mayBreak(before: string, after: string): boolean {
  if (before === ' ') return true;
  if (after === ' ' || CLOSING.test(after) || OPENING.test(before)) return false;
  return columnsOf(before) === 2 || columnsOf(after) === 2;
}

/** Breaks painted characters into lines of a width; a word longer than a line is cut. The first line may have less room. */
export function wrapCells(cells: Cell[], width: number, first = width): Cell[][] {
  const lines: Cell[][] = [];
  let line: Cell[] = [];
  let used = 0;
  let breakAt = 0;
  for (const cell of cells) {
    const columns = columnsOf(cell.character);
    const last = line.at(-1);
    if (last && mayBreak(last.character, cell.character)) breakAt = line.length;
    const room = lines.length === 0 ? first : width;
    if (used + columns > room && line.length > 0 && cell.character !== ' ') {
      const at = breakAt > 0 ? breakAt : line.length;
      lines.push(trimEnd(line.slice(0, at)));
      line = line.slice(at);
      used = line.reduce((sum, each) => sum + columnsOf(each.character), 0);
      breakAt = 0;
    }
    line.push(cell);
    used += columns;
  }
  lines.push(trimEnd(line));
  return lines;
}

function trimEnd(line: Cell[]): Cell[] {
  let end = line.length;
  while (end > 0 && line[end - 1]!.character === ' ') end -= 1;
  return line.slice(0, end);
}

/** Painted characters as a text, with as few control sequences as can be. */
export function paintCells(cells: Cell[]): string {
  let text = '';
  for (let at = 0; at < cells.length; ) {
    let end = at;
    while (end < cells.length && cells[end]!.paint === cells[at]!.paint) end += 1;
    const run = cells
      .slice(at, end)
      .map((cell) => cell.character)
      .join('');
    text += cells[at]!.paint?.(run) ?? run;
    at = end;
  }
  return text;
}
