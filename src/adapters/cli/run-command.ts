import { writeSync } from 'node:fs';
import { runDirect } from '../../c/direct.ts';
import type { SandboxOptions } from '../../c/sandbox.ts';
import { EXIT } from './failure.ts';
import { localIncludes } from './local-includes.ts';
import { readPaste } from './text-file.ts';

export interface RunOptions {
  json?: boolean;
  fuel?: number;
  shortcuts?: boolean;
  lang?: 'auto' | 'zh' | 'en';
}

/** `unpaste run`: prints what the program printed; the exit code is main's value, 124 where fuel or time ran out. */
export async function runCommand(path: string, options: RunOptions): Promise<number> {
  const source = await readPaste(path);
  const run: SandboxOptions = { files: localIncludes(path, source), programName: path };
  if (options.fuel !== undefined) run.fuel = options.fuel;
  if (options.shortcuts !== undefined) run.shortcuts = options.shortcuts;
  const result = await runDirect(source, run);
  if (result.error) {
    const { errorWords } = await import('./run-words.ts');
    result.error.text = errorWords(result.error.text, source, options.lang);
  }
  if (options.json) print(`${JSON.stringify(result)}\n`);
  else {
    print(result.stdout);
    if (result.error)
      console.error(
        result.error.line > 0 ? `${path}:${result.error.line}: ${result.error.text}` : `${path}: ${result.error.text}`,
      );
  }
  return result.exit ?? EXIT.outOfFuel;
}

/** Straight to the file: Node's streams take a while to load. What the file does not take at once goes through them. */
function print(text: string): void {
  const bytes = Buffer.from(text);
  let written = 0;
  try {
    while (written < bytes.length) written += writeSync(1, bytes, written);
  } catch (error) {
    // A reader that closes early (head, less) is no error.
    if ((error as NodeJS.ErrnoException).code !== 'EPIPE') process.stdout.write(bytes.subarray(written));
  }
}
