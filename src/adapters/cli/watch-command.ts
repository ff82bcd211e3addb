import { open, stat } from 'node:fs/promises';
import { type Config, readTerminal } from '../../config.ts';
import { GrowingLog, type Language, type NewCause } from '../../index.ts';
import { Failure } from './failure.ts';
import { renderMarkdown } from './terminal/markdown.ts';
import { codeRange, snippet } from './terminal/snippet.ts';
import { type Screen, screenOf } from './terminal/style.ts';

interface Options {
  json?: boolean;
  lang?: 'auto' | Language;
  color?: boolean;
}

/** How often the file is looked at. */
const EVERY_MS = 400;
const PIECE_BYTES = 1 << 20;

/** `unpaste explain --watch FILE`: follows a growing log and tells of each new cause; ends with Ctrl-C. */
export async function watchCommand(path: string, options: Options, config: Config): Promise<number> {
  const language = { language: options.lang ?? config.language, locale: config.locale };
  const zh = (language.language === 'auto' ? language.locale : language.language) === 'zh';
  const screen = screenOf(process.stdout, readTerminal(), options.color);
  let log = new GrowingLog(language);
  let at = 0;
  let file = await identity(path);
  if (!file) throw new Failure(`${path}: no such file. Check the name.`);
  let ended = false;
  const stop = () => {
    ended = true;
  };
  process.once('SIGINT', stop);
  process.once('SIGTERM', stop);
  console.error(zh ? `正在看 ${path}，按 Ctrl-C 结束` : `watching ${path}, Ctrl-C ends it`);
  const buffer = new Uint8Array(PIECE_BYTES);
  while (!ended) {
    const now = await identity(path);
    // Rotated or emptied: what is there now is another log.
    if (now && (now.inode !== file.inode || now.size < at)) {
      log = new GrowingLog(language);
      at = 0;
    }
    if (now) {
      file = now;
      at = await readOn(path, at, buffer, log);
    }
    for (const cause of log.newCauses())
      process.stdout.write(`${options.json ? JSON.stringify({ path, ...cause }) : say(cause, zh, screen)}\n`);
    if (!ended) await new Promise((resolve) => setTimeout(resolve, EVERY_MS));
  }
  return 0;
}

async function identity(path: string): Promise<{ inode: number; size: number } | null> {
  try {
    const info = await stat(path);
    if (info.isDirectory()) throw new Failure(`${path}: is a directory. Name the file in it.`);
    return { inode: info.ino, size: info.size };
  } catch (cause) {
    if (cause instanceof Failure) throw cause;
    return null;
  }
}

async function readOn(path: string, from: number, buffer: Uint8Array, log: GrowingLog): Promise<number> {
  const file = await open(path);
  try {
    let at = from;
    for (;;) {
      const { bytesRead } = await file.read(buffer, 0, buffer.length, at);
      if (bytesRead === 0) return at;
      log.write(buffer.subarray(0, bytesRead));
      at += bytesRead;
    }
  } finally {
    await file.close();
  }
}

function say(cause: NewCause, zh: boolean, screen: Screen | null): string {
  const title = cause.title.replace(/[.。]$/, '');
  const head = zh ? `新的原因（第 ${cause.at} 行）：${title}。` : `New cause (line ${cause.at}): ${title}.`;
  if (screen) {
    const line = snippet(cause.at, cause.line, codeRange(cause.line), 'red', screen);
    return [renderMarkdown(`**${head}**`, screen), ...line, renderMarkdown(cause.fix, screen), ''].join('\n');
  }
  return [head, `  ${cause.line}`, ...cause.fix.split('\n').map((line) => `  ${line}`), ''].join('\n');
}
