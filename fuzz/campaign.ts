import { mkdirSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { mutate, randomFrom } from './mutate.ts';

const ROOT = join(import.meta.dirname, '..');
/** Processor time one input may take; no reader needs a tenth of it. */
const LIMIT_CPU_SECONDS = 6;
const LIMIT_SHRINKS = 60;

/** A reader under test. */
export interface Target {
  name: string;
  /** Folders of seed inputs, from the project's root. */
  seeds: string[];
  /** What is woven into inputs: the reader's own keywords and borders. */
  words: string[];
  /** What is wrong with how an input was taken, or null; an exception is wrong too. */
  check(input: Buffer, random: () => number): Promise<string | null> | string | null;
}

/** What an invariant says where it does not hold; null where it does. */
export const unless = (holds: boolean, otherwise: string): string | null => (holds ? null : otherwise);

/**
 * Feeds mutated seeds to a reader; what it does wrong is shrunk, kept as a file and printed once a kind. The same
 * FUZZ_SEED gives the same inputs; with FUZZ_SECONDS it goes on for that long instead of a number of rounds.
 * @returns false where anything was found.
 */
export async function campaign(target: Target, rounds: number): Promise<boolean> {
  const first = Number(process.env['FUZZ_SEED'] ?? 1);
  const endsAt = process.env['FUZZ_SECONDS'] ? Date.now() + Number(process.env['FUZZ_SECONDS']) * 1000 : null;
  const seeds = target.seeds.flatMap(readFolder);
  const found = new Map<string, string>();
  let round = 0;
  let slowest = 0;
  let folder = '';
  for (; endsAt === null ? round < rounds : Date.now() < endsAt; round += 1) {
    const random = randomFrom(first + round);
    const input = mutate(seeds, target.words, random);
    const { wrong, seconds } = await tryOne(target, input, first + round);
    slowest = Math.max(slowest, seconds);
    if (!wrong || found.has(kindOf(wrong))) continue;
    const small = await shrink(target, input, wrong, first + round);
    folder ||= mkdtempSync(join(tmpdir(), `unpaste-fuzz-${target.name}-`));
    mkdirSync(folder, { recursive: true });
    const file = join(folder, `seed-${first + round}`);
    writeFileSync(file, small);
    found.set(kindOf(wrong), file);
    console.log(`${target.name} seed ${first + round}: ${wrong}\n  kept in ${file} (${small.length} bytes)`);
  }
  console.log(`${target.name}: ${round} inputs, ${found.size} kinds of failure, slowest ${slowest.toFixed(2)} s`);
  return found.size === 0;
}

/** The seed files of a folder. */
function readFolder(folder: string): Buffer[] {
  return readdirSync(join(ROOT, folder), { withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => readFileSync(join(ROOT, folder, entry.name)));
}

async function tryOne(target: Target, input: Buffer, seed: number): Promise<{ wrong: string | null; seconds: number }> {
  const before = process.cpuUsage();
  let wrong: string | null;
  try {
    wrong = await target.check(input, randomFrom(seed));
  } catch (error) {
    wrong = `threw ${(error as Error).stack ?? error}`;
  }
  const { user, system } = process.cpuUsage(before);
  const seconds = (user + system) / 1e6;
  if (!wrong && seconds > LIMIT_CPU_SECONDS) wrong = `took ${seconds.toFixed(1)} s for ${input.length} bytes`;
  return { wrong, seconds };
}

/** A failure without its numbers and words of the input: two of one kind are reported once. */
const kindOf = (wrong: string): string =>
  wrong
    .split('\n')
    .slice(0, 3)
    .join(' ')
    .replace(/\d+|"[^"]*"/g, '#');

/** Takes pieces out for as long as the same failure stays. */
async function shrink(target: Target, input: Buffer, wrong: string, seed: number): Promise<Buffer> {
  if (wrong.startsWith('took')) return input;
  let small = input;
  let tries = 0;
  for (let piece = small.length >> 1; piece >= 1 && tries < LIMIT_SHRINKS; piece >>= 1) {
    for (let at = 0; at < small.length && tries < LIMIT_SHRINKS; tries += 1) {
      const less = Buffer.concat([small.subarray(0, at), small.subarray(at + piece)]);
      const again = await tryOne(target, less, seed);
      if (again.wrong && kindOf(again.wrong) === kindOf(wrong)) small = less;
      else at += piece;
    }
  }
  return small;
}
