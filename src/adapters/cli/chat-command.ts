import { createInterface } from 'node:readline';
import type { Config } from '../../config.ts';
import { ask, explain, type PartMemory } from '../../index.ts';

/** Lines that arrive this close together are one paste: nobody types that fast. */
const PASTE_GAP_MS = 60;
const REMEMBERED_PARTS = 20;

const WELCOME = {
  zh: '把代码、日志或文章贴进来，然后接着问。/lang zh|en 换语言，/forget 忘掉贴过的内容，/quit 退出。',
  en: 'Paste code, a log or an article, then ask on. /lang zh|en sets the language, /forget forgets the pastes, /quit ends.',
};

/** `unpaste chat`: paste and ask in the terminal until end of input. */
export async function chatCommand(options: { lang?: 'auto' | 'zh' | 'en' }, config: Config): Promise<void> {
  let language = options.lang ?? config.language;
  let memory: PartMemory[] = [];
  const input = createInterface({
    input: process.stdin,
    output: process.stdout,
    prompt: '> ',
    terminal: process.stdin.isTTY,
  });
  const say = (text: string) => process.stdout.write(`${text}\n`);

  const answer = async (text: string): Promise<void> => {
    const command = /^\/(\w+)(?:\s+(\S+))?\s*$/.exec(text.trim());
    if (command) {
      const [, name, value] = command;
      if (name === 'quit' || name === 'exit') input.close();
      else if (name === 'forget') memory = [];
      else if (name === 'lang' && (value === 'zh' || value === 'en' || value === 'auto')) language = value;
      else say(WELCOME[language === 'zh' ? 'zh' : 'en']);
      return;
    }
    const base = { language, locale: config.locale };
    const { report, memory: found } = await explain(text, base);
    const isQuestion =
      memory.length > 0 && !text.trim().includes('\n') && !found.some((part) => part.analyzer !== 'pod');
    if (isQuestion) {
      say((await ask(text, memory, base)).answer);
    } else {
      say(report.text);
      memory = [...memory, ...found.filter((part) => part.analyzer !== 'pod')].slice(-REMEMBERED_PARTS);
    }
  };

  say(WELCOME[language === 'auto' ? config.locale : language]);
  input.prompt();
  let pending: string[] = [];
  let timer: NodeJS.Timeout | undefined;
  let work = Promise.resolve();
  const flush = (): void => {
    const text = pending.join('\n');
    pending = [];
    if (text.trim() === '') return;
    work = work.then(() => answer(text)).then(() => input.prompt());
  };
  input.on('line', (line) => {
    pending.push(line);
    clearTimeout(timer);
    timer = setTimeout(flush, PASTE_GAP_MS);
  });
  await new Promise<void>((resolve) => input.on('close', resolve));
  clearTimeout(timer);
  flush();
  await work;
}
