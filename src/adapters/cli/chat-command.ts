import { createInterface, type Interface } from 'node:readline';
import { type Config, readTerminal } from '../../config.ts';
import { Pastes } from './chat/pastes.ts';
import { Session } from './chat/session.ts';
import { screenOf } from './terminal/style.ts';

/** Lines that arrive this close together are one paste, in a terminal that does not say where a paste begins and ends. */
const PASTE_GAP_MS = 60;
const HISTORY_LINES = 500;
/** Asks a terminal to put a mark before and after what is pasted. */
const BRACKETS = { on: '\x1b[?2004h', off: '\x1b[?2004l' };

interface Options {
  lang?: 'auto' | 'zh' | 'en';
  color?: boolean;
}

/** `unpaste chat`: paste and ask in the terminal until end of input. */
export async function chatCommand(options: Options, config: Config): Promise<void> {
  const base = { language: options.lang ?? config.language, locale: config.locale };
  const screen = () => screenOf(process.stdout, readTerminal(), options.color);
  const session = new Session(base, screen);
  if (process.stdin.isTTY) await converse(session);
  else await readPipe(session);
}

/** Messages from a pipe, one after the other; only answers are printed. */
async function readPipe(session: Session): Promise<void> {
  const pastes = new Pastes();
  const input = createInterface({ input: process.stdin, crlfDelay: Number.POSITIVE_INFINITY });
  const answerAll = async (messages: string[]): Promise<boolean> => {
    for (const message of messages) {
      const answer = await session.respond(message);
      if (answer === null) return false;
      process.stdout.write(`${answer}\n\n`);
    }
    return true;
  };
  for await (const line of input) if (!(await answerAll(pastes.push(line)))) return;
  await answerAll(pastes.end());
}

/** A person at a terminal: history, several lines pasted at once, Ctrl-C for the line and then for the end. */
async function converse(session: Session): Promise<void> {
  const input = createInterface({
    input: process.stdin,
    output: process.stdout,
    prompt: '> ',
    historySize: HISTORY_LINES,
    removeHistoryDuplicates: true,
    crlfDelay: Number.POSITIVE_INFINITY,
  });
  const say = (text: string) => process.stdout.write(`${text}\n`);
  say(session.words.welcome);
  process.stdout.write(BRACKETS.on);
  input.prompt();
  let work = Promise.resolve();
  let closed = false;
  collect(input, (text) => {
    work = work.then(async () => {
      const answer = await session.respond(text);
      if (answer === null) return input.close();
      say(`${answer}\n`);
      if (!closed) input.prompt();
    });
  });
  await new Promise<void>((resolve) => input.on('close', resolve));
  closed = true;
  process.stdout.write(BRACKETS.off);
  await work;
}

/** Puts lines together to messages: what is pasted is one, whatever line breaks it holds. */
function collect(input: Interface, take: (message: string) => void): void {
  let pending: string[] = [];
  let pasting = false;
  let timer: NodeJS.Timeout | undefined;
  const flush = (): void => {
    clearTimeout(timer);
    const text = pending.join('\n');
    pending = [];
    if (text.trim() === '') input.prompt();
    else take(text);
  };
  process.stdin.on('keypress', (_: string | undefined, key?: { name?: string }) => {
    if (key?.name === 'paste-start') pasting = true;
    if (key?.name !== 'paste-end' || !pasting) return;
    pasting = false;
    // A paste that ends in a line break is complete; one that does not waits for Enter, perhaps with a question behind it.
    if (pending.length > 0 && input.line === '') flush();
  });
  input.on('line', (line) => {
    pending.push(line);
    clearTimeout(timer);
    if (!pasting) timer = setTimeout(flush, PASTE_GAP_MS);
  });
  // The lines of a paste are no commands that somebody wants back with the arrow key.
  input.on('history', (history) => {
    if (pasting || pending.length > 0) history.shift();
  });
  input.on('SIGINT', () => {
    const something = input.line !== '' || pending.length > 0;
    pending = [];
    clearTimeout(timer);
    if (!something) return input.close();
    process.stdout.write('^C\n');
    input.write(null, { ctrl: true, name: 'e' });
    input.write(null, { ctrl: true, name: 'u' });
    input.prompt();
  });
  input.on('close', () => {
    clearTimeout(timer);
    if (pending.length > 0) flush();
  });
}
