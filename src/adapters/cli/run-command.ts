import { type SandboxOptions as RunOptions, runSandboxed as runC } from '../../c/sandbox.ts';
import { EXIT } from './failure.ts';
import { localIncludes } from './local-includes.ts';
import { readPaste } from './text-file.ts';

/** `unpaste run`: prints what the program printed; the exit code is main's value, 124 where fuel or time ran out. */
export async function runCommand(path: string, options: { json?: boolean; fuel?: number }): Promise<number> {
  const source = await readPaste(path);
  const run: RunOptions = { files: await localIncludes(path, source), programName: path };
  if (options.fuel !== undefined) run.fuel = options.fuel;
  const result = await runC(source, run);
  if (options.json) {
    process.stdout.write(`${JSON.stringify(result)}\n`);
  } else {
    process.stdout.write(result.stdout);
    if (result.error)
      console.error(
        result.error.line > 0 ? `${path}:${result.error.line}: ${result.error.text}` : `${path}: ${result.error.text}`,
      );
  }
  return result.exit ?? EXIT.outOfFuel;
}
