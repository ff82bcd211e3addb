import { post } from './api.ts';
import { button, element } from './dom.ts';
import { Exchange, replyView } from './exchange.ts';
import { savePage } from './share.ts';
import type { Explained, Language, Replied } from './types.ts';
import { WORDS } from './words.ts';

const LIMIT_QUESTION = 200;
const LIMIT_FILE_BYTES = 20 * 1024 * 1024;

const thread = element('thread');
const paste = element<HTMLTextAreaElement>('paste');
const status = element('status');
const stop = element<HTMLButtonElement>('stop');

let language: Language = navigator.language.startsWith('zh') ? 'zh' : 'en';
/** Until the reader picks a language, each answer follows the words of its paste. */
let chosen: Language | 'auto' = 'auto';
let threadId: string | undefined;
let working: AbortController | null = null;
const exchanges: Exchange[] = [];

const around = {
  language: () => language,
  theme: (): 'light' | 'dark' => (document.documentElement.dataset['theme'] === 'dark' ? 'dark' : 'light'),
  busy,
  /** A model is there that can put answers into plainer words. */
  plainer: false,
};

/** Says everything the page itself says in the reader's language. */
function speak(): void {
  const words = WORDS[language];
  document.documentElement.lang = language === 'zh' ? 'zh-CN' : 'en';
  for (const node of document.querySelectorAll<HTMLElement>('[data-words]'))
    node.textContent = words[node.dataset['words'] as 'tagline'];
  paste.placeholder = words.placeholder;
  element('composer').setAttribute('aria-label', words.label);
  element('language').textContent = words.otherLanguage;
  element('theme').textContent = around.theme() === 'dark' ? words.light : words.dark;
  for (const example of element('examples').querySelectorAll('button')) {
    const name = example.dataset['name'] as keyof typeof words.examples;
    example.textContent = words.examples[name] ?? name;
  }
}

/** Runs one thing at a time, shows that it runs and for how long, and lets it be stopped. Null: it was, or it failed. */
async function busy<T>(work: (signal: AbortSignal) => Promise<T>): Promise<T | null> {
  working?.abort();
  const own = new AbortController();
  working = own;
  const words = WORDS[language];
  const started = performance.now();
  const tell = (): void => {
    const seconds = Math.floor((performance.now() - started) / 1000);
    status.textContent = seconds > 0 ? `${words.working} ${seconds} s` : words.working;
  };
  tell();
  const ticking = setInterval(tell, 500);
  stop.hidden = false;
  thread.setAttribute('aria-busy', 'true');
  try {
    const result = await work(own.signal);
    status.textContent = '';
    return result;
  } catch (error) {
    status.textContent = own.signal.aborted ? words.stopped : `${words.failed}${(error as Error).message}`;
    return null;
  } finally {
    clearInterval(ticking);
    if (working === own) {
      stop.hidden = true;
      working = null;
      thread.removeAttribute('aria-busy');
    }
  }
}

/** Whether words are a question about what was pasted before, and not another paste. */
const isQuestion = (text: string): boolean =>
  exchanges.length > 0 && !text.trim().includes('\n') && text.length < LIMIT_QUESTION;

async function send(text: string): Promise<void> {
  document.getElementById('welcome')?.remove();
  element('save').hidden = false;
  const body = { language: chosen, locale: language, ...(threadId ? { thread: threadId } : {}) };
  if (threadId && isQuestion(text)) {
    const replied = await busy((signal) => post<Replied>('/api/ask', { question: text, ...body }, signal));
    if (!replied) return void (paste.value ||= text);
    const view = replyView(text, replied, language);
    thread.append(view);
    view.scrollIntoView({ block: 'nearest' });
    return;
  }
  const explained = await busy((signal) =>
    post<Explained>('/api/explain', { text, theme: around.theme(), ...body }, signal),
  );
  // What was typed is never lost to an error.
  if (!explained) return void (paste.value ||= text);
  threadId = explained.thread;
  const exchange = new Exchange(text, around);
  exchange.show(explained);
  if (explained.report.reply) exchanges.push(exchange);
  thread.append(exchange.view);
  exchange.view.scrollIntoView({ block: 'start' });
}

function submit(): void {
  const text = paste.value;
  if (text.trim() === '') return;
  paste.value = '';
  void send(text);
}

async function takeFiles(files: Iterable<File>): Promise<void> {
  for (const file of files) {
    if (file.size > LIMIT_FILE_BYTES) status.textContent = WORDS[language].tooLarge(file.name);
    else await send(await file.text());
  }
}

element('composer').addEventListener('submit', (event) => {
  event.preventDefault();
  submit();
});
paste.addEventListener('keydown', (event) => {
  if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) submit();
});
document.addEventListener('keydown', (event) => {
  if (event.key === 'Escape') working?.abort();
});
stop.addEventListener('click', () => working?.abort());
document.addEventListener('dragover', (event) => {
  event.preventDefault();
  paste.classList.add('over');
});
document.addEventListener('dragleave', () => paste.classList.remove('over'));
document.addEventListener('drop', (event) => {
  paste.classList.remove('over');
  if (!event.dataTransfer?.files.length) return;
  event.preventDefault();
  void takeFiles(event.dataTransfer.files);
});
element<HTMLInputElement>('file').addEventListener('change', (event) => {
  const input = event.target as HTMLInputElement;
  void takeFiles([...(input.files ?? [])]).then(() => {
    input.value = '';
  });
});
element('language').addEventListener('click', async () => {
  language = language === 'zh' ? 'en' : 'zh';
  chosen = language;
  speak();
  for (const exchange of exchanges) await exchange.sayAgain();
});
element('theme').addEventListener('click', () => {
  document.documentElement.dataset['theme'] = around.theme() === 'dark' ? 'light' : 'dark';
  speak();
});
element('save').addEventListener('click', () => void savePage(thread, 'unpaste'));

async function start(): Promise<void> {
  if (matchMedia('(prefers-color-scheme: dark)').matches) document.documentElement.dataset['theme'] = 'dark';
  speak();
  const { examples, plainer } = (await (await fetch('/api/examples')).json()) as {
    examples: { name: string; text: string }[];
    plainer: boolean;
  };
  around.plainer = plainer;
  const section = element('examples');
  for (const { name, text } of examples) {
    const example = button('', name, () => void send(text));
    example.dataset['name'] = name;
    section.append(example);
  }
  section.hidden = examples.length === 0;
  speak();
}

await start();
