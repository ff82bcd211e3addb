import { execFileSync, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { Worker } from 'node:worker_threads';
import type * as Api from '../src/c/api.ts';
import type * as Compile from '../src/c/compile.ts';
import type * as Mend from '../src/c/mend/mend.ts';
import type * as Threads from '../src/jobs/threads.ts';
import { DELAY, SEED_STUBS } from './seed-stubs.ts';

const ROOT = join(import.meta.dirname, '..');
const PROGRAMS = join(import.meta.dirname, 'programs');
const ROUNDS = 5;

/** As it is built, which is what people run. */
const built = async <T>(file: string): Promise<T> =>
  (await import(pathToFileURL(join(ROOT, 'dist', 'src', file)).href)) as T;
const { StopRun } = await built<typeof Api>('c/api.js');
const { compile } = await built<typeof Compile>('c/compile.js');
const { mendC } = await built<typeof Mend>('c/mend/mend.js');

interface Peer {
  name: string;
  /** Prepares a program (not timed) and returns the command whose whole run is timed. */
  prepare(file: string): string[];
}

function gcc(level: string): Peer {
  const folder = mkdtempSync(join(tmpdir(), 'unpaste-bench-'));
  return {
    name: `gcc ${level}`,
    prepare(file) {
      const program = join(folder, file.split('/').at(-1)!.replace('.c', level));
      execFileSync('gcc', ['-w', level, '-DNATIVE', file, '-o', program]);
      return [program];
    },
  };
}

/** With certificates to add, Node reads all it has before it starts: that is the machine's, not the program's. */
const { NODE_EXTRA_CA_CERTS: _, ...ENVIRONMENT } = process.env;

const has = (program: string) => spawnSync('sh', ['-c', `command -v ${program}`]).status === 0;

function time(command: string[]): { ms: number; out: string; err: string } {
  const started = performance.now();
  const run = spawnSync(command[0]!, command.slice(1), { encoding: 'utf8', env: ENVIRONMENT });
  if (run.status !== 0) throw new Error(`${command.join(' ')}: exit ${run.status} ${run.stderr}`);
  return { ms: performance.now() - started, out: run.stdout, err: run.stderr };
}

/**
 * Five programs, each in a cold process with fuel and checks on, beside gcc (its compile time not counted) and tcc -run
 * (its compile time counted); median of five rounds, rounds interleaved. The first column takes every turn of every loop and
 * every access to a register; the last one skips what only counts and what nobody hears, as people get it. Then all five in
 * one cold process, so that Node starts once, and compiling 300 lines, warm.
 */
export async function run(): Promise<void> {
  const main = join(ROOT, 'dist', 'src', 'adapters', 'cli', 'unpaste.cjs');
  const nothing = join(mkdtempSync(join(tmpdir(), 'unpaste-bench-')), 'nothing.cjs');
  writeFileSync(nothing, '');
  const peers: Peer[] = [
    { name: 'unpaste', prepare: (file) => [process.execPath, main, 'run', file, '--no-shortcuts'] },
    ...(has('gcc') ? [gcc('-O0'), gcc('-O2')] : []),
    ...(has('tcc') ? [{ name: 'tcc -run', prepare: (file: string) => ['tcc', '-DNATIVE', '-run', file] }] : []),
    { name: 'shortcuts', prepare: (file) => [process.execPath, main, 'run', file] },
  ];
  const files = readdirSync(PROGRAMS).map((name) => join(PROGRAMS, name));
  const starts = Array.from({ length: ROUNDS * 2 }, () => time([process.execPath, nothing]).ms);
  const start = median(starts);
  const totals = peers.map(() => 0);
  console.log(`${'ms, median'.padEnd(16)}${peers.map((peer) => peer.name.padStart(12)).join('')}`);
  for (const file of files) {
    const commands = peers.map((peer) => peer.prepare(file));
    const runs = peers.map(() => [] as number[]);
    for (let round = 0; round < ROUNDS; round += 1) {
      const outputs = commands.map((command, index) => {
        const { ms, out } = time(command);
        runs[index]!.push(ms);
        return out;
      });
      if (new Set(outputs).size !== 1) throw new Error(`${file}: ${JSON.stringify(outputs)}`);
    }
    const medians = runs.map(median);
    for (const [index, ms] of medians.entries()) totals[index]! += ms;
    const ratios = medians.slice(1, -1).map((ms, i) => `${(medians[0]! / ms).toFixed(2)} ${peers[i + 1]!.name}`);
    if (peers.length > 3)
      ratios.push(`${((medians[0]! - start) / medians[1]!).toFixed(2)} ${peers[1]!.name} without Node's start`);
    console.log(
      `${file.split('/').at(-1)!.padEnd(16)}${medians.map((ms) => ms.toFixed(0).padStart(12)).join('')}   ${ratios.join(', ')}`,
    );
  }
  console.log(`${'all five'.padEnd(16)}${totals.map((ms) => ms.toFixed(0).padStart(12)).join('')}`);
  console.log(`an empty program of Node: ${start.toFixed(0)} ms, five times in the first column and in the last`);
  console.log(
    `${'ratio'.padEnd(16)}${totals.map((ms) => (totals[0]! / ms).toFixed(2).padStart(12)).join('')}   (unpaste to each)`,
  );
  together(files, peers.slice(1, -1));
  if (has('gcc')) seedLoop();
  await compileSpeed();
}

/** All five in one cold process, beside a process for each of a peer's. */
function together(files: string[], peers: Peer[]): void {
  const ours: number[] = [];
  const each = files.map(() => [] as number[]);
  const theirs = peers.map((peer) => ({
    name: peer.name,
    commands: files.map((file) => peer.prepare(file)),
    sums: [] as number[],
    each: files.map(() => [] as number[]),
  }));
  for (let round = 0; round < ROUNDS; round += 1) {
    const { ms, err } = time([process.execPath, join(import.meta.dirname, 'five.cjs'), ...files]);
    ours.push(ms);
    for (const [i, line] of err.trim().split('\n').entries()) each[i]!.push(Number(line));
    for (const peer of theirs) {
      const took = peer.commands.map((command) => time(command).ms);
      peer.sums.push(took.reduce((sum, value) => sum + value, 0));
      for (const [i, value] of took.entries()) peer.each[i]!.push(value);
    }
  }
  const all = median(ours);
  const ratios = theirs.map(({ name, sums }) => `${(all / median(sums)).toFixed(2)} ${name}`);
  console.log(`all five in one cold process: ${all.toFixed(0)} ms; ${ratios.join(', ')}`);
  for (const [i, file] of files.entries()) {
    const mine = median(each[i]!);
    const beside = theirs.map((peer) => `${(mine / median(peer.each[i]!)).toFixed(2)} ${peer.name}`);
    console.log(`  ${file.split('/').at(-1)!.padEnd(14)}${mine.toFixed(0).padStart(5)} ms; ${beside.join(', ')}`);
  }
}

const median = (values: number[]): number => values.sort((a, b) => a - b)[Math.floor(values.length / 2)]!;

const PASSES = 10;

/** Ten passes of the one-line LED program, 80 million turns of its delay loop, from paste to the last write. */
function seedLoop(): void {
  const paste = readFileSync(join(ROOT, 'examples', 'seeds', 'led-code.one-line.txt'), 'utf8');
  const file = join(mkdtempSync(join(tmpdir(), 'unpaste-bench-')), 'seed');
  const text = mendC(paste).text;
  const passes = `for (int pass = 0; pass < ${PASSES}; pass++) {`;
  const loops = [...text.matchAll(/while \(1\) \{/g)];
  const last = loops.at(-1)!.index;
  writeFileSync(
    `${file}.c`,
    SEED_STUBS + DELAY + text.slice(0, last) + passes + text.slice(last + 'while (1) {'.length),
  );
  execFileSync('gcc', ['-w', '-O0', `${file}.c`, '-o', file]);
  const ours: number[] = [];
  const skipped: number[] = [];
  const theirs: number[] = [];
  for (let round = 0; round < ROUNDS * 2; round += 1) {
    if (round % 2 === 0) theirs.push(time([file]).ms);
    const everyTurn = round % 2 === 0;
    const started = performance.now();
    const program = compile({ source: `${mendC(`${paste}${' '.repeat(round)}`).text}\n${DELAY}`, everyTurn });
    let heads = 0;
    let writes = 0;
    const run = program.instantiate({
      read: () => 0,
      write: () => {
        writes += 1;
      },
      call: () => 0,
      outOfFuel: () => 1_000_000_000,
      loopHead: () => {
        heads += 1;
        if (heads === PASSES) throw new StopRun('ten passes');
      },
    });
    const end = run.start({ fuel: 1_000_000_000 });
    if (end.reason !== 'stopped' || writes < PASSES * 4)
      throw new Error(`the LED program: ${JSON.stringify(end)}, ${writes} writes`);
    (everyTurn ? ours : skipped).push(performance.now() - started);
  }
  const [a, b] = [median(ours), median(theirs)];
  console.log(
    `LED program, ten passes: ${a.toFixed(0)} ms, gcc -O0 ${b.toFixed(0)} ms, ratio ${(a / b).toFixed(2)}; turns skipped: ${median(skipped).toFixed(0)} ms`,
  );
}

/** As a thread of the bot compiles it, after warming up: at least 300 lines. */
async function compileSpeed(): Promise<void> {
  const program = readFileSync(join(PROGRAMS, 'states.c'), 'utf8');
  const bodies = Array.from({ length: 18 }, (_, index) =>
    program
      .replaceAll(/\b(machine|idle|debounce|pressed|released|handlers|main)\b/g, `$1_${index}`)
      .replace(/^#.*$/gm, ''),
  );
  const source = `#include <stdint.h>\n#include <stdio.h>\n${bodies.join('\n')}\nint main(void) { return main_0(); }\n`;
  const { heapOf, THREAD_MEMORY_MB } = await built<typeof Threads>('jobs/threads.js');
  const thread = new Worker(join(import.meta.dirname, 'compiling.mjs'), {
    workerData: source,
    resourceLimits: heapOf(THREAD_MEMORY_MB),
  });
  const [samples] = (await once(thread, 'message')) as [number[]];
  console.log(`mending and compiling ${source.split('\n').length} lines, warm: ${median(samples).toFixed(1)} ms`);
}
