#!/usr/bin/env node
/**
 * What `unpaste` starts. Commands a person waits for come from a pack: one file with everything they need, compiled when
 * it was built (build/pack.ts). Without a pack that fits, and for all other commands, main.js starts as it is.
 */
import fs = require('node:fs');
import modules = require('node:module');
import path = require('node:path');
import vm = require('node:vm');

interface Pack {
  /** False where it has nothing to do with these words. */
  start(words: string[]): Promise<boolean>;
}

const SOURCES = path.join(__dirname, '..', '..');
/** Packs to try, in order. */
const PACKS: Record<string, string[]> = { run: ['run', 'program'], explain: ['program'], ask: ['program'] };

/** For the pack: code kept compiled cannot import. */
const bringIn = (name: string): Promise<unknown> => import(name);

/** A pack that was made of the sources as they are compiled now: the length of the code, the code, and it compiled. */
function load(name: string): Pack | undefined {
  const file = path.join(SOURCES, '..', 'pack', `${name}.pack`);
  try {
    if (fs.statSync(file).mtimeMs < fs.statSync(path.join(SOURCES, 'index.js')).mtimeMs) return undefined;
    const bytes = fs.readFileSync(file);
    const end = 4 + bytes.readUInt32LE(0);
    // Another Node than the one that built it refuses the compiled part, and compiles anew.
    const script = new vm.Script(bytes.toString('latin1', 4, end), { filename: file, cachedData: bytes.subarray(end) });
    const pack = { exports: {} as Pack };
    (script.runInThisContext() as (...given: unknown[]) => void)(pack, modules.createRequire(file), bringIn, file);
    return pack.exports;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
    return undefined;
  }
}

async function start(words: string[]): Promise<void> {
  for (const name of PACKS[words[0] ?? ''] ?? []) if (await load(name)?.start(words)) return;
  await import('./main.js');
}

// The bench loads packs without starting anything.
if (require.main === module) void start(process.argv.slice(2));

export = { load };
