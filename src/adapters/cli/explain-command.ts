import { mkdir, writeFile } from 'node:fs/promises';
import { basename, extname, join } from 'node:path';
import { type Config, readTerminal } from '../../config.ts';
import { draw, type Explained, type ExplainOptions, explain, Report, toPng } from '../../index.ts';
import { ExplainRow, readBatch, readInputs } from './batch.ts';
import { explainOpened } from './explain-opened.ts';
import { EXIT, Failure } from './failure.ts';
import { type Opened, openPaste } from './paste-file.ts';
import { plainerReport, requireKey } from './plainer-words.ts';
import { renderAnswer } from './terminal/answer.ts';
import { screenOf } from './terminal/style.ts';

interface Options {
  json?: boolean;
  lang?: 'auto' | 'zh' | 'en';
  pictures?: string;
  inputs?: string;
  batch?: string;
  llm?: boolean;
  watch?: string;
  color?: boolean;
}

/** `unpaste explain`: every paste in turn; a bad one is reported and the rest goes on. Returns the exit code. */
export async function explainCommand(paths: string[], options: Options, config: Config): Promise<number> {
  const base: ExplainOptions = { language: options.lang ?? config.language, locale: config.locale };
  if (options.watch) {
    if (paths.length > 0) throw new Failure('--watch follows one file and takes no other paths.', EXIT.usage);
    const { watchCommand } = await import('./watch-command.ts');
    return watchCommand(options.watch, options, config);
  }
  if (options.batch) {
    if (!options.json || paths.length > 0) throw new Failure('--batch goes with --json and without paths.', EXIT.usage);
    return explainBatch(options.batch, base);
  }
  if (options.llm) requireKey(config);
  const script = options.inputs ? await readInputs(options.inputs) : {};
  const wanted = paths.length > 0 ? paths : ['-'];
  const asJson = options.json || wanted.length > 1;
  const screen = screenOf(process.stdout, readTerminal(), options.color);
  let exit: number = EXIT.done;
  for (const path of wanted) {
    try {
      const paste = await openPaste(path);
      const explained = await explainOpened(paste, { ...base, ...script });
      const pictures = options.pictures ? await writePictures(explained, path, options.pictures) : undefined;
      const report = Report.parse({ ...explained.report, path, ...(pictures ? { pictures } : {}) });
      if (!asJson) process.stdout.write(`${screen ? renderAnswer(explained, screen) : report.text}\n`);
      const plainer = options.llm ? await plainerReport(report, quotedIn(paste, report), config, asJson) : undefined;
      if (asJson) process.stdout.write(`${JSON.stringify(plainer ? Report.parse({ ...report, plainer }) : report)}\n`);
      if (explained.problems.length > 0)
        throw new Failure(sayProblems(path, explained.problems), EXIT.inputFailed, { cause: explained.problems[0] });
    } catch (error) {
      exit = EXIT.inputFailed;
      reportError({ path }, error, asJson);
    }
  }
  return exit;
}

/** What a model may see of a paste: all of it, of a log too large to hold the lines that the answer quotes. */
function quotedIn(paste: Opened, report: Report): string {
  return 'text' in paste ? paste.text : report.text;
}

async function explainBatch(batch: string, base: ExplainOptions): Promise<number> {
  let exit: number = EXIT.done;
  for (const entry of await readBatch(batch, ExplainRow)) {
    const { id } = entry;
    try {
      if ('error' in entry) throw new Failure(entry.error);
      const { inputs, interrupts } = entry.row;
      const { report, problems } = await explain(entry.row.text, { ...base, inputs, interrupts });
      process.stdout.write(`${JSON.stringify(Report.parse({ ...report, id }))}\n`);
      if (problems.length > 0) throw new Failure(sayProblems(id, problems), EXIT.inputFailed, { cause: problems[0] });
    } catch (error) {
      exit = EXIT.inputFailed;
      reportError({ id }, error, true);
    }
  }
  return exit;
}

function sayProblems(name: string, problems: Error[]): string {
  return `${name}: ${problems.map((problem) => problem.message).join('; ')}. Please report this with the paste.`;
}

function reportError(what: { path: string } | { id: string }, error: unknown, asJson: boolean): void {
  const message = error instanceof Error ? error.message : String(error);
  console.error(message);
  if (process.argv.includes('--debug') && error instanceof Error) {
    for (let cause: unknown = error; cause instanceof Error; cause = cause.cause) console.error(cause.stack);
  }
  if (asJson) process.stdout.write(`${JSON.stringify({ ...what, error: message })}\n`);
}

/** Draws into the folder; names are those of the paste, numbered. Returns the files' names. */
async function writePictures(explained: Explained, path: string, folder: string): Promise<string[]> {
  await mkdir(folder, { recursive: true });
  const stem = path === '-' ? 'paste' : basename(path, extname(path));
  const names: string[] = [];
  for (const [index, picture] of draw(explained.memory, explained.report.language).entries()) {
    const name = `${stem}-${index + 1}.png`;
    await writeFile(join(folder, name), await toPng(picture));
    names.push(name);
  }
  return names;
}
