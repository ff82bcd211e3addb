import type { GpioFacts } from '../facts.ts';

/** Whole lines that were printed from a moment on, put together from their pieces. */
export function linesPrinted(
  { prints }: Pick<GpioFacts, 'prints'>,
  fromSeconds: number,
  untilSeconds = Number.POSITIVE_INFINITY,
): { text: string; line: number; seconds: number }[] {
  const found: { text: string; line: number; seconds: number }[] = [];
  let open: (typeof found)[number] | null = null;
  for (const { text, seconds, line } of prints) {
    if (seconds < fromSeconds - 1e-6 || seconds >= untilSeconds) continue;
    for (const piece of text.split(/(?<=\n)/)) {
      open ??= { text: '', line, seconds };
      open.text += piece;
      if (!piece.endsWith('\n')) continue;
      found.push(open);
      open = null;
    }
  }
  return [...found, ...(open ? [open] : [])]
    .map((line) => ({ ...line, text: line.text.trim() }))
    .filter(({ text }) => text !== '');
}
