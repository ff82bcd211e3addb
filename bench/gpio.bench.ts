import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gpio } from '../src/analyzers/gpio/index.ts';
import { explain } from '../src/index.ts';
import { DELAY, SEED_STUBS } from './seed-stubs.ts';

const ROOT = join(import.meta.dirname, '..');
const ROUNDS = 15;

const median = (values: number[]): number => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)]!;

/** The one-line LED program from paste to facts, beside gcc -O0 compiling it with stubs added; rounds interleaved. */
export async function run(): Promise<void> {
  const paste = readFileSync(join(ROOT, 'examples', 'seeds', 'led-code.one-line.txt'), 'utf8');
  const restored = (await gpio.analyze(paste, { lineOffset: 0 })).restoredText ?? '';
  const file = join(mkdtempSync(join(tmpdir(), 'unpaste-bench-')), 'seed.c');
  writeFileSync(file, `${SEED_STUBS}${DELAY}${restored.replace(/^解释代码/, '')}`);
  const ours: number[] = [];
  const whole: number[] = [];
  const gcc: number[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    // A space more each round, so that nothing is answered from an earlier one.
    const text = paste + ' '.repeat(round);
    let started = performance.now();
    await gpio.analyze(text, { lineOffset: 0 });
    ours.push(performance.now() - started);
    started = performance.now();
    await explain(text);
    whole.push(performance.now() - started);
    started = performance.now();
    const { status, stderr } = spawnSync('gcc', ['-w', '-O0', '-c', file, '-o', `${file}.o`], { encoding: 'utf8' });
    if (status !== 0) throw new Error(`gcc: ${stderr}`);
    gcc.push(performance.now() - started);
  }
  console.log(`paste to facts      ${median(ours).toFixed(1)} ms`);
  console.log(`paste to answer     ${median(whole).toFixed(1)} ms`);
  console.log(`gcc -O0 -c, stubs   ${median(gcc).toFixed(1)} ms`);
  console.log(`ratio facts to gcc  ${(median(ours) / median(gcc)).toFixed(2)}`);
}
