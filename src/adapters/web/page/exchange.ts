import { follow, post } from './api.ts';
import { chainView } from './chain-view.ts';
import { button, make } from './dom.ts';
import { linkLines, pointing } from './line-links.ts';
import { pasteView } from './paste-view.ts';
import type { Explained, Language, Part, Point, Press, Replied } from './types.ts';
import { waveformView } from './waveform-view.ts';
import { WORDS } from './words.ts';

/** What an exchange needs of the page around it. */
export interface Surroundings {
  language(): Language;
  theme(): 'light' | 'dark';
  plainer: boolean;
  busy<T>(work: (signal: AbortSignal) => Promise<T>): Promise<T | null>;
}

/** One paste and its answer, side by side; the answer can be said again in the other language. */
export class Exchange {
  readonly view = make('article', 'exchange');
  readonly #text: string;
  readonly #around: Surroundings;
  readonly #sources = make('div', 'sources');
  readonly #answer = make('div', 'answers');
  #explained: Explained | null = null;

  constructor(text: string, around: Surroundings) {
    this.#text = text;
    this.#around = around;
    this.view.append(this.#sources, this.#answer);
  }

  /** Shows what came of the paste; called again when the language changes. */
  show(explained: Explained): void {
    this.#explained = explained;
    const words = WORDS[this.#around.language()];
    this.view.setAttribute('aria-label', words.exchange);
    const pasted = pasteView(this.#text, words.paste);
    this.#sources.replaceChildren(make('h2', '', words.you), pasted.view);
    this.#answer.replaceChildren(make('h2', '', 'unpaste'));
    const { parts } = explained.report;
    const points = parts.map((part, i): Point => {
      if (!part.restoredText) return pasted.point;
      const restored = pasteView(part.restoredText, parts.length > 1 ? `${i + 1}. ${words.restored}` : words.restored);
      this.#sources.append(restored.view);
      // A paste that lost its line breaks tells nothing by its lines; the restored text stands for it.
      pasted.view.open = parts.length > 1 && this.#text.includes('\n');
      return restored.point;
    });
    if (!explained.report.reply) this.#answer.append(make('p', 'quiet', words.silent));
    for (const { html, part } of explained.chapters) {
      const chapter = make('section', 'answer');
      // Rendered by the server with raw HTML switched off; scripts are forbidden by the page's policy besides.
      chapter.innerHTML = html;
      // What scrolls can be reached by the keyboard.
      for (const block of chapter.querySelectorAll('pre')) block.tabIndex = 0;
      this.#answer.append(chapter);
      const own = part === null ? undefined : parts[part];
      if (part === null || !own) continue;
      linkLines(chapter, own, points[part]!);
      this.#showPictures(chapter, own, part, points[part]!, explained);
      showFacts(chapter, own, points[part]!, words.facts);
    }
    if (explained.report.reply) this.#showActions();
  }

  /** The same answer in the language the page speaks now. */
  async sayAgain(): Promise<void> {
    const explained = this.#explained;
    if (!explained) return;
    const body = {
      thread: explained.thread,
      exchange: explained.exchange,
      language: this.#around.language(),
      theme: this.#around.theme(),
    };
    const again = await this.#around.busy((signal) => post<Explained>('/api/again', body, signal));
    if (again) this.show({ ...again, thread: explained.thread, exchange: explained.exchange });
  }

  #showPictures(chapter: HTMLElement, part: Part, index: number, point: Point, explained: Explained): void {
    const words = WORDS[this.#around.language()];
    const presses: Press[] = [];
    const wave = (of: Part): HTMLElement | null =>
      waveformView(of, words, point, async (input, atMs) => {
        const rest = input.mode === 'pull-down' ? 0 : 1;
        presses.push({
          pin: [input.pin, ...input.aliases],
          atMs,
          level: (presses.length % 2 === 0 ? 1 - rest : rest) as 0 | 1,
        });
        const body = {
          text: this.#text,
          language: explained.report.language,
          locale: explained.report.language,
          inputs: presses,
        };
        const run = await this.#around.busy((signal) => post<Explained>('/api/explain', body, signal));
        const again = run?.report.parts[index];
        const fresh = again ? wave(again) : null;
        if (!fresh) return;
        fresh.prepend(make('p', 'quiet', words.pressed(presses.length)));
        chapter.querySelector('.waveform')?.replaceWith(fresh);
      });
    const waveform = part.analyzer === 'gpio' ? wave(part) : null;
    const chain = part.analyzer === 'journal' ? chainView(part, words, point) : null;
    if (waveform) chapter.append(waveform);
    if (chain) chapter.append(chain);
    for (const picture of explained.pictures.filter((each) => each.part === index)) {
      const details = make('details', 'drawing');
      details.open = !waveform && !chain;
      const image = make('img', 'picture');
      image.src = `data:image/png;base64,${picture.png}`;
      image.width = picture.width;
      image.alt = picture.alt;
      details.append(make('summary', '', words.picture), image);
      chapter.append(details);
    }
  }

  /** The answer in a model's plainer words, as its sentences pass the check. */
  async #sayPlainer(): Promise<void> {
    const { thread, exchange } = this.#explained!;
    const body = { thread, exchange, language: this.#around.language() };
    this.#answer.querySelector('.plainer')?.remove();
    const said = make('section', 'answer plainer');
    said.setAttribute('aria-live', 'polite');
    this.#answer.append(said);
    await this.#around.busy((signal) =>
      follow<{ html: string }>('/api/plainer', body, signal, ({ html }) => {
        said.innerHTML = html;
      }),
    );
  }

  #showActions(): void {
    const words = WORDS[this.#around.language()];
    const row = make('div', 'controls actions');
    const copy = button('', words.copy, async () => {
      await navigator.clipboard.writeText(this.#explained?.report.text ?? '');
      copy.textContent = words.copied;
    });
    row.append(copy);
    if (this.#around.plainer) row.append(button('', words.plainer, () => void this.#sayPlainer()));
    this.#answer.append(row);
  }
}

function showFacts(parent: HTMLElement, part: Part, point: Point, title: string): void {
  if (part.facts.length === 0) return;
  const details = make('details');
  details.append(make('summary', '', title));
  const list = make('ul', 'facts');
  for (const fact of part.facts) {
    const item = make('li');
    list.append(item);
    if (!fact.lines) {
      item.textContent = fact.text;
      continue;
    }
    const link = make('button', '', fact.text);
    link.type = 'button';
    pointing(link, fact.lines, point);
    item.append(link);
  }
  details.append(list);
  parent.append(details);
}

/** A question and its answer, with the lines it rests on. */
export function replyView(question: string, replied: Replied, language: Language): HTMLElement {
  const view = make('article', 'reply');
  const answer = make('section', 'answer');
  answer.innerHTML = replied.html;
  view.append(make('h2', '', WORDS[language].you), make('p', '', question), make('h2', '', 'unpaste'), answer);
  if (replied.quotes.length > 0) {
    const list = make('ul', 'quotes');
    for (const { text, lines } of replied.quotes) {
      const item = make('li');
      item.append(make('code', '', text));
      if (lines) item.append(make('span', 'quiet', ` ${WORDS[language].line(lines[0])}`));
      list.append(item);
    }
    view.append(list);
  }
  return view;
}
