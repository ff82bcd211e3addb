import { type Language, WORDS } from './words.ts';

interface Fact {
  id: string;
  text: string;
  lines: [number, number] | null;
}
interface Part {
  analyzer: string;
  facts: Fact[];
  restoredText?: string;
}
interface Explained {
  thread: string;
  html: string;
  report: { reply: boolean; parts: Part[]; language: Language };
  parts: string[];
  pictures: { png: string; alt: string; width: number }[];
}

const element = <T extends HTMLElement>(id: string) => document.getElementById(id) as T;
const thread = element<HTMLElement>('thread');
const paste = element<HTMLTextAreaElement>('paste');
const status = element<HTMLElement>('status');

let language: Language = navigator.language.startsWith('zh') ? 'zh' : 'en';
/** Until the reader picks a language, each answer follows the words of its paste. */
let chosen: Language | 'auto' = 'auto';
let threadId: string | undefined;
let hasPaste = false;

function make<K extends keyof HTMLElementTagNameMap>(tag: K, className = '', text = ''): HTMLElementTagNameMap[K] {
  const node = document.createElement(tag);
  if (className) node.className = className;
  if (text) node.textContent = text;
  return node;
}

function speak(): void {
  const words = WORDS[language];
  document.documentElement.lang = language === 'zh' ? 'zh-CN' : 'en';
  for (const node of document.querySelectorAll<HTMLElement>('[data-words]')) {
    node.textContent = words[node.dataset['words'] as 'tagline'];
  }
  paste.placeholder = words.placeholder;
  element('language').textContent = words.otherLanguage;
  element('theme').textContent = document.documentElement.dataset['theme'] === 'dark' ? words.light : words.dark;
  for (const button of element('examples').querySelectorAll('button')) {
    const name = button.dataset['name'] as keyof typeof words.examples;
    button.textContent = words.examples[name] ?? name;
  }
}

