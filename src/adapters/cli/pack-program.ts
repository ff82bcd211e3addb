/** What the pack `program` starts: the whole command line. */
import { main } from './program.ts';

export async function start(): Promise<boolean> {
  await main();
  return true;
}
