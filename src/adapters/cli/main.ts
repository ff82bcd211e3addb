#!/usr/bin/env node
/** The command line as the compiler leaves it; `unpaste.cts` starts the same from a pack. */
import { main } from './program.ts';

await main();