async function post<T>(path: string, body: object): Promise<T> {
  const response = await fetch(path, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  const result = (await response.json()) as T & { error?: string };
  if (!response.ok) throw new Error(result.error ?? response.statusText);
  return result;
}

/** The pasted text with numbered lines; returns how to point at some of them. */
function showPaste(parent: HTMLElement, text: string, title: string): (lines: [number, number] | null) => void {
  const details = make('details');
  details.open = text.length < 2500;
  details.append(make('summary', '', title));
  const box = make('div', 'paste');
  const list = make('ol');
  const rows = text
    .split('\n')
    .slice(0, 5000)
    .map((line) => {
      const row = make('li');
      row.append(make('span', '', line));
      return row;
    });
  list.append(...rows);
  box.append(list);
  details.append(box);
  parent.append(details);
  return (lines) => {
    for (const row of rows) row.classList.remove('shown');
    if (!lines) return;
    details.open = true;
    for (const row of rows.slice(lines[0] - 1, lines[1])) row.classList.add('shown');
    rows[lines[0] - 1]?.scrollIntoView({ block: 'nearest' });
  };
}

function showFacts(parent: HTMLElement, part: Part, point: (lines: [number, number] | null) => void): void {
  if (part.facts.length === 0) return;
  const details = make('details');
  details.append(make('summary', '', WORDS[language].facts));
  const list = make('ul', 'facts');
  for (const fact of part.facts) {
    const item = make('li');
    list.append(item);
    if (!fact.lines) {
      item.textContent = fact.text;
      continue;
    }
    const button = make('button', '', fact.text);
    button.type = 'button';
    // A click keeps the lines marked; a pointer that only passes by does not.
    let kept = false;
    for (const happening of ['mouseenter', 'focus'] as const)
      button.addEventListener(happening, () => point(fact.lines));
    button.addEventListener('click', () => {
      kept = true;
      point(fact.lines);
    });
    button.addEventListener('mouseleave', () => {
      if (!kept) point(null);
    });
    button.addEventListener('blur', () => {
      kept = false;
    });
    item.append(button);
  }
  details.append(list);
  parent.append(details);
}

function showAnswer(html: string): HTMLElement {
  const article = make('article');
  article.append(make('h2', '', 'unpaste'));
  const answer = make('div', 'answer');
  // Rendered by the server with raw HTML switched off; scripts are forbidden by the page's policy besides.
  answer.innerHTML = html;
  article.append(answer);
  thread.append(article);
  return article;
}

async function send(text: string): Promise<void> {
  const words = WORDS[language];
  document.getElementById('welcome')?.remove();
  const said = make('article');
  said.append(make('h2', '', words.you));
  thread.append(said);
  status.textContent = words.working;
  const theme = document.documentElement.dataset['theme'] === 'dark' ? 'dark' : 'light';
  try {
    const isQuestion = hasPaste && !text.trim().includes('\n') && text.length < 200;
    const body = { language: chosen, locale: language, ...(threadId ? { thread: threadId } : {}) };
    if (isQuestion) {
      said.append(make('div', '', text));
      const { html } = await post<{ html: string }>('/api/ask', { question: text, ...body });
      showAnswer(html).scrollIntoView({ block: 'start' });
    } else {
      const point = showPaste(said, text, words.paste);
      const explained = await post<Explained>('/api/explain', { text, theme, ...body });
      threadId = explained.thread;
      hasPaste ||= explained.report.reply;
      const article = showAnswer(explained.html);
      if (!explained.report.reply) article.append(make('p', '', words.silent));
      for (const picture of explained.pictures) {
        const image = make('img', 'picture');
        image.src = `data:image/png;base64,${picture.png}`;
        image.width = picture.width;
        image.alt = picture.alt;
        article.append(image);
      }
      for (const part of explained.report.parts) {
        const pointPart = part.restoredText ? showPaste(article, part.restoredText, words.restored) : point;
        showFacts(article, part, pointPart);
      }
      article.scrollIntoView({ block: 'start' });
    }
    status.textContent = '';
  } catch (error) {
    status.textContent = `${words.failed}${(error as Error).message}`;
  }
}

function submit(): void {
  const text = paste.value;
  if (text.trim() === '') return;
  paste.value = '';
  void send(text);
}

async function takeFiles(files: Iterable<File>): Promise<void> {
  for (const file of files) await send(await file.text());
}

element('composer').addEventListener('submit', (event) => {
  event.preventDefault();
  submit();
});
paste.addEventListener('keydown', (event) => {
  if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) submit();
});
paste.addEventListener('dragover', (event) => {
  event.preventDefault();
  paste.classList.add('over');
});
paste.addEventListener('dragleave', () => paste.classList.remove('over'));
paste.addEventListener('drop', (event) => {
  paste.classList.remove('over');
  if (!event.dataTransfer?.files.length) return;
  event.preventDefault();
  void takeFiles(event.dataTransfer.files);
});
element<HTMLInputElement>('file').addEventListener('change', (event) => {
  const input = event.target as HTMLInputElement;
  void takeFiles(input.files ?? []).then(() => {
    input.value = '';
  });
});
element('language').addEventListener('click', () => {
  language = language === 'zh' ? 'en' : 'zh';
  chosen = language;
  speak();
});
element('theme').addEventListener('click', () => {
  const root = document.documentElement;
  root.dataset['theme'] = root.dataset['theme'] === 'dark' ? 'light' : 'dark';
  speak();
});

async function start(): Promise<void> {
  if (matchMedia('(prefers-color-scheme: dark)').matches) document.documentElement.dataset['theme'] = 'dark';
  speak();
  const examples = (await (await fetch('/api/examples')).json()) as { name: string; text: string }[];
  const section = element('examples');
  for (const example of examples) {
    const button = make('button');
    button.type = 'button';
    button.dataset['name'] = example.name;
    button.addEventListener('click', () => void send(example.text));
    section.append(button);
  }
  section.hidden = examples.length === 0;
  speak();
}

await start();
