import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { compile, DESKTOP_TARGET } from '../src/c/compile.ts';
import { embeddedProgram } from './embedded.ts';

const CSMITH_HEADERS = '/usr/include/csmith';
const FUEL = 400_000_000;
const GCC_SECONDS = 10;

/** A random C program with every header of csmith's own written into it; what remains is the standard library's. */
function csmithProgram(seed: number): string {
  const options = [
    '--seed',
    String(seed),
    '--max-funcs',
    '5',
    '--max-block-depth',
    '4',
    '--bitfields',
    '--packed-struct',
    '--no-volatile-pointers',
  ];
  const text = execFileSync('csmith', options, {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'ignore'],
    maxBuffer: 1 << 26,
  });
  const seen = new Set<string>();
  const inline = (source: string): string =>
    source.replace(/^[ \t]*#[ \t]*include[ \t]*"([\w.]+)".*$/gm, (line, name: string) => {
      const file = join(CSMITH_HEADERS, name);
      if (!existsSync(file)) return line;
      if (seen.has(name) && name !== 'safe_math.h') return '';
      seen.add(name);
      return inline(readFileSync(file, 'utf8'));
    });
  return inline(text);
}

interface Outcome {
  stdout: string;
  exit: number;
}

/** What gcc makes of a program; null where it does not compile or end. */
function withGcc(file: string): Outcome | null {
  const program = file.replace(/\.c$/, '');
  if (spawnSync('gcc', ['-w', '-O0', '-fwrapv', '-fno-strict-aliasing', file, '-o', program, '-lm']).status !== 0)
    return null;
  const run = spawnSync(program, { encoding: 'utf8', timeout: GCC_SECONDS * 1000, maxBuffer: 1 << 26 });
  return run.status === null ? null : { stdout: run.stdout, exit: run.status };
}

/** What the engine makes of it; null where it runs out of fuel. */
function withEngine(text: string): Outcome | null {
  const program = compile({ source: text, target: DESKTOP_TARGET });
  const trouble = program.diagnostics.filter((diagnostic) => diagnostic.severity === 'error');
  if (trouble.length > 0) return { stdout: `does not compile: ${trouble[0]!.line}: ${trouble[0]!.message}`, exit: -1 };
  let stdout = '';
  const run = program.instantiate({
    read: () => 0,
    write: () => {},
    call: (name) => {
      stdout += `[call of ${name}]`;
      return 0;
    },
    outOfFuel: () => 0,
    output: (written) => {
      stdout += written;
    },
  });
  const end = run.start({ fuel: FUEL });
  if (end.reason === 'out-of-fuel') return null;
  // These programs do nothing undefined: a note would be a false alarm.
  const [note] = run.notes();
  if (note) return { stdout: `[note: ${note.message}, line ${note.line}]`, exit: -1 };
  if (end.reason === 'returned' || end.reason === 'exit') return { stdout, exit: end.value & 0xff };
  return { stdout: `${stdout}[${end.reason} ${'message' in end ? end.message : ''} line ${end.line}]`, exit: -1 };
}

/**
 * Compares engine and gcc on random programs: csmith's (Debian) and our own of embedded idioms, in turn. A difference is
 * kept as a file; returns false where there was one.
 */
export async function fuzz(rounds: number): Promise<boolean> {
  const folder = mkdtempSync(join(tmpdir(), 'unpaste-fuzz-c-'));
  const found = join(folder, 'found');
  mkdirSync(found);
  const first = Number(process.env['FUZZ_SEED'] ?? 1);
  const count = { same: 0, different: 0, skipped: 0 };
  for (let seed = first; seed < first + rounds; seed += 1) {
    const text = seed % 2 === 0 ? csmithProgram(seed) : embeddedProgram(seed);
    const file = join(folder, `p${seed}.c`);
    writeFileSync(file, text);
    const expected = withGcc(file);
    if (!expected) {
      count.skipped += 1;
      continue;
    }
    let got: Outcome | null;
    try {
      got = withEngine(text);
    } catch (error) {
      got = { stdout: `threw ${(error as Error).stack}`, exit: -1 };
    }
    if (!got) count.skipped += 1;
    else if (got.stdout === expected.stdout && got.exit === expected.exit) count.same += 1;
    else {
      count.different += 1;
      writeFileSync(join(found, `p${seed}.c`), text);
      console.log(
        `seed ${seed}: gcc ${JSON.stringify(expected.stdout.slice(-90))} ${expected.exit}, engine ${JSON.stringify(got.stdout.slice(-300))} ${got.exit}`,
      );
    }
  }
  console.log(
    `${count.same} the same, ${count.different} different, ${count.skipped} skipped (gcc or fuel); differences in ${found}`,
  );
  return count.different === 0;
}
