/** What the pack `program` starts: the whole command line. */
import { main } from './program.ts';

/** Runs the command line; true, since it has answered whatever was asked. */
export async function start(): Promise<boolean> {
  await main();
  return true;
}
