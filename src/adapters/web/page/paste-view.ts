import { make } from './dom.ts';
import type { Lines, Point } from './types.ts';

/** More lines than this are not laid out; nobody reads them one by one. */
const LIMIT_LINES = 5000;
/** Pastes longer than this are shown folded. */
const OPEN_CHARACTERS = 20_000;

/** A text with numbered lines that can be pointed at. */
export function pasteView(text: string, title: string): { view: HTMLDetailsElement; point: Point } {
  const view = make('details', 'source');
  view.open = text.length < OPEN_CHARACTERS;
  view.append(make('summary', '', title));
  const box = make('div', 'paste');
  box.tabIndex = 0;
  box.setAttribute('role', 'region');
  box.setAttribute('aria-label', title);
  const list = make('ol');
  const rows = text
    .split('\n')
    .slice(0, LIMIT_LINES)
    .map((line) => {
      const row = make('li');
      row.append(make('span', '', line));
      return row;
    });
  list.append(...rows);
  box.append(list);
  view.append(box);
  const point = (lines: Lines | null): void => {
    for (const row of list.querySelectorAll('.shown')) row.classList.remove('shown');
    if (!lines) return;
    view.open = true;
    for (const row of rows.slice(lines[0] - 1, lines[1])) row.classList.add('shown');
    const first = rows[lines[0] - 1];
    // Only the box scrolls: the answer that is being read stays where it is.
    if (first) box.scrollTop = first.offsetTop - box.offsetTop - box.clientHeight / 3;
  };
  return { view, point };
}
