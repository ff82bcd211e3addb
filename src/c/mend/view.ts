import { lookThrough } from './characters.ts';
import { blankContainers } from './containers.ts';
import type { Line } from './layout.ts';
import { unbar, undiff, unnumber, unquote } from './margins.ts';

const ENTITY = /&(?:lt|gt|amp|quot|apos|nbsp|emsp|ensp|#\d{2,5}|#[xX][\da-fA-F]{2,4})[;；]/g;
const NAMED: Record<string, string> = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'" };
const COLOURS = /\x1b\[[\d;?]*[ -/]*[@-~]|\[(?:\d{1,3}(?:;\d{1,3}){0,4})?m(?=[\w"'#/<{}();]|$)/g;
/** Beyond this length only a file's own text is expected. */
const LONGEST = 120_000;

/**
 * A message as it reads without what a page, chat or terminal put around its code: numbers and marks in front of lines,
 * entities, colours, full-width signs. Every character that remains stands where it stood, so that offsets are the same.
 */
export function undressed(text: string): string {
  if (text.length > LONGEST) return text;
  const lines: Line[] = blankContainers(text)
    .split('\n')
    .map((line, i) => ({ text: line, from: i + 1 }));
  const lengths = lines.map((line) => line.text.length);
  unquote(lines);
  undiff(lines);
  unbar(lines);
  unnumber(lines);
  const view = lines
    .map((line, i) => line.text.padStart(lengths[i]!))
    .join('\n')
    .replace(COLOURS, (found) => ' '.repeat(found.length))
    .replace(ENTITY, (found) => entity(found).padEnd(found.length));
  return view.length === text.length ? lookThrough(view) : text;
}

function entity(text: string): string {
  const inner = text.slice(1, -1);
  if (!inner.startsWith('#')) return NAMED[inner] ?? ' ';
  const code = /^#[xX]/.test(inner) ? Number.parseInt(inner.slice(2), 16) : Number(inner.slice(1));
  return code === 160 || code < 32 ? ' ' : String.fromCharCode(code);
}
