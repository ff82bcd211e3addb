/** What the pack `run` starts: `unpaste run FILE [--json] [--fuel N] [--no-shortcuts] [--lang LANGUAGE]`, without the rest of the command line. */
import { complain } from './failure.ts';
import { type RunOptions, runCommand } from './run-command.ts';

const isLanguage = (word: string | undefined): boolean => /^(?:auto|zh|en)$/.test(word ?? '');

/** False where the arguments are none of these: then commander reads them, and says what is wrong with them. */
export async function start(words: string[]): Promise<boolean> {
  const options: RunOptions = {};
  let path: string | undefined;
  for (let i = 1; i < words.length; i++) {
    const word = words[i]!;
    if (word === '--json') options.json = true;
    else if (word === '--no-shortcuts') options.shortcuts = false;
    else if (word === '--lang' && isLanguage(words[i + 1])) options.lang = words[++i] as 'auto';
    else if (word === '--fuel' && /^\d+$/.test(words[i + 1] ?? '')) options.fuel = Number(words[++i]);
    else if (path === undefined && (word === '-' || !word.startsWith('-'))) path = word;
    else return false;
  }
  if (path === undefined) return false;
  try {
    process.exitCode = await runCommand(path, options);
  } catch (error) {
    process.exitCode = complain(error, false);
  }
  return true;
}
