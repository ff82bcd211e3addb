import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { explain } from '../src/index.ts';
import { loadKnowledge } from '../src/knowledge/load.ts';
import { writeJournal } from './logs/journal.ts';

const BYTES = 100_000_000;
const SEED = 1;
const ROUNDS = 3;
const FOR_PEERS = 330;
const LONGEST_RUN_MS = 120_000;

const has = (program: string): boolean => spawnSync('sh', ['-c', `command -v ${program}`]).status === 0;

/** A rule's expression as grep -E and ripgrep take it; case is kept as it is, which only makes it cheaper for them. */
function forGrep(source: string): string {
  return source
    .replace(/^\(\?i\)/, '')
    .replace(/\(\?<\w+>|\(\?:/g, '(')
    .replace(/([*+?}])\?/g, '$1')
    .replace(
      /\[([^\]]*)\]/g,
      (_, inside: string) =>
        `[${inside
          .replace(/\\d/g, '0-9')
          .replace(/\\w/g, 'A-Za-z0-9_')
          .replace(/\\s/g, ' ')
          .replace(/\\(?=[^\\])/g, '')}]`,
    )
    .replace(/\\d/g, '[0-9]');
}

interface Timed {
  ms: number;
  cpuMs: number;
  out: string;
}

/** Runs a command to its end; CPU time and memory as the system counts them for the child. */
function time(command: string[]): Timed {
  const started = performance.now();
  const run = spawnSync('/usr/bin/env', ['bash', '-c', 'TIMEFORMAT="%U %S"; time "$@"', 'time', ...command], {
    encoding: 'utf8',
    maxBuffer: 1 << 28,
    timeout: LONGEST_RUN_MS,
  });
  const ms = performance.now() - started;
  const times = run.stderr.trim().split('\n').at(-1)!.split(' ').map(Number);
  const [user = Number.NaN, system = Number.NaN] = times;
  return { ms, cpuMs: (user + system) * 1000, out: run.stdout };
}

const median = (values: number[]) => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)]!;

/**
 * One generated journal of 100 MB: the whole answer from the command line, in a cold process, beside grep -cE and ripgrep
 * counting lines that match as many expressions, and one RegExp tried line by line. Rounds interleaved, median of them.
 */
export async function run(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'unpaste-bench-'));
  try {
    const log = join(folder, 'journal.log');
    const lines = writeJournal(log, BYTES, SEED);
    const megabytes = statSync(log).size / 1e6;
    const all = loadKnowledge('journal-rules').flatMap((rule) => rule.match.map(forGrep));
    const spread = [...new Set(all)].filter((_, index, list) => index % Math.ceil(list.length / FOR_PEERS) === 0);
    // grep needs minutes for all of them: it gets a spread of 300, unpaste keeps all its rules.
    const patterns = spread.filter((pattern) => takenByGrep(pattern, folder));
    const list = join(folder, 'patterns.txt');
    writeFileSync(list, `${patterns.join('\n')}\n`);
    console.log(
      `${megabytes.toFixed(0)} MB, ${lines} lines, seed ${SEED}; unpaste ${all.length} expressions, peers ${patterns.length}`,
    );

    const main = join(import.meta.dirname, '..', 'dist', 'src', 'adapters', 'cli', 'main.js');
    const oneRegExp = `const s=require('fs').readFileSync(${JSON.stringify(log)},'latin1');const r=/error|failed|fatal|panic|denied|refused/i;let n=0;for(const l of s.split('\\n'))if(r.test(l))n++;console.log(n)`;
    const peers: Record<string, string[]> = {
      'unpaste explain': [process.execPath, main, 'explain', log, '--json', '--lang', 'en'],
      ...(has('grep') ? { 'grep -cE': ['grep', '-cE', '-f', list, log] } : {}),
      ...(has('rg') ? { 'rg -c': ['rg', '-c', '-f', list, log] } : {}),
      'one RegExp': [process.execPath, '-e', oneRegExp],
    };
    const results = new Map<string, Timed[]>(Object.keys(peers).map((name) => [name, []]));
    for (let round = 0; round < ROUNDS; round += 1)
      for (const [name, command] of Object.entries(peers)) results.get(name)!.push(time(command));
    console.log(
      `${'median'.padEnd(18)}${'s'.padStart(8)}${'MB/s'.padStart(8)}${'CPU s'.padStart(8)}${'MB/CPU s'.padStart(10)}`,
    );
    for (const [name, times] of results) {
      const ms = median(times.map((one) => one.ms));
      const cpu = median(times.map((one) => one.cpuMs));
      console.log(
        `${name.padEnd(18)}${(ms / 1000).toFixed(2).padStart(8)}${(megabytes / (ms / 1000)).toFixed(0).padStart(8)}${(cpu / 1000).toFixed(2).padStart(8)}${(megabytes / (cpu / 1000)).toFixed(0).padStart(10)}`,
      );
    }
    const part = (JSON.parse(results.get('unpaste explain')![0]!.out) as { parts: { causes: { causeId: string }[] }[] })
      .parts[0]!;
    console.log(`found: ${part.causes.map((cause) => cause.causeId).join(', ')}`);
    console.log(`memory: ${peakOf(main, log)} MB at most`);
    await paste();
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Peak resident memory of the command line on the log. */
function peakOf(main: string, log: string): number {
  const script = `process.on('exit',()=>console.error(Math.round(process.resourceUsage().maxRSS/1024)));process.argv.splice(1,0,${JSON.stringify(main)});await import(${JSON.stringify(`file://${main}`)})`;
  const run = spawnSync(process.execPath, ['--input-type=module', '-e', script, 'explain', log, '--json'], {
    encoding: 'utf8',
    maxBuffer: 1 << 28,
  });
  return Number(run.stderr.trim().split('\n').at(-1));
}

/** True where grep and ripgrep both read an expression. */
function takenByGrep(pattern: string, folder: string): boolean {
  if (/\\[pux]|\(\?/.test(pattern)) return false;
  const empty = join(folder, 'empty');
  writeFileSync(empty, '');
  const rg = !has('rg') || spawnSync('rg', ['-c', '-e', pattern, empty]).status !== 2;
  return rg && spawnSync('grep', ['-cE', pattern, empty]).status !== 2;
}

/** A paste of forty lines, after a warm-up. */
async function paste(): Promise<void> {
  const head = (second: number) => `Jul 13 00:48:${String(second).padStart(2, '0')} node-07`;
  const lines = Array.from({ length: 37 }, (_, index) =>
    index % 5 === 0
      ? `${head(index)} web[${index}]: request ${index} took ${index * 7} ms, errors=0`
      : `${head(index)} systemd[1]: Started session-${index}.scope - Session ${index} of User deploy.`,
  );
  const text = (round: number) =>
    [
      ...lines,
      `${head(41)} web[${round}]: listen tcp :8080: bind: address already in use`,
      `${head(41)} systemd[1]: web.service: Main process exited, code=exited, status=1/FAILURE`,
      `${head(41)} systemd[1]: web.service: Failed with result 'exit-code'.`,
    ].join('\n');
  const times: number[] = [];
  for (let round = 0; round < 120; round += 1) {
    const started = performance.now();
    await explain(text(round));
    if (round >= 60) times.push(performance.now() - started);
  }
  console.log(`a paste of ${text(0).split('\n').length} lines, warm: ${median(times).toFixed(2)} ms`);
}
