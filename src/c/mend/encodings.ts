import { type Line, textOf } from './layout.ts';

const COLOUR = /\x1b\[[\d;?]*[ -/]*[@-~]|\x1b\][^\x07\n]{0,200}\x07/g;
/** What is left of a colour code where the escape character was lost. */
const BARE_COLOUR = /\[(?:\d{1,3}(?:;\d{1,3}){0,4})?[mK]/g;

/** Drops a terminal's colours; null where there are none. */
export function dropColours(text: string): { text: string; count: number } | null {
  let count = 0;
  const drop = (): string => {
    count++;
    return '';
  };
  let now = text.includes('\x1b') ? text.replace(COLOUR, drop) : text;
  // `[0m` is no index of C: a number and a letter.
  if (/\[(?:0|39|49)?m/.test(now) && /\[(?:[01];)?[349]\d(?:;\d+)*m/.test(now)) now = now.replace(BARE_COLOUR, drop);
  return count > 0 ? { text: now, count } : null;
}

/** Undoes a mail's quoted-printable: `=3D`, and lines that end in `=`. Null where the text is not so. */
export function unprint(lines: Line[]): { lines: Line[]; count: number; line: number } | null {
  const text = textOf(lines);
  const codes = text.match(/=3D/g)?.length ?? 0;
  if (codes < 2 || /=(?![\dA-F]{2}|[ \t]*(?:\n|$))/.test(text)) return null;
  const result: Line[] = [];
  let count = 0;
  let open = false;
  for (const line of lines) {
    const soft = /=[ \t]*$/.exec(line.text);
    const own = decode(soft ? line.text.slice(0, soft.index) : line.text.trimEnd());
    count += (line.text.match(/=[\dA-F]{2}/g)?.length ?? 0) + (soft ? 1 : 0);
    const last = result[result.length - 1];
    if (open && last) last.text += own;
    else result.push({ text: own, from: line.from });
    open = soft !== null;
  }
  return { lines: result, count, line: lines.find((line) => /=[\dA-F]{2}/.test(line.text))?.from ?? 1 };
}

/** Runs of `=XX` are the bytes of UTF-8. */
function decode(text: string): string {
  return text.replace(/(?:=[\dA-F]{2})+/g, (run) => {
    const bytes = Uint8Array.from(run.match(/[\dA-F]{2}/g)!.map((byte) => Number.parseInt(byte, 16)));
    return new TextDecoder().decode(bytes);
  });
}
