import { make } from './dom.ts';
import type { Lines, Part, Point } from './types.ts';

/** "line 54", "lines 3-7", "第 54 行", "行54", "main:54": places of the paste; "entry 8", "第 8 条": entries of a log. */
const PLACES =
  /\blines? (\d+)(?:\s?[-–]\s?(\d+))?|第 ?(\d+)(?:\s?[-～–]\s?(\d+))? ?行|行(\d+)|(?<=\b[A-Za-z_]\w*:)(\d+)\b|\bentry (\d+)\b|第 ?(\d+) ?条/g;
const LIMIT_LINKS = 400;

function linesOf(match: RegExpExecArray, part: Part): Lines | null {
  const entry = match[7] ?? match[8];
  if (entry !== undefined) return part.labels?.find((label) => label.at === Number(entry))?.lines ?? null;
  const first = Number(match[1] ?? match[3] ?? match[5] ?? match[6]);
  const last = Number(match[2] ?? match[4] ?? first);
  return first > 0 && last >= first ? [first, last] : null;
}

/** Makes a button show its lines: while the pointer or the focus is on it, and for good once pressed. */
export function pointing(button: HTMLElement, lines: Lines, point: Point): void {
  let kept = false;
  for (const happening of ['mouseenter', 'focus'] as const) button.addEventListener(happening, () => point(lines));
  button.addEventListener('click', () => {
    kept = true;
    point(lines);
  });
  button.addEventListener('mouseleave', () => {
    if (!kept) point(null);
  });
  button.addEventListener('blur', () => {
    kept = false;
  });
}

/** Turns the places an answer names into buttons that show them. */
export function linkLines(answer: HTMLElement, part: Part, point: Point): void {
  const texts: Text[] = [];
  const walker = document.createTreeWalker(answer, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) texts.push(node as Text);
  let links = 0;
  for (const text of texts) {
    const words = text.data;
    const pieces: Node[] = [];
    let at = 0;
    PLACES.lastIndex = 0;
    for (let match = PLACES.exec(words); match && links < LIMIT_LINKS; match = PLACES.exec(words)) {
      const lines = linesOf(match, part);
      if (!lines) continue;
      const link = make('button', 'line', match[0]);
      link.type = 'button';
      pointing(link, lines, point);
      pieces.push(document.createTextNode(words.slice(at, match.index)), link);
      at = match.index + match[0].length;
      links += 1;
    }
    if (pieces.length === 0) continue;
    text.replaceWith(...pieces, document.createTextNode(words.slice(at)));
  }
}
