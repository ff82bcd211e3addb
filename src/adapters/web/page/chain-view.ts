import { button, make } from './dom.ts';
import type { Part, Point } from './types.ts';
import type { Words } from './words.ts';

/** The story of a log to walk through, one step at a time, each shown in the paste; null where there is no story. */
export function chainView(part: Part, words: Words, point: Point): HTMLElement | null {
  const story = part.story ?? [];
  if (story.length < 2) return null;
  const view = make('div', 'chain');
  view.setAttribute('role', 'group');
  view.setAttribute('aria-label', words.chain);
  const list = make('ol');
  const steps = story.map((step, i) => {
    const row = make('li', `step ${step.kind}`);
    row.append(button('', step.text, () => go(i)));
    return row;
  });
  list.append(...steps);
  const place = make('span', 'place');
  place.setAttribute('role', 'status');
  let now = -1;
  const back = button('', words.previousStep, () => go(now - 1));
  const on = button('', words.nextStep, () => go(now + 1));
  function go(to: number): void {
    now = Math.max(0, Math.min(story.length - 1, to));
    for (const [i, step] of steps.entries()) {
      step.classList.toggle('now', i === now);
      if (i === now) step.setAttribute('aria-current', 'step');
      else step.removeAttribute('aria-current');
    }
    place.textContent = `${now + 1} / ${story.length}`;
    back.disabled = now === 0;
    on.disabled = now === story.length - 1;
    point(story[now]!.lines);
  }
  back.disabled = true;
  const row = make('div', 'controls');
  row.append(back, place, on);
  view.append(make('h3', '', words.chain), row, list);
  return view;
}
