import { homedir } from 'node:os';
import { join } from 'node:path';
import { ask, type Explained, explain, LIMIT_CHARACTERS, type PartMemory, wasAsked } from '../../../index.ts';
import { explainOpened } from '../explain-opened.ts';
import { Failure } from '../failure.ts';
import { openPaste } from '../paste-file.ts';
import { renderAnswer } from '../terminal/answer.ts';
import { renderMarkdown } from '../terminal/markdown.ts';
import type { Screen } from '../terminal/style.ts';
import { WORDS } from './words.ts';

const REMEMBERED_PARTS = 20;
const REMEMBERED_QUESTIONS = 5;
/** A command fills its line and begins with a letter: `/dev/sda1 is full` and `/* comment` are none. */
const COMMAND = /^\/([a-z]+)(?:[ \t]+(.*?))?[ \t]*$/i;
const NAMES = ['open', 'lang', 'help', 'forget', 'quit', 'exit'];

export interface Base {
  language: 'auto' | 'zh' | 'en';
  locale: 'zh' | 'en';
}

/** Whether a message is a command and not a paste that begins with a slash. */
export function isCommand(text: string): boolean {
  const command = COMMAND.exec(text.trim());
  return command !== null && (command[2] === undefined || NAMES.includes(command[1]!.toLowerCase()));
}

/** One conversation in a terminal: what was pasted so far, and the language. */
export class Session {
  #memory: PartMemory[] = [];
  #asked: string[] = [];
  #language: Base['language'];
  readonly #locale: Base['locale'];

  constructor(
    base: Base,
    /** Null where a program reads: it gets Markdown. */
    readonly screen: () => Screen | null = () => null,
  ) {
    this.#language = base.language;
    this.#locale = base.locale;
  }

  get words() {
    return WORDS[this.#language === 'auto' ? this.#locale : this.#language];
  }

  /** The answer to a message, a command or a question; null where the conversation ends. Never throws. */
  async respond(message: string): Promise<string | null> {
    const text = unfenced(message);
    try {
      if (isCommand(text)) return await this.#obey(text.trim());
      if (text.length > LIMIT_CHARACTERS) return this.words.tooLong;
      const explained = await explain(text, this.#base);
      const onlyWords = explained.memory.every(wasAsked) && !text.trim().includes('\n');
      if (this.#memory.length > 0 && onlyWords) return this.#render(await this.#ask(text));
      return this.#tell(explained);
    } catch (error) {
      const message = error instanceof Error ? error.message : String(error);
      return error instanceof Failure ? message : this.words.failed + message;
    }
  }

  async #ask(question: string): Promise<string> {
    const { answer } = await ask(question, this.#memory, { ...this.#base, earlier: this.#asked });
    this.#asked = [...this.#asked, question].slice(-REMEMBERED_QUESTIONS);
    return answer;
  }

  get #base(): Base {
    return { language: this.#language, locale: this.#locale };
  }

  #render(markdown: string): string {
    const screen = this.screen();
    return screen ? renderMarkdown(markdown, screen) : markdown;
  }

  /** Says what was found in a message and remembers it for later questions. */
  #tell(explained: Explained): string {
    this.#memory = [...this.#memory, ...explained.memory].slice(-REMEMBERED_PARTS);
    if (explained.memory.length > 0) this.#asked = [];
    const screen = this.screen();
    return screen ? renderAnswer(explained, screen) : explained.report.text;
  }

  async #obey(line: string): Promise<string | null> {
    const [, name, value = ''] = COMMAND.exec(line)!;
    switch (name!.toLowerCase()) {
      case 'quit':
      case 'exit':
        return null;
      case 'help':
        return this.words.help;
      case 'forget':
        this.#memory = [];
        this.#asked = [];
        return this.words.forgotten;
      case 'lang':
        if (value !== 'zh' && value !== 'en' && value !== 'auto') return this.words.which;
        this.#language = value;
        return value === 'auto' ? this.words.automatic : this.words.language;
      case 'open':
        if (!value) return this.words.openWhat;
        return this.#tell(await explainOpened(await openPaste(pathOf(value)), this.#base));
      default:
        return this.words.unknown(name!);
    }
  }
}

/** A path as people type or drop it: in quotes, with ~ for the home folder. */
function pathOf(typed: string): string {
  const path = typed.replace(/^(['"])(.*)\1$/, '$2').replace(/\\ /g, ' ');
  return /^~[/\\]/.test(path) ? join(homedir(), path.slice(2)) : path;
}

/** A paste without the fence around all of it. */
function unfenced(text: string): string {
  return /^\s*```[^\n`]*\n([\s\S]*?)\n```\s*$/.exec(text)?.[1] ?? text;
}
