import { type Config, readTerminal } from '../../config.ts';
import { type AskOptions, ask, explain, type PartMemory, Reply, warned } from '../../index.ts';
import { AskRow, readBatch } from './batch.ts';
import { EXIT, Failure } from './failure.ts';
import { plainerReply, requireKey } from './plainer-words.ts';
import { renderMarkdown } from './terminal/markdown.ts';
import { screenOf } from './terminal/style.ts';
import { readPaste } from './text-file.ts';

interface Options {
  about: string[];
  json?: boolean;
  lang?: 'auto' | 'zh' | 'en';
  batch?: string;
  llm?: boolean;
  color?: boolean;
}

/** `unpaste ask`: one question, or a batch of them. Returns the exit code. */
export async function askCommand(question: string | undefined, options: Options, config: Config): Promise<number> {
  const base: AskOptions = { language: options.lang ?? config.language, locale: config.locale };
  if (options.batch) {
    if (!options.json || question !== undefined)
      throw new Failure('--batch goes with --json and without a question.', EXIT.usage);
    return askBatch(options.batch, base);
  }
  if (!question?.trim()) throw new Failure('Give a question, e.g. unpaste ask "两个容器能用同一个端口吗".', EXIT.usage);
  const about = await remember(options.about, [], base);
  if (options.llm) requireKey(config);
  const reply = Reply.parse(await ask(question, about, base));
  const screen = screenOf(process.stdout, readTerminal(), options.color);
  const said = warned(reply.warnings, reply.answer);
  if (!options.json) process.stdout.write(`${screen ? renderMarkdown(said, screen) : said}\n`);
  // Nothing is put into plainer words that is only "I do not know".
  const plainer = options.llm && !reply.declined ? await plainerReply(reply, config, options.json ?? false) : undefined;
  if (options.json) process.stdout.write(`${JSON.stringify(plainer ? Reply.parse({ ...reply, plainer }) : reply)}\n`);
  return EXIT.done;
}

async function askBatch(batch: string, base: AskOptions): Promise<number> {
  let exit: number = EXIT.done;
  for (const entry of await readBatch(batch, AskRow)) {
    try {
      if ('error' in entry) throw new Failure(entry.error);
      const { q, about = [], paste } = entry.row;
      const memory = await remember(about, paste === undefined ? [] : [paste], base);
      process.stdout.write(`${JSON.stringify(Reply.parse({ ...(await ask(q, memory, base)), id: entry.id }))}\n`);
    } catch (error) {
      exit = EXIT.inputFailed;
      const message = error instanceof Error ? error.message : String(error);
      console.error(message);
      process.stdout.write(`${JSON.stringify({ id: entry.id, error: message })}\n`);
    }
  }
  return exit;
}

/** What the pastes hold, in order, for questions about them. */
async function remember(paths: string[], texts: string[], base: AskOptions): Promise<PartMemory[]> {
  const memory: PartMemory[] = [];
  for (const path of paths) memory.push(...(await explain(await readPaste(path), { ...base, keepProse: true })).memory);
  for (const text of texts) memory.push(...(await explain(text, { ...base, keepProse: true })).memory);
  return memory;
}
