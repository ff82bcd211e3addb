#!/usr/bin/env node
/** The command line as the compiler leaves it; `unpaste.cts` starts the same from a pack. */
import { readFileSync } from 'node:fs';
import { main } from './program.ts';

/** From src/adapters/cli as from dist/src/adapters/cli: the nearest package.json above is ours. */
function version(): string {
  for (const up of ['../../../package.json', '../../../../package.json']) {
    try {
      return (JSON.parse(readFileSync(new URL(up, import.meta.url), 'utf8')) as { version: string }).version;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
    }
  }
  return 'unknown';
}

if (/^(?:-V|--version)$/.test(process.argv[2] ?? '')) console.log(version());
else await main();
