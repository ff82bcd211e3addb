import { spawnSync } from 'node:child_process';
import { mkdirSync, readdirSync, rmdirSync, statSync } from 'node:fs';
import { join } from 'node:path';

const ROOT = join(import.meta.dirname, '..', '..');
/** What each build writes, to tell whether it is newer than the sources. */
const PROJECTS = [
  { file: 'tsconfig.build.json', output: 'dist/src/index.js' },
  { file: 'tsconfig.page.json', output: 'dist/src/adapters/web/page/page.js' },
];
const LAST = 'dist/pack/program.pack';
const LOCK = join(ROOT, 'dist', '.building');
const STALE_LOCK_MS = 180_000;

const changed = (path: string): number => {
  try {
    return statSync(path).mtimeMs;
  } catch {
    return 0;
  }
};

function newestSource(): number {
  const files = readdirSync(join(ROOT, 'src'), { recursive: true, encoding: 'utf8' });
  return Math.max(
    ...files.filter((file) => /\.(?:ts|json)$/.test(file)).map((file) => changed(join(ROOT, 'src', file))),
  );
}

/**
 * Builds dist/ as `npm run build` does, for what only the built program shows; nothing where it is newer than the
 * sources. One test file at a time: a program that another one is just writing again cannot be run.
 */
export function buildDist(): void {
  const pause = new Int32Array(new SharedArrayBuffer(4));
  mkdirSync(join(ROOT, 'dist'), { recursive: true });
  for (;;) {
    const sources = newestSource();
    if (
      [...PROJECTS.map(({ output }) => output), LAST].every((output) => changed(join(ROOT, output)) > sources) &&
      changed(LOCK) === 0
    )
      return;
    try {
      mkdirSync(LOCK);
      break;
    } catch {
      if (Date.now() - changed(LOCK) > STALE_LOCK_MS) rmdirSync(LOCK);
      Atomics.wait(pause, 0, 0, 200);
    }
  }
  try {
    for (const { file } of PROJECTS) {
      const tsc = join(ROOT, 'node_modules', 'typescript', 'bin', 'tsc');
      const { status, stdout } = spawnSync(process.execPath, [tsc, '-p', file], { cwd: ROOT, encoding: 'utf8' });
      if (status !== 0) throw new Error(`${file} does not compile:\n${stdout}`);
    }
    const pack = ['--import', 'tsx', join(ROOT, 'build', 'pack.ts')];
    const { status, stderr } = spawnSync(process.execPath, pack, { cwd: ROOT, encoding: 'utf8' });
    if (status !== 0) throw new Error(`build/pack.ts: ${stderr}`);
  } finally {
    rmdirSync(LOCK);
  }
}
