/** One or several `>` as mail programs, forums and chats put them in front of what is answered. */
const QUOTED = /^(?:[ \t]{0,3}>[ ]?){1,5}/;

/**
 * How many characters of quotation stand in front of each line of a text that is quoted as a whole (0 in front of empty
 * lines); null where a line that is written has none.
 */
export function quotationOf(lines: readonly string[]): number[] | null {
  const marks = lines.map((line) => QUOTED.exec(line)?.[0].length ?? 0);
  const all = lines.every((line, at) => marks[at]! > 0 || line.trim() === '');
  return all && marks.some((mark) => mark > 0) ? marks : null;
}
